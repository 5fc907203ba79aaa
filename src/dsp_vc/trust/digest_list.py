"""Digest lists: what an issuer says that it signed, for the day on which its key is stolen.

A compact JWS (RFC 7515) of the kind ``dsp-digests+jwt`` by a key of the issuer that is in force, over
``{"iss": DID, "iat": …, "digests": ["<SHA-256, hexadecimal>", …]}``. Alone it proves nothing: who stole the key can
sign one too. It counts from the moment at which somebody else recorded it (``TrustBundle.recorded``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dsp_vc.did.document import DidDocument
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse_object
from dsp_vc.errors import Refused
from dsp_vc.keys.signer import Signer
from dsp_vc.securing.jose import check_algorithm, check_signature, check_type, parse_compact, sign_compact
from dsp_vc.securing.key_binding import moment

TYPE = "dsp-digests+jwt"
MAX_LIST = 64 * 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MEMBERS = {"iss", "iat", "digests"}


@dataclass(frozen=True, slots=True)
class DigestList:
    """A list that was checked: whose it is, when it says it was made, and the digests, sorted."""

    issuer: str
    made: datetime
    digests: tuple[str, ...]


def is_digest(text: object) -> bool:
    """Whether ``text`` is SHA-256 in small hexadecimal digits."""
    return isinstance(text, str) and _DIGEST.fullmatch(text) is not None


def build_digest_list(issuer: str, digests: Iterable[str], signer: Signer, now: datetime) -> str:
    """The list of ``issuer`` (its DID), signed by ``signer``. Raises :class:`Refused` ``digests_invalid``."""
    entries: list[JsonValue] = [*sorted(set(digests))]
    if not all(is_digest(entry) for entry in entries):
        raise Refused("digests_invalid", detail="an entry is no digest")
    claims: JsonObject = {"iss": issuer, "iat": int(now.timestamp()), "digests": entries}
    return sign_compact({"typ": TYPE, "kid": signer.verification_method}, dumps(claims).encode(), signer)


def read_digest_list(text: str, document: DidDocument) -> DigestList:
    """Check a list by the issuer's ``document``: the key must be the issuer's, for signing, and not revoked.

    Raises :class:`Refused` ``digests_invalid`` (form), ``digests_other_issuer``, ``digests_key_revoked`` (who stole the
    key may have made it), ``did_method_*`` and ``did_purpose_missing`` for a key that is not in force, ``jws_*``.
    """
    jws = parse_compact(text, limit=MAX_LIST)
    check_type(jws, (TYPE,))
    check_algorithm(jws)
    claims = parse_object(jws.payload, max_bytes=MAX_LIST)
    entries = claims.get("digests")
    if set(claims) != _MEMBERS or not isinstance(entries, list) or jws.kid is None:
        raise Refused("digests_invalid", detail="its members")
    digests = tuple(str(entry) for entry in entries if is_digest(entry))
    if len(digests) != len(entries) or list(digests) != sorted(set(digests)):
        raise Refused("digests_invalid", detail="the digests are not sorted, not different, or no digests")
    if claims["iss"] != document.id:
        raise Refused("digests_other_issuer", name=document.id)
    _check_not_revoked(document, jws.kid)
    check_signature(jws, document.method(jws.kid, "assertionMethod").public_key)
    return DigestList(document.id, moment(claims["iat"]), digests)


def _check_not_revoked(document: DidDocument, method_id: str) -> None:
    """By value: a key that is revoked under one name signs under no other."""
    method = document.methods.get(method_id)
    if method is not None and any(
        other.revoked is not None and other.public_key == method.public_key for other in document.methods.values()
    ):
        raise Refused("digests_key_revoked", name=method_id)
