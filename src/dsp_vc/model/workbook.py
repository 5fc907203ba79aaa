"""The rows of an Excel workbook: of its first sheet that is shown, and nothing is evaluated.

Its XML is gone through once before anything is made of it, within bounds: a hundred kilobytes can hold millions of
cells in one row, or formats that take minutes to read. What people don't see there is refused, not signed: a row that
a filter hides, and cells that stand for their neighbours.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.parsers import expat

from dsp_vc.encoding.zip_faults import DAMAGED, ENCRYPTED
from dsp_vc.errors import InputError

#: Of all that a workbook holds; twenty thousand rows of a class take some ten.
_MAX_UNPACKED = 64 * 1024 * 1024
#: Of all its XML; twenty thousand rows of a class take one million. Of a row: two hundred cells of many words each.
_MAX_ELEMENTS, _MAX_OF_ROW = 6_000_000, 20_000
#: Outside rows: formats, most of all. Excel itself keeps 65,490 of them.
_MAX_AROUND = 400_000
_TEXTS = "sst"
#: What openpyxl raises for XML that is well formed and no workbook. Nothing of ours is called within.
_NO_WORKBOOK = (
    *DAMAGED, KeyError, ValueError, IndexError, OSError, SyntaxError, TypeError, AttributeError, OverflowError,
)  # fmt: skip


class Wrong(str):
    """The error that a spreadsheet shows in a cell, ``#REF!``, told apart from text that looks like one."""

    __slots__ = ()


class Formula(str):
    """The text of a formula, told apart from text that only begins like one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Facts:
    """Of one sheet: whether cells are merged, the number of a row that is hidden, the last row that holds something."""

    merged: bool = False
    hidden: int | None = None
    last: int = 0


def rows_of(data: bytes, path: Path, *, max_rows: int, max_columns: int) -> Iterator[list[Any]]:
    """The rows of the workbook ``data`` (which came from ``path``) to the last that holds something, the ``max_rows``th
    at most, each with at most ``max_columns`` values: texts, numbers, days, :class:`Formula`, :class:`Wrong`.

    Raises :class:`InputError` ``table_workbook``, ``table_unpacked``, ``table_excess``, ``table_merged``,
    ``table_hidden``, ``table_rows``.
    """
    try:
        facts = _go_through(data, path)
    except (*DAMAGED, ValueError, expat.ExpatError) as error:
        raise InputError("table_workbook", path=path, detail=type(error).__name__) from None
    for cells in _cells(data, path, facts, max_rows, max_columns):
        yield [_value(cell) for cell in cells]


def _cells(
    data: bytes, path: Path, facts: dict[str, _Facts], max_rows: int, max_columns: int
) -> Iterator[Sequence[Any]]:
    """The cells of each row, as openpyxl reads them."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
        found = facts[_part_of(sheet)]
        if found.merged:
            raise InputError("table_merged", path=path)
        if found.hidden is not None:
            raise InputError("table_hidden", path=path, row=found.hidden)
        if found.last > max_rows:
            raise InputError("table_rows", path=path, limit=max_rows)
        # What the file says of how many rows there are need not be so, and whoever stands below would be lost.
        sheet.reset_dimensions()
        if found.last:
            yield from sheet.iter_rows(max_row=found.last, max_col=max_columns)
    except (*_NO_WORKBOOK, StopIteration) as error:
        raise InputError("table_workbook", path=path, detail=type(error).__name__) from None


def _part_of(sheet: Any) -> str:
    """The name of the part that holds the sheet."""
    return str(sheet._worksheet_path).lstrip("/")


def _go_through(data: bytes, path: Path) -> dict[str, _Facts]:
    """What is to know of each part that is XML, by its name, before anything is made of it."""
    found: dict[str, _Facts] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
            raise InputError("table_unpacked", path=path, limit=_MAX_UNPACKED // (1024 * 1024))
        if any(info.flag_bits & ENCRYPTED for info in archive.infolist()):
            raise InputError("table_workbook", path=path, detail="closed with a password")
        elements = 0
        for info in archive.infolist():
            reader = _Reader(path, _MAX_ELEMENTS - elements)
            try:
                # Whatever it is called: which part is the sheet is said in another one.
                with archive.open(info) as stream:
                    reader.read(stream)
            except expat.ExpatError:
                if info.filename.endswith((".xml", ".rels")):
                    raise
            elements += reader.elements
            found[info.filename] = _Facts(reader.merged, reader.hidden, reader.last)
    return found


class _Reader:
    """Goes through one part: counts, and notes what is hidden or merged."""

    def __init__(self, path: Path, left: int) -> None:
        self.elements, self.merged, self.last = 0, False, 0
        self.hidden: int | None = None
        self._path, self._left = path, left
        self._root: str | None = None
        self._depth = self._of_row = self._around = self._row = 0
        self._row_depth: int | None = None
        self._row_hidden = False

    def read(self, stream: Any) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ParseFile(stream)

    def _doctype(self, *_: object) -> None:
        raise InputError("table_workbook", path=self._path, detail="a document type")  # ECMA-376-2 §8.1.4: no DTD

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._depth += 1
        self.elements += 1
        if self._root is None:
            self._root = local
        if self._row_depth is not None:
            self._of_row += 1
            if local in ("v", "t", "f"):
                self.last = max(self.last, self._row)
                if self._row_hidden and self.hidden is None:
                    self.hidden = self._row
        elif local == "row":
            self._row_depth, self._of_row = self._depth, 0
            self._row = int(attributes.get("r", self._row + 1))
            self._row_hidden = attributes.get("hidden", "0") not in ("0", "false")
        elif self._root != _TEXTS:
            self._around += 1
        self.merged = self.merged or local == "mergeCell"
        if self._of_row > _MAX_OF_ROW or self._around > _MAX_AROUND or self.elements > self._left:
            raise InputError("table_excess", path=self._path)

    def _end(self, _name: str) -> None:
        if self._depth == self._row_depth:
            self._row_depth = None
        self._depth -= 1


def _value(cell: Any) -> Any:
    value = cell.value
    if cell.data_type == "f":
        return Formula(str(value))
    if cell.data_type == "e":
        return Wrong(str(value))
    if isinstance(value, datetime | date) and value.year < 1900:
        return Wrong("#####")  # so it is shown: the days of a spreadsheet begin in 1900
    return value
