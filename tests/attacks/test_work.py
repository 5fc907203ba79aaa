"""Messages that are built to keep the checker busy: small, rightly signed, and stopped."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.suite import add_proof
from dsp_vc.verification.policy import VerificationPolicy
from dsp_vc.verification.report import Verdict, VerificationReport
from dsp_vc.verification.verifier import Verifier
from dsp_vc.verification.work import BUDGET, size

from . import forge
from .forge import Document, Party

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SCHOOL = Party("Voorbeeldschool")


def heavy(evidence: int, proofs: int) -> Document:
    """A credential with so many pieces of evidence and so many different proofs by its issuer."""
    document = forge.badge(SCHOOL.did, Party("Sam").did)
    document["evidence"] = [
        {"id": f"urn:example:{number}", "type": ["Evidence"], "name": f"Foto {number}"} for number in range(evidence)
    ]
    signed = [
        add_proof(
            document, SCHOOL.signer, cryptosuite="eddsa-rdfc-2022", contexts=ContextSet.pinned(), created=NOW,
            challenge=str(number),
        )["proof"]
        for number in range(proofs)
    ]  # fmt: skip
    return {**document, "proof": [proof for several in signed for proof in several]}


def verify(document: Document) -> VerificationReport:
    policy = VerificationPolicy.strict().trusting_any_issuer()
    return Verifier(forge.trust_in(SCHOOL), policy, clock=lambda: NOW).verify(forge.raw(document))


def test_a_long_credential_with_two_proofs_is_accepted() -> None:
    document = heavy(1_000, 2)
    assert 5_000 < size(document) < BUDGET / 2
    assert verify(document).verdict is Verdict.ACCEPTED


def test_many_proofs_over_a_long_credential_are_stopped() -> None:
    report = verify(heavy(1_000, 8))
    assert report.check("proof").code == "rdf_work_exceeded"
    assert report.verdict is Verdict.REJECTED


@pytest.mark.parametrize("wrapped", ["answers", "presentation"])
def test_the_bound_holds_for_the_whole_message(wrapped: str) -> None:
    one = heavy(200, 3)
    shown = {"@context": ["https://unknown.example"], "type": ["VerifiablePresentation"], "verifiableCredential": [one]}
    many = 20
    if wrapped == "answers":
        document = {str(number): [shown] for number in range(many)}
    else:
        document = {**shown, "verifiableCredential": [one] * many}
    report = verify(document)
    children = [child.children[0] for child in report.children] if wrapped == "answers" else list(report.children)
    codes = [child.check("proof").code for child in children]
    assert codes[0] == "proof_ok"
    assert "rdf_work_exceeded" in {*codes, *(child.check("context").code for child in children)}
    assert report.verdict is Verdict.REJECTED
    assert codes.count("proof_ok") * 3 * size(one) <= BUDGET
