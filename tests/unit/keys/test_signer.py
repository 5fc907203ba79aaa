"""Signers: they sign, and never show what they sign with."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import traceback

import pytest

from dsp_vc.encoding.base import b64url_encode
from dsp_vc.errors import Refused
from dsp_vc.keys.public import CURVES, KeyType
from dsp_vc.keys.signer import MemorySigner, Signer

SEED = bytes(range(32))


def as_signer(signer: Signer) -> Signer:
    return signer


@pytest.mark.parametrize("key_type", KeyType)
def test_generate_sign_and_keep(key_type: KeyType) -> None:
    signer = MemorySigner.generate(key_type, "did:example:a#key-1")
    size = 64 if key_type is KeyType.ED25519 else 2 * CURVES[key_type].size
    assert len(as_signer(signer).sign(b"data")) == size
    again = MemorySigner.from_private_jwk(signer.to_private_jwk())
    assert again.public_key == signer.public_key
    assert again.verification_method == "did:example:a#key-1"
    assert again.public_key.verify(signer.sign(b"data"), b"data")
    assert signer.public_key.verify(again.sign(b"data"), b"data")
    assert MemorySigner.generate(key_type).public_key != signer.public_key


def test_rfc_8032_first_vector() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    signer = MemorySigner.from_seed(seed)
    assert signer.public_key.raw.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert signer.sign(b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


def test_with_method() -> None:
    signer = MemorySigner.from_seed(SEED)
    named = signer.with_method("did:example:a#b")
    assert (signer.verification_method, named.verification_method) == ("", "did:example:a#b")
    assert named.sign(b"x") == signer.sign(b"x")


@pytest.mark.parametrize("key_type", KeyType)
def test_the_private_key_is_not_shown(key_type: KeyType) -> None:
    seed = SEED + (bytes(16) if key_type is KeyType.P384 else b"")
    signer = MemorySigner.from_seed(seed, key_type=key_type)
    shown = repr(signer) + str(signer) + format(signer) + repr([signer]) + repr(dataclasses.fields(signer))
    secrets = (seed.hex(), repr(seed)[2:-1], b64url_encode(seed), str(int.from_bytes(seed, "big")))
    assert not any(secret in shown for secret in secrets)
    for attempt in (lambda: pickle.dumps(signer), lambda: copy.copy(signer), lambda: copy.deepcopy([signer])):
        with pytest.raises(TypeError):
            attempt()
    assert not hasattr(signer, "__dict__")


def test_errors_do_not_show_the_private_key() -> None:
    value = MemorySigner.from_seed(SEED).to_private_jwk()
    secret = value["d"]
    assert isinstance(secret, str)
    other = MemorySigner.generate(KeyType.ED25519).public_key.to_jwk()
    wrong = [
        {**value, "d": secret + "AA"},
        {**value, "d": secret + "*"},
        {**value, "x": other["x"]},
        {**value, "x": "x"},
        {**value, "kid": 5},
        {**value, "key_ops": ["verify"]},
        {**value, "use": "enc"},
        {**value, "d": None},
        {name: member for name, member in value.items() if name != "d"},
        {**value, "k": "AA"},
    ]
    for jwk in wrong:
        with pytest.raises(Refused) as caught:
            MemorySigner.from_private_jwk(jwk)
        told = "".join(traceback.format_exception(caught.value)) + repr(caught.value.params)
        assert secret not in told
        assert caught.value.code in {"key_invalid", "key_use", "key_private"}


@pytest.mark.parametrize("key_type", [KeyType.P256, KeyType.P384])
def test_scalars_out_of_range(key_type: KeyType) -> None:
    curve = CURVES[key_type]
    for scalar in (0, curve.order, curve.order + 1):
        with pytest.raises(Refused, match="key_invalid"):
            MemorySigner.from_seed(scalar.to_bytes(curve.size, "big"), key_type=key_type)
    with pytest.raises(Refused, match="key_invalid"):
        MemorySigner.from_seed(b"", key_type=key_type)


def test_ecdsa_is_randomised() -> None:
    signer = MemorySigner.generate(KeyType.P256)
    assert signer.sign(b"x") != signer.sign(b"x")
