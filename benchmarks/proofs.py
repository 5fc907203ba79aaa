"""Data Integrity proofs against the bare signature that is inside them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dsp_vc.did.key import did_key, key_method
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.proof import read_proofs
from dsp_vc.securing.data_integrity.suite import SUITES, add_proof, covered_bytes

ROUNDS, INNER = 9, 20
MOMENT = datetime(2026, 11, 24, 10, 0, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Measured:
    """One operation: its median time, and that over bare signing or verifying."""

    name: str
    microseconds: float
    ratio: float


def measure() -> list[Measured]:
    """Sign and verify by each cryptosuite, in a process that is warm."""
    signer = MemorySigner.generate(KeyType.ED25519)
    did = did_key(signer.public_key)
    signer = signer.with_method(key_method(did))
    contexts = ContextSet.pinned()
    document = _document(did)
    message = bytes(64)
    bare = Ed25519PrivateKey.generate()
    public, signature = bare.public_key(), bare.sign(message)
    base_sign = _seconds(lambda: bare.sign(message))
    base_verify = _seconds(lambda: public.verify(signature, message))
    rows = [Measured("Ed25519 sign", base_sign * 1e6, 1.0), Measured("Ed25519 verify", base_verify * 1e6, 1.0)]
    for suite in SUITES:

        def sign(suite: str = suite) -> JsonObject:
            return add_proof(document, signer, cryptosuite=suite, contexts=contexts, created=MOMENT)

        signed = sign()

        def verify(signed: JsonObject = signed) -> None:
            proofs = read_proofs(signed)
            if not signer.public_key.verify(proofs[0].signature, covered_bytes(signed, proofs[0], proofs, contexts)):
                raise SystemExit("a proof that was just made does not verify")

        seconds = _seconds(sign)
        rows.append(Measured(f"{suite} sign", seconds * 1e6, seconds / base_sign))
        seconds = _seconds(verify)
        rows.append(Measured(f"{suite} verify", seconds * 1e6, seconds / base_verify))
    return rows


def _seconds(operation: Callable[[], object]) -> float:
    operation()
    samples = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(INNER):
            operation()
        samples.append((time.process_time() - start) / INNER)
    return statistics.median(samples)


def _document(did: str) -> JsonObject:
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:2f3b1f0e-6f0a-4f5e-9a52-6a1f0d3c7b10",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Stage logistiek",
        "issuer": {"id": did, "type": ["Profile"], "name": "Voorbeeldcollege"},
        "validFrom": "2026-11-24T10:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:5f0b7f6a-3f53-4c0a-8b3b-1d1f0f6f2a11",
                "type": ["Achievement"],
                "name": "Stage logistiek",
                "description": "Zes weken in een magazijn",
                "criteria": {"narrative": "Beoordeeld op de werkplek"},
            },
        },
    }
