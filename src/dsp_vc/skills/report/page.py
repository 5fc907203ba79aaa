"""The report as one HTML file: nothing to load, no script, and a policy in it that forbids both.

It is built as a tree and written out at the end, so that no text can become markup.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from importlib import resources
from itertools import count
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from dsp_vc.skills.report import pictures
from dsp_vc.skills.report.content import Box, Card, Chart, Listing, Report, Road, Row, Stop

_SVG = "{http://www.w3.org/2000/svg}"


def html(report: Report) -> bytes:
    """The page. The same report gives the same bytes."""
    return _Page(report).bytes()


class _Page:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._numbers = count(1)

    def bytes(self) -> bytes:
        style = re.sub(r"\s+", " ", resources.files(__package__).joinpath("page.css").read_text("utf-8")).strip()
        digest = base64.b64encode(sha256(style.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        root = Element("html", {"lang": self._report.lang})
        head = SubElement(root, "head")
        SubElement(head, "meta", {"charset": "utf-8"})
        SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
        SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
        SubElement(head, "meta", {"name": "referrer", "content": "no-referrer"})
        SubElement(head, "title").text = self._report.title
        SubElement(head, "style").text = style
        self._body(SubElement(root, "body"))
        return b"<!DOCTYPE html>\n" + tostring(root, encoding="unicode", method="html").encode() + b"\n"

    def _body(self, body: Element) -> None:
        report = self._report
        header = _add(body, "header")
        _add(header, "h1", report.title)
        _add(header, "p", report.about, "about")
        main = _add(body, "main")
        self._box(main, report.box)
        _add(main, "h2", report.cards_title)
        if report.cards:
            cards = _add(main, "ul", kind="cards")
            for card in report.cards:
                _card(_add(cards, "li"), card)
        for remark in report.remarks:
            _add(main, "p", remark, "remarks")
        if report.strengths:
            self._chart(main, report.strengths, pictures.blocks)
        if report.gap:
            asked = _add(main, "div", kind="" if report.spilled else "asked")
            self._chart(asked, report.gap, pictures.bar)
            lists = _add(asked, "div", kind="lists")
            for listing in report.listings:
                self._listing(lists, listing)
        if report.note_lines:
            notes = _add(main, "section", kind="notes")
            _add(notes, "h2", report.notes)
            for _ in range(report.note_lines):
                _add(notes, "div")
        if report.road:
            self._road(_add(main, "section", kind="road"), report.road)
        footer = _add(body, "footer")
        for line in report.footer:
            _add(footer, "p", line)

    def _box(self, into: Element, box: Box) -> None:
        section = _add(into, "section", kind="box")
        _add(section, "h2", box.title)
        for line in box.lines:
            _add(section, "p", line)

    def _chart(self, main: Element, chart: Chart, draw: Callable[[Chart, Row, str], str]) -> None:
        into = _add(main, "section", kind="chart")
        _add(into, "h2", chart.title)
        _add(into, "p", chart.told)
        self._legend(into, chart.legend)
        bars = SubElement(_add(into, "table", kind="bars"), "tbody")
        for row in chart.rows:
            line = SubElement(bars, "tr")
            _add(line, "th", row.name).set("scope", "row")
            name = self._name()
            SubElement(line, "td").append(_picture(draw(chart, row, name), name, row.told(chart.legend)))
        self._counts(into, chart)
        if chart.remarks:
            remarks = _add(into, "ul", kind="remarks")
            for remark in chart.remarks:
                _add(remarks, "li", remark)

    def _legend(self, into: Element, legend: Iterable[tuple[str, str]]) -> None:
        shown = _add(into, "ul", kind="legend")
        for kind, text in legend:
            entry = SubElement(shown, "li")
            entry.append(self._swatch(kind))
            _add(entry, "span", text)

    def _counts(self, into: Element, chart: Chart) -> None:
        details = _add(into, "details")
        _add(details, "summary", self._report.as_table)
        table = _add(details, "table", kind="counts")
        head = SubElement(SubElement(table, "thead"), "tr")
        for text in ("", *(text for _, text in chart.legend)):
            cell = _add(head, "th" if text else "td", text)
            if text:
                cell.set("scope", "col")
        body = SubElement(table, "tbody")
        for row in chart.rows:
            line = SubElement(body, "tr")
            _add(line, "th", row.name).set("scope", "row")
            for number in _numbers_of(row, chart):
                _add(line, "td", str(number))

    def _listing(self, into: Element, listing: Listing) -> None:
        section = _add(into, "section")
        heading = _add(section, "h3")
        heading.append(self._swatch(listing.kind))
        _add(heading, "span", listing.title)
        shown = _add(section, "ul")
        for name, remark in listing.items:
            item = _add(shown, "li", name)
            if remark:
                _add(item, "div", remark, "small")
        if listing.more:
            _add(shown, "li", listing.more)

    def _road(self, into: Element, road: Road) -> None:
        _add(into, "h2", road.title)
        _add(into, "p", road.told)
        name = self._name()
        into.append(_picture(pictures.road(road, name), name, road.alt))
        steps = _add(into, "ol", kind="steps")
        for stop in road.stops:
            _stop(steps, stop)
        for remark in road.remarks:
            _add(into, "p", remark, "remarks")

    def _swatch(self, kind: str) -> Element:
        return _picture(pictures.swatch(kind, name := self._name()), name, "")

    def _name(self) -> str:
        """A name that no other picture of the page has."""
        return f"p{next(self._numbers)}"


def _add(into: Element, tag: str, text: str = "", kind: str = "") -> Element:
    element = SubElement(into, tag, {"class": kind} if kind else {})
    if text:
        element.text = text
    return element


def _card(into: Element, card: Card) -> None:
    _add(into, "h3", card.name)
    for text, kind in (
        (card.level, "level"),
        (card.by, ""),
        (card.when, ""),
        *((one, "small") for one in card.remarks),
    ):
        if text:
            _add(into, "p", text, kind)


def _stop(into: Element, stop: Stop) -> None:
    item = _add(into, "li", kind=stop.state)
    _add(item, "h3", f"{stop.number}. {stop.name}")
    for line in stop.lines:
        _add(item, "p", line)


def _numbers_of(row: Row, chart: Chart) -> Iterator[int]:
    counts = dict(row.counts)
    for kind, _ in chart.legend:
        yield counts.get(kind, 0)


def _picture(svg: str, name: str, alt: str) -> Element:
    """The drawing as part of the page: with ``alt`` it is an image of that name, else it is ornament."""
    picture = fromstring(svg)  # noqa: S314 - no stranger's text is in it
    for element in picture.iter():
        element.tag = element.tag.removeprefix(_SVG)
    if alt:
        picture.set("role", "img")
        picture.set("aria-labelledby", f"{name}-alt")
        title = Element("title", {"id": f"{name}-alt"})
        title.text = alt
        picture.insert(0, title)
    else:
        picture.set("aria-hidden", "true")
    return picture
