"""Days as people write them."""

from __future__ import annotations

from datetime import date, timedelta

from dsp_vc import words


def told(day: date, lang: str) -> str:
    """``4 november 2026``."""
    return words.day(day, lang)


def short(day: date, lang: str) -> str:
    """``4 nov``: for a picture."""
    return f"{day.day} {words.message(f'month_short_{day.month}', lang)}"


def monday(today: date) -> date:
    """The Monday that is to come, or ``today`` where that is one."""
    return today + timedelta(days=-today.weekday() % 7)
