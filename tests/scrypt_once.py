"""Deriving a key from a passphrase takes seconds, by design; for what this process closed or opened itself, once will do.

A passphrase that was never seen with a file, a wrong one among them, is still derived. Where many files are closed,
:func:`light` closes them as age v1 does, with a work factor of 2 instead of 2^18.
"""

from __future__ import annotations

import hashlib
from functools import partial

import pytest

from dsp_vc.keys import age
from dsp_vc.keys.age_passphrase import seal_file, seal_stream


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
    patch.setattr(age, "seal_stream", partial(seal_stream, work_factor=1))


def light(patch: pytest.MonkeyPatch) -> None:
    """Close files with next to no work, for as long as ``patch`` holds; they are opened as any other."""

    def closed(data: bytes, passphrase: str) -> bytes:
        age._check_passphrase(passphrase)
        return seal_file(data, passphrase, work_factor=1)

    patch.setattr(age, "encrypt_with_passphrase", closed)
    patch.setattr(age, "seal_stream", partial(seal_stream, work_factor=1))
