"""The checks, as one ordered table: what each asks, and on which others it depends.

A check whose foundation did not hold is not done: it is indeterminate, ``because`` of that other one. So a verdict
never rests on content that no signature covered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import Refused, ResolutionError
from dsp_vc.trust.bundle import IssuerEntry, Listed
from dsp_vc.verification.case import Case, Results
from dsp_vc.verification.holder import check_holder_binding
from dsp_vc.verification.keys import KeySource
from dsp_vc.verification.records import recorded_before
from dsp_vc.verification.report import Check, CheckResult, Outcome
from dsp_vc.verification.requested import check_request
from dsp_vc.verification.status import ago, check_status

Subject = TypeVar("Subject", bound=Results)


@dataclass(frozen=True, slots=True)
class Step(Generic[Subject]):
    """One row of a table. ``work`` records its own result, or raises what becomes one."""

    check: Check
    needs: tuple[Check, ...]
    work: Callable[[Subject], None]


def run(case: Subject, steps: Iterable[Step[Subject]]) -> None:
    """Do the checks of ``steps`` on ``case``, in order; each leaves a result."""
    for step in steps:
        missing = next((need for need in step.needs if not case.results[need].satisfied), None)
        if missing is not None:
            case.results[step.check] = CheckResult(step.check, Outcome.INDETERMINATE, "not_reached", {}, missing)
            continue
        try:
            step.work(case)
        except Refused as error:
            case.record(step.check, Outcome.FAILED, error.code, **error.params)
        except ResolutionError as error:
            case.record(step.check, Outcome.INDETERMINATE, error.code, **error.params)


def _format(case: Case) -> None:
    case.candidate.read(case.setting)
    case.record(Check.FORMAT, Outcome.PASSED, "format_ok")


def _context(case: Case) -> None:
    code = case.candidate.guard(case.setting)
    case.record(Check.CONTEXT, Outcome.NOT_APPLICABLE if code == "context_none" else Outcome.PASSED, code)


def check_bundle(case: Results) -> None:
    trust, now = case.setting.trust, case.setting.now
    if trust.refusals:
        refusal = trust.refusals[0]
        case.record(Check.BUNDLE, Outcome.INDETERMINATE, refusal.code, **refusal.params)
    elif trust.lists:
        oldest, newest = (choose(trust.lists, key=lambda listed: listed.issued) for choose in (min, max))
        if newest.issued - now > case.setting.policy.skew:
            # Only a moment that was chosen lies there (a clock would be behind): of an age there is nothing to say.
            told = {"name": newest.operator, "moment": newest.issued, "as_of": format_datetime(newest.issued)}
            case.record(Check.BUNDLE, Outcome.PASSED, "bundle_later", **told)
            return
        age = max(0, int((now - oldest.issued).total_seconds()))
        case.record(
            Check.BUNDLE,
            Outcome.PASSED,
            "bundle_ok",
            name=oldest.operator,
            moment=oldest.issued,
            age_words=ago(timedelta(seconds=age)),
            as_of=format_datetime(oldest.issued),
            age=age,
        )
    else:
        case.record(Check.BUNDLE, Outcome.NOT_APPLICABLE, "bundle_none")


def _issuer_key(case: Case) -> None:
    try:
        found = case.candidate.find_keys(case.setting)
    except ResolutionError as error:
        # The message's word for who signed, and no more: nothing is verified yet, and nothing can be.
        named = str(error.params.get("name", "")).partition("#")[0].partition(" ")[0]
        last = case.setting.trust.last_known(named)
        if last is None:
            raise
        case.record(Check.ISSUER_KEY, Outcome.INDETERMINATE, "key_last_known", **_told(*last), detail=error.code)
        return
    case.key, case.issuer = found, found.controller
    case.record(Check.ISSUER_KEY, Outcome.PASSED, found.code, **found.told)


def _told(listed: Listed, entry: IssuerEntry) -> dict[str, object]:
    """What a list that ran out last knew, for the words."""
    return {"name": entry.name, "moment": listed.issued, "ended": listed.expires}


def _proof(case: Case) -> None:
    case.credential = case.candidate.prove(case.setting)
    case.issuer_name = case.credential.issuer_name
    case.record(Check.PROOF, Outcome.PASSED, "proof_ok")


def _issuer_trust(case: Case) -> None:
    setting, issuer = case.setting, case.issuer or ""
    name = case.issuer_name or issuer
    if setting.policy.any_issuer:
        case.record(Check.ISSUER_TRUST, Outcome.NOT_APPLICABLE, "any_issuer", name=name)
        return
    entry = setting.trust.find(issuer)
    withdrawn = None if entry is None else entry.withdrawn
    if entry is not None and withdrawn is not None and not _on_record(case, issuer, withdrawn):
        case.record(Check.ISSUER_TRUST, Outcome.FAILED, "issuer_withdrawn", name=entry.name)
        return
    if case.candidate.subject_is_issuer():
        case.record(Check.ISSUER_TRUST, Outcome.INDETERMINATE, "self_asserted")
        return
    if entry is None:
        last = setting.trust.last_known(issuer)
        code = "issuer_unknown" if last is None else "issuer_last_known"
        if last is not None and last[1].withdrawn is not None:
            code = "issuer_last_withdrawn"
        case.record(
            Check.ISSUER_TRUST, Outcome.INDETERMINATE, code, **({"name": name} if last is None else _told(*last))
        )
        return
    # The name that counts is the one the operator compared, not the one that the credential gives.
    case.issuer_name = entry.name
    if case.key is not None and case.key.source is KeySource.EVIDENCE:
        # Who is on the list is one thing, that this is their key another: a stranger may have sent the document along.
        case.record(Check.ISSUER_TRUST, Outcome.INDETERMINATE, "issuer_key_unconfirmed", name=entry.name)
        return
    attested, may_hide = case.candidate.attested()
    beyond = entry.scope.outside(attested)
    begins, _ = case.candidate.validity()
    if beyond is not None and may_hide and not getattr(attested, beyond):
        case.record(Check.ISSUER_TRUST, Outcome.INDETERMINATE, "scope_not_shown", name=entry.name, detail=beyond)
    elif beyond is not None:
        case.record(Check.ISSUER_TRUST, Outcome.FAILED, "outside_scope", name=entry.name, detail=beyond)
    elif (entry.valid_from and (begins is None or begins < entry.valid_from)) or (
        entry.valid_until and (begins is None or begins > entry.valid_until)
    ):
        case.record(Check.ISSUER_TRUST, Outcome.FAILED, "outside_scope", name=entry.name, detail="period")
    elif withdrawn is not None:
        told = {"name": entry.name, "moment": withdrawn}
        case.record(Check.ISSUER_TRUST, Outcome.PASSED, "issuer_withdrawn_recorded", **told)
    else:
        case.record(Check.ISSUER_TRUST, Outcome.PASSED, "issuer_trusted", name=entry.name, detail=entry.source)


def _on_record(case: Case, issuer: str, moment: datetime) -> bool:
    """Whether a checked bundle recorded one of the verified signatures for ``issuer`` before ``moment``; each of them
    covers the whole content."""
    return any(recorded_before(case.setting.trust, issuer, digest, moment) for digest in case.candidate.digests())


def _validity(case: Case) -> None:
    begins, ends = case.candidate.validity()
    now, skew = case.setting.now, case.setting.policy.skew
    if begins is not None and ends is not None and ends < begins:
        raise Refused("validity_inverted")
    if begins is not None and begins - now > skew:
        raise Refused("not_yet_valid", moment=begins)
    if ends is not None and ends <= now:
        raise Refused("expired", moment=ends)
    code = "validity_open" if ends is None else "validity_ok"
    case.record(Check.VALIDITY, Outcome.PASSED, code, moment=ends or "")


def _schema(case: Case) -> None:
    code = case.candidate.check_schema(case.setting)
    case.record(Check.SCHEMA, Outcome.PASSED if code == "schema_ok" else Outcome.NOT_APPLICABLE, code)


STEPS: tuple[Step[Case], ...] = (
    Step(Check.FORMAT, (), _format),
    Step(Check.CONTEXT, (Check.FORMAT,), _context),
    Step(Check.BUNDLE, (), check_bundle),
    Step(Check.ISSUER_KEY, (Check.FORMAT,), _issuer_key),
    Step(Check.PROOF, (Check.FORMAT, Check.CONTEXT, Check.ISSUER_KEY), _proof),
    Step(Check.ISSUER_TRUST, (Check.PROOF,), _issuer_trust),
    Step(Check.VALIDITY, (Check.PROOF,), _validity),
    Step(Check.STATUS, (Check.PROOF,), check_status),
    Step(Check.SCHEMA, (Check.PROOF,), _schema),
    Step(Check.HOLDER_BINDING, (Check.PROOF,), check_holder_binding),
    Step(Check.REQUEST, (Check.PROOF,), check_request),
)
