"""What is asked: reading a query strictly, and telling what answers it."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dsp_vc.errors import Refused
from dsp_vc.model.credential import OPEN_BADGE, SD_JWT_VC, Credential
from dsp_vc.model.sd_jwt_vc import VCT
from dsp_vc.presentation.dcql import EXPANDED, DcqlQuery
from dsp_vc.presentation.request import PresentationRequest
from dsp_vc.presentation.select import Candidate, choose
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.rdf.expansion import to_quads

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
ONE, TWO = "urn:example:skill:1", "urn:example:skill:2"


def token(*skills: str, **claims: Any) -> Credential:
    content = {"vct": VCT, "skills": {uri: {"name": {"nl": "x"}, "level": {"value": "3"}} for uri in skills}, **claims}
    return Credential(b"", "", {"basis": "attested", **content}, SD_JWT_VC)


def badge(*skills: str) -> Credential:
    alignment = [{"targetUrl": uri} for uri in skills]
    subject = {"achievement": {"alignment": alignment}}
    return Credential(b"", "", {"type": ["AchievementCredential"], "credentialSubject": subject}, OPEN_BADGE)


def request(*skills: str) -> PresentationRequest:
    return PresentationRequest.new("Bouwbedrijf", skills, now=NOW, valid=timedelta(minutes=15))


def test_a_request_survives_its_file_and_no_two_are_alike() -> None:
    made = request(ONE, TWO)
    assert PresentationRequest.from_json(json.loads(json.dumps(made.to_json()))) == made
    assert len({request(ONE).nonce for _ in range(50)}) == 50


def test_either_rendering_answers() -> None:
    query = request(ONE).dcql
    assert query.unanswered([(None, token(ONE))]) == []
    assert query.unanswered([(None, badge(ONE, TWO))]) == []
    assert query.unanswered([(None, token(TWO)), (None, badge(TWO))]) != []


def test_several_needs_are_answered_by_several_credentials() -> None:
    query = request(ONE, TWO).dcql
    assert query.unanswered([(None, token(ONE)), (None, badge(TWO))]) == []
    assert len(query.unanswered([(None, token(ONE))])) == 1


def test_an_answer_under_another_name_does_not_count() -> None:
    query = request(ONE, TWO).dcql
    ids = [entry.id for entry in query.credentials]
    assert query.unanswered([(ids[0], token(ONE)), (ids[2], token(TWO))]) == []
    assert query.unanswered([(ids[2], token(ONE)), (ids[0], token(TWO))]) != []


def test_another_type_or_a_missing_claim_does_not_answer() -> None:
    query = request(ONE).dcql
    assert query.unanswered([(None, token(ONE, vct="urn:other"))]) != []
    without = copy.deepcopy(dict(token(ONE).claims))
    without["skills"] = {}
    assert query.unanswered([(None, Credential(b"", "", without, SD_JWT_VC))]) != []


def test_no_more_is_chosen_than_was_asked() -> None:
    (chosen,) = choose(request(ONE).dcql, [Candidate("t", token(ONE, TWO))], formats=[SD_JWT_VC], with_name=False)
    assert chosen.paths == {("skills", ONE), ("skills", ONE, "level"), ("basis",)}
    (named,) = choose(request(ONE).dcql, [Candidate("t", token(ONE))], formats=[SD_JWT_VC], with_name=True)
    assert named.paths - chosen.paths == {("given_name",), ("family_name",)}


def test_one_credential_that_answers_twice_is_shown_once() -> None:
    chosen = choose(request(ONE, TWO).dcql, [Candidate("t", token(ONE, TWO))], formats=[SD_JWT_VC], with_name=False)
    assert len(chosen) == 1
    assert len(chosen[0].queries) == 2


def test_what_is_missing_is_said() -> None:
    with pytest.raises(Refused, match="present_missing"):
        choose(request(ONE, TWO).dcql, [Candidate("t", token(ONE))], formats=[SD_JWT_VC], with_name=False)


def test_paths_values_and_claim_sets() -> None:
    query = DcqlQuery.from_json(
        {
            "credentials": [
                {
                    "id": "a",
                    "format": "dc+sd-jwt",
                    "claims": [
                        {"id": "x", "path": ["list", None, "n"], "values": [2, "two"]},
                        {"id": "y", "path": ["list", 0]},
                        {"id": "z", "path": ["absent"]},
                    ],
                    "claim_sets": [["z"], ["x", "y"]],
                }
            ]
        }
    )
    good = Credential(b"", "", {"list": [{"n": 1}, {"n": 2}]}, SD_JWT_VC)
    assert query.unanswered([(None, good)]) == []
    # True is not 1, and "2" is not 2.
    for value in ("2", True, 2.5):
        other = Credential(b"", "", {"list": [{"n": value}]}, SD_JWT_VC)
        assert query.unanswered([(None, other)]) != []


BROKEN: list[Any] = [
    None,
    [],
    {},
    {"credentials": []},
    {"credentials": [{}]},
    {"credentials": [{"id": "", "format": "dc+sd-jwt"}]},
    {"credentials": [{"id": "a", "format": 1}]},
    {"credentials": [{"id": "a", "format": "dc+sd-jwt"}] * 2},
    {"credentials": [{"id": "a", "format": "dc+sd-jwt", "claims": [{"path": []}]}]},
    {"credentials": [{"id": "a", "format": "dc+sd-jwt", "claims": [{"path": [-1]}]}]},
    {"credentials": [{"id": "a", "format": "dc+sd-jwt", "claims": [{"path": [True]}]}]},
    {"credentials": [{"id": "a", "format": "dc+sd-jwt", "claims": [{"path": ["x"] * 99}]}]},
    {"credentials": [{"id": "a", "format": "dc+sd-jwt", "claims": [{"path": ["x"], "values": [None]}]}]},
    {"credentials": [{"id": "a", "format": "dc+sd-jwt", "claims": [{"path": ["x"]}], "claim_sets": [["b"]]}]},
    {"credentials": [{"id": "a", "format": "dc+sd-jwt"}], "credential_sets": [{"options": [["b"]]}]},
    {"credentials": [{"id": str(number), "format": "dc+sd-jwt"} for number in range(99)]},
]


@pytest.mark.parametrize("value", BROKEN, ids=range(len(BROKEN)))
def test_a_query_in_another_form_is_refused(value: Any) -> None:
    with pytest.raises(Refused, match="dcql_invalid"):
        DcqlQuery.from_json(value)


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "short"},
        {"nonce": 1},
        {"client_id": " "},
        {"exp": "x"},
        {"exp": True},
        {"exp": 10**18},
        {"response_type": 1},
    ],
    ids=range(7),
)
def test_a_request_in_another_form_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="request_invalid"):
        PresentationRequest.from_json({**request(ONE).to_json(), **changes})


@pytest.mark.parametrize("word", EXPANDED)
def test_types_are_expanded_as_the_contexts_do(word: str) -> None:
    document: dict[str, Any] = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "type": [word],
    }
    (quad,) = to_quads(document, ContextSet.pinned())
    assert quad.object.value == EXPANDED[word]


@pytest.mark.parametrize("asked", ["AchievementCredential", "OpenBadgeCredential", *EXPANDED.values()])
@pytest.mark.parametrize("said", ["AchievementCredential", "OpenBadgeCredential"])
def test_either_word_for_a_badge_answers(asked: str, said: str) -> None:
    query = DcqlQuery.from_json(
        {"credentials": [{"id": "badge", "format": "ldp_vc", "meta": {"type_values": [["Other"], [asked]]}}]}
    )
    badge = Credential(b"", "application/vc", {"type": ["VerifiableCredential", said]}, OPEN_BADGE)
    assert query.unanswered([(None, badge)]) == []
    plain = Credential(b"", "application/vc", {"type": ["VerifiableCredential"]}, OPEN_BADGE)
    assert bool(query.unanswered([(None, plain)])) == (asked != EXPANDED["VerifiableCredential"])
