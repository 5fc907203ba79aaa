"""A folder from a backup goes on from what was published, and from nothing else."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.publishing import root as roots
from dsp_vc.publishing.edits import withdraw_issuer
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.publishing.release import pack
from dsp_vc.publishing.restore import read_published, restored
from dsp_vc.trust.issuer_list import WITHDRAWN, read

from .keeping import DAY, NOW, Keeper, School, keeper, members, parsed, target

ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Keeper, Keeper, bytes]:
    """A list, a copy of its folder from before, and what the list published since."""
    made, school = keeper(tmp_path / "list"), School()
    made.add(school.card(), digests=(ONE,))
    made.add(School("other.example", "Andere school").card())
    made.publish()
    shutil.copytree(made.path, tmp_path / "copy")
    made.add(school.card(), digests=(TWO,))
    made.publish(NOW + DAY)
    with BundleFolder.edit(made.path) as folder:
        folder.commit(withdraw_issuer(folder, "Andere school", "fraude", NOW + 2 * DAY)[0])
    current = made.folder.root()
    assert current is not None
    following = roots.next_root(current.signed, roots.Change(), NOW + timedelta(days=400))
    roots.sign(following, made.signers[current.signed.roles["root"].keyids[0]])
    made.folder.set_root(following)
    return made, Keeper(tmp_path / "copy", made.signers), made.publish(NOW + 2 * DAY).data


def go_on(copy: Keeper, data: bytes) -> None:
    with BundleFolder.edit(copy.path) as folder:
        folder.commit(restored(folder, read_published(data, folder, "last.zip", NOW)))


def test_an_older_copy_goes_on_from_what_was_published(pair: tuple[Keeper, Keeper, bytes]) -> None:
    made, copy, data = pair
    copy.add(School().card(), digests=(THREE,))  # it waits still, and is not lost
    go_on(copy, data)
    assert copy.folder.state.version == 3
    assert len(copy.folder.chain()) == 2
    after = copy.publish(NOW + 3 * DAY)
    assert after.version == 4
    standing = {entry.name: entry.standing for entry in read(target(after.data, "issuer-list")).issuers}
    assert standing["Andere school"].status == WITHDRAWN
    batches = parsed(target(after.data, "digests"))["batches"]
    assert [(batch["listed"][:10], batch["digests"]) for batch in batches] == [
        ("2026-11-24", [ONE]), ("2026-11-25", [TWO]), ("2026-11-27", [THREE])]  # fmt: skip
    # the very same as the folder that was never lost, but for what waited
    assert set(members(after.data)) == set(members(made.publish(NOW + 3 * DAY).data))


def test_a_restored_list_publishes_the_same_bytes(pair: tuple[Keeper, Keeper, bytes]) -> None:
    made, copy, data = pair
    go_on(copy, data)
    assert copy.publish(NOW + 3 * DAY).data == made.publish(NOW + 3 * DAY).data


def test_what_was_reported_stolen_stays_so(pair: tuple[Keeper, Keeper, bytes]) -> None:
    made, copy, _ = pair
    school = School("third.example", "Derde school")
    made.add(school.card(school.revoked()), now=NOW + 3 * DAY)
    go_on(copy, made.publish(NOW + 3 * DAY).data)
    with pytest.raises(Refused, match="bundle_key_unrevoked"):
        copy.add(school.card(school.document()))


def test_a_file_of_another_list_is_refused(pair: tuple[Keeper, Keeper, bytes], tmp_path: Path) -> None:
    _, copy, _ = pair
    other = keeper(tmp_path / "other").publish().data
    with pytest.raises(TrustError, match="bundle_other_list"):
        go_on(copy, other)


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets", "2.root"])
def test_a_file_with_a_part_of_somebody_else_is_refused(
    pair: tuple[Keeper, Keeper, bytes], tmp_path: Path, role: str
) -> None:
    """Whoever could raise a version here could lock every verifier out."""
    _, copy, data = pair
    found, other = members(data), keeper(tmp_path / "other")
    for day in range(9):
        foreign = members(other.publish(NOW + day * DAY).data)
    name = f"metadata/{role}.json"
    found[name] = foreign["metadata/1.root.json" if role == "2.root" else name]
    with pytest.raises((TrustError, InputError)) as caught:
        go_on(copy, pack(found))
    assert caught.value.code in ("bundle_other_list", "bundle_not_published")
    assert copy.folder.state.version == 1


def test_a_changed_or_missing_content_is_refused(pair: tuple[Keeper, Keeper, bytes]) -> None:
    _, copy, data = pair
    found = members(data)
    found["targets/issuers.json"] = found["targets/issuers.json"].replace(b"Voorbeeld", b"Verandert")
    with pytest.raises(InputError, match="bundle_not_published"):
        go_on(copy, pack(found))
    del found["targets/issuers.json"]
    with pytest.raises(InputError, match="bundle_not_published"):
        go_on(copy, pack(found))


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"x" * 1000])
def test_what_is_no_published_file(pair: tuple[Keeper, Keeper, bytes], data: bytes) -> None:
    _, copy, _ = pair
    with pytest.raises((InputError, TrustError)) as caught:
        go_on(copy, data)
    assert caught.value.code in ("bundle_not_published", "bundle_other_list")


def test_a_file_that_was_cut_short_is_refused(pair: tuple[Keeper, Keeper, bytes]) -> None:
    _, copy, data = pair
    for size in range(0, len(data), 997):
        with pytest.raises((InputError, TrustError)):
            go_on(copy, data[:size])
