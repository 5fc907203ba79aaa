"""DID documents: which keys an identifier has, and what each is for (DID Core 1.0 §5, CID 1.0 §2).

A document is read strictly where a mistake could give somebody else's key a meaning, and leniently where it says
things that are not about keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from dsp_vc.did.syntax import MAX_LENGTH, is_did
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType, PublicKey

PURPOSES = ("authentication", "assertionMethod", "keyAgreement", "capabilityInvocation", "capabilityDelegation")
SIGNING_PURPOSES = ("authentication", "assertionMethod", "capabilityInvocation", "capabilityDelegation")
CONTEXT: tuple[str, ...] = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
MAX_METHODS = 200

_MULTIBASE_TYPES = {"Multikey", "Ed25519VerificationKey2020"}
_JWK_TYPES = {"JsonWebKey", "JsonWebKey2020"}
_SECRETS = (
    "secretKeyMultibase",
    "secretKeyJwk",
    "privateKeyMultibase",
    "privateKeyJwk",
    "privateKeyBase58",
    "privateKeyHex",
    "privateKeyPem",
)
# What a key may be that we do not use, without its document being wrong.
_UNUSED_KEYS = {"key_type_unsupported", "key_use", "multikey_unknown"}


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """A public key under an id (CID 1.0 §2.2): ``controller`` speaks by it, until it ``expires`` or was ``revoked``."""

    id: str
    controller: str
    public_key: PublicKey
    revoked: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class DidDocument:
    """A key document. ``methods`` by absolute id; ``purposes``: name of a relationship -> absolute ids.

    ``skipped`` are ids of methods whose kind of key is not supported, or which belong to another controller.
    """

    id: str
    methods: Mapping[str, VerificationMethod]
    purposes: Mapping[str, frozenset[str]]
    also_known_as: tuple[str, ...]
    raw: JsonObject = field(repr=False)
    skipped: Mapping[str, str] = field(default_factory=dict)

    def method(self, method_id: str, purpose: str) -> VerificationMethod:
        """The method ``method_id`` for ``purpose`` (CID 1.0 §3.3 "Retrieve Verification Method").

        Whether it is expired or revoked is for the caller, who has the clock. Raises
        :class:`~dsp_vc.errors.Refused`: ``did_method_unknown``, ``did_method_unusable`` (a kind of key that is not
        supported, or controlled by another), ``did_purpose_missing``.
        """
        if method_id in self.skipped:
            raise Refused("did_method_unusable", name=method_id, detail=self.skipped[method_id])
        found = self.methods.get(method_id)
        if found is None:
            raise Refused("did_method_unknown", name=method_id)
        if method_id not in self.purposes.get(purpose, frozenset()):
            raise Refused("did_purpose_missing", name=method_id, purpose=purpose)
        return found


def parse_document(value: JsonObject) -> DidDocument:
    """Read a DID document, or a controlled identifier document whose ``id`` is an https URL.

    Method ids relative to the document (``#key-1``) become absolute. A method may stand in ``verificationMethod`` or
    within a relationship, once. Raises :class:`~dsp_vc.errors.Refused`: ``did_document_invalid`` (``detail`` says
    what), ``did_secret_member`` where a private key is in it.
    """
    document_id = value.get("id")
    if not isinstance(document_id, str) or not (is_did(document_id) or _is_url(document_id)):
        raise _invalid("", "id is no DID and no https URL")
    reader = _Reader(document_id)
    for entry in _list(value, "verificationMethod", document_id):
        reader.add(entry)
    purposes: dict[str, frozenset[str]] = {}
    for name in PURPOSES:
        entries = _list(value, name, document_id)
        purposes[name] = frozenset(
            reader.absolute(entry) if isinstance(entry, str) else reader.add(entry) for entry in entries
        )
    also = value.get("alsoKnownAs", [])
    names = tuple(item for item in also if isinstance(item, str)) if isinstance(also, list) else ()
    return DidDocument(
        document_id,
        MappingProxyType(reader.methods),
        MappingProxyType(purposes),
        names,
        value,
        MappingProxyType(reader.skipped),
    )


def build_document(
    did: str, methods: Sequence[tuple[str, PublicKey]], *, also_known_as: Sequence[str] = ()
) -> JsonObject:
    """A DID document for ``did`` with Multikey methods: pairs of fragment (``key-1``) and key, each for signing."""
    ids: list[JsonValue] = [f"{did}#{fragment}" for fragment, _ in methods]
    entries: list[JsonValue] = [build_method(did, fragment, public_key) for fragment, public_key in methods]
    document: JsonObject = {"@context": list(CONTEXT), "id": did}
    if also_known_as:
        document["alsoKnownAs"] = list(also_known_as)
    document["verificationMethod"] = entries
    for purpose in SIGNING_PURPOSES:
        document[purpose] = list(ids)
    return document


def build_method(did: str, fragment: str, public_key: PublicKey) -> JsonObject:
    """A verification method of ``did`` with the key as Multikey (CID 1.0 §2.2.2)."""
    return {
        "id": f"{did}#{fragment}",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": public_key.to_multikey(),
    }


class _Reader:
    """Collects the methods of one document; an id may occur once."""

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        self.methods: dict[str, VerificationMethod] = {}
        self.skipped: dict[str, str] = {}

    def absolute(self, reference: str) -> str:
        """``reference`` with the document's id before it where it is relative. Raises where it names no method."""
        method_id = self.document_id + reference if reference.startswith("#") else reference
        base, hash_sign, fragment = method_id.partition("#")
        if not hash_sign or not base or not fragment or "#" in fragment or not method_id.isprintable():
            raise _invalid(self.document_id, "a method id without a fragment")
        if " " in method_id or len(method_id) > MAX_LENGTH + 256:
            raise _invalid(self.document_id, "a method id that is no URL")
        return method_id

    def add(self, entry: JsonValue) -> str:
        """Take one method in; its absolute id."""
        if not isinstance(entry, dict):
            raise _invalid(self.document_id, "a verification method is no object")
        for name in _SECRETS:
            if name in entry:
                raise Refused("did_secret_member", name=self.document_id, detail=f"member {name}")
        reference, controller, kind = (entry.get(name) for name in ("id", "controller", "type"))
        if not isinstance(reference, str) or not isinstance(controller, str) or not isinstance(kind, str):
            raise _invalid(self.document_id, "a verification method without id, type or controller")
        method_id = self.absolute(reference)
        if method_id in self.methods or method_id in self.skipped:
            raise _invalid(self.document_id, "two verification methods have one id")
        if len(self.methods) + len(self.skipped) >= MAX_METHODS:
            raise _invalid(self.document_id, f"more than {MAX_METHODS} verification methods")
        if "publicKeyMultibase" in entry and "publicKeyJwk" in entry:
            raise _invalid(self.document_id, "a verification method gives its key twice")
        public_key = self._key(method_id, kind, entry)
        revoked, expires = self._moment(entry, "revoked"), self._moment(entry, "expires")
        if public_key is None:
            return method_id
        if method_id.partition("#")[0] != self.document_id or controller != self.document_id:
            # CID 1.0 §3.3: such a method says nothing about this identifier; its own document has to.
            self.skipped[method_id] = "another controller"
            return method_id
        self.methods[method_id] = VerificationMethod(method_id, controller, public_key, revoked, expires)
        return method_id

    def _key(self, method_id: str, kind: str, entry: JsonObject) -> PublicKey | None:
        if kind not in _MULTIBASE_TYPES | _JWK_TYPES:
            self.skipped[method_id] = kind
            return None
        member = "publicKeyMultibase" if kind in _MULTIBASE_TYPES else "publicKeyJwk"
        value = entry.get(member)
        try:
            if member == "publicKeyMultibase" and isinstance(value, str):
                public_key = PublicKey.from_multikey(value)
            elif member == "publicKeyJwk" and isinstance(value, dict):
                public_key = PublicKey.from_jwk(value)
            else:
                raise _invalid(self.document_id, f"{kind} without {member}")
        except Refused as error:
            if error.code in _UNUSED_KEYS:
                self.skipped[method_id] = f"{kind}: {error.code}"
                return None
            if error.code == "key_private":
                raise Refused("did_secret_member", name=self.document_id) from error
            if error.code == "did_document_invalid":
                raise
            raise _invalid(self.document_id, f"the key of {method_id}: {error.code} {error.detail}") from error
        if kind == "Ed25519VerificationKey2020" and public_key.key_type is not KeyType.ED25519:
            raise _invalid(self.document_id, f"{kind} with another kind of key")
        return public_key

    def _moment(self, entry: JsonObject, name: str) -> datetime | None:
        if name not in entry:
            return None
        value = entry[name]
        if not isinstance(value, str):
            raise _invalid(self.document_id, f"{name} is no moment")
        try:
            return parse_datetime(value)
        except Refused:
            # Left out it would mean "never"; a moment that can't be read must not.
            raise _invalid(self.document_id, f"{name} is no moment") from None


def _list(value: JsonObject, name: str, document_id: str) -> list[JsonValue]:
    """The set under ``name`` (DID Core §5.2 and §5.3: always an array)."""
    entries = value.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict | str) for entry in entries):
        raise _invalid(document_id, f"{name} is no list of methods")
    return entries


def _is_url(text: str) -> bool:
    return (
        text.startswith("https://")
        and len(text) <= MAX_LENGTH
        and "#" not in text
        and text.isprintable()
        and " " not in text
    )


def _invalid(document_id: str, detail: str) -> Refused:
    return Refused("did_document_invalid", name=document_id, detail=detail)
