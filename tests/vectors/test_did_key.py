"""did:key vectors of the method's repository and the examples of its specification."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.did.document import SIGNING_PURPOSES, parse_document
from dsp_vc.did.key import did_key, key_method
from dsp_vc.did.resolver import resolve_local
from dsp_vc.encoding.base import base58btc_decode
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType, PublicKey
from dsp_vc.keys.signer import MemorySigner

Count = Callable[[str, int], None]
FILES = ("bls12381", "ed25519-x25519", "nist-curves", "rsa", "secp256k1")
UNSUPPORTED = ("bls12381", "rsa", "secp256k1")


def cases(vectors: Path, name: str) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads((vectors / "did-key" / f"{name}.json").read_text())
    return content


def test_every_did_is_resolved_or_named_unsupported(vectors: Path, vector_count: Count) -> None:
    counted = supported = 0
    for name in FILES:
        for did in cases(vectors, name):
            counted += 1
            if name in UNSUPPORTED or did.startswith("did:key:z2J9"):  # the last is P-521
                with pytest.raises(Refused, match="did_key_type_unsupported"):
                    resolve_local(did)
                continue
            document = resolve_local(did)
            assert document is not None
            supported += 1
            for purpose in SIGNING_PURPOSES:
                assert did_key(document.method(key_method(did), purpose).public_key) == did
    assert (counted, supported) == (26, 10)
    vector_count("did-key", counted)


def test_ed25519_keys_and_seeds(vectors: Path) -> None:
    for did, case in cases(vectors, "ed25519-x25519").items():
        signer = MemorySigner.from_seed(bytes.fromhex(case["seed"]))
        assert did_key(signer.public_key) == did
        pair = case["verificationKeyPair"]
        if "publicKeyBase58" in pair:
            assert signer.public_key.raw == base58btc_decode(pair["publicKeyBase58"])
        else:
            assert signer.public_key.to_jwk() == pair["publicKeyJwk"]
            assert MemorySigner.from_private_jwk(pair["privateKeyJwk"]).public_key == signer.public_key
        assert case["didDocument"]["assertionMethod"] == [key_method(did)]


def test_nist_keys(vectors: Path) -> None:
    checked = 0
    for did, case in cases(vectors, "nist-curves").items():
        method = case.get("verificationMethod")
        if method is None or "publicKeyJwk" not in method or method["publicKeyJwk"]["crv"] == "P-521":
            continue
        key = PublicKey.from_jwk(method["publicKeyJwk"])
        assert did_key(key) == did
        assert key.to_jwk() == method["publicKeyJwk"]
        if "privateKeyJwk" in method:
            assert MemorySigner.from_private_jwk(method["privateKeyJwk"]).public_key == key
        # The published document is read like any other, and gives the same key.
        assert key in [found.public_key for found in parse_document(case["didDocument"]).methods.values()]
        checked += 1
    assert checked >= 4


def test_x25519_is_known_and_unsupported(vectors: Path, vector_count: Count) -> None:
    documents = cases(vectors, "x25519")["didDocument"]
    for did in documents:
        with pytest.raises(Refused, match="did_key_type_unsupported"):
            resolve_local(did)
    vector_count("did-key x25519", len(documents))


def test_examples_of_the_specification(vectors: Path, vector_count: Count) -> None:
    files = sorted((vectors / "did-key-spec").glob("*.json"))
    for path in files:
        example = json.loads(path.read_text())
        published, derived = parse_document(example), resolve_local(example["id"])
        assert derived is not None
        assert dict(published.methods) == dict(derived.methods)
        for purpose in SIGNING_PURPOSES:
            assert published.purposes[purpose] == derived.purposes[purpose]
        (method,) = derived.methods.values()
        assert method.public_key.key_type is KeyType.ED25519
    vector_count("did-key-spec", len(files))


def test_examples_of_controlled_identifiers(vectors: Path, vector_count: Count) -> None:
    """CID 1.0: each document is read; each verification method among the examples is read inside a document."""
    counted = 0
    for path in sorted((vectors / "cid-spec").glob("*.json")):
        example = json.loads(path.read_text())
        if "secretKey" in path.read_text() or '"d":' in path.read_text():
            document = {"id": example.get("controller", "https://controller.example"), "verificationMethod": [example]}
            with pytest.raises(Refused, match=r"did_secret_member|did_document_invalid"):
                parse_document(document)
        elif "controller" in example and "type" in example:
            read = {"id": example["controller"], "verificationMethod": [example]}
            if path.name[:3] in {"030", "031"}:  # their points are on no curve
                with pytest.raises(Refused, match="did_document_invalid"):
                    parse_document(read)
            else:
                parsed = parse_document(read)
                assert len(parsed.methods) + len(parsed.skipped) == 1
        else:
            assert parse_document(example).id == example["id"]
        counted += 1
    assert counted == 24
    vector_count("cid-spec", counted)
