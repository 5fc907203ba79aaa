"""An entry of a list in words, the same for who keeps the list and for who uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from dsp_vc import words
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.model.attestation import BASES, CONTEXTS

#: Beyond so many characters each value stands on a line of its own, and beyond so many lines they are counted.
_ROOM, _LINES = 120, 20


def known_as(ids: Iterable[str], language: str) -> Iterator[str]:
    """By which identifiers a credential names the issuer."""
    for name in ids:
        yield words.message("listed_known_as", language, name=name)


def terms(may: JsonObject, begins: datetime | None, ends: datetime | None, language: str) -> Iterator[str]:
    """For what (as :meth:`dsp_vc.trust.issuer_list.May.to_json` gives it), and for what was issued when."""
    if not may:
        yield words.message("listed_for_all", language)
    for name in ("types", "skills", "contexts", "bases"):
        if name in may:
            yield from _only(
                words.Phrase(f"listed_{name}"), [_value(name, one, language) for one in _of(may[name])], language
            )
    groups = may.get("groups")
    for group, skills in sorted(groups.items()) if isinstance(groups, dict) else ():
        yield from _only(words.Phrase("listed_group", {"name": group}), _of(skills), language)
    if begins is not None:
        yield words.message("listed_from", language, moment=begins if _midnight(begins) else words.Moment(begins))
    if ends is not None and _midnight(ends):
        # A day as the end is the whole of that day, and is kept as the moment after it.
        yield words.message("listed_through", language, moment=ends - timedelta(days=1))
    elif ends is not None:
        yield words.message("listed_until", language, moment=words.Moment(ends))


def _only(what: words.Phrase, values: list[str], language: str) -> Iterator[str]:
    if not values:
        yield words.message("listed_none", language)
    elif len(told := ", ".join(values)) <= _ROOM:
        yield words.message("listed_only", language, what=what, values=told)
    else:
        yield words.message("listed_only", language, what=what, values=len(values))
        yield from (f"  {value}" for value in values[:_LINES])
        if len(values) > _LINES:
            yield "  " + words.message("listed_more", language, number=len(values) - _LINES)


def _of(values: JsonValue) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []


def _value(name: str, value: str, language: str) -> str:
    """A word that the program knows, in the language; a keeper may have written others."""
    if name == "contexts" and value in CONTEXTS:
        return words.message(f"listed_context_{value}", language)
    return words.message(f"basis_{value}", language) if name == "bases" and value in BASES else value


def _midnight(moment: datetime) -> bool:
    """In UTC, as all moments of a list are."""
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)
