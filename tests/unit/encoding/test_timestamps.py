"""xsd:dateTimeStamp, and durations."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.encoding.timestamps import format_datetime, from_epoch, parse_datetime, parse_duration_iso
from dsp_vc.errors import Refused


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-24T10:00:00Z", datetime(2026, 11, 24, 10, tzinfo=UTC)),
        ("2026-11-24T11:00:00+01:00", datetime(2026, 11, 24, 10, tzinfo=UTC)),
        ("2026-11-24T10:00:00-00:00", datetime(2026, 11, 24, 10, tzinfo=UTC)),
        ("2026-11-24T10:00:00.5Z", datetime(2026, 11, 24, 10, 0, 0, 500_000, tzinfo=UTC)),
        ("2026-11-24T10:00:00.1234567899Z", datetime(2026, 11, 24, 10, 0, 0, 123_456, tzinfo=UTC)),
        ("2026-12-31T24:00:00Z", datetime(2027, 1, 1, tzinfo=UTC)),
        ("2026-12-31T24:00:00.000Z", datetime(2027, 1, 1, tzinfo=UTC)),
        ("2024-02-29T00:00:00+14:00", datetime(2024, 2, 28, 10, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_accepted(text: str, moment: datetime) -> None:
    assert parse_datetime(text) == moment
    assert parse_datetime(text).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-24",
        "2026-11-24T10:00:00",
        "2026-11-24T10:00Z",
        "2026-11-24 10:00:00Z",
        "2026-11-24t10:00:00z",
        "2026-11-24T10:00:00Z\n",
        " 2026-11-24T10:00:00Z",
        "2026-11-24T10:00:00.Z",
        "2026-11-24T10:00:00,5Z",
        "2026-11-24T10:00:00+0100",
        "2026-11-24T10:00:00+01",
        "2026-11-24T10:00:00+14:01",
        "2026-11-24T10:00:00+01:60",
        "2026-11-24T10:00:00\u221201:00",
        "2026-11-24T10:00:60Z",
        "2026-12-31T23:59:60Z",
        "2026-11-24T24:00:01Z",
        "2026-11-24T24:00:00.001Z",
        "2026-11-24T25:00:00Z",
        "2026-02-29T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-00-10T10:00:00Z",
        "0000-01-01T00:00:00Z",
        "-2026-01-01T00:00:00Z",
        "12026-01-01T00:00:00Z",
        "9999-12-31T24:00:00Z",
        "9999-12-31T23:59:59-01:00",
        "0001-01-01T00:00:00+01:00",
        "\u0662\u0660\u0662\u0666-11-24T10:00:00Z",
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(Refused, match="timestamp_invalid"):
        parse_datetime(text)


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.just(UTC)))
def test_round_trip_to_whole_seconds(moment: datetime) -> None:
    assert parse_datetime(format_datetime(moment)) == moment.replace(microsecond=0)


def test_format() -> None:
    amsterdam = timezone(timedelta(hours=1))
    assert format_datetime(datetime(2026, 11, 24, 11, 0, 0, 999_999, amsterdam)) == "2026-11-24T10:00:00Z"
    with pytest.raises(ValueError, match="time zone"):
        format_datetime(datetime(2026, 11, 24))


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z?"))
def test_never_anything_but_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        assert parse_datetime(text).tzinfo is UTC


@pytest.mark.parametrize("text", ["P1Y", "P3M", "PT120H", "P10W", "P1Y2M10DT2H30M", "PT0.5S", "P0D"])
def test_durations(text: str) -> None:
    assert parse_duration_iso(text) == text


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1YT", "120H", "P1H", "PT1D", "-P1D", "P1W2D", "P1.5D", "P1D ", "p1d"]
)
def test_durations_refused(text: str) -> None:
    with pytest.raises(Refused, match="duration_invalid"):
        parse_duration_iso(text)


@pytest.mark.parametrize(
    ("seconds", "moment"),
    [
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (-1, datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (1.5, datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC)),
        (253402300799, datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (-62135596800, datetime(1, 1, 1, tzinfo=UTC)),
    ],
)
def test_seconds_since_1970(seconds: float, moment: datetime) -> None:
    assert from_epoch(seconds) == moment


@pytest.mark.parametrize("seconds", [253402300800, -62135596801, 10**20, -(10**18), 1e300, 10**400])
def test_seconds_outside_the_calendar(seconds: float) -> None:
    with pytest.raises(Refused) as caught:
        from_epoch(seconds)
    assert caught.value.code == "timestamp_invalid"
