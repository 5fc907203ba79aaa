"""The passport on paper: what the wallet shows, for its owner or for somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from dsp_vc.actions.passport import gap, profile
from dsp_vc.actions.passport_plan import proposed
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import InputError
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.goal import OCCUPATION, Goal
from dsp_vc.skills.plan.closing import hold_against
from dsp_vc.skills.plan.model import Plan
from dsp_vc.skills.receipts import Receipt, Standing
from dsp_vc.skills.report.building import Subject, build_report

HTML, PDF = "html", "pdf"


def form_of(path: str | None) -> str:
    """``html`` or ``pdf``, by the name of the file; standard output gets HTML. Raises :class:`InputError`
    ``report_form``."""
    if path in (None, "-"):
        return HTML
    suffix = Path(str(path)).suffix.lower()
    if suffix not in (".html", ".htm", ".pdf"):
        raise InputError("report_form", path=path)
    return PDF if suffix == ".pdf" else HTML


def check_form(form: str) -> None:
    """Raise :class:`~dsp_vc.errors.ResolutionError` ``pdf_missing`` before the work where a PDF can't be written."""
    if form == PDF:
        from dsp_vc.skills.report.document import compiler

        compiler()


def subject(
    found: Sequence[Receipt], kept: Plan | None, using: Catalogue, now: datetime, *, goal: Goal | None = None
) -> Subject:
    """What a report is made of: what the records show; ``goal``, else that of the plan that is ``kept``; and the plan
    for it, else what it could be."""
    shown = profile(found, using, now)
    if goal is None and kept is not None and kept.goal_kind == OCCUPATION:
        goal = _still(kept.goal.uri, using)
    held = gap(goal, shown, using) if goal else None
    plan = kept if goal is None or (kept and kept.goal.uri == goal.label.uri) else None
    proposal = plan is None and goal is not None
    if plan is not None:
        plan, _ = hold_against(plan, shown)
    elif held is not None:
        plan = proposed(held)
    return Subject(shown, person_in(found), held, plan, proposal)


def person_in(found: Sequence[Receipt]) -> str:
    """The name in the records that count: of the one that was signed last."""
    counting = [one for one in found if one.judgement.standing is Standing.COUNTS and _name(one)]
    latest = max(counting, key=lambda one: format_datetime(one.signed) if one.signed else "", default=None)
    return _name(latest) if latest else ""


def render(of: Subject, form: str, lang: str, *, reader: str = "") -> bytes:
    """The report as a file. Raises :class:`~dsp_vc.errors.ResolutionError` ``pdf_missing``."""
    report = build_report(of, lang, reader)
    if form == PDF:
        from dsp_vc.skills.report.document import pdf

        return pdf(report, of.profile.at)
    from dsp_vc.skills.report.page import html

    return html(report)


def _still(uri: str, using: Catalogue) -> Goal | None:
    """The occupation, where the list in use still has it."""
    try:
        return Goal.of_occupation(using, uri)
    except InputError:
        return None


def _name(one: Receipt) -> str:
    person = one.record.subject if one.record else None
    return " ".join(filter(None, (person.given_name, person.family_name))) if person else ""
