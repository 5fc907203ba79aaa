"""JSON Canonicalization Scheme, RFC 8785: one exact byte sequence for a JSON value, to be hashed and signed."""

from __future__ import annotations

import json
import math

from dsp_vc.encoding.strict_json import JsonLike
from dsp_vc.errors import Refused

MAX_SAFE_INTEGER = 2**53 - 1
MAX_DEPTH = 200  # above what the parser lets through

# RFC 8785 §3.2.2.2 asks for the escapes that JSON requires and no other; that is what this encoder writes.
_quote = json.JSONEncoder(ensure_ascii=False).encode


def canonicalize(value: JsonLike) -> bytes:
    """``value`` in its canonical form, UTF-8.

    Raises :class:`~dsp_vc.errors.Refused`: ``jcs_number`` (``NaN``, infinity, an integer beyond |2^53-1| that a
    double would write with other digits: RFC 8785 §3.2.2.3, Appendix D), ``jcs_string`` (a lone surrogate:
    §3.2.2.2), ``jcs_value`` (no JSON, or nested beyond 200 levels).
    """
    parts: list[str] = []
    _write(value, parts, 0)
    try:
        return "".join(parts).encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("jcs_string") from None


def _write(value: object, parts: list[str], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Refused("jcs_value", detail=f"nested beyond {MAX_DEPTH} levels")
    match value:
        case None:
            parts.append("null")
        case bool():
            parts.append("true" if value else "false")
        case str():
            parts.append(_quote(value))
        case int() | float():
            parts.append(number(value))
        case list() | tuple():
            parts.append("[")
            for position, item in enumerate(value):
                if position:
                    parts.append(",")
                _write(item, parts, depth + 1)
            parts.append("]")
        case dict():
            parts.append("{")
            for position, name in enumerate(sorted(value, key=_utf16)):
                parts.append("," if position else "")
                parts.append(_quote(name))
                parts.append(":")
                _write(value[name], parts, depth + 1)
            parts.append("}")
        case _:
            raise Refused("jcs_value", detail=type(value).__name__)


def _utf16(name: object) -> bytes:
    """The order of RFC 8785 §3.2.3: by UTF-16 code units, which differs from code points above U+FFFF."""
    if not isinstance(name, str):
        raise Refused("jcs_value", detail="a member's name is no text")
    return name.encode("utf-16-be", "surrogatepass")


def number(value: int | float) -> str:
    """A number as ECMAScript writes it (RFC 8785 §3.2.2.3, ECMA-262 Number::toString). Raises ``jcs_number``."""
    if isinstance(value, int):
        if abs(value) <= MAX_SAFE_INTEGER:
            return str(int(value))
        # Beyond, two readers may hold different values; only what every one of them writes alike can be signed.
        if abs(value) < 10**21 and (text := number(float(value))) == str(value):
            return text
        raise Refused("jcs_number", detail="an integer beyond 2^53-1")
    if not math.isfinite(value):
        raise Refused("jcs_number", detail=repr(value))
    if value == 0:
        return "0"  # of either sign
    # repr gives the shortest digits that read back as the same double, which is what ECMAScript asks for too.
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = fraction.rstrip("0")
    digits = (whole + fraction).lstrip("0")
    # The value is 0.DIGITS x 10^point; zeros were stripped on both sides.
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    return ("-" if value < 0 else "") + _layout(digits, point)


def _layout(digits: str, point: int) -> str:
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    exponent = point - 1
    mantissa = digits if count == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{mantissa}e{'+' if exponent >= 0 else '-'}{abs(exponent)}"
