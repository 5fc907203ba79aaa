"""As what a wallet keeps a credential, by what verification found of it.

Whether something was revoked changes every day, and whoever checks it looks that up for themself. So a credential that
is right in everything else is kept as accepted when its issuer's list is not at hand, with that said beside it.
"""

from __future__ import annotations

from dsp_vc.verification.report import Check, Verdict, VerificationReport
from dsp_vc.wallet.wallet import ACCEPTED, Stored

STATUS_UNKNOWN = "status_unknown"
#: What an issuer says of a credential, until it says otherwise.
TAKEN_BACK = ("revoked", "suspended")


def judge(report: VerificationReport) -> tuple[str, str]:
    """The verdict under which a wallet keeps it, and the code of the check that decided."""
    wanted = {Verdict.REJECTED: "failed", Verdict.INDETERMINATE: "indeterminate"}.get(report.verdict)
    code = next((result.code for result in report.checks if result.outcome.value == wanted), "")
    return ACCEPTED if _lacks_status_alone(report) else report.verdict.value, code


def judge_again(before: Stored | None, report: VerificationReport) -> tuple[str, str]:
    """The same for what may be in the wallet already: that its issuer took it back is not forgotten because the list
    that says so is not at hand this time."""
    verdict, code = judge(report)
    if before is not None and before.reason in TAKEN_BACK and code == STATUS_UNKNOWN:
        return before.verdict, before.reason
    return verdict, code


def _lacks_status_alone(report: VerificationReport) -> bool:
    """Whether everything is in order but that the status could not be found out. A list that ran out and said that it
    was taken back is no such case."""
    doubts = [result for result in report.checks if not result.satisfied]
    return (
        report.verdict is Verdict.INDETERMINATE
        and [result.check for result in doubts] == [Check.STATUS]
        and doubts[0].code == STATUS_UNKNOWN
        and doubts[0].params.get("last_known") not in TAKEN_BACK
    )
