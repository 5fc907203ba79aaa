"""A gap in words, for a terminal of 80 columns."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from dsp_vc import words
from dsp_vc.cli.passport_told import dataset_lines, last_shown, proof_lines, told_label, wrapped
from dsp_vc.model.attestation import Level
from dsp_vc.skills import days, levels
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.catalogue.spelling import fold
from dsp_vc.skills.gap import Coverage, Gap, GapLine, LevelState, State
from dsp_vc.skills.relations import Relation
from dsp_vc.skills.weights import Weights

_MARKS = {State.MATCHED: "+", State.RELATED: "~", State.NOT_ASSESSED: "?", State.MISSING: "-"}


def gap_lines(gap: Gap, lang: str) -> Iterator[str]:
    """All that ``passport gap`` says."""
    yield from wrapped(words.message(f"gap_{gap.goal.kind}", lang, name=gap.goal.label.text(lang)), 0)
    yield from wrapped(words.message("gap_on", lang, moment=days.told(gap.at.date(), lang)), 0)
    yield ""
    yield from coverage_lines(gap, lang)
    asked = [line for line in gap.lines if line.requirement.confirmed]
    yield from _need("gap_essential", [line for line in asked if line.need is Weight.ESSENTIAL], lang)
    yield from _need("gap_optional", [line for line in asked if line.need is not Weight.ESSENTIAL], lang)
    yield from _need("gap_proposed", [line for line in gap.lines if not line.requirement.confirmed], lang)
    yield ""
    if any(line.state in (State.MISSING, State.NOT_ASSESSED) for line in gap.lines):
        yield from wrapped(words.message("gap_not_absent", lang), 0)
    if any(line.state is not State.MATCHED for line in asked):
        name = shlex.quote(words.printable(gap.goal.label.text(lang)))
        yield from wrapped(words.message(f"gap_next_{gap.goal.kind}", lang, name=name), 0)
    if any(line.relation is not None for line in gap.lines):
        yield from wrapped(words.message("gap_ours", lang), 0)
    if any(not line.requirement.confirmed for line in gap.lines):
        yield from wrapped(words.message("gap_confirm", lang), 0)
    yield from wrapped(weights_told(gap.weights, gap.occupations, lang), 0)
    yield from dataset_lines(gap.datasets, lang)


def coverage_lines(gap: Gap, lang: str) -> Iterator[str]:
    """How much is shown of what is essential and of the rest, and for how much something helps."""
    yield from _coverage("gap_essential", gap.coverage_essential, gap.related_essential, lang)
    yield from _coverage("gap_optional", gap.coverage_optional, gap.related_optional, lang)


def _coverage(need: str, covered: Coverage, related: Coverage, lang: str) -> Iterator[str]:
    if covered.of:
        told = {"need": words.message(need, lang), "count": covered.count, "of": covered.of, "related": related.count}
        yield from wrapped(words.message("gap_coverage_related" if related.count else "gap_coverage", lang, **told), 0)


def _need(code: str, lines: Sequence[GapLine], lang: str) -> Iterator[str]:
    if lines:
        yield from ("", words.message(code, lang).upper())
    for state in State:
        yield from _state(state, [line for line in lines if line.state is state], lang)


def _state(state: State, lines: Sequence[GapLine], lang: str) -> Iterator[str]:
    if not lines:
        return
    yield from wrapped(f"{words.message(f'gap_{state.value}', lang)} ({len(lines)})", 1)
    for line in lines:
        weight = number(line.weight, lang)
        name = words.message("gap_weight", lang, name=told_label(line.label, lang), weight=weight)
        yield from wrapped(name, 2, f"{_MARKS[state]} ")
        yield from _line(line, lang)


def _line(line: GapLine, lang: str) -> Iterator[str]:
    asked = line.requirement
    if asked.found_as and fold(asked.found_as) not in (fold(line.label.text(lang)), fold(line.uri)):
        yield from wrapped(words.message("gap_found_as", lang, text=asked.found_as), 6)
    if line.relation is not None:
        yield from _ways((line.relation, *line.also), lang)
    if line.level is not LevelState.NOT_ASKED:
        yield from wrapped(_level(line, lang), 6)
    if line.state is State.RELATED and line.sources:
        yield from wrapped(_proof(line, lang), 6)
    elif line.sources:
        last = last_shown(line.demonstrated, line.dated_by, line.age_days, lang)
        yield from proof_lines(line.sources, last, lang, 6)
    if line.left_out:
        yield from wrapped(words.message("gap_left_out", lang, names=", ".join(line.left_out)), 6)


def _ways(ways: Sequence[Relation], lang: str) -> Iterator[str]:
    """How something helps; of several that help for the same reason, the first in a sentence and the others by name."""
    told: set[str] = set()
    for way in ways:
        reason = way.reason.name if way.reason else ""
        if reason in told:
            continue
        yield from wrapped(way.message(lang), 6)
        if reason:
            told.add(reason)
            others = [
                one.held.text(lang) for one in ways if one is not way and one.reason and one.reason.name == reason
            ]
            if others:
                yield from wrapped(words.message("gap_also", lang, names="; ".join(others)), 6)


def _proof(line: GapLine, lang: str) -> str:
    """The proof of the related skill in one line: its basis and its age."""
    told = [words.message(f"basis_{line.basis}", lang)]
    if last := last_shown(line.demonstrated, line.dated_by, line.age_days, lang):
        told.append(last)
    return "; ".join(told)


def _level(line: GapLine, lang: str) -> str:
    asked, shown = line.requirement.level, line.held_level
    assert asked is not None
    if line.state is not State.MATCHED:
        return words.message("gap_level_asked", lang, asked=levels.told(asked, lang))
    code, with_scale = line.level.value, False
    if line.level is LevelState.UNKNOWN and shown is not None:
        code, with_scale = "other", True
    told = {name: _told(level, lang, with_scale) for name, level in (("asked", asked), ("shown", shown)) if level}
    return words.message(f"gap_level_{code}", lang, **told)


def _told(level: Level, lang: str, with_scale: bool) -> str:
    told = levels.told(level, lang)
    return words.message("gap_scale", lang, level=told, name=level.scale) if with_scale and level.scale else told


def weights_told(weights: Weights, occupations: int, lang: str) -> str:
    """What weighs how much, and among how many ``occupations`` a skill is rare."""
    needs = {need.value: number(weights.by_need[need], lang) for need in Weight}
    told = words.message("gap_weights", lang, **needs)
    return words.message("gap_weights_rare", lang, text=told, number=occupations) if weights.by_rarity else told


def number(value: float, lang: str) -> str:
    """With one or two decimals, and a comma where that is used."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang == "nl" else text
