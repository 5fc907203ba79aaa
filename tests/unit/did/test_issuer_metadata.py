"""The metadata of an https issuer (SD-JWT VC, "JWT VC Issuer Metadata")."""

from __future__ import annotations

from typing import Any

import pytest

from dsp_vc.did.issuer_metadata import build_issuer_metadata, parse_issuer_metadata, well_known_url
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner

ISS = "https://school.example"
EC = MemorySigner.from_seed(b"\3" * 32, key_type=KeyType.P256).public_key
ED = MemorySigner.from_seed(b"\4" * 32).public_key

# Figure 14 of the draft
FIGURE_14 = {
    "issuer": "https://example.com",
    "jwks": {
        "keys": [
            {
                "kid": "doc-signer-05-25-2022",
                "kty": "EC",
                "crv": "P-256",
                "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
                "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
            },
        ]
    },
}


def test_example_of_the_draft() -> None:
    parsed = parse_issuer_metadata(FIGURE_14)  # type: ignore[arg-type]
    assert parsed.issuer == "https://example.com"
    assert [kid for kid, _ in parsed.keys] == ["doc-signer-05-25-2022"]
    assert parsed.jwks_uri is None


def test_build_and_parse() -> None:
    parsed = parse_issuer_metadata(build_issuer_metadata(ISS, [("key-1", EC), (None, ED)]))
    assert parsed.keys == (("key-1", EC), (None, ED))


def test_keys_elsewhere() -> None:
    parsed = parse_issuer_metadata({"issuer": ISS, "jwks_uri": "https://keys.example/jwks"})
    assert parsed.keys == ()
    assert parsed.jwks_uri == "https://keys.example/jwks"


def test_keys_of_other_kinds_are_left_out() -> None:
    others = [
        {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        {"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"},
        {**EC.to_jwk(), "use": "enc"},
        {**EC.to_jwk(), "alg": "ECDH-ES"},
    ]
    value: dict[str, Any] = {"issuer": ISS, "jwks": {"keys": [*others, EC.to_jwk()]}}
    assert parse_issuer_metadata(value).keys == ((None, EC),)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({}, "issuer_metadata_invalid"),
        ({"issuer": 1}, "issuer_metadata_invalid"),
        ({"issuer": ISS}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks": {"keys": []}, "jwks_uri": "https://x.example"}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks_uri": "http://x.example"}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks_uri": None}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks": []}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks": {}}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks": {"keys": {}}}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks": {"keys": ["x"]}}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks": {"keys": [{}]}}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks": {"keys": [{**EC.to_jwk(), "kid": 1}]}}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks": {"keys": [{**EC.to_jwk(), "y": "AA"}]}}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks": {"keys": [EC.to_jwk()] * 201}}, "issuer_metadata_invalid"),
        ({"issuer": ISS, "jwks": {"keys": [{**EC.to_jwk(), "d": "geheim"}]}}, "key_private"),
        ({"issuer": ISS, "jwks": {"keys": [{"kty": "oct", "k": "geheim"}]}}, "key_private"),
        ({"issuer": "http://school.example", "jwks": {"keys": []}}, "iss_invalid"),
    ],
)
def test_refused(value: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code) as caught:
        parse_issuer_metadata(value)
    assert "geheim" not in str(caught.value) + repr(caught.value.params)


@pytest.mark.parametrize(
    ("iss", "url"),
    [
        ("https://example.com", "https://example.com/.well-known/jwt-vc-issuer"),
        ("https://example.com/", "https://example.com/.well-known/jwt-vc-issuer"),
        ("https://example.com/tenant/1234", "https://example.com/.well-known/jwt-vc-issuer/tenant/1234"),
        ("https://example.com/tenant/1234/", "https://example.com/.well-known/jwt-vc-issuer/tenant/1234"),
        ("https://example.com:8443/a", "https://example.com:8443/.well-known/jwt-vc-issuer/a"),
        ("https://Example.com/A%20b", "https://Example.com/.well-known/jwt-vc-issuer/A%20b"),
    ],
)
def test_well_known_url(iss: str, url: str) -> None:
    assert well_known_url(iss) == url


@pytest.mark.parametrize(
    "iss",
    [
        "",
        "school.example",
        "http://school.example",
        "HTTPS://school.example",
        "https://",
        "https:///a",
        "https://user@school.example",
        "https://school.example?a",
        "https://school.example#a",
        "https://school.example/?",
        "https://school.example:0",
        "https://school.example:99999",
        "https://school.example/..",
        "https://school.example/a/%2E%2e/b",
        "https://school.example/a b",
        "https://school.example/a\\b",
        "https://school.example/%zz",
        "https://school.example\n",
        "https://school.example/" + "a" * 3000,
        "did:web:school.example",
    ],
)
def test_iss_refused(iss: str) -> None:
    with pytest.raises(Refused, match="iss_invalid"):
        well_known_url(iss)
