"""What would make a record count that is left out."""

from __future__ import annotations

from dsp_vc.words import Phrase

#: By the code of what keeps it from counting; anything else asks for a whole copy of the issuer.
_REMEDIES = {
    "revoked": "remedy_issuer",
    "last_known_revoked": "remedy_issuer",
    "suspended": "remedy_wait",
    "last_known_suspended": "remedy_wait",
    "expired": "remedy_renew",
    "not_yet_valid": "remedy_later",
    "key_revoked": "remedy_sign_again",
    "key_expired": "remedy_sign_again",
    "issuer_withdrawn": "remedy_other_issuer",
    "issuer_last_withdrawn": "remedy_other_issuer",
    "outside_scope": "remedy_other_issuer",
    "scope_not_shown": "remedy_other_issuer",
    "issuer_unknown": "remedy_trust",
    "issuer_last_known": "remedy_list",
    "issuer_key_unconfirmed": "remedy_trust",
    "key_document_missing": "remedy_trust",
    "key_last_known": "remedy_list",
    "status_unknown": "remedy_status",
    "self_asserted": "remedy_own_claim",
    "other_person": "remedy_own_key",
    "record_not_skills": "remedy_skills",
}


def remedy_for(code: str) -> Phrase:
    """What to do, by the code of what keeps a record from counting."""
    return Phrase(_REMEDIES.get(code, "remedy_again"))
