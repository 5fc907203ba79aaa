"""The pictures of the report, as SVG that stands alone.

Colours are Okabe and Ito's, told apart with every kind of colour vision, and each kind has a pattern and an outline of
its own, so that a copy in black and white says the same. Only our own short texts and numbers stand in a picture; names
stand beside it, where they can wrap.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from dsp_vc.skills.report.content import Chart, Road, Row, Stop

_BLUE, _GREEN, _SKY, _ORANGE, _WHITE, _INK, _ROAD = (
    "#0072B2", "#009E73", "#56B4E9", "#E69F00", "#FFFFFF", "#1A1A1A", "#595959",
)  # fmt: skip
#: Fill and pattern by kind: of proofs, of requirements.
_LOOKS = {
    "validated": (_BLUE, ""),
    "assessed": (_GREEN, "lines"),
    "attested": (_SKY, "dots"),
    "matched": (_BLUE, ""),
    "not-met": (_GREEN, "lines"),
    "related": (_ORANGE, "lines"),
    "not-assessed": (_SKY, "dots"),
    "missing": (_WHITE, ""),
}
_CELL = 6
_BLOCK, _GAP, _BLOCKS = 16, 4, 12
_BAR, _HEIGHT, _LEAST = 320, 30, 26
_ROW, _STEP, _ACROSS, _DISC, _STRAIGHT, _EDGE = 76, 72, 4, 15, 20, 70
_ROAD_WIDTH = _STEP * (_ACROSS - 1) + 2 * _EDGE


def swatch(kind: str, name: str) -> str:
    """The sign of a kind, for a legend. ``name`` keeps the patterns of two pictures on one page apart."""
    picture = _Picture(_BLOCK + 2, _BLOCK + 2, name)
    picture.area(kind, 1, 1, _BLOCK, _BLOCK)
    return picture.svg()


def blocks(chart: Chart, row: Row, name: str) -> str:
    """One block for each thing that is counted, the strongest kind first; where some row of the chart has more of them
    than find room, bars of which the longest is that row's."""
    most = max(sum(count for _, count in one.counts) for one in chart.rows)
    whole = most <= _BLOCKS
    step = _BLOCK + _GAP if whole else _BLOCKS * (_BLOCK + _GAP) / most
    picture = _Picture(_BLOCKS * (_BLOCK + _GAP) + 2, _BLOCK + 2, name)
    left = 1.0
    for kind, count in row.counts:
        for width in [_BLOCK] * count if whole else [count * step] * bool(count):
            picture.area(kind, left, 1, width, _BLOCK)
            left += step if whole else width
    return picture.svg()


def bar(_chart: Chart, row: Row, name: str) -> str:
    """The requirements of a row as one bar, each kind with its count in it."""
    found = [(kind, count) for kind, count in row.counts if count]
    picture = _Picture(_BAR + 2, _HEIGHT + 2, name)
    left = 1.0
    for (kind, count), width in zip(found, _widths([count for _, count in found]), strict=True):
        picture.area(kind, left, 1, width, _HEIGHT)
        picture.label(str(count), left + width / 2, _HEIGHT / 2 + 1)
        left += width
    return picture.svg()


def road(plan: Road, name: str) -> str:
    """The road with a sign for each step, from now to the flag; every second row goes back."""
    stops = plan.stops
    places = [_place(number) for number in range(len(stops) + 1)]
    height = _ROW * (len(stops) // _ACROSS + 1)
    picture = _Picture(_ROAD_WIDTH, height, name)
    picture.way(places)
    picture.text(plan.now, places[0][0] - 38, places[0][1] - 16, 12)
    for stop, (x, y) in zip(stops, places, strict=False):
        picture.sign(stop, x, y)
    picture.flag(*places[-1])
    return picture.svg()


def _widths(counts: Sequence[int]) -> list[float]:
    """Widths in proportion, none too narrow for its number; together the whole bar."""
    whole = sum(counts)
    small = [count * _BAR < _LEAST * whole for count in counts]
    rest = _BAR - _LEAST * sum(small)
    large = sum(count for count, narrow in zip(counts, small, strict=True) if not narrow)
    if not large or rest < _LEAST:
        return [_BAR / len(counts)] * len(counts)
    return [_LEAST if narrow else rest * count / large for count, narrow in zip(counts, small, strict=True)]


def _place(number: int) -> tuple[float, float]:
    row, across = divmod(number, _ACROSS)
    return _EDGE + _STEP * (across if row % 2 == 0 else _ACROSS - 1 - across), 30 + _ROW * row


class _Picture:
    def __init__(self, width: float, height: float, name: str) -> None:
        import drawsvg

        self._draw = drawsvg
        self._name = name
        self._patterns: dict[str, Any] = {}
        self._drawing = drawsvg.Drawing(width, height, id_prefix=name)
        self._line = partial(drawsvg.Line, stroke_linecap="round")

    def svg(self) -> str:
        """The whole as text."""
        return str(self._drawing.as_svg(header=""))

    def area(self, kind: str, x: float, y: float, width: float, height: float) -> None:
        """A rectangle in the look of a kind."""
        rectangle = self._draw.Rectangle
        self._drawing.append(rectangle(x, y, width, height, fill=self._fill(kind), stroke=_INK, stroke_width=1))

    def text(self, text: str, x: float, y: float, size: int, fill: str = _INK) -> None:
        """Our own words, around ``x``."""
        self._drawing.append(self._draw.Text(text, size, x, y, text_anchor="middle", fill=fill))

    def label(self, text: str, x: float, y: float) -> None:
        """A number that is read on any pattern."""
        half = 5 + 4 * len(text)
        self._drawing.append(self._draw.Rectangle(x - half, y - 10, 2 * half, 20, rx=4, fill=_WHITE))
        self.text(text, x, y + 5, 14)

    def way(self, places: Sequence[tuple[float, float]]) -> None:
        """The road along ``places``, with half a turn at the end of a row."""
        for width, colour, dashes in ((18, _ROAD, None), (1.5, _WHITE, "7 6")):
            given = {} if dashes is None else {"stroke_dasharray": dashes}
            path = self._draw.Path(fill="none", stroke=colour, stroke_width=width, **given)
            path.M(places[0][0] - 55, places[0][1])
            for number, (x, y) in enumerate(places):
                before = places[number - 1] if number else (x, y)
                if y != before[1]:
                    turn = x + _STRAIGHT if (number // _ACROSS) % 2 else x - _STRAIGHT
                    path.L(turn, before[1]).A(_ROW / 2, _ROW / 2, 0, 0, int(turn > x), turn, y)
                path.L(x, y)
            self._drawing.append(path)

    def sign(self, stop: Stop, x: float, y: float) -> None:
        """A step: its number, or a tick where it is done; the next one stands out."""
        fill = {"closed": _BLUE, "next": _ORANGE}.get(stop.state, _WHITE)
        self._drawing.append(self._draw.Circle(x, y, _DISC, fill=fill, stroke=_INK, stroke_width=2))
        if stop.state == "closed":
            tick = self._draw.Path(fill="none", stroke=_WHITE, stroke_width=3)
            self._drawing.append(tick.M(x - 7, y).l(5, 6).l(9, -11))
        else:
            self.text(str(stop.number), x, y + 5, 14)
        self.text(stop.short_day, x, y + _DISC + 15, 12)

    def flag(self, x: float, y: float) -> None:
        """The goal."""
        self._drawing.append(self._draw.Circle(x, y, 6, fill=_INK))
        self._drawing.append(self._line(x, y, x, y - 26, stroke=_INK, stroke_width=3))
        flag = self._draw.Path(fill=_GREEN, stroke=_INK, stroke_width=1)
        self._drawing.append(flag.M(x, y - 28).l(22, 7).l(-22, 7).Z())

    def _fill(self, kind: str) -> Any:
        colour, pattern = _LOOKS[kind]
        if not pattern:
            return colour
        if kind not in self._patterns:
            self._patterns[kind] = self._pattern(f"{self._name}-{kind}", colour, pattern)
        return self._patterns[kind]

    def _pattern(self, name: str, colour: str, pattern: str) -> Any:
        made = self._draw.Pattern(_CELL, _CELL, id=name, patternUnits="userSpaceOnUse")
        made.append(self._draw.Rectangle(0, 0, _CELL, _CELL, fill=colour))
        if pattern == "dots":
            made.append(self._draw.Circle(_CELL / 2, _CELL / 2, 1.3, fill=_INK))
        else:
            for shift in (-_CELL, 0, _CELL):
                made.append(self._line(shift, _CELL, shift + _CELL, 0, stroke=_WHITE, stroke_width=1.5))
        return made
