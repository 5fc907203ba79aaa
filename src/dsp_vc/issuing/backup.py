"""An issuer's folder as one age file, and back: keys, settings, register, certificates, as they are.

What comes out of a backup knows nothing of what was issued, revoked or replaced since. Its status lists give out no
index any more, and its folder is marked (``Settings.restored``) until it was brought up to date with the website.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from dsp_vc.did.document import parse_document
from dsp_vc.did.issuer_metadata import parse_issuer_metadata
from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.errors import InputError, IssuanceError, Refused
from dsp_vc.files import FileError, locked, new_folder, read_bounded, remove_unfinished, scratch
from dsp_vc.issuing import archive
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing.archive import MANIFEST, Manifest
from dsp_vc.issuing.certificate import read_chain
from dsp_vc.issuing.folder import FILES, KEYS, PUBLISHED, REGISTER, SETTINGS, Settings
from dsp_vc.issuing.register import copying
from dsp_vc.issuing.register.database import read_url
from dsp_vc.keys import age
from dsp_vc.keys.store import MAX_FILE as MAX_KEYS

#: Where the register goes: into the folder, or it is where the settings say and stands there still.
IN_FOLDER, SAME = "folder", "same"
_LOCK, _SNAPSHOT = ".backup.lock", ".snapshot"
_MAX = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written. ``left_out``: what else lies in the folder, which is not of the issuer."""

    manifest: Manifest
    left_out: tuple[str, ...]


def make(
    folder: Path, target: BinaryIO, *, passphrase: str | None = None, recipients: Sequence[str] = (), now: datetime
) -> Made:
    """Write all of the issuer's folder to ``target``: as an age file by ``passphrase``, or for age ``recipients``.

    Other processes may issue meanwhile: the register is of one moment, and the keys are not older than it. Raises
    :class:`IssuanceError` ``issuer_missing_folder``, ``issuer_damaged`` (what can't be read is found now, and not when
    the backup is all there is), :class:`dsp_vc.errors.RegisterError`, :class:`InputError` ``age_recipient_invalid``,
    ``passphrase_*``, :class:`FileError`; ``OSError`` of ``target``.
    """
    profile = issuer_folder.read_profile(folder)
    with locked(folder / _LOCK):
        _remove_left(folder)
        with scratch(folder / REGISTER) as register, scratch(folder / MANIFEST) as plain:
            copying.snapshot(issuer_folder.register_address(folder), profile.id, register)
            # After the register: keys that are older than what it says was signed would not do.
            with issuer_folder.held(folder):
                files = _read(folder)
            with plain.open("w+b") as tar:
                try:
                    manifest = archive.write(tar, {**files, REGISTER: register}, issuer=profile.id, made=now)
                except OSError as error:
                    raise FileError("file_unwritable", path=plain, reason=error.strerror or str(error)) from error
                tar.seek(0)
                age.encrypt_stream(tar, target, passphrase=passphrase, recipients=recipients)
    return Made(manifest, _others(folder))


def restore(
    source: BinaryIO,
    folder: Path,
    *,
    passphrase: str | None = None,
    identities: Sequence[str] = (),
    register: str | None = None,
    now: datetime,
) -> Manifest:
    """Make the issuer's folder out of the backup in ``source``, whole or not at all, for its owner alone.

    ``register`` says where the register goes: ``folder``; the address of an empty database; or ``same``, where it
    stands outside the folder and is not lost. It may be left out where it stood in the folder.

    Raises :class:`IssuanceError` ``issuer_exists``, ``restore_register`` (it must be said), :class:`InputError`
    ``backup_not_recognised``, ``backup_newer``, ``backup_damaged``, ``age_*``, ``passphrase_*``, ``register_address``,
    :class:`dsp_vc.errors.RegisterError` ``register_not_empty``, ``register_*``, :class:`FileError`.
    """
    if register not in (None, IN_FOLDER, SAME):
        read_url(register)
    outside: str | None = None
    check_new(folder)
    try:
        with new_folder(folder) as place:
            manifest = _unpack(source, place, passphrase, identities)
            settings = replace(issuer_folder.read_settings(place), restored=now)
            (place / REGISTER).rename(place / _SNAPSHOT)
            settings = _placed(settings, register)
            if register == SAME and settings.register is not None:
                copying.look(settings.register, manifest.issuer)
            else:
                address = settings.register or issuer_folder.own_register(place)
                copying.load(place / _SNAPSHOT, address, manifest.issuer, now)
                outside = settings.register
            (place / _SNAPSHOT).unlink()
            issuer_folder.write(place / SETTINGS, settings.to_json(), private=True)
    except BaseException as error:
        if outside is not None:
            copying.remove(outside)
        if isinstance(error, FileError) and error.code == "file_exists":  # since it was looked at
            raise IssuanceError("issuer_exists", path=folder) from error
        raise
    return manifest


def remove_left(folder: Path) -> None:
    """Remove what a backup that was killed left in the folder, a copy of the register; not while one is being made."""
    with suppress(FileError), locked(folder / _LOCK, 0):
        _remove_left(folder)


def check_new(folder: Path) -> None:
    """Raise :class:`IssuanceError` ``issuer_exists`` where something stands at ``folder``."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise IssuanceError("issuer_exists", path=folder)


def _remove_left(folder: Path) -> None:
    for name in (REGISTER, MANIFEST):
        remove_unfinished(folder / name)  # whoever wrote it is gone: the lock is held


def _unpack(source: BinaryIO, place: Path, passphrase: str | None, identities: Sequence[str]) -> Manifest:
    """The files of the backup in ``place``: an issuer's folder, but that its register is not settled yet."""
    with scratch(place / MANIFEST) as plain, plain.open("w+b") as tar:
        age.decrypt_stream(source, tar, passphrase=passphrase, identities=identities)
        tar.seek(0)
        manifest = archive.read(tar, place)
    try:
        if REGISTER not in manifest.parts or issuer_folder.read_profile(place).id != manifest.issuer:
            raise Refused("backup_damaged", detail="the register, or whose backup it is")
        _read(place)
    except IssuanceError as error:
        raise Refused("backup_damaged", detail=str(error)) from error
    return manifest


def _placed(settings: Settings, register: str | None) -> Settings:
    """The settings with the register where it goes."""
    if register is None and settings.register is not None:
        # In the folder there would be two registers, and nobody who was asked which one counts.
        url = read_url(settings.register)
        raise IssuanceError("restore_register", name=url.host or url.database or "")
    if register == SAME:
        return settings
    return replace(settings, register=None if register in (None, IN_FOLDER) else register)


def _read(folder: Path) -> dict[str, bytes]:
    """The files but for the register, each held to what it should be. Raises :class:`IssuanceError`."""
    profile, document = issuer_folder.read_profile(folder), issuer_folder.read_document(folder)
    metadata = issuer_folder.read_metadata(folder)
    issuer_folder.read_settings(folder)
    read_chain(folder)
    if not (folder / KEYS).exists():
        raise IssuanceError("issuer_missing_folder", path=folder)
    try:
        if parse_document(document).id != profile.id or (profile.id.startswith("did:web:") and metadata is None):
            raise IssuanceError("issuer_damaged", path=folder, detail="its public documents are not one issuer's")
        if metadata is not None:
            parse_issuer_metadata(metadata)
        if (folder / PUBLISHED).exists():
            parse_object(read_bounded(folder / PUBLISHED, _MAX))
        age.read_header(read_bounded(folder / KEYS, MAX_KEYS))
    except InputError as error:
        raise IssuanceError("issuer_damaged", path=folder, detail=str(error)) from error
    return {name: read_bounded(folder / name, _MAX) for name in FILES if name != REGISTER and (folder / name).exists()}


def _others(folder: Path) -> tuple[str, ...]:
    """What lies there besides: locks, journals and what is half written come and go."""
    names = (path.name for path in folder.iterdir())
    return tuple(sorted(name for name in names if name not in FILES and not name.startswith((".", REGISTER))))
