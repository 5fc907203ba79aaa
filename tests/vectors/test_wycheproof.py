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
from dsp_vc.securing.jose import check_signature, parse_compact

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


@pytest.mark.parametrize(
    ("name", "key_type"), [("ecdsa_secp256r1_sha256", KeyType.P256), ("ecdsa_secp384r1_sha384", KeyType.P384)]
)
def test_der_signatures_are_never_taken(vectors: Path, vector_count: Count, name: str, key_type: KeyType) -> None:
    counted = 0
    for group in groups(vectors, name):
        key = from_point(key_type, bytes.fromhex(group["publicKey"]["uncompressed"]))
        for test in group["tests"]:
            assert not key.verify(bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
            counted += 1
    vector_count(f"wycheproof {name} (DER, all refused)", counted)


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


#: Under the policy of the product: ES256, ES384 and EdDSA. The tokens that Wycheproof calls valid and that are taken; the
#: others are by RSA, HMAC or P-521, or encrypted.
TOKENS = {"json_web_signature": (401, 2), "json_web_crypto": (83, 1), "json_web_key": (26, 0)}


@pytest.mark.parametrize("name", TOKENS)
def test_tokens(vectors: Path, vector_count: Count, name: str) -> None:
    """Nothing that Wycheproof calls invalid is taken, and of what it calls valid all that our algorithms can do."""
    counted = taken = 0
    for group in groups(vectors, name):
        value = group.get("public") or group["private"]
        for test in group["tests"]:
            accepted = _reads(test, value)
            counted += 1
            taken += accepted
            possible = value.get("alg") == "ES256" and "jws" in test
            assert accepted == (possible and test["result"] == "valid"), (test["tcId"], test["comment"])
    assert (counted, taken) == TOKENS[name]
    vector_count(f"wycheproof {name}", counted)


def _reads(test: dict[str, Any], value: dict[str, Any]) -> bool:
    private = {"d", "p", "q", "dp", "dq", "qi"}
    token = test.get("jws") or test.get("jwe")
    try:
        jws = parse_compact(token if isinstance(token, str) else json.dumps(token))
        key = PublicKey.from_jwk({name: member for name, member in value.items() if name not in private})
        check_signature(jws, key)
    except Refused:
        return False
    return True


#: Files of the set for algorithms that the product does not have.
NOT_USED = {"ecdsa_secp521r1_sha512_p1363", "hkdf_sha256", "hmac_sha256", "rsa_pss_2048_sha256_mgf1_32",
            "rsa_signature_2048_sha256"}  # fmt: skip


def test_every_file_is_named(vectors: Path) -> None:
    used = {"ed25519", "ecdsa_secp256r1_sha256_p1363", "ecdsa_secp384r1_sha384_p1363", "ecdsa_secp256r1_sha256",
            "ecdsa_secp384r1_sha384", "x25519_jwk", *TOKENS}  # fmt: skip
    there = {path.name.removesuffix("_test.json") for path in (vectors / "wycheproof").glob("*_test.json")}
    assert there == used | NOT_USED
