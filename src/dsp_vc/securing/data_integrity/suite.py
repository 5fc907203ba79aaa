"""A cryptosuite and the two procedures that use one: add a proof, verify a proof (VC-DATA-INTEGRITY 1.0 §4.3-§4.5).

A suite only says how document and proof options become the hash data; the signature itself is made and checked here,
by a key whose type the suite allows. The suite is looked up by name among those we know; its name in the message
selects, the key and this list decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol, TypedDict, Unpack

from dsp_vc.encoding.base import multibase_encode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType, PublicKey
from dsp_vc.keys.signer import Signer
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity import eddsa_jcs_2022, eddsa_rdfc_2022
from dsp_vc.securing.data_integrity.proof import Proof, input_document

MEDIA_TYPE = "application/vc"


class Cryptosuite(Protocol):
    """What one file of this package offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module's constant
        """The value of ``cryptosuite``."""

    @property
    def KEY_TYPES(self) -> frozenset[KeyType]:  # noqa: N802
        """The key types that may be used with it."""

    def hash_data(self, document: JsonObject, options: JsonObject, contexts: ContextSet) -> bytes:
        """The bytes that are signed: hash of the canonical options, then of the canonical document."""


@dataclass(frozen=True, slots=True)
class _Suite:
    name: str
    key_types: frozenset[KeyType]
    module: Cryptosuite


SUITES: dict[str, _Suite] = {
    module.NAME: _Suite(module.NAME, module.KEY_TYPES, module) for module in (eddsa_rdfc_2022, eddsa_jcs_2022)
}


def check_suite(proof: Proof, key: PublicKey, allowed: Iterable[str]) -> None:
    """Refuse a suite that is unknown or not allowed (``cryptosuite_unknown``), or that does not fit the key
    (``cryptosuite_key_mismatch``)."""
    suite = SUITES.get(proof.cryptosuite)
    if suite is None or proof.cryptosuite not in allowed:
        raise Refused("cryptosuite_unknown", name=proof.cryptosuite)
    if key.key_type not in suite.key_types:
        raise Refused("cryptosuite_key_mismatch", name=proof.cryptosuite, detail=key.key_type.value)


@dataclass(frozen=True, slots=True)
class Signed:
    """A document with its proof, and the digest that a digest list records of it (:func:`signing_digest`)."""

    document: JsonObject
    digest: str


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A document that only lacks the signature over ``covered``: made without a key."""

    document: JsonObject
    options: JsonObject
    covered: bytes

    def signed(self, signature: bytes) -> Signed:
        """The document with its proof."""
        proof: JsonObject = {**self.options, "proofValue": multibase_encode(signature, "z")}
        return Signed({**self.document, "proof": [proof]}, signing_digest(self.covered))


class _Binding(TypedDict, total=False):
    purpose: str
    challenge: str | None
    domain: str | None
    expires: datetime | None


class ProofOptions(_Binding):
    """What a proof says of itself; ``purpose`` is ``assertionMethod`` where left out."""

    cryptosuite: str
    contexts: ContextSet
    created: datetime


def add_proof(document: JsonObject, signer: Signer, **options: Unpack[ProofOptions]) -> JsonObject:
    """``document`` with one proof by ``signer``, in an array of one (§4.3). Raises as :func:`sign_document`."""
    return sign_document(document, signer, **options).document


def sign_document(document: JsonObject, signer: Signer, **given: Unpack[ProofOptions]) -> Signed:
    """As :func:`add_proof`, with the digest of what was signed.

    Raises :class:`Refused` where the suite is unknown or does not fit the key, or the document can't be canonicalised.
    """
    unsigned = prepare_document(document, signer.verification_method, signer.public_key.key_type, **given)
    return unsigned.signed(signer.sign(unsigned.covered))


def prepare_document(
    document: JsonObject, verification_method: str, key_type: KeyType, **given: Unpack[ProofOptions]
) -> Unsigned:
    """All of :func:`sign_document` but the signature. Raises as that does."""
    cryptosuite, expires = given["cryptosuite"], given.get("expires")
    suite = SUITES.get(cryptosuite)
    if suite is None:
        raise Refused("cryptosuite_unknown", name=cryptosuite)
    if key_type not in suite.key_types:
        raise Refused("cryptosuite_key_mismatch", name=cryptosuite, detail=key_type.value)
    options: JsonObject = {
        "type": "DataIntegrityProof",
        "cryptosuite": cryptosuite,
        "created": format_datetime(given["created"]),
        "verificationMethod": verification_method,
        "proofPurpose": given.get("purpose", "assertionMethod"),
    }
    optional: dict[str, JsonValue] = {
        "expires": format_datetime(expires) if expires is not None else None,
        "domain": given.get("domain"),
        "challenge": given.get("challenge"),
    }
    options.update({name: value for name, value in optional.items() if value is not None})
    if cryptosuite == eddsa_jcs_2022.NAME and "@context" in document:
        options = {"@context": document["@context"], **options}
    unsecured = {name: member for name, member in document.items() if name != "proof"}
    return Unsigned(unsecured, options, suite.module.hash_data(unsecured, options, given["contexts"]))


def covered_bytes(document: JsonObject, proof: Proof, proofs: Sequence[Proof], contexts: ContextSet) -> bytes:
    """The bytes that ``proof`` signs. Raises :class:`Refused` where they can't be made (``cryptosuite_unknown``)."""
    suite = SUITES.get(proof.cryptosuite)
    if suite is None:
        raise Refused("cryptosuite_unknown", name=proof.cryptosuite)
    return suite.module.hash_data(input_document(document, proof, proofs), proof.options(), contexts)


def signing_digest(covered: bytes) -> str:
    """SHA-256, in hexadecimal, of the bytes that a signature covers: what a digest list records of a credential."""
    return sha256(covered).hexdigest()
