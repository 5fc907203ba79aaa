"""Tables from anywhere: nobody in one is lost, and a bad file costs neither time nor memory."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from dsp_vc.errors import InputError
from dsp_vc.model import table
from dsp_vc.model.table import Table, read_table, table_of

BOOK, CSV = Path("class.xlsx"), Path("class.csv")
SHEET = "xl/worksheets/sheet1.xml"


def book(*rows: tuple[object, ...]) -> bytes:
    made, stream = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(stream)
    return stream.getvalue()


def changed(data: bytes, change: Callable[[str], str], name: str = SHEET) -> bytes:
    """The workbook with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            text = old.read(entry)
            new.writestr(entry, change(text.decode()) if entry == name else text)
    return stream.getvalue()


def texts(found: Table) -> list[tuple[int, list[str]]]:
    return [(number, [cell.text for cell in cells]) for number, cells in found.rows]


def refused(data: bytes, path: Path, code: str) -> None:
    with pytest.raises(InputError) as caught:
        table_of(data, path)
    assert caught.value.code == code


PEOPLE = book(("name", "level"), ("An", 1), ("Bo", 2), ("Cas", 3))


@pytest.mark.parametrize("said", ["A1:B2", "A1", "A1:B1048576", ""])
def test_nobody_is_lost_by_what_a_workbook_says_of_its_size(said: str) -> None:
    lying = changed(
        PEOPLE, lambda xml: re.sub(r"<dimension [^>]*/>", f'<dimension ref="{said}"/>' if said else "", xml)
    )
    assert lying != PEOPLE
    assert texts(table_of(lying, BOOK)) == [(2, ["An", "1"]), (3, ["Bo", "2"]), (4, ["Cas", "3"])]


def test_rows_are_counted_as_the_spreadsheet_counts_them() -> None:
    gap = changed(
        PEOPLE, lambda xml: xml.replace('r="4"', 'r="40"').replace('r="A4"', 'r="A40"').replace('"B4"', '"B40"')
    )
    assert [number for number, _ in table_of(gap, BOOK).rows] == [2, 3, 40]


def test_a_row_that_says_it_is_the_billionth_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_MAX_PASSED", 2_000)
    refused(changed(PEOPLE, lambda xml: xml.replace('r="4"', 'r="1000000000"')), BOOK, "table_rows")
    refused(changed(PEOPLE, lambda xml: xml.replace('r="1"', 'r="1000000000"', 1)), BOOK, "table_rows")


def test_what_is_large_once_unpacked_is_not_unpacked() -> None:
    bomb = changed(PEOPLE, lambda xml: xml + " " * (65 * 1024 * 1024))
    assert len(bomb) < 200_000
    refused(bomb, BOOK, "table_unpacked")


@pytest.mark.parametrize("cut", [0.4, 0.7, 0.95])
def test_a_sheet_that_ends_too_soon_is_refused_as_a_whole(cut: float) -> None:
    refused(changed(PEOPLE, lambda xml: xml[: int(len(xml) * cut)]), BOOK, "table_workbook")


def test_formulas_and_errors_are_told_by_their_cell() -> None:
    found = table_of(book(("a", "b", "c"), ("=1+1", "#REF!", "#REF is a word")), BOOK)
    ((_, (formula, wrong, word)),) = found.rows
    assert formula.fault is not None
    assert formula.fault.code == "table_formula"
    assert wrong.fault is not None
    assert (wrong.fault.code, wrong.text) == ("table_wrong", "")
    assert (word.fault, word.text) == (None, "#REF is a word")


@pytest.mark.parametrize("mark", ["sep=;\n", "SEP=;\r\n", ""])
def test_excel_s_own_line_is_no_row(mark: str) -> None:
    found = table_of(f"{mark}name;level\nAn, B.;1\n".encode(), CSV)
    assert (found.columns, texts(found)) == (("name", "level"), [(2, ["An, B.", "1"])])


def test_utf_16_without_its_mark_is_no_utf_8() -> None:
    refused("name,level\nAn,1\n".encode("utf-16-le"), CSV, "table_encoding")


def test_a_file_that_is_too_large_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_BYTES", 1024 * 1024)
    (tmp_path / "class.csv").write_bytes(b"a\n" * 600_000)
    with pytest.raises(InputError) as caught:
        read_table(tmp_path / "class.csv")
    assert (caught.value.code, caught.value.params["limit"]) == ("table_large", 1)
    assert "split it" in caught.value.hint("en")


def test_a_workbook_that_was_damaged_on_its_way() -> None:
    """Bytes changed or cut off anywhere: it is read, or told to be no workbook; never a fault of the program."""
    chance, told = random.Random(7), Counter[str]()
    assert len(texts(table_of(PEOPLE, BOOK))) == 3
    for turn in range(400):
        data = bytearray(PEOPLE)
        for _ in range(1 + turn % 3):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            table_of(bytes(data[: chance.randrange(len(data))] if turn % 5 == 0 else data), BOOK)
        except InputError as error:
            told[error.code] += 1
    assert told["table_workbook"] > 200


def test_a_workbook_with_a_password_inside() -> None:
    """Excel closes the whole file, which is no ZIP then; here it is an entry, by its flag."""
    data = PEOPLE.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00", 1)
    assert data != PEOPLE
    refused(data, BOOK, "table_workbook")
