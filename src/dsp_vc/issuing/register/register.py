"""The register: reserve, sign, record, hand over; each step is committed before the next begins.

1. :meth:`Session.reserve` gives the credential its id and its status indices, and commits.
2. The caller signs, and writes what it hands over to a temporary file (:func:`temporary_path`), flushed to the disk.
3. :meth:`Session.record` stores digests and what was signed, and commits.
4. The caller renames the file, and :meth:`Session.finish` says so.

Whatever instant the process ends at, :func:`dsp_vc.issuing.register.recovery.recover` finishes what was recorded and
burns what was not: no index is used twice, and every file that stands is in the register.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import IssuanceError
from dsp_vc.issuing.register import lists, liveness
from dsp_vc.issuing.register.database import connect, read_url, transaction
from dsp_vc.issuing.register.lists import Slot
from dsp_vc.issuing.register.sealing import Seal, Sealed
from dsp_vc.issuing.register.tables import State, Status, credentials, events, renderings, sessions, slots


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be signed: a record (``to_dict``) bound to ``holder``. ``part`` tells the parts of one ``external_id``
    apart; a record without one is always a new credential. ``path`` is the file that it will be handed over in."""

    record: JsonObject
    holder: str | None = None
    external_id: str | None = None
    part: str = ""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Reservation:
    """A place in the register: the id of the credential and its status indices by kind of list.

    ``before`` is what was issued under this external id already, with the same content: it is to be handed over again.
    """

    key: int
    credential_id: str
    slots: Mapping[str, Slot]
    draft: Draft
    before: Sealed | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """A reservation with what was signed for it: texts and digests by mechanism."""

    reservation: Reservation
    renderings: Mapping[str, str]
    digests: Mapping[str, str]
    valid_from: datetime
    valid_until: datetime | None


class Register:
    """The register of one issuer (``issuer`` is its DID)."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self.engine, self.seal = engine, seal

    @classmethod
    def open(cls, address: str, *, issuer: str, seal: Seal) -> Register:
        """Open or make the register at ``address``: ``sqlite:///PATH`` or ``postgresql://…``.

        Raises :class:`dsp_vc.issuing.register.database.RegisterError`, :class:`dsp_vc.errors.InputError`.
        """
        return cls(connect(read_url(address), issuer), seal)

    @contextmanager
    def session(self, now: datetime) -> Iterator[Session]:
        """A session to issue in. What sessions before it left half way is finished or burnt first."""
        from dsp_vc.issuing.register.recovery import recover

        recover(self, now)
        name = secrets.token_hex(8)
        lock = liveness.acquire(self.engine, name)
        assert lock is not None  # nobody else knows the name
        try:
            with transaction(self.engine) as connection:
                connection.execute(insert(sessions).values(id=name, started=seconds(now)))
            session = Session(self, name)
            yield session
        finally:
            lock.release()
        with transaction(self.engine) as connection:
            connection.execute(update(sessions).where(sessions.c.id == name).values(ended=seconds(now)))

    def digests(self) -> tuple[str, ...]:
        """The digest of every signature that was recorded, sorted."""
        with transaction(self.engine) as connection:
            found = connection.execute(select(renderings.c.digest).order_by(renderings.c.digest)).scalars().all()
        return tuple(found)


class Session:
    """One process at work in a register."""

    def __init__(self, register: Register, name: str) -> None:
        self._register, self.name = register, name

    def reserve(
        self,
        drafts: Sequence[Draft],
        *,
        now: datetime,
        address: Callable[[str], str] | None = None,
        renew: bool = False,
    ) -> list[Reservation]:
        """A place for each draft, in one transaction.

        ``address`` gives the URL of a new status list by its kind; ``None`` for an issuer without status lists.
        ``renew``: what stands under an external id is replaced, and revoked where it stands in a list.

        Raises :class:`IssuanceError` ``external_id_taken`` (it stands for other content), ``external_id_busy``
        (another process is issuing it at this moment), ``external_id_twice`` (in ``drafts``).
        """
        named = [(draft.external_id, draft.part) for draft in drafts if draft.external_id is not None]
        twice = next((name for name, part in named if named.count((name, part)) > 1), None)
        if twice is not None:
            raise IssuanceError("external_id_twice", name=twice)
        try:
            with transaction(self._register.engine) as connection:
                if renew:
                    _supersede(connection, {name for name, _ in named}, now)
                found = [_find(connection, draft, self._register.seal) for draft in drafts]
                new = [draft for draft, before in zip(drafts, found, strict=True) if before is None]
                places = lists.take(connection, len(new), now, address) if address is not None else [{}] * len(new)
                made = [self._reserve(connection, *pair, now) for pair in zip(new, places, strict=True)]
        except IntegrityError:
            # Between the look and the write another process took an external id; an index can't be taken twice here.
            raise IssuanceError("external_id_busy", name=", ".join(sorted({name for name, _ in named}))) from None
        fresh = iter(made)
        return [before if before is not None else next(fresh) for before in found]

    def record(self, signed: Sequence[Signed], *, now: datetime) -> None:
        """Store what was signed, in one transaction. What has no file of its own is handed over by that."""
        with transaction(self._register.engine) as connection:
            for entry in signed:
                self._record(connection, entry, now)

    def finish(self, done: Sequence[Signed]) -> None:
        """The files were renamed to their names."""
        keys = [entry.reservation.key for entry in done if entry.reservation.draft.path is not None]
        if keys:
            with transaction(self._register.engine) as connection:
                connection.execute(
                    update(credentials)
                    .where(credentials.c.id.in_(keys), credentials.c.state == State.SIGNED)
                    .values(state=State.ISSUED)
                )

    def burn(self, given_up: Sequence[Reservation]) -> None:
        """Give up what was reserved and can't be signed: its indices are never used again."""
        keys = [entry.key for entry in given_up if entry.before is None]
        if keys:
            with transaction(self._register.engine) as connection:
                connection.execute(
                    update(credentials)
                    .where(credentials.c.id.in_(keys), credentials.c.state == State.RESERVED)
                    .values(state=State.BURNT, superseded=True)
                )

    def temporary_path(self, path: Path) -> Path:
        """Where the file ``path`` is written before it is recorded."""
        return temporary_path(path, self.name)

    def _reserve(self, connection: Connection, draft: Draft, place: Mapping[str, Slot], now: datetime) -> Reservation:
        seal, identifier = self._register.seal, f"urn:uuid:{uuid4()}"
        key = connection.execute(
            insert(credentials)
            .values(
                credential_id=identifier,
                external_id=draft.external_id,
                part=draft.part,
                content=_content(draft, seal),
                holder=holder_mark(seal, draft.holder),
                state=State.RESERVED,
                session=self.name,
                reserved=seconds(now),
                path=str(draft.path.absolute()) if draft.path is not None else None,
            )
            .returning(credentials.c.id)
        ).scalar_one()
        if place:
            rows = [{"list": slot.list, "index": slot.index, "credential": key} for slot in place.values()]
            connection.execute(insert(slots), rows)
        return Reservation(key, identifier, place, draft)

    def _record(self, connection: Connection, entry: Signed, now: datetime) -> None:
        reservation, draft = entry.reservation, entry.reservation.draft
        texts = {**(reservation.before.renderings if reservation.before else {}), **entry.renderings}
        values: dict[str, object] = {
            "sealed": self._register.seal.close(Sealed(draft.record, draft.holder, texts)),
            "valid_from": seconds(entry.valid_from),
            "valid_until": seconds(entry.valid_until) if entry.valid_until is not None else None,
        }
        if reservation.before is None:
            state = State.ISSUED if draft.path is None else State.SIGNED
            values |= {"state": state, "issued": seconds(now)}
        connection.execute(update(credentials).where(credentials.c.id == reservation.key).values(**values))
        rows = [
            {"credential": reservation.key, "mechanism": name, "digest": digest}
            for name, digest in entry.digests.items()
        ]
        if rows:
            connection.execute(insert(renderings), rows)


def temporary_path(path: Path, session: str) -> Path:
    """The temporary name of ``path`` in ``session``: beside it, so that renaming is one step."""
    return path.parent / f".{path.name[:40]}.{session}.tmp"


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970 (UTC)."""
    return int(moment.timestamp())


def holder_mark(seal: Seal, holder: str | None) -> str | None:
    """How the register names a holder."""
    return None if holder is None else seal.mark("holder", holder)


def _content(draft: Draft, seal: Seal) -> str:
    return seal.mark("content", {"record": draft.record, "holder": draft.holder})


def _find(connection: Connection, draft: Draft, seal: Seal) -> Reservation | None:
    """What stands under the external id of ``draft`` already."""
    if draft.external_id is None:
        return None
    rows = connection.execute(
        select(credentials).where(credentials.c.external_id == draft.external_id, credentials.c.superseded.is_(False))
    ).all()
    row = next((row for row in rows if row.part == draft.part), None)
    # The whole and its parts under one id would be two statements of the same.
    if row is None and not any((other.part == "") != (draft.part == "") for other in rows):
        return None
    if row is None or row.content != _content(draft, seal):
        raise IssuanceError("external_id_taken", name=draft.external_id)
    if row.state == State.RESERVED or row.sealed is None:
        code = "external_id_busy" if row.state == State.RESERVED else "external_id_forgotten"
        raise IssuanceError(code, name=draft.external_id)
    return Reservation(
        row.id,
        row.credential_id,
        lists.slots_of(connection, row.id),
        draft,
        before=seal.open(row.sealed),
        valid_from=_moment(row.valid_from),
        valid_until=_moment(row.valid_until),
    )


def _moment(value: int | None) -> datetime | None:
    return None if value is None else datetime.fromtimestamp(value, UTC)


def _supersede(connection: Connection, names: set[str], now: datetime) -> None:
    """What was issued under these external ids gives way to what comes; a revocation is for good."""
    handed_over = credentials.c.state.in_((State.SIGNED, State.ISSUED))
    listed = select(slots.c.credential).where(slots.c.credential == credentials.c.id).exists()
    rows = connection.execute(
        select(credentials.c.id, credentials.c.status, listed.label("listed")).where(
            credentials.c.external_id.in_(names), credentials.c.superseded.is_(False), handed_over
        )
    ).all()
    for row in rows:
        values: dict[str, object] = {"superseded": True}
        if row.listed and row.status != Status.REVOKED:
            values["status"] = Status.REVOKED
        connection.execute(update(credentials).where(credentials.c.id == row.id).values(**values))
        connection.execute(insert(events).values(credential=row.id, at=seconds(now), event="reissued"))
