"""``dsp-vc skills vacancy`` and ``template``: what a job asks for, shown before anything is counted."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from dsp_vc.cli.main import main
from vacancies import JOB_POSTING, LAY_BRICKS, OWN, READ_BLUEPRINTS, TYPES_OF_WOOD

Streams = pytest.CaptureFixture[str]
TEXT = "Metselaar gezocht\nJe metselt muren. Bouwtekeningen lezen is een pré.\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "vacature.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_what_is_found_in_a_text_is_shown_for_confirmation(text: Path, capsys: Streams) -> None:
    assert main(["skills", "vacancy", str(text), "--lang", "nl"]) == 0
    told = capsys.readouterr()
    assert told.out == (
        "Metselaar gezocht\n"
        "  misschien ook, telt pas mee als u het bevestigt:\n"
        "    1. metselen (nodig)\n"
        "       gevonden als: Je metselt muren\n"
        "    2. bouwtekeningen lezen (mooi meegenomen)\n"
        "       gevonden als: Bouwtekeningen lezen is een pré\n"
    )
    assert "--confirm NUMMER" in told.err


def test_what_is_confirmed_is_kept(text: Path, tmp_path: Path, capsys: Streams) -> None:
    kept = tmp_path / "vacature.json"
    assert main(["skills", "vacancy", str(text), "--confirm", "1", "-o", str(kept)]) == 0
    written = json.loads(kept.read_text(encoding="utf-8"))
    assert [(skill["skill"], skill.get("confirmed", True)) for skill in written["skills"]] == [
        (LAY_BRICKS, True), (READ_BLUEPRINTS, False),
    ]  # fmt: skip
    assert main(["skills", "vacancy", str(kept), "--lang", "nl"]) == 0
    assert "Metselaar gezocht\n  metselen (nodig)\n" in capsys.readouterr().out
    assert main(["skills", "vacancy", str(text), "--confirm", "all", "--json"]) == 0
    (shown,) = json.loads(capsys.readouterr().out)["vacancies"]
    assert not [skill for skill in shown["skills"] if not skill.get("confirmed", True)]


@pytest.mark.parametrize("number", ["0", "3", "99999"])
def test_a_number_that_is_not_there(text: Path, number: str, capsys: Streams) -> None:
    assert main(["skills", "vacancy", str(text), "--confirm", number]) == 2
    assert f"no proposal {number}; there are 2" in capsys.readouterr().err


def test_what_is_no_number(text: Path, capsys: Streams) -> None:
    assert main(["skills", "vacancy", str(text), "--confirm", "metselen"]) == 2
    assert "a number of the list" in capsys.readouterr().err


def test_a_vacancy_with_levels_and_unknown_terms(tmp_path: Path, capsys: Streams) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**OWN, "unknown": ["drones vliegen"]}), encoding="utf-8")
    assert main(["skills", "vacancy", str(path), "--lang", "nl"]) == 0
    told = capsys.readouterr().out
    assert "  metselen (nodig, niveau 3, Werkplekniveau 1-5)\n" in told
    assert "  soorten hout (mooi meegenomen)\n" in told
    assert "in geen lijst hier: drones vliegen" in told
    path.write_text(json.dumps({**OWN, "skills": []}), encoding="utf-8")
    assert main(["skills", "vacancy", str(path), "--lang", "en"]) == 0
    assert "no skill found in it" in capsys.readouterr().out


def test_a_folder_where_one_can_not_be_read(tmp_path: Path, capsys: Streams) -> None:
    (tmp_path / "a.json").write_text(json.dumps(JOB_POSTING), encoding="utf-8")
    (tmp_path / "b.json").write_text('{"@type":\n', encoding="utf-8")
    assert main(["skills", "vacancy", str(tmp_path), "--json", "--lang", "nl"]) == 0
    told = capsys.readouterr()
    shown = json.loads(told.out)
    assert [vacancy["source"] for vacancy in shown["vacancies"]] == ["a.json"]
    assert [(left["source"], left["code"]) for left in shown["leftOut"]] == [("b.json", "learning_json")]
    assert "overgeslagen: b.json: regel 2" in told.err
    assert main(["skills", "vacancy", str(tmp_path), "--confirm", "all"]) == 0  # one vacancy was read
    (tmp_path / "c.json").write_text(json.dumps(OWN), encoding="utf-8")
    assert main(["skills", "vacancy", str(tmp_path), "--confirm", "all"]) == 5
    assert "holds 2 vacancies" in capsys.readouterr().err


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(JOB_POSTING).encode())))
    assert main(["skills", "vacancy", "-", "--json"]) == 0
    (shown,) = json.loads(capsys.readouterr().out)["vacancies"]
    assert TYPES_OF_WOOD in [skill["skill"] for skill in shown["skills"]]


def test_never_over_its_own_input(tmp_path: Path, capsys: Streams) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(OWN), encoding="utf-8")
    assert main(["skills", "vacancy", str(path), "-o", str(path)]) == 2
    assert json.loads(path.read_text(encoding="utf-8")) == OWN


def test_a_vacancy_steers_no_terminal(tmp_path: Path, capsys: Streams) -> None:
    evil = "x\x1b[2J\u202ey<script>alert(1)</script>"
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"@type": "JobPosting", "title": evil, "skills": [evil, "metselen"]}), encoding="utf-8")
    assert main(["skills", "vacancy", str(path)]) == 0
    assert main(["skills", "vacancy", str(path), "--json"]) == 0
    (tmp_path / "a.txt").write_text(evil, encoding="utf-8")
    assert main(["skills", "vacancy", str(tmp_path / "a.txt")]) == 0
    told = capsys.readouterr()
    for sign in ("\x1b", "\u202e", "<script>"):
        assert sign not in told.out + told.err


def test_templates(tmp_path: Path, capsys: Streams) -> None:
    for kind in ("vacancy", "training"):
        assert main(["skills", "template", kind]) == 0
        assert json.loads(capsys.readouterr().out)["kind"] == kind
        path = tmp_path / f"{kind}.csv"
        assert main(["skills", "template", kind, "--csv", "-o", str(path)]) == 0
        assert path.read_text(encoding="utf-8").startswith("\ufeffid;")
    assert main(["skills", "vacancy", str(tmp_path / "vacancy.csv"), "--lang", "nl"]) == 0
    assert "Timmerman kozijnen en deuren\n  Timmerwerken De Schaaf" in capsys.readouterr().out
    assert main(["skills", "template", "recipe"]) == 2
