"""Backups of other wallets: the Learner Credential Wallet's, and the Migration Object of the EUDI wallets (TS10)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import pbkdf2_hmac
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

from dsp_vc.actions import wallet_exchange as exchange
from dsp_vc.encoding import multikey
from dsp_vc.encoding.base import b64url_decode, b64url_encode
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys import age
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.wallet import lcw
from dsp_vc.wallet.file import Unlock
from dsp_vc.wallet.migration_object import MAX_ITERATIONS, build_migration_object, read_migration_object
from dsp_vc.wallet.view import twin_of
from dsp_vc.wallet.wallet import Wallet

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
BADGE = '{ "@context":["https://www.w3.org/2018/credentials/v1"],"credentialSubject" : {"n": 1.0} }'
TOKEN = "eyJhbGciOiJFZERTQSJ9.e30.AA~"
PASSWORD = "drie paarse fietsen"


@pytest.fixture
def wallet() -> Wallet:
    made = Wallet.fresh()
    for raw in (BADGE, TOKEN):
        made.add(raw, identifier=None, verdict="accepted", reason="", now=NOW)
    return made


def read_backup(place: str, lock: Unlock) -> exchange.Foreign:
    return exchange.read_backup(exchange.read_file(place), place, lock)


def write(folder: Path, data: bytes) -> str:
    place = folder / "backup"
    place.write_bytes(data)
    return str(place)


# The Learner Credential Wallet. What it takes: app/lib/parseWallet.ts of its source.


def as_lcw_reads(data: bytes) -> tuple[list[object], dict[str, object], dict[str, object], dict[str, object]]:
    (item,) = json.loads(data)
    contents = item["contents"]
    credentials = [one for one in contents if "https://www.w3.org/2018/credentials/v1" in one.get("@context", [])]
    document = next(one for one in contents if "https://www.w3.org/ns/did/v1" in one.get("@context", []))
    key = next(one for one in contents if one.get("type") == "Ed25519VerificationKey2020")
    agreement = next(one for one in contents if one.get("type") == "X25519KeyAgreementKey2020")
    return credentials, document, key, agreement


def test_the_other_wallet_finds_what_it_needs(wallet: Wallet) -> None:
    credentials, document, key, agreement = as_lcw_reads(exchange.export_backup(wallet, with_keys=True))
    assert credentials == [json.loads(BADGE)]
    assert document["id"] == key["controller"] == agreement["controller"] == wallet.did
    assert document["assertionMethod"] == [key["id"]] == [wallet.signer.verification_method]
    assert multikey.decode(str(key["publicKeyMultibase"])) == ("ed25519-pub", wallet.signer.public_key.raw)
    name, secret = multikey.decode(str(agreement["privateKeyMultibase"]))
    assert name == "x25519-priv"
    public = X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    assert multikey.decode(str(agreement["publicKeyMultibase"])) == ("x25519-pub", public)


def test_the_agreement_key_is_the_one_that_others_derive() -> None:
    """The example of the did:key method (Ed25519 with X25519)."""
    did = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
    signer = MemorySigner.from_seed(bytes.fromhex("00" * 31 + "00"))
    assert signer.public_key.to_multikey() == did.removeprefix("did:key:")
    entries = list(lcw.backup_entries(signer, "x"))
    assert entries[2]["publicKeyMultibase"] == "z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW"


def test_the_text_comes_along_and_the_key_only_when_told_to(wallet: Wallet) -> None:
    bare, keyed = (exchange.export_backup(wallet, with_keys=keys) for keys in (False, True))
    assert BADGE.encode() in bare
    assert BADGE.encode() in keyed
    assert b"private" not in bare
    assert b'"d"' not in bare
    assert b"privateKeyMultibase" in keyed


def test_a_backup_comes_back_with_its_key(wallet: Wallet, tmp_path: Path) -> None:
    found = read_backup(write(tmp_path, exchange.export_backup(wallet, with_keys=True)), Unlock())
    assert found.raws == (BADGE, TOKEN)
    other = Wallet.fresh()
    assert [other.add_key(signer) for signer in found.signers] == [True]
    assert not other.add_key(found.signers[0])
    assert [signer.public_key for signer in other.signers][1] == wallet.signer.public_key
    assert other.signers[1].verification_method == wallet.signer.verification_method


def test_a_backup_inside_age(wallet: Wallet, tmp_path: Path) -> None:
    identity, recipient = age.generate_identity()
    place = write(tmp_path, age.encrypt_to(exchange.export_backup(wallet, with_keys=False), [recipient]))
    assert not exchange.needs_password(exchange.read_file(place))
    assert read_backup(place, Unlock(identities=(identity,))).raws == (BADGE, TOKEN)
    with pytest.raises(InputError, match="age_identity_needed"):
        read_backup(place, Unlock())


@pytest.mark.parametrize("change", ["other public half", "cut short", "another kind"])
def test_a_damaged_key_is_said_and_never_shown(wallet: Wallet, tmp_path: Path, change: str) -> None:
    (item,) = json.loads(exchange.export_backup(wallet, with_keys=True))
    key = next(one for one in item["contents"] if one.get("type") == "Ed25519VerificationKey2020")
    secret = key["privateKeyMultibase"]
    if change == "other public half":
        key["publicKeyMultibase"] = Wallet.fresh().signer.public_key.to_multikey()
    elif change == "cut short":
        key["privateKeyMultibase"] = secret[:-3]
    else:
        key["privateKeyMultibase"] = multikey.encode("p256-priv", bytes(32))
    with pytest.raises(InputError) as caught:
        read_backup(write(tmp_path, json.dumps([item]).encode()), Unlock())
    assert caught.value.code == "import_key"
    assert secret[:20] not in f"{caught.value}{caught.value.params}{caught.value.__cause__!r}"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"[]", "import_nothing"),
        (b'[{"contents":[{"type":"Note"}]}]', "import_nothing"),
        (b"7", "entries_not_recognised"),
        (b"\0", "json_syntax"),
    ],
)
def test_what_is_no_backup(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_backup(write(tmp_path, data), Unlock())
    assert caught.value.code == code


def test_one_credential_is_its_own_file(wallet: Wallet) -> None:
    groups = wallet.groups()
    assert exchange.export_credentials(groups[:1], None) == BADGE.encode()
    assert exchange.export_credentials(groups, "dc+sd-jwt") == TOKEN.encode()
    assert BADGE.encode() in exchange.export_credentials(groups, None)
    with pytest.raises(InputError, match="export_nothing"):
        exchange.export_credentials(groups[:1], "dc+sd-jwt")


# The Migration Object.


def opened(text: str, password: str) -> dict[str, object]:
    """As another implementation reads it, by RFC 7516 §5.2 and RFC 7518 §4.8."""
    protected, wrapped, iv, sealed, tag = text.split(".")
    header = json.loads(b64url_decode(protected))
    assert (header["alg"], header["enc"]) == ("PBES2-HS256+A128KW", "A128GCM")
    salt = b"PBES2-HS256+A128KW\0" + b64url_decode(header["p2s"])
    key = aes_key_unwrap(pbkdf2_hmac("sha256", password.encode(), salt, header["p2c"], 16), b64url_decode(wrapped))
    data = AESGCM(key).decrypt(b64url_decode(iv), b64url_decode(sealed) + b64url_decode(tag), protected.encode())
    value = json.loads(data)
    assert isinstance(value, dict)
    return value


def sealed(value: object, *, rounds: object = 1000, **header: object) -> bytes:
    """Made as another implementation would."""
    salt, iv, key = bytes(range(16)), bytes(12), bytes(16)
    head = {"alg": "PBES2-HS256+A128KW", "enc": "A128GCM", "p2s": b64url_encode(salt), "p2c": rounds, **header}
    count = rounds if isinstance(rounds, int) and rounds < 10_000 else 1000
    wrapping = pbkdf2_hmac("sha256", PASSWORD.encode(), b"PBES2-HS256+A128KW\0" + salt, count, 16)
    protected = b64url_encode(json.dumps(head).encode())
    body = AESGCM(key).encrypt(
        iv, value if isinstance(value, bytes) else json.dumps(value).encode(), protected.encode()
    )
    return ".".join(
        [protected, *(b64url_encode(part) for part in (aes_key_wrap(wrapping, key), iv, body[:-16], body[-16:]))]
    ).encode()


def test_the_data_are_as_specified(wallet: Wallet) -> None:
    text = exchange.export_migration_object(wallet, PASSWORD).decode()
    assert opened(text, PASSWORD) == {
        "transactionLog": [],
        "listOfCredentials": [],
        "nonDeviceBoundCredentials": [
            {"format": "ldp_vc", "credential": BADGE},
            {"format": "dc+sd-jwt", "credential": TOKEN},
        ],
    }
    assert read_migration_object(text.encode(), PASSWORD) == ([BADGE, TOKEN], 0)


def test_no_key_travels_in_it(wallet: Wallet) -> None:
    text = exchange.export_migration_object(wallet, PASSWORD).decode()
    assert str(wallet.signer.to_private_jwk()["d"]) not in json.dumps(opened(text, PASSWORD))


def test_what_others_made_is_read_and_what_can_not_move_is_counted(tmp_path: Path) -> None:
    data = {
        "transactionLog": [],
        "listOfCredentials": [{"credentialIdentifier": "urn:eudi:pid:de:1"}],
        "nonDeviceBoundCredentials": [
            {"format": "mso_mdoc", "credential": "omppc3N1ZXJBdXRo"},
            {"format": "dc+sd-jwt", "credential": TOKEN},
            {"format": "ldp_vc", "credential": {"credentialSubject": {}}},
        ],
    }
    for value in (data, {"MigrationData": data}):
        place = write(tmp_path, sealed(value))
        assert exchange.needs_password(exchange.read_file(place))
        found = read_backup(place, Unlock(passphrase=PASSWORD))
        assert found.raws == (TOKEN, '{"credentialSubject":{}}')
        assert found.missing == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (sealed({}, rounds=MAX_ITERATIONS + 1), "migration_object_work"),
        (sealed({}, rounds=10**30), "migration_object_work"),
        (sealed({}, rounds=999), "migration_object_invalid"),
        (sealed({}, rounds=True), "migration_object_invalid"),
        (sealed({}, alg="dir"), "migration_object_invalid"),
        (sealed({}, enc="A256GCM"), "migration_object_invalid"),
        (sealed({}, zip="DEF"), "migration_object_invalid"),
        (sealed({}, crit=["x"]), "migration_object_invalid"),
        (sealed({}), "migration_object_invalid"),
        (sealed(b"[]"), "migration_object_invalid"),
        (sealed(b'{"nonDeviceBoundCredentials":[],"nonDeviceBoundCredentials":[]}'), "migration_object_invalid"),
        (sealed({"nonDeviceBoundCredentials": []})[:-4], "migration_object_invalid"),
        (b"ey.a.b.c.d", "migration_object_invalid"),
        (b"ey\xff.a.b.c.d", "migration_object_invalid"),
    ],
)
def test_a_bad_migration_object_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_migration_object(data, PASSWORD)
    assert caught.value.code == code


def test_a_changed_byte_and_a_wrong_password() -> None:
    text = build_migration_object([BADGE], PASSWORD)
    head, wrapped, iv, body, tag = text.split(".")
    changed = ".".join([head, wrapped, iv, body[:10] + ("A" if body[10] != "A" else "B") + body[11:], tag])
    with pytest.raises(Refused, match="migration_object_invalid"):
        read_migration_object(changed.encode(), PASSWORD)
    for wrong in ("", PASSWORD + " "):
        with pytest.raises(InputError) as caught:
            read_migration_object(text.encode(), wrong)
        assert caught.value.code == ("passphrase_wrong" if wrong else "passphrase_empty")


# Twins.


def badge(identifier: str, issuer: object) -> str:
    return json.dumps({"id": identifier, "issuer": issuer, "credentialSubject": {}})


def test_twins_have_one_id_and_one_signer() -> None:
    one = twin_of(badge("urn:uuid:1", "did:web:school.example:a"))
    assert one is not None
    assert one == twin_of(badge("urn:uuid:1", {"id": "https://school.example/a"}))
    assert one != twin_of(badge("urn:uuid:1", "did:web:other.example:a"))
    assert one != twin_of(badge("urn:uuid:2", "did:web:school.example:a"))
    assert twin_of('{"credentialSubject":{}}') is None
    assert twin_of("eyJ.a~") is None
