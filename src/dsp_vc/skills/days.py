"""Days as people write them."""

from __future__ import annotations

from datetime import date

from dsp_vc import words


def told(day: date, lang: str) -> str:
    """``4 november 2026``."""
    return words.day(day, lang)


def short(day: date, lang: str) -> str:
    """``4 nov``: for a picture."""
    return f"{day.day} {words.message(f'month_short_{day.month}', lang)}"


def monday(today: date) -> date:
    """The Monday that is to come, or ``today`` where that is one."""
    return later(today, -today.weekday() % 7)


def later(day: date, days: int) -> date:
    """``days`` after ``day``, or the last day that there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
