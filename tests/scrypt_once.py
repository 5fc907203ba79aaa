"""Deriving a key from a passphrase takes seconds, by design; for what this process closed or opened itself, once will do.

A passphrase that was never seen with a file, a wrong one among them, is still derived. Where many files are closed,
:func:`light` closes them as age v1 does, with a work factor of 2 instead of 2^18.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from dsp_vc.keys import age


def remember(patch: pytest.MonkeyPatch) -> None:
    """Keep what passphrases opened for as long as ``patch`` holds."""
    known: dict[tuple[bytes, str], bytes] = {}
    derive, close = age._decrypt_by_passphrase, age.encrypt_with_passphrase

    def opened(binary: bytes, passphrase: str) -> bytes:
        key = (hashlib.sha256(binary).digest(), passphrase)
        if key not in known:
            known[key] = derive(binary, passphrase)
        return known[key]

    def closed(data: bytes, passphrase: str) -> bytes:
        binary = close(data, passphrase)
        known[hashlib.sha256(binary).digest(), passphrase] = data
        return binary

    patch.setattr(age, "_decrypt_by_passphrase", opened)
    patch.setattr(age, "encrypt_with_passphrase", closed)


def light(patch: pytest.MonkeyPatch) -> None:
    """Close files with next to no work, for as long as ``patch`` holds; they are opened as any other."""

    def closed(data: bytes, passphrase: str) -> bytes:
        age._check_passphrase(passphrase)
        return _seal(data, passphrase)

    patch.setattr(age, "encrypt_with_passphrase", closed)


def _seal(data: bytes, passphrase: str) -> bytes:
    """An age v1 file by its specification (https://c2sp.org/age): scrypt recipient, header MAC, STREAM payload."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrap = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=2, r=8, p=1).derive(passphrase.encode())
    body = ChaCha20Poly1305(wrap).encrypt(bytes(12), file_key, None)
    header = b"age-encryption.org/v1\n-> scrypt " + _base64(salt) + b" 1\n" + _base64(body) + b"\n---"
    mac = hmac.digest(_hkdf(file_key, b"", b"header"), header, "sha256")
    stream, size = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload")), 64 * 1024
    chunks = [data[start : start + size] for start in range(0, len(data), size)] or [b""]
    payload = b"".join(
        stream.encrypt(number.to_bytes(11, "big") + bytes([number == len(chunks) - 1]), chunk, None)
        for number, chunk in enumerate(chunks)
    )
    return header + b" " + _base64(mac) + b"\n" + nonce + payload


def _hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt or None, info).derive(key)


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")
