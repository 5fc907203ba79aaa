"""Other keys: in good order or because the old ones are in other hands, and consistent wherever it is cut short."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.errors import InputError, IssuanceError
from dsp_vc.files import FileError
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing import issuance, rotation
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys import store
from dsp_vc.model.universal_wallet import read_entries
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.verification.report import Verdict, VerificationReport
from dsp_vc.verification.verifier import Verifier
from registers import lists_of
from schools import PASSPHRASE, SAWING

DID = "did:web:school.example:a"

pytestmark = pytest.mark.usefixtures("open_keys")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    Issuer.create(tmp_path / "school", PASSPHRASE, did="web:school.example:a", profile={"name": "Voorbeeldcollege"})
    return tmp_path / "school"


def issue(folder: Path, now: datetime) -> list[bytes]:
    return [entry.raw.encode() for entry in read_entries(Issuer.open(folder, PASSPHRASE).issue(SAWING, now=now))]


def recorded(folder: Path) -> tuple[str, ...]:
    register = Issuer.open(folder, PASSPHRASE).register()
    assert register is not None
    return register.digests()


def reports(folder: Path, raws: list[bytes], now: datetime) -> list[VerificationReport]:
    """As somebody sees it who has the newest card and status lists of the issuer."""
    issuer = Issuer.open(folder, PASSPHRASE)
    verifier = Verifier(TrustBundle.of_cards([issuer.card()]), evidence=lists_of(issuer, now), clock=lambda: now)
    return [verifier.verify(raw) for raw in raws]


def keys_in_file(folder: Path) -> set[str]:
    content = json.loads((folder / "keys.age").read_bytes())
    return {key["kid"].partition("#")[2] for key in content["keys"].values()}


def metadata_kids(folder: Path) -> list[str]:
    return [key["kid"] for key in json.loads((folder / "jwt-vc-issuer.json").read_text())["jwks"]["keys"]]


def test_rotated_in_good_order(school: Path, now: datetime) -> None:
    old = issue(school, now)
    done = rotation.rotate(school, PASSPHRASE)
    assert done == rotation.Rotated(("key-3", "key-4"), ("key-1", "key-2"), (), ("key-1", "key-2"))
    assert keys_in_file(school) == {"key-3", "key-4"}
    assert metadata_kids(school) == ["key-2", "key-4"]
    issuer = Issuer.open(school, PASSPHRASE)
    assert (issuer.data_integrity.verification_method, issuer.token.verification_method) == (
        f"{DID}#key-3", f"{DID}#key-4",
    )  # fmt: skip
    new = issue(school, now)
    assert b"#key-3" in new[0]
    assert [report.verdict for report in reports(school, old + new, now)] == [Verdict.ACCEPTED] * 4
    document = (school / "did.json").read_text()
    assert "revoked" not in document
    assert "expires" not in document


def test_twice_and_the_private_half_kept(school: Path, now: datetime) -> None:
    done = rotation.rotate(school, PASSPHRASE, keep_private=True)
    assert done.erased == ()
    assert keys_in_file(school) == {"key-1", "key-2", "key-3", "key-4"}
    assert Issuer.open(school, PASSPHRASE).data_integrity.verification_method == f"{DID}#key-3"
    assert rotation.rotate(school, PASSPHRASE).erased == ("key-1", "key-2", "key-3", "key-4")
    assert keys_in_file(school) == {"key-5", "key-6"}
    assert metadata_kids(school) == ["key-2", "key-4", "key-6"]


def test_compromised(school: Path, now: datetime) -> None:
    old = issue(school, now)
    since = now - timedelta(days=3)
    done = rotation.revoke(school, PASSPHRASE, now=now, since=since)
    assert done == rotation.Rotated(("key-3", "key-4"), (), ("key-1", "key-2"), ("key-1", "key-2"))
    assert metadata_kids(school) == ["key-4"]
    assert keys_in_file(school) == {"key-3", "key-4"}
    methods = {entry["id"]: entry for entry in json.loads((school / "did.json").read_text())["verificationMethod"]}
    assert methods[f"{DID}#key-1"]["revoked"] == methods[f"{DID}#key-2"]["revoked"] == "2026-11-21T10:00:00Z"
    assert "revoked" not in methods[f"{DID}#key-3"]
    found = reports(school, old + issue(school, now), now)
    assert [report.verdict for report in found][2:] == [Verdict.ACCEPTED] * 2
    assert Verdict.ACCEPTED not in [report.verdict for report in found][:2]
    assert found[0].check("issuer-key").code == "key_revoked"


def test_one_key_of_two_gives_both_roles_a_new_one(school: Path, now: datetime) -> None:
    done = rotation.revoke(school, PASSPHRASE, now=now, names=["key-2"])
    assert done == rotation.Rotated(("key-3", "key-4"), ("key-1",), ("key-2",), ("key-1", "key-2"))
    assert metadata_kids(school) == ["key-4"]


def test_keys_that_were_kept_are_revoked_too(school: Path, now: datetime) -> None:
    rotation.rotate(school, PASSPHRASE, keep_private=True)
    done = rotation.revoke(school, PASSPHRASE, now=now)
    assert done.revoked == ("key-1", "key-2", "key-3", "key-4")
    assert keys_in_file(school) == {"key-5", "key-6"}


def test_a_retired_key_whose_backup_was_stolen(school: Path, now: datetime) -> None:
    rotation.rotate(school, PASSPHRASE)
    done = rotation.revoke(school, PASSPHRASE, now=now, names=[f"{DID}#key-1", "key-2"])
    assert done == rotation.Rotated((), (), ("key-1", "key-2"), ())
    assert keys_in_file(school) == {"key-3", "key-4"}
    assert metadata_kids(school) == ["key-4"]
    assert Issuer.open(school, PASSPHRASE).token.verification_method == f"{DID}#key-4"


def test_a_revocation_moves_to_an_earlier_moment_only(school: Path, now: datetime) -> None:
    rotation.revoke(school, PASSPHRASE, now=now, since=now - timedelta(days=2))
    for since in (now, now - timedelta(days=2)):
        with pytest.raises(IssuanceError) as refused:
            rotation.revoke(school, PASSPHRASE, now=now, since=since, names=["key-1"])
        assert refused.value.code == "rotate_revoked_before"
    rotation.revoke(school, PASSPHRASE, now=now, since=now - timedelta(days=9), names=["key-1"])
    assert "2026-11-15T10:00:00Z" in (school / "did.json").read_text()


def test_what_can_not_be_done(school: Path, tmp_path: Path, now: datetime) -> None:
    before = {path: path.read_bytes() for path in school.iterdir()}
    Issuer.create(tmp_path / "key", PASSPHRASE, profile={"name": "N"})
    cases: list[tuple[Any, str]] = [
        (lambda: rotation.rotate(tmp_path / "key", PASSPHRASE), "rotate_did_key"),
        (lambda: rotation.revoke(tmp_path / "key", PASSPHRASE, now=now), "rotate_did_key"),
        (lambda: rotation.rotate(tmp_path / "none", PASSPHRASE), "issuer_missing_folder"),
        (lambda: rotation.revoke(school, PASSPHRASE, now=now, names=["key-9"]), "rotate_key_unknown"),
        (lambda: rotation.revoke(school, PASSPHRASE, now=now, since=now + timedelta(seconds=1)), "rotate_since_future"),
    ]
    for work, code in cases:
        with pytest.raises(IssuanceError) as refused:
            work()
        assert refused.value.code == code
    assert "web" in IssuanceError("rotate_did_key").hint()
    assert {path: path.read_bytes() for path in school.iterdir() if path.name != ".lock"} == before


@pytest.mark.parametrize("compromised", [False, True])
@pytest.mark.parametrize("fails_at", range(5))
def test_cut_short_anywhere(
    compromised: bool, fails_at: int, school: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever write is the last one: what is signed then verifies, and doing it again ends well."""
    old, written = issue(school, now), []
    write = issuer_folder.write_atomic

    def cut(path: Path, data: bytes, **options: bool) -> None:
        if len(written) >= fails_at:
            raise FileError("file_unwritable", path=path, reason="the power went off")
        written.append(path)
        write(path, data, **options)

    def work() -> rotation.Rotated:
        return rotation.revoke(school, PASSPHRASE, now=now) if compromised else rotation.rotate(school, PASSPHRASE)

    with monkeypatch.context() as patch:
        patch.setattr(issuer_folder, "write_atomic", cut)
        patch.setattr(store, "write_atomic", cut)
        if fails_at < (5 if compromised else 4):
            with pytest.raises(FileError):
                work()
        else:
            work()
    between = issue(school, now)
    assert all(report.verdict is Verdict.ACCEPTED for report in reports(school, between, now))
    work()
    assert len(keys_in_file(school)) == 2
    final = reports(school, old + issue(school, now), now)
    assert [bool(report) for report in final] == [not compromised] * 2 + [True] * 2


def test_damaged_folders_are_not_rotated(school: Path) -> None:
    document = (school / "did.json").read_bytes()
    for content in (b"{}", b"{", b'{"id": "did:web:school.example:a", "verificationMethod": 1}'):
        (school / "did.json").write_bytes(content)
        with pytest.raises((IssuanceError, InputError)):
            rotation.rotate(school, PASSPHRASE)
    (school / "did.json").write_bytes(document)
    (school / "jwt-vc-issuer.json").unlink()
    with pytest.raises(IssuanceError) as refused:
        rotation.rotate(school, PASSPHRASE)
    assert refused.value.code == "issuer_damaged"


def test_each_signature_is_written_down_before_it_is_handed_over(
    school: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    raws = issue(school, now)
    digests = {digest for report in reports(school, raws, now) for digest in report.digests}
    assert len(digests) == 2
    assert set(recorded(school)) == digests
    issuer = Issuer.open(school, PASSPHRASE)
    for mechanism in ("eddsa-jcs-2022", "dc+sd-jwt"):
        (report,) = reports(school, [issuer.issue(SAWING, mechanism=mechanism, now=now)], now)
        digests.update(report.digests)
        assert set(recorded(school)) == digests

    def full(*_: object) -> None:
        raise FileError("file_unwritable", path="x", reason="the disk is full")

    with monkeypatch.context() as patch, pytest.raises(FileError):
        patch.setattr(issuance, "write_synced", full)
        next(issuer.issue_many([issuance.Job((SAWING,), path=school.parent / "out.json")], now=now))
    assert set(recorded(school)) == digests


def test_keys_that_were_changed_meanwhile_hand_nothing_over(school: Path, now: datetime) -> None:
    issuer = Issuer.open(school, PASSPHRASE)
    rotation.revoke(school, PASSPHRASE, now=now)
    with pytest.raises(IssuanceError) as refused:
        issuer.issue(SAWING, now=now)
    assert refused.value.code == "issuer_keys_changed"
    assert recorded(school) == ()


def test_a_wallet_s_own_key_has_no_folder_to_write_in(now: datetime) -> None:
    from dsp_vc.did.key import did_key, key_method
    from dsp_vc.keys.public import KeyType
    from dsp_vc.keys.signer import MemorySigner

    signer = MemorySigner.generate(KeyType.ED25519)
    did = did_key(signer.public_key)
    issuer = Issuer.of_key(signer.with_method(key_method(did)), did, "Sam")
    assert issuer.folder is None
    assert len(read_entries(issuer.issue(SAWING, now=now))) == 2
