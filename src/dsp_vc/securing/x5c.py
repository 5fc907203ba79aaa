"""The header ``x5c``: a signer's certificate and those above it (RFC 7515 §4.1.6). Reading it believes none of it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from itertools import pairwise

from dsp_vc.encoding.strict_json import JsonValue
from dsp_vc.errors import Refused
from dsp_vc.keys.certificate import MAX_CERTIFICATE, Certificate

MAX_CHAIN = 8


def read_x5c(value: JsonValue) -> tuple[Certificate, ...]:
    """The certificates, the signer's first, each next one the issuer of the one before it.

    Raises :class:`Refused` ``x5c_malformed`` (no array, empty, not base64 with padding), ``x5c_too_long`` (more than
    eight), ``x5c_order`` (also for one that comes twice), ``certificate_malformed``.
    """
    if not isinstance(value, list) or not value:
        raise Refused("x5c_malformed", detail="no array of certificates")
    if len(value) > MAX_CHAIN:
        raise Refused("x5c_too_long", limit=MAX_CHAIN)
    chain = tuple(Certificate.from_der(_decoded(entry)) for entry in value)
    for below, above in pairwise(chain):
        if below.parsed.issuer != above.parsed.subject:
            raise Refused("x5c_order", name=above.holder)
    if len({entry.parsed for entry in chain}) != len(chain):
        raise Refused("x5c_order", name=chain[-1].holder, detail="a certificate twice")
    return chain


def write_x5c(chain: Sequence[Certificate]) -> list[JsonValue]:
    """The header's value for ``chain``."""
    return [base64.b64encode(entry.der).decode("ascii") for entry in chain]


def _decoded(entry: JsonValue) -> bytes:
    if not isinstance(entry, str) or not entry.isascii() or len(entry) > 2 * MAX_CERTIFICATE:
        raise Refused("x5c_malformed", detail="a certificate is no text, or too large")
    try:
        data = base64.b64decode(entry, validate=True)
    except ValueError as error:
        raise Refused("x5c_malformed", detail="not base64") from error
    if base64.b64encode(data).decode() != entry:
        raise Refused("x5c_malformed", detail="not base64 in its one form")
    return data
