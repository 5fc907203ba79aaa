"""What an issuer says of a credential after it was handed over: revoked for good, suspended for a while."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from dsp_vc.errors import IssuanceError
from dsp_vc.issuing.register.database import transaction
from dsp_vc.issuing.register.register import Register
from dsp_vc.issuing.register.tables import (
    ADOPTED,
    State,
    Status,
    carried,
    credentials,
    events,
    lists,
    moment,
    renderings,
    seconds,
    slots,
)

_DIGEST = re.compile(r"[0-9A-Fa-f]{64}")
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
#: What left the house, as far as the register knows.
HANDED_OVER = credentials.c.state.in_((State.SIGNED, State.ISSUED))


@dataclass(frozen=True, slots=True)
class Entry:
    """One credential as the register knows it. ``sealed`` is whether record and renderings are still kept, ``holder``
    the mark of whom it is bound to, ``replaces`` the key of the one that it took the place of; ``adopted``: it was
    taken in by its file (:mod:`adopting`), and what it says is not known."""

    key: int
    credential_id: str
    external_id: str | None
    part: str
    state: State
    status: Status
    issued: datetime | None
    valid_until: datetime | None
    superseded: bool
    sealed: bool
    in_lists: bool
    holder: str | None = None
    replaces: int | None = None
    adopted: bool = False

    @property
    def forgotten(self) -> bool:
        """Whether it was handed over to somebody who was forgotten since."""
        return not self.sealed and not self.adopted and self.state is not State.BURNT


@dataclass(frozen=True, slots=True)
class ListState:
    """One status list: its kind, its URL, its size, and the indices that are revoked or suspended."""

    kind: str
    uri: str
    size: int
    revoked: tuple[int, ...]
    suspended: tuple[int, ...]


def find(register: Register, name: str) -> list[Entry]:
    """What goes by ``name``; what was handed over, in order. It is a credential's id, an external id, the DID of a
    holder, the digest (SHA-256, hexadecimal) of what a signature covers, or a place in a status list (``URL#INDEX``,
    as in the ``id`` of its ``credentialStatus``).

    Raises :class:`IssuanceError` ``status_not_found``.
    """
    with transaction(register.engine) as connection:
        found = entries(connection, named(register, name) & HANDED_OVER)
    if not found:
        raise IssuanceError("status_not_found", name=name)
    return found


def find_signed(register: Register, digests: Sequence[str], name: str) -> list[Entry]:
    """What bears the signatures with these digests, all of them in the file ``name``.

    Raises :class:`IssuanceError` ``status_not_found`` where one of them is not on record.
    """
    with transaction(register.engine) as connection:
        known = connection.execute(
            select(renderings.c.digest, renderings.c.credential).where(renderings.c.digest.in_(digests))
        ).all()
        found = entries(connection, credentials.c.id.in_({row.credential for row in known}) & HANDED_OVER)
    if not found or set(digests) != {row.digest for row in known}:
        raise IssuanceError("status_not_found", name=name)
    return found


def named(register: Register, name: str) -> ColumnElement[bool]:
    """Which rows go by ``name``; see :func:`find`."""
    marks = [credentials.c.credential_id == name, credentials.c.external_id == name]
    if name.startswith("did:"):
        marks.append(credentials.c.holder == register.seal.holder_mark(name))
    if _DIGEST.fullmatch(name):
        by_digest = select(renderings.c.credential).where(renderings.c.digest == name.lower())
        marks.append(credentials.c.id.in_(by_digest))
    url, _, index = name.rpartition("#")
    if url and _INDEX.fullmatch(index):
        by_place = (
            select(slots.c.credential)
            .join_from(slots, lists, slots.c.list == lists.c.id)
            .where(lists.c.uri == url, slots.c.index == int(index))
        )
        marks.append(credentials.c.id.in_(by_place))
    return or_(*marks)


def change(
    register: Register,
    keys: Sequence[int],
    to: Status,
    *,
    now: datetime,
    reason: str | None = None,
    in_force: Collection[int] = (),
) -> int:
    """Give the credentials the status ``to``; how many had another. Revocation is for good, a suspension is lifted.
    ``in_force`` are those of ``keys`` that nothing had taken the place of when somebody was shown them.

    Raises :class:`IssuanceError` ``status_revoked_for_good``, ``status_without_list`` (it can't be told to anybody),
    ``external_id_busy`` (one was replaced meanwhile: the new one would stay as it is).
    """
    with transaction(register.engine) as connection:
        return change_within(connection, keys, to, now=now, reason=reason, in_force=in_force)


def change_within(
    connection: Connection,
    keys: Sequence[int],
    to: Status,
    *,
    now: datetime,
    reason: str | None = None,
    in_force: Collection[int] = (),
) -> int:
    """As :func:`change`, in a transaction of the caller."""
    found = entries(connection, credentials.c.id.in_(keys))
    gone = next((entry for entry in found if entry.superseded and entry.key in in_force), None)
    if gone is not None:
        raise IssuanceError("external_id_busy", name=gone.external_id or gone.credential_id)
    changing = pending(found, to)
    for entry in changing:
        connection.execute(update(credentials).where(credentials.c.id == entry.key).values(status=to))
        note(connection, entry.key, to.value, now, reason)
    return len(changing)


def pending(found: Sequence[Entry], to: Status) -> list[Entry]:
    """Those of ``found`` that have another status than ``to``, and can be given it. Raises as :func:`change`."""
    changing = [entry for entry in found if entry.status is not to]
    for entry in changing:
        if entry.status is Status.REVOKED:
            raise IssuanceError("status_revoked_for_good", name=entry.external_id or entry.credential_id)
        if not entry.in_lists:
            raise IssuanceError("status_without_list", name=entry.external_id or entry.credential_id)
    return changing


def without_replaced(found: Sequence[Entry]) -> list[Entry]:
    """``found`` without what was revoked because another of ``found`` took its place, with the same content or under
    the same external id: who names what they corrected means what is in force."""
    replaced = {entry.replaces for entry in found}
    in_force = {entry.external_id for entry in found if entry.external_id is not None and not entry.superseded}
    return [
        entry
        for entry in found
        if entry.status is not Status.REVOKED
        or not entry.superseded
        or not (entry.key in replaced or entry.external_id in in_force)
    ]


def note(connection: Connection, key: int, event: str, now: datetime, reason: str | None = None) -> None:
    """Write down that something happened to a credential."""
    connection.execute(insert(events).values(credential=key, at=seconds(now), event=event, reason=reason))


def list_states(register: Register) -> list[ListState]:
    """Every status list with what is set in it, oldest first."""
    with transaction(register.engine) as connection:
        marked = connection.execute(
            select(slots.c.list, slots.c.index.label("position"), credentials.c.status)
            .join_from(slots, credentials, slots.c.credential == credentials.c.id)
            .where(credentials.c.status != Status.VALID)
            .order_by(slots.c.list, slots.c.index)
        ).all()
        others = connection.execute(
            select(carried.c.list, carried.c.index.label("position"), carried.c.status).order_by(*carried.primary_key)
        ).all()
        rows = connection.execute(select(lists).order_by(lists.c.id)).all()
    by_list: dict[int, dict[str, list[int]]] = {row.id: {Status.REVOKED: [], Status.SUSPENDED: []} for row in rows}
    for entry in (*marked, *others):
        by_list[entry.list][entry.status].append(entry.position)
    return [
        ListState(
            row.kind,
            row.uri,
            row.size,
            tuple(by_list[row.id][Status.REVOKED]),
            tuple(by_list[row.id][Status.SUSPENDED]),
        )
        for row in rows
    ]


def entries(connection: Connection, condition: ColumnElement[bool]) -> list[Entry]:
    """The rows that meet ``condition``, oldest first."""
    listed = select(slots.c.credential).where(slots.c.credential == credentials.c.id).exists()
    rows = connection.execute(
        select(credentials, listed.label("listed")).where(condition).order_by(credentials.c.id)
    ).all()
    return [
        Entry(
            row.id,
            row.credential_id,
            row.external_id,
            row.part,
            State(row.state),
            Status(row.status),
            moment(row.issued),
            moment(row.valid_until),
            bool(row.superseded),
            row.sealed is not None,
            bool(row.listed),
            row.holder,
            row.replaces,
            row.content == ADOPTED,
        )
        for row in rows
    ]
