"""A profile in words, for a terminal of 80 columns."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dsp_vc import words
from dsp_vc.skills import days, levels
from dsp_vc.skills.catalogue.credit import credit, title
from dsp_vc.skills.catalogue.model import Dataset
from dsp_vc.skills.groups import Group
from dsp_vc.skills.labels import Label
from dsp_vc.skills.profile import SELF, LeftOut, Profile, ProfileSkill, Source
from dsp_vc.skills.strengths import Strength
from dsp_vc.words import Phrase

WIDTH = 80
#: How many strengths are told; the rest is counted.
STRENGTHS = 6
_LONGEST = 2000
_COMMAND = re.compile(r"dsp-vc [^;.“”]*[^;.“” ]")
_GLUE = "\x00"  # in no text: what is printed is printable
_MONTH, _YEAR = 30.44, 365.25
_MONTHS_FROM, _YEARS_FROM = 60, 730


def profile_lines(profile: Profile, lang: str) -> Iterator[str]:
    """All that ``passport show`` says."""
    yield words.message("passport_title", lang, moment=days.told(profile.at.date(), lang))
    if profile.strengths:
        yield from _heading(words.message("passport_strong", lang))
        for strength in profile.strengths[:STRENGTHS]:
            yield from _strength(strength, lang)
        if (further := len(profile.strengths) - STRENGTHS) > 0:
            yield from wrapped(words.message("passport_strong_more", lang, number=further), 2)
    if profile.skills:
        issuers = {source.issuer for skill in profile.skills for source in skill.sources}
        counts = {"number": len(profile.skills), "issuers": len(issuers)}
        yield from _heading(words.message("passport_shown", lang, **counts))
    else:
        yield from ("", *wrapped(words.message("passport_none", lang), 0))
    for name, skills in by_group(profile, lang):
        yield from wrapped(f"{name} ({len(skills)})", 2)
        for skill in skills:
            yield from _skill(skill, lang)
    claims = [skill for skill in profile.self_asserted if profile.skill(skill.uri) is None]
    if claims:
        yield from _heading(words.message("passport_self", lang, number=len(claims)))
        for skill in _by_name(claims, lang):
            yield from _skill(skill, lang, indent=2)
    if profile.left_out:
        yield from _heading(words.message("passport_left_out", lang, number=len(profile.left_out)))
        for entry in profile.left_out:
            yield from _left_out(entry, lang)
    yield ""
    yield from dataset_lines(profile.datasets, lang)


def by_group(profile: Profile, lang: str) -> list[tuple[str, list[ProfileSkill]]]:
    """The skills below the highest groups that say something, the fullest first; each skill once."""
    left = {skill.uri: skill for skill in profile.skills}
    found: list[tuple[str, list[ProfileSkill]]] = []
    for group in sorted(_headings(profile.groups), key=lambda group: (-len(group.skills), group.uri)):
        below = [left.pop(uri) for uri in group.skills if uri in left]
        if below:
            found.append((group.label.text(lang), _by_name(below, lang)))
    if left:
        found.append((words.message("passport_other_group", lang), _by_name(left.values(), lang)))
    return found


def told_label(label: Label, lang: str) -> str:
    """The name, with a word where the list of skills does not have it."""
    name = words.printable(label.text(lang))
    return name if label.known else f"{name} ({words.message('passport_unknown', lang)})"


def proof_lines(sources: Sequence[Source], last: str, lang: str, indent: int) -> Iterator[str]:
    """The proofs of one skill, and when it was ``last`` shown: where there is but one, in one piece."""
    if len(sources) == 1:
        yield from _source(sources[0], last or words.message("passport_undated", lang), lang, indent)
        return
    for source in sources:
        when = source.demonstrated
        told = words.message("passport_undated", lang) if when is None else days.told(when, lang)
        yield from _source(source, told, lang, indent)
    if last:
        yield from wrapped(last, indent)


def _source(source: Source, when: str, lang: str, indent: int) -> Iterator[str]:
    """Who says so, on what basis, in what setting, at what level, ``when``; and what could not be found out today."""
    told = [_by(source, lang)]
    if source.context:
        told.append(words.message(f"setting_{source.context}", lang))
    if source.level is not None:
        told.append(levels.told(source.level, lang))
    yield from wrapped(f"{', '.join(told)}; {when} [{source.short}]", indent)
    if source.doubt is not None:
        text = words.message(source.doubt.code, lang, **source.doubt.params)
        moment = days.told(date.fromisoformat(source.accepted[:10]), lang) if source.accepted else "?"
        yield from wrapped(words.message("passport_doubt", lang, text=text, moment=moment), indent + 2)
    if not source.bound and not source.by_holder:
        yield from wrapped(words.message("passport_unbound", lang), indent + 2)


def last_shown(demonstrated: date | None, dated_by: str, age: int | None, lang: str) -> str:
    """When it was last shown and how long ago; empty where nobody says."""
    if demonstrated is None or age is None:
        return ""
    told = {"moment": days.told(demonstrated, lang), "age": age_told(age, lang)}
    return words.message(f"passport_last_{dated_by}", lang, **told)


def age_told(number: int, lang: str) -> str:
    """``20 days ago``, in the unit in which people would say it."""
    if number < 1:
        return words.message("age_today", lang)
    if number == 1:
        return words.message("age_day", lang)
    if number < _MONTHS_FROM:
        return words.message("age_days", lang, number=number)
    if number < _YEARS_FROM:
        return words.message("age_months", lang, number=round(number / _MONTH))
    return words.message("age_years", lang, number=round(number / _YEAR))


def dataset_lines(datasets: Iterable[Dataset], lang: str) -> Iterator[str]:
    """Which list of skills was used, in which version, and whom to name."""
    for dataset in datasets:
        told = words.message("passport_list", lang, name=title(dataset, lang))
        yield from wrapped(f"{told}. {credit(dataset, lang)}".strip(), 0)


def wrapped(text: str, indent: int, mark: str = "") -> list[str]:
    """``text`` in lines of 80 columns, ``indent`` from the left, without what steers a terminal; ``mark`` stands before
    the first. A command that fits in a line stays in one, to be copied."""
    first = " " * indent + mark
    room = WIDTH - len(first)
    whole = _COMMAND.sub(lambda found: _kept(found[0], room), words.printable(text, _LONGEST))
    lines = textwrap.wrap(
        whole,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_on_hyphens=False,
    )
    return [line.replace(_GLUE, " ") for line in lines] or [first]


def _kept(command: str, room: int) -> str:
    """``command`` as one word to the layout, if it has ``room``."""
    return command.replace(" ", _GLUE) if len(command) <= room else command


def _heading(text: str) -> Iterator[str]:
    yield from ("", text)


def _headings(groups: Iterable[Group]) -> Iterator[Group]:
    """The groups below the pillars of a taxonomy; a group on top that has none below it stands for itself."""
    groups = tuple(groups)
    upper = {parent for group in groups for parent in group.parents}
    for group in groups:
        if group.depth == 1 or (group.depth == 0 and group.uri not in upper):
            yield group


def _by_name(skills: Iterable[ProfileSkill], lang: str) -> list[ProfileSkill]:
    return sorted(skills, key=lambda skill: (skill.label.text(lang).casefold(), skill.uri))


def _strength(strength: Strength, lang: str) -> Iterator[str]:
    reasons = "; ".join(_reason(reason, lang) for reason in strength.reasons)
    yield from wrapped(f"{told_label(strength.label, lang)}: {reasons}", 2)


def _reason(reason: Phrase, lang: str) -> str:
    params = dict(reason.params)
    if isinstance(moment := params.get("moment"), str):
        params["moment"] = days.told(date.fromisoformat(moment), lang)
    return words.message(reason.code, lang, **params)


def _skill(skill: ProfileSkill, lang: str, indent: int = 4) -> Iterator[str]:
    yield from wrapped(told_label(skill.label, lang), indent)
    last = last_shown(skill.demonstrated, skill.dated_by, skill.age_days, lang)
    yield from proof_lines(skill.sources, last, lang, indent + 2)


def _by(source: Source, lang: str) -> str:
    name = source.issuer_name
    if source.assessor and source.assessor != name:
        name = f"{name} ({source.assessor})"
    if source.by_holder:
        return words.message("passport_by_selfAsserted", lang)
    if source.basis == SELF:
        return words.message("passport_passed_on", lang, name=name)
    return words.message(f"passport_by_{source.basis}" if source.stated else "passport_unstated", lang, name=name)


def _left_out(entry: LeftOut, lang: str) -> Iterator[str]:
    title = words.printable(entry.title or words.message("wallet_untitled", lang), 80)
    yield from wrapped(f"{title} ({words.printable(entry.issuer_name, 60)}) [{entry.short}]", 2)
    yield from wrapped(words.message(entry.why.code, lang, **entry.why.params), 4)
    remedy = words.message(entry.remedy.code, lang, **entry.remedy.params)
    yield from wrapped(words.message("passport_remedy", lang, text=remedy), 4)
