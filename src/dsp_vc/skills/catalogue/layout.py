"""How a catalogue lies in its SQLite file. Read-only once it is made; an import makes a new one and puts it in place.

SQLite by the standard library rather than by SQLAlchemy: the file is one person's, its search is SQLite's own (FTS5),
and a question must be answered before another library would be loaded.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from dsp_vc.errors import InputError
from dsp_vc.files import open_bounded

VERSION = 1
MAX_FILE = 4 * 1024**3
LAYOUT = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE dataset (
    id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, version TEXT NOT NULL, languages TEXT NOT NULL,
    licence TEXT NOT NULL, attribution TEXT NOT NULL
);
CREATE TABLE concept (
    id INTEGER PRIMARY KEY, uri TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, code TEXT, reuse TEXT,
    dataset INTEGER NOT NULL REFERENCES dataset, used_by INTEGER NOT NULL DEFAULT 0, norm REAL
);
CREATE TABLE name (
    id INTEGER PRIMARY KEY, concept INTEGER NOT NULL REFERENCES concept, lang TEXT NOT NULL, text TEXT NOT NULL,
    preferred INTEGER NOT NULL, official INTEGER NOT NULL
);
CREATE TABLE broader (concept INTEGER NOT NULL, broader INTEGER NOT NULL, PRIMARY KEY (concept, broader)) WITHOUT ROWID;
CREATE TABLE related (concept INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (concept, other)) WITHOUT ROWID;
CREATE TABLE needs (
    occupation INTEGER NOT NULL, skill INTEGER NOT NULL, weight TEXT NOT NULL, PRIMARY KEY (occupation, skill)
) WITHOUT ROWID;
CREATE TABLE description (
    concept INTEGER NOT NULL, lang TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (concept, lang)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE names USING fts5(
    text, content='name', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE gram (gram TEXT NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (gram, word)) WITHOUT ROWID;
"""
INDICES = (
    "CREATE INDEX name_by_concept ON name (concept)",
    "CREATE INDEX broader_back ON broader (broader)",
    "CREATE INDEX related_back ON related (other)",
    "CREATE INDEX needs_back ON needs (skill)",
)


def connect(path: Path | None) -> sqlite3.Connection:
    """A connection to a file that is to be written, or to memory."""
    # What is kept in memory is made once and read by whoever asks, from any thread.
    return sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)


def create(path: Path | None) -> sqlite3.Connection:
    """A new, empty catalogue in a file, or in memory."""
    connection = connect(path)
    # Nobody reads it before it is whole and renamed: until then the disk may take its time.
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + LAYOUT)
    return connection


def open_file(path: Path) -> sqlite3.Connection:
    """An existing catalogue, for reading alone.

    Raises :class:`InputError` ``catalogue_damaged``, ``catalogue_version``, ``file_*``.
    """
    open_bounded(path, MAX_FILE).close()  # a file that may not be read is not a damaged one
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT id FROM concept LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        raise InputError("catalogue_damaged", path=path, detail=str(error)) from None
    if version != VERSION:
        raise InputError("catalogue_version", path=path, version=version)
    return connection
