"""A plan from its making to its end, with a school whose lists say what it took back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.cli.main import main
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.keys import age
from passports import CARPENTER, SUPERVISOR, essential
from scrypt_once import remember

SECRET = ("--passphrase-file", "pass")
AT = ("--at", "2026-11-24T12:00:00Z")
ROOT = Path(__file__).resolve().parents[2]
GOAL = ("--goal", "opzichter timmerwerk")
Streams = pytest.CaptureFixture[str]
HELD = 11  # skills that the worker starts with


class Work:
    """A worker with a wallet and a school, in one folder."""

    def __init__(self, capsys: Streams) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def run(self, *words: str, code: int = 0) -> None:
        got = main(words)
        captured = self._capsys.readouterr()
        self.out, self.err = captured.out, captured.err
        assert got == code, (words, self.err)

    def sam(self, *words: str, code: int = 0) -> None:
        self.run(*words, "--wallet", "sam.age", "--identity", "key.txt", code=code)

    def issue(self, name: str, *skills: str, at: str = "2026-11-24T10:00:00Z", **given: Any) -> None:
        record = {
            "title": name, "basis": "assessed", "context": "internship", "external_id": name,
            "skills": [{"uri": uri, "name": {"nl": "x"}} for uri in skills],
            "subject": {"given_name": "Sam", "family_name": "Voorbeeld"}, **given,
        }  # fmt: skip
        Path(f"{name}.record.json").write_text(dumps(record))
        self.run(
            "issue",
            f"{name}.record.json",
            "--issuer",
            "school",
            "--to",
            self.did,
            "-o",
            f"{name}.json",
            *SECRET,
            "--at",
            at,
        )

    @property
    def did(self) -> str:
        return Path("did").read_text()

    def plan(self, *words: str) -> Any:
        self.sam("passport", "plan", "--json", *words)
        return json.loads(self.out)

    def publish(self, at: str) -> None:
        shutil.rmtree("site", ignore_errors=True)
        self.run("issuer", "publish", "school", "-o", "site", *SECRET, "--at", at)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Work:
    remember(monkeypatch)
    monkeypatch.chdir(tmp_path)
    Path("pass").write_text("een zin die niemand raadt\n")
    identity, recipient = age.generate_identity()
    Path("key.txt").write_text(identity)
    made = Work(capsys)
    made.run(
        "issuer", "init", "school", "--name", "Voorbeeldcollege", "--did", "web:school.example", "--status", *SECRET
    )
    made.run("issuer", "card", "school", "-o", "card.json")
    made.run("trust", "add", "card.json", "--yes")
    made.run("wallet", "init", "--wallet", "sam.age", "--recipient", recipient)
    Path("did").write_text(made.out.strip())
    made.issue("stage", *essential(CARPENTER)[:HELD])
    made.publish("2026-11-24T10:00:00Z")
    made.sam("wallet", "add", "stage.json", "--evidence", "site", *AT)
    return made


@pytest.fixture
def planned(work: Work) -> Work:
    work.sam("passport", "plan", *GOAL, "--by", "2027-06-30", *AT)
    return work


def test_from_the_goal_to_the_steps(planned: Work) -> None:
    assert "[ ] 1. " in planned.out
    plan = planned.plan(*AT)
    assert plan["goal"]["uri"] == SUPERVISOR
    assert plan["by"] == plan["steps"][-1]["due"] == "2027-06-30"
    assert len(plan["steps"]) == 7
    assert all(step["ways"] for step in plan["steps"])
    wanted = [step["skill"]["uri"] for step in plan["steps"]]
    assert set(wanted) <= set(essential(SUPERVISOR)) - set(essential(CARPENTER)[:HELD])
    assert planned.plan(*AT) == plan


def test_a_step_closes_when_its_proof_is_added_and_says_so(planned: Work) -> None:
    second = planned.plan(*AT)["steps"][1]["skill"]
    planned.sam(
        "wallet", "ask", "--step", "2", "--to", "Voorbeeldcollege", "--title", "Werkstuk", "-o", "ask.json", *AT
    )
    Path("said.json").write_text(dumps({"basis": "assessed", "context": "employment", "external_id": "w"}))
    planned.run("issue", "said.json", "--from-request", "ask.json", "--issuer", "school", "-o", "w.json", *SECRET, *AT)
    planned.publish("2026-11-24T12:00:00Z")
    planned.sam("wallet", "add", "w.json", "--evidence", "site", "--lang", "nl", *AT)
    lines = planned.err.splitlines()
    assert lines[0].startswith("w.json, Werkstuk: toegevoegd")
    assert lines[1] == (f"stap 2 van uw plan is klaar: {second['name']['nl']} (bewijs: Werkstuk, van Voorbeeldcollege)")
    step = planned.plan(*AT)["steps"][1]
    assert (step["state"], step["closedBy"]["title"], step["closedBy"]["day"]) == ("closed", "Werkstuk", "2026-11-24")
    planned.sam("wallet", "add", "w.json", "--evidence", "site", *AT)
    assert "step" not in planned.err  # once is enough
    planned.sam("wallet", "list")
    assert "step" not in planned.err


def _close_second(work: Work) -> None:
    work.issue("w", work.plan(*AT)["steps"][1]["skill"]["uri"])
    work.publish("2026-11-24T12:00:00Z")
    work.sam("wallet", "add", "w.json", "--evidence", "site", *AT)
    assert "step 2 of your plan is done" in work.err


def _revoke(work: Work) -> None:
    work.run("status", "revoke", "w", "--issuer", "school", "--yes", *SECRET)
    work.publish("2026-11-25T10:00:00Z")
    work.sam("wallet", "list", "--evidence", "site", "--at", "2026-11-25T11:00:00Z")


def _remove(work: Work) -> None:
    work.sam("wallet", "remove", "2", "--yes")


@pytest.mark.parametrize(("lose", "why"), [(_revoke, "revoked by its issuer"), (_remove, "no longer in your wallet")])
def test_it_opens_again_when_the_proof_is_lost(planned: Work, lose: Callable[[Work], None], why: str) -> None:
    _close_second(planned)
    lose(planned)
    assert "step 2 of your plan is open again" in planned.err
    assert why in planned.err
    step = planned.plan(*AT)["steps"][1]
    assert (step["state"], step["closedBy"]) == ("open", None)
    assert "step" not in planned.err.replace("A step is done", "")


def test_what_is_revoked_elsewhere_opens_the_step_wherever_the_plan_is_shown(planned: Work) -> None:
    _close_second(planned)
    planned.run("status", "revoke", "w", "--issuer", "school", "--yes", *SECRET)
    planned.publish("2026-11-25T10:00:00Z")
    later = ("--evidence", "site", "--at", "2026-11-25T11:00:00Z")
    planned.sam("passport", "plan", *later)
    assert "step 2 of your plan is open again" in planned.err
    assert "[ ] 2. " in planned.out
    planned.sam("passport", "report", "-o", "report.html", *later)
    assert "Done: w" not in Path("report.html").read_text()
    planned.sam("passport", "report", "-o", "before.html", *AT)  # the control: as of a day before
    assert "Done: w" in Path("before.html").read_text()


def test_another_goal_asks_first(planned: Work) -> None:
    goal = ("--goal", "http://data.europa.eu/esco/occupation/05f321f8-055b-407d-bf19-e0ddabda56b7")
    planned.sam("passport", "plan", "--note", "1", "eerst Jan vragen", *AT)
    planned.sam("passport", "plan", *goal, *AT, code=2)
    assert planned.plan(*AT)["goal"]["uri"] == SUPERVISOR
    planned.sam("passport", "plan", *goal, "--yes", "--steps", "3", *AT)
    assert "Plan: bricklayer" in planned.out
    assert len(planned.plan(*AT)["steps"]) == 3


def test_nothing_missing_makes_no_plan(work: Work) -> None:
    work.issue("all", *essential(SUPERVISOR))
    work.publish("2026-11-24T12:00:00Z")
    work.sam("wallet", "add", "all.json", "--evidence", "site", *AT)
    work.sam("passport", "plan", *GOAL, *AT)
    assert "no plan is needed" in work.err
    assert work.out == ""
    work.sam("passport", "plan", *AT, code=5)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--goal", "opzichter timmerwerk", "--by", "2026-11-24"), 5, "not after today"),
        (("--goal", "opzichter timmerwerk", "--by", "morgen"), 2, "is not a day such as"),
        (("--goal", "qqqqqqq"), 5, "no occupation"),
        (("--goal", "timmerman", "--drop"), 2, "don't go together"),
        (("--goal", "timmerman", "--steps", "21"), 2, "--steps"),
    ],
)
def test_what_makes_no_plan_is_said_first(work: Work, words: tuple[str, ...], code: int, told: str) -> None:
    before = Path("sam.age").read_bytes()
    work.sam("passport", "plan", *words, *AT, code=code)
    assert told in work.err
    assert Path("sam.age").read_bytes() == before


def test_the_report_of_the_plan(planned: Work) -> None:
    for lang, monday, title in (("nl", "Maandag 30 november 2026", "Skillspaspoort van Sam Voorbeeld"),
                                ("en", "Monday 30 November 2026", "Skills passport of Sam Voorbeeld")):  # fmt: skip
        words = ("passport", "report", "--lang", lang, *AT)
        planned.sam(*words, "-o", "one.html")
        page = Path("one.html").read_text()
        assert monday in page
        assert title in page
        planned.sam(*words)
        assert planned.out.encode() == Path("one.html").read_bytes()
        planned.sam(*words, "-o", "one.pdf")
        planned.sam(*words, "-o", "two.pdf")
        assert Path("one.pdf").read_bytes() == Path("two.pdf").read_bytes()
        assert Path("one.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_a_report_for_another_goal_proposes_a_plan(planned: Work) -> None:
    planned.sam("passport", "report", "--goal", "metselaar", "-o", "r.html", "--lang", "nl", *AT)
    page = Path("r.html").read_text()
    assert "Wat dit werk vraagt: metselaar" in page
    assert "Dit is een voorstel" in page
    assert planned.plan(*AT)["goal"]["uri"] == SUPERVISOR


def test_a_report_for_somebody_else(planned: Work) -> None:
    planned.sam("passport", "plan", "--note", "1", "geheime notitie", *AT)
    planned.sam("passport", "report", "--for", "Bouwbedrijf Voorbeeld", "-o", "r.html", *AT)
    assert "without what to do on Monday" in planned.err
    page = Path("r.html").read_text()
    assert "geheime notitie" not in page
    assert "for Bouwbedrijf Voorbeeld" in page
    planned.sam("passport", "report", "-o", "own.html", *AT)
    assert "geheime notitie" in Path("own.html").read_text()
    planned.sam("passport", "report", "--for", " ", "-o", "r2.html", *AT, code=2)
    assert not Path("r2.html").exists()


def test_a_report_is_written_over_nothing_else(planned: Work) -> None:
    before = Path("sam.age").read_bytes()
    for name, code in (("sam.age", 5), ("report.txt", 5), ("sam.age.bak", 5)):
        planned.sam("passport", "report", "-o", name, *AT, code=code)
    assert "neither .html nor .pdf" in planned.err
    assert Path("sam.age").read_bytes() == before
    assert not Path("report.txt").exists()


def test_a_plan_and_a_report_for_a_vacancy(work: Work) -> None:
    data = ROOT / "data" / "learning"
    shutil.copy(data / "vacancies" / "voorman-timmerwerk.json", "job.json")
    shutil.copy(data / "trainings.csv", "trainings.csv")
    work.sam("passport", "plan", "--job", "job.json", "--trainings", "trainings.csv", "--lang", "nl", *AT)
    assert "Plan: Voorman timmerwerk" in work.out
    assert "Of leer het bij: " in work.out
    plan = work.plan(*AT)
    assert plan["goal"]["type"] == "vacancy"
    assert any(way["kind"] == "training" for step in plan["steps"] for way in step["ways"])
    work.sam("passport", "report", "--job", "job.json", "--lang", "nl", "-o", "r.html", *AT)
    page = Path("r.html").read_text()
    assert "Wat dit werk vraagt: Voorman timmerwerk" in page
    assert "voorstel" not in page  # the plan in the wallet is for this vacancy
    work.sam("passport", "report", "--job", "job.json", "--goal", "timmerman", "-o", "no.html", *AT, code=2)
    work.sam("passport", "plan", "--job", "missing.json", *AT, code=5)
    work.sam("passport", "plan", "--goal", "timmerman", "--trainings", "job.json", *AT, code=5)
