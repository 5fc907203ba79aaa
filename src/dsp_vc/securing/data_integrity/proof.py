"""The proof object, proof sets and proof chains (VC-DATA-INTEGRITY 1.0 §2.1, §4.2-§4.6).

Reading is strict: what is not a member of the vocabulary, of the wrong type, or in another encoding than the
cryptosuite prescribes is refused, never skipped. Every proof of a set must verify; the specification leaves that to
the verifier, and a set of which only some proofs count lets a stranger's proof pass for the issuer's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dsp_vc.encoding.base import multibase_decode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import Refused

MAX_PROOFS = 16
PURPOSES = frozenset({"assertionMethod", "authentication"})
_MEMBERS = frozenset(
    {"@context", "id", "type", "cryptosuite", "created", "expires", "verificationMethod", "proofPurpose", "proofValue",
     "domain", "challenge", "nonce", "previousProof"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """One Data Integrity proof as it stands in the document; ``value`` is the object itself, unverified."""

    value: JsonObject
    cryptosuite: str
    verification_method: str
    purpose: str
    signature: bytes
    identifier: str | None
    created: datetime | None
    expires: datetime | None
    domains: tuple[str, ...]
    challenge: str | None
    previous: tuple[str, ...]

    def options(self) -> JsonObject:
        """The proof without its value: the proof options that were hashed (§4.4 step 3)."""
        return {name: member for name, member in self.value.items() if name != "proofValue"}


def read_proofs(document: JsonObject) -> tuple[Proof, ...]:
    """All proofs of ``document``, in the order in which they stand.

    Raises :class:`Refused`: ``proof_missing`` (an empty array, too), ``proof_malformed``,
    ``proof_type``, ``proof_encoding``, ``proof_chain`` (a link that is not there, or a circle).
    """
    member = document.get("proof")
    values: Sequence[JsonValue] = member if isinstance(member, list) else [member]
    if member is None or not values:
        raise Refused("proof_missing")
    if len(values) > MAX_PROOFS:
        raise Refused("proof_malformed", detail=f"more than {MAX_PROOFS} proofs")
    if any(value in values[:number] for number, value in enumerate(values)):
        raise Refused("proof_malformed", detail="a proof stands twice")
    proofs = tuple(_read(value) for value in values)
    named = [proof.identifier for proof in proofs if proof.identifier is not None]
    if len(named) != len(set(named)):
        raise Refused("proof_chain", detail="two proofs have one id")
    for proof in proofs:
        _walk_back(proof, proofs, ())
    return proofs


def input_document(document: JsonObject, proof: Proof, proofs: Sequence[Proof]) -> JsonObject:
    """The document that ``proof`` covers: without proofs, or with those that it builds upon (§4.6 steps 4-6)."""
    unsecured = {name: member for name, member in document.items() if name != "proof"}
    if proof.previous:
        unsecured["proof"] = [dict(other.value) for other in proofs if other.identifier in proof.previous]
    return unsecured


def _read(value: JsonValue) -> Proof:
    if not isinstance(value, dict):
        raise Refused("proof_malformed", detail="a proof is not an object")
    unknown = sorted(set(value) - _MEMBERS)
    if unknown:
        raise Refused("proof_malformed", detail=f"unknown member {unknown[0]!r}")
    if value.get("type") != "DataIntegrityProof":
        raise Refused("proof_type", detail=str(value.get("type")))
    _optional_text(value, "nonce")
    return Proof(
        value=value,
        cryptosuite=_text(value, "cryptosuite"),
        verification_method=_text(value, "verificationMethod"),
        purpose=_text(value, "proofPurpose"),
        signature=_signature(value),
        identifier=_optional_text(value, "id"),
        created=_moment(value, "created"),
        expires=_moment(value, "expires"),
        domains=_texts(value, "domain"),
        challenge=_optional_text(value, "challenge"),
        previous=_texts(value, "previousProof"),
    )


def _signature(value: JsonObject) -> bytes:
    # The suites of this family allow base58btc alone (vc-di-eddsa §3.3: "Any other encoding MUST NOT be allowed").
    text = _text(value, "proofValue")
    try:
        return multibase_decode(text, allowed=("z",))
    except Refused as error:
        raise Refused("proof_encoding", detail="proofValue is not base58btc") from error


def _text(value: JsonObject, name: str) -> str:
    member = value.get(name)
    if not isinstance(member, str) or not member:
        raise Refused("proof_malformed", detail=f"{name} is missing or no text")
    return member


def _optional_text(value: JsonObject, name: str) -> str | None:
    return _text(value, name) if name in value else None


def _texts(value: JsonObject, name: str) -> tuple[str, ...]:
    if name not in value:
        return ()
    member = value[name]
    members = member if isinstance(member, list) else [member]
    texts = tuple(entry for entry in members if isinstance(entry, str) and entry)
    if not texts or len(texts) != len(members) or len(set(texts)) != len(texts):
        raise Refused("proof_malformed", detail=f"{name} is no text, nor a list of different texts")
    return texts


def _moment(value: JsonObject, name: str) -> datetime | None:
    if name not in value:
        return None
    try:
        return parse_datetime(_text(value, name))
    except Refused as error:
        raise Refused("proof_malformed", detail=f"{name} is no dateTimeStamp") from error


def _walk_back(proof: Proof, proofs: Sequence[Proof], seen: tuple[str, ...]) -> None:
    for name in proof.previous:
        earlier = next((other for other in proofs if other.identifier == name), None)
        if earlier is None:
            raise Refused("proof_chain", detail="previousProof names a proof that is not there")
        if name in seen or len(seen) >= MAX_PROOFS:
            raise Refused("proof_chain", detail="the chain of proofs runs in a circle")
        _walk_back(earlier, proofs, (*seen, name))
