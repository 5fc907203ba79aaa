"""A table as people keep it: CSV, or an Excel workbook. Cells are texts; nothing is evaluated."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dsp_vc.errors import InputError
from dsp_vc.files import read_bounded
from dsp_vc.model.workbook import Formula, Wrong, rows_of

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
#: Rows that hold nothing are passed over, but not without end: a file may say that its second row is the billionth.
_MAX_PASSED = 10 * MAX_ROWS
_MAX_CELL = 4000
_FORMULA = ("=", "@")
_DELIMITERS = ";,\t"
_SEPARATOR = re.compile(r"sep=([;,\t])\r?", re.IGNORECASE)
#: Spreadsheets keep fifteen digits of a number, and write what is longer in this form.
_EXACT = 10**15
_ROUNDED = re.compile(r"-?[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its column's heading, its text, and what is wrong with it."""

    column: str
    text: str
    fault: InputError | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The headings, the first row that holds something, and the others with their number as the spreadsheet counts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_table(path: Path) -> Table:
    """Read ``.csv`` or ``.xlsx``. Empty rows are passed over.

    Raises :class:`InputError` ``file_*``, ``table_kind``, ``table_large``, ``table_encoding``, ``table_csv``,
    ``table_workbook``, ``table_unpacked``, ``table_excess``, ``table_merged``, ``table_hidden``, ``table_rows``,
    ``table_columns``, ``table_headings``.
    """
    try:
        data = read_bounded(path, MAX_BYTES)
    except InputError as error:
        if error.code == "file_too_large":
            raise InputError("table_large", path=path, limit=MAX_BYTES // (1024 * 1024)) from None
        raise
    return table_of(data, path)


def table_of(data: bytes, path: Path) -> Table:
    """Like :func:`read_table`, of bytes that came from ``path``."""
    if not data.strip():
        raise InputError("file_empty", path=path)
    kind = path.suffix.lower()
    if kind == ".csv":
        return _table(_csv(data, path), path)
    if kind == ".xlsx":
        return _table(rows_of(data, path, max_rows=_MAX_PASSED, max_columns=MAX_COLUMNS + 1), path)
    raise InputError("table_kind", path=path)


def _csv(data: bytes, path: Path) -> Iterator[list[Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("table_encoding", path=path, line=line) from None
    if "\0" in text:  # UTF-16 without its mark
        raise InputError("table_encoding", path=path, line=1)
    first, _, rest = text.partition("\n")
    said = _SEPARATOR.fullmatch(first)  # a line for Excel, which shows no row for it
    if said is not None:
        text = rest
    delimiter = said[1] if said is not None else max(_DELIMITERS, key=first.count)
    csv.field_size_limit(1024 * 1024)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise InputError("table_csv", path=path, line=reader.line_num, detail=str(error)) from None


def _table(rows: Iterator[list[Any]], path: Path) -> Table:
    numbered = _numbered(rows, path)
    head = next(([_text(value) for value in values] for _, values in numbered), [])
    while head and not head[-1]:
        head.pop()
    if not head or not all(head):
        raise InputError("table_headings", path=path)
    if len(head) > MAX_COLUMNS:
        raise InputError("table_columns", path=path, limit=MAX_COLUMNS)
    found: list[tuple[int, tuple[Cell, ...]]] = []
    for number, values in numbered:
        if len(found) >= MAX_ROWS:
            raise InputError("table_rows", path=path, limit=MAX_ROWS)
        found.append((number, _cells(head, values)))
    return Table(tuple(head), tuple(found))


def _numbered(rows: Iterator[list[Any]], path: Path) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold something, as the spreadsheet counts them."""
    for number, values in enumerate(rows, 1):
        if number > _MAX_PASSED:
            raise InputError("table_rows", path=path, limit=MAX_ROWS)
        if any(_text(value) for value in values):
            yield number, values


def _cells(head: Sequence[str], values: Sequence[Any]) -> tuple[Cell, ...]:
    cells = [_cell(column, value) for column, value in zip(head, values, strict=False)]
    cells += [Cell(column, "") for column in head[len(cells) :]]
    if any(_text(value) for value in values[len(head) :]):
        cells[-1] = Cell(cells[-1].column, cells[-1].text, InputError("table_extra"))
    return tuple(cells)


def _cell(column: str, value: Any) -> Cell:
    text = _text(value)
    if isinstance(value, Formula) or text.startswith(_FORMULA):
        return Cell(column, text, InputError("table_formula"))
    if isinstance(value, Wrong):
        return Cell(column, "", InputError("table_wrong", value=text))
    if (isinstance(value, int | float) and abs(value) >= _EXACT) or _ROUNDED.fullmatch(text):
        return Cell(column, "", InputError("table_number", value=text[:40]))
    if len(text) > _MAX_CELL:
        return Cell(column, "", InputError("table_long", limit=_MAX_CELL))
    if not text.isprintable():
        return Cell(column, "", InputError("table_control"))
    return Cell(column, text)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
