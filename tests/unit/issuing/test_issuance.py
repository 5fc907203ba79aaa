"""Many at once: on any executor the same, in order, and nothing handed over that the register does not know."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from dsp_vc.errors import DspVcError, IssuanceError
from dsp_vc.files import FileError
from dsp_vc.issuing.issuance import Job
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register.register import Register
from dsp_vc.issuing.register.renewal import Renewal
from dsp_vc.issuing.register.tables import State, credentials, slots
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.universal_wallet import read_entries
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.verification.report import Verdict
from dsp_vc.verification.verifier import Verifier
from registers import lists_of

RECORD = SkillAttestation.from_dict(
    {
        "title": "Stage",
        "basis": "attested",
        "context": "internship",
        "skills": [
            {"uri": "https://school.example/s/1", "name": {"nl": "zagen"}},
            {"uri": "https://school.example/s/2", "name": {"nl": "meten"}},
        ],
    }
)


def register(issuer: Issuer) -> Register:
    found = issuer.register()
    assert found is not None
    return found


def states(issuer: Issuer) -> list[str]:
    with register(issuer).engine.begin() as connection:
        return [row.state for row in connection.execute(select(credentials.c.state).order_by(credentials.c.id))]


def numbered(count: int) -> list[SkillAttestation]:
    return [replace(RECORD, external_id=f"n-{number}") for number in range(count)]


@pytest.mark.parametrize("make", [None, lambda: ThreadPoolExecutor(2), lambda: ProcessPoolExecutor(2)])
def test_on_any_executor_all_verify_in_order(
    school: Issuer, now: datetime, make: Callable[[], Executor] | None
) -> None:
    records = numbered(7)
    if make is None:
        done = list(school.issue_many(records, now=now))
    else:
        with make() as executor:
            done = list(school.issue_many(records, executor=executor, now=now))
    assert [entry.credentials[0].external_id for entry in done] == [f"n-{number}" for number in range(7)]
    verifier = Verifier(TrustBundle.of_cards([school.card()]), evidence=lists_of(school, now), clock=lambda: now)
    for entry in done:
        twins = read_entries(entry.data)
        assert [verifier.verify(twin.raw.encode()).verdict for twin in twins] == [Verdict.ACCEPTED] * 2
    assert states(school) == [State.ISSUED] * 7
    with register(school).engine.begin() as connection:
        places = connection.execute(select(slots.c.list, slots.c.index)).all()
    assert len(set(places)) == len(places) == 7 * 3


def test_files_come_whole_and_the_same_again(school: Issuer, now: datetime, tmp_path: Path) -> None:
    jobs = [Job((record,), path=tmp_path / f"{record.external_id}.json") for record in numbered(3)]
    first = [entry.data for entry in school.issue_many(jobs, now=now)]
    assert [(tmp_path / f"n-{number}.json").read_bytes() for number in range(3)] == first
    (tmp_path / "n-1.json").unlink()
    again = list(school.issue_many(jobs, now=now))
    assert all(entry.credentials[0].repeated for entry in again)
    raws = [[twin.raw for twin in read_entries(data)] for data in first]
    assert [[twin.raw for twin in read_entries(entry.data)] for entry in again] == raws
    assert [twin.raw for twin in read_entries((tmp_path / "n-1.json").read_bytes())] == raws[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["n-0.json", "n-1.json", "n-2.json", "school"]
    assert states(school) == [State.ISSUED] * 3


def test_who_stops_early_keeps_what_came_and_goes_on_later(school: Issuer, now: datetime) -> None:
    from dsp_vc.issuing import issuance

    records = numbered(5)
    some = issuance.issue(school, [Job((record,)) for record in records], now=now, chunk=2)
    first = next(some)
    some.close()
    assert states(school) == [State.ISSUED] * 2
    done = list(school.issue_many(records, now=now))
    assert [entry.credentials[0].repeated for entry in done] == [True, True, False, False, False]
    assert done[0].credentials[0].credential_id == first.credentials[0].credential_id


def test_what_can_not_be_signed_or_written_is_burnt(school: Issuer, now: datetime, tmp_path: Path) -> None:
    wrong = replace(RECORD, external_id="wrong", valid_until="2020-01-01T00:00:00Z")
    with pytest.raises(IssuanceError, match="issuance_expired"):
        school.issue(wrong, now=now)
    assert states(school) == [], "what is seen before costs no index"
    with pytest.raises(FileError):
        list(school.issue_many([Job((numbered(1)[0],), path=tmp_path / "missing" / "x.json")], now=now))
    assert states(school) == [State.BURNT]
    assert school.issue(numbered(1)[0], now=now), "the id is free again"
    assert states(school) == [State.BURNT, State.ISSUED]


def test_one_id_for_a_whole_or_for_its_parts(school: Issuer, now: datetime) -> None:
    named = replace(RECORD, external_id="x")
    whole = next(school.issue_many([Job((named,), split=True)], now=now))
    assert [entry.part for entry in whole.credentials] == ["https://school.example/s/1", "https://school.example/s/2"]
    with pytest.raises(IssuanceError, match="external_id_taken"):
        school.issue(named, now=now)
    renewed = next(school.issue_many([Job((named,), renew=Renewal.ALWAYS)], now=now))
    assert [entry.part for entry in renewed.credentials] == [""]
    verifier = Verifier(TrustBundle.of_cards([school.card()]), evidence=lists_of(school, now), clock=lambda: now)
    found = [verifier.verify(twin.raw.encode()).verdict for twin in read_entries(whole.data)]
    assert found == [Verdict.REJECTED] * 4
    assert verifier.verify(read_entries(renewed.data)[0].raw.encode()).verdict is Verdict.ACCEPTED


def test_what_can_not_be_replaced_stays_as_it_was(school: Issuer, now: datetime, tmp_path: Path) -> None:
    named = replace(RECORD, external_id="x")
    before = school.issue(named, now=now)
    changed = replace(named, title="Bijbaan")
    with pytest.raises(FileError):
        list(school.issue_many([Job((changed,), path=tmp_path / "missing" / "x.json", renew=Renewal.ALWAYS)], now=now))
    verifier = Verifier(TrustBundle.of_cards([school.card()]), evidence=lists_of(school, now), clock=lambda: now)
    raws = [twin.raw for twin in read_entries(before)]
    assert [verifier.verify(raw.encode()).verdict for raw in raws] == [Verdict.ACCEPTED] * 2
    assert [twin.raw for twin in read_entries(school.issue(named, now=now))] == raws


def test_a_further_rendering_of_the_same_credential(school: Issuer, now: datetime) -> None:
    record = replace(RECORD, external_id="x")
    identifiers = {
        entry.credential_id
        for mechanism in (None, "eddsa-jcs-2022", "dc+sd-jwt")
        for entry in next(school.issue_many([Job((record,), mechanism=mechanism)], now=now)).credentials
    }
    assert len(identifiers) == 1
    assert len(register(school).digests()) == 3


def test_what_stands_already_is_not_written_again(school: Issuer, now: datetime, tmp_path: Path) -> None:
    jobs = [Job((record,), path=tmp_path / f"{record.external_id}.json") for record in numbered(3)]
    first = [entry.data for entry in school.issue_many(jobs, now=now)]
    (tmp_path / "n-1.json").write_bytes(first[1][:-1])
    (tmp_path / "n-2.json").write_bytes(first[2].replace(b"zagen", b"nagez"))
    before = (tmp_path / "n-0.json").stat()
    assert [entry.data for entry in school.issue_many(jobs, now=now)] == first
    assert [(tmp_path / f"n-{number}.json").read_bytes() for number in range(3)] == first
    assert (tmp_path / "n-0.json").stat().st_ino == before.st_ino


def test_names_that_begin_alike_are_files_of_their_own(school: Issuer, now: datetime, tmp_path: Path) -> None:
    paths = [tmp_path / f"{'diploma-van-het-voorbeeldcollege-uit-het-jaar'}-{number}.json" for number in range(3)]
    jobs = [Job((record,), path=path) for record, path in zip(numbered(3), paths, strict=True)]
    done = list(school.issue_many(jobs, now=now))
    assert [path.read_bytes() for path in paths] == [entry.data for entry in done]


def test_what_a_killed_process_left_of_files_that_stood_is_removed(
    school: Issuer, now: datetime, tmp_path: Path
) -> None:
    """The register does not know where something is handed over again; its folder is cleared by who works there next."""
    out = tmp_path / "out"
    out.mkdir()
    jobs = [Job((numbered(1)[0],), path=out / "x.json")]
    list(school.issue_many(jobs, now=now))
    (out / "x.json").unlink()
    with register(school).session(now) as alive:
        with pytest.raises(KeyboardInterrupt), register(school).session(now) as gone:
            left = gone.temporary_path(out / "x.json")
            left.write_bytes(b"half")
            raise KeyboardInterrupt
        foreign = out / f".x.json.{'0' * 16}.tmp"
        foreign.write_bytes(b"of another register")
        working = alive.temporary_path(out / "y.json")
        working.write_bytes(b"at work")
        list(school.issue_many(jobs, now=now))
    assert sorted(out.iterdir()) == sorted([foreign, working, out / "x.json"])
    list(school.issue_many([Job((numbered(2)[1],), path=out / "z.json")], now=now))
    assert sorted(out.iterdir()) == sorted([foreign, out / "x.json", out / "z.json"])


def test_what_stands_in_the_way_is_known_before_anything_is_signed(school: Issuer, now: datetime) -> None:
    from dsp_vc.issuing import issuance

    fine, taken = numbered(2)
    list(school.issue_many([fine, taken], now=now))
    expired = replace(RECORD, external_id="late", valid_until="2020-01-01T00:00:00Z")
    asked = [fine, replace(taken, title="Bijbaan"), replace(RECORD, external_id="new"), expired, RECORD]
    found = [error and error.code for error in issuance.check(school, map(Job, ((one,) for one in asked)), now, 2)]
    assert found == [None, "external_id_taken", None, "issuance_expired", None]
    assert states(school) == [State.ISSUED] * 2
    split = next(issuance.check(school, [Job((fine,), split=True)], now))
    assert split is not None
    assert split.code == "external_id_taken"


def test_what_was_issued_is_not_made_again_to_be_checked(
    school: Issuer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dsp_vc.issuing import issuance

    jobs = [Job((record,)) for record in numbered(3)]
    list(school.issue_many(jobs[:2], now=now))
    made: list[str] = []
    real = issuance.prepare
    monkeypatch.setattr(issuance, "prepare", lambda order, head: made.append(order.mechanism) or real(order, head))
    assert list(issuance.check(school, jobs, now)) == [None] * 3
    assert made == list(issuance.TWINS)


def test_what_another_process_is_issuing_is_busy_until_it_is_gone(school: Issuer, now: datetime) -> None:
    from dsp_vc.issuing import issuance
    from dsp_vc.issuing.register.register import Draft

    [record] = numbered(1)
    draft = Draft(record.to_dict(), None, record.external_id)
    with pytest.raises(KeyboardInterrupt), register(school).session(now) as other:
        other.reserve([draft], now=now)
        [found] = issuance.check(school, [Job((record,))], now)
        assert found is not None
        assert found.code == "external_id_busy"
        raise KeyboardInterrupt
    assert list(issuance.check(school, [Job((record,))], now)) == [None]


def test_errors_are_ours(school: Issuer, now: datetime) -> None:
    twice = [RECORD, *numbered(1), *numbered(1)]
    with pytest.raises(DspVcError, match="external_id_twice"):
        list(school.issue_many(twice, now=now))
    assert states(school) == []
