"""X.509 certificates: reading them strictly, what they say of their holder, what their key may be used for (RFC 5280).

Nothing here says whether a certificate is to be believed: that takes a path to an anchor of the operator's.
"""

from __future__ import annotations

import base64
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TypeVar
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID

from dsp_vc.encoding.base import b64url_encode
from dsp_vc.errors import Refused
from dsp_vc.keys.public import CURVES, KeyType, PublicKey

MAX_CERTIFICATE = 16 * 1024
MAX_IN_FILE = 1000
_LABELS = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,60})-----")
_BLOCK = re.compile(rb"-----BEGIN CERTIFICATE-----(.{1,65536}?)-----END CERTIFICATE-----", re.DOTALL)
# What a critical extension may be: those whose meaning is acted on here (RFC 5280 §4.2).
_UNDERSTOOD = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.EXTENDED_KEY_USAGE,
        ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
        ExtensionOID.NAME_CONSTRAINTS,
    }
)
# The purposes that RFC 5280 §4.2.1.12 names are all another one than signing statements about people.
_OTHER_PURPOSES = frozenset(
    {
        ExtendedKeyUsageOID.SERVER_AUTH,
        ExtendedKeyUsageOID.CLIENT_AUTH,
        ExtendedKeyUsageOID.CODE_SIGNING,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.TIME_STAMPING,
        ExtendedKeyUsageOID.OCSP_SIGNING,
    }
)
_MEMBERS = ("version", "subject", "issuer", "extensions", "signature_algorithm_oid", "not_valid_before_utc",
            "not_valid_after_utc")  # fmt: skip
_UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.InvalidVersion,
               x509.UnsupportedGeneralNameType)  # fmt: skip
_Extension = TypeVar("_Extension", bound=x509.ExtensionType)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that could be read in full; equal where the bytes are."""

    parsed: x509.Certificate

    @classmethod
    def from_der(cls, data: bytes) -> Certificate:
        """Read DER. Raises :class:`Refused` ``certificate_malformed``: too large, other bytes after it, not version 3,
        an extension twice or one that can't be read."""
        if len(data) > MAX_CERTIFICATE:
            raise _malformed("too large")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what is odd in a stranger's certificate is refused, or no matter
                parsed = x509.load_der_x509_certificate(data)
                # Parsed when asked for, so ask now: what can't be read is told here, not in the middle of a path.
                for member in _MEMBERS:
                    getattr(parsed, member)
                serial = parsed.serial_number
        except _UNREADABLE as error:
            raise _malformed(type(error).__name__) from error
        if parsed.version is not x509.Version.v3 or serial <= 0:
            raise _malformed("not version 3, or no positive serial number")
        return cls(parsed)

    @property
    def der(self) -> bytes:
        """The certificate's bytes."""
        return self.parsed.public_bytes(Encoding.DER)

    @property
    def holder(self) -> str:
        """Whom it is for, in words."""
        return title(self.parsed.subject)

    @property
    def signed_by(self) -> str:
        """Who it says signed it, in words."""
        return title(self.parsed.issuer)

    @property
    def self_issued(self) -> bool:
        """Whether subject and issuer are one name."""
        return self.parsed.subject == self.parsed.issuer

    @property
    def not_before(self) -> datetime:
        """From when it is valid."""
        return self.parsed.not_valid_before_utc

    @property
    def not_after(self) -> datetime:
        """The last second in which it is valid (RFC 5280 §4.1.2.5)."""
        return self.parsed.not_valid_after_utc

    @property
    def is_authority(self) -> bool:
        """Whether it may sign certificates: ``cA``, and ``keyCertSign`` where a key usage is given (§4.2.1.9)."""
        constraints, usage = self.extension(x509.BasicConstraints), self.extension(x509.KeyUsage)
        return constraints is not None and constraints.ca and (usage is None or usage.key_cert_sign)

    def extension(self, kind: type[_Extension]) -> _Extension | None:
        """The extension of this kind, if it has one."""
        try:
            return self.parsed.extensions.get_extension_for_class(kind).value
        except x509.ExtensionNotFound:
            return None

    def uris(self) -> tuple[str, ...]:
        """The URIs among the subject's alternative names, in order (§4.2.1.6)."""
        names = self.extension(x509.SubjectAlternativeName)
        return () if names is None else tuple(names.get_values_for_type(x509.UniformResourceIdentifier))

    def hosts(self) -> tuple[str, ...]:
        """The host names among them, in lower case. A wildcard names nobody and is left out."""
        names = self.extension(x509.SubjectAlternativeName)
        found = [] if names is None else names.get_values_for_type(x509.DNSName)
        return tuple(name.lower() for name in found if "*" not in name)

    def identities(self) -> tuple[str, ...]:
        """As what a list of issuers can know its holder: each URI, each host as an https address, and the certificate
        itself as ``x509_hash:`` with its SHA-256 in base64url (the form of OpenID4VP 1.0 §5.9.3)."""
        own = f"x509_hash:{b64url_encode(sha256(self.der).digest())}"
        return tuple(dict.fromkeys((*self.uris(), *(f"https://{host}" for host in self.hosts()), own)))

    def speaks_for(self, iss: str) -> bool:
        """Whether ``iss`` is one of its identities, to the letter, or an https address at one of its hosts."""
        if iss in self.identities():
            return True
        try:
            host = urlsplit(iss).hostname if iss.startswith("https://") else None
        except ValueError:
            return False
        return host is not None and host in self.hosts()

    def public_key(self) -> PublicKey:
        """The key of a signer. Raises :class:`Refused` ``certificate_key`` where it is of another kind than the three
        that sign credentials, ``key_invalid``."""
        try:
            key = self.parsed.public_key()
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise Refused("certificate_key", detail=type(error).__name__) from error
        if isinstance(key, ed25519.Ed25519PublicKey):
            return PublicKey(KeyType.ED25519, key.public_bytes_raw())
        if isinstance(key, ec.EllipticCurvePublicKey):
            for key_type, curve in CURVES.items():
                if curve.curve.name == key.curve.name:
                    return PublicKey(key_type, key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))
        raise Refused("certificate_key", detail=type(key).__name__)

    def check_purpose(self) -> None:
        """Critical extensions and purposes, of any certificate on a path (§4.2, §4.2.1.12).

        Raises :class:`Refused` ``certificate_extension``, ``certificate_usage``.
        """
        for extension in self.parsed.extensions:
            if extension.critical and extension.oid not in _UNDERSTOOD:
                raise Refused("certificate_extension", name=self.holder, detail=extension.oid.dotted_string)
        purposes = self.extension(x509.ExtendedKeyUsage)
        if purposes is not None and set(purposes) <= _OTHER_PURPOSES:
            raise Refused("certificate_usage", name=self.holder, detail="made for another purpose")

    def check_signer(self) -> None:
        """What a signer's certificate must be: no authority, not signed by itself (HAIP 1.0 §6.1.1), a key usage for
        signatures where one is given (RFC 5280 §4.2.1.3), of a kind of key that signs credentials.

        Raises :class:`Refused` ``certificate_self_signed``, ``certificate_usage``, ``certificate_extension``,
        ``certificate_key``.
        """
        if self.self_issued:
            raise Refused("certificate_self_signed", name=self.holder)
        constraints, usage = self.extension(x509.BasicConstraints), self.extension(x509.KeyUsage)
        if constraints is not None and constraints.ca:
            raise Refused("certificate_usage", name=self.holder, detail="made to sign certificates")
        # Non-repudiation: what certificates for electronic seals have in its place.
        if usage is not None and not (usage.digital_signature or usage.content_commitment):
            raise Refused("certificate_usage", name=self.holder, detail="not made for signatures")
        self.check_purpose()
        self.public_key()


def read_certificates(data: bytes, path: object = "-") -> tuple[Certificate, ...]:
    """The certificates in a PEM file, in order; text around them is ignored (RFC 7468 §2, §5). Or the one that the
    file is (DER).

    Raises :class:`Refused` ``key_private`` where a private key is in it, ``certificate_file`` for any other content or
    none, ``certificate_malformed``.
    """
    if data[:1] == b"\x30":  # the tag of a sequence, which no PEM begins with
        return (Certificate.from_der(data),)
    labels = _LABELS.findall(data)
    if any(b"PRIVATE" in label for label in labels):
        raise Refused("key_private")
    blocks = _BLOCK.findall(data)
    if not blocks or len(blocks) != len(labels) or len(blocks) > MAX_IN_FILE or set(labels) != {b"CERTIFICATE"}:
        raise Refused("certificate_file", path=path)
    return tuple(Certificate.from_der(_unarmoured(block)) for block in blocks)


def write_pem(certificates: Iterable[Certificate]) -> bytes:
    """The certificates as PEM."""
    return b"".join(entry.parsed.public_bytes(Encoding.PEM) for entry in certificates)


def title(name: x509.Name) -> str:
    """A name for people: common name and organisation, or all there is (RFC 4514)."""
    parts = [str(entry.value) for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
             for entry in name.get_attributes_for_oid(oid)[:1]]  # fmt: skip
    return ", ".join(dict.fromkeys(parts)) or name.rfc4514_string()


def _unarmoured(block: bytes) -> bytes:
    try:
        return base64.b64decode(b"".join(block.split()), validate=True)
    except ValueError as error:
        raise _malformed("no base64") from error


def _malformed(detail: str) -> Refused:
    return Refused("certificate_malformed", detail=detail)
