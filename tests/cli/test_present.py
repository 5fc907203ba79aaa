"""``request new`` and ``present``: what is told before it is shared, what is shared, and what is refused."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.cli.main import main
from dsp_vc.keys import age
from dsp_vc.securing.sd_jwt import parse_sd_jwt, resolve_claims

ROOT = Path(__file__).resolve().parents[2]
SKILL = "http://data.europa.eu/esco/skill/b92758d4-4591-4df1-9ceb-f907aa71ebd9"
NOON = ("--at", "2026-11-24T10:00:00Z")
SAM = ("--wallet", "sam.age", "--identity", "id.txt")
SECRET = ("--passphrase-file", "pass")
Streams = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("present")
    identity, recipient = age.generate_identity()
    (folder / "id.txt").write_text(identity + "\n")
    (folder / "pass").write_text("een zin die niemand raadt\n")
    shutil.copy(ROOT / "examples" / "records" / "internship.yaml", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("DSP_VC_HOME", str(folder / "home"))
        for line in (
            ("issuer", "init", "school", "--name", "Voorbeeldcollege", "--did", "key", *SECRET),
            ("issuer", "card", "school", "-o", "card.json"),
            ("wallet", "init", "--wallet", "sam.age", "--recipient", recipient),
            ("wallet", "ask", "--to", "Voorbeeldcollege", "-o", "ask.json", *SAM, *NOON),
            ("issue", "internship.yaml", "--to", "ask.json", "-o", "a.json", "--issuer", "school", *SECRET, *NOON),
            ("wallet", "add", "a.json", "--trust", "card.json", *SAM, *NOON),
            ("request", "new", "--for", "Werkgever", "--skill", SKILL, "-o", "request.json", *NOON),
            ("request", "new", "--for", "Werkgever", "-o", "any.json", *NOON),
        ):
            assert main(line) == 0, line
    return folder


@pytest.fixture(autouse=True)
def stage(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "stage"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder


def shown(*words: str) -> dict[str, Any]:
    """What a verifier reads of the presentation."""
    assert main(["present", "--yes", "-o", "shown.txt", *words, *SAM, *NOON]) == 0
    return resolve_claims(parse_sd_jwt(Path("shown.txt").read_text()))


def asking(*paths: list[Any], **changes: Any) -> None:
    """A request for our type with these claims, by somebody else's program."""
    request = json.loads(Path("request.json").read_text())
    entry = {"id": "a", "format": "dc+sd-jwt", "meta": {"vct_values": ["urn:dsp-vc:skill-attestation:1"]}}
    claims = {"claims": [{"path": path} for path in paths]} if paths else {}
    request["dcql_query"] = {"credentials": [{**entry, **claims}]}
    Path("other.json").write_text(json.dumps({**request, **changes}))


def test_a_request_is_answered_with_no_more_than_it_asks() -> None:
    claims = shown("--request", "request.json")
    assert set(claims["skills"]) == {SKILL}
    assert set(claims["skills"][SKILL]) <= {"name", "framework", "level"}
    assert not {"given_name", "family_name", "birthdate", "jti", "details"} & set(claims)


def test_a_request_without_skills_takes_any_and_discloses_skills_and_basis() -> None:
    claims = shown("--request", "any.json")
    assert claims["skills"]
    assert all(set(entry) <= {"name", "framework", "level"} for entry in claims["skills"].values())
    assert "basis" in claims
    assert not {"given_name", "details"} & set(claims)
    assert main(["verify", "shown.txt", "--trust", "card.json", "--request", "any.json", *NOON]) == 0


def test_a_request_that_names_no_claim_gets_none() -> None:
    asking()
    claims = shown("--request", "other.json")
    assert not claims.get("skills")
    assert "basis" not in claims


def test_everything_that_will_be_shared_is_told(capsys: Streams) -> None:
    asking(["birthdate"], ["details", "period"], ["skills", SKILL])
    capsys.readouterr()
    claims = shown("--request", "other.json")
    told = capsys.readouterr().err
    assert {"birthdate", "details"} <= set(claims)
    assert "birthdate" in told
    assert "details.period" in told


@pytest.mark.parametrize(("flag", "named"), [((), True), (("--without-name",), False)])
def test_the_name_goes_with_a_printed_code(flag: tuple[str, ...], named: bool) -> None:
    claims = shown("--for", "Werkgever", "--skill", SKILL, "--qr", "card.svg", *flag)
    assert ("given_name" in claims) is named
    assert Path("card.svg").read_text().lstrip().startswith("<?xml")


def test_no_is_the_answer_that_writes_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    words = ["present", "--request", "request.json", "-o", "no.txt", "--qr", "no.png", *SAM, *NOON]
    assert main(words) == 2
    assert not Path("no.txt").exists()
    assert not Path("no.png").exists()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--request", "request.json", "--at", "2026-11-24T10:15:00Z"), 5, "run out"),
        (("--for", "X", "--skill", "urn:example:nothing", *NOON), 5, "urn:example:nothing"),
        (("--for", "X", "--skill", "measuring", *NOON), 5, "no skill is called measuring"),
        (("--for", "X", "--skill", "urn:", *NOON), 2, "urn: is no complete address"),
        (("--for", "X", "--valid", "31d", *NOON), 2, "30 days"),
        (("--for", "X", "--valid", "soon", *NOON), 2, "soon"),
        (("--for", "X", "--qr", "code.gif", *NOON), 2, ".png"),
        (("--request", "missing.json", *NOON), 5, "missing.json"),
        (("--request", "a.json", *NOON), 5, "JSON"),
        (("--request", "request.json", "--for", "X", *NOON), 2, "--request"),
        (("--for", "X", "--mechanism", "none", *NOON), 2, "--mechanism"),
    ],
)
def test_refusals_write_nothing(words: tuple[str, ...], code: int, said: str, capsys: Streams) -> None:
    assert main(["present", "--yes", "-o", "out.txt", *words, *SAM]) == code
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert not Path("out.txt").exists()


def test_what_does_not_fit_in_a_code_is_still_handed_over(capsys: Streams) -> None:
    claims = ["birthdate"], *(["details", name] for name in ("evidence", "criteria", "assessor", "period"))
    asking(["skills"], *claims, ["skills", SKILL, "level"], nonce="n" * 4000)
    words = ["present", "--request", "other.json", "--yes", "--qr", "big.png", *SAM, *NOON]
    capsys.readouterr()
    assert main(words) == 2
    streams = capsys.readouterr()
    assert "send the file" in streams.err
    assert parse_sd_jwt(streams.out.strip()).key_binding_jwt
    assert main([*words, "-o", "big.txt"]) == 2
    assert parse_sd_jwt(Path("big.txt").read_text()).key_binding_jwt
    assert not Path("big.png").exists()


@pytest.mark.parametrize(
    "query",
    [
        {"credentials": [{"id": "a/../b", "format": "dc+sd-jwt"}]},
        {"credentials": [{"id": "a", "format": "dc+sd-jwt", "claims": [{"path": [[]]}]}]},
        {"credentials": [{"id": "a", "format": "dc+sd-jwt", "claims": [{"path": ["x"]}] * 51}]},
        {"credentials": [{"id": "a", "format": "dc+sd-jwt", "claims": [{"path": ["x"]}], "claim_sets": [["x"]]}]},
        {"credentials": [{"id": "a", "format": "dc+sd-jwt", "claim_sets": [["x"]]}]},
        {"credentials": [{"id": "a", "format": "dc+sd-jwt", "claims": [{"id": "x", "path": ["x"]}] * 2}]},
        {"credentials": [{"id": "a", "format": "dc+sd-jwt", "multiple": "yes"}]},
        {"credentials": [{"id": "a", "format": "dc+sd-jwt", "meta": {"vct_values": "x"}}]},
        {"credentials": [{"id": "a", "format": "dc+sd-jwt"}], "credential_sets": [{"options": [["b"]]}]},
    ],
    ids=range(9),
)
def test_hostile_queries(query: dict[str, Any], capsys: Streams) -> None:
    asking()
    request = json.loads(Path("other.json").read_text())
    Path("hostile.json").write_text(json.dumps({**request, "dcql_query": query}))
    capsys.readouterr()
    assert main(["present", "--request", "hostile.json", "--yes", *SAM, *NOON]) == 5
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.count("error:") == streams.err.count("hint:") == 1


def test_only_what_would_be_nice_is_asked_so_nothing_is_shown(capsys: Streams) -> None:
    asking(["basis"])
    request = json.loads(Path("other.json").read_text())
    request["dcql_query"]["credential_sets"] = [{"options": [["a"]], "required": False}]
    Path("nice.json").write_text(json.dumps(request))
    assert main(["present", "--request", "nice.json", "--yes", "-o", "nice.txt", *SAM, *NOON]) == 5
    assert not Path("nice.txt").exists()


def test_the_signer_and_the_key_are_among_what_is_shared(capsys: pytest.CaptureFixture[str]) -> None:
    shown("--request", "request.json", "--lang", "nl")
    said = capsys.readouterr().err
    assert re.search(r"ondertekend door +\S", said)
    assert "uw sleutel" in said
