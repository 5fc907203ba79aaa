"""What is known of a list before a bundle of it is checked, and the floor of the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dsp_vc.errors import Refused
from dsp_vc.words import Moment

#: The largest file of a bundle that is looked into.
MAX_FILE = 256 * 1024 * 1024
#: How far the publisher's clock may be ahead of ours.
SKEW = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Known:
    """``pinned`` is the root that the user compared, ``root`` the newest
    since (``root_id``: the SHA-256 of its signed part). The versions are the highest seen (0: none),
    ``content`` is the SHA-256 of that timestamp metadata, ``issued`` the latest ``ListIssueDateTime`` seen."""

    pinned: bytes
    root: bytes
    root_id: str
    timestamp: int = 0
    snapshot: int = 0
    targets: int = 0
    content: str = ""
    issued: datetime | None = None


def clock_behind(now: datetime, floor: datetime) -> None:
    """Raise :class:`Refused` ``clock_behind`` where a list was issued after ``now``."""
    if now + SKEW < floor:
        raise Refused("clock_behind", moment=Moment(now), issued=Moment(floor))


def stale_params(name: str, issued: datetime, expires: datetime, now: datetime) -> dict[str, object]:
    """What the words say of a list that ran out."""
    days = max(timedelta(0), now - issued).days
    return {"name": name, "moment": issued, "ended": expires, "days": days}
