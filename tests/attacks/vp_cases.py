"""The VP-lines of the catalogue of attacks, each built with fresh keys."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from dsp_vc.trust.bundle import TrustBundle

from . import forge
from .forge import Party, badge, present, sign

CHALLENGE, DOMAIN = "9f0d3a4c5e6b7a8990817263544f3e2d", "Bouwbedrijf Voorbeeld"


@dataclass(frozen=True)
class Shown:
    """A presentation that must be refused: ``where`` is ``own`` or the number of the credential whose check says so;
    ``verb`` is the verifier's method."""

    name: str
    raw: bytes
    check: str
    code: str
    trust: TrustBundle
    where: int | None = None
    verb: str = "presentation"


def control() -> tuple[bytes, TrustBundle]:
    """A presentation without a fault."""
    school, worker = Party("Voorbeeldschool"), Party("Sam")
    good = sign(badge(school.did, worker.did), school)
    shown = present(worker, [good], challenge=CHALLENGE, domain=DOMAIN)
    return forge.raw(shown), forge.trust_in(school)


def cases() -> list[Shown]:
    """Every VP-line."""
    school, worker, stranger = Party("Voorbeeldschool"), Party("Sam"), Party("Vreemde")
    trust = forge.trust_in(school)
    unsigned = badge(school.did, worker.did)
    good = sign(unsigned, school)
    asked = {"challenge": CHALLENGE, "domain": DOMAIN}
    tampered = copy.deepcopy(good)
    tampered["credentialSubject"]["achievement"]["name"] = "Timmeren niveau 5"
    whole = present(worker, [good], **asked)
    without_proof = {name: value for name, value in whole.items() if name != "proof"}
    text = sign(
        {**without_proof, "verifiableCredential": "not a credential"}, worker, proofPurpose="authentication", **asked
    )

    def shown(name: str, document: object, check: str, code: str, where: int | None = None) -> Shown:
        return Shown(name, forge.raw(document), check, code, trust, where)  # type: ignore[arg-type]

    return [
        shown("VP-01", present(worker, [good], challenge="0" * 32, domain=DOMAIN), "holder-binding", "holder_nonce"),
        shown(
            "VP-02",
            present(worker, [good], challenge=CHALLENGE, domain="Ander bedrijf"),
            "holder-binding",
            "holder_audience",
        ),
        shown("VP-03", present(worker, [good], domain=DOMAIN), "holder-binding", "holder_nonce_missing"),
        shown("VP-04", without_proof, "issuer-key", "proof_missing"),
        shown("VP-05", present(stranger, [good], holder=worker.did, **asked), "issuer-key", "key_not_issuers"),
        shown("VP-06", present(worker, [unsigned], **asked), "issuer-key", "proof_missing", 0),
        shown("VP-07", present(worker, [tampered], **asked), "proof", "proof_signature", 0),
        shown("VP-08", present(worker, [good], proofPurpose="assertionMethod", **asked), "issuer-key", "proof_purpose"),
        shown("VP-09", present(stranger, [good], **asked), "holder-binding", "holder_not_subject", 0),
        shown("VP-10", text, "format", "credential_malformed"),
        shown("VP-11", present(worker, [good, tampered], **asked), "proof", "proof_signature", 1),
        Shown("VP-12", forge.raw(whole), "format", "presentation_not_credential", trust, verb="credential"),
        Shown("VP-13", forge.raw(good), "format", "credential_not_presentation", trust),
        shown(
            "VP-02 signed for others as well",
            present(worker, [good], challenge=CHALLENGE, domain=[DOMAIN, "Ander bedrijf"]),
            "holder-binding",
            "holder_audience",
        ),
        shown("VP-13 both in one", _both(school, worker, good, asked), "format", "credential_not_presentation"),
        shown("VP a nonce that is no text", present(worker, [good], nonce=5, **asked), "issuer-key", "proof_malformed"),
    ]


def _both(school: Party, worker: Party, good: forge.Document, asked: dict[str, str]) -> forge.Document:
    """The worker signs what looks like the school's credential, beside a good one of the school."""
    document = {
        "@context": [forge.V2],
        "type": ["VerifiablePresentation", "VerifiableCredential"],
        "holder": worker.did,
        "issuer": school.did,
        "credentialSubject": {"id": worker.did, "name": "Sam"},
        "verifiableCredential": [good],
    }
    return sign(document, worker, proofPurpose="authentication", **asked)
