"""The wallet's file: age around it, a lock beside it, the previous generation kept, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dsp_vc import files
from dsp_vc.errors import InputError, WalletError
from dsp_vc.files import FileError, read_bounded, remove_unfinished, write_atomic
from dsp_vc.keys import age

MAX_WALLET = 64 * 1024 * 1024
LOCK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Unlock:
    """How a wallet is opened and closed again: by passphrase, or for recipients with an identity to read it.

    Recipient mode does not authenticate the writer: who can write the file and knows the recipient can replace it.
    """

    passphrase: str | None = field(default=None, repr=False)
    recipients: tuple[str, ...] = ()
    identities: tuple[str, ...] = field(default=(), repr=False)

    def seal(self, data: bytes) -> bytes:
        """Encrypt ``data``."""
        if self.recipients:
            return age.encrypt_to(data, self.recipients)
        if self.passphrase is None:
            raise WalletError("wallet_no_key")
        return age.encrypt_with_passphrase(data, self.passphrase)

    def unseal(self, data: bytes) -> bytes:
        """Decrypt ``data``. Raises :class:`InputError` ``passphrase_wrong``, ``age_*``."""
        return age.decrypt(data, passphrase=self.passphrase, identities=self.identities)


def read(path: Path, unlock: Unlock) -> bytes:
    """The decrypted inside of the wallet. Raises :class:`WalletError`, and :class:`InputError` for a bad file."""
    if not path.exists():
        raise WalletError("wallet_missing", path=path)
    data = read_bounded(path, MAX_WALLET)
    if not data:
        raise InputError("file_empty", path=path)
    return unlock.unseal(data)


def write(path: Path, data: bytes, unlock: Unlock, *, new: bool = False, backup: bool = True) -> None:
    """Replace the wallet by ``data``; the generation before stays as ``.bak``. With ``backup`` false, the new content
    is written there too: what was removed, or opened by an old passphrase, is then nowhere any more.

    Raises :class:`dsp_vc.files.FileError`, :class:`WalletError` ``wallet_exists``; the old file stays then.
    """
    sealed = unlock.seal(data)
    if len(sealed) > MAX_WALLET:
        raise WalletError("wallet_full", limit=MAX_WALLET)
    if new:
        try:
            write_atomic(path, sealed, private=True, overwrite=False)
        except FileError as error:
            if error.code == "file_exists":
                raise WalletError("wallet_exists", path=path) from error
            raise
        return
    remove_unfinished(path)  # the lock is held: no writer is at work
    remove_unfinished(backup_of(path))
    previous = read_bounded(path, MAX_WALLET) if backup and path.exists() else sealed
    # First the copy: a crash between the two leaves the old wallet, never a new one beside what it should have lost.
    write_atomic(backup_of(path), previous, private=True)
    write_atomic(path, sealed, private=True)


def backup_of(path: Path) -> Path:
    """Where the previous generation stands."""
    return path.with_name(f"{path.name}.bak")


def lock_of(path: Path) -> Path:
    """Where the lock stands that its writers hold."""
    return path.with_name(f"{path.name}.lock")


@contextmanager
def locked(path: Path, seconds: float | None = None) -> Iterator[None]:
    """Hold the wallet for this process. Raises :class:`WalletError` ``wallet_locked`` where another one holds it for
    longer than ``seconds`` (ten), ``wallet_unreachable`` where no lock can be made."""
    with ExitStack() as held:
        try:
            held.enter_context(files.locked(lock_of(path), LOCK_SECONDS if seconds is None else seconds))
        except FileError as error:
            if error.code == "file_locked":
                raise WalletError("wallet_locked", path=path) from None
            raise WalletError("wallet_unreachable", path=path, reason=error.params["reason"]) from error
        yield
