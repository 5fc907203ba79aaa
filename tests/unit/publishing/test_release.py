"""What goes out: python-tuf's own client takes it, the same content gives the same bytes, versions only go up."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tuf.api.exceptions import BadVersionNumberError, RepositoryError
from tuf.api.metadata import Metadata
from tuf.ngclient import Updater

from dsp_vc.errors import TrustError
from dsp_vc.publishing import root as roots
from dsp_vc.publishing.edits import withdraw_issuer
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.publishing.release import make_release, pack
from dsp_vc.publishing.signing import RoleSigner
from dsp_vc.publishing.state import LIVES
from dsp_vc.trust.issuer_list import read

from .keeping import DAY, NOW, Keeper, School, keeper, members, parsed, signed, target

LAYOUT = {"metadata/timestamp.json", "metadata/snapshot.json", "metadata/targets.json", "targets/issuers.json"}


@pytest.fixture
def listed(tmp_path: Path) -> Keeper:
    made = keeper(tmp_path / "list")
    made.add(School().card())
    return made


def test_the_layout(listed: Keeper) -> None:
    found = members(listed.publish().data)
    assert set(found) >= LAYOUT
    others = sorted(name.partition("/")[2].rpartition("/")[0] for name in set(found) - LAYOUT)
    assert others == ["", "did-document", "issuer-metadata"]
    assert "metadata/1.root.json" in found
    assert parsed(
        target(listed.publish(NOW + DAY).data, "did-document", "did:web:school.example")
    ) == School().document() | {
        "verificationMethod": parsed(found[next(n for n in found if "did-document" in n)])["verificationMethod"]
    }


def test_the_same_content_gives_the_same_bytes(listed: Keeper) -> None:
    with BundleFolder.edit(listed.path) as folder:
        first = make_release(folder, listed.signers, NOW, LIVES)
        assert make_release(folder, listed.signers, NOW, LIVES).data == first.data
        assert make_release(folder, listed.signers, NOW + DAY, LIVES).data != first.data
    found = members(first.data)
    assert pack(dict(reversed(found.items()))) == pack(found) == first.data


def test_every_publication_has_a_version_of_its_own(listed: Keeper) -> None:
    first, second = listed.publish(NOW), listed.publish(NOW)  # nothing changed, not even the time
    for role in roots.PUBLISHING_ROLES:
        assert [signed(release.data, role)["version"] for release in (first, second)] == [1, 2]
    assert read(target(second.data, "issuer-list")).sequence == 2
    assert listed.folder.state.version == 2


def test_lives(listed: Keeper) -> None:
    release = listed.publish(lives={"timestamp": 7, "targets": 20})
    assert {role: signed(release.data, role)["expires"] for role in roots.PUBLISHING_ROLES} == {
        "timestamp": "2026-12-01T10:00:00Z",
        "snapshot": "2026-12-24T10:00:00Z",
        "targets": "2026-12-14T10:00:00Z",
    }
    assert release.expires == NOW + 7 * DAY
    written = read(target(release.data, "issuer-list"))
    assert (written.issued, written.next_update) == (NOW, NOW + 7 * DAY)
    assert listed.publish(lives={"timestamp": 900}).expires <= NOW + 365 * DAY  # never beyond the root


def test_time_does_not_go_back(listed: Keeper) -> None:
    listed.publish(NOW)
    with pytest.raises(TrustError, match="bundle_time_back"):
        listed.publish(NOW - DAY)
    assert listed.folder.state.version == 1


def test_an_expired_root_signs_nothing(listed: Keeper) -> None:
    with pytest.raises(TrustError, match="bundle_root_expired"):
        listed.publish(NOW + 366 * DAY)


@pytest.mark.parametrize("role", roots.PUBLISHING_ROLES)
def test_without_a_key_nothing_is_published(listed: Keeper, role: str) -> None:
    root = listed.folder.root()
    assert root is not None
    (keyid,) = root.signed.roles[role].keyids
    del listed.signers[keyid]
    with pytest.raises(TrustError, match="bundle_keys_missing"):
        listed.publish()
    assert listed.folder.state.version == 0


def test_a_list_with_nobody_on_it(tmp_path: Path) -> None:
    assert read(target(keeper(tmp_path / "list").publish().data, "issuer-list")).issuers == ()


def test_metadata_is_signed_by_the_keys_of_the_root(listed: Keeper) -> None:
    data = listed.publish().data
    found = members(data)
    root = Metadata.from_bytes(found["metadata/1.root.json"])
    root.verify_delegate("root", root)
    for role in roots.PUBLISHING_ROLES:
        root.verify_delegate(role, Metadata.from_bytes(found[f"metadata/{role}.json"]))
    snapshot = Metadata.from_bytes(found["metadata/snapshot.json"]).signed
    snapshot.meta["targets.json"].verify_length_and_hashes(found["metadata/targets.json"])
    timestamp = Metadata.from_bytes(found["metadata/timestamp.json"]).signed
    timestamp.snapshot_meta.verify_length_and_hashes(found["metadata/snapshot.json"])


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


class Client:
    """python-tuf's Updater, which fetches from a folder that is served on this machine."""

    def __init__(self, served: Path, local: Path, url: str, root: bytes) -> None:
        self.served, self.local, self.url, self.root = served, local, url, root

    def serve(self, data: bytes) -> None:
        for name, content in members(data).items():
            place = self.served / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)

    def update(self) -> Updater:
        updater = Updater(
            str(self.local), f"{self.url}/metadata/", str(self.local), f"{self.url}/targets/", bootstrap=self.root)  # fmt: skip
        updater.refresh()
        return updater

    def issuers(self) -> list[str]:
        updater = self.update()
        info = updater.get_targetinfo("issuers.json")
        assert info is not None
        return [entry.name for entry in read(Path(updater.download_target(info)).read_bytes()).issuers]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    served, local = tmp_path / "served", tmp_path / "client"
    served.mkdir()
    local.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(served)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Client(served, local, f"http://127.0.0.1:{server.server_address[1]}", b"")
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.loopback
def test_the_client_of_the_framework_accepts_a_list_over_its_life(tmp_path: Path, client: Client) -> None:
    now = datetime.now(UTC).replace(microsecond=0)  # that client reads the system's clock
    listed = keeper(tmp_path / "list", now)
    listed.add(School().card(), now=now)
    first = listed.publish(now)
    client.root = (listed.path / "root.json").read_bytes()
    client.serve(first.data)
    assert client.issuers() == ["Voorbeeldschool"]

    listed.add(School("other.example", "Andere school").card(), now=now)
    second = listed.publish(now)
    client.serve(second.data)
    assert client.issuers() == ["Voorbeeldschool", "Andere school"]

    client.serve(first.data)
    with pytest.raises(BadVersionNumberError):
        client.update()

    # another root key, and other keys for publishing
    root = listed.folder.root()
    assert root is not None
    fresh = {role: RoleSigner.generate() for role in ("root", *roots.PUBLISHING_ROLES)}
    publishing = {role: fresh[role].public_key for role in roots.PUBLISHING_ROLES}
    old = root.signed.roles["root"].keyids[0]
    following = roots.next_root(
        root.signed, roots.Change([fresh["root"].public_key], [old], None, publishing), now + 365 * DAY
    )
    roots.sign(following, listed.signers[old])
    roots.sign(following, fresh["root"])
    assert listed.folder.set_root(following) == []
    listed.signers = {signer.keyid: signer for signer in fresh.values()}
    with BundleFolder.edit(listed.path) as folder:
        folder.commit(withdraw_issuer(folder, "Andere school", "closed", now)[0])
    client.serve(listed.publish(now).data)
    assert client.issuers() == ["Voorbeeldschool", "Andere school"]
    trusted = Metadata.from_bytes((client.local / "root.json").read_bytes())
    assert trusted.signed.version == 2


@pytest.mark.loopback
def test_the_client_of_the_framework_refuses_a_list_of_somebody_else(tmp_path: Path, client: Client) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    listed, other = keeper(tmp_path / "list", now), keeper(tmp_path / "other", now)
    client.root = (listed.path / "root.json").read_bytes()
    client.serve(other.publish(now).data)
    (client.served / "metadata" / "1.root.json").unlink()
    with pytest.raises(RepositoryError):
        client.update()


def test_a_crash_between_signing_and_writing_uses_the_version_up(listed: Keeper) -> None:
    """What was published under a version is never replaced by other content under the same one."""
    lost = listed.publish(NOW)  # its state counts; the file never reached its place
    listed.add(School("other.example", "Andere school").card())
    again = listed.publish(NOW + DAY)
    assert (lost.version, again.version) == (1, 2)


def test_digests_stand_from_the_first_publication_that_held_them(listed: Keeper) -> None:
    school = School()
    one, two, three = ("1" * 64, "2" * 64, "3" * 64)
    listed.add(school.card(), digests=(two, one))
    first = listed.publish(NOW)
    with BundleFolder.edit(listed.path) as folder:  # only the first list of digests went missing on its way
        record = folder.digest_record(school.did).with_digests((one, two, three))
        folder.commit(replace(folder.state, digests={school.did: folder.put(record.to_bytes())}))
    second = listed.publish(NOW + DAY)
    third = listed.publish(NOW + 2 * DAY)
    old = {"listed": "2026-11-24T10:00:00Z", "digests": [one, two]}
    new = {"listed": "2026-11-25T10:00:00Z", "digests": [three]}
    assert parsed(target(first.data, "digests", school.did)) == {"issuer": school.did, "batches": [old]}
    assert parsed(target(second.data, "digests", school.did)) == {"issuer": school.did, "batches": [old, new]}
    assert target(third.data, "digests") == target(second.data, "digests")
