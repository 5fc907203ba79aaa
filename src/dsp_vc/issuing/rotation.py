"""Other keys for an issuer: in good order, or because the old ones may be in other hands.

The folder is consistent after each write, so that a crash leaves an issuer that can sign: first the key file gets the
new keys beside the old ones, then the public documents change which of them count, and last the old ones leave the key
file. Which key signs is read from the DID document alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dsp_vc.did.document import DidDocument, parse_document
from dsp_vc.did.issuer_metadata import parse_issuer_metadata
from dsp_vc.did.issuer_metadata import with_keys as metadata_with_keys
from dsp_vc.did.key_states import KeyState, KnownKey, known_keys, next_number, with_keys, with_revoked
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import IssuanceError, Refused
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing.hardware import OwnSigner
from dsp_vc.issuing.register.sealing import Seal
from dsp_vc.keys.pkcs11 import Pkcs11Signer
from dsp_vc.keys.public import KeyType, PublicKey
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.words import Moment


@dataclass(frozen=True, slots=True)
class Rotated:
    """What became of the keys, by the name that each has in the DID document. ``erased``: whose private half was in
    the folder and is not any more. ``let_go``: on a token, where it stays; the folder does not name it any more."""

    added: tuple[str, ...]
    retired: tuple[str, ...]
    revoked: tuple[str, ...]
    erased: tuple[str, ...]
    let_go: tuple[str, ...] = ()


NewKeys = Callable[[], Mapping[KeyType, OwnSigner]]


def in_key_file() -> dict[KeyType, OwnSigner]:
    """New keys that the key file will hold."""
    return {key_type: MemorySigner.generate(key_type) for key_type in issuer_folder.WEBSITE_KEYS}


def rotate(
    folder: Path,
    passphrase: str,
    *,
    keep_private: bool = False,
    new_keys: NewKeys | None = None,
) -> Rotated:
    """New keys for both roles; those in use until now are retired: what they signed still verifies.

    Their private halves are erased from the folder unless ``keep_private``. ``new_keys`` gives the new ones, when the
    folder is open; left out, :func:`in_key_file` does, but not for an issuer whose keys are in hardware
    (``rotate_needs_token``). Raises :class:`IssuanceError`
    ``rotate_did_key``, ``rotate_same_key``, ``issuer_damaged``, ``issuer_missing_folder``,
    :class:`dsp_vc.errors.InputError` ``passphrase_wrong``, :class:`dsp_vc.files.FileError`.
    """
    with issuer_folder.held(folder):
        check(folder)
        state = _State.read(folder, passphrase, new_keys)
        before = [key for key in state.known if key.state is KeyState.CURRENT]
        signers, added = state.new_pair()
        raw = with_keys(state.document, added, {key.method.id for key in before})
        erased = set() if keep_private else {key.method.id for key in state.known}
        return state.write(raw, signers, erased, before, ())


def revoke(
    folder: Path,
    passphrase: str,
    *,
    now: datetime,
    since: datetime | None = None,
    names: Sequence[str] = (),
    new_keys: NewKeys | None = None,
) -> Rotated:
    """The keys ``names``, or all whose private half is in the folder, may be in other hands: they are revoked from
    ``since`` (``now``) on, and where a key in use is among them both roles get a new one.

    A key that was revoked before can only be revoked from an earlier moment on. Raises as :func:`rotate`, and
    ``rotate_key_unknown``, ``rotate_since_future``, ``rotate_revoked_before``.
    """
    moment = since or now
    if moment > now:
        raise IssuanceError("rotate_since_future", moment=Moment(moment))
    with issuer_folder.held(folder):
        check(folder)
        state = _State.read(folder, passphrase, new_keys)
        chosen = state.chosen(names)
        for key in chosen:
            if key.method.revoked is not None and key.method.revoked <= moment:
                raise IssuanceError("rotate_revoked_before", name=key.name)
        before = [key for key in state.known if key.state is KeyState.CURRENT]
        signers: list[OwnSigner] = []
        added: list[tuple[str, PublicKey]] = []
        retired: list[KnownKey] = []
        if any(key in before for key in chosen):
            signers, added = state.new_pair()
            retired = [key for key in before if key not in chosen]
        raw = with_keys(state.document, added, {key.method.id for key in retired})
        raw = with_revoked(parse_document(raw), {key.method.id for key in chosen}, moment)
        erased = {key.method.id for key in chosen} | {key.method.id for key in retired}
        return state.write(raw, signers, erased, retired, chosen)


def take_over(folder: Path, passphrase: str, published: DidDocument) -> Rotated | None:
    """Bring the keys of a restored folder up to date with the document that was ``published`` after the backup; what
    changed, or ``None``.

    A key that is retired or revoked there is so here too, from the earlier of two moments on. A key that only stands
    there was made after the backup, which somebody has answered for: its private half is lost, and it is kept for what
    it signed. If none is left to sign with, both roles get new keys; those on tokens are named by ``rotate``.

    Raises :class:`IssuanceError` ``previous_keys_conflict`` (two keys under one name), ``previous_rotate`` (the new
    keys have to be named), and as :func:`rotate`.
    """
    with issuer_folder.held(folder):
        state = _State.read(folder, passphrase, None)
        there = {key.method.id: key for key in known_keys(published) if key.state is not KeyState.OTHER}
        unknown = unknown_keys(state.document, published)
        added = [(key.name, key.method.public_key) for key in unknown]
        retired = {key.method.id for key in there.values() if key.state is KeyState.RETIRED}
        lost = {key.method.id for key in unknown}
        raw = with_keys(state.document, added, ())
        raw = with_keys(parse_document(raw), (), retired | lost)
        for moment, names in _revocations(state.document, there.values()):
            raw = with_revoked(parse_document(raw), names, moment)
        if raw == state.document.raw and state.can_sign(state.known):
            return None
        before = {key.method.id: key.state for key in state.known}
        after = known_keys(parse_document(raw))
        changed = [key for key in after if before.get(key.method.id, KeyState.CURRENT) is not key.state]
        signers: list[OwnSigner] = []
        if not state.can_sign(after):
            if any(isinstance(signer, Pkcs11Signer) for signer in state.signers.values()):
                state.write(raw, (), {key.method.id for key in changed}, (), ())
                raise IssuanceError("previous_rotate", path=folder)
            signers, pair = replace(state, document=parse_document(raw)).new_pair()
            raw = with_keys(
                parse_document(raw), pair, {key.method.id for key in after if key.state is KeyState.CURRENT}
            )
        gone = {key.method.id for key in known_keys(parse_document(raw)) if key.state is not KeyState.CURRENT}
        return state.write(
            raw,
            signers,
            {name for name in gone if before.get(name) is KeyState.CURRENT},
            [key for key in changed if key.state is KeyState.RETIRED],
            [key for key in changed if key.state is KeyState.REVOKED],
        )


def unknown_keys(own: DidDocument, published: DidDocument) -> tuple[KnownKey, ...]:
    """Keys that are for signing in ``published`` and not in ``own`` at all.

    Raises :class:`IssuanceError` ``previous_keys_conflict`` where one name has two keys.
    """
    unknown = []
    for key in known_keys(published):
        mine = own.methods.get(key.method.id)
        if mine is None and key.state is not KeyState.OTHER:
            unknown.append(key)
        elif mine is not None and mine.public_key != key.method.public_key:
            raise IssuanceError("previous_keys_conflict", name=key.name)
    return tuple(unknown)


def check(folder: Path) -> None:
    """Raise :class:`IssuanceError` ``issuer_missing_folder``, ``rotate_did_key``, ``previous_needed``: known without a
    passphrase."""
    _check_kind(folder)
    if issuer_folder.read_settings(folder).restored is None:
        return
    # A folder from a backup may not know the newest keys: a new one would get the name that one of these has. Where it
    # was told of them, and has none to sign with, it may.
    known = known_keys(parse_document(issuer_folder.read_document(folder)))
    if any(key.state is KeyState.CURRENT for key in known):
        raise IssuanceError("previous_needed", path=folder)


def _check_kind(folder: Path) -> None:
    did = str(issuer_folder.read_document(folder).get("id"))
    if not did.startswith("did:web:"):
        raise IssuanceError("rotate_did_key", name=did)


@dataclass(frozen=True, slots=True)
class _State:
    folder: Path
    passphrase: str
    document: DidDocument
    metadata: JsonObject
    known: tuple[KnownKey, ...]
    signers: dict[str, OwnSigner]
    seal: Seal
    new_keys: NewKeys | None

    @classmethod
    def read(cls, folder: Path, passphrase: str, new_keys: NewKeys | None) -> _State:
        _check_kind(folder)
        raw, metadata = issuer_folder.read_document(folder), issuer_folder.read_metadata(folder)
        try:
            document = parse_document(raw)
        except Refused as error:
            raise IssuanceError("issuer_damaged", path=folder / issuer_folder.DID, detail=str(error)) from error
        if metadata is None:
            raise IssuanceError("issuer_damaged", path=folder, detail=f"{issuer_folder.METADATA} is missing")
        keys = issuer_folder.open_keys(folder, passphrase)
        return cls(folder, passphrase, document, metadata, known_keys(document), keys.signers, keys.seal, new_keys)

    def new_pair(self) -> tuple[list[OwnSigner], list[tuple[str, PublicKey]]]:
        if self.new_keys is None and any(isinstance(signer, Pkcs11Signer) for signer in self.signers.values()):
            raise IssuanceError("rotate_needs_token")
        made = (self.new_keys or in_key_file)()
        for key in self.known:
            if key.method.public_key in {signer.public_key for signer in made.values()}:
                raise IssuanceError("rotate_same_key", name=key.name)
        number = next_number(self.document)
        signers = [
            made[key_type].with_method(f"{self.document.id}#key-{number + offset}")
            for offset, key_type in enumerate(issuer_folder.WEBSITE_KEYS)
        ]
        return signers, [(_name(signer), signer.public_key) for signer in signers]

    def can_sign(self, keys: Sequence[KnownKey]) -> bool:
        """Whether there is a private half for each role among those of ``keys`` that are in use."""
        held = {signer.public_key for signer in self.signers.values()}
        revoked = {key.method.public_key for key in keys if key.state is KeyState.REVOKED}  # under whatever name
        in_use = {key.method.public_key for key in keys if key.state is KeyState.CURRENT} & held - revoked
        return {key.key_type for key in in_use} >= set(issuer_folder.WEBSITE_KEYS)

    def chosen(self, names: Sequence[str]) -> list[KnownKey]:
        """The keys of these names; without any, those of which the folder has the private half."""
        if not names:
            held = {signer.public_key for signer in self.signers.values()}
            return [key for key in self.known if key.state is not KeyState.REVOKED and key.method.public_key in held]
        by_name = {known: key for key in self.known for known in (key.name, key.method.id)}
        for name in names:
            if name not in by_name:
                raise IssuanceError("rotate_key_unknown", name=name, known=", ".join(key.name for key in self.known))
        return [key for key in self.known if key.name in names or key.method.id in names]

    def write(
        self,
        raw: JsonObject,
        new: Sequence[OwnSigner],
        erased: Collection[str],
        retired: Sequence[KnownKey],
        revoked: Sequence[KnownKey],
    ) -> Rotated:
        document = parse_document(raw)
        # What a rotation that was cut short left behind is in no document, and goes too.
        mine = {name: signer for name, signer in self.signers.items() if _shown(document, signer)}
        kept = {
            name: signer
            for name, signer in mine.items()
            if signer.verification_method not in erased and document.methods[signer.verification_method].revoked is None
        }
        fresh = {_name(signer): signer for signer in new}
        tokens = [
            (key.name, key.method.public_key)
            for key in known_keys(document)
            if key.state in (KeyState.CURRENT, KeyState.RETIRED) and key.method.public_key.key_type is KeyType.P256
        ]
        gone = {key.method.public_key for key in known_keys(document) if key.state is KeyState.REVOKED}
        if fresh:
            self.replace({**mine, **fresh})
        published = parse_issuer_metadata(self.metadata)
        both = metadata_with_keys(published, tokens)
        if both != self.metadata:
            issuer_folder.write(self.folder / issuer_folder.METADATA, both)
        issuer_folder.write(self.folder / issuer_folder.DID, raw)
        final = metadata_with_keys(parse_issuer_metadata(both), (), gone)
        if final != both:
            issuer_folder.write(self.folder / issuer_folder.METADATA, final)
        if set(kept) != set(self.signers):
            self.replace({**kept, **fresh})
        lost = {name: signer for name, signer in self.signers.items() if name not in kept}
        return Rotated(
            added=tuple(fresh),
            retired=tuple(key.name for key in retired),
            revoked=tuple(key.name for key in revoked),
            erased=tuple(_name(signer) for signer in lost.values() if isinstance(signer, MemorySigner)),
            let_go=tuple(_name(signer) for signer in lost.values() if isinstance(signer, Pkcs11Signer)),
        )

    def replace(self, signers: dict[str, OwnSigner]) -> None:
        """Write the key file with ``signers``."""
        issuer_folder.replace_keys(self.folder, self.passphrase, issuer_folder.Keys(signers, self.seal))


def _revocations(own: DidDocument, there: Iterable[KnownKey]) -> Iterator[tuple[datetime, set[str]]]:
    """What is revoked ``there`` and not so early in ``own``: from when on, and which."""
    for key in there:
        mine = own.methods.get(key.method.id)
        since = key.method.revoked
        if since is not None and (mine is None or mine.revoked is None or mine.revoked > since):
            yield since, {key.method.id}


def _shown(document: DidDocument, signer: OwnSigner) -> bool:
    method = document.methods.get(signer.verification_method)
    return method is not None and method.public_key == signer.public_key


def _name(signer: OwnSigner) -> str:
    return signer.verification_method.partition("#")[2]
