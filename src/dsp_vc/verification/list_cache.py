"""Status lists that were checked already, so that a thousand credentials cost one signature check of their list.

An entry is bound to the whole content of the list: the bytes themselves are the key (Python keeps the hash of bytes,
and compares them all where hashes are equal), together with the issuer for whom the list was found to speak.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dsp_vc.status.published import PublishedList

#: Decompressed bytes that are kept in all.
MAX_HELD = 32 * 1024 * 1024


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


class ListCache:
    """Belongs to one verifier: what a list is worth depends on its trust, evidence and policy."""

    def __init__(self, limit: int = MAX_HELD) -> None:
        self._limit = limit
        self._held: dict[tuple[bytes, str], SignedList] = {}

    def get(self, raw: bytes, issuer: str, now: datetime) -> SignedList | None:
        """The checked list of exactly these bytes for ``issuer``; ``None`` where its signature no longer counts."""
        found = self._held.get((raw, issuer))
        if found is None or now < found.checked or (found.holds_until is not None and found.holds_until <= now):
            return None
        return found

    def put(self, raw: bytes, issuer: str, found: SignedList) -> None:
        """Keep ``found``; the oldest go where it becomes too much."""
        self._held[(raw, issuer)] = found
        held = sum(len(one.published.data) for one in list(self._held.values()))
        for oldest in list(self._held):
            if held <= self._limit:
                break
            dropped = self._held.pop(oldest, None)
            held -= len(dropped.published.data) if dropped is not None else 0
