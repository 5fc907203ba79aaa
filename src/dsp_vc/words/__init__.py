"""What people read, in English and plain Dutch (B1), by stable code.

One module an area; each holds ``WORDS``: code -> language -> (message, hint). Messages are templates for
:meth:`str.format`; the same names occur in both languages (held by a test). Loaded on the first look-up only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from string import Formatter

Entry = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words inside other words: given as a parameter, it is told in the language of the sentence around it."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def message(self, lang: str = "en") -> str:
        """The same standing alone."""
        return message(self.code, lang, **self.params)

    def __str__(self) -> str:
        return self.message()


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of which the time of day matters, told in UTC; a bare ``date`` or ``datetime`` as a parameter is told as
    a day."""

    value: datetime

    def message(self, lang: str = "en") -> str:
        """``4 November 2026 at 09:05 (UTC)``."""
        moment = self.value.astimezone(UTC)
        return message("moment_told", lang, day=day(moment, lang), time=f"{moment:%H:%M}")


LANGUAGES = ("en", "nl")
AREAS = (
    "files",
    "encoding",
    "keys",
    "hardware",
    "rdf",
    "securing",
    "data_integrity",
    "model",
    "records",
    "did",
    "status",
    "certificates",
    "trust",
    "lists",
    "issuing",
    "register",
    "cohort",
    "rotation",
    "backup",
    "publishing",
    "bundle",
    "wallet",
    "presentation",
    "transport",
    "skills",
    "passport",
    "plan",
    "days",
    "paper",
    "learning",
    "fitting",
    "verification",
    "cli",
    "actions",
    "demo",
)


@cache
def catalogue() -> dict[str, Entry]:
    """All entries of all areas. Raises ``ValueError`` where two areas use one code."""
    merged: dict[str, Entry] = {}
    for area in AREAS:
        for code, entry in import_module(f"dsp_vc.words.{area}").WORDS.items():
            if code in merged:
                raise ValueError(f"the code {code!r} has two entries")
            merged[code] = entry
    return merged


def message(code: str, lang: str = "en", **params: object) -> str:
    """The sentence for ``code``; the code itself where no words are known."""
    return _fill(code, lang, 0, params)


def hint(code: str, lang: str = "en", **params: object) -> str:
    """What to do about ``code``; empty when there is nothing to say."""
    return _fill(code, lang, 1, params)


class _Formatter(Formatter):
    """Leaves out what is missing rather than fail while an error is being told; shows no control characters."""

    def get_value(self, key: int | str, args: object, kwargs: object) -> object:
        return kwargs.get(str(key), "") if isinstance(kwargs, dict) else ""

    def format_field(self, value: object, format_spec: str) -> str:
        return printable(str(value))


def printable(text: str, limit: int = 200) -> str:
    """``text`` without characters that steer a terminal or reverse the reading order, cut at ``limit``."""
    shown = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return shown if len(shown) <= limit else shown[: limit - 1] + "\N{HORIZONTAL ELLIPSIS}"


def day(value: date, lang: str = "en") -> str:
    """A day as people write it, ``4 November 2026``; of a moment with a time zone, the day in UTC."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(UTC)
    return f"{value.day} {message(f'month_{value.month}', lang)} {value.year}"


def _tell(value: object, lang: str) -> object:
    """A parameter in the language of the sentence around it."""
    if isinstance(value, Phrase | Moment):
        return value.message(lang)
    return day(value, lang) if isinstance(value, date) else value


def _fill(code: str, lang: str, part: int, params: dict[str, object]) -> str:
    entry = catalogue().get(code)
    if entry is None:
        return code if part == 0 else ""
    told = {name: _tell(value, lang) for name, value in params.items()}
    return _Formatter().vformat(entry.get(lang, entry["en"])[part], (), told)
