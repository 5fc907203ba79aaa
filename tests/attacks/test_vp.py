"""Every VP-line of the catalogue is refused for its own reason; a good presentation is accepted."""

from __future__ import annotations

from datetime import datetime

import pytest

from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.verification.policy import VerificationPolicy
from dsp_vc.verification.report import Outcome, Presence, Verdict
from dsp_vc.verification.verifier import Verifier

from . import forge, vp_cases

CASES = vp_cases.cases()


def test_control_is_accepted(now: datetime) -> None:
    raw, trust = vp_cases.control()
    report = Verifier(trust, clock=lambda: datetime(2026, 11, 20, 9, 10, tzinfo=now.tzinfo)).presentation(
        raw, challenge=vp_cases.CHALLENGE, domain=vp_cases.DOMAIN
    )
    assert report.verdict is Verdict.ACCEPTED, report.to_json()
    assert report.presence == "live"


@pytest.mark.parametrize("proofs", [1, 2])
def test_a_presentation_of_lists_alone_is_one(proofs: int, now: datetime) -> None:
    """Without a holder, and with its proofs in an array, every member is a list, as in a ``vp_token`` object."""
    school, worker = forge.Party("Voorbeeldschool"), forge.Party("Sam")
    shown = {
        "@context": [forge.V2],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [forge.sign(forge.badge(school.did, worker.did), school)],
    }
    unsigned = Verifier(
        forge.trust_in(school),
        VerificationPolicy.strict().accepting_presence(Presence.BEARER),
        clock=lambda: now,
    ).verify(forge.raw(shown))
    assert unsigned.verdict is Verdict.ACCEPTED, unsigned.to_json()
    assert unsigned.presence == "bearer"

    asked = {"challenge": vp_cases.CHALLENGE, "domain": vp_cases.DOMAIN}
    suites = ("eddsa-rdfc-2022", "eddsa-jcs-2022")[:proofs]
    signed = [
        forge.sign(shown, worker, suite=suite, proofPurpose="authentication", created="2026-11-24T09:59:00Z", **asked)
        for suite in suites
    ]
    report = Verifier(forge.trust_in(school), clock=lambda: now).verify(
        forge.raw({**shown, "proof": [document["proof"] for document in signed]}), **asked
    )
    assert report.verdict is Verdict.ACCEPTED, report.to_json()
    assert report.presence == "live"


@pytest.mark.parametrize("moment", [datetime.min, datetime.max])
def test_a_clock_at_the_end_of_the_calendar_is_no_fault(moment: datetime, now: datetime) -> None:
    raw, trust = vp_cases.control()
    verifier = Verifier(trust, clock=lambda: moment.replace(tzinfo=now.tzinfo))
    assert verifier.verify(raw, challenge=vp_cases.CHALLENGE, domain=vp_cases.DOMAIN).verdict is Verdict.REJECTED
    credential = forge.raw(parse_object(raw)["verifiableCredential"][0])
    assert verifier.verify(credential).check("validity").outcome in {Outcome.PASSED, Outcome.FAILED}


def test_a_nonce_that_is_no_text_fits_nothing(now: datetime) -> None:
    """What a shell hands over need not be UTF-8."""
    raw, trust = vp_cases.control()
    verifier = Verifier(trust, clock=lambda: datetime(2026, 11, 20, 9, 10, tzinfo=now.tzinfo))
    report = verifier.verify(raw, challenge="\udcff", domain=vp_cases.DOMAIN)
    assert report.check("holder-binding").code == "holder_nonce"


@pytest.mark.parametrize("shown", CASES, ids=[case.name for case in CASES])
def test_attack_is_refused_for_its_own_reason(shown: vp_cases.Shown, now: datetime) -> None:
    verifier = Verifier(shown.trust, clock=lambda: datetime(2026, 11, 20, 9, 10, tzinfo=now.tzinfo))
    if shown.verb == "credential":
        report = verifier.credential(shown.raw)
    else:
        report = verifier.presentation(shown.raw, challenge=vp_cases.CHALLENGE, domain=vp_cases.DOMAIN)

    saying = report if shown.where is None else report.children[shown.where]
    result = saying.check(shown.check)
    assert (result.outcome, result.code) == (Outcome.FAILED, shown.code), saying.to_json()
    assert report.verdict is Verdict.REJECTED


def test_every_line_is_there(record_cases) -> None:
    assert {case.name for case in CASES} >= {f"VP-{n:02d}" for n in range(1, 14)}
    record_cases("attacks VP", len(CASES))
