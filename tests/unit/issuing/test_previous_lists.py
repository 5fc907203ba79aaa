"""Token Status Lists of a website whose keys were replaced after the backup: taken over, and written by the newest key."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dsp_vc.actions import issuer_publish
from dsp_vc.errors import DspVcError
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing import previous, publication, rotation
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register import statuses
from dsp_vc.issuing.register.tables import Status
from dsp_vc.model.universal_wallet import read_entries
from dsp_vc.status import token_list
from dsp_vc.status.published import PublishedList
from dsp_vc.status.reading import read_published, revoked, suspended
from dsp_vc.trust.store import load_trust
from dsp_vc.verification.report import Check
from dsp_vc.verification.verifier import Verifier
from schools import PASSPHRASE, SAWING, open_keys, with_lists

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    open_keys(monkeypatch)


def issue(folder: Path, name: str, now: datetime) -> str:
    """The token of what is issued by that name."""
    data = Issuer.open(folder, PASSPHRASE).issue(replace(SAWING, external_id=name), now=now)
    return next(entry.raw for entry in read_entries(data) if entry.raw.startswith("ey"))


def change(folder: Path, name: str, to: Status, now: datetime) -> None:
    register = Issuer.open(folder, PASSPHRASE).register()
    assert register is not None
    statuses.change(register, [entry.key for entry in statuses.find(register, name)], to, now=now)


def publish(folder: Path, site: Path, now: datetime) -> None:
    publication.publish(Issuer.open(folder, PASSPHRASE), site, now)


def go_on(folder: Path, site: Path, now: datetime) -> previous.TakenOver:
    before = issuer_publish.read_previous(str(folder), str(site), now)
    names = [key.name for key in before.unknown]
    return previous.take_over(folder, PASSPHRASE, before.previous, now, accepted=names)


def token_lists(site: Path) -> dict[str, PublishedList]:
    return {path.name: read_published(path.read_bytes()) for path in (site / "status").glob("token-*")}


def signed_by(site: Path) -> set[str]:
    raws = [path.read_text().strip() for path in (site / "status").glob("token-*")]
    return {str(token_list.parse_token(raw).jws.header["kid"]) for raw in raws}


def status(token: str, site: Path, now: datetime) -> str:
    return Verifier(load_trust(site), clock=lambda: now).verify(token.encode()).check(Check.STATUS).code


@pytest.fixture
def lost(tmp_path: Path, now: datetime) -> tuple[Path, Path, dict[str, str]]:
    """A folder as it was in the backup of the first day, the website of the third, and who has a token: ``a`` and ``b``
    from before new keys, of whom one is revoked and one suspended since; ``d`` and ``e`` from after them, of whom
    ``e`` is revoked."""
    folder, site, tokens = tmp_path / "school", tmp_path / "site", {}
    with_lists(folder)
    for name in ("a", "b", "c"):
        tokens[name] = issue(folder, name, now)
    publish(folder, site, now)
    shutil.copytree(folder, tmp_path / "old")
    settings = issuer_folder.read_settings(folder)
    issuer_folder.write(tmp_path / "old" / "settings.json", replace(settings, restored=now + 3 * DAY).to_json())
    rotation.rotate(folder, PASSPHRASE)
    for name in ("d", "e"):
        tokens[name] = issue(folder, name, now + DAY)
    for name, to in (("a", Status.REVOKED), ("b", Status.SUSPENDED), ("e", Status.REVOKED)):
        change(folder, name, to, now + DAY)
    publish(folder, site, now + 2 * DAY)
    assert signed_by(site) == {"key-4"}
    return tmp_path / "old", site, tokens


def test_what_a_newer_key_signed_is_merged_and_signed_by_the_newest(
    lost: tuple[Path, Path, dict[str, str]], tmp_path: Path, now: datetime
) -> None:
    old, site, tokens = lost
    later, before = now + 4 * DAY, token_lists(site)
    done = go_on(old, site, later)
    assert (done.carried.revoked, done.carried.suspended, done.carried.marks) == (1, 1, 2)  # e's places for revocation
    tokens["f"] = issue(old, "f", later)
    new = tmp_path / "new"
    publish(old, new, later)
    assert signed_by(new) == {"key-6"}
    after = token_lists(new)
    assert len(after) == len(before) + 1
    for name, published in before.items():
        assert revoked(after[name]) == revoked(published)
        assert suspended(after[name]) == suspended(published)
    expected = {"a": "revoked", "b": "suspended", "c": "status_ok", "d": "status_ok", "e": "revoked", "f": "status_ok"}
    assert {name: status(token, new, later) for name, token in tokens.items()} == expected
    # New keys once more, and another restoration from the same backup, by the website of today.
    rotation.rotate(old, PASSPHRASE)
    change(old, "b", Status.VALID, later)
    publish(old, new, later + DAY)
    assert signed_by(new) == {"key-8"}
    assert {name: status(token, new, later + DAY) for name, token in tokens.items()} == {**expected, "b": "status_ok"}


def test_twice_from_the_same_backup_by_a_website_of_keys_that_it_never_had(
    lost: tuple[Path, Path, dict[str, str]], tmp_path: Path, now: datetime
) -> None:
    old, site, tokens = lost
    shutil.copytree(old, tmp_path / "again")
    later = now + 4 * DAY
    go_on(old, site, later)
    issue(old, "f", later)
    change(old, "f", Status.REVOKED, later)
    publish(old, site, later)
    again = tmp_path / "again"
    done = go_on(again, site, later + DAY)
    assert done.rotated is not None
    assert done.rotated.added == ("key-7", "key-8")
    publish(again, tmp_path / "new", later + DAY)
    for name, published in token_lists(site).items():
        assert revoked(token_lists(tmp_path / "new")[name]) == revoked(published)
    assert status(tokens["e"], tmp_path / "new", later + DAY) == "revoked"


def test_by_whom_a_list_may_be_signed(lost: tuple[Path, Path, dict[str, str]], tmp_path: Path, now: datetime) -> None:
    old, site, _ = lost
    later = now + 4 * DAY
    [path] = (site / "status").glob("token-*")
    good = path.read_text()
    claims = dict(token_list.parse_token(good.strip()).claims)
    retired = Issuer.open(old, PASSPHRASE).token  # key-2, as the backup has it
    current = Issuer.open(tmp_path / "school", PASSPHRASE).token
    stranger = with_lists(tmp_path / "stranger").token
    for signer, kid in ((retired, "key-4"), (current, "key-2"), (stranger, "key-4"), (current, "key-6")):
        path.write_text(token_list.sign_token_status_list(claims, signer, kid=kid))
        with pytest.raises(DspVcError) as error:
            go_on(old, site, later)
        assert error.value.code == "site_list_wrong", kid
    # A key that is retired signs no more, but what it signed counts.
    path.write_text(token_list.sign_token_status_list(claims, retired, kid="key-2"))
    assert go_on(old, site, later).carried.revoked == 1
