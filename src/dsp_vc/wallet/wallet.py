"""What is in a wallet, and what can be done with it. It never judges: whoever adds a credential says what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from dsp_vc.did.key import did_key, key_method
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import InputError, WalletError
from dsp_vc.keys.age import recipient_of
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model import universal_wallet
from dsp_vc.model.credential import OPEN_BADGE, SD_JWT_VC
from dsp_vc.wallet import file
from dsp_vc.wallet.file import Unlock

VERSION = 1
BOOK_ENTRY = "DspVcBook"
KEY_ENTRY = "DspVcKey"
ACCEPTED = "accepted"
_BOOK = frozenset({"type", "version", "notes", "recipients"})
_SHORT, _SHORTEST = 8, 4

#: What makes the next version of our record out of an older one, by the version that it takes.
MIGRATIONS: Mapping[int, Callable[[JsonObject], JsonObject]] = {}


@dataclass(frozen=True, slots=True)
class Stored:
    """One credential in the wallet: ``raw`` as it was received, ``verdict`` as it was found when added (``accepted``,
    ``rejected``, ``indeterminate``), ``reason`` the code of the check that decided, ``checked`` when that was;
    ``accepted`` when it was last accepted, whatever was found since (empty: never). ``twin`` is what both renderings of
    one record share."""

    raw: str
    format: str
    digest: str
    twin: str
    verdict: str
    reason: str
    added: str
    checked: str = ""
    accepted: str = ""

    @property
    def short(self) -> str:
        """What a person types to name it."""
        return self.digest[:_SHORT]


class Wallet:
    """An opened wallet: ``with Wallet.open(path, Unlock(passphrase=…)) as wallet``; changes are written when the block
    ends without an error."""

    def __init__(self, entries: list[universal_wallet.Entry]) -> None:
        self.changed = False
        self.removed = False
        self._others = [entry for entry in entries if _is_foreign(entry)]
        self._book = _read_book(entries)
        self._further = {name: value for book in _books(entries) for name, value in book.items() if name not in _BOOK}
        self._keys = _read_keys(entries)
        self.recipients = _read_recipients(entries)
        credentials = (self._stored_of(entry) for entry in entries if entry.kind == "credential")
        self._stored = {stored.digest: stored for stored in credentials}

    @classmethod
    def fresh(cls) -> Wallet:
        """A new wallet with a key of its own."""
        wallet = cls([])
        signer = MemorySigner.generate(KeyType.ED25519)
        did = did_key(signer.public_key)
        wallet._keys = [signer.with_method(key_method(did))]
        wallet.changed = True
        return wallet

    @staticmethod
    def create(path: Path | str, unlock: Unlock) -> Wallet:
        """Make a new wallet file with a key of its own. To change it, :meth:`open` it.

        Raises :class:`WalletError` ``wallet_exists``, :class:`dsp_vc.files.FileError`.
        """
        return create(Path(path), unlock)

    @staticmethod
    def open(path: Path | str, unlock: Unlock, *, write: bool = True) -> AbstractContextManager[Wallet]:
        """The wallet at ``path``, unlocked once, for a ``with`` block; written back where it was changed. With
        ``write`` it is locked for this process; to read alone needs neither the lock nor a folder that can be written
        to.

        Raises :class:`WalletError` ``wallet_*``, :class:`InputError` ``passphrase_wrong``; then, or where the block
        raises, the file stays as it was.
        """
        return opened(Path(path), unlock, write=write)

    @property
    def signer(self) -> MemorySigner:
        """The person's own key; its ``verification_method`` belongs to :attr:`did`."""
        return self.signers[0]

    @property
    def signers(self) -> list[MemorySigner]:
        """All keys: the person's own first, then those that came with a backup of another wallet."""
        if not self._keys:
            raise WalletError("wallet_no_holder_key")
        return list(self._keys)

    def add_key(self, signer: MemorySigner) -> bool:
        """Keep a further key; ``False`` where it is here already."""
        if any(known.public_key == signer.public_key for known in self._keys):
            return False
        self._keys.append(signer)
        self.changed = True
        return True

    @property
    def did(self) -> str:
        """The person's did:key."""
        return did_key(self.signer.public_key)

    def credentials(self) -> list[Stored]:
        """All credentials, in the order in which they were added."""
        return list(self._stored.values())

    def groups(self) -> list[list[Stored]]:
        """The same, with the renderings of one record together."""
        found: dict[str, list[Stored]] = {}
        for stored in self._stored.values():
            found.setdefault(stored.twin, []).append(stored)
        return list(found.values())

    def get(self, raw: str) -> Stored | None:
        """This very credential, if it is here already."""
        return self._stored.get(_digest(raw.strip()))

    def add(self, raw: str, *, identifier: str | None, verdict: str, reason: str, now: datetime) -> Stored:
        """Keep ``raw``, without the white space around it, with what was found of it. The same again is not doubled:
        what was found of it is brought up to date. ``identifier`` is what its twin has in common with it.

        Raises :class:`dsp_vc.errors.Refused` for what is neither strict JSON nor a token."""
        raw = raw.strip()
        universal_wallet.check_credential(raw)
        digest = _digest(raw)
        before = self._book.get(digest, {})
        note: JsonObject = {
            **before,
            "twin": identifier or digest,
            "verdict": verdict,
            "reason": reason,
            "added": before.get("added") or format_datetime(now),
            "checked": format_datetime(now),
            "accepted": format_datetime(now) if verdict == ACCEPTED else _accepted(before),
        }
        self._book[digest] = note
        self._stored[digest] = _stored(raw, digest, note)
        self.changed = True
        return self._stored[digest]

    def find(self, name: str) -> list[Stored]:
        """The credentials that ``name`` means: a number of :meth:`groups` (from 1), or the beginning of a digest or id.

        Raises :class:`InputError` ``wallet_entry_unknown``, ``wallet_entry_ambiguous``.
        """
        groups = self.groups()
        if name.isascii() and name.isdigit() and 0 < int(name[:6]) <= len(groups):
            return groups[int(name) - 1]
        hits = [group for group in groups if any(_is_called(entry, name) for entry in group)]
        if len(hits) != 1:
            raise InputError("wallet_entry_unknown" if not hits else "wallet_entry_ambiguous", name=name)
        return hits[0]

    def remove(self, stored: list[Stored]) -> None:
        """Take credentials out; nothing of them stays behind."""
        for entry in stored:
            self._stored.pop(entry.digest, None)
            self._book.pop(entry.digest, None)
        self.changed = self.removed = True

    def to_bytes(self, *, keys: bool = True) -> bytes:
        """The inside of the file; without ``keys`` it is a backup of the credentials that other wallets read."""
        credentials = [stored.raw for stored in self._stored.values()]
        entries = list(credentials)
        if keys:
            for signer in self._keys:
                entries.append(universal_wallet.as_entry({"type": KEY_ENTRY, "value": signer.to_private_jwk()}))
            notes: dict[str, JsonValue] = dict(self._book)
            book: JsonObject = {**self._further, "type": BOOK_ENTRY, "version": VERSION, "notes": notes}
            if self.recipients:
                book["recipients"] = list(self.recipients)
            entries.append(universal_wallet.as_entry(book))
        data = universal_wallet.build([*entries, *self.others])
        back = [entry.raw for entry in universal_wallet.read_entries(data) if entry.kind == "credential"]
        if back != credentials:
            raise AssertionError("a credential would not come back as it was")
        return data

    @property
    def others(self) -> list[str]:
        """The text of entries that are neither credentials nor of the wallet itself, kept as they came."""
        return [entry.raw for entry in self._others]

    def kept(self, kind: str) -> JsonObject | None:
        """The entry of the type ``kind`` that another part of the program keeps here."""
        return next((entry.value for entry in self._others if entry.value.get("type") == kind), None)

    def keep(self, kind: str, value: JsonObject | None, *, forget: bool = False) -> None:
        """Put ``value``, whose type is ``kind``, in the place of what was kept before; ``None`` takes it out. Then, or
        with ``forget``, what was there stays in no previous generation either."""
        if value == self.kept(kind):
            return
        self._others = [entry for entry in self._others if entry.value.get("type") != kind]
        if value is not None:
            self._others.append(universal_wallet.Entry("other", universal_wallet.as_entry(value), value))
        self.changed = True
        self.removed = self.removed or forget or value is None

    def _stored_of(self, entry: universal_wallet.Entry) -> Stored:
        digest = _digest(entry.raw)
        unknown: JsonObject = {"twin": digest, "verdict": "indeterminate", "reason": "not_reached", "added": ""}
        return _stored(entry.raw, digest, self._book.get(digest, unknown))


@contextmanager
def opened(path: Path, unlock: Unlock, *, write: bool = True) -> Iterator[Wallet]:
    """The wallet at ``path``, unlocked once; written back where it was changed. With ``write`` it is locked for this
    process; to read alone needs neither the lock nor a folder that can be written to.

    Raises :class:`WalletError`, :class:`InputError`; then, or where the block raises, the file stays as it was.
    """
    path = path.resolve()  # a link stays a link
    if not path.exists():
        raise WalletError("wallet_missing", path=path)
    if not write:
        yield _load(path, unlock)[0]
        return
    with file.locked(path):
        wallet, lock = _load(path, unlock)
        yield wallet
        if wallet.changed:
            file.write(path, wallet.to_bytes(), lock, backup=not wallet.removed)


def create(path: Path, unlock: Unlock) -> Wallet:
    """Make a new wallet. Raises :class:`WalletError` ``wallet_exists``."""
    if path.exists():
        raise WalletError("wallet_exists", path=path)
    wallet = Wallet.fresh()
    wallet.recipients = unlock.recipients
    file.write(path, wallet.to_bytes(), unlock, new=True)
    return wallet


def change_lock(path: Path, old: Unlock, new: Unlock) -> None:
    """Encrypt the wallet anew; the previous generation is rewritten too, so that the old passphrase opens nothing."""
    path = path.resolve()
    with file.locked(path):
        wallet, _ = _load(path, old)
        wallet.recipients = new.recipients
        file.write(path, wallet.to_bytes(), new, backup=False)


def _load(path: Path, unlock: Unlock) -> tuple[Wallet, Unlock]:
    """The wallet, and how to close it again: for the recipients that it names, else for the passphrase."""
    inside = file.read(path, unlock)
    try:
        entries = universal_wallet.read_entries(inside)
        wallet = Wallet(entries)
    except InputError as error:
        raise WalletError("wallet_damaged", path=path, detail=error.code) from None  # the cause could show a key
    if not any(entry.value.get("type") == BOOK_ENTRY for entry in entries):
        raise WalletError("wallet_other_kind", path=path)
    if unlock.identities and not unlock.recipients:
        named = wallet.recipients or tuple(recipient_of(identity) for identity in unlock.identities)
        return wallet, replace(unlock, recipients=named)
    return wallet, unlock


def _digest(raw: str) -> str:
    return sha256(raw.encode()).hexdigest()


def _stored(raw: str, digest: str, note: JsonObject) -> Stored:
    kind = OPEN_BADGE if raw.lstrip().startswith("{") else SD_JWT_VC
    said = {name: str(note.get(name) or "") for name in ("twin", "verdict", "reason", "added", "checked")}
    return Stored(raw, kind, digest, **said, accepted=_accepted(note))


def _accepted(note: JsonObject) -> str:
    """When it was last accepted; of a note that was made before this was kept, when it was found so."""
    if "accepted" in note:
        return str(note["accepted"] or "")
    return str(note.get("checked") or note.get("added") or "") if note.get("verdict") == ACCEPTED else ""


def _is_called(entry: Stored, name: str) -> bool:
    if len(name) < _SHORTEST:
        return False
    return any(text.startswith(name) for text in (entry.digest, entry.twin, entry.twin.removeprefix("urn:uuid:")))


def _is_foreign(entry: universal_wallet.Entry) -> bool:
    return entry.kind == "other" and entry.value.get("type") not in (BOOK_ENTRY, KEY_ENTRY)


def _books(entries: list[universal_wallet.Entry]) -> Iterator[JsonObject]:
    """Our own record of the wallet, in today's version."""
    for entry in entries:
        if entry.value.get("type") == BOOK_ENTRY:
            yield migrated(entry.value)


def migrated(book: JsonObject) -> JsonObject:
    """The record in today's version. Raises :class:`WalletError` ``wallet_newer``, ``wallet_damaged``."""
    version = book.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise WalletError("wallet_damaged", detail="the version")
    if version > VERSION:
        raise WalletError("wallet_newer", version=version)
    while version < VERSION:
        book = {**MIGRATIONS[version](book), "version": version + 1}
        version += 1
    return book


def _read_book(entries: list[universal_wallet.Entry]) -> dict[str, JsonObject]:
    found: dict[str, JsonObject] = {}
    for book in _books(entries):
        notes = book.get("notes")
        for digest, note in notes.items() if isinstance(notes, dict) else ():
            if isinstance(note, dict) and {"twin", "verdict", "reason", "added"} <= note.keys():
                found[digest] = note
    return found


def _read_recipients(entries: list[universal_wallet.Entry]) -> tuple[str, ...]:
    named = [book.get("recipients") for book in _books(entries)]
    return tuple(str(recipient) for group in named if isinstance(group, list) for recipient in group)


def _read_keys(entries: list[universal_wallet.Entry]) -> list[MemorySigner]:
    found = []
    for entry in entries:
        value = entry.value.get("value")
        if entry.value.get("type") == KEY_ENTRY and isinstance(value, dict):
            found.append(MemorySigner.from_private_jwk(value))
    return found
