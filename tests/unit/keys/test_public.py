"""Public keys: sound when they exist, and strict about signatures."""

from __future__ import annotations

import contextlib

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.encoding import multikey
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys import edwards
from dsp_vc.keys.public import CURVES, KeyType, PublicKey, from_point
from dsp_vc.keys.signer import MemorySigner

SIGNERS = {
    key_type: MemorySigner.from_seed(b"\7" * (48 if key_type is KeyType.P384 else 32), key_type=key_type)
    for key_type in KeyType
}
P = edwards.PRIME


def ed25519_raw(y: int, sign: int = 0) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


@pytest.mark.parametrize("key_type", KeyType)
def test_round_trips(key_type: KeyType) -> None:
    key = SIGNERS[key_type].public_key
    assert PublicKey.from_multikey(key.to_multikey()) == key
    assert PublicKey.from_jwk(key.to_jwk()) == key
    assert hash(PublicKey(key_type, key.raw)) == hash(key)


@pytest.mark.parametrize(
    ("key_type", "prefix"), [(KeyType.ED25519, "z6Mk"), (KeyType.P256, "zDn"), (KeyType.P384, "z82")]
)
def test_multikey_prefix(key_type: KeyType, prefix: str) -> None:
    assert SIGNERS[key_type].public_key.to_multikey().startswith(prefix)


@pytest.mark.parametrize("y", sorted(edwards.SMALL_ORDER_Y))
@pytest.mark.parametrize("sign", [0, 1])
def test_small_order_points_are_refused(y: int, sign: int) -> None:
    with pytest.raises(Refused, match="key_invalid") as caught:
        PublicKey(KeyType.ED25519, ed25519_raw(y, sign))
    assert "small order" in caught.value.detail


def test_small_order_points_are_all_there_are() -> None:
    # A point of order 8 doubled gives y = 0: its y solves d*y^4 + 2*y^2 - 1 = 0; the others have y in {0, 1, -1}.
    d = -121665 * pow(121666, -1, P) % P
    eighth = [y for y in edwards.SMALL_ORDER_Y if y not in {0, 1, P - 1}]
    assert len(eighth) == 2
    assert all((d * pow(y, 4, P) + 2 * y * y - 1) % P == 0 for y in eighth)


def test_the_library_alone_would_accept_a_small_order_key() -> None:
    """Why the check is ours: a signature of R = identity, S = 0 fits every message under the identity key."""
    raw = ed25519_raw(1)
    signature = raw + bytes(32)
    ed25519.Ed25519PublicKey.from_public_bytes(raw).verify(signature, b"any message")


@pytest.mark.parametrize("y", [P, P + 1, P + 3, 2**255 - 1])
@pytest.mark.parametrize("sign", [0, 1])
def test_not_canonical_points_are_refused(y: int, sign: int) -> None:
    with pytest.raises(Refused, match="key_invalid"):
        PublicKey(KeyType.ED25519, ed25519_raw(y, sign))


def test_points_off_the_curve_are_refused() -> None:
    refused = 0
    for y in range(2, 60):
        try:
            PublicKey(KeyType.ED25519, ed25519_raw(y))
        except Refused:
            refused += 1
    assert 15 < refused < 45  # half of all y have no x


@pytest.mark.parametrize(
    ("key_type", "raw"),
    [
        (KeyType.ED25519, b""),
        (KeyType.ED25519, b"\2" * 31),
        (KeyType.ED25519, b"\2" * 33),
        (KeyType.P256, b""),
        (KeyType.P256, b"\0"),
        (KeyType.P256, b"\2" + b"\xff" * 32),
        (KeyType.P256, b"\4" + SIGNERS[KeyType.P256].public_key.raw[1:]),
        (KeyType.P256, SIGNERS[KeyType.P256].public_key.raw + b"\0"),
        (KeyType.P384, SIGNERS[KeyType.P256].public_key.raw),
        (KeyType.P384, b"\5" * 49),
    ],
)
def test_raw_refused(key_type: KeyType, raw: bytes) -> None:
    with pytest.raises(Refused, match="key_invalid"):
        PublicKey(key_type, raw)


def test_uncompressed_point_off_the_curve() -> None:
    with pytest.raises(Refused, match="key_invalid"):
        from_point(KeyType.P256, b"\4" + b"\1" * 64)
    with pytest.raises(Refused, match="key_invalid"):
        from_point(KeyType.P256, b"\0")


@pytest.mark.parametrize("key_type", KeyType)
def test_signatures(key_type: KeyType) -> None:
    signer = SIGNERS[key_type]
    signature = signer.sign(b"message")
    key = signer.public_key
    assert key.verify(signature, b"message")
    assert not key.verify(signature, b"massage")
    for changed in (b"", signature[:-1], signature + b"\0", bytes(len(signature)), b"\xff" * len(signature)):
        assert not key.verify(changed, b"message")


def test_ed25519_malleability() -> None:
    signer = SIGNERS[KeyType.ED25519]
    signature = signer.sign(b"message")
    s = int.from_bytes(signature[32:], "little") + edwards.ORDER
    assert not signer.public_key.verify(signature[:32] + s.to_bytes(32, "little"), b"message")


@pytest.mark.parametrize("key_type", [KeyType.P256, KeyType.P384])
def test_ecdsa_ranges_and_encodings(key_type: KeyType) -> None:
    signer, curve = SIGNERS[key_type], CURVES[key_type]
    signature = signer.sign(b"message")
    r, s = signature[: curve.size], signature[curve.size :]
    zero, order = bytes(curve.size), curve.order.to_bytes(curve.size, "big")
    for changed in (zero + s, r + zero, zero + zero, order + s, r + order, s + r, b"\0" + r + b"\0" + s):
        assert not signer.public_key.verify(changed, b"message")
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    der = encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
    assert not signer.public_key.verify(der, b"message")


@given(st.sampled_from(list(KeyType)), st.binary(max_size=100), st.binary(max_size=40))
def test_verify_never_raises(key_type: KeyType, signature: bytes, message: bytes) -> None:
    assert SIGNERS[key_type].public_key.verify(signature, message) is False


@given(st.sampled_from(list(KeyType)), st.binary(max_size=50))
def test_construction_never_anything_but_refused(key_type: KeyType, raw: bytes) -> None:
    with contextlib.suppress(InputError):
        assert PublicKey(key_type, raw).raw == raw


@given(st.sampled_from(list(KeyType)), st.binary(max_size=40), st.integers(0, 95), st.integers(1, 255))
def test_a_changed_signature_is_never_accepted(key_type: KeyType, message: bytes, position: int, mask: int) -> None:
    signer = SIGNERS[key_type]
    signature = bytearray(signer.sign(message))
    signature[position % len(signature)] ^= mask
    assert not signer.public_key.verify(bytes(signature), message)


@pytest.mark.parametrize(
    ("codec", "code"),
    [
        ("x25519-pub", "key_type_unsupported"),
        ("secp256k1-pub", "key_type_unsupported"),
        ("rsa-pub", "key_type_unsupported"),
        ("ed25519-priv", "key_private"),
        ("p256-priv", "key_private"),
        ("p384-pub", "key_invalid"),
    ],
)
def test_multikeys_refused(codec: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        PublicKey.from_multikey(multikey.encode(codec, b"\1" * 32))


def test_algorithms() -> None:
    assert [SIGNERS[key_type].public_key.algorithm for key_type in KeyType] == ["EdDSA", "ES256", "ES384"]
