"""A school with a certificate and an employer with anchors, by the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cryptography import x509

from dsp_vc.cli.main import main
from scrypt_once import remember
from small_ca import Authority, pem

SECRET = ("--passphrase-file", "pass")
NOON = ("--at", "2026-11-24T10:00:00Z")
RECORD = Path(__file__).resolve().parents[2] / "examples" / "records" / "internship.yaml"
Streams = pytest.CaptureFixture[str]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    remember(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DSP_VC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "pass").write_text("een zin die niemand raadt\n")
    shutil.copy(RECORD, tmp_path / "internship.yaml")
    init = ["issuer", "init", "school", "--name", "Voorbeeldcollege", "--did", "web:school.example", "--no-status"]
    assert main([*init, *SECRET]) == 0
    return tmp_path


def test_from_request_to_a_verdict(work: Path, capsys: Streams) -> None:
    assert main(["issuer", "certificate", "school", "--request", "-o", "school.csr", *SECRET]) == 0
    asked = x509.load_pem_x509_csr((work / "school.csr").read_bytes())
    root = Authority.root()
    also = [(entry.value, entry.critical) for entry in asked.extensions]
    leaf = root.give("Voorbeeldcollege", asked.public_key(), extensions=also)
    (work / "chain.pem").write_bytes(pem(leaf, root.certificate))
    (work / "anchors.pem").write_bytes(pem(root.certificate))
    capsys.readouterr()
    assert main(["issuer", "certificate", "school", "chain.pem", *NOON]) == 0
    assert "given by Voorbeeld Root" in capsys.readouterr().err
    assert main(["issuer", "show", "school", "--lang", "nl"]) == 0
    assert (
        "certificaat van Voorbeeldcollege, gegeven door Voorbeeld Root, tot 24 november 2027" in capsys.readouterr().out
    )
    assert main(["issuer", "show", "school", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["certificate"]["until"] == "2027-11-24T10:00:00Z"
    issue = ["issue", "internship.yaml", "--issuer", "school", "--mechanism", "dc+sd-jwt", "-o", "t", *SECRET, *NOON]
    assert main(issue) == 0
    assert main(["issuer", "card", "school", "-o", "card.json"]) == 0
    capsys.readouterr()
    # The anchor alone says whose key it is, and nobody said to trust that school; the card says so.
    assert main(["verify", "t", "--trust", "anchors.pem", *NOON]) == 4
    told = capsys.readouterr().out
    assert "the key is in a certificate of Voorbeeldcollege, vouched for by Voorbeeld Root" in told
    assert "you don't know the signer" in told
    assert main(["verify", "t", "--trust", "anchors.pem", "--trust", "card.json", *NOON]) == 0
    # Handed over as evidence it is no anchor.
    assert main(["verify", "t", "--trust", "card.json", "--evidence", "anchors.pem", *NOON]) == 0
    capsys.readouterr()
    assert main(["verify", "t", "--evidence", "anchors.pem", "--lang", "nl", *NOON]) == 4
    assert "u hebt niet gezegd wiens certificaten u gelooft" in capsys.readouterr().out
    late = ["verify", "t", "--trust", "anchors.pem", "--at", "2027-11-25"]
    assert main(late) == 4
    assert "ran out on 24 November 2027" in capsys.readouterr().out
    # New keys: the certificate is for an old one, and that is said before the next signature fails for it.
    assert main(["issuer", "rotate", "school", *SECRET]) == 0
    assert "your certificate is for the old key" in capsys.readouterr().err
    assert main(issue) == 5
    assert "is not for the key that you sign with now" in capsys.readouterr().err
    assert main(["issuer", "certificate", "school", "--remove"]) == 0
    assert main(["issuer", "rotate", "school", *SECRET]) == 0
    assert "the old key" not in capsys.readouterr().err
    assert main(["issuer", "show", "school"]) == 0
    assert "certificate" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "exit_code", "said"),
    [
        ([], 2, "give CHAIN, --request or --remove"),
        (["chain.pem", "--remove"], 2, "give CHAIN, --request or --remove"),
        (["chain.pem", "-o", "x"], 2, "goes with --request"),
        (["chain.pem"], 5, "chain.pem"),
        (["internship.yaml"], 5, "does not hold certificates alone"),
        (["--remove"], 5, "there is no certificate"),
        (["--request", "-o", "school/keys.age", *SECRET], 2, "school/keys.age"),
    ],
)
def test_what_goes_wrong_is_said(work: Path, capsys: Streams, line: list[str], exit_code: int, said: str) -> None:
    keys = (work / "school" / "keys.age").read_bytes()
    found = main(["issuer", "certificate", "school", *line])
    told = capsys.readouterr().err
    assert said in told
    assert "hint: " in told
    assert found == exit_code, told
    assert (work / "school" / "keys.age").read_bytes() == keys
