"""Bound to another key of the same person, from Python: what the request must prove, and what the verifier then says."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dsp_vc.did.key import did_key, key_method
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError, IssuanceError, Refused
from dsp_vc.issuing import rebinding, recognise
from dsp_vc.issuing.ask import build_ask, read_ask
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register import recovery, statuses
from dsp_vc.issuing.register.tables import State, Status, credentials
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.attestation import Person
from dsp_vc.model.universal_wallet import read_entries
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.verification.report import Verdict
from dsp_vc.verification.verifier import Verifier
from registers import lists_of
from schools import SAWING

KILLS = 60
RECORD = replace(SAWING, external_id="stage-42", subject=Person(given_name="Sam", family_name="Voorbeeld"))


def person() -> tuple[MemorySigner, str]:
    signer = MemorySigner.generate(KeyType.ED25519)
    did = did_key(signer.public_key)
    return signer.with_method(key_method(did)), did


def ask(signer: MemorySigner, did: str, now: datetime, to: str = "voorbeeldCollege ", **subject: str) -> bytes:
    record: Any = {"subject": subject} if subject else {}
    return dumps(build_ask(to=to, signer=signer, holder=did, record=record, now=now, valid=timedelta(days=7))).encode()


def raws(delivery: bytes) -> list[str]:
    return [twin.raw for twin in read_entries(delivery)]


def verdicts(school: Issuer, delivery: bytes, now: datetime) -> list[Verdict]:
    verifier = Verifier(TrustBundle.of_cards([school.card()]), evidence=lists_of(school, now), clock=lambda: now)
    return [verifier.verify(raw.encode()).verdict for raw in raws(delivery)]


def test_bound_to_the_new_key_and_the_old_one_revoked(school: Issuer, now: datetime) -> None:
    (_, old), (signer, new) = person(), person()
    before = school.issue(RECORD, to=old, now=now)
    assert verdicts(school, before, now) == [Verdict.ACCEPTED] * 2
    request = ask(signer, new, now, given_name="sam")
    after = school.reissue("stage-42", to=request, now=now)
    assert verdicts(school, before, now) == [Verdict.REJECTED] * 2
    assert verdicts(school, after, now) == [Verdict.ACCEPTED] * 2
    badge, token = raws(after)
    assert json.loads(badge)["credentialSubject"]["id"] == new
    assert "cnf" in json.loads(_payload(token))
    assert raws(school.reissue(old, to=request, now=now)) == raws(after), "the same request, the same answer"
    # Who issues the record for the new key is given the same too.
    assert raws(school.issue(RECORD, to=new, now=now)) == raws(after)


def test_all_of_a_person_at_once_and_each_by_its_own_name(school: Issuer, now: datetime) -> None:
    (_, old), (signer, new) = person(), person()
    first = school.issue(RECORD, to=old, now=now)
    second = school.issue(replace(RECORD, external_id=None, title="Bijbaan"), to=old, now=now)
    other = school.issue(replace(RECORD, external_id="stage-43"), to=person()[1], now=now)
    after = school.reissue(old, to=ask(signer, new, now), now=now)
    assert len(raws(after)) == 4
    assert verdicts(school, first, now) == verdicts(school, second, now) == [Verdict.REJECTED] * 2
    assert verdicts(school, other, now) == [Verdict.ACCEPTED] * 2
    identifier = json.loads(raws(second)[0])["id"]
    assert len(raws(school.reissue(["stage-42", identifier, old], to=ask(signer, new, now), now=now))) == 4


def test_what_a_request_does_not_prove(school: Issuer, now: datetime) -> None:
    (_, old), (signer, new), (thief, _) = person(), person(), person()
    before = school.issue(RECORD, to=old, now=now)
    good = ask(signer, new, now)
    forged = ask(thief.with_method(key_method(new)), new, now)
    with pytest.raises(Refused, match="ask_proof"):
        school.reissue("stage-42", to=forged, now=now)
    with pytest.raises(Refused, match="ask_expired"):
        school.reissue("stage-42", to=good, now=now + timedelta(days=8))
    with pytest.raises(IssuanceError, match="ask_for_another"):
        school.reissue("stage-42", to=ask(signer, new, now, to="Buurtcollege"), now=now)
    with pytest.raises(IssuanceError, match="reissue_other_name"):
        school.reissue("stage-42", to=ask(signer, new, now, given_name="Kim"), now=now)
    with pytest.raises(InputError, match="ask_not_recognised"):
        school.reissue("stage-42", to=b"[]", now=now)
    with pytest.raises(IssuanceError, match="status_not_found"):
        school.reissue("stage-43", to=good, now=now)
    assert verdicts(school, before, now) == [Verdict.ACCEPTED] * 2
    told = ask(signer, new, now, to="Buurtcollege", given_name="Kim")
    assert school.reissue("stage-42", to=told, other_issuer=True, other_name=True, now=now)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_instant_one_is_in_force(school: Issuer, now: datetime, tmp_path: Path) -> None:
    choose, (signer, new) = random.Random(20261125), person()
    request = read_ask(json.loads(ask(signer, new, now)), now)
    register = school.register()
    assert register is not None
    outcomes: Counter[str] = Counter()
    each = 0.0
    for number in range(KILLS):
        name, path = f"stage-{number}", tmp_path / f"{number}.json"
        school.issue(replace(RECORD, external_id=name), to=person()[1], now=now)
        job = rebinding.choose(register, [statuses.find(register, name)], request).job(path)
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            next(school.issue_many([job], now=now))
            os._exit(0)
        if each:
            time.sleep(choose.uniform(0.4, 1.2) * each)  # the first part looks, and changes nothing
            os.kill(child, signal.SIGKILL)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        if not each:
            each = time.monotonic() - began
        elif not killed:
            each *= 0.95  # it was done before: the machine is faster now than when it was measured
        recovery.recover(register, now)
        with register.engine.begin() as connection:
            rows = connection.execute(select(credentials).where(credentials.c.external_id == name)).all()
        (standing,) = [row for row in rows if not row.superseded]
        assert (standing.status, standing.state) == (Status.VALID, State.ISSUED)
        replaced = standing.replaces is not None
        assert {row.status for row in rows if row.superseded and row.state == State.ISSUED} == (
            {Status.REVOKED} if replaced else set()
        )
        assert path.exists() == replaced, "the file stands where the new one is in force, and nowhere else"
        outcomes[f"{'new' if replaced else 'old'}{' and burnt' * (len(rows) - 1 - replaced)}"] += killed
        again = school.reissue(name, to=ask(signer, new, now), now=now)
        if replaced:
            assert raws(again) == raws(path.read_bytes())
    assert outcomes["old and burnt"] > 0, "some must fall between the reservation and the record"
    assert outcomes.total() > KILLS / 4, "the instants must fall within the work"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".tmp") == []


def test_who_has_no_register_keeps_nothing(now: datetime) -> None:
    signer, did = person()
    own = Issuer.of_key(signer, did, "Sam")
    with pytest.raises(IssuanceError, match="issuer_missing_folder"):
        own.reissue("x", to=ask(signer, did, now, to="Sam"), now=now)


def test_a_credential_is_known_by_what_is_signed(school: Issuer, now: datetime) -> None:
    badge, token = raws(school.issue(RECORD, now=now))
    register = school.register()
    assert register is not None
    assert sorted(recognise.digests(badge.encode()) + recognise.digests(token.encode())) == list(register.digests())
    shown = {"type": ["VerifiablePresentation"], "verifiableCredential": [json.loads(badge)]}
    assert recognise.digests(dumps(shown).encode()) == recognise.digests(badge.encode())
    changed = {**json.loads(badge), "name": "Directeur"}
    assert recognise.digests(dumps(changed).encode()) != recognise.digests(badge.encode())
    for wrong in (b"", b"{}", b"title: Stage", b'{"proof": {}}', b'{"credentialSubject": {}, "proof": []}'):
        with pytest.raises(InputError):
            recognise.digests(wrong)


def _payload(token: str) -> bytes:
    from dsp_vc.encoding.base import b64url_decode

    return b64url_decode(token.split(".")[1])
