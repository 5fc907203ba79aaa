"""Bytes as text: base64url, base58btc, base45, multibase. Decoders are strict: one text for each byte sequence."""

from __future__ import annotations

import base64
import re

from dsp_vc.errors import Refused

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_VALUES = {character: value for value, character in enumerate(_BASE58)}
_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_BASE45_VALUES = {character: value for value, character in enumerate(_BASE45)}

# The work of base58 grows with the square of the length; keys, signatures and digests are far below this.
MAX_BASE58 = 8192


def b64url_encode(data: bytes) -> str:
    """base64url without padding (RFC 4648 §5, RFC 7515 §2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def b64url_decode(text: str) -> bytes:
    """The bytes of unpadded base64url.

    Raises :class:`~dsp_vc.errors.Refused` ``base_encoding`` for padding, another character, an impossible length, or
    trailing bits that are not zero (RFC 4648 §3.5).
    """
    if not _BASE64URL.fullmatch(text):
        raise Refused("base_encoding", name="base64url", detail="a character outside the alphabet, or padding")
    if len(text) % 4 == 1:
        raise Refused("base_encoding", name="base64url", detail="a length that can't be")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(text) % 4 and b64url_encode(data[-(len(data) % 3) :]) != text[-(len(text) % 4) :]:
        raise Refused("base_encoding", name="base64url", detail="trailing bits that are not zero")
    return data


def base58btc_encode(data: bytes) -> str:
    """base58 in Bitcoin's alphabet; leading zero bytes become leading ``1``."""
    if len(data) > MAX_BASE58:
        raise Refused("base_encoding", name="base58btc", detail="too long")
    number = int.from_bytes(data, "big")
    characters: list[str] = []
    while number:
        number, digit = divmod(number, 58)
        characters.append(_BASE58[digit])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(reversed(characters))


def base58btc_decode(text: str) -> bytes:
    """The bytes of base58btc. Raises ``base_encoding`` for another character, or more than 8192 of them."""
    if len(text) > MAX_BASE58:
        raise Refused("base_encoding", name="base58btc", detail="too long")
    number = 0
    for character in text:
        value = _BASE58_VALUES.get(character)
        if value is None:
            raise Refused("base_encoding", name="base58btc", detail="a character outside the alphabet")
        number = number * 58 + value
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base45_encode(data: bytes) -> str:
    """base45 (RFC 9285): two bytes in three characters that a QR code stores as alphanumeric."""
    characters: list[str] = []
    for position in range(0, len(data), 2):
        pair = data[position : position + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            characters.append(_BASE45[digit])
    return "".join(characters)


def base45_decode(text: str) -> bytes:
    """The bytes of base45 (RFC 9285 §4).

    Raises ``base_encoding`` for another character, an impossible length, or a group beyond its range (§6).
    """
    data = bytearray()
    for position in range(0, len(text), 3):
        group = text[position : position + 3]
        if len(group) == 1:
            raise Refused("base_encoding", name="base45", detail="a length that can't be")
        number = 0
        for character in reversed(group):
            value = _BASE45_VALUES.get(character)
            if value is None:
                raise Refused("base_encoding", name="base45", detail="a character outside the alphabet")
            number = number * 45 + value
        size = len(group) - 1
        if number >= 256**size:
            raise Refused("base_encoding", name="base45", detail="a group beyond its range")
        data += number.to_bytes(size, "big")
    return bytes(data)


_ENCODERS = {"z": base58btc_encode, "u": b64url_encode}
_DECODERS = {"z": base58btc_decode, "u": b64url_decode}


def multibase_encode(data: bytes, base: str = "z") -> str:
    """``data`` with its multibase prefix (CID 1.0 §2.4): ``z`` base58btc, ``u`` base64url without padding."""
    return base + _ENCODERS[base](data)


def multibase_decode(text: str, allowed: tuple[str, ...] = ("z", "u")) -> bytes:
    """The bytes of a multibase text in one of the ``allowed`` bases.

    Raises :class:`~dsp_vc.errors.Refused`: ``multibase_prefix`` (empty, or another base), ``base_encoding``.
    """
    prefix = text[:1]
    if prefix not in allowed or prefix not in _DECODERS:
        raise Refused("multibase_prefix", name=f"'{prefix}'", detail=f"expected one of {', '.join(allowed)}")
    return _DECODERS[prefix](text[1:])
