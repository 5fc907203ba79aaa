"""Somebody is forgotten: no byte of them is left in the files of the register, and what verifiers are told stays true."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.pool import NullPool

import registers
from dsp_vc.errors import InputError, IssuanceError, RegisterError
from dsp_vc.issuing import forgetting
from dsp_vc.issuing.issuance import Job
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register import database, recovery, statuses
from dsp_vc.issuing.register import forgetting as rows
from dsp_vc.issuing.register.register import Draft, Register, Reservation
from dsp_vc.issuing.register.renewal import Renewal
from dsp_vc.issuing.register.sealing import Seal
from dsp_vc.issuing.register.tables import Status, credentials, events
from dsp_vc.model.attestation import Person
from dsp_vc.model.universal_wallet import read_entries
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.verification.report import Verdict
from dsp_vc.verification.verifier import Verifier
from registers import ISSUER, NOW, address_of_list, lists_of, signed
from schools import SAWING

SAM, KIM = "did:key:z6MkSamSamSam", "did:key:z6MkKimKimKim"
KILLS = 60


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'register.sqlite'}"
    if registers.POSTGRES is None:
        pytest.skip("no PostgreSQL here: name one in DSP_VC_POSTGRES")
    return registers.postgres_database()


@pytest.fixture
def register(address: str) -> Register:
    return Register.make(address, issuer=ISSUER, seal=Seal.generate())


def issue(register: Register, drafts: Iterable[Draft], now: datetime = NOW) -> list[Reservation]:
    with register.session(now) as session:
        made = session.reserve(list(drafts), now=now, address=address_of_list)
        session.record([signed(one) for one in made], now=now)
        session.finish([signed(one) for one in made])
    return made


def known(register: Register) -> dict[str, tuple[Any, ...]]:
    """What stands of persons in each row, by the credential's id."""
    columns = ("external_id", "part", "content", "holder", "sealed", "path", "replaces")
    with register.engine.begin() as connection:
        found = connection.execute(select(credentials).order_by(credentials.c.id)).mappings().all()
    return {row["credential_id"]: tuple(row[name] for name in columns) for row in found}


NOTHING = (None, "", "", None, None, None, None)


def everything(register: Register) -> bytes:
    """All bytes of the database's files that hold our tables."""
    if register.engine.dialect.name == "sqlite":
        path = Path(str(register.engine.url.database))
        return b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))
    superuser = create_engine(register.engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with superuser.connect() as connection:
        if not connection.execute(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).scalar():
            pytest.skip("only a superuser of PostgreSQL reads its files")
        connection.execute(text("CHECKPOINT"))
        found = connection.execute(
            text(
                "SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c JOIN pg_namespace n"
                " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'i', 't') AND (n.nspname = 'public' OR c.oid IN"
                " (SELECT reltoastrelid FROM pg_class t JOIN pg_namespace m ON m.oid = t.relnamespace"
                " WHERE m.nspname = 'public'))"
            )
        ).scalars()
        return b"".join(bytes(one) for one in found)


def marks_of(register: Register, names: Iterable[str]) -> set[bytes]:
    """Every text and the beginning, middle and end of every blob that stands of the persons in the rows."""
    found: set[bytes] = set()
    for entry in rows.of_persons(register, list(names)):
        with register.engine.begin() as connection:
            row = connection.execute(select(credentials).where(credentials.c.id == entry.key)).one()
            reasons = connection.execute(select(events.c.reason).where(events.c.credential == entry.key)).scalars()
            found |= {reason.encode() for reason in reasons if reason}
        found |= {value.encode() for value in (row.external_id, row.content, row.holder, row.path) if value}
        if row.sealed:
            middle = len(row.sealed) // 2
            found |= {row.sealed[300:332], row.sealed[middle : middle + 32], row.sealed[-32:]}
    return found


@pytest.mark.slow
def test_no_byte_is_left_in_the_files(register: Register, tmp_path: Path) -> None:
    """Among 100 others, with all that a register goes through: records replaced, reasons given, paths, rows moved about."""
    big = "x" * 3000  # sealed records that don't fit on one page
    drafts = [
        Draft(
            {"title": f"Stage {n}", "description": big},
            f"did:key:z6Mk{n}",
            f"leerling-{n:04}",
            path=tmp_path / f"leerling-{n:04}.json",
        )
        for n in range(120)
    ]
    made = issue(register, drafts)
    for n in range(0, 120, 3):
        statuses.change(register, [made[n].key], Status.SUSPENDED, now=NOW, reason=f"leerling {n} in Voorbeelddorp")
    issue(register, [replace(drafts[n], holder=f"did:key:z6MkNew{n}", replaces=made[n].key) for n in range(0, 120, 2)])
    if register.engine.dialect.name == "sqlite":
        # As a version without secure_delete, or another program, may have left it: freed pages keep what was in them.
        raw = sqlite3.connect(str(register.engine.url.database), isolation_level=None)
        raw.execute("PRAGMA secure_delete = OFF")
        raw.execute("CREATE TABLE old (value TEXT)")
        raw.executemany("INSERT INTO old VALUES (?)", [(f"leerling-{n:04}" * 20,) for n in range(120)])
        raw.execute("DROP TABLE old")
        raw.close()
    gone = [f"leerling-{n:04}" for n in range(0, 120, 5)]
    stay = [f"leerling-{n:04}" for n in range(120) if n % 5]
    marks, others = marks_of(register, gone), marks_of(register, stay)
    before = everything(register)
    assert [mark for mark in marks | others if mark not in before] == [], "the test sees what is there"
    entries = rows.of_persons(register, gone)
    rows.forget(register, [entry.key for entry in entries], NOW)
    if register.engine.dialect.name == "postgresql":
        assert any(mark in everything(register) for mark in marks), "PostgreSQL keeps dead rows until it is scrubbed"
    mark = rows.owed(register)
    assert mark is not None
    rows.scrub(register, mark)
    after = everything(register)
    assert [mark for mark in marks if mark in after] == []
    assert [mark for mark in others if mark not in after] == []
    assert rows.owed(register) is None


def test_a_write_ahead_log_is_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.05)
    path = tmp_path / "register.sqlite"
    register = Register.make(f"sqlite:///{path}", issuer=ISSUER, seal=Seal.generate())
    other = sqlite3.connect(path, isolation_level=None)
    assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    other.execute("SELECT count(*) FROM credentials").fetchone()  # as long as it is open, the log stays
    issue(register, [Draft({"n": n}, f"did:key:z6Mk{n}", f"leerling-{n:04}") for n in range(50)])
    assert b"leerling-0007" in path.with_name("register.sqlite-wal").read_bytes()
    keys = [entry.key for entry in rows.of_persons(register, ["leerling-0007"])]
    rows.forget(register, keys, NOW)
    mark = rows.owed(register)
    assert mark is not None
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM credentials").fetchone()  # somebody reads what was there before
    with pytest.raises(RegisterError, match="register_busy"):
        rows.scrub(register, mark)
    assert rows.owed(register) == mark, "what could not be done stays owed"
    other.execute("COMMIT")
    rows.scrub(register, mark)
    assert b"leerling-0007" not in everything(register)
    assert b"leerling-0008" in everything(register)
    other.close()


def test_index_digest_and_status_stay(register: Register) -> None:
    made = issue(register, [Draft({"n": 1}, SAM, "x"), Draft({"n": 2}, SAM, "y"), Draft({"n": 3}, KIM, "z")])
    statuses.change(register, [made[1].key], Status.REVOKED, now=NOW, reason="Sam vroeg erom")
    before = statuses.list_states(register), register.digests()
    found = rows.of_persons(register, ["x"])
    assert {entry.external_id for entry in found} == {"x", "y"}, "all that is bound to the same key"
    rows.forget(register, [entry.key for entry in found], NOW)
    assert (statuses.list_states(register), register.digests()) == before
    assert [values == NOTHING for values in known(register).values()] == [True, True, False]
    with register.engine.begin() as connection:
        told = [tuple(row) for row in connection.execute(select(events.c.credential, events.c.event, events.c.reason))]
    assert told == [(made[0].key, "forgotten", None), (made[1].key, "forgotten", None)]
    slot = made[0].slots["revocation"]
    for name in (made[0].credential_id, signed(made[0]).digests["dc+sd-jwt"], f"{slot.uri}#{slot.index}"):
        (entry,) = statuses.find(register, name)
        assert (entry.key, entry.forgotten, entry.external_id) == (made[0].key, True, None)
    for name in ("x", SAM):
        with pytest.raises(IssuanceError, match="status_not_found"):
            statuses.find(register, name)
    for name in ("x", SAM, made[0].credential_id):
        with pytest.raises(IssuanceError, match="forget_unknown"):
            rows.of_persons(register, [name])
    assert statuses.change(register, [made[0].key], Status.REVOKED, now=NOW) == 1
    after = {state.kind: state.revoked for state in statuses.list_states(register)}
    assert set(after["revocation"]) == {made[0].slots["revocation"].index, made[1].slots["revocation"].index}
    [again] = issue(register, [Draft({"n": 1}, SAM, "x")])
    assert again.before is None, "the number is free again"


def test_whose_a_name_leads_to(register: Register) -> None:
    first, other = issue(register, [Draft({"n": 1}, SAM, "x"), Draft({"n": 2}, "did:key:z6MkOld")])
    [second] = issue(register, [replace(first.draft, holder="did:key:z6MkNew", replaces=first.key)])
    # By mistake "m" was Kim's; it was corrected, and Kim has something else.
    wrong, right = issue(register, [Draft({"n": 3}, KIM, "m"), Draft({"n": 4}, KIM, "k")])
    with register.session(NOW) as session:
        [corrected] = session.reserve([Draft({"n": 5}, "did:key:z6MkNew", "m")], now=NOW, renew=Renewal.ALWAYS)
        session.record([signed(corrected)], now=NOW)
        session.burn(session.reserve([Draft({"n": 6}, SAM, "b", path=Path("/x/sam.json"))], now=NOW))
    burnt = next(entry for entry in known(register) if known(register)[entry][0] == "b")

    def led_to(name: str) -> set[str]:
        return {entry.credential_id for entry in rows.of_persons(register, [name])}

    sams = {first.credential_id, second.credential_id, wrong.credential_id, corrected.credential_id, burnt}
    for name in ("x", SAM, "did:key:z6MkNew", first.credential_id, "m"):
        assert led_to(name) == sams, name
    assert led_to(KIM) == {wrong.credential_id, right.credential_id}
    assert led_to("k") == {wrong.credential_id, right.credential_id}
    assert led_to(other.credential_id) == {other.credential_id}
    rows.forget(register, [entry.key for entry in rows.of_persons(register, ["x"])], NOW)
    assert {name for name, values in known(register).items() if values != NOTHING} == {
        right.credential_id,
        other.credential_id,
    }
    with pytest.raises(IssuanceError, match="forget_unknown"):
        led_to("nobody")


def test_by_age(register: Register) -> None:
    old = NOW - timedelta(days=100)
    [first] = issue(register, [Draft({"n": 1}, SAM, "x")], old)
    [second] = issue(register, [replace(first.draft, holder=KIM, replaces=first.key)], NOW)
    assert rows.issued_before(register, old) == []
    found = rows.issued_before(register, NOW)
    assert [entry.credential_id for entry in found] == [first.credential_id]
    rows.forget(register, [entry.key for entry in found], NOW)
    assert known(register)[first.credential_id] == NOTHING
    assert known(register)[second.credential_id][-1] is None, "what is known leads to nobody who was forgotten"
    assert known(register)[second.credential_id][0] == "x"
    assert rows.issued_before(register, NOW) == []


def test_who_is_being_issued_to_is_not_forgotten_half(register: Register, address: str) -> None:
    draft = Draft({"n": 1}, SAM, "x")
    [first] = issue(register, [draft])
    other = Register.make(address, issuer=ISSUER, seal=register.seal)
    with other.session(NOW) as session:
        [mine] = session.reserve([Draft({"n": 2}, SAM, "y")], now=NOW, address=address_of_list)
        assert [entry.key for entry in rows.of_persons(register, [SAM])] == [first.key], "only what is there"
        with pytest.raises(IssuanceError, match="external_id_busy"):
            rows.forget(register, [first.key, mine.key], NOW)
        assert known(register)[first.credential_id] != NOTHING
        # A further rendering, or another key for it, was begun before the person was forgotten.
        [again] = session.reserve([draft], now=NOW)
        [rebound] = session.reserve([replace(draft, holder=KIM, replaces=first.key)], now=NOW, address=address_of_list)
        rows.forget(register, [first.key], NOW)
        for late in (again, rebound):
            text = replace(signed(late), renderings={"eddsa-jcs-2022": "{}"}, digests={"eddsa-jcs-2022": "0" * 64})
            with pytest.raises(IssuanceError, match="external_id_busy"):
                session.record([text], now=NOW)
        assert known(register)[first.credential_id] == NOTHING
        with pytest.raises(IssuanceError, match="external_id_busy"):
            session.reserve([replace(draft, holder=KIM, replaces=first.key)], now=NOW)


def test_what_a_dead_process_left_is_forgotten_too(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "sam.json"
    with pytest.raises(KeyboardInterrupt), register.session(NOW) as session:
        made = session.reserve([Draft({"n": n}, SAM, f"x{n}", path=path) for n in range(2)], now=NOW)
        session.record([signed(made[0])], now=NOW)
        raise KeyboardInterrupt
    with pytest.raises(IssuanceError, match="external_id_busy"):
        rows.forget(register, [made[0].key], NOW)
    recovery.recover(register, NOW)
    rows.forget(register, [entry.key for entry in rows.of_persons(register, [SAM])], NOW)
    assert set(known(register).values()) == {NOTHING}


RECORD = replace(SAWING, external_id="leerling-42", subject=Person(given_name="Sam", family_name="Voorbeeld"))


def of(school: Issuer) -> Register:
    found = school.register()
    assert found is not None
    return found


def test_what_lies_in_the_folder(school: Issuer, now: datetime, tmp_path: Path) -> None:
    assert school.folder is not None
    out = school.folder / "out"
    out.mkdir()
    kim = replace(RECORD, external_id="leerling-43", subject=replace(RECORD.subject, given_name="Kim"))
    jobs = [
        Job((RECORD,), path=out / "sam.json"),
        Job((kim,), path=out / "kim.json"),
        Job((RECORD, kim), path=out / "class.json"),
        Job((RECORD,), path=tmp_path / "sam-outside.json"),
    ]
    for job in jobs:
        next(school.issue_many([job], now=now))
    badge, token = [entry.raw for entry in read_entries((out / "sam.json").read_bytes())]
    (out / "badge.json").write_text(badge)
    (out / "token.txt").write_text(token)
    forged = {**json.loads(badge), "name": "Directeur"}
    (out / "forged.json").write_text(json.dumps(forged))
    (out / "summary.csv").write_text("row,external_id\n1,leerling-42\n")
    (out / "other.csv").write_text("row,external_id\n1,leerling-421\n")
    (out / "link.json").symlink_to(tmp_path / "sam-outside.json")
    own = {path.name: path.read_bytes() for path in school.folder.iterdir() if path.suffix in (".json", ".age")}
    shown = school.forget("leerling-42", dry_run=True)
    assert [path.name for path in shown.files] == ["badge.json", "class.json", "sam.json", "token.txt"]
    assert [path.name for path in shown.naming] == ["forged.json", "summary.csv"]
    assert (out / "sam.json").exists()
    assert list(shown.about.values()) == ["Stage (Sam Voorbeeld)"]
    given = school.forget("leerling-42", now=now)
    assert given == shown
    assert sorted(path.name for path in out.iterdir()) == [
        "class.json",
        "forged.json",
        "kim.json",
        "link.json",
        "other.csv",
        "summary.csv",
    ]
    left = [entry.raw for entry in read_entries((out / "class.json").read_bytes())]
    assert left == [entry.raw for entry in read_entries((out / "kim.json").read_bytes())]
    assert {path.name: path.read_bytes() for path in school.folder.iterdir() if path.suffix in (".json", ".age")} == own
    assert (tmp_path / "sam-outside.json").exists()
    verifier = Verifier(TrustBundle.of_cards([school.card()]), evidence=lists_of(school, now), clock=lambda: now)
    assert verifier.verify(badge.encode()).verdict is Verdict.ACCEPTED, "what they have stays what it is"


def test_a_file_outside_is_told(school: Issuer, now: datetime, tmp_path: Path) -> None:
    path = tmp_path / "sam.json"
    next(school.issue_many([Job((RECORD,), path=path)], now=now))
    assert school.forget("leerling-42", now=now).elsewhere == (path,)
    assert path.exists()


def test_interrupted_it_is_done_at_the_next_start(
    school: Issuer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert school.folder is not None
    path = school.folder / "sam.json"

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for place, name in ((forgetting, "remove"), (rows, "scrub")):
        next(school.issue_many([Job((RECORD,), path=path)], now=now))
        with monkeypatch.context() as patch:
            patch.setattr(place, name, killed)
            with pytest.raises(KeyboardInterrupt):
                school.forget("leerling-42", now=now)
        assert rows.owed(of(school)) is not None
        assert set(known(of(school)).values()) == {NOTHING}, "the register forgets at once"
        school.issue(replace(RECORD, external_id="leerling-43"), now=now)
        assert rows.owed(of(school)) is None
        assert not path.exists()
        assert b"leerling-42" not in everything(of(school))
        school.forget("leerling-43", now=now)


def test_what_a_killed_backup_left_goes_too(school: Issuer, now: datetime) -> None:
    assert school.folder is not None
    school.issue(RECORD, now=now)
    left = school.folder / ".register.sqlite.0123456789abcdef.tmp"
    left.write_bytes((school.folder / "register.sqlite").read_bytes())
    school.forget("leerling-42", now=now)
    assert not left.exists()


def test_a_full_disk_is_told_and_hinders_no_issuing(
    school: Issuer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.issue(RECORD, now=now)

    def full(*_: object) -> None:
        raise RegisterError("register_unavailable", path="x", reason="database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(rows, "compact", full)
        with pytest.raises(RegisterError, match="forget_owed") as raised:
            school.forget("leerling-42", now=now)
        assert "disk is full" in raised.value.message()
        assert school.issue(replace(RECORD, external_id="leerling-43"), now=now)
        assert rows.owed(of(school)) is not None
    assert forgetting.finish(school)
    assert not forgetting.finish(school)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_instant_nobody_is_forgotten_half(school: Issuer, now: datetime) -> None:
    assert school.folder is not None
    choose, halves = random.Random(20261125), 0
    others = [replace(RECORD, external_id=f"other-{n}") for n in range(20)]
    list(school.issue_many(others, now=now))
    each = 0.0
    for number in range(KILLS):
        mine = [replace(RECORD, external_id=f"sam-{number:03}-{part}") for part in range(3)]
        paths = [school.folder / f"sam-{number:03}-{part}.json" for part in range(3)]
        list(
            school.issue_many([Job((one,), SAM_KEY, path=path) for one, path in zip(mine, paths, strict=True)], now=now)
        )
        if not each:
            began = time.monotonic()
            school.forget(SAM_KEY, now=now)
            each = time.monotonic() - began
            continue
        child = os.fork()
        if child == 0:
            school.forget(SAM_KEY, now=now)
            os._exit(0)
        time.sleep(choose.uniform(0, each))
        os.kill(child, signal.SIGKILL)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        if not killed:
            each *= 0.9  # it was done before: the machine is faster now than when it was measured
        left = [values for values in known(of(school)).values() if values != NOTHING]
        assert len(left) in (20, 23), "all three or none"
        if len(left) == 23:
            assert all(path.exists() for path in paths), "files go only after the register forgot"
            school.forget(SAM_KEY, now=now)
        else:
            halves += killed
            forgetting.finish(school)
        assert rows.owed(of(school)) is None
        assert not any(path.exists() for path in paths)
        assert f"sam-{number:03}".encode() not in everything(of(school))
    assert halves, "some must fall between the register and the rest"
    assert len(statuses.list_states(of(school))[0].revoked) == 0
    assert len(of(school).digests()) == (20 + 3 * KILLS) * 2


SAM_KEY = "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"


@pytest.mark.parametrize("given", [{}, {"names": "x", "before": datetime(2020, 1, 1, tzinfo=UTC)}])
def test_who_must_be_said(school: Issuer, given: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="forget_which"):
        school.forget(**given)
