"""Status lists and their indices: at random, each given out once, ever."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from dsp_vc.issuing.register import tables

#: The kinds of lists that a credential stands in: two Bitstring Status Lists, and one Token Status List for its twin.
KINDS = ("revocation", "suspension", "token")
SIZE = 131_072
_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Slot:
    """An index in a status list: the list's row, its URL, and the index; ``first`` where the list was begun for it and
    those that were reserved with it."""

    list: int
    uri: str
    index: int
    first: bool = field(default=False, compare=False)


def take(
    connection: Connection, number: int, now: datetime, address: Callable[[str], str], size: int = SIZE
) -> list[dict[str, Slot]]:
    """Free indices in a list of each kind for ``number`` credentials. A list without room for all is closed, and a new
    one begun at ``address(kind)``. The caller writes them to ``slots`` in the same transaction."""
    found: list[dict[str, Slot]] = [{} for _ in range(number)]
    # One at a time: who comes next sees the lists and counts of who was before (SQLite has one writer anyway).
    connection.execute(select(tables.settings).where(tables.settings.c.name == "issuer").with_for_update())
    for kind in KINDS if number else ():
        row = _open_list(connection, kind, number, now, address, size)
        for place, index in zip(found, _free(connection, row.id, row.used, row.size, number), strict=True):
            place[kind] = Slot(row.id, row.uri, index, first=row.used == 0)
        lists = tables.lists
        connection.execute(update(lists).where(lists.c.id == row.id).values(used=lists.c.used + number))
    return found


def slots_of(connection: Connection, credential: int) -> dict[str, Slot]:
    """Where the credential stands, by kind of list."""
    lists, slots = tables.lists, tables.slots
    rows = connection.execute(
        select(lists.c.kind, lists.c.id, lists.c.uri, slots.c.index.label("position"))
        .join_from(slots, lists, slots.c.list == lists.c.id)
        .where(slots.c.credential == credential)
    )
    return {row.kind: Slot(row.id, row.uri, row.position) for row in rows}


def _open_list(
    connection: Connection, kind: str, number: int, now: datetime, address: Callable[[str], str], size: int
) -> tables.ListRow:
    lists = tables.lists
    for row in connection.execute(
        select(lists).where(lists.c.kind == kind, lists.c.closed.is_(False)).order_by(lists.c.id)
    ).all():
        if row.used + number <= row.size:
            return tables.ListRow(row.id, row.uri, row.size, row.used)
        connection.execute(update(lists).where(lists.c.id == row.id).values(closed=True))
    uri = address(kind)
    key = connection.execute(
        insert(lists)
        .values(kind=kind, uri=uri, size=size, used=0, closed=False, created=int(now.timestamp()))
        .returning(lists.c.id)
    ).scalar_one()
    return tables.ListRow(key, uri, size, 0)


def _free(connection: Connection, key: int, used: int, size: int, number: int) -> list[int]:
    slots = tables.slots
    if used * 2 > size:  # guessing would miss more often than not
        taken = set(connection.execute(select(slots.c.index).where(slots.c.list == key)).scalars())
        return _random.sample([index for index in range(size) if index not in taken], number)
    found: list[int] = []
    while len(found) < number:
        guesses = [index for index in _random.sample(range(size), number - len(found)) if index not in found]
        taken = set(
            connection.execute(select(slots.c.index).where(slots.c.list == key, slots.c.index.in_(guesses))).scalars()
        )
        found += [index for index in guesses if index not in taken]
    return found
