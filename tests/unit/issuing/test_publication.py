"""The website of an issuer: each file where its URL promises, brought up to date, never over what knows more."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dsp_vc.did.key import did_key, key_method
from dsp_vc.errors import IssuanceError, Refused, TrustError
from dsp_vc.files import FileError
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing import publication, rotation
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.sd_jwt_vc import type_metadata
from dsp_vc.trust.digest_list import build_digest_list
from dsp_vc.trust.site import read_site
from schools import PASSPHRASE, SAWING

pytestmark = pytest.mark.usefixtures("open_keys")


def make(path: Path, did: str = "web:school.example", name: str = "Voorbeeldcollege") -> Path:
    Issuer.create(
        path, PASSPHRASE, did=did, profile={"name": name, "identifiers": [{"type": "KVK", "value": "12345678"}]}
    )
    return path


def publish(folder: Path, site: Path, now: datetime) -> dict[str, str | None]:
    places = publication.publish(Issuer.open(folder, PASSPHRASE), site, now)
    return {place.path.as_posix(): place.url for place in places}


def _unnumbered(name: str) -> str:
    """Without the number that is drawn for each list."""
    return re.sub(r"-[0-9a-f]{8}\.", "-#.", name)


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("did", "expected"),
    [
        (
            "web:school.example",
            {
                ".well-known/did.json": "https://school.example/.well-known/did.json",
                ".well-known/jwt-vc-issuer": "https://school.example/.well-known/jwt-vc-issuer",
                "profile.json": "https://school.example/profile.json",
                "digests.jwt": "https://school.example/digests.jwt",
                "skill-attestation.vct.json": "https://school.example/skill-attestation.vct.json",
                "status/revocation-#.json": "https://school.example/status/revocation-#.json",
                "status/suspension-#.json": "https://school.example/status/suspension-#.json",
                "status/token-#.jwt": "https://school.example/status/token-#.jwt",
            },
        ),
        (
            "web:school.example%3A8443:vmbo:caf%C3%A9",
            {
                "vmbo/café/did.json": "https://school.example:8443/vmbo/caf%C3%A9/did.json",
                ".well-known/jwt-vc-issuer/vmbo/café": (
                    "https://school.example:8443/.well-known/jwt-vc-issuer/vmbo/caf%C3%A9"
                ),
                "vmbo/café/profile.json": "https://school.example:8443/vmbo/caf%C3%A9/profile.json",
                "vmbo/café/digests.jwt": "https://school.example:8443/vmbo/caf%C3%A9/digests.jwt",
                "vmbo/café/skill-attestation.vct.json": (
                    "https://school.example:8443/vmbo/caf%C3%A9/skill-attestation.vct.json"
                ),
                "vmbo/café/status/revocation-#.json": (
                    "https://school.example:8443/vmbo/caf%C3%A9/status/revocation-#.json"
                ),
                "vmbo/café/status/suspension-#.json": (
                    "https://school.example:8443/vmbo/caf%C3%A9/status/suspension-#.json"
                ),
                "vmbo/café/status/token-#.jwt": "https://school.example:8443/vmbo/caf%C3%A9/status/token-#.jwt",
            },
        ),
        ("key", {"profile.json": None, "digests.jwt": None, "skill-attestation.vct.json": None}),
    ],
)
def test_each_file_where_its_url_promises(
    did: str, expected: dict[str, str | None], tmp_path: Path, now: datetime
) -> None:
    folder, site = make(tmp_path / "school", did), tmp_path / "site"
    Issuer.open(folder, PASSPHRASE).issue(SAWING, now=now)
    made = publish(folder, site, now)
    assert {_unnumbered(path): url and _unnumbered(url) for path, url in made.items()} == expected
    assert set(files(site)) == set(made)
    read = read_site(site)
    assert dict(read.status_lists) == {made[path]: raw for path, raw in files(site).items() if "/status/" in f"/{path}"}
    assert read.card.value == Issuer.open(folder, PASSPHRASE).card().value
    assert read.digests is not None
    assert read.digests.made == now
    assert len(read.digests.digests) == 2
    assert read.type_metadata == type_metadata(), "byte for byte: it is known by its digest"


def test_a_second_run_brings_it_up_to_date(tmp_path: Path, now: datetime) -> None:
    folder, site = make(tmp_path / "school"), tmp_path / "site"
    publish(folder, site, now)
    Issuer.open(folder, PASSPHRASE).issue(SAWING, now=now)
    rotation.rotate(folder, PASSPHRASE)
    (site / "index.html").write_text("of the school")
    publish(folder, site, now + timedelta(days=1))
    read = read_site(site)
    assert read.digests is not None
    assert len(read.digests.digests) == 2
    assert len(read.card.did_document.methods) == 4
    rotation.revoke(folder, PASSPHRASE, now=now)
    publish(folder, site, now + timedelta(days=2))
    assert b"revoked" in files(site)[".well-known/did.json"]
    keys = json.loads(files(site)[".well-known/jwt-vc-issuer"])["jwks"]["keys"]
    assert [key["kid"] for key in keys] == ["key-2", "key-6"]
    assert read_site(site).digests is not None
    assert (site / "index.html").read_text() == "of the school"


def test_token_keys_that_are_revoked_are_never_published(tmp_path: Path, now: datetime) -> None:
    """A rotation that was cut short before its last write leaves the old key in the folder's own copy."""
    folder, site = make(tmp_path / "school"), tmp_path / "site"
    before = json.loads((folder / "jwt-vc-issuer.json").read_text())["jwks"]["keys"]
    rotation.revoke(folder, PASSPHRASE, now=now)
    value = json.loads((folder / "jwt-vc-issuer.json").read_text())
    value["jwks"]["keys"] += before
    (folder / "jwt-vc-issuer.json").write_text(json.dumps(value))
    publish(folder, site, now)
    keys = json.loads(files(site)[".well-known/jwt-vc-issuer"])["jwks"]["keys"]
    assert [key["kid"] for key in keys] == ["key-4"]


def refused_by(folder: Path, site: Path, now: datetime) -> str:
    before = files(site)
    with pytest.raises(IssuanceError) as refused:
        publish(folder, site, now)
    assert files(site) == before
    return refused.value.code


def test_not_over_another_issuer(tmp_path: Path, now: datetime) -> None:
    own, other, site = make(tmp_path / "own"), make(tmp_path / "other", "key"), tmp_path / "site"
    publish(own, site, now)
    assert refused_by(other, site, now) == "site_other_issuer"
    impostor = make(tmp_path / "impostor")  # made anew for the same address: none of the keys is the same
    assert refused_by(impostor, site, now) == "site_other_issuer"
    (site / "digests.jwt").unlink()
    assert refused_by(impostor, site, now) == "site_newer"
    publish(own, site, now)
    for name, content in (
        ("profile.json", b"{}"), ("profile.json", b"<html>"), (".well-known/did.json", b'{"id": "did:web:x.example"}'),
        (".well-known/did.json", b'{"id": "did:web:school.example", "verificationMethod": 1}'),
        (".well-known/jwt-vc-issuer", b'{"issuer": "https://other.example"}'), ("digests.jwt", b"x"),
    ):  # fmt: skip
        before = files(site)[name]
        (site / name).write_bytes(content)
        assert refused_by(own, site, now) == "site_other_issuer", name
        (site / name).write_bytes(before)
    # Below an issuer at the root there is no place for another one's token keys: said before anything is written.
    before = files(site)
    with pytest.raises(FileError):
        publish(make(tmp_path / "below", "web:school.example:mbo"), site, now)
    assert files(site) == before


def test_two_issuers_at_one_host(tmp_path: Path, now: datetime) -> None:
    site = tmp_path / "site"
    for path in ("mbo", "vmbo"):
        folder = make(tmp_path / path, f"web:school.example:{path}")
        publish(folder, site, now)
        publish(folder, site, now)
    assert len(files(site)) == 10
    with pytest.raises(TrustError) as several:
        read_site(site)
    assert several.value.code == "site_several"


def test_not_over_what_knows_more(tmp_path: Path, now: datetime) -> None:
    folder, site = make(tmp_path / "school"), tmp_path / "site"
    publish(folder, site, now)
    assert refused_by(folder, site, now - timedelta(hours=1)) == "site_newer"
    backup = {path: path.read_bytes() for path in folder.iterdir()}

    def restore() -> None:
        for path in folder.iterdir():
            path.unlink()
        for path, data in backup.items():
            path.write_bytes(data)

    for work in (
        lambda: Issuer.open(folder, PASSPHRASE).issue(SAWING, now=now),
        lambda: rotation.rotate(folder, PASSPHRASE),
        lambda: rotation.revoke(folder, PASSPHRASE, now=now, names=["key-1"]),
    ):
        work()
        publish(folder, site, now)
        newest = {path: path.read_bytes() for path in folder.iterdir()}
        restore()
        assert refused_by(folder, site, now) == "site_newer"
        restore()
        for path, data in newest.items():
            path.write_bytes(data)
        publish(folder, site, now)


def test_a_revocation_that_the_folder_has_later_is_not_undone(tmp_path: Path, now: datetime) -> None:
    folder, site = make(tmp_path / "school"), tmp_path / "site"
    rotation.revoke(folder, PASSPHRASE, now=now, since=now - timedelta(days=5))
    publish(folder, site, now)
    document = (folder / "did.json").read_text()
    (folder / "did.json").write_text(document.replace("2026-11-19T", "2026-11-20T"))
    assert refused_by(folder, site, now) == "site_newer"


def test_a_list_by_a_stolen_key_is_replaced_and_never_read(tmp_path: Path, now: datetime) -> None:
    folder, site = make(tmp_path / "school"), tmp_path / "site"
    stolen = Issuer.open(folder, PASSPHRASE)
    publish(folder, site, now)
    rotation.revoke(folder, PASSPHRASE, now=now)
    publish(folder, site, now)
    forged = build_digest_list(stolen.profile.id, ["ab" * 32], stolen.data_integrity, now)
    (site / "digests.jwt").write_text(forged)
    with pytest.raises(Refused) as refused:
        read_site(site)
    assert refused.value.code == "digests_key_revoked"
    publish(folder, site, now)
    read = read_site(site)
    assert read.digests is not None
    assert read.digests.digests == ()


def test_keys_never_on_the_website(tmp_path: Path, now: datetime) -> None:
    folder = make(tmp_path / "work" / "school")
    for site in (folder, tmp_path / "work", tmp_path):
        assert refused_by(folder, site, now) == "site_in_folder"
    publish(folder, folder / "site", now)
    signer = MemorySigner.generate(KeyType.ED25519)
    did = did_key(signer.public_key)
    with pytest.raises(IssuanceError) as refused:
        publication.publish(Issuer.of_key(signer.with_method(key_method(did)), did, "Sam"), tmp_path / "s", now)
    assert refused.value.code == "issuer_missing_folder"


def test_a_site_that_can_not_be_read(tmp_path: Path, now: datetime) -> None:
    folder, site = make(tmp_path / "school", "web:school.example:a"), tmp_path / "site"
    publish(folder, site, now)

    def code(where: Path = site) -> str:
        with pytest.raises((TrustError, Refused)) as refused:
            read_site(where)
        return refused.value.code

    (tmp_path / "empty").mkdir()
    assert code(tmp_path / "empty") == code(tmp_path / "none") == "site_missing"
    assert code(site / "a") == "site_incomplete"  # not the root of the website
    for name, content, expected in (
        ("a/did.json", None, "site_incomplete"), ("a/did.json", b"{", "card_invalid"),
        ("a/profile.json", b"{}", "card_invalid"), ("a/profile.json", b'{"id": "did:web:x"}', "card_invalid"),
        (".well-known/jwt-vc-issuer/a", b"{}", "card_invalid"), ("a/digests.jwt", b"{}", "jws_format"),
    ):  # fmt: skip
        path = site / name
        before = path.read_bytes()
        path.unlink() if content is None else path.write_bytes(content)
        assert code() == expected, name
        path.write_bytes(before)
    (site / "a" / "digests.jwt").unlink()
    assert read_site(site).digests is None
    deep = tmp_path / "deep"
    deep.joinpath(*["d"] * 20).mkdir(parents=True)
    assert code(deep) == "site_missing"


def test_two_publications_do_not_come_across_each_other(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From what is read to what is written the folder is held: an older list can't come after a newer one."""
    folder, site = make(tmp_path / "school"), tmp_path / "site"
    issuer = Issuer.open(folder, PASSPHRASE)
    monkeypatch.setattr(issuer_folder, "_LOCK_SECONDS", 0.05)
    with issuer_folder.held(folder), pytest.raises(FileError, match="file_locked"):
        publication.publish(issuer, site, now)
    assert not site.exists()
    held: list[bool] = []

    def signed(*given: object) -> str:
        with pytest.raises(FileError, match="file_locked"), issuer_folder.held(folder):
            held.append(True)
        return build_digest_list(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(publication, "build_digest_list", signed)
    assert publication.publish(issuer, site, now)
    assert held == [], "held while it signs"


def test_keys_that_another_process_changed_meanwhile_are_not_published_over(tmp_path: Path, now: datetime) -> None:
    folder, site = make(tmp_path / "school"), tmp_path / "site"
    before = Issuer.open(folder, PASSPHRASE)
    publication.publish(before, site, now)
    rotation.rotate(folder, PASSPHRASE)
    with pytest.raises(IssuanceError, match="issuer_keys_changed"):
        publication.publish(before, site, now)
    assert publication.publish(Issuer.open(folder, PASSPHRASE), site, now)
