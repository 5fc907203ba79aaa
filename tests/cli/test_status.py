"""A list of what was revoked, handed over with --evidence: what the employer and the worker see."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.cli.main import main
from dsp_vc.did.key import did_key, key_method
from dsp_vc.encoding.strict_json import dumps, parse_object
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys import age
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.suite import add_proof
from dsp_vc.status import bitstring

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
AT = ("--at", "2026-11-24T12:00:00Z")
URL = "https://school.example/status/1"
SUITE = "eddsa-jcs-2022"
RECORD: dict[str, Any] = {
    "title": "Stage meubelmaken",
    "basis": "assessed",
    "context": "internship",
    "skills": [{"uri": "http://data.europa.eu/esco/skill/b34e2ba1-9080-48c9-9b42-ee9192a4d3f1", "name": {"nl": "CAD"}}],
}
Streams = pytest.CaptureFixture[str]


class Desk:
    """A school whose credential can be revoked and suspended, and a folder with all that others get of it."""

    def __init__(self, capsys: Streams) -> None:
        self._capsys = capsys
        signer = MemorySigner.generate(KeyType.ED25519)
        did = did_key(signer.public_key)
        self.school = Issuer.of_key(signer.with_method(key_method(did)), did, "Voorbeeldschool")
        Path("card.json").write_text(dumps(self.school.card().value))
        raw = self.school.issue(SkillAttestation.from_dict(RECORD), mechanism=SUITE, now=NOW)
        entries: list[Any] = [bitstring.build_entry(f"{URL}-{purpose}", 94_567, purpose)
                              for purpose in ("revocation", "suspension")]  # fmt: skip
        document = {**parse_object(raw), "credentialStatus": entries}
        Path("badge.json").write_text(self._signed(document))
        self.publish()

    def publish(self, *applied: str, at: datetime = NOW) -> None:
        Path("lists").mkdir(exist_ok=True)
        for purpose in ("revocation", "suspension"):
            bits = bitstring.new_bits()
            bits[94_567] = int(purpose in applied)
            credential = bitstring.build_bitstring_credential(
                url=f"{URL}-{purpose}",
                issuer=self.school.profile.id,
                purposes=[purpose],
                bits=bits,
                valid_from=at,
                valid_until=at + timedelta(days=30),
                ttl=timedelta(days=1),
            )
            Path("lists", f"{purpose}.json").write_text(self._signed(credential))

    def _signed(self, document: dict[str, Any]) -> str:
        signer, contexts = self.school.data_integrity, ContextSet.pinned()
        return dumps(add_proof(document, signer, cryptosuite=SUITE, contexts=contexts, created=NOW))

    def run(self, *words: str) -> tuple[int, str]:
        code = main(words)
        return code, self._capsys.readouterr().out


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(capsys)


def test_what_an_employer_sees(desk: Desk) -> None:
    verify = ("verify", "badge.json", "--trust", "card.json")
    code, shown = desk.run(*verify, *AT)
    assert code == 4
    assert "whether it was revoked could not be found out: the list https://school.example/status/1-revocation" in shown

    code, shown = desk.run(*verify, "--evidence", "lists", *AT)
    assert code == 0
    assert "not revoked: status as of 24 November 2026 at 10:00 (UTC)" in shown

    code, shown = desk.run(*verify, "--evidence", "lists", "--at", "2026-11-27T12:00:00Z", "--lang", "nl")
    assert code == 0
    assert "stand van 24 november 2026 om 10:00 uur (UTC), 3 dagen geleden" in shown

    stale = (*verify, "--evidence", "lists", "--at", "2026-11-27T12:00:00Z", "--refuse-stale-status")
    code, shown = desk.run(*stale)
    assert code == 4
    assert "the list is of 24 November 2026 at 10:00 (UTC), 3 days ago (last known: not revoked" in shown
    assert "take the newest list of issuers" in shown

    code, shown = desk.run(*verify, "--evidence", "lists", "--at", "2027-01-01T12:00:00Z", "--json")
    told = next(check for check in json.loads(shown)["checks"] if check["check"] == "status")
    assert (code, told["reason"], told["lastKnown"]) == (4, "status_list_expired", "valid")

    desk.publish("suspension")
    code, shown = desk.run(*verify, "--evidence", "lists", *AT)
    assert code == 3
    assert "suspended by its issuer for the time being: status as of 24 November 2026 at 10:00 (UTC)" in shown

    desk.publish("revocation")
    code, shown = desk.run(*verify, "--evidence", "lists", *AT, "--lang", "nl")
    assert code == 3
    assert "ingetrokken door de uitgever: stand van 24 november 2026 om 10:00 uur (UTC)" in shown


def test_what_a_worker_sees(desk: Desk) -> None:
    identity, recipient = age.generate_identity()
    Path("key.txt").write_text(f"{identity}\n")
    opened = ("--identity", "key.txt")
    checked = ("--trust", "card.json", "--evidence", "lists", *opened)
    assert desk.run("wallet", "init", "--recipient", recipient)[0] == 0
    assert desk.run("wallet", "add", "badge.json", *checked, *AT)[0] == 0
    assert "[checked and right]" in desk.run("wallet", "list", *opened)[1]

    desk.publish("suspension", at=NOW + timedelta(hours=1))
    # Nothing is known of it until the list is handed over; then it stays known.
    assert "[checked and right]" in desk.run("wallet", "list", *opened)[1]
    assert "[TIJDELIJK OPGESCHORT]" in desk.run("wallet", "list", *checked, *AT, "--lang", "nl")[1]
    assert "[SUSPENDED]" in desk.run("wallet", "list", *opened)[1]
    assert "open-badge: SUSPENDED, 24 November 2026 at 12:00 (UTC)" in desk.run("wallet", "show", "1", *opened)[1]

    desk.publish(at=NOW + timedelta(hours=1, minutes=30))
    assert "[checked and right]" in desk.run("wallet", "show", "1", *checked, *AT)[1]

    desk.publish("revocation", at=NOW + timedelta(hours=2))
    _, shown = desk.run("wallet", "list", *checked, *AT, "--json")
    (row,) = json.loads(shown)
    assert (row["verdict"], [one["code"] for one in row["renderings"]]) == ("rejected", ["revoked"])
    assert "[INGETROKKEN]" in desk.run("wallet", "list", *opened, "--lang", "nl")[1]


def test_a_wallet_that_can_not_be_opened_stays_as_it_was(desk: Desk) -> None:
    identity, recipient = age.generate_identity()
    Path("key.txt").write_text(f"{identity}\n")
    assert desk.run("wallet", "list", "--evidence", "lists", "--identity", "key.txt")[0] == 6
    assert desk.run("wallet", "init", "--recipient", recipient)[0] == 0
    assert desk.run("wallet", "list", "--evidence", "nowhere.json", "--identity", "key.txt")[0] == 5
