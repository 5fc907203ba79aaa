"""Status and publication as who uses the library reaches them: by the public names alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dsp_vc import (
    Check,
    Evidence,
    InputError,
    IssuanceError,
    Issuer,
    SkillAttestation,
    Status,
    TrustBundle,
    Verdict,
    VerificationReport,
    Verifier,
    read_delivery,
)
from dsp_vc.cli.main import main
from schools import PASSPHRASE, SAWING, SECRET, desk, with_lists

DAY = timedelta(days=1)


def named(*names: str) -> list[SkillAttestation]:
    return [replace(SAWING, external_id=name) for name in names]


def reports(school: Issuer, site: Path, delivery: bytes, now: datetime) -> Iterator[VerificationReport]:
    """What a verifier finds of each rendering, with the files on the website alone."""
    evidence = Evidence()
    for path in sorted((site / "status").iterdir()):
        evidence = evidence.merged(Evidence.from_bytes(path.read_bytes()))
    verifier = Verifier(TrustBundle.of_cards([school.card()]), evidence=evidence, clock=lambda: now)
    return (verifier.verify(raw) for raw in read_delivery(delivery))


def codes(school: Issuer, site: Path, delivery: bytes, now: datetime) -> set[tuple[Verdict, str]]:
    return {(report.verdict, report.check(Check.STATUS).code) for report in reports(school, site, delivery, now)}


def test_a_status_reaches_the_verifier_once_published(school: Issuer, now: datetime, tmp_path: Path) -> None:
    site = tmp_path / "site"
    first, second = (school.issue(record, now=now) for record in named("a", "b"))
    places = school.publish(site, now=now)
    assert all((site / place.path).is_file() for place in places)
    assert codes(school, site, first, now) == {(Verdict.ACCEPTED, "status_ok")}
    changed = school.suspend("a", now=now)
    assert [(one.external_id, one.status) for one in changed.changed] == [("a", Status.SUSPENDED)]
    assert codes(school, site, first, now) == {(Verdict.ACCEPTED, "status_ok")}, "not published yet"
    for at, change, code in (
        (now + DAY, None, "suspended"),
        (now + 2 * DAY, school.restore, "status_ok"),
        (now + 3 * DAY, school.revoke, "revoked"),
    ):
        if change is not None:
            assert len(change("a", now=at).changed) == 1
        school.publish(str(site), now=at)
        assert {found for _, found in codes(school, site, first, at)} == {code}
        assert codes(school, site, second, at) == {(Verdict.ACCEPTED, "status_ok")}


def test_revocation_is_for_good_and_all_or_none(school: Issuer, now: datetime) -> None:
    for record in named("a", "b"):
        school.issue(record, now=now)
    school.revoke("a", now=now)
    again = school.revoke("a", "a", now=now)
    assert again.changed == ()
    assert [one.external_id for one in again.unchanged] == ["a"]
    for change in (school.restore, school.suspend):
        with pytest.raises(IssuanceError) as caught:
            change("b", "a", now=now)
        # `b` is valid already: restoring it changes nothing, and what is refused is told of `a`.
        assert caught.value.code == "status_revoked_for_good"
        assert [one.status for one in school.show_status("b", "a")] == [Status.REVOKED, Status.VALID]
    with pytest.raises(IssuanceError) as caught:
        school.revoke("b", "nobody", now=now)
    assert caught.value.code == "status_not_found"
    assert school.show_status("b")[0].status is Status.VALID


def test_by_every_name(school: Issuer, now: datetime) -> None:
    from dsp_vc.did.key import did_key
    from dsp_vc.keys.public import KeyType
    from dsp_vc.keys.signer import MemorySigner

    holder = did_key(MemorySigner.generate(KeyType.ED25519).public_key)
    delivery = school.issue(named("a")[0], to=holder, now=now)
    school.issue(named("b")[0], now=now)
    (shown,) = school.show_status("a")
    badge = next(
        Verifier(TrustBundle.of_cards([school.card()]), clock=lambda: now).verify(raw)
        for raw in read_delivery(delivery)
        if raw.startswith(b"{")
    )
    entries = badge.credential.claims["credentialStatus"]
    assert isinstance(entries, list)
    places = [str(entry["id"]) for entry in entries if isinstance(entry, dict)]
    assert len(places) == 2
    for name in (shown.credential_id, holder, badge.digests[0], *places):
        assert school.show_status(name) == (shown,), name
    assert (shown.issued, shown.in_lists, shown.superseded, shown.forgotten) == (now, True, False, False)
    with pytest.raises(FrozenInstanceError):
        shown.status = Status.REVOKED  # type: ignore[misc]


def test_what_was_forgotten_can_be_revoked_by_its_id(school: Issuer, now: datetime) -> None:
    school.issue(named("a")[0], now=now)
    (shown,) = school.show_status("a")
    school.forget("a", now=now)
    with pytest.raises(IssuanceError):
        school.show_status("a")
    (changed,) = school.revoke(shown.credential_id, now=now).changed
    assert (changed.status, changed.forgotten, changed.external_id) == (Status.REVOKED, True, None)


def test_nothing_named_is_an_error(school: Issuer, now: datetime) -> None:
    for ask in (school.show_status, school.revoke, school.suspend, school.restore):
        with pytest.raises(InputError) as caught:
            ask()
        assert caught.value.code == "status_which"


@pytest.mark.usefixtures("open_keys")
def test_without_lists_nothing_can_be_taken_back(tmp_path: Path, now: datetime) -> None:
    club = Issuer.create(tmp_path / "club", PASSPHRASE, profile={"name": "Voorbeeldclub"})
    club.issue(named("a")[0], now=now)
    assert not club.show_status("a")[0].in_lists
    with pytest.raises(IssuanceError) as caught:
        club.revoke("a", now=now)
    assert caught.value.code == "status_without_list"
    assert club.show_status("a")[0].status is Status.VALID
    wallet_key = Issuer.of_key(club.token, club.profile.id, "Sam")
    for refused in (lambda: wallet_key.revoke("a", now=now), lambda: wallet_key.publish(tmp_path / "x", now=now)):
        with pytest.raises(IssuanceError) as caught:
            refused()
        assert caught.value.code == "issuer_missing_folder"


def test_publishing_clears_no_revocation(school: Issuer, now: datetime, tmp_path: Path) -> None:
    site = tmp_path / "site"
    school.issue(named("a")[0], now=now)
    school.publish(site, now=now)
    shutil.copy(tmp_path / "school" / "register.sqlite", tmp_path / "old.sqlite")
    school.revoke("a", now=now)
    school.publish(site, now=now + DAY)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    shutil.copy(tmp_path / "old.sqlite", tmp_path / "school" / "register.sqlite")
    with pytest.raises(IssuanceError) as caught:
        Issuer.open(tmp_path / "school", PASSPHRASE).publish(site, now=now + 2 * DAY)
    assert caught.value.code == "site_revocation_lost"
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("open_keys")
def test_python_and_the_command_line_are_one(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk(tmp_path, monkeypatch)
    school = with_lists(tmp_path / "school")
    school.issue(named("stage-42")[0], now=now)
    assert main(["status", "suspend", "stage-42", "--issuer", "school", *SECRET, "--yes"]) == 0
    assert school.show_status("stage-42")[0].status is Status.SUSPENDED
    school.revoke("stage-42", reason="fout", now=now)
    capsys.readouterr()
    assert main(["status", "show", "stage-42", "--issuer", "school", *SECRET, "--json"]) == 0
    assert '"status": "revoked"' in capsys.readouterr().out
