"""A school with its keys on a token, by the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cryptography import x509

import softhsm
from dsp_vc.cli import terminal
from dsp_vc.cli.main import main
from scrypt_once import remember
from softhsm import PIN, SoftHsm
from vectors_dir import ROOT

SECRET = ("--passphrase-file", "pass")
NOON = ("--at", "2026-11-24T10:00:00Z")
SCHOOL = ("issuer", "init", "school", "--name", "Voorbeeldcollege", "--did", "web:school.example", *SECRET)
KEYS = ("--key", "pkcs11:token=school;object=skills", "--key", "pkcs11:token=school;object=tokens")
NEW = ("--new-key", "pkcs11:token=school;object=skills-2", "--new-key", "pkcs11:token=school;object=tokens-2")
Streams = pytest.CaptureFixture[str]


@pytest.fixture
def hsm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftHsm:
    made = softhsm.make(tmp_path / "hsm", monkeypatch)
    remember(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pass").write_text("een zin die niemand raadt\n")
    (tmp_path / "pin").write_text(f"{PIN}\n")
    (tmp_path / "wrong").write_text("000000\n")
    monkeypatch.setenv("DSP_VC_PKCS11_MODULE", str(made.module))
    shutil.copy(ROOT / "examples" / "records" / "internship.yaml", tmp_path / "internship.yaml")
    return made


def issue(*more: str) -> int:
    return main(["issue", "internship.yaml", "--issuer", "school", "-o", "proof.json", *SECRET, *NOON, *more])


def test_from_the_first_key_to_new_ones(hsm: SoftHsm, tmp_path: Path, capsys: Streams,
                                        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    assert main([*SCHOOL, *KEYS, "--pin-file", "pin"]) == 6
    told = capsys.readouterr().err
    assert "the token has no such key: pkcs11:token=school;object=skills" in told
    assert "--generate" in told
    assert not Path("school").exists()
    assert main([*SCHOOL, *KEYS, "--generate", "--no-status", "--pin-file", "pin", "--lang", "nl"]) == 0
    assert "de sleutels zitten alleen in het apparaat" in capsys.readouterr().err
    monkeypatch.delenv("DSP_VC_PKCS11_MODULE")  # the folder knows which module it was
    assert issue("--pin-file", "pin") == 0
    assert main(["issuer", "card", "school", "-o", "card.json"]) == 0
    assert main(["verify", "proof.json", "--trust", "card.json", *NOON]) == 0
    assert main(["issuer", "publish", "school", "-o", "site", *SECRET, *NOON, "--pin-file", "pin"]) == 0
    assert main(["issuer", "certificate", "school", "--request", "-o", "csr", *SECRET, "--pin-file", "pin"]) == 0
    assert x509.load_pem_x509_csr(Path("csr").read_bytes()).is_signature_valid
    capsys.readouterr()
    rotate = ["issuer", "rotate", "school", *SECRET, "--pin-file", "pin", "--pkcs11-module", str(hsm.module)]
    assert main(rotate) == 2
    assert "--new-key" in capsys.readouterr().err
    assert main([*rotate, *NEW]) == 6
    assert main([*rotate, *NEW, "--generate"]) == 0
    assert "still on the token: key-1, key-2" in capsys.readouterr().err
    assert main(["issuer", "show", "school", "--json"]) == 0
    states = {key["id"][-1]: key["state"] for key in json.loads(capsys.readouterr().out)["keys"]}
    assert states == {"1": "retired", "2": "retired", "3": "current", "4": "current"}
    assert issue("--pin-file", "pin") == 0
    assert main(["verify", "proof.json", "--trust", "card.json", *NOON]) == 4  # the old card knows nothing of them
    assert main(["issuer", "card", "school", "-o", "card.json"]) == 0
    assert main(["verify", "proof.json", "--trust", "card.json", *NOON]) == 0
    assert main([*rotate, "--in-file", "--compromised", "--yes"]) == 0
    assert issue() == 0


def test_the_pin_is_typed_or_in_a_file_and_never_shown(hsm: SoftHsm, capsys: Streams,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    asked: list[str] = []

    def typed(prompt: str) -> str:
        asked.append(prompt)
        return PIN

    monkeypatch.setattr(terminal, "type_secret", typed)
    assert main([*SCHOOL, *KEYS, "--generate", "--lang", "nl"]) == 0
    assert asked == ["Pincode van het apparaat school: "]
    monkeypatch.setenv("DSP_VC_PIN_FILE", "pin")
    assert issue() == 0
    assert len(asked) == 1
    assert issue("--pin-file", "wrong") == 6
    told = capsys.readouterr()
    assert "the PIN of the token school is wrong" in told.err
    assert PIN not in told.err + told.out
    monkeypatch.delenv("DSP_VC_PIN_FILE")
    monkeypatch.setattr(terminal, "type_secret", lambda prompt: None)
    assert issue() == 6
    assert "--pin-file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--key", "pkcs11:object=a?pin-value=482615"], 2, "a PIN does not belong in an address"),
        (["--key", "https://school.example"], 2, "no address of a key on a token"),
        ([*KEYS[:2]], 2, "exactly these keys on a token"),
        (["--generate"], 2, "goes with --key"),
        ([*KEYS, "--pkcs11-module", "no.so"], 6, "the PKCS #11 module no.so is not there"),
        (["--key", "pkcs11:token=other;object=a", "--key", "pkcs11:token=other;object=b"], 6, "the token is not here"),
    ],
)
def test_what_goes_wrong_leaves_nothing(hsm: SoftHsm, capsys: Streams, arguments: list[str], code: int,
                                        told: str) -> None:  # fmt: skip
    assert main([*SCHOOL, *arguments, "--pin-file", "pin"]) == code
    said = capsys.readouterr().err
    assert told in said
    assert PIN not in said
    assert not Path("school").exists()


def test_a_folder_that_exists_is_said_before_a_key_is_made(hsm: SoftHsm, capsys: Streams) -> None:
    Path("school").mkdir()
    (Path("school") / "something").write_text("")
    assert main([*SCHOOL, *KEYS, "--generate", "--pin-file", "wrong"]) == 6
    assert "PIN" not in capsys.readouterr().err


def test_a_class_and_its_status_lists(hsm: SoftHsm, capsys: Streams) -> None:
    assert main([*SCHOOL, *KEYS, "--generate", "--pin-file", "pin"]) == 0
    Path("class.csv").write_text("external_id,subject.given_name\n2026-1,Sam\n2026-2,Kim\n")
    batch = ["batch", "class.csv", "--template", "internship.yaml", "--issuer", "school", "-o", "out", *SECRET, *NOON]
    assert main([*batch, "--pin-file", "wrong"]) == 6
    assert not Path("out").exists()
    assert main([*batch, "--pin-file", "pin"]) == 0
    made = sorted(Path("out").glob("*.json"))
    assert len(made) == 2
    assert main(["status", "revoke", "2026-1", "--issuer", "school", "--yes", *SECRET, *NOON]) == 0
    assert main(["issuer", "publish", "school", "-o", "site", *SECRET, *NOON, "--pin-file", "pin"]) == 0
    assert main(["issuer", "card", "school", "-o", "card.json"]) == 0
    capsys.readouterr()
    lists = [word for path in Path("site/status").iterdir() for word in ("--evidence", str(path))]
    found = [main(["verify", str(path), "--trust", "card.json", *lists, *NOON]) for path in made]
    assert sorted(found) == [0, 3]
