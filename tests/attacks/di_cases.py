"""The DI-lines of the catalogue of attacks, each built with fresh keys: what is wrong, and what must say so."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dsp_vc.encoding.base import base58btc_decode, base58btc_encode
from dsp_vc.keys.public import KeyType
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.documents import Documents

from . import forge
from .forge import Document, Party, badge, sign

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493


@dataclass(frozen=True)
class Attack:
    """``raw`` must be refused by ``check`` with ``code``; ``control`` is the same without the fault, and accepted."""

    name: str
    raw: bytes
    control: bytes
    check: str
    code: str
    trust: TrustBundle
    evidence: Documents = field(default_factory=Documents)
    #: the outcome that refuses: failed, or indeterminate where the specification does not call it false
    outcome: str = "failed"


class Scene:
    """The school that is trusted, the worker, and a stranger; one good credential."""

    def __init__(self) -> None:
        self.school, self.worker, self.stranger = Party("Voorbeeldschool"), Party("Sam"), Party("Vreemde")
        self.trust = forge.trust_in(self.school)
        self.unsigned = badge(self.school.did, self.worker.did)
        self.good = sign(self.unsigned, self.school)

    def attack(
        self,
        name: str,
        document: Document | bytes,
        check: str,
        code: str,
        control: Document | None = None,
        **more: Any,
    ) -> Attack:
        data = document if isinstance(document, bytes) else forge.raw(document)
        return Attack(name, data, forge.raw(control or self.good), check, code, more.pop("trust", self.trust), **more)

    def changed(self, change: Callable[[Document], None]) -> Document:
        document = copy.deepcopy(self.good)
        change(document)
        return document

    def signed(self, change: Callable[[Document], None], by: Party | None = None, **options: Any) -> Document:
        document = copy.deepcopy(self.unsigned)
        change(document)
        return sign(document, by or self.school, **options)

    def proof(self, **members: Any) -> Document:
        """The good credential with members of its proof replaced, without signing again."""
        return self.changed(lambda document: document["proof"].update(members))


def _achievement(document: Document) -> Document:
    achievement: Document = document["credentialSubject"]["achievement"]
    return achievement


def _malleated(value: str) -> str:
    signature = base58btc_decode(value[1:])
    number = int.from_bytes(signature[32:], "little") + GROUP_ORDER
    return "z" + base58btc_encode(signature[:32] + number.to_bytes(32, "little"))


def _small_order(scene: Scene) -> Document:
    # The neutral element as public key: R = S·B - k·A does not depend on the message.
    neutral = (1).to_bytes(32, "little")
    multikey = "z" + base58btc_encode(b"\xed\x01" + neutral)
    did = f"did:key:{multikey}"
    document = badge(did, scene.worker.did)
    proof = forge.options_of(scene.school, verificationMethod=f"{did}#{multikey}")
    return {**document, "proof": {**proof, "proofValue": "z" + base58btc_encode(neutral + bytes(32))}}


def _nested(depth: int) -> bytes:
    return b'{"@context":' + b"[" * depth + b"]" * depth + b"}"


def _clique(scene: Scene, size: int = 11) -> Document:
    """Nodes without a name and with equal content: to order them costs factorial time."""
    document = copy.deepcopy(scene.good)
    alignment = {"type": ["Alignment"], "targetName": "x", "targetUrl": "https://example.org/x"}
    document["credentialSubject"]["result"] = [{"type": ["Result"], "alignment": [alignment] * size}] * 2
    return document


def _swap_names(scene: Scene) -> Document:
    """Inline context: two terms exchanged, the canonical form unchanged (vc-data-integrity issue 272)."""
    document = copy.deepcopy(scene.good)
    achievement = _achievement(document)
    achievement["name"], achievement["description"] = achievement["description"], achievement["name"]
    document["@context"] = [
        *document["@context"],
        {"name": "https://schema.org/description", "description": "https://schema.org/name"},
    ]
    return document


def cases() -> list[Attack]:
    """Every DI-line that concerns a single credential."""
    scene = Scene()
    school, stranger, worker = scene.school, scene.stranger, scene.worker
    good = scene.good
    value = good["proof"]["proofValue"]
    p256 = Party("Voorbeeldschool", KeyType.P256)
    second = sign(scene.unsigned, school)["proof"]
    broken = {**second, "proofValue": _malleated(second["proofValue"])}
    by_stranger = sign(scene.unsigned, stranger)["proof"]
    graph = {
        "@context": good["@context"],
        "@graph": [{k: v for k, v in good.items() if k not in ("@context", "proof")}],
    }
    reverse = {
        "@context": good["@context"],
        **good["credentialSubject"],
        "@reverse": {"credentialSubject": {k: v for k, v in scene.unsigned.items() if k != "credentialSubject"}},
    }
    a = scene.attack
    return [
        a(
            "DI-01",
            scene.changed(lambda d: _achievement(d).update(name="Timmeren niveau 5")),
            "proof",
            "proof_signature",
        ),
        a("DI-02", scene.changed(lambda d: d.pop("proof")), "issuer-key", "proof_missing"),
        a("DI-03", scene.proof(proofValue=""), "issuer-key", "proof_malformed"),
        a(
            "DI-04",
            scene.proof(proofValue="u" + base64.urlsafe_b64encode(base58btc_decode(value[1:])).decode().rstrip("=")),
            "issuer-key",
            "proof_encoding",
        ),
        a("DI-05", scene.signed(lambda _: None, proofPurpose="authentication"), "issuer-key", "proof_purpose"),
        a("DI-06", scene.signed(lambda _: None, by=stranger), "issuer-key", "key_not_issuers"),
        a(
            "DI-07",
            scene.proof(verificationMethod=f"{school.did}#{stranger.did.removeprefix('did:key:')}"),
            "issuer-key",
            "did_method_unknown",
        ),
        a(
            "DI-08",
            scene.changed(lambda d: (d.update({"@context": [forge.V2]}), d.update(type=["VerifiableCredential"]))),
            "context",
            "type_undefined",
        ),
        a("DI-09", _swap_names(scene), "context", "context_inline"),
        a("DI-10", {**graph, "proof": good["proof"]}, "format", "credential_malformed"),
        a(
            "DI-11",
            scene.changed(lambda d: d.update({"@included": [d["credentialSubject"].pop("achievement")]})),
            "context",
            "keyword_forbidden",
        ),
        a("DI-12", {**reverse, "proof": good["proof"]}, "format", "credential_malformed"),
        a(
            "DI-13",
            scene.changed(lambda d: d["@context"].append("https://attacker.example/context.json")),
            "context",
            "context_unknown",
        ),
        a(
            "DI-14",
            scene.signed(lambda d: d.update({"@context": [forge.OB, forge.V2]})),
            "context",
            "context_base_not_first",
        ),
        a("DI-15", scene.signed(lambda d: d.update(validUntil="2026-10-01T00:00:00Z")), "validity", "expired"),
        a("DI-16", scene.signed(lambda d: d.update(validFrom="2027-10-01T00:00:00Z")), "validity", "not_yet_valid"),
        a(
            "DI-17",
            scene.signed(lambda d: d.update(validFrom="2026-09-01T00:00:00Z", validUntil="2026-08-01T00:00:00Z")),
            "validity",
            "validity_inverted",
        ),
        a("DI-18", scene.signed(lambda _: None, expires="2026-11-21T00:00:00Z"), "proof", "proof_expired"),
        a("DI-19", scene.proof(cryptosuite="eddsa-rdfc-2099"), "proof", "cryptosuite_unknown"),
        a("DI-20", scene.proof(cryptosuite="eddsa-jcs-2022"), "proof", "proof_signature"),
        a(
            "DI-21",
            sign(badge(p256.did, worker.did), p256),
            "proof",
            "cryptosuite_key_mismatch",
            trust=forge.trust_in(school, p256),
        ),
        a("DI-22", scene.proof(type="Ed25519Signature2018"), "issuer-key", "proof_type"),
        a("DI-23", scene.changed(lambda d: d["proof"].pop("verificationMethod")), "issuer-key", "proof_malformed"),
        a("DI-24", scene.proof(proofValue=_malleated(value)), "proof", "proof_signature"),
        a("DI-25", _small_order(scene), "issuer-key", "did_invalid"),
        a("DI-26", {**good, "proof": [good["proof"], broken]}, "proof", "proof_signature"),
        a("DI-27", {**good, "proof": [by_stranger]}, "issuer-key", "key_not_issuers"),
        a("DI-28", {**good, "proof": []}, "issuer-key", "proof_missing"),
        a("DI-29", scene.signed(lambda _: None, created="20 november 2026"), "issuer-key", "proof_malformed"),
        a(
            "DI-30",
            forge.raw(good).replace(
                b'"name":"Timmeren niveau 3"', b'"name":"Timmeren niveau 5","name":"Timmeren niveau 3"'
            ),
            "format",
            "json_duplicate_member",
        ),
        a("DI-31", _nested(100_000), "format", "json_depth"),
        a("DI-32", _clique(scene), "proof", "rdf_work_exceeded"),
        a("DI-33", scene.signed(lambda d: d["type"].append("not a url")), "context", "type_undefined"),
        a(
            "DI-34",
            sign(badge(stranger.did, worker.did), stranger),
            "issuer-trust",
            "issuer_unknown",
            outcome="indeterminate",
        ),
        a(
            "DI-35",
            scene.changed(lambda d: d.update(id=[d["id"], "urn:uuid:6f7f8a1e-2f0c-4a53-9d5c-0a4f2d0f6a02"])),
            "format",
            "credential_malformed",
        ),
        a("DI-36", scene.changed(lambda d: d.pop("credentialSubject")), "format", "credential_malformed"),
        a(
            "DI-37",
            scene.signed(
                lambda d: d.update(
                    relatedResource=[{"id": forge.V2, "digestSRI": "sha384-" + base64.b64encode(bytes(48)).decode()}]
                )
            ),
            "context",
            "related_resource_digest",
        ),
        a("DI-38", scene.proof(proofValue=value + "1"), "proof", "proof_signature"),
        a("DI-39", scene.proof(proofValue=value[:-10]), "proof", "proof_signature"),
    ]


def text_of(attack: Attack) -> Any:
    return json.loads(attack.raw)
