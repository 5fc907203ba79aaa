"""Bad files at every place of the command line that takes one: one error, one hint, an exit code, and nothing lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dsp_vc.cli.main import main

WRONG: dict[str, bytes | None] = {
    "missing": None,
    "empty": b"",
    "blank": b" \n",
    "truncated": b'{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["Verifiab',
    "binary": bytes(range(256)) * 16,
    "not text": b"\xff\xfe\x00{",
    "another kind": b'{"coffee": "black"}',
    "a list": b"[1, 2, 3]",
    "a number": b"42",
    "deep": b"[" * 100_000,
    "sentence": b"Dear school, please find attached nothing at all.\n",
    "header of age": b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n",
    "picture cut short": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
}
PLACES: dict[str, tuple[str, ...]] = {
    "verify": ("verify", "BAD"),
    "verify, trust": ("verify", "good.json", "--trust", "BAD"),
    "verify, request": ("verify", "good.json", "--request", "BAD"),
    "verify, evidence": ("verify", "good.json", "--evidence", "https://school.example/did.json=BAD"),
    "inspect": ("inspect", "BAD"),
    "issue": ("issue", "BAD", "--issuer", "school", "-o", "out"),
    "issue, ask": ("issue", "record.json", "--to", "BAD", "--issuer", "school", "-o", "out"),
    "issue, from ask": ("issue", "--from-request", "BAD", "--issuer", "school", "-o", "out"),
    "issue, issuer": ("issue", "record.json", "--issuer", "BAD", "-o", "out"),
    "issue, passphrase": ("issue", "record.json", "--issuer", "school", "--passphrase-file", "BAD", "-o", "out"),
    "issuer card": ("issuer", "card", "BAD", "-o", "out"),
    "issuer show": ("issuer", "show", "BAD"),
    "trust add": ("trust", "add", "BAD", "--yes"),
    "wallet list": ("wallet", "list", "--wallet", "BAD"),
    "wallet add": ("wallet", "add", "good.json", "--wallet", "BAD"),
    "wallet export": ("wallet", "export", "--wallet", "BAD", "-o", "out"),
    "present": ("present", "--request", "BAD", "--wallet", "BAD", "--yes", "-o", "out"),
    "present, wallet": ("present", "--skill", "urn:x", "--for", "N", "--valid", "1h", "--wallet", "BAD", "--yes"),
}
VERDICTS = {3, 4}
ERRORS = {2, 5, 6}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with what is right; the issuer's keys are never opened here."""
    work = tmp_path / "work"
    (work / "school").mkdir(parents=True)
    (work / "good.json").write_text('{"@context": ["https://www.w3.org/ns/credentials/v2"]}', encoding="utf-8")
    (work / "record.json").write_text("{}", encoding="utf-8")
    (work / "pass").write_text("a passphrase\n", encoding="utf-8")
    monkeypatch.chdir(work)
    monkeypatch.setenv("DSP_VC_PASSPHRASE_FILE", "pass")
    return work


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("place", PLACES)
def test_wrong_file(place: str, wrong: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = WRONG[wrong]
    if content is not None:
        (folder / "bad").write_bytes(content)
    before = state(folder)
    code = main([word.replace("BAD", "bad") for word in PLACES[place]])
    captured = capsys.readouterr()
    # To look into any JSON object, whatever it is, is what inspect is for.
    assert code in VERDICTS | ERRORS or (place, wrong) == ("inspect", "another kind"), captured.err
    assert "Traceback" not in captured.err
    if code in ERRORS:
        lines = captured.err.splitlines()
        assert sum(line.startswith("dsp-vc: error: ") for line in lines) == 1, captured.err
        assert sum(line.startswith("hint: ") for line in lines) == 1, captured.err
        assert len(lines[-1]) > len("hint: ")
    assert state(folder) == before


@pytest.mark.parametrize("place", ["verify", "inspect", "issue", "trust add", "wallet list", "verify, trust"])
@pytest.mark.parametrize("name", ["folder", "with\0nul", "x" * 5000, ""])
def test_wrong_name(place: str, name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "folder").mkdir()
    assert main([word.replace("BAD", name) for word in PLACES[place]]) in ERRORS
    assert capsys.readouterr().err.splitlines()[-1].startswith("hint: ")


@pytest.mark.skipif(os.name == "nt", reason="no FIFO on Windows")
def test_an_oversized_file_is_not_read_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (folder / "bad").open("wb") as stream:
        stream.truncate(1 << 40)  # sparse: a terabyte
    for place in ("verify", "inspect", "issue", "trust add", "wallet list", "verify, request"):
        assert main([word.replace("BAD", "bad") for word in PLACES[place]]) in ERRORS
        assert capsys.readouterr().err.count("dsp-vc: error: ") == 1
    (folder / "bad").unlink()
