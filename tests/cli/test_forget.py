"""A year of one person, by the command line: issued, wallet lost, issued anew, forgotten, and revoked all the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.actions import forget as action
from dsp_vc.cli.main import main
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import InputError
from schools import desk
from scrypt_once import remember

SECRET = "--passphrase-file pass"
Streams = pytest.CaptureFixture[str]


def run(line: str, code: int = 0) -> None:
    assert main(line.split()) == code, line


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school that issued to Sam on 24 November, and to somebody without a key on the day after."""
    remember(monkeypatch)
    text = (desk(tmp_path, monkeypatch) / "internship.yaml").read_text()
    (tmp_path / "other.yaml").write_text(text.replace("stage-42", "stage-43").replace("Sam", "Kim"))
    run(f"issuer init school --name Voorbeeldcollege --did web:school.example --status {SECRET}")
    run("issuer card school -o card.json")
    run("trust add card.json --yes")
    for name in ("lost", "new"):
        run(f"wallet init --wallet {name}.age {SECRET}")
        run(f"wallet ask --to Voorbeeldcollege --wallet {name}.age -o {name}.ask {SECRET} --at 2026-11-24T09:00:00Z")
    run(f"issue internship.yaml --issuer school --to lost.ask -o school/a.json {SECRET} --at 2026-11-24T10:00:00Z")
    run(f"issue other.yaml --issuer school -o k.json {SECRET} --at 2026-11-25T10:00:00Z")
    return tmp_path


def register() -> bytes:
    return b"".join(path.read_bytes() for path in sorted(Path("school").glob("register.sqlite*")))


def verdicts(capsys: Streams, file: str, at: str) -> list[tuple[str, str]]:
    run(f"issuer publish school -o site {SECRET} --at {at}")
    capsys.readouterr()
    main(f"verify {file} --evidence site --json --at {at}".split())
    found: Any = json.loads(capsys.readouterr().out)
    return [(one["verdict"], next(c["code"] for c in one["checks"] if c["check"] == "status")) for one in found]


def test_from_the_first_to_the_last(work: Path, capsys: Streams) -> None:
    shown = (work / "school" / "a.json").read_bytes()
    (work / "shown.json").write_bytes(shown)
    run(f"issuer reissue school stage-42 --to new.ask -o b.json --yes {SECRET} --at 2026-11-26T10:00:00Z")
    assert verdicts(capsys, "shown.json", "2026-11-26T11:00:00Z") == [("rejected", "revoked")] * 2
    assert verdicts(capsys, "b.json", "2026-11-26T12:00:00Z") == [("accepted", "status_ok")] * 2
    run(f"wallet add b.json --wallet new.age --evidence site {SECRET} --at 2026-11-26T12:00:00Z")

    before = register()
    assert b"stage-42" in before
    assert b"Voorbeeld" not in before, "a name is never there in the clear"
    capsys.readouterr()
    run(f"issuer forget school --holder stage-42 --dry-run {SECRET}")
    printed = capsys.readouterr()
    assert printed.out.count("stage-42") == 2
    assert "Sam Voorbeeld" in printed.out
    assert "a.json" in printed.out
    assert "b.json" in printed.out
    assert "stage-43" not in printed.out
    assert printed.err == ""
    assert register() == before
    run(f"issuer forget school --holder stage-42 {SECRET}", code=2)
    assert "--yes" in capsys.readouterr().err
    assert register() == before
    run(f"issuer forget school --holder stage-42 --yes {SECRET} --lang nl")
    assert "vergeten: 2" in capsys.readouterr().err
    after = register()
    assert b"stage-42" not in after
    assert b"/a.json" not in after, "not the name of a list, which may end alike"
    assert b"stage-43" in after
    assert not (work / "school" / "a.json").exists()
    assert (work / "b.json").exists()

    assert verdicts(capsys, "shown.json", "2026-11-27T10:00:00Z") == [("rejected", "revoked")] * 2
    assert verdicts(capsys, "b.json", "2026-11-27T11:00:00Z") == [("accepted", "status_ok")] * 2
    for name in ("stage-42", json.loads((work / "new.ask").read_text())["holder"]):
        run(f"status revoke {name} --issuer school --yes {SECRET}", code=5)
        run(f"issuer forget school --holder {name} --yes {SECRET}", code=5)
        assert "nothing is known" in capsys.readouterr().err
    run(f"issuer reissue school b.json --to new.ask --yes {SECRET} --at 2026-11-27T12:00:00Z", code=5)
    assert "was forgotten" in capsys.readouterr().err
    run(f"status show b.json --issuer school --json {SECRET}")
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["externalId"], entry["forgotten"], entry["status"]) == (None, True, "valid")
    run(f"status revoke b.json --issuer school --yes {SECRET}")
    assert "person forgotten" in capsys.readouterr().err
    assert verdicts(capsys, "b.json", "2026-11-28T10:00:00Z") == [("rejected", "revoked")] * 2
    assert verdicts(capsys, "k.json", "2026-11-28T11:00:00Z") == [("accepted", "status_ok")] * 2


def test_by_age(work: Path, capsys: Streams) -> None:
    capsys.readouterr()
    run(f"issuer forget school --older-than 2026-11-24 --yes {SECRET}")
    assert "nobody is to be forgotten" in capsys.readouterr().err
    run(f"issuer forget school --older-than 24m --yes {SECRET} --at 2028-11-25T10:00:00Z")
    assert "forgotten: 1;" in capsys.readouterr().err
    assert (b"stage-42" in register(), b"stage-43" in register()) == (False, True)
    run(f"issuer forget school --older-than 7y --yes {SECRET} --at 2033-11-26")
    assert b"stage-4" not in register()


def test_what_can_not_be_meant(work: Path, capsys: Streams) -> None:
    before = register()
    for words, code, told in (
        ("", 2, "--holder"),
        ("--holder stage-42 --older-than 7y", 2, "--holder"),
        ("--older-than 7x", 2, "7x is no age"),
        ("--older-than 0d", 2, "0d is no age"),
        ("--older-than 2999-01-01", 2, "is no age"),
        ("--older-than -7y", 2, ""),
        ("--holder nobody", 5, "nothing is known"),
        ("--holder stage-42 --holder nobody", 5, "nothing is known"),
    ):
        capsys.readouterr()
        run(f"issuer forget school {words} --yes {SECRET}", code=code)
        assert told in capsys.readouterr().err, words
    run(f"issuer forget elsewhere --holder stage-42 --yes {SECRET}", code=6)
    assert register() == before


def test_a_long_list_is_cut(work: Path, capsys: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    from dsp_vc.cli import issuer_forget

    monkeypatch.setattr(issuer_forget, "_SHOWN", 1)
    capsys.readouterr()
    run(f"issuer forget school --older-than 2026-11-30 --dry-run {SECRET} --at 2026-12-01")
    printed = capsys.readouterr().out
    assert "stage-42" in printed
    assert "stage-43" not in printed
    assert "and 1 more" in printed


@pytest.mark.parametrize(
    ("age", "moment"),
    [
        ("90d", "2028-02-01T10:00:00Z"),
        ("2 weken", "2028-04-17T10:00:00Z"),
        ("1m", "2028-04-01T10:00:00Z"),
        ("3 maanden", "2028-02-01T10:00:00Z"),
        ("7y", "2021-05-01T10:00:00Z"),
        ("7 jaar", "2021-05-01T10:00:00Z"),
        ("P7Y", "2021-05-01T10:00:00Z"),
        ("7J", "2021-05-01T10:00:00Z"),
        ("2019-09-01", "2019-09-01T00:00:00Z"),
    ],
)
def test_ages(age: str, moment: str) -> None:
    assert action.before(age, parse_datetime("2028-05-01T10:00:00Z")) == parse_datetime(moment)


def test_a_day_that_is_not_there_is_the_last_of_its_month() -> None:
    assert action.before("3m", parse_datetime("2028-05-31T10:00:00Z")) == parse_datetime("2028-02-29T10:00:00Z")


@pytest.mark.parametrize("age", ["", "7", "y", "7 y s", "-1y", "7.5y", "9999y", "0y", "2019-13-01", "2019", "20190901"])
def test_what_is_no_age(age: str) -> None:
    with pytest.raises(InputError, match="forget_age"):
        action.before(age, parse_datetime("2028-05-01T10:00:00Z"))


def test_that_nobody_is_to_be_forgotten_is_said_also_when_only_looking(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    run(f"issuer forget school --older-than 7y --dry-run {SECRET} --lang nl")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "er is niemand te vergeten\n")
