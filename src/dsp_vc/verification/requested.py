"""The request: whether what was shown is what was asked for, and asked recently enough (OpenID4VP 1.0 §6)."""

from __future__ import annotations

from collections.abc import Sequence

from dsp_vc.errors import Refused, ResolutionError
from dsp_vc.model.credential import Credential
from dsp_vc.verification.case import Case, Results
from dsp_vc.verification.report import Check, Outcome


def check_request(case: Case) -> None:
    """For a credential that is shown alone. In a presentation, the request is put to the whole."""
    require_answer(case, [(None, case.credential)])


def require_answer(case: Results, shown: Sequence[tuple[str | None, Credential | None]]) -> None:
    """Record that the request is answered by what was verified among ``shown`` (query id where one was given).

    Raises :class:`Refused` ``request_expired``, ``request_unanswered`` with what is missing, and
    :class:`ResolutionError` ``request_not_certain`` where part of what is shown could not be checked.
    """
    request = case.setting.expected.request
    if request is None:
        code = "request_of_whole" if case.setting.expected.of_whole else "request_none"
        case.record(Check.REQUEST, Outcome.NOT_APPLICABLE, code)
        return
    if request.expires_at <= case.setting.now:
        raise Refused("request_expired")
    verified = [(name, credential) for name, credential in shown if credential is not None]
    missing = request.dcql.unanswered(verified)
    if missing and len(verified) < len(shown):
        # One of them could not be checked: whether it would have answered is not known.
        raise ResolutionError("request_not_certain", detail="; ".join(missing))
    if missing:
        raise Refused("request_unanswered", detail="; ".join(missing))
    case.record(Check.REQUEST, Outcome.PASSED, "request_ok")
