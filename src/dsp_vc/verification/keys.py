"""Finding the public key that a message names, in what the operator trusts or handed over. Nothing is fetched.

The rules of precedence: a key document that came with the trust is used; one in the evidence may repeat it, may not
contradict it, and can't add to it. Where the trust has none, the evidence serves, and the report says so.

A key that is revoked fails under every name that its owner has, by value: the DID document says "revoked", and for the
key set of an https ``iss`` or a certificate, which have no word for it, the document of the same issuer decides. Trust
and evidence both count here: a revocation takes away, so whoever says it is believed; and only the issuer's own
documents do, so nobody revokes the key of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from dsp_vc.did.document import DidDocument
from dsp_vc.did.issuer_metadata import JwtVcIssuerMetadata
from dsp_vc.did.resolver import did_of, resolve_local
from dsp_vc.did.web import web_did_of
from dsp_vc.errors import Refused, ResolutionError
from dsp_vc.keys.public import PublicKey
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.records import recorded_before

#: Says of the bytes that a signature covers whether they are on record, given what says so of a digest. Asked only of a
#: key that is revoked; the signature must fit all the same.
Witness = Callable[[Callable[[str], bool]], bool]


def no_witness(_: Callable[[str], bool]) -> bool:
    """For signatures that no record excuses: a holder's."""
    return False


class KeySource(StrEnum):
    """Where a key was found; the value is the code that the report gives."""

    DID = "key_in_did"
    TRUST = "key_from_trust"
    EVIDENCE = "key_from_evidence"
    CERTIFICATE = "key_certified"
    CERTIFICATE_RECORDED = "certificate_expired_recorded"


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key with the identifier of whoever controls it (a DID, an https ``iss``, or what a certificate names).

    ``told`` fills the words of ``code``; ``until`` is the last moment of its certificate; ``revoked`` is since when it
    is revoked, where what it signed was on record before.
    """

    key: PublicKey
    controller: str
    source: KeySource
    told: Mapping[str, object] = field(default_factory=dict)
    until: datetime | None = None
    revoked: datetime | None = None

    @property
    def code(self) -> str:
        """What the report says of it."""
        return self.source.value if self.revoked is None else "key_revoked_recorded"


@dataclass(frozen=True, slots=True)
class KeyFinder:
    """Looks keys up in ``trust``, then in ``evidence``; ``now`` decides whether a key has expired, ``witness`` whether
    what a revoked one signed is on record."""

    trust: TrustBundle
    evidence: Documents
    now: datetime
    witness: Witness = no_witness

    def method(self, method_id: str, purpose: str) -> FoundKey:
        """The key of a verification method for ``purpose`` (CID 1.0 §3.3).

        Raises :class:`ResolutionError` where no document is here or ours does not know the method yet, and
        :class:`Refused` where the method must not be used: another purpose, revoked, expired, contradicted.
        """
        if not method_id.startswith("did:"):
            raise ResolutionError("key_document_missing", name=method_id)
        did = did_of(method_id)
        document, source = self._document(did)
        other = self.evidence.did_documents.get(did)
        if other is not None and other is not document:
            _compare(document, other, method_id)
        if method_id not in document.methods and source is not KeySource.DID:
            # The document that we hold may be older than the key: not found out, rather than false.
            raise ResolutionError("key_not_in_document", name=method_id)
        method = document.methods.get(method_id) or document.method(method_id, purpose)
        found = self.in_force(FoundKey(method.public_key, document.id, source))
        # A revoked key may have been taken out of every relationship; one that is in any must be in this one.
        if method.revoked is None or any(method_id in members for members in document.purposes.values()):
            document.method(method_id, purpose)
        if method.expires is not None and method.expires <= self.now:
            raise Refused("key_expired", name=method.id)
        return found

    def issuer(self, iss: str, kid: str | None) -> FoundKey:
        """The key of an https ``iss`` by its JWT VC issuer metadata (SD-JWT VC, "JWT VC Issuer Metadata").

        A key that was revoked has left the set, which has no word for it; the issuer's DID document still tells it, by
        the ``kid`` as fragment. What was on record before verifies by it, and all else fails as revoked.

        Raises :class:`ResolutionError` where the metadata is not here or nothing tells the key, :class:`Refused`
        ``key_conflict`` where the evidence gives another key under the same ``kid``, ``key_ambiguous`` without ``kid``
        among several, ``key_revoked``.
        """
        trusted, handed = self.trust.documents.issuer_metadata.get(iss), self.evidence.issuer_metadata.get(iss)
        metadata, source = (trusted, KeySource.TRUST) if trusted is not None else (handed, KeySource.EVIDENCE)
        if metadata is None:
            raise ResolutionError("key_document_missing", name=iss)
        key = _select(metadata, kid) or self._revoked_key(iss, kid, source)
        if key is None:
            raise ResolutionError("key_not_in_document", name=f"{iss} {kid}")
        if trusted is not None and handed is not None:
            named = dict(handed.keys)
            if kid in named and named[kid] != key:
                raise Refused("key_conflict", name=f"{iss} {kid or ''}")
        return self.in_force(FoundKey(key, iss, source))

    def in_force(self, found: FoundKey) -> FoundKey:
        """``found`` where its key is not revoked, or where what it signed is on record from before (DESIGN §5).

        A signature can't date itself: from its revocation on, every other proof by the key fails, whatever date it
        states. Raises :class:`Refused` ``key_revoked``.
        """
        revoked = min(self._revocations(found.controller, found.key), default=None)
        if revoked is None:
            return found
        told = {"name": found.controller, "moment": revoked}
        if self.witness(lambda digest: recorded_before(self.trust, found.controller, digest, revoked)):
            return replace(found, told=told, revoked=revoked)
        raise Refused("key_revoked", **told)

    def _revocations(self, controller: str, key: PublicKey) -> Iterator[datetime]:
        """From when on the documents of ``controller`` say that ``key`` is revoked."""
        for document in self._documents_of(controller, self.trust.documents, self.evidence):
            for method in document.methods.values():
                if method.revoked is not None and method.public_key == key:
                    yield method.revoked

    def _revoked_key(self, iss: str, kid: str | None, source: KeySource) -> PublicKey | None:
        """The revoked key that the documents of ``iss`` call ``kid``; where the trust has its key set, the evidence
        can't add to that."""
        places = (self.trust.documents,) if source is KeySource.TRUST else (self.trust.documents, self.evidence)
        for document in self._documents_of(iss, *places):
            method = document.methods.get(f"{document.id}#{kid}")
            if method is not None and method.revoked is not None:
                return method.public_key
        return None

    def _documents_of(self, controller: str, *places: Documents) -> Iterator[DidDocument]:
        """The documents of ``controller`` in ``places``, under each name that the trust or its address gives it."""
        entry = self.trust.find(controller)
        names = {controller, *(entry.ids if entry is not None else ())}
        names |= {did for name in names if (did := web_did_of(name)) is not None}
        for documents in places:
            yield from filter(None, map(documents.did_documents.get, sorted(names)))

    def _document(self, did: str) -> tuple[DidDocument, KeySource]:
        own = resolve_local(did)
        if own is not None:
            return own, KeySource.DID
        if (trusted := self.trust.documents.did_documents.get(did)) is not None:
            return trusted, KeySource.TRUST
        if (handed := self.evidence.did_documents.get(did)) is not None:
            return handed, KeySource.EVIDENCE
        raise ResolutionError("key_document_missing", name=did)


def _compare(document: DidDocument, other: DidDocument, method_id: str) -> None:
    mine, theirs = document.methods.get(method_id), other.methods.get(method_id)
    if mine is not None and theirs is not None and mine.public_key != theirs.public_key:
        raise Refused("key_conflict", name=method_id)


def _select(metadata: JwtVcIssuerMetadata, kid: str | None) -> PublicKey | None:
    if not metadata.keys:  # it points to its keys by address, and nothing is fetched
        raise ResolutionError("key_document_missing", name=metadata.issuer)
    if kid is None:
        if len(metadata.keys) != 1:
            raise Refused("key_ambiguous", name=metadata.issuer)
        return metadata.keys[0][1]
    found = [key for name, key in metadata.keys if name == kid]
    if len(found) > 1:
        raise Refused("key_ambiguous", name=metadata.issuer)
    return found[0] if found else None
