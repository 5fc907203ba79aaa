"""What an issuer said that it signed, and since when the list has recorded it: batches that are never changed.

A digest counts from the ``ListIssueDateTime`` of the first bundle in which it stood. New ones wait, and become a batch
of their own with the next publication.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse_object
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import Refused
from dsp_vc.trust.digest_list import MAX_LIST, is_digest


@dataclass(frozen=True, slots=True)
class Batch:
    """Digests that stood in a bundle for the first time at ``listed``; sorted."""

    listed: datetime
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DigestRecord:
    """The record of one issuer (a DID); ``waiting`` is in no bundle yet."""

    issuer: str
    batches: tuple[Batch, ...] = ()
    waiting: frozenset[str] = frozenset()

    def with_digests(self, digests: Iterable[str]) -> DigestRecord:
        """With those of ``digests`` that are new waiting for the next bundle."""
        known = {digest for batch in self.batches for digest in batch.digests}
        return replace(self, waiting=self.waiting | (frozenset(digests) - known))

    def listed(self, moment: datetime) -> DigestRecord:
        """With what waited in a batch that is listed at ``moment``."""
        if not self.waiting:
            return self
        return DigestRecord(self.issuer, (*self.batches, Batch(moment, tuple(sorted(self.waiting)))))

    def target(self) -> bytes:
        """As it stands in the bundle; what waits is not in it."""
        return dumps(self._value()).encode()

    def to_bytes(self) -> bytes:
        """As it is kept in the folder."""
        return dumps({**self._value(), "waiting": [*sorted(self.waiting)]}).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> DigestRecord:
        """Read what :meth:`to_bytes` or :meth:`target` wrote. Raises :class:`Refused` ``bundle_state``, ``json_*``."""
        value = parse_object(data, max_bytes=MAX_LIST)
        issuer, batches = value.get("issuer"), value.get("batches")
        if not isinstance(issuer, str) or not isinstance(batches, list):
            raise Refused("bundle_state", detail="digests")
        return cls(issuer, tuple(_batch(entry) for entry in batches), frozenset(_digests(value.get("waiting", []))))

    def _value(self) -> JsonObject:
        batches: list[JsonValue] = [
            {"listed": format_datetime(batch.listed), "digests": [*batch.digests]} for batch in self.batches
        ]
        return {"issuer": self.issuer, "batches": batches}


def _batch(value: JsonValue) -> Batch:
    if not isinstance(value, dict):
        raise Refused("bundle_state", detail="digests")
    return Batch(parse_datetime(str(value.get("listed"))), _digests(value.get("digests")))


def _digests(value: JsonValue) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(is_digest(entry) for entry in value):
        raise Refused("bundle_state", detail="digests")
    return tuple(str(entry) for entry in value)
