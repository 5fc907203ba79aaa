"""A class at once: from a table of either kind or a folder of requests; everything wrong in one list."""

from __future__ import annotations

import contextlib
import csv
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tty
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dsp_vc.cli import progress
from dsp_vc.cli.main import main
from scrypt_once import remember

ROOT = Path(__file__).resolve().parents[2]
SECRET = ("--passphrase-file", "pass")
NOON = ("--at", "2026-11-24T10:00:00Z")
Streams = pytest.CaptureFixture[str]
HEAD = ["Leerlingnummer", "Voornaam", "Achternaam", "Geboortedatum", "Niveau"]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    remember(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DSP_VC_HOME", str(tmp_path / "home"))
    (tmp_path / "pass").write_text("een zin die niemand raadt\n")
    shutil.copy(ROOT / "examples" / "records" / "internship.yaml", tmp_path / "stage.yaml")
    assert main(["issuer", "init", "school", "--name", "Voorbeeldcollege", "--did", "key", *SECRET]) == 0
    assert main(["issuer", "card", "school", "-o", "card.json"]) == 0
    return tmp_path


def table(path: Path, rows: list[list[object]], head: list[str] | None = None, delimiter: str = ";") -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([head or HEAD, *rows])


def workbook(path: Path, rows: list[list[object]], merge: str | None = None) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in [HEAD, *rows]:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    book.save(path)


def person(number: int) -> list[object]:
    return [f"2026-{number}", f"Sam{number}", "O'Voorbeeld", "03-04-2008", "3"]


def batch(*words: str, code: int = 0, out: str = "out") -> None:
    line = ["batch", *words, "--template", "stage.yaml", "--issuer", "school", "-o", out, *SECRET, *NOON]
    assert main(line) == code, line


def claims(path: Path) -> dict[str, object]:
    return json.loads(path.read_text())[0]["contents"][0]["credentialSubject"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_class_of_three(work: Path, kind: str, capsys: Streams) -> None:
    rows = [person(1), ["2026-2", 'Kim "K"', "van Dam", date(2008, 4, 3), 4], person(3)]
    if kind == "csv":
        rows[1][3] = "2008-04-03"
        table(work / "class.csv", [*rows, ["", "", "", "", ""]])
    else:
        workbook(work / "class.xlsx", rows)
    batch(f"class.{kind}")
    said = capsys.readouterr().err
    assert "3 people: 3 signed now, 0 signed before" in said
    assert "3 of them name no key" in said
    names = ["00002-2026-1.json", "00003-2026-2.json", "00004-2026-3.json"]
    assert sorted(path.name for path in (work / "out").iterdir()) == [*names, "summary.csv", "summary.txt"]
    identifiers = {
        entry["identityType"]: entry["identityHash"] for entry in claims(work / "out" / names[1])["identifier"]
    }  # type: ignore[attr-defined]
    assert identifiers["ext:given_name"] == 'Kim "K"'
    assert identifiers["ext:birthdate"] == "2008-04-03"
    assert main(["verify", *(f"out/{name}" for name in names), "--trust", "card.json", *NOON]) == 0
    summary = list(csv.DictReader((work / "out" / "summary.csv").open()))
    assert [(row["row"], row["external_id"], row["file"]) for row in summary] == [
        (str(number), f"2026-{number - 1}", names[number - 2]) for number in (2, 3, 4)
    ]
    capsys.readouterr()
    batch(f"class.{kind}")
    assert "0 signed now, 3 signed before" in capsys.readouterr().err
    assert [row["credential"] for row in csv.DictReader((work / "out" / "summary.csv").open())] == [
        row["credential"] for row in summary
    ]


def test_all_that_is_wrong_is_told_by_row_and_column_and_nothing_is_signed(work: Path, capsys: Streams) -> None:
    rows = [person(1), person(2), person(3), person(1), person(5), person(6)]
    rows[1][3], rows[2][1], rows[4][2], rows[5][3] = "31 april", "=1+1", "111222333", "04/03/2008"
    table(work / "class.csv", rows)
    batch("class.csv", code=5)
    said = capsys.readouterr().err
    assert "row 3, Geboortedatum: 31 april is no date (write it as 2007-05-14 or 14-05-2007)" in said
    assert "row 4, Voornaam: this is a formula" in said
    assert "row 5, Leerlingnummer: 2026-1 stands in row 2 already" in said
    assert "row 6, Achternaam" in said  # a citizen service number
    assert "row 7" not in said
    assert "nothing was signed; mistakes: 4" in said
    assert not (work / "out").exists()


@pytest.mark.parametrize("head", ["Tussenvoegsel", "voorvoegsels", "VOORVOEGSEL"])
def test_what_stands_before_a_family_name(work: Path, capsys: Streams, head: str) -> None:
    """In a column of its own, as school administrations write it; also where the name has it already."""
    names = ["Leerlingnummer", "Voornaam", head, "Achternaam"]
    rows: list[list[object]] = [
        ["2026-1", "Sam", "van  der", "Voorbeeld"],
        ["2026-2", "Kim", "", "d'Voorbeeld"],
        ["2026-3", "Noor", "de", "de Voorbeeld"],
        ["2026-4", "Robin", "de", "Demo"],
    ]
    table(work / "class.csv", rows, head=names)
    batch("class.csv")
    found = [
        entry["identityHash"]
        for path in sorted((work / "out").glob("0*.json"))
        for entry in claims(path)["identifier"]  # type: ignore[attr-defined]
        if entry["identityType"] == "ext:family_name"
    ]
    assert found == ["van der Voorbeeld", "d'Voorbeeld", "de Voorbeeld", "de Demo"]
    table(work / "class.csv", [["2026-5", "Mika", "van", ""]], head=names)
    capsys.readouterr()
    batch("class.csv", code=5, out="other")
    assert f"row 2, {head}: van stands before a family name, and there is none" in capsys.readouterr().err


@pytest.mark.parametrize(
    "head",
    ["sep=;\r\n", "SEP=,\n", "sep=\t\n", "", "\N{ZERO WIDTH NO-BREAK SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}sep=;\n"],
)
def test_however_a_spreadsheet_writes_it(work: Path, head: str) -> None:
    sign = next((sign for sign in ",\t" if f"={sign}" in head), ";")
    names = ["Leerlingnummer", "Achternaam", "Geboortedatum"]
    rows = [names, ["a", "O'V", "3-4-2008"], ["b", '"V;,\t"'.replace("\t", ""), "03.04.2008"], ["c", "V", "2008-04-03"]]
    text = "\r\n".join(sign.join(row) for row in rows)
    (work / "class.csv").write_bytes((head + text).encode())
    batch("class.csv")
    files = sorted((work / "out").glob("0*.json"))
    assert [path.name for path in files] == ["00002-a.json", "00003-b.json", "00004-c.json"]
    found = [{one["identityType"]: one["identityHash"] for one in claims(path)["identifier"]} for path in files]  # type: ignore[attr-defined]
    assert {one["ext:birthdate"] for one in found} == {"2008-04-03"}
    assert [one["ext:family_name"] for one in found] == ["O'V", "V;,", "V"]


@pytest.mark.parametrize(
    "text", ["5-14-2007", "14-05-07", "39216", "14 mei 2007", "2007-5-14", "20070514", "2007-02-30", "31/4/2007"]
)
def test_what_is_no_date_is_told_as_it_was_written(work: Path, capsys: Streams, text: str) -> None:
    table(work / "class.csv", [[*person(1)[:3], text, "3"]])
    batch("class.csv", "--lang", "nl", code=5)
    assert (
        f"rij 2, Geboortedatum: {text} is geen datum (schrijf het als 14-05-2007 of 2007-05-14)"
        in capsys.readouterr().err
    )


def test_a_column_of_citizen_service_numbers_by_another_name(work: Path, capsys: Streams) -> None:
    """One of eleven numbers of a school's own passes the test too; most of them do not."""
    numbers = ["111222333", "123456782", "111222334"]
    table(work / "class.csv", [[number, *person(1)[1:]] for number in numbers])
    batch("class.csv", code=5)
    assert "the column Leerlingnummer holds citizen service numbers" in capsys.readouterr().err
    table(work / "class.csv", [[number, *person(1)[1:]] for number in [*numbers, "111222335", "7"]])
    batch("class.csv")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_of_the_summary_is_worked_out_by_a_spreadsheet(work: Path, separator: str) -> None:
    """Nor a part of one, where the spreadsheet divides lines at another sign: in the Netherlands at semicolons."""
    attacks = ["+31", "-2+3", "\uff1d1+1", "\uff20a", "1;=1+1", "1,=cmd|'/C calc'!A0", '1";"=1+1', "1; +1", "1;;@a"]
    names = [*attacks, "\u20ac5", "2026-1", "a;b", "J=1"]
    table(work / "class.csv", [[name, *person(1)[1:]] for name in names])
    batch("class.csv")
    text = (work / "out" / "summary.csv").read_text()
    given = [row["external_id"] for row in csv.DictReader(text.splitlines())]
    assert [name.replace("'", "") for name in given] == [name.replace("'", "") for name in names]
    assert given[len(attacks) :] == names[len(attacks) :], "others are as they were"
    for row in csv.reader(text.splitlines(), delimiter=separator):
        for cell in row:
            assert not cell.lstrip(' "').startswith(("=", "+", "-", "@", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20"))


def test_a_row_that_names_nobody(work: Path, capsys: Streams) -> None:
    """Such as one that is divided by another sign than the headings: all of it would be the number of somebody."""
    (work / "class.csv").write_text("Leerlingnummer;Voornaam;Achternaam\n2026-1;Sam;Voorbeeld\n2026-2,Kim,Voorbeeld\n")
    batch("class.csv", code=5)
    said = capsys.readouterr().err
    assert "row 3: there is no name and no key in it" in said
    assert "which sign divides the columns" in said
    assert "row 2" not in said
    assert not (work / "out").exists()
    (work / "class.csv").write_text("Leerlingnummer;Voornaam;Achternaam\n2026-1;Sam;\n2026-2;;Voorbeeld\n")
    batch("class.csv")
    assert "2 signed now" in capsys.readouterr().err


def test_what_an_id_stands_for_already_is_told_before_anything_is_signed(work: Path, capsys: Streams) -> None:
    table(work / "class.csv", [person(2)])
    batch("class.csv")
    table(work / "class.csv", [person(1), [*person(2)[:2], "Anders", *person(2)[3:]], person(3)])
    capsys.readouterr()
    batch("class.csv", code=5, out="more")
    said = capsys.readouterr().err
    assert "row 3: 2026-2 was issued already, with other content" in said
    assert "nothing was signed; mistakes: 1" in said
    assert not (work / "more").exists()


@pytest.mark.parametrize(
    ("head", "code", "told"),
    [
        ([*HEAD[:-1], "BSN"], 5, "citizen service numbers"),
        ([*HEAD[:-1], "Burgerservice-nummer"], 5, "citizen service numbers"),
        ([*HEAD[:-1], "Onderwijsnummer (PGN)"], 5, "is no field of a record"),
        ([*HEAD[:-1], "PGN"], 5, "citizen service numbers"),
        ([*HEAD[:-1], "Kleur van de ogen"], 5, "is no field of a record"),
        ([*HEAD[:-1], "subject.given_name"], 5, "two columns stand for the same"),
        ([*HEAD[:-1], "skills[9].level"], 5, "no place for skills[9].level"),
        ([*HEAD[:-1], "kleur"], 5, "kleur"),
        ([*HEAD[:-1], ""], 5, "name every column"),
    ],
)
def test_columns_that_are_no_fields(work: Path, capsys: Streams, head: list[str], code: int, told: str) -> None:
    table(work / "class.csv", [[*person(1)[:-1], "x"]], head)
    if not head[-1]:
        (work / "class.csv").write_text("Voornaam;;Achternaam\nSam;;X\n")
    batch("class.csv", code=code)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("class.csv", "Voornaam;Achternaam\nJosé;X\n".encode("cp1252"), "line 2 of class.csv is not in UTF-8"),
        ("class.csv", "Voornaam;Achternaam\nJosé;X\n".encode("utf-16"), "line 1 of class.csv is not in UTF-8"),
        ("class.csv", "Voornaam;Achternaam\nSam;X\n".encode("utf-16-le"), "line 1 of class.csv is not in UTF-8"),
        ("class.csv", b'Voornaam;Achternaam\n"Sam;X\n', "can't be read"),
        ("class.csv", b"Voornaam;Achternaam\n" + b"Sam;X\n" * 6_000_000, "class.csv is larger than 32 MB"),
        ("class.csv", b"Voornaam\n" + b"S\n" * 10_000_000, "class.csv has more than 20000 rows"),
        ("class.csv", b"Voornaam\n" + b"\n" * 10_000_000, "class.csv has more than 20000 rows"),
        ("class.csv", b"", "empty"),
        ("class.csv", b"Voornaam\n", "nobody in the table"),
        ("class.csv", b"Voornaam;Achternaam\nSam;X;Y\n", "more cells in this row"),
        ("class.xlsx", b"PK\x03\x04 cut short", "no workbook"),
        ("class.ods", b"x", "no table"),
        ("missing.csv", None, "missing.csv"),
    ],
)
def test_tables_that_can_not_be_read(work: Path, capsys: Streams, name: str, data: bytes | None, told: str) -> None:
    if data is not None:
        (work / name).write_bytes(data)
    batch(name, code=5)
    said = capsys.readouterr().err
    assert told in said
    assert said.count("error:") == said.count("hint:") == 1


def test_merged_cells_formulas_and_too_many_rows(work: Path, capsys: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(work / "merged.xlsx", [person(1), person(2)], merge="A2:A3")
    batch("merged.xlsx", code=5)
    assert "merged" in capsys.readouterr().err
    workbook(work / "formula.xlsx", [[*person(1)[:4], "=1+2"]])
    batch("formula.xlsx", code=5)
    assert "row 2, Niveau: this is a formula" in capsys.readouterr().err
    monkeypatch.setattr("dsp_vc.model.table.MAX_ROWS", 3)
    table(work / "class.csv", [person(number) for number in range(5)])
    batch("class.csv", code=5)
    assert "more than 3 rows" in capsys.readouterr().err


def test_a_folder_of_requests(work: Path, capsys: Streams) -> None:
    (work / "asks").mkdir()
    for name in ("sam", "kim"):
        wallet = ("--wallet", f"{name}.age", *SECRET)
        assert main(["wallet", "init", *wallet]) == 0
        assert main(["wallet", "ask", "--to", "Voorbeeldcollege", *wallet, *NOON, "-o", f"asks/{name}.json"]) == 0
    batch("--requests", "asks")
    assert "2 signed now" in capsys.readouterr().err
    assert (
        main(["wallet", "add", "out/00002-sam.json", "--trust", "card.json", "--wallet", "sam.age", *SECRET, *NOON])
        == 0
    )
    capsys.readouterr()
    batch("--requests", "asks")
    assert "2 signed before" in capsys.readouterr().err
    shutil.copy(work / "asks" / "kim.json", work / "asks" / "kim (1).json")
    batch("--requests", "asks", code=5)
    said = capsys.readouterr().err
    assert "kim.json: kim (1).json asks for the same with the same key" in said
    assert "nothing was signed; mistakes: 1" in said
    (work / "asks" / "kim (1).json").unlink()
    (work / "asks" / "false.json").write_text("{}")
    batch("--requests", "asks", code=5)
    assert "false.json" in capsys.readouterr().err
    batch("--requests", "home", code=5)
    batch(code=2)


def test_a_class_is_not_signed_twice_where_the_register_is_gone(work: Path, capsys: Streams) -> None:
    table(work / "class.csv", [person(1), person(2)])
    batch("class.csv")
    register = work / "school" / "register.sqlite"
    before = {path.name: path.read_bytes() for path in (work / "out").iterdir()}
    for left in (None, b""):
        kept = register.read_bytes()
        register.unlink()
        if left is not None:
            register.write_bytes(left)
        batch("class.csv", code=6, out="again")
        assert "register.sqlite is gone" in capsys.readouterr().err
        for words in (["issuer", "publish", "school", "-o", "site"], ["issuer", "backup", "school", "-o", "new.age"]):
            assert main([*words, *SECRET, *NOON]) == 6
        assert not any((work / name).exists() for name in ("again", "new.age"))
        assert (register.read_bytes() if register.exists() else None) == left
        register.write_bytes(kept)
    capsys.readouterr()
    batch("class.csv")
    assert "0 signed now, 2 signed before" in capsys.readouterr().err
    after = {path.name: path.read_bytes() for path in (work / "out").iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"summary.csv", "summary.txt"}


def test_how_far_it_is_at_what_pace_and_how_long_it_takes(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal one line that goes; each look at the clock is a second later."""
    table(work / "class.csv", [person(number) for number in range(4)])
    moments = itertools.count()
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(moments)))
    shown = on_a_terminal(monkeypatch, lambda: batch("class.csv"))
    assert shown.count("\n") == 2, "what is said stays, how far it is does not"
    before, after = shown.split("\n")[0].split("\r"), [line.strip() for line in shown.split("\r")]
    assert before[1] == "checked: 1 of 4, 1 a second, about 4 s left"
    assert next(line for line in after if line.startswith("signed: ")) == "signed: 1 of 4, 1 a second, about 4 s left"
    assert before[-2].strip() == ""
    batch("class.csv", "--lang", "nl", out="nl")
    shown = on_a_terminal(monkeypatch, lambda: batch("class.csv", "--lang", "nl", out="nl"))
    assert "ondertekend: 2 van 4, 1 per seconde, nog ongeveer 3 s" in shown


def test_what_is_wrong_stands_on_lines_of_its_own(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table(work / "class.csv", [person(1)])
    batch("class.csv")
    table(work / "class.csv", [["2026-1", "Sam", "Anders", "03-04-2008", "4"], person(2)])
    moments = itertools.count()
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(moments)))
    shown = on_a_terminal(monkeypatch, lambda: batch("class.csv", code=5))
    assert any(line.startswith("row 2:") for line in re.split("[\r\n]", shown))


def test_where_nobody_looks_a_line_a_minute_stays(work: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> None:
    table(work / "class.csv", [person(number) for number in range(5)])
    batch("class.csv")
    assert ": 2 of 5" not in capsys.readouterr().err
    moments = itertools.count(0, 25)
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(moments)))
    batch("class.csv", out="again")
    told = capsys.readouterr().err
    assert [line for line in told.splitlines() if " of 5" in line] == [
        "checked: 3 of 5, 2 a minute, about 51 s left",
        "signed: 3 of 5, 2 a minute, about 51 s left",
    ]
    assert "\r" not in told


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, do: Callable[[], None]) -> str:
    """What ``do`` writes to standard error, a pseudo-terminal."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    with monkeypatch.context() as patch, os.fdopen(theirs, "w", encoding="utf-8") as stream:
        patch.setattr(sys, "stderr", stream)
        do()
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while more := os.read(ours, 65536):
            shown += more
    os.close(ours)
    return shown.decode()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs limits of a process")
def test_a_disk_that_is_full_in_the_middle_of_a_class(work: Path, capsys: Streams) -> None:
    """The register can't grow beyond what it holds of the first: they stay, nothing is half, and the same command goes on."""
    table(work / "class.csv", [person(number) for number in range(120)])
    line = ["batch", "class.csv", "--template", "stage.yaml", "--issuer", "school", "-o", "out", *SECRET, *NOON]
    limit = (work / "school" / "register.sqlite").stat().st_size + 2_000_000
    limited = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "from dsp_vc.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    ran = subprocess.run([sys.executable, "-c", limited, *line], capture_output=True, text=True, check=False)
    assert ran.returncode == 6, ran.stderr
    stopped = re.search(r"stopped: (\d+) of 120 were signed, which stays so", ran.stderr)
    assert stopped is not None, ran.stderr
    signed = int(stopped[1])
    assert "the disk has room" in ran.stderr
    before = {path.name: path.read_bytes() for path in (work / "out").glob("0*.json")}
    assert 0 < len(before) == signed < 120
    capsys.readouterr()
    batch("class.csv")
    assert f"120 people: {120 - signed} signed now, {signed} signed before" in capsys.readouterr().err
    after = {path.name: path.read_bytes() for path in (work / "out").iterdir()}
    assert len(after) == 122, "and nothing else is left"
    assert {name: after[name] for name in before} == before


def test_who_was_revoked_since_is_handed_over_again_and_told(work: Path, capsys: Streams) -> None:
    made = ("--name", "Voorbeeldcollege", "--did", "web:school.example")
    assert main(["issuer", "init", "web", *made, *SECRET]) == 0
    table(work / "class.csv", [person(1), person(2)])
    line = ["batch", "class.csv", "--template", "stage.yaml", "--issuer", "web", "-o", "out", *SECRET, *NOON]
    assert main(line) == 0
    assert "revoked or suspended since" not in capsys.readouterr().err
    before = {path.name: path.read_bytes() for path in (work / "out").glob("*.json")}
    assert main(["status", "revoke", "2026-2", "--issuer", "web", "--yes", *SECRET, *NOON]) == 0
    for path in (work / "out").glob("*.json"):
        path.unlink()
    capsys.readouterr()
    assert main(line) == 0
    assert "revoked or suspended since, and handed over as they are: 1" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in (work / "out").glob("*.json")} == before
    rows = list(csv.DictReader((work / "out" / "summary.csv").read_text().splitlines()))
    assert [(row["external_id"], row["status"]) for row in rows] == [("2026-1", "valid"), ("2026-2", "revoked")]
