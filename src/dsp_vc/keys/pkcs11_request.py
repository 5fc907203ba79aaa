"""Requests for a certificate (PKCS #10), signed by a key on a token."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from dsp_vc.errors import Refused
from dsp_vc.keys.public import CURVES, KeyType

if TYPE_CHECKING:
    from cryptography.hazmat.primitives import serialization
    from cryptography.x509 import CertificateSigningRequest, CertificateSigningRequestBuilder

    from dsp_vc.keys.signer import Signer


def sign_request(builder: CertificateSigningRequestBuilder, signer: Signer) -> CertificateSigningRequest:
    """What ``builder`` says, signed by the P-256 key of ``signer``: the key that a certificate is asked for.

    Raises :class:`Refused` ``key_type_unsupported`` for another kind, :class:`dsp_vc.errors.HardwareError`.
    """
    if signer.public_key.key_type is not KeyType.P256:
        raise Refused("key_type_unsupported", name=signer.public_key.key_type.value)
    return builder.sign(_Elsewhere(signer), CURVES[KeyType.P256].hash)


class _Elsewhere(ec.EllipticCurvePrivateKey):
    """To the builder a private key; it can sign, and there is nothing else in it to be had."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    @property
    def curve(self) -> ec.EllipticCurve:
        return CURVES[self._signer.public_key.key_type].curve

    @property
    def key_size(self) -> int:
        return self.curve.key_size

    def public_key(self) -> ec.EllipticCurvePublicKey:
        return ec.EllipticCurvePublicKey.from_encoded_point(self.curve, self._signer.public_key.raw)

    def sign(self, data: bytes, signature_algorithm: ec.EllipticCurveSignatureAlgorithm) -> bytes:  # type: ignore[override]
        signature = self._signer.sign(data)
        half = len(signature) // 2
        return encode_dss_signature(int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))

    def exchange(self, algorithm: ec.ECDH, peer_public_key: ec.EllipticCurvePublicKey) -> NoReturn:
        raise TypeError("this key signs, and does nothing else")

    def private_numbers(self) -> NoReturn:
        raise TypeError("the private key is on a token")

    def private_bytes(
        self,
        encoding: serialization.Encoding,
        format: serialization.PrivateFormat,
        encryption_algorithm: serialization.KeySerializationEncryption,
    ) -> NoReturn:
        raise TypeError("the private key is on a token")

    def __copy__(self) -> NoReturn:
        raise TypeError("a key on a token can't be copied")

    def __deepcopy__(self, memo: dict[int, object]) -> NoReturn:
        raise TypeError("a key on a token can't be copied")
