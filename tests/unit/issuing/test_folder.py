"""The issuer's folder: whole or not at all, never over what is there, its keys only by the passphrase."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from dsp_vc.errors import InputError, IssuanceError, Refused
from dsp_vc.files import FileError
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys import store
from dsp_vc.keys.public import KeyType, PublicKey
from schools import PASSPHRASE

PROFILE = {"name": "Voorbeeldcollege", "kind": "school", "url": "https://school.example"}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_made_opened_and_closed_to_others(tmp_path: Path) -> None:
    made = Issuer.create(tmp_path / "school", PASSPHRASE, profile=PROFILE)
    assert names(tmp_path / "school") == {"profile.json", "keys.age", "did.json", "settings.json", "register.sqlite"}
    opened = Issuer.open(tmp_path / "school", PASSPHRASE)
    assert (opened.profile, opened.iss) == (made.profile, made.profile.id)
    assert opened.data_integrity.public_key == opened.token.public_key == made.token.public_key
    for path in (tmp_path / "school").iterdir():
        data = path.read_bytes()
        assert PASSPHRASE.encode() not in data
        assert b'"d"' not in data
    if os.name == "posix":
        for name in ("keys.age", "register.sqlite"):
            assert stat.S_IMODE((tmp_path / "school" / name).stat().st_mode) == 0o600
    with pytest.raises(InputError) as refused:
        Issuer.open(tmp_path / "school", "een andere zin")
    assert refused.value.code == "passphrase_wrong"
    assert PASSPHRASE not in repr(opened)


@pytest.mark.parametrize(
    ("kind", "did", "iss", "published"),
    [
        ("web:school.example", "did:web:school.example", "https://school.example", "https://school.example"),
        (
            "web:school.example:a:b",
            "did:web:school.example:a:b",
            "https://school.example/a/b",
            "https://school.example",
        ),
        ("web:school.example%3a8443", "did:web:school.example%3A8443", "https://school.example:8443", ""),
        ("web:School.Example", "did:web:school.example", "https://school.example", "https://school.example"),
    ],
)
@pytest.mark.usefixtures("open_keys")
def test_an_issuer_with_a_website(kind: str, did: str, iss: str, published: str, tmp_path: Path) -> None:
    issuer = Issuer.create(tmp_path / "school", PASSPHRASE, did=kind, profile=PROFILE)
    assert (issuer.profile.id, issuer.iss) == (did, iss)
    assert names(tmp_path / "school") == {
        "profile.json",
        "keys.age",
        "did.json",
        "jwt-vc-issuer.json",
        "settings.json",
        "register.sqlite",
    }
    assert issuer.data_integrity.public_key.key_type is KeyType.ED25519
    assert issuer.token.public_key.key_type is KeyType.P256
    metadata = json.loads((tmp_path / "school" / "jwt-vc-issuer.json").read_text())
    (key,) = metadata["jwks"]["keys"]
    assert (metadata["issuer"], key["kid"], key["alg"]) == (iss, "key-2", "ES256")
    assert PublicKey.from_jwk(key) == issuer.token.public_key
    assert not {"d"} & set(key)
    card = issuer.card()
    assert card.did_document.id == did
    assert card.issuer_metadata is not None
    assert card.issuer_metadata.issuer == iss


@pytest.mark.parametrize("did", ["", "ion:x", "web", "web:", "keys", "key:z6Mk"])
def test_other_identities_are_refused(did: str, tmp_path: Path) -> None:
    with pytest.raises(IssuanceError) as refused:
        issuer_folder.make(tmp_path / "school", PROFILE, did, PASSPHRASE)
    assert refused.value.code == "issuer_did_kind"
    assert names(tmp_path) == set()


@pytest.mark.parametrize("did", ["web:127.0.0.1", "web:localhost", "web:school.example:..", "web:a b", "web:x/y"])
def test_places_that_are_no_website_are_refused(did: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        issuer_folder.make(tmp_path / "school", PROFILE, did, PASSPHRASE)
    assert names(tmp_path) == set()


@pytest.mark.parametrize(
    "profile",
    [
        {"name": ""},
        {"name": "Naam", "kind": "bakery"},
        {"name": "Naam", "url": "school.example"},
        {"name": "Naam\x1b[2J"},
        {"name": "Naam", "identifiers": [{"type": "KvK nummer", "value": "1"}]},
        {"name": "Naam", "identifiers": [{"type": "KVK"}]},
        {"name": "Naam", "colour": "red"},
    ],
)
def test_a_profile_that_no_badge_can_hold(profile: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises((InputError, IssuanceError)):
        issuer_folder.make(tmp_path / "school", profile, "key", PASSPHRASE)
    assert names(tmp_path) == set()


@pytest.mark.usefixtures("open_keys")
def test_an_empty_folder_is_taken_and_a_full_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    issuer_folder.make(tmp_path / "empty", PROFILE, "key", PASSPHRASE)
    before = {path: path.read_bytes() for path in (tmp_path / "empty").iterdir()}
    (tmp_path / "file").write_text("x")
    for place in ("empty", "file"):
        with pytest.raises(IssuanceError) as refused:
            issuer_folder.make(tmp_path / place, PROFILE, "key", PASSPHRASE)
        assert refused.value.code == "issuer_exists"
    assert {path: path.read_bytes() for path in (tmp_path / "empty").iterdir()} == before


@pytest.mark.parametrize("fails_at", range(4))
@pytest.mark.usefixtures("open_keys")
def test_nothing_is_left_of_a_folder_half_made(fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, written = issuer_folder.write_atomic, []

    def full(path: Path, data: bytes, **options: bool) -> None:
        written.append(path)
        if len(written) > fails_at:
            raise FileError("file_unwritable", path=path, reason="the disk is full")
        write(path, data, **options)

    monkeypatch.setattr(issuer_folder, "write_atomic", full)
    monkeypatch.setattr(store, "write_atomic", full)
    with pytest.raises(FileError):
        issuer_folder.make(tmp_path / "school", PROFILE, "web:school.example", PASSPHRASE)
    assert names(tmp_path) == set()


@pytest.mark.usefixtures("open_keys")
def test_keys_of_another_folder_do_not_sign(tmp_path: Path) -> None:
    for name in ("school", "other"):
        Issuer.create(tmp_path / name, PASSPHRASE, did=f"web:{name}.example", profile=PROFILE)
        Issuer.create(tmp_path / f"{name}-key", PASSPHRASE, profile=PROFILE)
    for place, foreign in (
        ("school", "other"), ("school-key", "other-key"), ("school-key", "school"), ("school", "school-key"),
    ):  # fmt: skip
        for name in ("keys.age", "did.json", "profile.json", "jwt-vc-issuer.json"):
            own, other = tmp_path / place / name, tmp_path / foreign / name
            if not own.exists() or not other.exists():
                continue
            before = own.read_bytes()
            own.write_bytes(other.read_bytes())
            with pytest.raises(IssuanceError) as refused:
                Issuer.open(tmp_path / place, PASSPHRASE)
            assert refused.value.code == "issuer_damaged", (place, name)
            own.write_bytes(before)
        assert Issuer.open(tmp_path / place, PASSPHRASE)


@pytest.mark.usefixtures("open_keys")
@pytest.mark.parametrize("name", ["profile.json", "did.json", "jwt-vc-issuer.json", "keys.age"])
def test_a_damaged_folder(name: str, tmp_path: Path) -> None:
    Issuer.create(tmp_path / "school", PASSPHRASE, did="web:school.example", profile=PROFILE)
    for content in (b"", b"{}", b"[]", b"{", b"\xff", b'{"id": 1}'):
        (tmp_path / "school" / name).write_bytes(content)
        with pytest.raises((InputError, IssuanceError)):
            Issuer.open(tmp_path / "school", PASSPHRASE)
    (tmp_path / "school" / name).unlink()
    with pytest.raises(IssuanceError):
        Issuer.open(tmp_path / "school", PASSPHRASE)
