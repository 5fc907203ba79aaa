"""age v1 files for a passphrase (https://c2sp.org/age: "The scrypt recipient type", "Header MAC", "Payload").

Done here and not by pyrage, which measures the machine each time: on a busy one it closed a file with a quarter of the
work or less, and refused to open what an idle or faster machine had closed. Here the work is the same everywhere.
"""

from __future__ import annotations

import base64
import hmac
import io
import os
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from dsp_vc.errors import InputError, Refused

WORK_FACTOR = 18  # log2 of scrypt's N, as age itself has it: a quarter of a GiB and about a second, each way
_LABEL = b"age-encryption.org/v1/scrypt"
_SALT, _FILE_KEY, _TAG, _NONCE = 16, 16, 16, 16
_CHUNK = 64 * 1024


class Source(Protocol):
    """What is read from its beginning to its end: a file, a pipe."""

    def read(self, size: int = -1, /) -> bytes:
        """At most ``size`` bytes; none at the end."""


def seal_file(data: bytes, passphrase: str, *, work_factor: int = WORK_FACTOR) -> bytes:
    """``data`` as an age file with one scrypt recipient; ``work_factor`` is log2 of N."""
    sealed = io.BytesIO()
    seal_stream(io.BytesIO(data), sealed, passphrase, work_factor=work_factor)
    return sealed.getvalue()


def seal_stream(source: Source, target: BinaryIO, passphrase: str, *, work_factor: int = WORK_FACTOR) -> None:
    """As :func:`seal_file`, from ``source`` to ``target``, a chunk at a time."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    file_key, salt, nonce = os.urandom(_FILE_KEY), os.urandom(_SALT), os.urandom(_NONCE)
    wrapped = ChaCha20Poly1305(_wrap_key(passphrase, salt, work_factor)).encrypt(bytes(12), file_key, None)
    stanza = f"-> scrypt {_base64(salt)} {work_factor}\n{_base64(wrapped)}\n"
    header = b"age-encryption.org/v1\n" + stanza.encode() + b"---"
    target.write(header + b" " + _base64(_mac(file_key, header)).encode() + b"\n" + nonce)
    stream = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload"))
    for number, (chunk, last) in enumerate(_chunks(source, _CHUNK)):
        target.write(stream.encrypt(_counter(number, last=last), chunk, None))


def open_file(binary: bytes, size: int, passphrase: str) -> bytes:
    """What a binary age file holds; its header of ``size`` bytes was read and bounded before.

    Raises :class:`InputError` ``passphrase_wrong``, :class:`Refused` ``age_damaged``.
    """
    opened = io.BytesIO()
    open_stream(binary[:size], io.BytesIO(binary[size:]), opened, passphrase)
    return opened.getvalue()


def open_stream(header: bytes, source: Source, target: BinaryIO, passphrase: str) -> None:
    """As :func:`open_file`, from ``source``, which stands behind ``header``. What was written to ``target`` counts only
    when this returns: that the end is missing is known at the end. Raises as that does."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    lines = header[:-1].split(b"\n")
    if len(lines) != 4:
        raise Refused("age_damaged", detail="the scrypt recipient")
    _, _, salt, factor = lines[1].split(b" ")
    wrapped = _unbase64(lines[2], _FILE_KEY + _TAG)
    mac = _unbase64(lines[3].removeprefix(b"--- "), 32)
    key = _wrap_key(passphrase, _unbase64(salt, _SALT), int(factor))
    try:
        file_key = ChaCha20Poly1305(key).decrypt(bytes(12), wrapped, None)
    except InvalidTag:
        raise InputError("passphrase_wrong") from None
    if not _same(mac, _mac(file_key, b"\n".join(lines[:3]) + b"\n---")):
        raise Refused("age_damaged", detail="the header was changed")
    _open_payload(file_key, source, target)


def _open_payload(file_key: bytes, source: Source, target: BinaryIO) -> None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = source.read(_NONCE)
    if len(nonce) < _NONCE:
        raise Refused("age_damaged", detail="the content is cut short")
    stream = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload"))
    for number, (chunk, last) in enumerate(_chunks(source, _CHUNK + _TAG)):
        try:
            opened = stream.decrypt(_counter(number, last=last), chunk, None)
        except (InvalidTag, ValueError):
            raise Refused("age_damaged", detail="the content was changed or cut short") from None
        if number and not opened:
            raise Refused("age_damaged", detail="an empty last chunk")
        target.write(opened)


def _chunks(source: Source, size: int) -> Iterator[tuple[bytes, bool]]:
    """``source`` in pieces of ``size`` bytes, each with whether it is the last; at least one, which may be empty."""
    piece = _full(source, size)
    while True:
        following = _full(source, size)
        yield piece, not following
        if not following:
            return
        piece = following


def _full(source: Source, size: int) -> bytes:
    """``size`` bytes, fewer at the end alone: a pipe gives what it has."""
    data = source.read(size)
    while 0 < len(data) < size and (more := source.read(size - len(data))):
        data += more
    return data


def _wrap_key(passphrase: str, salt: bytes, work_factor: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=_LABEL + salt, length=32, n=2**work_factor, r=8, p=1).derive(passphrase.encode("utf-8"))


def _hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt or None, info).derive(key)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_hkdf(file_key, b"", b"header"), header, "sha256")


def _same(one: bytes, other: bytes) -> bool:
    return hmac.compare_digest(one, other)


def _counter(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _base64(data: bytes) -> str:
    return base64.b64encode(data).rstrip(b"=").decode("ascii")


def _unbase64(text: bytes, size: int) -> bytes:
    """Exactly ``size`` bytes from unpadded base64 in its one canonical form."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise Refused("age_damaged", detail="the header is not base64") from None
    if len(data) != size or _base64(data).encode() != text:
        raise Refused("age_damaged", detail="the header is not base64 of the right length")
    return data
