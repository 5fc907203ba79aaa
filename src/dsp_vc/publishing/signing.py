"""Keys of the roles: a signer of ours as TUF wants it, key files, and the public part that a key holder hands over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from securesystemslib.signer import Key, SecretsHandler, Signature, Signer, SSlibKey

from dsp_vc.encoding.strict_json import JsonObject, dumps, parse_object
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys.public import KeyType, PublicKey
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.keys.store import KeyStore

KEY_TYPE = "DspVcRootKey"
HOLDER = "holder"
_MEMBERS = {"type", "version", HOLDER, "publicKeyMultibase"}
_MAX_HOLDER = 200


class RoleSigner(Signer):
    """A signer of ours for TUF metadata. The private key stays where it is; its id is TUF's (a digest of the key)."""

    def __init__(self, signer: MemorySigner, holder: str = "") -> None:
        self._signer = signer
        self._key = tuf_key(signer.public_key, holder)

    @classmethod
    def generate(cls, holder: str = "") -> RoleSigner:
        """A new Ed25519 key."""
        return cls(MemorySigner.generate(KeyType.ED25519), holder)

    @classmethod
    def from_priv_key_uri(
        cls, priv_key_uri: str, public_key: Key, secrets_handler: SecretsHandler | None = None
    ) -> NoReturn:
        """Not offered: a key comes out of its encrypted file, never by a URI."""
        raise ValueError("a key of a list is opened from its file")

    @property
    def public_key(self) -> Key:
        """The public half as it stands in root metadata."""
        return self._key

    @property
    def keyid(self) -> str:
        """TUF's id of the key."""
        return self._key.keyid

    def sign(self, payload: bytes) -> Signature:
        """The signature over ``payload``, hexadecimal (TUF specification §4.2.2)."""
        return Signature(self.keyid, self._signer.sign(payload).hex())

    def public_file(self) -> bytes:
        """The file that a key holder hands to the keeper of the list: nothing in it is secret."""
        holder = self._key.unrecognized_fields.get(HOLDER, "")
        public = self._signer.public_key.to_multikey()
        value: JsonObject = {"type": KEY_TYPE, "version": 1, HOLDER: holder, "publicKeyMultibase": public}
        return (dumps(value, indent=2) + "\n").encode()

    @property
    def private(self) -> MemorySigner:
        """What a key file keeps."""
        return self._signer.with_method(self.keyid)


def tuf_key(key: PublicKey, holder: str = "") -> Key:
    """``key`` (Ed25519) as TUF writes it; whose it is stands in a field of its own, which others leave alone."""
    made = SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(key.raw))
    if holder:
        made.unrecognized_fields[HOLDER] = holder
    return made


def read_public_file(data: bytes, name: str) -> Key:
    """What :meth:`RoleSigner.public_file` wrote. Raises :class:`InputError` ``bundle_key_unreadable``."""
    try:
        value = parse_object(data)
        holder, public = value.get(HOLDER), value.get("publicKeyMultibase")
        if value.get("type") != KEY_TYPE or value.get("version") != 1 or set(value) != _MEMBERS:
            raise InputError("bundle_key_unreadable", path=name)
        if not isinstance(holder, str) or len(holder) > _MAX_HOLDER or not isinstance(public, str):
            raise InputError("bundle_key_unreadable", path=name)
        key = PublicKey.from_multikey(public)
    except Refused as error:
        raise InputError("bundle_key_unreadable", path=name, detail=str(error)) from error
    if key.key_type is not KeyType.ED25519:
        raise InputError("bundle_key_unreadable", path=name, detail=key.key_type)
    return tuf_key(key, holder)


def holder_of(key: Key) -> str:
    """Whose key it is, as its holder said; empty where nobody did."""
    holder = key.unrecognized_fields.get(HOLDER, "")
    return holder if isinstance(holder, str) else ""


def write_key_file(path: Path, passphrase: str, signers: Mapping[str, RoleSigner], *, new: bool) -> None:
    """Write an encrypted key file; the keys stand in it by their ids.

    Raises :class:`dsp_vc.files.FileError`, :class:`InputError` ``passphrase_*``.
    """
    write = KeyStore.create if new else KeyStore.replace
    write(path, passphrase, {signer.keyid: signer.private for signer in signers.values()})


def open_key_file(path: Path, passphrase: str) -> dict[str, RoleSigner]:
    """The keys in ``path`` by id. Raises the codes of :meth:`KeyStore.open`, ``key_store_invalid`` for other keys."""
    signers: dict[str, RoleSigner] = {}
    for private in KeyStore.open(path, passphrase).values():
        if private.public_key.key_type is not KeyType.ED25519:
            raise InputError("key_store_invalid", path=path)
        signer = RoleSigner(private)
        signers[signer.keyid] = signer
    return signers


def short(keyid: str) -> str:
    """The beginning of a key's id, enough to tell keys apart on a screen."""
    return keyid[:8]
