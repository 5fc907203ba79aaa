"""Documents to consult offline: DID documents, key sets, contexts, schemas, type metadata, status lists, certificates.

The same store serves what came with the trust and what the operator handed over beside it (the evidence). A document
is recognised by its content; a URL given by the operator (``URL=PATH``) says what it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from dsp_vc.did.document import PURPOSES, DidDocument, parse_document
from dsp_vc.did.issuer_metadata import JwtVcIssuerMetadata, parse_issuer_metadata
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, parse
from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.trust.card import CARD_TYPE, IssuerCard

if TYPE_CHECKING:
    from dsp_vc.keys.certificate import Certificate

Content = TypeVar("Content")

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
    #: By URL, of several moments perhaps: which of them counts is for verification to say.
    status_lists: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    #: Certificates that the operator believes; they come with the trust alone, by :meth:`of_anchors`.
    anchors: tuple[Certificate, ...] = ()
    #: Certificates that may complete a path to an anchor, and are believed for nothing.
    intermediates: tuple[Certificate, ...] = ()

    @classmethod
    def of_card(cls, card: IssuerCard) -> Documents:
        """The documents on an issuer card."""
        metadata = {} if card.issuer_metadata is None else {card.issuer_metadata.issuer: card.issuer_metadata}
        return cls({card.did_document.id: card.did_document}, metadata)

    @classmethod
    def of_anchors(cls, data: bytes, name: str = "-") -> Documents:
        """Anchors from a file that came with the trust. Raises :class:`Refused` ``certificate_*``."""
        from dsp_vc.keys.certificate import read_certificates

        return cls(anchors=read_certificates(data, name))

    @classmethod
    def from_bytes(cls, data: bytes, *, url: str | None = None, name: str = "-") -> Documents:
        """Recognise one document. ``url`` is what it stands for, where the content does not say. Certificates become
        intermediates: nothing that is merely handed over is an anchor.

        Raises :class:`InputError` ``evidence_not_recognised``, or :class:`Refused` where it is recognised but wrong.
        """
        if looks_like_certificates(data):
            from dsp_vc.keys.certificate import read_certificates

            return cls(intermediates=read_certificates(data, name))
        if _looks_compact(data):
            return _status_token(data, url, name)
        value = parse(data)
        if not isinstance(value, dict):
            raise InputError("evidence_not_recognised", path=name)
        return _recognise(value, data, url, name)

    def merged(self, other: Documents) -> Documents:
        """Both together. Of two DID documents of one identifier, and of two key sets of an ``iss``, every key counts,
        by what both say of it. One name for two keys and two contents of another document are a conflict:
        :class:`TrustError` ``trust_conflict``, for mappings that read when they are asked only once that identifier is
        looked up.
        """
        return Documents(
            did_documents=_together(self.did_documents, other.did_documents, _both_documents),
            issuer_metadata=_together(self.issuer_metadata, other.issuer_metadata, _both_key_sets),
            contexts=_together(self.contexts, other.contexts, _conflict),
            schemas=_together(self.schemas, other.schemas, _conflict),
            type_metadata=_together(self.type_metadata, other.type_metadata, _conflict),
            status_lists=_together(self.status_lists, other.status_lists, _both_lists),
            anchors=tuple(dict.fromkeys(self.anchors + other.anchors)),
            intermediates=tuple(dict.fromkeys(self.intermediates + other.intermediates)),
        )


def looks_like_certificates(data: bytes) -> bool:
    """Whether ``data`` is a PEM file of whatever kind, which may begin with text (RFC 7468 §2), or one in DER."""
    return data[:1] == b"\x30" or (data.lstrip()[:1] not in (b"{", b"[") and b"-----BEGIN " in data)


class Together(Mapping[str, Content]):
    """Two mappings as one, asked only when a key is; ``rule(key, first, second)`` decides where both have it and
    differ. Each key is decided once."""

    __slots__ = ("_decided", "_first", "_rule", "_second")

    def __init__(
        self,
        first: Mapping[str, Content],
        second: Mapping[str, Content],
        rule: Callable[[str, Content, Content], Content],
    ) -> None:
        self._first, self._second, self._rule = first, second, rule
        self._decided: dict[str, Content] = {}

    def __getitem__(self, key: str) -> Content:
        if key not in self._decided:
            mine, theirs = self._first.get(key), self._second.get(key)
            if mine is None or theirs is None:
                found = theirs if mine is None else mine
                if found is None:
                    raise KeyError(key)
                self._decided[key] = found
            else:
                self._decided[key] = mine if mine == theirs else self._rule(key, mine, theirs)
        return self._decided[key]

    def __iter__(self) -> Iterator[str]:
        yield from self._first
        yield from (key for key in self._second if key not in self._first)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def first_of(first: Mapping[str, Content], second: Mapping[str, Content]) -> Mapping[str, Content]:
    """Both as one; where they differ, ``first`` counts."""
    return Together(first, second, lambda _, mine, __: mine)


def _together(
    first: Mapping[str, Content], second: Mapping[str, Content], rule: Callable[[str, Content, Content], Content]
) -> Mapping[str, Content]:
    for one, other in ((first, second), (second, first)):
        if isinstance(one, dict) and not one:
            return other
    both = Together(first, second, rule)
    # What is in memory is decided at once, so that a conflict is said before anything is verified.
    return dict(both) if isinstance(first, dict) and isinstance(second, dict) else both


def _conflict(key: str, _first: Content, _second: Content) -> Content:
    raise TrustError("trust_conflict", name=key)


def _both_lists(_: str, first: tuple[bytes, ...], second: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(first + second))


def _both_key_sets(iss: str, first: JwtVcIssuerMetadata, second: JwtVcIssuerMetadata) -> JwtVcIssuerMetadata:
    """One may be older than a rotation of the keys. Which of them is revoked, the DID documents say, by value."""
    keys = tuple(dict.fromkeys(first.keys + second.keys))
    names = [kid for kid, _ in keys if kid is not None]
    if len(names) != len(set(names)):
        raise TrustError("trust_conflict", name=iss)
    return replace(first, keys=keys)


def _both_documents(did: str, first: DidDocument, second: DidDocument) -> DidDocument:
    """A document may be older than the other: keys come and go. What limits a key counts, whoever says it."""
    methods = {**second.methods, **first.methods}
    purposes = {name: set(first.purposes.get(name, ())) | set(second.purposes.get(name, ())) for name in PURPOSES}
    for name in first.methods.keys() & second.methods.keys():
        mine, theirs = first.methods[name], second.methods[name]
        if mine.public_key != theirs.public_key:
            raise TrustError("trust_conflict", name=name)
        methods[name] = replace(
            mine,
            revoked=min(filter(None, (mine.revoked, theirs.revoked)), default=None),
            expires=min(filter(None, (mine.expires, theirs.expires)), default=None),
        )
        for purpose, members in purposes.items():
            if not all(name in document.purposes.get(purpose, ()) for document in (first, second)):
                members.discard(name)
    skipped = {**second.skipped, **first.skipped}
    return replace(
        first,
        methods={name: method for name, method in methods.items() if name not in skipped},
        purposes={name: frozenset(members) for name, members in purposes.items()},
        skipped=skipped,
    )


def _recognise(value: JsonObject, data: bytes, url: str | None, name: str) -> Documents:
    if value.get("type") == CARD_TYPE:
        return Documents.of_card(IssuerCard.from_json(value))
    if _types(value) & _STATUS_LISTS:
        return Documents(status_lists={_named(url or value.get("id"), name): (data,)})
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
    return Documents(status_lists={_named(url or payload.get("sub"), name): (data,)})


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
