"""Into the register a credential that another copy of it gave out, after the backup that this one came from.

Who calls has the credential in hand, and saw that its issuer signed it. The row gets what a status needs: id, digests,
places, and what was carried over of these places. Of the person it gets the mark of the key, as any other row; not the
content. From then on it is revoked and suspended as any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from dsp_vc.errors import IssuanceError
from dsp_vc.issuing.register import statuses
from dsp_vc.issuing.register.database import transaction
from dsp_vc.issuing.register.lists import KINDS
from dsp_vc.issuing.register.register import Register
from dsp_vc.issuing.register.statuses import Entry
from dsp_vc.issuing.register.tables import (
    ADOPTED,
    State,
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

_STRICTER = (Status.VALID, Status.SUSPENDED, Status.REVOKED)


@dataclass(frozen=True, slots=True)
class Foundling:
    """A credential in hand, in one rendering or more. ``source`` says where it was read; ``digests`` are by mechanism,
    ``places`` URL and index by kind of list; ``holder`` is a DID."""

    source: str
    credential_id: str
    digests: Mapping[str, str]
    places: Mapping[str, tuple[str, int]]
    holder: str | None = field(default=None, repr=False)
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A foundling as the register has it, or would have it: then its key is 0. ``whole``: each of its renderings stands
    in its list; else one of them is not known here, and stays as it is."""

    entry: Entry
    whole: bool


@dataclass(frozen=True, slots=True)
class _Place:
    list: int
    index: int
    closed: bool
    credential: int | None
    status: Status


def together(found: Iterable[Foundling]) -> list[Foundling]:
    """The renderings of one credential as one. Raises :class:`IssuanceError` ``adopt_contradicts``."""
    merged: dict[str, Foundling] = {}
    for one in found:
        other = merged.setdefault(one.credential_id, one)
        digests, places = {**one.digests, **other.digests}, {**one.places, **other.places}
        if any(digests[name] != value for name, value in one.digests.items()) or any(
            places[kind] != place for kind, place in one.places.items()
        ):
            raise IssuanceError("adopt_contradicts", name=one.source)
        merged[one.credential_id] = replace(other, digests=digests, places=places, holder=other.holder or one.holder)
    return list(merged.values())


def look(register: Register, found: Sequence[Foundling]) -> list[Known]:
    """How each of ``found`` stands, or would stand, in the register.

    Raises :class:`IssuanceError` ``status_without_list``, ``adopt_list_unknown`` (no list of this register),
    ``adopt_past_end``, ``adopt_place_taken`` (the place is another credential's), ``adopt_contradicts`` (it has other
    places or digests here).
    """
    with transaction(register.engine) as connection:
        return [_look(connection, register, one) for one in found]


def change(
    register: Register,
    keys: Sequence[int],
    found: Sequence[Foundling],
    to: Status,
    *,
    now: datetime,
    reason: str | None = None,
    in_force: Collection[int] = (),
) -> int:
    """Take ``found`` into the register and give them and ``keys`` the status ``to``, all or nothing; how many had
    another. Raises as :func:`look` and :func:`statuses.change`."""
    with register.session(now) as session, transaction(register.engine) as connection:
        # As who issues does: one at a time.
        connection.execute(select(settings).where(settings.c.name == "issuer").with_for_update())
        adopted = [_adopt(connection, register, session.name, one, now) for one in found]
        return statuses.change_within(
            connection, sorted({*keys, *adopted}), to, now=now, reason=reason, in_force=in_force
        )


def _look(connection: Connection, register: Register, one: Foundling) -> Known:
    row, places = _row(connection, one), _places(connection, one)
    _check_row(connection, row, places, one)
    status = _status(row, places.values())
    kinds = set(places)
    if row is not None:
        kinds |= {kind for kind, _, _ in _slots(connection, row.id)}
        (entry,) = statuses.entries(connection, credentials.c.id == row.id)
        entry = replace(entry, status=status, adopted=entry.adopted or entry.state is State.BURNT, in_lists=True)
        if entry.state is State.BURNT:
            entry = replace(entry, state=State.ISSUED)
        return Known(entry, kinds == set(KINDS))
    holder = register.seal.holder_mark(one.holder)
    entry = Entry(0, one.credential_id, None, "", State.ISSUED, status, None, one.valid_until, False, False, True,
                  holder, adopted=True)  # fmt: skip
    return Known(entry, kinds == set(KINDS))


def _adopt(connection: Connection, register: Register, session: str, one: Foundling, now: datetime) -> int:
    row, places = _row(connection, one), _places(connection, one)
    _check_row(connection, row, places, one)
    key = _insert(connection, register, session, one, now) if row is None else int(row.id)
    if row is not None and row.state == State.BURNT:
        # It was reserved at the moment of the backup, and signed after it: its places were its own all along.
        values = {"state": State.ISSUED, "content": ADOPTED, "holder": register.seal.holder_mark(one.holder)}
        connection.execute(update(credentials).where(credentials.c.id == key).values(**values))
    new = [place for place in places.values() if place.credential is None]
    for place in new:
        connection.execute(insert(slots).values(list=place.list, index=place.index, credential=key))
        mark = (carried.c.list == place.list) & (carried.c.index == place.index)
        connection.execute(delete(carried).where(mark))
    if any(not place.closed for place in new):
        # Another copy gives out places in them: as after a restoration, none of them gives out another here.
        connection.execute(update(lists).values(closed=True))
    known = connection.execute(select(renderings.c.mechanism).where(renderings.c.credential == key)).scalars().all()
    fresh = {name: digest for name, digest in one.digests.items() if name not in known}
    for name, digest in fresh.items():
        connection.execute(insert(renderings).values(credential=key, mechanism=name, digest=digest))
    connection.execute(delete(carried_digests).where(carried_digests.c.digest.in_(fresh.values())))
    status = _status(row, places.values())
    connection.execute(update(credentials).where(credentials.c.id == key).values(status=status))
    if new or fresh or (row is not None and row.state == State.BURNT):
        statuses.note(connection, key, "adopted", now)
    return key


def _insert(connection: Connection, register: Register, session: str, one: Foundling, now: datetime) -> int:
    made = connection.execute(
        insert(credentials)
        .values(
            credential_id=one.credential_id,
            content=ADOPTED,
            holder=register.seal.holder_mark(one.holder),
            state=State.ISSUED,
            session=session,
            reserved=seconds(now),
            valid_from=seconds(one.valid_from) if one.valid_from is not None else None,
            valid_until=seconds(one.valid_until) if one.valid_until is not None else None,
        )
        .returning(credentials.c.id)
    )
    return int(made.scalar_one())


def _row(connection: Connection, one: Foundling) -> Row[Any] | None:
    return connection.execute(select(credentials).where(credentials.c.credential_id == one.credential_id)).one_or_none()


def _places(connection: Connection, one: Foundling) -> dict[str, _Place]:
    """Its places by kind of list. Raises as :func:`look`."""
    if not one.places:
        raise IssuanceError("status_without_list", name=one.source)
    found: dict[str, _Place] = {}
    for kind, (url, index) in one.places.items():
        row = connection.execute(select(lists).where(lists.c.uri == url, lists.c.kind == kind)).one_or_none()
        if row is None:
            raise IssuanceError("adopt_list_unknown", name=one.source, url=url)
        if index >= row.size:
            raise IssuanceError("adopt_past_end", name=one.source, index=index, number=row.size)
        here = (slots.c.list == row.id) & (slots.c.index == index)
        credential = connection.execute(select(slots.c.credential).where(here)).scalar_one_or_none()
        mark = (carried.c.list == row.id) & (carried.c.index == index)
        status = connection.execute(select(carried.c.status).where(mark)).scalar_one_or_none()
        found[kind] = _Place(row.id, index, bool(row.closed), credential, Status(status or Status.VALID))
    return found


def _check_row(connection: Connection, row: Row[Any] | None, places: Mapping[str, _Place], one: Foundling) -> None:
    """Whether places and digests are its own, or free."""
    for place in places.values():
        if place.credential is not None and (row is None or place.credential != row.id):
            raise IssuanceError("adopt_place_taken", name=one.source, index=place.index)
    holders = select(renderings.c.credential, renderings.c.mechanism, renderings.c.digest)
    signed = connection.execute(holders.where(renderings.c.digest.in_(one.digests.values()))).all()
    if any(row is None or other.credential != row.id for other in signed):
        raise IssuanceError("adopt_contradicts", name=one.source)
    if row is None:
        return
    own = {kind: (key, index) for kind, key, index in _slots(connection, row.id)}
    recorded = connection.execute(holders.where(renderings.c.credential == row.id)).all()
    digests = {other.mechanism: other.digest for other in recorded}
    if any(own.get(kind, (place.list, place.index)) != (place.list, place.index) for kind, place in places.items()):
        raise IssuanceError("adopt_contradicts", name=one.source)
    if any(digests.get(name, digest) != digest for name, digest in one.digests.items()):
        raise IssuanceError("adopt_contradicts", name=one.source)


def _slots(connection: Connection, key: int) -> list[tuple[str, int, int]]:
    """Kind, list and index of what the credential has."""
    rows = connection.execute(
        select(lists.c.kind, slots.c.list, slots.c.index.label("position"))
        .join_from(slots, lists, slots.c.list == lists.c.id)
        .where(slots.c.credential == key)
    )
    return [(row.kind, row.list, row.position) for row in rows]


def _status(row: Row[Any] | None, places: Iterable[_Place]) -> Status:
    """The strictest of what is known of it."""
    known = [place.status for place in places] + ([Status(row.status)] if row is not None else [])
    return max(known, key=_STRICTER.index)
