"""The issuer's folder: profile, encrypted keys, public key documents, register. Made whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dsp_vc.did.document import build_document
from dsp_vc.did.issuer_metadata import build_issuer_metadata
from dsp_vc.did.key import did_key, key_method
from dsp_vc.did.resolver import resolve_local
from dsp_vc.did.web import https_iss, web_did
from dsp_vc.encoding.strict_json import JsonObject, dumps, parse_object
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import InputError, IssuanceError, Refused
from dsp_vc.files import FileError, locked, new_folder, read_bounded, write_atomic
from dsp_vc.issuing import hardware
from dsp_vc.issuing.hardware import OwnSigner
from dsp_vc.issuing.register.sealing import Seal
from dsp_vc.keys.pkcs11 import Tokens
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.keys.store import KeyStore
from dsp_vc.model.attestation import Skill, SkillAttestation
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.model.ob3_rules import check_open_badge
from dsp_vc.model.open_badge import to_open_badge
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.rdf.guard import guard

PROFILE, KEYS, DID, METADATA = "profile.json", "keys.age", "did.json", "jwt-vc-issuer.json"
CERTIFICATE = "certificate.pem"
SETTINGS, REGISTER, PUBLISHED = "settings.json", "register.sqlite", "published.json"
#: All that an issuer's folder holds of its own, besides locks and what is half written.
FILES = (PROFILE, DID, METADATA, SETTINGS, KEYS, CERTIFICATE, PUBLISHED, REGISTER)
ED25519, P256 = "ed25519", "p256"
_SEAL = "register"
WEBSITE_KEYS = (KeyType.ED25519, KeyType.P256)
LOCK = ".lock"
_LOCK_SECONDS = 120.0  # what is recorded by several processes at once, each under this lock, waits for its turn
_MAX = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Keys:
    """What the passphrase of a folder opens: the signers by name, and the secrets of its register."""

    signers: dict[str, OwnSigner]
    seal: Seal


@dataclass(frozen=True, slots=True)
class Settings:
    """What its owner chose for an issuer. ``status``: its credentials stand in status lists; ``register``: the address
    of its register, or ``None`` for the one in the folder. ``restored``: when it came out of a backup, as long as it
    was not brought up to date with what was published since."""

    status: bool
    register: str | None = None
    restored: datetime | None = None

    @classmethod
    def chosen(cls, did: str, status: bool | None = None, register: str | None = None) -> Settings:
        """For an issuer whose identity is ``key`` or ``web:…``: status lists where there is a website to publish them
        on, unless ``status`` says otherwise."""
        return cls(did != "key" if status is None else status, register)

    def to_json(self) -> JsonObject:
        """As in the file."""
        register: JsonObject = {"register": self.register} if self.register else {}
        restored: JsonObject = {"restored": format_datetime(self.restored)} if self.restored else {}
        return {"status": self.status, **register, **restored}


def key_types(did: str) -> tuple[KeyType, ...]:
    """The kinds of key of an issuer whose identity is ``key`` or ``web:…``. Raises ``issuer_did_kind``."""
    if did == "key":
        return (KeyType.ED25519,)
    if did.startswith("web:"):
        return WEBSITE_KEYS
    raise IssuanceError("issuer_did_kind", value=did)


def check_new(folder: Path, did: str, settings: Settings) -> None:
    """What is known without keys, before one is made on a token.

    Raises :class:`IssuanceError` ``issuer_exists``, ``issuer_did_kind``, ``issuer_status_place`` (status lists need a
    website), :class:`InputError` ``register_address``.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise IssuanceError("issuer_exists", path=folder)
    kinds = key_types(did)
    if settings.status and kinds != WEBSITE_KEYS:
        raise IssuanceError("issuer_status_place", value=did)
    if settings.register is not None:
        from dsp_vc.issuing.register.database import read_url

        read_url(settings.register)


def make(
    folder: Path,
    profile: Mapping[str, object],
    did: str,
    passphrase: str,
    settings: Settings | None = None,
    chosen: Mapping[KeyType, OwnSigner] | None = None,
) -> Keys:
    """Make an issuer's folder and give its keys.

    ``did`` is ``key`` or ``web:DOMAIN[:PATH]``; ``profile`` the members of :class:`IssuerProfile` without ``id``;
    ``chosen`` are keys to use, of the kinds of :func:`key_types`, in place of new ones in the key file.

    Raises :class:`IssuanceError` ``issuer_exists``, ``issuer_did_kind``, ``issuer_profile`` (no badge of this issuer
    could be right), :class:`InputError`, :class:`dsp_vc.errors.RegisterError`, :class:`FileError`.
    """
    settings = settings or Settings.chosen(did)
    check_new(folder, did, settings)
    made = chosen or {key_type: MemorySigner.generate(key_type) for key_type in key_types(did)}
    signers, document, metadata = _keys(did, made)
    identifier = str(document["id"])
    read = IssuerProfile.from_dict({**_plain(profile), "id": identifier})
    _check_profile(read)
    keys = Keys(signers, Seal.generate())
    from dsp_vc.issuing.register.register import Register

    try:
        with new_folder(folder) as place:
            KeyStore.create(place / KEYS, passphrase, *_kept(keys))
            write(place / PROFILE, read.to_dict())
            write(place / DID, document)
            write(place / SETTINGS, settings.to_json())
            if metadata is not None:
                write(place / METADATA, metadata)
            Register.make(settings.register or own_register(place), issuer=identifier, seal=keys.seal)
    except FileError as error:
        if error.code == "file_exists":
            raise IssuanceError("issuer_exists", path=folder) from error
        raise
    return keys


def read_profile(folder: Path) -> IssuerProfile:
    """Who the issuer is. Raises :class:`IssuanceError` ``issuer_missing_folder``, ``issuer_damaged``."""
    try:
        return IssuerProfile.from_dict(_read(folder, PROFILE))
    except InputError as error:
        raise IssuanceError("issuer_damaged", path=folder / PROFILE, detail=str(error)) from error


def read_document(folder: Path) -> JsonObject:
    """The issuer's DID document."""
    return _read(folder, DID)


def read_metadata(folder: Path) -> JsonObject | None:
    """The keys of its https ``iss``; ``None`` for an issuer with a did:key."""
    return _read(folder, METADATA) if (folder / METADATA).exists() else None


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder against other processes that change it.

    Raises :class:`IssuanceError` ``issuer_missing_folder``, :class:`FileError` ``file_locked``.
    """
    if not folder.is_dir():
        raise IssuanceError("issuer_missing_folder", path=folder)
    with locked(folder / LOCK, _LOCK_SECONDS):
        yield


def open_keys(folder: Path, passphrase: str, tokens: Tokens | None = None) -> Keys:
    """The issuer's keys; those on tokens are reached by ``tokens`` when something is signed.

    Raises :class:`InputError` ``passphrase_wrong``, ``age_*``, :class:`IssuanceError` ``issuer_damaged``.
    """
    if not (folder / KEYS).exists():
        raise IssuanceError("issuer_missing_folder", path=folder)
    signers, secrets = KeyStore.open_whole(folder / KEYS, passphrase)
    seal = secrets.get(_SEAL)
    if not isinstance(seal, dict):
        raise IssuanceError("issuer_damaged", path=folder / KEYS, detail="the secrets of the register are missing")
    try:
        on_tokens = hardware.from_json(secrets.get(hardware.SECRET, {}), tokens or Tokens())
    except Refused as error:
        raise IssuanceError("issuer_damaged", path=folder / KEYS, detail=str(error)) from error
    return Keys({**signers, **on_tokens}, Seal.from_json(seal))


def replace_keys(folder: Path, passphrase: str, keys: Keys) -> None:
    """Write the key file anew. Raises :class:`FileError`."""
    KeyStore.replace(folder / KEYS, passphrase, *_kept(keys))


def register_address(folder: Path) -> str:
    """Where the register is: in the folder, unless the settings name another place."""
    return read_settings(folder).register or own_register(folder)


def own_register(folder: Path) -> str:
    """The address of the register in the folder."""
    return f"sqlite:///{(folder / REGISTER).absolute()}"


def read_settings(folder: Path) -> Settings:
    """What was chosen for the issuer. Raises :class:`IssuanceError` ``issuer_damaged``, ``issuer_missing_folder``."""
    value = _read(folder, SETTINGS)
    status, register, restored = value.get("status"), value.get("register"), value.get("restored")
    if not isinstance(status, bool) or not isinstance(register, str | None) or not isinstance(restored, str | None):
        raise IssuanceError("issuer_damaged", path=folder / SETTINGS, detail="status, register or restored")
    try:
        return Settings(status, register, None if restored is None else parse_datetime(restored))
    except Refused as error:
        raise IssuanceError("issuer_damaged", path=folder / SETTINGS, detail="restored") from error


def _kept(keys: Keys) -> tuple[dict[str, MemorySigner], JsonObject]:
    """What goes into the key file: keys, and what it keeps beside them."""
    on_tokens = hardware.to_json(keys.signers)
    own = {name: signer for name, signer in keys.signers.items() if isinstance(signer, MemorySigner)}
    return own, {_SEAL: keys.seal.to_json(), **({hardware.SECRET: on_tokens} if on_tokens else {})}


def _keys(kind: str, made: Mapping[KeyType, OwnSigner]) -> tuple[dict[str, OwnSigner], JsonObject, JsonObject | None]:
    if kind == "key":
        signer = made[KeyType.ED25519]
        did = did_key(signer.public_key)
        document = resolve_local(did)
        assert document is not None
        return {ED25519: signer.with_method(key_method(did))}, document.raw, None
    method, _, place = kind.partition(":")
    if method != "web" or not place:
        raise IssuanceError("issuer_did_kind", value=kind)
    domain, _, path = place.partition(":")
    did = web_did(domain.replace("%3a", ":").replace("%3A", ":"), path)
    signers: dict[str, OwnSigner] = {
        ED25519: made[KeyType.ED25519].with_method(f"{did}#key-1"),
        P256: made[KeyType.P256].with_method(f"{did}#key-2"),
    }
    public = [(signer.verification_method.partition("#")[2], signer.public_key) for signer in signers.values()]
    document_json = build_document(did, public)
    return signers, document_json, build_issuer_metadata(https_iss(did), [("key-2", signers[P256].public_key)])


def _check_profile(profile: IssuerProfile) -> None:
    """A first badge on trial: what is wrong with the profile is said now, not with the first record."""
    trial = to_open_badge(
        SkillAttestation(title="-", basis="attested", skills=(Skill("urn:example:skill", {"nl": "-"}),)),
        issuer=profile,
        credential_id="urn:uuid:00000000-0000-4000-8000-000000000000",
        valid_from=datetime(2000, 1, 1, tzinfo=UTC),
    )
    violations = check_open_badge(trial)
    if violations:
        raise IssuanceError("issuer_profile", place=violations[0].path, detail=violations[0].message)
    try:
        guard(trial, ContextSet.pinned())
    except Refused as error:
        raise IssuanceError("issuer_profile", place="profile", detail=str(error)) from error


def _plain(profile: Mapping[str, object]) -> JsonObject:
    return {name: value for name, value in profile.items() if value is not None}  # type: ignore[misc]


def _read(folder: Path, name: str) -> JsonObject:
    if not folder.is_dir() or not (folder / name).exists():
        raise IssuanceError("issuer_missing_folder", path=folder)
    try:
        return parse_object(read_bounded(folder / name, _MAX))
    except InputError as error:
        raise IssuanceError("issuer_damaged", path=folder / name, detail=str(error)) from error


def write(path: Path, value: JsonObject, *, private: bool = False) -> None:
    """Write one of the folder's documents, whole or not at all."""
    write_atomic(path, (dumps(value, indent=2) + "\n").encode(), private=private)
