"""The record as claims of an SD-JWT VC, and back: the twin of the Open Badge.

Each skill is disclosable, and inside it level, assessor, evidence and narrative again; given name, family name and
birth date each alone. The rest stands in ``details``, one by one disclosable in there (RFC 9901 §4.2.6): where nothing
of it is shown, one digest stands for all, and the token fits in a code. What a verifier needs to check at all is never
disclosable (SD-JWT VC §2.2.2.3).
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import format_datetime, from_epoch
from dsp_vc.errors import InputError, Refused
from dsp_vc.model.attestation import (
    Assessor,
    Criteria,
    Evidence,
    Level,
    Period,
    Person,
    Skill,
    SkillAttestation,
)
from dsp_vc.model.issuer_profile import IssuerProfile

VCT = "urn:dsp-vc:skill-attestation:1"
TYPE_METADATA = "skill-attestation.vct.json"
Path = tuple[str | None, ...]

_PERSON = ("given_name", "family_name", "birthdate")
DETAILS = "details"
_TEXTS = ("title", "description", "context", "role", "volume", "last_demonstrated", "language")
_DETAILS = (*_TEXTS, "period", "criteria", "assessor", "evidence")
_IN_SKILL = ("level", "assessor", "evidence", "narrative")
#: What may be disclosed one by one; ``None`` stands for every member of the map.
DISCLOSABLE: tuple[Path, ...] = (
    ("jti",),
    *((name,) for name in (*_PERSON, "basis", DETAILS)),
    *((DETAILS, name) for name in _DETAILS),
    ("skills", None),
    *(("skills", None, name) for name in _IN_SKILL),
)


def to_claims(
    record: SkillAttestation,
    *,
    iss: str,
    issuer: IssuerProfile,
    credential_id: str,
    issued_at: datetime,
    valid_from: datetime,
    valid_until: datetime | None = None,
    holder_jwk: JsonObject | None = None,
    status: JsonObject | None = None,
) -> JsonObject:
    """The claims to sign; :data:`DISCLOSABLE` says which of them may be disclosed one by one. ``status`` is the claim
    of that name (SD-JWT VC §2.2.2.2)."""
    claims: JsonObject = {
        "iss": iss,
        "iat": int(issued_at.timestamp()),
        "nbf": int(valid_from.timestamp()),
        "vct": VCT,
        "vct#integrity": type_metadata_integrity(),
        # The name is as public as `iss`: hiding it would protect nobody, and a verifier without trust needs it.
        "issuer_name": issuer.name,
        "jti": credential_id,
    }
    if valid_until is not None:
        claims["exp"] = int(valid_until.timestamp())
    if holder_jwk is not None:
        claims["cnf"] = {"jwk": holder_jwk}
    if status is not None:
        claims["status"] = status
    plain = record.to_dict()
    if "basis" in plain:
        claims["basis"] = plain["basis"]
    claims[DETAILS] = {name: plain[name] for name in _DETAILS if name in plain}
    person = plain.get("subject")
    if isinstance(person, dict):
        claims.update({name: person[name] for name in _PERSON if name in person})
    skills = plain.get("skills")
    if isinstance(skills, list):
        claims["skills"] = {
            str(skill["uri"]): {name: member for name, member in skill.items() if name != "uri"}
            for skill in skills
            if isinstance(skill, dict)
        }
    return claims


def from_claims(claims: JsonObject) -> SkillAttestation:
    """Read a record back, whole or in part. Raises :class:`InputError` ``record_not_skills`` for another ``vct``,
    ``record_claims`` for what has the wrong form."""
    if claims.get("vct") != VCT:
        raise InputError("record_not_skills")
    details = claims.get(DETAILS, {})
    if not isinstance(details, dict):
        raise InputError("record_claims", detail="details is no object")
    return SkillAttestation(
        **{name: _text(details.get(name)) for name in _TEXTS},
        basis=_text(claims.get("basis")),
        skills=_skills(claims.get("skills")),
        subject=Person(None, *(_text(claims.get(name)) for name in _PERSON)),
        period=_part(Period, details.get("period")),
        criteria=_part(Criteria, details.get("criteria")),
        assessor=_part(Assessor, details.get("assessor")),
        evidence=_evidence(details.get("evidence")),
        valid_from=_moment(claims.get("nbf")),
        valid_until=_moment(claims.get("exp")),
    )


def check_claims(claims: JsonObject) -> None:
    """Hold what was disclosed to the shape of our type. Raises :class:`Refused` ``schema_violated``."""
    for name in ("jti", "issuer_name", "basis", *_PERSON):
        if name in claims and not isinstance(claims[name], str):
            raise Refused("schema_violated", detail=name)
    try:
        from_claims(claims)
    except InputError as error:
        raise Refused("schema_violated", detail=error.detail or error.code) from error


@cache
def type_metadata() -> bytes:
    """The published Type Metadata of our type, byte for byte."""
    from dsp_vc.model.schemas import read_schema

    return read_schema(TYPE_METADATA)


@cache
def type_metadata_integrity() -> str:
    """Its subresource integrity (``vct#integrity``)."""
    return f"sha256-{base64.b64encode(sha256(type_metadata()).digest()).decode()}"


def _skills(value: JsonValue) -> tuple[Skill, ...]:
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise InputError("record_claims", detail="skills is no map")
    return tuple(_skill(uri, entry) for uri, entry in value.items())


def _skill(uri: str, value: JsonValue) -> Skill:
    if not isinstance(value, dict):
        raise InputError("record_claims", detail="a skill is no object")
    names = value.get("name", {})
    if not isinstance(names, dict):
        raise InputError("record_claims", detail="the name of a skill is no map")
    return Skill(
        uri=uri,
        name={str(language): str(name) for language, name in names.items()},
        framework=_text(value.get("framework")),
        code=_text(value.get("code")),
        level=_part(Level, value.get("level")),
        narrative=_text(value.get("narrative")),
        assessor=_part(Assessor, value.get("assessor")),
        evidence=_evidence(value.get("evidence")),
    )


def _evidence(value: JsonValue) -> tuple[Evidence, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise InputError("record_claims", detail="evidence is no list")
    return tuple(part for entry in value if (part := _part(Evidence, entry)) is not None)


def _part(kind: Any, value: JsonValue) -> Any:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise InputError("record_claims", detail=f"{kind.__name__.lower()} is no object")
    members = {member.name: _text(value.get(member.name)) for member in fields(kind)}
    if any(members[member.name] is None and member.default is MISSING for member in fields(kind)):
        raise InputError("record_claims", detail=f"{kind.__name__.lower()} lacks what it needs")
    return kind(**members)


def _text(value: JsonValue) -> str | None:
    if value is not None and not isinstance(value, str):
        raise InputError("record_claims", detail="a text was expected")
    return value


def _moment(value: JsonValue) -> str | None:
    return format_datetime(from_epoch(value)) if isinstance(value, int | float) else None
