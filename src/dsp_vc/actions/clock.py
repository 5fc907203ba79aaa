"""The clock of the faces: now, or the moment that the user fixed with ``--at``."""

from __future__ import annotations

from datetime import UTC, datetime

from dsp_vc.encoding.timestamps import parse_datetime


def moment(at: str | None = None) -> datetime:
    """``at`` (``2026-11-24T10:00:00Z`` or ``2026-11-24``, UTC), else now in whole seconds.

    Raises :class:`dsp_vc.errors.Refused` ``timestamp_invalid``.
    """
    if at is None:
        return datetime.now(UTC).replace(microsecond=0)
    return parse_datetime(at if "T" in at.upper() else f"{at}T00:00:00Z")
