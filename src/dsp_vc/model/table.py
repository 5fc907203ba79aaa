"""A table as people keep it: CSV, or an Excel workbook. Cells are texts; nothing is evaluated."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dsp_vc.errors import InputError
from dsp_vc.files import read_bounded

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
_MAX_UNPACKED = 512 * 1024 * 1024
_MAX_CELL = 4000
_FORMULA = ("=", "@")
_DELIMITERS = ";,\t"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its column's heading, its text, and what is wrong with it."""

    column: str
    text: str
    fault: InputError | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The headings, and the rows with their number as the spreadsheet counts (the headings are row 1)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_table(path: Path) -> Table:
    """Read ``.csv`` or ``.xlsx``. Empty rows are passed over.

    Raises :class:`InputError` ``file_*``, ``table_kind``, ``table_encoding``, ``table_csv``, ``table_workbook``,
    ``table_merged``, ``table_rows``, ``table_columns``, ``table_headings``.
    """
    return table_of(read_bounded(path, MAX_BYTES), path)


def table_of(data: bytes, path: Path) -> Table:
    """Like :func:`read_table`, of bytes that came from ``path``."""
    if not data.strip():
        raise InputError("file_empty", path=path)
    kind = path.suffix.lower()
    if kind == ".csv":
        return _table(_csv(data, path), path)
    if kind == ".xlsx":
        return _table(_workbook(data, path), path)
    raise InputError("table_kind", path=path)


def _csv(data: bytes, path: Path) -> Iterator[list[Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("table_encoding", path=path, line=line) from None
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(1024 * 1024)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise InputError("table_csv", path=path, line=reader.line_num, detail=str(error)) from None


def _workbook(data: bytes, path: Path) -> Iterator[list[Any]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
                raise InputError("table_workbook", path=path, detail="too large when unpacked")
            merged = any(
                b"<mergeCell " in archive.read(name)
                for name in archive.namelist()
                if name.startswith("xl/worksheets/sheet1.")
            )
        if merged:
            raise InputError("table_merged", path=path)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
    except InputError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError, SyntaxError, TypeError, EOFError) as error:
        raise InputError("table_workbook", path=path, detail=type(error).__name__) from None
    for row in sheet.iter_rows(max_col=MAX_COLUMNS + 1):
        yield [_Formula(str(cell.value)) if cell.data_type == "f" else cell.value for cell in row]


class _Formula(str):
    """The text of a formula, told apart from text that only begins like one."""

    __slots__ = ()


def _table(rows: Iterator[list[Any]], path: Path) -> Table:
    head = [_text(value) for value in next(rows, [])]
    while head and not head[-1]:
        head.pop()
    if not head or not all(head):
        raise InputError("table_headings", path=path)
    if len(head) > MAX_COLUMNS:
        raise InputError("table_columns", path=path, limit=MAX_COLUMNS)
    found: list[tuple[int, tuple[Cell, ...]]] = []
    for number, values in enumerate(rows, 2):
        if not any(_text(value) for value in values):
            continue
        if len(found) >= MAX_ROWS:
            raise InputError("table_rows", path=path, limit=MAX_ROWS)
        found.append((number, _cells(head, values)))
    return Table(tuple(head), tuple(found))


def _cells(head: Sequence[str], values: Sequence[Any]) -> tuple[Cell, ...]:
    cells = [_cell(column, value) for column, value in zip(head, values, strict=False)]
    cells += [Cell(column, "") for column in head[len(cells) :]]
    if any(_text(value) for value in values[len(head) :]):
        cells[-1] = Cell(cells[-1].column, cells[-1].text, InputError("table_extra"))
    return tuple(cells)


def _cell(column: str, value: Any) -> Cell:
    text = _text(value)
    if isinstance(value, _Formula) or text.startswith(_FORMULA):
        return Cell(column, text, InputError("table_formula"))
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
