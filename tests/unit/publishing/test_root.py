"""Who may sign: thresholds count different keys, changes are signed by old and new, a lost key is replaced."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata

from dsp_vc.errors import InputError, TrustError
from dsp_vc.publishing import root as roots
from dsp_vc.publishing.folder import PENDING_ROOT
from dsp_vc.publishing.signing import RoleSigner, read_public_file
from dsp_vc.trust.repository.roles import root_fingerprint

from .keeping import DAY, NOW, keeper

YEAR = NOW + timedelta(days=365)
PUBLISHING = {role: RoleSigner.generate().public_key for role in roots.PUBLISHING_ROLES}


def first(*holders: RoleSigner, threshold: int) -> Metadata[roots.Root]:
    return roots.first_root("Raad", [holder.public_key for holder in holders], threshold, PUBLISHING, YEAR)


def holders(*names: str) -> list[RoleSigner]:
    return [RoleSigner.generate(name) for name in names]


@pytest.mark.parametrize(("number", "threshold"), [(1, 0), (1, 2), (3, 4), (2, -1)])
def test_a_threshold_that_nobody_can_reach_or_that_asks_nobody(number: int, threshold: int) -> None:
    with pytest.raises(InputError, match="bundle_threshold"):
        first(*holders(*"abc"[:number]), threshold=threshold)


def test_one_key_under_two_names_does_not_count_twice() -> None:
    (one,) = holders("Anna")
    again = read_public_file(one.public_file().replace(b"Anna", b"Bert"), "b")
    with pytest.raises(InputError, match="bundle_key_twice"):
        roots.first_root("Raad", [one.public_key, again], 2, PUBLISHING, YEAR)
    with pytest.raises(InputError, match="bundle_key_twice"):  # nor is a publishing key a holder's
        roots.first_root("Raad", [PUBLISHING["targets"]], 1, PUBLISHING, YEAR)


def test_holders_sign_one_after_the_other() -> None:
    anna, bert, carla = holders("Anna", "Bert", "Carla")
    root = first(anna, bert, carla, threshold=2)
    assert len(roots.wanted(root, None)) == 3
    roots.sign(root, anna)
    roots.sign(root, anna)
    assert [roots.holder_of(key) for key in roots.wanted(root, None)] == ["Bert", "Carla"]
    assert roots.still_needed(root, None) == 1
    root = roots.read_root(roots.to_bytes(root), "root")
    roots.sign(root, carla)
    assert roots.wanted(root, None) == []
    root.verify_delegate("root", root)


def test_holders_sign_side_by_side_in_copies(tmp_path: Path) -> None:
    anna, bert = holders("Anna", "Bert")
    root = first(anna, bert, threshold=2)
    copies = [roots.read_root(roots.to_bytes(root), "copy") for _ in range(2)]
    for copy, holder in zip(copies, (anna, bert), strict=True):
        roots.sign(copy, holder)
        roots.merge(root, None, roots.to_bytes(copy), "copy")
    assert roots.wanted(root, None) == []


def test_a_file_that_comes_back_gives_signatures_and_nothing_else() -> None:
    anna, bert, mallory = holders("Anna", "Bert", "Mallory")
    root = first(anna, bert, threshold=2)
    roots.sign(root, anna)
    forged = json.loads(roots.to_bytes(root))
    forged["signatures"] += [{"keyid": bert.keyid, "sig": "00" * 64}, {"keyid": mallory.keyid, "sig": "00" * 64}]
    forged["signatures"][0]["sig"] = "11" * 64  # would spoil Anna's
    roots.merge(root, None, json.dumps(forged).encode(), "back")
    assert set(root.signatures) == {anna.keyid}
    assert [roots.holder_of(key) for key in roots.wanted(root, None)] == ["Bert"]
    forged["signed"]["roles"]["root"]["threshold"] = 1
    with pytest.raises(TrustError, match="bundle_root_other"):
        roots.merge(root, None, json.dumps(forged).encode(), "back")


def test_a_change_is_signed_by_the_old_and_by_the_new() -> None:
    anna, bert, carla = holders("Anna", "Bert", "Carla")
    old = first(anna, bert, threshold=2)
    new = roots.next_root(old.signed, roots.Change(add=[carla.public_key], drop=["Bert"]), YEAR + DAY)
    assert (new.signed.version, new.signed.roles["root"].threshold) == (2, 2)
    for signer, left in ((carla, {"Anna", "Bert"}), (anna, {"Bert"}), (bert, set())):
        roots.sign(new, signer)
        assert {roots.holder_of(key) for key in roots.wanted(new, old.signed)} == left
    assert bert.keyid not in new.signed.keys
    assert [told.code for told in roots.changes(old.signed, new.signed)] == ["bundle_change_add", "bundle_change_drop"]


def test_a_lost_key_is_replaced_by_a_quorum_of_the_others(tmp_path: Path) -> None:
    anna, bert, carla, dirk = holders("Anna", "Bert", "Carla", "Dirk")
    made = keeper(tmp_path / "list", NOW, (anna, bert, carla), 2)
    made.publish()
    folder = made.folder
    current = folder.root()
    assert current is not None
    change = roots.Change(add=[dirk.public_key], drop=[carla.keyid[:8]])
    proposed = roots.next_root(current.signed, change, YEAR)
    roots.sign(proposed, anna)
    assert folder.set_root(proposed) == [roots.describe(key) for key in roots.wanted(proposed, current.signed)]
    assert (made.path / PENDING_ROOT).exists()
    assert made.publish(NOW + DAY).version == 2  # meanwhile the old one counts
    back = roots.read_root((made.path / PENDING_ROOT).read_bytes(), "back")
    roots.sign(back, bert)
    folder = made.folder
    pending = folder.pending()
    assert pending is not None
    roots.merge(pending, current.signed, roots.to_bytes(back), "back")
    assert folder.set_root(pending) == []
    assert not (made.path / PENDING_ROOT).exists()
    adopted = roots.read_root((made.path / "root.json").read_bytes(), "root")
    current.verify_delegate("root", adopted)
    adopted.verify_delegate("root", adopted)
    assert [roots.holder_of(key) for key in roots.root_keys(adopted.signed)] == ["Anna", "Bert", "Dirk"]
    assert len(made.folder.chain()) == 2


def test_below_the_threshold_nothing_is_recovered() -> None:
    anna, bert, dirk = holders("Anna", "Bert", "Dirk")
    old = first(anna, bert, threshold=2)
    new = roots.next_root(old.signed, roots.Change(add=[dirk.public_key], drop=["Bert"]), YEAR)
    roots.sign(new, anna)
    roots.sign(new, dirk)  # enough for the new root, not for the old one
    assert [roots.holder_of(key) for key in roots.wanted(new, old.signed)] == ["Bert"]


def test_new_publishing_keys() -> None:
    (anna,) = holders("Anna")
    old = first(anna, threshold=1)
    new = roots.next_root(old.signed, roots.Change(publishing={"targets": RoleSigner.generate().public_key}), YEAR)
    assert old.signed.roles["targets"].keyids[0] not in new.signed.keys
    assert old.signed.roles["snapshot"].keyids == new.signed.roles["snapshot"].keyids
    assert [told.code for told in roots.changes(old.signed, new.signed)] == ["bundle_change_publishing"]


@pytest.mark.parametrize(
    ("named", "code"), [("Nobody", "bundle_key_unknown"), ("", "bundle_key_unknown"), ("Anna", "bundle_key_ambiguous")]
)
def test_a_holder_that_can_not_be_meant(named: str, code: str) -> None:
    root = first(*holders("Anna", "Anna"), threshold=1)
    with pytest.raises(InputError, match=code):
        roots.next_root(root.signed, roots.Change(drop=[named]), YEAR)


def test_dropping_a_holder_may_not_leave_too_few() -> None:
    root = first(*holders("Anna", "Bert"), threshold=2)
    with pytest.raises(InputError, match="bundle_threshold"):
        roots.next_root(root.signed, roots.Change(drop=["Bert"]), YEAR)


def test_the_fingerprint_is_of_what_is_signed() -> None:
    anna, bert = holders("Anna", "Bert")
    root = first(anna, bert, threshold=1)
    before = root_fingerprint(root.signed)
    roots.sign(root, anna)
    assert root_fingerprint(roots.read_root(roots.to_bytes(root), "root").signed) == before
    assert root_fingerprint(roots.next_root(root.signed, roots.Change(), YEAR).signed) != before


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"\xff", b'{"signed": {"_type": "targets"}}', b'{"signed": {"_type": "root"}}',
     b'{"signed": {"_type": "root"}, "signed": {}}', b'{"signed": {"_type": "root", "version": 1}, "signatures": []}'],
)  # fmt: skip
def test_what_is_no_root(data: bytes) -> None:
    with pytest.raises(InputError, match="bundle_root_unreadable"):
        roots.read_root(data, "root.json")


def test_members_that_are_not_known_are_kept() -> None:
    (anna,) = holders("Anna")
    value = json.loads(roots.to_bytes(first(anna, threshold=1)))
    value["signed"]["novel"] = {"a": 1}
    back = roots.read_root(json.dumps(value).encode(), "root.json")
    assert json.loads(roots.to_bytes(back))["signed"]["novel"] == {"a": 1}


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"7", b'{"type": "DspVcRootKey", "version": 2, "holder": "A", "publicKeyMultibase": "z6Mk"}',
     b'{"type": "DspVcRootKey", "version": 1, "holder": 7, "publicKeyMultibase": "z6Mk"}',
     b'{"type": "DspVcRootKey", "version": 1, "holder": "A", "publicKeyMultibase": "z6Mk"}',
     b'{"type": "DspVcRootKey", "version": 1, "holder": "A", '
     b'"publicKeyMultibase": "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"}'],
)  # fmt: skip
def test_what_is_no_public_part(data: bytes) -> None:
    with pytest.raises(InputError, match="bundle_key_unreadable"):
        read_public_file(data, "a.public.json")


def test_a_signer_shows_no_secret() -> None:
    (anna,) = holders("Anna")
    secret = anna.private.to_private_jwk()["d"]
    assert str(secret) not in f"{anna!r} {anna.public_file().decode()}"
