"""What a wallet makes of a credential whose issuer's lists are not at hand, and what is not forgotten afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.cli.main import main
from schools import SECRET, at_desk, desk
from scrypt_once import light

WALLET = ("--wallet", "sam.age", *SECRET)
SKILL = "http://data.europa.eu/esco/skill/b92758d4-4591-4df1-9ceb-f907aa71ebd9"
Streams = pytest.CaptureFixture[str]


def at(day: int, month: int = 11) -> tuple[str, str]:
    return "--at", f"2026-{month}-{day}T10:00:00Z"


def run(*words: str, code: int = 0) -> None:
    assert main(list(words)) == code, words


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        light(patch)
        desk(folder, patch)
        run("issuer", "init", "school", "--name", "Voorbeeldcollege", "--did", "web:school.example", *SECRET)
        run("issuer", "card", "school", "-o", "card.json")
        run("wallet", "init", *WALLET)
        run("wallet", "ask", "--to", "Voorbeeldcollege", "-o", "ask.json", *WALLET, *at(10))
        run("issue", "internship.yaml", "--issuer", "school", "--to", "ask.json", "-o", "a.json", *SECRET, *at(10))
    return folder


@pytest.fixture
def work(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Path:
    light(monkeypatch)
    capsys.readouterr()
    return at_desk(made, tmp_path / "work", monkeypatch)


def add(*words: str, code: int = 0) -> None:
    run("wallet", "add", "a.json", "--trust", "card.json", *WALLET, *words, code=code)


def listed(capsys: Streams, *words: str) -> tuple[str, set[str]]:
    """The verdict of the one row, and the codes of its renderings."""
    capsys.readouterr()
    run("wallet", "list", "--json", *WALLET, *words)
    rows: Any = json.loads(capsys.readouterr().out)
    (row,) = rows
    return row["verdict"], {entry["code"] for entry in row["renderings"]}


def take_back(verb: str, day: int) -> None:
    run("status", verb, "stage-42", "--issuer", "school", "--yes", *SECRET, *at(day))
    run("issuer", "publish", "school", "-o", "site", *SECRET, *at(day))


def test_what_lacks_its_lists_alone_is_accepted_and_that_is_said(work: Path, capsys: Streams) -> None:
    add(*at(11))
    said = capsys.readouterr().err
    assert said.count("added, right; whether it was revoked is not known here") == 1
    assert "dsp-vc wallet list --trust FOLDER" in said
    assert listed(capsys) == ("accepted", {"status_unknown"})
    run("wallet", "list", "--lang", "nl", *WALLET)
    assert "[klopt; of het is ingetrokken, is hier niet bekend]" in capsys.readouterr().out
    run("issuer", "publish", "school", "-o", "site", *SECRET, *at(11))
    assert listed(capsys, "--trust", "card.json", "--evidence", "site", *at(11)) == ("accepted", {""})


def test_why_a_check_anew_found_nothing_out_is_said_once(work: Path, capsys: Streams) -> None:
    """The lists alone say nothing about who signed; the folder of the website says both, as the words advise."""
    add(*at(11))
    run("issuer", "publish", "school", "-o", "site", *SECRET, *at(11))
    capsys.readouterr()
    run("wallet", "list", "--evidence", "site", *WALLET, *at(11))
    told = capsys.readouterr()
    assert "[NOT CERTAIN]" in told.out
    assert told.err.count("you don't know the signer (Voorbeeldcollege)") == 1
    assert told.err.count("dsp-vc trust add CARD") == 1
    run("wallet", "list", "--trust", "site", *WALLET, *at(11))
    told = capsys.readouterr()
    assert "NOT CERTAIN" not in told.out + told.err
    assert "you don't know" not in told.err


def test_it_answers_a_request(work: Path, capsys: Streams) -> None:
    """Who asks has the lists; in the wallet nothing stands in its way."""
    add(*at(11))
    run("issuer", "publish", "school", "-o", "site", *SECRET, *at(11))
    run("request", "new", "--for", "Bouwbedrijf Voorbeeld", "--skill", SKILL, "-o", "request.json", *at(11))
    run("present", "--request", "request.json", "-o", "shown.txt", "--yes", *WALLET, *at(11))
    verify = ("verify", "shown.txt", "--request", "request.json", *at(11))
    run(*verify, "--trust", "card.json", code=4)
    said = capsys.readouterr().out
    assert "whether it was revoked could not be found out: the list https://school.example/status/token-" in said
    assert "dsp-vc trust add FOLDER" in said
    run(*verify, "--trust", "card.json", "--evidence", "site")
    run(*verify, "--trust", "site")


@pytest.mark.parametrize(("verb", "code"), [("revoke", "revoked"), ("suspend", "suspended")])
def test_what_was_taken_back_is_not_forgotten_where_the_list_is_not_at_hand(
    verb: str, code: str, work: Path, capsys: Streams
) -> None:
    add(*at(11))
    take_back(verb, 12)
    assert listed(capsys, "--trust", "card.json", "--evidence", "site", *at(12)) == ("rejected", {code})
    assert listed(capsys, "--trust", "card.json", *at(13)) == ("rejected", {code})
    add(*at(13))
    assert "added" not in capsys.readouterr().err
    assert listed(capsys) == ("rejected", {code})
    if verb == "suspend":
        take_back("restore", 14)
        assert listed(capsys, "--trust", "card.json", "--evidence", "site", *at(14)) == ("accepted", {""})


def test_a_list_that_ran_out_and_said_revoked_is_no_mere_doubt(work: Path, capsys: Streams) -> None:
    take_back("revoke", 12)
    add("--evidence", "site", "--at", "2027-06-01T10:00:00Z", code=4)
    said = capsys.readouterr().err
    assert "not added, NOT CERTAIN" in said
    assert "last known: revoked" in said


def test_any_other_doubt_beside_it_keeps_it_out(work: Path, capsys: Streams) -> None:
    run("wallet", "add", "a.json", *WALLET, *at(11), code=4)
    assert "not added, NOT CERTAIN" in capsys.readouterr().err
    changed = (work / "a.json").read_text().replace("Stage timmeren", "Stage metselen", 1)
    (work / "a.json").write_text(changed)
    run("wallet", "add", "a.json", "--trust", "card.json", *WALLET, *at(11), code=3)
    assert "NOT RIGHT" in capsys.readouterr().err
