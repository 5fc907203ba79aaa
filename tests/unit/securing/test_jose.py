"""Compact JWS: one form only, and no key and no algorithm of the sender's choice."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.securing import jose

SIGNER = MemorySigner.generate(KeyType.ED25519)
HEADER, PAYLOAD, SIGNATURE = jose.sign_compact({"typ": "JWT"}, b'{"a":1}', SIGNER).split(".")


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def with_header(text: str) -> str:
    return f"{b64(text.encode())}.{PAYLOAD}.{SIGNATURE}"


@pytest.mark.parametrize("key_type", list(KeyType))
def test_round_trip(key_type: KeyType) -> None:
    signer = MemorySigner.generate(key_type)
    text = jose.sign_compact({"typ": "x", "alg": "none"}, b"data", signer)
    jws = jose.parse_compact(text)
    assert jws.header == {"alg": signer.algorithm, "typ": "x"}
    assert (jws.payload, jws.kid) == (b"data", None)
    jose.check_signature(jws, signer.public_key)


@pytest.mark.parametrize("text", [
    "", "a", "..", f"{HEADER}.{PAYLOAD}", f"{HEADER}.{PAYLOAD}.{SIGNATURE}.", f".{PAYLOAD}.{SIGNATURE}",
    f"{HEADER}.{PAYLOAD}.{SIGNATURE}==", f"{HEADER}.{PAYLOAD}.{SIGNATURE}\n", f" {HEADER}.{PAYLOAD}.{SIGNATURE}",
    f"{HEADER}.{PAYLOAD}.{SIGNATURE[:-1]}", f"{HEADER}.{PAYLOAD}.{SIGNATURE[:-1]}_", f"{HEADER}.{PAYLOAD}.é",
    '{"payload":"","signatures":[]}',
], ids=range(13))  # fmt: skip
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        jose.parse_compact(text)
    assert refusal.value.code == "jws_format"


@pytest.mark.parametrize(("header", "code"), [
    ("[]", "jws_header"), ("{", "jws_header"), ('{"alg":"EdDSA","alg":"none"}', "jws_header"),
    ('{"alg":"EdDSA","crit":[]}', "jws_crit"), ('{"alg":"EdDSA","crit":["exp"],"exp":1}', "jws_crit"),
    ('{"alg":"EdDSA","b64":false}', "jws_b64"), ('{"alg":"EdDSA","jwk":{}}', "jws_own_key"),
    ('{"alg":"EdDSA","jku":"https://attacker.example"}', "jws_own_key"),
    ('{"alg":"EdDSA","x5u":"https://attacker.example"}', "jws_own_key"),
])  # fmt: skip
def test_headers_that_are_refused(header: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        jose.parse_compact(with_header(header))
    assert refusal.value.code == code


@pytest.mark.parametrize("algorithm", ["none", "nOnE", "", "HS256", "RS256", "ed25519", "eddsa", None, 1, ["EdDSA"]])
def test_algorithms_that_are_refused(algorithm: object) -> None:
    jws = jose.parse_compact(with_header(json.dumps({"alg": algorithm})))
    with pytest.raises(Refused) as refusal:
        jose.check_signature(jws, SIGNER.public_key)
    assert refusal.value.code == "jws_algorithm"


def test_the_algorithm_is_the_keys_own() -> None:
    jws = jose.parse_compact(with_header('{"alg":"ES256"}'))
    with pytest.raises(Refused) as refusal:
        jose.check_signature(jws, SIGNER.public_key)
    assert refusal.value.code == "jws_key_mismatch"


def test_the_list_of_algorithms_counts() -> None:
    with pytest.raises(Refused) as refusal:
        jose.check_signature(jose.parse_compact(f"{HEADER}.{PAYLOAD}.{SIGNATURE}"), SIGNER.public_key, ("ES256",))
    assert refusal.value.code == "jws_algorithm"


def test_signatures_of_another_form_are_refused() -> None:
    signer = MemorySigner.generate(KeyType.P256)
    header, payload, signature = jose.sign_compact({}, b"x", signer).split(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    for other in (der, bytes(64), b"", raw + b"\0", raw[:-1]):
        with pytest.raises(Refused) as refusal:
            jose.check_signature(jose.parse_compact(f"{header}.{payload}.{b64(other)}"), signer.public_key)
        assert refusal.value.code == "jws_signature"


@pytest.mark.parametrize(("kind", "fits"), [
    ("dc+sd-jwt", True), ("DC+SD-JWT", False), ("application/dc+sd-jwt", False), ("JWT", False), (None, False),
    ("kb+jwt", False), (1, False), ("text/dc+sd-jwt", False),
])  # fmt: skip
def test_types(kind: object, fits: bool) -> None:
    jws = jose.parse_compact(with_header(json.dumps({"typ": kind})))
    if fits:
        jose.check_type(jws, ("dc+sd-jwt",))
        return
    with pytest.raises(Refused) as refusal:
        jose.check_type(jws, ("dc+sd-jwt",))
    assert refusal.value.code == "jws_type"
