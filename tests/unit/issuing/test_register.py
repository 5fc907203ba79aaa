"""The register: nothing twice, nothing lost, whatever instant a process ends at, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, func, inspect, select, text, update
from sqlalchemy.pool import NullPool

import registers
from dsp_vc.errors import InputError, IssuanceError, RegisterError
from dsp_vc.issuing.register import database, lists, recovery, standing, statuses
from dsp_vc.issuing.register.register import Draft, Register
from dsp_vc.issuing.register.renewal import Renewal
from dsp_vc.issuing.register.sealing import Seal
from dsp_vc.issuing.register.tables import (
    State,
    Status,
    credentials,
    metadata,
    renderings,
    sessions,
    settings,
    slots,
)
from registers import ISSUER, NOW, address_of_list, signed

PROCESSES, EACH, KILLS = 8, 1000, 200


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'register.sqlite'}"
    if registers.POSTGRES is None:
        pytest.skip("no PostgreSQL here: name one in DSP_VC_POSTGRES")
    return registers.postgres_database()


@pytest.fixture(scope="module")
def seal() -> Seal:
    return Seal.generate()


@pytest.fixture
def register(address: str, seal: Seal) -> Register:
    return Register.make(address, issuer=ISSUER, seal=seal)


def _rows(register: Register, statement: Any) -> list[Any]:
    with register.engine.begin() as connection:
        return list(connection.execute(statement).all())


def test_the_same_id_and_content_is_the_same_credential(register: Register) -> None:
    draft = Draft({"title": "Stage"}, "did:key:z6MkExample", "2026-17")
    with register.session(NOW) as session:
        [first] = session.reserve([draft], now=NOW, address=address_of_list)
        session.record([signed(first, "one.two.three~")], now=NOW)
    with register.session(NOW) as session:
        [again] = session.reserve([draft], now=NOW, address=address_of_list)
    assert (first.before, again.credential_id, again.slots) == (None, first.credential_id, first.slots)
    assert again.before is not None
    assert again.before.renderings == {"dc+sd-jwt": "one.two.three~"}
    assert again.before.record == {"title": "Stage"}
    assert again.valid_from == NOW
    assert len(_rows(register, select(slots))) == len(lists.KINDS)


@pytest.mark.parametrize(
    "other",
    [
        Draft({"title": "Baan"}, "did:key:z6MkExample", "2026-17"),
        Draft({"title": "Stage"}, "did:key:z6MkOther", "2026-17"),
        Draft({"title": "Stage"}, None, "2026-17"),
        Draft({"title": "Stage"}, "did:key:z6MkExample", "2026-17", part="urn:example:skill"),
    ],
    ids=["content", "holder", "no holder", "a part of it"],
)
def test_the_same_id_with_other_content_is_refused(register: Register, other: Draft) -> None:
    with register.session(NOW) as session:
        [first] = session.reserve(
            [Draft({"title": "Stage"}, "did:key:z6MkExample", "2026-17")], now=NOW, address=address_of_list
        )
        session.record([signed(first)], now=NOW)
        with pytest.raises(IssuanceError, match="external_id_taken"):
            session.reserve([other], now=NOW, address=address_of_list)
    assert len(_rows(register, select(credentials))) == 1


def test_parts_of_one_id_stand_beside_each_other_and_without_id_all_are_new(register: Register) -> None:
    drafts = [Draft({"n": 1}, None, "x", part) for part in ("urn:a", "urn:b")] + [Draft({"n": 1}), Draft({"n": 1})]
    with register.session(NOW) as session:
        made = session.reserve(drafts, now=NOW, address=address_of_list)
    assert len({entry.credential_id for entry in made}) == 4
    with register.session(NOW) as session, pytest.raises(IssuanceError, match="external_id_twice"):
        session.reserve([drafts[0], drafts[0]], now=NOW)


def test_an_external_id_is_looked_up_by_its_index(register: Register) -> None:
    """Else what one credential costs would grow with the register."""
    with register.engine.begin() as connection:
        explain = "EXPLAIN QUERY PLAN"
        if register.engine.dialect.name == "postgresql":
            explain = "EXPLAIN"
            connection.execute(text("SET LOCAL enable_seqscan = off"))  # or it would read a table this small
        words = standing.in_force("x").compile(connection, compile_kwargs={"literal_binds": True})
        plan = "\n".join(str(row) for row in connection.execute(text(f"{explain} {words}")))
    assert "credentials_once" in plan


def test_an_id_that_another_process_is_issuing_is_busy(register: Register, address: str, seal: Seal) -> None:
    other = Register.make(address, issuer=ISSUER, seal=seal)
    with register.session(NOW) as session:
        session.reserve([Draft({}, None, "x")], now=NOW)
        with other.session(NOW) as rival, pytest.raises(IssuanceError, match="external_id_busy"):
            rival.reserve([Draft({}, None, "x")], now=NOW)
        # It lives: its reservation was not burnt by the other's start.
        assert [row.state for row in _rows(register, select(credentials))] == [State.RESERVED]


def test_who_has_no_status_lists_gets_no_index(register: Register) -> None:
    with register.session(NOW) as session:
        [made] = session.reserve([Draft({"n": 1})], now=NOW)
    assert made.slots == {}
    assert _rows(register, select(slots)) == []


def test_a_full_list_is_closed_and_a_new_one_begun(register: Register) -> None:
    def take(number: int) -> list[dict[str, lists.Slot]]:
        with database.transaction(register.engine) as connection:
            found = lists.take(connection, number, NOW, address_of_list, size=40)
            key = connection.execute(
                credentials.insert()
                .values(credential_id=str(random.random()), content="", state="issued", session="s", reserved=0)
                .returning(credentials.c.id)
            ).scalar_one()
            for place in found:
                for slot in place.values():
                    connection.execute(slots.insert().values(list=slot.list, index=slot.index, credential=key))
            return found

    with database.transaction(register.engine) as connection:
        connection.execute(sessions.insert().values(id="s", started=0))
    first = [slot["token"] for _ in range(4) for slot in take(10)]
    assert len({slot.list for slot in first}) == 1
    assert sorted(slot.index for slot in first) == list(range(40))
    assert {slot["token"].list for slot in take(1)}.isdisjoint({slot.list for slot in first})


def test_what_is_kept_of_the_person_opens_with_the_issuers_key_alone(register: Register, seal: Seal) -> None:
    holder, record = "did:key:z6MkSomebody", {"subject": {"given_name": "Sam"}}
    with register.session(NOW) as session:
        [made] = session.reserve([Draft(record, holder, "x")], now=NOW, address=address_of_list)
        session.record([signed(made)], now=NOW)
    [row] = _rows(register, select(credentials))
    everything = repr(tuple(row))
    assert holder not in everything
    assert "Sam" not in everything
    assert seal.open(row.sealed).record == record
    with pytest.raises(InputError, match="age_identity_wrong"):
        Seal.generate().open(row.sealed)
    assert seal.identity not in repr(seal)


@pytest.mark.parametrize(
    ("value", "code"), [("9", "register_newer"), ("", "register_damaged"), ("1.5", "register_damaged")]
)
def test_a_register_of_another_version_is_left_alone(
    register: Register, address: str, seal: Seal, value: str, code: str
) -> None:
    with register.engine.begin() as connection:
        connection.execute(update(settings).where(settings.c.name == "version").values(value=value))
    with pytest.raises(RegisterError, match=code):
        Register.make(address, issuer=ISSUER, seal=seal)
    assert ("version", value) in [tuple(row) for row in _rows(register, select(settings))]


def test_a_register_of_another_issuer_is_refused(register: Register, address: str, seal: Seal) -> None:
    with pytest.raises(RegisterError, match="register_of_another"):
        Register.make(address, issuer="did:web:other.example", seal=seal)


def test_migrations_run_in_order_and_once(
    register: Register, address: str, seal: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    following = [lambda _, n=n: done.append(n) for n in (database.VERSION, database.VERSION + 1)]
    monkeypatch.setattr(database, "MIGRATIONS", [*database.MIGRATIONS, *following])
    monkeypatch.setattr(database, "VERSION", database.VERSION + 2)
    for _ in range(2):
        Register.make(address, issuer=ISSUER, seal=seal)
    assert done == [database.VERSION - 2, database.VERSION - 1]


def test_a_register_of_the_first_version_is_brought_up_to_date(address: str, seal: Seal) -> None:
    """Made by the statements of that time; what it holds is handed over again, and can be replaced."""
    draft = Draft({"title": "Stage"}, "did:key:z6MkExample", "2026-17")
    registers.first_version(address, seal, draft)
    register = Register.make(address, issuer=ISSUER, seal=seal)
    assert ("version", str(database.VERSION)) in [tuple(row) for row in _rows(register, select(settings))]
    with register.session(NOW) as session:
        [again] = session.reserve([draft], now=NOW, address=address_of_list)
        assert again.before is not None
        assert again.before.renderings == {"dc+sd-jwt": "a.b.c~"}
        [other] = session.reserve([replace(draft, holder=None, replaces=again.key)], now=NOW, address=address_of_list)
        session.record([signed(other)], now=NOW)
    rows = _rows(register, select(credentials).order_by(credentials.c.id))
    assert [(row.superseded, row.status, row.replaces) for row in rows] == [
        (True, Status.REVOKED, None),
        (False, Status.VALID, again.key),
    ]
    made = {column["name"] for column in inspect(register.engine).get_columns("credentials")}
    assert made == {column.name for column in credentials.columns}
    assert set(inspect(register.engine).get_table_names()) == set(metadata.tables)
    for name, table in metadata.tables.items():
        columns = {column["name"] for column in inspect(register.engine).get_columns(name)}
        assert columns == {column.name for column in table.columns}, name
    indices = {index["name"] for index in inspect(register.engine).get_indexes("credentials")}
    assert indices >= {index.name for index in credentials.indexes}


def test_what_is_replaced_stays_until_the_new_one_is_recorded(register: Register) -> None:
    draft = Draft({"title": "Stage"}, "did:key:z6MkLost", "x")
    changed = replace(draft, record={"title": "Baan"})
    with register.session(NOW) as session:
        [first] = session.reserve([draft], now=NOW, address=address_of_list)
        session.record([signed(first)], now=NOW)
    rebound = replace(draft, holder="did:key:z6MkNew", replaces=first.key)
    for other, renew in ((changed, Renewal.ALWAYS), (rebound, Renewal.NEVER)):
        with pytest.raises(KeyboardInterrupt), register.session(NOW) as session:
            session.reserve([other], now=NOW, address=address_of_list, renew=renew)
            assert _in_force(register) == [(first.credential_id, Status.VALID)]
            raise KeyboardInterrupt
        recovery.recover(register, NOW)
        assert _in_force(register) == [(first.credential_id, Status.VALID)]
    with register.session(NOW) as session:
        [given_up] = session.reserve([rebound], now=NOW, address=address_of_list)
        session.burn([given_up])
        [second] = session.reserve([rebound], now=NOW, address=address_of_list)
        session.record([signed(second)], now=NOW)
        assert _in_force(register) == [(second.credential_id, Status.VALID)]
        [third] = session.reserve([changed], now=NOW, address=address_of_list, renew=Renewal.ALWAYS)
        session.record([signed(third)], now=NOW)
    assert _in_force(register) == [(third.credential_id, Status.VALID)]
    states = _rows(register, select(credentials.c.state, credentials.c.status).order_by(credentials.c.id))
    assert [tuple(row) for row in states] == [
        (State.ISSUED, Status.REVOKED),
        (State.BURNT, Status.VALID),
        (State.BURNT, Status.VALID),
        (State.BURNT, Status.VALID),
        (State.ISSUED, Status.REVOKED),
        (State.ISSUED, Status.VALID),
    ]


@pytest.mark.parametrize("external_id", ["x", None])
def test_of_two_that_replace_the_same_at_once_one_does(
    register: Register, address: str, seal: Seal, external_id: str | None
) -> None:
    draft = Draft({"title": "Stage"}, "did:key:z6MkLost", external_id)
    other = Register.make(address, issuer=ISSUER, seal=seal)
    with register.session(NOW) as session, other.session(NOW) as rival:
        [first] = session.reserve([draft], now=NOW, address=address_of_list)
        session.record([signed(first)], now=NOW)
        [mine] = session.reserve([replace(draft, holder="did:key:a", replaces=first.key)], now=NOW)
        [theirs] = rival.reserve([replace(draft, holder="did:key:b", replaces=first.key)], now=NOW)
        rival.record([signed(theirs)], now=NOW)
        with pytest.raises(IssuanceError, match="external_id_busy"):
            session.record([signed(mine)], now=NOW)
        session.burn([mine])
        with pytest.raises(IssuanceError, match="external_id_busy"):
            session.reserve([replace(draft, holder="did:key:c", replaces=first.key)], now=NOW)
    assert _in_force(register) == [(theirs.credential_id, Status.VALID)]


def test_bound_to_the_same_key_it_is_the_same_again_and_suspended_it_stays(register: Register) -> None:
    draft = Draft({"title": "Stage"}, "did:key:z6MkLost")
    with register.session(NOW) as session:
        [first] = session.reserve([draft], now=NOW, address=address_of_list)
        session.record([signed(first)], now=NOW)
        [again] = session.reserve([replace(draft, replaces=first.key)], now=NOW, address=address_of_list)
        assert (again.key, again.before is not None) == (first.key, True)
        statuses.change(register, [first.key], Status.SUSPENDED, now=NOW)
        rebound = replace(draft, holder="did:key:z6MkNew", replaces=first.key)
        [second] = session.reserve([rebound], now=NOW, address=address_of_list)
        session.record([signed(second)], now=NOW)
        assert _in_force(register) == [(second.credential_id, Status.SUSPENDED)]
        statuses.change(register, [second.key], Status.REVOKED, now=NOW)
        [third] = session.reserve([replace(rebound, replaces=second.key)], now=NOW, address=address_of_list)
        assert third.before is None, "what was revoked is not handed over again"
        session.record([signed(third)], now=NOW)
    assert _in_force(register) == [(third.credential_id, Status.VALID)]


def _in_force(register: Register) -> list[tuple[str, str]]:
    rows = _rows(register, select(credentials.c.credential_id, credentials.c.status).where(~credentials.c.superseded))
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("content", [b"", b"no database at all, but text that is long enough to be looked at" * 20])
def test_a_file_that_is_no_register(tmp_path: Path, seal: Seal, content: bytes) -> None:
    path = tmp_path / "register.sqlite"
    path.write_bytes(content)
    if content:
        with pytest.raises(RegisterError, match="register_damaged"):
            Register.make(f"sqlite:///{path}", issuer=ISSUER, seal=seal)
        assert path.read_bytes() == content
    else:  # what SQLite itself leaves of a database in which nothing was written yet
        Register.make(f"sqlite:///{path}", issuer=ISSUER, seal=seal)


def test_a_register_that_is_gone_is_not_begun_anew(register: Register, address: str, seal: Seal) -> None:
    assert Register.open(address, issuer=ISSUER, seal=seal).digests() == ()
    with register.engine.begin() as connection:
        metadata.drop_all(connection)
    with pytest.raises(RegisterError, match="register_missing"):
        Register.open(address, issuer=ISSUER, seal=seal)
    assert inspect(register.engine).get_table_names() == []


@pytest.mark.parametrize("content", [None, b""])
def test_a_file_that_is_gone_or_emptied(tmp_path: Path, seal: Seal, content: bytes | None) -> None:
    path = tmp_path / "register.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RegisterError, match="register_missing"):
        Register.open(f"sqlite:///{path}", issuer=ISSUER, seal=seal)
    assert (path.read_bytes() if path.exists() else None) == content
    with pytest.raises(RegisterError, match="register_unavailable"):
        Register.make(f"sqlite:///{tmp_path / 'nowhere' / 'register.sqlite'}", issuer=ISSUER, seal=seal)


@pytest.mark.parametrize("address", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "not an address", ""])
def test_other_addresses_are_refused(address: str, seal: Seal) -> None:
    with pytest.raises(InputError, match="register_address"):
        Register.make(address, issuer=ISSUER, seal=seal)


def test_a_password_is_never_told(seal: Seal) -> None:
    with pytest.raises(RegisterError, match="register_unavailable") as raised:
        Register.make("postgresql://name:geheim@127.0.0.1:1/nothing", issuer=ISSUER, seal=seal)
    assert "geheim" not in repr(raised.value.params) + str(raised.value)


def test_a_transaction_of_sqlite_begins_at_once(tmp_path: Path, seal: Seal) -> None:
    """Two processes can't both read a free index before either writes: the second waits to begin."""
    register = Register.make(f"sqlite:///{tmp_path / 'r.sqlite'}", issuer=ISSUER, seal=seal)
    rival = create_engine(f"sqlite:///{tmp_path / 'r.sqlite'}", poolclass=NullPool, connect_args={"timeout": 0})
    with database.transaction(register.engine) as connection:
        connection.execute(select(slots)).all()
        with rival.connect() as other, pytest.raises(Exception, match="locked"):
            other.exec_driver_sql("BEGIN IMMEDIATE")


@pytest.mark.slow
def test_eight_processes_never_take_one_index(register: Register, address: str, seal: Seal) -> None:
    secret = " ".join(str(value) for value in seal.to_json().values())
    workers = [
        subprocess.Popen([sys.executable, registers.__file__, address, secret, f"p{n}", str(EACH)])
        for n in range(PROCESSES)
    ]
    assert [worker.wait(timeout=300) for worker in workers] == [0] * PROCESSES
    found = _rows(register, select(credentials.c.external_id, credentials.c.state))
    assert {(row.external_id, row.state) for row in found} == {
        (f"p{p}-{n}", State.ISSUED) for p in range(PROCESSES) for n in range(EACH)
    }
    assert len(found) == PROCESSES * EACH
    for kind, number in _rows(
        register,
        select(lists.tables.lists.c.kind, func.count(slots.c.index.distinct()))
        .join_from(slots, lists.tables.lists, slots.c.list == lists.tables.lists.c.id)
        .group_by(lists.tables.lists.c.kind),
    ):
        assert (kind, number) == (kind, PROCESSES * EACH)
    assert len(_rows(register, select(renderings.c.digest).distinct())) == PROCESSES * EACH


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_two_hundred_instants_nothing_is_lost_or_doubled(
    register: Register, address: str, seal: Seal, tmp_path: Path
) -> None:
    choose, folder = random.Random(20261125), tmp_path / "out"
    folder.mkdir()
    began = time.monotonic()
    registers.issue_files(address, seal, folder, "whole", 5)
    each = time.monotonic() - began
    killed = 0
    for number in range(KILLS):
        child = os.fork()
        if child == 0:
            registers.issue_files(address, seal, folder, f"k{number}", 5)
            os._exit(0)
        time.sleep(choose.uniform(0, each))
        os.kill(child, signal.SIGKILL)
        if os.WIFSIGNALED(os.waitpid(child, 0)[1]):
            killed += 1
        else:
            each *= 0.9  # it was done before: the machine is faster now than when it was measured
    assert killed > KILLS / 4, "the instants must fall within the work"
    recovery.recover(register, NOW)
    states = Counter(row.state for row in _rows(register, select(credentials.c.state)))
    assert set(states) <= {State.ISSUED, State.BURNT}
    rows = _rows(register, select(credentials))
    issued = {row.path: row for row in rows if row.state == State.ISSUED}
    assert set(issued) == {str(path) for path in folder.iterdir()}, "files and register agree, and nothing else is left"
    assert all(Path(path).read_text() == row.credential_id for path, row in issued.items())
    taken = _rows(register, select(slots))
    assert len({(row.list, row.index) for row in taken}) == len(taken) == len(rows) * len(lists.KINDS)
    # What was burnt is issued anew under its own id.
    burnt = next((row for row in rows if row.state == State.BURNT and row.external_id), None)
    if burnt is not None:
        with register.session(NOW) as session:
            [again] = session.reserve([Draft({"n": 0}, None, burnt.external_id)], now=NOW, address=address_of_list)
        assert again.before is None
        assert again.credential_id != burnt.credential_id


def test_what_waits_in_an_unwritable_folder_is_finished_later(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    with pytest.raises(KeyboardInterrupt), register.session(NOW) as session:
        [made] = session.reserve([Draft({"n": 1}, None, "x", path=path)], now=NOW)
        session.temporary_path(path).write_bytes(b"signed")
        session.record([signed(made)], now=NOW)
        raise KeyboardInterrupt
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "no")))
    recovery.recover(register, NOW)
    assert not path.exists()
    monkeypatch.setattr(os, "replace", real)
    assert recovery.recover(register, NOW) == 1
    assert path.read_bytes() == b"signed"
    assert recovery.recover(register, NOW) == 0


def test_a_handed_over_credential_gets_a_further_rendering_under_its_own_id(register: Register) -> None:
    draft = Draft({"n": 1}, None, "x")
    with register.session(NOW) as session:
        [first] = session.reserve([draft], now=NOW, address=address_of_list)
        session.record([signed(first)], now=NOW)
        [again] = session.reserve([draft], now=NOW, address=address_of_list)
        other = replace(signed(again), renderings={"eddsa-jcs-2022": "{}"}, digests={"eddsa-jcs-2022": "00" * 32})
        session.record([other], now=NOW)
        [third] = session.reserve([draft], now=NOW, address=address_of_list)
    assert third.before is not None
    assert set(third.before.renderings) == {"dc+sd-jwt", "eddsa-jcs-2022"}
    assert len(_rows(register, select(renderings))) == 2
    assert _rows(register, text("SELECT count(*) FROM credentials"))[0][0] == 1


def test_the_same_content_is_replaced_only_where_that_is_meant(register: Register) -> None:
    draft = Draft({"title": "Stage"}, None, "x")
    other = replace(draft, record={"title": "Baan"})
    with register.session(NOW) as session:
        [first] = session.reserve([draft], now=NOW, address=address_of_list, renew=Renewal.CHANGED)
        session.record([signed(first)], now=NOW)
        for renew in (Renewal.NEVER, Renewal.CHANGED):
            [same] = session.reserve([draft], now=NOW, address=address_of_list, renew=renew)
            assert (same.key, same.before is not None, same.replaced) == (first.key, True, {})
        with pytest.raises(IssuanceError, match="external_id_taken"):
            session.reserve([other], now=NOW, address=address_of_list, renew=Renewal.NEVER)
        for given, renew in ((other, Renewal.CHANGED), (draft, Renewal.ALWAYS)):
            [new] = session.reserve([given], now=NOW, address=address_of_list, renew=renew)
            assert (new.before, new.replaced) == (None, {first.key: Status.VALID})
            session.burn([new])
    assert _in_force(register) == [(first.credential_id, Status.VALID)]


def of_status(register: Register, key: int) -> str:
    return str(_rows(register, select(credentials.c.status).where(credentials.c.id == key))[0][0])


@pytest.mark.parametrize("to", [Status.REVOKED, Status.SUSPENDED])
@pytest.mark.parametrize("renew", [Renewal.CHANGED, Renewal.ALWAYS])
def test_what_is_revoked_while_it_is_being_replaced_does_not_come_back(
    register: Register, renew: Renewal, to: Status
) -> None:
    """In any of the two windows: between what was shown and the reservation, and between that and the record."""
    draft = Draft({"n": 1}, None, "stage-42")
    with register.session(NOW) as session:
        [first] = session.reserve([draft], now=NOW, address=address_of_list)
        session.record([signed(first)], now=NOW)
        changed = Draft({"n": 2}, None, "stage-42", seen={first.key: Status.VALID})
        [second] = session.reserve([changed], now=NOW, address=address_of_list, renew=renew)
        statuses.change(register, [first.key], to, now=NOW)
        with pytest.raises(IssuanceError, match="external_id_busy"):
            session.record([signed(second)], now=NOW)
        session.burn([second])
        with pytest.raises(IssuanceError, match="external_id_busy"):
            session.reserve([changed], now=NOW, address=address_of_list, renew=renew)
        assert of_status(register, first.key) == to
        # Who is not asked what gives way: nothing but what is valid does, unless that is meant.
        bare = replace(changed, seen=None)
        if renew is Renewal.CHANGED:
            with pytest.raises(IssuanceError, match="external_id_taken"):
                session.reserve([bare], now=NOW, address=address_of_list, renew=renew)
        else:
            [third] = session.reserve([bare], now=NOW, address=address_of_list, renew=renew)
            session.record([signed(third)], now=NOW)
            assert (of_status(register, first.key), of_status(register, third.key)) == (Status.REVOKED, Status.VALID)


def test_what_is_revoked_while_it_is_bound_anew_does_not_come_back(register: Register) -> None:
    with register.session(NOW) as session:
        [first] = session.reserve([Draft({"n": 1}, None, "a")], now=NOW, address=address_of_list)
        session.record([signed(first)], now=NOW)
        other = Draft({"n": 1}, "did:key:z6MkOther", "a", replaces=first.key, seen={first.key: Status.VALID})
        [second] = session.reserve([other], now=NOW, address=address_of_list)
        statuses.change(register, [first.key], Status.REVOKED, now=NOW)
        with pytest.raises(IssuanceError, match="external_id_busy"):
            session.record([signed(second)], now=NOW)
        session.burn([second])
        with pytest.raises(IssuanceError, match="external_id_busy"):
            session.reserve([other], now=NOW, address=address_of_list)
        meant = replace(other, seen={first.key: Status.REVOKED})
        [third] = session.reserve([meant], now=NOW, address=address_of_list)
        session.record([signed(third)], now=NOW)
        assert of_status(register, third.key) == Status.VALID


def test_a_revocation_of_what_is_replaced_meanwhile_is_not_said_to_have_worked(register: Register) -> None:
    with register.session(NOW) as session:
        [first] = session.reserve([Draft({"n": 1}, None, "a")], now=NOW, address=address_of_list)
        session.record([signed(first)], now=NOW)
        shown = [entry.key for entry in statuses.find(register, "a") if not entry.superseded]
        [new] = session.reserve([Draft({"n": 2}, None, "a")], now=NOW, address=address_of_list, renew=Renewal.CHANGED)
        session.record([signed(new)], now=NOW)
        with pytest.raises(IssuanceError, match="external_id_busy"):
            statuses.change(register, shown, Status.REVOKED, now=NOW, in_force=shown)
        assert of_status(register, new.key) == Status.VALID
        assert statuses.change(register, shown, Status.REVOKED, now=NOW) == 0, "who means the old one by its id"


def test_what_another_process_has_in_the_works_is_busy_whatever_it_says(register: Register) -> None:
    with register.session(NOW) as session:
        session.reserve([Draft({"n": 1}, None, "a")], now=NOW, address=address_of_list)
        (found,) = register.issued([Draft({"n": 2}, None, "a")])
        assert isinstance(found, IssuanceError)
        assert found.code == "external_id_busy"
