"""Putting a profile, a gap and a plan in words for one reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dsp_vc.skills import days
from dsp_vc.skills.catalogue.credit import credit, title
from dsp_vc.skills.gap import Gap
from dsp_vc.skills.labels import Label
from dsp_vc.skills.plan.model import Plan
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.report import asked, road, shown
from dsp_vc.skills.report.content import NAME, Box, Report, Voice, clipped
from dsp_vc.skills.report.room import chart_lines, note_lines, spills

#: Each classification that was used is named, as its licence asks; more than these are not imported together.
_SOURCES = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is made of. ``person`` is the owner's name, empty where no proof says it. ``proposal``: the plan is
    not the one in the wallet, but what it could be."""

    profile: Profile
    person: str = ""
    gap: Gap | None = None
    plan: Plan | None = None
    proposal: bool = False


def build_report(subject: Subject, lang: str, reader: str = "") -> Report:
    """The report in ``lang``, for the owner or for ``reader``.

    Another reader gets no task for Monday, no notes and no room for them, and not what was left out; nobody gets birth
    dates, identifiers or keys, since a report needs none.
    """
    profile, gap, plan = subject.profile, subject.gap, subject.plan
    voice = Voice(lang, clipped(reader, NAME), clipped(subject.person, NAME))
    skills = shown.ordered(profile)
    carded = shown.for_goal(skills, gap)
    cards = shown.cards(carded, voice)
    none = () if skills else (voice.say("paper_can_none"),)
    footer = tuple(_footer(subject, voice))
    today = profile.at.date()
    box = _about(voice) if voice.reader else road.monday(today, profile, gap, plan, voice)
    report = Report(
        lang=lang,
        title=voice.say("paper_title_of", name=voice.person) if voice.person else voice.say("paper_title"),
        about=_subtitle(subject, voice),
        box=box,
        cards_title=voice.say("paper_can"),
        cards=cards,
        remarks=(*none, *shown.remarks(carded[len(cards) :], profile, voice)),
        gap=asked.bars(gap, voice) if gap else None,
        road=road.road(plan, voice, proposal=subject.proposal, below=footer) if plan else None,
        footer=footer,
        as_table=voice.say("paper_as_table"),
    )
    report = replace(report, strengths=shown.strengths(skills, profile, voice, chart_lines(report)))
    report = replace(report, spilled=spills(report))
    if gap is not None:
        report = replace(report, listings=tuple(asked.listings(gap, voice, short=report.spilled)))
    return report if voice.reader else replace(report, notes=voice.say("paper_notes"), note_lines=note_lines(report))


def _subtitle(subject: Subject, voice: Voice) -> str:
    told = [voice.say("paper_made", moment=days.told(subject.profile.at.date(), voice.lang))]
    goal = subject.gap.goal.label if subject.gap else subject.plan.goal if subject.plan else None
    if goal is not None:
        told.append(voice.say("paper_goal", name=clipped(goal.text(voice.lang))))
    if voice.reader:
        told.append(voice.say("paper_for", name=voice.reader))
    text = "; ".join(told)
    return text[:1].upper() + text[1:]


def _about(voice: Voice) -> Box:
    made = voice.say("paper_about_made", name=voice.owner)
    lines = (made[:1].upper() + made[1:], voice.say("paper_about_no_proof"), voice.say("paper_about_absent"))
    return Box(voice.say("paper_about"), lines)


def _footer(subject: Subject, voice: Voice) -> Iterator[str]:
    profile = subject.profile
    labels = [skill.label for skill in profile.skills]
    labels += [line.label for line in subject.gap.lines] if subject.gap else []
    if not voice.reader:
        yield from shown.left_out(profile, voice)
        yield voice.say("paper_colophon")
    for one in profile.datasets[:_SOURCES]:
        source = credit(one, voice.lang) or f"{title(one, voice.lang)}."
        yield voice.say("paper_sources", names=source)
    if any(_is_ours(label, voice.lang) for label in labels):
        yield voice.say("paper_unofficial")


def _is_ours(label: Label, lang: str) -> bool:
    return any(name.lang == lang and not name.official for name in label.names if label.known)
