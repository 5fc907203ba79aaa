"""A lost wallet is answered from the register, by the command line: who may ask, what is bound, what becomes of the old."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.cli.main import main
from dsp_vc.issuing import issuance
from dsp_vc.issuing.register.register import Session
from dsp_vc.model.open_badge import from_open_badge
from dsp_vc.model.universal_wallet import read_entries
from schools import SECRET, desk
from scrypt_once import remember

ROOT = Path(__file__).resolve().parents[2]
NOON, LATER = ("--at", "2026-11-24T10:00:00Z"), ("--at", "2026-11-25T10:00:00Z")
Streams = pytest.CaptureFixture[str]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school with status lists; Sam's wallet with a credential from it, and a second one with a request."""
    remember(monkeypatch)
    desk(tmp_path, monkeypatch)
    for line in (
        f"issuer init school --name Voorbeeldcollege --did web:school.example --status {' '.join(SECRET)}",
        "issuer card school -o card.json",
        "trust add card.json --yes",
    ):
        run(line)
    wallet("lost")
    wallet("new")
    run(f"issue internship.yaml --issuer school --to lost.ask -o a.json {' '.join((*SECRET, *NOON))}")
    publish(NOON)
    return tmp_path


def run(line: str, code: int = 0) -> None:
    assert main(line.split()) == code, line


def wallet(name: str, subject: str = "", to: str = "Voorbeeldcollege") -> None:
    run(f"wallet init --wallet {name}.age {' '.join(SECRET)}")
    wish: tuple[str, ...] = ()
    if subject:
        Path(f"{name}.wish.yaml").write_text(subject)
        wish = ("--record", f"{name}.wish.yaml")
    options = ("--to", to, "--wallet", f"{name}.age", "-o", f"{name}.ask", *SECRET, *NOON)
    assert main(["wallet", "ask", *wish, *options]) == 0


def reissue(*words: str, code: int = 0, at: tuple[str, ...] = LATER) -> None:
    assert main(["issuer", "reissue", "school", *words, *SECRET, *at]) == code, words


def publish(at: tuple[str, ...] = LATER) -> None:
    assert main(["issuer", "publish", "school", "-o", "site", *SECRET, *at]) == 0


def status(*words: str) -> None:
    assert main(["status", *words, "--issuer", "school", *SECRET]) == 0


def verdicts(capsys: Streams, file: str, at: tuple[str, ...] = LATER) -> list[tuple[str, str]]:
    """Verdict, and code of the status, of every rendering."""
    capsys.readouterr()
    main(["verify", file, "--evidence", "site", "--json", *at])
    found: Any = json.loads(capsys.readouterr().out)
    return [(one["verdict"], next(c["code"] for c in one["checks"] if c["check"] == "status")) for one in found]


def contents(file: str) -> list[str]:
    return [entry.raw for entry in read_entries(Path(file).read_bytes())]


def holder(file: str) -> str:
    """Whose key the first rendering names."""
    subject: Any = json.loads(contents(file)[0])["credentialSubject"]
    return str(subject["id"])


def key_of(name: str) -> str:
    return str(json.loads(Path(f"{name}.ask").read_text())["holder"])


def test_a_lost_wallet_is_answered(work: Path, capsys: Streams) -> None:
    before = json.loads(contents("a.json")[0])
    reissue("stage-42", "--to", "new.ask", "-o", "b.json", "--yes")
    told = capsys.readouterr().err
    assert "Sam Voorbeeld" in told
    assert "see that it is this person" in told
    publish()
    assert verdicts(capsys, "a.json") == [("rejected", "revoked")] * 2
    assert verdicts(capsys, "b.json") == [("accepted", "status_ok")] * 2
    after = json.loads(contents("b.json")[0])
    assert (holder("a.json"), holder("b.json")) == (key_of("lost"), key_of("new"))
    assert after["id"] != before["id"]
    records = [from_open_badge(badge) for badge in (before, after)]
    assert replace(records[0], subject=records[1].subject, valid_from=records[1].valid_from) == records[1]
    persons = [replace(record.subject, id=None) for record in records]
    assert persons[0] == persons[1]
    line = f"wallet add b.json --wallet new.age --evidence site {' '.join((*SECRET, *LATER))}"
    run(line)
    capsys.readouterr()
    run(f"wallet list --wallet new.age --evidence site --json {' '.join((*SECRET, *LATER))}")
    assert "Stage timmeren" in capsys.readouterr().out


def test_the_same_again_gives_the_same_and_by_the_old_names_too(work: Path, capsys: Streams) -> None:
    reissue("stage-42", "--to", "new.ask", "-o", "b.json", "--yes")
    identifier = json.loads(contents("a.json")[0])["id"]
    for name in ("stage-42", identifier, key_of("lost"), key_of("new"), "a.json", "b.json"):
        capsys.readouterr()
        reissue(name, "--to", "new.ask", "-o", "c.json")
        assert "the same credential again" in capsys.readouterr().err
        assert contents("c.json") == contents("b.json")
    capsys.readouterr()
    status("show", "stage-42", "--json")
    assert len(json.loads(capsys.readouterr().out)) == 2
    # Lost once more: the old names still lead to it.
    wallet("third")
    reissue(identifier, "--to", "third.ask", "-o", "d.json", "--yes")
    assert holder("d.json") == key_of("third")
    publish()
    assert [verdicts(capsys, name)[0][0] for name in ("a.json", "b.json", "d.json")] == [
        "rejected",
        "rejected",
        "accepted",
    ]


def test_what_named_no_key_is_bound_later_and_so_are_parts(work: Path, capsys: Streams) -> None:
    text = (work / "internship.yaml").read_text().replace("stage-42", "stage-43")
    (work / "other.yaml").write_text(text)
    run(f"issue other.yaml --issuer school --split -o p.json {' '.join((*SECRET, *NOON))}")
    assert len(contents("p.json")) == 12
    reissue("stage-43", "--to", "new.ask", "-o", "q.json", "--yes")
    assert len(contents("q.json")) == 12
    publish()
    assert verdicts(capsys, "p.json") == [("rejected", "revoked")] * 12
    assert verdicts(capsys, "q.json") == [("accepted", "status_ok")] * 12
    assert holder("q.json") == key_of("new")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda ask: ask.update(holder=ask["other"]), "which its owner does not have"),
        (lambda ask: ask["record"].update(role="directeur"), "not made by whoever holds the key"),
        (lambda ask: ask.update(expires="2030-01-01T00:00:00Z"), "not made by whoever holds the key"),
        (lambda ask: ask.pop("proof"), ""),
        (lambda ask: ask.update(type="Other"), "no request"),
    ],
    ids=["another's key", "another wish", "longer", "no proof", "no ask"],
)
def test_a_request_that_proves_nothing_changes_nothing(
    work: Path, capsys: Streams, change: Callable[[dict[str, Any]], None], told: str
) -> None:
    ask = json.loads((work / "new.ask").read_text())
    ask["other"] = key_of("lost")
    change(ask)
    del ask["other"]
    (work / "forged.ask").write_text(json.dumps(ask))
    capsys.readouterr()
    assert main(["issuer", "reissue", "school", "stage-42", "--to", "forged.ask", "--yes", *SECRET, *LATER]) != 0
    assert told in capsys.readouterr().err
    publish()
    assert verdicts(capsys, "a.json") == [("accepted", "status_ok")] * 2


def test_a_request_that_ran_out_or_is_for_another(work: Path, capsys: Streams) -> None:
    run_out = ("--at", "2027-12-24T10:00:00Z")
    capsys.readouterr()
    reissue("stage-42", "--to", "new.ask", "--yes", code=5, at=run_out)
    assert "has run out" in capsys.readouterr().err
    wallet("elsewhere", to="Buurtcollege")
    reissue("stage-42", "--to", "elsewhere.ask", code=2)
    assert "made for Buurtcollege" in capsys.readouterr().err
    (work / "changed.yaml").write_text((work / "internship.yaml").read_text().replace("Stage timmeren", "Stage"))
    reissue("changed.yaml", "--to", "elsewhere.ask", code=2)
    assert "made for Buurtcollege" in capsys.readouterr().err
    reissue("stage-42", "--to", "elsewhere.ask", "--yes", "-o", "b.json")


@pytest.mark.parametrize(
    "subject",
    [
        "subject: {given_name: Kim}",
        "subject: {given_name: Sam, family_name: Anders}",
        'subject: {given_name: Sam, family_name: Voorbeeld, birthdate: "2007-05-15"}',
    ],
)
def test_another_name_is_an_error(work: Path, capsys: Streams, subject: str) -> None:
    wallet("kim", subject)
    (work / "changed.yaml").write_text((work / "internship.yaml").read_text().replace("Stage timmeren", "Stage"))
    capsys.readouterr()
    for name in ("stage-42", "changed.yaml"):
        reissue(name, "--to", "kim.ask", "--yes", code=5)
        assert "--other-name" in capsys.readouterr().err
    publish()
    assert verdicts(capsys, "a.json") == [("accepted", "status_ok")] * 2
    reissue("stage-42", "--to", "kim.ask", "--yes", "--other-name", "-o", "b.json")
    assert holder("b.json") == key_of("kim")


def test_the_same_name_otherwise_written_is_the_same(work: Path, capsys: Streams) -> None:
    wallet("sam", 'subject: {given_name: "SAM ", family_name: voorbeeld, birthdate: "2007-05-14"}')
    capsys.readouterr()
    reissue("stage-42", "--to", "sam.ask", "--yes", "-o", "b.json")
    assert "the request names SAM" in capsys.readouterr().err


def test_what_was_revoked_or_suspended(work: Path, capsys: Streams) -> None:
    status("suspend", "stage-42", "--yes")
    reissue("stage-42", "--to", "new.ask", "--yes", "-o", "b.json")
    publish()
    assert verdicts(capsys, "b.json") == [("rejected", "suspended")] * 2, "what is looked into stays looked into"
    status("revoke", "b.json", "--yes")
    capsys.readouterr()
    wallet("third")
    for name in ("stage-42", key_of("new")):
        reissue(name, "--to", "third.ask", "--yes", code=5)
        assert "--revoked" in capsys.readouterr().err
    run(f"issue internship.yaml --issuer school --to new.ask -o again.json {' '.join((*SECRET, *LATER))}", code=0)
    text = (work / "internship.yaml").read_text().replace("stage-42", "stage-44")
    (work / "other.yaml").write_text(text)
    run(f"issue other.yaml --issuer school --to new.ask -o o.json {' '.join((*SECRET, *NOON))}")
    capsys.readouterr()
    reissue(key_of("new"), "--to", "third.ask", "--yes", "-o", "c.json")
    assert "left out, since it was revoked: stage-42" in capsys.readouterr().err
    assert len(contents("c.json")) == 2
    reissue("stage-42", "--revoked", "--to", "third.ask", "--yes", "-o", "d.json")
    publish()
    assert verdicts(capsys, "d.json") == [("accepted", "status_ok")] * 2
    assert verdicts(capsys, "b.json") == [("rejected", "revoked")] * 2


def test_what_can_not_be_meant(work: Path, capsys: Streams) -> None:
    shutil.copy("internship.yaml", "changed.yaml")
    (work / "changed.yaml").write_text((work / "internship.yaml").read_text().replace("Stage timmeren", "Stage"))
    identifier = json.loads(contents("a.json")[0])["id"]
    capsys.readouterr()
    for words, code, told in (
        (("stage-42",), 2, "wallet ask"),
        (("stage-42", "--to", key_of("new")), 2, "wallet ask"),
        (("stage-42", "changed.yaml", "--to", "new.ask"), 2, "is no file"),
        (("stage-42", "--split", "--to", "new.ask"), 2, "goes with RECORD"),
        (("changed.yaml", "--revoked", "--to", "new.ask"), 2, "goes with ID"),
        (("missing.yaml", "--to", "new.ask"), 5, "missing.yaml"),
        (("stage-43", "--to", "new.ask"), 5, "goes by stage-43"),
        (("card.json", "--to", "new.ask"), 5, "card.json"),
        (("stage-42", "--to", "new.ask"), 2, "--yes"),
    ):
        reissue(*words, code=code)
        assert told in capsys.readouterr().err, words
    reissue("changed.yaml", "--to", "new.ask", "--yes", "-o", "b.json")
    capsys.readouterr()
    reissue(identifier, "--to", "new.ask", "--yes", code=5)
    assert "another took the place" in capsys.readouterr().err
    reissue("stage-42", "--to", "new.ask", "-o", "c.json")
    assert contents("c.json") == contents("b.json")


def test_killed_before_it_is_recorded_the_old_one_stands(
    work: Path, capsys: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Session, "record", killed)
        reissue("stage-42", "--to", "new.ask", "--yes", "-o", "b.json", code=130)
    assert not (work / "b.json").exists()
    publish()
    assert verdicts(capsys, "a.json") == [("accepted", "status_ok")] * 2
    # Recorded, but its file has no name yet: the next start gives it its name.
    with monkeypatch.context() as patch:
        patch.setattr(issuance, "rename_synced", killed)
        reissue("stage-42", "--to", "new.ask", "--yes", "-o", "b.json", code=130)
    assert not (work / "b.json").exists()
    reissue("stage-42", "--to", "new.ask", "-o", "c.json")
    assert contents("b.json") == contents("c.json")
    assert holder("b.json") == key_of("new")
    assert not [path for path in work.iterdir() if path.name.endswith(".tmp")]
    publish()
    assert verdicts(capsys, "a.json") == [("rejected", "revoked")] * 2
    assert verdicts(capsys, "b.json") == [("accepted", "status_ok")] * 2


def test_without_lists_the_old_one_stays_and_the_new_one_lasts_no_longer(work: Path, capsys: Streams) -> None:
    run(f"issuer init shop --name Winkel --did key {' '.join(SECRET)}")
    wallet("kim", to="Winkel")
    run(f"issue internship.yaml --issuer shop --to lost.ask --yes -o s.json {' '.join((*SECRET, *NOON))}")
    capsys.readouterr()
    line = f"issuer reissue shop stage-42 --to kim.ask --yes -o t.json {' '.join((*SECRET, *LATER))}"
    run(line)
    told = capsys.readouterr().err
    assert "stays valid until 24 November 2029" in told
    assert "publish" not in told
    old, new = (json.loads(contents(name)[0]) for name in ("s.json", "t.json"))
    assert new["validUntil"] == old["validUntil"] == "2029-11-24T10:00:00Z"
    over = ("--at", "2029-11-25T10:00:00Z")
    run(f"wallet init --wallet late.age {' '.join(SECRET)}")
    ask = ["wallet", "ask", "--to", "Winkel", "--wallet", "late.age", "-o", "late.ask", *SECRET, *over]
    assert main(ask) == 0
    assert main(["issuer", "reissue", "shop", "stage-42", "--to", "late.ask", "--yes", *SECRET, *over]) == 5
    assert "is over" in capsys.readouterr().err


def test_status_by_file_by_digest_and_by_place(work: Path, capsys: Streams) -> None:
    badge, token = contents("a.json")
    (work / "badge.json").write_text(badge)
    (work / "token.txt").write_text(token)
    (work / "short.txt").write_text(token.split("~")[0] + "~")  # nothing disclosed
    places = [entry["id"] for entry in json.loads(badge)["credentialStatus"]]
    names = ["a.json", "badge.json", "token.txt", "short.txt", "internship.yaml", *places]
    for name in names:
        capsys.readouterr()
        status("show", name, "--json")
        (entry,) = json.loads(capsys.readouterr().out)
        assert entry["externalId"] == "stage-42", name
    changed = json.loads(badge)
    changed["credentialSubject"]["achievement"]["name"] = "Directeur"
    (work / "forged.json").write_text(json.dumps(changed))
    (work / "unnamed.yaml").write_text((ROOT / "examples" / "records" / "side-job.yaml").read_text())
    for name in ("forged.json", "unnamed.yaml", "0" * 64, places[0] + "1", places[0].replace("school", "other")):
        assert main(["status", "revoke", name, "--issuer", "school", "--yes", *SECRET]) == 5, name
        assert "goes by" in capsys.readouterr().err
    publish()
    assert verdicts(capsys, "a.json") == [("accepted", "status_ok")] * 2
    status("revoke", "short.txt", "--yes")
    publish()
    assert verdicts(capsys, "a.json") == [("rejected", "revoked")] * 2
