"""``dsp-vc passport show`` and ``gap`` as a worker uses them, and what may be wrong with what is in a wallet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import esco_zip
from dsp_vc.cli.main import main
from dsp_vc.did.key import did_key, key_method
from dsp_vc.encoding.strict_json import dumps, parse_object
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys import age
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.attestation import Level, Skill, SkillAttestation
from dsp_vc.model.schemas import read_schema
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.suite import add_proof
from dsp_vc.status import bitstring

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
AT = ("--at", "2026-11-24T12:00:00Z")
ESCO = "http://data.europa.eu/esco/"
BRICKS = f"{ESCO}skill/13e1c0a2-b90d-46f4-be51-11730360b38d"
WASTE = f"{ESCO}skill/110d7aa3-e44e-4cce-a927-8d4de615f3d9"
ERGONOMIC = f"{ESCO}skill/156f8c5b-894a-4ccc-a70e-37a2726f3f00"
BRICKLAYER = f"{ESCO}occupation/05f321f8-055b-407d-bf19-e0ddabda56b7"
UNKNOWN = "urn:example:skill:facade"
URL = "https://school.example/status/1"
Streams = pytest.CaptureFixture[str]


class Worker:
    """Somebody at a shell with a wallet, two issuers whom they trust, and a stranger."""

    def __init__(self, capsys: Streams) -> None:
        self._capsys = capsys
        self.out = self.err = ""
        identity, self.recipient = age.generate_identity()
        Path("key.txt").write_text(f"{identity}\n")
        assert self.run("wallet", "init", "--recipient", self.recipient) == 0
        self.did = self.out.strip()
        self.school, self.firm = _issuer("Voorbeeldcollege"), _issuer("Bouwbedrijf Voorbeeld")
        self.stranger = _issuer("Onbekend")
        for issuer in (self.school, self.firm):
            Path("card.json").write_text(dumps(issuer.card().value))
            assert self.run("trust", "add", "card.json", "--yes") == 0

    def run(self, *words: str) -> int:
        code = main(words)
        captured = self._capsys.readouterr()
        self.out, self.err = captured.out, captured.err
        return code

    def wallet(self, verb: str, *words: str) -> int:
        return self.run("wallet", verb, *words, "--identity", "key.txt")

    def receive(self, issuer: Issuer, *skills: Skill | str, to: str | None = None, **given: Any) -> None:
        """Get a delivery of ``issuer`` and add it."""
        keep = given.pop("keep", False)
        Path("delivery.json").write_bytes(issuer.issue([_record(skills, **given)], to=to or self.did, now=NOW))
        assert self.wallet("add", "delivery.json", *AT, *(["--keep-unverified"] if keep else [])) == 0

    def passport(self, verb: str, *words: str) -> str:
        """What it prints."""
        assert self.run("passport", verb, *words, "--identity", "key.txt", *_at(words)) == 0, self.err
        return self.out

    def json(self, verb: str, *words: str) -> Any:
        """The same as JSON, which is held to its schema."""
        shown = json.loads(self.passport(verb, *words, "--json"))
        name = {"show": "passport", "gap": "gap"}[verb]
        Draft202012Validator(parse_object(read_schema(f"{name}.schema.json"))).validate(shown)
        return shown


def _at(words: Sequence[str]) -> Sequence[str]:
    return () if "--at" in words else AT


def _issuer(name: str) -> Issuer:
    signer = MemorySigner.generate(KeyType.ED25519)
    did = did_key(signer.public_key)
    return Issuer.of_key(signer.with_method(key_method(did)), did, name)


def _record(skills: Sequence[Skill | str], **given: Any) -> SkillAttestation:
    whole = tuple(Skill(one, {"nl": one}) if isinstance(one, str) else one for one in skills)
    return SkillAttestation(
        **{"title": "Stage", "basis": "assessed", "context": "internship", **given},
        skills=whole,
    )


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Worker:
    monkeypatch.chdir(tmp_path)
    return Worker(capsys)


def test_the_journey(worker: Worker) -> None:
    """Take over another wallet, add what two issuers signed, say something oneself; look, and hold it against a job."""
    worker.receive(worker.school, WASTE, title="Bijbaan", context="sideJob", last_demonstrated="2026-01-10")
    assert worker.wallet("export", "--with-keys", "--yes", "-o", "backup.json") == 0
    Path("other.age").unlink(missing_ok=True)
    other = ("--wallet", "other.age")
    assert worker.run("wallet", "init", "--recipient", worker.recipient, *other) == 0
    assert worker.wallet("import", "backup.json", *other, *AT) == 0
    skill = Skill(BRICKS, {"nl": "metselen"}, level=Level("3", "Werkplekniveau 1-5", "zelfstandig"))
    for number, (issuer, given) in enumerate(
        (
            (worker.school, {"last_demonstrated": "2026-06-20"}),
            (worker.firm, {"basis": "attested", "context": "employment", "last_demonstrated": "2026-11-04"}),
        )
    ):
        file = f"delivery{number}.json"
        Path(file).write_bytes(issuer.issue([_record([skill], **given)], to=worker.did, now=NOW))
        assert worker.wallet("add", file, *other, *AT) == 0
    Path("claim.yaml").write_text(
        f"title: Klussen\nbasis: selfAsserted\ncontext: volunteering\nskills:\n  - {{uri: '{ERGONOMIC}', name: houding}}\n"
    )
    assert worker.wallet("claim", "claim.yaml", *other, *AT) == 0

    shown = worker.passport("show", *other, "--lang", "nl")
    assert "Wat u laat zien: 2 vaardigheden; uitgevers: 2" in shown
    assert "metselen: getoetst door Voorbeeldcollege; 2 uitgevers bevestigen het" in shown
    assert "laatst laten zien 4 november 2026, 20 dagen geleden" in shown
    assert "10 januari 2026, 10 maanden geleden" in " ".join(shown.split())
    assert "Zelf gezegd, nog niet bevestigd: 1\n  werken met een goede houding" in shown
    assert "ESCO, een deel 1.1.1. Dit product gebruikt de ESCO-classificatie" in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 80
    told = worker.json("show", *other)
    assert [one["uri"] for one in told["skills"]] == [WASTE, BRICKS]
    assert [one["basis"] for one in told["skills"][1]["sources"]] == ["assessed", "attested"]  # twins count once
    assert told["skills"][1]["ageDays"] == 20

    asked = worker.passport("gap", "--occupation", "metselaar", *other, "--lang", "nl")
    assert "Nodig: 2 van 18 aangetoond; bij nog 4 helpt iets dat u al kunt" in asked
    assert "~ voegen (weegt 2,83)\n      u kunt: metselen; dat helpt bij “voegen”" in asked
    assert "Dat nog niemand het zag, betekent niet dat u het niet kunt." in asked
    assert "Wat u nu kunt doen: maak er een plan van, stap voor stap:\ndsp-vc passport plan --goal metselaar\n" in asked
    assert "hoe minder van de 17 beroepen een vaardigheid vragen" in " ".join(asked.split())
    assert "%" not in asked
    assert max(map(len, asked.splitlines())) <= 80
    by_address = worker.json("gap", "--occupation", BRICKLAYER, *other)
    assert by_address["coverage"]["essential"] == {"count": 2, "of": 18}
    states = {line["uri"]: line["state"] for line in by_address["lines"]}
    assert (states[BRICKS], states[ERGONOMIC]) == ("matched", "not-assessed")


def test_two_runs_give_the_same_bytes(worker: Worker) -> None:
    worker.receive(worker.school, BRICKS, WASTE, UNKNOWN)
    for words in (("show",), ("gap", "--occupation", BRICKLAYER)):
        assert worker.passport(*words, "--json") == worker.passport(*words, "--json")


def test_an_empty_wallet(worker: Worker) -> None:
    assert "No proof counts yet. Add one: dsp-vc wallet add FILE" in worker.passport("show", "--lang", "en")
    assert "Essential: 0 of 18 shown\n" in worker.passport("gap", "--occupation", BRICKLAYER, "--lang", "en")
    assert worker.json("show")["skills"] == []


def test_a_vacancy_with_a_level(worker: Worker) -> None:
    vacancy = {
        "version": 1,
        "kind": "vacancy",
        "title": {"nl": "Metselaar gezocht"},
        "skills": [
            {"skill": BRICKS, "need": "essential", "level": {"value": "4", "scale": "Werkplekniveau 1-5"}},
            {"skill": WASTE, "need": "optional"},
            {"skill": ERGONOMIC, "need": "essential", "found_as": "goed tillen", "confirmed": False},
        ],
    }
    Path("job.json").write_text(json.dumps(vacancy))
    skill = Skill(BRICKS, {"nl": "metselen"}, level=Level("3", "Werkplekniveau 1-5"))
    worker.receive(worker.school, skill)
    told = worker.json("gap", "--job", "job.json")
    assert told["goal"]["name"] == {"nl": "Metselaar gezocht"}
    assert told["coverage"]["essential"] == {"count": 1, "of": 1}  # the guess counts nowhere
    bricks = next(line for line in told["lines"] if line["uri"] == BRICKS)
    assert (bricks["level"]["state"], bricks["level"]["shown"]["value"]) == ("not-met", "3")
    shown = worker.passport("gap", "--job", "job.json", "--lang", "nl")
    assert "gevraagd niveau: niveau 4; u laat een lager niveau zien: niveau 3" in shown
    assert "MISSCHIEN OOK GEVRAAGD" in shown
    assert "in de vacature: “goed tillen”" in shown


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((), 2, "--occupation"),
        (("--occupation", "x", "--job", "y"), 2, "--occupation"),
        (("--occupation", "qqqqqqq"), 5, "is no occupation"),
        (("--occupation", "urn:example:nothing"), 5, "is no occupation"),
        (("--occupation", BRICKS), 5, "is no occupation"),
        (("--occupation", "elektr"), 5, "can be several occupations"),
        (("--job", "nowhere.json"), 5, "nowhere.json"),
    ],
)
def test_a_goal_that_can_t_be_used_is_told_before_a_passphrase_is_asked_for(
    worker: Worker, words: tuple[str, ...], code: int, told: str
) -> None:
    assert worker.run("passport", "gap", *words, "--wallet", "absent.age") == code
    assert told in worker.err


def test_a_skill_that_the_list_does_not_have(worker: Worker) -> None:
    worker.receive(worker.school, Skill(UNKNOWN, {"nl": "met de gevelzuiger werken", "en": "clean facades"}), BRICKS)
    shown = worker.passport("show", "--lang", "nl")
    assert "met de gevelzuiger werken (niet in de lijst van vaardigheden die in gebruik" in shown
    (unknown,) = [one for one in worker.json("show")["skills"] if one["uri"] == UNKNOWN]
    assert (unknown["kind"], unknown["name"]["en"]) == (None, "clean facades")
    assert worker.json("gap", "--occupation", BRICKLAYER)["coverage"]["essential"]["count"] == 1


def test_what_a_stranger_signed_does_not_count_and_the_way_out_is_said(worker: Worker) -> None:
    Path("delivery.json").write_bytes(worker.stranger.issue([_record([BRICKS])], to=worker.did, now=NOW))
    assert worker.wallet("add", "delivery.json", "--keep-unverified", *AT) == 0
    told = worker.json("show")
    assert told["skills"] == []
    (left_out,) = told["leftOut"]
    assert (left_out["why"]["code"], left_out["remedy"]["code"]) == ("issuer_unknown", "remedy_trust")
    assert "dsp-vc trust add CARD" in " ".join(worker.passport("show", "--lang", "en").split())
    states = {line["uri"]: line["state"] for line in worker.json("gap", "--occupation", BRICKLAYER)["lines"]}
    assert states[BRICKS] == "not-assessed"
    # ...until its card is added
    Path("card.json").write_text(dumps(worker.stranger.card().value))
    assert worker.run("trust", "add", "card.json", "--yes") == 0
    assert [one["uri"] for one in worker.json("show")["skills"]] == [BRICKS]


def test_what_is_about_somebody_else_does_not_count(worker: Worker) -> None:
    other = did_key(MemorySigner.generate(KeyType.ED25519).public_key)
    worker.receive(worker.school, BRICKS, to=other)
    told = worker.json("show")
    assert (told["skills"], told["leftOut"][0]["why"]["code"]) == ([], "other_person")


def test_what_a_stranger_says_of_themself_is_not_what_the_person_says(worker: Worker) -> None:
    signer = worker.stranger
    record = _record([BRICKS], basis="selfAsserted")
    Path("claim.json").write_bytes(signer.issue([record], to=signer.profile.id, now=NOW))
    assert worker.wallet("add", "claim.json", "--keep-unverified", *AT) == 0
    told = worker.json("show")
    assert (told["skills"], told["selfAsserted"], told["leftOut"][0]["why"]["code"]) == ([], [], "self_asserted")


def test_what_expired_since_does_not_count(worker: Worker) -> None:
    worker.receive(worker.school, BRICKS, valid_until="2027-01-01T00:00:00Z")
    assert len(worker.json("show")["skills"]) == 1
    later = worker.json("show", "--at", "2027-02-01T00:00:00Z")
    assert (later["skills"], later["leftOut"][0]["why"]["code"]) == ([], "expired")
    assert "expired on 1 January 2027" in worker.passport("show", "--at", "2027-02-01T00:00:00Z", "--lang", "en")


def test_an_issuer_whose_card_was_removed_since_changes_nothing_and_is_said(worker: Worker) -> None:
    worker.receive(worker.school, BRICKS)
    assert worker.run("trust", "remove", worker.school.profile.id) == 0
    (skill,) = worker.json("show")["skills"]
    assert skill["sources"][0]["doubt"]["code"] == "issuer_unknown"
    shown = " ".join(worker.passport("show", "--lang", "nl").split())
    assert "vandaag niet opnieuw na te gaan" in shown
    assert "het klopte op 24 november 2026" in shown


class Lists:
    """A badge of the school that can be revoked, and the folder with its status list."""

    def __init__(self, school: Issuer) -> None:
        self._school = school
        raw = school.issue(_record([BRICKS]), mechanism="eddsa-jcs-2022", now=NOW)
        entry: Any = bitstring.build_entry(URL, 94_567, "revocation")
        Path("badge.json").write_text(self._signed({**parse_object(raw), "credentialStatus": entry}))
        self.publish()

    def publish(self, *, revoked: bool = False, at: datetime = NOW) -> None:
        bits = bitstring.new_bits()
        bits[94_567] = int(revoked)
        Path("lists").mkdir(exist_ok=True)
        listed = bitstring.build_bitstring_credential(
            url=URL, issuer=self._school.profile.id, purposes=["revocation"], bits=bits, valid_from=at,
            valid_until=at + timedelta(days=30), ttl=timedelta(days=1),
        )  # fmt: skip
        Path("lists", "revocation.json").write_text(self._signed(listed))

    def _signed(self, document: dict[str, Any]) -> str:
        signer, contexts = self._school.data_integrity, ContextSet.pinned()
        return dumps(add_proof(document, signer, cryptosuite="eddsa-jcs-2022", contexts=contexts, created=NOW))


def test_what_was_revoked_since_does_not_count_any_more(worker: Worker) -> None:
    lists = Lists(worker.school)
    assert worker.wallet("add", "badge.json", "--evidence", "lists", *AT) == 0
    (skill,) = worker.json("show", "--evidence", "lists")["skills"]
    assert skill["sources"][0]["doubt"] is None
    # Without the list it can't be found out today: it counts as it was found, and that is said.
    (skill,) = worker.json("show")["skills"]
    assert skill["sources"][0]["doubt"]["code"] == "status_unknown"
    assert "names no key of yours" in worker.passport("show", "--lang", "en")

    lists.publish(revoked=True, at=NOW + timedelta(hours=1))
    told = worker.json("show", "--evidence", "lists")
    assert (told["skills"], told["leftOut"][0]["why"]["code"]) == ([], "revoked")
    assert "ingetrokken door de uitgever" in worker.passport("show", "--evidence", "lists", "--lang", "nl")
    # That list ran out since, and yet it said so.
    late = worker.json("show", "--evidence", "lists", "--at", "2027-03-01T00:00:00Z")
    assert late["leftOut"][0]["why"]["code"] == "last_known_revoked"
    # Once found it stays found, without the list too.
    assert worker.wallet("list", "--evidence", "lists", *AT) == 0
    assert worker.json("show")["leftOut"][0]["why"]["code"] == "revoked"


def test_a_cycle_in_a_list_of_one_s_own_is_refused_and_nothing_changes(worker: Worker) -> None:
    worker.receive(worker.school, BRICKS)
    before = worker.passport("show", "--json")
    Path("lijst.csv").write_text(
        "uri,kind,nl,broader\nurn:example:a,group,een,urn:example:b\nurn:example:b,group,twee,urn:example:a\n"
    )
    assert worker.run("skills", "import", "lijst.csv") == 5
    assert worker.passport("show", "--json") == before


def test_two_versions_of_esco_at_once(worker: Worker, tmp_path: Path) -> None:
    """The list in use says which version it is; a skill that it does not have is shown by its credential's own word."""
    worker.receive(worker.school, Skill(BRICKS, {"nl": "metselen"}, framework="ESCO v1.0.8"), WASTE)
    first, second = (
        esco_zip.download(tmp_path, version="1.1.1"),
        esco_zip.download(tmp_path, layout="1.2", version="1.2.0"),
    )
    assert worker.run("skills", "import", str(first)) == 0
    assert worker.run("skills", "import", str(second)) == 5  # never both
    told = worker.json("show")
    assert [(one["name"], one["version"]) for one in told["datasets"]] == [("ESCO", "1.1.1")]
    assert {one["uri"]: one["kind"] for one in told["skills"]} == {BRICKS: "skill", WASTE: None}
    assert worker.run("skills", "import", str(second), "--anew") == 0
    gap = worker.json("gap", "--occupation", BRICKLAYER)
    assert [(one["name"], one["version"]) for one in gap["datasets"]] == [("ESCO", "1.2.0")]
    assert gap["coverage"]["essential"]["count"] == 1


def test_what_steers_a_terminal_does_not_reach_it(worker: Worker) -> None:
    """Issuers of this program can't write it; others can."""
    skill = Skill(UNKNOWN, {"nl": "lijmen BOOS"}, level=Level("3", None, "3 BOOS"))
    raw = worker.school.issue(_record([skill], title="BOOS"), mechanism="eddsa-jcs-2022", to=worker.did, now=NOW)
    document = parse_object(raw.replace(b"BOOS", b"\\u001b[2J\\u202e"))
    del document["proof"]
    signer, contexts = worker.school.data_integrity, ContextSet.pinned()
    Path("badge.json").write_text(
        dumps(add_proof(document, signer, cryptosuite="eddsa-jcs-2022", contexts=contexts, created=NOW))
    )
    assert worker.wallet("add", "badge.json", *AT) == 0
    assert "\x1b" in worker.json("show")["skills"][0]["sources"][0]["title"]  # data stays what it is
    for words in (("show",), ("gap", "--occupation", BRICKLAYER)):
        shown = worker.passport(*words, "--lang", "nl")
        assert "\x1b" not in shown
        assert "\u202e" not in shown
