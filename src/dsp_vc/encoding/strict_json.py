"""JSON as RFC 8259 has it and I-JSON (RFC 7493) narrows it, read fail-closed.

Whatever two parsers could read differently is refused rather than repaired: duplicate members, lone surrogates, a byte
order mark, ``NaN`` and ``Infinity``, numbers that overflow. Size and depth are bounded before anything recurses.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import NoReturn, TypeAlias

from dsp_vc.errors import Refused

JsonValue: TypeAlias = bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"] | None
JsonObject: TypeAlias = dict[str, JsonValue]
#: What may be written: also a list or dict whose items are typed more narrowly than JsonValue.
JsonLike: TypeAlias = JsonValue | Sequence[JsonValue] | Mapping[str, JsonValue]

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 100
MAX_DIGITS = 4300  # what Python itself converts by default; the cost of a conversion grows with the square

_BRACKETS = bytes.maketrans(b"{}", b"[]")
_OTHER = bytes(code for code in range(256) if code not in b"[]{}")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


def parse(data: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> JsonValue:
    """The value of a JSON text: UTF-8 bytes, or text already decoded.

    ``max_bytes`` bounds its length in UTF-8, ``max_depth`` the levels of arrays and objects (``[]`` is one level).

    Raises :class:`~dsp_vc.errors.Refused`: ``json_size``, ``json_encoding`` (not UTF-8, or a byte order mark),
    ``json_depth``, ``json_syntax``, ``json_duplicate_member``, ``json_lone_surrogate``, ``json_number`` (``NaN``,
    ``Infinity``, beyond a double, more than 4300 digits).
    """
    text, raw = _both(data, max_bytes)
    if text.startswith("\ufeff"):
        raise Refused("json_encoding", detail="it begins with a byte order mark")
    _check_depth(raw, max_depth)
    try:
        value: JsonValue = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_float,
            parse_int=_int,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        # The original error carries the whole text along, which may hold a secret.
        raise Refused("json_syntax", line=error.lineno, column=error.colno, detail=error.msg) from None
    except RecursionError:  # the caller stands deep in the stack itself
        raise Refused("json_depth", limit=max_depth) from None
    if _SURROGATE_ESCAPE.search(text):
        _check_surrogates(value)
    return value


def parse_object(data: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> JsonObject:
    """Like :func:`parse`, for a text that must be an object. Raises also ``json_not_object``."""
    value = parse(data, max_bytes=max_bytes, max_depth=max_depth)
    if not isinstance(value, dict):
        raise Refused("json_not_object")
    return value


def dumps(value: JsonLike, *, indent: int | None = None) -> str:
    """``value`` as JSON text: members in their own order, nothing escaped that need not be, compact without ``indent``.

    Raises :class:`~dsp_vc.errors.Refused` ``json_number`` (``NaN``, infinity) or ``json_lone_surrogate``.
    """
    separators = (",", ":") if indent is None else (",", ": ")
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    except ValueError as error:
        raise Refused("json_number", detail=str(error)) from None
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("json_lone_surrogate") from None
    return text


def _both(data: bytes | str, max_bytes: int) -> tuple[str, bytes]:
    if len(data) > max_bytes:
        raise Refused("json_size", limit=max_bytes)
    if isinstance(data, str):
        try:
            raw = data.encode("utf-8")
        except UnicodeEncodeError:
            raise Refused("json_lone_surrogate") from None
        if len(raw) > max_bytes:
            raise Refused("json_size", limit=max_bytes)
        return data, raw
    try:
        return data.decode("utf-8"), data
    except UnicodeDecodeError as error:
        raise Refused("json_encoding", detail=f"not UTF-8 at byte {error.start}") from None


def _check_depth(raw: bytes, max_depth: int) -> None:
    """Refuse nesting beyond ``max_depth`` in time linear in the text, without recursion.

    Outside of strings only brackets are kept; each round then removes the innermost pairs, so that the number of
    rounds is the number of levels. What is left over is too deep or unbalanced. Up to its first syntax error the
    parser sees the very same strings, so it can't be led deeper than what was counted here.
    """
    if raw.count(b"[") + raw.count(b"{") <= max_depth:
        return
    outside = b"".join(raw.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2])
    brackets = outside.translate(_BRACKETS, delete=_OTHER)
    for _ in range(max_depth):
        shorter = brackets.replace(b"[]", b"")
        if len(shorter) == len(brackets):
            break
        brackets = shorter
    if b"[]" in brackets or brackets.count(b"[") > max_depth:
        raise Refused("json_depth", limit=max_depth)
    if brackets:
        raise Refused("json_syntax", detail="the brackets are not balanced")


def _object(pairs: list[tuple[str, JsonValue]]) -> JsonObject:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise Refused("json_duplicate_member", name=name)
            seen.add(name)
    return members


def _float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise Refused("json_number", detail=f"{text[:40]} is beyond what a number can be")
    return number


def _int(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise Refused("json_number", detail=f"a number of {len(text)} digits")
    return int(text)


def _constant(text: str) -> NoReturn:
    raise Refused("json_number", detail=f"{text} is no number")


def _check_surrogates(value: JsonValue) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("json_lone_surrogate") from None
