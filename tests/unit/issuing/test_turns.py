"""Waiting for the register: as long as others get on, however long that is, and no longer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import registers
from dsp_vc.errors import RegisterError
from dsp_vc.issuing.register import database, turns
from dsp_vc.issuing.register.register import Draft, Register
from dsp_vc.issuing.register.sealing import Seal
from dsp_vc.issuing.register.turns import signs_of_life, take_turn
from registers import ISSUER, NOW

FEW = 3


class Rival:
    """Another process at work in the register: it never lets anybody else in between until it is done."""

    def __init__(self, path: Path, commits: int) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, timeout=0)
        self.connection.execute("CREATE TABLE rival (n BLOB)")
        self.connection.execute("BEGIN IMMEDIATE")
        self.left, self.done = commits, 0

    def get_on(self, _seconds: float) -> None:
        """Commit, and begin again at once; let go at the end. The file grows, however coarse its times are."""
        if self.left:
            self.connection.execute("INSERT INTO rival VALUES (zeroblob(10000))")
            self.connection.execute("COMMIT")
            self.left, self.done = self.left - 1, self.done + 1
            if self.left:
                self.connection.execute("BEGIN IMMEDIATE")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Register.make(f"sqlite:///{tmp_path / 'register.sqlite'}", issuer=ISSUER, seal=Seal.generate())
    return tmp_path / "register.sqlite"


@pytest.fixture
def waiting(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
        yield connection


def test_whoever_waits_is_passed_over_as_often_as_it_takes(path: Path, waiting: sqlite3.Connection) -> None:
    """A hundred times as long as it would wait for somebody who does nothing."""
    rival = Rival(path, commits=100 * FEW)
    take_turn(lambda: waiting.execute("BEGIN IMMEDIATE"), signs_of_life(path), asked=FEW, pause=rival.get_on)
    assert waiting.in_transaction
    assert rival.done == 100 * FEW


def test_not_for_somebody_who_holds_it_and_does_nothing(path: Path, waiting: sqlite3.Connection) -> None:
    rival, asked = Rival(path, commits=1), []
    with pytest.raises(sqlite3.OperationalError, match="database is locked"):
        take_turn(lambda: waiting.execute("BEGIN IMMEDIATE"), signs_of_life(path), asked=FEW, pause=asked.append)
    assert len(asked) == FEW - 1
    assert all(0 < seconds < 1 for seconds in asked)
    rival.get_on(0)
    take_turn(lambda: waiting.execute("BEGIN IMMEDIATE"), signs_of_life(path), asked=FEW, pause=asked.append)
    assert len(asked) == FEW - 1, "nobody is waited for where nobody is"


def test_a_change_that_is_being_written_is_a_sign_of_life(path: Path) -> None:
    """A journal that appears and grows, while the file itself is as it was."""
    sign = signs_of_life(path)
    before = sign()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE rival (n BLOB)")
        assert sign() != before
        other.execute("ROLLBACK")
    assert sign() == before


def test_what_is_wrong_otherwise_is_told_at_once(waiting: sqlite3.Connection, path: Path) -> None:
    asked: list[float] = []
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        take_turn(lambda: waiting.execute("SELECT * FROM another"), signs_of_life(path), pause=asked.append)
    assert asked == []


def test_a_register_that_is_held_is_told_as_that(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seal = Seal.generate()
    monkeypatch.setattr(database, "take_turn", lambda step, sign: turns.take_turn(step, sign, asked=1))
    rival = Rival(path, commits=1)
    with pytest.raises(RegisterError, match="register_busy") as raised:
        Register.make(f"sqlite:///{path}", issuer=ISSUER, seal=seal)
    assert raised.value.params["path"] == str(path)
    rival.get_on(0)
    register = Register.make(f"sqlite:///{path}", issuer=ISSUER, seal=seal)
    with register.session(NOW) as session:
        [made] = session.reserve([Draft({"n": 1}, None, "x")], now=NOW, address=registers.address_of_list)
        session.record([registers.signed(made)], now=NOW)
