"""Revoke what was issued after the backup, by its file; and nothing else that looks like it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from dsp_vc.cli.main import main
from dsp_vc.encoding.strict_json import dumps, parse_object
from dsp_vc.issuing import issuance
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register.database import transaction
from dsp_vc.issuing.register.register import Draft
from dsp_vc.issuing.register.tables import carried, carried_digests, credentials, lists, renderings, slots
from dsp_vc.issuing.rendering import TWINS, Order, Validity, prepare
from dsp_vc.model.universal_wallet import build_delivery, read_entries
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.suite import add_proof
from dsp_vc.securing.sd_jwt import parse_sd_jwt, present, resolve_claims
from schools import PASSPHRASE, SAWING, SECRET, at_desk, desk, with_lists
from scrypt_once import light

Streams = pytest.CaptureFixture[str]


def at(day: int, hour: int = 10) -> tuple[str, str]:
    return "--at", f"2026-11-{day:02}T{hour:02}:00:00Z"


NOW = datetime(2026, 11, 5, 10, tzinfo=UTC)


def run(*words: str, code: int = 0) -> None:
    assert main(list(words)) == code, words


def issue(name: str, day: int, *more: str) -> None:
    run("issue", f"{name}.yaml", "--issuer", "school", "-o", f"{name}.json", *more, *SECRET, *at(day))


def publish(day: int, *more: str) -> None:
    run("issuer", "publish", "school", "-o", "site", *more, *SECRET, *at(day))


def status(verb: str, *names: str, day: int = 6, code: int = 0) -> None:
    more = () if verb == "show" else ("--yes",)
    run("status", verb, *names, "--issuer", "school", *more, *SECRET, *at(day), code=code)


def shown(capsys: Streams, *names: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    run("status", "show", *names, "--issuer", "school", "--json", *SECRET, *at(6))
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def verdicts(capsys: Streams, file: str, day: int) -> list[str]:
    """The code of the status of each form."""
    capsys.readouterr()
    main(["verify", file, "--trust", "site", "--json", *at(day, 12)])
    value: Any = json.loads(capsys.readouterr().out)
    return [next(c["code"] for c in one["checks"] if c["check"] == "status") for one in value]


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anna was issued to before the backup, Bert, Carla and Dirk (with a key) after it; Carla was revoked and Bert
    suspended since. All is published; then the laptop is lost, and the folder restored."""
    with pytest.MonkeyPatch.context() as patch:
        light(patch)
        work = desk(tmp_path_factory.mktemp("lost"), patch, "anna", "bert", "carla", "dirk", "emma")
        run("issuer", "init", "school", "--name", "Voorbeeldcollege", "--did", "web:school.example", *SECRET)
        issue("anna", 2)
        publish(2)
        run("issuer", "backup", "school", "-o", "school.age", *SECRET, *at(2, 12))
        run("wallet", "init", "--wallet", "w.age", *SECRET)
        run("wallet", "ask", "--to", "Voorbeeldcollege", "--wallet", "w.age", "-o", "ask.json", *SECRET, *at(3))
        for name in ("bert", "carla"):
            issue(name, 3)
        issue("dirk", 3, "--to", "ask.json")
        status("suspend", "bert", day=3)
        status("revoke", "carla", day=3)
        publish(3)
        shutil.copytree("school", "old")
        shutil.rmtree("school")
        shutil.move("site", "website")
        run("issuer", "restore", "school.age", "school", *SECRET, *at(5))
        return work


@pytest.fixture
def work(lost: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Path:
    light(monkeypatch)
    made = at_desk(lost, tmp_path / "desk", monkeypatch)
    capsys.readouterr()
    return made


@pytest.fixture
def settled(work: Path, capsys: Streams) -> Path:
    """Up to date with the website."""
    publish(5, "--previous", "website")
    capsys.readouterr()
    return work


def places(file: str) -> dict[str, tuple[str, int]]:
    """Where a delivery says that it stands."""
    (badge, token) = (entry.raw for entry in read_entries(Path(file).read_bytes()))
    found = {
        str(entry["statusPurpose"]): (str(entry["statusListCredential"]), int(entry["statusListIndex"]))
        for entry in json.loads(badge)["credentialStatus"]
    }
    claims: Any = resolve_claims(parse_sd_jwt(token))
    reference = claims["status"]["status_list"]
    return {**found, "token": (reference["uri"], reference["idx"])}


def signed(issuer: Issuer, where: Mapping[str, tuple[str, int]], identifier: str | None = None) -> bytes:
    """A delivery as this program makes it, by the issuer's own keys, for places of our choice."""
    texts, name = [], identifier or f"urn:uuid:{uuid4()}"
    for mechanism in TWINS:
        order = Order(SAWING, name, None, Validity(NOW, None), NOW, mechanism, where)
        made = prepare(order, issuer.letterhead(NOW))
        texts.append(made.signed(issuer.signer_of(mechanism).sign(made.covered))[0])
    return build_delivery(texts)


def own() -> Issuer:
    return Issuer.open("school", PASSPHRASE)


def register_bytes() -> list[tuple[Any, ...]]:
    """All that the register holds of credentials and places."""
    register = own().register()
    assert register is not None
    tables = (credentials, slots, carried, carried_digests, renderings, lists)
    with transaction(register.engine) as connection:
        return [tuple(row) for table in tables for row in connection.execute(select(table)).all()]


def test_it_is_revoked_in_the_list_that_it_stands_in(settled: Path, capsys: Streams) -> None:
    before = register_bytes()
    (entry,) = shown(capsys, "dirk.json")
    assert (entry["status"], entry["adopted"], entry["forgotten"], entry["inLists"]) == ("valid", True, False, True)
    assert register_bytes() == before, "to look changes nothing"
    run("status", "revoke", "dirk.json", "--issuer", "school", *SECRET, code=2)  # nobody said yes
    assert register_bytes() == before
    status("revoke", "dirk.json")
    told = capsys.readouterr().err
    assert "revoked: 1" in told
    assert "issued after the backup" in told
    publish(6)
    assert verdicts(capsys, "dirk.json", 6) == ["revoked"] * 2
    assert verdicts(capsys, "anna.json", 6) == ["status_ok"] * 2
    # It goes by all its names now, and the same again changes nothing.
    url, index = places("dirk.json")["revocation"]
    did = json.loads(Path("ask.json").read_text())["holder"]
    for name in ("dirk.json", f"{url}#{index}", entry["id"], did):
        (again,) = shown(capsys, name)
        assert (again["id"], again["status"], again["adopted"]) == (entry["id"], "revoked", True), name
    known = register_bytes()
    status("revoke", "dirk.json")
    assert "nothing was changed" in capsys.readouterr().err
    assert register_bytes() == known
    # A copy of the website once more, and somebody who is forgotten: the revocation stays.
    shutil.copytree("site", "again")
    publish(7, "--previous", "again")
    run("issuer", "forget", "school", "--holder", did, "--yes", *SECRET, *at(7))
    assert shown(capsys, "dirk.json")[0]["forgotten"]
    publish(8)
    assert verdicts(capsys, "dirk.json", 8) == ["revoked"] * 2


def test_what_was_said_of_it_since_is_its_status(settled: Path, capsys: Streams) -> None:
    assert [entry["status"] for entry in shown(capsys, "bert.json", "carla.json")] == ["suspended", "revoked"]
    status("restore", "bert.json")
    status("restore", "carla.json", code=5)
    assert "for good" in capsys.readouterr().err
    publish(6)
    assert verdicts(capsys, "bert.json", 6) == ["status_ok"] * 2
    assert verdicts(capsys, "carla.json", 6) == ["revoked"] * 2
    status("suspend", "bert", code=5)  # by that name it is not known: what it says is not in the register
    status("suspend", "bert.json")
    publish(7)
    assert verdicts(capsys, "bert.json", 7) == ["suspended"] * 2


def test_among_others_and_one_form_at_a_time(settled: Path, capsys: Streams) -> None:
    badge, token = (entry.raw for entry in read_entries(Path("dirk.json").read_bytes()))
    Path("badge.json").write_text(badge)
    Path("token.txt").write_text(token)
    status("revoke", "anna", "badge.json", day=6)
    told = capsys.readouterr().err
    assert "revoked: 2" in told
    assert "badge.json holds one of the two forms only" in told
    publish(6)
    assert verdicts(capsys, "dirk.json", 6) == ["revoked", "status_ok"]
    status("revoke", "token.txt")
    assert "one of the two forms" not in capsys.readouterr().err
    publish(7)
    assert verdicts(capsys, "dirk.json", 7) == ["revoked"] * 2
    assert len(shown(capsys, "dirk.json", "badge.json", "token.txt")) == 1


def test_what_it_says_is_not_known_and_is_not_issued_anew_by_its_file(settled: Path, capsys: Streams) -> None:
    ask = ("--to", "ask.json", "--other-name", "--yes", *SECRET, *at(6))
    run("issuer", "reissue", "school", "dirk.json", *ask, code=5)
    status("suspend", "dirk.json")
    capsys.readouterr()
    run("issuer", "reissue", "school", "dirk.json", *ask, code=5)
    assert "after the backup" in capsys.readouterr().err


def test_before_it_is_up_to_date_a_list_of_the_backup_will_do(work: Path, capsys: Streams) -> None:
    status("revoke", "dirk.json", day=5)
    publish(6, "--previous", "website")
    assert verdicts(capsys, "dirk.json", 6) == ["revoked"] * 2


def test_a_list_that_began_after_the_backup_is_known_from_the_website(work: Path, capsys: Streams) -> None:
    shutil.move("school", "mine")
    shutil.move("old", "school")
    made = own()
    new = {kind: (url.replace(f"/{kind}-", f"/{kind}-f"), 7) for kind, (url, _) in places("dirk.json").items()}
    Path("other.json").write_bytes(signed(made, new))
    shutil.move("school", "old")
    shutil.move("mine", "school")
    refused(capsys, "other.json", "--previous WEBSITE")


def test_reserved_at_the_moment_of_the_backup_and_signed_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams
) -> None:
    light(monkeypatch)
    desk(tmp_path, monkeypatch)
    school = with_lists(tmp_path / "school")
    register = school.register()
    assert register is not None
    publish(1)
    with register.session(NOW) as session:
        chunk = issuance._Chunk(school, register, session, NOW, None)
        (kept,) = session.reserve([Draft(SAWING.to_dict(), external_id="a")], now=NOW, address=chunk._address)
        run("issuer", "backup", "school", "-o", "school.age", *SECRET)
        session.burn([kept])
    where = {kind: (slot.uri, slot.index) for kind, slot in kept.slots.items()}
    Path("a.json").write_bytes(signed(school, where, kept.credential_id))
    shutil.rmtree("school")
    run("issuer", "restore", "school.age", "school", *SECRET)
    (entry,) = shown(capsys, "a.json")
    assert (entry["status"], entry["adopted"]) == ("valid", True)
    status("revoke", "a.json")
    publish(7, "--previous", "site", "--unpublished")
    assert verdicts(capsys, "a.json", 7) == ["revoked"] * 2


def refused(capsys: Streams, file: str, words: str, code: int = 5) -> None:
    before = register_bytes()
    for verb in ("show", "revoke", "suspend"):
        capsys.readouterr()
        status(verb, file, code=code)
        said = capsys.readouterr().err
        assert words in said, said
        assert said.count("error:") == said.count("hint:") == 1
    assert register_bytes() == before


def test_what_the_issuer_did_not_sign(settled: Path, tmp_path: Path, capsys: Streams) -> None:
    stranger = Issuer.create(tmp_path / "s1", PASSPHRASE, did="key", profile={"name": "Vreemd"})
    website = Issuer.create(tmp_path / "s2", PASSPHRASE, did="web:other.example", profile={"name": "Vreemd"})
    impostor = Issuer.create(
        tmp_path / "s3", PASSPHRASE, did="web:school.example", profile={"name": "Voorbeeldcollege"}
    )
    where = places("dirk.json")
    for made, words in (
        (stranger, "don't know the signer"),
        (website, "key"),
        (impostor, "signature"),
    ):
        Path("x.json").write_bytes(signed(made, where))
        refused(capsys, "x.json", words)
    good = Path("dirk.json").read_text()
    badge, token = (entry.raw for entry in read_entries(good.encode()))
    changed: Any = json.loads(badge)
    changed["credentialSubject"]["achievement"]["name"] = "Directeur"
    moved: Any = json.loads(badge)
    other = places("anna.json")["revocation"]
    moved["credentialStatus"][0] |= {"id": f"{other[0]}#{other[1]}", "statusListIndex": str(other[1])}
    head, body, rest = token.split(".", 2)
    cases: dict[str, tuple[str, str]] = {
        "changed": (json.dumps(changed), "signature"),
        "moved": (json.dumps(moved), "signature"),
        "unsigned": (json.dumps({**json.loads(badge), "proof": []}), "no signature"),
        "token": (f"{head}.{body[:-4]}AAAA.{rest}", ""),
        "none": (f"eyJhbGciOiJub25lIn0.{body}.{rest}", ""),
    }
    for text, words in cases.values():
        Path("x.json").write_text(text)
        refused(capsys, "x.json", words)
    Path("x.json").write_text(badge)  # the control
    status("revoke", "x.json")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p, a: {**p, "revocation": (p["revocation"][0], 131_072)}, "place 131072 of a list of 131072"),
        (lambda p, a: {**p, "token": (p["token"][0], 10**9)}, "place 1000000000"),
        (lambda p, a: {**p, "token": a["token"]}, "is another's by the register"),
        (lambda p, a: a, "is another's by the register"),
        (lambda p, a: {**p, "revocation": ("https://school.example/status/x.json", 5)}, "nor is the list"),
        (lambda p, a: {**p, "revocation": ("https://other.example/status/x.json", 5)}, "nor is the list"),
        (lambda p, a: {**p, "revocation": (p["suspension"][0], 5)}, "nor is the list"),
        (lambda p, a: {}, "stands in no status list"),
    ],
)
def test_places_that_are_not_its_own(
    change: Callable[[Any, Any], Any], words: str, settled: Path, capsys: Streams
) -> None:
    """All are signed by the issuer's own keys: by a copy of the folder, or by who stole it."""
    where, annas = places("dirk.json"), places("anna.json")
    Path("x.json").write_bytes(signed(own(), change(where, annas)))
    refused(capsys, "x.json", words)
    Path("good.json").write_bytes(signed(own(), where))
    status("revoke", "good.json")


def test_what_contradicts_the_register_or_itself(settled: Path, capsys: Streams) -> None:
    where, annas = places("dirk.json"), places("anna.json")
    (known,) = shown(capsys, "anna")
    Path("x.json").write_bytes(signed(own(), where, known["id"]))  # Anna's number, in other places
    refused(capsys, "x.json", "says something else of itself")
    Path("x.json").write_bytes(signed(own(), annas, known["id"]))  # in hers, but not what was signed for her
    refused(capsys, "x.json", "says something else of itself")
    (other,) = shown(capsys, "dirk.json")
    Path("x.json").write_bytes(signed(own(), {kind: (url, 9) for kind, (url, _) in where.items()}, other["id"]))
    capsys.readouterr()
    status("revoke", "dirk.json", "x.json", code=5)
    assert "says something else of itself" in capsys.readouterr().err


def test_forms_that_this_program_does_not_make(settled: Path, capsys: Streams) -> None:
    badge, token = (entry.raw for entry in read_entries(Path("dirk.json").read_bytes()))
    Path("x.txt").write_text(present(token, lambda path: False))
    refused(capsys, "x.txt", "hides its own number")
    plain = {name: value for name, value in parse_object(badge.encode()).items() if name != "proof"}
    twice = add_proof(plain, own().data_integrity, cryptosuite="eddsa-jcs-2022",
                      contexts=ContextSet.pinned(), created=NOW)  # fmt: skip
    both: Any = [parse_object(badge.encode())["proof"], twice["proof"]]
    Path("x.json").write_text(dumps({**twice, "proof": both}))
    refused(capsys, "x.json", "signature")
    entries: Any = plain["credentialStatus"]
    for wrong in (
        [*entries, {**entries[0], "statusListIndex": "9", "id": "urn:example:9"}],
        [{**entries[0], "statusPurpose": "message"}, entries[1]],
        [{**entries[0], "statusSize": 2}, entries[1]],
    ):
        document = {**plain, "credentialStatus": wrong}
        made = add_proof(document, own().data_integrity, cryptosuite="eddsa-rdfc-2022",
                         contexts=ContextSet.pinned(), created=NOW)  # fmt: skip
        Path("x.json").write_text(dumps(made))
        refused(capsys, "x.json", "not as this program does it")
    status("revoke", "dirk.json")


def test_a_key_that_was_revoked_says_nothing(settled: Path, capsys: Streams) -> None:
    run("issuer", "rotate", "school", "--compromised", "--yes", *SECRET, *at(6))
    refused(capsys, "dirk.json", "revoked")


def test_a_key_that_was_retired_does(settled: Path, capsys: Streams) -> None:
    run("issuer", "rotate", "school", *SECRET, *at(6))
    status("revoke", "dirk.json")
    publish(7)
    assert verdicts(capsys, "dirk.json", 7) == ["revoked"] * 2
