"""Issuers whose keys are on a token: SoftHSM2 in a temporary folder, every example record, every verdict."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import softhsm
from dsp_vc.errors import DspVcError, IssuanceError
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing import hardware, publication, rotation
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys.pkcs11 import Pkcs11Signer, Tokens
from dsp_vc.keys.pkcs11_uri import KeyUri
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.records import load_records
from dsp_vc.model.universal_wallet import read_entries
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.verification.report import Verdict
from dsp_vc.verification.verifier import Verifier
from schools import PASSPHRASE
from softhsm import PIN, SoftHsm
from vectors_dir import ROOT

RECORDS = sorted((ROOT / "examples" / "records").glob("*.yaml"))
BOTH = (KeyType.ED25519, KeyType.P256)


@pytest.fixture
def hsm(open_keys: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftHsm:
    """A token; the key file is left open, since a passphrase costs seconds and is tested elsewhere."""
    return softhsm.make(tmp_path / "hsm", monkeypatch)


def tokens() -> Tokens:
    return Tokens(lambda _: PIN)


def uris(hsm: SoftHsm, *names: str) -> list[KeyUri]:
    return [KeyUri.parse(hsm.uri(name)) for name in names]


def made(hsm: SoftHsm, folder: Path, did: str, names: tuple[str, ...] = ("skills", "tokens")) -> Issuer:
    wanted = issuer_folder.key_types(did)
    chosen = hardware.choose(uris(hsm, *names[: len(wanted)]), wanted, tokens(), generate=True)
    issuer_folder.make(folder, {"name": "Voorbeeldcollege"}, did, PASSPHRASE, issuer_folder.Settings(False), chosen)
    return Issuer.open(folder, PASSPHRASE, tokens())


def record() -> SkillAttestation:
    (found,) = load_records(RECORDS[0].read_bytes(), RECORDS[0].name)
    return found


def verdicts(issuer: Issuer, delivery: bytes, now: datetime) -> list[Verdict]:
    card = json.dumps(issuer.card().value).encode()
    verifier = Verifier(TrustBundle.from_bytes(card, "card"), clock=lambda: now)
    return [verifier.credential(entry.raw.encode()).verdict for entry in read_entries(delivery)]


def code_of(work: Any) -> str:
    with pytest.raises(DspVcError) as caught:
        work()
    return caught.value.code


@pytest.mark.parametrize("did", ["key", "web:school.example"])
def test_every_example_record_is_signed_and_accepted(hsm: SoftHsm, tmp_path: Path, did: str, now: datetime) -> None:
    issuer = made(hsm, tmp_path / "school", did)
    assert isinstance(issuer.data_integrity, Pkcs11Signer)
    assert isinstance(issuer.token, Pkcs11Signer)
    assert issuer.token.algorithm == ("EdDSA" if did == "key" else "ES256")
    for path in RECORDS:
        given = load_records(path.read_bytes(), path.name)
        found = verdicts(issuer, issuer.issue(given, now=now), now)
        assert found == [Verdict.ACCEPTED] * (2 * len(given)), path.name


def test_the_key_file_holds_addresses_and_no_secret_of_the_token(hsm: SoftHsm, tmp_path: Path) -> None:
    issuer = made(hsm, tmp_path / "school", "web:school.example")
    held = json.loads((tmp_path / "school" / issuer_folder.KEYS).read_bytes())
    assert held["keys"] == {}
    for name, entry in held["secrets"]["hardware"].items():
        assert set(entry) == {"uri", "public"}
        assert "d" not in entry["public"]
        assert KeyUri.parse(entry["uri"]).place["token"] == softhsm.LABEL, name
    for path in (tmp_path / "school").iterdir():
        assert PIN.encode() not in path.read_bytes()
    assert PIN not in repr(issuer)


def test_no_token_is_needed_to_open_show_and_card(hsm: SoftHsm, tmp_path: Path, now: datetime) -> None:
    card = made(hsm, tmp_path / "school", "web:school.example").card()
    asked: list[str] = []
    issuer = Issuer.open(tmp_path / "school", PASSPHRASE, Tokens(lambda label: asked.append(label) or PIN))
    assert issuer.card().fingerprint() == card.fingerprint()
    assert asked == []
    issuer.issue([record(), record()], now=now)
    assert asked == [softhsm.LABEL]  # once, for four signatures by two keys
    assert code_of(lambda: Issuer.open(tmp_path / "school", PASSPHRASE).issue(record(), now=now)) == "pkcs11_pin_needed"


def test_a_wrong_pin_signs_and_records_nothing(hsm: SoftHsm, tmp_path: Path, now: datetime) -> None:
    made(hsm, tmp_path / "school", "key")
    issuer = Issuer.open(tmp_path / "school", PASSPHRASE, Tokens(lambda _: "000000"))
    assert code_of(lambda: issuer.issue(record(), now=now)) == "pkcs11_pin_wrong"
    register = issuer.register()
    assert register is not None
    assert register.digests() == ()


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["a"], "pkcs11_keys_wanted"),
        (["a", "b", "c"], "pkcs11_keys_wanted"),
        (["ed", "ed"], "pkcs11_keys_wanted"),
        (["ed", "other-ed"], "pkcs11_keys_wanted"),
        (["ed", "absent"], "pkcs11_key_missing"),
    ],
)
def test_the_wrong_keys(hsm: SoftHsm, names: list[str], code: str) -> None:
    for name in ("ed", "other-ed"):
        tokens().generate(KeyUri.parse(hsm.uri(name)), KeyType.ED25519)
    assert code_of(lambda: hardware.choose(uris(hsm, *names), BOTH, tokens(), generate=False)) == code


def test_keys_in_any_order_and_only_what_lacks_is_made(hsm: SoftHsm) -> None:
    own = tokens().generate(KeyUri.parse(hsm.uri("second")), KeyType.ED25519)
    chosen = hardware.choose(uris(hsm, "first", "second"), BOTH, tokens(), generate=True)
    assert list(chosen) == list(BOTH)
    assert chosen[KeyType.ED25519] == own
    assert chosen[KeyType.P256].uri.label == "first"
    again = hardware.choose(uris(hsm, "second", "first"), BOTH, tokens(), generate=True)
    assert again == chosen


def test_new_keys_on_the_token(hsm: SoftHsm, tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "school"
    first = made(hsm, folder, "web:school.example")
    old = first.issue(record(), now=now)
    assert code_of(lambda: rotation.rotate(folder, PASSPHRASE)) == "rotate_needs_token"

    def same() -> dict[KeyType, Pkcs11Signer]:
        return hardware.choose(uris(hsm, "skills", "tokens"), BOTH, tokens(), generate=True)

    def fresh() -> dict[KeyType, Pkcs11Signer]:
        return hardware.choose(uris(hsm, "skills-2", "tokens-2"), BOTH, tokens(), generate=True)

    assert code_of(lambda: rotation.rotate(folder, PASSPHRASE, new_keys=same)) == "rotate_same_key"
    done = rotation.rotate(folder, PASSPHRASE, new_keys=fresh)
    assert (done.added, done.erased, done.let_go) == (("key-3", "key-4"), (), ("key-1", "key-2"))
    issuer = Issuer.open(folder, PASSPHRASE, tokens())
    assert issuer.data_integrity.public_key != first.data_integrity.public_key
    assert verdicts(issuer, old, now) == [Verdict.ACCEPTED] * 2
    assert verdicts(issuer, issuer.issue(record(), now=now), now) == [Verdict.ACCEPTED] * 2
    with pytest.raises(IssuanceError, match="changed"):
        first.issue(record(), now=now)
    assert len(publication.publish(issuer, tmp_path / "site", now)) == 5


def test_a_stolen_token_is_revoked_without_it(hsm: SoftHsm, tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "school"
    old = made(hsm, folder, "web:school.example").issue(record(), now=now)
    for path in (hsm.folder / "tokens").rglob("*.object"):
        path.unlink()
    assert code_of(lambda: rotation.revoke(folder, PASSPHRASE, now=now)) == "rotate_needs_token"
    done = rotation.revoke(folder, PASSPHRASE, now=now, new_keys=rotation.in_key_file)
    assert (done.revoked, done.erased, done.let_go) == (("key-1", "key-2"), (), ("key-1", "key-2"))
    issuer = Issuer.open(folder, PASSPHRASE)
    assert isinstance(issuer.token, MemorySigner)
    # Its https address shows the key no more, and has no word for "revoked"; the DID document says it for both.
    assert verdicts(issuer, old, now) == [Verdict.REJECTED] * 2
    assert verdicts(issuer, issuer.issue(record(), now=now), now) == [Verdict.ACCEPTED] * 2


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.pop("uri"),
        lambda entry: entry.update(uri="https://school.example"),
        lambda entry: entry.update(uri="pkcs11:object=a?pin-value=1"),
        lambda entry: entry["public"].pop("kid"),
        lambda entry: entry["public"].update(d="AAAA"),
        lambda entry: entry.update(public=[]),
    ],
)
def test_a_key_file_that_is_damaged(hsm: SoftHsm, tmp_path: Path, change: Any) -> None:
    made(hsm, tmp_path / "school", "key")
    path = tmp_path / "school" / issuer_folder.KEYS
    held = json.loads(path.read_bytes())
    change(held["secrets"]["hardware"]["ed25519"])
    path.write_text(json.dumps(held))
    assert code_of(lambda: Issuer.open(tmp_path / "school", PASSPHRASE)) == "issuer_damaged"


_CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys import store
from dsp_vc.keys.pkcs11 import Tokens
from dsp_vc.model.records import load_records
store.age.decrypt = lambda data, passphrase: data
folder, record, pin, number = sys.argv[1:]
now = datetime(2026, 11, 24, 10, tzinfo=UTC)
issuer = Issuer.open(folder, "-", Tokens(pin_file=pin, lock=Path(pin).with_name("lock")))
records = load_records(Path(record).read_bytes(), record)
for turn in range(5):
    Path(f"{folder}-{number}-{turn}.json").write_bytes(issuer.issue(records, now=now))
"""


def test_two_processes_issue_with_one_token(hsm: SoftHsm, tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "school"
    issuer = made(hsm, folder, "web:school.example")
    command = [sys.executable, "-c", _CHILD, str(folder), str(RECORDS[0]), str(hsm.pin_file)]
    running = [subprocess.Popen([*command, str(number)], stderr=subprocess.PIPE, text=True) for number in range(2)]
    for child in running:
        _, told = child.communicate(timeout=120)
        assert child.returncode == 0, told
    written = sorted(tmp_path.glob("school-*.json"))
    assert len(written) == 10
    for path in written:
        assert verdicts(issuer, path.read_bytes(), now) == [Verdict.ACCEPTED] * 2
