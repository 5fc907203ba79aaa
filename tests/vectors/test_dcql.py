"""The queries, credentials and presentations printed in OpenID4VP 1.0 and 1.1."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.model.credential import OPEN_BADGE, SD_JWT_VC, Credential
from dsp_vc.presentation.dcql import DcqlQuery
from dsp_vc.presentation.select import Candidate, choose
from dsp_vc.securing.sd_jwt import parse_sd_jwt, present, resolve_claims

VERSIONS = ("1.0", "1.1")
PID = "https://credentials.example.com/identity_credential"
ADDRESS = {"street_address": "Straat 1", "locality": "Dorp"}
PERSON = {"vct": PID, "given_name": "Sam", "family_name": "Doe", "address": ADDRESS, "postal_code": "90210"}
#: By query: a credential that answers it, what of it is shown, and one that doesn't answer.
CASES: dict[str, tuple[dict[str, Any], set[tuple[str, ...]], dict[str, Any]]] = {
    "simple": (
        PERSON,
        {("given_name",), ("family_name",), ("address", "street_address")},
        {**PERSON, "address": {"locality": "Dorp"}},
    ),
    "value_matching_simple": (
        PERSON,
        {("given_name",), ("family_name",), ("address", "street_address"), ("postal_code",)},
        {**PERSON, "postal_code": 90210},
    ),
    "claims_alternatives": (
        {**PERSON, "date_of_birth": "2000-01-01"},
        {("family_name",), ("postal_code",), ("date_of_birth",)},
        {**PERSON, "locality": "Dorp", "region": "Streek"},
    ),
}


def _read(vectors: Path, version: str, name: str) -> DcqlQuery:
    return DcqlQuery.from_json(json.loads((vectors / "openid4vp" / version / "examples" / name).read_text()))


def _token(**claims: Any) -> Candidate:
    return Candidate("token", Credential(b"", "", claims, SD_JWT_VC))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", CASES)
def test_what_answers_and_what_is_shown(
    vectors: Path, record_cases: Callable[[str, int], None], name: str, version: str
) -> None:
    query = _read(vectors, version, f"query_lang/{name}.json")
    good, shown, other = CASES[name]
    (chosen,) = choose(query, [_token(**other), _token(**good)], formats=[SD_JWT_VC], with_name=False)
    assert chosen.candidate.credential.claims == good
    assert chosen.paths == shown
    assert query.unanswered([(None, _token(**good).credential)]) == []
    assert query.unanswered([(None, _token(**other).credential)]) != []
    assert query.unanswered([(None, _token(**{**good, "vct": "urn:example:other"}).credential)]) != []
    record_cases("openid4vp queries answered", 1)


@pytest.mark.parametrize("version", VERSIONS)
def test_alternatives_of_credentials(vectors: Path, record_cases: Callable[[str, int], None], version: str) -> None:
    query = _read(vectors, version, "query_lang/credentials_alternatives.json")
    one = _token(vct="https://credentials.example.com/reduced_identity_credential", given_name="Sam", family_name="Doe")
    two = _token(vct="https://cred.example/residence_credential", postal_code="1", locality="Dorp", region="Streek")
    rewards = _token(vct="https://company.example/company_rewards", rewards_number="7")
    # Two together stand for the one; what would be nice to have is not needed, and so not shown.
    chosen = choose(query, [rewards, one, two], formats=[SD_JWT_VC], with_name=False)
    assert [entry.queries for entry in chosen] == [("pid_reduced_cred_1",), ("pid_reduced_cred_2",)]
    whole = choose(query, [one, two, _token(**PERSON)], formats=[SD_JWT_VC], with_name=False)
    assert [entry.queries for entry in whole] == [("pid",)]
    assert query.unanswered([(None, one.credential), (None, rewards.credential)]) != []
    record_cases("openid4vp queries answered", 1)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", ["simple_mdoc", "complex_mdoc", "multi_credentials"])
def test_other_formats_are_understood_and_not_answered(
    vectors: Path, record_cases: Callable[[str, int], None], name: str, version: str
) -> None:
    query = _read(vectors, version, f"query_lang/{name}.json")
    assert query.unanswered([(None, _token(**PERSON).credential)]) != []
    record_cases("openid4vp queries answered", 1)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_published_badge_answers_its_query(
    vectors: Path, record_cases: Callable[[str, int], None], version: str
) -> None:
    query = _read(vectors, version, "request/dcql_ldp_vc.json")
    answer = json.loads((vectors / "openid4vp" / version / "examples" / "response" / "ldp_vc.json").read_text())
    (claims,) = answer["verifiableCredential"]
    assert query.unanswered([("example_ldp_vc", Credential(b"", "", claims, OPEN_BADGE))]) == []
    assert query.unanswered([("example_ldp_vc", Credential(b"", "", claims, SD_JWT_VC))]) != []
    assert query.unanswered([("other", Credential(b"", "", claims, OPEN_BADGE))]) != []
    record_cases("openid4vp queries answered", 1)


@pytest.mark.parametrize("version", VERSIONS)
def test_no_claim_asked_nothing_disclosed(
    vectors: Path, record_cases: Callable[[str, int], None], version: str
) -> None:
    """§6.4.1, on the published token; and a claim that is asked brings what stands in it (§7.1)."""
    text = (vectors / "openid4vp" / version / "examples" / "sd_jwt_vcld" / "01" / "sd_jwt_issuance.txt").read_text()
    raw = "".join(text.split())
    claims = resolve_claims(parse_sd_jwt(raw))
    candidate = Candidate(raw, Credential(raw.encode(), "", claims, SD_JWT_VC))
    asked = {"id": "a", "format": "dc+sd-jwt", "meta": {"vct_values": [claims["vct"]]}}
    (bare,) = choose(DcqlQuery.from_json({"credentials": [asked]}), [candidate], formats=[SD_JWT_VC], with_name=False)
    assert parse_sd_jwt(present(raw, bare.selects)).disclosures == ()
    name = next(name for name, value in claims.items() if isinstance(value, dict) and name not in ("cnf", "status"))
    query = DcqlQuery.from_json({"credentials": [{**asked, "claims": [{"path": [name]}]}]})
    (whole,) = choose(query, [candidate], formats=[SD_JWT_VC], with_name=False)
    assert resolve_claims(parse_sd_jwt(present(raw, whole.selects)))[name] == claims[name]
    record_cases("openid4vp queries answered", 1)
