"""SD-JWT: what is issued comes back whole or in part, and never more than was disclosed."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.securing import sd_jwt, sd_jwt_vc
from dsp_vc.securing.jose import check_signature, sign_compact
from dsp_vc.securing.sd_jwt_issuance import issue, new_salt

SIGNER = MemorySigner.generate(KeyType.ED25519)
CLAIMS: Any = {
    "iss": "https://school.example",
    "name": "Sam",
    "skills": {"a": {"name": "Timmeren", "level": "3"}, "b": {"name": "Metselen", "level": "2"}},
    "evidence": [{"type": "photo"}, "x", None],
}
FRAME = [("name",), ("skills", None), ("skills", None, "level"), ("evidence", None), ("evidence", 0, "type")]


def b64(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def digest(text: str) -> str:
    return base64.urlsafe_b64encode(sha256(text.encode()).digest()).rstrip(b"=").decode()


def token(payload: Any, *disclosures: str) -> str:
    return "".join(f"{part}~" for part in (sign_compact({}, json.dumps(payload).encode(), SIGNER), *disclosures))


def claims_of(text: str) -> Any:
    return sd_jwt.resolve_claims(sd_jwt.parse_sd_jwt(text))


def test_what_was_issued_comes_back() -> None:
    text = issue(CLAIMS, FRAME, SIGNER, {"typ": "x"})
    parsed = sd_jwt.parse_sd_jwt(text)
    check_signature(parsed.jws, SIGNER.public_key)
    assert sd_jwt.resolve_claims(parsed) == CLAIMS
    assert len(parsed.disclosures) == 9
    assert parsed.payload["_sd_alg"] == "sha-256"
    assert "Sam" not in parsed.jws.payload.decode()
    assert parsed.without_key_binding() == text


def test_nothing_disclosed_leaves_the_rest() -> None:
    text = sd_jwt.present(issue(CLAIMS, FRAME, SIGNER, {}), lambda _: False)
    assert claims_of(text) == {"iss": CLAIMS["iss"], "skills": {}, "evidence": []}


def test_what_stands_inside_brings_its_parents_along() -> None:
    text = sd_jwt.present(issue(CLAIMS, FRAME, SIGNER, {}), lambda path: path == ("skills", "b", "level"))
    assert claims_of(text)["skills"] == {"b": CLAIMS["skills"]["b"]}
    parent = sd_jwt.present(issue(CLAIMS, FRAME, SIGNER, {}), lambda path: path == ("skills", "b"))
    assert claims_of(parent)["skills"] == {"b": {"name": "Metselen"}}


def test_digests_are_sorted_and_salts_differ() -> None:
    first, second = (sd_jwt.parse_sd_jwt(issue(CLAIMS, FRAME, SIGNER, {})) for _ in range(2))
    digests: Any = first.payload["skills"]
    assert digests["_sd"] == sorted(digests["_sd"])
    assert not {entry.text for entry in first.disclosures} & {entry.text for entry in second.disclosures}
    assert len(base64.urlsafe_b64decode(new_salt() + "==")) == 16


def test_without_a_frame_there_is_no_machinery() -> None:
    parsed = sd_jwt.parse_sd_jwt(issue({"a": 1}, (), SIGNER, {}))
    assert parsed.payload == {"a": 1}
    assert parsed.disclosures == ()


@pytest.mark.parametrize("name", ["_sd", "...", "_sd_alg"])
def test_names_of_the_machinery_are_not_issued(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        issue({"a": {name: 1}}, (), SIGNER, {})
    assert refusal.value.code == "sd_claim_name"


@pytest.mark.parametrize("algorithm", ["sha-384", "sha-512"])
def test_other_hashes(algorithm: str) -> None:
    import hashlib

    text = b64(["salt", "a", 1])
    raw = hashlib.new(algorithm.replace("-", ""), text.encode()).digest()
    value = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    assert claims_of(token({"_sd": [value], "_sd_alg": algorithm}, text)) == {"a": 1}


@pytest.mark.parametrize("algorithm", ["md5", "SHA-256", "sha-1", 1, None, ["sha-256"]])
def test_hashes_that_are_refused(algorithm: object) -> None:
    with pytest.raises(Refused) as refusal:
        claims_of(token({"_sd_alg": algorithm}))
    assert refusal.value.code == "sd_hash_algorithm"


@pytest.mark.parametrize("members", [[], ["s"], ["s", "a", 1, 2], [1, "a", 1], ["s", 1, 1], {"a": 1}, "x", [None, 1]])
def test_disclosures_that_are_refused(members: object) -> None:
    with pytest.raises(Refused) as refusal:
        sd_jwt.parse_sd_jwt(token({}, b64(members)))
    assert refusal.value.code == "sd_disclosure"


@pytest.mark.parametrize("text", ["!", "a", "YWJj", b64(["s", "a", 1]) + "=", b64(["s", "a", 1]) + "\n", "é"])
def test_disclosures_that_can_not_be_read(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        sd_jwt.parse_sd_jwt(token({}, text))
    assert refusal.value.code == "sd_disclosure"


def test_forms_that_are_refused() -> None:
    good = token({})
    for text in (good[:-1], good + "~", "~" + good, good + "x", good + "\n"):
        with pytest.raises(Refused) as refusal:
            sd_jwt.parse_sd_jwt(text)
        assert refusal.value.code in {"sd_format", "jws_format"}
    with pytest.raises(Refused) as refusal:
        sd_jwt.parse_sd_jwt("".join([good, *["WyJzIiwxXQ~"] * (sd_jwt.MAX_DISCLOSURES + 1)]))
    assert refusal.value.code == "sd_format"


@pytest.mark.parametrize(("payload", "code"), [
    ({"_sd": "x"}, "sd_digests"), ({"_sd": [1]}, "sd_digests"), ({"a": [{"...": 1}]}, "sd_digests"),
    ({"_sd": {"x": 1}}, "sd_digests"), ({"...": "x"}, "sd_array_digest"), ({"a": {"...": "x"}}, "sd_array_digest"),
    ({"a": [{"...": "x", "b": 1}]}, "sd_array_digest"), ({"_sd": ["x", "x"]}, "sd_digest_repeated"),
    ({"_sd": ["x"], "a": [[{"...": "x"}]]}, "sd_digest_repeated"), ({"a": {"_sd_alg": "sha-256"}}, "sd_hash_algorithm"),
])  # fmt: skip
def test_payloads_that_are_refused(payload: object, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        claims_of(token(payload))
    assert refusal.value.code == code


def test_depth_is_bounded_across_disclosures() -> None:
    inner: Any = {"end": 1}
    disclosures = []
    for _ in range(200):
        text = b64(["s", "a", inner])
        disclosures.append(text)
        inner = {"_sd": [digest(text)]}
    with pytest.raises(Refused) as refusal:
        claims_of(token(inner, *disclosures))
    assert refusal.value.code == "sd_depth"


def test_as_deep_as_json_may_be() -> None:
    value: Any = 1
    for _ in range(99):
        value = [value]
    assert claims_of(token({"a": value})) == {"a": value}


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.lists(st.text("eyJ.~_-A=", max_size=12)).map("~".join))
def test_rubbish_is_refused_and_nothing_else(text: str) -> None:
    for read in (sd_jwt.parse_sd_jwt, sd_jwt_vc.parse_sd_jwt_vc, sd_jwt.parse_compact):
        with pytest.raises(Refused):
            read(text)


@settings(max_examples=200, deadline=None)
@given(st.recursive(
    st.none() | st.text(max_size=4) | st.just("_"),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["_sd", "...", "_sd_alg", "a", "vct", "cnf"]), inner, max_size=4),
    max_leaves=12,
))  # fmt: skip
def test_any_payload_is_resolved_clean_or_refused(payload: Any) -> None:
    """Nothing but a refusal comes of a payload that misuses the machinery, and none of it is left in claims."""
    text = b64(["s", "name", payload])
    try:
        claims = claims_of(token({"_sd": [digest(text)], "b": payload}, text))
    except Refused:
        return
    left = json.dumps(claims)
    assert not any(name in left for name in ('"_sd":', '"...":', '"_sd_alg":'))


def test_a_disclosure_twice_in_the_token() -> None:
    text = b64(["s", "a", 1])
    with pytest.raises(Refused) as refusal:
        claims_of(token({"_sd": [digest(text)]}, text, text))
    assert refusal.value.code == "sd_disclosure_repeated"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)
CLAIM_SETS = st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=6), JSON, max_size=5).filter(
    lambda claims: not any(name in json.dumps(claims) for name in ('"_sd"', '"..."', '"_sd_alg"'))
)


@settings(max_examples=150, deadline=None)
@given(CLAIM_SETS)
def test_any_claims_with_everything_disclosable(claims: Any) -> None:
    frame = [(None,) * depth for depth in range(1, 12)]
    text = issue(claims, frame, SIGNER, {})
    assert claims_of(text) == claims
    paths = sd_jwt.disclosure_paths(sd_jwt.parse_sd_jwt(text))
    for path in list(paths.values())[:4]:
        shown = sd_jwt.parse_sd_jwt(sd_jwt.present(text, lambda found, path=path: found == path))
        assert len(shown.disclosures) == len(path)
    assert claims_of(sd_jwt.present(text, lambda _: False)) == {}


@pytest.mark.parametrize("name", sorted(sd_jwt_vc.NEVER_DISCLOSED))
def test_what_must_be_seen_is_not_hidden_when_issuing(name: str) -> None:
    for frame in ([(name,)], [(name, "inside")]):
        with pytest.raises(Refused) as refusal:
            sd_jwt_vc.secure({"vct": "urn:example:x", name: {"inside": 1}}, frame, SIGNER)
        assert refusal.value.code == "sdjwtvc_disclosed"


def test_a_disclosed_time_of_issue_is_permitted() -> None:
    parsed = sd_jwt_vc.parse_sd_jwt_vc(sd_jwt_vc.secure({"vct": "urn:example:x", "iat": 1}, [("iat",)], SIGNER))
    assert parsed.claims["iat"] == 1
    verified = sd_jwt_vc.verify(parsed, SIGNER.public_key)
    assert verified.digest == sha256(parsed.token.jws.signing_input).hexdigest()


@pytest.mark.parametrize(("claims", "code"), [
    ({}, "sdjwtvc_type"), ({"vct": ""}, "sdjwtvc_type"), ({"vct": 1}, "sdjwtvc_type"),
    ({"vct": "x", "iss": 1}, "sdjwtvc_claim"), ({"vct": "x", "sub": {}}, "sdjwtvc_claim"),
    ({"vct": "x", "cnf": "k"}, "sdjwtvc_claim"), ({"vct": "x", "status": []}, "sdjwtvc_claim"),
    ({"vct": "x", "aka_vcts": "y"}, "sdjwtvc_claim"), ({"vct": "x", "aka_vcts": [1]}, "sdjwtvc_claim"),
    ({"vct": "x", "vct#integrity": 1}, "sdjwtvc_claim"), ({"vct": "x", "exp": "1"}, "numeric_date"),
    ({"vct": "x", "nbf": True}, "numeric_date"), ({"vct": "x", "iat": -1}, "numeric_date"),
    ({"vct": "x", "exp": 1e300}, "numeric_date"), ({"vct": "x", "exp": None}, "numeric_date"),
])  # fmt: skip
def test_claims_that_break_the_form(claims: Any, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        sd_jwt_vc.secure(claims, (), SIGNER)
    assert refusal.value.code == code
