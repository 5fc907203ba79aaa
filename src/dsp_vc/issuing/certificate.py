"""The issuer's certificate: asking for one, and keeping it in the folder, so that SD-JWTs carry it (``x5c``)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from dsp_vc.errors import InputError, IssuanceError, Refused
from dsp_vc.files import FileError, read_bounded, write_atomic
from dsp_vc.issuing.folder import CERTIFICATE as FILE
from dsp_vc.issuing.hardware import OwnSigner
from dsp_vc.keys.certificate import MAX_CERTIFICATE, Certificate, read_certificates, write_pem
from dsp_vc.keys.public import PublicKey
from dsp_vc.securing.x5c import MAX_CHAIN

MAX_FILE = 4 * MAX_CHAIN * MAX_CERTIFICATE
_NAME_BYTES = 64  # RFC 5280 appendix A: ub-common-name, ub-organization-name; the library counts bytes, as do others


def build_request(signer: OwnSigner, iss: str, name: str) -> bytes:
    """A request for a certificate (PKCS#10, RFC 2986) in PEM: for the key of ``signer``, in the ``name`` of the issuer,
    with ``iss`` as a URI and its host as a host name."""
    host = urlsplit(iss).hostname
    assert host is not None
    short = name.encode()[:_NAME_BYTES].decode(errors="ignore")
    subject = [x509.NameAttribute(oid, short) for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)]
    usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
    builder = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(x509.Name(subject))
        .add_extension(
            x509.SubjectAlternativeName([x509.UniformResourceIdentifier(iss), x509.DNSName(host)]), critical=False
        )
        .add_extension(usage, critical=True)
    )
    return signer.sign_request(builder).public_bytes(Encoding.PEM)


def read_chain(folder: Path) -> tuple[Certificate, ...]:
    """The certificates in the folder, the issuer's own first; none where it has none.

    Raises :class:`IssuanceError` ``issuer_damaged``.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        return read_certificates(read_bounded(path, MAX_FILE), path)
    except InputError as error:
        raise IssuanceError("issuer_damaged", path=path, detail=str(error)) from error


def keep(
    folder: Path, data: bytes, *, key: PublicKey, iss: str, now: datetime, path: object
) -> tuple[Certificate, ...]:
    """Keep the certificates of the PEM file ``data`` in the folder, put in order, the anchor left out (HAIP 1.0
    §6.1.1), and give them.

    Raises :class:`IssuanceError` ``certificate_not_ours`` (none is for ``key``), ``certificate_chain`` (some don't
    belong to its path), ``certificate_other_name`` (it does not name ``iss``), ``certificate_over``;
    :class:`Refused` ``certificate_*``, ``key_private``; :class:`FileError`.
    """
    chain = _ordered(read_certificates(data, path), key, path)
    chain[0].check_signer()
    if not chain[0].speaks_for(iss):
        raise IssuanceError("certificate_other_name", name=iss)
    if now < max(entry.not_before for entry in chain):
        late = max(chain, key=lambda entry: entry.not_before)
        raise Refused("certificate_not_yet_valid", name=late.holder, moment=late.not_before)
    check(chain, key, now)
    write_atomic(folder / FILE, write_pem(chain))
    return chain


def forget(folder: Path) -> None:
    """Sign without certificates from now on. Raises :class:`FileError` ``file_unwritable``."""
    try:
        with suppress(FileNotFoundError):
            (folder / FILE).unlink()
    except OSError as error:
        raise FileError("file_unwritable", path=folder / FILE, reason=error.strerror) from error


def check(chain: Sequence[Certificate], key: PublicKey, now: datetime) -> None:
    """Whether what ``key`` signs at ``now`` can carry ``chain``.

    Raises :class:`IssuanceError` ``certificate_not_ours`` (after new keys were made), ``certificate_over``.
    """
    if chain[0].public_key() != key:
        raise IssuanceError("certificate_not_ours", path=FILE)
    if now > ends(chain):
        raise IssuanceError("certificate_over", moment=ends(chain))


def ends(chain: Sequence[Certificate]) -> datetime:
    """Until when all of ``chain`` is valid."""
    return min(entry.not_after for entry in chain)


def _ordered(found: Sequence[Certificate], key: PublicKey, path: object) -> tuple[Certificate, ...]:
    own = [entry for entry in found if _is_for(entry, key)]
    if not own:
        raise IssuanceError("certificate_not_ours", path=path)
    chain = [max(own, key=lambda entry: entry.not_after)]
    others = [entry for entry in dict.fromkeys(found) if not entry.self_issued and entry not in own]
    while (above := next((entry for entry in others if _signed(chain[-1], entry)), None)) is not None:
        others.remove(above)
        chain.append(above)
    if others or len(chain) > MAX_CHAIN:
        raise IssuanceError("certificate_chain", path=path)
    return tuple(chain)


def _is_for(certificate: Certificate, key: PublicKey) -> bool:
    try:
        return certificate.public_key() == key
    except Refused:
        return False  # an authority's key, of a kind that does not sign credentials


def _signed(child: Certificate, parent: Certificate) -> bool:
    try:
        child.parsed.verify_directly_issued_by(parent.parsed)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True
