"""The report as PDF: tagged (PDF/UA-1, ISO 14289-1), with its language and title, fonts in the file.

Typst lays it out by the template beside this module. The texts go in as data, never as its markup; its own fonts and
the report's moment are all that it uses, so that the same report gives the same bytes on each machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from importlib import resources
from itertools import count
from typing import Any

from dsp_vc import words
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.errors import ResolutionError
from dsp_vc.skills.report import pictures
from dsp_vc.skills.report.content import Chart, Report, Row

_LATIN = "\u024f"  # the last letter of those that the fonts have without doubt
_PROBE = b"#set document(title: [letters])\n#sys.inputs.letters"
_BLOCKS, _BAR = 4.2, 7.5  # heights in millimetres


def pdf(report: Report, at: datetime) -> bytes:
    """The document, dated ``at``. A letter that no font in it has is shown as U+FFFD, and a line says so.

    Raises :class:`ResolutionError` ``pdf_missing`` where Typst is not installed.
    """
    template = resources.files(__package__).joinpath("report.typ").read_bytes()
    texts = dumps(_laid_out(report))
    try:
        return _compiled(template, "report", texts, at)
    except compiler().TypstError:  # the standard forbids a document with a letter that can't be shown
        lacking = _lacking(texts, at)
        if not lacking:
            raise
    told = replace(report, footer=(*report.footer, words.message("paper_letters", report.lang)))
    shown = dumps(_laid_out(told)).translate(dict.fromkeys(map(ord, lacking), "\N{REPLACEMENT CHARACTER}"))
    return _compiled(template, "report", shown, at)


def _compiled(template: bytes, name: str, text: str, at: datetime) -> bytes:
    found: bytes = compiler().compile(
        template,
        sys_inputs={name: text},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=at,
    )
    return found


def _lacking(texts: str, at: datetime) -> frozenset[str]:
    """The letters in ``texts`` that none of the fonts has: tried together, then by halves of what fails."""
    found: set[str] = set()
    todo = ["".join(sorted(letter for letter in set(texts) if letter > _LATIN))]
    while todo:
        letters = todo.pop()
        try:
            _compiled(_PROBE, "letters", " ".join(letters), at)
        except compiler().TypstError:
            if len(letters) == 1:
                found.add(letters)
            else:
                middle = len(letters) // 2
                todo += [letters[:middle], letters[middle:]]
    return frozenset(found)


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
