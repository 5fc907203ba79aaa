"""Key binding: the holder's signature over exactly what is shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha384, sha512

import pytest

from dsp_vc.encoding.base import b64url_encode
from dsp_vc.encoding.strict_json import dumps, parse_object
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.securing import key_binding
from dsp_vc.securing.jose import parse_compact, sign_compact
from dsp_vc.securing.sd_jwt import parse_sd_jwt
from dsp_vc.securing.sd_jwt_issuance import issue

ISSUER = MemorySigner.generate(KeyType.ED25519)


@pytest.mark.parametrize("key_type", list(KeyType))
def test_round_trip(key_type: KeyType, now: datetime) -> None:
    holder = MemorySigner.generate(key_type)
    issued = issue({"cnf": {"jwk": holder.public_key.to_jwk()}, "a": 1}, [("a",)], ISSUER, {})
    ends = now + timedelta(days=1)
    text = key_binding.bind(issued, holder, audience="Bouwbedrijf", nonce="n-1", issued_at=now, expires=ends)
    token = parse_sd_jwt(text)
    assert token.without_key_binding() == issued
    key = key_binding.confirmation_key(token.payload)
    assert key_binding.check(token, key) == key_binding.KeyBinding("Bouwbedrijf", "n-1", now, ends)
    with pytest.raises(Refused) as refusal:
        key_binding.check(token, key, ("RS256",))
    assert refusal.value.code == "jws_algorithm"


def test_moved_to_another_credential(now: datetime) -> None:
    holder = MemorySigner.generate(KeyType.P256)
    one, other = (issue({"a": number}, (), ISSUER, {}) for number in (1, 2))
    bound = key_binding.bind(one, holder, audience="x", nonce="n", issued_at=now)
    moved = parse_sd_jwt(other + bound.rpartition("~")[2])
    with pytest.raises(Refused) as refusal:
        key_binding.check(moved, holder.public_key)
    assert refusal.value.code == "kb_hash"
    assert key_binding.check(parse_sd_jwt(bound), holder.public_key).expires is None


@pytest.mark.parametrize("cnf", [None, {}, "key", {"jkt": "x"}, {"kid": "1"}, {"jwk": "x"}, {"x5t#S256": "x"}])
def test_other_ways_to_name_a_key(cnf: object) -> None:
    with pytest.raises(Refused) as refusal:
        key_binding.confirmation_key({"cnf": cnf})  # type: ignore[dict-item]
    assert refusal.value.code == "kb_confirmation_unsupported"


def test_no_key(now: datetime) -> None:
    assert key_binding.confirmation_key({}) is None
    token = parse_sd_jwt(key_binding.bind(issue({}, (), ISSUER, {}), ISSUER, audience="x", nonce="n", issued_at=now))
    with pytest.raises(Refused) as refusal:
        key_binding.check(token, None)
    assert refusal.value.code == "kb_no_confirmation_key"


@pytest.mark.parametrize(("algorithm", "function"), [("sha-384", sha384), ("sha-512", sha512)])
def test_the_digest_is_by_the_algorithm_of_the_token(algorithm: str, function, now: datetime) -> None:
    holder = MemorySigner.generate(KeyType.P256)
    issued = sign_compact({}, dumps({"_sd_alg": algorithm}).encode(), ISSUER) + "~"
    token = parse_sd_jwt(key_binding.bind(issued, holder, audience="x", nonce="n", issued_at=now))
    bound = parse_object(parse_compact(token.key_binding_jwt or "").payload)
    assert bound["sd_hash"] == b64url_encode(function(issued.encode()).digest())
    key_binding.check(token, holder.public_key)


@pytest.mark.parametrize("algorithm", ["md5", "sha-1", None, 1])
def test_an_unknown_algorithm_binds_nothing(algorithm: object, now: datetime) -> None:
    issued = sign_compact({}, dumps({"_sd_alg": algorithm}).encode(), ISSUER) + "~"  # type: ignore[dict-item]
    with pytest.raises(Refused) as refusal:
        key_binding.bind(issued, ISSUER, audience="x", nonce="n", issued_at=now)
    assert refusal.value.code == "sd_hash_algorithm"


def test_what_is_bound_is_not_bound_again(now: datetime) -> None:
    bound = key_binding.bind(issue({}, (), ISSUER, {}), ISSUER, audience="x", nonce="n", issued_at=now)
    with pytest.raises(Refused) as refusal:
        key_binding.bind(bound, ISSUER, audience="x", nonce="n", issued_at=now)
    assert refusal.value.code == "sd_format"


def _bound(claims: dict, now: datetime, **header: object) -> str:
    """A key-binding JWT by the issuer's own key, for what ``check`` itself refuses."""
    issued = issue({}, (), ISSUER, {})
    token = parse_sd_jwt(key_binding.bind(issued, ISSUER, audience="x", nonce="n", issued_at=now))
    good = parse_object(parse_compact(token.key_binding_jwt or "").payload)
    said = {name: value for name, value in {**good, **claims}.items() if value is not ...}
    return issued + sign_compact({"typ": "kb+jwt", **header}, dumps(said).encode(), ISSUER)


@pytest.mark.parametrize(("claims", "code"), [
    ({"aud": ...}, "kb_claims"), ({"aud": ["x"]}, "kb_claims"), ({"nonce": 1}, "kb_claims"),
    ({"sd_hash": ...}, "kb_claims"), ({"sd_hash": ""}, "kb_hash"), ({"sd_hash": "é"}, "kb_hash"),
    ({"iat": ...}, "numeric_date"), ({"iat": "1"}, "numeric_date"), ({"iat": True}, "numeric_date"),
    ({"iat": -1}, "numeric_date"), ({"iat": 10**400}, "numeric_date"), ({"exp": None}, "numeric_date"),
    ({"nbf": "1"}, "numeric_date"),
])  # fmt: skip
def test_claims_that_are_refused(claims: dict, code: str, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        key_binding.check(parse_sd_jwt(_bound(claims, now)), ISSUER.public_key)
    assert refusal.value.code == code


@pytest.mark.parametrize(("header", "code"), [
    ({"typ": "dc+sd-jwt"}, "jws_type"), ({"typ": None}, "jws_type"), ({"crit": []}, "jws_crit"),
    ({"jwk": {}}, "jws_own_key"), ({"b64": True}, "jws_b64"),
])  # fmt: skip
def test_headers_that_are_refused(header: dict, code: str, now: datetime) -> None:
    key_binding.check(parse_sd_jwt(_bound({}, now)), ISSUER.public_key)
    with pytest.raises(Refused) as refusal:
        key_binding.check(parse_sd_jwt(_bound({}, now, **header)), ISSUER.public_key)
    assert refusal.value.code == code
