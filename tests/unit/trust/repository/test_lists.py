"""What a user keeps of published lists: state that is never lost silently, indexes that are never believed blindly."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bundles import ISSUED, Keeper, Key, issuer, moment, pack
from dsp_vc import words
from dsp_vc.did.document import build_document
from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.files import FileError
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.trust.repository.identity import bundle_id
from dsp_vc.trust.repository.index import IndexDamaged
from dsp_vc.trust.repository.lists import Lists
from dsp_vc.trust.repository.pinned import read_root
from dsp_vc.trust.store import is_bundle

NOW = ISSUED + timedelta(days=2)
DID = "did:web:school.example"
DIGESTS = sorted(sha256(bytes([number])).hexdigest() for number in range(50))


def did_document(did: str = DID) -> bytes:
    public = MemorySigner.generate(KeyType.ED25519).public_key
    return json.dumps(build_document(did, [("key-1", public)])).encode()


def records(*batches: tuple[str, list[str]], did: str = DID) -> bytes:
    return json.dumps(
        {"issuer": did, "batches": [{"listed": listed, "digests": digests} for listed, digests in batches]}
    ).encode()


class Desk:
    """A user with a folder, and a keeper who hands them files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keeper = Keeper(
            entities=[issuer("School", DID, "https://school.example", may={"contexts": ["internship"]})],
            documents={
                ("did-document", DID): did_document(),
                ("schema", "https://school.example/schema"): b'{"type": "object"}',
                ("type-metadata", "urn:vct:1"): b'{"vct": "urn:vct:1"}',
                ("status-list", "https://school.example/status"): b"eyJ.a.b",
                ("digests", DID): records(
                    ("2026-09-01T00:00:00Z", DIGESTS[:20]), ("2026-10-01T00:00:00Z", DIGESTS[10:40])
                ),
                ("from-the-future", "urn:x"): b"?",
            },
        )
        self.lists = Lists(folder / "lists")

    def pin(self) -> None:
        self.lists.pin(read_root(self.keeper.roots[0]))

    def file(self, name: str = "bundle.zip", data: bytes | None = None, **options: Any) -> Path:
        path = self.folder / name
        path.write_bytes(self.keeper.bundle(**options) if data is None else data)
        return path

    def state(self) -> Path:
        (path,) = self.folder.glob("lists/*/state.json")
        return path

    def index(self) -> Path:
        (path,) = self.folder.glob("lists/*/*.index")
        return path

    def files(self) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted((self.folder / "lists").rglob("*")) if path.is_file()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def code(desk: Desk, path: Path | None = None, now: Any = NOW, **options: Any) -> str:
    trust = desk.lists.default(now, **options) if path is None else desk.lists.open(path, now, **options)
    return trust.refusals[0].code if trust.refusals else ""


def test_nothing_counts_before_the_root_is_pinned(desk: Desk) -> None:
    path = desk.file()
    assert code(desk, path) == "root_not_pinned"
    assert desk.lists.default(NOW).lists == ()
    desk.pin()
    assert code(desk, path) == ""
    assert desk.lists.default(NOW).lists == ()  # not in use yet
    assert desk.lists.use(path, NOW).code == ""
    assert len(desk.lists.default(NOW).lists) == 1


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("again", [True, False])
def test_what_a_bundle_gives(desk: Desk, fixed: bool, again: bool) -> None:
    """From memory, from an index made just now, and from one that was there."""
    desk.pin()
    path = desk.file()
    if again:
        desk.lists.open(path, NOW)
    trust = desk.lists.open(path, NOW, fixed=fixed)
    for name in (DID, "https://school.example"):
        found = trust.find(name)
        assert found is not None
        assert (found.name, found.ids) == ("School", {DID, "https://school.example"})
        assert found.scope.contexts == {"internship"}
        assert found.source == "Voorbeeldbestuur"
    assert trust.find("did:web:other.example") is None
    documents = trust.documents
    assert documents.did_documents[DID].id == DID
    assert documents.did_documents.get("did:web:other.example") is None
    assert list(documents.did_documents) == [DID]
    assert documents.schemas["https://school.example/schema"] == {"type": "object"}
    assert documents.type_metadata["urn:vct:1"] == b'{"vct": "urn:vct:1"}'
    assert documents.status_lists["https://school.example/status"] == (b"eyJ.a.b",)
    assert dict(documents.contexts) == {}
    assert [moment(found) for digest in DIGESTS[5:25:10] if (found := trust.recorded(DID, digest))] == [
        "2026-09-01T00:00:00Z", "2026-09-01T00:00:00Z"]  # fmt: skip
    late = trust.recorded(DID, DIGESTS[39])
    assert late is not None
    assert moment(late) == "2026-10-01T00:00:00Z"
    assert trust.recorded(DID, DIGESTS[45]) is None
    assert trust.recorded("did:web:other.example", DIGESTS[0]) is None


def test_documents_that_can_t_be_read_are_said_and_not_counted(desk: Desk) -> None:
    desk.keeper.documents = {
        ("did-document", "did:web:bad.example"): b'{"id": 1}',
        ("did-document", "did:web:other.example"): did_document("did:web:third.example"),
        ("digests", "did:web:b.example"): records(("2026-09-01T00:00:00Z", ["zz"]), did="did:web:b.example"),
        ("anchors", "urn:a"): b"no certificate",
        ("schema", "urn:s"): b"[]",
    }
    desk.pin()
    path = desk.file()
    assert desk.lists.use(path, NOW).code == ""
    (stored,) = desk.lists.stored(NOW)
    assert stored.index is not None
    assert len(stored.index.uncounted) == 5
    assert list(stored.index.documents.did_documents) == []


class TestState:
    def test_a_replay_is_refused_however_it_comes(self, desk: Desk) -> None:
        desk.pin()
        old, new = desk.file("old.zip"), desk.file("new.zip")
        assert desk.lists.use(old, NOW).code == ""
        assert code(desk) == ""
        assert code(desk, new) == ""
        assert code(desk) == "trust_rollback"  # the one in use is the old one
        assert code(desk, old) == "trust_rollback"
        assert desk.lists.use(old, NOW).code == "trust_rollback"
        assert desk.lists.use(new, NOW).code == ""
        assert code(desk) == ""

    def test_a_new_root_that_was_seen_ends_what_the_old_one_signed(self, desk: Desk) -> None:
        desk.pin()
        assert desk.lists.use(desk.file("old.zip"), NOW).code == ""
        desk.keeper.rotate("targets")
        assert code(desk, desk.file("bad.zip", by={"targets": [Key()]})) == "trust_signatures"
        assert code(desk) == "trust_rollback"

    def test_a_moment_that_the_user_chose_leaves_no_trace(self, desk: Desk) -> None:
        desk.pin()
        assert desk.lists.use(desk.file("old.zip"), NOW).code == ""
        before = desk.files()
        new = desk.file("new.zip")
        assert code(desk, new, fixed=True) == ""
        assert code(desk, new, NOW - timedelta(days=90), fixed=True) == ""
        assert code(desk, new, NOW + timedelta(days=90), fixed=True) == "trust_stale"
        assert desk.lists.check(new, NOW).code == ""
        assert desk.files() == before
        assert code(desk) == ""

    def test_an_expired_list_tells_what_it_last_knew(self, desk: Desk) -> None:
        desk.pin()
        path = desk.file()
        assert desk.lists.use(path, NOW).code == ""
        late = NOW + timedelta(days=30)
        for trust in (desk.lists.default(late), desk.lists.open(path, late), desk.lists.open(path, late, fixed=True)):
            (refusal,) = trust.refusals
            assert refusal.code == "trust_stale"
            told = words.message(refusal.code, "nl", **refusal.params)
            assert "van 1 november 2026 gold tot 1 december 2026; die is 32 dagen oud" in told
            assert trust.lists == ()
            assert trust.find(DID) is None
            assert trust.documents.did_documents.get(DID) is None
            last = trust.last_known(DID)
            assert last is not None
            assert last[1].name == "School"
        assert desk.lists.use(path, late).code == "trust_stale"

    def test_an_expired_one_does_not_take_the_place_of_the_one_in_use(self, desk: Desk) -> None:
        desk.pin()
        assert desk.lists.use(desk.file("old.zip", expires={"timestamp": NOW + timedelta(days=9)}), NOW).code == ""
        state = json.loads(desk.state().read_text())["inUse"]
        found = desk.lists.use(desk.file("new.zip", issued=ISSUED - timedelta(days=40), version=1), NOW)
        assert found.code in ("trust_version_reused", "trust_stale")
        assert json.loads(desk.state().read_text())["inUse"] == state

    def test_a_clock_set_back(self, desk: Desk) -> None:
        desk.pin()
        path = desk.file()
        assert desk.lists.use(path, NOW).code == ""
        back = ISSUED - timedelta(days=1)
        assert code(desk, now=back) == "clock_behind"
        assert code(desk, path, back) == "clock_behind"
        assert code(desk, path, back, fixed=True) == ""

    def test_the_floor_of_the_clock_is_that_of_all_lists(self, desk: Desk, tmp_path: Path) -> None:
        desk.pin()
        assert desk.lists.use(desk.file(), NOW).code == ""
        other = Keeper(name="Ander bestuur", start=ISSUED - timedelta(days=30))
        desk.lists.pin(read_root(other.root))
        path = desk.file("other.zip", other.bundle(issued=ISSUED - timedelta(days=3)))
        assert code(desk, path, ISSUED - timedelta(days=2)) == "clock_behind"
        assert code(desk, path) == ""
        assert desk.lists.use(path, NOW).code == ""
        assert [listed.operator for listed in desk.lists.default(NOW).lists] == ["Voorbeeldbestuur", "Ander bestuur"]

    @pytest.mark.parametrize(
        "damage",
        [
            lambda data: b"",
            lambda data: data[: len(data) // 2],
            lambda data: data.replace(b'"timestamp": 1', b'"timestamp": 0'),
            lambda data: data.replace(b'"inUse"', b'"inuse"'),
            lambda data: b"{}",
        ],
    )
    def test_damage_is_said_and_never_begun_anew(self, desk: Desk, damage: Callable[[bytes], bytes]) -> None:
        desk.pin()
        path = desk.file()
        assert desk.lists.use(path, NOW).code == ""
        state = desk.state()
        state.write_bytes(damage(state.read_bytes()))
        before = desk.files()
        for work in (
            lambda: desk.lists.default(NOW),
            lambda: desk.lists.open(path, NOW),
            lambda: desk.lists.use(path, NOW),
            lambda: desk.lists.stored(NOW),
            lambda: desk.lists.pinned(read_root(desk.keeper.roots[0])),
            desk.pin,
        ):
            with pytest.raises(TrustError, match="trust_state_damaged"):
                work()
        assert desk.files() == before

    def test_a_folder_without_its_state_is_damage_too(self, desk: Desk) -> None:
        desk.pin()
        desk.state().unlink()
        with pytest.raises(TrustError, match="trust_state_damaged"):
            desk.lists.default(NOW)
        with pytest.raises(TrustError, match="trust_state_damaged"):
            desk.pin()

    def test_pinning_again_forgets_nothing(self, desk: Desk) -> None:
        desk.pin()
        old = desk.file("old.zip")
        assert code(desk, desk.file("new.zip")) == ""
        desk.pin()
        assert code(desk, old) == "trust_rollback"

    @pytest.mark.parametrize("later_first", [True, False])
    def test_pinning_a_later_root_of_the_same_list_lets_no_older_one_in(self, desk: Desk, later_first: bool) -> None:
        first = read_root(desk.keeper.roots[0])
        while True:  # which of the two is asked first goes by their digests
            desk.keeper.roots[1:] = []
            desk.keeper.add_root()
            later = read_root(desk.keeper.roots[1])
            if (later.root_id < first.root_id) is later_first:
                break
            desk.keeper.start += timedelta(seconds=1)
        older = desk.file("older.zip")
        desk.pin()
        assert desk.lists.use(desk.file("newer.zip"), NOW).code == ""
        desk.lists.pin(later)
        assert desk.lists.use(older, NOW).code == "trust_rollback"
        assert code(desk, older) == "trust_rollback"
        assert desk.lists.use(desk.file("newest.zip"), NOW).code == ""
        assert len(desk.lists.default(NOW).lists) == 1

    def test_the_root_that_a_pinned_list_came_to_counts_already(self, desk: Desk) -> None:
        desk.pin()
        desk.keeper.add_root()
        later = read_root(desk.keeper.roots[1])
        assert not desk.lists.pinned(later)
        assert desk.lists.use(desk.file(), NOW).code == ""
        assert desk.lists.pinned(later)
        assert desk.lists.pinned(read_root(desk.keeper.roots[0]))
        assert not desk.lists.pinned(read_root(Keeper().root))

    def test_the_state_of_another_list_is_damage(self, desk: Desk, tmp_path: Path) -> None:
        desk.pin()
        own = desk.state()
        (tmp_path / "other").mkdir()
        other = Desk(tmp_path / "other")
        other.pin()
        own.write_bytes(other.state().read_bytes())
        before = desk.files()
        with pytest.raises(TrustError, match="trust_state_damaged"):
            desk.lists.use(desk.file(), NOW)
        assert desk.files() == before

    def test_a_list_is_forgotten_by_name_or_fingerprint(self, desk: Desk) -> None:
        desk.pin()
        assert desk.lists.remove("Somebody") is None
        (stored,) = desk.lists.stored(NOW)
        assert desk.lists.remove(stored.fingerprint) == "Voorbeeldbestuur"
        assert desk.lists.stored(NOW) == []
        desk.lists.pin(read_root(Keeper().root))
        desk.lists.pin(read_root(Keeper().root))
        with pytest.raises(TrustError, match="trust_name_ambiguous"):
            desk.lists.remove("Voorbeeldbestuur")

    def test_only_its_owner_reads_it(self, desk: Desk) -> None:
        desk.pin()
        assert desk.lists.use(desk.file(), NOW).code == ""
        if os.name == "posix":
            for path in (desk.folder / "lists").rglob("*"):
                if path.name != "lock":
                    assert path.stat().st_mode & 0o077 == 0, path

    def test_a_place_that_can_t_be_written_is_said(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        desk.pin()
        path = desk.file()

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        before = desk.files()
        with pytest.raises(FileError, match="file_unwritable"):
            desk.lists.use(path, NOW)
        assert desk.files() == before


class TestIndex:
    def used(self, desk: Desk) -> Path:
        desk.pin()
        path = desk.file()
        assert desk.lists.use(path, NOW).code == ""
        return path

    def test_metadata_that_changed_by_a_byte_is_checked_anew(self, desk: Desk) -> None:
        path = self.used(desk)
        good = path.read_bytes()
        for place in range(100, good.index(b"targets/issuers.json") - 30, 97):
            path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
            assert code(desk, path).startswith(("archive_", "trust_", "root_")), place

    def test_a_file_that_is_cut_short_or_added_to_is_checked_anew(self, desk: Desk) -> None:
        path = self.used(desk)
        good = path.read_bytes()
        for data in (good[:-1], good[:-500], good + b"x"):
            path.write_bytes(data)
            assert code(desk, path) in ("archive_cut_short", "archive_junk")

    def test_from_a_damaged_document_nothing_is_read(self, desk: Desk) -> None:
        """Its metadata signs for what was checked, and that is what counts; who checks the file is told."""
        path = self.used(desk)
        data = bytearray(path.read_bytes())
        data[data.index(b"targets/issuers.json") + 40] ^= 1
        path.write_bytes(data)
        trust = desk.lists.open(path, NOW)
        assert trust.find(DID) == desk.lists.default(NOW).find(DID)
        assert desk.lists.check(path, NOW).code in ("archive_damaged", "trust_hash")
        assert desk.lists.use(path, NOW).code in ("archive_damaged", "trust_hash")

    def test_a_file_in_another_order_is_known_by_all_of_it(self, desk: Desk) -> None:
        desk.pin()
        members = dict(reversed(desk.keeper.members().items()))
        path = desk.file(data=pack(members))
        assert code(desk, path) == ""
        assert code(desk, path) == ""
        data = bytearray(path.read_bytes())
        data[data.index(b"targets/schema") + 60] ^= 1
        path.write_bytes(data)
        assert code(desk, path) in ("archive_damaged", "trust_hash")

    def test_every_byte_that_falls_over_is_found_or_harmless(self, desk: Desk) -> None:
        path = self.used(desk)
        index = desk.index()
        good = index.read_bytes()
        entry = desk.lists.open(path, NOW).find(DID)
        rebuilt = damaged = harmless = 0
        for place in range(0, len(good), 7):
            index.write_bytes(good[:place] + bytes([good[place] ^ 0x10]) + good[place + 1 :])
            try:
                trust = desk.lists.default(NOW)
                found, document = trust.find(DID), trust.documents.did_documents.get(DID)
                listed = trust.recorded(DID, DIGESTS[5])
            except IndexDamaged:
                assert not index.exists()
                damaged += 1
                continue
            assert found in (entry, None)  # a name whose row was hit is not found: it is no more than unknown
            assert document is None or document.id == DID
            assert listed is None or moment(listed) == "2026-09-01T00:00:00Z"
            harmless += index.read_bytes() != good
            rebuilt += index.read_bytes() == good
        assert damaged > 50
        assert rebuilt > 10
        assert harmless > 10

    @pytest.mark.parametrize("length", [0, 1, 50, 1000])
    def test_an_index_cut_short_is_made_again(self, desk: Desk, length: int) -> None:
        self.used(desk)
        index = desk.index()
        good = index.read_bytes()
        index.write_bytes(good[:length])
        assert desk.lists.default(NOW).find(DID) is not None
        assert index.read_bytes() == good

    def test_an_index_of_another_user_or_bundle_is_not_believed(self, desk: Desk, tmp_path: Path) -> None:
        path = self.used(desk)
        (tmp_path / "other").mkdir()
        other = Desk(tmp_path / "other")
        other.keeper = desk.keeper
        other.pin()
        other.lists.use(path, NOW)
        forged = other.index().read_bytes()
        good = desk.index().read_bytes()
        assert forged != good
        desk.index().write_bytes(forged)
        assert desk.lists.default(NOW).find(DID) is not None
        assert desk.index().read_bytes() == good
        desk.keeper.entities = []
        newer = desk.file("newer.zip")
        assert code(desk, newer) == ""
        with newer.open("rb") as stream:
            wrong = desk.state().parent / f"{bundle_id(stream)}.index"
        wrong.write_bytes(good)
        assert desk.lists.open(newer, NOW).find(DID) is None

    def test_without_its_copy_a_lost_index_is_said(self, desk: Desk) -> None:
        self.used(desk)
        desk.index().unlink()
        (copy,) = desk.folder.glob("lists/*/*.zip")
        copy.write_bytes(b"x")
        with pytest.raises(TrustError, match="trust_bundle_lost"):
            desk.lists.default(NOW)
        copy.unlink()
        with pytest.raises(TrustError, match="trust_bundle_lost"):
            desk.lists.default(NOW)

    def test_however_much_can_t_be_read_the_rest_counts(self, desk: Desk) -> None:
        desk.keeper.entities += [
            issuer(f"{number} " + "n" * 900, f"did:web:{number}.example", status="paused") for number in range(1500)
        ]
        path = self.used(desk)
        index = desk.index().read_bytes()
        for trust in (desk.lists.default(NOW), desk.lists.open(path, NOW), desk.lists.open(path, NOW, fixed=True)):
            assert trust.find(DID) is not None
        assert desk.index().read_bytes() == index
        (stored,) = desk.lists.stored(NOW)
        assert stored.index is not None
        assert len(stored.index.uncounted) == 1500

    def test_an_issuer_of_many_names_and_limits_is_stored_once(self, desk: Desk) -> None:
        ids = [f"did:web:{number}.example" for number in range(300)]
        skills = [f"urn:skill:{number:060}" for number in range(65_000)]
        desk.keeper.entities = [issuer("School", *ids, ids[3], may={"skills": skills})]
        self.used(desk)
        trust = desk.lists.default(NOW)
        found = trust.find(ids[0])
        assert found is not None
        assert found.ids == set(ids)
        assert found.scope.skills == set(skills)
        assert trust.find(ids[299]) == found
        assert trust.find("did:web:300.example") is None
        assert desk.index().stat().st_size < 12_000_000  # one by one it would be 300 times as much
        (stored,) = desk.lists.stored(NOW)
        assert stored.index is not None
        assert [entry.name for entry, _ in stored.index.entries()] == ["School"]

    def test_an_index_that_can_t_be_read_back_is_said(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        desk.pin()
        path = desk.file()
        monkeypatch.setattr("dsp_vc.trust.repository.index.MAX_INDEX", 100)
        for work in (lambda: desk.lists.use(path, NOW), lambda: desk.lists.open(path, NOW)):
            with pytest.raises(IndexDamaged):
                work()
        assert desk.lists.default(NOW).lists == ()

    def test_only_a_few_are_kept(self, desk: Desk) -> None:
        self.used(desk)
        for number in range(8):
            assert code(desk, desk.file(f"{number}.zip")) == ""
        assert len(list(desk.folder.glob("lists/*/*.index"))) <= 6
        assert len(list(desk.folder.glob("lists/*/*.zip"))) == 1

    def test_a_refused_bundle_leaves_none(self, desk: Desk) -> None:
        desk.pin()
        assert code(desk, desk.file(sequence=9)) == "trust_mixed"
        assert list(desk.folder.glob("lists/*/*.index")) == []
        assert [path.name for path in desk.folder.glob("lists/*/*")] == ["state.json"]


def test_a_bundle_is_known_by_its_beginning(desk: Desk, tmp_path: Path) -> None:
    assert is_bundle(desk.file())
    (tmp_path / "card.json").write_text("{}")
    assert not is_bundle(tmp_path / "card.json")
    with pytest.raises(InputError, match="file_missing"):
        is_bundle(tmp_path / "nothing")


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\0", b'{"signed": {"_type": "root"}}'])
def test_rubbish_is_no_root(data: bytes) -> None:
    with pytest.raises(Refused, match=r"trust_|json_"):
        read_root(data)


def test_a_root_that_does_not_sign_for_itself_is_not_pinned() -> None:
    keeper = Keeper()
    value = json.loads(keeper.root)
    value["signed"]["name"] = "Somebody else"
    with pytest.raises(Refused, match="trust_signatures"):
        read_root(json.dumps(value).encode())
