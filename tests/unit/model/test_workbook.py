"""Workbooks that are made to harm their reader, or that hold what nobody sees: each beside one that is as it should be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from dsp_vc.errors import InputError
from dsp_vc.model import workbook
from dsp_vc.model.table import table_of

BOOK = Path("class.xlsx")
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
ROWS = [("name", "level"), ("An", 1), ("Bo", 2)]


def book(change: Callable[[Workbook], object] = lambda _: None, rows: list[tuple[Any, ...]] = ROWS) -> bytes:
    made, stream = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    change(made)
    made.save(stream)
    return stream.getvalue()


def changed(old: str, new: str | bytes, name: str = SHEET, to: str | None = None, data: bytes | None = None) -> bytes:
    """The good workbook with ``old`` in one of its parts as ``new``, and the part called ``to`` everywhere."""
    stream, replaced = io.BytesIO(), 0
    with (
        zipfile.ZipFile(io.BytesIO(data or book())) as read,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as write,
    ):
        for entry in read.namelist():
            content = read.read(entry)
            if entry == name:
                replaced = content.count(old.encode())
                content = content.replace(old.encode(), new if isinstance(new, bytes) else new.encode(), 1)
            if to is not None:
                content = content.replace(Path(name).name.encode(), to.encode())
            write.writestr(entry.replace(Path(name).name, to) if to is not None else entry, content)
    assert replaced or not old, "the attack must be in it"
    return stream.getvalue()


def names(data: bytes) -> list[str]:
    return [cells[0].text for _, cells in table_of(data, BOOK).rows]


def refused(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        table_of(data, BOOK)
    return caught.value


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SHEET, "</sheetData>", "<row>" + "<c/>" * 300_000 + "</row></sheetData>"),
        (SHEET, "</sheetData>", "<row>" + ("<row/>" + "<c/>" * 10_000) * 30 + "</row></sheetData>"),
        (SHEET, "</sheetData>", "<row>" + ("<!--<row/>-->" + "<c/>" * 10_000) * 30 + "</row></sheetData>"),
        (SHEET, "</worksheet>", "<a>" * 500_000 + "</a>" * 500_000 + "</worksheet>"),
        (SHEET, "</sheetData>", "<row/>" * 6_100_000 + "</sheetData>"),
        (STYLES, "</cellXfs>", "<xf/>" * 500_000 + "</cellXfs>"),
    ],
    ids=["one row", "rows in a row", "comments in a row", "deep", "rows", "formats"],
)
def test_far_more_than_a_table(name: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is seen before anything is made of it."""
    bomb = changed(old, new, name)
    assert len(bomb) < 200_000
    monkeypatch.setattr("openpyxl.load_workbook", lambda *_, **__: pytest.fail("it was read"))
    assert refused(bomb).code == "table_excess"
    assert refused(changed(old, new, name, to="innocent.png")).code == "table_excess"


def test_as_it_should_be() -> None:
    assert names(book()) == ["An", "Bo"]
    assert names(changed("</sheetData>", "<row>" + "<c/>" * 1000 + "</row></sheetData>")) == ["An", "Bo"]
    assert names(changed("</cellXfs>", "<xf/>" * 1000 + "</cellXfs>", STYLES)) == ["An", "Bo"]
    assert names(changed("", "", to="other.xml")) == ["An", "Bo"]


@pytest.mark.parametrize(
    "subset",
    ['<!ENTITY a "An">', '<!ENTITY a SYSTEM "file:///etc/hostname">', ""],
    ids=["entity", "file", "nothing"],
)
def test_no_part_has_a_document_type(subset: str) -> None:
    """Of Open Packaging Conventions, which forbid it; what it could declare has no say here."""
    assert refused(changed("<worksheet", f"<!DOCTYPE worksheet [{subset}]><worksheet")).code == "table_workbook"


def test_another_encoding_hides_nothing() -> None:
    def recoded(cells: int) -> bytes:
        with zipfile.ZipFile(io.BytesIO(book())) as read:
            text = read.read(SHEET).decode().replace("</sheetData>", f"<row>{'<c/>' * cells}</row></sheetData>")
        return changed("", "", data=_with(SHEET, text.encode("utf-16")))

    assert names(recoded(10)) == ["An", "Bo"]
    assert refused(recoded(100_000)).code == "table_excess"


def _with(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as read, zipfile.ZipFile(stream, "w") as write:
        for entry in read.namelist():
            write.writestr(entry, content if entry == name else read.read(entry))
    return stream.getvalue()


class TestWhatNobodySees:
    def test_a_row_that_a_filter_hides(self) -> None:
        def hide(made: Workbook) -> None:
            made.active.auto_filter.ref = "A1:B3"
            made.active.row_dimensions[3].hidden = True

        error = refused(book(hide))
        assert (error.code, error.params["row"]) == ("table_hidden", 3)
        assert names(book(lambda made: setattr(made.active.auto_filter, "ref", "A1:B3"))) == ["An", "Bo"]

    def test_rows_that_hold_nothing_may_be_hidden(self) -> None:
        """As many people do with all that is below their table."""

        def hide(made: Workbook) -> None:
            for number in (4, 5, 1_048_576):
                made.active.row_dimensions[number].hidden = True

        assert names(book(hide)) == ["An", "Bo"]

    def test_the_first_sheet_that_is_shown(self) -> None:
        def two(made: Workbook) -> None:
            second = made.create_sheet("class")
            second.append(("name", "level"))
            second.append(("Cas", 3))

        def hidden(made: Workbook) -> None:
            two(made)
            made.worksheets[0].sheet_state = "veryHidden"
            made.active = 1

        assert names(book(two)) == ["An", "Bo"]
        assert names(book(hidden)) == ["Cas"]

    @pytest.mark.parametrize("to", [None, "sheet7.xml"])
    @pytest.mark.parametrize("tag", ["mergeCell ", "mergeCell\n", "x:mergeCell xmlns:x='http://x' "])
    def test_merged_cells_whatever_the_sheet_is_called(self, tag: str, to: str | None) -> None:
        merge = f'</sheetData><mergeCells count="1"><{tag}ref="B2:B3"/></mergeCells>'
        assert refused(changed("</sheetData>", merge, to=to)).code == "table_merged"


def test_a_row_far_below_is_refused_before_the_way_to_it_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    far = changed('<row r="3"', '<row r="1048576"')
    monkeypatch.setattr(workbook, "_value", lambda _: pytest.fail("it was read"))
    assert refused(far).code == "table_rows"


@pytest.mark.parametrize("value", [10**15, -(10**15), 1234567890123456789, 1e300])
def test_a_number_that_a_spreadsheet_has_rounded(value: float) -> None:
    [(_, cells)] = table_of(book(rows=[("external_id",), (value,)]), BOOK).rows
    assert cells[0].fault is not None
    assert cells[0].fault.code == "table_number"
    [(_, cells)] = table_of(book(rows=[("external_id",), (str(value),)]), BOOK).rows
    assert (cells[0].text, cells[0].fault) == (str(value), None), "text is as it was typed"
    [(_, cells)] = table_of(book(rows=[("external_id",), (10**15 - 1,)]), BOOK).rows
    assert (cells[0].text, cells[0].fault) == ("999999999999999", None)


@pytest.mark.parametrize(
    ("text", "code"), [("1,23457E+17", "table_number"), ("1.2E+15", "table_number"), ("2E4", None)]
)
def test_and_as_it_is_saved_to_csv(text: str, code: str | None) -> None:
    [(_, cells)] = table_of(f'external_id\n"{text}"\n'.encode(), Path("class.csv")).rows
    assert (cells[0].fault.code if cells[0].fault else None) == code


def test_a_day_before_the_days_of_a_spreadsheet() -> None:
    def below(made: Workbook) -> None:
        made.active["B2"] = -5
        made.active["B2"].number_format = "yyyy-mm-dd"

    [(_, cells), *_] = table_of(book(below), BOOK).rows
    assert cells[1].fault is not None
    assert cells[1].fault.code == "table_wrong"
    [(_, cells)] = table_of(book(rows=[("name", "born"), ("An", date(1901, 2, 3))]), BOOK).rows
    assert (cells[1].text, cells[1].fault) == ("1901-02-03", None)
