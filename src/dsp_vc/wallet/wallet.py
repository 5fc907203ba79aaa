"""What is in a wallet, and what can be done with it. It never judges: whoever adds a credential says what was found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from dsp_vc.did.key import did_key, key_method
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import InputError, WalletError
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model import universal_wallet
from dsp_vc.model.credential import OPEN_BADGE, SD_JWT_VC
from dsp_vc.wallet import file
from dsp_vc.wallet.file import Unlock

VERSION = 1
BOOK_ENTRY = "DspVcBook"
KEY_ENTRY = "DspVcKey"
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Stored:
    """One credential in the wallet: ``raw`` as it was received, ``verdict`` as it was found when added (``accepted``,
    ``rejected``, ``indeterminate``), ``reason`` the code of the check that decided. ``twin`` is the id that both
    renderings of one record share."""

    raw: str
    format: str
    digest: str
    twin: str
    verdict: str
    reason: str
    added: str

    @property
    def short(self) -> str:
        """What a person types to name it."""
        return self.digest[:_SHORT]


class Wallet:
    """An opened wallet. Use :func:`opened`; changes are written when the block ends without an error."""

    def __init__(self, entries: list[universal_wallet.Entry]) -> None:
        self.changed = False
        self.removed = False
        self._others = [entry.raw for entry in entries if _is_foreign(entry)]
        self._book = _read_book(entries)
        self._key = _read_key(entries)
        self._stored = [self._stored_of(entry) for entry in entries if entry.kind == "credential"]

    @classmethod
    def fresh(cls) -> Wallet:
        """A new wallet with a key of its own."""
        wallet = cls([])
        signer = MemorySigner.generate(KeyType.ED25519)
        did = did_key(signer.public_key)
        wallet._key = signer.with_method(key_method(did))
        wallet.changed = True
        return wallet

    @property
    def signer(self) -> MemorySigner:
        """The person's own key; its ``verification_method`` belongs to :attr:`did`."""
        if self._key is None:
            raise WalletError("wallet_no_holder_key")
        return self._key

    @property
    def did(self) -> str:
        """The person's did:key."""
        return did_key(self.signer.public_key)

    def credentials(self) -> list[Stored]:
        """All credentials, in the order in which they were added."""
        return list(self._stored)

    def groups(self) -> list[list[Stored]]:
        """The same, with the renderings of one record together."""
        found: dict[str, list[Stored]] = {}
        for stored in self._stored:
            found.setdefault(stored.twin, []).append(stored)
        return list(found.values())

    def has(self, raw: str) -> bool:
        """Whether this very credential is here already."""
        return any(stored.digest == _digest(raw) for stored in self._stored)

    def add(self, raw: str, *, identifier: str | None, verdict: str, reason: str, now: datetime) -> Stored:
        """Keep ``raw`` with what was found of it. ``identifier`` is the credential's own id, for finding twins."""
        digest = _digest(raw)
        note: JsonObject = {
            "twin": identifier or digest,
            "verdict": verdict,
            "reason": reason,
            "added": format_datetime(now),
        }
        self._book[digest] = note
        stored = _stored(raw, digest, note)
        known = next((number for number, entry in enumerate(self._stored) if entry.digest == digest), None)
        if known is None:
            self._stored.append(stored)
        else:
            self._stored[known] = stored
        self.changed = True
        return stored

    def find(self, name: str) -> list[Stored]:
        """The credentials that ``name`` means: a number of :meth:`groups` (from 1), or the beginning of a digest or id.

        Raises :class:`InputError` ``wallet_entry_unknown``, ``wallet_entry_ambiguous``.
        """
        groups = self.groups()
        if name.isascii() and name.isdigit() and 0 < int(name[:6]) <= len(groups):
            return groups[int(name) - 1]
        hits = [
            group for group in groups if any(entry.digest.startswith(name) or entry.twin == name for entry in group)
        ]
        if len(hits) != 1 or not name:
            raise InputError("wallet_entry_unknown" if not hits else "wallet_entry_ambiguous", name=name)
        return hits[0]

    def remove(self, stored: list[Stored]) -> None:
        """Take credentials out; nothing of them stays behind."""
        gone = {entry.digest for entry in stored}
        self._stored = [entry for entry in self._stored if entry.digest not in gone]
        for digest in gone:
            self._book.pop(digest, None)
        self.changed = self.removed = True

    def mark(self, stored: Stored, *, verdict: str, reason: str) -> None:
        """Write down what a later look at a credential found."""
        number = self._stored.index(stored)
        self._stored[number] = replace(stored, verdict=verdict, reason=reason)
        self._book[stored.digest] = {**self._book[stored.digest], "verdict": verdict, "reason": reason}
        self.changed = True

    def to_bytes(self, *, keys: bool = True) -> bytes:
        """The inside of the file; without ``keys`` it is a backup of the credentials that other wallets read."""
        entries = [stored.raw for stored in self._stored]
        if keys and self._key is not None:
            entries.append(universal_wallet.as_entry({"type": KEY_ENTRY, "value": self._key.to_private_jwk()}))
        if keys:
            notes: dict[str, JsonValue] = dict(self._book)
            entries.append(universal_wallet.as_entry({"type": BOOK_ENTRY, "version": VERSION, "notes": notes}))
        return universal_wallet.build([*entries, *self._others])

    def _stored_of(self, entry: universal_wallet.Entry) -> Stored:
        digest = _digest(entry.raw)
        unknown: JsonObject = {"twin": digest, "verdict": "indeterminate", "reason": "not_reached", "added": ""}
        return _stored(entry.raw, digest, self._book.get(digest, unknown))


@contextmanager
def opened(path: Path, unlock: Unlock) -> Iterator[Wallet]:
    """The wallet at ``path``, locked for this process, unlocked once; written back where it was changed.

    Raises :class:`WalletError`, :class:`InputError`; then, or where the block raises, the file stays as it was.
    """
    if not path.exists():
        raise WalletError("wallet_missing", path=path)
    with file.locked(path):
        wallet = Wallet(universal_wallet.read_entries(file.read(path, unlock)))
        yield wallet
        if wallet.changed:
            file.write(path, wallet.to_bytes(), unlock, backup=not wallet.removed)


def create(path: Path, unlock: Unlock) -> Wallet:
    """Make a new wallet. Raises :class:`WalletError` ``wallet_exists``."""
    if path.exists():
        raise WalletError("wallet_exists", path=path)
    wallet = Wallet.fresh()
    file.write(path, wallet.to_bytes(), unlock, new=True)
    return wallet


def change_lock(path: Path, old: Unlock, new: Unlock) -> None:
    """Encrypt the wallet anew; the previous generation is rewritten too, so that the old passphrase opens nothing."""
    with file.locked(path):
        inside = file.read(path, old)
        Wallet(universal_wallet.read_entries(inside))
        file.write(path, inside, new, backup=False)


def _digest(raw: str) -> str:
    return sha256(raw.encode()).hexdigest()


def _stored(raw: str, digest: str, note: JsonObject) -> Stored:
    kind = OPEN_BADGE if raw.lstrip().startswith("{") else SD_JWT_VC
    return Stored(
        raw, kind, digest, str(note["twin"]), str(note["verdict"]), str(note["reason"]), str(note["added"])
    )


def _is_foreign(entry: universal_wallet.Entry) -> bool:
    return entry.kind == "other" and entry.value.get("type") not in (BOOK_ENTRY, KEY_ENTRY)


def _read_book(entries: list[universal_wallet.Entry]) -> dict[str, JsonObject]:
    found: dict[str, JsonObject] = {}
    for entry in entries:
        if entry.value.get("type") == BOOK_ENTRY:
            if entry.value.get("version") != VERSION:
                raise WalletError("wallet_newer", version=entry.value.get("version"))
            notes = entry.value.get("notes")
            for digest, note in notes.items() if isinstance(notes, dict) else ():
                if isinstance(note, dict) and {"twin", "verdict", "reason", "added"} <= note.keys():
                    found[digest] = note
    return found


def _read_key(entries: list[universal_wallet.Entry]) -> MemorySigner | None:
    for entry in entries:
        value = entry.value.get("value")
        if entry.value.get("type") == KEY_ENTRY and isinstance(value, dict):
            return MemorySigner.from_private_jwk(value)
    return None
