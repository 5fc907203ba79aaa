"""The situations of a verifier's day, by the command line: what is trusted, what was handed over, what is shown."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dsp_vc.cli.main import main
from dsp_vc.keys import age
from dsp_vc.transport.code import to_code
from dsp_vc.transport.images import write_qr

ROOT = Path(__file__).resolve().parents[2]
SKILL = "http://data.europa.eu/esco/skill/b92758d4-4591-4df1-9ceb-f907aa71ebd9"
SHOP_SKILL = "http://data.europa.eu/esco/skill/7c821387-b428-4f75-b5a7-7b038aa81cfd"
SCHEMA = json.loads((ROOT / "schemas" / "verification-report.schema.json").read_text())
NAME = "Bouwbedrijf Voorbeeld"
AT = "2026-11-24T10:00:00Z"
Run = Callable[..., int]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school with a did:key, a shop with a did:web, a wallet with what they signed; made once for the module."""
    folder = tmp_path_factory.mktemp("stage")
    identity, recipient = age.generate_identity()
    (folder / "id.txt").write_text(identity + "\n")
    (folder / "pass").write_text("een zin die niemand raadt\n")
    for record in (ROOT / "examples" / "records").glob("*.yaml"):
        shutil.copy(record, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("DSP_VC_HOME", str(folder / "home"))
        wallet = ["--wallet", "sam.age", "--identity", "id.txt"]
        secret = ["--passphrase-file", "pass"]
        for line in (
            ["issuer", "init", "school", "--name", "Voorbeeldcollege", "--did", "key", *secret],
            ["issuer", "init", "shop", "--name", "Winkel", "--kind", "employer", "--did", "web:shop.example", "--no-status",
             *secret],
            ["issuer", "card", "school", "-o", "school.card.json"],
            ["issuer", "card", "shop", "-o", "shop.card.json"],
            ["wallet", "init", "--wallet", "sam.age", "--recipient", recipient],
            ["wallet", "ask", "--to", "Voorbeeldcollege", "-o", "ask.json", *wallet, "--at", AT],
            ["issue", "internship.yaml", "--issuer", "school", "--to", "ask.json", "-o", "a.json", "--at", AT, *secret],
            ["issue", "side-job.yaml", "--issuer", "shop", "--to", "ask.json", "--yes", "-o", "b.json", "--at", AT,
             *secret],
            ["issue", "internship.yaml", "--issuer", "school", "--mechanism", "dc+sd-jwt", "-o", "bearer.txt", "--at", AT,
             *secret],
            ["issue", "side-job.yaml", "--issuer", "shop", "--mechanism", "dc+sd-jwt", "-o", "shop.txt", "--at", AT,
             *secret],
            ["issue", "side-job.yaml", "--issuer", "shop", "--mechanism", "eddsa-jcs-2022", "-o", "shop.json", "--at", AT,
             *secret],
            ["wallet", "add", "a.json", "b.json", "--trust", "school.card.json", "--trust", "shop.card.json", "--at", AT,
             *wallet],
            ["wallet", "claim", "self-asserted.yaml", *wallet, "--at", AT],
            ["request", "new", "--for", NAME, "--skill", SKILL, "-o", "request.json", "--at", AT],
            ["present", "--request", "request.json", "-o", "shown.txt", "--qr", "card.png", "--yes", "--at", AT, *wallet],
            ["present", "--request", "request.json", "-o", "shown.json", "--mechanism", "eddsa-rdfc-2022", "--yes", "--at",
             AT, *wallet],
            ["present", "--for", NAME, "--skill", SKILL, "--valid", "24h", "-o", "fresh.txt", "--yes", "--at", AT,
             *wallet],
            ["wallet", "list", *wallet],
        ):  # fmt: skip
            assert main(line) == 0, line
    return folder


@pytest.fixture
def run(stage: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """``verify`` and the like in the stage's folder, at the stage's time, with a home of its own."""
    monkeypatch.chdir(stage)
    monkeypatch.setenv("DSP_VC_HOME", str(tmp_path / "home"))

    def verify(*words: str, at: str = AT) -> int:
        return main(["verify", *words, "--at", at])

    return verify


def report(capsys: pytest.CaptureFixture[str]) -> Any:
    """The JSON that was printed, held to the published schema."""
    value = json.loads(capsys.readouterr().out)
    for entry in value if isinstance(value, list) else [value]:
        jsonschema.validate(entry, SCHEMA)
    return value


def outcome(value: dict[str, Any], check: str) -> tuple[str, str]:
    found = next(entry for entry in value["checks"] if entry["check"] == check)
    return found["outcome"], found["code"]


def test_a_live_answer(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for shown in ("shown.txt", "card.png", "shown.json"):
        assert run(shown, "--request", "request.json", "--trust", "school.card.json", "--json") == 0
        value = report(capsys)
        assert (value["verdict"], value["presence"], value["source"]) == ("accepted", "live", shown)
        assert value["issuer"] == "Voorbeeldcollege" or value["children"][0]["issuer"] == "Voorbeeldcollege"


def test_no_more_is_disclosed_than_was_asked(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("shown.txt", "--request", "request.json", "--trust", "school.card.json", "--json") == 0
    claims = report(capsys)["credential"]["claims"]
    assert set(claims["skills"]) == {SKILL}
    assert set(claims["skills"][SKILL]) <= {"name", "framework", "level"}
    assert set(claims) == {"iss", "iat", "nbf", "exp", "vct", "vct#integrity", "issuer_name", "cnf", "basis", "skills"}


@pytest.mark.parametrize(
    ("words", "code", "check", "expected"),
    [
        (["--request", "request.json"], 4, "issuer-trust", ("indeterminate", "issuer_unknown")),
        (["--request", "request.json", "--trust-any-issuer"], 0, "issuer-trust", ("not-applicable", "any_issuer")),
        (["--trust", "school.card.json", "--challenge", "x" * 20], 3, "holder-binding", ("failed", "holder_nonce")),
        (["--trust", "school.card.json", "--domain", "Ander"], 3, "holder-binding", ("failed", "holder_audience")),
        (["--trust", "school.card.json"], 0, "holder-binding", ("passed", "holder_fresh")),
    ],
)
def test_trust_and_binding(
    run: Run, capsys: pytest.CaptureFixture[str], words: list[str], code: int, check: str, expected: tuple[str, str]
) -> None:
    assert run("shown.txt", *words, "--json") == code
    assert outcome(report(capsys), check) == expected


def issuer_list(stage: Path, **members: Any) -> str:
    card = json.loads((stage / "school.card.json").read_text())
    value = {"type": "DspVcIssuerList", "version": 1, "issuers": [{"card": card, **members}]}
    path = stage / "list.json"
    path.write_text(json.dumps(value))
    return "list.json"


@pytest.mark.parametrize(
    ("members", "code", "expected"),
    [
        ({"withdrawn": "2026-10-01T00:00:00Z"}, 3, ("failed", "issuer_withdrawn")),
        ({"may": {"contexts": ["volunteering"]}}, 3, ("failed", "outside_scope")),
        ({"may": {"bases": ["attested"]}}, 3, ("failed", "outside_scope")),
        ({"until": "2026-01-01T00:00:00Z"}, 3, ("failed", "outside_scope")),
        ({"may": {"contexts": ["internship"], "bases": ["assessed"]}}, 0, ("passed", "issuer_trusted")),
    ],
)
def test_lists_of_issuers(
    run: Run, stage: Path, capsys: pytest.CaptureFixture[str], members: dict[str, Any], code: int, expected: Any
) -> None:
    trust = issuer_list(stage, **members)
    assert run("bearer.txt", "--trust", trust, "--json") == code
    assert outcome(report(capsys), "issuer-trust") == expected


def test_where_sources_disagree_the_withdrawal_wins(run: Run, stage: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trust = issuer_list(stage, withdrawn="2026-10-01T00:00:00Z")
    assert run("bearer.txt", "--trust", "school.card.json", "--trust", trust, "--json") == 3
    assert outcome(report(capsys), "issuer-trust") == ("failed", "issuer_withdrawn")


def test_what_is_hidden_does_not_show_that_it_is_in_scope(run: Run, stage: Path, capsys: Any) -> None:
    trust = issuer_list(stage, may={"contexts": ["internship"]})
    assert run("shown.txt", "--request", "request.json", "--trust", trust, "--json") == 4
    assert outcome(report(capsys), "issuer-trust") == ("indeterminate", "scope_not_shown")


@pytest.mark.parametrize("name", ["shop.json", "shop.txt"])
def test_an_issuer_with_a_website(run: Run, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(name, "--trust", "shop.card.json", "--json") == 0
    assert outcome(report(capsys), "issuer-key") == ("passed", "key_from_trust")
    assert run(name, "--json") == 4
    assert outcome(report(capsys), "issuer-key") == ("indeterminate", "key_document_missing")
    evidence = ["--evidence", "shop/did.json", "--evidence", "shop/jwt-vc-issuer.json"]
    assert run(name, *evidence, "--json") == 4
    value = report(capsys)
    assert outcome(value, "issuer-key") == ("passed", "key_from_evidence")
    assert outcome(value, "proof") == ("passed", "proof_ok")
    assert outcome(value, "issuer-trust") == ("indeterminate", "issuer_unknown")


def test_evidence_that_contradicts_the_trust(run: Run, stage: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads((stage / "shop" / "did.json").read_text())
    document["verificationMethod"][0]["publicKeyMultibase"] = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    (stage / "other.json").write_text(json.dumps(document))
    assert run("shop.json", "--trust", "shop.card.json", "--evidence", "other.json", "--json") == 3
    assert outcome(report(capsys), "issuer-key") == ("failed", "key_conflict")


def test_presence_that_is_too_weak_unless_it_is_accepted(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    trust = ["--trust", "school.card.json"]
    assert run("bearer.txt", *trust) == 0
    assert run("bearer.txt", "--request", "request.json", *trust) == 3
    assert run("bearer.txt", "--request", "request.json", "--accept", "bearer", *trust) == 0
    assert run("fresh.txt", "--request", "request.json", *trust) == 3
    assert run("fresh.txt", "--request", "request.json", "--accept", "fresh", *trust) == 0
    assert run("fresh.txt", "--domain", NAME, "--accept", "fresh", *trust) == 0
    capsys.readouterr()
    assert run("fresh.txt", *trust, "--json", at="2026-11-25T10:00:01Z") == 3
    assert outcome(report(capsys), "holder-binding") == ("failed", "holder_expired")


def test_times(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    trust = ["--trust", "school.card.json", "--json"]
    for at, expected in (("2031-01-01", "expired"), ("2025-01-01", "not_yet_valid")):
        assert run("bearer.txt", *trust, at=at) == 3
        assert outcome(report(capsys), "validity") == ("failed", expected)
    assert run("shown.txt", "--request", "request.json", *trust, at="2026-11-24T10:20:00Z") == 3
    assert outcome(report(capsys), "request") == ("failed", "request_expired")


def test_what_somebody_says_of_themself(run: Run, stage: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wallet = ["--wallet", "sam.age", "--identity", "id.txt"]
    assert main(["wallet", "export", "3", "-o", "claim.json", *wallet]) == 0
    capsys.readouterr()
    assert run("claim.json", "--json") == 4
    value = report(capsys)
    for entry in value if isinstance(value, list) else [value]:
        assert outcome(entry, "issuer-trust") == ("indeterminate", "self_asserted")


def test_several_files_and_the_worst_code(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bearer.txt", "shop.txt", "--trust", "school.card.json", "--json") == 4
    assert [entry["verdict"] for entry in report(capsys)] == ["accepted", "indeterminate"]
    assert run("bearer.txt", "nowhere.txt", "--trust", "school.card.json", "--json") == 5
    assert [entry["verdict"] for entry in report(capsys)] == ["accepted"]


def test_standard_input(run: Run, stage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (stage / "bearer.txt").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run("-", "--trust", "school.card.json") == 0


@pytest.mark.parametrize(
    "made_of", ["{0}\n", "{0}\r\n", "\ufeff{0}\r\n", "{1}"], ids=["line", "windows", "byte order mark", "folded"]
)
def test_text_from_a_scanner(made_of: str, run: Run, stage: Path, tmp_path: Path) -> None:
    code = to_code((stage / "shown.txt").read_bytes())
    folded = "\r\n".join(code[start : start + 76] for start in range(0, len(code), 76))
    scanned = tmp_path / "scan.txt"
    scanned.write_bytes(made_of.format(code, folded).encode())
    assert run(str(scanned), "--request", "request.json", "--trust", "school.card.json") == 0


def test_a_drawing_is_told_apart(run: Run, stage: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawing = tmp_path / "card.svg"
    drawing.write_bytes(write_qr(to_code((stage / "shown.txt").read_bytes()), drawing))
    assert run(str(drawing)) == 5
    assert "PNG" in capsys.readouterr().err


def test_of_many_files_the_unreadable_one_is_named(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bearer.txt", "internship.yaml", "--trust", "school.card.json") == 5
    assert "error: internship.yaml: this is no credential" in capsys.readouterr().err


def test_dutch(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bearer.txt", "--lang", "nl") == 4
    said = capsys.readouterr().out
    assert said.startswith("NIET ZEKER")
    assert "de handtekening klopt, maar u kent de ondertekenaar niet" in said


def test_two_issuers_answer_one_request(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    wallet = ["--wallet", "sam.age", "--identity", "id.txt"]
    assert (
        main(["request", "new", "--for", NAME, "--skill", SKILL, "--skill", SHOP_SKILL, "-o", "two.json", "--at", AT])
        == 0
    )
    assert main(["present", "--request", "two.json", "-o", "two.shown", "--yes", "--at", AT, *wallet]) == 0
    capsys.readouterr()
    both = ["--trust", "school.card.json", "--trust", "shop.card.json"]
    assert run("two.shown", "--request", "two.json", *both, "--json") == 0
    value = report(capsys)
    assert {child["issuer"] for child in value["children"]} == {"Voorbeeldcollege", "Winkel"}
    # Whether all was answered is asked of the whole; there was a request, so a part must not say that there was none.
    assert [child["checks"][-1]["code"] for child in value["children"]] == ["request_of_whole"] * 2
    assert value["checks"][-1]["code"] == "request_ok"
    assert run("two.shown", "--request", "two.json", both[0], both[1], "--json") == 4
    capsys.readouterr()
    assert run("shown.txt", "--request", "two.json", *both) == 3


def test_the_signer_sets_level_and_basis(run: Run, stage: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wallet = ["--wallet", "sam.age", "--identity", "id.txt"]
    (stage / "wish.yaml").write_text(
        "title: Mijn stage\nbasis: validated\ncontext: internship\n"
        f"skills:\n  - {{uri: {SKILL}, name: meten, level: {{value: '9'}}}}\n"
    )
    assert main(["wallet", "ask", "--to", "Voorbeeldcollege", "--record", "wish.yaml", "-o", "wish.json", "--at", AT,
                 *wallet]) == 0  # fmt: skip
    assert main(["issue", "--from-request", "wish.json", "--basis", "attested", "--level", "2", "--issuer", "school",
                 "--mechanism", "dc+sd-jwt", "-o", "wished.txt", "--at", AT, "--passphrase-file", "pass"]) == 0  # fmt: skip
    capsys.readouterr()
    assert run("wished.txt", "--trust", "school.card.json", "--json") == 0
    claims = report(capsys)["credential"]["claims"]
    assert claims["basis"] == "attested"
    assert claims["skills"][SKILL]["level"] == {"value": "2"}


def test_a_credential_for_each_skill(stage: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["issue", "internship.yaml", "--split", "--issuer", "school", "-o", "split.json", "--at", AT,
                 "--passphrase-file", "pass"]) == 0  # fmt: skip
    capsys.readouterr()
    assert run("split.json", "--trust", "school.card.json", "--json") == 0
    assert len(report(capsys)) == 12
