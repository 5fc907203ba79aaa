"""A small certificate authority for tests: every member of a certificate can be made wrong."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from dsp_vc.keys.certificate import Certificate

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
Key = Any


def p256() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def usage(*, signature: bool = False, certificates: bool = False, commitment: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(signature, commitment, False, False, False, certificates, certificates, False, False)


def alternative(*uris: str, hosts: Sequence[str] = ()) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName(
        [*(x509.UniformResourceIdentifier(uri) for uri in uris), *(x509.DNSName(host) for host in hosts)]
    )


Extensions = Sequence[tuple[x509.ExtensionType, bool]]


def _authority_extensions(length: int | None) -> Extensions:
    return [(x509.BasicConstraints(True, length), True), (usage(certificates=True), True)]


@dataclass
class Authority:
    """Somebody with a certificate who gives others certificates."""

    certificate: x509.Certificate
    key: Key
    above: list[x509.Certificate] = field(default_factory=list)

    @classmethod
    def root(cls, name: str = "Voorbeeld Root", key: Key = None, **options: Any) -> Authority:
        key = key or p256()
        options.setdefault("extensions", _authority_extensions(None))
        options.setdefault("days", 3650)
        return cls(make(name, key, name, key, **options), key)

    def give(self, name: str, key: Key, *, extensions: Extensions, **options: Any) -> x509.Certificate:
        own = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
        return make(
            name, key, options.pop("issuer", own), options.pop("by", self.key), extensions=extensions, **options
        )

    def authority(
        self,
        name: str = "Voorbeeld CA",
        key: Key = None,
        *,
        length: int | None = 0,
        also: Extensions = (),
        **options: Any,
    ) -> Authority:
        key = key or p256()
        options.setdefault("extensions", [*_authority_extensions(length), *also])
        certificate = self.give(name, key, **options)
        return Authority(certificate, key, [self.certificate, *self.above])

    def signer(
        self, key: Key, *uris: str, hosts: Sequence[str] = (), also: Extensions = (), **options: Any
    ) -> x509.Certificate:
        kind = options.pop("usage", usage(signature=True))
        names = [(alternative(*uris, hosts=hosts), False)] if uris or hosts else []
        options.setdefault("extensions", [*([(kind, True)] if kind else []), *names, *also])
        return self.give(options.pop("name", "Voorbeeldcollege"), key, **options)

    @property
    def anchor(self) -> Certificate:
        return Certificate(self.certificate)


def make(
    name: str,
    key: Key,
    issuer: str,
    by: Key,
    *,
    extensions: Extensions,
    start: datetime = NOW - YEAR,
    days: int = 730,
    algorithm: hashes.HashAlgorithm | None = None,
    padding: Any = None,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key if hasattr(key, "public_bytes") else key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    if isinstance(by, ed25519.Ed25519PrivateKey):
        return builder.sign(by, None)
    return builder.sign(by, algorithm or hashes.SHA256(), rsa_padding=padding)


def x5c(*certificates: x509.Certificate) -> list[str]:
    return [base64.b64encode(entry.public_bytes(Encoding.DER)).decode() for entry in certificates]


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(entry.public_bytes(Encoding.PEM) for entry in certificates)
