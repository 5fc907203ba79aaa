"""What was published by another copy of the register is taken over: nothing revoked is forgotten, nothing is doubled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import registers
from dsp_vc.errors import Refused
from dsp_vc.issuing.register import carrying, statuses
from dsp_vc.issuing.register.carrying import Carried, ListSeen
from dsp_vc.issuing.register.lists import SIZE
from dsp_vc.issuing.register.register import Draft, Register
from dsp_vc.issuing.register.sealing import Seal
from dsp_vc.issuing.register.tables import Status, events, lists
from registers import ISSUER, NOW, address_of_list, signed

NONE: frozenset[int] = frozenset()


@pytest.fixture(params=["sqlite", "postgresql"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Register:
    if request.param == "postgresql" and registers.POSTGRES is None:
        pytest.skip("no PostgreSQL here: name one in DSP_VC_POSTGRES")
    address = (
        f"sqlite:///{tmp_path / 'register.sqlite'}" if request.param == "sqlite" else registers.postgres_database()
    )
    return Register.make(address, issuer=ISSUER, seal=Seal.generate())


def issue(register: Register, *names: str) -> list[Any]:
    with register.session(NOW) as session:
        made = session.reserve([Draft({"n": n}, None, n) for n in names], now=NOW, address=address_of_list)
        session.record([signed(entry) for entry in made], now=NOW)
    return made


def seen(register: Register) -> dict[str, ListSeen]:
    """The lists as this register would publish them, by kind."""
    return {
        state.kind: ListSeen(
            state.uri,
            state.kind,
            state.size,
            frozenset(() if state.kind == "suspension" else state.revoked),
            frozenset(() if state.kind == "revocation" else state.suspended),
        )
        for state in statuses.list_states(register)
    }


def status_of(register: Register, name: str) -> Status:
    [entry] = statuses.find(register, name)
    return entry.status


def free(*taken: int) -> int:
    return next(index for index in range(SIZE) if index not in taken)


def test_what_is_known_changes_and_what_is_not_is_carried_on(register: Register) -> None:
    a, b, _ = issue(register, "a", "b", "c")
    before = seen(register)
    unknown, other = (free(a.slots["token"].index, b.slots["token"].index) for _ in range(2))
    published = {
        "revocation": replace(before["revocation"], revoked=frozenset({a.slots["revocation"].index})),
        "suspension": replace(before["suspension"], suspended=frozenset({b.slots["suspension"].index})),
        "token": replace(before["token"], revoked=frozenset({unknown})),
    }
    digests = ["ab" * 32, register.digests()[0]]
    done = carrying.carry_over(register, published.values(), digests, NOW)
    assert done == Carried(revoked=1, suspended=1, unknown=1, marks=1)
    assert [status_of(register, name) for name in "abc"] == [Status.REVOKED, Status.SUSPENDED, Status.VALID]
    assert "ab" * 32 in register.digests()
    assert len(register.digests()) == 4
    now = seen(register)
    assert now["token"].revoked == {unknown, a.slots["token"].index}, "its twin is revoked with it"
    assert now["token"].suspended == {b.slots["token"].index}
    with register.engine.begin() as connection:
        noted = [(row.event, row.reason) for row in connection.execute(select(events).order_by(events.c.id))]
        assert all(row.closed for row in connection.execute(select(lists))), "it gave out what is not known here"
    assert noted == [("revoked", "published before"), ("suspended", "published before")]
    again = carrying.carry_over(register, now.values(), register.digests(), NOW)
    assert again == Carried()
    assert seen(register) == now
    assert other == unknown


def test_the_stricter_counts_whoever_says_it(register: Register) -> None:
    a, b, c = issue(register, "a", "b", "c")
    for entry, to in ((a, Status.REVOKED), (b, Status.SUSPENDED), (c, Status.SUSPENDED)):
        statuses.change(register, [entry.key], to, now=NOW)
    before = seen(register)
    valid = [replace(one, revoked=NONE, suspended=NONE) for one in before.values()]
    done = carrying.carry_over(register, valid, [], NOW)
    assert done == Carried(standing=("b", "c"))
    assert seen(register) == before
    suspended = replace(before["suspension"], suspended=frozenset({a.slots["suspension"].index}))
    assert carrying.carry_over(register, [suspended], [], NOW) == Carried(standing=("b", "c"))
    revoked = replace(before["revocation"], revoked=frozenset({b.slots["revocation"].index}))
    assert carrying.carry_over(register, [revoked, valid[1]], [], NOW) == Carried(revoked=1, standing=("c",))
    assert [status_of(register, name) for name in "abc"] == [Status.REVOKED, Status.REVOKED, Status.SUSPENDED]


def test_a_place_that_is_not_known_goes_from_suspended_to_revoked_and_never_back(register: Register) -> None:
    issue(register, "a")
    token = seen(register)["token"]
    unknown = free(*token.revoked, *token.suspended)
    first = replace(token, suspended=frozenset({unknown}))
    second = replace(token, revoked=frozenset({unknown}))
    for published, marks, expected in (
        (first, 1, (NONE, {unknown})),
        (first, 0, (NONE, {unknown})),
        (second, 1, ({unknown}, NONE)),
        (first, 0, ({unknown}, NONE)),
        (token, 0, ({unknown}, NONE)),
    ):
        assert carrying.carry_over(register, [published], [], NOW).marks == marks
        now = seen(register)["token"]
        assert (now.revoked, now.suspended) == expected


def test_lists_that_are_not_known_are_published_on_and_give_out_nothing(register: Register) -> None:
    issue(register, "a")
    other = ListSeen("https://school.example/status/token-0badcafe.jwt", "token", SIZE, frozenset({7}), frozenset({9}))
    full = ListSeen("https://school.example/status/revocation-0badcafe.json", "revocation", 2 * SIZE)
    assert carrying.carry_over(register, [other, full], [], NOW) == Carried(marks=2, lists=2)
    states = {state.uri: state for state in statuses.list_states(register)}
    assert (states[other.uri].revoked, states[other.uri].suspended, states[other.uri].size) == ((7,), (9,), SIZE)
    assert states[full.uri].size == 2 * SIZE
    [new] = issue(register, "new")
    assert {slot.uri for slot in new.slots.values()}.isdisjoint(states)
    uris = {slot.uri for slot in new.slots.values()}
    assert carrying.lists_of(register, None) == states.keys() | uris
    assert carrying.lists_of(register, NOW) == states.keys()
    assert carrying.lists_of(register, NOW + timedelta(seconds=1)) == states.keys() | uris


def test_a_list_that_can_not_be_ours_changes_nothing(register: Register) -> None:
    [a] = issue(register, "a")
    before, digests = seen(register), register.digests()
    right = replace(before["revocation"], revoked=frozenset({a.slots["revocation"].index}))
    for wrong, code in (
        (replace(before["token"], size=SIZE // 2), "status_list_short"),
        (replace(before["token"], kind="revocation"), "status_list_purpose"),
    ):
        with pytest.raises(Refused, match=code):
            carrying.carry_over(register, [right, wrong], ["cd" * 32], NOW)
        assert seen(register) == before
        assert register.digests() == digests
    assert carrying.carry_over(register, [right], [], NOW).revoked == 1
