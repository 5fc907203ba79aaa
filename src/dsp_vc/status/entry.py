"""What a credential says of its own status: which list, which place in it, and what a value there would mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from ipaddress import ip_address

from dsp_vc.encoding.strict_json import JsonValue
from dsp_vc.errors import Refused

#: More digits than any list has entries.
_INDEX = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_URL = re.compile(
    r"https://(?P<host>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?"
    r"(?:[/?#][!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]*)?",
    re.ASCII,
)
#: A host that ends in a number is an IPv4 address to whoever fetches it, in any of its notations (WHATWG URL §3.5).
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)", re.ASCII)
MAX_URL = 2048


class Meaning(StrEnum):
    """What an entry in a list says of the credential."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    #: The issuer left a message; the credential is valid.
    MESSAGE = "message"
    #: A newer edition is to be had from the issuer; this one is valid.
    REFRESH = "refresh"
    #: A value whose meaning nothing here tells.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """One place in one list. ``purpose`` is ``None`` for a Token Status List, whose values carry their meaning.

    ``size`` is the number of bits of an entry as the credential states it (``None``: the list states it); ``messages``
    tells what values mean for the purpose ``message``.
    """

    url: str
    index: int
    purpose: str | None = None
    size: int | None = None
    messages: Mapping[int, str] = field(default_factory=dict)

    def meaning(self, value: int) -> Meaning:
        """What ``value`` in the list says.

        For a Token Status List by its registered types (Token Status List §7.1): 0 valid, 1 invalid, 2 suspended. For
        a Bitstring Status List by the purpose (Bitstring Status List 1.0 §2.2, §3.2): anything but 0 applies it.
        """
        if self.purpose is None:
            return {0: Meaning.VALID, 1: Meaning.REVOKED, 2: Meaning.SUSPENDED}.get(value, Meaning.UNKNOWN)
        if self.purpose == "message":
            return Meaning.MESSAGE if value or self.messages else Meaning.VALID
        if value == 0:
            return Meaning.VALID
        applied = {"revocation": Meaning.REVOKED, "suspension": Meaning.SUSPENDED, "refresh": Meaning.REFRESH}
        return applied.get(self.purpose, Meaning.UNKNOWN)


def read_index(value: JsonValue) -> int:
    """A place written in base 10 without sign, blank or leading zero (Bitstring Status List 1.0 §2.1).

    Raises :class:`Refused` ``status_index``.
    """
    if not isinstance(value, str) or _INDEX.fullmatch(value) is None:
        raise Refused("status_index", name=str(value)[:40])
    return int(value)


def check_list_url(url: JsonValue) -> str:
    """``url``, if a list may be published there: https, and a host that means the same machine to everybody.

    Nothing is fetched here. But whoever fetches what a stranger's credential names must not be led to a file, to the
    own machine or to a neighbour in the own network. Raises :class:`Refused` ``status_url``.
    """
    if not isinstance(url, str) or len(url) > MAX_URL or not _is_public(url):
        raise Refused("status_url", name=str(url)[:200])
    return url


@lru_cache(maxsize=256)
def _is_public(url: str) -> bool:
    match = _URL.fullmatch(url)
    if match is None:
        return False
    host = match["host"].lower().removesuffix(".")
    return host != "localhost" and not host.endswith(".localhost") and not _is_internal_address(host)


def _is_internal_address(host: str) -> bool:
    if not host.startswith("[") and _NUMBER.fullmatch(host) is None:
        return False
    try:
        return not ip_address(host.strip("[]")).is_global
    except ValueError:
        return True  # a number, but in no form that everybody reads alike
