"""The folder of a list: contents named by their digest, and one small file that says which of them count.

A change writes new contents first and that file last (``bundle.json``), so a crash at any instant leaves the old list
or the new one. What no longer counts is removed after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from tuf.api.metadata import Metadata, Root

from dsp_vc.encoding.strict_json import JsonValue, dumps, parse
from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.files import FileError, locked, make_folder, new_folder, read_bounded, write_atomic
from dsp_vc.publishing import root as roots
from dsp_vc.publishing.digests import DigestRecord
from dsp_vc.publishing.signing import RoleSigner, open_key_file, write_key_file
from dsp_vc.publishing.state import MAX_STATE, State, StoredFile
from dsp_vc.trust.issuer_list import MAX_BYTES, ListedIssuer, read_entity

STATE, KEYS, CURRENT_ROOT, PENDING_ROOT, CONTENTS, LOCK = (
    "bundle.json", "keys.age", "root.json", "root-pending.json", "contents", "bundle.lock")  # fmt: skip


class BundleFolder:
    """One list's folder as it stands; :meth:`commit` makes another state count."""

    def __init__(self, path: Path, state: State) -> None:
        self.path, self.state = path, state

    @classmethod
    def create(
        cls,
        path: Path,
        state: State,
        root: Metadata[Root],
        signers: Mapping[str, RoleSigner],
        passphrase: str,
    ) -> BundleFolder:
        """Make the folder whole or not at all. Raises :class:`TrustError` ``bundle_exists``, :class:`FileError`."""
        try:
            with new_folder(path) as place:
                write_key_file(place / KEYS, passphrase, signers, new=True)
                draft = cls(place, state)
                draft.set_root(root)
        except FileError as error:
            if error.code == "file_exists":
                raise TrustError("bundle_exists", path=path) from error
            raise
        return cls(path, draft.state)

    @classmethod
    def open(cls, path: Path) -> BundleFolder:
        """The folder at ``path``. Raises :class:`TrustError` ``bundle_missing_folder``, ``bundle_damaged``."""
        if not (path / STATE).is_file():
            raise TrustError("bundle_missing_folder", path=path)
        try:
            return cls(path, State.from_bytes(read_bounded(path / STATE, MAX_STATE)))
        except Refused as error:
            raise TrustError("bundle_damaged", path=path / STATE, detail=str(error)) from error

    @classmethod
    @contextmanager
    def edit(cls, path: Path) -> Iterator[BundleFolder]:
        """The folder at ``path``, held against other processes meanwhile. Raises also ``file_locked``."""
        if not (path / STATE).is_file():
            raise TrustError("bundle_missing_folder", path=path)
        with locked(path / LOCK):
            yield cls.open(path)

    def put(self, data: bytes) -> str:
        """Keep ``data``; it counts once a state that names its digest is committed."""
        digest = sha256(data).hexdigest()
        place = self._place(digest)
        if not place.exists():
            make_folder(place.parent)
            write_atomic(place, data)
        return digest

    def get(self, digest: str) -> bytes:
        """The content with this digest. Raises :class:`TrustError` ``bundle_damaged``."""
        try:
            data = read_bounded(self._place(digest), MAX_BYTES)
        except InputError as error:
            raise TrustError("bundle_damaged", path=self._place(digest), detail=str(error)) from error
        if sha256(data).hexdigest() != digest:
            raise TrustError("bundle_damaged", path=self._place(digest), detail="another content")
        return data

    def commit(self, state: State) -> None:
        """Make ``state`` count, and remove what it does not need. Raises :class:`FileError`; the old one stays then."""
        before = self.state.referenced()
        write_atomic(self.path / STATE, state.to_bytes())
        self.state = state
        for digest in before - state.referenced():
            with suppress(OSError):
                self._place(digest).unlink()

    def stored(self, kind: str, url: str, data: bytes, extension: str) -> StoredFile:
        """Keep a document of the bundle."""
        return StoredFile(kind, url, self.put(data), len(data), extension)

    def issuers(self) -> tuple[ListedIssuer, ...]:
        """Everybody who is or was on the list."""
        if self.state.issuers is None:
            return ()
        value = parse(self.get(self.state.issuers), max_bytes=MAX_BYTES)
        return tuple(read_entity(entity) for entity in value) if isinstance(value, list) else ()

    def with_issuers(self, issuers: Iterable[ListedIssuer]) -> State:
        """The state in which these are on the list."""
        language, territory = self.state.language, self.state.territory
        entities: list[JsonValue] = [issuer.to_json(language, territory) for issuer in issuers]
        return replace(self.state, issuers=self.put(dumps(entities).encode()), edited=True)

    def digest_record(self, issuer: str) -> DigestRecord:
        """What was recorded of ``issuer`` (a DID) so far."""
        known = self.state.digests.get(issuer)
        return DigestRecord(issuer) if known is None else DigestRecord.from_bytes(self.get(known))

    def root(self) -> Metadata[Root] | None:
        """The root that counts now; ``None`` while the first waits for signatures."""
        return self._root(self.state.roots[-1]) if self.state.roots else None

    def chain(self) -> list[bytes]:
        """All roots from the first on, as they go out."""
        return [self.get(digest) for digest in self.state.roots]

    def pending(self) -> Metadata[Root] | None:
        """The root that waits for signatures."""
        return None if self.state.pending is None else self._root(self.state.pending)

    def set_root(self, metadata: Metadata[Root]) -> list[str]:
        """Adopt ``metadata`` where enough have signed it, else let it wait (``root-pending.json``).

        Gives the names of those whose signature would still count: none where it was adopted.
        """
        previous = self.root()
        missing = roots.wanted(metadata, None if previous is None else previous.signed)
        data = roots.to_bytes(metadata)
        if missing:
            write_atomic(self.path / PENDING_ROOT, data)
            self.commit(replace(self.state, pending=self.put(data)))
            return [roots.describe(key) for key in missing]
        self.commit(replace(self.state, pending=None, roots=(*self.state.roots, self.put(data)), edited=True))
        self.write_root()
        return []

    def write_root(self) -> None:
        """``root.json`` is a copy for people to hand out; a crash may have left the one before."""
        if self.state.roots:
            write_atomic(self.path / CURRENT_ROOT, self.get(self.state.roots[-1]))
        if self.state.pending is None:
            with suppress(OSError):
                (self.path / PENDING_ROOT).unlink()

    def open_keys(self, passphrase: str) -> dict[str, RoleSigner]:
        """The keys in the folder by id. Raises :class:`TrustError` ``bundle_damaged``, :class:`InputError`."""
        if not (self.path / KEYS).exists():
            raise TrustError("bundle_damaged", path=self.path / KEYS, detail="it is not there")
        return open_key_file(self.path / KEYS, passphrase)

    def sweep(self) -> None:
        """Remove contents that nothing names: a program that was killed left them. The folder is held."""
        needed = self.state.referenced()
        for place in (self.path / CONTENTS).glob("*/*"):
            if place.name not in needed:
                with suppress(OSError):
                    place.unlink()

    def _root(self, digest: str) -> Metadata[Root]:
        return roots.read_root(self.get(digest), str(self._place(digest)))

    def _place(self, digest: str) -> Path:
        return self.path / CONTENTS / digest[:2] / digest
