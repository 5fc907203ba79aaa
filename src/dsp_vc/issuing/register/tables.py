"""The tables of the register, for SQLite and PostgreSQL alike. Moments are whole seconds since 1970 (UTC)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    and_,
    false,
)

metadata = MetaData()


def seconds(moment: datetime) -> int:
    """``moment`` as it stands in the tables."""
    return int(moment.timestamp())


def moment(value: int | None) -> datetime | None:
    """A moment out of the tables."""
    return None if value is None else datetime.fromtimestamp(value, UTC)


class State(StrEnum):
    """How far the issuing of one credential came.

    ``RESERVED``: its indices are its own; ``SIGNED``: it is recorded, and its file waits to be renamed; ``ISSUED``:
    handed over; ``BURNT``: given up half way, its indices never used again.
    """

    RESERVED = "reserved"
    SIGNED = "signed"
    ISSUED = "issued"
    BURNT = "burnt"


class Status(StrEnum):
    """What the issuer says of a credential since."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


#: Single values: the version of these tables, whose register it is.
settings = Table(
    "settings", metadata, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False)
)

#: One process at work. What it left half way is finished or burnt when it is gone.
sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("started", BigInteger, nullable=False),
    Column("ended", BigInteger),
)

#: In place of the mark of the content: what was taken in by its file, and says what nobody here knows.
ADOPTED = "adopted"

#: Status lists. ``kind`` is ``revocation``, ``suspension`` (Bitstring) or ``token``; a closed one gives out no more.
lists = Table(
    "lists",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("uri", Text, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("used", Integer, nullable=False, default=0),
    Column("closed", Boolean, nullable=False, default=False),
    Column("created", BigInteger, nullable=False),
)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One status list, as far as giving out its indices goes."""

    id: int
    uri: str
    size: int
    used: int


#: One credential in all its renderings: twins are one statement, with one status.
credentials = Table(
    "credentials",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("credential_id", String(64), nullable=False, unique=True),
    Column("external_id", Text),
    Column("part", Text, nullable=False, default=""),
    # HMACs under the issuer's own key: equal content and equal holder can be told, neither can be guessed without it.
    Column("content", String(64), nullable=False),
    Column("holder", String(64)),
    Column("state", String(8), nullable=False),
    Column("status", String(9), nullable=False, default=Status.VALID.value),
    # Not the one in force: another took its place, it was given up, or what it is to replace still stands.
    Column("superseded", Boolean, nullable=False, default=False),
    Column("session", String(32), ForeignKey("sessions.id"), nullable=False),
    Column("reserved", BigInteger, nullable=False),
    Column("issued", BigInteger),
    Column("valid_from", BigInteger),
    Column("valid_until", BigInteger),
    # Record and renderings, encrypted to the issuer; empty once the person was forgotten.
    Column("sealed", LargeBinary),
    Column("path", Text),
    # The credential that this one took the place of, with the same content, bound to another key of the same person.
    Column("replaces", Integer, ForeignKey("credentials.id")),
    Index("credentials_by_holder", "holder"),
    Index("credentials_by_replaces", "replaces"),
    Index("credentials_by_session", "session", "state"),
)

Index(
    "credentials_once",
    credentials.c.external_id,
    credentials.c.part,
    unique=True,
    sqlite_where=and_(credentials.c.external_id.is_not(None), credentials.c.superseded == false()),
    postgresql_where=and_(credentials.c.external_id.is_not(None), credentials.c.superseded == false()),
)

#: SHA-256 of what each signature covers, by rendering.
renderings = Table(
    "renderings",
    metadata,
    Column("credential", Integer, ForeignKey("credentials.id"), primary_key=True),
    Column("mechanism", String(20), primary_key=True),
    Column("digest", String(64), nullable=False, index=True),
)

#: Which index of which list belongs to which credential. An index is given out once, ever.
slots = Table(
    "slots",
    metadata,
    Column("list", Integer, ForeignKey("lists.id"), primary_key=True, autoincrement=False),
    Column("index", Integer, primary_key=True, autoincrement=False),
    Column("credential", Integer, ForeignKey("credentials.id"), nullable=False, index=True),
)

#: What was published of an index that the register knows no credential of: another copy of it gave that one out, after
#: the backup that this one came from. ``status`` is as of a credential; what is revoked stays so.
carried = Table(
    "carried",
    metadata,
    Column("list", Integer, ForeignKey("lists.id"), primary_key=True, autoincrement=False),
    Column("index", Integer, primary_key=True, autoincrement=False),
    Column("status", String(9), nullable=False),
)

#: Digests of signatures that were published, and that the register knows no credential of, for the same reason.
carried_digests = Table("carried_digests", metadata, Column("digest", String(64), primary_key=True))

#: What was done to a credential since, and why: for the issuer's own account.
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("credential", Integer, ForeignKey("credentials.id"), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("event", String(20), nullable=False),
    Column("reason", Text),
)
