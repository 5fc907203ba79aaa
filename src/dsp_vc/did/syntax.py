"""The syntax of DIDs and of hosts (DID Core 1.0 §3.1, RFC 1123 §2.1)."""

from __future__ import annotations

import re

from dsp_vc.errors import Refused

MAX_LENGTH = 4096
_DID = re.compile(
    r"did:[a-z0-9]+:(?:(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})*:)*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+", re.ASCII
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_PORT = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)


def check_did(did: str) -> None:
    """Raises :class:`~dsp_vc.errors.Refused` ``did_invalid`` where ``did`` is no DID by the grammar of DID Core."""
    if len(did) > MAX_LENGTH or not _DID.fullmatch(did):
        raise Refused("did_invalid", name=did)


def is_did(text: str) -> bool:
    """Whether ``text`` is a DID, with nothing after it."""
    return len(text) <= MAX_LENGTH and _DID.fullmatch(text) is not None


def is_host(text: str) -> bool:
    """Whether ``text`` is a full domain name in lower case, and by no reading of a browser an IP address."""
    labels = text.split(".")
    return (
        len(text) <= 253
        and len(labels) >= 2
        and all(_LABEL.fullmatch(label) for label in labels)
        and not _NUMERIC_LABEL.fullmatch(labels[-1])
    )


def is_port(text: str) -> bool:
    """Whether ``text`` is a port number without leading zeros."""
    return _PORT.fullmatch(text) is not None and int(text) <= 65535
