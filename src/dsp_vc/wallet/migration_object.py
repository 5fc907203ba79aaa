"""The Migration Object of the EUDI wallets (Technical Specification 10, version 1.2): a JWE around ``MigrationData``.

Encryption is what §5 fixes: PBES2-HS256+A128KW (RFC 7518 §4.8) and A128GCM, compact. A private key never
travels in it (Mig_03), and our keys are no device's: all credentials go as ``nonDeviceBoundCredentials``, as they are.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import pbkdf2_hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from dsp_vc.encoding.base import b64url_decode, b64url_encode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse_object
from dsp_vc.errors import InputError, Refused

ALGORITHM, ENCRYPTION = "PBES2-HS256+A128KW", "A128GCM"
ITERATIONS = 600_000
MAX_ITERATIONS = 2_000_000  # the header is not authenticated before the key is derived: what it asks for is bounded
MAX_TEXT = 64 * 1024 * 1024
_MAX_DEPTH = 104
_FORMATS = {True: "ldp_vc", False: "dc+sd-jwt"}


def is_migration_object(data: bytes) -> bool:
    """Whether ``data`` looks like a JWE in compact serialisation: five parts."""
    return data.lstrip()[:2] == b"ey" and data.count(b".") == 4


def build_migration_object(raws: Iterable[str], password: str) -> str:
    """A Migration Object with the credentials, each as it was received: the text of a JSON credential, or a token.

    Raises :class:`InputError` ``passphrase_empty``.
    """
    held: list[JsonValue] = [{"format": _FORMATS[raw.startswith("{")], "credential": raw} for raw in raws]
    data: JsonObject = {"transactionLog": [], "listOfCredentials": [], "nonDeviceBoundCredentials": held}
    salt, iv, key = os.urandom(16), os.urandom(12), os.urandom(16)
    header: JsonObject = {"alg": ALGORITHM, "enc": ENCRYPTION, "p2s": b64url_encode(salt), "p2c": ITERATIONS}
    protected = b64url_encode(dumps(header).encode())
    wrapped = aes_key_wrap(_wrapping_key(password, salt, ITERATIONS), key)
    sealed = AESGCM(key).encrypt(iv, dumps(data).encode(), protected.encode())
    parts = (wrapped, iv, sealed[:-16], sealed[-16:])
    return ".".join((protected, *(b64url_encode(part) for part in parts)))


def read_migration_object(data: bytes, password: str) -> tuple[list[str], int]:
    """The credentials that can be moved, and how many more are listed that must be asked for again.

    Raises :class:`InputError` ``passphrase_wrong``, :class:`Refused` ``migration_object_invalid``,
    ``migration_object_work`` (more than two million rounds).
    """
    try:
        content = parse_object(_open(data, password), max_bytes=MAX_TEXT, max_depth=_MAX_DEPTH)
    except Refused as error:
        if error.code.startswith("migration_object"):
            raise
        raise Refused("migration_object_invalid", detail=error.code) from None
    inner = content.get("MigrationData", content)
    held = inner.get("nonDeviceBoundCredentials") if isinstance(inner, dict) else None
    if not isinstance(inner, dict) or not isinstance(held, list):
        raise Refused("migration_object_invalid", detail="no nonDeviceBoundCredentials")
    listed = inner.get("listOfCredentials")
    found = [_credential(entry) for entry in held]
    missing = found.count(None) + (len(listed) if isinstance(listed, list) else 0)
    return [raw for raw in found if raw is not None], missing


def _credential(entry: JsonValue) -> str | None:
    """The text of a credential of a kind that this wallet keeps. One that came as an object lost its text before."""
    value = entry.get("credential") if isinstance(entry, dict) else None
    if isinstance(value, dict):
        return dumps(value)
    if isinstance(value, str) and value.strip().startswith(("ey", "{")):
        return value.strip()
    return None


def _open(data: bytes, password: str) -> bytes:
    try:
        protected, *rest = data.strip().decode("ascii").split(".")
        header = parse_object(b64url_decode(protected))
        wrapped, iv, sealed, tag = (b64url_decode(part) for part in rest)
    except (UnicodeDecodeError, ValueError):
        raise Refused("migration_object_invalid", detail="no compact JWE") from None
    salt, rounds = header.get("p2s"), header.get("p2c")
    if header.get("alg") != ALGORITHM or header.get("enc") != ENCRYPTION or {"crit", "zip"} & header.keys():
        raise Refused("migration_object_invalid", detail="encrypted in another way")
    if not isinstance(salt, str) or not isinstance(rounds, int) or isinstance(rounds, bool) or rounds < 1000:
        raise Refused("migration_object_invalid", detail="p2s or p2c")
    if rounds > MAX_ITERATIONS:
        raise Refused("migration_object_work", limit=MAX_ITERATIONS, asked=rounds)
    if len(iv) != 12 or len(tag) != 16:
        raise Refused("migration_object_invalid", detail="iv or tag")
    try:
        key = aes_key_unwrap(_wrapping_key(password, b64url_decode(salt), rounds), wrapped)
        return AESGCM(key).decrypt(iv, sealed + tag, protected.encode())
    except InvalidUnwrap:
        raise InputError("passphrase_wrong") from None
    except (InvalidTag, ValueError):
        raise Refused("migration_object_invalid", detail="cut short or changed") from None


def _wrapping_key(password: str, salt: bytes, rounds: int) -> bytes:
    if not password:
        raise InputError("passphrase_empty")
    return pbkdf2_hmac("sha256", password.encode(), ALGORITHM.encode() + b"\0" + salt, rounds, 16)
