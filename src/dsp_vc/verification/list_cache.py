"""Status lists that were checked already, so that a thousand credentials cost one signature check of their list.

An entry is bound to the whole content of the list: the bytes themselves are the key (Python keeps the hash of bytes,
and compares them all where hashes are equal), together with the issuer for whom the list was found to speak.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dsp_vc.errors import DspVcError
from dsp_vc.status.published import PublishedList

#: Decompressed bytes that are kept in all, and lists.
MAX_HELD = 32 * 1024 * 1024
MAX_LISTS = 256


@dataclass(frozen=True, slots=True)
class SignedList:
    """A list whose signature was right and whose signer may speak for the issuer.

    ``by_evidence``: the key came from a document that was handed over, not from the trust. ``checked`` is for which
    moment the signature was looked at; before it, and from ``holds_until`` on (a key or proof runs out), it must be
    looked at again.
    """

    published: PublishedList
    by_evidence: bool
    checked: datetime
    holds_until: datetime | None


@dataclass(frozen=True, slots=True)
class RefusedList:
    """A list that does not count, and why. That is known for one moment only: later, or earlier, it might."""

    error: DspVcError
    checked: datetime


class ListCache:
    """Belongs to one verifier: what a list is worth depends on its trust, evidence and policy.

    What does not count is remembered too, so that a message can't have it looked at again and again.
    """

    def __init__(self, limit: int = MAX_HELD) -> None:
        self._limit = limit
        self._held: dict[tuple[bytes, str], SignedList | RefusedList] = {}

    def get(self, raw: bytes, issuer: str, now: datetime) -> SignedList | RefusedList | None:
        """What these very bytes were found to be for ``issuer``; ``None`` where they must be looked at (again)."""
        found = self._held.get((raw, issuer))
        if found is None or now < found.checked:
            return None
        if isinstance(found, RefusedList):
            return found if found.checked == now else None
        return found if found.holds_until is None or now < found.holds_until else None

    def put(self, raw: bytes, issuer: str, found: SignedList | RefusedList) -> None:
        """Keep ``found``; the oldest go where it becomes too much."""
        self._held.pop((raw, issuer), None)
        self._held[(raw, issuer)] = found
        held = sum(_size(one) for one in list(self._held.values()))
        for oldest in list(self._held):
            if held <= self._limit and len(self._held) <= MAX_LISTS:
                break
            dropped = self._held.pop(oldest, None)
            held -= _size(dropped)


def _size(found: SignedList | RefusedList | None) -> int:
    return len(found.published.data) if isinstance(found, SignedList) else 0
