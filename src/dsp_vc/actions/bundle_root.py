"""Who may sign for a list: key holders, a change that they sign one after the other, and its adoption."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from tuf.api.metadata import Metadata, Root

from dsp_vc.actions.bundle import RootState, root_state
from dsp_vc.errors import InputError, TrustError
from dsp_vc.files import FileError, read_bounded, write_atomic
from dsp_vc.publishing import root as roots
from dsp_vc.publishing.folder import KEYS, BundleFolder
from dsp_vc.publishing.signing import RoleSigner, holder_of, open_key_file, read_public_file, write_key_file
from dsp_vc.trust.repository.roles import MAX_ROOT, name_of, root_fingerprint
from dsp_vc.words import Phrase

_MAX_PUBLIC = 64 * 1024
_PUBLIC = ".public.json"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A root as a key holder sees it before signing."""

    metadata: Metadata[Root]
    current: Root | None
    name: str
    fingerprint: str
    changes: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to change: names of public files to add, holders or ids to drop, another threshold, new keys."""

    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    threshold: int | None = None
    new_key: bool = False
    new_publishing_keys: bool = False
    days: int | None = None


def make_key(path: str, holder: str, passphrase: str) -> str:
    """Make a key holder's key: an encrypted file, and beside it the public part to hand over. Gives its name.

    Raises :class:`FileError` ``file_exists``, :class:`InputError` ``passphrase_*``.
    """
    public = Path(path).with_suffix(_PUBLIC)
    if public.exists():
        raise FileError("file_exists", path=public)
    signer = RoleSigner.generate(holder)
    write_key_file(Path(path), passphrase, {signer.keyid: signer}, new=True)
    write_atomic(public, signer.public_file(), overwrite=False)
    return str(public)


def read_proposal(path: str, current: str | None) -> Proposal:
    """A root that waits for signatures; with ``current`` (the root before it), what it changes.

    Raises :class:`InputError` ``bundle_root_unreadable``, :class:`TrustError` ``bundle_root_order``.
    """
    metadata = roots.read_root(read_bounded(path, MAX_ROOT), path)
    before = None if current is None else roots.read_root(read_bounded(current, MAX_ROOT), current).signed
    if before is not None and metadata.signed.version != before.version + 1:
        raise TrustError("bundle_root_order", path=path, version=metadata.signed.version, before=before.version)
    return Proposal(
        metadata=metadata,
        current=before,
        name=name_of(metadata.signed),
        fingerprint=root_fingerprint(metadata.signed),
        changes=tuple(roots.changes(before, metadata.signed)),
    )


def sign_proposal(proposal: Proposal, key_file: str, passphrase: str) -> bytes:
    """The root with the holder's signature added. Raises :class:`TrustError` ``bundle_root_not_yours``."""
    root, before = proposal.metadata.signed, proposal.current
    allowed = {key.keyid for key in (*roots.root_keys(root), *(roots.root_keys(before) if before else ()))}
    signers = [signer for keyid, signer in open_key_file(Path(key_file), passphrase).items() if keyid in allowed]
    if not signers:
        raise TrustError("bundle_root_not_yours", path=key_file)
    for signer in signers:
        roots.sign(proposal.metadata, signer)
    return roots.to_bytes(proposal.metadata) + b"\n"  # a file for people to hand on ends in a line feed


def rotate(path: str, wish: Wish, passphrase: str, now: datetime) -> RootState:
    """Propose the next root; it counts at once where the keys in the folder are enough, else it waits.

    Raises :class:`TrustError` ``bundle_root_pending`` (the first root still waits), ``bundle_no_own_key``;
    :class:`InputError` ``bundle_threshold``, ``bundle_key_*``.
    """
    with BundleFolder.edit(Path(path)) as folder:
        current, waited = folder.root(), folder.pending() is not None
        if current is None:
            raise TrustError("bundle_root_pending", path=path)
        held = folder.open_keys(passphrase)
        made: dict[str, RoleSigner] = {}
        change = _change(current.signed, wish, held, made)
        days = folder.state.lives[roots.ROOT] if wish.days is None else wish.days
        following = roots.next_root(current.signed, change, now + timedelta(days=days))
        if made:
            held = {keyid: signer for keyid, signer in held.items() if keyid in current.signed.keys} | made
            write_key_file(folder.path / KEYS, passphrase, held, new=False)
        _sign_with(following, current.signed, held)
        folder.set_root(following)
        return replace(root_state(folder), replaces=waited)


def bring_back(path: str, files: list[str]) -> RootState:
    """Take the signatures from files that key holders brought back, and adopt the root once there are enough.

    Raises :class:`TrustError` ``bundle_nothing_pending``, ``bundle_root_other``; :class:`InputError`.
    """
    with _pending(path) as (folder, pending):
        current = folder.root()
        for file in files:
            roots.merge(pending, None if current is None else current.signed, read_bounded(file, MAX_ROOT), file)
        folder.set_root(pending)
        return root_state(folder)


@contextmanager
def _pending(path: str) -> Iterator[tuple[BundleFolder, Metadata[Root]]]:
    with BundleFolder.edit(Path(path)) as folder:
        pending = folder.pending()
        if pending is None:
            raise TrustError("bundle_nothing_pending", path=path)
        yield folder, pending


def _change(root: Root, wish: Wish, held: dict[str, RoleSigner], made: dict[str, RoleSigner]) -> roots.Change:
    add = [read_public_file(read_bounded(file, _MAX_PUBLIC), file) for file in wish.add]
    drop = list(wish.drop)
    if wish.new_key:
        own = [key.keyid for key in roots.root_keys(root) if key.keyid in held]
        if not own:
            raise InputError("bundle_no_own_key")
        signer = RoleSigner.generate(holder_of(root.keys[own[0]]))
        made[signer.keyid] = signer
        add.append(signer.public_key)
        drop.append(own[0])
    publishing = {}
    if wish.new_publishing_keys:
        for role in roots.PUBLISHING_ROLES:
            signer = RoleSigner.generate()
            made[signer.keyid] = signer
            publishing[role] = signer.public_key
    return roots.Change(add, drop, wish.threshold, publishing)


def _sign_with(metadata: Metadata[Root], previous: Root, held: dict[str, RoleSigner]) -> None:
    for key in {key.keyid: key for key in (*roots.root_keys(previous), *roots.root_keys(metadata.signed))}:
        if key in held:
            roots.sign(metadata, held[key])
