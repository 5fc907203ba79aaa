"""The report as PDF: tagged (PDF/UA-1, ISO 14289-1), with its language and title, fonts in the file.

Typst lays it out by the template beside this module. The texts go in as data, never as its markup; its own fonts and
the report's moment are all that it uses, so that the same report gives the same bytes on each machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from importlib import resources
from itertools import count
from typing import Any

from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.errors import ResolutionError
from dsp_vc.skills.report import pictures
from dsp_vc.skills.report.content import Chart, Report, Row

_BLOCKS, _BAR = 4.2, 7.5  # heights in millimetres


def pdf(report: Report, at: datetime) -> bytes:
    """The document, dated ``at``. Raises :class:`ResolutionError` ``pdf_missing`` where Typst is not installed."""
    template = resources.files(__package__).joinpath("report.typ").read_bytes()
    found: bytes = compiler().compile(
        template,
        sys_inputs={"report": dumps(_laid_out(report))},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=at,
    )
    return found


def compiler() -> Any:
    """Typst. Raises :class:`ResolutionError` ``pdf_missing``."""
    try:
        import typst
    except ImportError:
        raise ResolutionError("pdf_missing") from None
    return typst


def _laid_out(report: Report) -> JsonObject:
    """The report with its pictures, as the template reads it."""
    numbers = count(1)

    def name() -> str:
        return f"p{next(numbers)}"

    def chart(part: Chart | None, draw: Callable[[Chart, Row, str], str], height: float) -> Any:
        if part is None:
            return None
        rows = [
            {
                "name": row.name,
                "picture": draw(part, row, name()),
                "alt": row.told(part.legend),
                "height": height,
            }
            for row in part.rows
        ]
        legend = [{"text": text, "picture": pictures.swatch(kind, name())} for kind, text in part.legend]
        return {**asdict(part), "rows": rows, "legend": legend}

    road = report.road
    return {
        **asdict(report),
        "strengths": chart(report.strengths, pictures.blocks, _BLOCKS),
        "gap": chart(report.gap, pictures.bar, _BAR),
        "listings": [{**asdict(one), "picture": pictures.swatch(one.kind, name())} for one in report.listings],
        "road": {**asdict(road), "picture": pictures.road(road, name())} if road else None,
    }
