"""Whether a record counts: as it was judged when received, unless the trust of today says otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from dsp_vc.model.credential import OPEN_BADGE, Credential
from dsp_vc.skills.receipts import OTHER_PERSON, UNREADABLE, Judgement, Rendering, Standing, Whose, judge
from dsp_vc.verification.report import Check, CheckResult, Outcome, Presence, Verdict, VerificationReport
from receipts import NOW

THEN = "2026-07-01T00:00:00Z"
OUTCOMES = {Verdict.REJECTED: Outcome.FAILED, Verdict.INDETERMINATE: Outcome.INDETERMINATE}


def report(
    verdict: Verdict, check: Check = Check.STATUS, code: str = "", *, proven: bool = True, **params: Any
) -> VerificationReport:
    """A report in which ``check`` decides, with ``code``."""
    decided = CheckResult(check, OUTCOMES.get(verdict, Outcome.PASSED), code or f"{check.value}_ok", params)
    checks = tuple(
        decided if one is check else CheckResult(one, Outcome.PASSED, f"{one.value.replace('-', '_')}_ok")
        for one in Check
    )
    verified = Credential(b"{}", "application/vc", {}, OPEN_BADGE) if proven else None
    return VerificationReport(verdict, NOW, "credential", checks, Presence.BEARER, verified=verified)


ACCEPTED = report(Verdict.ACCEPTED)
UNKNOWN_STATUS = report(Verdict.INDETERMINATE, Check.STATUS, "status_unknown", last_known="valid")
UNKNOWN_ISSUER = report(Verdict.INDETERMINATE, Check.ISSUER_TRUST, "issuer_unknown")
NO_KEY = report(Verdict.INDETERMINATE, Check.ISSUER_KEY, "key_document_missing", proven=False)
REVOKED = report(Verdict.REJECTED, Check.STATUS, "revoked")
FORGED = report(Verdict.REJECTED, Check.PROOF, "proof_signature", proven=False)
SELF = report(Verdict.INDETERMINATE, Check.ISSUER_TRUST, "self_asserted")


def kept(today: VerificationReport | None, *, accepted: str = THEN, **given: Any) -> Rendering:
    """What was accepted when it was received, and is ``today`` what the report says."""
    verdict = given.pop("verdict", "accepted" if accepted else "indeterminate")
    reason = given.pop("reason", "" if accepted else "issuer_unknown")
    return Rendering(verdict, reason, given.pop("checked", THEN), accepted, today, **given)


def test_accepted_then_and_today() -> None:
    assert judge([kept(ACCEPTED)]) == Judgement(Standing.COUNTS, accepted="2026-11-24T10:00:00Z")


def test_kept_unverified_and_accepted_by_the_trust_of_today() -> None:
    assert judge([kept(ACCEPTED, accepted="")]).standing is Standing.COUNTS


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (UNKNOWN_STATUS, "status_unknown"),
        (UNKNOWN_ISSUER, "issuer_unknown"),
        (NO_KEY, "key_document_missing"),
        (report(Verdict.INDETERMINATE, Check.BUNDLE, "bundle_expired"), "bundle_expired"),
    ],
)
def test_what_can_t_be_found_out_today_counts_as_it_was_found(today: VerificationReport, code: str) -> None:
    found = judge([kept(today)])
    assert (found.standing, found.code, found.accepted) == (Standing.COUNTS, code, THEN)


@pytest.mark.parametrize("today", [UNKNOWN_STATUS, UNKNOWN_ISSUER, NO_KEY, REVOKED, FORGED])
def test_what_was_never_accepted_does_not_count(today: VerificationReport) -> None:
    assert judge([kept(today, accepted="")]).standing is Standing.LEFT_OUT


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (Check.STATUS, "revoked"),
        (Check.STATUS, "suspended"),
        (Check.VALIDITY, "expired"),
        (Check.ISSUER_TRUST, "issuer_withdrawn"),
        (Check.ISSUER_TRUST, "outside_scope"),
    ],
)
def test_today_s_trust_knows_better(check: Check, code: str) -> None:
    found = judge([kept(report(Verdict.REJECTED, check, code, moment="2026-10-01"))])
    assert (found.standing, found.code, found.params) == (Standing.LEFT_OUT, code, {"moment": "2026-10-01"})


def test_a_key_revoked_since_takes_the_proof_away_and_the_record_with_it() -> None:
    today = report(Verdict.REJECTED, Check.ISSUER_KEY, "key_revoked", proven=False)
    assert judge([kept(today)]).code == "key_revoked"


@pytest.mark.parametrize("state", ["revoked", "suspended"])
def test_a_list_that_ran_out_and_said_so_is_believed(state: str) -> None:
    today = report(Verdict.INDETERMINATE, Check.STATUS, "status_unknown", last_known=state)
    assert judge([kept(today)]).code == f"last_known_{state}"


def test_an_issuer_withdrawn_by_a_list_that_ran_out() -> None:
    today = report(Verdict.INDETERMINATE, Check.ISSUER_TRUST, "issuer_last_withdrawn")
    assert judge([kept(today)]).code == "issuer_last_withdrawn"


def test_what_was_found_with_evidence_stays_found() -> None:
    """``wallet list --evidence`` said so; the stored trust alone does not know."""
    for today in (ACCEPTED, UNKNOWN_STATUS):
        found = judge([kept(today, verdict="rejected", reason="revoked")])
        assert (found.standing, found.code) == (Standing.LEFT_OUT, "revoked")


def test_a_suspension_is_lifted_by_a_later_list_alone() -> None:
    def after(as_of: str) -> Standing:
        today = report(Verdict.ACCEPTED, as_of=as_of)
        return judge([kept(today, verdict="rejected", reason="suspended")]).standing

    assert after("2026-06-30T00:00:00Z") is Standing.LEFT_OUT
    assert after("2026-07-02T00:00:00Z") is Standing.COUNTS


def test_an_issuer_that_is_recognised_again_counts_again() -> None:
    assert judge([kept(ACCEPTED, verdict="rejected", reason="issuer_withdrawn")]).standing is Standing.COUNTS
    found = judge([kept(UNKNOWN_ISSUER, verdict="rejected", reason="issuer_withdrawn")])
    assert (found.standing, found.code) == (Standing.LEFT_OUT, "issuer_withdrawn")


def test_one_revoked_form_of_a_record_takes_both_away() -> None:
    for order in ([kept(ACCEPTED), kept(REVOKED)], [kept(REVOKED), kept(UNKNOWN_STATUS)]):
        found = judge(order)
        assert (found.standing, found.code) == (Standing.LEFT_OUT, "revoked")


def test_a_forged_form_takes_nothing_away_and_is_not_read() -> None:
    forged = kept(FORGED, accepted="", verdict="rejected", reason="proof_signature")
    found = judge([forged, kept(ACCEPTED)])
    assert (found.standing, found.which) == (Standing.COUNTS, 1)
    assert judge([forged, kept(UNKNOWN_STATUS)]).which == 1
    assert judge([forged]).code == "proof_signature"


def test_the_form_that_is_accepted_today_is_read_first() -> None:
    assert judge([kept(UNKNOWN_STATUS), kept(ACCEPTED)]).which == 1


def test_the_person_s_own_word_is_apart_if_the_wallet_s_key_signed_it() -> None:
    found = judge([kept(SELF, accepted="", reason="self_asserted", by_holder=True)])
    assert found.standing is Standing.SELF
    stranger = judge([kept(SELF, accepted="", reason="self_asserted")])
    assert (stranger.standing, stranger.code) == (Standing.LEFT_OUT, "self_asserted")


def test_what_is_about_somebody_else_does_not_count() -> None:
    for today in (ACCEPTED, UNKNOWN_STATUS):
        assert judge([kept(today, whose=Whose.OTHER)]).code == OTHER_PERSON
    assert judge([kept(ACCEPTED, whose=Whose.NOBODY)]).standing is Standing.COUNTS
    # a forged twin about another key changes nothing
    forged = kept(FORGED, accepted="", whose=Whose.OTHER)
    assert judge([forged, kept(ACCEPTED)]).standing is Standing.COUNTS


def test_what_can_t_be_read_any_more() -> None:
    assert judge([kept(None, accepted="", reason="")]).code == UNREADABLE
    assert judge([kept(None)]).standing is Standing.COUNTS
