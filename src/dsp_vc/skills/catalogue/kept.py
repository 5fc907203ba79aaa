"""The shipped catalogue as it was made once. Making it takes longer than any question to it, so a copy stays beside the
place of an imported one.

The copy counts only if it is whole and was made of the very tables and by the very code that are here, both told by
digests; else, or where nothing can be written, the catalogue is made in memory as if there were none. It is read once,
into memory: what was checked is what is used.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from dsp_vc import __version__
from dsp_vc.errors import DspVcError
from dsp_vc.files import make_folder, read_bounded, write_atomic
from dsp_vc.skills.catalogue import layout
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.gram_index import build_if_missing
from dsp_vc.skills.catalogue.shipped import data_folder, shipped

FILE = "shipped.copy"
_MAX_FILE = 64 * 1024 * 1024
_DIGEST = sha256().digest_size


def kept(folder: Path) -> Catalogue:
    """The shipped catalogue, by its copy in ``folder``; a copy that is missing, older or damaged is made anew."""
    # Where Python's SQLite was built without serialize, nothing can be kept.
    keeps = hasattr(sqlite3.Connection, "serialize")
    return _kept(folder) if keeps and not shipped.cache_info().currsize else shipped()


@lru_cache(maxsize=1)
def _kept(folder: Path) -> Catalogue:
    path = folder / FILE
    with suppress(DspVcError, sqlite3.Error):
        return _read(path, _origin())
    made = shipped()
    with suppress(DspVcError, sqlite3.Error):
        _write(path, _origin(), made)
    return made


def _read(path: Path, origin: bytes) -> Catalogue:
    """Raises :class:`sqlite3.DataError` for a copy that is not what was written, or is of another origin;
    :class:`~dsp_vc.files.FileError`."""
    copy = read_bounded(path, _MAX_FILE, regular=True)
    digest, data = copy[:_DIGEST], memoryview(copy)[_DIGEST:]
    if _sealed(origin, data) != digest:
        raise sqlite3.DataError("not a copy of what is here")
    connection = layout.connect(None)
    connection.deserialize(data)
    return Catalogue(connection)


def _write(path: Path, origin: bytes, made: Catalogue) -> None:
    if path.exists() and not path.is_file():
        return  # a pipe, to which a writer would wait for ever, or a folder
    build_if_missing(made.connection)
    data = made.connection.serialize()
    make_folder(path.parent, private=True)
    write_atomic(path, _sealed(origin, data) + data, private=True)


def _sealed(origin: bytes, data: bytes | memoryview) -> bytes:
    digest = sha256(origin)
    digest.update(data)
    return digest.digest()


def _origin() -> bytes:
    """The digest of all that the copy is made of: tables, the code beside this, and whose results are in it. Raises
    :class:`~dsp_vc.files.FileError`."""
    digest = sha256(f"{__version__} {sqlite3.sqlite_version} {unicodedata.unidata_version}".encode())
    for path in (*sorted(data_folder("catalogue").glob("*.csv")), *sorted(Path(__file__).parent.glob("*.py"))):
        digest.update(sha256(read_bounded(path, _MAX_FILE)).digest())
    return digest.digest()
