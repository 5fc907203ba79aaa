"""Every SD-line of the catalogue is refused for its own reason; a good token is accepted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsp_vc.errors import InputError
from dsp_vc.verification.report import Outcome, Verdict
from dsp_vc.verification.verifier import Verifier

from . import sd_cases

CASES = sd_cases.cases()
CONTROL, TRUST = sd_cases.control()
AT = datetime.fromtimestamp(sd_cases.NOW, UTC)


def verified(text: str, trust: object):
    verifier = Verifier(trust, clock=lambda: AT)
    return verifier.presentation(text.encode(), challenge=sd_cases.NONCE, domain=sd_cases.AUDIENCE)


def test_control_is_accepted() -> None:
    report = verified(CONTROL, TRUST)
    assert report.verdict is Verdict.ACCEPTED, report.to_json()
    assert report.presence == "live"
    assert report.credential.claims["level"] == 3
    assert report.credential.claims["materials"] == ["hout"]


@pytest.mark.parametrize("token", CASES, ids=[case.name for case in CASES])
def test_attack_is_refused_for_its_own_reason(token: sd_cases.Token) -> None:
    report = verified(token.text, token.trust)
    result = report.check(token.check)
    assert (result.outcome, result.code) == (Outcome.FAILED, token.code), report.to_json()
    assert report.verdict is Verdict.REJECTED


def test_every_line_is_there(record_cases) -> None:
    assert {case.name for case in CASES} == {f"SD-{n:02d}" for n in range(1, 37)}
    record_cases("attacks SD", len(CASES))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(CONTROL) - 1), st.sampled_from("ABCXYZabcxyz0129-_.~=+ \n"))
def test_a_changed_character_is_never_accepted(position: int, character: str) -> None:
    text = CONTROL[:position] + character + CONTROL[position + 1 :]
    if text == CONTROL:
        return
    try:
        report = verified(text, TRUST)
    except InputError:
        return
    assert not report
