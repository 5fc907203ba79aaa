"""Keeping and publishing a list of issuers: the folder, who is on the list, what goes out."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dsp_vc.actions.clock import moment
from dsp_vc.actions.site import checked_site
from dsp_vc.encoding.strict_json import parse
from dsp_vc.errors import InputError, TrustError
from dsp_vc.files import FileError, read_bounded, read_text
from dsp_vc.model.attestation import BASES, CONTEXTS
from dsp_vc.publishing import edits
from dsp_vc.publishing import root as roots
from dsp_vc.publishing.edits import Outcome, Terms
from dsp_vc.publishing.folder import CURRENT_ROOT, KEYS, PENDING_ROOT, STATE, BundleFolder
from dsp_vc.publishing.registry import MAX_REGISTRY, Registry, read_registry
from dsp_vc.publishing.release import Release, make_release
from dsp_vc.publishing.restore import Published, read_published, restored
from dsp_vc.publishing.signing import RoleSigner, read_public_file
from dsp_vc.publishing.state import LIVES, State, StoredFile
from dsp_vc.trust.card import IssuerCard
from dsp_vc.trust.issuer_list import ListedIssuer, May
from dsp_vc.trust.repository.known import MAX_FILE
from dsp_vc.trust.repository.roles import root_fingerprint
from dsp_vc.trust.site import Site
from dsp_vc.trust.store import MAX_CARD
from dsp_vc.words import Phrase

MAX_DAYS = 3650
_MAX_PUBLIC = 64 * 1024
_SETS = {"type": "types", "skill": "skills", "context": "contexts", "basis": "bases"}
_KNOWN = {"context": CONTEXTS, "basis": BASES}
_ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class RootState:
    """How it stands with who may sign: the root that counts, or the one that waits (not ``adopted``), and for whom.
    ``key_of_list`` is the key that the list began with, where it may still sign beside key holders; ``replaces`` says
    that another change waited until now."""

    fingerprint: str
    version: int
    expires: datetime
    adopted: bool
    changes: tuple[Phrase, ...] = ()
    waiting: tuple[str | Phrase, ...] = ()
    needed: int = 0
    key_of_list: str = ""
    replaces: bool = False


def init(
    path: str,
    *,
    name: str,
    passphrase: str,
    now: datetime,
    root_keys: list[str],
    threshold: int | None,
    lives: list[str],
    language: str,
    territory: str,
) -> tuple[BundleFolder, dict[str, RoleSigner]]:
    """Make the folder of a list; gives it with its keys by id. Without ``root_keys`` one key file holds all roles; with
    them (public parts of key holders), the first root waits for ``threshold`` of their signatures.

    Raises :class:`InputError` ``bundle_*``, :class:`dsp_vc.errors.TrustError` ``bundle_exists``, :class:`FileError`.
    """
    days = read_lives(lives)
    publishing = {role: RoleSigner.generate() for role in roots.PUBLISHING_ROLES}
    signers = {signer.keyid: signer for signer in publishing.values()}
    keys = [read_public_file(read_bounded(file, _MAX_PUBLIC), file) for file in root_keys]
    own = None if keys else RoleSigner.generate()
    if own is not None:
        keys, signers[own.keyid] = [own.public_key], own
    root = roots.first_root(
        name,
        keys,
        len(keys) if threshold is None else threshold,
        {role: signer.public_key for role, signer in publishing.items()},
        now + timedelta(days=days["root"]),
    )
    if own is not None:
        roots.sign(root, own)
    state = State(name, language, territory, days)
    return BundleFolder.create(Path(path), state, root, signers, passphrase), signers


def root_state(folder: BundleFolder) -> RootState:
    """Which root counts, or waits."""
    current, pending = folder.root(), folder.pending()
    shown = pending or current
    assert shown is not None  # init left one of the two
    previous = None if current is None else current.signed
    return RootState(
        fingerprint=root_fingerprint(shown.signed),
        version=shown.signed.version,
        expires=shown.signed.expires,
        adopted=pending is None,
        changes=tuple(roots.changes(previous, pending.signed)) if pending else (),
        waiting=tuple(roots.told_holder(key) for key in roots.wanted(pending, previous)) if pending else (),
        needed=roots.still_needed(pending, previous) if pending else 0,
        key_of_list=roots.key_of_list(shown.signed),
    )


def candidate(path: str, now: datetime) -> Site:
    """An issuer that may come on the list, from its card or the folder of its website (its digests and status lists are
    checked).

    Raises :class:`InputError`, :class:`dsp_vc.errors.TrustError` ``card_invalid``, ``site_*``,
    :class:`dsp_vc.errors.Refused` ``digests_*``.
    """
    if Path(path).is_dir():
        return checked_site(path, now)
    return Site(IssuerCard.from_json(parse(read_bounded(path, MAX_CARD))), None)


def listed_as(path: str, site: Site) -> ListedIssuer | None:
    """The entry that the issuer has already."""
    ids = {site.card.did_document.id} | ({site.card.issuer_metadata.issuer} if site.card.issuer_metadata else set())
    return next((entry for entry in BundleFolder.open(Path(path)).issuers() if ids & set(entry.ids)), None)


def add_issuer(path: str, added: Site, terms: Terms, now: datetime) -> Outcome:
    """Put an issuer on the list, or bring its entry up to date; its fingerprint was compared."""
    with BundleFolder.edit(Path(path)) as folder:
        state, outcome = edits.add_issuer(folder, added, terms, now)
        folder.commit(state)
    return outcome


def withdraw_issuer(path: str, named: str, reason: str, since: datetime) -> ListedIssuer:
    """Take recognition away; the entry stays, with its history."""
    with BundleFolder.edit(Path(path)) as folder:
        state, withdrawn = edits.withdraw_issuer(folder, named, reason, since)
        folder.commit(state)
    return withdrawn


def add_file(path: str, specification: str, *, url: str | None, only: str | None = None) -> StoredFile:
    """Put a document into the bundle; ``only`` is the kind that it must be."""
    data = read_bounded(specification)
    with BundleFolder.edit(Path(path)) as folder:
        state, file = edits.add_file(folder, data, specification, url=url, only=only)
        folder.commit(state)
    return file


def registry(name: str, terms: Terms, now: datetime) -> tuple[Registry, bytes]:
    """What stands in a registry, to be shown before it is imported."""
    data = read_bounded(name, MAX_REGISTRY)
    return read_registry(data, terms, now, name), data


def import_registry(path: str, entries: Registry, data: bytes, url: str | None) -> tuple[int, int]:
    """Put its issuers on the list. Gives how many came, and how many were there already."""
    with BundleFolder.edit(Path(path)) as folder:
        state, added, kept = edits.import_registry(folder, entries.entries, data, url)
        folder.commit(state)
    return added, kept


def is_behind(path: str, published: str, now: datetime) -> bool:
    """Whether the folder holds changes of its own while ``published`` is later than what it published itself: these
    changes are given up when it goes on from there."""
    folder = BundleFolder.open(Path(path))
    return folder.state.edited and folder.state.version < _published(folder, published, now).version


def publish(
    path: str, passphrase: str, now: datetime, *, lives: list[str], output: str | None, after: str | None = None
) -> Release:
    """Sign what stands in the folder and make it count. The caller delivers ``Release.data``.

    ``after`` is the file that was published last, where the folder is an older copy: it goes on from that one. The
    version is used up before the file leaves: whatever happens to the file, no other one is published under it.

    Raises the codes of :func:`make_release`, :class:`InputError` ``passphrase_*``, ``bundle_not_published``;
    :class:`TrustError` ``bundle_other_list``, ``bundle_older_copy`` (``output`` was published later than this folder
    knows).
    """
    with BundleFolder.edit(Path(path)) as folder:
        if after is not None:
            published = _published(folder, after, now)
            if published.version > folder.state.version:
                folder.commit(restored(folder, published))
        if output is not None:
            _check_place(folder, Path(output), now)
        return _publish(folder, folder.open_keys(passphrase), now, read_lives(lives, {}))


def without_keys(path: str) -> list[str]:
    """Recognised issuers whose signatures nobody can check by this list."""
    return edits.without_keys(BundleFolder.open(Path(path)))


def publish_with(path: str, signers: Mapping[str, RoleSigner], now: datetime) -> Release:
    """The same with keys that are open already."""
    with BundleFolder.edit(Path(path)) as folder:
        return _publish(folder, signers, now, {})


def files_of_bundle(path: str) -> list[str]:
    """What lies in the folder of a list: nothing may be written over it."""
    return [str(Path(path) / name) for name in (STATE, KEYS, CURRENT_ROOT, PENDING_ROOT)]


def read_lives(entries: list[str], plain: dict[str, int] | None = None) -> dict[str, int]:
    """``ROLE=DAYS`` each, over the usual ones. Raises :class:`InputError` ``bundle_life``."""
    days = dict(LIVES) if plain is None else plain
    for entry in entries:
        role, _, number = entry.partition("=")
        if role not in LIVES or not number.isascii() or not number.isdigit() or not 1 <= int(number[:9]) <= MAX_DAYS:
            raise InputError("bundle_life", value=entry, limit=MAX_DAYS)
        days[role] = int(number)
    return days


def read_terms(may: list[str], begins: str | None, ends: str | None, joins: str | None = None) -> Terms:
    """``may`` are ``DIMENSION=VALUE`` each, or ``anything``; a day as the end is the whole of that day.

    Raises :class:`InputError` ``bundle_may``.
    """
    limits: dict[str, frozenset[str]] = {}
    groups: dict[str, frozenset[str]] = {}
    for entry in may:
        dimension, equals, value = entry.partition("=")
        if entry == _ANYTHING and len(may) == 1:
            continue
        if dimension == "group" and equals and ":" in value:
            group, _, file = value.partition(":")
            lines = (line.strip() for line in read_text(file).splitlines())
            groups[group] = frozenset(line for line in lines if line and not line.startswith("#"))
        elif dimension in _SETS and value and value in _KNOWN.get(dimension, (value,)):
            limits[_SETS[dimension]] = limits.get(_SETS[dimension], frozenset()) | {value}
        else:
            raise InputError("bundle_may", value=entry, known=", ".join(_KNOWN.get(dimension, (*_SETS, "group"))))
    until = None if ends is None else moment(ends)
    if until is not None and "T" not in str(ends).upper():
        until += timedelta(days=1)
    return Terms(
        may=May(**limits, groups=groups) if may else None,
        valid_from=None if begins is None else moment(begins),
        valid_until=until,
        joins=joins,
    )


def _publish(
    folder: BundleFolder, signers: Mapping[str, RoleSigner], now: datetime, days: Mapping[str, int]
) -> Release:
    release = make_release(folder, signers, now, {**folder.state.lives, **days})
    folder.commit(release.state)
    folder.write_root()
    folder.sweep()
    return release


def _why_not(output: Path) -> int:
    if output.is_dir():
        return errno.EISDIR
    return errno.EACCES if output.absolute().parent.is_dir() else errno.ENOENT


def _published(folder: BundleFolder, path: str, now: datetime) -> Published:
    return read_published(read_bounded(path, MAX_FILE), folder, path, now)


def _check_place(folder: BundleFolder, output: Path, now: datetime) -> None:
    """Before a version is used up: whether the file can be written at all, and whether this is an older copy."""
    parent = output.absolute().parent
    if output.is_dir() or not parent.is_dir() or not os.access(parent, os.W_OK):
        raise FileError("file_unwritable", path=output, reason=os.strerror(_why_not(output)))
    if output.is_file():
        try:
            there = _published(folder, str(output), now).version
        except (InputError, TrustError):
            return  # something else, or another list's
        if there > folder.state.version:
            raise TrustError("bundle_older_copy", path=output, version=there, known=folder.state.version)
