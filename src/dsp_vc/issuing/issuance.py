"""From records to what is handed over: reserve, prepare, sign, record, hand over (:mod:`dsp_vc.issuing.register`).

Work goes in chunks: one transaction reserves for many, so that a class costs little more than its signatures.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, groupby, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from dsp_vc.did.web import https_iss
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import DspVcError, IssuanceError, RegisterError
from dsp_vc.files import FileError, holds, rename_synced, write_atomic, write_synced
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing.register.renewal import Renewal
from dsp_vc.issuing.rendering import (
    MECHANISMS,
    TWINS,
    Letterhead,
    Order,
    Prepared,
    Validity,
    holder_key,
    prepare,
    validity,
)
from dsp_vc.keys.pkcs11 import in_one_session
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.universal_wallet import build_delivery
from dsp_vc.trust.site import status_url

if TYPE_CHECKING:
    from dsp_vc.issuing.issuer import Issuer
    from dsp_vc.issuing.register.kept import Kept
    from dsp_vc.issuing.register.register import Draft, Register, Reservation, Session, Signed
    from dsp_vc.issuing.register.tables import Status

CHUNK = 50
_ENDINGS = {"token": "jwt"}


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to hand over: a delivery with both renderings of each record, or with ``mechanism`` one bare artefact.

    ``to`` is the holder's DID in place of what the records say; ``split`` makes a credential of each skill; ``path`` is
    the file to write, or ``None`` to get the bytes alone. ``renew``: whether what was issued under the external ids of
    the records is replaced once the new one is recorded, and revoked where it stands in a status list. ``kept`` is, in
    place of records, what the register kept of credentials that are to be bound to ``to``, each in place of the old.
    ``seen`` is what somebody was shown to be replaced: the register's keys, with the status that each had; nothing else
    is (``external_id_busy``).
    """

    records: tuple[SkillAttestation, ...]
    to: str | None = None
    mechanism: str | None = None
    split: bool = False
    path: Path | None = None
    renew: Renewal = Renewal.NEVER
    kept: tuple[Kept, ...] = ()
    seen: Mapping[int, Status] | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """One credential that was handed over; ``repeated`` where it was issued before, under the same external id;
    ``new_list`` where it stands in a status list that nobody has published yet; ``status`` (``valid``, ``suspended``,
    ``revoked``) is what became of it since."""

    credential_id: str
    external_id: str | None
    part: str
    repeated: bool
    new_list: bool = False
    status: str = "valid"


@dataclass(frozen=True, slots=True)
class Done:
    """A job that is done: ``data`` is what was handed over, in the file where the job named one."""

    job: Job
    data: bytes
    credentials: tuple[Handed, ...]

    @property
    def repeated(self) -> bool:
        """Whether all of it was issued before."""
        return all(handed.repeated for handed in self.credentials)


@dataclass(frozen=True, slots=True)
class _Part:
    """One credential of a job."""

    record: SkillAttestation
    holder: str | None
    name: str
    validity: Validity
    replaces: int | None = None
    status: Status | None = None


def check_form(number: int, mechanism: str | None) -> None:
    """Whether ``number`` credentials go where ``mechanism`` says: any number in a delivery, one in a bare file.

    Raises :class:`IssuanceError` ``issuance_mechanism``, ``issuance_nothing``, ``issuance_one_only``.
    """
    if mechanism not in (None, *MECHANISMS):
        raise IssuanceError("issuance_mechanism", value=mechanism, known=", ".join(MECHANISMS))
    if number == 0:
        raise IssuanceError("issuance_nothing")
    if mechanism is not None and number != 1:
        raise IssuanceError("issuance_one_only", number=number)


def check(issuer: Issuer, jobs: Iterable[Job], now: datetime, chunk: int = CHUNK) -> Iterator[DspVcError | None]:
    """For each of ``jobs``, in order, what stands in its way, as far as that is known without signing: an error that
    :func:`issue` would raise. What was issued before is not made again.

    Raises :class:`dsp_vc.errors.RegisterError`.
    """
    register, letterhead, remaining = issuer.register(), issuer.letterhead(now), iter(jobs)
    if register is not None:
        from dsp_vc.issuing.register.recovery import recover

        recover(register, now)  # or what was left half way would look as if it were in the works
    while some := list(islice(remaining, chunk)):
        found = [_readable(issuer, job, now) for job in some]
        drafts = [_draft(part, None, None) for parts in found if isinstance(parts, list) for part in parts]
        issued = iter(register.issued(drafts) if register is not None else [False] * len(drafts))
        for job, parts in zip(some, found, strict=True):
            if isinstance(parts, list):
                yield _obstacle(job, [(part, next(issued)) for part in parts], letterhead, now)
            else:
                yield parts


def _readable(issuer: Issuer, job: Job, now: datetime) -> list[_Part] | DspVcError:
    try:
        return _parts(issuer, job, now)
    except DspVcError as error:
        return error


def _obstacle(
    job: Job, parts: Sequence[tuple[_Part, bool | DspVcError]], letterhead: Letterhead, now: datetime
) -> DspVcError | None:
    try:
        for part, issued in parts:
            if isinstance(issued, DspVcError):
                if job.renew is Renewal.NEVER or issued.code != "external_id_taken":
                    return issued
                issued = False
            for mechanism in () if issued else _mechanisms(job):
                order = Order(part.record, f"urn:uuid:{uuid4()}", part.holder, part.validity, now, mechanism)
                prepare(order, letterhead)
    except DspVcError as error:
        return error
    return None


def issue(
    issuer: Issuer, jobs: Iterable[Job], *, now: datetime, executor: Executor | None = None, chunk: int = CHUNK
) -> Iterator[Done]:
    """Do ``jobs`` in order, ``chunk`` at a time; the result of each comes when it is recorded and handed over.

    ``executor`` prepares in parallel (no key leaves this process). Raises :class:`IssuanceError` ``issuance_*``,
    ``external_id_*``, ``issuer_keys_changed``, :class:`dsp_vc.errors.InputError` ``holder_did``,
    :class:`dsp_vc.errors.RegisterError`, :class:`dsp_vc.files.FileError`. What was handed over before stays so.
    """
    remaining = iter(jobs)
    register = issuer.register()
    if register is None:
        for job in remaining:
            yield _unregistered(issuer, job, now)
        return
    _finish_forgetting(issuer, register)
    with register.session(now) as session:
        while some := list(islice(remaining, chunk)):
            # What is replaced is named one by one: a chunk is of one kind.
            for _, alike in groupby(some, key=lambda job: job.renew):
                yield from _Chunk(issuer, register, session, now, executor).do(list(alike))


def _finish_forgetting(issuer: Issuer, register: Register) -> None:
    from dsp_vc.issuing.register.forgetting import owed

    if owed(register) is None:
        return
    from dsp_vc.issuing import forgetting

    # Whoever is to be issued to must not wait for it: it stays owed, and is told when somebody is forgotten again.
    with suppress(RegisterError, FileError):
        forgetting.finish(issuer)


@dataclass(frozen=True, slots=True)
class _Chunk:
    issuer: Issuer
    register: Register
    session: Session
    now: datetime
    executor: Executor | None

    def do(self, jobs: Sequence[Job]) -> list[Done]:
        """Reserve for all jobs, sign all, record all, hand over all. Tokens open first: a wrong PIN burns nothing."""
        with in_one_session((self.issuer.data_integrity, self.issuer.token)):
            return self._do(jobs)

    def _do(self, jobs: Sequence[Job]) -> list[Done]:
        self.session.clear(job.path.parent for job in jobs if job.path is not None)
        parts = [_parts(self.issuer, job, self.now) for job in jobs]
        drafts = [[_draft(part, job.path, job.seen) for part in own] for job, own in zip(jobs, parts, strict=True)]
        address = self._address if self.issuer.status else None
        (renew,) = {job.renew for job in jobs}
        reserved = iter(self.session.reserve(list(chain(*drafts)), now=self.now, address=address, renew=renew))
        mine = [[next(reserved) for _ in own] for own in drafts]
        files: list[tuple[Path, Path]] = []
        try:
            signed = self._sign(jobs, parts, mine)
            finished = [self._finish(job, own, signed) for job, own in zip(jobs, mine, strict=True)]
            for done in finished:
                path = done.job.path
                if path is not None and not (done.repeated and holds(path, done.data)):
                    files.append((self.session.temporary_path(path), path))
                    write_synced(files[-1][0], done.data)
        except DspVcError:
            for temporary, _ in files:
                temporary.unlink(missing_ok=True)
            self.session.burn(list(chain(*mine)))
            raise
        self._record(list(signed.values()), list(chain(*mine)))
        rename_synced(files)
        self.session.finish(list(signed.values()))
        return finished

    def _sign(
        self, jobs: Sequence[Job], parts: Sequence[Sequence[_Part]], mine: Sequence[Sequence[Reservation]]
    ) -> dict[int, Signed]:
        """What was signed now, by the key of its reservation; what was issued before is not signed again."""
        from dsp_vc.issuing.register.register import Signed

        orders: list[tuple[Reservation, Validity, Order]] = []
        for job, own, reservations in zip(jobs, parts, mine, strict=True):
            for part, reservation in zip(own, reservations, strict=True):
                before = reservation.before.renderings if reservation.before else {}
                valid = part.validity
                if reservation.before is not None and reservation.valid_from is not None:
                    valid = Validity(reservation.valid_from, reservation.valid_until)
                places = {kind: (slot.uri, slot.index) for kind, slot in reservation.slots.items()}
                orders += [
                    (
                        reservation,
                        valid,
                        Order(part.record, reservation.credential_id, part.holder, valid, self.now, name, places),
                    )
                    for name in _mechanisms(job)
                    if name not in before
                ]
        prepared = self._prepare([order for _, _, order in orders])
        found: dict[int, Signed] = {}
        for (reservation, valid, _), entry in zip(orders, prepared, strict=True):
            text, digest = entry.signed(self.issuer.signer_of(entry.mechanism).sign(entry.covered))
            known = found.get(reservation.key) or Signed(reservation, {}, {}, valid.begins, valid.ends)
            found[reservation.key] = replace(
                known,
                renderings={**known.renderings, entry.mechanism: text},
                digests={**known.digests, entry.mechanism: digest},
            )
        return found

    def _prepare(self, orders: Sequence[Order]) -> list[Prepared]:
        letterhead = self.issuer.letterhead(self.now)
        if self.executor is None:
            return [prepare(order, letterhead) for order in orders]
        return list(self.executor.map(prepare, orders, repeat(letterhead)))

    def _finish(self, job: Job, mine: Sequence[Reservation], signed: Mapping[int, Signed]) -> Done:
        texts: list[str] = []
        for reservation in mine:
            own = {**(reservation.before.renderings if reservation.before else {})}
            if reservation.key in signed:
                own |= signed[reservation.key].renderings
            texts += [own[name] for name in _mechanisms(job)]
        handed = tuple(
            Handed(
                entry.credential_id,
                entry.draft.external_id,
                entry.draft.part,
                entry.before is not None,
                any(slot.first for slot in entry.slots.values()),
                entry.status.value,
            )
            for entry in mine
        )
        return Done(job, _data(job, texts), handed)

    def _record(self, signed: Sequence[Signed], reserved: Sequence[Reservation]) -> None:
        """Record under the lock of the folder: not for keys that another process has changed meanwhile."""
        folder = self.issuer.folder
        assert folder is not None
        try:
            with issuer_folder.held(folder):
                if issuer_folder.read_document(folder) != self.issuer.did_document:
                    raise IssuanceError("issuer_keys_changed", path=folder)
                self.session.record(signed, now=self.now)
        except IssuanceError:  # nothing was recorded
            for entry in reserved:
                if entry.draft.path is not None:
                    self.session.temporary_path(entry.draft.path).unlink(missing_ok=True)
            self.session.burn(reserved)
            raise

    def _address(self, kind: str) -> str:
        """Where a new status list will be published. The number is drawn: a restored backup brings no name back."""
        name = f"{kind}-{secrets.token_hex(4)}.{_ENDINGS.get(kind, 'json')}"
        return status_url(https_iss(self.issuer.profile.id), name)


def _unregistered(issuer: Issuer, job: Job, now: datetime) -> Done:
    """For an issuer without a folder, such as a person who signs for themself."""
    texts: list[str] = []
    handed: list[Handed] = []
    for part in _parts(issuer, job, now):
        identifier = f"urn:uuid:{uuid4()}"
        for mechanism in _mechanisms(job):
            entry = prepare(
                Order(part.record, identifier, part.holder, part.validity, now, mechanism), issuer.letterhead(now)
            )
            texts.append(entry.signed(issuer.signer_of(mechanism).sign(entry.covered))[0])
        handed.append(Handed(identifier, part.record.external_id, part.name, repeated=False))
    data = _data(job, texts)
    if job.path is not None:
        write_atomic(job.path, data)
    return Done(job, data, tuple(handed))


def _data(job: Job, texts: Sequence[str]) -> bytes:
    return texts[0].encode() if job.mechanism else build_delivery(texts)


def _mechanisms(job: Job) -> tuple[str, ...]:
    return (job.mechanism,) if job.mechanism else TWINS


def _parts(issuer: Issuer, job: Job, now: datetime) -> list[_Part]:
    """The credentials of a job, each record held to the rules: one made in Python has not met them yet, the one about
    citizen service numbers among them."""
    found: list[_Part] = []
    for given in job.records:
        record = SkillAttestation.from_dict(given.to_dict())
        holder = job.to or record.subject.id
        if holder is not None:
            holder_key(holder)
        valid = validity(record, now, open_ended=issuer.status)
        if job.split:
            found += [_Part(replace(record, skills=(skill,)), holder, skill.uri, valid) for skill in record.skills]
        else:
            found.append(_Part(record, holder, "", valid))
    found += [_rebound(kept, job.to, now) for kept in job.kept]
    check_form(len(found), job.mechanism)
    return found


def _rebound(kept: Kept, holder: str | None, now: datetime) -> _Part:
    """The same content for another key, and no longer than the old one was to last."""
    assert holder is not None
    holder_key(holder)
    record, ends = SkillAttestation.from_dict(kept.sealed.record), kept.entry.valid_until
    if record.subject.id is not None:
        record = replace(record, subject=replace(record.subject, id=holder))
    until = None if ends is None else format_datetime(ends)
    valid = validity(replace(record, valid_until=until), now, open_ended=ends is None)
    return _Part(record, holder, kept.entry.part, valid, kept.entry.key, kept.entry.status)


def _draft(part: _Part, path: Path | None, seen: Mapping[int, Status] | None) -> Draft:
    from dsp_vc.issuing.register.register import Draft

    seen = {part.replaces: part.status} if part.replaces is not None and part.status is not None else seen
    return Draft(part.record.to_dict(), part.holder, part.record.external_id, part.name, path, part.replaces, seen)
