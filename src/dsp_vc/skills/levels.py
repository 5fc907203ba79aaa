"""Levels on named scales: what they are called, and which of two is higher, where that can be said."""

from __future__ import annotations

import re

from dsp_vc.model.attestation import Level
from dsp_vc.skills.catalogue.spelling import words
from dsp_vc.words import message

_NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?")
#: Scales whose steps are not numbers, in order: the Common European Framework of Reference for languages.
_STEPS = {step: number for number, step in enumerate(("a1", "a2", "b1", "b2", "c1", "c2"))}


def compare(held: Level, asked: Level) -> int | None:
    """Negative, zero or positive as ``held`` is below, at or above ``asked``; ``None`` where that can't be said: other
    scales, or steps whose order is not known."""
    if _scale(held) != _scale(asked):
        return None
    if words(held.value) == words(asked.value):
        return 0
    left, right = _rank(held), _rank(asked)
    if left is None or right is None or left[0] != right[0]:
        return None
    return (left[1] > right[1]) - (left[1] < right[1])


def best(levels: list[Level]) -> list[Level]:
    """The highest of each scale, in order of the scales; of what can't be compared, each."""
    found: list[Level] = []
    for level in levels:
        for place, known in enumerate(found):
            order = compare(level, known)
            if order is not None:
                if order > 0:
                    found[place] = level
                break
        else:
            found.append(level)
    return found


def told(level: Level, lang: str) -> str:
    """``level 4: teaches it to others``; a name that says the value already stands alone."""
    if level.name and level.value in level.name:
        return level.name
    value = message("report_level", lang, value=level.value)
    return f"{value}: {level.name}" if level.name else value


def _scale(level: Level) -> list[str]:
    return words(level.scale or "")


def _rank(level: Level) -> tuple[str, float] | None:
    """The kind of step, and its place."""
    text = level.value.strip().casefold()
    if text in _STEPS:
        return "cefr", _STEPS[text]
    if _NUMBER.fullmatch(text):
        return "number", float(text.replace(",", "."))
    return None
