"""The SD-JWT examples once more, from the holder's and the attacker's side: our selection makes the published
presentation, all published digests are ours, and no other key will do. (Payloads and results: ``test_sd_jwt``.)"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dsp_vc.errors import Refused
from dsp_vc.securing import key_binding, sd_jwt_vc
from dsp_vc.securing.jose import check_signature
from dsp_vc.securing.sd_jwt import SdJwt, disclosure_paths, parse_sd_jwt, present, resolve_claims
from vectors.sd_jwt_sets import HOLDER, ISSUER, Example, decoded, examples

SETS = {"sd-jwt-rfc-examples": 15, "sd-jwt-vc-examples": 3, "sd-jwt-python-vectors": 17}
ALL = [pytest.param(name, entry, id=f"{name}-{entry.folder.name}") for name in SETS for entry in examples(name)]
BOUND = [entry for entry in ALL if entry.values[1].has("kb_jwt_payload.json")]


def read(example: Example, stem: str) -> SdJwt:
    return parse_sd_jwt(example.token(stem))


def test_the_sets_are_whole(vectors: Path) -> None:
    assert {name: len(examples(name)) for name in SETS} == SETS
    assert len(BOUND) == 12


@pytest.mark.parametrize(("name", "example"), ALL)
def test_everything_disclosed_holds_what_the_issuer_began_with(name: str, example: Example) -> None:
    claims = json.dumps(resolve_claims(read(example, "sd_jwt_issuance")), ensure_ascii=False)
    begun = re.findall(r'"([^"]+)":', (example.folder / "user_claims.json").read_text("utf-8"))
    assert set(begun) <= set(re.findall(r'"([^"]+)":', claims))


@pytest.mark.parametrize(("name", "example"), [entry for entry in ALL if entry.values[1].has("disclosures.md")])
def test_the_published_digests_are_all_ours(name: str, example: Example, record_cases) -> None:
    listed = re.findall(r"SHA-256 Hash: `([\w-]+)`", (example.folder / "disclosures.md").read_text("utf-8"))
    issued = read(example, "sd_jwt_issuance")
    assert sorted(entry.digest("sha-256") for entry in issued.disclosures) == sorted(listed)
    record_cases(f"{name}, digests", len(listed))


@pytest.mark.parametrize(("name", "example"), ALL)
def test_our_selection_makes_the_published_presentation(name: str, example: Example, record_cases) -> None:
    text, shown = example.token("sd_jwt_issuance"), read(example, "sd_jwt_presentation")
    paths = disclosure_paths(parse_sd_jwt(text))
    wanted = {paths[entry.text] for entry in shown.disclosures}
    ours = parse_sd_jwt(present(text, lambda path: path in wanted))
    assert {entry.text for entry in ours.disclosures} == {entry.text for entry in shown.disclosures}
    assert ours.issuer_jwt == shown.issuer_jwt
    assert resolve_claims(ours) == example.json("verified_contents.json")
    record_cases(f"{name}, presentations", 1)


@pytest.mark.parametrize(("name", "example"), BOUND)
def test_key_binding_is_by_the_holder_alone(name: str, example: Example, record_cases) -> None:
    shown = read(example, "sd_jwt_presentation")
    assert shown.key_binding_jwt == (example.folder / "kb_jwt_serialized.txt").read_text("utf-8").strip()
    assert decoded(shown.key_binding_jwt.split(".")[0]) == example.json("kb_jwt_header.json")
    key = key_binding.confirmation_key(resolve_claims(shown))
    assert key == HOLDER
    key_binding.check(shown, key)
    with pytest.raises(Refused) as refusal:
        key_binding.check(shown, ISSUER)
    assert refusal.value.code == "jws_signature"
    record_cases(f"{name}, key binding", 1)


@pytest.mark.parametrize(("name", "example"), ALL)
def test_another_key_is_refused(name: str, example: Example) -> None:
    token = read(example, "sd_jwt_issuance")
    check_signature(token.jws, ISSUER)
    with pytest.raises(Refused) as refusal:
        check_signature(token.jws, HOLDER)
    assert refusal.value.code == "jws_signature"


def test_tokens_of_another_type_are_no_credentials(vectors: Path) -> None:
    simple = next(entry for entry in examples("sd-jwt-rfc-examples") if entry.folder.name == "simple")
    with pytest.raises(Refused) as refusal:
        sd_jwt_vc.parse_sd_jwt_vc(simple.token("sd_jwt_issuance"))
    assert refusal.value.code == "jws_type"
