"""Public keys: Ed25519 (RFC 8032), ECDSA on P-256 and P-384 (FIPS 186-5), as multikey and as JWK.

A key is checked when it is made: one that is off its curve, not in its one canonical form, or of small order (for
which a signature can be made that fits every message) is never a :class:`PublicKey`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dsp_vc.encoding import jcs, multikey
from dsp_vc.encoding.base import b64url_encode
from dsp_vc.errors import Refused
from dsp_vc.keys import edwards, jwk

if TYPE_CHECKING:
    from dsp_vc.encoding.strict_json import JsonObject


class KeyType(StrEnum):
    """The kinds of key that are supported; the value is the JWK ``crv``."""

    ED25519 = "Ed25519"
    P256 = "P-256"
    P384 = "P-384"


@dataclass(frozen=True, slots=True)
class Curve:
    """An elliptic curve for ECDSA: its size in bytes, the order of its base point, and the hash that goes with it."""

    curve: ec.EllipticCurve
    hash: hashes.SHA256 | hashes.SHA384
    size: int
    order: int


CURVES = {
    KeyType.P256: Curve(
        ec.SECP256R1(), hashes.SHA256(), 32, 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    ),
    KeyType.P384: Curve(
        ec.SECP384R1(),
        hashes.SHA384(),
        48,
        int("F" * 48 + "C7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973", 16),
    ),
}
_ALGORITHMS = {KeyType.ED25519: "EdDSA", KeyType.P256: "ES256", KeyType.P384: "ES384"}
_CODECS = {KeyType.ED25519: "ed25519-pub", KeyType.P256: "p256-pub", KeyType.P384: "p384-pub"}
_KEY_TYPES = {codec: key_type for key_type, codec in _CODECS.items()}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key that was found sound. ``raw``: 32 bytes for Ed25519, the compressed SEC1 point for P-256, P-384.

    Raises :class:`~dsp_vc.errors.Refused` ``key_invalid`` for a wrong length, a point that is not on the curve or not
    canonical, and an Ed25519 point of small order.
    """

    key_type: KeyType
    raw: bytes

    def __post_init__(self) -> None:
        if self.key_type is KeyType.ED25519:
            edwards.check_point(self.raw)
        else:
            _elliptic(self.key_type, self.raw)

    @property
    def algorithm(self) -> str:
        """The one JWS algorithm of this key: ``EdDSA``, ``ES256`` or ``ES384``."""
        return _ALGORITHMS[self.key_type]

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether ``signature`` over ``message`` is by this key. Never raises for what the sender wrote.

        Ed25519: 64 bytes, S below the order (RFC 8032 §5.1.7). ECDSA: r and s, each of the curve's size and between 1
        and the order (RFC 7518 §3.4), over the hash that belongs to the curve.
        """
        try:
            if self.key_type is KeyType.ED25519:
                if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= edwards.ORDER:
                    return False
                ed25519.Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
                return True
            curve = CURVES[self.key_type]
            if len(signature) != 2 * curve.size:
                return False
            r, s = (int.from_bytes(half, "big") for half in (signature[: curve.size], signature[curve.size :]))
            if not (0 < r < curve.order and 0 < s < curve.order):
                return False
            key = _elliptic(self.key_type, self.raw)
            key.verify(encode_dss_signature(r, s), message, ec.ECDSA(curve.hash))
        except InvalidSignature:
            return False
        return True

    @classmethod
    def from_multikey(cls, text: str) -> PublicKey:
        """The key of a multikey text (``z6Mk…``, ``zDn…``, ``z82…``).

        Raises :class:`~dsp_vc.errors.Refused`: ``key_type_unsupported`` for a kind that is known but not supported,
        ``key_private`` for a private key, ``key_invalid``, and the codes of :func:`dsp_vc.encoding.multikey.decode`.
        """
        codec, raw = multikey.decode(text)
        if codec.endswith("-priv"):
            raise Refused("key_private")
        key_type = _KEY_TYPES.get(codec)
        if key_type is None:
            raise Refused("key_type_unsupported", name=codec)
        return cls(key_type, raw)

    @classmethod
    def from_jwk(cls, value: Mapping[str, object]) -> PublicKey:
        """The signature key of a JWK (RFC 7517, RFC 7518 §6.2, RFC 8037 §2); members it does not know are ignored.

        Raises :class:`~dsp_vc.errors.Refused`: ``key_private`` where private or symmetric members are there,
        ``key_type_unsupported`` for another ``kty`` or ``crv``, ``key_use`` where ``use``, ``key_ops`` or ``alg`` say
        that it is not for verifying with this algorithm, ``key_invalid``.
        """
        jwk.refuse_private(value)
        key_type = KeyType(jwk.curve_name(value, tuple(KeyType)))
        jwk.check_use(value, "verify", _ALGORITHMS[key_type])
        if key_type is KeyType.ED25519:
            return cls(key_type, jwk.coordinate(value, "x", 32))
        size = CURVES[key_type].size
        y = jwk.coordinate(value, "y", size)
        return from_point(key_type, b"\x04" + jwk.coordinate(value, "x", size) + y)

    def to_multikey(self) -> str:
        """The key as multikey text (CID 1.0 §2.2.2)."""
        return multikey.encode(_CODECS[self.key_type], self.raw)

    def to_jwk(self) -> JsonObject:
        """The key as a JWK with the members that it must have and no other: ``kty``, ``crv``, ``x``, for EC ``y``."""
        if self.key_type is KeyType.ED25519:
            return {"kty": "OKP", "crv": self.key_type.value, "x": b64url_encode(self.raw)}
        size = CURVES[self.key_type].size
        key = _elliptic(self.key_type, self.raw)
        point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "kty": "EC",
            "crv": self.key_type.value,
            "x": b64url_encode(point[1 : size + 1]),
            "y": b64url_encode(point[size + 1 :]),
        }

    def thumbprint(self) -> str:
        """The JWK thumbprint with SHA-256 in base64url (RFC 7638; RFC 8037 §2 for OKP)."""
        return b64url_encode(sha256(jcs.canonicalize(self.to_jwk())).digest())


def from_point(key_type: KeyType, point: bytes) -> PublicKey:
    """The key of an uncompressed SEC1 ``point`` on P-256 or P-384. Raises ``key_invalid`` where it is off the curve."""
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(CURVES[key_type].curve, point)
    except ValueError:
        raise Refused("key_invalid", detail="the point is not on the curve") from None
    return PublicKey(key_type, key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


@lru_cache(maxsize=256)
def _elliptic(key_type: KeyType, raw: bytes) -> ec.EllipticCurvePublicKey:
    curve = CURVES[key_type]
    if len(raw) != curve.size + 1 or raw[0] not in (2, 3):
        raise Refused("key_invalid", detail="no compressed point of this curve's length")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(curve.curve, raw)
    except ValueError:
        raise Refused("key_invalid", detail="the point is not on the curve") from None
