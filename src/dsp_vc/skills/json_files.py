"""JSON that others wrote, strict as everywhere, but told with the line where it breaks off."""

from __future__ import annotations

import json

from dsp_vc.encoding.strict_json import JsonValue, parse
from dsp_vc.errors import Refused

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def load_json(data: bytes, limit: int) -> JsonValue:
    """JSON of others: a mark at its beginning is no fault.

    Raises :class:`Refused` ``learning_json`` with the line, other ``json_*``.
    """
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        return parse(data, max_bytes=limit)
    except Refused as error:
        if error.code != "json_syntax":
            raise
    try:
        json.loads(data)  # says where, also of one whose brackets are not closed; how deep it is was checked
    except json.JSONDecodeError as error:
        raise Refused("learning_json", line=error.lineno, column=error.colno, detail=error.msg) from None
    raise Refused("json_syntax")
