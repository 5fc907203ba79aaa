"""Receipts as a wallet would hand them over, for tests of what is computed from them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from dsp_vc.model.attestation import Skill, SkillAttestation
from dsp_vc.skills.receipts import Judgement, Receipt, Standing

ESCO = "http://data.europa.eu/esco/"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
ACCEPTED = Judgement(Standing.COUNTS, accepted="2026-11-01T10:00:00Z")


def receipt(number: int, *skills: str | Skill, judgement: Judgement = ACCEPTED, **given: Any) -> Receipt:
    """One record of the school, unless ``given`` says otherwise: members of the record, and ``issuer``, ``signed``,
    ``bound`` of the receipt. A skill is its address, or whole."""
    issuer = given.pop("issuer", "Voorbeeldcollege")
    signed = given.pop("signed", datetime(2026, 7, 1, tzinfo=UTC))
    bound = given.pop("bound", True)
    record: dict[str, Any] = {"basis": "assessed", "context": "internship", "title": f"Record {number}", **given}
    return Receipt(
        id=f"urn:uuid:{number:08}-0000-4000-8000-000000000000",
        short=f"{number:08}",
        title=record["title"],
        issuer=f"did:web:{issuer.lower()}.example",
        issuer_name=issuer,
        judgement=judgement,
        record=SkillAttestation(skills=tuple(map(_skill, skills)), **record),
        signed=signed,
        bound=bound,
    )


def _skill(given: str | Skill) -> Skill:
    return given if isinstance(given, Skill) else Skill(uri=given, name={"nl": given})
