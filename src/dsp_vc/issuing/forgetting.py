"""Forget persons: in the register, and in what lies in the issuer's folder.

First the register forgets, in one transaction; then files in the folder that hold nothing but credentials of forgotten
persons go, and the database is written anew. What was left half way when the process ended is done at the next start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Engine

from dsp_vc.errors import InputError, IssuanceError, RegisterError
from dsp_vc.files import MAX_INPUT, read_bounded, remove, write_atomic
from dsp_vc.issuing import backup, recognise
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing.rebinding import told
from dsp_vc.issuing.register import forgetting as rows
from dsp_vc.issuing.register.kept import sealed_of
from dsp_vc.model.universal_wallet import build_delivery
from dsp_vc.words import Phrase

if TYPE_CHECKING:
    from dsp_vc.issuing.issuer import Issuer
    from dsp_vc.issuing.register.register import Register
    from dsp_vc.issuing.register.sealing import Sealed
    from dsp_vc.issuing.register.statuses import Entry


@dataclass(frozen=True, slots=True)
class Persons:
    """What is known of the persons who are to be forgotten.

    ``entries`` are credentials; ``about`` tells by their keys what each says of whom, where that is kept. ``files`` in
    the issuer's folder hold them and go; ``naming`` are other files there in which somebody is named, ``elsewhere``
    files outside it that were written for them: both are for their owner to look at.
    """

    entries: tuple[Entry, ...]
    about: Mapping[int, str | Phrase] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    naming: tuple[Path, ...] = ()
    elsewhere: tuple[Path, ...] = ()


def find(issuer: Issuer, names: Sequence[str] = (), before: datetime | None = None) -> Persons:
    """What is known of the persons that ``names`` lead to, or of all for whom something was issued before ``before``.

    Raises :class:`IssuanceError` ``forget_unknown``, ``issuer_missing_folder``, :class:`RegisterError`.
    """
    register, folder = _of(issuer)
    entries = rows.of_persons(register, names) if before is None else rows.issued_before(register, before)
    keys = [entry.key for entry in entries]
    kept = sealed_of(register, keys)
    going, naming = _in_folder(register, folder, rows.digests_of(register, keys), _marks(entries, kept))
    inside = folder.resolve()
    return Persons(
        tuple(entries),
        {key: told(one.record) for key, one in kept.items()},
        tuple(going),
        tuple(naming),
        tuple(
            path
            for path in rows.paths_of(register, keys)
            if path.exists() and not path.resolve().is_relative_to(inside)
        ),
    )


def forget(issuer: Issuer, persons: Persons, now: datetime) -> None:
    """Forget them. Raises :class:`IssuanceError` ``external_id_busy``, :class:`RegisterError` ``forget_owed``: they are
    forgotten, but traces may be left until the same is done again; :class:`dsp_vc.files.FileError` likewise."""
    register, _ = _of(issuer)
    rows.forget(register, [entry.key for entry in persons.entries], now)
    finish(issuer)


def finish(issuer: Issuer) -> bool:
    """Do what is owed to persons who were forgotten; whether there was something. Raises as :func:`forget`."""
    register, folder = _of(issuer)
    mark = rows.owed(register)
    if mark is None:
        return False
    backup.remove_left(folder)
    digests = rows.forgotten_digests(register)
    for path in _files(register, folder):
        left = _without(path, digests)
        if left == []:
            remove(path)
        elif left is not None:
            write_atomic(path, build_delivery(left))
    try:
        rows.scrub(register, mark)
    except RegisterError as error:
        raise RegisterError("forget_owed", reason=error.params.get("reason", ""), path=folder) from error
    return True


def _of(issuer: Issuer) -> tuple[Register, Path]:
    register = issuer.register()
    if register is None or issuer.folder is None:
        raise IssuanceError("issuer_missing_folder", path=issuer.profile.id)
    return register, issuer.folder


def _in_folder(
    register: Register, folder: Path, digests: frozenset[str], marks: frozenset[tuple[str, ...]]
) -> tuple[list[Path], list[Path]]:
    """Files that hold the credentials with these digests, and others in which all words of one of ``marks`` stand."""
    needles = [tuple(_word(text) for text in mark) for mark in sorted(marks)]
    going: list[Path] = []
    naming: list[Path] = []
    for path in _files(register, folder):
        if _without(path, digests) is not None:
            going.append(path)
            continue
        data = _read(path)
        if any(all(plain in data and word.search(data) for plain, word in needle) for needle in needles):
            naming.append(path)
    return going, naming


def _word(text: str) -> tuple[bytes, re.Pattern[bytes]]:
    plain = text.encode()
    return plain, re.compile(rb"(?<![\w-])" + re.escape(plain) + rb"(?![\w-])")


def _without(path: Path, digests: frozenset[str]) -> list[str] | None:
    """The credentials in a file without those that bear one of ``digests``; ``None`` where none of them does, or the
    file is something else."""
    try:
        found = recognise.credentials(_read(path))
        left = [raw for raw in found if digests.isdisjoint(recognise.digests(raw.encode()))]
    except InputError:
        return None
    return left if len(left) < len(found) else None


def _files(register: Register, folder: Path) -> Iterator[Path]:
    """All files in the folder and below that are not its own, nor the register's; no links."""
    own = _database(register.engine)
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        if path.parent == folder and path.name in (*issuer_folder.FILES, issuer_folder.LOCK):
            continue
        if own is None or not own.fullmatch(str(path.resolve())):
            yield path


def _database(engine: Engine) -> re.Pattern[str] | None:
    """The files of an SQLite register, with what SQLite and sessions put beside it."""
    if engine.dialect.name != "sqlite":
        return None
    path = re.escape(str(Path(str(engine.url.database)).resolve()))
    return re.compile(rf"{path}(-journal|-wal|-shm|\.[0-9a-f]{{16}}\.lock)?")


def _read(path: Path) -> bytes:
    try:
        return read_bounded(path, MAX_INPUT)
    except InputError:  # gone meanwhile, not ours to read, or larger than any delivery
        return b""


def _marks(entries: Sequence[Entry], kept: Mapping[int, Sealed]) -> frozenset[tuple[str, ...]]:
    """What names the persons in a file: external ids, keys, first and last names together."""
    found = {(entry.external_id,) for entry in entries if entry.external_id}
    found |= {(one.holder,) for one in kept.values() if one.holder}
    names: set[tuple[str, ...]] = set()
    for one in kept.values():
        subject = one.record.get("subject")
        person = [subject.get(part) for part in ("given_name", "family_name")] if isinstance(subject, dict) else []
        if person and all(person):
            names.add(tuple(map(str, person)))
    return frozenset(found | names)
