"""Opening the register's database: SQLite in a file, or PostgreSQL by a URL; its version, and transactions.

SQLAlchemy's own way with SQLite begins a transaction only at the first write, so that two processes can read the same
free index. Here every transaction begins with ``BEGIN IMMEDIATE``: one writer at a time, the others wait for their turn
(:mod:`dsp_vc.issuing.register.turns`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from dsp_vc.errors import InputError, RegisterError
from dsp_vc.files import FileError, write_atomic
from dsp_vc.issuing.register import tables
from dsp_vc.issuing.register.turns import signs_of_life, take_turn

VERSION = 3
_PATIENCE = 60.0  # seconds that a commit waits for who still reads, such as a copy that is made for a backup
_LAYOUT_LOCK = 0x6473702D7663  # PostgreSQL's advisory lock while the tables are made


def read_url(value: str) -> URL:
    """The address of a register. Only ``sqlite`` and ``postgresql`` are taken.

    Raises :class:`InputError` ``register_address``; a password in it is never named.
    """
    try:
        url = make_url(value)
    except ArgumentError:
        raise InputError("register_address") from None
    backend = url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or not url.database or url.database == ":memory:":
        raise InputError("register_address")
    return url.set(drivername="sqlite+pysqlite")


def connect(url: URL, issuer: str, *, new: bool = False) -> Engine:
    """An engine on the register of ``issuer`` (a DID), brought up to date; ``new``: made where there is none.

    One that is gone is never begun anew by itself: what it knew would be signed, and given an index, a second time.

    Raises :class:`RegisterError` ``register_missing``, ``register_unavailable``, ``register_busy``, ``register_newer``,
    ``register_of_another``, ``register_no_driver``, ``register_damaged``.
    """
    if url.get_backend_name() == "sqlite":
        _look_for(_file(url), new=new)
    engine = open_engine(url)
    with transaction(engine) as connection:
        hold_layout(connection)
        if has_tables(connection):
            _bring_up_to_date(connection, issuer)
        elif new:
            make_tables(connection, issuer)
        else:
            raise RegisterError("register_missing", path=url.host or url.database or "")
    return engine


def _look_for(file: Path, *, new: bool) -> None:
    """SQLite would make a file where there is none, and for everybody to read. Raises :class:`RegisterError`."""
    if file.exists():
        return
    if not new:
        raise RegisterError("register_missing", path=file)
    try:
        write_atomic(file, b"", private=True)
    except FileError as error:
        raise RegisterError("register_unavailable", path=file, reason=str(error.params.get("reason", ""))) from error


def open_engine(url: URL) -> Engine:
    """An engine, and nothing asked of it yet. Raises :class:`RegisterError` ``register_no_driver``."""
    try:
        return _engine(url)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise RegisterError("register_no_driver", name=url.get_backend_name()) from None


def hold_layout(connection: Connection) -> None:
    """Nobody else makes or changes the tables until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LAYOUT_LOCK})


def has_tables(connection: Connection) -> bool:
    """Whether there is a register already."""
    return inspect(connection).has_table(tables.settings.name)


def make_tables(connection: Connection, issuer: str) -> None:
    """An empty register of ``issuer``, of the last version."""
    tables.metadata.create_all(connection)
    values = [{"name": "version", "value": str(VERSION)}, {"name": "issuer", "value": issuer}]
    connection.execute(insert(tables.settings), values)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction: committed at the end, undone on any error.

    Raises :class:`RegisterError` for what the database refuses; an ``IntegrityError`` is for the caller.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        raise _unavailable(engine, error) from None


def compact(engine: Engine, names: Sequence[str]) -> None:
    """Write the database anew, without what was deleted: all of an SQLite file, of PostgreSQL the tables ``names``.

    Pages of a file that were freed before hold what was in them, and a B-tree that is rearranged leaves copies: only a
    new file has none. A write-ahead log, should somebody have chosen one, is emptied into it.

    Raises :class:`RegisterError`, where somebody else is at work in it for long, or the disk is full.
    """
    try:
        if engine.dialect.name == "postgresql":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for name in names:  # ANALYZE: the planner's statistics are samples of what stands in the columns
                    connection.execute(text(f"VACUUM (FULL, ANALYZE) {name}"))
            return
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            take_turn(lambda: cursor.execute("VACUUM"), signs_of_life(_file(engine.url)))
            _be_patient(cursor)
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            raise _refused(engine.url.database or "", error) from None
        finally:
            raw.close()
    except SQLAlchemyError as error:
        raise _unavailable(engine, error) from None
    if busy:
        raise RegisterError("register_busy", path=engine.url.database or "")


def _engine(url: URL) -> Engine:
    # A connection lives as long as its work: nothing is left open in a process that forks or waits.
    if url.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=NullPool)
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": 0})
    sign = signs_of_life(_file(url))

    def _turn(connection: sqlite3.Connection, statement: str) -> None:
        try:
            take_turn(lambda: connection.execute(statement), sign)
        except sqlite3.Error as error:
            raise _refused(url.database or "", error) from None

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself; see `_begin`
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is deleted or written over is filled with zeros
        # What was committed is on the disk. The journal stays SQLite's own: one file to copy, and nothing but turns
        # between processes; a write-ahead log locks also where a connection opens or closes. This looks at the file.
        _turn(connection, "PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        _turn(raw, "BEGIN IMMEDIATE")
        _be_patient(raw)

    return engine


def _be_patient(connection: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000:.0f}")


def _file(url: URL) -> Path:
    return Path(url.database or "")


def _bring_up_to_date(connection: Connection, issuer: str) -> None:
    settings = tables.settings
    found = {row.name: row.value for row in connection.execute(select(settings))}
    version = found.get("version", "")
    if not version.isdecimal() or int(version) < 1:
        raise RegisterError("register_damaged", detail="no version")
    if int(version) > VERSION:
        raise RegisterError("register_newer", version=version)
    if found.get("issuer") != issuer:
        raise RegisterError("register_of_another", name=found.get("issuer", ""))
    for number in range(int(version), VERSION):
        MIGRATIONS[number - 1](connection)
        connection.execute(settings.update().where(settings.c.name == "version").values(value=str(number + 1)))


def _add_replaces(connection: Connection) -> None:
    """To version 2: a credential says which one it took the place of."""
    connection.execute(text("ALTER TABLE credentials ADD COLUMN replaces INTEGER REFERENCES credentials (id)"))
    connection.execute(text("CREATE INDEX credentials_by_replaces ON credentials (replaces)"))


def _add_carried(connection: Connection) -> None:
    """To version 3: what was published of indices and signatures that this register knows no credential of."""
    connection.execute(
        text(
            'CREATE TABLE carried (list INTEGER NOT NULL REFERENCES lists (id), "index" INTEGER NOT NULL,'
            ' status VARCHAR(9) NOT NULL, PRIMARY KEY (list, "index"))'
        )
    )
    connection.execute(text("CREATE TABLE carried_digests (digest VARCHAR(64) NOT NULL PRIMARY KEY)"))


#: From version n to n+1, each in the transaction that also writes the new number. They name columns by themselves: the
#: tables in :mod:`tables` are those of the last version.
MIGRATIONS: Sequence[Callable[[Connection], None]] = (_add_replaces, _add_carried)


def _unavailable(engine: Engine, error: SQLAlchemyError) -> RegisterError:
    place = engine.url.database if engine.dialect.name == "sqlite" else engine.url.host
    if isinstance(error, DBAPIError) and error.orig is not None:
        return _refused(place or "", error.orig)
    reason = type(error).__name__
    return RegisterError("register_unavailable", path=place or "", reason=reason, detail=reason)


def _refused(place: str, error: BaseException) -> RegisterError:
    """What the database said, as an error of ours."""
    reason = str(error).partition("\n")[0]
    if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
        return RegisterError("register_busy", path=place)
    damaged = "malformed" in reason or "not a database" in reason
    code = "register_damaged" if damaged else "register_unavailable"
    return RegisterError(code, path=place, reason=reason, detail=reason)
