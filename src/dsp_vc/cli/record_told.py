"""The members of a record as people call them: what a signer is about to sign, and what changes in it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from dsp_vc import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dsp_vc.actions.corrections import Change

_STEP = re.compile(r"([^\[]*)(?:\[([0-9]+)\])?")
_DATES = ("birthdate", "start", "end", "last_demonstrated", "valid_from", "valid_until")
_MOST = 8


def member(path: str, language: str) -> str:
    """What the member at a dotted path is called: ``skills[1].level.value`` is "skill 2, level"."""
    return ", ".join(filter(None, (_step(step, language) for step in path.split("."))))


def value(path: str, text: str, language: str) -> str:
    """What stands there, as people write it."""
    name = path.rpartition(".")[2]
    if name == "basis":
        return words.message(f"basis_{text}", language)
    if name == "context":
        return words.message(f"listed_context_{text}", language)
    if name in _DATES:
        try:
            return words.day(date.fromisoformat(text), language)
        except ValueError:
            return text  # with a time of day: as it was written
    return text


def changes(found: tuple[Change, ...], language: str) -> Iterator[str]:
    """What becomes another, a line each, and how many more."""
    for change in found[:_MOST]:
        before, after = (
            "-" if text is None else words.printable(value(change.path, text, language))
            for text in (change.before, change.after)
        )
        yield words.message("cohort_change", language, path=member(change.path, language), before=before, after=after)
    if len(found) > _MOST:
        yield words.message("cohort_more_changes", language, number=len(found) - _MOST)


def in_brackets(person: str | words.Phrase, language: str) -> str:
    """Whom it is about, behind what it is; nothing where nobody is named."""
    told = person.message(language) if isinstance(person, words.Phrase) else person
    return f" ({told})" if told else ""


def _step(step: str, language: str) -> str:
    found = _STEP.fullmatch(step)
    name, index = (found[1], found[2]) if found is not None else (step, None)
    code = f"member_in_{name}" if name in words.LANGUAGES else f"member_{name}"
    told = words.message(code, language)
    told = name if told == code else told
    return f"{told} {int(index) + 1}" if index not in (None, "0") else told
