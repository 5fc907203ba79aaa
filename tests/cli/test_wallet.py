"""``dsp-vc wallet`` as a worker uses it, with an age key so that it takes no seconds."""

from __future__ import annotations

import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dsp_vc.cli.main import main
from dsp_vc.did.key import did_key, key_method
from dsp_vc.encoding.base import b64url_encode
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys import age
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.universal_wallet import read_entries

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
AT = ("--at", "2026-11-24T12:00:00Z")
SKILL = "http://data.europa.eu/esco/skill/b34e2ba1-9080-48c9-9b42-ee9192a4d3f1"
RECORD: dict[str, object] = {
    "title": "Stage meubelmaken",
    "basis": "assessed",
    "context": "internship",
    "skills": [{"uri": SKILL, "name": {"nl": "CAD-software gebruiken"}}],
}
Streams = pytest.CaptureFixture[str]


class Worker:
    """Somebody at a shell, with a wallet of their own."""

    def __init__(self, folder: Path, capsys: Streams) -> None:
        self.folder, self._capsys = folder, capsys
        self.out = self.err = ""

    def run(self, *words: str) -> int:
        code = main(words)
        captured = self._capsys.readouterr()
        self.out, self.err = captured.out, captured.err
        return code

    def wallet(self, verb: str, *words: str) -> int:
        return self.run("wallet", verb, *words, "--identity", "key.txt")

    def listed(self) -> list[dict[str, object]]:
        assert self.wallet("list", "--json") == 0
        found: list[dict[str, object]] = json.loads(self.out)
        return found


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Worker:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    identity, recipient = age.generate_identity()
    Path("key.txt").write_text(f"# made today\n{identity}\n")
    made = Worker(folder, capsys)
    assert made.run("wallet", "init", "--recipient", recipient) == 0
    assert made.out.startswith("did:key:z6Mk")
    return made


@pytest.fixture
def did(worker: Worker) -> str:
    return worker.out.strip()


@pytest.fixture
def school() -> Issuer:
    signer = MemorySigner.generate(KeyType.ED25519)
    did = did_key(signer.public_key)
    issuer = Issuer.of_key(signer.with_method(key_method(did)), did, "Voorbeeldschool")
    Path("card.json").write_text(dumps(issuer.card().value))
    return issuer


@pytest.fixture
def delivery(worker: Worker, did: str, school: Issuer) -> bytes:
    data = school.issue([SkillAttestation.from_dict(RECORD)], to=did, now=NOW)  # type: ignore[arg-type]
    Path("delivery.json").write_bytes(data)
    return data


def raws(delivery: bytes) -> list[str]:
    return [entry.raw for entry in read_entries(delivery) if entry.kind == "credential"]


@pytest.mark.usefixtures("delivery")
def test_the_default_place_is_the_users_own(worker: Worker, home: Path) -> None:
    assert (home / "wallet.age").exists()
    assert worker.run("wallet", "init", "--recipient", "age1x") == 6
    assert "wallet.age" in worker.err


@pytest.mark.usefixtures("delivery")
def test_adding_verifies_first_and_says_what_it_found(worker: Worker) -> None:
    assert worker.wallet("add", "delivery.json", "--trust", "card.json", *AT) == 0
    assert worker.err.splitlines() == ["delivery.json, Stage meubelmaken: added, checked and right"]  # twins once
    (row,) = worker.listed()
    assert (row["name"], row["issuerName"], row["verdict"]) == ("Stage meubelmaken", "Voorbeeldschool", "accepted")
    assert [entry["format"] for entry in row["renderings"]] == ["open-badge", "dc+sd-jwt"]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("delivery")
def test_what_is_not_sure_is_kept_only_when_told_to(worker: Worker) -> None:
    assert worker.wallet("add", "delivery.json", *AT) == 4
    assert "--keep-unverified" in worker.err
    assert worker.listed() == []
    assert worker.wallet("add", "delivery.json", "--keep-unverified", *AT) == 0
    assert "NOT CERTAIN" in worker.err
    assert worker.listed()[0]["verdict"] == "indeterminate"
    assert worker.wallet("add", "delivery.json", "--trust", "card.json", *AT) == 0
    assert worker.err.count("in the wallet already, checked and right") == 1
    (row,) = worker.listed()
    assert row["verdict"] == "accepted"


def test_what_is_not_right_is_refused(worker: Worker, delivery: bytes) -> None:
    changed = raws(delivery)[0].replace("Stage meubelmaken", "Stage bouwkunde")
    Path("changed.json").write_text(changed)
    assert worker.wallet("add", "changed.json", "delivery.json", "--trust", "card.json", *AT) == 3
    assert "changed.json, Stage bouwkunde: not added, NOT RIGHT" in worker.err
    assert len(worker.listed()) == 1
    assert worker.wallet("add", "changed.json", "--trust", "card.json", "--keep-unverified", "--json", *AT) == 0
    (said,) = json.loads(worker.out)
    assert (said["outcome"], said["verdict"]) == ("added", "rejected")
    assert worker.listed()[0]["verdict"] == "rejected"


def test_many_files_good_and_bad(worker: Worker, delivery: bytes) -> None:
    badge, token = raws(delivery)
    Path("badge.json").write_text(badge + "\n")
    Path("token.txt").write_bytes(token.encode() + b"\r\n")
    Path("empty").touch()
    assert worker.wallet("add", "badge.json", "empty", "missing", "token.txt", "--trust", "card.json", *AT) == 5
    assert worker.err.count("dsp-vc: error: ") == 2
    assert len(worker.listed()) == 1
    assert worker.wallet("export", "1", "--form", "open-badge", "-o", "again.json") == 0
    assert Path("again.json").read_text() == badge
    assert worker.wallet("export", "1", "--form", "dc+sd-jwt") == 0
    assert worker.out == token


def test_a_presentation_is_no_credential_to_keep(worker: Worker, delivery: bytes) -> None:
    assert worker.wallet("add", "delivery.json", "--trust", "card.json", *AT) == 0
    shown = worker.run(
        "present",
        "--skill",
        SKILL,
        "--for",
        "Voorbeeldbedrijf",
        "--valid",
        "24h",
        "--yes",
        "--identity",
        "key.txt",
        "-o",
        "shown",
        *AT,
    )
    assert shown == 0, worker.err
    assert worker.wallet("add", "shown", "--keep-unverified", "--trust", "card.json", *AT) == 5
    assert "no credential to keep" in worker.err


@pytest.mark.usefixtures("delivery")
def test_show_and_list_in_both_languages(worker: Worker) -> None:
    assert worker.wallet("list", "--lang", "nl") == 0
    assert worker.err.startswith("het paspoort is leeg")
    assert worker.wallet("add", "delivery.json", "--trust", "card.json", *AT) == 0
    assert worker.wallet("list", "--lang", "nl") == 0
    assert worker.out.startswith("  1  ")
    assert worker.out.endswith(
        "Stage meubelmaken: CAD-software gebruiken  (Voorbeeldschool)  [gecontroleerd en klopt]\n"
    )
    assert worker.wallet("show", "1") == 0
    assert "CAD-software gebruiken" in worker.out
    short = str(worker.listed()[0]["short"])
    assert worker.wallet("show", short, "1", "--json") == 0
    (shown,) = json.loads(worker.out)
    assert shown["claims"]["name"] == "Stage meubelmaken"
    assert worker.wallet("show", "9") == 5


@pytest.mark.usefixtures("delivery")
def test_removing_asks_and_is_for_good(worker: Worker, home: Path) -> None:
    assert worker.wallet("add", "delivery.json", "--trust", "card.json", *AT) == 0
    assert worker.wallet("remove", "1") == 2
    assert len(worker.listed()) == 1
    assert worker.wallet("remove", "1", "--yes") == 0
    assert worker.listed() == []
    identity = Path("key.txt").read_text().splitlines()[1]
    for place in ("wallet.age", "wallet.age.bak"):
        assert b"meubelmaken" not in age.decrypt((home / place).read_bytes(), identities=[identity])


def test_a_claim_of_ones_own(worker: Worker, did: str) -> None:
    Path("claim.json").write_text(json.dumps({**RECORD, "basis": "selfAsserted", "subject": {"given_name": "Sam"}}))
    assert worker.wallet("claim", "claim.json", *AT) == 0
    (row,) = worker.listed()
    assert (row["issuer"], row["verdict"]) == (did, "indeterminate")
    assert {entry["code"] for entry in row["renderings"]} == {"self_asserted"}  # type: ignore[attr-defined]
    Path("claim.json").write_text(json.dumps(RECORD))
    assert worker.wallet("claim", "claim.json", *AT) == 5
    assert len(worker.listed()) == 1


def test_an_ask_holds_what_the_worker_may_say(worker: Worker, did: str) -> None:
    from dsp_vc.issuing.ask import read_ask

    Path("did.json").write_text(json.dumps({"basis": "validated", "role": "Leerling"}))
    code = worker.wallet(
        "ask", "--to", "Voorbeeldschool", "--skill", f"{SKILL}=CAD", "--record", "did.json", "-o", "ask.json", *AT
    )
    assert code == 0
    value = json.loads(Path("ask.json").read_bytes())
    found = read_ask(value, NOW.replace(hour=12))
    assert (found.to, found.holder) == ("Voorbeeldschool", did)
    assert found.record == {"role": "Leerling", "skills": [{"uri": SKILL, "name": {"nl": "CAD"}}]}
    assert worker.wallet("ask", "--to", "Voorbeeldschool", "-o", "bare.json", *AT) == 0
    assert read_ask(json.loads(Path("bare.json").read_bytes()), NOW.replace(hour=12)).record == {}


def test_an_ask_takes_the_name_of_a_skill(worker: Worker) -> None:
    words = ("--to", "Voorbeeldschool", "-o", "ask.json", *AT)
    assert worker.wallet("ask", "--skill", "metselen", "--skill", "Types of wood", *words) == 0
    bricks, wood = json.loads(Path("ask.json").read_bytes())["record"]["skills"]
    assert bricks["name"] == {"en": "lay bricks", "nl": "metselen"}
    assert wood["name"]["nl"] == "soorten hout"
    assert "title, context" in worker.err
    assert worker.wallet("ask", "--skill", bricks["uri"], "--title", "x", "--context", "training", *words) == 0
    record = json.loads(Path("ask.json").read_bytes())["record"]
    assert record["skills"] == [bricks]  # an address is called as the list calls it
    assert "title, context" not in worker.err
    assert worker.wallet("ask", "--skill", "urn:example:unknown", *words) == 0  # a list of which only they know


@pytest.mark.parametrize(
    ("text", "told"), [("hout", "soorten hout; "), ("metsellen", "metselen"), ("qqqqqqq", "no skill of the list")]
)
def test_what_only_looks_like_a_skill_is_not_asked_for(worker: Worker, text: str, told: str) -> None:
    assert (
        worker.wallet("ask", "--to", "N", "--skill", text, "-o", "no.json", "--lang", "nl" if told[0] != "n" else "en")
        == 5
    )
    assert told in worker.err
    assert not Path("no.json").exists()


def test_out_and_into_another_wallet(worker: Worker, delivery: bytes) -> None:
    assert worker.wallet("add", "delivery.json", "--trust", "card.json", *AT) == 0
    Path("pass").write_text("drie paarse fietsen\n")
    assert worker.wallet("export", "--form", "eudi", "--new-passphrase-file", "pass", "-o", "moved.jwe") == 0
    assert worker.wallet("export", "-o", "plain.json") == 0
    assert worker.wallet("export", "--with-keys", "-o", "keys.json") == 2
    assert not Path("keys.json").exists()
    assert worker.wallet("export", "--with-keys", "--yes", "-o", "keys.json") == 0
    if os.name == "posix":
        assert Path("keys.json").stat().st_mode & 0o077 == 0
    recipient = age.recipient_of(Path("key.txt").read_text().splitlines()[1])
    other = ("--wallet", "other.age")
    assert worker.run("wallet", "init", "--recipient", recipient, *other) == 0
    for file, told in (("moved.jwe", "added"), ("plain.json", "already"), ("keys.json", "keys taken over: 1")):
        words = (file, "--backup-passphrase-file", "pass", "--trust", "card.json", *AT, *other)
        assert worker.wallet("import", *words) == 0, worker.err
        assert told in worker.err
    assert worker.wallet("export", "--form", "open-badge", "1", *other) == 0
    assert worker.out == raws(delivery)[0]


@pytest.mark.usefixtures("delivery")
def test_output_never_goes_over_the_wallet(worker: Worker, home: Path) -> None:
    assert worker.wallet("add", "delivery.json", "--trust", "card.json", *AT) == 0
    before = {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()}
    assert before.keys() == {"wallet.age", "wallet.age.bak", "wallet.age.lock"}
    Path("link.age").symlink_to(home / "wallet.age")
    for words in (("export",), ("ask", "--to", "N", "--skill", SKILL)):
        for name in before:
            assert worker.wallet(*words, "-o", str(home / name)) == 2
            assert worker.wallet(*words, "-o", str(home / name), "--wallet", "link.age") == 2
    assert {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()} == before


@pytest.mark.usefixtures("delivery")
@pytest.mark.parametrize("words", [("remove", "1"), ("export", "--with-keys", "-o", "keys.json")])
def test_no_is_an_answer(words: tuple[str, ...], worker: Worker, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert worker.wallet("add", "delivery.json", "--trust", "card.json", *AT) == 0
    before = (home / "wallet.age").read_bytes()
    monkeypatch.setattr("sys.stdin", Typed("n\n"))
    assert worker.wallet(*words) == 2
    assert worker.err.count("dsp-vc: error: ") == worker.err.count("hint: ") == 1
    assert (home / "wallet.age").read_bytes() == before
    assert not Path("keys.json").exists()


@pytest.mark.parametrize("until", ["1e300", "99999999999999999999", "-1e18", '"x"', '"\\u009b"', "253402300800"])
def test_what_is_kept_unverified_breaks_no_other_command(until: str, worker: Worker) -> None:
    header, claims = {"alg": "EdDSA", "typ": "dc+sd-jwt"}, f'{{"vct":"x","iss":"https://a.example","exp":{until}}}'
    token = f"{b64url_encode(dumps(header).encode())}.{b64url_encode(claims.encode())}.AAAA~"
    badge = f'{{"@context":["https://www.w3.org/ns/credentials/v2"],"credentialSubject":{{}},"validUntil":{until}}}'
    Path("token").write_text(token)
    Path("badge").write_text(badge)
    assert worker.wallet("add", "token", "badge", "--keep-unverified", *AT) == 0
    assert worker.wallet("list", "--json") == 0, worker.err
    assert [row["validUntil"] for row in json.loads(worker.out)] == [None, None]
    assert worker.wallet("show", "1", "2") == 0, worker.err
    assert worker.wallet("show", "1", "2", "--json") == 0, worker.err
    assert worker.wallet("export") == 0


class Typed(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


def test_another_key_opens_nothing(worker: Worker) -> None:
    Path("key.txt").write_text(age.generate_identity()[0])
    assert worker.wallet("list") in (5, 6)
    assert worker.err.count("dsp-vc: error: ") == worker.err.count("hint: ") == 1
    assert worker.run("wallet", "list") in (5, 6)


@pytest.mark.slow
def test_by_passphrase_and_changing_it(worker: Worker) -> None:
    Path("old").write_text("drie paarse fietsen\n")
    Path("new").write_text("vier groene fietsen\r\n")
    mine = ("--wallet", "mine.age")
    assert worker.run("wallet", "init", *mine, "--passphrase-file", "old") == 0
    assert worker.run("wallet", "passphrase", *mine, "--passphrase-file", "old", "--new-passphrase-file", "new") == 0
    assert worker.run("wallet", "list", *mine, "--passphrase-file", "old") == 6
    assert worker.run("wallet", "list", "--wallet", "mine.age.bak", "--passphrase-file", "old") == 6
    assert worker.run("wallet", "list", *mine, "--passphrase-file", "new") == 0
    assert "fietsen" not in worker.out + worker.err


def test_options_that_do_not_fit(worker: Worker) -> None:
    assert worker.wallet("export", "1", "--form", "eudi") == 2
    assert worker.wallet("export", "--form", "open-badge") == 2
    assert worker.wallet("export", "1", "--with-keys") == 2
    assert worker.wallet("add") == 2


def test_what_one_says_oneself_survives_a_backup(worker: Worker) -> None:
    claim = {**RECORD, "basis": "selfAsserted", "title": "Zelf geleerd"}
    Path("claim.json").write_text(json.dumps(claim))
    assert worker.wallet("claim", "claim.json", *AT) == 0
    assert worker.err.count("Zelf geleerd") == 1
    assert worker.wallet("list", "--lang", "nl") == 0
    assert worker.out.endswith("(u zelf)  [zelf gezegd]\n")
    assert worker.wallet("export", "--with-keys", "--yes", "-o", "backup.json") == 0
    identity, other = age.generate_identity()
    Path("other.txt").write_text(f"{identity}\n")
    assert worker.run("wallet", "init", "--wallet", "other.age", "--recipient", other) == 0
    there = ("--wallet", "other.age", "--identity", "other.txt")
    assert worker.run("wallet", "import", "backup.json", *there, *AT) == 0
    assert worker.run("wallet", "list", *there) == 0
    assert "(you yourself)  [self-asserted]" in worker.out


def test_a_stranger_who_says_it_of_themself_is_refused(worker: Worker, school: Issuer) -> None:
    record = SkillAttestation.from_dict({**RECORD, "basis": "selfAsserted"})  # type: ignore[dict-item]
    signer = MemorySigner.generate(KeyType.ED25519)
    stranger = did_key(signer.public_key)
    own = Issuer.of_key(signer.with_method(key_method(stranger)), stranger, "Iemand")
    Path("own.json").write_bytes(own.issue([record], to=stranger, now=NOW))
    assert worker.wallet("add", "own.json", *AT) == 4
    assert worker.listed() == []


def test_what_names_no_key_is_told(worker: Worker, school: Issuer) -> None:
    Path("bearer.json").write_bytes(school.issue([SkillAttestation.from_dict(RECORD)], now=NOW))  # type: ignore[arg-type]
    assert worker.wallet("add", "bearer.json", "--trust", "card.json", "--lang", "nl", *AT) == 0
    assert worker.err.count("er staat geen sleutel in") == 1
