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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, select, union, update
from sqlalchemy.exc import IntegrityError

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import IssuanceError
from dsp_vc.issuing.register import lists, liveness, standing
from dsp_vc.issuing.register.database import connect, read_url, transaction
from dsp_vc.issuing.register.lists import Slot
from dsp_vc.issuing.register.renewal import Renewal
from dsp_vc.issuing.register.sealing import Seal, Sealed
from dsp_vc.issuing.register.tables import (
    State,
    Status,
    carried_digests,
    credentials,
    moment,
    renderings,
    seconds,
    sessions,
    slots,
)

#: How the names of temporary files end, after the name of their session.
ENDING = ".tmp"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be signed: a record (``to_dict``) bound to ``holder``. ``part`` tells the parts of one ``external_id``
    apart; a record without one is always a new credential. ``path`` is the file that it will be handed over in;
    ``replaces`` the register's key of the credential that it takes the place of, with the same content. ``seen`` is
    what somebody was shown to give way: the register's keys, with the status that each had. Nothing else does then;
    ``None`` where nobody was asked."""

    record: JsonObject
    holder: str | None = None
    external_id: str | None = None
    part: str = ""
    path: Path | None = None
    replaces: int | None = None
    seen: Mapping[int, Status] | None = None


@dataclass(frozen=True, slots=True)
class Reservation:
    """A place in the register: the id of the credential and its status indices by kind of list.

    ``before`` is what was issued under this external id already, with the same content: it is to be handed over again,
    and ``status`` is what it has since then. ``replaced`` are the register's keys of what gives way when this one is
    recorded, with the status that each has now; then ``status`` is what this one is issued with.
    """

    key: int
    credential_id: str
    slots: Mapping[str, Slot]
    draft: Draft
    before: Sealed | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    replaced: Mapping[int, Status] = field(default_factory=dict)
    status: Status = Status.VALID


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
        """The register at ``address``: ``sqlite:///PATH`` or ``postgresql://…``.

        Raises :class:`dsp_vc.errors.RegisterError` (``register_missing`` where it is gone),
        :class:`dsp_vc.errors.InputError`.
        """
        return cls(connect(read_url(address), issuer), seal)

    @classmethod
    def make(cls, address: str, *, issuer: str, seal: Seal) -> Register:
        """As :meth:`open`, and begun where there is none: with the folder of a new issuer."""
        return cls(connect(read_url(address), issuer, new=True), seal)

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

    def issued(self, drafts: Sequence[Draft]) -> list[bool | IssuanceError]:
        """Whether each of ``drafts`` was issued before, or why it can't be: ``external_id_taken`` or
        ``external_id_busy``."""
        found: list[bool | IssuanceError] = []
        with transaction(self.engine) as connection:
            for draft in drafts:
                try:
                    found.append(standing.same_again(connection, draft, self.seal) is not None)
                except IssuanceError as error:
                    found.append(error)
        return found

    def digests(self) -> tuple[str, ...]:
        """The digest of every signature that was recorded, sorted; also of those that another copy of this register
        recorded after the backup that it came from."""
        every = union(select(renderings.c.digest), select(carried_digests.c.digest))
        with transaction(self.engine) as connection:
            return tuple(sorted(connection.execute(every).scalars()))


class Session:
    """One process at work in a register."""

    def __init__(self, register: Register, name: str) -> None:
        self._register, self.name = register, name
        self._cleared: set[Path] = set()

    def reserve(
        self,
        drafts: Sequence[Draft],
        *,
        now: datetime,
        address: Callable[[str], str] | None = None,
        renew: Renewal = Renewal.NEVER,
    ) -> list[Reservation]:
        """A place for each draft, in one transaction.

        ``address`` gives the URL of a new status list by its kind; ``None`` for an issuer without status lists.
        ``renew``: whether what stands under an external id is replaced when the new one is recorded, and revoked
        where it stands in a list.

        Raises :class:`IssuanceError` ``external_id_taken`` (it stands for other content), ``external_id_busy``
        (another process is issuing it at this moment), ``external_id_twice`` (in ``drafts``).
        """
        named = [(draft.external_id, draft.part) for draft in drafts if draft.external_id is not None]
        twice = next((name for name, part in named if named.count((name, part)) > 1), None)
        if twice is not None:
            raise IssuanceError("external_id_twice", name=twice)
        try:
            with transaction(self._register.engine) as connection:
                wishes = [self._look(connection, draft, renew) for draft in drafts]
                new = [wish for wish in wishes if wish.before is None]
                places = lists.take(connection, len(new), now, address) if address is not None else [{}] * len(new)
                made = [self._reserve(connection, *pair, now) for pair in zip(new, places, strict=True)]
        except IntegrityError:
            # Between the look and the write another process took an external id; an index can't be taken twice here.
            raise IssuanceError("external_id_busy", name=", ".join(sorted({name for name, _ in named}))) from None
        fresh = iter(made)
        return [wish if wish.before is not None else next(fresh) for wish in wishes]

    def record(self, signed: Sequence[Signed], *, now: datetime) -> None:
        """Store what was signed, in one transaction. What has no file of its own is handed over by that; what it
        replaces gives way.

        Raises :class:`IssuanceError` ``external_id_busy``: another process replaced the same or gave it another status,
        or the person was forgotten meanwhile. Then nothing was recorded.
        """
        try:
            with transaction(self._register.engine) as connection:
                standing.give_way(connection, dict(chain(*(e.reservation.replaced.items() for e in signed))), now)
                for entry in signed:
                    self._record(connection, entry, now)
        except IntegrityError:
            names = {entry.reservation.draft.external_id or "" for entry in signed if entry.reservation.replaced}
            raise IssuanceError("external_id_busy", name=", ".join(sorted(names))) from None

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

    def clear(self, folders: Iterable[Path]) -> None:
        """Remove from ``folders`` what sessions that are gone left of files that they handed over again."""
        from dsp_vc.issuing.register.recovery import clear

        for folder in set(folders) - self._cleared:
            clear(self._register, folder)
            self._cleared.add(folder)

    def _look(self, connection: Connection, draft: Draft, renew: Renewal) -> Reservation:
        """A reservation without a place of its own: what was issued before, or what is to be replaced."""
        seal, row, wish = self._register.seal, None, Reservation(0, "", {}, draft)
        if draft.replaces is not None:
            old = standing.to_rebind(connection, draft)
            if old.holder != seal.holder_mark(draft.holder) or old.status == Status.REVOKED:
                lifted = Status.SUSPENDED if old.status == Status.SUSPENDED else Status.VALID
                return replace(wish, replaced={old.id: Status(old.status)}, status=lifted)
            row = old
        elif renew is Renewal.ALWAYS:
            return replace(wish, replaced=standing.to_replace(connection, draft))
        elif draft.external_id is not None:
            try:
                row = standing.same_again(connection, draft, seal)
            except IssuanceError as error:
                if renew is Renewal.NEVER or error.code != "external_id_taken":
                    raise
                return replace(wish, replaced=standing.to_replace(connection, draft, valid=True))
        if row is None:
            return wish
        return Reservation(
            row.id,
            row.credential_id,
            lists.slots_of(connection, row.id),
            draft,
            before=seal.open(row.sealed),
            valid_from=moment(row.valid_from),
            valid_until=moment(row.valid_until),
            status=Status(row.status),
        )

    def _reserve(
        self, connection: Connection, wish: Reservation, place: Mapping[str, Slot], now: datetime
    ) -> Reservation:
        seal, draft, identifier = self._register.seal, wish.draft, f"urn:uuid:{uuid4()}"
        key = connection.execute(
            insert(credentials)
            .values(
                credential_id=identifier,
                external_id=draft.external_id,
                part=draft.part,
                content=seal.content_mark(draft.record, draft.holder),
                holder=seal.holder_mark(draft.holder),
                state=State.RESERVED,
                superseded=bool(wish.replaced),
                session=self.name,
                reserved=seconds(now),
                path=str(draft.path.absolute()) if draft.path is not None else None,
            )
            .returning(credentials.c.id)
        ).scalar_one()
        if place:
            rows = [{"list": slot.list, "index": slot.index, "credential": key} for slot in place.values()]
            connection.execute(insert(slots), rows)
        return replace(wish, key=key, credential_id=identifier, slots=place)

    def _record(self, connection: Connection, entry: Signed, now: datetime) -> None:
        reservation, draft = entry.reservation, entry.reservation.draft
        texts = {**(reservation.before.renderings if reservation.before else {}), **entry.renderings}
        values: dict[str, object] = {
            "sealed": self._register.seal.close(Sealed(draft.record, draft.holder, texts)),
            "valid_from": seconds(entry.valid_from),
            "valid_until": seconds(entry.valid_until) if entry.valid_until is not None else None,
        }
        own = credentials.c.id == reservation.key
        if reservation.before is None:
            state = State.ISSUED if draft.path is None else State.SIGNED
            values |= {"state": state, "issued": seconds(now), "superseded": False, "replaces": draft.replaces}
            values["status"] = reservation.status
        else:
            own &= credentials.c.sealed.is_not(None)
        if connection.execute(update(credentials).where(own).values(**values)).rowcount != 1:
            raise IssuanceError("external_id_busy", name=reservation.credential_id)  # forgotten meanwhile
        rows = [
            {"credential": reservation.key, "mechanism": name, "digest": digest}
            for name, digest in entry.digests.items()
        ]
        if rows:
            connection.execute(insert(renderings), rows)


def temporary_path(path: Path, session: str) -> Path:
    """The temporary name of ``path`` in ``session``: beside it, so that renaming is one step. Long names that begin
    alike have names of their own."""
    mark = sha256(path.name.encode(errors="surrogateescape")).hexdigest()[:8]
    return path.parent / f".{path.name[:40]}.{mark}.{session}{ENDING}"
