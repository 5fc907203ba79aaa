"""The text in a code: ``DSP1:``, then base45 of a version byte and the message. Version 0 is the message as it is."""

from __future__ import annotations

from dsp_vc.encoding.base import base45_decode, base45_encode
from dsp_vc.errors import Refused

PREFIX = "DSP1:"
PLAIN = 0
MAX_CODE = 100_000


def to_code(message: bytes) -> str:
    """The text for ``message``; every character of it is in the alphanumeric mode of QR codes."""
    return PREFIX + base45_encode(bytes([PLAIN]) + message)


def from_code(text: str) -> bytes:
    """The message in ``text``. Raises :class:`Refused` ``code_prefix``, ``code_damaged``, ``code_version``."""
    if not text.startswith(PREFIX):
        raise Refused("code_prefix")
    if len(text) > MAX_CODE:
        raise Refused("code_damaged", detail="too long")
    try:
        data = base45_decode(text[len(PREFIX) :])
    except Refused as error:
        raise Refused("code_damaged", detail=str(error)) from error
    if len(data) < 2:
        raise Refused("code_damaged", detail="empty")
    if data[0] != PLAIN:
        raise Refused("code_version", name=data[0])
    return data[1:]
