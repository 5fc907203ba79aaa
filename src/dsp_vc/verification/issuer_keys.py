"""The key of whoever signed a token, by the several ways to it and in their order (SD-JWT VC §2.5; ADR 10)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from dsp_vc.did.resolver import did_of, resolve_local
from dsp_vc.encoding.strict_json import JsonValue
from dsp_vc.errors import Refused
from dsp_vc.securing.jose import Jws
from dsp_vc.verification.case import Setting
from dsp_vc.verification.keys import FoundKey, KeyFinder

if TYPE_CHECKING:
    from dsp_vc.keys.certificate import Certificate


def key_of_issuer(iss: str | None, jws: Jws, setting: Setting) -> FoundKey:
    """The key that must have signed ``jws`` for ``iss``: by its DID; by the metadata that the trust has of its https
    address; by certificates in the header; by metadata that was merely handed over, where the trust has no anchors.

    Whichever it is, a certificate in the header must be well formed and hold that very key: it is neither ignored nor
    does it replace another. Without ``iss`` the certificate names the issuer. A key that was revoked counts where the
    digest of ``jws`` was on record before.

    Raises :class:`Refused` ``issuer_missing``, ``key_*``, ``x5c_*``, ``certificate_*``, and
    :class:`dsp_vc.errors.ResolutionError` where the key is not to be had here.
    """
    digest = sha256(jws.signing_input).hexdigest()
    finder = setting.keys(lambda recorded: recorded(digest))
    chain = _chain(jws.header["x5c"]) if "x5c" in jws.header else ()
    if iss is None and not chain:
        raise Refused("issuer_missing")
    if iss is not None and iss.startswith("did:"):
        return _same_key(_by_did(iss, jws.kid, finder), chain)
    if iss is not None and not chain:
        return finder.issuer(iss, jws.kid)
    found = _by_own_metadata(iss, jws.kid, chain, finder)
    return found if found is not None else finder.in_force(_by_certificate(iss, chain, digest, setting))


def _by_own_metadata(
    iss: str | None, kid: str | None, chain: tuple[Certificate, ...], finder: KeyFinder
) -> FoundKey | None:
    """The key by metadata, although there are certificates; ``None`` where these decide."""
    trust, evidence = finder.trust.documents, finder.evidence
    if iss is None:
        return None
    if (own := trust.issuer_metadata.get(iss)) is not None:
        findable = [(name, key) for name, key in own.keys if name is not None or len(own.keys) == 1]
        named = [name for name, _ in findable if name == kid and kid is not None]
        holding = [name for name, key in findable if key == chain[0].public_key()]
        if named or holding:
            return _same_key(finder.issuer(iss, named[0] if named else holding[0]), chain)
    if not trust.anchors and iss in evidence.issuer_metadata:
        return _same_key(finder.issuer(iss, kid), chain)
    return None


def _by_certificate(iss: str | None, chain: tuple[Certificate, ...], digest: str, setting: Setting) -> FoundKey:
    from dsp_vc.verification.certificates import certified_key

    return certified_key(iss, chain, digest, setting)


def _by_did(iss: str, kid: str | None, finder: KeyFinder) -> FoundKey:
    if kid is None:
        own = resolve_local(iss)
        if own is None or len(own.methods) != 1:
            raise Refused("key_ambiguous", name=iss)
        kid = next(iter(own.methods))
    method = f"{iss}{kid}" if kid.startswith("#") else kid
    if not method.startswith("did:"):
        method = f"{iss}#{kid}"
    if did_of(method) != iss:
        raise Refused("key_not_issuers", name=iss)
    return finder.method(method, "assertionMethod")


def _chain(value: JsonValue) -> tuple[Certificate, ...]:
    from dsp_vc.securing.x5c import read_x5c  # loaded for the few tokens that have certificates

    return read_x5c(value)


def _same_key(found: FoundKey, chain: tuple[Certificate, ...]) -> FoundKey:
    if chain and chain[0].public_key() != found.key:
        raise Refused("key_conflict", name=found.controller)
    return found
