"""Signers: what signs, without ever showing what it signs with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn, Protocol

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dsp_vc.encoding.base import b64url_encode
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import Refused
from dsp_vc.keys import jwk
from dsp_vc.keys.public import CURVES, KeyType, PublicKey

if TYPE_CHECKING:
    from cryptography.x509 import CertificateSigningRequest, CertificateSigningRequestBuilder

_PrivateKey = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey


class Signer(Protocol):
    """What securing needs of a key: in memory, on a card, in an HSM."""

    @property
    def verification_method(self) -> str:
        """The id under which others find the public key: a DID URL, or a ``kid``."""

    @property
    def algorithm(self) -> str:
        """``EdDSA``, ``ES256`` or ``ES384``."""

    @property
    def public_key(self) -> PublicKey:
        """The public half."""

    def sign(self, data: bytes) -> bytes:
        """The signature over ``data``: 64 bytes for Ed25519, r and s of the curve's size for ECDSA."""


@dataclass(frozen=True, slots=True, eq=False)
class MemorySigner:
    """A private key in memory. Its ``repr`` shows the public key alone; it can't be copied or pickled."""

    _private: _PrivateKey = field(repr=False)
    public_key: PublicKey
    verification_method: str = ""

    @classmethod
    def generate(cls, key_type: KeyType, verification_method: str = "") -> MemorySigner:
        """A new key from the system's randomness."""
        if key_type is KeyType.ED25519:
            return cls._of(ed25519.Ed25519PrivateKey.generate(), verification_method)
        return cls._of(ec.generate_private_key(CURVES[key_type].curve), verification_method)

    @classmethod
    def from_seed(
        cls, seed: bytes, verification_method: str = "", *, key_type: KeyType = KeyType.ED25519
    ) -> MemorySigner:
        """The key of an RFC 8032 seed, or of a big-endian ECDSA scalar. Raises ``key_invalid``."""
        size = 32 if key_type is KeyType.ED25519 else CURVES[key_type].size
        if len(seed) != size:
            raise Refused("key_invalid", detail=f"a private key of {len(seed)} bytes, not {size}")
        if key_type is KeyType.ED25519:
            return cls._of(ed25519.Ed25519PrivateKey.from_private_bytes(seed), verification_method)
        curve = CURVES[key_type]
        scalar = int.from_bytes(seed, "big")
        if not 0 < scalar < curve.order:
            raise Refused("key_invalid", detail="a private key out of range")
        return cls._of(ec.derive_private_key(scalar, curve.curve), verification_method)

    @classmethod
    def from_private_jwk(cls, value: Mapping[str, object]) -> MemorySigner:
        """The key of a private JWK (RFC 7518 §6.2.2, RFC 8037 §2); ``kid`` becomes the verification method.

        Raises :class:`~dsp_vc.errors.Refused` ``key_type_unsupported``, ``key_use``, ``key_invalid`` (also where the
        public half belongs to another private one).
        """
        public = {name: member for name, member in value.items() if name not in ("d", "use", "key_ops", "alg")}
        public_key = PublicKey.from_jwk(public)
        jwk.check_use(value, "sign", public_key.algorithm)
        kid = value.get("kid", "")
        if not isinstance(kid, str):
            raise Refused("key_invalid", detail="kid is no text")
        size = 32 if public_key.key_type is KeyType.ED25519 else CURVES[public_key.key_type].size
        signer = cls.from_seed(jwk.coordinate(value, "d", size), kid, key_type=public_key.key_type)
        if signer.public_key != public_key:
            raise Refused("key_invalid", detail="the public half belongs to another private key")
        return signer

    @property
    def algorithm(self) -> str:
        """``EdDSA``, ``ES256`` or ``ES384``."""
        return self.public_key.algorithm

    def with_method(self, verification_method: str) -> MemorySigner:
        """The same key under the id that others find it by."""
        return MemorySigner(self._private, self.public_key, verification_method)

    def sign(self, data: bytes) -> bytes:
        """The signature over ``data``; ECDSA as r and s (RFC 7518 §3.4), with fresh randomness each time."""
        if isinstance(self._private, ed25519.Ed25519PrivateKey):
            return self._private.sign(data)
        curve = CURVES[self.public_key.key_type]
        r, s = decode_dss_signature(self._private.sign(data, ec.ECDSA(curve.hash)))
        return r.to_bytes(curve.size, "big") + s.to_bytes(curve.size, "big")

    def sign_request(self, builder: CertificateSigningRequestBuilder) -> CertificateSigningRequest:
        """A request for a certificate of this key (RFC 2986 §3): what ``builder`` says, signed by it."""
        if isinstance(self._private, ed25519.Ed25519PrivateKey):
            return builder.sign(self._private, None)
        return builder.sign(self._private, CURVES[self.public_key.key_type].hash)

    def to_private_jwk(self) -> JsonObject:
        """The private JWK, ``kid`` being the verification method. Only for a file that is encrypted."""
        if isinstance(self._private, ed25519.Ed25519PrivateKey):
            secret = self._private.private_bytes_raw()
        else:
            size = CURVES[self.public_key.key_type].size
            secret = self._private.private_numbers().private_value.to_bytes(size, "big")
        kid: JsonObject = {"kid": self.verification_method} if self.verification_method else {}
        return {**self.public_key.to_jwk(), "d": b64url_encode(secret), **kid}

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a signer can't be copied or pickled: it holds a private key")

    @classmethod
    def _of(cls, private: _PrivateKey, verification_method: str) -> MemorySigner:
        if isinstance(private, ed25519.Ed25519PrivateKey):
            public = PublicKey(KeyType.ED25519, private.public_key().public_bytes_raw())
        else:
            key_type = next(name for name, curve in CURVES.items() if curve.curve.name == private.curve.name)
            point = private.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
            public = PublicKey(key_type, point)
        return cls(private, public, verification_method)
