"""``issuer`` and ``issue`` by the command line: what is made, what is said about it, and what is refused in words."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.cli.main import main
from dsp_vc.keys import age
from dsp_vc.model.universal_wallet import read_entries
from scrypt_once import remember

ROOT = Path(__file__).resolve().parents[2]
SKILL = "http://data.europa.eu/esco/skill/b92758d4-4591-4df1-9ceb-f907aa71ebd9"
NOON = ("--at", "2026-11-24T10:00:00Z")
SECRET = ("--passphrase-file", "pass")
SAM = ("--wallet", "sam.age", "--identity", "id.txt")
BY_SCHOOL = ("--issuer", "school", *SECRET, *NOON)
BY_SHOP = ("--issuer", "shop", *SECRET, *NOON)
FINGERPRINT = re.compile(r"(?:[0-9]{5} ){7}[0-9]{5}")
FORBIDDEN = re.compile(r"\b(credentials?|issuers?|wallets?|DIDs?|hash(es)?)\b(?!:)", re.IGNORECASE)
Streams = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    identity, recipient = age.generate_identity()
    (folder / "id.txt").write_text(identity + "\n")
    (folder / "pass").write_text("een zin die niemand raadt\n")
    (folder / "wrong").write_text("een andere zin\n")
    shutil.copytree(ROOT / "examples" / "records", folder, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        remember(patch)
        patch.chdir(folder)
        patch.setenv("DSP_VC_HOME", str(folder / "home"))
        ask = ("wallet", "ask", "--to", "voorbeeldcollege ", *SAM, *NOON)
        for line in (
            ("issuer", "init", "school", "--name", "Voorbeeldcollege", "--kind", "school", "--did", "key",
             "--url", "https://school.example", "--identifier", "BRIN=00AA", *SECRET),
            ("issuer", "init", "shop", "--name", "Winkel", "--did", "web:shop.example:hr", *SECRET),
            ("wallet", "init", "--wallet", "sam.age", "--recipient", recipient),
            (*ask, "-o", "ask.json"),
            (*ask, "--record", "internship.yaml", "-o", "full.json"),
            (*ask, "--skill", f"{SKILL}=meetinstrumenten gebruiken", "--title", "Stage", "--context", "internship",
             "--role", "leerling", "-o", "wish.json"),
        ):  # fmt: skip
            assert main(list(line)) == 0, line
    return folder


@pytest.fixture
def work(made: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Path:
    remember(monkeypatch)
    monkeypatch.chdir(made)
    capsys.readouterr()
    return made


def issue(*words: str) -> int:
    return main(["issue", *words])


def badge_in(text: str | bytes) -> dict[str, Any]:
    """The badge of a bare file, or the first of a delivery."""
    value = json.loads(text)
    return value if isinstance(value, dict) else json.loads(raws(text)[0])


def raws(text: str | bytes) -> list[str]:
    return [entry.raw for entry in read_entries(text if isinstance(text, bytes) else text.encode())]


def notes(badge: dict[str, Any]) -> dict[str, str]:
    described = {
        entry["id"]: entry["resultType"] for entry in badge["credentialSubject"]["achievement"]["resultDescription"]
    }
    return {
        described[result["resultDescription"]].removeprefix("ext:"): result["value"]
        for result in badge["credentialSubject"]["result"]
        if "value" in result and "alignment" not in result
    }


def levels(badge: dict[str, Any]) -> list[str]:
    return [
        level["level"]
        for entry in badge["credentialSubject"]["achievement"]["resultDescription"]
        for level in entry.get("rubricCriterionLevel", [])
    ]


def test_who_the_issuer_is(work: Path, capsys: Streams) -> None:
    assert main(["issuer", "show", "school"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Voorbeeldcollege\n  did:key:z6Mk")
    for line in ("  school\n", "  https://school.example\n", "  BRIN 00AA\n"):
        assert line in shown
    (digits,) = FINGERPRINT.findall(shown)
    assert main(["issuer", "show", "school", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert (value["fingerprint"], value["kind"]) == (digits, "school")
    assert value["identifiers"] == [{"type": "BRIN", "value": "00AA"}]


def test_the_card_holds_no_secret_and_its_numbers_are_said_apart(work: Path, capsys: Streams) -> None:
    assert main(["issuer", "card", "shop", "-o", "shop.card.json"]) == 0
    said = capsys.readouterr().err
    (digits,) = FINGERPRINT.findall(said)
    card = json.loads((work / "shop.card.json").read_text())
    assert card["didDocument"]["id"] == "did:web:shop.example:hr"
    assert card["jwtVcIssuer"]["issuer"] == "https://shop.example/hr"
    assert digits.replace(" ", "") not in (work / "shop.card.json").read_text()
    assert '"d"' not in (work / "shop.card.json").read_text()
    assert main(["issuer", "card", "shop"]) == 0
    assert json.loads(capsys.readouterr().out) == card


def test_a_new_issuer_hears_what_to_do(work: Path, tmp_path: Path, capsys: Streams) -> None:
    place = str(tmp_path / "winkel")
    assert main(["issuer", "init", place, "--name", "W", "--did", "web:shop.example", "--lang", "nl", *SECRET]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "https://shop.example/.well-known/did.json" in said.err
    assert "https://shop.example/.well-known/jwt-vc-issuer" in said.err
    assert not FORBIDDEN.search(re.sub(r"\S*/\S+|did:\S+|dsp-vc [a-z ]+", "", said.err))
    before = {path: path.read_bytes() for path in Path(place).iterdir()}
    assert main(["issuer", "init", place, "--name", "W", "--did", "key", *SECRET]) == 6
    assert {path: path.read_bytes() for path in Path(place).iterdir()} == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--name", "W", "--did", "ion:x"), 2),
        (("--name", "W", "--did", "key", "--kind", "bakery"), 2),
        (("--did", "key"), 2),
        (("--name", "W"), 2),
        (("--name", "W", "--did", "web:localhost"), 5),
        (("--name", "W", "--did", "key", "--identifier", "12345678"), 5),
        (("--name", "W", "--did", "key", "--identifier", "KvK nummer=12345678"), 5),
        (("--name", "W", "--did", "key", "--url", "www"), 5),
        (("--name", "", "--did", "key"), 5),
    ],
)
def test_no_folder_is_made_for_nonsense(
    words: tuple[str, ...], code: int, work: Path, tmp_path: Path, capsys: Streams
) -> None:
    before = set(tmp_path.iterdir())
    assert main(["issuer", "init", str(tmp_path / "it"), *words, *SECRET]) == code
    error = capsys.readouterr().err
    assert error.count("error:") == 1
    assert "Traceback" not in error
    assert set(tmp_path.iterdir()) - {tmp_path / "dsp-vc-home"} == before - {tmp_path / "dsp-vc-home"}


def test_several_records_with_one_unlock(work: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> None:
    opened: list[str] = []
    original = age._decrypt_by_passphrase
    monkeypatch.setattr(
        age, "_decrypt_by_passphrase", lambda data, phrase: opened.append(phrase) or original(data, phrase)
    )
    records = sorted(path.name for path in (ROOT / "examples" / "records").glob("*.yaml"))
    assert issue(*records, "--to", "ask.json", "-o", "all.json", *BY_SCHOOL) == 0
    assert len(opened) == 1
    assert len(raws((work / "all.json").read_bytes())) == 2 * len(records)
    assert capsys.readouterr().err.count("signed: ") == len(records)
    assert main(["issuer", "card", "school", "-o", "school.card.json"]) == 0
    assert main(["wallet", "add", "all.json", "--trust", "school.card.json", *SAM, *NOON]) == 0


@pytest.mark.parametrize("mechanism", ["eddsa-rdfc-2022", "eddsa-jcs-2022", "dc+sd-jwt"])
def test_a_bare_file_verifies(mechanism: str, work: Path, tmp_path: Path, capsys: Streams) -> None:
    out = str(tmp_path / "bare")
    assert issue("internship.yaml", "--mechanism", mechanism, "--to", "ask.json", "-o", out, *BY_SCHOOL) == 0
    assert main(["issuer", "card", "school", "-o", str(tmp_path / "card")]) == 0
    assert main(["verify", out, "--trust", str(tmp_path / "card"), *NOON]) == 0
    assert issue("internship.yaml", "--mechanism", mechanism, *BY_SCHOOL) == 0
    printed = capsys.readouterr().out
    assert printed.endswith("~") if mechanism == "dc+sd-jwt" else badge_in(printed[printed.index("{") :])


def test_without_a_key_it_is_said(work: Path, tmp_path: Path, capsys: Streams) -> None:
    out = str(tmp_path / "bearer")
    for lang, words in (("en", "no key of the person"), ("nl", "geen sleutel van de persoon")):
        assert issue("internship.yaml", "--lang", lang, "-o", out, *BY_SCHOOL) == 0
        assert words in capsys.readouterr().err
    assert issue("internship.yaml", "--to", "ask.json", "-o", out, *BY_SCHOOL) == 0
    assert "no key" not in capsys.readouterr().err


def test_split(work: Path, tmp_path: Path) -> None:
    out = tmp_path / "split"
    assert issue("internship.yaml", "--split", "--to", "ask.json", "-o", str(out), *BY_SCHOOL) == 0
    assert len(raws(out.read_bytes())) == 2 * 6


def test_from_a_request_the_signer_judges(work: Path, tmp_path: Path, capsys: Streams) -> None:
    out = tmp_path / "out"
    assert issue("--from-request", "wish.json", "--basis", "assessed", "--level", "3", "-o", str(out), *BY_SCHOOL) == 0
    badge = badge_in(out.read_text())
    assert notes(badge) == {"basis": "assessed", "context": "internship"}
    assert levels(badge) == ["3"]
    assert badge["credentialSubject"]["role"] == "leerling"
    assert badge["credentialSubject"]["id"].startswith("did:key:")
    said = capsys.readouterr().err
    for line in ("basis: tested", "skill, level: 3", "what it was: Stage", "role: leerling"):
        assert f"  {line}\n" in said


def test_nothing_that_the_worker_wrote_of_the_judgement_is_signed(work: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert issue("--from-request", "full.json", "--basis", "attested", "-o", str(out), *BY_SCHOOL) == 0
    badge = badge_in(out.read_text())
    assert notes(badge)["basis"] == "attested"
    assert levels(badge) == []
    assert "source" not in badge["credentialSubject"]
    assert "evidence" not in badge
    assert issue("--from-request", "full.json", "--basis", "attested", "--level", "2", "-o", str(out), *BY_SCHOOL) == 0
    badge = badge_in(out.read_text())
    assert levels(badge) == ["2"] * 6
    assert "source" not in badge["credentialSubject"]
    assert "evidence" not in badge
    assert "Stelt de laser" not in out.read_text()


def test_the_signers_own_file_goes_over_the_request(work: Path, tmp_path: Path, capsys: Streams) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "basis: validated\nrole: timmerman\nassessor: {name: J. Voorbeeld}\n"
        f"skills:\n  - uri: {SKILL}\n    name: meten\n    level: {{value: '1', scale: Werkplek 1-5}}\n"
    )
    out = tmp_path / "out"
    assert issue("--from-request", "wish.json", str(own), "--level", "4", "-o", str(out), *BY_SCHOOL) == 0
    badge = badge_in(out.read_text())
    assert notes(badge)["basis"] == "validated"
    assert badge["credentialSubject"]["role"] == "timmerman"
    assert badge["credentialSubject"]["source"]["name"] == "J. Voorbeeld"
    assert levels(badge) == ["4"]
    assert "Werkplek 1-5" in out.read_text()
    own.write_text("basis: [1]\n")
    assert issue("--from-request", "wish.json", str(own), "-o", str(out), *BY_SCHOOL) == 5
    assert "basis" in capsys.readouterr().err


def test_a_request_for_another_is_asked_about(work: Path, tmp_path: Path, capsys: Streams) -> None:
    out = tmp_path / "out"
    assert issue("side-job.yaml", "--to", "ask.json", "-o", str(out), *BY_SHOP) == 2
    assert not out.exists()
    said = capsys.readouterr().err
    # Whoever is told to say --yes reads first to what.
    assert said.index("was made for voorbeeldcollege , and you are Winkel") < said.index("Sign all the same?")
    assert "--yes" in said
    assert issue("side-job.yaml", "--to", "ask.json", "--yes", "-o", str(out), *BY_SHOP) == 0
    assert "was made for voorbeeldcollege , and you are Winkel" in capsys.readouterr().err


def test_of_many_records_the_wrong_one_is_named(work: Path, tmp_path: Path, capsys: Streams) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text((work / "side-job.yaml").read_text().replace('value: "3"', "value: 3"))
    assert issue("internship.yaml", str(wrong), "--to", "ask.json", *BY_SCHOOL) == 5
    assert re.search(
        rf"error: {re.escape(str(wrong))}: skills\[.\].level.value must be a text", capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (("--skill", "measuring"), "no skill is called measuring"),
        (("--skill", f"{SKILL}=a", "--skill", SKILL), "skills"),
        (("--context", "stage"), "context can't be stage"),
        (("--title", ""), "title must be a text"),
    ],
)
def test_a_wish_that_nobody_could_sign_is_not_sent(
    wish: tuple[str, ...], said: str, work: Path, tmp_path: Path, capsys: Streams
) -> None:
    out = tmp_path / "out"
    assert main(["wallet", "ask", "--to", "Voorbeeldcollege", *wish, "-o", str(out), *SAM, *NOON]) == 5
    assert said in capsys.readouterr().err
    assert not out.exists()
    # What is left to the signer is no fault.
    assert main(["wallet", "ask", "--to", "Voorbeeldcollege", "--skill", SKILL, "-o", str(out), *SAM, *NOON]) == 0


def test_what_a_request_leaves_open_is_told(work: Path, capsys: Streams) -> None:
    assert issue("--from-request", "wish.json", *BY_SCHOOL) == 5
    said = capsys.readouterr().err
    assert "basis is missing" in said
    assert "--basis" in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((*BY_SCHOOL,), 2, "nothing to sign"),
        (("internship.yaml", *SECRET), 2, "--issuer"),
        (("internship.yaml", "--mechanism", "rot13", *BY_SCHOOL), 2, "dc+sd-jwt"),
        (("internship.yaml", "side-job.yaml", "--mechanism", "dc+sd-jwt", *BY_SCHOOL), 2, "--mechanism"),
        (("internship.yaml", "--split", "--mechanism", "dc+sd-jwt", *BY_SCHOOL), 2, "--mechanism"),
        (("internship.yaml", "--to", "did:web:sam.example", *BY_SCHOOL), 5, "did:web:sam.example"),
        (("internship.yaml", "--to", "did:key:zzz", *BY_SCHOOL), 5, "did:key:zzz"),
        (("internship.yaml", "--to", "internship.yaml", *BY_SCHOOL), 5, "JSON"),
        (("internship.yaml", "--to", "ask.json", "--from-request", "ask.json", *BY_SCHOOL), 2, "--to"),
        (("internship.yaml", "--basis", "attested", *BY_SCHOOL), 2, "--from-request"),
        (("internship.yaml", "--level", "3", *BY_SCHOOL), 2, "--from-request"),
        (("--from-request", "wish.json", *BY_SCHOOL), 5, "basis"),
        (("--from-request", "wish.json", "--basis", "sure", *BY_SCHOOL), 5, "basis"),
        (("--from-request", "ask.json", "--basis", "attested", *BY_SCHOOL), 5, "title"),
        (("--from-request", "wish.json", "--basis", "attested", "--issuer", "school", *SECRET, "--at", "2028-01-01"),
         5, "run out"),
        (("internship.yaml", "--issuer", "nowhere", *SECRET), 6, "nowhere"),
        (("internship.yaml", "--issuer", "school", "--passphrase-file", "wrong"), 6, ""),
        (("internship.yaml", "missing.yaml", *BY_SCHOOL), 5, "missing.yaml"),
    ],
)  # fmt: skip
def test_refusals_write_nothing(
    words: tuple[str, ...], code: int, said: str, work: Path, tmp_path: Path, capsys: Streams
) -> None:
    out = tmp_path / "out"
    assert issue(*words, "-o", str(out)) == code
    error = capsys.readouterr().err
    assert said in error
    assert error.count("error:") == 1
    assert "Traceback" not in error
    assert not out.exists()


def test_a_spoilt_request(work: Path, tmp_path: Path, capsys: Streams) -> None:
    value = json.loads((work / "wish.json").read_text())
    value["record"]["title"] = "Directeur"
    spoilt = tmp_path / "spoilt.json"
    spoilt.write_text(json.dumps(value))
    for lang in ("en", "nl"):
        code = issue("--from-request", str(spoilt), "--basis", "attested", "--lang", lang, "-o", "no.json", *BY_SCHOOL)
        assert code == 5
        assert not FORBIDDEN.search(capsys.readouterr().err) or lang == "en"
    assert not (work / "no.json").exists()


@pytest.mark.parametrize("out", ["internship.yaml", "ask.json", "school/keys.age", "school/profile.json", "pass"])
def test_never_over_what_is_needed(out: str, work: Path, capsys: Streams) -> None:
    before = (work / out).read_bytes()
    assert issue("internship.yaml", "--to", "ask.json", "-o", out, *BY_SCHOOL) == 2
    assert (work / out).read_bytes() == before


def test_the_passphrase_is_in_no_output(work: Path, tmp_path: Path, capsys: Streams) -> None:
    out = tmp_path / "out"
    issue("internship.yaml", "-o", str(out), *BY_SCHOOL)
    captured = capsys.readouterr()
    for text in (captured.out, captured.err, out.read_text()):
        assert "een zin die niemand raadt" not in text


def test_the_page_for_integrators(work: Path) -> None:
    page = ROOT / "docs" / "how-to" / "issue.md"
    (block,) = re.findall(r"^```python\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)
    shutil.copy(work / "pass", work / "school.pass")
    names: dict[str, Any] = {}
    exec(compile(block, str(page), "exec"), names)
    assert len(raws(names["delivery"])) == 4
    assert names["bare"].endswith(b"~")
