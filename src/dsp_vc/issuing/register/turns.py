"""Waiting for one's turn in a register that is one SQLite file.

SQLite's own way to wait (``busy_timeout``) asks ten times a second and gives up after a fixed time. Where others commit
one thing after another that is a lottery: who has just committed begins again before anybody asks, and a process that
waits can be passed over until all the others are done. How long that takes is a matter of load alone. So here a process
asks often, at moments of chance, and gives up only where nobody else gets on either: then somebody holds the register
and does nothing with it.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

#: How often somebody who waits asks without a sign of life of who is at work: a minute or more, since a machine that is
#: busy asks less often.
ASKED = 2400
_SHORTEST, _LONGEST = 0.001, 0.05  # seconds between two times


def signs_of_life(database: Path) -> Callable[[], object]:
    """What changes when somebody writes to the register: the file, or the journal of a change that is not done, or a
    write-ahead log, should somebody have chosen one.

    Nothing is opened: a process that closes a file lets go of all its locks on it, SQLite's among them.
    """
    files = [database.with_name(f"{database.name}{ending}") for ending in ("", "-journal", "-wal")]

    def look() -> object:
        seen: list[tuple[int, int]] = []
        for file in files:
            with suppress(OSError):
                found = file.stat()
                seen.append((found.st_mtime_ns, found.st_size))
        return seen

    return look


def take_turn(
    step: Callable[[], object],
    sign: Callable[[], object],
    *,
    asked: int = ASKED,
    pause: Callable[[float], object] = time.sleep,
) -> None:
    """Do ``step`` as soon as nobody else holds the register.

    ``sign`` gives something that changes when somebody gets on (:func:`signs_of_life`); ``asked`` is how many times in
    a row it may be the same. Raises what ``step`` raises; ``sqlite3.OperationalError`` "database is locked" only then.
    """
    last, left = sign(), asked
    while True:
        try:
            step()
            return
        except sqlite3.OperationalError as error:
            if not _is_busy(error):
                raise
            now = sign()
            last, left = now, asked if now != last else left - 1
            if left <= 0:
                raise
        pause(random.uniform(_SHORTEST, _LONGEST))  # noqa: S311 - no secret


def _is_busy(error: sqlite3.OperationalError) -> bool:
    """Also for what the extended codes tell apart, such as somebody who rolls back what was left half way."""
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
