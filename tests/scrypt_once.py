"""Deriving a key from a passphrase takes seconds, by design; for what this process closed or opened itself, once will do.

A passphrase that was never seen with a file, a wrong one among them, is still derived.
"""

from __future__ import annotations

import hashlib

import pytest

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
