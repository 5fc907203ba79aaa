"""The examples of RFC 9901, of the SD-JWT VC draft, and of the reference implementation in Python."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dsp_vc.errors import Refused
from dsp_vc.keys.public import PublicKey
from dsp_vc.securing import key_binding, sd_jwt_vc
from dsp_vc.securing.jose import check_signature
from dsp_vc.securing.sd_jwt import SdJwt, disclosure_paths, parse_sd_jwt, present, resolve_claims
from vectors.sd_jwt_sets import ISSUER, Example, decoded, examples

SETS = {"sd-jwt-rfc-examples": 15, "sd-jwt-vc-examples": 3, "sd-jwt-python-vectors": 17}
ALL = [pytest.param(name, entry, id=f"{name}-{entry.folder.name}") for name in SETS for entry in examples(name)]
# Its header has the number 42 as `kid`, which RFC 7515 §4.1.4 does not allow.
NUMBER_AS_KID = "header_mod"


def read(example: Example, stem: str) -> SdJwt:
    return parse_sd_jwt(example.token(stem))


def skip_number_as_kid(example: Example) -> bool:
    """Whether it is the example that we refuse; then that it is refused was checked."""
    if example.folder.name != NUMBER_AS_KID:
        return False
    with pytest.raises(Refused, match="jws_kid") as refusal:
        read(example, "sd_jwt_presentation")
    assert refusal.value.code == "jws_kid"
    return True


def test_the_sets_are_whole(vectors: Path) -> None:
    assert {name: len(examples(name)) for name in SETS} == SETS


@pytest.mark.parametrize(("name", "example"), ALL)
def test_payload_digests_and_claims(name: str, example: Example, record_cases) -> None:
    if skip_number_as_kid(example):
        record_cases(f"{name}, payload and claims", 1)
        return
    issued, shown = read(example, "sd_jwt_issuance"), read(example, "sd_jwt_presentation")
    check_signature(issued.jws, ISSUER)
    check_signature(shown.jws, ISSUER)
    assert issued.payload == shown.payload == example.json("sd_jwt_payload.json")
    assert resolve_claims(shown) == example.json("verified_contents.json")
    assert {entry.text for entry in shown.disclosures} <= {entry.text for entry in issued.disclosures}
    record_cases(f"{name}, payload and claims", 1)


@pytest.mark.parametrize(("name", "example"), ALL)
def test_everything_disclosed_gives_what_the_issuer_began_with(name: str, example: Example) -> None:
    if skip_number_as_kid(example):
        return
    issued = read(example, "sd_jwt_issuance")
    claims = resolve_claims(issued)
    begun = re.findall(r'"([^"]+)":', (example.folder / "user_claims.json").read_text("utf-8"))
    assert set(begun) <= set(re.findall(r'"([^"]+)":', _text(claims)))


@pytest.mark.parametrize(("name", "example"), ALL)
def test_digests_in_the_published_list(name: str, example: Example, record_cases) -> None:
    if not example.has("disclosures.md"):
        assert name == "sd-jwt-python-vectors"  # that set prints no digests
        return
    listed = re.findall(r"SHA-256 Hash: `([\w-]+)`", (example.folder / "disclosures.md").read_text("utf-8"))
    issued = read(example, "sd_jwt_issuance")
    assert sorted(entry.digest("sha-256") for entry in issued.disclosures) == sorted(listed)
    record_cases(f"{name}, digests", len(listed))


@pytest.mark.parametrize(("name", "example"), ALL)
def test_our_selection_makes_the_published_presentation(name: str, example: Example) -> None:
    if skip_number_as_kid(example):
        return
    text, shown = example.token("sd_jwt_issuance"), read(example, "sd_jwt_presentation")
    paths = disclosure_paths(parse_sd_jwt(text))
    wanted = {paths[entry.text] for entry in shown.disclosures}
    ours = parse_sd_jwt(present(text, lambda path: path in wanted))
    assert {entry.text for entry in ours.disclosures} == {entry.text for entry in shown.disclosures}
    assert ours.issuer_jwt == shown.issuer_jwt


@pytest.mark.parametrize(("name", "example"), [entry for entry in ALL if entry.values[1].has("kb_jwt_payload.json")])
def test_key_binding(name: str, example: Example, record_cases) -> None:
    if skip_number_as_kid(example):
        return
    shown, expected = read(example, "sd_jwt_presentation"), example.json("kb_jwt_payload.json")
    assert shown.key_binding_jwt == (example.folder / "kb_jwt_serialized.txt").read_text("utf-8").strip()
    assert decoded(shown.key_binding_jwt.split(".")[0]) == example.json("kb_jwt_header.json")
    key = key_binding.confirmation_key(resolve_claims(shown))
    found = key_binding.check(shown, key)
    assert (found.audience, found.nonce) == (expected["aud"], expected["nonce"])
    assert int(found.issued_at.timestamp()) == expected["iat"]
    with pytest.raises(Refused) as refusal:
        key_binding.check(shown, ISSUER)
    assert refusal.value.code == "jws_signature"
    record_cases(f"{name}, key binding", 1)


@pytest.mark.parametrize(("name", "example"), ALL)
def test_another_key_is_refused(name: str, example: Example) -> None:
    if skip_number_as_kid(example):
        return
    other = PublicKey.from_jwk({
        "kty": "EC",
        "crv": "P-256",
        "x": "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
        "y": "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ",
    })  # fmt: skip
    with pytest.raises(Refused) as refusal:
        check_signature(read(example, "sd_jwt_issuance").jws, other)
    assert refusal.value.code == "jws_signature"


@pytest.mark.parametrize("example", [entry.values[1] for entry in ALL if entry.values[0] == "sd-jwt-vc-examples"])
def test_the_drafts_credentials_have_the_form_of_sd_jwt_vc(example: Example) -> None:
    for stem in ("sd_jwt_issuance", "sd_jwt_presentation"):
        parsed = sd_jwt_vc.parse_sd_jwt_vc(example.token(stem))
        assert sd_jwt_vc.verify(parsed, ISSUER).claims["vct"] == parsed.claims["vct"]


def test_tokens_of_another_type_are_no_credentials(vectors: Path) -> None:
    simple = next(entry for entry in examples("sd-jwt-rfc-examples") if entry.folder.name == "simple")
    with pytest.raises(Refused) as refusal:
        sd_jwt_vc.parse_sd_jwt_vc(simple.token("sd_jwt_issuance"))
    assert refusal.value.code == "jws_type"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
