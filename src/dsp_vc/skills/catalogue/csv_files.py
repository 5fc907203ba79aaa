"""Tables of a taxonomy: CSV in UTF-8 with a header, read line by line and bounded, each fault told by file and line."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, BinaryIO

from dsp_vc.encoding.zip_faults import DAMAGED, ENCRYPTED
from dsp_vc.errors import InputError, Refused
from dsp_vc.files import open_bounded

MAX_ROWS = 1_000_000  # ESCO's longest table has 126,000
MAX_BYTES = 512 * 1024**2  # unpacked, of one table; ESCO's largest has 21 MB
MAX_FILE = 512 * 1024**2
MAX_TABLES = 200
_MAX_ROW = 1024 * 1024  # characters
_MAX_READ = 1024 * 1024  # bytes at once; a ZIP's directory, which is read so, has some 100 for each file

Row = dict[str, str]
Progress = Callable[[int], None]


class _Modest:
    """A file of which nobody gets much at once: a directory of millions of files would fill the memory before they
    could be counted."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable

    def read(self, size: int = -1, /) -> bytes:
        """As of the file. Raises :class:`zipfile.BadZipFile` where it would be too much."""
        data = self._stream.read(min(size, _MAX_READ + 1) if size >= 0 else _MAX_READ + 1)
        if len(data) > _MAX_READ:
            raise zipfile.BadZipFile(f"a directory of more than {_MAX_READ} bytes")
        return data

    def close(self) -> None:
        """Nothing: who opened the file closes it."""


class Archive:
    """A ZIP with CSV files, found by the beginning of their name. Nothing is unpacked to the disk.

    Raises :class:`InputError` ``file_*``, ``catalogue_not_recognised``, :class:`Refused` ``catalogue_*``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stream = open_bounded(path, MAX_FILE)
        try:
            if self._stream.read(2) != b"PK":
                raise InputError("catalogue_not_recognised", path=path)
            self._zip = zipfile.ZipFile(_Modest(self._stream))
            self._tables = self._list()
        except (*DAMAGED, ValueError) as error:
            self._stream.close()
            raise Refused("catalogue_zip", path=path, detail=str(error)) from None
        except InputError:
            self._stream.close()
            raise

    def _list(self) -> dict[str, zipfile.ZipInfo]:
        tables: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            name = info.filename.replace("\\", "/").rpartition("/")[2]
            if not name.lower().endswith(".csv") or name.startswith("."):
                continue
            if name in tables:
                raise Refused("catalogue_zip_twice", path=self.path, name=name)
            if info.file_size > MAX_BYTES:
                raise Refused("catalogue_too_large", path=self.path, name=name, limit=MAX_BYTES)
            if info.flag_bits & ENCRYPTED:
                raise Refused("catalogue_encrypted", path=self.path, name=name)
            tables[name] = info
        if len(tables) > MAX_TABLES:
            raise Refused("catalogue_zip", path=self.path, detail=f"{len(tables)} tables")
        return tables

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
        self._stream.close()

    def find(self, stem: str) -> list[str]:
        """The files whose name is ``stem``, or ``stem`` with a language after it (``skills_en.csv``)."""
        pattern = re.compile(rf"{re.escape(stem)}(_[a-z]{{2,3}})?\.csv", re.IGNORECASE)
        return sorted(name for name in self._tables if pattern.fullmatch(name))

    def size(self) -> int:
        """How many bytes the tables have when unpacked: what progress is measured by."""
        return sum(info.file_size for info in self._tables.values())

    def rows(self, name: str, columns: Sequence[str], progress: Progress | None = None) -> Iterator[tuple[str, Row]]:
        """The rows of one table with the place of each. ``columns`` must be there; others are passed over.

        Raises :class:`Refused` ``catalogue_zip``, ``catalogue_columns``, ``catalogue_row``, ``catalogue_encoding``,
        ``catalogue_rows``.
        """
        try:
            with self._zip.open(self._tables[name]) as stream:
                yield from read_rows(stream, name, columns, progress)
        except DAMAGED as error:
            raise Refused("catalogue_zip", path=self.path, detail=f"{name}: {error}") from None


class _Lines:
    """The lines of a table; no row, which may have line breaks in it, takes more than its share of memory."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(_MAX_ROW):
            self.taken += len(line)
            if self.taken >= _MAX_ROW:
                raise csv.Error(f"more than {_MAX_ROW} characters")
            yield line


def read_rows(
    stream: IO[bytes], name: str, columns: Sequence[str], progress: Progress | None = None
) -> Iterator[tuple[str, Row]]:
    """The rows of a CSV file with ``file:line`` of each; see :meth:`Archive.rows`."""
    lines = _Lines(io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", errors="strict"))
    reader = csv.reader(lines, strict=True)
    csv.field_size_limit(_MAX_ROW)
    done = 0
    try:
        header = [column.strip() for column in next(reader, [])]
        missing = [column for column in columns if column not in header]
        if missing:
            raise Refused("catalogue_columns", place=f"{name}:1", name=", ".join(missing))
        if len(set(header)) != len(header):
            raise Refused("catalogue_row", place=f"{name}:1", detail="two columns with one name")
        for number, values in enumerate(reader, 1):
            lines.taken = 0
            place = f"{name}:{reader.line_num}"
            if number > MAX_ROWS:
                raise Refused("catalogue_rows", place=place, limit=MAX_ROWS)
            if len(values) != len(header):
                if not values:
                    continue
                raise Refused("catalogue_row", place=place, detail=f"{len(values)} fields, not {len(header)}")
            yield place, dict(zip(header, values, strict=True))
            if progress is not None and number % 2000 == 0:
                position = stream.tell()
                progress(position - done)
                done = position
        if progress is not None:
            progress(stream.tell() - done)
    except UnicodeDecodeError as error:
        place = f"{name}:{reader.line_num + 1}"
        raise Refused("catalogue_encoding", place=place, detail=str(error)) from None
    except csv.Error as error:
        place = f"{name}:{max(reader.line_num, 1)}"
        raise Refused("catalogue_row", place=place, detail=str(error)) from None
