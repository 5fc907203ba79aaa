"""Reading a record member by member: every refusal names the dotted path and what is wrong there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import mul
from typing import TypeVar

from dsp_vc.encoding.strict_json import JsonValue
from dsp_vc.encoding.timestamps import parse_datetime, parse_duration_iso
from dsp_vc.errors import InputError, Refused

MAX_TEXT = 5_000
MAX_LINE = 400
MAX_ENTRIES = 100
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f-\xa0<>\"{}|\\^`]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NINE_DIGITS = re.compile(r"(?<![0-9])(?=([0-9](?:[\s.\-]*[0-9]){8})(?![0-9]))")
_ALLOWED_CONTROLS = {"\n", "\t"}
_REVERSING = {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}

Read = TypeVar("Read")


def is_iri(text: str) -> bool:
    """Whether ``text`` is an absolute address or identifier."""
    return _IRI.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Reader:
    """One object of the record. ``path`` is where it stands (``skills[0].level``), empty for the whole."""

    value: Mapping[str, JsonValue]
    path: str = ""

    @classmethod
    def of(cls, value: JsonValue, path: str, known: frozenset[str]) -> Reader:
        """An object whose members are all in ``known``. Raises :class:`InputError` ``record_object``,
        ``record_unknown``."""
        if not isinstance(value, dict):
            raise InputError("record_object", path=path or "record")
        reader = cls(value, path)
        unknown = sorted(set(value) - known)
        if unknown:
            raise InputError("record_unknown", path=reader.at(unknown[0]), known=", ".join(sorted(known)))
        return reader

    def at(self, name: str) -> str:
        """The dotted path of a member."""
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        """Whether the member is there; an explicit null counts as left out."""
        return self.value.get(name) is not None

    def need(self, name: str, read: Callable[[str], Read | None]) -> Read:
        """A member that must be there. Raises :class:`InputError` ``record_missing``."""
        found = read(name)
        if found is None or found == ():
            raise InputError("record_missing", path=self.at(name))
        return found

    def text(self, name: str, limit: int = MAX_LINE) -> str | None:
        """A text without control characters or marks that turn the reading order around."""
        if not self.has(name):
            return None
        return check_text(self.value[name], self.at(name), limit)

    def long_text(self, name: str) -> str | None:
        """A text of up to 5,000 characters."""
        return self.text(name, MAX_TEXT)

    def iri(self, name: str) -> str | None:
        """An absolute address or identifier."""
        found = self.text(name, 2_000)
        if found is not None and not is_iri(found):
            raise InputError("record_iri", path=self.at(name), value=found)
        return found

    def date(self, name: str) -> str | None:
        """A calendar date, ``2026-02-28``."""
        found = self.text(name)
        if found is None:
            return None
        try:
            if _DAY.fullmatch(found) is None:
                raise ValueError(found)
            date.fromisoformat(found)
        except ValueError:
            raise InputError("record_date", path=self.at(name), value=found) from None
        return found

    def moment(self, name: str) -> str | None:
        """A moment with its time zone, ``2026-02-28T09:00:00Z``; a bare date means its first second in UTC."""
        found = self.text(name)
        if found is None:
            return None
        if "T" not in found:
            return f"{self.date(name)}T00:00:00Z"
        try:
            parse_datetime(found)
        except Refused:
            raise InputError("record_moment", path=self.at(name), value=found) from None
        return found

    def duration(self, name: str) -> str | None:
        """An ISO 8601 duration such as ``PT640H`` or ``P6M``."""
        found = self.text(name)
        if found is None:
            return None
        try:
            return parse_duration_iso(found)
        except Refused:
            raise InputError("record_duration", path=self.at(name), value=found) from None

    def choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """One of a fixed list of words."""
        found = self.text(name)
        if found is not None and found not in allowed:
            raise InputError("record_choice", path=self.at(name), value=found, known=", ".join(allowed))
        return found

    def language(self, name: str) -> str | None:
        """A language tag such as ``nl``."""
        found = self.text(name)
        if found is not None and _LANGUAGE.fullmatch(found) is None:
            raise InputError("record_language", path=self.at(name), value=found)
        return found

    def names(self, name: str) -> dict[str, str]:
        """A text for each language: ``{nl: …, en: …}``; a bare text is Dutch."""
        if not self.has(name):
            return {}
        value = self.value[name]
        if isinstance(value, str):
            return {"nl": check_text(value, self.at(name), MAX_LINE)}
        if not isinstance(value, dict) or not value:
            raise InputError("record_object", path=self.at(name))
        for language in value:
            if _LANGUAGE.fullmatch(language) is None:
                raise InputError("record_language", path=f"{self.at(name)}.{language}", value=language)
        return {language: check_text(text, f"{self.at(name)}.{language}", MAX_LINE) for language, text in value.items()}

    def one(self, name: str, read: Callable[[JsonValue, str], Read]) -> Read | None:
        """An object of its own kind."""
        return read(self.value[name], self.at(name)) if self.has(name) else None

    def many(self, name: str, read: Callable[[JsonValue, str], Read]) -> tuple[Read, ...]:
        """A list of objects, up to 100."""
        if not self.has(name):
            return ()
        value = self.value[name]
        if not isinstance(value, list) or len(value) > MAX_ENTRIES:
            raise InputError("record_list", path=self.at(name), limit=MAX_ENTRIES)
        return tuple(read(entry, f"{self.at(name)}[{number}]") for number, entry in enumerate(value))


def check_text(value: JsonValue, path: str, limit: int) -> str:
    """A text that can be shown safely. Raises :class:`InputError` ``record_text`` and the like."""
    if isinstance(value, bool | int | float):
        raise InputError("record_quote", path=path, value=value)
    if not isinstance(value, str) or not value.strip():
        raise InputError("record_text", path=path)
    if len(value) > limit:
        raise InputError("record_long", path=path, limit=limit)
    for character in value:
        odd = unicodedata.category(character) in ("Cc", "Cs") and character not in _ALLOWED_CONTROLS
        if odd or unicodedata.bidirectional(character) in _REVERSING:
            raise InputError("record_control", path=path)
    return value


def looks_like_bsn(text: str) -> bool:
    """Nine digits that pass the eleven-test of the Dutch citizen service number, anywhere in ``text``, however they are
    written and set apart. The key inside a ``did:key`` or ``did:jwk`` may hold any digits."""
    if text.startswith(("did:key:", "did:jwk:")):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    for found in _NINE_DIGITS.finditer(unicodedata.normalize("NFKC", text)):
        digits = [int(digit) for digit in found[1] if digit.isdigit()]
        if any(digits) and sum(map(mul, weights, digits)) % 11 == 0:
            return True
    return False
