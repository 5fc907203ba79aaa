"""What a record may hold, and that every refusal names the place; the published schema agrees."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import FrozenInstanceError
from typing import Any

import jsonschema
import pytest

from dsp_vc.errors import InputError
from dsp_vc.model.attestation import Criteria, SkillAttestation
from dsp_vc.model.reading import looks_like_bsn
from dsp_vc.model.schemas import read_schema

SKILL: dict[str, Any] = {"uri": "urn:x:y", "name": {"nl": "lassen"}, "level": {"value": "3"}}
RECORD: dict[str, Any] = {"title": "Stage", "basis": "attested", "context": "internship", "skills": [SKILL]}
SCHEMA = jsonschema.Draft202012Validator(json.loads(read_schema("skill-attestation.schema.json")))
BSN = "111222333"
LEFT_OUT = object()


def changed(path: str, value: object) -> dict[str, Any]:
    """The record with one member set, or left out; ``skills.0.level.value`` is a path."""
    record = deepcopy(RECORD)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place: Any = record
    for part in way:
        place = place.setdefault(part, {}) if isinstance(place, dict) else place[part]
    if value is LEFT_OUT:
        del place[last]
    else:
        place[last] = value
    return record


#: where, what, the code, the place that the error names, whether the schema says so too
REFUSED: list[tuple[str, object, str, str, bool]] = [
    ("title", LEFT_OUT, "record_missing", "title", True),
    ("basis", LEFT_OUT, "record_missing", "basis", True),
    ("context", LEFT_OUT, "record_missing", "context", True),
    ("skills", LEFT_OUT, "record_missing", "skills", True),
    ("skills", [], "record_missing", "skills", True),
    ("skills", {}, "record_list", "skills", True),
    ("skills", [SKILL] * 101, "record_list", "skills", True),
    ("skills", [SKILL, SKILL], "record_repeats", "skills[1].uri", False),
    ("skills.0", "lassen", "record_object", "skills[0]", True),
    ("skills.0.uri", LEFT_OUT, "record_missing", "skills[0].uri", True),
    ("skills.0.uri", "lassen", "record_iri", "skills[0].uri", True),
    ("skills.0.uri", "/lassen", "record_iri", "skills[0].uri", True),
    ("skills.0.uri", "http://a.example/a b", "record_iri", "skills[0].uri", True),
    ("skills.0.name", LEFT_OUT, "record_missing", "skills[0].name", True),
    ("skills.0.name", {}, "record_object", "skills[0].name", True),
    ("skills.0.name", {"Nederlands": "x"}, "record_language", "skills[0].name.Nederlands", True),
    ("skills.0.name", {"nl": 3}, "record_quote", "skills[0].name.nl", True),
    ("skills.0.level", "3", "record_object", "skills[0].level", True),
    ("skills.0.level.value", 3, "record_quote", "skills[0].level.value", True),
    ("skills.0.level.value", False, "record_quote", "skills[0].level.value", True),
    ("skills.0.level.value", LEFT_OUT, "record_missing", "skills[0].level.value", True),
    ("skills.0.niveau", "3", "record_unknown", "skills[0].niveau", True),
    ("skills.0.assessor", {"role": "chef"}, "record_missing", "skills[0].assessor.name", True),
    ("skills.0.evidence", [{"url": "https://a.example"}], "record_missing", "skills[0].evidence[0].name", True),
    ("Title", "Stage", "record_unknown", "Title", True),
    ("title", "", "record_text", "title", True),
    ("title", "  ", "record_text", "title", False),
    ("title", ["a"], "record_text", "title", True),
    ("title", "x" * 401, "record_long", "title", True),
    ("description", "x" * 5001, "record_long", "description", True),
    ("title", "a\x00b", "record_control", "title", False),
    ("title", "a\x1b[2Jb", "record_control", "title", False),
    ("title", "a\u202eb", "record_control", "title", False),
    ("title", "a\u2067b", "record_control", "title", False),
    ("basis", "seen", "record_choice", "basis", True),
    ("context", "stage", "record_choice", "context", True),
    ("volume", "640 uur", "record_duration", "volume", True),
    ("volume", "P", "record_duration", "volume", False),
    ("period", {"start": "2026-02-30"}, "record_date", "period.start", False),
    ("period", {"start": "2-3-2026"}, "record_date", "period.start", True),
    ("period", {"start": "2026-03-01", "end": "2026-02-28"}, "record_order", "period.end", False),
    ("period", {"from": "2026-03-01"}, "record_unknown", "period.from", True),
    ("last_demonstrated", "20260224", "record_date", "last_demonstrated", True),
    ("last_demonstrated", "2026-W09-2", "record_date", "last_demonstrated", True),
    ("criteria", {}, "record_missing", "criteria.narrative", True),
    ("criteria", {"url": "geen"}, "record_iri", "criteria.url", True),
    ("assessor", "J. Voorbeeld", "record_object", "assessor", True),
    ("evidence", [{"name": "a"}, {"name": "a"}], "record_repeats", "evidence[1]", False),
    ("valid_until", "2026-02-28T09:00:00", "record_moment", "valid_until", True),
    ("valid_until", "morgen", "record_date", "valid_until", True),
    ("language", "Nederlands", "record_language", "language", True),
    ("subject", {"id": "Sam"}, "record_iri", "subject.id", True),
    ("subject", {"birthdate": "14-05-2007"}, "record_date", "subject.birthdate", True),
    ("subject", {"bsn": BSN}, "record_unknown", "subject.bsn", True),
    ("subject", {"family_name": BSN}, "record_bsn", "subject.family_name", False),
    ("subject", {"family_name": int(BSN)}, "record_bsn", "subject.family_name", True),
    ("subject", {"id": f"urn:bsn:{BSN}"}, "record_bsn", "subject.id", False),
    ("subject", {"id": f"did:web:school.example:{BSN}"}, "record_bsn", "subject.id", False),
]


@pytest.mark.parametrize(("path", "value", "code", "named", "by_schema"), REFUSED)
def test_refused(path: str, value: object, code: str, named: str, by_schema: bool) -> None:
    record = changed(path, value)
    with pytest.raises(InputError) as caught:
        SkillAttestation.from_dict(record)
    assert (caught.value.code, caught.value.params["path"]) == (code, named)
    for lang in ("en", "nl"):
        assert named in caught.value.message(lang)
        assert caught.value.hint(lang)
    assert SCHEMA.is_valid(record) is not by_schema


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("skills.0.name", "lassen"),
        ("skills.0.uri", "https://é.example/ü"),
        ("criteria", "alles gezien"),
        ("criteria", {"url": "https://a.example"}),
        ("period", {"end": "2026-02-28"}),
        ("description", "twee\nregels\tmet een tab"),
        ("valid_until", "2031-09-15"),
        ("valid_from", "2026-02-28T09:00:00+01:00"),
        ("external_id", BSN),  # stays with the issuer
        ("subject", {"given_name": "Sam"}),
        ("title", "שלום"),
    ],
)
def test_accepted(path: str, value: object) -> None:
    record = changed(path, value)
    found = SkillAttestation.from_dict(record)
    assert SkillAttestation.from_dict(found.to_dict()) == found
    assert SCHEMA.is_valid(record)
    assert SCHEMA.is_valid(found.to_dict())


def test_validity_runs_forward() -> None:
    with pytest.raises(InputError) as caught:
        SkillAttestation.from_dict(RECORD | {"valid_from": "2026-03-01", "valid_until": "2026-02-28"})
    assert (caught.value.code, caught.value.params["path"]) == ("record_order", "valid_until")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"evidence": [{"name": "a", "url": "https://a.example"}, {"name": "b", "url": "https://a.example"}]}, {}),
        ({"evidence": [{"name": "a", "url": "https://a.example"}]},
         {"evidence": [{"name": "b", "url": "https://a.example"}]}),
        ({"criteria": {"url": "https://a.example"}}, {"evidence": [{"name": "b", "url": "https://a.example"}]}),
    ],
)  # fmt: skip
def test_one_address_is_one_thing(first: dict[str, Any], second: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        SkillAttestation.from_dict(RECORD | first | {"skills": [SKILL | second]})
    assert caught.value.code == "record_shared"


def test_one_piece_of_evidence_for_several_skills() -> None:
    piece = {"name": "a", "url": "https://a.example"}
    other = SKILL | {"uri": "urn:x:z"}
    found = SkillAttestation.from_dict(
        RECORD | {"evidence": [piece], "skills": [SKILL | {"evidence": [piece]}, other | {"evidence": [piece]}]}
    )
    assert found.skills[0].evidence == found.skills[1].evidence == found.evidence


@pytest.mark.parametrize(
    "text",
    [BSN, "111.222.333", "111 222 333", "111-222-333", "11 12.22-333", "123456782", "Sam Voorbeeld 123456782",
     "BSN:123456782.", "2007 123456782", "１２３４５６７８２"],
)  # fmt: skip
def test_bsn(text: str) -> None:
    assert looks_like_bsn(text)


@pytest.mark.parametrize(
    "text", ["123456789", "000000000", "2007-05-14", "12345678", "1234567820", "Sam", "did:key:z6Mk123456782abc"]
)
def test_no_bsn(text: str) -> None:
    assert not looks_like_bsn(text)


@pytest.mark.parametrize("value", [None, [], "title: x", 3, True])
def test_no_record_at_all(value: Any) -> None:
    with pytest.raises(InputError) as caught:
        SkillAttestation.from_dict(value)
    assert caught.value.code == "record_object"


def test_a_record_is_a_value() -> None:
    first, second = (SkillAttestation.from_dict(RECORD) for _ in range(2))
    assert first == second
    with pytest.raises(FrozenInstanceError):
        first.title = "Anders"  # type: ignore[misc]
    assert not hasattr(first, "__dict__")


def test_null_is_left_out() -> None:
    record = SkillAttestation.from_dict(RECORD | {"description": None, "subject": None, "evidence": None})
    assert record == SkillAttestation.from_dict(RECORD)


def test_a_text_of_criteria_is_their_narrative() -> None:
    assert SkillAttestation.from_dict(RECORD | {"criteria": "alles"}).criteria == Criteria("alles")


def test_every_field_of_the_schema_is_described() -> None:
    def missing(schema: Any, path: str) -> list[str]:
        found = []
        for name, member in schema.get("properties", {}).items():
            if "description" not in member and "description" not in definition(member):
                found.append(f"{path}.{name}")
            found += missing(member, f"{path}.{name}")
        return found

    def definition(member: Any) -> Any:
        name = member.get("$ref", member.get("items", {}).get("$ref", "")).removeprefix("#/$defs/")
        return SCHEMA.schema["$defs"].get(name, {})

    absent = missing(SCHEMA.schema, "")
    for name, schema in SCHEMA.schema["$defs"].items():
        absent += missing(schema, name)
    assert absent == []
