"""An issuer's backup by the command line: what it says, how it ends, and what it never does."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

import pytest

from dsp_vc.cli.main import main
from dsp_vc.keys import age
from schools import SECRET, desk
from scrypt_once import light

FORBIDDEN = re.compile(r"\b(credentials?|issuers?|wallets?|DIDs?|hash(es)?)\b(?!:)", re.IGNORECASE)
Streams = pytest.CaptureFixture[str]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Path:
    light(monkeypatch)
    desk(tmp_path, monkeypatch)
    (tmp_path / "wrong").write_text("een andere zin\n")
    for name, did in (("school", "web:school.example"), ("shop", "key")):
        run("issuer", "init", name, "--name", f"Voorbeeld {name}", "--did", did, *SECRET)
        run("issue", "internship.yaml", "--issuer", name, "-o", f"{name}.json", *SECRET)
    capsys.readouterr()
    return tmp_path


def run(*words: str, code: int = 0) -> None:
    assert main(list(words)) == code, words


def refused(capsys: Streams, *words: str, code: int) -> str:
    capsys.readouterr()
    run(*words, code=code)
    said = capsys.readouterr().err
    assert said.count("error:") == said.count("hint:") == 1
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("name", ["school", "shop"])
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_there_and_back(name: str, lang: str, work: Path, capsys: Streams) -> None:
    (work / name / "notes.txt").write_text("of the school itself")
    run("issuer", "backup", name, "-o", "all.age", *SECRET, "--lang", lang, "--at", "2026-11-24T10:00:00Z")
    told = capsys.readouterr()
    made = {"en": "24 November 2026 at 10:00 (UTC)", "nl": "24 november 2026 om 10:00 uur (UTC)"}[lang]
    assert told.out == ""
    assert "all.age" in told.err
    assert made in told.err
    assert "notes.txt" in told.err
    run("issuer", "restore", "all.age", "back", *SECRET, "--lang", lang)
    restored = capsys.readouterr()
    assert made in restored.err
    if lang == "nl":
        for text in (told.err, restored.err):
            assert not FORBIDDEN.search(re.sub(r"dsp-vc [\w -]+", "", text)), text
    run("issuer", "show", "back")
    assert f"Voorbeeld {name}" in capsys.readouterr().out
    run("issue", "internship.yaml", "--issuer", "back", "-o", "again.json", *SECRET)
    assert "the same credential again" in capsys.readouterr().err


def test_by_an_age_key_and_through_pipes(work: Path, capsys: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    identity, recipient = age.generate_identity()
    (work / "id.txt").write_text(identity + "\n")
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", out)
    run("issuer", "backup", "school", "-o", "-", "--recipient", recipient)
    data = out.buffer.getvalue()  # type: ignore[attr-defined]
    monkeypatch.undo()
    monkeypatch.chdir(work)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    run("issuer", "restore", "-", "back", "--identity", "id.txt")
    assert (work / "back" / "keys.age").read_bytes() == (work / "school" / "keys.age").read_bytes()
    (work / "all.age").write_bytes(data)
    assert "key file" in refused(capsys, "issuer", "restore", "all.age", "other", code=5)
    assert "age1" in refused(capsys, "issuer", "backup", "school", "-o", "x.age", "--recipient", "age1x", code=5)
    assert not (work / "x.age").exists()


def test_what_is_refused_is_said_and_nothing_is_written(work: Path, capsys: Streams) -> None:
    run("issuer", "backup", "school", "-o", "all.age", *SECRET)
    listed = {path.name for path in work.iterdir()}
    for name in ("keys.age", "register.sqlite", "published.json"):
        place = str(work / "school" / name)
        refused(capsys, "issuer", "backup", "school", "-o", place, *SECRET, code=2)
    refused(capsys, "issuer", "backup", "school", "-o", "pass", *SECRET, code=2)
    refused(capsys, "issuer", "backup", "nothing", "-o", "x.age", *SECRET, code=6)
    refused(capsys, "issuer", "backup", "school", "-o", "no/x.age", *SECRET, code=6)
    assert "already" in refused(capsys, "issuer", "restore", "all.age", "school", *SECRET, code=6)
    refused(capsys, "issuer", "restore", "none.age", "back", *SECRET, code=5)
    assert "wrong" in refused(capsys, "issuer", "restore", "all.age", "back", "--passphrase-file", "wrong", code=6)
    (work / "empty.age").touch()
    assert "empty" in refused(capsys, "issuer", "restore", "empty.age", "back", *SECRET, code=5)
    shutil.copy(work / "school" / "keys.age", work / "keys.age")
    assert "no backup" in refused(capsys, "issuer", "restore", "keys.age", "back", *SECRET, code=5)
    refused(capsys, "issuer", "restore", "all.age", "back", "--register", "mysql://x/y", *SECRET, code=2)
    assert {path.name for path in work.iterdir()} - listed == {"empty.age", "keys.age"}
    run("issuer", "restore", "all.age", "back", *SECRET)


def test_a_register_outside_the_folder_must_be_placed(work: Path, capsys: Streams) -> None:
    where = f"sqlite:///{work / 'elsewhere.sqlite'}"
    run("issuer", "init", "inn", "--name", "Herberg", "--did", "key", "--register", where, *SECRET)
    run("issue", "internship.yaml", "--issuer", "inn", "-o", "inn.json", *SECRET)
    run("issuer", "backup", "inn", "-o", "inn.age", *SECRET)
    said = refused(capsys, "issuer", "restore", "inn.age", "back", *SECRET, code=2)
    assert "elsewhere.sqlite" in said
    assert "--register same" in said
    assert "same" in refused(capsys, "issuer", "restore", "inn.age", "back", "--register", where, *SECRET, code=6)
    run("issuer", "restore", "inn.age", "same", "--register", "same", *SECRET)
    run("issuer", "restore", "inn.age", "inside", "--register", "folder", *SECRET)
    (work / "elsewhere.sqlite").unlink()
    run("issuer", "restore", "inn.age", "new", "--register", where, *SECRET)
    assert (work / "elsewhere.sqlite").exists()
    for name in ("inside", "new"):
        run("status", "show", "stage-42", "--issuer", name, *SECRET)
