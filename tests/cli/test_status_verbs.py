"""An issuer takes back what it issued, by the command line: what the register, the lists and a verifier say of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.cli.main import main
from schools import SECRET, desk
from scrypt_once import remember

ROOT = Path(__file__).resolve().parents[2]
NOON, LATER = ("--at", "2026-11-24T10:00:00Z"), ("--at", "2026-11-25T10:00:00Z")
Streams = pytest.CaptureFixture[str]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    remember(monkeypatch)
    desk(tmp_path, monkeypatch)
    init = (
        "issuer",
        "init",
        "school",
        "--name",
        "Voorbeeldcollege",
        "--did",
        "web:school.example",
        *SECRET,
    )
    for line in (
        init,
        ("issuer", "card", "school", "-o", "card.json"),
        ("trust", "add", "card.json", "--yes"),
        ("issue", "internship.yaml", "--issuer", "school", "-o", "a.json", *SECRET, *NOON),
        ("issuer", "publish", "school", "-o", "site", *SECRET, *NOON),
    ):
        assert main(list(line)) == 0, line
    return tmp_path


def status(*words: str, code: int = 0) -> None:
    assert main(["status", *words, "--issuer", "school", *SECRET]) == code, words


def publish(at: tuple[str, ...] = LATER, code: int = 0) -> None:
    assert main(["issuer", "publish", "school", "-o", "site", *SECRET, *at]) == code


def verdicts(capsys: Streams, file: str, at: tuple[str, ...] = LATER, evidence: str = "site") -> list[tuple[str, str]]:
    """Verdict, and code of the status, of both renderings."""
    capsys.readouterr()
    main(["verify", file, "--evidence", evidence, "--json", *at])
    found: Any = json.loads(capsys.readouterr().out)
    return [(one["verdict"], next(c["code"] for c in one["checks"] if c["check"] == "status")) for one in found]


def test_suspended_lifted_revoked_for_good(work: Path, capsys: Streams) -> None:
    assert verdicts(capsys, "a.json", NOON) == [("accepted", "status_ok")] * 2
    status("suspend", "stage-42", "--yes", "--reason", "wordt nagekeken")
    assert "nobody sees it until you publish" in capsys.readouterr().err
    assert verdicts(capsys, "a.json") == [("accepted", "status_ok")] * 2, "the list that is published knows nothing yet"
    publish()
    assert verdicts(capsys, "a.json") == [("rejected", "suspended")] * 2
    status("restore", "stage-42", "--yes")
    publish(("--at", "2026-11-25T11:00:00Z"))
    assert verdicts(capsys, "a.json", ("--at", "2026-11-25T12:00:00Z")) == [("accepted", "status_ok")] * 2
    status("revoke", "stage-42", "--yes")
    publish(("--at", "2026-11-25T13:00:00Z"))
    assert verdicts(capsys, "a.json", ("--at", "2026-11-25T14:00:00Z")) == [("rejected", "revoked")] * 2
    capsys.readouterr()
    for verb in ("restore", "suspend"):
        status(verb, "stage-42", "--yes", code=5)
        assert "that is for good" in capsys.readouterr().err
    status("show", "stage-42", "--json")
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["status"], entry["externalId"], entry["inLists"]) == ("revoked", "stage-42", True)


def test_by_any_name_and_nothing_by_a_wrong_one(work: Path, capsys: Streams) -> None:
    capsys.readouterr()
    status("show", "stage-42", "--json")
    identifier = json.loads(capsys.readouterr().out)[0]["id"]
    status("show", identifier)
    assert "stage-42" in capsys.readouterr().out
    for name in ("stage-43", "did:key:z6MkNobody", ""):
        status("revoke", name, "--yes", code=5)
        assert "goes by" in capsys.readouterr().err
    status("revoke", "stage-42", code=2)  # nobody can be asked
    assert verdicts(capsys, "a.json", NOON) == [("accepted", "status_ok")] * 2


def test_the_same_again_is_the_same_and_other_content_is_issued_anew(work: Path, capsys: Streams) -> None:
    assert main(["issue", "internship.yaml", "--issuer", "school", "-o", "b.json", *SECRET, *LATER]) == 0
    assert "the same credential again" in capsys.readouterr().err
    first, again = (json.loads((work / name).read_text())[0]["contents"] for name in ("a.json", "b.json"))
    assert first == again
    changed = (work / "internship.yaml").read_text().replace("Stage timmeren", "Stage metselen")
    (work / "changed.yaml").write_text(changed)
    assert main(["issue", "changed.yaml", "--issuer", "school", "-o", "c.json", *SECRET, *LATER]) == 5
    assert "dsp-vc issuer reissue" in capsys.readouterr().err
    assert not (work / "c.json").exists()
    assert main(["issuer", "reissue", "school", "changed.yaml", "-o", "c.json", "--yes", *SECRET, *LATER]) == 0
    publish(LATER)
    assert verdicts(capsys, "a.json") == [("rejected", "revoked")] * 2
    assert verdicts(capsys, "c.json") == [("accepted", "status_ok")] * 2
    assert main(["issue", "changed.yaml", "--issuer", "school", "-o", "d.json", *SECRET, *LATER]) == 0
    assert (
        json.loads((work / "c.json").read_text())[0]["contents"]
        == json.loads((work / "d.json").read_text())[0]["contents"]
    )
    shutil.copy(ROOT / "examples" / "records" / "side-job.yaml", work)
    assert main(["issuer", "reissue", "school", "side-job.yaml", "-o", "e.json", "--yes", *SECRET, *LATER]) == 5
    assert "no external_id" in capsys.readouterr().err


def test_a_published_revocation_is_never_taken_back(work: Path, capsys: Streams) -> None:
    shutil.copytree("school", "old")
    status("revoke", "stage-42", "--yes")
    publish()
    before = {path: path.read_bytes() for path in (work / "site").rglob("*") if path.is_file()}
    shutil.rmtree("school")
    shutil.copytree("old", "school")
    capsys.readouterr()
    publish(("--at", "2026-11-26T10:00:00Z"), code=5)
    assert "1 credentials are revoked that are not revoked here" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (work / "site").rglob("*") if path.is_file()} == before


def test_who_has_no_website_has_no_lists(work: Path, capsys: Streams) -> None:
    init = ["issuer", "init", "shop", "--name", "Winkel", "--did", "key", *SECRET]
    assert main([*init, "--status"]) == 2
    assert "--did web:" in capsys.readouterr().err
    assert not (work / "shop").exists()
    assert main(init) == 0
    assert main(["issue", "internship.yaml", "--issuer", "shop", "-o", "s.json", *SECRET, *NOON]) == 0
    capsys.readouterr()
    assert main(["status", "revoke", "stage-42", "--issuer", "shop", "--yes", *SECRET]) == 5
    assert "stands in no status list" in capsys.readouterr().err


def test_a_register_in_a_place_of_its_own(work: Path, capsys: Streams) -> None:
    where = f"sqlite:///{work / 'elsewhere.sqlite'}"
    init = ["issuer", "init", "shop", "--name", "Winkel", "--did", "key", *SECRET, "--register"]
    assert main([*init, "mysql://x/y"]) == 2
    assert main([*init, where]) == 0
    assert main(["issue", "internship.yaml", "--issuer", "shop", "-o", "s.json", *SECRET, *NOON]) == 0
    assert (work / "elsewhere.sqlite").exists()
    assert not (work / "shop" / "register.sqlite").exists()
    (work / "elsewhere.sqlite").write_bytes(b"no register, but long enough to be looked at" * 40)
    capsys.readouterr()
    assert main(["issue", "internship.yaml", "--issuer", "shop", "-o", "t.json", *SECRET, *NOON]) == 6
    assert "damaged" in capsys.readouterr().err
    assert not (work / "t.json").exists()


def test_the_number_of_what_was_corrected_stands_for_what_is_in_force(work: Path, capsys: Streams) -> None:
    """Both the old and the new one bear the number; the old one is revoked for good, which stops nobody."""
    text = (work / "internship.yaml").read_text()
    for turn in ("once", "twice"):
        (work / f"{turn}.yaml").write_text(text.replace("Stage ", f"Stage ({turn}) ", 1))
        assert main(["issuer", "reissue", "school", f"{turn}.yaml", "-o", f"{turn}.json", *SECRET, *NOON, "--yes"]) == 0
    capsys.readouterr()
    status("suspend", "stage-42", "--yes")
    told = capsys.readouterr().err
    assert "suspended: 1" in told
    assert "Stage (twice)" in told, "it is told what it is, and whose"
    assert "Stage (once)" not in told
    status("restore", "stage-42", "--yes")
    assert "valid again: 1" in capsys.readouterr().err
    status("revoke", "stage-42", "--yes")
    assert "revoked: 1" in capsys.readouterr().err
    publish()
    for file in ("a.json", "once.json", "twice.json"):
        assert verdicts(capsys, file) == [("rejected", "revoked")] * 2, file
    capsys.readouterr()
    status("restore", "stage-42", "--yes", code=5)
    assert "that is for good" in capsys.readouterr().err


def test_what_is_so_already_or_cannot_be_is_told_before_anything_is_asked(work: Path, capsys: Streams) -> None:
    status("revoke", "stage-42", "--yes")
    capsys.readouterr()
    status("revoke", "stage-42")
    assert "nothing was changed" in capsys.readouterr().err
    status("suspend", "stage-42", code=5)
    assert "that is for good" in capsys.readouterr().err
    assert main(["issuer", "init", "club", "--name", "Voorbeeldclub", "--did", "key", *SECRET]) == 0
    assert main(["issue", "internship.yaml", "--issuer", "club", "-o", "club.json", *SECRET, *NOON]) == 0
    capsys.readouterr()
    assert main(["status", "revoke", "stage-42", "--issuer", "club", *SECRET]) == 5
    assert "stands in no status list" in capsys.readouterr().err


def test_who_says_no_to_a_correction_is_told_how_to_say_yes(
    work: Path, capsys: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dsp_vc.cli.terminal.confirm", lambda *_, **__: False)
    capsys.readouterr()
    assert main(["issuer", "reissue", "school", "internship.yaml", "-o", "b.json", *SECRET, *NOON]) == 2
    assert "nothing was changed" in capsys.readouterr().err
    assert not (work / "b.json").exists()
