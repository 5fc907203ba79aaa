"""How much finds room on paper: reckoned in printed lines, on the safe side, since no layout is asked.

The first page holds who it is, the box, the cards and the strengths; the second what a goal asks, and room to note; the
third the road. What is left of the second page is given to the notes.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from dsp_vc.skills.report.content import Chart, Report, width

PAGE = 60  # lines of an A4 page
MAX_NOTES = 9
_NOTE = 2.2  # lines that one line to write on takes
_LEAST_NOTES = 3
_CHART = 9.0  # lines of the strengths beside their rows: heading, legend, remarks
_HEADING, _SUBHEADING, _WIDE, _NARROW = 2.4, 1.8, 95, 42


def lines_of(texts: Iterable[str], across: int) -> int:
    """How many printed lines ``texts`` take, ``across`` letters of usual width a line."""
    return sum(ceil(width(text) / across) for text in texts)


def fitting(costs: Iterable[float], room: float) -> int:
    """How many of the first things find room, by what each takes; one always does."""
    number = 0
    for cost in costs:
        room -= cost
        if room < 0 and number:
            break
        number += 1
    return number


def card_lines(texts: Iterable[str]) -> float:
    """What a card takes of the page; two stand side by side."""
    return (lines_of(texts, _NARROW) + 1) / 2


def row_lines(name: str) -> float:
    """What a row of a chart takes."""
    return 1.2 * lines_of((name,), 36) + 0.4


def chart_lines(report: Report) -> float:
    """What the first page has left for the rows of the strengths; may be less than nothing."""
    return PAGE - _first_page(report) - _CHART


def spills(report: Report) -> bool:
    """Whether the first page has no room for the strengths, so that they stand on the second."""
    return _first_page(report) + _chart(report.strengths) > PAGE


def note_lines(report: Report) -> int:
    """How many lines to write on the second page has room for; none where that would be too few."""
    if report.gap is None:
        return MAX_NOTES - 3
    left = PAGE - _second_page(report) - (_chart(report.strengths) if report.spilled else 0)
    found = min(MAX_NOTES, int(left / _NOTE))
    return found if found >= _LEAST_NOTES else 0


def _first_page(report: Report) -> float:
    box = _HEADING + 1 + 1.4 * lines_of(report.box.lines[:1], 70) + lines_of(report.box.lines[1:], 90)
    cards = sum(card_lines((card.name, card.level, card.by, card.when, *card.remarks)) for card in report.cards)
    return (
        2 * lines_of((report.title,), 40)
        + lines_of((report.about, *report.remarks), _WIDE)
        + box
        + _HEADING
        + 1.1 * cards
    )


def _second_page(report: Report) -> float:
    columns = [
        _HEADING + lines_of((text for item in one.items for text in item), _NARROW) + 1 for one in report.listings
    ]
    bars = 0.8 * len(report.gap.rows) if report.gap else 0
    return _chart(report.gap) + bars + max(sum(columns[:-1]), columns[-1] if columns else 0) + _HEADING


def _chart(chart: Chart | None) -> float:
    if chart is None:
        return 0
    head = 1.4 * lines_of((chart.title,), 60) + 3.2
    return head + sum(row_lines(row.name) for row in chart.rows) + 0.85 * lines_of(chart.remarks, _WIDE)
