"""Trust bundles as an attacker would make them, each beside an untampered control (TUF specification §1.5.2, §5).

Metadata is forged with fresh keys by ``tests/bundles.py``; the zips at the end are made byte by byte.
"""

from __future__ import annotations

import io
import json
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from random import randbytes
from typing import Any

import pytest

from bundles import ISSUED, Keeper, Key, Value, canonical, issuer, moment, pack, signed
from dsp_vc.errors import Refused
from dsp_vc.trust.repository.known import Known
from dsp_vc.trust.repository.metadata import Examination, Step, examine
from dsp_vc.trust.repository.pinned import read_root

NOW = ISSUED + timedelta(days=2)
DAY = timedelta(days=1)


def pinned(root: bytes) -> Known:
    return Known(root, root, read_root(root).root_id)


def check(data: bytes, known: Known, now: datetime = NOW, **options: Any) -> Examination:
    return examine(io.BytesIO(data), [known], now, **options)


def at_step(found: Examination) -> tuple[str, str]:
    """The first step that did not end well, and its code."""
    return next(((str(step.step), step.code) for step in found.steps if step.outcome != "ok"), ("", ""))


def after(keeper: Keeper, known: Known | None = None, now: datetime = NOW, **options: Any) -> Known:
    """What is known once a good bundle of ``keeper`` was checked."""
    found = check(keeper.bundle(**options), known or pinned(keeper.roots[0]), now)
    assert not found.code, found.steps
    assert found.known is not None
    return found.known


@pytest.fixture
def keeper() -> Keeper:
    return Keeper(entities=[issuer("School", "did:web:school.example")], documents={("schema", "urn:s"): b"{}"})


def test_the_control_counts_and_names_each_step(keeper: Keeper) -> None:
    found = check(keeper.bundle(), pinned(keeper.root))
    assert [str(step.step) for step in found.steps] == [step.value for step in Step]
    assert {step.outcome for step in found.steps} == {"ok"}
    assert found.release is not None
    assert found.release.issued == ISSUED
    assert found.release.expires == ISSUED + 30 * DAY
    assert found.known is not None
    assert (found.known.timestamp, found.known.snapshot, found.known.targets) == (1, 1, 1)


def test_unknown_fields_are_accepted_and_kept(keeper: Keeper) -> None:
    def add(value: Value) -> None:
        value["x-later"] = {"a": [1, "b"]}

    keeper.roots[0] = signed(keeper.root_value(1, **{"x-later": 1}), *keeper.keys["root"])
    data = keeper.bundle(edit=dict.fromkeys(("targets", "snapshot", "timestamp"), add))
    found = check(data, pinned(keeper.root))
    assert not found.code
    assert found.known is not None
    assert b"x-later" in found.known.root


class TestSignatures:
    @pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
    def test_by_a_stranger(self, keeper: Keeper, role: str) -> None:
        found = check(keeper.bundle(by={role: [Key()]}), pinned(keeper.root))
        assert at_step(found) == (role, "trust_signatures")

    @pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
    def test_by_the_key_of_another_role(self, keeper: Keeper, role: str) -> None:
        other = {"timestamp": "snapshot", "snapshot": "targets", "targets": "timestamp"}[role]
        assert at_step(check(keeper.bundle(by={role: keeper.keys[other]}), pinned(keeper.root))) == (
            role, "trust_signatures")  # fmt: skip

    @pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
    def test_none_at_all(self, keeper: Keeper, role: str) -> None:
        assert at_step(check(keeper.bundle(by={role: []}), pinned(keeper.root))) == (role, "trust_signatures")

    @pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
    def test_a_stranger_s_signature_under_the_right_id(self, keeper: Keeper, role: str) -> None:
        forger = Key()
        forger.id = keeper.keys[role][0].id
        assert at_step(check(keeper.bundle(by={role: [forger]}), pinned(keeper.root))) == (role, "trust_signatures")

    @pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
    def test_too_few(self, keeper: Keeper, role: str) -> None:
        one, two = Key(), Key()
        keeper.keys[role], keeper.thresholds[role] = [one, two], 2
        keeper.roots = [signed(keeper.root_value(1), *keeper.keys["root"])]
        known = pinned(keeper.root)
        assert at_step(check(keeper.bundle(by={role: [one]}), known)) == (role, "trust_signatures")
        assert not check(keeper.bundle(), known).code

    @pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
    @pytest.mark.parametrize("twin", [{"upper": True}, {"extra": {"note": "another"}}])
    def test_one_key_under_two_ids(self, keeper: Keeper, role: str, twin: Value) -> None:
        one = Key()
        two = Key(one.private, **twin)
        if "extra" in twin:  # an id over the whole object, with what was added to it
            two.id = sha256(canonical(two.value)).hexdigest()
        assert one.id != two.id
        keeper.keys[role], keeper.thresholds[role] = [one, two], 2
        keeper.roots = [signed(keeper.root_value(1), *keeper.keys["root"])]
        assert at_step(check(keeper.bundle(), pinned(keeper.root))) == (role, "trust_key_twice")

    def test_one_key_under_two_ids_in_a_root(self, keeper: Keeper) -> None:
        one = Key()
        keeper.keys["root"], keeper.thresholds["root"] = [one, Key(one.private, upper=True)], 2
        with pytest.raises(Refused, match="trust_key_twice"):
            read_root(signed(keeper.root_value(1), *keeper.keys["root"]))

    def test_one_signature_twice(self, keeper: Keeper) -> None:
        key = keeper.keys["timestamp"][0]
        found = check(keeper.bundle(by={"timestamp": [key, key]}), pinned(keeper.root))
        assert at_step(found) == ("timestamp", "trust_signature_twice")

    def test_a_key_under_an_id_that_is_not_its_own(self, keeper: Keeper) -> None:
        keeper.keys["timestamp"][0].id = "0" * 64
        with pytest.raises(Refused, match="trust_keyid"):
            read_root(signed(keeper.root_value(1), *keeper.keys["root"]))

    def test_a_kind_of_key_that_is_not_on_the_list_does_not_count(self, keeper: Keeper) -> None:
        from cryptography.hazmat.primitives.asymmetric import rsa
        from securesystemslib.signer import CryptoSigner

        signer = CryptoSigner(rsa.generate_private_key(65537, 2048))

        class Rsa(Key):
            def sign(self, data: bytes) -> Value:
                return {"keyid": self.id, "sig": signer.sign(data).signature}

        key = Rsa()
        key.value = signer.public_key.to_dict()
        key.id = signer.public_key.keyid
        keeper.keys["timestamp"] = [key]
        keeper.roots = [signed(keeper.root_value(1), *keeper.keys["root"])]
        assert at_step(check(keeper.bundle(), pinned(keeper.root))) == ("timestamp", "trust_signatures")


class TestRoots:
    def test_the_chain_is_followed(self, keeper: Keeper) -> None:
        first = pinned(keeper.root)
        keeper.rotate("root", "targets")
        keeper.rotate("timestamp")
        found = check(keeper.bundle(), first)
        assert not found.code
        assert found.known is not None
        assert found.known.root == keeper.roots[2]
        assert found.known.pinned == keeper.roots[0]

    def test_a_list_whose_root_was_not_pinned(self, keeper: Keeper) -> None:
        assert at_step(check(keeper.bundle(), pinned(Keeper().root))) == ("root", "root_not_pinned")
        assert at_step(examine(io.BytesIO(keeper.bundle()), [], NOW)) == ("root", "root_not_pinned")

    def test_a_gap(self, keeper: Keeper) -> None:
        first = pinned(keeper.root)
        keeper.rotate("root")
        keeper.rotate("root")
        members = keeper.members()
        del members["metadata/2.root.json"]
        assert at_step(check(pack(members), first)) == ("root", "trust_root_gap")
        members["metadata/2.root.json"] = members.pop("metadata/3.root.json")
        assert at_step(check(pack(members), first)) == ("root", "trust_signatures")

    def test_a_number_that_is_not_its_place(self, keeper: Keeper) -> None:
        first = pinned(keeper.root)
        keeper.roots.append(signed(keeper.root_value(3), *keeper.keys["root"]))
        assert at_step(check(keeper.bundle(), first)) == ("root", "trust_root_version")

    @pytest.mark.parametrize("who", ["old", "new"])
    def test_signed_by_one_side_only(self, keeper: Keeper, who: str) -> None:
        first, old, new = pinned(keeper.root), keeper.keys["root"][0], Key()
        keeper.keys["root"] = [new]
        keeper.roots.append(signed(keeper.root_value(2), old if who == "old" else new))
        assert at_step(check(keeper.bundle(), first)) == ("root", "trust_signatures")

    def test_a_chain_cut_back_is_a_rollback(self, keeper: Keeper) -> None:
        first = pinned(keeper.root)
        old = keeper.bundle()
        keeper.rotate("root")
        known = after(keeper, first)
        assert at_step(check(old, known)) == ("root", "trust_rollback")

    def test_another_root_under_a_number_that_was_seen(self, keeper: Keeper) -> None:
        first = pinned(keeper.root)
        keeper.add_root()
        known = after(keeper, first)
        keeper.roots[1] = signed(keeper.root_value(2, extra="other"), *keeper.keys["root"])
        assert at_step(check(keeper.bundle(), known)) == ("root", "trust_root_conflict")

    def test_what_the_chain_has_come_to_is_remembered_of_a_refused_bundle(self, keeper: Keeper) -> None:
        first = pinned(keeper.root)
        keeper.rotate("root")
        found = check(keeper.bundle(by={"targets": [Key()]}), first)
        assert at_step(found) == ("targets", "trust_signatures")
        assert found.known is not None
        assert found.known.root == keeper.root
        assert found.known.timestamp == 0


class TestRollback:
    def test_an_older_bundle(self, keeper: Keeper) -> None:
        old = keeper.bundle()
        known = after(keeper, pinned(keeper.root))
        found = check(old, known)
        assert at_step(found) == ("timestamp", "trust_rollback")
        assert found.known == known

    def test_the_same_one_again(self, keeper: Keeper) -> None:
        data = keeper.bundle()
        found = check(data, pinned(keeper.root))
        assert found.known is not None
        assert not check(data, found.known).code

    def test_two_contents_under_one_number(self, keeper: Keeper) -> None:
        known = after(keeper, pinned(keeper.root))
        keeper.entities.append(issuer("Other", "did:web:other.example"))
        assert at_step(check(keeper.bundle(version=1), known)) == ("timestamp", "trust_version_reused")

    @pytest.mark.parametrize(("role", "step"), [("snapshot", "timestamp"), ("targets", "snapshot")])
    def test_a_newer_timestamp_over_older_metadata(self, keeper: Keeper, role: str, step: str) -> None:
        known = after(keeper, pinned(keeper.root), version=5)
        found = check(keeper.bundle(version=6, versions={role: 4}), known)
        assert at_step(found) == (step, "trust_rollback")

    @pytest.mark.parametrize("roles", [("timestamp",), ("snapshot",), ("timestamp", "snapshot")])
    def test_fast_forward_is_recovered_from_by_new_keys(self, keeper: Keeper, roles: tuple[str, ...]) -> None:
        known = after(keeper, pinned(keeper.root), version=2**40)
        assert at_step(check(keeper.bundle(version=2), known)) == ("timestamp", "trust_rollback")
        keeper.rotate("targets")
        assert at_step(check(keeper.bundle(version=3), known)) == ("timestamp", "trust_rollback")
        keeper.rotate(*roles)
        assert after(keeper, known, version=4).timestamp == 4

    def test_recovery_outlives_a_bundle_that_is_refused_for_something_else(self, keeper: Keeper) -> None:
        known = after(keeper, pinned(keeper.root), version=99)
        keeper.rotate("timestamp")
        found = check(keeper.bundle(version=4, by={"targets": [Key()]}), known)
        assert at_step(found) == ("targets", "trust_signatures")
        assert found.known is not None
        assert after(keeper, found.known, version=4).timestamp == 4

    def test_versions_have_a_bound(self, keeper: Keeper) -> None:
        found = check(keeper.bundle(version=2**53), pinned(keeper.root))
        assert at_step(found) == ("timestamp", "trust_metadata")


class TestFreezeAndClock:
    @pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
    def test_what_ran_out_does_not_count(self, keeper: Keeper, role: str) -> None:
        found = check(keeper.bundle(expires={role: NOW}), pinned(keeper.root))
        assert found.code == "trust_stale"
        assert at_step(found) == (role, "trust_expired")
        assert found.params == {"name": keeper.name, "moment": ISSUED, "ended": NOW, "days": 2}
        assert found.release is not None
        assert not check(keeper.bundle(expires={role: NOW + timedelta(seconds=1)}), pinned(keeper.root)).code

    def test_the_newest_root_ran_out(self, keeper: Keeper) -> None:
        keeper.roots = [signed(keeper.root_value(1, expires=moment(NOW)), *keeper.keys["root"])]
        found = check(keeper.bundle(), pinned(keeper.root))
        assert (found.code, at_step(found)) == ("trust_stale", ("root", "trust_expired"))
        keeper.add_root(expires=moment(NOW + DAY))
        assert not check(keeper.bundle(), pinned(keeper.roots[0])).code  # an intermediate one may have

    def test_what_is_wrong_outweighs_what_ran_out(self, keeper: Keeper) -> None:
        found = check(keeper.bundle(expires={"timestamp": NOW}, by={"targets": [Key()]}), pinned(keeper.root))
        assert found.code == "trust_signatures"
        assert found.release is None

    def test_a_clock_that_was_set_back(self, keeper: Keeper) -> None:
        old = keeper.bundle(issued=ISSUED - 60 * DAY, expires=dict.fromkeys(("timestamp", "snapshot"), NOW + DAY))
        known = after(keeper, pinned(keeper.root))
        back = ISSUED - timedelta(seconds=61)
        for data in (keeper.bundle(), keeper.bundle(issued=ISSUED - 9 * DAY)):
            found = check(data, known, back)
            assert at_step(found) == ("clock", "clock_behind")
            assert found.release is None
            assert not check(data, known, back, fixed_clock=True).code
        assert not check(keeper.bundle(), known, ISSUED - timedelta(seconds=60)).code
        assert at_step(check(old, known, back))[1] == "trust_rollback"

    def test_a_list_from_the_future_is_not_remembered(self, keeper: Keeper) -> None:
        first = pinned(keeper.root)
        found = check(keeper.bundle(issued=NOW + 900 * DAY), first)
        assert found.code == "clock_behind"
        assert found.known is not None
        assert found.known.issued is None
        assert not check(keeper.bundle(), found.known).code


class TestMixed:
    @pytest.mark.parametrize("role", ["snapshot", "targets"])
    def test_metadata_of_two_publications(self, keeper: Keeper, role: str) -> None:
        one = keeper.members()
        keeper.entities.append(issuer("Other", "did:web:other.example"))
        two = keeper.members()
        two[f"metadata/{role}.json"] = one[f"metadata/{role}.json"]
        assert at_step(check(pack(two), pinned(keeper.root))) == (role, "trust_mixed")

    def test_a_number_that_the_file_before_does_not_say(self, keeper: Keeper) -> None:
        def wrong(value: Value) -> None:
            value["meta"]["snapshot.json"]["version"] = 7

        assert at_step(check(keeper.bundle(edit={"timestamp": wrong}), pinned(keeper.root))) == (
            "snapshot", "trust_mixed")  # fmt: skip

    def test_without_digests_the_numbers_still_bind(self, keeper: Keeper) -> None:
        def bare(value: Value) -> None:
            for name, meta in value["meta"].items():
                value["meta"][name] = {"version": meta["version"]}

        edit = {"timestamp": bare, "snapshot": bare}
        first = pinned(keeper.root)
        assert not check(keeper.bundle(edit=edit), first).code
        one, two = keeper.members(edit=edit), keeper.members(edit=edit)
        two["metadata/snapshot.json"] = one["metadata/snapshot.json"]
        assert at_step(check(pack(two), first)) == ("snapshot", "trust_mixed")

    def test_a_weak_digest_alone(self, keeper: Keeper) -> None:
        from hashlib import md5

        def weak(value: Value) -> None:
            for file in value["targets"].values():
                file["hashes"] = {"md5": md5(b"").hexdigest()}

        assert at_step(check(keeper.bundle(edit={"targets": weak}), pinned(keeper.root))) == ("contents", "trust_hash")

    @pytest.mark.parametrize("path", ["targets/issuers.json", None])
    def test_another_content(self, keeper: Keeper, path: str | None) -> None:
        members = keeper.members()
        path = path or next(name for name in members if name.startswith("targets/schema"))
        members[path] = members[path][:-1] + b" "
        assert at_step(check(pack(members), pinned(keeper.root))) == ("contents", "trust_hash")

    def test_a_document_is_missing_or_nobody_s(self, keeper: Keeper) -> None:
        members = keeper.members()
        path = next(name for name in members if name.startswith("targets/schema"))
        del members[path]
        assert at_step(check(pack(members), pinned(keeper.root))) == ("contents", "trust_target_missing")
        members = {**keeper.members(), "targets/schema/other.json": b"{}"}
        assert at_step(check(pack(members), pinned(keeper.root))) == ("contents", "trust_target_unlisted")

    def test_two_documents_for_one_thing(self, keeper: Keeper) -> None:
        def twice(value: Value) -> None:
            (path,) = [name for name in value["targets"] if name.startswith("schema/")]
            value["targets"]["schema/copy.json"] = value["targets"][path]

        members = {**keeper.members(edit={"targets": twice}), "targets/schema/copy.json": b"{}"}
        assert at_step(check(pack(members), pinned(keeper.root))) == ("contents", "trust_target_twice")

    def test_the_list_of_another_publication(self, keeper: Keeper) -> None:
        assert at_step(check(keeper.bundle(sequence=9), pinned(keeper.root))) == ("list", "trust_mixed")

    def test_no_list(self, keeper: Keeper) -> None:
        def without(value: Value) -> None:
            value["targets"]["issuers.json"].pop("custom")

        assert at_step(check(keeper.bundle(edit={"targets": without}), pinned(keeper.root))) == (
            "list", "trust_list_missing")  # fmt: skip


class TestMetadata:
    @pytest.mark.parametrize(
        ("role", "change", "code"),
        [
            ("timestamp", {"_type": "mirrors"}, "trust_role_unknown"),
            ("timestamp", {"_type": "snapshot"}, "trust_role_wrong"),
            ("timestamp", {"spec_version": "2.0.0"}, "trust_specification"),
            ("timestamp", {"version": "1"}, "trust_metadata"),
            ("timestamp", {"version": True}, "trust_metadata"),
            ("timestamp", {"expires": "tomorrow"}, "trust_metadata"),
            ("timestamp", {"meta": {}}, "trust_metadata"),
            (
                "snapshot",
                {"meta": {"targets.json": {"version": 1}, "other.json": {"version": 1}}},
                "trust_role_unknown",
            ),
            ("targets", {"delegations": {"keys": {}, "roles": []}}, "trust_role_unknown"),
            ("targets", {"targets": []}, "trust_metadata"),
        ],
    )
    def test_a_file_that_is_not_in_order(self, keeper: Keeper, role: str, change: Value, code: str) -> None:
        data = keeper.bundle(edit={role: lambda value: value.update(change)}, by={role: keeper.keys[role]})
        assert at_step(check(data, pinned(keeper.root))) == (role, code)

    def test_a_role_that_is_not_known(self, keeper: Keeper) -> None:
        value = keeper.root_value(1)
        value["roles"]["mirrors"] = value["roles"]["targets"]
        with pytest.raises(Refused, match="trust_role_unknown"):
            read_root(signed(value, *keeper.keys["root"]))

    def test_a_member_twice(self, keeper: Keeper) -> None:
        members = keeper.members()
        members["metadata/timestamp.json"] = members["metadata/timestamp.json"].replace(
            b'"version": 1', b'"version": 9, "version": 1', 1
        )
        assert at_step(check(pack(members), pinned(keeper.root))) == ("timestamp", "trust_metadata")

    @pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
    @pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"signed": {}}', b"\xff", b"[" * 300])
    def test_rubbish(self, keeper: Keeper, role: str, data: bytes) -> None:
        members = keeper.members()
        members[f"metadata/{role}.json"] = data
        step, code = at_step(check(pack(members), pinned(keeper.root)))
        assert step == role
        assert code in ({"trust_metadata", "trust_role_unknown"} if role == "timestamp" else {"trust_mixed"})

    @pytest.mark.parametrize("name", ["1.root", "timestamp", "snapshot", "targets"])
    def test_a_part_is_missing(self, keeper: Keeper, name: str) -> None:
        members = keeper.members()
        del members[f"metadata/{name}.json"]
        code = at_step(check(pack(members), pinned(keeper.root)))[1]
        assert code == ("root_not_pinned" if name == "1.root" else "archive_missing")


# --- the zip itself ---------------------------------------------------------------------------------------------


def entry(name: bytes, data: bytes = b"{}", **fields: int) -> tuple[bytes, bytes]:
    """A local part and a line of the directory, as they are told to be; ``offset`` is filled in by :func:`zipped`."""
    packed = fields.get("method", 8) == 8
    body = zlib.compress(data, 9)[2:-4] if packed else data
    flags, method = fields.get("flags", 0), fields.get("method", 8)
    size, crc = fields.get("size", len(data)), zlib.crc32(data)
    sizes = (fields.get("packed", len(body)), size)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, flags, method, 0, 0x21, crc, *sizes, len(name), 0) + name + body
    central = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 0x0314, 20, flags, method, 0, 0x21, crc, *sizes, len(name), 0, 0, 0, 0,
        fields.get("mode", 0o100644) << 16, 0xDEADBEEF,
    )  # fmt: skip
    return local, central + name


def zipped(*entries: tuple[bytes, bytes], count: int | None = None) -> bytes:
    data, directory = bytearray(), bytearray()
    for local, central in entries:
        directory += central.replace(struct.pack("<I", 0xDEADBEEF), struct.pack("<I", len(data)), 1)
        data += local
    number = len(entries) if count is None else count
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, number, number, len(directory), len(data), 0)
    return bytes(data + directory) + end


GOOD = entry(b"metadata/timestamp.json")
NAMES = {
    "archive_climbing": [b"../x.json", b"targets/../../x", b"metadata/..", b"targets/./a"],
    "archive_absolute": [b"/etc/passwd", b"//server/share"],
    "archive_drive": [b"C:x.json", b"c:/targets/x"],
    "archive_backslash": [b"targets\\x.json", b"..\\x", b"C:\\x", b"\\\\server\\x"],
    "archive_folder": [b"targets/", b"metadata/sub/"],
    "archive_unknown": [
        b"README", b"metadata/mirrors.json", b"metadata/01.root.json", b"metadata/0.root.json", b"targets/a/b/c",
        b"targets/a b", b"targets/a\0.json", b"targets/\xe2\x80\xaea.json", b"targets//a", b"\xff", b"",
        b"targets/" + b"a" * 200, b"Metadata/1.root.json",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, names in NAMES.items() for name in names])
def test_a_name_in_the_zip(keeper: Keeper, code: str, name: bytes) -> None:
    assert at_step(check(zipped(GOOD, entry(name)), pinned(keeper.root))) == ("archive", code)


def _cut(data: bytes) -> list[bytes]:
    return [data[:-1], data[:-22], data[: len(data) // 2], data[:40]]


def _zips() -> list[tuple[str, str, Callable[[], bytes]]]:
    twice = entry(b"targets/a.json"), entry(b"targets/a.json", b"[]")
    case = entry(b"targets/a.json"), entry(b"targets/A.json")
    good = zipped(GOOD)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1)
    bomb, noise = b"\0" * (50 * 1024 * 1024), randbytes(1_400_000)
    return [
        ("archive_no_zip", "empty", lambda: b""),
        ("archive_no_zip", "a picture", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 100),
        *(("archive_cut_short", f"cut {place}", lambda data=data: data) for place, data in enumerate(_cut(good))),
        ("archive_junk", "before", lambda: b"MZ" + good),
        ("archive_junk", "after", lambda: good + b"x"),
        ("archive_junk", "a comment", lambda: good[:-2] + b"\x03\0abc"),
        ("archive_junk", "two zips", lambda: zipped(entry(b"targets/a.json")) + good),
        ("archive_junk", "between", lambda: zipped((GOOD[0] + b"junk", GOOD[1]), entry(b"targets/a.json"))),
        ("archive_junk", "overlap", lambda: zipped(GOOD, (b"", GOOD[1].replace(b"metadata/timestamp.json", b"targets/timestamps.json")))),
        ("archive_duplicate", "twice", lambda: zipped(*twice)),
        ("archive_case", "capitals", lambda: zipped(*case)),
        ("archive_link", "link", lambda: zipped(GOOD, entry(b"targets/a.json", b"/etc/passwd", mode=0o120777))),
        ("archive_link", "device", lambda: zipped(GOOD, entry(b"targets/a.json", mode=0o020666))),
        ("archive_encrypted", "encrypted", lambda: zipped(GOOD, entry(b"targets/a.json", flags=1))),
        ("archive_method", "bzip2", lambda: zipped(GOOD, entry(b"targets/a.json", method=12))),
        ("archive_form", "sizes behind the data", lambda: zipped(GOOD, entry(b"targets/a.json", flags=8))),
        ("archive_form", "stored with two sizes", lambda: zipped(GOOD, entry(b"targets/a.json", method=0, size=99))),
        ("archive_form", "more than there are", lambda: zipped(GOOD, count=2)),
        ("archive_form", "fewer than there are", lambda: zipped(GOOD, entry(b"targets/a.json"), count=1)),
        ("archive_zip64", "size", lambda: zipped(GOOD, entry(b"targets/a.json", size=0xFFFFFFFF))),
        ("archive_zip64", "count", lambda: zipped(GOOD, count=0xFFFF)),
        ("archive_zip64", "locator", lambda: good[:-22] + locator + good[-22:]),
        ("archive_bomb", "ratio", lambda: zipped(GOOD, entry(b"targets/a.json", bomb))),
        ("archive_bomb", "total", lambda: zipped(*(
            entry(b"targets/%d" % place, noise, size=0x10000000) for place in range(5)))),
        ("archive_large", "entries", lambda: zipped(GOOD, count=65_001)),
    ]  # fmt: skip


ZIPS = _zips()


@pytest.mark.parametrize(("code", "name"), [case[:2] for case in ZIPS], ids=[case[1] for case in ZIPS])
def test_a_zip(keeper: Keeper, code: str, name: str) -> None:
    data = next(make for _, called, make in ZIPS if called == name)()
    assert _bounded(data, pinned(keeper.root)) == ("archive", code)


def test_the_smallest_good_zip_passes_its_step(keeper: Keeper) -> None:
    assert at_step(check(zipped(GOOD), pinned(keeper.root))) == ("root", "root_not_pinned")


@pytest.mark.parametrize(
    "local",
    [
        lambda local: b"PK\x03\x03" + local[4:],
        lambda local: local.replace(b"timestamp", b"timestamq"),
        lambda local: local[:18] + struct.pack("<I", 1) + local[22:],
    ],
)
def test_two_headers_that_disagree(keeper: Keeper, local: Callable[[bytes], bytes]) -> None:
    root = entry(b"metadata/1.root.json", keeper.root)
    data = zipped(root, (local(GOOD[0]), GOOD[1]))
    step, code = at_step(check(data, pinned(keeper.root)))
    assert (step, code) in {("timestamp", "archive_form"), ("timestamp", "archive_damaged")}


@pytest.mark.parametrize("fields", [{"size": 1}, {"size": 3}])
def test_more_or_less_than_was_said(keeper: Keeper, fields: dict[str, int]) -> None:
    root = entry(b"metadata/1.root.json", keeper.root)
    data = zipped(root, entry(b"metadata/timestamp.json", b"{}", **fields))
    step, code = at_step(check(data, pinned(keeper.root)))
    assert (step, code) == ("timestamp", "archive_bomb" if fields["size"] == 1 else "archive_damaged")


def test_bits_that_fell_over(keeper: Keeper) -> None:
    data = bytearray(keeper.bundle())
    place = data.index(b"metadata/timestamp.json") + 60
    data[place] ^= 4
    step, code = at_step(check(bytes(data), pinned(keeper.root)))
    assert (step, code) == ("timestamp", "archive_damaged")


def test_large_rubbish_costs_little(keeper: Keeper) -> None:
    """As many entries as may be, and metadata as large as may be, by nobody: refused within the bounds."""
    known = pinned(keeper.root)
    many = zipped(*(entry(b"targets/%d" % place, b"", method=0) for place in range(65_000)))
    assert _bounded(many, known) == ("root", "root_not_pinned")
    members = keeper.members()
    value = json.loads(members["metadata/timestamp.json"])
    value["signed"]["x"] = [[]] * 20_000
    members["metadata/timestamp.json"] = json.dumps(value).encode()[: 64 * 1024]
    assert _bounded(pack(members), known) == ("timestamp", "trust_metadata")
    roots = {f"metadata/{number}.root.json": b'{"signed": {' + b" " * 500_000 for number in range(2, 1000)}
    assert _bounded(pack({**keeper.members(), **roots}), known) == ("root", "trust_metadata")
    wide = json.loads(keeper.root)
    wide["signed"]["version"] = 2
    wide["signed"]["keys"] = {key.id: key.value for key in (Key() for _ in range(1500))}
    members = {**keeper.members(), "metadata/2.root.json": json.dumps(wide).encode()}
    assert _bounded(pack(members), known) == ("root", "trust_signatures")


def _bounded(data: bytes, known: Known) -> tuple[str, str]:
    """The step and code; the check took less than 64 MB and a second of CPU on top of what is there already."""
    check(pack({}), known)  # what is loaded once is loaded
    tracemalloc.start()
    try:
        check(data, known)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 64 * 1024 * 1024
    before = time.process_time()
    found = check(data, known)
    assert time.process_time() - before < 1
    return at_step(found)


def test_any_tool_s_zip_is_read(keeper: Keeper) -> None:
    members = keeper.members()
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        for order in (dict(sorted(members.items())), dict(reversed(members.items()))):
            assert not check(pack(order, method=method), pinned(keeper.root)).code


def test_a_byte_that_changed_is_refused_or_says_nothing_else(keeper: Keeper) -> None:
    """Wherever in the file: what is handed on is what was signed, or nothing is."""
    good, known = keeper.bundle(), pinned(keeper.root)

    def read(data: bytes) -> tuple[str, dict[str, bytes], Any]:
        kept: dict[str, bytes] = {}
        found = check(data, known, keeper=lambda _: lambda target, content: kept.update({target.url: content}))
        return found.code, kept, found.release

    control = read(good)
    assert control[0] == ""
    refused = 0
    for place in range(0, len(good), 3):
        changed = good[:place] + bytes([good[place] ^ 0x21]) + good[place + 1 :]
        code, kept, release = read(changed)
        if code:
            assert release is None
            refused += 1
        else:  # dates of files and the like, which nobody reads
            assert (kept, release) == control[1:]
    assert refused > len(good) / 3 * 0.8
