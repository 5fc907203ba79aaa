"""A status list as its issuer published it, of either kind, taken apart but not judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dsp_vc.errors import Refused
from dsp_vc.status.bits import BitArray, BitOrder
from dsp_vc.status.entry import StatusEntry


@dataclass(frozen=True, slots=True)
class PublishedList:
    """``data`` are the decompressed bytes.

    ``url``: where the list says that it is published (``None``: it does not say). ``issued``: from when it counts;
    ``expires``: until when; ``ttl``: how long after ``issued`` a newer one should be had. ``size``: bits of an entry,
    or ``None`` where each credential states it. ``purposes``: what it may be used for; ``None`` for any. ``minimum``:
    the fewest entries that it may have.
    """

    url: str | None
    issued: datetime | None
    expires: datetime | None
    ttl: timedelta | None
    data: bytes = field(repr=False)
    order: BitOrder
    size: int | None = None
    purposes: frozenset[str] | None = None
    minimum: int = 0

    def value(self, entry: StatusEntry) -> int | None:
        """What stands at the place of ``entry``; ``None`` beyond the end of the list.

        Raises :class:`Refused` where the list can't serve the entry: ``status_list_other`` (it says to be another
        list), ``status_list_purpose``, ``status_list_short``.
        """
        if self.url is not None and self.url != entry.url:
            raise Refused("status_list_other", name=self.url)
        if self.purposes is not None and entry.purpose not in self.purposes:
            raise Refused("status_list_purpose", name=str(entry.purpose))
        size = self.size or entry.size or 1
        entries = len(self.data) * 8 // size
        if entries < self.minimum:
            raise Refused("status_list_short", number=entries, limit=self.minimum)
        return BitArray(self.data, size, self.order)[entry.index] if entry.index < entries else None
