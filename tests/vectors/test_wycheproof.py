"""Wycheproof: every Ed25519 and every ECDSA (r and s of fixed size) verdict, and keys on their edges."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType, PublicKey, from_point

Count = Callable[[str, int], None]


def groups(vectors: Path, name: str) -> list[dict[str, Any]]:
    content = json.loads((vectors / "wycheproof" / f"{name}_test.json").read_text())
    found: list[dict[str, Any]] = content["testGroups"]
    return found


def check(key: PublicKey, tests: list[dict[str, Any]]) -> int:
    for test in tests:
        accepted = key.verify(bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
        assert test["result"] in {"valid", "invalid"}
        assert accepted == (test["result"] == "valid"), (test["tcId"], test["comment"])
    return len(tests)


def test_ed25519(vectors: Path, vector_count: Count) -> None:
    counted = 0
    for group in groups(vectors, "ed25519"):
        key = PublicKey(KeyType.ED25519, bytes.fromhex(group["publicKey"]["pk"]))
        assert PublicKey.from_jwk(group["publicKeyJwk"]) == key
        counted += check(key, group["tests"])
    assert counted == 151
    vector_count("wycheproof ed25519", counted)


@pytest.mark.parametrize(
    ("name", "key_type", "size", "total"),
    [
        ("ecdsa_secp256r1_sha256_p1363", KeyType.P256, 32, 262),
        ("ecdsa_secp384r1_sha384_p1363", KeyType.P384, 48, 280),
    ],
)
def test_ecdsa(vectors: Path, vector_count: Count, name: str, key_type: KeyType, size: int, total: int) -> None:
    counted = 0
    for group in groups(vectors, name):
        key = from_point(key_type, bytes.fromhex(group["publicKey"]["uncompressed"]))
        if "publicKeyJwk" in group:
            assert PublicKey.from_jwk(group["publicKeyJwk"]) == key
        assert PublicKey.from_multikey(key.to_multikey()) == key
        assert len(key.raw) == size + 1
        counted += check(key, group["tests"])
    assert counted == total
    vector_count(f"wycheproof {name}", counted)


def test_der_signatures_are_never_taken(vectors: Path, vector_count: Count) -> None:
    counted = 0
    for group in groups(vectors, "ecdsa_secp256r1_sha256"):
        key = from_point(KeyType.P256, bytes.fromhex(group["publicKey"]["uncompressed"]))
        for test in group["tests"]:
            assert not key.verify(bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
            counted += 1
    vector_count("wycheproof ecdsa_secp256r1_sha256 (DER, all refused)", counted)


def test_keys_of_other_uses_are_no_signature_keys(vectors: Path, vector_count: Count) -> None:
    """X25519 keys are known and refused; symmetric and private keys are no public ones."""
    counted = 0
    for group in groups(vectors, "x25519_jwk"):
        for test in group["tests"]:
            public = test["public"]
            # Among the invalid ones are sound keys of a curve for signatures: refused only where X25519 is expected.
            with nullcontext() if public.get("crv") in tuple(KeyType) else pytest.raises(Refused):
                PublicKey.from_jwk(public)
            counted += 1
    for group in groups(vectors, "json_web_key"):
        for value in group["private"].get("keys", []):
            with pytest.raises(Refused) if value["kty"] in {"oct", "RSA"} or "d" in value else nullcontext():
                PublicKey.from_jwk(value)
            counted += 1
    vector_count("wycheproof keys", counted)
