"""A credential of another copy of the register is taken in with its places, in SQLite and in PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

import registers
from dsp_vc.errors import IssuanceError
from dsp_vc.issuing.register import adopting, carrying, statuses
from dsp_vc.issuing.register.adopting import Foundling
from dsp_vc.issuing.register.carrying import ListSeen
from dsp_vc.issuing.register.database import transaction
from dsp_vc.issuing.register.lists import KINDS
from dsp_vc.issuing.register.register import Draft, Register
from dsp_vc.issuing.register.sealing import Seal
from dsp_vc.issuing.register.tables import Status, carried, lists, slots
from registers import ISSUER, NOW, address_of_list, signed

HOLDER = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"


@pytest.fixture(params=["sqlite", "postgresql"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Register:
    if request.param == "postgresql" and registers.POSTGRES is None:
        pytest.skip("no PostgreSQL here: name one in DSP_VC_POSTGRES")
    address = (
        f"sqlite:///{tmp_path / 'register.sqlite'}" if request.param == "sqlite" else registers.postgres_database()
    )
    made = Register.make(address, issuer=ISSUER, seal=Seal.generate())
    with made.session(NOW) as session:
        (one,) = session.reserve([Draft({"n": 1}, None, "a")], now=NOW, address=address_of_list)
        session.record([signed(one)], now=NOW)
    return made


def foundling(register: Register, **changed: object) -> Foundling:
    """A credential in the lists of the register, at places that it gave to nobody."""
    taken = {state.kind: state.uri for state in statuses.list_states(register)}
    with transaction(register.engine) as connection:
        given = set(connection.execute(select(slots.c.index)).scalars())
    index = next(number for number in range(len(given) + 1) if number not in given)
    made = Foundling("x.json", "urn:uuid:x", {"dc+sd-jwt": "ab" * 32}, {k: (taken[k], index) for k in KINDS}, HOLDER)
    return replace(made, **changed)  # type: ignore[arg-type]


def test_it_stands_in_the_lists_as_any_other_and_they_give_out_no_more(register: Register) -> None:
    one = foundling(register)
    index = one.places["token"][1]
    token = next(state for state in statuses.list_states(register) if state.kind == "token")
    carrying.carry_over(
        register, [ListSeen(token.uri, "token", token.size, suspended=frozenset({index}))], ["ab" * 32], NOW
    )
    (known,) = adopting.look(register, [one])
    assert (known.entry.status, known.whole, known.entry.key) == (Status.SUSPENDED, True, 0)
    assert adopting.change(register, [], [one], Status.REVOKED, now=NOW, reason="toets") == 1
    assert all(index in state.revoked for state in statuses.list_states(register))
    assert not any(state.suspended for state in statuses.list_states(register))
    assert register.digests().count("ab" * 32) == 1
    with transaction(register.engine) as connection:
        assert connection.execute(select(carried)).all() == []
        assert all(connection.execute(select(lists.c.closed)).scalars())
    (entry,) = statuses.find(register, HOLDER)
    assert (entry.adopted, entry.forgotten, entry.status) == (True, False, Status.REVOKED)
    assert adopting.change(register, [], [one], Status.REVOKED, now=NOW) == 0
    with register.session(NOW) as session:
        (new,) = session.reserve([Draft({"n": 2}, None, "b")], now=NOW, address=address_of_list)
    assert not {slot.uri for slot in new.slots.values()} & {url for url, _ in one.places.values()}


def test_an_open_list_is_closed(register: Register) -> None:
    adopting.change(register, [], [foundling(register)], Status.SUSPENDED, now=NOW)
    with transaction(register.engine) as connection:
        assert all(connection.execute(select(lists.c.closed)).scalars())


def test_what_can_not_be_changed_is_not_taken_in(register: Register) -> None:
    one, states = foundling(register), statuses.list_states(register)
    [anna] = statuses.find(register, "a")
    adopting.change(register, [anna.key], [], Status.REVOKED, now=NOW)
    with pytest.raises(IssuanceError, match="status_revoked_for_good"):
        adopting.change(register, [anna.key], [one], Status.SUSPENDED, now=NOW)
    assert all(not state.suspended for state in statuses.list_states(register))
    with pytest.raises(IssuanceError, match="status_not_found"):
        statuses.find(register, one.credential_id)
    for changed, code in (
        ({"places": {}}, "status_without_list"),
        ({"places": {"token": ("https://school.example/none.jwt", 1)}}, "adopt_list_unknown"),
        ({"places": {"revocation": (states[-1].uri, 1)}}, "adopt_list_unknown"),
        ({"places": {"token": (states[-1].uri, states[-1].size)}}, "adopt_past_end"),
        ({"digests": {"dc+sd-jwt": register.digests()[0]}}, "adopt_contradicts"),
        ({"credential_id": anna.credential_id}, "adopt_contradicts"),
    ):
        for act in (adopting.look, lambda r, found: adopting.change(r, [], found, Status.REVOKED, now=NOW)):
            with pytest.raises(IssuanceError, match=code):
                act(register, [replace(one, **changed)])  # type: ignore[arg-type, operator]


def test_two_forms_are_one(register: Register) -> None:
    one = foundling(register)
    token = replace(one, places={"token": one.places["token"]})
    badge = replace(one, digests={"eddsa-rdfc-2022": "cd" * 32}, holder=None,
                    places={kind: one.places[kind] for kind in KINDS[:2]})  # fmt: skip
    (both,) = adopting.together([token, badge])
    assert (both.places, len(both.digests), both.holder) == (one.places, 2, HOLDER)
    assert not adopting.look(register, [token])[0].whole
    adopting.change(register, [], [token], Status.REVOKED, now=NOW)
    assert adopting.look(register, [badge])[0].entry.status is Status.REVOKED
    adopting.change(register, [], [badge], Status.REVOKED, now=NOW)
    assert all(len(state.revoked) == 1 for state in statuses.list_states(register))
    moved = replace(badge, places={**badge.places, "token": (one.places["token"][0], one.places["token"][1] + 1)})
    with pytest.raises(IssuanceError, match="adopt_contradicts"):
        adopting.together([token, moved])
