"""Our own form of what jobs ask and trainings teach: JSON by a published schema, or a table with a row for each skill.

A table becomes the same objects as the JSON, so that both are held to the same rules; what is wrong is told by the path
in the JSON, or by row and column of the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError
from dsp_vc.model.attestation import Level
from dsp_vc.model.reading import MAX_LINE, Reader, check_text
from dsp_vc.model.table import Table
from dsp_vc.skills.plain_text import MAX_TEXT, plain_line, plain_text
from dsp_vc.words import Phrase

_LEVEL = frozenset({"value", "scale", "name", "sentence"})
_IN_SKILL = re.compile(r"skills\[(\d+)\](?:\.(.*))?")
#: Columns of a skill, and where they stand in the JSON.
SKILL_COLUMNS = {
    "skill": ("skill",), "skill_name": ("name",), "need": ("need",), "level": ("level", "value"),
    "scale": ("level", "scale"),
}  # fmt: skip

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of document: its name, its columns for the whole (each a member, or ``member_language`` for a text by
    language) and of the skills, and which of these are lists or numbers."""

    kind: str
    columns: tuple[str, ...]
    skill_columns: tuple[str, ...]
    lists: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


def read_as(form: Form, value: JsonValue, read: Callable[[JsonValue], Read], rows: Sequence[int] = ()) -> Read:
    """``read(value)``, with what is wrong told in the words of this form; ``rows`` are those of a table that it came
    from, one for each skill.

    Raises :class:`InputError` ``learning_form``.
    """
    try:
        return read(value)
    except InputError as error:
        if not error.code.startswith("record_"):
            raise
        path = str(error.params.get("path", ""))
        params = {**error.params, "path": _place(path, rows) if rows else path or "$"}
        raise InputError("learning_form", problem=Phrase(error.code, params), kind=form.kind) from None


def objects(form: Form, table: Table) -> Iterator[tuple[JsonObject, list[int]]]:
    """What the table holds, as JSON, each with the rows of its skills, at least one: rows with one ``id`` belong
    together, and what is empty in a later one is as in the first.

    Raises :class:`InputError` ``learning_columns``, ``learning_cell`` with row and column.
    """
    known = (*form.columns, *form.skill_columns)
    unknown = [column for column in table.columns if column not in known]
    if unknown or "id" not in table.columns:
        name = unknown[0] if unknown else "id"
        raise InputError("learning_columns", name=name, known=", ".join(known), kind=form.kind)
    found: dict[str, tuple[JsonObject, list[int]]] = {}
    for number, cells in table.rows:
        texts: dict[str, str] = {}
        for cell in cells:
            if cell.fault is not None:
                problem = Phrase(cell.fault.code, cell.fault.params)
                raise InputError("learning_cell", place=_cell(number, cell.column), problem=problem)
            texts[cell.column] = cell.text
        if not texts["id"]:
            raise InputError("learning_cell", place=_cell(number, "id"), problem=Phrase("learning_empty"))
        whole, rows = found.setdefault(texts["id"], ({"version": 1, "kind": form.kind, "skills": []}, []))
        for column in form.columns:
            if text := texts.get(column, ""):
                _set(whole, form, column, text)
        skill = _skill(form, texts)
        skills = whole["skills"]
        if isinstance(skills, list) and (skill or not rows):
            skills += [skill] if skill else []
            rows.append(number)
    yield from found.values()


def own_version(reader: Reader, form: Form) -> None:
    """That a document says to be of this form. Raises :class:`InputError` ``record_choice``."""
    for name, known in (("version", 1), ("kind", form.kind)):
        said = reader.value.get(name)
        if said != known or isinstance(said, bool):
            raise InputError("record_choice", path=name, value=str(said), known=str(known))


def level(value: JsonValue, path: str) -> Level:
    """A level of a skill, as in a record."""
    reader = Reader.of(value, path, _LEVEL)
    return Level(reader.need("value", reader.text), reader.text("scale"), reader.text("name"), reader.text("sentence"))


def level_json(level: Level) -> JsonObject:
    """As it is written; what is not known is left out."""
    told = {"value": level.value, "scale": level.scale, "name": level.name, "sentence": level.sentence}
    return {name: text for name, text in told.items() if text is not None}


def whole_number(reader: Reader, name: str, limit: int) -> int | None:
    """A number from nothing to ``limit``, without a fraction."""
    if not reader.has(name):
        return None
    value = reader.value[name]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= limit:
        raise InputError("record_number", path=reader.at(name), value=str(value), limit=limit)
    return value


def line(reader: Reader, name: str, limit: int = MAX_LINE) -> str:
    """A text without markup, in one line; empty where it is left out."""
    found = reader.text(name, limit)
    return "" if found is None else plain_line(found, limit)


def titles(reader: Reader, name: str) -> dict[str, str]:
    """A text by language, without markup; a bare text is Dutch."""
    found = {lang: plain_line(text) for lang, text in reader.names(name).items()}
    return {lang: text for lang, text in found.items() if text}


def long_texts(reader: Reader, name: str) -> dict[str, str]:
    """Like :func:`titles`, of lines of up to 20,000 characters together."""
    value = reader.value.get(name)
    if isinstance(value, str):
        value = {"nl": value}
    if not isinstance(value, dict):
        return titles(reader, name)
    heads = Reader({name: dict.fromkeys(value, "x")}, reader.path)
    heads.names(name)
    found = {lang: plain_text(check_text(text, f"{reader.at(name)}.{lang}", MAX_TEXT)) for lang, text in value.items()}
    return {lang: text for lang, text in found.items() if text}


def lines(reader: Reader, name: str, limit: int = 100) -> tuple[str, ...]:
    """A list of texts without markup."""
    if not reader.has(name):
        return ()
    value = reader.value[name]
    if not isinstance(value, list) or len(value) > limit:
        raise InputError("record_list", path=reader.at(name), limit=limit)
    return tuple(
        plain_line(check_text(text, f"{reader.at(name)}[{number}]", 2_000), 2_000) for number, text in enumerate(value)
    )


def _set(whole: JsonObject, form: Form, column: str, text: str) -> None:
    if column in form.lists:
        whole.setdefault(column, [part for part in text.split() if part])
    elif column in form.numbers:
        whole.setdefault(column, int(text) if text.isdecimal() and len(text) < 10 else text)
    elif "_" in column:
        name, _, lang = column.rpartition("_")
        texts = whole.setdefault(name, {})
        if isinstance(texts, dict):
            texts.setdefault(lang, text)
    else:
        whole.setdefault(column, text)


def _skill(form: Form, texts: dict[str, str]) -> JsonObject:
    skill: JsonObject = {}
    for column in form.skill_columns:
        if not (text := texts.get(column, "")):
            continue
        steps = SKILL_COLUMNS[column]
        inner = skill
        for step in steps[:-1]:
            below = inner.setdefault(step, {})
            inner = below if isinstance(below, dict) else {}
        inner[steps[-1]] = text
    return skill


def _cell(row: int, column: str) -> Phrase:
    return Phrase("learning_row", {"number": row, "name": column})


def _place(path: str, rows: Sequence[int]) -> Phrase:
    found = _IN_SKILL.fullmatch(path)
    if found is None:
        return _cell(rows[0], path.replace(".", "_"))
    steps = tuple((found[2] or "").split("."))
    column = next((name for name, where in SKILL_COLUMNS.items() if where == steps), found[2] or "skill")
    return _cell(rows[int(found[1])], column)
