"""Moments as ``xsd:dateTimeStamp`` (XML Schema 1.1 Part 2 §3.4.28), and ISO 8601 durations."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from dsp_vc.errors import Refused

_DATE_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,40}))?"
    r"(?:(Z)|([+-])([0-9]{2}):([0-9]{2}))"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DURATION = re.compile(
    r"P(?:[0-9]{1,9}W|(?=[0-9T])(?:[0-9]{1,9}Y)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}D)?"
    r"(?:T(?=[0-9])(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}(?:[.,][0-9]{1,9})?S)?)?)"
)


def parse_datetime(text: str) -> datetime:
    """The moment that ``text`` names, aware, in UTC. The time zone is required; digits after microseconds are cut.

    ``24:00:00`` is the midnight that ends the day. Raises :class:`~dsp_vc.errors.Refused` ``timestamp_invalid``: no
    time zone, a leap second (XML Schema has none), a day that is not in the calendar, years outside 0001 to 9999.
    """
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        raise Refused("timestamp_invalid", value=text)
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    fraction, zulu, sign, zone_hours, zone_minutes = match.groups()[6:]
    microsecond = int((fraction or "")[:6].ljust(6, "0"))
    end_of_day = hour == 24
    if end_of_day and (minute or second or (fraction or "").strip("0")):
        raise Refused("timestamp_invalid", value=text)
    offset = timedelta(0) if zulu else timedelta(hours=int(zone_hours), minutes=int(zone_minutes))
    if offset > timedelta(hours=14) or (not zulu and int(zone_minutes) > 59):
        raise Refused("timestamp_invalid", value=text)
    zone = timezone(-offset if sign == "-" else offset)
    try:
        moment = datetime(year, month, day, 0 if end_of_day else hour, minute, second, microsecond, zone)
        return (moment + timedelta(days=1) if end_of_day else moment).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused("timestamp_invalid", value=text) from None


def from_epoch(seconds: float) -> datetime:
    """The moment of a NumericDate (RFC 7519 §2), aware, in UTC: before 1970 too, and on every system.

    Raises :class:`~dsp_vc.errors.Refused` ``timestamp_invalid`` for what lies outside the years 0001 to 9999.
    """
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        raise Refused("timestamp_invalid", value=seconds) from None


def format_datetime(moment: datetime) -> str:
    """``moment`` in UTC to whole seconds, as ``2026-11-24T10:00:00Z``; a fraction is cut. ``ValueError`` if naive."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def parse_duration_iso(text: str) -> str:
    """``text`` unchanged, if it is an ISO 8601 duration such as ``PT120H``, ``P3M`` or ``P10W``.

    Raises :class:`~dsp_vc.errors.Refused` ``duration_invalid``.
    """
    if not _DURATION.fullmatch(text):
        raise Refused("duration_invalid", value=text)
    return text
