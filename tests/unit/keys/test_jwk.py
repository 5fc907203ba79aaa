"""JSON Web Keys, strictly."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.encoding.base import b64url_encode
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys.public import KeyType, PublicKey

# RFC 8037 Appendix A.2, with its thumbprint in A.3
ED25519 = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
# RFC 7517 Appendix A.1
P256 = {
    "kty": "EC",
    "crv": "P-256",
    "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
}


def refused(value: dict[str, Any]) -> str:
    with pytest.raises(Refused) as caught:
        PublicKey.from_jwk(value)
    return caught.value.code


def test_thumbprint_of_rfc_8037() -> None:
    assert PublicKey.from_jwk(ED25519).thumbprint() == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_thumbprint_leaves_other_members_out() -> None:
    key = PublicKey.from_jwk({**P256, "kid": "1", "use": "sig", "alg": "ES256", "x5t": "whatever", "ext": True})
    assert key == PublicKey.from_jwk(P256)
    assert key.thumbprint() == PublicKey.from_jwk(P256).thumbprint()
    assert key.to_jwk() == P256


@pytest.mark.parametrize("name", ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"])
def test_private_members(name: str) -> None:
    with pytest.raises(Refused, match="key_private") as caught:
        PublicKey.from_jwk({**ED25519, name: "c2VjcmV0"})
    assert "c2VjcmV0" not in str(caught.value) + repr(caught.value.params)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kty": None}, "key_invalid"),
        ({"kty": 5}, "key_invalid"),
        ({"kty": "EC"}, "key_invalid"),
        ({"kty": "okp"}, "key_type_unsupported"),
        ({"kty": "oct"}, "key_type_unsupported"),
        ({"kty": "RSA"}, "key_type_unsupported"),
        ({"crv": None}, "key_invalid"),
        ({"crv": ["Ed25519"]}, "key_invalid"),
        ({"crv": "X25519"}, "key_type_unsupported"),
        ({"crv": "Ed448"}, "key_type_unsupported"),
        ({"crv": "P-256"}, "key_invalid"),
        ({"x": None}, "key_invalid"),
        ({"x": 1}, "key_invalid"),
        ({"x": ""}, "key_invalid"),
        ({"x": ED25519["x"] + "="}, "key_invalid"),
        ({"x": ED25519["x"][:-1] + "p"}, "key_invalid"),
        ({"x": b64url_encode(b"\1" * 31)}, "key_invalid"),
        ({"x": b64url_encode(b"\1" + b"\0" * 31)}, "key_invalid"),
        ({"use": "enc"}, "key_use"),
        ({"use": None}, "key_use"),
        ({"alg": "ES256"}, "key_use"),
        ({"alg": "none"}, "key_use"),
        ({"alg": "HS256"}, "key_use"),
        ({"alg": None}, "key_use"),
        ({"key_ops": ["sign"]}, "key_use"),
        ({"key_ops": []}, "key_use"),
        ({"key_ops": "verify"}, "key_invalid"),
        ({"key_ops": [1]}, "key_invalid"),
        ({"key_ops": ["verify", "verify"]}, "key_invalid"),
    ],
)
def test_refused(changes: dict[str, Any], code: str) -> None:
    assert refused({**ED25519, **changes}) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"y": None}, "key_invalid"),
        ({"y": P256["x"]}, "key_invalid"),
        ({"x": b64url_encode(b"\0" * 32), "y": b64url_encode(b"\0" * 32)}, "key_invalid"),
        ({"x": b64url_encode(b"\0" + b"\1" * 32)}, "key_invalid"),
        ({"crv": "P-384"}, "key_invalid"),
        ({"crv": "secp256k1"}, "key_type_unsupported"),
        ({"alg": "ES384"}, "key_use"),
        ({"kty": "OKP"}, "key_invalid"),
    ],
)
def test_ec_refused(changes: dict[str, Any], code: str) -> None:
    assert refused({**P256, **changes}) == code


def test_ec_without_y() -> None:
    assert refused({name: value for name, value in P256.items() if name != "y"}) == "key_invalid"


@pytest.mark.parametrize("extra", [{"alg": "EdDSA"}, {"alg": "Ed25519"}, {"use": "sig"}, {"key_ops": ["verify"]}])
def test_accepted(extra: dict[str, Any]) -> None:
    assert PublicKey.from_jwk({**ED25519, **extra}).key_type is KeyType.ED25519


MEMBERS = st.sampled_from(["kty", "crv", "x", "y", "use", "alg", "key_ops", "kid"])
VALUES = st.none() | st.integers() | st.text(max_size=5) | st.sampled_from(["OKP", "EC", "Ed25519", "P-256", P256["x"]])


@given(st.dictionaries(MEMBERS, VALUES | st.lists(VALUES, max_size=2)))
def test_never_anything_but_refused(value: dict[str, object]) -> None:
    with contextlib.suppress(InputError):
        PublicKey.from_jwk(value)
