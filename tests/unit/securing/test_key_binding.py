"""Key binding: the holder's signature over exactly what is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.securing import key_binding
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
