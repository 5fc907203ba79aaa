"""Whole journeys by the command line, and what happens on the way when somebody errs: nothing is lost, nothing slips by.

What a verifier meets in a day is in ``test_situations``; here is the rest of the way there, and around it.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dsp_vc.cli.main import main
from dsp_vc.keys import age
from scrypt_once import remember

ROOT = Path(__file__).resolve().parents[2]
SKILL = "http://data.europa.eu/esco/skill/b92758d4-4591-4df1-9ceb-f907aa71ebd9"
SHOP_SKILL = "http://data.europa.eu/esco/skill/7c821387-b428-4f75-b5a7-7b038aa81cfd"
SCHEMA = json.loads((ROOT / "schemas" / "verification-report.schema.json").read_text())
NAME = "Bouwbedrijf Voorbeeld"
NOON = ("--at", "2026-11-24T10:00:00Z")
SECRET = ("--passphrase-file", "pass")
SAM = ("--wallet", "sam.age", "--identity", "id.txt")
SCHOOL, SHOP = ("--trust", "school.card.json"), ("--trust", "shop.card.json")
Streams = pytest.CaptureFixture[str]
# Words that people outside IT never see in Dutch.
FORBIDDEN = re.compile(r"\b(credentials?|issuers?|wallets?|DIDs?|hash(es)?)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school with a did:key, a shop with a website, two people; what was signed for Sam lies in Sam's wallet."""
    folder = tmp_path_factory.mktemp("made")
    identity, recipient = age.generate_identity()
    (folder / "id.txt").write_text(identity + "\n")
    (folder / "pass").write_text("een zin die niemand raadt\n")
    for record in (ROOT / "examples" / "records").glob("*.yaml"):
        shutil.copy(record, folder)
    with pytest.MonkeyPatch.context() as patch:
        remember(patch)
        patch.chdir(folder)
        patch.setenv("DSP_VC_HOME", str(folder / "home"))
        school, shop = ("--issuer", "school", *SECRET, *NOON), ("--issuer", "shop", *SECRET, *NOON)
        for line in (
            ("issuer", "init", "school", "--name", "Voorbeeldcollege", "--did", "key", *SECRET),
            ("issuer", "init", "shop", "--name", "Winkel", "--did", "web:shop.example:hr", "--no-status", *SECRET),
            ("issuer", "card", "school", "-o", "school.card.json"),
            ("issuer", "card", "shop", "-o", "shop.card.json"),
            ("wallet", "init", "--wallet", "sam.age", "--recipient", recipient),
            ("wallet", "init", "--wallet", "kim.age", "--recipient", recipient),
            ("wallet", "ask", "--to", "Voorbeeldcollege", "-o", "ask.json", *SAM, *NOON),
            ("issue", "internship.yaml", "--to", "ask.json", "-o", "internship.json", *school),
            ("issue", "side-job.yaml", "--to", "ask.json", "--yes", "-o", "side-job.json", *shop),
            ("issue", "internship.yaml", "--to", "ask.json", "--mechanism", "dc+sd-jwt", "-o", "bound.txt", *school),
            ("wallet", "add", "internship.json", "side-job.json", *SCHOOL, *SHOP, *SAM, *NOON),
            ("request", "new", "--for", NAME, "--skill", SKILL, "-o", "request.json", *NOON),
            ("request", "new", "--for", NAME, "--skill", SKILL, "-o", "later.json", *NOON),
            ("present", "--request", "request.json", "-o", "shown.txt", "--qr", "card.png", "--yes", *SAM, *NOON),
        ):
            assert main(line) == 0, line
    return folder


@pytest.fixture
def stage(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it all, for one test to play with, in a home where nobody is trusted yet."""
    remember(monkeypatch)
    folder = tmp_path / "stage"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder


def signed(*words: str, issuer: str = "school") -> None:
    assert main(["issue", *words, "--issuer", issuer, *SECRET, *NOON]) == 0


def verified(capsys: Streams, *words: str, code: int, at: tuple[str, ...] = NOON) -> Any:
    """The report as JSON, held to its schema; the exit code is ``code``."""
    capsys.readouterr()
    assert main(["verify", *words, "--json", *at]) == code
    value = json.loads(capsys.readouterr().out)
    for entry in value if isinstance(value, list) else [value]:
        jsonschema.validate(entry, SCHEMA)
    return value


def outcome(value: dict[str, Any], check: str) -> tuple[str, str]:
    found = next(entry for entry in value["checks"] if entry["check"] == check)
    return found["outcome"], found["code"]


def refused(capsys: Streams, *words: str, code: int) -> str:
    """The command ends with ``code``, one error and one hint; what it said."""
    capsys.readouterr()
    assert main(list(words)) == code, capsys.readouterr().err
    said = capsys.readouterr().err
    assert said.count("error:") == said.count("hint:") == 1
    assert "Traceback" not in said
    return said


# Trust


def test_trust_that_is_kept_and_trust_that_replaces_it(stage: Path, capsys: Streams) -> None:
    assert verified(capsys, "shown.txt", code=4)["verdict"] == "indeterminate"
    assert main(["trust", "add", "school.card.json", "--yes"]) == 0
    assert verified(capsys, "shown.txt", code=0)["issuer"] == "Voorbeeldcollege"
    assert outcome(verified(capsys, "shown.txt", *SHOP, code=4), "issuer-trust")[1] == "issuer_unknown"
    assert main(["trust", "remove", "Voorbeeldcollege"]) == 0
    verified(capsys, "shown.txt", code=4)


def test_any_issuer_outranks_what_one_says_of_oneself(stage: Path, capsys: Streams) -> None:
    assert main(["wallet", "claim", "self-asserted.yaml", *SAM, *NOON]) == 0
    assert main(["wallet", "export", "3", "--form", "dc+sd-jwt", "-o", "claim.txt", *SAM]) == 0
    assert outcome(verified(capsys, "claim.txt", code=4), "issuer-trust") == ("indeterminate", "self_asserted")
    report = verified(capsys, "claim.txt", "--trust-any-issuer", code=0)
    assert outcome(report, "issuer-trust") == ("not-applicable", "any_issuer")


def test_evidence_against_the_trust_of_an_issuer_with_a_website(stage: Path, capsys: Streams) -> None:
    signed("side-job.yaml", "--mechanism", "dc+sd-jwt", "-o", "shop.txt", issuer="shop")
    other = json.loads((stage / "shop" / "jwt-vc-issuer.json").read_text())
    assert main(["issuer", "init", "false", "--name", "F", "--did", "web:shop.example:hr", "--no-status", *SECRET]) == 0
    verified(capsys, "shop.txt", *SHOP, "--evidence", "shop", code=0)
    report = verified(capsys, "shop.txt", *SHOP, "--evidence", "false/jwt-vc-issuer.json", code=3)
    assert outcome(report, "issuer-key") == ("failed", "key_conflict")
    # The false keys alone: the signature is not by them.
    report = verified(capsys, "shop.txt", "--evidence", "false/jwt-vc-issuer.json", code=3)
    assert outcome(report, "proof")[0] == "failed"
    # What the evidence adds to the trust is ignored, and does no harm.
    added = json.loads((stage / "false" / "jwt-vc-issuer.json").read_text())["jwks"]["keys"][0]
    other["jwks"]["keys"].append({**added, "kid": "key-9"})
    (stage / "more.json").write_text(json.dumps(other))
    verified(capsys, "shop.txt", *SHOP, "--evidence", "more.json", code=0)


# Presence


def test_a_replay(stage: Path, capsys: Streams) -> None:
    assert outcome(verified(capsys, "card.png", "--request", "request.json", *SCHOOL, code=0), "request")[0] == "passed"
    report = verified(capsys, "card.png", "--request", "later.json", *SCHOOL, code=3)
    assert outcome(report, "holder-binding") == ("failed", "holder_nonce")


@pytest.mark.parametrize("mechanism", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_signed_presentation_of_badges(stage: Path, capsys: Streams, mechanism: str) -> None:
    answer = ("present", "--request", "request.json", "--mechanism", mechanism, "-o", "vp.json", "--yes", *SAM, *NOON)
    assert main(answer) == 0
    report = verified(capsys, "vp.json", "--request", "request.json", *SCHOOL, code=0)
    assert (report["kind"], report["presence"], report["mechanism"]) == ("presentation", "live", mechanism)
    assert report["children"][0]["credential"]["format"] != "dc+sd-jwt"
    report = verified(capsys, "vp.json", "--request", "later.json", *SCHOOL, code=3)
    assert outcome(report, "holder-binding") == ("failed", "holder_nonce")
    report = verified(capsys, "vp.json", "--request", "request.json", code=4)
    assert outcome(report["children"][0], "issuer-trust") == ("indeterminate", "issuer_unknown")
    changed = json.loads((stage / "vp.json").read_text())
    changed["verifiableCredential"][0]["name"] = "Directeur"
    (stage / "changed.json").write_text(json.dumps(changed))
    report = verified(capsys, "changed.json", "--request", "request.json", *SCHOOL, code=3)
    assert report["children"][0]["credential"] is None


def test_an_answer_holds_an_hour_and_not_from_the_future(stage: Path, capsys: Streams) -> None:
    nonce = json.loads((stage / "request.json").read_text())["nonce"]
    words = ("shown.txt", "--challenge", nonce, "--domain", NAME, *SCHOOL)
    assert verified(capsys, *words, code=0, at=("--at", "2026-11-24T10:59:00Z"))["presence"] == "live"
    report = verified(capsys, *words, code=3, at=("--at", "2026-11-24T11:01:01Z"))
    assert outcome(report, "holder-binding") == ("failed", "holder_too_old")
    report = verified(capsys, *words, code=3, at=("--at", "2026-11-24T09:58:00Z"))
    assert "failed" in {entry["outcome"] for entry in report["checks"]}


def test_what_is_bound_is_no_answer_without_the_holder(stage: Path, capsys: Streams) -> None:
    report = verified(capsys, "bound.txt", "--request", "request.json", *SCHOOL, code=3)
    assert outcome(report, "holder-binding") == ("failed", "holder_binding_missing")
    assert verified(capsys, "bound.txt", *SCHOOL, code=0)["presence"] == "bearer"


def test_somebody_else_shows_it(stage: Path, capsys: Streams) -> None:
    kim = ("--wallet", "kim.age", "--identity", "id.txt")
    assert main(["wallet", "add", "internship.json", *SCHOOL, *kim, *NOON]) == 0
    for mechanism in ("dc+sd-jwt", "eddsa-rdfc-2022"):
        refused(capsys, "present", "--request", "request.json", "--mechanism", mechanism, "-o", "kim.txt", "--yes",
                *kim, *NOON, code=5)  # fmt: skip
    assert not (stage / "kim.txt").exists()


def test_for_a_day(stage: Path, capsys: Streams) -> None:
    poster = ("present", "--for", NAME, "--skill", SKILL, "--yes", *SAM, *NOON)
    assert main([*poster, "--valid", "24h", "--qr", "poster.svg"]) == 0
    assert main([*poster, "--valid", "24h", "--qr", "poster.png", "-o", "poster.txt"]) == 0
    assert (stage / "poster.svg").read_text().startswith("<?xml")
    report = verified(capsys, "poster.png", "--domain", NAME, "--accept", "fresh", *SCHOOL, code=0)
    assert (report["presence"], report["audience"]) == ("fresh", NAME)
    # It is to be printed, so it says whose it is.
    assert report["credential"]["claims"]["given_name"] == "Sam"
    report = verified(capsys, "poster.png", "--request", "request.json", *SCHOOL, code=3)
    assert outcome(report, "holder-binding")[0] == "failed"
    report = verified(capsys, "poster.txt", "--domain", "Een ander", "--accept", "fresh", *SCHOOL, code=3)
    assert outcome(report, "holder-binding") == ("failed", "holder_audience")
    refused(capsys, *poster, "--valid", "31d", "-o", "long.txt", code=2)


# Files


def test_several_files(stage: Path, capsys: Streams) -> None:
    text = (stage / "bound.txt").read_text()
    (stage / "broken.txt").write_text(text.replace(".", ".A", 1))
    reports = verified(capsys, "bound.txt", "broken.txt", *SCHOOL, code=3)
    assert [entry["verdict"] for entry in reports] == ["accepted", "rejected"]
    assert [entry["source"] for entry in reports] == ["bound.txt", "broken.txt"]
    reports = verified(capsys, "side-job.json", "broken.txt", "shown.txt", *SCHOOL, code=3)
    assert [entry["verdict"] for entry in reports] == ["indeterminate", "indeterminate", "rejected", "accepted"]
    capsys.readouterr()
    assert main(["verify", "broken.txt", "nowhere.txt", "pass", *NOON]) == 5
    said = capsys.readouterr()
    assert said.err.count("error:") == 2
    assert said.out.startswith("REJECTED  broken.txt")


def test_what_a_scanner_types(stage: Path, capsys: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    from dsp_vc.transport.code import to_code

    code = to_code((stage / "shown.txt").read_bytes())
    for typed in (code, code + "\r\n"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        report = verified(capsys, "-", "--request", "request.json", *SCHOOL, code=0)
        assert (report["source"], report["presence"]) == ("-", "live")


def test_a_picture_in_a_document(stage: Path, capsys: Streams) -> None:
    from PIL import Image

    with Image.open("card.png") as picture:
        picture.convert("RGB").save("card.pdf", resolution=150)
        picture.convert("RGB").save("card.jpg", quality=85)
    for name in ("card.pdf", "card.jpg"):
        assert verified(capsys, name, "--request", "request.json", *SCHOOL, code=0)["presence"] == "live"


@pytest.mark.parametrize("mechanism", ["eddsa-rdfc-2022", "eddsa-jcs-2022", "dc+sd-jwt"])
@pytest.mark.parametrize("issuer", ["school", "shop"])
def test_bare(stage: Path, capsys: Streams, mechanism: str, issuer: str) -> None:
    signed("volunteering.yaml", "--mechanism", mechanism, "-o", "bare", issuer=issuer)
    text = (stage / "bare").read_text()
    assert text.startswith("ey" if mechanism == "dc+sd-jwt" else "{")
    report = verified(capsys, "bare", *SCHOOL, *SHOP, code=0)
    assert (report["mechanism"], report["presence"]) == (mechanism, "bearer")
    refused(capsys, "issue", "volunteering.yaml", "side-job.yaml", "--mechanism", mechanism, "-o", "two", "--issuer",
            issuer, *SECRET, *NOON, code=2)  # fmt: skip


def test_inspect_says_that_nothing_was_checked(stage: Path, capsys: Streams) -> None:
    assert main(["inspect", "shown.txt"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["verified"] is False
    assert "UNVERIFIED" in said.err


def test_too_much_for_one_code(stage: Path, capsys: Streams) -> None:
    import yaml

    record = yaml.safe_load((stage / "internship.yaml").read_text())
    record["skills"][1]["name"] = dict.fromkeys(("nl", "en", "de", "fr", "pl", "tr", "ar"), "meten " * 60)
    (stage / "long.json").write_text(json.dumps(record, default=str))
    assert main(["wallet", "init", "--wallet", "new.age", "--recipient", age.recipient_of(identity(stage))]) == 0
    ask = ("wallet", "ask", "--to", "Voorbeeldcollege", "-o", "new.json", "--wallet", "new.age", "--identity", "id.txt")
    assert main([*ask, *NOON]) == 0
    signed("long.json", "--to", "new.json", "-o", "long.age.json")
    new = ("--wallet", "new.age", "--identity", "id.txt", *NOON)
    assert main(["wallet", "add", "long.age.json", *SCHOOL, *new]) == 0
    words = ("present", "--request", "request.json", "--yes", "-o", "long.txt", "--qr", "long.png", *new)
    refused(capsys, *words, code=2)
    assert not (stage / "long.png").exists()
    assert verified(capsys, "long.txt", "--request", "request.json", *SCHOOL, code=0)["presence"] == "live"


# Nothing is lost


def identity(stage: Path) -> str:
    return (stage / "id.txt").read_text().strip()


ANSWER = ("present", "--request", "request.json", "--yes", *SAM, *NOON)
SIGN = ("issue", "internship.yaml", "--to", "ask.json", "--issuer", "school", *SECRET, *NOON)


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ((*ANSWER, "-o"), "request.json"),
        ((*ANSWER, "-o"), "sam.age"),
        ((*ANSWER, "-o"), "./sam.age"),
        ((*ANSWER, "-o"), "id.txt"),
        ((*ANSWER, "-o", "same.png", "--qr"), "same.png"),
        ((*SIGN, "-o"), "internship.yaml"),
        ((*SIGN, "-o"), "ask.json"),
        ((*SIGN, "-o"), "pass"),
        ((*SIGN, "-o"), "school/keys.age"),
        (("issuer", "card", "school", "-o"), "school/keys.age"),
        (("wallet", "export", *SAM, "-o"), "sam.age"),
        (("wallet", "export", *SAM, "-o"), "id.txt"),
        (("wallet", "ask", "--to", "X", *SAM, "-o"), "id.txt"),
    ],
)
def test_output_is_never_an_input(stage: Path, capsys: Streams, words: tuple[str, ...], target: str) -> None:
    before = {path: path.read_bytes() for path in stage.rglob("*") if path.is_file()}
    refused(capsys, *words, target, code=2)
    after = {path: path.read_bytes() for path in stage.rglob("*") if path.is_file()}
    assert after == before


def test_the_wallet_that_nobody_named_is_not_written_over_either(stage: Path, home: Path, capsys: Streams) -> None:
    home.mkdir(exist_ok=True)
    shutil.copy("sam.age", home / "wallet.age")
    words = ("present", "--request", "request.json", "--yes", "--identity", "id.txt", *NOON)
    refused(capsys, *words, "-o", str(home / "wallet.age"), code=2)
    assert (home / "wallet.age").read_bytes() == (stage / "sam.age").read_bytes()


def test_a_wrong_passphrase(stage: Path, capsys: Streams) -> None:
    (stage / "wrong").write_text("een heel andere zin\n")
    words = ("issue", "internship.yaml", "--issuer", "school", "--passphrase-file", "wrong", "-o", "out", *NOON)
    said = refused(capsys, *words, code=6)
    assert "een heel andere zin" not in said
    assert not (stage / "out").exists()


@pytest.mark.parametrize("factor", [b"21", b"30", b"63"])
def test_a_file_that_asks_for_too_much_work(stage: Path, capsys: Streams, factor: bytes) -> None:
    keys = (stage / "school" / "keys.age").read_bytes()
    greedy = re.sub(rb"(-> scrypt \S+) \d+", rb"\1 " + factor, keys, count=1)
    assert greedy != keys
    (stage / "school" / "keys.age").write_bytes(greedy)
    (stage / "greedy.age").write_bytes(greedy)
    for words in (
        ("wallet", "list", "--wallet", "greedy.age", *SECRET),
        ("wallet", "add", "internship.json", "--wallet", "greedy.age", *SECRET, *NOON),
        (*SIGN, "-o", "out"),
    ):
        started = time.process_time()
        refused(capsys, *words, code=5)
        assert time.process_time() - started < 1, "it was computed"
    assert (stage / "greedy.age").read_bytes() == greedy


# Words


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "shown.txt", "--request", "request.json"),
        ("verify", "shown.txt", "--request", "request.json", *SCHOOL),
        ("verify", "shown.txt", "--request", "later.json", *SCHOOL),
        ("verify", "side-job.json"),
        ("verify", "pass"),
        ("wallet", "list", *SAM),
        ("wallet", "list", "--wallet", "sam.age"),
        ("trust", "add", "school.card.json", "--yes"),
        ("present", "--for", NAME, "--skill", "urn:example:nothing", "--yes", *SAM),
    ],
)
def test_dutch_without_the_words_of_the_trade(stage: Path, capsys: Streams, words: tuple[str, ...]) -> None:
    at = NOON if words[0] in ("verify", "present") else ()
    main([*words, *at, "--lang", "nl"])
    said = capsys.readouterr()
    told = re.sub(r"did:\S+|dsp-vc\b[^\n]*?(?=;|$)|https?://\S+|--\S+", "", said.out + said.err, flags=re.MULTILINE)
    assert FORBIDDEN.findall(told) == [], told


def test_the_verdict_in_words(stage: Path, capsys: Streams) -> None:
    for words, dutch, english in (
        ((*SCHOOL, "--request", "request.json"), "KLOPT", "ACCEPTED"),
        ((*SCHOOL, "--request", "later.json"), "KLOPT NIET", "REJECTED"),
        (("--request", "request.json"), "NIET ZEKER", "NOT CERTAIN"),
    ):
        for language, verdict in (("nl", dutch), ("en", english)):
            main(["verify", "shown.txt", *words, "--lang", language, *NOON])
            assert capsys.readouterr().out.startswith(f"{verdict}  shown.txt\n")


# Beside a vacancy


def vacancy(*skills: dict[str, Any]) -> None:
    value = {
        "version": 1,
        "kind": "vacancy",
        "title": {"nl": "Timmerman <script>"},
        "id": "job",
        "skills": list(skills),
    }
    Path("vacancy.json").write_text(json.dumps(value))


SCALE = "Werkplekniveau 1-5"
WOOD, WASTE = "cf2005ee-c788-4283-81d9-b443dfdf2c2e", "110d7aa3-e44e-4cce-a927-8d4de615f3d9"


def asking(skill: str, value: str | None = None, need: str = "essential", scale: str = SCALE) -> dict[str, Any]:
    uri = skill if ":" in skill else f"http://data.europa.eu/esco/skill/{skill}"
    return {"skill": uri, "need": need, **({} if value is None else {"level": {"value": value, "scale": scale}})}


def test_one_presentation_beside_a_vacancy_is_met_not_met_or_not_shown(stage: Path, capsys: Streams) -> None:
    asked = ("bound.txt", "--against", "vacancy.json", *SCHOOL)
    vacancy(asking(WASTE), asking(WOOD, "3"), asking(SKILL, "4"), asking(SHOP_SKILL))
    lines = verified(capsys, *asked, code=0)["against"]["lines"]
    assert [line["answer"] for line in lines] == ["met", "not-met", "met", "not-shown"]
    assert lines[1]["level"]["shown"]["value"] == "2"
    assert (lines[0]["basis"], lines[0]["issuers"]) == ("assessed", ["Voorbeeldcollege"])
    # No level was signed, or one on another scale: that says nothing of the level that is asked.
    vacancy(asking(WASTE, "2"), asking(SKILL, "2", scale="NLQF"))
    lines = verified(capsys, *asked, code=0)["against"]["lines"]
    assert [line["answer"] for line in lines] == ["not-shown", "not-shown"]


def test_what_is_not_disclosed_is_not_shown_and_changes_no_verdict(stage: Path, capsys: Streams) -> None:
    vacancy(asking(SKILL, "4"), asking(WASTE, need="optional"))
    report = verified(capsys, "shown.txt", "--request", "request.json", "--against", "vacancy.json", *SCHOOL, code=0)
    assert [line["answer"] for line in report["against"]["lines"]] == ["met", "not-shown"]
    assert not {"score", "total", "percentage", "weight"} & set(report["against"])


def test_of_what_was_not_accepted_nothing_counts(stage: Path, capsys: Streams) -> None:
    vacancy(asking(SKILL))
    for trust, code in ((SHOP, 4), (SCHOOL, 3)):
        text = (stage / "bound.txt").read_text()
        (stage / "seen.txt").write_text(text if code == 4 else text.replace(".", ".A", 1))
        report = verified(capsys, "seen.txt", "--against", "vacancy.json", *trust, code=code)
        assert [line["answer"] for line in report["against"]["lines"]] == ["not-shown"]


def test_people_are_not_put_beside_each_other(stage: Path, capsys: Streams) -> None:
    vacancy(asking(SKILL))
    refused(capsys, "verify", "bound.txt", "bound.txt", "--against", "vacancy.json", *SCHOOL, *NOON, code=2)


def test_a_text_that_nobody_confirmed_asks_nothing(stage: Path, capsys: Streams) -> None:
    Path("job.txt").write_text("Wij zoeken iemand die kan metselen.")
    refused(capsys, "verify", "bound.txt", "--against", "job.txt", *SCHOOL, *NOON, code=5)


def test_the_answers_in_dutch_name_no_word_of_the_field_and_no_markup(stage: Path, capsys: Streams) -> None:
    vacancy(asking(WOOD, "3"), asking(SKILL, "4"), asking(SHOP_SKILL))
    capsys.readouterr()
    assert main(["verify", "bound.txt", "--against", "vacancy.json", *SCHOOL, *NOON, "--lang", "nl"]) == 0
    said = capsys.readouterr().out
    for answer in ("laat zien", "nog niet genoeg", "niet getoond"):
        assert answer in said
    assert not FORBIDDEN.search(said[said.index("Wat er gevraagd wordt") :])


def test_a_skill_without_the_level_that_is_asked_is_not_told_as_one_that_nobody_showed(
    stage: Path, capsys: Streams
) -> None:
    vacancy(asking(WASTE, "2"), asking(SHOP_SKILL, "2"))
    for lang, unclear, absent in (
        ("nl", "? niveau onduidelijk  ", "? niet getoond        "),
        ("en", "? level not clear  ", "? not shown        "),
    ):
        capsys.readouterr()
        assert main(["verify", "bound.txt", "--against", "vacancy.json", *SCHOOL, *NOON, "--lang", lang]) == 0
        first, second, third, fourth, *means = capsys.readouterr().out.splitlines()[-6:]
        assert unclear in first
        assert "Voorbeeldcollege" in second
        assert absent in third
        # Of what nobody showed, no level was shown either: only what is asked is said.
        assert fourth.strip() in ("gevraagd: niveau 2", "asked: level 2")
        assert [one.split(":")[0].split(" does")[0].split(" betekent")[0].strip() for one in means] == [
            unclear[2:].strip(), absent[2:].strip()
        ]  # fmt: skip
