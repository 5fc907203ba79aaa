"""A class of five hundred, from a CSV and from an Excel table, killed five times on the way: nobody is lost or doubled."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dsp_vc.actions.site import checked_site
from dsp_vc.cli.main import main
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing.register.database import connect, read_url, transaction
from dsp_vc.issuing.register.tables import State, credentials, renderings, slots
from dsp_vc.model.records import load_values
from dsp_vc.model.universal_wallet import read_entries
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.report import Verdict
from dsp_vc.verification.verifier import Verifier
from scrypt_once import light

ROOT = Path(__file__).resolve().parents[2]
SECRET = ("--passphrase-file", "pass")
NOW = datetime(2026, 11, 24, 10, 0, 0, tzinfo=UTC)
AT = ("--at", "2026-11-24T10:00:00Z")
NUMBER, PARTS = 500, ("revocation", "suspension", "token")
HEAD = ["Leerlingnummer", "Voornaam", "Achternaam", "Geboortedatum", "Sleutel"]
#: Of how many the file stands when the process is killed; a little later, at random, in the middle of the next fifty.
KILLED_AT = (100, 200, 250, 300, 350)
Streams = pytest.CaptureFixture[str]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    light(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DSP_VC_HOME", str(tmp_path / "home"))
    (tmp_path / "pass").write_text("een zin die niemand raadt\n")
    (job,) = load_values((ROOT / "examples" / "records" / "side-job.yaml").read_bytes(), "side-job.yaml")
    (tmp_path / "job.json").write_text(json.dumps({**job, "skills": job["skills"][:1]}))
    made = ("--name", "Voorbeeldcollege", "--did", "web:school.example", "--status")
    assert main(["issuer", "init", "school", *made, *SECRET]) == 0
    return tmp_path


def write_class(path: Path, key: str) -> None:
    """The first has a key; the others are bound to their names."""
    rows = [[f"2026-{n}", f"Sam{n}", "van 't Voorbeeld", "14-05-2007", "" if n else key] for n in range(NUMBER)]
    if path.suffix == ".xlsx":
        from openpyxl import Workbook

        book = Workbook()
        for row in (HEAD, *rows):
            book.active.append(row)
        book.save(path)
    else:
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, delimiter=";").writerows((HEAD, *rows))


def killed(line: list[str], out: Path, number: int, delay: float) -> None:
    """Run ``line`` as a process; kill it ``delay`` seconds after ``number`` files stand in ``out``."""
    child = subprocess.Popen([sys.executable, "-m", "dsp_vc", *line], stderr=subprocess.PIPE, start_new_session=True)
    while child.poll() is None and len(list(out.glob("0*.json"))) < number:
        time.sleep(0.01)
    time.sleep(delay)
    assert child.poll() is None, child.communicate()[1].decode()
    os.killpg(child.pid, signal.SIGKILL)
    child.communicate()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs signals")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_killed_five_times_on_the_way(work: Path, kind: str, capsys: Streams) -> None:
    assert main(["wallet", "init", "--wallet", "sam.age", *SECRET]) == 0
    write_class(work / f"class.{kind}", capsys.readouterr().out.strip())
    out, choose = work / "out", random.Random(kind)
    line = ["batch", f"class.{kind}", "--template", "job.json", "--issuer", "school", "-o", "out", *SECRET, *AT]
    for number in KILLED_AT:
        killed(line, out, number, choose.uniform(0, 0.2))
    done = subprocess.run([sys.executable, "-m", "dsp_vc", *line], capture_output=True, check=True, text=True)
    assert f"{NUMBER} people" in done.stderr
    ids = handed_over(out)
    in_register(work, ids)
    assert main(["issuer", "publish", "school", "-o", "site", *SECRET, *AT]) == 0
    all_verify(work / "site", out)
    some = [str(path) for path in sorted(out.glob("0*.json"))[::100]]
    assert main(["verify", *some, "--trust", "site", *AT]) == 0
    taken = ("--wallet", "sam.age", *SECRET, *AT)
    assert main(["wallet", "add", "out/00002-2026-0.json", "--trust", "site", *taken]) == 0


def handed_over(out: Path) -> list[str]:
    """A file for each, nothing else, and a summary that says so; gives the ids."""
    rows = list(csv.DictReader((out / "summary.csv").open()))
    assert [row["external_id"] for row in rows] == [f"2026-{n}" for n in range(NUMBER)]
    assert sorted(path.name for path in out.iterdir()) == [*(row["file"] for row in rows), "summary.csv", "summary.txt"]
    ids = [json.loads((out / row["file"]).read_text())[0]["contents"][0]["id"] for row in rows]
    assert ids == [row["credential"] for row in rows]
    assert len(set(ids)) == NUMBER
    return ids


def in_register(work: Path, ids: list[str]) -> None:
    """One row for each, and nothing half way; each index once, and none that is of nobody."""
    school = work / "school"
    engine = connect(read_url(issuer_folder.register_address(school)), issuer_folder.read_profile(school).id)
    with transaction(engine) as connection:
        rows = connection.execute(select(credentials.c.credential_id, credentials.c.state)).all()
        places = connection.execute(select(slots.c.list, slots.c.index)).all()
        texts = connection.execute(select(func.count()).select_from(renderings)).scalar_one()
    assert {row.credential_id for row in rows if row.state == State.ISSUED} == set(ids)
    assert {row.state for row in rows} <= {State.ISSUED, State.BURNT}
    assert len(set(places)) == len(places) == len(PARTS) * len(rows)
    assert texts == 2 * NUMBER


def all_verify(site: Path, out: Path) -> None:
    """Both renderings of everybody, by what the issuer published."""
    found = checked_site(str(site), NOW)
    lists = Documents(status_lists={url: (raw,) for url, raw in found.status_lists.items()})
    verifier = Verifier(TrustBundle.of_cards([found.card]), evidence=lists, clock=lambda: NOW)
    for path in out.glob("0*.json"):
        twins = [verifier.verify(entry.raw.encode()) for entry in read_entries(path.read_bytes())]
        assert [twin.verdict for twin in twins] == [Verdict.ACCEPTED] * 2, path
