"""The record as an Open Badges 3.0 credential (W3C VC 2.0), and back.

What Open Badges has no field for goes into its own extension points: a ``result`` with an ``ext:`` result type and a
plain ``value``. No list terms are used (a verifier in wide use canonicalises them wrongly), no language-tagged texts,
and no term whose meaning differs between the published contents of the context.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import InputError
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

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
_FRAMEWORK_TYPES = {"ESCO": "ext:ESCOSkill", "CompetentNL": "ext:CompetentNLSkill"}
_OWN_SKILL = "ext:Skill"
_PERSON = ("given_name", "family_name", "birthdate")
_PLAIN = ("basis", "context", "volume", "last_demonstrated", "language")
_LEVEL = "Niveau"
_DUTCH = "nl"
#: Who saw one skill, where that differs: kinds of result, and the members of the record.
_ASSESSOR = (
    ("assessor", "name"),
    ("assessor_role", "role"),
    ("assessor_organisation", "organisation"),
    ("assessor_url", "url"),
)


def to_open_badge(
    record: SkillAttestation,
    *,
    issuer: IssuerProfile,
    credential_id: str,
    valid_from: datetime,
    valid_until: datetime | None = None,
    subject_id: str | None = None,
    status: Sequence[JsonObject] = (),
) -> JsonObject:
    """The unsigned credential. ``credential_id`` is a ``urn:uuid:``; other identifiers are derived from it. ``status``
    are its entries in status lists (VCDM 2.0 §4.10)."""
    document = _Writer(record, credential_id).credential(issuer, valid_from, valid_until, subject_id)
    return {**document, "credentialStatus": list(status)} if status else document


class _Writer:
    def __init__(self, record: SkillAttestation, credential_id: str) -> None:
        self._record = record
        self._id = credential_id
        self._descriptions: list[JsonValue] = []
        self._results: list[JsonValue] = []
        self._noted: set[str] = set()

    def credential(
        self, issuer: IssuerProfile, valid_from: datetime, valid_until: datetime | None, subject_id: str | None
    ) -> JsonObject:
        record = self._record
        for name in _PLAIN:
            self._note(name, getattr(record, name))
        for skill in record.skills:
            self._skill(skill)
        for entry in record.evidence:
            if any(entry in skill.evidence for skill in record.skills):
                self._note("evidence", _evidence_key(_evidence(entry)))
        # Where the subject signs for themself, the issuer is named by its id alone: two objects with one id could
        # exchange members unseen by the signature.
        document: JsonObject = {
            "@context": list(CONTEXTS),
            "id": self._id,
            "type": ["VerifiableCredential", "AchievementCredential"],
            "issuer": issuer.id if subject_id == issuer.id else issuer.to_open_badge(),
            "validFrom": format_datetime(valid_from),
        }
        if valid_until is not None:
            document["validUntil"] = format_datetime(valid_until)
        document["name"] = record.title or ""
        document["credentialSubject"] = self._subject(subject_id)
        evidence = [*record.evidence, *(entry for skill in record.skills for entry in skill.evidence)]
        if evidence:
            document["evidence"] = _unique(_evidence(entry) for entry in evidence)
        return document

    def _urn(self, part: str) -> str:
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{self._id}#{part}')}"

    def _subject(self, subject_id: str | None) -> JsonObject:
        record = self._record
        subject: JsonObject = {"id": subject_id} if subject_id else {}
        subject["type"] = ["AchievementSubject"]
        identifiers = [
            _identity(f"ext:{name}", value) for name in _PERSON if (value := getattr(record.subject, name)) is not None
        ]
        if identifiers:
            subject["identifier"] = list(identifiers)
        if record.role:
            subject["role"] = record.role
        if record.period and record.period.start:
            subject["activityStartDate"] = f"{record.period.start}T00:00:00Z"
        if record.period and record.period.end:
            subject["activityEndDate"] = f"{record.period.end}T00:00:00Z"
        if record.assessor:
            subject["source"] = self._profile(record.assessor)
        subject["achievement"] = self._achievement()
        subject["result"] = self._results
        return subject

    def _achievement(self) -> JsonObject:
        record = self._record
        description = record.description or record.title or ""
        criteria: JsonObject = {}
        if record.criteria and record.criteria.url:
            criteria["id"] = record.criteria.url
        narrative = record.criteria.narrative if record.criteria else description
        if narrative:
            criteria["narrative"] = narrative
        return {
            "id": self._urn("achievement"),
            "type": ["Achievement"],
            "name": record.title or "",
            "description": description,
            "criteria": criteria,
            "alignment": [_alignment(skill) for skill in record.skills],
            "resultDescription": self._descriptions,
        }

    def _skill(self, skill: Skill) -> None:
        if skill.level is not None:
            self._level(skill, skill.level)
        others = {language: name for language, name in skill.name.items() if language != _DUTCH}
        if skill.name.get(_DUTCH) in others.values():
            others[_DUTCH] = skill.name[_DUTCH]  # else the reader would take the name shown for the other language's
        for language, name in others.items():
            self._note(f"name_{language}", name, skill)
        self._note("narrative", skill.narrative, skill)
        for kind, member in _ASSESSOR:
            self._note(kind, getattr(skill.assessor, member, None), skill)
        for entry in skill.evidence:
            self._note("evidence", _evidence_key(_evidence(entry)), skill)

    def _level(self, skill: Skill, level: Level) -> None:
        description = self._urn(f"level {skill.uri}")
        achieved = self._urn(f"level {skill.uri} {level.value}")
        rubric: JsonObject = {
            "id": achieved,
            "type": ["RubricCriterionLevel"],
            "name": level.name or level.value,
            "level": level.value,
        }
        if level.sentence:
            rubric["description"] = level.sentence
        self._descriptions.append(
            {
                "id": description,
                "type": ["ResultDescription"],
                "name": level.scale or _LEVEL,
                "resultType": "RubricCriterionLevel",
                "alignment": [_alignment(skill)],
                "rubricCriterionLevel": [rubric],
            }
        )
        self._results.append(
            {
                "type": ["Result"],
                "resultDescription": description,
                "achievedLevel": achieved,
                "alignment": [_alignment(skill)],
            }
        )

    def _note(self, name: str, value: str | None, skill: Skill | None = None) -> None:
        """One fact that Open Badges has no field for. Only pieces of evidence are several of one name."""
        if value is None:
            return
        several = f" {value}" if name == "evidence" else ""
        description = self._urn(f"{name} {skill.uri if skill else ''}{several}")
        if description in self._noted:
            return
        self._noted.add(description)
        described: JsonObject = {
            "id": description,
            "type": ["ResultDescription"],
            "name": name,
            "resultType": f"ext:{name}",
        }
        result: JsonObject = {"type": ["Result"], "resultDescription": description, "value": value}
        if skill is not None:
            described["alignment"] = [_alignment(skill)]
            result["alignment"] = [_alignment(skill)]
        self._descriptions.append(described)
        self._results.append(result)

    def _profile(self, assessor: Assessor) -> JsonObject:
        profile: JsonObject = {"id": self._urn("assessor"), "type": ["Profile"], "name": assessor.name}
        if assessor.role:
            profile["description"] = assessor.role
        if assessor.url:
            profile["url"] = assessor.url
        if assessor.organisation:
            parent: JsonObject = {"id": self._urn("organisation"), "type": ["Profile"], "name": assessor.organisation}
            profile["parentOrg"] = parent
        return profile


def _alignment(skill: Skill) -> JsonObject:
    alignment: JsonObject = {
        "type": ["Alignment"],
        "targetType": _FRAMEWORK_TYPES.get(skill.framework or "", _OWN_SKILL),
        "targetName": _shown_name(skill),
        "targetUrl": skill.uri,
    }
    if skill.framework:
        alignment["targetFramework"] = skill.framework
    if skill.code:
        alignment["targetCode"] = skill.code
    return alignment


def _shown_name(skill: Skill) -> str:
    return skill.name.get(_DUTCH) or next(iter(skill.name.values()), skill.uri)


def _identity(kind: str, value: str) -> JsonObject:
    return {"type": "IdentityObject", "hashed": False, "identityHash": value, "identityType": kind}


def _evidence(entry: Evidence) -> JsonObject:
    value: JsonObject = {"id": entry.url} if entry.url else {}
    value.update({"type": ["Evidence"], "name": entry.name})
    if entry.description:
        value["description"] = entry.description
    if entry.kind:
        value["genre"] = entry.kind
    return value


def _evidence_key(entry: JsonObject) -> str:
    """What a result names a piece of evidence by: its address, else what is said of it."""
    told = (_text(entry, name) for name in ("name", "description", "narrative", "genre"))
    return _text(entry, "id") or ": ".join(filter(None, told))


def _unique(entries: Iterable[JsonObject]) -> list[JsonValue]:
    found: list[JsonValue] = []
    for entry in entries:
        if entry not in found:
            found.append(entry)
    return found


def from_open_badge(document: JsonObject) -> SkillAttestation:
    """Read a record back; a badge of somebody else's making gives what it says about skills.

    Raises :class:`InputError` ``record_not_skills`` where there is no achievement.
    """
    subject = _first(document.get("credentialSubject"))
    achievement = _first(subject.get("achievement"))
    if not achievement:
        raise InputError("record_not_skills")
    kinds = {str(entry.get("id")): entry for entry in _objects(achievement.get("resultDescription"))}
    notes = _Notes()
    levels: dict[str, Level] = {}
    for result in _objects(subject.get("result")):
        described = kinds.get(str(result.get("resultDescription")), {})
        uri = str(_first(result.get("alignment")).get("targetUrl", ""))
        kind, value = str(described.get("resultType", "")), result.get("value")
        if kind.startswith("ext:") and isinstance(value, str):
            notes.add(uri, kind[len("ext:") :], value)
        elif "achievedLevel" in result:
            levels[uri] = _read_level(described, str(result["achievedLevel"]))
    person = {str(entry.get("identityType")): _text(entry, "identityHash") for entry in _identities(subject)}
    title = _text(achievement, "name")
    description = _text(achievement, "description")
    evidence = [(_evidence_key(entry), _read_evidence(entry)) for entry in _objects(document.get("evidence"))]
    skills = tuple(_read_skill(entry, levels, notes, evidence) for entry in _objects(achievement.get("alignment")))
    of_skills = {entry for skill in skills for entry in skill.evidence}
    shared = notes.all("", "evidence")
    return SkillAttestation(
        title=title,
        description=None if description == title else description,
        basis=notes.one("", "basis"),
        context=notes.one("", "context"),
        skills=skills,
        subject=Person(_text(subject, "id"), *(person.get(f"ext:{name}") for name in _PERSON)),
        role=_text(subject, "role"),
        volume=notes.one("", "volume"),
        period=_read_period(subject),
        last_demonstrated=notes.one("", "last_demonstrated"),
        criteria=_read_criteria(_first(achievement.get("criteria")), description),
        assessor=_read_assessor(_first(subject.get("source"))),
        evidence=tuple(entry for key, entry in evidence if entry not in of_skills or key in shared),
        valid_from=_text(document, "validFrom"),
        valid_until=_text(document, "validUntil"),
        language=notes.one("", "language"),
    )


class _Notes:
    """The facts that stand in results, by skill (empty for the whole) and kind; in their order where several."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, list[str]]] = {}

    def add(self, uri: str, kind: str, value: str) -> None:
        self._found.setdefault(uri, {}).setdefault(kind, []).append(value)

    def all(self, uri: str, kind: str) -> list[str]:
        return self._found.get(uri, {}).get(kind, [])

    def one(self, uri: str, kind: str) -> str | None:
        return next(iter(self.all(uri, kind)), None)

    def names(self, uri: str) -> dict[str, str]:
        """The names of a skill by language."""
        start = "name_"
        return {kind[len(start) :]: found[0] for kind, found in self._found.get(uri, {}).items() if kind[:5] == start}


def _read_skill(
    alignment: JsonObject, levels: dict[str, Level], notes: _Notes, evidence: list[tuple[str, Evidence]]
) -> Skill:
    uri = _text(alignment, "targetUrl") or ""
    others = notes.names(uri)
    shown = _text(alignment, "targetName")
    assessor = [notes.one(uri, kind) for kind, _ in _ASSESSOR]
    return Skill(
        uri=uri,
        name=others if shown is None or shown in others.values() else {_DUTCH: shown, **others},
        framework=_text(alignment, "targetFramework"),
        code=_text(alignment, "targetCode"),
        level=levels.get(uri),
        narrative=notes.one(uri, "narrative"),
        assessor=Assessor(assessor[0], *assessor[1:]) if assessor[0] else None,
        evidence=tuple(entry for named in notes.all(uri, "evidence") for key, entry in evidence if key == named),
    )


def _read_level(described: JsonObject, achieved: str) -> Level:
    for rubric in _objects(described.get("rubricCriterionLevel")):
        if rubric.get("id") == achieved:
            name = _text(rubric, "name")
            value = _text(rubric, "level") or name or achieved
            scale = _text(described, "name")
            return Level(
                value, None if scale == _LEVEL else scale, None if name == value else name, _text(rubric, "description")
            )
    return Level(achieved)


def _read_period(subject: JsonObject) -> Period | None:
    start, end = (_text(subject, name) for name in ("activityStartDate", "activityEndDate"))
    day = len("2026-02-28")
    return Period(start[:day] if start else None, end[:day] if end else None) if start or end else None


def _read_criteria(value: JsonObject, description: str | None) -> Criteria | None:
    narrative, url = _text(value, "narrative"), _text(value, "id")
    if (narrative is None and url is None) or (narrative == description and url is None):
        return None
    return Criteria(narrative, url)


def _read_assessor(value: JsonObject) -> Assessor | None:
    name = _text(value, "name")
    if name is None:
        return None
    parent = _first(value.get("parentOrg"))
    return Assessor(name, _text(value, "description"), _text(parent, "name"), _text(value, "url"))


def _read_evidence(value: JsonObject) -> Evidence:
    name = _text(value, "name") or _text(value, "id") or ""
    told = _text(value, "description") or _text(value, "narrative")
    return Evidence(name, told, _text(value, "id"), _text(value, "genre"))


def _identities(subject: JsonObject) -> list[JsonObject]:
    return _objects(subject.get("identifier"))


def _objects(value: JsonValue) -> list[JsonObject]:
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, dict)]


def _first(value: JsonValue) -> JsonObject:
    return next(iter(_objects(value)), {})


def _text(value: JsonObject, name: str) -> str | None:
    found = value.get(name)
    return found if isinstance(found, str) else None
