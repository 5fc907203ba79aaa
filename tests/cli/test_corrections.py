"""A class whose table was changed after it was handed out: shown, issued anew, the old revoked; nobody by surprise."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dsp_vc.actions import batch as batch_action
from dsp_vc.cli.main import main
from dsp_vc.issuing import issuance
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register.database import transaction
from dsp_vc.issuing.register.register import Register, Session
from dsp_vc.issuing.register.renewal import Renewal
from dsp_vc.issuing.register.tables import State, Status, credentials
from dsp_vc.model.records import load_values
from schools import PASSPHRASE, ROOT, SECRET, at_desk, desk
from scrypt_once import light

Streams = pytest.CaptureFixture[str]
HEAD = ("Leerlingnummer", "Voornaam", "Achternaam", "Niveau", "Sleutel")
NAMES = ("Sam", "Kim", "Noor", "Robin", "Sky")


def at(day: int) -> tuple[str, str]:
    return "--at", f"2026-11-{day:02}T10:00:00Z"


def run(*words: str, code: int = 0) -> None:
    assert main(list(words)) == code, words


def table(*rows: tuple[str, ...], name: str = "class.csv") -> None:
    with Path(name).open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, delimiter=";").writerows((HEAD, *rows))


def people(**changed: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Everybody at level 3; of those who are named, the cells that are given."""
    rows = {name: (f"2026-{name}", name, "Voorbeeld", "3", "") for name in NAMES}
    return list((rows | changed).values())


def level(name: str, value: str, key: str = "") -> tuple[str, ...]:
    return f"2026-{name}", name, "Voorbeeld", value, key


def batch(*more: str, day: int = 5, code: int = 0, issuer: str = "school", out: str = "out") -> None:
    line = ["batch", "class.csv", "--template", "stage.json", "--issuer", issuer, "-o", out, *more]
    assert main([*line, *SECRET, *at(day)]) == code, more


def publish(day: int) -> None:
    run("issuer", "publish", "school", "-o", "site", *SECRET, *at(day))


def summary() -> dict[str, dict[str, str]]:
    return {row["external_id"]: row for row in csv.DictReader(Path("out/summary.csv").open())}


def standing(folder: str = "school") -> list[Any]:
    """What was handed over, oldest first."""
    register = Issuer.open(folder, PASSPHRASE).register()
    assert isinstance(register, Register)
    with transaction(register.engine) as connection:
        rows = connection.execute(
            select(credentials).where(credentials.c.state.in_((State.SIGNED, State.ISSUED))).order_by(credentials.c.id)
        ).all()
    return list(rows)


def verdicts(capsys: Streams, file: str, day: int, trust: str = "site") -> set[str]:
    capsys.readouterr()
    main(["verify", file, "--trust", trust, "--json", *at(day)])
    value: Any = json.loads(capsys.readouterr().out)
    return {next(c["code"] for c in one["checks"] if c["check"] == "status") for one in value}


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of five, handed out and published on the 2nd; what lay in ``out`` then is in ``first``."""
    with pytest.MonkeyPatch.context() as patch:
        light(patch)
        work = desk(tmp_path_factory.mktemp("class"), patch)
        (stage,) = load_values((ROOT / "examples" / "records" / "side-job.yaml").read_bytes(), "side-job.yaml")
        assert isinstance(stage, dict)
        skills: Any = stage["skills"]
        stage["skills"] = [{**skills[0], "level": {"value": "1", "scale": "Werkplekniveau 1-5"}}]
        Path("stage.json").write_text(json.dumps(stage))
        run("issuer", "init", "school", "--name", "Voorbeeldcollege", "--did", "web:school.example", *SECRET)
        table(*people())
        batch(day=2)
        publish(2)
        shutil.copytree("out", "first")
        return work


@pytest.fixture
def work(handed_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Path:
    light(monkeypatch)
    made = at_desk(handed_out, tmp_path / "desk", monkeypatch)
    capsys.readouterr()
    return made


def file_of(name: str, folder: str = "out") -> str:
    return f"{folder}/{NAMES.index(name) + 2:05}-2026-{name}.json"


def test_three_rows_are_corrected(work: Path, capsys: Streams) -> None:
    before = summary()
    table(*people(Kim=level("Kim", "4"), Noor=("2026-Noor", "Noor", "de Vries", "5", ""), Sky=level("Sky", "2")))
    batch(code=5)
    told = capsys.readouterr().err
    assert told.count("was issued already, with other content") == 3
    assert "--reissue-changed" in told
    batch("--reissue-changed", code=2)  # nobody says yes
    told = capsys.readouterr().err
    assert len(standing()) == 5
    assert summary() == before
    assert (
        "row 3, 2026-Kim (Kim Voorbeeld, born 14 May 2007) was issued with other content:\n    skill, level: 3 -> 4"
        in told
    )
    assert "\n    last name: Voorbeeld -> de Vries\n" in told
    assert "\n    skill, level: 3 -> 5\n" in told
    assert "issue 3 anew, and revoke the old ones for good?" in told
    assert "2026-Sam" not in told
    batch("--reissue-changed", "--yes")
    told = capsys.readouterr().err
    assert "5 people: 3 signed now, 2 signed before" in told
    assert "corrected: 3" in told
    assert "nobody sees it until you publish" in told
    after = summary()
    for name in NAMES:
        row, old = after[f"2026-{name}"], before[f"2026-{name}"]
        corrected = name in ("Kim", "Noor", "Sky")
        assert (row["credential"] != old["credential"]) == corrected
        assert row["replaces"] == (old["credential"] if corrected else "")
    assert Counter(row.status for row in standing()) == {Status.VALID: 5, Status.REVOKED: 3}
    publish(6)
    for name in NAMES:
        assert verdicts(capsys, file_of(name), 6) == {"status_ok"}
        old = "revoked" if name in ("Kim", "Noor", "Sky") else "status_ok"
        assert verdicts(capsys, file_of(name, "first"), 6) == {old}
    # The same again, with or without it, replaces nothing twice.
    for more in ((), ("--reissue-changed",)):
        capsys.readouterr()
        batch(*more, day=7)
        assert "0 signed now, 5 signed before" in capsys.readouterr().err
        assert len(standing()) == 8
        assert {name: row["replaces"] for name, row in summary().items()} == {
            name: row["replaces"] for name, row in after.items()
        }


def test_in_dutch(work: Path, capsys: Streams) -> None:
    table(*people(Kim=level("Kim", "4")))
    batch("--reissue-changed", "--yes", "--lang", "nl")
    told = capsys.readouterr().err
    assert "rij 3, 2026-Kim (Kim Voorbeeld, geboren 14 mei 2007) is uitgegeven met een andere inhoud:" in told
    assert "verbeterd: 1; deel de nieuwe bestanden uit" in told
    rows = list(csv.DictReader(Path("out/summary.csv").read_text().splitlines(), delimiter=";"))
    (kim,) = (row for row in rows if row["in plaats van"])
    assert (kim["nummer"], kim["met sleutel"], kim["eerder ondertekend"]) == ("2026-Kim", "nee", "nee")


def test_nothing_is_replaced_where_something_else_is_wrong(work: Path, capsys: Streams) -> None:
    run("status", "suspend", "2026-Noor", "--issuer", "school", "--yes", *SECRET, *at(3))
    run("status", "revoke", "2026-Sky", "--issuer", "school", "--yes", *SECRET, *at(3))
    table(*people(Kim=level("Kim", "4"), Noor=level("Noor", "4"), Sky=level("Sky", "4")))
    capsys.readouterr()
    batch("--reissue-changed", "--yes", code=5)
    told = capsys.readouterr().err
    assert "row 4: 2026-Noor was issued with other content, and is not valid now: suspended" in told
    assert "row 6: 2026-Sky was issued with other content, and is not valid now: revoked" in told
    assert len(standing()) == 5
    # What can't be signed is told before anything is replaced.
    table(*people(Kim=level("Kim", "4")), name="class.csv")
    stage = json.loads(Path("stage.json").read_text())
    Path("stage.json").write_text(json.dumps({**stage, "valid_until": "2020-01-01"}))
    batch("--reissue-changed", "--yes", code=5)
    assert len(standing()) == 5
    # Rows that are as they were say nothing, whatever became of them since.
    Path("stage.json").write_text(json.dumps(stage))
    batch("--reissue-changed", "--yes")
    assert Counter(row.status for row in standing()) == {Status.VALID: 3, Status.SUSPENDED: 1, Status.REVOKED: 2}


def test_a_row_without_a_number(work: Path, capsys: Streams) -> None:
    table(*people(Kim=("", "Kim", "Voorbeeld", "4", "")))
    batch("--reissue-changed", "--yes", code=5)
    assert "row 3 has no external_id" in capsys.readouterr().err
    assert len(standing()) == 5


def test_who_was_bound_to_a_key_stays_bound(work: Path, capsys: Streams) -> None:
    run("wallet", "init", "--wallet", "kim.age", *SECRET)
    key = capsys.readouterr().out.strip()
    run("wallet", "ask", "--to", "Voorbeeldcollege", "--wallet", "kim.age", "-o", "kim.ask", *SECRET, *at(3))
    run("wallet", "init", "--wallet", "other.age", *SECRET)
    other = capsys.readouterr().out.strip()
    run("issuer", "reissue", "school", "2026-Kim", "--to", "kim.ask", "--yes", "-o", "kim.json", *SECRET, *at(3))
    bound = standing()[-1]
    # The table as it was: that credential again, and no error, though the table names no key.
    batch()
    assert summary()["2026-Kim"]["credential"] == bound.credential_id
    assert summary()["2026-Kim"]["bound"] == "yes"
    assert len(standing()) == 6
    capsys.readouterr()
    table(*people(Kim=level("Kim", "4", other)))
    batch("--reissue-changed", "--yes", code=5)
    assert "2026-Kim is bound to another key than the row names" in capsys.readouterr().err
    for cell, value in (("", "4"), (key, "5")):
        table(*people(Kim=level("Kim", value, cell)))
        batch("--reissue-changed", "--yes")
        new = standing()[-1]
        assert (new.holder, new.external_id, new.status) == (bound.holder, "2026-Kim", Status.VALID)
    publish(6)
    run("wallet", "add", file_of("Kim"), "--trust", "site", "--wallet", "kim.age", *SECRET, *at(6))
    # A key where there was none is a change as any other.
    capsys.readouterr()
    table(*people(Sky=level("Sky", "3", other), Kim=level("Kim", "5", key)))
    batch("--reissue-changed", "--yes")
    assert f"key: - -> {other}" in capsys.readouterr().err
    assert summary()["2026-Sky"]["bound"] == "yes"


def test_an_issuer_without_lists(work: Path, capsys: Streams) -> None:
    run("issuer", "init", "club", "--name", "Vereniging", "--did", "key", *SECRET)
    batch(issuer="club")
    table(*people(Kim=level("Kim", "4")))
    capsys.readouterr()
    batch("--reissue-changed", "--yes", issuer="club")
    told = capsys.readouterr().err
    assert "of the old ones 1 stand in no status list" in told
    assert "until you publish" not in told


@pytest.mark.parametrize("step", ["reserve", "record", "rename"])
def test_stopped_at_each_step(step: str, work: Path, capsys: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    table(*people(Kim=level("Kim", "4"), Sky=level("Sky", "2")))

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    place = {"reserve": (Session, "reserve"), "record": (Session, "record"), "rename": (issuance, "rename_synced")}
    with monkeypatch.context() as patch:
        patch.setattr(*place[step], stopped)
        batch("--reissue-changed", "--yes", code=130)
    in_force = [row.external_id for row in standing() if not row.superseded]
    assert sorted(in_force) == sorted(f"2026-{name}" for name in NAMES), "never none, never two"
    batch("--reissue-changed", "--yes")
    assert Counter((row.external_id, row.status) for row in standing()) == Counter(
        [(f"2026-{name}", Status.VALID) for name in NAMES]
        + [("2026-Kim", Status.REVOKED), ("2026-Sky", Status.REVOKED)]
    )
    assert not list(Path("out").glob(".*"))
    publish(6)
    for name in NAMES:
        assert verdicts(capsys, file_of(name), 6) == {"status_ok"}
    assert verdicts(capsys, file_of("Sky", "first"), 6) == {"revoked"}


def test_two_at_once_replace_nothing_twice(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process corrects the same after this one looked, and before it signs; or while it signs."""
    sign, make = batch_action.sign, issuance._Chunk._sign

    def meanwhile(*given: Any) -> Any:
        patch.setattr(batch_action, "sign", sign)
        batch("--reissue-changed", "--yes")
        return sign(*given)

    table(*people(Kim=level("Kim", "4")))
    with monkeypatch.context() as patch:
        patch.setattr(batch_action, "sign", meanwhile)
        batch("--reissue-changed", "--yes")
    assert Counter(row.status for row in standing()) == {Status.VALID: 5, Status.REVOKED: 1}

    def between(chunk: Any, jobs: Any, *given: Any) -> Any:
        if jobs[0].renew is Renewal.CHANGED:
            patch.setattr(issuance._Chunk, "_sign", make)
            batch("--reissue-changed", "--yes", out="other")
        return make(chunk, jobs, *given)

    table(*people(Kim=level("Kim", "5")))
    with monkeypatch.context() as patch:
        patch.setattr(issuance._Chunk, "_sign", between)
        batch("--reissue-changed", "--yes", code=6)
    batch("--reissue-changed", "--yes")
    assert Counter(row.status for row in standing()) == {Status.VALID: 5, Status.REVOKED: 2}
    in_force = {row.external_id: row.credential_id for row in standing() if not row.superseded}
    assert {name: row["credential"] for name, row in summary().items()} == in_force


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs signals")
def test_killed_on_the_way(work: Path, capsys: Streams) -> None:
    """A class of 300, all of whom are corrected, killed three times: a new one for each, and each old one revoked."""
    number = 300
    rows = [(f"2027-{n}", f"Sam{n}", "Voorbeeld", "3", "") for n in range(number)]
    table(*rows)
    shutil.rmtree("out")
    batch()
    first = {path.name: path.read_bytes() for path in Path("out").glob("0*.json")}
    table(*((*row[:3], "4", "") for row in rows))
    line = ["batch", "class.csv", "--template", "stage.json", "--issuer", "school", "-o", "out", "--reissue-changed"]
    line = [sys.executable, "-m", "dsp_vc", *line, "--yes", *SECRET, *at(6)]
    for reached in (50, 100, 200):
        child = subprocess.Popen(line, stderr=subprocess.PIPE, start_new_session=True)
        while child.poll() is None and _corrected(first) < reached:
            time.sleep(0.01)
        assert child.poll() is None, child.communicate()[1].decode()
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
    subprocess.run(line, check=True, capture_output=True)
    assert _corrected(first) == number
    mine = [row for row in standing() if row.external_id.startswith("2027-")]
    assert Counter(Counter(row.external_id for row in mine).values()) == {2: number}
    assert {(bool(row.superseded), row.status) for row in mine} == {(True, "revoked"), (False, "valid")}
    in_force = {row.external_id: row.credential_id for row in mine if not row.superseded}
    old = {row.external_id: row.credential_id for row in mine if row.superseded}
    assert {name: (row["credential"], row["replaces"]) for name, row in summary().items()} == {
        name: (in_force[name], old[name]) for name in in_force
    }
    for name, row in summary().items():
        text = Path("out", row["file"]).read_text()
        assert json.loads(text)[0]["contents"][0]["id"] == in_force[name]
    publish(7)
    assert verdicts(capsys, f"out/{min(first)}", 7) == {"status_ok"}
    Path("old.json").write_bytes(first[min(first)])
    assert verdicts(capsys, "old.json", 7) == {"revoked"}


def _corrected(first: dict[str, bytes]) -> int:
    """How many files are not what they were."""
    return sum(Path("out", name).read_bytes() != data for name, data in first.items())
