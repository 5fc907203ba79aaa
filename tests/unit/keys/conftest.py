"""A writer of age files by passphrase with a chosen work factor: cheap files to open, and files that ask too much."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Seal = Callable[..., bytes]


def _b64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


@pytest.fixture
def seal() -> Seal:
    """``seal(data, passphrase, factor=4, written=None, extra=b"")``: ``written`` is what the header says instead."""

    def write(data: bytes, passphrase: str, factor: int = 4, written: bytes | None = None, extra: bytes = b"") -> bytes:
        file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
        wrap = hashlib.scrypt(
            passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=2**factor, r=8, p=1, dklen=32
        )
        body = ChaCha20Poly1305(wrap).encrypt(bytes(12), file_key, None)
        arguments = b"-> scrypt " + _b64(salt) + b" " + (written or str(factor).encode())
        header = b"age-encryption.org/v1\n" + arguments + b"\n" + _b64(body) + b"\n" + extra + b"---"
        mac = hmac.digest(_hkdf(file_key, b"", b"header"), header, "sha256")
        payload_key = _hkdf(file_key, nonce, b"payload")
        payload = ChaCha20Poly1305(payload_key).encrypt(bytes(11) + b"\1", data, None)
        return header + b" " + _b64(mac) + b"\n" + nonce + payload

    return write
