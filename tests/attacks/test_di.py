"""Every DI-line of the catalogue is refused for its own reason; its untampered control is accepted."""

from __future__ import annotations

from datetime import datetime

import pytest

from dsp_vc.verification.report import Outcome, Verdict
from dsp_vc.verification.verifier import Verifier

from . import di_cases

CASES = di_cases.cases()


@pytest.mark.parametrize("attack", CASES, ids=[case.name for case in CASES])
def test_attack_is_refused_for_its_own_reason(attack: di_cases.Attack, now: datetime) -> None:
    verifier = Verifier(attack.trust, evidence=attack.evidence, clock=lambda: now)
    control = verifier.verify(attack.control)
    assert control.verdict is Verdict.ACCEPTED, [(r.check, r.code, r.params) for r in control.checks]

    report = verifier.credential(attack.raw)

    result = report.check(attack.check)
    assert (result.outcome, result.code) == (attack.outcome, attack.code), [
        (r.check.value, r.outcome.value, r.code, dict(r.params)) for r in report.checks
    ]
    assert not report
    assert report.verdict is (Verdict.REJECTED if attack.outcome == Outcome.FAILED else Verdict.INDETERMINATE)


def test_every_line_is_there(record_cases) -> None:
    assert {case.name for case in CASES} >= {f"DI-{n:02d}" for n in range(1, 40)}
    record_cases("attacks DI", len(CASES))
