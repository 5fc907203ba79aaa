"""A changed record takes the place of what was issued: what is shown and asked before, and what becomes of the old."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dsp_vc.cli.main import main
from dsp_vc.model.universal_wallet import read_delivery
from schools import SECRET, desk
from scrypt_once import remember

NOON, LATER = ("--at", "2026-11-24T10:00:00Z"), ("--at", "2026-11-25T10:00:00Z")
Streams = pytest.CaptureFixture[str]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school with status lists and a club without; each issued the same record."""
    remember(monkeypatch)
    desk(tmp_path, monkeypatch)
    assert main(["issuer", "init", "school", "--name", "School", "--did", "web:school.example", *SECRET]) == 0
    assert main(["issuer", "init", "club", "--name", "Club", "--did", "key", *SECRET]) == 0
    for issuer in ("school", "club"):
        assert main(["issue", "internship.yaml", "--issuer", issuer, "-o", f"{issuer}.json", *SECRET, *NOON]) == 0
    text = (tmp_path / "internship.yaml").read_text()
    (tmp_path / "changed.yaml").write_text(text.replace("Stage timmeren", "Stage metselen"))
    return tmp_path


def told(capsys: Streams, *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main([*words, *SECRET, *LATER, "--lang", "nl"]) == code, words
    return capsys.readouterr().err


def test_who_corrects_sees_whose_it_is_and_what_changes(work: Path, capsys: Streams) -> None:
    err = told(capsys, "issuer", "reissue", "school", "changed.yaml", "-o", "b.json", code=2)  # nobody says yes
    assert "dit komt in de plaats van stage-42 (Sam Voorbeeld, geboren 14 mei 2007):" in err
    assert "wat het was: Stage timmeren bij Bouwbedrijf Voorbeeld -> Stage metselen bij Bouwbedrijf Voorbeeld" in err
    assert err.count("->") == 1, "nothing else changes"
    assert "Het oude wordt voorgoed ingetrokken" in err
    assert not (work / "b.json").exists()
    err = told(capsys, "issuer", "reissue", "school", "changed.yaml", "-o", "b.json", "--yes")
    assert "niemand ziet dit voordat u publiceert" in err
    assert "blijft geldig" not in err


def test_without_lists_nothing_is_said_to_be_revoked_or_published(work: Path, capsys: Streams) -> None:
    err = told(capsys, "issuer", "reissue", "club", "changed.yaml", "-o", "b.json", code=2)
    assert "het blijft geldig tot het verloopt" in err
    assert "voorgoed ingetrokken" not in err
    err = told(capsys, "issuer", "reissue", "club", "changed.yaml", "-o", "b.json", "--yes")
    assert "het oude stage-42 staat in geen lijst: het blijft geldig tot 24 november 2029" in err
    assert "vraag de persoon om het oude weg te halen" in err
    assert "publiceert" not in err
    out = main(["status", "show", "stage-42", "--issuer", "club", *SECRET])
    lines = capsys.readouterr().out.splitlines()
    assert out == 0
    assert [line.split("  ")[3] for line in lines] == ["valid", "valid"], "the old one too"


def test_the_same_content_again_is_said_to_be_the_same(work: Path, capsys: Streams) -> None:
    assert "de inhoud is dezelfde als eerst" not in told(
        capsys, "issuer", "reissue", "school", "changed.yaml", "-o", "b.json", "--yes"
    )
    err = told(capsys, "issuer", "reissue", "school", "changed.yaml", "-o", "c.json", code=2)
    assert "de inhoud is dezelfde als eerst: alleen de handtekening wordt anders" in err
    assert not (work / "c.json").exists()
    # Where somebody says so it is done: the old key may be trusted no more.
    told(capsys, "issuer", "reissue", "school", "changed.yaml", "-o", "c.json", "--yes")
    assert (work / "c.json").exists()


def test_a_number_that_nothing_was_issued_under_is_refused(work: Path, capsys: Streams) -> None:
    text = (work / "changed.yaml").read_text()
    (work / "changed.yaml").write_text(text.replace("stage-42", "stage-24"))
    err = told(capsys, "issuer", "reissue", "school", "changed.yaml", "-o", "b.json", "--yes", code=5)
    assert "niets uitgegeven met de naam stage-24" in err
    assert not (work / "b.json").exists()


def test_a_record_signed_skill_by_skill_is_compared_as_a_whole(work: Path, capsys: Streams) -> None:
    (work / "internship.yaml").write_text((work / "internship.yaml").read_text().replace("stage-42", "stage-43"))
    told(capsys, "issue", "internship.yaml", "--issuer", "school", "--split", "-o", "parts.json")
    err = told(capsys, "issuer", "reissue", "school", "internship.yaml", "--split", "-o", "b.json", code=2)
    assert "de inhoud is dezelfde als eerst" in err


def test_a_correction_unties_nobody(work: Path, capsys: Streams) -> None:
    for name in ("w", "other"):
        assert main(["wallet", "init", "--wallet", f"{name}.age", *SECRET]) == 0
        ask = ("wallet", "ask", "--to", "School", "--wallet", f"{name}.age", "-o", f"{name}.ask", *SECRET, *LATER)
        assert main(list(ask)) == 0
    told(capsys, "issuer", "reissue", "school", "stage-42", "--to", "w.ask", "--yes", "-o", "b.json")
    (key,) = keys(work / "b.json")
    err = told(capsys, "issuer", "reissue", "school", "changed.yaml", "--yes", "-o", "c.json")
    assert "sleutel:" not in err
    assert keys(work / "c.json") == {key}
    # Another key is another matter, and shown before the question.
    err = told(capsys, "issuer", "reissue", "school", "changed.yaml", "--to", "other.ask", "-o", "d.json", code=2)
    assert f"sleutel: {key} -> did:key:" in err


def keys(path: Path) -> set[str]:
    """Whom the badges in a delivery are bound to."""
    badges = [json.loads(raw) for raw in read_delivery(path.read_bytes()) if raw.startswith(b"{")]
    return {badge["credentialSubject"]["id"] for badge in badges}
