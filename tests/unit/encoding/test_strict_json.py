"""Strict JSON: what two parsers could read differently is refused."""

from __future__ import annotations

import contextlib
import json
import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.encoding.strict_json import dumps, parse, parse_object
from dsp_vc.errors import InputError, Refused

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def code_of(data: bytes | str, **bounds: int) -> str:
    with pytest.raises(Refused) as caught:
        parse(data, **bounds)
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "json_syntax"),
        (b"   ", "json_syntax"),
        (b"{", "json_syntax"),
        (b"[1,]", "json_syntax"),
        (b"[1] 2", "json_syntax"),
        (b"{'a':1}", "json_syntax"),
        (b"[01]", "json_syntax"),
        (b"[+1]", "json_syntax"),
        (b"[.5]", "json_syntax"),
        (b'["\x01"]', "json_syntax"),
        (b'["\\x41"]', "json_syntax"),
        (b"/* */ 1", "json_syntax"),
        ("[\u0661]", "json_syntax"),
        ("\u00a0[]", "json_syntax"),
        (b'{"a":1,"a":1}', "json_duplicate_member"),
        (b'{"a":1,"\\u0061":2}', "json_duplicate_member"),
        (b'[{"x":{"b":null,"c":0,"b":null}}]', "json_duplicate_member"),
        (b'["\\ud800"]', "json_lone_surrogate"),
        (b'["\\uDC00\\uD800"]', "json_lone_surrogate"),
        (b'{"\\udfff":1}', "json_lone_surrogate"),
        (b'["\\ud83d\\u0041"]', "json_lone_surrogate"),
        ('["\ud800"]', "json_lone_surrogate"),
        (b'["\xed\xa0\x80"]', "json_encoding"),
        (b'["\xff"]', "json_encoding"),
        (b'["\xc0\xaf"]', "json_encoding"),
        (b"\xef\xbb\xbf{}", "json_encoding"),
        ("\ufeff{}", "json_encoding"),
        ("{}".encode("utf-16"), "json_encoding"),
        ("{}".encode("utf-16-le"), "json_syntax"),
        (b"NaN", "json_number"),
        (b"[Infinity]", "json_number"),
        (b'{"a":-Infinity}', "json_number"),
        (b"1e400", "json_number"),
        (b"-1e400", "json_number"),
        (b"[" + b"9" * 4301 + b"]", "json_number"),
        (b"[" + b"9" * 100_000 + b"]", "json_number"),
    ],
)
def test_refused(data: bytes | str, code: str) -> None:
    assert code_of(data) == code


def test_accepted_escapes_and_pairs() -> None:
    assert parse(b'["\\ud83d\\ude00","\\\\ud800","\\u0000"]') == ["\U0001f600", "\\ud800", "\0"]
    assert parse("[1, -0, 1.5, 1E2]") == [1, 0, 1.5, 100.0]
    assert parse(b"9" * 4300) == int("9" * 4300)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_exactly_a_hundred_levels(opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    inner = "1" if opening != "[" else ""
    assert parse(opening * 100 + inner + closing * 100) is not None
    assert code_of(opening * 101 + inner + closing * 101) == "json_depth"


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 100_000, b"[" * 100_000 + b"]" * 100_000, b'[{"":' * 50_000]
)
def test_a_hundred_thousand_openings_are_refused_fast(data: bytes) -> None:
    start = time.process_time()
    assert code_of(data) == "json_depth"
    assert time.process_time() - start < 0.5


def test_brackets_in_strings_do_not_count() -> None:
    text = '{"a":"' + "[" * 500 + '","b\\"[[[":"' + '\\\\"' + ',"c":' + "[" * 98 + "]" * 98 + "}"
    assert isinstance(parse(text), dict)
    assert parse(json.dumps(['\\"[' * 300])) == ['\\"[' * 300]


def test_many_siblings_are_not_depth() -> None:
    text = "[" + ",".join(["[[]]", "{}"] * 5000) + "]"
    assert len(parse(text)) == 10_000  # type: ignore[arg-type]


def test_unbalanced_brackets_are_syntax() -> None:
    assert code_of("[" + "[]," * 200 + "]]") == "json_syntax"


def test_quotes_cannot_hide_depth_from_the_count() -> None:
    # The escape stands outside of a string: the parser stops there, however the quotes pair up behind it.
    assert code_of('\\"' + "[" * 5000) in {"json_depth", "json_syntax"}
    assert code_of("[" * 5000 + '"') == "json_depth"


def test_size() -> None:
    assert parse(b'"' + b"a" * 98 + b'"', max_bytes=100) == "a" * 98
    assert code_of(b'"' + b"a" * 99 + b'"', max_bytes=100) == "json_size"
    assert code_of('"' + "é" * 60 + '"', max_bytes=100) == "json_size"
    assert code_of(b" " * (4 * 1024 * 1024 + 1)) == "json_size"


def test_depth_counts_from_a_deep_stack_too() -> None:
    def deeper(levels: int) -> str:
        return code_of("[" * 100 + "]" * 100 + ",") if levels == 0 else deeper(levels - 1)

    assert deeper(500) in {"json_syntax", "json_depth"}


def test_syntax_error_holds_no_text() -> None:
    with pytest.raises(Refused) as caught:
        parse('{"d":"secret-value"')
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "secret" not in str(caught.value) + repr(caught.value.params)


def test_parse_object() -> None:
    assert parse_object(b'{"a":[]}') == {"a": []}
    with pytest.raises(Refused, match="json_not_object"):
        parse_object(b"[]")


def test_dumps() -> None:
    assert dumps({"b": 1, "a": ["é", None]}) == '{"b":1,"a":["é",null]}'
    assert dumps({"a": 1}, indent=2) == '{\n  "a": 1\n}'
    for value in (math.nan, math.inf, [-math.inf]):
        with pytest.raises(Refused, match="json_number"):
            dumps(value)
    with pytest.raises(Refused, match="json_lone_surrogate"):
        dumps("\ud800")


@given(VALUES)
def test_round_trip(value: object) -> None:
    assert parse(dumps(value)) == value  # type: ignore[arg-type]
    assert parse(json.dumps(value).encode()) == value


@given(st.binary(max_size=60) | st.text('[]{}",:\\u0dD8e1- \n', max_size=60))
def test_never_anything_but_refused(data: bytes | str) -> None:
    with contextlib.suppress(InputError):
        parse(data)


@given(st.text('[]{}",:\\1', max_size=40), st.integers(0, 5))
def test_depth_agrees_with_the_nesting_of_what_the_standard_parser_reads(text: str, limit: int) -> None:
    def depth(value: object) -> int:
        if isinstance(value, list):
            return 1 + max(map(depth, value), default=0)
        return 1 + max(map(depth, value.values()), default=0) if isinstance(value, dict) else 0

    try:
        value = json.loads(text)
    except ValueError:
        return
    if depth(value) > limit:
        assert code_of(text, max_depth=limit) in {"json_depth", "json_duplicate_member"}
        return
    with contextlib.suppress(Refused):
        assert depth(parse(text, max_depth=limit)) <= limit
        return
    assert code_of(text, max_depth=limit) == "json_duplicate_member"
