"""The certificate of an issuer with a website: ask for one, keep it, go without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dsp_vc.did.document import parse_document
from dsp_vc.did.key_states import KeyState, known_keys
from dsp_vc.did.web import https_iss
from dsp_vc.errors import IssuanceError
from dsp_vc.files import read_bounded
from dsp_vc.issuing import certificate, folder
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys.certificate import Certificate
from dsp_vc.keys.pkcs11 import Pkcs11Signer, Tokens
from dsp_vc.keys.public import KeyType, PublicKey
from dsp_vc.keys.signer import MemorySigner


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate in an issuer's folder: whom it names, who gave it, and its last moment."""

    holder: str
    given_by: str
    until: datetime


def request(path: str, passphrase: str, tokens: Tokens | None = None) -> bytes:
    """A request for a certificate of the key that signs SD-JWTs, PEM.

    Raises :class:`IssuanceError` ``certificate_needs_website``, :class:`dsp_vc.errors.InputError` ``passphrase_wrong``.
    """
    check(path)
    issuer = Issuer.open(path, passphrase, tokens)
    assert isinstance(issuer.token, MemorySigner | Pkcs11Signer)  # as all keys of a folder are
    return certificate.build_request(issuer.token, issuer.iss, issuer.profile.name)


def keep(path: str, chain: str, now: datetime) -> Held:
    """Keep the certificates in the file ``chain``; see :func:`dsp_vc.issuing.certificate.keep`. No passphrase: it is
    held to the public documents."""
    check(path)
    where = Path(path)
    with folder.held(where):
        did = folder.read_profile(where).id
        data = read_bounded(Path(chain), certificate.MAX_FILE)
        key = _token_key(where)
        return _held(certificate.keep(where, data, key=key, iss=https_iss(did), now=now, path=chain))


def held(path: str) -> Held | None:
    """The certificate in the folder, if there is one."""
    chain = certificate.read_chain(Path(path))
    return _held(chain) if chain else None


def outlived(path: str) -> bool:
    """Whether the folder has a certificate, and it is not for the key that signs SD-JWTs now: then none is signed."""
    chain = certificate.read_chain(Path(path))
    return bool(chain) and chain[0].public_key() != _token_key(Path(path))


def forget(path: str) -> None:
    """Sign without from now on. Raises :class:`IssuanceError` ``certificate_none``."""
    with folder.held(Path(path)):
        if held(path) is None:
            raise IssuanceError("certificate_none", path=path)
        certificate.forget(Path(path))


def check(path: str) -> None:
    """Raise what is known without a passphrase: :class:`IssuanceError` ``issuer_missing_folder``,
    ``certificate_needs_website``."""
    if not folder.read_profile(Path(path)).id.startswith("did:web:"):
        raise IssuanceError("certificate_needs_website", path=path)


def _token_key(where: Path) -> PublicKey:
    document = parse_document(folder.read_document(where))
    for key in known_keys(document):
        if key.state is KeyState.CURRENT and key.method.public_key.key_type is KeyType.P256:
            return key.method.public_key
    raise IssuanceError("issuer_damaged", path=where, detail="no key for SD-JWTs")


def _held(chain: tuple[Certificate, ...]) -> Held:
    return Held(chain[0].holder, chain[0].signed_by, certificate.ends(chain))
