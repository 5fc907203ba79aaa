"""``dsp-vc skills``: search what came with the product, import a whole classification, see what is in use."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import esco_zip
from dsp_vc.cli import progress as progress_module
from dsp_vc.cli.main import main
from dsp_vc.cli.progress import Progress
from esco_zip import BRICKLAYER, ESCO, LAY_BRICKS

Streams = pytest.CaptureFixture[str]


def test_a_new_user_finds_a_skill_at_once(capsys: Streams) -> None:
    assert main(["skills", "search", "metselen", "--lang", "nl"]) == 0
    assert capsys.readouterr().out == f"metselen (onofficieel)\n  {LAY_BRICKS}\n"
    assert main(["skills", "search", "lay", "briks", "--lang", "en"]) == 0
    assert capsys.readouterr().out == f"lay bricks\n  {LAY_BRICKS}\n"
    # An official name bears no mark; what was typed stands below where it is another name.
    assert main(["skills", "search", "specialist brick layer", "--occupations", "--lang", "nl"]) == 0
    assert capsys.readouterr().out.startswith("metselaar\n  gevonden als: specialist brick layer\n")


def test_nothing_found_is_said_and_no_error(capsys: Streams) -> None:
    assert main(["skills", "search", "xyzzyxyzzy", "--lang", "nl"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "niets gevonden voor xyzzyxyzzy" in told.err
    assert "--occupations" in told.err
    assert main(["skills", "search", "xyzzyxyzzy", "--occupations"]) == 0
    assert "--occupations" not in capsys.readouterr().err


def test_who_looks_for_a_skill_by_the_name_of_a_job_is_told_what_it_asks(capsys: Streams) -> None:
    assert main(["skills", "search", "metslaar", "--lang", "nl"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "geen vaardigheid gevonden voor metslaar, wel een beroep: metselaar." in told.err
    assert "dsp-vc passport gap --occupation metselaar\n" in told.err
    assert main(["passport", "gap", "--occupation", "metselaar", "--wallet", "absent.age"]) == 6  # it is a goal
    capsys.readouterr()
    # A name of more words is quoted, so that the command can be copied.
    assert main(["skills", "search", "carpenter supervisor", "--lang", "en"]) == 0
    assert "--occupation 'carpenter supervisor'" in capsys.readouterr().err


def test_search_as_json(capsys: Streams) -> None:
    assert main(["skills", "search", "metsellen", "--json", "--lang", "nl", "--limit", "1"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["version"], shown["query"]) == (1, "metsellen")
    assert shown["results"] == [
        {
            "uri": LAY_BRICKS, "kind": "skill", "name": "metselen", "lang": "nl", "official": False,
            "found": {"name": "metselen", "lang": "nl", "official": False, "how": "spelling"},
            "usedBy": 1, "dataset": "ESCO, an extract",
        }
    ]  # fmt: skip
    assert main(["skills", "search", "xyzzyxyzzy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["results"] == []


def test_import_show_and_search(tmp_path: Path, home: Path, capsys: Streams) -> None:
    english, dutch = esco_zip.download(tmp_path, "en"), esco_zip.download(tmp_path, "nl")
    assert main(["skills", "show", "--lang", "nl"]) == 0
    shown = capsys.readouterr().out
    assert "de lijst die bij dit programma hoort" in shown
    assert "ESCO, een deel 1.1.1" in shown
    assert "Dit product gebruikt de ESCO-classificatie van de Europese Commissie. Nederlandse namen" in shown

    assert main(["skills", "import", str(english), "--lang", "nl"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "ESCO 1.1.1: 3 vaardigheden, 1 beroepen" in told.err
    assert "ESCO-classificatie van de Europese Commissie" in told.err  # whoever takes it must name its maker
    assert main(["skills", "search", "metselen", "--lang", "nl"]) == 0
    assert capsys.readouterr().out == f"metselen (onofficieel)\n  {LAY_BRICKS}\n"

    assert main(["skills", "import", str(dutch), "--names-only"]) == 0
    assert "names of ESCO 1.1.1 for 7 entries (nl)" in capsys.readouterr().err
    assert main(["skills", "search", "metselen", "--lang", "nl"]) == 0
    found = capsys.readouterr().out
    assert found == f"bakstenen leggen\n  gevonden als: metselen (onofficieel)\n  {LAY_BRICKS}\n"

    assert main(["skills", "show", "--json"]) == 0
    used = json.loads(capsys.readouterr().out)
    assert used["path"] == str(home / "skills" / "catalogue.sqlite")
    assert (used["skills"], used["occupations"], used["groups"]) == (3, 1, 3)
    assert [(one["name"], one["version"], one["languages"]) for one in used["datasets"]] == [
        ("ESCO", "1.1.1", ["en"]), ("ESCO, names (nl)", "1.1.1", ["nl"]),
    ]  # fmt: skip
    assert main(["skills", "show"]) == 0
    assert "licence: CC BY 4.0" in capsys.readouterr().out


def test_a_version_that_is_said(tmp_path: Path, capsys: Streams) -> None:
    path = esco_zip.write_zip(tmp_path / "download.zip", esco_zip.tables())
    assert main(["skills", "import", str(path), "--as-version", "1.1.2"]) == 0
    assert "ESCO 1.1.2" in capsys.readouterr().err
    for value in ("", "x" * 31, "1.1\x1b[2J"):
        assert main(["skills", "import", str(path), "--as-version", value]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_what_goes_wrong_is_told_and_costs_nothing(tmp_path: Path, home: Path, capsys: Streams) -> None:
    assert main(["skills", "import", str(esco_zip.download(tmp_path))]) == 0
    before = (home / "skills" / "catalogue.sqlite").read_bytes()
    tables = esco_zip.tables()
    tables["skills_en.csv"][1][1][1] = "\x1b]0;owned\x07"
    bad = esco_zip.write_zip(tmp_path / "esco-1.1.1.zip", tables)
    capsys.readouterr()
    assert main(["skills", "import", str(bad), "--lang", "nl"]) == 5
    told = capsys.readouterr()
    assert told.out == ""
    # One name has a line break in it, and so the second row ends further down.
    assert f"dsp-vc: fout: {bad}: skills_en.csv:" in told.err
    assert "tip: herstel die regel" in told.err
    assert "\x1b" not in told.err
    assert "\x07" not in told.err
    assert main(["skills", "import", str(tmp_path / "nowhere.zip")]) == 5
    assert main(["skills", "import", str(bad), "--names-only", "--anew"]) == 2
    assert main(["skills", "import"]) == 2
    assert (home / "skills" / "catalogue.sqlite").read_bytes() == before


def test_names_never_steer_the_terminal(tmp_path: Path, capsys: Streams) -> None:
    path = tmp_path / "own.csv"
    path.write_text('uri,kind,en\nurn:x,skill,"evil \x1b[2J\u202egnp\x9b"\n', encoding="utf-8")
    assert main(["skills", "import", str(path)]) == 0
    assert main(["skills", "search", "evil"]) == 0
    assert main(["skills", "search", "evil", "--json"]) == 0
    assert main(["skills", "search", "evil\x1b[2J\u202e\x9bthing"]) == 0
    told = capsys.readouterr()
    for character in "\x1b\u202e\x9b":
        assert character not in told.out + told.err


def test_a_damaged_catalogue_is_said_and_made_anew(tmp_path: Path, home: Path, capsys: Streams) -> None:
    path = home / "skills" / "catalogue.sqlite"
    assert main(["skills", "import", str(esco_zip.download(tmp_path))]) == 0
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 50_000)
    for verb in (["show"], ["search", "metselen"]):
        capsys.readouterr()
        assert main(["skills", *verb, "--lang", "nl"]) == 5
        assert "beschadigd" in capsys.readouterr().err
    assert main(["skills", "import", str(esco_zip.download(tmp_path)), "--anew"]) == 0
    assert main(["skills", "search", "bricklayer", "--occupations"]) == 0
    assert BRICKLAYER in capsys.readouterr().out


def test_what_each_file_brought_is_counted_apart(tmp_path: Path, capsys: Streams) -> None:
    own = tmp_path / "bouwlijst.csv"
    own.write_text("uri,kind,nl\nurn:example:mortar,skill,mortel mengen\n", encoding="utf-8")
    for _ in range(2):
        assert main(["skills", "import", str(own), "--lang", "nl"]) == 0
        assert "bouwlijst: 1 vaardigheden, 0 beroepen" in capsys.readouterr().err
        assert main(["skills", "import", str(esco_zip.download(tmp_path)), "--lang", "nl"]) == 0
        assert "ESCO 1.1.1: 3 vaardigheden, 1 beroepen" in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(100))
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: float(next(moments)))
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    with Progress(100, "en") as progress:
        for _ in range(4):
            progress(25)
    lines = shown.getvalue().split("\r")
    assert lines[1] == "25 %, about 4 s left"
    assert lines[2].startswith("50 %, about 3 s left")
    assert lines[-1] == ""  # the line is gone
    assert lines[-2].strip() == ""
    piped = io.StringIO()
    monkeypatch.setattr(sys, "stderr", piped)
    with Progress(100, "en") as progress:
        progress(100)
    assert piped.getvalue() == ""


def test_a_row_that_names_nothing_is_counted(tmp_path: Path, capsys: Streams) -> None:
    tables = esco_zip.tables()
    skills, needs = tables["skills_en.csv"][1], tables["occupationSkillRelations.csv"][1]
    for number in range(150):
        skills.append([*skills[0][:1], f"{ESCO}skill/{number}", *skills[0][2:4], f"skill {number}", *skills[0][5:]])
        needs.append([BRICKLAYER, "optional", "", f"{ESCO}skill/{number}"])
    needs.append([BRICKLAYER, "optional", "", f"{ESCO}skill/gone"])
    path = esco_zip.write_zip(tmp_path / "esco-1.1.1.zip", tables)
    assert main(["skills", "import", str(path)]) == 0
    assert "left out, as they name something that is not there: 1 relations" in capsys.readouterr().err
