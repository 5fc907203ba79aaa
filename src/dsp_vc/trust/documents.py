"""Documents to consult offline: DID documents, key sets, contexts, schemas, type metadata, status lists, certificates.

The same store serves what came with the trust and what the operator handed over beside it (the evidence). A document
is recognised by its content; a URL given by the operator (``URL=PATH``) says what it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from dsp_vc.did.document import DidDocument, parse_document
from dsp_vc.did.issuer_metadata import JwtVcIssuerMetadata, parse_issuer_metadata
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, parse
from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.trust.card import CARD_TYPE, IssuerCard

if TYPE_CHECKING:
    from dsp_vc.keys.certificate import Certificate

_STATUS_LISTS = {"BitstringStatusListCredential", "StatusList2021Credential"}
_DID_MEMBERS = {"@context", "controller", "alsoKnownAs", "authentication", "assertionMethod", "keyAgreement",
                "capabilityInvocation", "capabilityDelegation", "service"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents by what they are for; each mapping is keyed by the identifier or URL that a credential names."""

    did_documents: Mapping[str, DidDocument] = field(default_factory=dict)
    issuer_metadata: Mapping[str, JwtVcIssuerMetadata] = field(default_factory=dict)
    contexts: Mapping[str, JsonObject] = field(default_factory=dict)
    schemas: Mapping[str, JsonObject] = field(default_factory=dict)
    type_metadata: Mapping[str, bytes] = field(default_factory=dict)
    status_lists: Mapping[str, bytes] = field(default_factory=dict)
    #: Certificates that the operator believes; they come with the trust alone, by :meth:`of_anchors`.
    anchors: tuple[Certificate, ...] = ()
    #: Certificates that may complete a path to an anchor, and are believed for nothing.
    intermediates: tuple[Certificate, ...] = ()
    #: The same status lists of other moments, by URL: which of them counts is for verification to say.
    other_status_lists: tuple[tuple[str, bytes], ...] = ()

    @classmethod
    def of_card(cls, card: IssuerCard) -> Documents:
        """The documents on an issuer card."""
        metadata = {} if card.issuer_metadata is None else {card.issuer_metadata.issuer: card.issuer_metadata}
        return cls({card.did_document.id: card.did_document}, metadata)

    @classmethod
    def of_anchors(cls, data: bytes, name: str = "-") -> Documents:
        """Anchors from a PEM file that came with the trust. Raises :class:`Refused` ``certificate_*``."""
        from dsp_vc.keys.certificate import read_pem

        return cls(anchors=read_pem(data, name))

    @classmethod
    def from_bytes(cls, data: bytes, *, url: str | None = None, name: str = "-") -> Documents:
        """Recognise one document. ``url`` is what it stands for, where the content does not say. Certificates become
        intermediates: nothing that is merely handed over is an anchor.

        Raises :class:`InputError` ``evidence_not_recognised``, or :class:`Refused` where it is recognised but wrong.
        """
        if looks_like_pem(data):
            from dsp_vc.keys.certificate import read_pem

            return cls(intermediates=read_pem(data, name))
        if _looks_compact(data):
            return _status_token(data, url, name)
        value = parse(data)
        if not isinstance(value, dict):
            raise InputError("evidence_not_recognised", path=name)
        return _recognise(value, data, url, name)

    def lists_at(self, url: str) -> tuple[bytes, ...]:
        """Every content that is here of the status list at ``url``."""
        first = self.status_lists.get(url)
        others = tuple(data for name, data in self.other_status_lists if name == url)
        return others if first is None else (first, *others)

    def merged(self, other: Documents) -> Documents:
        """Both together. Raises :class:`TrustError` ``trust_conflict`` where one identifier has two contents; status
        lists may: each is of its own moment."""
        merged: dict[str, Any] = {}
        more = self.other_status_lists + other.other_status_lists
        for member in fields(self):
            mine, theirs = getattr(self, member.name), getattr(other, member.name)
            if isinstance(mine, tuple):
                merged[member.name] = tuple(dict.fromkeys(mine + theirs))
                continue
            for key in mine.keys() & theirs.keys():
                if mine[key] == theirs[key]:
                    continue
                if member.name != "status_lists":
                    raise TrustError("trust_conflict", name=key)
                more += ((key, theirs[key]),)
            merged[member.name] = {**theirs, **mine}
        merged["other_status_lists"] = tuple(dict.fromkeys(more))
        return Documents(**merged)


def looks_like_pem(data: bytes) -> bool:
    """Whether ``data`` is a PEM file of whatever kind; it may begin with text (RFC 7468 §2)."""
    return data.lstrip()[:1] not in (b"{", b"[") and b"-----BEGIN " in data


def _recognise(value: JsonObject, data: bytes, url: str | None, name: str) -> Documents:
    if value.get("type") == CARD_TYPE:
        return Documents.of_card(IssuerCard.from_json(value))
    if _types(value) & _STATUS_LISTS:
        return Documents(status_lists={_named(url or value.get("id"), name): data})
    if "vct" in value:
        return Documents(type_metadata={_named(value["vct"], name): data})
    if "jwks" in value and "issuer" in value:
        metadata = parse_issuer_metadata(value)
        return Documents(issuer_metadata={metadata.issuer: metadata})
    if "keys" in value and url is not None:
        # A bare JWK set says nothing of whose it is: the operator does.
        metadata = parse_issuer_metadata({"issuer": url, "jwks": value})
        return Documents(issuer_metadata={url: metadata})
    if "$schema" in value or (url is not None and "properties" in value):
        return Documents(schemas={_named(url or value.get("$id"), name): value})
    if _is_did_document(value):
        document = parse_document(value)
        return Documents(did_documents={document.id: document})
    if url is not None and "@context" in value:
        return Documents(contexts={url: value})
    if "@context" in value and len(value) == 1:
        raise InputError("evidence_needs_url", path=name)
    raise InputError("evidence_not_recognised", path=name)


def _is_did_document(value: JsonObject) -> bool:
    # An issuer's profile, which may lie in the same folder, has a DID as `id` too.
    identifier = value.get("id")
    if not isinstance(identifier, str):
        return False
    return "verificationMethod" in value or (identifier.startswith("did:") and bool(_DID_MEMBERS & value.keys()))


def _status_token(data: bytes, url: str | None, name: str) -> Documents:
    # The token's own `sub` is the URL (Token Status List §5.1); it is read for finding only, checked when used.
    from dsp_vc.securing.jose import parse_compact

    token = parse_compact(data.decode("ascii").strip())
    payload = parse(token.payload)
    if token.header.get("typ") != "statuslist+jwt" or not isinstance(payload, dict):
        raise InputError("evidence_not_recognised", path=name)
    return Documents(status_lists={_named(url or payload.get("sub"), name): data})


def _looks_compact(data: bytes) -> bool:
    text = data.strip()
    return text[:3] == b"eyJ" and text.count(b".") == 2 and text.isascii()


def _types(value: JsonObject) -> set[str]:
    types = value.get("type")
    return {entry for entry in (types if isinstance(types, list) else [types]) if isinstance(entry, str)}


def _named(value: JsonValue, name: str) -> str:
    if not isinstance(value, str) or not value:
        raise Refused("evidence_needs_url", path=name)
    return value
