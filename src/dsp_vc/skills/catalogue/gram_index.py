"""By which runs of letters a word is found when it is misspelt. A file has it from the start; a catalogue in memory
gets it when the first question needs it, since it takes a third of the time that the whole takes to make."""

from __future__ import annotations

import sqlite3

from dsp_vc.skills.catalogue.spelling import grams


def build(connection: sqlite3.Connection) -> None:
    """Enter the grams of every word."""
    words = connection.execute("SELECT id, text FROM word ORDER BY id").fetchall()
    connection.executemany(
        "INSERT OR IGNORE INTO gram VALUES (?, ?)", ((gram, number) for number, word in words for gram in grams(word))
    )


def build_if_missing(connection: sqlite3.Connection) -> None:
    """The same, once."""
    if connection.execute("SELECT 1 FROM gram LIMIT 1").fetchone() is None:
        build(connection)
