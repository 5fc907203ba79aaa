"""Whether the process behind a session still lives: the system lets go of its lock when it ends, however it ends.

For SQLite the lock is a file beside the register, for PostgreSQL an advisory lock of a connection, which also holds
between machines.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text


class Lock(Protocol):
    """Held as long as the session lives."""

    def release(self) -> None:
        """Let go of it, and leave nothing behind."""


def acquire(engine: Engine, session: str) -> Lock | None:
    """The lock of ``session``, or ``None`` where somebody holds it."""
    if engine.dialect.name == "sqlite":
        return _FileLock.acquire(Path(f"{engine.url.database}.{session}.lock"))
    return _AdvisoryLock.acquire(engine, session)


class _FileLock:
    def __init__(self, lock: FileLock, path: Path) -> None:
        self._lock, self._path = lock, path

    @classmethod
    def acquire(cls, path: Path) -> _FileLock | None:
        lock = FileLock(path, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            return None
        return cls(lock, path)

    def release(self) -> None:
        # Names of sessions are never used again: who waits for this file has nothing to find.
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._lock.release()
        with suppress(OSError):  # Windows removes no file that is locked
            self._path.unlink(missing_ok=True)


class _AdvisoryLock:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @classmethod
    def acquire(cls, engine: Engine, session: str) -> _AdvisoryLock | None:
        key = int.from_bytes(sha256(session.encode()).digest()[:8], "big", signed=True)
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar():
            return cls(connection)
        connection.close()
        return None

    def release(self) -> None:
        self._connection.close()
