"""A school's keys over time by the command line: rotated, stolen, revoked; what the employer and the worker see of it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.cli.main import main
from dsp_vc.keys import age
from scrypt_once import remember

ROOT = Path(__file__).resolve().parents[2]
SECRET = ("--passphrase-file", "pass")
SAM = ("--wallet", "sam.age", "--identity", "id.txt")
FORBIDDEN = re.compile(r"\b(credentials?|issuers?|wallets?|DIDs?|hash(es)?)\b(?!:)", re.IGNORECASE)
Streams = pytest.CaptureFixture[str]


def at(day: int) -> tuple[str, str]:
    return "--at", f"2026-11-{day:02}T10:00:00Z"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Path:
    """A school with a website, a worker with what it signed on the 2nd, and an employer who has its card."""
    remember(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DSP_VC_HOME", str(tmp_path / "home"))
    (tmp_path / "pass").write_text("een zin die niemand raadt\n")
    identity, recipient = age.generate_identity()
    (tmp_path / "id.txt").write_text(identity + "\n")
    shutil.copy(ROOT / "examples" / "records" / "internship.yaml", tmp_path)
    for line in (
        (
            "issuer",
            "init",
            "school",
            "--name",
            "Voorbeeldcollege",
            "--did",
            "web:school.example",
            "--no-status",
            *SECRET,
        ),
        ("wallet", "init", "--wallet", "sam.age", "--recipient", recipient),
        ("wallet", "ask", "--to", "Voorbeeldcollege", *SAM, *at(1), "-o", "ask.json"),
        ("issue", "internship.yaml", "--issuer", "school", "--to", "ask.json", *SECRET, *at(2), "-o", "first.json"),
        ("issuer", "card", "school", "-o", "card.json"),
        ("trust", "add", "card.json", "--yes"),
        ("wallet", "add", "first.json", *SAM, *at(2)),
    ):
        assert main(list(line)) == 0, line
    capsys.readouterr()
    return tmp_path


def run(*words: str, expect: int = 0) -> None:
    assert main(list(words)) == expect, words


def verdicts(capsys: Streams, file: str, day: int) -> list[tuple[str, str]]:
    """Verdict and outcome of the key's check, of both renderings in a delivery."""
    capsys.readouterr()
    main(["verify", file, "--json", *at(day)])
    value: Any = json.loads(capsys.readouterr().out)
    found = value if isinstance(value, list) else [value]
    return [(one["verdict"], next(c["code"] for c in one["checks"] if c["check"] == "issuer-key")) for one in found]


def new_card() -> None:
    run("issuer", "card", "school", "-o", "card.json")
    run("trust", "add", "card.json", "--yes")


def states(capsys: Streams) -> dict[str, str]:
    capsys.readouterr()
    run("issuer", "show", "school", "--json")
    return {key["id"].partition("#")[2]: key["state"] for key in json.loads(capsys.readouterr().out)["keys"]}


def test_the_whole_life(work: Path, capsys: Streams) -> None:
    trusted = [("accepted", "key_from_trust")] * 2
    assert verdicts(capsys, "first.json", 3) == trusted
    # Rotated in good order: what was signed before and after verifies.
    run("issuer", "rotate", "school", *SECRET)
    said = capsys.readouterr().err
    assert "key-3, key-4" in said
    assert "erased" in said
    run("issue", "internship.yaml", "--issuer", "school", *SECRET, *at(5), "-o", "second.json")
    assert [verdict for verdict, _ in verdicts(capsys, "second.json", 6)] == ["indeterminate"] * 2  # with the old card
    new_card()
    assert verdicts(capsys, "first.json", 6) == verdicts(capsys, "second.json", 6) == trusted
    assert states(capsys) == {"key-1": "retired", "key-2": "retired", "key-3": "current", "key-4": "current"}
    # Stolen: asked twice, and never without an answer.
    run("issuer", "rotate", "school", "--compromised", "--since", "2026-11-04", *SECRET, *at(10), expect=2)
    assert states(capsys)["key-3"] == "current"
    run("issuer", "rotate", "school", "--compromised", "--since", "2026-11-04", "--yes", *SECRET, *at(10))
    assert "revoked from 4 November 2026 at 00:00 (UTC) on" in capsys.readouterr().err
    assert states(capsys) == {
        "key-1": "retired", "key-2": "retired", "key-3": "revoked", "key-4": "revoked", "key-5": "current",
        "key-6": "current",
    }  # fmt: skip
    assert verdicts(capsys, "second.json", 11) == trusted  # the employer does not know yet
    new_card()
    rejected = verdicts(capsys, "second.json", 11)
    assert rejected[0] == ("rejected", "key_revoked")
    assert rejected[1][0] != "accepted"
    assert verdicts(capsys, "first.json", 11) == trusted
    run("issue", "internship.yaml", "--issuer", "school", *SECRET, *at(11), "-o", "third.json")
    assert verdicts(capsys, "third.json", 12) == trusted


def test_what_the_worker_sees(work: Path, capsys: Streams) -> None:
    run("wallet", "show", "1", *SAM)
    assert "revoked" not in capsys.readouterr().out
    run("issuer", "rotate", "school", "--compromised", "--yes", *SECRET, *at(10))
    run("wallet", "show", "1", *SAM)
    assert "revoked" not in capsys.readouterr().out  # it trusts the old card still
    new_card()
    capsys.readouterr()
    run("wallet", "show", "1", *SAM)
    shown = capsys.readouterr().out
    assert "the key was revoked" in shown
    assert "ask the issuer to sign it again" in shown
    run("wallet", "show", "1", "--json", *SAM)
    (row,) = json.loads(capsys.readouterr().out)
    assert "key_revoked" in row["lost"]
    run("wallet", "show", "1", "--lang", "nl", *SAM)
    shown = capsys.readouterr().out
    assert "vraag de uitgever om het opnieuw te ondertekenen" in shown
    assert not FORBIDDEN.search(shown.replace("vc+sd-jwt", ""))
    # Handed over once more: what is in the wallet gets the new mark, a new wallet takes none of it.
    run("wallet", "add", "first.json", *SAM, *at(12))
    said = capsys.readouterr().err
    assert "the key was revoked" in said
    assert "ask the issuer to sign it again" in said
    run("wallet", "init", "--wallet", "new.age", *SECRET)
    capsys.readouterr()
    code = main(["wallet", "add", "first.json", "--wallet", "new.age", *SECRET, *at(12)])
    said = capsys.readouterr().err
    assert code == 3
    assert "the key was revoked" in said


def test_a_wallet_is_shown_although_the_trust_is_damaged(work: Path, capsys: Streams) -> None:
    (card,) = (work / "home" / "trust").glob("*.json")
    card.write_text("{")
    run("wallet", "show", "1", *SAM)
    streams = capsys.readouterr()
    assert "Stage timmeren" in streams.out
    assert "damaged" in streams.err


def test_publish(work: Path, capsys: Streams) -> None:
    run("issuer", "publish", "school", "-o", "site", *SECRET, *at(3))
    said = capsys.readouterr().err
    for name in (".well-known/did.json", ".well-known/jwt-vc-issuer", "profile.json", "digests.jwt"):
        assert f"{Path('site') / name} belongs at https://school.example/{name}" in said
    run("issuer", "publish", "school", "-o", "site", *SECRET, *at(2), expect=6)
    assert "clock" in capsys.readouterr().err
    run("issuer", "publish", "school", "-o", ".", *SECRET, expect=2)
    run("issuer", "init", "other", "--name", "Ander", "--did", "web:other.example", *SECRET)
    run("issuer", "publish", "other", "-o", "site", *SECRET, *at(4), expect=6)
    run("issuer", "publish", "none", "-o", "site", *SECRET, expect=6)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--since", "2026-11-04"), 2, "--compromised"),
        (("--key", "key-1"), 2, "--compromised"),
        (("--compromised", "--keep-private"), 2, "not kept"),
        (("--compromised", "--since", "yesterday"), 2, "not a time"),
        (("--compromised", "--yes", "--since", "2026-12-01", *SECRET), 2, "still to come"),
        (("--compromised", "--yes", "--key", "key-7", *SECRET), 2, "key-1, key-2"),
        (("--passphrase-file", "internship.yaml"), 6, "passphrase"),
    ],
)
def test_refused_in_words(words: tuple[str, ...], code: int, said: str, work: Path, capsys: Streams) -> None:
    before = {path: path.read_bytes() for path in (work / "school").iterdir() if path.suffix}
    run("issuer", "rotate", "school", *words, *at(10), expect=code)
    assert said in capsys.readouterr().err
    assert all(path.read_bytes() == data for path, data in before.items())


def test_a_did_key_gets_told_what_to_do(work: Path, capsys: Streams) -> None:
    run("issuer", "init", "alone", "--name", "N", "--did", "key", *SECRET)
    capsys.readouterr()
    for more in ((), ("--compromised", "--yes")):
        run("issuer", "rotate", "alone", *more, expect=2)  # before a passphrase is asked for
        assert "--did web:" in capsys.readouterr().err
    run("issuer", "publish", "alone", "-o", "alone-site", *SECRET)
    assert "whoever keeps the list of issuers" in capsys.readouterr().err
    assert sorted(path.name for path in (work / "alone-site").iterdir()) == [
        "digests.jwt",
        "profile.json",
        "skill-attestation.vct.json",
    ]


def test_what_is_said_in_dutch_has_no_words_of_the_trade(work: Path, capsys: Streams) -> None:
    run("issuer", "rotate", "school", *SECRET, "--lang", "nl")
    run("issuer", "rotate", "school", "--compromised", "--yes", *SECRET, *at(10), "--lang", "nl")
    run("issuer", "show", "school", "--lang", "nl")
    run("issuer", "publish", "school", "-o", "site", *SECRET, *at(10), "--lang", "nl")
    streams = capsys.readouterr()
    told = re.sub(r"dsp-vc [\w -]+|\S+\.(json|jwt)|https://\S+|\S*jwt-vc-issuer|did:\S+", "", streams.out + streams.err)
    assert "ingetrokken vanaf" in told
    assert not FORBIDDEN.search(told), told
