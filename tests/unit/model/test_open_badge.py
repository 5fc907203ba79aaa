"""The record as an Open Badge, badges of others, and the rules that both are held to."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import InputError
from dsp_vc.model.attestation import Evidence, Level, SkillAttestation
from dsp_vc.model.credential import OPEN_BADGE, Credential
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.model.ob3_rules import check_open_badge
from dsp_vc.model.open_badge import from_open_badge, to_open_badge
from dsp_vc.model.records import load_records
from dsp_vc.model.schemas import read_example

ISSUER = IssuerProfile(
    "did:web:school.example", "School Voorbeeld", "school", "https://school.example", "info@school.example",
    (("KVK", "12345678"), ("BRIN", "00AA")),
)  # fmt: skip
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
ID = "urn:uuid:6f1d2b8e-6a0e-4e5b-9b39-0d5c9f2b8e11"
HOLDER = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
(RECORD,) = load_records(read_example("internship.yaml"), "internship.yaml")
BADGE = to_open_badge(RECORD, issuer=ISSUER, credential_id=ID, valid_from=NOW, subject_id=HOLDER)
SUBJECT: Any = BADGE["credentialSubject"]


def every_object(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(found for member in value.values() for found in every_object(member))]
    return [found for entry in value for found in every_object(entry)] if isinstance(value, list) else []


def test_what_makes_a_badge_hard_to_read_is_not_in_it() -> None:
    for entry in every_object(BADGE):
        assert "allowedValue" not in entry  # a list term
        assert not {None, ""} & {member for member in entry.values() if not isinstance(member, dict | list)}
        assert [] not in entry.values()
        assert not any(isinstance(member, float) for member in entry.values())
    ids = [entry["id"] for entry in every_object(BADGE) if "id" in entry]
    assert len(ids) == len(set(ids))
    assert all(":" in found for found in ids)


def test_each_skill_is_an_alignment_and_each_level_a_linked_result() -> None:
    achievement = SUBJECT["achievement"]
    assert [entry["targetUrl"] for entry in achievement["alignment"]] == [skill.uri for skill in RECORD.skills]
    assert {entry["targetType"] for entry in achievement["alignment"]} == {"ext:ESCOSkill"}
    described = {entry["id"]: entry for entry in achievement["resultDescription"]}
    results = [entry for entry in SUBJECT["result"] if "achievedLevel" in entry]
    assert len(results) == sum(skill.level is not None for skill in RECORD.skills)
    for result in results:
        description = described[result["resultDescription"]]
        assert description["alignment"] == result["alignment"]
        assert result["achievedLevel"] in [level["id"] for level in description["rubricCriterionLevel"]]
    assert {entry["resultDescription"] for entry in SUBJECT["result"]} == set(described)


def test_the_person_and_the_issuer() -> None:
    assert SUBJECT["id"] == HOLDER
    assert {entry["identityType"]: entry["identityHash"] for entry in SUBJECT["identifier"]} == {
        "ext:given_name": "Sam", "ext:family_name": "Voorbeeld", "ext:birthdate": "2007-05-14",
    }  # fmt: skip
    assert [entry["identifierType"] for entry in BADGE["issuer"]["otherIdentifier"]] == ["ext:KVK", "ext:BRIN"]  # type: ignore[index,call-overload]
    own = to_open_badge(RECORD, issuer=ISSUER, credential_id=ID, valid_from=NOW, subject_id=ISSUER.id)
    assert own["issuer"] == ISSUER.id


def test_view() -> None:
    view = Credential(b"", "application/vc", BADGE, OPEN_BADGE)
    assert (view.id, view.issuer, view.issuer_name, view.subject_id) == (ID, ISSUER.id, ISSUER.name, HOLDER)
    assert (view.name, view.valid_from, view.valid_until) == (RECORD.title, NOW, None)
    assert view.types == ("VerifiableCredential", "AchievementCredential")


def test_profile_comes_back() -> None:
    assert IssuerProfile.from_dict(ISSUER.to_dict()) == ISSUER


FOREIGN: JsonObject = {
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "credentialSubject": {
        "type": "AchievementSubject",
        "achievement": {
            "name": "Teamwork",
            "description": "About teams",
            "criteria": {"id": "https://badge.example/criteria"},
            "resultDescription": {"id": "urn:r", "resultType": "LetterGrade", "name": "Grade"},
        },
        "result": {"resultDescription": "urn:r", "value": "A"},
    },
    "evidence": [{"narrative": "told"}, {"id": "https://badge.example/e"}, {"narrative": "also told"}],
}


def test_a_badge_of_others_without_skills() -> None:
    record = from_open_badge(FOREIGN)
    assert (record.title, record.description, record.skills, record.basis) == ("Teamwork", "About teams", (), None)
    assert [entry.description for entry in record.evidence] == ["told", None, "also told"]
    assert record.evidence[1] == Evidence("https://badge.example/e", None, "https://badge.example/e")


def test_the_published_example_with_a_skill(vectors: Path) -> None:
    path = vectors / "ob3-spec" / "examples" / "skillAssertionCase.00.Skill-Assertion-CASE-.json"
    document = json.loads(path.read_text())
    (skill,) = from_open_badge(document).skills
    assert skill.uri.startswith("https://")
    assert skill.name


@pytest.mark.parametrize(
    "document",
    [{}, {"credentialSubject": "x"}, {"credentialSubject": []}, {"credentialSubject": {"achievement": "urn:x"}}],
)
def test_no_achievement(document: JsonObject) -> None:
    with pytest.raises(InputError) as caught:
        from_open_badge(document)
    assert caught.value.code == "record_not_skills"


@pytest.mark.parametrize("odd", [None, 3, "x", [], {}, [[]], [{}], [None], {"id": 3}, True, {"a": {"b": []}}])
def test_no_odd_member_is_too_much(odd: Any) -> None:
    """Whatever stands in place of a member, the badge is read or refused."""
    for name in ("result", "identifier", "source", "period", "activityStartDate", "id", "role"):
        assert isinstance(from_open_badge(with_member(FOREIGN, f"credentialSubject.{name}", odd)), SkillAttestation)
    for name in ("alignment", "criteria", "resultDescription", "description", "name"):
        changed = with_member(FOREIGN, f"credentialSubject.achievement.{name}", odd)
        assert isinstance(from_open_badge(changed), SkillAttestation)
        check_open_badge(changed)
    assert isinstance(from_open_badge(with_member(FOREIGN, "evidence", odd)), SkillAttestation)


def test_a_level_that_is_described_nowhere() -> None:
    document = with_member(
        FOREIGN, "credentialSubject.achievement.alignment", [{"targetUrl": "urn:x", "targetName": "x"}]
    )
    document = with_member(
        document, "credentialSubject.result", [{"achievedLevel": "urn:l", "alignment": [{"targetUrl": "urn:x"}]}]
    )
    assert from_open_badge(document).skills[0].level == Level("urn:l")


def with_member(document: JsonObject, path: str, value: Any) -> JsonObject:
    changed = deepcopy(document)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place: Any = changed
    for part in way:
        place = place[part]
    if value is LEFT_OUT:
        del place[last]
    else:
        place[last] = value
    return changed


LEFT_OUT = object()
ACHIEVEMENT = "credentialSubject.achievement"
BROKEN: list[tuple[str, Any, str]] = [
    ("@context", ["https://www.w3.org/ns/credentials/v2"], "@context"),
    ("@context", ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"], "@context"),
    ("type", ["VerifiableCredential"], "type"),
    ("type", ["AchievementCredential"], "type"),
    ("id", LEFT_OUT, "id"),
    ("id", "badge", "id"),
    ("issuer", LEFT_OUT, "issuer"),
    ("issuer", "School", "issuer"),
    ("issuer.id", LEFT_OUT, "issuer.id"),
    ("issuer.type", "Organization", "issuer.type"),
    ("issuer.otherIdentifier.0.identifierType", "KVK", "issuer.otherIdentifier[0].identifierType"),
    ("validFrom", LEFT_OUT, "validFrom"),
    ("validFrom", "2026-11-24", "validFrom"),
    ("validFrom", "2026-11-24T10:00:00", "validFrom"),
    ("validUntil", 3, "validUntil"),
    ("credentialSubject", [SUBJECT, SUBJECT], "credentialSubject"),
    ("credentialSubject.type", [], "credentialSubject.type"),
    ("credentialSubject.achievement", LEFT_OUT, "credentialSubject.achievement"),
    ("credentialSubject.identifier.0.hashed", "false", "credentialSubject.identifier[0].hashed"),
    ("credentialSubject.identifier.0.identityType", "birthdate", "credentialSubject.identifier[0].identityType"),
    ("credentialSubject.activityStartDate", "2026", "credentialSubject.activityStartDate"),
    ("credentialSubject.result.0.value", 3, "credentialSubject.result[0].value"),
    ("credentialSubject.result.0.status", "ext:Done", "credentialSubject.result[0].status"),
    ("credentialSubject.source.id", "mentor", "credentialSubject.source.id"),
    (f"{ACHIEVEMENT}.name", LEFT_OUT, f"{ACHIEVEMENT}.name"),
    (f"{ACHIEVEMENT}.description", LEFT_OUT, f"{ACHIEVEMENT}.description"),
    (f"{ACHIEVEMENT}.criteria", "see", f"{ACHIEVEMENT}.criteria"),
    (f"{ACHIEVEMENT}.achievementType", "Internship", f"{ACHIEVEMENT}.achievementType"),
    (f"{ACHIEVEMENT}.image", "https://a.example/i.png", f"{ACHIEVEMENT}.image"),
    (f"{ACHIEVEMENT}.alignment.0.targetUrl", "lassen", f"{ACHIEVEMENT}.alignment[0].targetUrl"),
    (f"{ACHIEVEMENT}.alignment.0.targetName", LEFT_OUT, f"{ACHIEVEMENT}.alignment[0].targetName"),
    (f"{ACHIEVEMENT}.alignment.0.targetType", "ESCOSkill", f"{ACHIEVEMENT}.alignment[0].targetType"),
    (f"{ACHIEVEMENT}.resultDescription.0.resultType", "basis", f"{ACHIEVEMENT}.resultDescription[0].resultType"),
    (f"{ACHIEVEMENT}.resultDescription.0.id", LEFT_OUT, f"{ACHIEVEMENT}.resultDescription[0].id"),
    ("evidence.0.type", "CreativeWork", "evidence[0].type"),
    ("credentialSchema", {"id": "https://a.example/schema"}, "credentialSchema.type"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "named"), BROKEN)
def test_a_broken_rule_names_its_place(path: str, value: Any, named: str) -> None:
    assert [violation.path for violation in check_open_badge(with_member(BADGE, path, value))] == [named]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{ACHIEVEMENT}.achievementType", "Fieldwork"),
        (f"{ACHIEVEMENT}.achievementType", "ext:Internship"),
        (f"{ACHIEVEMENT}.image", {"id": "https://a.example/i.png", "type": "Image"}),
        ("credentialSubject.result.0.status", "Completed"),
        ("type", ["VerifiableCredential", "OpenBadgeCredential"]),
        ("issuer", "did:web:school.example"),
        ("unheardOf", {"whether it is known": "the guard decides"}),
    ],
)
def test_what_the_rules_allow(path: str, value: Any) -> None:
    assert check_open_badge(with_member(BADGE, path, value)) == []


SPEC_EXAMPLES = [
    "achievementAlignmentCase.00.Achievement-alignment-CASE-.json",
    "achievementAlignmentCe.00.Achievement-alignment-Credential-Engine-.json",
    "basicOpenBadgeCredential.00.Sample-OpenBadgeCredential.json",
    "endorsement.00.Sample-EndorsementCredential.json",
    "fullOpenBadge.00.Complete-OpenBadgeCredential.json",
    "skillAssertionCase.00.Skill-Assertion-CASE-.json",
    "skillAssertionCtdl.00.Skill-Assertion-Credential-Registry-.json",
]


@pytest.mark.parametrize("name", SPEC_EXAMPLES)
def test_the_published_examples_break_no_rule(name: str, vectors: Path) -> None:
    assert check_open_badge(json.loads((vectors / "ob3-spec" / "examples" / name).read_text())) == []
