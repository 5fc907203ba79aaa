"""Private keys in one age file: named private JWKs, opened by a passphrase; beside them what else must be secret."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dsp_vc.encoding.strict_json import JsonObject, dumps, parse_object
from dsp_vc.errors import InputError, Refused
from dsp_vc.files import FileError, read_bounded, write_atomic
from dsp_vc.keys import age
from dsp_vc.keys.signer import MemorySigner

VERSION = 1
MAX_FILE = 1024 * 1024


class KeyStore:
    """The functions of a key file: ``{"version": 1, "keys": {name: private JWK}, "secrets": {…}}`` inside age.

    ``secrets`` is what else its owner keeps there, as JSON; its meaning is the owner's.
    """

    @staticmethod
    def create(
        path: Path | str, passphrase: str, signers: Mapping[str, MemorySigner], secrets: JsonObject | None = None
    ) -> None:
        """Write a new key file, for its owner's eyes (0600). Raises ``FileError`` ``file_exists`` where one stands."""
        if Path(path).exists():  # said before the work; the write itself decides
            raise FileError("file_exists", path=path)
        write_atomic(path, _seal(passphrase, signers, secrets), private=True, overwrite=False)

    @staticmethod
    def replace(
        path: Path | str, passphrase: str, signers: Mapping[str, MemorySigner], secrets: JsonObject | None = None
    ) -> None:
        """Write the key file anew: other keys, or another passphrase. A crash leaves the old or the new file."""
        write_atomic(path, _seal(passphrase, signers, secrets), private=True)

    @staticmethod
    def open(path: Path | str, passphrase: str) -> dict[str, MemorySigner]:
        """The signers by name. Raises the codes of :func:`dsp_vc.keys.age.decrypt` and ``key_store_invalid``."""
        return KeyStore.open_whole(path, passphrase)[0]

    @staticmethod
    def open_whole(path: Path | str, passphrase: str) -> tuple[dict[str, MemorySigner], JsonObject]:
        """The signers by name, and the other secrets. Raises as :meth:`open`."""
        data = age.decrypt(read_bounded(path, MAX_FILE), passphrase=passphrase)
        try:
            content = parse_object(data)
        except Refused:
            raise InputError("key_store_invalid", path=path) from None
        keys = content.get("keys")
        secrets = content.get("secrets", {})
        if content.get("version") != VERSION or not isinstance(keys, dict) or not isinstance(secrets, dict):
            raise InputError("key_store_invalid", path=path)
        signers: dict[str, MemorySigner] = {}
        for name, value in keys.items():
            if not isinstance(value, dict):
                raise InputError("key_store_invalid", path=path)
            try:
                signers[name] = MemorySigner.from_private_jwk(value)
            except Refused:
                raise InputError("key_store_invalid", path=path) from None
        return signers, secrets


def _seal(passphrase: str, signers: Mapping[str, MemorySigner], secrets: JsonObject | None) -> bytes:
    keys: JsonObject = {name: signer.to_private_jwk() for name, signer in signers.items()}
    content: JsonObject = {"version": VERSION, "keys": keys}
    if secrets:
        content["secrets"] = secrets
    return age.encrypt_with_passphrase(dumps(content).encode("utf-8"), passphrase)
