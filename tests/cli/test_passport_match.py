"""``passport match`` and what goes wrong on the way: from a wallet with real proofs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dsp_vc.cli.main import main
from dsp_vc.keys import age
from scrypt_once import remember

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "match.schema.json").read_text())
NOON = ("--at", "2026-11-24T10:00:00Z")
SECRET = ("--passphrase-file", "pass")
SAM = ("--wallet", "sam.age", "--identity", "id.txt", "--trust", "card.json", *NOON)
Streams = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("match")
    identity, recipient = age.generate_identity()
    (folder / "id.txt").write_text(identity + "\n")
    (folder / "pass").write_text("een zin die niemand raadt\n")
    shutil.copy(ROOT / "examples" / "records" / "internship.yaml", folder)
    with pytest.MonkeyPatch.context() as patch:
        remember(patch)
        patch.chdir(folder)
        patch.setenv("DSP_VC_HOME", str(folder / "home"))
        for line in (
            ("issuer", "init", "school", "--name", "Voorbeeldcollege", "--did", "key", *SECRET),
            ("issuer", "card", "school", "-o", "card.json"),
            ("wallet", "init", "--wallet", "sam.age", "--recipient", recipient),
            ("wallet", "init", "--wallet", "empty.age", "--recipient", recipient),
            ("wallet", "ask", "--to", "Voorbeeldcollege", "-o", "ask.json", *SAM[:4], *NOON),
            ("issue", "internship.yaml", "--issuer", "school", "--to", "ask.json", "-o", "made.json", *SECRET, *NOON),
            ("wallet", "add", "made.json", *SAM),
        ):
            assert main(line) == 0, line
    return folder


@pytest.fixture
def stage(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    remember(monkeypatch)
    folder = tmp_path / "stage"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DSP_VC_HOME", str(folder / "home"))
    return folder


def matched(capsys: Streams, *words: str) -> Any:
    capsys.readouterr()
    assert main(["passport", "match", *words, *SAM, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    jsonschema.validate(value, SCHEMA)
    return value


def test_occupations_vacancies_and_trainings_and_twice_the_same_bytes(stage: Path, capsys: Streams) -> None:
    found = matched(capsys, "--examples", "--limit", "20")
    assert found["occupations"][0]["coverage"]["essential"]["count"] > 0
    assert (len(found["vacancies"]), found["furtherVacancies"]) == (10, 0)
    assert found["trainings"][0]["closes"]
    again = ("passport", "match", "--examples", "--limit", "20", *SAM, "--json")
    main(list(again))
    first = capsys.readouterr().out
    main(list(again))
    assert capsys.readouterr().out == first


def test_without_vacancies_of_one_s_own_none_are_made_up(stage: Path, capsys: Streams) -> None:
    found = matched(capsys)
    assert (found["vacancies"], found["trainings"]) == ([], [])


def test_trainings_are_looked_for_towards_the_goal_that_is_named(stage: Path, capsys: Streams) -> None:
    found = matched(capsys, "--examples", "--occupation", "timmerman", "--lang", "nl")
    assert found["towards"]["goal"]["name"]["nl"] == "timmerman"


def test_weights_of_one_s_own_stand_under_the_answer_and_change_what_is_nearest(stage: Path, capsys: Streams) -> None:
    usual = matched(capsys, "--examples")
    plain = matched(capsys, "--examples", "--weight", "rarity=no", "--weight", "optional=0,5")
    assert usual["weights"]["needs"]["optional"] == 0.2
    assert plain["weights"] == {"needs": {**usual["weights"]["needs"], "optional": 0.5}, "rarity": False}
    found = plain["vacancies"][0]["fit"]
    assert found["openWeight"] == len(found["open"])


def test_a_folder_of_vacancies_with_one_that_can_t_be_read(stage: Path, capsys: Streams) -> None:
    folder = stage / "vacancies"
    folder.mkdir()
    (folder / "bad.json").write_text("{")
    skill = "http://data.europa.eu/esco/skill/b92758d4-4591-4df1-9ceb-f907aa71ebd9"
    good = {
        "version": 1,
        "kind": "vacancy",
        "title": {"nl": "Meten"},
        "skills": [{"skill": skill, "need": "essential"}],
    }
    (folder / "good.json").write_text(json.dumps(good))
    (folder / "text.txt").write_text("<script>alert(1)</script> Kunt u metselen?")
    capsys.readouterr()
    assert main(["passport", "match", "--vacancies", "vacancies", *SAM, "--lang", "nl"]) == 0
    said = capsys.readouterr()
    assert "bad.json" in said.err
    assert said.out.index("Meten") < said.out.index("door niemand nagekeken")
    assert "past nu" in said.out
    assert "<script>" not in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--occupation", "timmerman", "--job", "made.json"), 2),
        (("--limit", "0"), 2),
        (("--vacancies", "none.json"), 5),
        (("--trainings", "pass"), 5),
        (("--occupation", "xyzzy"), 5),
        (("--weight", "essential=much"), 2),
        (("--weight", "essential=-1"), 2),
        (("--weight", "skill=1"), 2),
        (("--weight", "rarity=0.5"), 2),
    ],
)
def test_what_can_t_be_used_is_said(stage: Path, capsys: Streams, words: tuple[str, ...], code: int) -> None:
    capsys.readouterr()
    found = main(["passport", "match", *words, *SAM])
    said = capsys.readouterr().err
    assert found == code, said
    assert "Traceback" not in said


def test_an_empty_wallet_is_told_what_to_do(stage: Path, capsys: Streams) -> None:
    capsys.readouterr()
    assert main(["passport", "match", "--wallet", "empty.age", "--identity", "id.txt", *NOON]) == 5
    assert "dsp-vc passport show" in capsys.readouterr().err
