"""Into the register what was published by another copy of it: after a restoration, what the backup does not know.

Of two that differ the stricter counts: a revocation is for good, and a suspension that was lifted can be lifted again,
while one that is forgotten is seen by nobody. An index without a credential here was given out after the backup: what
was said of it is carried on, and no list that may hold such an index gives out another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from dsp_vc.errors import Refused
from dsp_vc.issuing.register import statuses
from dsp_vc.issuing.register.database import transaction
from dsp_vc.issuing.register.register import Register
from dsp_vc.issuing.register.tables import (
    Status,
    carried,
    carried_digests,
    credentials,
    lists,
    renderings,
    seconds,
    settings,
    slots,
)

_SOME = 500
_REASON = "published before"


@dataclass(frozen=True, slots=True)
class ListSeen:
    """A status list as it was published: its kind, how many places it has, and which are revoked or suspended."""

    uri: str
    kind: str
    size: int
    revoked: frozenset[int] = field(default=frozenset(), repr=False)
    suspended: frozenset[int] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Carried:
    """What was new to the register. ``revoked`` and ``suspended``: credentials that are so now; ``unknown``: signatures
    without a credential here; ``marks``: places without one, revoked or suspended; ``lists``: that were not known.
    ``standing``: credentials that are suspended here and were not in what was published, by the name that they have."""

    revoked: int = 0
    suspended: int = 0
    unknown: int = 0
    marks: int = 0
    lists: int = 0
    standing: tuple[str, ...] = ()


def lists_of(register: Register, begun: datetime | None) -> frozenset[str]:
    """The addresses of the register's status lists, but for those that began in it since ``begun``: when it was
    restored, all were closed."""
    with transaction(register.engine) as connection:
        rows = connection.execute(select(lists.c.uri, lists.c.created, lists.c.closed)).all()
    new = {row.uri for row in rows if begun is not None and not row.closed and row.created >= seconds(begun)}
    return frozenset(row.uri for row in rows) - new


def carry_over(register: Register, seen: Iterable[ListSeen], digests: Iterable[str], now: datetime) -> Carried:
    """Take over what was published, all or nothing. To do it again changes nothing.

    Raises :class:`Refused` ``status_list_short`` (a list has fewer places than were given out here),
    ``status_list_purpose`` (it is of another kind here).
    """
    with transaction(register.engine) as connection:
        # As who issues does: one at a time.
        connection.execute(select(settings).where(settings.c.name == "issuer").with_for_update())
        unknown = _digests(connection, set(digests))
        found = [_list(connection, one, now) for one in seen]
        if unknown or any(one.marks or one.new for one in found):
            connection.execute(update(lists).values(closed=True))
        to_revoke = set().union(*(one.revoked for one in found))
        to_suspend = set().union(*(one.suspended for one in found)) - to_revoke
        return Carried(
            revoked=_change(connection, to_revoke, Status.REVOKED, now),
            suspended=_change(connection, to_suspend, Status.SUSPENDED, now),
            unknown=unknown,
            marks=sum(one.marks for one in found),
            lists=sum(one.new for one in found),
            standing=_standing(connection, {one.key for one in found}, to_suspend),
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """A list in the register, and what it says of credentials (by their key); ``marks`` are new without one."""

    key: int
    revoked: frozenset[int]
    suspended: frozenset[int]
    marks: int
    new: bool


def _digests(connection: Connection, published: set[str]) -> int:
    known = set(connection.execute(select(renderings.c.digest)).scalars())
    known |= set(connection.execute(select(carried_digests.c.digest)).scalars())
    new = sorted(published - known)
    for start in range(0, len(new), _SOME):
        rows = [{"digest": digest} for digest in new[start : start + _SOME]]
        connection.execute(insert(carried_digests), rows)
    return len(new)


def _list(connection: Connection, one: ListSeen, now: datetime) -> _Found:
    row = connection.execute(select(lists).where(lists.c.uri == one.uri)).one_or_none()
    if row is None:
        values = {"kind": one.kind, "uri": one.uri, "size": one.size, "closed": True, "created": seconds(now)}
        key = connection.execute(insert(lists).values(**values).returning(lists.c.id)).scalar_one()
    elif row.kind != one.kind:
        raise Refused("status_list_purpose", name=one.kind)
    elif row.size > one.size:
        raise Refused("status_list_short", number=one.size, limit=row.size)
    else:
        key = row.id
    by_index = {
        slot.position: slot.credential
        for slot in connection.execute(
            select(slots.c.index.label("position"), slots.c.credential).where(slots.c.list == key)
        )
    }
    named = {index: status for index, status in _statuses(one) if index not in by_index}
    return _Found(
        key,
        frozenset(by_index[index] for index in one.revoked if index in by_index),
        frozenset(by_index[index] for index in one.suspended if index in by_index),
        _mark(connection, key, named),
        row is None,
    )


def _statuses(one: ListSeen) -> Iterable[tuple[int, Status]]:
    yield from ((index, Status.SUSPENDED) for index in one.suspended)
    yield from ((index, Status.REVOKED) for index in one.revoked)


def _mark(connection: Connection, key: int, named: Mapping[int, Status]) -> int:
    """Places without a credential here; how many were not marked so before."""
    known = {
        row.position: Status(row.status)
        for row in connection.execute(
            select(carried.c.index.label("position"), carried.c.status).where(carried.c.list == key)
        )
    }
    new = [
        {"list": key, "index": index, "status": status} for index, status in sorted(named.items()) if index not in known
    ]
    for start in range(0, len(new), _SOME):
        connection.execute(insert(carried), new[start : start + _SOME])
    worse = [index for index, status in known.items() if status != Status.REVOKED == named.get(index)]
    for index in worse:
        place = (carried.c.list == key) & (carried.c.index == index)
        connection.execute(update(carried).where(place).values(status=Status.REVOKED))
    return len(new) + len(worse)


def _change(connection: Connection, keys: set[int], to: Status, now: datetime) -> int:
    """Credentials that are ``to`` from now on, and were not; a revocation is never made less."""
    before = (Status.VALID,) if to is Status.SUSPENDED else (Status.VALID, Status.SUSPENDED)
    changed = 0
    for key in sorted(keys):
        own = (credentials.c.id == key) & credentials.c.status.in_(before)
        if connection.execute(update(credentials).where(own).values(status=to)).rowcount:
            statuses.note(connection, key, to.value, now, _REASON)
            changed += 1
    return changed


def _standing(connection: Connection, published: set[int], suspended: set[int]) -> tuple[str, ...]:
    """Credentials that are suspended here, stand in one of the lists ``published``, and are not ``suspended`` there."""
    rows = connection.execute(
        select(credentials.c.id, credentials.c.external_id, credentials.c.credential_id)
        .where(credentials.c.status == Status.SUSPENDED)
        .where(
            select(slots.c.credential)
            .where(slots.c.credential == credentials.c.id, slots.c.list.in_(published))
            .exists()
        )
        .order_by(credentials.c.id)
    )
    return tuple(row.external_id or row.credential_id for row in rows if row.id not in suspended)
