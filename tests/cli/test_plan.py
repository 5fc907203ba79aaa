"""The plan in the wallet, as a worker uses it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dsp_vc.cli.main import main
from dsp_vc.encoding.strict_json import JsonObject, parse_object
from dsp_vc.issuing.ask import read_ask
from dsp_vc.keys import age
from dsp_vc.model import universal_wallet
from dsp_vc.model.schemas import read_schema
from dsp_vc.skills.plan.model import ENTRY, Plan
from dsp_vc.wallet.file import Unlock, backup_of
from dsp_vc.wallet.wallet import opened
from passports import NOTE, example
from receipts import NOW

AT = ("--at", "2026-11-24T12:00:00Z")


class Shell:
    """Somebody with a wallet that an age key opens."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        identity, self.recipient = age.generate_identity()
        self.lock = Unlock(recipients=(self.recipient,), identities=(identity,))
        self.path = Path("sam.age")
        Path("key.txt").write_text(identity)
        self.out = self.err = ""

    def run(self, *words: str) -> int:
        code = main(words)
        captured = self._capsys.readouterr()
        self.out, self.err = captured.out, captured.err
        return code

    def __call__(self, *words: str, wallet: str = "sam.age") -> int:
        return self.run(*words, "--wallet", wallet, "--identity", "key.txt")

    def keep(self, entry: JsonObject) -> None:
        with opened(self.path, self.lock) as wallet:
            wallet.keep(ENTRY, entry)

    def before(self) -> bytes:
        return self.lock.unseal(backup_of(self.path).read_bytes())


def _plan() -> Plan:
    """The plan of the example, without the proof that its wallet does not hold here."""
    plan = example().plan
    assert plan is not None
    return replace(plan, steps=(replace(plan.steps[0], proof=None), *plan.steps[1:]))


@pytest.fixture
def sam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    monkeypatch.chdir(tmp_path)
    shell = Shell(capsys)
    assert shell.run("wallet", "init", "--wallet", "sam.age", "--recipient", shell.recipient) == 0
    return shell


@pytest.fixture
def planned(sam: Shell) -> Shell:
    sam.keep(_plan().to_entry())
    return sam


def test_no_plan_yet(sam: Shell) -> None:
    for words in (["passport", "plan"], ["passport", "plan", "--drop"], ["passport", "plan", "--note", "1", "x"],
                  ["wallet", "ask", "--to", "Iemand", "--step", "1"]):  # fmt: skip
        assert sam(*words) == 5
        assert "there is no plan in the wallet" in sam.err


def test_it_is_shown_in_plain_words(planned: Shell) -> None:
    assert planned("passport", "plan", "--lang", "nl", *AT) == 0
    assert planned.out.startswith(
        "Plan: opzichter timmerwerk\ngemaakt op 24 november 2026; klaar: 0 van 7 stappen\n\n"
        "[ ] 1. bouwmateriaal bestellen\n     Doe: "
    )
    assert "[ ] 2. advies geven over bouwmaterialen\n     Doe: Zoek voor een klus twee soorten plaatmat" in planned.out
    assert f"     Vraag hulp aan: uitvoerder. Klaar vóór: 5 januari 2027.\n     Notitie: {NOTE}\n" in planned.out
    assert "voor later: 17" in planned.out
    assert "dsp-vc wallet ask --step 1 --to NAAM" in planned.err


def test_as_json_it_is_the_published_schema(planned: Shell) -> None:
    from jsonschema import Draft202012Validator

    assert planned("passport", "plan", "--json") == 0
    shown = json.loads(planned.out)
    Draft202012Validator(parse_object(read_schema("plan.schema.json"))).validate(shown)
    assert shown == json.loads(json.dumps(_plan().to_json()))
    before = planned.out
    assert planned("passport", "plan", "--json") == 0
    assert planned.out == before


def test_a_note_is_kept_and_leaves_no_trace_when_it_goes(planned: Shell) -> None:
    assert planned("passport", "plan", "--note", "3", "dinsdag bellen") == 0
    assert "Note: dinsdag bellen" in planned.out
    assert planned("passport", "plan", "--note", "3", "") == 0
    assert "dinsdag bellen" not in planned.out
    assert b"dinsdag bellen" not in planned.before()
    assert planned("passport", "plan", "--note", "9", "x") == 5
    assert "no step 9" in planned.err
    assert planned("passport", "plan", "--note", "3", "x" * 401) == 5


def test_dropping_asks_first_and_leaves_no_trace(planned: Shell) -> None:
    assert planned("passport", "plan", "--drop") != 0
    assert planned("passport", "plan") == 0
    assert planned("passport", "plan", "--drop", "--yes") == 0
    assert planned("passport", "plan") == 5
    assert ENTRY.encode() not in planned.before()


def test_what_can_t_be_read_is_told_and_stays(sam: Shell) -> None:
    entry = _plan().to_entry()
    for wrong, told in (({**entry, "version": 9}, "newer version"), ({**entry, "steps": []}, "can't be read")):
        sam.keep(wrong)
        assert sam("passport", "plan") == 6
        assert told in sam.err
        with opened(sam.path, sam.lock, write=False) as wallet:
            assert wallet.kept(ENTRY) == wrong
        assert sam("wallet", "list") == 0  # the rest of the wallet is fine
    assert sam("passport", "plan", "--drop", "--yes") == 0
    assert sam("passport", "plan") == 5


def test_from_a_step_to_the_request_for_its_proof(planned: Shell) -> None:
    words = ("wallet", "ask", "--to", "Bouwbedrijf Voorbeeld", "--step", "2", "--step", "3", "-o", "ask.json")
    assert planned(*words, "--title", "Werk", *AT) == 0
    ask = read_ask(parse_object(Path("ask.json").read_bytes()), NOW.replace(hour=13))
    steps = _plan().steps[1:3]
    assert [skill["uri"] for skill in ask.record["skills"]] == [step.uri for step in steps]  # type: ignore[union-attr]
    assert ask.record["skills"][0]["name"] == {  # type: ignore[index,call-overload]
        "nl": "advies geven over bouwmaterialen", "en": "advise on construction materials",
    }  # fmt: skip
    assert planned(*words[:4], "--step", "99", "-o", "no.json") == 5
    assert not Path("no.json").exists()


def test_it_survives_backup_import_and_another_passphrase(planned: Shell) -> None:
    assert planned("wallet", "export", "-o", "backup.json") == 0
    entries = universal_wallet.read_entries(Path("backup.json").read_bytes())
    assert [entry.kind for entry in entries if entry.value.get("type") == ENTRY] == ["other"]
    assert planned.run("wallet", "init", "--wallet", "new.age", "--recipient", planned.recipient) == 0
    assert planned("wallet", "import", "backup.json", wallet="new.age") == 0
    assert "the plan in the backup was taken over" in planned.err
    assert planned("passport", "plan", "--json", wallet="new.age") == 0
    assert json.loads(planned.out) == json.loads(json.dumps(_plan().to_json()))
    assert planned("wallet", "import", "backup.json", wallet="new.age") == 0
    assert "plan" not in planned.err

    identity, recipient = age.generate_identity()
    assert planned("wallet", "passphrase", "--recipient", recipient) == 0
    Path("key.txt").write_text(identity)
    assert planned("passport", "plan") == 0


def test_a_backup_replaces_no_plan_and_brings_no_damaged_one(planned: Shell) -> None:
    def backup(entry: JsonObject) -> None:
        Path("backup.json").write_bytes(universal_wallet.build([universal_wallet.as_entry(entry)]))

    backup(replace(_plan(), later=0).to_entry())
    assert planned("wallet", "import", "backup.json") == 0
    assert "was not taken over" in planned.err
    assert planned("passport", "plan", "--drop", "--yes") == 0
    backup({**_plan().to_entry(), "steps": []})
    assert planned("wallet", "import", "backup.json") == 0
    assert "can't be read" in planned.err
    assert planned("passport", "plan") == 5


def test_names_of_a_stranger_steer_no_terminal(sam: Shell) -> None:
    entry = json.loads(json.dumps(_plan().to_entry()))
    entry["steps"][0]["skill"]["name"] = {"en": "a\x1b[2Jb\u202ec"}
    entry["steps"][1]["note"] = "x\x1b[2Jy"
    sam.keep(entry)
    assert sam("passport", "plan", "--lang", "en") == 0
    assert "\x1b" not in sam.out
    assert "\u202e" not in sam.out


def test_of_a_vacancy_that_nobody_confirmed_it_is_not_said_that_nothing_lacks(sam: Shell) -> None:
    vacancy = {"@type": "JobPosting", "title": "Metselaar gezocht", "description": "Je kunt goed voegen."}
    Path("job.json").write_text(json.dumps(vacancy))
    assert sam("passport", "plan", "--job", "job.json", "--yes", "--lang", "en", *AT) == 5
    assert "job.json: nothing in this vacancy is a requirement that somebody confirmed" in sam.err
    assert "dsp-vc skills vacancy job.json" in sam.err
    assert sam.run("skills", "vacancy", "job.json", "--confirm", "1", "-o", "sure.json") == 0
    assert sam("passport", "plan", "--job", "sure.json", "--yes", *AT) == 0
