"""Bases, multibase, multikey: one text for each byte sequence."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.encoding import multikey
from dsp_vc.encoding.base import (
    b64url_decode,
    b64url_encode,
    base45_decode,
    base45_encode,
    base58btc_decode,
    base58btc_encode,
    multibase_decode,
    multibase_encode,
)
from dsp_vc.errors import Refused

PAIRS = [
    (b64url_encode, b64url_decode),
    (base58btc_encode, base58btc_decode),
    (base45_encode, base45_decode),
]


@pytest.mark.parametrize(("encode", "decode"), PAIRS)
def test_round_trip(encode, decode) -> None:  # type: ignore[no-untyped-def]
    @given(st.binary(max_size=200))
    def check(data: bytes) -> None:
        assert decode(encode(data)) == data

    check()


@pytest.mark.parametrize(("encode", "decode"), PAIRS)
def test_a_text_that_decodes_is_the_text_that_encodes(encode, decode) -> None:  # type: ignore[no-untyped-def]
    @given(st.text(max_size=12) | st.text("ABCDEFGHab19 -_:%=", max_size=12))
    def check(text: str) -> None:
        with contextlib.suppress(Refused):
            assert encode(decode(text)) == text

    check()


@pytest.mark.parametrize("text", ["QQ==", "QR", "QUJ", "A", "QUI+", "QUI/", "QU I", "QUJD\n", "é", "QQ\0"])
def test_base64url_refused(text: str) -> None:
    with pytest.raises(Refused, match="base_encoding"):
        b64url_decode(text)


@pytest.mark.parametrize(("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")])
def test_base45_examples_of_the_rfc(data: bytes, text: str) -> None:
    assert base45_encode(data) == text
    assert base45_decode(text) == data


@pytest.mark.parametrize("text", ["A", "BB8A", ":::", "GGW", "::", "bb8", "BB\n"])
def test_base45_refused(text: str) -> None:
    with pytest.raises(Refused, match="base_encoding"):
        base45_decode(text)


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "z ", "1" * 8193])
def test_base58_refused(text: str) -> None:
    with pytest.raises(Refused, match="base_encoding"):
        base58btc_decode(text)


def test_base58_too_long_to_encode() -> None:
    with pytest.raises(Refused, match="base_encoding"):
        base58btc_encode(b"a" * 8193)


def test_multibase() -> None:
    assert multibase_encode(b"\0\1", "z") == "z12"
    assert multibase_decode("uAAE") == b"\0\1"
    for text, allowed in [("", ("z", "u")), ("uAAE", ("z",)), ("f00", ("z", "u")), ("mAAE", ("m",)), ("Z12", ("z",))]:
        with pytest.raises(Refused, match="multibase_prefix"):
            multibase_decode(text, allowed=allowed)


@given(st.sampled_from(sorted(multikey.MULTICODEC)), st.binary(max_size=100))
def test_multikey_round_trip(codec: str, raw: bytes) -> None:
    assert multikey.decode(multikey.encode(codec, raw)) == (codec, raw)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "multikey_invalid"),
        (b"\xed", "multikey_invalid"),
        (b"\xed\x81\x00" + b"a" * 32, "multikey_invalid"),
        (b"\xff" * 20, "multikey_invalid"),
        (b"\x01" + b"a" * 32, "multikey_unknown"),
    ],
)
def test_multikey_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        multikey.decode(multibase_encode(data))


@given(st.text(max_size=50).map(lambda text: "z" + text))
def test_multikey_never_anything_but_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        multikey.decode(text)
