"""The folder of a list: a change counts whole or not at all, damage is said, what is not needed goes."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dsp_vc import files
from dsp_vc.errors import TrustError
from dsp_vc.files import FileError
from dsp_vc.publishing import folder as module
from dsp_vc.publishing.folder import CONTENTS, STATE, BundleFolder
from dsp_vc.publishing.state import State

from .keeping import DAY, NOW, Keeper, School, keeper


@pytest.fixture
def listed(tmp_path: Path) -> Keeper:
    made = keeper(tmp_path / "list")
    made.add(School().card(), digests=("1" * 64,))
    made.publish()
    return made


def contents(path: Path) -> dict[str, bytes]:
    return {str(file.relative_to(path)): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()}


def test_a_state_reads_back(listed: Keeper) -> None:
    state = listed.folder.state
    assert State.from_bytes(state.to_bytes()) == replace(
        state, files=tuple(sorted(state.files, key=lambda file: (file.kind, file.url)))
    )
    assert (state.version, state.issued, state.edited) == (1, NOW, False)


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("nth", range(1, 12))
def test_a_program_that_is_killed_leaves_the_old_list_or_the_new_one(
    listed: Keeper, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    before = listed.folder.state
    calls = 0
    original = os.replace

    def dying(source: str, destination: str) -> None:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise Killed
        original(source, destination)

    monkeypatch.setattr(files.os, "replace", dying)
    try:
        listed.add(School("other.example", "Andere school").card(), digests=("2" * 64,))
        listed.publish(NOW + DAY)
    except Killed:
        pass
    monkeypatch.undo()
    after = listed.folder
    assert after.state.version in (1, 2)
    assert [entry.name for entry in after.issuers()][:1] == ["Voorbeeldschool"]
    if after.state == before:
        assert len(after.issuers()) == 1
    for digest in after.state.referenced():
        after.get(digest)
    listed.add(School("third.example", "Derde school").card())
    listed.publish(NOW + 2 * DAY)
    assert [entry.name for entry in listed.folder.issuers()][-1] == "Derde school"


def test_a_full_disk_changes_nothing(listed: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(listed.path)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(FileError, match="file_unwritable"):
        listed.add(School("other.example").card())
    with pytest.raises(FileError, match="file_unwritable"):
        listed.publish(NOW + DAY)
    monkeypatch.undo()
    assert contents(listed.path) == before


def test_damage_is_said(listed: Keeper) -> None:
    digest = listed.folder.state.issuers
    assert digest is not None
    place = listed.path / CONTENTS / digest[:2] / digest
    place.write_bytes(place.read_bytes().replace(b"Voorbeeld", b"Verandert"))
    with pytest.raises(TrustError, match="bundle_damaged"):
        listed.folder.issuers()
    place.unlink()
    with pytest.raises(TrustError, match="bundle_damaged"):
        listed.publish()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"version": 1', b'"version": 2'),
        (b'"name": "Voorbeeldbestuur"', b'"name": ""'),
        (b'"published": 1', b'"published": -1'),
        (b'"published": 1', b'"published": true'),
        (b'"timestamp": 30', b'"novel": 30'),
        (b'"roots": [', b'"roots": ["../../../etc/passwd", '),
        (b'"files": [', b'"files": [7, '),
        (b"}\n", b""),
        (b'"issued": "2026-11-24T10:00:00Z"', b'"issued": "yesterday"'),
    ],
)
def test_a_state_that_can_not_be_right_is_refused(listed: Keeper, old: bytes, new: bytes) -> None:
    place = listed.path / STATE
    data = place.read_bytes()
    index = data.rindex(old)
    place.write_bytes(data[:index] + new + data[index + len(old) :])
    with pytest.raises(TrustError, match="bundle_damaged"):
        BundleFolder.open(listed.path)


def test_what_is_no_longer_needed_goes(listed: Keeper) -> None:
    (listed.path / CONTENTS / "00").mkdir()
    (listed.path / CONTENTS / "00" / ("0" * 64)).write_bytes(b"left by a program that was killed")
    for day in range(1, 4):
        listed.add(School().card(), now=NOW)
        listed.publish(NOW + day * DAY)
    with BundleFolder.edit(listed.path) as folder:
        folder.sweep()
    kept = {file.name for file in (listed.path / CONTENTS).rglob("*") if file.is_file()}
    assert kept == listed.folder.state.referenced()


def test_two_programs_do_not_change_one_list_at_a_time(listed: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "locked", lambda path: files.locked(path, 0.01))
    with BundleFolder.edit(listed.path), pytest.raises(FileError, match="file_locked"), BundleFolder.edit(listed.path):
        pass


def test_a_copy_is_another_list_that_goes_its_own_way(listed: Keeper, tmp_path: Path) -> None:
    """What nothing here can see: two folders that publish. The docs say: from one folder only."""
    shutil.copytree(listed.path, tmp_path / "copy")
    copy = Keeper(tmp_path / "copy", listed.signers)
    assert copy.publish().version == listed.publish().version == 2


@pytest.mark.parametrize("name", ["nowhere", "file", "empty"])
def test_what_is_no_folder_of_a_list(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(TrustError, match="bundle_missing_folder"):
        BundleFolder.open(tmp_path / name)
    with pytest.raises(TrustError, match="bundle_missing_folder"), BundleFolder.edit(tmp_path / name):
        pass
    assert not (tmp_path / "nowhere").exists()
