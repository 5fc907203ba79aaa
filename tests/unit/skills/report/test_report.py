"""The passport on paper: what stands in it, for whom, as HTML and as PDF, whatever the wallet holds."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pypdfium2
import pytest

from dsp_vc import words
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.goal import Goal, Requirement
from dsp_vc.skills.labels import label
from dsp_vc.skills.receipts import Judgement, Standing
from dsp_vc.skills.report import pictures
from dsp_vc.skills.report.building import Subject, build_report
from dsp_vc.skills.report.content import LONGEST, Chart, Report, Row
from dsp_vc.skills.report.document import pdf
from dsp_vc.skills.report.page import html
from passports import CARPENTER, LONG_WORD, NOTE, SUPERVISOR, crowded, essential, example, gap, profile, working_life
from receipts import NOW, receipt

LANGUAGES = words.LANGUAGES
NASTY = "<script>alert(1)</script><b>\"'& {{ }} #strong[x] \u202etxt.exe\x1b[2J\n=head"
HEBREW = "שָׁלוֹם עולם"


class Parsed(HTMLParser):
    """What a browser makes of a page, as far as it matters here."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._inside: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.tags if name == tag]


def pages(data: bytes) -> list[str]:
    """The text of each page of a PDF, its lines joined and hyphens at their end taken out."""
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(re.sub(r"[\u00ad\ufffe-]\s+", "", text).split()) for text in texts]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_says_what_to_do_on_monday(lang: str) -> None:
    report = build_report(example(), lang)
    step = example().plan.next  # type: ignore[union-attr]
    assert step is not None
    assert "30 november 2026" in report.box.title.lower()
    assert report.box.lines[0] == step.ways[0].told(lang)
    assert report.box.lines[1].split(": ")[1].startswith(step.ways[1].told(lang))
    assert "5 januari 2027" in report.box.lines[-1] or "5 January 2027" in report.box.lines[-1]
    assert report.box.lines[0] in pages(pdf(report, NOW))[0]
    first_heading = Parsed(html(report)).text.index(report.box.title)
    assert first_heading < 200


def test_monday_without_a_plan_still_says_something_to_do() -> None:
    shown = example(goal=None)
    nothing = Subject(profile())
    ready = Subject(shown.profile, gap=example().gap)
    told = [build_report(subject, "en").box.lines[0] for subject in (shown, nothing, ready)]
    assert told[0].startswith("Think of the work")
    assert told[1].startswith("Nobody has signed yet")
    assert told[2].startswith("You show all that this work asks: carpenter supervisor")


def test_what_only_the_person_says_is_to_be_shown_first() -> None:
    subject = example()
    assert subject.plan is not None
    following = subject.plan.next
    assert following is not None
    claim = receipt(9, following.uri, judgement=Judgement(Standing.SELF, "self_asserted"))
    report = build_report(Subject(profile(claim), plan=subject.plan), "en")
    assert report.box.lines[0].startswith("You say that you can: advise on construction materials.")


def test_cards_say_what_which_level_who_and_when() -> None:
    card = build_report(example(goal=None), "en").cards[0]
    assert card.name == "sort waste"
    assert card.level == "level 4: kan het anderen leren (says Voorbeeldcollege)"
    assert (card.by, card.when) == ("Validated by Bureau Voorbeeld", "Last shown: 4 November 2026")
    assert card.remarks == ("Also by: Voorbeeldcollege",)


def test_cards_of_what_the_goal_must_have_come_first() -> None:
    subject = example()
    assert subject.gap is not None
    needed = {line.label.text("en") for line in subject.gap.of_need(Weight.ESSENTIAL)}
    places = [card.name in needed for card in build_report(subject, "en").cards]
    assert places == sorted(places, reverse=True)
    assert True in places
    assert build_report(example(goal=None), "en").cards[0].name not in needed


def test_names_that_find_no_room_are_counted() -> None:
    report = build_report(Subject(profile(receipt(1, *essential(CARPENTER)))), "en")
    (remark,) = report.remarks
    told = remark.removeprefix("Also shown: ").split(", ")
    assert told[-1] == f"and {len(essential(CARPENTER)) - len(report.cards) - len(told) + 1} more"


def test_what_was_left_out_is_counted_where_it_finds_no_room() -> None:
    out = Judgement(Standing.LEFT_OUT, "expired", {"moment": "2026-11-20 10:00 UTC"})
    records = [receipt(number, title=f"Cursus {'x' * 40} {number}", judgement=out) for number in range(9)]
    (line, *_) = build_report(Subject(profile(*records)), "nl").footer
    assert line.startswith("Niet meegeteld (9): Cursus")
    shown = line.count("verlopen")
    assert 1 <= shown <= 3
    assert f"; en nog {9 - shown}. Wat ze wel laat meetellen" in line


def test_a_proof_that_could_not_be_checked_today_says_so() -> None:
    doubtful = Judgement(Standing.COUNTS, "bundle_expired", {"moment": "2026-11-20"}, accepted="2026-11-01T10:00:00Z")
    (card,) = build_report(Subject(profile(receipt(1, "urn:example:a", judgement=doubtful))), "en").cards
    assert card.remarks[0].startswith("Could not be found out today: ")


def test_counts_of_the_bars_are_those_of_the_gap() -> None:
    subject = example()
    assert subject.gap is not None
    report = build_report(subject, "en")
    assert report.gap is not None
    needed, useful = (dict(row.counts) for row in report.gap.rows)
    held = subject.gap
    assert (needed["matched"], sum(needed.values())) == (held.coverage_essential.count, held.coverage_essential.of)
    assert (useful["matched"], sum(useful.values())) == (held.coverage_optional.count, held.coverage_optional.of)
    assert needed["related"] == held.related_essential.count
    assert report.gap.rows[0].name == f"Essential ({held.coverage_essential.of})"
    assert not re.search(r"\d\s*%", Parsed(html(report)).text)  # never one percentage


def test_what_a_vacancy_may_mean_is_counted_apart() -> None:
    sure, guess = essential(SUPERVISOR)[:2]
    asked = (Requirement(sure, Weight.ESSENTIAL), Requirement(guess, Weight.ESSENTIAL, confirmed=False))
    goal = Goal("vacancy", label(shipped(), SUPERVISOR), asked)
    report = build_report(Subject(profile(), gap=gap(goal)), "en")
    assert report.gap is not None
    assert [row.name for row in report.gap.rows] == ["Essential (1)"]
    assert report.gap.remarks == ("Its text may ask for more (1); look at that with: dsp-vc passport gap",)


def test_a_vacancy_of_which_nothing_was_confirmed_still_has_its_report() -> None:
    asked = (Requirement(essential(SUPERVISOR)[0], Weight.ESSENTIAL, confirmed=False),)
    goal = Goal("vacancy", label(shipped(), SUPERVISOR), asked)
    report = build_report(Subject(profile(), gap=gap(goal)), "en")
    assert (report.gap and report.gap.rows, report.listings) == ((), ())
    assert "Its text may ask for more (1)" in " ".join(pages(pdf(report, NOW)))


def test_what_another_reader_gets() -> None:
    own, theirs = build_report(example(), "nl"), build_report(example(), "nl", "Bouwbedrijf Voorbeeld")
    for made, mine in ((own, True), (theirs, False)):
        page = Parsed(html(made)).text
        assert (NOTE in page) is mine
        assert ("Niet meegeteld" in page) is mine
        assert ("Maandag" in page) is mine
        assert ("Ruimte voor uw notities" in page) is mine
        assert ("wallet ask" in page) is mine
        assert ("Waar u sterk in bent" in page) is mine
    assert "voor Bouwbedrijf Voorbeeld" in theirs.about
    assert theirs.box.title == "Wat dit is"
    assert theirs.cards == own.cards


def test_no_birth_date_and_no_identifier_ever() -> None:
    for reader in ("", "Bouwbedrijf Voorbeeld"):
        page = html(build_report(example(), "en", reader)).decode()
        for hidden in ("did:", "urn:uuid", "00000001-0000", "birth"):
            assert hidden not in page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("make", [example, lambda: crowded(LONG_WORD), lambda: Subject(profile())])
def test_the_same_report_is_the_same_bytes(make: Any, lang: str) -> None:
    first, second = build_report(make(), lang), build_report(make(), lang)
    assert html(first) == html(second)
    assert pdf(first, NOW) == pdf(second, NOW)


def check_page(report: Report) -> Parsed:
    """One file that loads nothing, runs nothing, and has a text for each picture."""
    data = html(report)
    page = Parsed(data)
    names = {tag for tag, _ in page.tags}
    assert not names & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "a",
        "base",
        "foreignobject",
    }
    for tag, attributes in page.tags:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name not in ("style", "src", "href", "xlink:href"), (tag, name)
            assert tag == "svg" or "://" not in (value or ""), (tag, name, value)
    style = re.search(rb"<style>(.*?)</style>", data, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(sha256(style[1]).digest()).decode()
    (policy,) = [meta["content"] for meta in page.of("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert b"url(" not in style[1]
    assert b"@import" not in style[1]
    assert page.of("html") == [{"lang": report.lang}]
    ids = [str(attributes["id"]) for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for picture in page.of("svg"):
        hidden = picture.get("aria-hidden") == "true"
        assert hidden or (picture.get("role") == "img" and picture.get("aria-labelledby") in ids)
    for used in re.findall(rb"url\(#([^)]*)\)", data):
        assert used.decode() in ids
    return page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reader", ["", NASTY])
@pytest.mark.parametrize("make", [example, lambda: crowded(NASTY), lambda: crowded(HEBREW), lambda: Subject(profile())])
def test_the_page_stands_alone_whatever_things_are_called(make: Any, lang: str, reader: str) -> None:
    page = check_page(build_report(make(), lang, reader))
    assert "\u202e" not in page.text
    assert "\x1b" not in page.text


def test_markup_is_shown_as_text() -> None:
    page = check_page(build_report(crowded(NASTY), "en"))
    assert "<script>alert(1)</script><b>" in page.text
    assert "#strong[x]" in page.text
    told = pages(pdf(build_report(crowded(NASTY), "en"), NOW))
    assert "<script>alert(1)</script><b>" in told[0]
    assert "#strong[x]" in told[0]


@pytest.mark.parametrize("text", [f"{LONG_WORD} " * 6, "kort", "W" * 5000, HEBREW * 30, NASTY * 9])
def test_three_pages_at_most_as_pdf(text: str) -> None:
    for subject in (crowded(text), example(person=text), working_life(30)):
        for lang in LANGUAGES:
            for reader in ("", text):
                assert len(pages(pdf(build_report(subject, lang, reader), NOW))) <= 3, (lang, reader)


def test_the_pdf_is_tagged_and_says_its_language_and_title() -> None:
    for lang in LANGUAGES:
        report = build_report(example(), lang)
        data = pdf(report, NOW)
        assert re.search(rb"/Lang\s*\(" + lang.encode(), data)
        for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/FontFile", b"pdfuaid"):
            assert mark in data
        document = pypdfium2.PdfDocument(data)
        assert document.get_metadata_value("Title") == report.title
        assert [page.get_size() for page in document] == [pytest.approx((595.28, 841.89), abs=0.1)] * 3


def test_no_word_is_cut_and_all_of_latin_is_there() -> None:
    name = "Ğülşen Ørsted-Łukasiewicz ẞŐű"
    assert len(name) < LONGEST
    report = build_report(example(person=name), "nl")
    told = pages(pdf(report, NOW))
    assert name.replace("-", "") in told[0].replace("-", "")
    assert "\ufffd" not in "".join(told)
    text = "".join(told).replace(" ", "").replace("-", "")
    for stop in report.road.stops if report.road else ():
        for line in (stop.name, *stop.lines):
            assert line.replace(" ", "").replace("-", "") in text, line
    for card in report.cards:
        assert card.by.replace(" ", "").replace("-", "") in text


def test_words_that_run_from_right_to_left_keep_their_place() -> None:
    report = build_report(example(person=HEBREW), "nl")
    assert HEBREW in Parsed(html(report)).text
    assert pdf(report, NOW)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_letters_that_no_font_of_the_pdf_has_are_marked_and_the_page_has_them(lang: str) -> None:
    """The standard for readable PDF forbids them: one in a wallet, and there was no report at all."""
    report = build_report(example(person="李小龙 Ørsted \U0001f600"), lang)
    assert "李小龙 Ørsted \U0001f600" in Parsed(html(report)).text
    told = pages(pdf(report, NOW))
    assert "\ufffd\ufffd\ufffd Ørsted \ufffd" in told[0]
    assert words.message("paper_letters", lang)[1:40] in told[-1]
    assert pdf(report, NOW) == pdf(report, NOW)
    assert words.message("paper_letters", lang)[1:40] not in " ".join(pages(pdf(build_report(example(), lang), NOW)))


def test_a_page_full_of_letters_that_no_font_has_is_still_three_pages() -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 400)))
    assert len(pages(pdf(build_report(crowded(text), "nl"), NOW))) <= 3


def test_without_typst_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from dsp_vc.errors import ResolutionError

    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ResolutionError) as error:
        pdf(build_report(example(), "nl"), NOW)
    assert error.value.code == "pdf_missing"
    assert "dsp-vc[pdf]" in error.value.hint("nl")


def test_a_long_plan_shows_where_somebody_is() -> None:
    subject = crowded("kort")
    report = build_report(subject, "en")
    assert subject.plan is not None
    assert report.road is not None
    assert 1 <= len(report.road.stops) <= 7
    further = subject.plan.later + len(subject.plan.steps) - len(report.road.stops)
    assert f"For later: {further}" in report.road.remarks
    assert report.road.stops[0].state == "next"


@pytest.mark.parametrize("number", [2, 5, 30])
def test_strengths_count_each_skill_once_by_field(number: int) -> None:
    subject = working_life(number)
    chart = build_report(subject, "nl").strengths
    assert chart is not None
    shown = [sum(count for _, count in row.counts) for row in chart.rows]
    assert max(shown) > 1
    assert shown == sorted(shown, reverse=True)
    further = len(subject.profile.skills) - sum(shown)
    told = [remark for remark in chart.remarks if "andere vakgebieden" in remark]
    assert told == ([f"en {further} in andere vakgebieden"] if further else [])
    for row, count in zip(chart.rows, shown, strict=True):
        assert row.name.endswith(f" ({count})") is (count > 1)


def test_what_the_cards_say_already_is_no_chart() -> None:
    report = build_report(working_life(1), "nl")
    assert report.strengths is None
    assert len(report.cards) == 2


def test_strengths_that_find_no_room_as_blocks_are_bars_in_proportion() -> None:
    rows = tuple(Row(name, (("assessed", count), ("attested", 2))) for name, count in (("many", 38), ("few", 8)))
    chart = Chart("", "", rows, ())
    wide, narrow = (
        [float(found) for found in re.findall(r'width="([0-9.]+)" height="16"', pictures.blocks(chart, row, "p"))]
        for row in rows
    )
    assert wide == pytest.approx([228, 12])
    assert narrow == pytest.approx([48, 12])
    small = Chart("", "", rows[1:], ())
    blocks = re.findall(r'width="16(?:\.0)?" height="16"', pictures.blocks(small, rows[1], "p"))
    assert len(blocks) == 10
