"""A register as one SQLite file, and out of such a file into an empty register, whatever database each stands in.

The copy is of one moment, also while other processes issue: by SQLite's own backup, or in one snapshot of PostgreSQL.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, Integer, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from dsp_vc.errors import RegisterError
from dsp_vc.files import write_atomic
from dsp_vc.issuing.register import tables
from dsp_vc.issuing.register.database import (
    connect,
    has_tables,
    hold_layout,
    make_tables,
    open_engine,
    read_url,
    transaction,
)
from dsp_vc.issuing.register.tables import State, credentials, lists, seconds, sessions

_ROWS = 500
_OWN_SETTINGS = ("version", "issuer")


def snapshot(address: str, issuer: str, place: Path) -> None:
    """Write the register at ``address`` to ``place``, an empty file, as it is at one moment.

    Raises :class:`RegisterError` ``register_*``; ``register_damaged`` also where SQLite finds its own file wrong.
    """
    source = connect(read_url(address), issuer)
    if source.dialect.name == "sqlite":
        _copy_file(source, place)
    else:
        _copy_database(source, connect(_sqlite(place), issuer, new=True))


def load(place: Path, address: str, issuer: str, now: datetime) -> None:
    """Fill the empty database at ``address`` with the register in the SQLite file ``place``, which may be brought up to
    date by it. What was issued since is not known there:

    * its status lists are closed: an index that is free in them may have been given out;
    * what was reserved and not recorded is given up, since the process that reserved it is not of this register.

    All of it, or nothing. Raises :class:`RegisterError` ``register_not_empty``, ``register_*``.
    """
    source, url = connect(_sqlite(place), issuer), read_url(address)
    made = url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists()
    if made:
        write_atomic(str(url.database), b"", private=True, overwrite=False)
    try:
        with transaction(open_engine(url)) as into, transaction(source) as out:
            hold_layout(into)
            if has_tables(into):
                raise RegisterError("register_not_empty", path=str(url.host or url.database))
            make_tables(into, issuer)
            _copy_rows(out, into)
            _close(into, now)
            _count_on(into)
    except BaseException as error:
        if made:
            remove(address)
        if isinstance(error, IntegrityError):
            raise RegisterError("register_damaged", path=place.name, reason="", detail=str(error.orig)) from None
        raise


def look(address: str, issuer: str) -> None:
    """Whether the register of ``issuer`` is there. Raises :class:`RegisterError` ``register_*``."""
    engine = open_engine(read_url(address))
    with transaction(engine) as connection:
        if not has_tables(connection):
            raise RegisterError(
                "register_unavailable", path=str(engine.url.host or engine.url.database), reason="empty"
            )
    connect(read_url(address), issuer)


def remove(address: str) -> None:
    """Take away what :func:`load` made, where the rest of a restoration failed."""
    url = read_url(address)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).unlink(missing_ok=True)
        return
    with transaction(open_engine(url)) as connection:
        tables.metadata.drop_all(connection)


def _sqlite(place: Path) -> URL:
    return URL.create("sqlite+pysqlite", database=str(place))


def _copy_file(source: Engine, place: Path) -> None:
    raw = source.raw_connection()
    try:
        with closing(sqlite3.connect(place)) as target:
            # It is new, and goes with the process: it needs no journal beside it, which would be left by a kill.
            target.execute("PRAGMA journal_mode = OFF")
            # In one step: a step more, and every commit in between begins it anew.
            raw.driver_connection.backup(target, pages=-1)  # type: ignore[union-attr]
            found = target.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        code = "register_damaged" if isinstance(error, sqlite3.DatabaseError) and _malformed(error) else None
        raise RegisterError(
            code or "register_unavailable", path=source.url.database or "", reason=str(error), detail=str(error)
        ) from None
    finally:
        raw.close()
    if found != "ok":
        raise RegisterError("register_damaged", path=source.url.database or "", reason=found, detail=found)


def _malformed(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _copy_database(source: Engine, target: Engine) -> None:
    still = source.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with transaction(still) as out, transaction(target) as into:
        _copy_rows(out, into)


def _copy_rows(out: Connection, into: Connection) -> None:
    """Every row of the one register into the other, which is empty."""
    for table in tables.metadata.sorted_tables:
        chosen = select(table).order_by(*table.primary_key)
        if table is tables.settings:
            chosen = chosen.where(table.c.name.not_in(_OWN_SETTINGS))
        with out.execute(chosen.execution_options(yield_per=_ROWS)) as rows:
            for some in rows.mappings().partitions():
                into.execute(insert(table), [dict(row) for row in some])


def _close(connection: Connection, now: datetime) -> None:
    connection.execute(update(lists).values(closed=True))
    connection.execute(
        update(credentials).where(credentials.c.state == State.RESERVED).values(state=State.BURNT, superseded=True)
    )
    connection.execute(update(sessions).where(sessions.c.ended.is_(None)).values(ended=seconds(now)))


def _count_on(connection: Connection) -> None:
    """PostgreSQL counts by itself from where it was, not from the rows that came."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables.metadata.sorted_tables:
        (key, *more) = table.primary_key
        if more or not isinstance(key.type, Integer) or not key.autoincrement:
            continue
        highest = connection.execute(select(func.max(key))).scalar()
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :column), :value, :used)"),
            {"table": table.name, "column": key.name, "value": highest or 1, "used": highest is not None},
        )
