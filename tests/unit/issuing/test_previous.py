"""A folder from a backup goes on from what was published, and from nothing else."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dsp_vc.actions import issuer_publish
from dsp_vc.did.document import parse_document
from dsp_vc.did.key_states import known_keys
from dsp_vc.encoding.strict_json import dumps, parse_object
from dsp_vc.errors import DspVcError, IssuanceError
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing import previous, publication, rotation
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register import statuses
from dsp_vc.issuing.register.tables import Status
from dsp_vc.keys.signer import Signer
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.suite import add_proof
from dsp_vc.status import bitstring, token_list
from dsp_vc.trust.digest_list import build_digest_list
from dsp_vc.trust.site import read_site
from scrypt_once import light

PHRASE = "een zin die niemand raadt"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    light(monkeypatch)


def make(path: Path, did: str = "web:school.example", *, status: bool = True) -> Issuer:
    return Issuer.create(path, PHRASE, did=did, profile={"name": "Voorbeeldcollege"}, status=status)


def issue(folder: Path, name: str, now: datetime) -> None:
    record = {
        "external_id": name,
        "title": "Stage",
        "basis": "attested",
        "context": "internship",
        "skills": [{"uri": "https://school.example/s/1", "name": {"nl": "zagen"}}],
    }
    Issuer.open(folder, PHRASE).issue(SkillAttestation.from_dict(record), now=now)


def change(folder: Path, name: str, to: Status, now: datetime) -> None:
    register = Issuer.open(folder, PHRASE).register()
    assert register is not None
    statuses.change(register, [entry.key for entry in statuses.find(register, name)], to, now=now)


def status_of(folder: Path, name: str) -> Status:
    register = Issuer.open(folder, PHRASE).register()
    assert register is not None
    [entry] = statuses.find(register, name)
    return entry.status


def publish(folder: Path, site: Path, now: datetime) -> None:
    publication.publish(Issuer.open(folder, PHRASE), site, now)


def mark_restored(folder: Path, now: datetime) -> None:
    """As a restoration leaves it; its lists are not closed here, which `test_backup` looks after."""
    settings = issuer_folder.read_settings(folder)
    issuer_folder.write(folder / "settings.json", {**settings.to_json(), "restored": f"{now:%Y-%m-%dT%H:%M:%SZ}"})


def go_on(folder: Path, site: Path, now: datetime, *accepted: str, unpublished: bool = False) -> previous.TakenOver:
    before = issuer_publish.read_previous(str(folder), str(site), now)
    return previous.take_over(folder, PHRASE, before.previous, now, accepted=accepted, unpublished=unpublished)


def refused_by(folder: Path, site: Path, now: datetime, *accepted: str, unpublished: bool = False) -> str:
    files = {path: path.read_bytes() for path in folder.iterdir() if path.name in issuer_folder.FILES}
    with pytest.raises(DspVcError) as error:
        go_on(folder, site, now, *accepted, unpublished=unpublished)
    assert {path: path.read_bytes() for path in files} == files, "nothing was changed"
    with pytest.raises(IssuanceError, match="previous_needed"):
        publish(folder, site.with_name("new"), now)
    return error.value.code


@pytest.fixture
def lost(tmp_path: Path, now: datetime) -> tuple[Path, Path]:
    """The folder as it was in a backup of the first day, and the website of the third: one revoked, one suspended,
    another issued."""
    folder, site = tmp_path / "school", tmp_path / "site"
    make(folder)
    for name in ("a", "b", "c"):
        issue(folder, name, now)
    publish(folder, site, now)
    shutil.copytree(folder, tmp_path / "old")
    mark_restored(tmp_path / "old", now + 3 * DAY)
    issue(folder, "d", now + DAY)
    change(folder, "a", Status.REVOKED, now + DAY)
    change(folder, "b", Status.SUSPENDED, now + DAY)
    change(folder, "d", Status.REVOKED, now + DAY)
    publish(folder, site, now + 2 * DAY)
    return tmp_path / "old", site


def test_nothing_of_what_was_published_is_lost(lost: tuple[Path, Path], tmp_path: Path, now: datetime) -> None:
    old, site = lost
    later = now + 4 * DAY
    with pytest.raises(IssuanceError, match="previous_needed"):
        publish(old, tmp_path / "new", later)
    done = go_on(old, site, later)
    assert (done.carried.revoked, done.carried.suspended, done.carried.unknown, done.carried.marks) == (1, 1, 2, 2)
    assert done.rotated is None
    assert [status_of(old, name) for name in "abc"] == [Status.REVOKED, Status.SUSPENDED, Status.VALID]
    publish(old, tmp_path / "new", later)
    before, after = read_site(site), read_site(tmp_path / "new")
    assert before.digests is not None
    assert after.digests is not None
    assert set(after.digests.digests) == set(before.digests.digests)
    assert after.status_lists.keys() == before.status_lists.keys()
    for url, raw in before.status_lists.items():
        was, is_now = (issuer_publish.read_published(one) for one in (raw, after.status_lists[url]))
        assert is_now.data == was.data, url
    publish(old, site, later)  # and over the old site itself


def test_to_do_it_again_or_without_need_changes_nothing(lost: tuple[Path, Path], now: datetime) -> None:
    old, site = lost
    go_on(old, site, now + 4 * DAY)
    again = go_on(old, site, now + 4 * DAY)
    assert (again.carried.revoked, again.carried.unknown, again.carried.marks, again.rotated) == (0, 0, 0, None)


def test_a_suspension_stays_until_somebody_lifts_it(tmp_path: Path, now: datetime) -> None:
    folder, site = tmp_path / "school", tmp_path / "site"
    make(folder)
    issue(folder, "a", now)
    change(folder, "a", Status.SUSPENDED, now)
    shutil.copytree(folder, tmp_path / "old")
    mark_restored(tmp_path / "old", now)
    change(folder, "a", Status.VALID, now)
    publish(folder, site, now + DAY)
    done = go_on(tmp_path / "old", site, now + DAY)
    assert done.carried.standing == ("a",)
    assert status_of(tmp_path / "old", "a") is Status.SUSPENDED
    change(tmp_path / "old", "a", Status.VALID, now + DAY)
    publish(tmp_path / "old", site, now + 2 * DAY)


# Keys


def keys_of(folder: Path) -> dict[str, str]:
    return {key.name: key.state.value for key in known_keys(parse_document(issuer_folder.read_document(folder)))}


def test_a_key_that_was_replaced_is_not_signed_with_again(
    lost: tuple[Path, Path], tmp_path: Path, now: datetime
) -> None:
    old, site = lost
    rotation.rotate(tmp_path / "school", PHRASE)
    publish(tmp_path / "school", site, now + 3 * DAY)
    later = now + 4 * DAY
    assert [key.name for key in issuer_publish.read_previous(str(old), str(site), later).unknown] == ["key-3", "key-4"]
    assert refused_by(old, site, later) == "previous_keys_unknown"
    assert refused_by(old, site, later, "key-3") == "previous_keys_unknown"
    with pytest.raises(IssuanceError, match="previous_needed"):
        rotation.rotate(old, PHRASE)  # they would be called key-3 and key-4, as others are already
    with pytest.raises(IssuanceError, match="previous_needed"):
        rotation.revoke(old, PHRASE, now=later)
    done = go_on(old, site, later, "key-3", "key-4")
    assert done.rotated is not None
    assert done.rotated.added == ("key-5", "key-6")
    assert set(done.rotated.retired) == {"key-1", "key-2", "key-3", "key-4"}
    assert set(done.rotated.erased) == {"key-1", "key-2"}
    assert keys_of(old) == {**dict.fromkeys(("key-1", "key-2", "key-3", "key-4"), "retired"),
                            "key-5": "current", "key-6": "current"}  # fmt: skip
    issue(old, "e", later)
    publish(old, site, later)
    metadata = json.loads((site / ".well-known" / "jwt-vc-issuer").read_text())["jwks"]["keys"]
    assert {key["kid"] for key in metadata} == {"key-2", "key-4", "key-6"}
    rotation.revoke(old, PHRASE, now=later, names=["key-3", "key-4"])  # the laptop was stolen
    publish(old, site, later)


def test_a_key_that_was_revoked_stays_revoked_from_the_earlier_moment(
    lost: tuple[Path, Path], tmp_path: Path, now: datetime
) -> None:
    old, site = lost
    rotation.revoke(tmp_path / "school", PHRASE, now=now + 3 * DAY, since=now + DAY)
    publish(tmp_path / "school", site, now + 3 * DAY)
    done = go_on(old, site, now + 4 * DAY, "key-3", "key-4")
    assert done.rotated is not None
    assert set(done.rotated.revoked) == {"key-1", "key-2"}
    assert set(done.rotated.erased) == {"key-1", "key-2"}
    document = parse_document(issuer_folder.read_document(old))
    assert {method.revoked for name, method in document.methods.items() if name.endswith(("-1", "-2"))} == {now + DAY}
    assert keys_of(old)["key-1"] == "revoked"
    keys = json.loads((old / "jwt-vc-issuer.json").read_text())["jwks"]["keys"]
    assert {key["kid"] for key in keys} == {"key-4", "key-6"}
    assert not set(issuer_folder.open_keys(old, PHRASE).signers) & {"ed25519", "p256"}
    publish(old, site, now + 4 * DAY)


def test_what_the_folder_knows_of_its_keys_and_the_website_does_not_stays(tmp_path: Path, now: datetime) -> None:
    folder, site = tmp_path / "school", tmp_path / "site"
    make(folder)
    publish(folder, site, now)
    rotation.revoke(folder, PHRASE, now=now)
    before = keys_of(folder)
    mark_restored(folder, now)
    done = go_on(folder, site, now + DAY)
    assert done.rotated is None
    assert keys_of(folder) == before
    publish(folder, site, now + DAY)


def test_one_name_for_two_keys(lost: tuple[Path, Path], tmp_path: Path, now: datetime) -> None:
    old, site = lost
    settings = (old / "settings.json").read_bytes()
    issuer_folder.write(old / "settings.json", {"status": True})
    rotation.rotate(old, PHRASE)  # by a program that did not know of backups
    (old / "settings.json").write_bytes(settings)
    rotation.rotate(tmp_path / "school", PHRASE)
    publish(tmp_path / "school", site, now + 3 * DAY)
    assert refused_by(old, site, now + 4 * DAY, "key-3", "key-4") == "previous_keys_conflict"


def test_an_issuer_that_is_its_key(tmp_path: Path, now: datetime) -> None:
    folder, site = tmp_path / "shop", tmp_path / "site"
    make(folder, "key", status=False)
    shutil.copytree(folder, tmp_path / "old")
    mark_restored(tmp_path / "old", now)
    issue(folder, "a", now)
    publish(folder, site, now)
    done = go_on(tmp_path / "old", site, now + DAY)
    assert (done.carried.unknown, done.rotated) == (2, None)
    publish(tmp_path / "old", site, now + DAY)
    digests = read_site(site).digests
    assert digests is not None
    assert len(digests.digests) == 2


# What is no website of this issuer, or not the last one


def test_the_website_of_a_stranger(lost: tuple[Path, Path], tmp_path: Path, now: datetime) -> None:
    old, site = lost
    later = now + 4 * DAY
    stranger, impostor = tmp_path / "stranger", tmp_path / "impostor"
    make(stranger, "web:other.example")
    publish(stranger, tmp_path / "site-1", now + DAY)
    assert refused_by(old, tmp_path / "site-1", later) == "previous_other_issuer"
    make(impostor)  # for the same address, with keys of its own
    issue(impostor, "x", now)
    publish(impostor, tmp_path / "site-2", now + 3 * DAY)
    assert refused_by(old, tmp_path / "site-2", later) == "previous_other_issuer"
    # It copies the keys of the school beside its own: lists by these are the school's only if somebody says so.
    document = json.loads((site / ".well-known" / "did.json").read_text())
    forged = json.loads((impostor / "did.json").read_text().replace("#key-", "#key-9"))
    for member in ("verificationMethod", "assertionMethod", "authentication"):
        document[member] += forged[member]
    (tmp_path / "site-2" / ".well-known" / "did.json").write_text(json.dumps(document))
    assert refused_by(old, tmp_path / "site-2", later) in ("site_list_wrong", "did_method_unknown", "jws_signature")
    # So it signs by a key that only this document names: whose key that is, is asked.
    own = Issuer.open(impostor, PHRASE)
    signer = own.data_integrity.with_method(f"{own.profile.id}#key-91")  # type: ignore[attr-defined]
    digests = build_digest_list(own.profile.id, ["ab" * 32], signer, now + 3 * DAY)
    (tmp_path / "site-2" / "digests.jwt").write_text(digests)
    shutil.rmtree(tmp_path / "site-2" / "status")
    assert refused_by(old, tmp_path / "site-2", later) == "previous_keys_unknown"
    for where in (tmp_path / "none", tmp_path / "school"):
        assert refused_by(old, where, later).startswith("site_")
    go_on(old, site, later)


def test_one_of_several_at_one_host(tmp_path: Path, now: datetime) -> None:
    site = tmp_path / "site"
    for name in ("mbo", "vmbo"):
        make(tmp_path / name, f"web:school.example:{name}")
        issue(tmp_path / name, "a", now)
        publish(tmp_path / name, site, now)
    mark_restored(tmp_path / "mbo", now)
    go_on(tmp_path / "mbo", site, now + DAY)
    publish(tmp_path / "mbo", site, now + DAY)


def test_an_older_copy_or_a_part_of_one(lost: tuple[Path, Path], tmp_path: Path, now: datetime) -> None:
    old, site = lost
    later = now + 4 * DAY
    backup_of_site = tmp_path / "first"
    folder = tmp_path / "another"
    make(folder)
    issue(folder, "a", now)
    publish(folder, backup_of_site, now)
    publish(folder, tmp_path / "second", now + DAY)
    mark_restored(folder, later)
    assert refused_by(folder, backup_of_site, later) == "previous_older"
    mixed = tmp_path / "mixed"
    shutil.copytree(tmp_path / "second", mixed)
    shutil.rmtree(mixed / "status")
    shutil.copytree(backup_of_site / "status", mixed / "status")
    assert refused_by(folder, mixed, later) == "previous_older"
    assert refused_by(old, site, now) == "site_newer"  # of a moment to come
    lists = sorted((site / "status").iterdir())
    for path in [*lists, site / "digests.jwt"]:
        path.rename(tmp_path / "away")
        assert refused_by(old, site, later) == "previous_incomplete"
        assert refused_by(old, site, later, unpublished=True) == "previous_incomplete", "the folder knows better"
        (tmp_path / "away").rename(path)
    for name, code in ((".well-known/did.json", "site_incomplete"), ("profile.json", "site_missing")):
        (site / name).rename(tmp_path / "away")
        assert refused_by(old, site, later) == code
        (tmp_path / "away").rename(site / name)
    go_on(old, site, later)


def test_lists_that_were_never_published_must_be_said_to_be_so(tmp_path: Path, now: datetime) -> None:
    folder, site = tmp_path / "school", tmp_path / "site"
    make(folder)
    publish(folder, site, now)
    issue(folder, "a", now)
    mark_restored(folder, now + DAY / 2)
    assert refused_by(folder, site, now + DAY) == "previous_incomplete"
    done = go_on(folder, site, now + DAY, unpublished=True)
    assert done.carried.lists == 0
    publish(folder, site, now + DAY)


def test_nothing_was_ever_published(tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "school"
    make(folder)
    mark_restored(folder, now)
    issuer_publish.check(str(folder), going_on=False, unpublished=True)
    for unpublished in (False,):
        with pytest.raises(IssuanceError, match="previous_needed"):
            issuer_publish.check(str(folder), going_on=False, unpublished=unpublished)
    issuer_publish.go_on(str(folder), PHRASE, None, now, accepted=(), unpublished=True)
    publish(folder, tmp_path / "site", now)
    mark_restored(folder, now)
    with pytest.raises(IssuanceError, match="previous_needed"):  # it knows that it was
        issuer_publish.check(str(folder), going_on=False, unpublished=True)


def _signed_badge(document: dict[str, object], signer: Signer, now: datetime) -> bytes:
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    options = {"cryptosuite": "eddsa-rdfc-2022", "contexts": ContextSet.pinned(), "created": now}
    return dumps(add_proof(unsigned, signer, **options)).encode()  # type: ignore[arg-type]


def test_lists_that_this_issuer_does_not_make(lost: tuple[Path, Path], tmp_path: Path, now: datetime) -> None:
    """Each is signed by the issuer's own key, and the rest of the website is right."""
    old, site = lost
    later, school = now + 4 * DAY, Issuer.open(tmp_path / "school", PHRASE)
    [badge] = (site / "status").glob("revocation-*")
    [pauses] = (site / "status").glob("suspension-*")
    [token] = (site / "status").glob("token-*")
    document = parse_object(badge.read_bytes())
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    claims = dict(token_list.parse_token(token.read_text().strip()).claims)

    def badge_with(**changed: object) -> bytes:
        return _signed_badge({**document, "credentialSubject": {**subject, **changed}}, school.data_integrity, now)

    def token_with(bits: object, **changed: object) -> bytes:
        value = {**claims, "status_list": token_list.encode_bits(bits), **changed}  # type: ignore[arg-type]
        return token_list.sign_token_status_list(value, school.token, kid="key-2").encode()  # type: ignore[arg-type]

    short = bitstring.BitArray.zeros(1024, 1, bitstring.BitOrder.MSB_FIRST)
    third = token_list.new_bits(131_072, 2)
    third[5] = 3
    good = {path: path.read_bytes() for path in (badge, pauses, token)}

    def turned(raw: bytes) -> bytes:
        place = raw.rindex(b".") + 20
        return raw[:place] + (b"A" if raw[place : place + 1] != b"A" else b"B") + raw[place + 1 :]

    cases: list[tuple[Path, bytes, set[str]]] = [
        (badge, badge_with(encodedList=bitstring.encode_bits(short)), {"previous_list"}),
        (badge, badge_with(statusPurpose="message"), {"previous_list"}),
        (badge, badge_with(statusPurpose="suspension"), {"previous_list"}),
        (badge, badge_with(statusPurpose=["revocation", "suspension"]), {"previous_list"}),
        (badge, badge_with(encodedList="u" + base64.urlsafe_b64encode(b"no gzip").decode()), {"site_list_wrong"}),
        (token, token_with(token_list.new_bits(1024, 2)), {"previous_list"}),
        (token, token_with(token_list.new_bits(131_072, 1)), {"previous_list"}),
        (token, token_with(third), {"previous_list"}),
        (token, token_with(token_list.new_bits(131_072, 2), sub="https://school.example/status/x.jwt"),
         {"site_list_wrong"}),
        (badge, good[pauses], {"site_list_wrong"}),
        (token, turned(good[token]), {"site_list_wrong"}),
        (badge, good[badge].replace(b'"proofValue":"z', b'"proofValue":"z2'), {"site_list_wrong"}),
        (badge, good[badge][:-20], {"site_list_wrong"}),
        (token, good[token][:-40], {"site_list_wrong"}),
        (token, b"", {"site_list_wrong"}),
    ]  # fmt: skip
    for number, (path, raw, codes) in enumerate(cases):
        path.write_bytes(raw)
        assert refused_by(old, site, later) in codes, number
        path.write_bytes(good[path])
    # The control: signed anew in the same way, they are taken.
    badge.write_bytes(badge_with())
    token.write_bytes(token_list.sign_token_status_list(claims, school.token, kid="key-2").encode())
    go_on(old, site, later)


def test_a_list_by_a_key_that_the_website_revokes(lost: tuple[Path, Path], tmp_path: Path, now: datetime) -> None:
    old, site = lost
    by_stolen = {path: path.read_bytes() for path in (site / "status").iterdir()}
    rotation.revoke(tmp_path / "school", PHRASE, now=now + 3 * DAY)
    publish(tmp_path / "school", site, now + 3 * DAY)
    for path, raw in by_stolen.items():
        good = path.read_bytes()
        path.write_bytes(raw)
        assert refused_by(old, site, now + 4 * DAY, "key-3", "key-4") == "site_list_wrong"
        path.write_bytes(good)
    go_on(old, site, now + 4 * DAY, "key-3", "key-4")


@pytest.mark.parametrize("damage", ["write", "keys"])
def test_cut_short_it_is_done_again(
    damage: str, lost: tuple[Path, Path], tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk in the middle: the folder stays marked, and the same again finishes it."""
    old, site = lost
    rotation.rotate(tmp_path / "school", PHRASE)
    publish(tmp_path / "school", site, now + 3 * DAY)
    names = {"write": "write", "keys": "replace_keys"}
    real: Callable[..., None] = getattr(issuer_folder, names[damage])

    def full(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(issuer_folder, names[damage], full)
    with pytest.raises(OSError, match="No space"):
        go_on(old, site, now + 4 * DAY, "key-3", "key-4")
    monkeypatch.setattr(issuer_folder, names[damage], real)
    with pytest.raises(IssuanceError, match="previous_needed"):
        publish(old, tmp_path / "new", now + 4 * DAY)
    go_on(old, site, now + 4 * DAY, "key-3", "key-4")
    publish(old, tmp_path / "new", now + 4 * DAY)
    assert keys_of(old)["key-5"] == "current"
