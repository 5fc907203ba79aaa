"""Multikey (CID 1.0 §2.2.2): a public key as base58btc multibase over a multicodec prefix and the raw key."""

from __future__ import annotations

from dsp_vc.encoding.base import multibase_decode, multibase_encode
from dsp_vc.errors import Refused

#: Names and codes of the multicodec table for keys that occur in documents of identifiers. Known is not supported.
MULTICODEC = {
    "secp256k1-pub": 0xE7,
    "bls12_381-g1-pub": 0xEA,
    "bls12_381-g2-pub": 0xEB,
    "x25519-pub": 0xEC,
    "ed25519-pub": 0xED,
    "bls12_381-g1g2-pub": 0xEE,
    "p256-pub": 0x1200,
    "p384-pub": 0x1201,
    "p521-pub": 0x1202,
    "ed448-pub": 0x1203,
    "x448-pub": 0x1204,
    "rsa-pub": 0x1205,
    "sm2-pub": 0x1206,
    "mldsa-44-pub": 0x1210,
    "mldsa-65-pub": 0x1211,
    "mldsa-87-pub": 0x1212,
    "ed25519-priv": 0x1300,
    "secp256k1-priv": 0x1301,
    "x25519-priv": 0x1302,
    "rsa-priv": 0x1305,
    "p256-priv": 0x1306,
    "p384-priv": 0x1307,
    "p521-priv": 0x1308,
    "jwk_jcs-pub": 0xEB51,
}
_NAMES = {code: name for name, code in MULTICODEC.items()}


def encode(codec_name: str, raw: bytes) -> str:
    """``raw`` as a multikey text, for example ``z6Mk…`` for ``ed25519-pub``."""
    return multibase_encode(_varint(MULTICODEC[codec_name]) + raw, "z")


def decode(text: str) -> tuple[str, bytes]:
    """The codec's name and the raw key of a multikey text.

    Raises :class:`~dsp_vc.errors.Refused`: ``multibase_prefix``, ``base_encoding``, ``multikey_invalid`` (prefix cut
    short, not minimal), ``multikey_unknown`` (a code that is not in :data:`MULTICODEC`).
    """
    data = multibase_decode(text, allowed=("z",))
    code, size = _read_varint(data)
    name = _NAMES.get(code)
    if name is None:
        raise Refused("multikey_unknown", name=hex(code))
    return name, data[size:]


def _varint(number: int) -> bytes:
    encoded = bytearray()
    while number >= 0x80:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def _read_varint(data: bytes) -> tuple[int, int]:
    """Unsigned varint, at most nine bytes and minimal, as multiformats require."""
    number = 0
    for position, byte in enumerate(data[:9]):
        number |= (byte & 0x7F) << (7 * position)
        if byte < 0x80:
            if byte == 0 and position:
                raise Refused("multikey_invalid", detail="the prefix is longer than needed")
            return number, position + 1
    raise Refused("multikey_invalid", detail="the prefix is cut short")
