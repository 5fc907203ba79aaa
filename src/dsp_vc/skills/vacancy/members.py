"""Members of an object as others write it: one value or a list, a text or an object that holds one, or not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dsp_vc.encoding.strict_json import JsonObject, JsonValue

MAX_VALUES = 200


class Members:
    """An object whose members are looked up by the names that ``local`` makes of theirs."""

    def __init__(self, value: JsonValue, local: Callable[[str], str]) -> None:
        if isinstance(value, list):
            value = value[0] if value else None
        self._local = local
        self._members = {local(name): one for name, one in value.items()} if isinstance(value, dict) else {}

    def of(self, name: str) -> Members:
        """A member that is an object, or the first of a list of these; empty for anything else."""
        return Members(self.value(name), self._local)

    def all(self, name: str) -> list[Members]:
        """The objects of a member."""
        return [Members(value, self._local) for value in self.values(name) if isinstance(value, dict)]

    def value(self, name: str) -> JsonValue:
        """The member as it is."""
        return self._members.get(name)

    def has(self, name: str) -> bool:
        """Whether it is there; null counts as left out."""
        return self._members.get(name) is not None

    def values(self, name: str) -> list[JsonValue]:
        """The values of a member, at most 200."""
        value = self._members.get(name)
        return [] if value is None else value[:MAX_VALUES] if isinstance(value, list) else [value]

    def objects(self, name: str) -> list[JsonObject]:
        """The values that are objects."""
        return [value for value in self.values(name) if isinstance(value, dict)]

    def texts(self, name: str) -> list[str]:
        """The values that are text or number, or hold one as ``{"@value": …}``."""
        return [text for value in self.values(name) if (text := text_of(value))]

    def text(self, *names: str) -> str:
        """The first text of the first of ``names`` that has one."""
        return next((text for name in names for text in self.texts(name)), "")


def day_of(text: str) -> str:
    """The calendar date that ``text`` begins with, as moments do; empty where it is none."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def text_of(value: JsonValue) -> str:
    """A text or number as text; empty for anything else."""
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, bool) or value is None:
        return ""
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
