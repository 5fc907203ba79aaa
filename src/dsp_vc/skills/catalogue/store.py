"""The catalogue in use: what the user imported, or else what came with the product."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from dsp_vc.errors import DspVcError, InputError, naming
from dsp_vc.files import FileError, building, locked, make_folder, remove_unfinished
from dsp_vc.skills.catalogue import competentnl, esco, layout, own_csv
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.csv_files import Archive, Progress
from dsp_vc.skills.catalogue.kept import kept
from dsp_vc.skills.catalogue.model import Summary
from dsp_vc.skills.catalogue.rdf_files import is_rdf
from dsp_vc.skills.catalogue.shipped import NAME as EXTRACT
from dsp_vc.skills.catalogue.shipped import add_extract, add_our_names
from dsp_vc.skills.catalogue.writer import Writer

FILE = "catalogue.sqlite"
# The low byte of SQLite's codes; the rest of a code says which kind of it.
_DISK = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import took in, by file; ``passed`` are the places whose relations name concepts that are not there."""

    summaries: tuple[Summary, ...]
    passed: tuple[str, ...]


@contextmanager
def catalogue_in(folder: Path) -> Iterator[Catalogue]:
    """The imported catalogue in ``folder``, else the shipped one. A damaged one is said, never passed over.

    Raises :class:`InputError` ``catalogue_damaged``, ``catalogue_version``, ``file_*``.
    """
    path = folder / FILE
    if not path.exists():
        yield kept(folder)
        return
    connection = layout.open_file(path)
    try:
        yield Catalogue(connection)
    except sqlite3.DatabaseError as error:
        raise _told(error, path) from error
    finally:
        connection.close()


def import_files(
    folder: Path,
    files: Sequence[Path],
    *,
    anew: bool = False,
    names_only: bool = False,
    version: str | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Take ``files`` into the catalogue of ``folder``: beside what was imported before, or ``anew`` without it.

    A list of one's own takes the place of an earlier one of the same name. Where ESCO itself is not imported, what came
    with the product stays. ``names_only`` takes nothing but names, for concepts that are there. ``version`` is said of
    files that do not say it themselves. The catalogue that was there stays in place until the new one is whole.

    Raises :class:`InputError` ``catalogue_*``, ``file_*``, :class:`FileError`.
    """
    path = folder / FILE
    if names_only and (anew or not path.exists()):
        raise InputError("catalogue_names_first")
    make_folder(folder, private=True)
    with locked(folder / f"{FILE}.lock"):
        remove_unfinished(path)
        try:
            with building(path) as temporary, closing(Writer(temporary)) as writer:
                if path.exists() and not anew:
                    _take(writer, path, without={EXTRACT, *(file.stem for file in files if _is_own(file))})
                summaries = tuple([_read(writer, file, names_only, version, progress) for file in files])
                if writer.version_of(esco.NAME) is None:
                    add_extract(writer)
                add_our_names(writer)
                passed = writer.finish()
        except sqlite3.DatabaseError as error:
            raise _told(error, path) from error
    return Imported(summaries, tuple(passed))


def total_bytes(files: Sequence[Path]) -> int:
    """How many bytes of tables there are to read: what progress is measured by. Raises :class:`InputError`."""
    total = 0
    for path in files:
        if _is_own(path) or is_rdf(path):
            total += path.stat().st_size if path.is_file() else 0
        else:
            archive = Archive(path)
            total += archive.size()
            archive.close()
    return total


def _take(writer: Writer, path: Path, without: set[str]) -> None:
    connection = layout.open_file(path)
    try:
        writer.take(Catalogue(connection), without)
    finally:
        connection.close()


def _told(error: sqlite3.DatabaseError, path: Path) -> DspVcError:
    """What SQLite says, in our words: the disk is full or can't be written; else the file is not as we made it."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DISK:
        return FileError("file_unwritable", path=path, reason=str(error))
    return InputError("catalogue_damaged", path=path, detail=str(error))


def _is_own(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _read(writer: Writer, path: Path, names_only: bool, version: str | None, progress: Progress | None) -> Summary:
    with naming(str(path)):
        if _is_own(path):
            if names_only:
                raise InputError("catalogue_not_recognised", path=path)
            return own_csv.read(writer, path, version or "", progress)
        if is_rdf(path):
            if names_only:
                raise InputError("catalogue_not_recognised", path=path)
            return competentnl.read(writer, path, version, progress)
        archive = Archive(path)
        try:
            if not esco.recognises(archive):
                raise InputError("catalogue_not_recognised", path=path)
            read = esco.read_names if names_only else esco.read
            return read(writer, archive, version or esco.version_of(archive), progress)
        finally:
            archive.close()
