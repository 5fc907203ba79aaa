"""A published list of either kind: which one it is, and what it says to be revoked. Its signature is not looked at."""

from __future__ import annotations

from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.errors import Refused
from dsp_vc.status import bitstring, token_list
from dsp_vc.status.bits import BitArray
from dsp_vc.status.published import PublishedList

_REVOCATION, _SUSPENSION = "revocation", "suspension"
_REVOKED, _SUSPENDED = 1, 2


def read_published(raw: bytes) -> PublishedList:
    """The list in ``raw``: a Bitstring Status List credential, or a Status List Token.

    Raises :class:`Refused` as :func:`bitstring.read_list` and :func:`token_list.read_list` do, ``json_*``, ``jws_*``.
    """
    if raw.lstrip()[:1] == b"{":
        return bitstring.read_list(parse_object(raw))
    try:
        return token_list.read_list(token_list.parse_token(raw.decode("ascii").strip()).claims)
    except UnicodeDecodeError:
        raise Refused("jws_format") from None


def revoked(published: PublishedList) -> frozenset[int]:
    """The indices that the list says to be revoked; a list of suspensions says it of none."""
    if published.purposes is not None and _REVOCATION not in published.purposes:
        return frozenset()
    return _where(published, _REVOKED)


def suspended(published: PublishedList) -> frozenset[int]:
    """The indices that the list says to be suspended: a list for that alone, or a Token Status List."""
    if published.purposes is None:
        return _where(published, _SUSPENDED)
    return _where(published, _REVOKED) if published.purposes == {_SUSPENSION} else frozenset()


def _where(published: PublishedList, value: int) -> frozenset[int]:
    """The indices at which ``value`` stands."""
    bits = BitArray(published.data, published.size or 1, published.order)
    entries, size = len(bits), bits.size
    found: set[int] = set()
    # Most of a list is zeros: only entries that reach into a byte that is not are looked at.
    for place, byte in enumerate(published.data):
        if byte:
            first, last = place * 8 // size, min(entries, (place * 8 + 7) // size + 1)
            found.update(index for index in range(first, last) if bits[index] == value)
    return frozenset(found)
