"""RFC 8785 against another implementation of it."""

from __future__ import annotations

import math
import struct

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.encoding import jcs
from dsp_vc.encoding.strict_json import parse
from dsp_vc.errors import Refused

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXTS, inner, max_size=5),
    max_leaves=25,
)


@given(VALUES)
def test_same_bytes_as_the_oracle(value: object) -> None:
    assert jcs.canonicalize(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(VALUES)
def test_canonical_form_reads_back_and_stays(value: object) -> None:
    canonical = jcs.canonicalize(value)  # type: ignore[arg-type]
    again = parse(canonical)
    assert again == value or _holds_large_whole_float(value)
    assert jcs.canonicalize(again) == canonical


def _holds_large_whole_float(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_holds_large_whole_float, value))
    if isinstance(value, dict):
        return any(map(_holds_large_whole_float, value.values()))
    return isinstance(value, float) and abs(value) > jcs.MAX_SAFE_INTEGER


@given(st.integers(0, 2**64 - 1))
def test_any_double_by_its_bits(bits: int) -> None:
    (number,) = struct.unpack(">d", struct.pack(">Q", bits))
    if math.isfinite(number):
        assert jcs.number(number) == rfc8785.dumps(number).decode()
        assert float(jcs.number(number)) == number
    else:
        with pytest.raises(Refused, match="jcs_number"):
            jcs.number(number)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (1.5e-7, "1.5e-7"),
        (-0.0, "0"),
        (100.0, "100"),
        (0.1, "0.1"),
        (-12.5, "-12.5"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (2**53 - 1, "9007199254740991"),
        (2**53, "9007199254740992"),
        (28915579483175410, "28915579483175410"),
        (True, "true"),
    ],
)
def test_numbers(number: float, text: str) -> None:
    assert jcs.canonicalize(number).decode() == text


@pytest.mark.parametrize("value", [2**53 + 1, -(2**53) - 1, 2**60, 10**21, 10**30, 10**4000, math.nan, math.inf])
def test_numbers_refused(value: float) -> None:
    with pytest.raises(Refused, match="jcs_number"):
        jcs.canonicalize([value])


def test_order_is_by_utf16_code_units() -> None:
    value = {"\ufb33": 1, "\U0001f600": 2, "\r": 3, "1": 4, "\u0080": 5, "ö": 6, "€": 7}
    assert list(parse(jcs.canonicalize(value))) == ["\r", "1", "\u0080", "ö", "€", "\U0001f600", "\ufb33"]  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["\ud800", {"\ud800": 1}, ["a", {"b": "\udfff"}]])
def test_lone_surrogates(value: object) -> None:
    with pytest.raises(Refused, match="jcs_string"):
        jcs.canonicalize(value)  # type: ignore[arg-type]


def test_what_is_no_json() -> None:
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]
    for value in (b"bytes", {1: 2}, object(), deep):
        with pytest.raises(Refused, match="jcs_value"):
            jcs.canonicalize(value)  # type: ignore[arg-type]


def test_escapes() -> None:
    assert jcs.canonicalize('\x00\x08\t\n\x0b\x0c\r\x1f"\\/\x7f\u2028é') == (
        '"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\\"\\\\/\x7f\u2028é"'.encode()
    )
