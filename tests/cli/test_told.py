"""What people are told is true of their case, in their language: found by somebody who walked through a school's year."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dsp_vc.cli import terminal
from dsp_vc.cli.main import main
from schools import SECRET, desk
from scrypt_once import remember

NOON, LATER = ("--at", "2026-11-24T10:00:00Z"), ("--at", "2026-11-25T10:00:00Z")
Streams = pytest.CaptureFixture[str]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school with a website and a club without; the record of an internship; Sam's wallet."""
    remember(monkeypatch)
    desk(tmp_path, monkeypatch)
    for name, did in (("school", "web:school.example"), ("club", "key")):
        assert main(["issuer", "init", name, "--name", f"Voorbeeld {name}", "--did", did, *SECRET]) == 0
    assert main(["wallet", "init", "--wallet", "w.age", *SECRET]) == 0
    return tmp_path


def told(capsys: Streams, *words: str, code: int = 0, lang: str = "nl") -> tuple[str, str]:
    capsys.readouterr()
    assert main([*words, "--lang", lang]) == code, words
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_a_restored_folder_without_a_website_is_sent_to_none(work: Path, capsys: Streams) -> None:
    told(capsys, "issuer", "backup", "club", "-o", "club.age", *SECRET, *NOON)
    _, err = told(capsys, "issuer", "restore", "club.age", "again", *SECRET, *LATER)
    assert "U kunt meteen verder" in err
    assert "website" not in err.lower()
    _, err = told(capsys, "issue", "internship.yaml", "--issuer", "again", "-o", "a.json", *SECRET, *LATER)
    assert "Deze melding gaat weg met" in err
    assert "website" not in err.lower()
    out, _ = told(capsys, "issuer", "show", "again")
    assert "website" not in out.lower()
    told(capsys, "issuer", "publish", "again", "-o", "list", "--unpublished", *SECRET, *LATER)
    _, err = told(capsys, "issue", "internship.yaml", "--issuer", "again", "-o", "a.json", *SECRET, *LATER)
    assert "reservekopie" not in err
    told(capsys, "issuer", "backup", "school", "-o", "school.age", *SECRET, *NOON)
    _, err = told(capsys, "issuer", "restore", "school.age", "back", *SECRET, *LATER)
    assert "op uw website" in err


def test_going_on_from_a_website_that_holds_nothing_new_says_so(work: Path, capsys: Streams) -> None:
    told(capsys, "issue", "internship.yaml", "--issuer", "school", "-o", "a.json", *SECRET, *NOON)
    told(capsys, "issuer", "publish", "school", "-o", "site", *SECRET, *NOON)
    told(capsys, "issuer", "backup", "school", "-o", "school.age", *SECRET, *NOON)
    told(capsys, "issuer", "restore", "school.age", "back", *SECRET, *LATER)
    shutil.copytree("site", "old")
    _, err = told(capsys, "issuer", "publish", "back", "-o", "new", "--previous", "old", *SECRET, *LATER)
    assert "bijgewerkt: in old staat niets wat hier nog niet bekend was" in err
    told(capsys, "status", "revoke", "stage-42", "--issuer", "school", "--yes", *SECRET, *LATER)
    told(capsys, "issuer", "publish", "school", "-o", "site", *SECRET, *LATER)
    told(capsys, "issuer", "restore", "school.age", "third", *SECRET, *LATER)
    _, err = told(capsys, "issuer", "publish", "third", "-o", "newer", "--previous", "site", *SECRET, *LATER)
    assert "bijgewerkt: in" not in err


def test_who_shows_no_name_is_not_compared_with_an_id(work: Path, capsys: Streams) -> None:
    told(capsys, "issuer", "card", "club", "-o", "card.json")
    told(capsys, "wallet", "ask", "--to", "Voorbeeld club", "--wallet", "w.age", "-o", "ask.json", *SECRET, *NOON)
    told(capsys, "issue", "internship.yaml", "--issuer", "club", "--to", "ask.json", "-o", "a.json", *SECRET, *NOON)
    told(capsys, "wallet", "add", "a.json", "--trust", "card.json", "--wallet", "w.age", *SECRET, *NOON)
    present = ("present", "--for", "Bouwbedrijf", "--wallet", "w.age", "--yes", *SECRET, *NOON)
    for name, options in (("with", ["--with-name"]), ("without", ["--without-name"])):
        told(capsys, *present, *options, "-o", f"{name}.txt")
    verify = ("--trust", "card.json", "--accept", "bearer", "--domain", "Bouwbedrijf", *NOON)
    out, _ = told(capsys, "verify", "without.txt", *verify)
    assert "er staat geen naam bij: vraag erom (dsp-vc present --with-name)" in out
    assert "identiteitsbewijs" not in out
    out, _ = told(capsys, "verify", "with.txt", *verify)
    assert "vergelijk de naam met een identiteitsbewijs" in out
    assert "geen naam" not in out


def test_days_are_told_as_people_write_them(work: Path, capsys: Streams) -> None:
    told(capsys, "issuer", "card", "club", "-o", "card.json")
    told(capsys, "issue", "internship.yaml", "--issuer", "club", "-o", "a.json", *SECRET, *NOON)
    told(capsys, "wallet", "add", "a.json", "--trust", "card.json", "--wallet", "w.age", *SECRET, *NOON)
    out, _ = told(capsys, "wallet", "show", "1", "--wallet", "w.age", *SECRET, *NOON)
    assert "geboren 14 mei 2007" in out
    assert "24 november 2026 om 10:00 uur (UTC)" in out
    out, _ = told(capsys, "status", "show", "stage-42", "--issuer", "club", *SECRET)
    assert "  24 november 2026  geldig  " in out
    as_json, _ = told(capsys, "status", "show", "stage-42", "--issuer", "club", "--json", *SECRET)
    assert '"issued": "2026-11-24T10:00:00Z"' in as_json


def test_both_forms_of_a_delivery_are_said_to_be_one(work: Path, capsys: Streams) -> None:
    told(capsys, "issuer", "card", "club", "-o", "card.json")
    told(capsys, "issue", "internship.yaml", "--issuer", "club", "-o", "a.json", *SECRET, *NOON)
    text = (work / "internship.yaml").read_text()
    (work / "other.yaml").write_text(text.replace("stage-42", "stage-43"))
    told(capsys, "issue", "other.yaml", "--issuer", "club", "-o", "b.json", *SECRET, *NOON)
    out, _ = told(capsys, "verify", "a.json", "b.json", "--trust", "card.json", *NOON)
    assert [line for line in out.splitlines() if "twee vormen" in line] == [
        f"dit en {name} (1) zijn twee vormen van hetzelfde bewijs" for name in ("a.json", "b.json")
    ]


def test_that_a_folder_is_taken_is_said_before_a_passphrase_is_asked_for(
    work: Path, capsys: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "ask_passphrase", lambda *_, **__: pytest.fail("asked"))
    _, err = told(capsys, "issuer", "init", "school", "--name", "X", "--did", "key", code=6)
    assert "school" in err


@pytest.mark.parametrize(("passphrase", "short"), [("geheim", True), ("vier woorden zijn beter", False)])
def test_a_short_new_passphrase_is_taken_and_told(passphrase: str, short: bool, work: Path, capsys: Streams) -> None:
    (work / "own").write_text(f"{passphrase}\n")
    own = ("--passphrase-file", "own")
    _, err = told(capsys, "issuer", "init", "new", "--name", "X", "--did", "key", *own)
    assert ("dit wachtwoord is kort" in err) is short
    assert passphrase not in err
    assert "het wachtwoord, apart van elkaar" in err
    _, err = told(capsys, "issue", "internship.yaml", "--issuer", "new", "-o", "n.json", *own)
    assert "kort" not in err, "what is there already is opened without a word"


def test_errors_have_dutch_names_in_dutch(work: Path, capsys: Streams) -> None:
    _, err = told(capsys, "verify", "missing.json", code=5)
    assert [line.partition(" ")[0] for line in err.splitlines()] == ["dsp-vc:", "tip:"]
    assert err.startswith("dsp-vc: fout: ")
    _, err = told(capsys, "verify", "missing.json", code=5, lang="en")
    assert err.startswith("dsp-vc: error: ")
    assert "\nhint: " in err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("trust", "list"), "bedoelt u: dsp-vc trust show"),
        (("wallet", "lst"), "bedoelt u: dsp-vc wallet list"),
        (("request", "qqq"), "deze zijn er: new"),
    ],
)
def test_a_command_that_there_is_not(words: tuple[str, ...], hint: str, capsys: Streams) -> None:
    _, err = told(capsys, *words, code=2)
    assert f"de opdracht {' '.join(words)} bestaat niet" in err
    assert f"tip: {hint}" in err


def test_a_skill_goes_by_its_name_in_a_request_too(work: Path, capsys: Streams) -> None:
    out, _ = told(capsys, "request", "new", "--for", "Bouwbedrijf", "--skill", "metselen", *NOON)
    named, _ = told(capsys, "wallet", "ask", "--to", "X", "--skill", "metselen", "--wallet", "w.age", *SECRET, *NOON)
    (skill,) = json.loads(named)["record"]["skills"]
    assert skill["uri"] in out
    _, err = told(capsys, "request", "new", "--for", "Bouwbedrijf", "--skill", "qqqqqq", *NOON, code=5)
    assert "qqqqqq is geen vaardigheid uit de lijst" in err
    _, err = told(capsys, "request", "new", "--for", "Bouwbedrijf", "--skill", "metsel", *NOON, code=5)
    assert "misschien bedoelt u: " in err
    present = ("present", "--for", "Bouwbedrijf", "--wallet", "w.age", "--yes", *SECRET, *NOON)
    _, err = told(capsys, *present, "--skill", "metsel", code=5)
    assert "misschien bedoelt u: " in err


def test_the_name_comes_with_the_request_and_is_shown_to_who_signs(work: Path, capsys: Streams) -> None:
    ask = ("wallet", "ask", "--to", "Voorbeeld club", "--title", "Stage", "--context", "internship",
           "--skill", "metselen", "--wallet", "w.age", *SECRET, *NOON)  # fmt: skip
    sign = ("issue", "--issuer", "club", "--basis", "attested", *SECRET, *NOON)
    told(capsys, *ask, "-o", "bare.json")
    _, err = told(capsys, *sign, "--from-request", "bare.json", "-o", "a.json")
    assert "geen naam van de persoon" in err
    told(capsys, *ask, "--given-name", "Sam", "--family-name", "Voorbeeld", "-o", "named.json")
    _, err = told(capsys, *sign, "--from-request", "named.json", "-o", "b.json")
    assert "geen naam van de persoon" not in err
    for line in ("voornaam: Sam", "achternaam: Voorbeeld", "wat het was: Stage", "waar: stage", "sleutel: did:key:"):
        assert f"  {line}" in err
    for word in ("skills[", "subject.", "title:", "given_name"):
        assert word not in err
    out, _ = told(capsys, "verify", "b.json", "--trust-any-issuer", *NOON, lang="en", code=0)
    assert "Sam Voorbeeld" in out
