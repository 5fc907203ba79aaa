"""Every VP-line of the catalogue is refused for its own reason; a good presentation is accepted."""

from __future__ import annotations

from datetime import datetime

import pytest

from dsp_vc.verification.report import Outcome, Verdict
from dsp_vc.verification.verifier import Verifier

from . import vp_cases

CASES = vp_cases.cases()


def test_control_is_accepted(now: datetime) -> None:
    raw, trust = vp_cases.control()
    report = Verifier(trust, clock=lambda: datetime(2026, 11, 20, 9, 10, tzinfo=now.tzinfo)).presentation(
        raw, challenge=vp_cases.CHALLENGE, domain=vp_cases.DOMAIN
    )
    assert report.verdict is Verdict.ACCEPTED, report.to_json()
    assert report.presence == "live"


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
    assert {case.name for case in CASES} == {f"VP-{n:02d}" for n in range(1, 14)}
    record_cases("attacks VP", len(CASES))
