"""The twin: what is hidden one by one, what never is, and what of it is read in part or wrongly made."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from dsp_vc.errors import InputError, Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.attestation import Level, Skill, SkillAttestation
from dsp_vc.model.credential import OPEN_BADGE, SD_JWT_VC, Credential
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.model.records import load_records
from dsp_vc.model.schemas import read_example
from dsp_vc.model.sd_jwt_vc import (
    DISCLOSABLE,
    VCT,
    check_claims,
    from_claims,
    to_claims,
    type_metadata,
    type_metadata_integrity,
)
from dsp_vc.securing.sd_jwt import parse_sd_jwt, present, resolve_claims
from dsp_vc.securing.sd_jwt_issuance import issue

ISSUER = IssuerProfile("did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", "Voorbeeldcollege")
ID = "urn:uuid:6f1d2b8e-6a0e-4e5b-9b39-0d5c9f2b8e11"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
(RECORD,) = load_records(read_example("internship.yaml"), "internship.yaml")
CLAIMS = to_claims(
    RECORD, iss=ISSUER.id, issuer=ISSUER, credential_id=ID, issued_at=NOW, valid_from=NOW,
    valid_until=datetime(2029, 11, 24, 10, tzinfo=UTC), holder_jwk={"kty": "OKP", "crv": "Ed25519", "x": "AA"},
)  # fmt: skip
TOKEN = issue(CLAIMS, DISCLOSABLE, MemorySigner.generate(KeyType.ED25519), {"typ": "dc+sd-jwt"})
ALWAYS = {"iss", "iat", "nbf", "exp", "vct", "vct#integrity", "cnf", "issuer_name"}


def shown(*paths: tuple[Any, ...]) -> dict[str, Any]:
    """The claims of a presentation that discloses ``paths``."""
    chosen = {path[:end] for path in paths for end in range(1, len(path) + 1)}
    return resolve_claims(parse_sd_jwt(present(TOKEN, lambda path: path in chosen)))


def test_with_nothing_disclosed_nothing_is_said_of_the_person() -> None:
    claims = shown()
    assert set(claims) == ALWAYS | {"skills"}
    assert claims["skills"] == {}
    record = from_claims(claims)
    assert record == SkillAttestation(valid_from="2026-11-24T10:00:00Z", valid_until="2029-11-24T10:00:00Z")


def test_one_skill_without_and_with_its_level() -> None:
    skill = RECORD.skills[0]
    assert from_claims(shown(("skills", skill.uri))).skills == (replace(skill, level=None),)
    assert from_claims(shown(("skills", skill.uri), ("skills", skill.uri, "level"))).skills == (skill,)


def test_name_without_birth_date() -> None:
    subject = from_claims(shown(("given_name",), ("family_name",))).subject
    assert (subject.given_name, subject.family_name, subject.birthdate) == ("Sam", "Voorbeeld", None)


@pytest.mark.parametrize("name", ["title", "context", "role", "volume", "period", "assessor", "criteria", "evidence"])
def test_each_detail_alone(name: str) -> None:
    claims = shown(("details", name))
    assert set(claims["details"]) == {name}
    assert getattr(from_claims(claims), name) == getattr(RECORD, name)


def test_everything_disclosed_is_the_record_in_any_order() -> None:
    claims = resolve_claims(parse_sd_jwt(TOKEN))
    assert claims == CLAIMS
    found = SkillAttestation.from_credential(Credential(TOKEN.encode(), "application/dc+sd-jwt", claims, SD_JWT_VC))
    assert sorted(found.skills, key=lambda skill: skill.uri) == sorted(RECORD.skills, key=lambda skill: skill.uri)
    assert replace(found, valid_from=None, valid_until=None, skills=()) == replace(RECORD, external_id=None, skills=())


def test_the_type_metadata_is_what_was_signed_over_so_far() -> None:
    """Everything that was issued names this digest: with other contents it needs another ``vct``."""
    assert type_metadata_integrity() == "sha256-RHVgSVc8Z/LDjLyEMpUMHIsjxx1tYw9qcgKw1kO4+LE="


def test_the_type_metadata_tells_what_the_token_does() -> None:
    metadata = json.loads(type_metadata())
    assert metadata["vct"] == VCT
    assert type_metadata_integrity() == "sha256-" + base64.b64encode(sha256(type_metadata()).digest()).decode()
    by_path = {tuple(entry["path"]): entry for entry in metadata["claims"]}
    assert {path for path, entry in by_path.items() if entry["sd"] == "always"} == set(DISCLOSABLE)
    assert {path[0] for path, entry in by_path.items() if entry["sd"] == "never"} <= ALWAYS
    for entry in [metadata, *metadata["claims"]]:
        assert [display["locale"] for display in entry["display"]] == ["nl", "en"]


@pytest.mark.parametrize(
    "change",
    [
        {"details": "x"}, {"details": []}, {"details": {"title": 3}}, {"details": {"period": "x"}},
        {"details": {"period": {"start": 3}}}, {"details": {"evidence": {}}}, {"details": {"evidence": ["x"]}},
        {"details": {"evidence": [{"name": 1}]}}, {"details": {"assessor": {"name": []}}}, {"skills": []},
        {"skills": {"urn:x": "lassen"}}, {"skills": {"urn:x": {"name": "lassen"}}},
        {"skills": {"urn:x": {"level": 3}}}, {"skills": {"urn:x": {"level": {"value": 3}}}},
        {"skills": {"urn:x": {"code": {}}}}, {"basis": 3}, {"given_name": {}},
        {"skills": {"urn:x": {"level": {}}}}, {"skills": {"urn:x": {"level": {"value": None}}}},
        {"details": {"evidence": [{}]}}, {"details": {"assessor": {"role": "mentor"}}},
    ],
)  # fmt: skip
def test_claims_of_the_wrong_form(change: dict[str, Any]) -> None:
    claims = {**CLAIMS, **change}
    with pytest.raises(InputError) as read:
        from_claims(claims)
    assert read.value.code == "record_claims"
    with pytest.raises(Refused) as checked:
        check_claims(claims)
    assert checked.value.code == "schema_violated"


@pytest.mark.parametrize("format_", [OPEN_BADGE, SD_JWT_VC, "vc+jwt"])
def test_what_is_no_skill_attestation(format_: str) -> None:
    with pytest.raises(InputError) as caught:
        SkillAttestation.from_credential(Credential(b"", "", {"vct": "urn:other", "type": "x"}, format_))
    assert caught.value.code == "record_not_skills"


def test_no_holder_no_end() -> None:
    record = SkillAttestation(title="x", skills=(Skill("urn:x:y", {"nl": "x"}, level=Level("3")),))
    claims = to_claims(record, iss=ISSUER.id, issuer=ISSUER, credential_id=ID, issued_at=NOW, valid_from=NOW)
    assert not {"cnf", "exp", "given_name", "basis"} & set(claims)
    assert None not in claims.values()
