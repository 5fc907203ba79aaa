"""Lines of the register as they are told: one credential each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dsp_vc import words
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.encoding.timestamps import format_datetime

if TYPE_CHECKING:
    from dsp_vc.issuing.register.statuses import Entry


def line(entry: Entry, language: str, about: str | words.Phrase = "") -> str:
    """Name, day, how it stands, and ``about``: what it says of whom, where that is kept."""
    name = entry.external_id or entry.credential_id
    part = f" {entry.part}" if entry.part else ""
    told = words.message(f"status_is_{entry.status}", language)
    if entry.forgotten:
        told += f" ({words.message('status_is_forgotten', language)})"
    elif entry.adopted:
        told += f" ({words.message('status_is_adopted', language)})"
    elif entry.state == "burnt":
        told = words.message("status_is_burnt", language)
    day = words.day(entry.issued, language) if entry.issued else ""
    said = about.message(language) if isinstance(about, words.Phrase) else about
    told_parts = (words.printable(f"{name}{part}"), day, told, words.printable(said))
    return f"  {'  '.join(filter(None, told_parts))}"


def as_json(entry: Entry) -> JsonObject:
    """The same for a program."""
    return {
        "id": entry.credential_id,
        "externalId": entry.external_id,
        "part": entry.part or None,
        "status": entry.status.value,
        "issued": format_datetime(entry.issued) if entry.issued else None,
        "validUntil": format_datetime(entry.valid_until) if entry.valid_until else None,
        "superseded": entry.superseded,
        "inLists": entry.in_lists,
        "forgotten": entry.forgotten,
        "adopted": entry.adopted,
    }
