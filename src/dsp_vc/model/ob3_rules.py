"""The rules of Open Badges 3.0 for what stands in a badge (§B, and the probes of 1EdTech's validator).

Tables say, for each class, which members must be there and of which kind; the walk follows them. Members that are not
in a table are nobody's business here: whether a word is known at all, the guard decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import Refused

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+")
_EXT = re.compile(r"ext:[A-Za-z0-9._\-]+")
_BADGE_TYPES = {"OpenBadgeCredential", "AchievementCredential"}
_TARGET_TYPES = {
    "ceasn:Competency", "ceterms:Credential", "CFItem", "CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel",
    "CTDL",
}  # fmt: skip
_IDENTIFIER_TYPES = {
    "name", "sourcedId", "systemId", "productId", "userName", "accountId", "emailAddress", "nationalIdentityNumber",
    "isbn", "issn", "lisSourcedId", "oneRosterSourcedId", "sisSourcedId", "ltiContextId", "ltiDeploymentId",
    "ltiToolId", "ltiPlatformId", "ltiUserId", "identifier",
}  # fmt: skip
_RESULT_TYPES = {
    "GradePointAverage", "LetterGrade", "Percent", "PerformanceLevel", "PredictedScore", "RawScore", "Result",
    "RubricCriterion", "RubricCriterionLevel", "RubricScore", "ScaledScore", "Status",
}  # fmt: skip
_ACHIEVEMENT_TYPES = {
    "Achievement", "ApprenticeshipCertificate", "Assessment", "Assignment", "AssociateDegree", "Award",
    "BachelorDegree", "Badge", "Certificate", "CertificateOfCompletion", "Certification", "CoCurricular",
    "CommunityService", "Competency", "Course", "Degree", "Diploma", "DoctoralDegree", "Fieldwork",
    "GeneralEducationDevelopment", "JourneymanCertificate", "LearningProgram", "License", "MasterCertificate",
    "MasterDegree", "Membership", "MicroCredential", "ProfessionalDoctorate", "QualityAssuranceCredential",
    "ResearchDoctorate", "SecondarySchoolDiploma",
}  # fmt: skip
_OB_CONTEXTS = "https://purl.imsglobal.org/spec/ob/v3p0/"
_OB_FOR_VC2 = {"context-3.0.3.json", "context.json"}
_VC2 = "https://www.w3.org/ns/credentials/v2"
_STATUSES = {"Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"}


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: a stable ``code``, the dotted ``path``, and a sentence for the issuer's developer."""

    code: str
    path: str
    message: str


Rule = Callable[[JsonValue, str], list[Violation]]


def check_open_badge(document: JsonObject) -> list[Violation]:
    """All broken rules of a badge or an endorsement, in document order; empty where it is right."""
    types = _listed(document.get("type"))
    if "EndorsementCredential" in types:
        return _check(document, "", _ENDORSEMENT)
    found = [] if _BADGE_TYPES & {entry for entry in types if isinstance(entry, str)} else [
        Violation("ob3_type", "type", "neither OpenBadgeCredential nor AchievementCredential")
    ]  # fmt: skip
    return found + _check_context(document) + _check(document, "", _CREDENTIAL)


def _check_context(document: JsonObject) -> list[Violation]:
    listed = [url for url in _listed(document.get("@context")) if isinstance(url, str)]
    found = [url.removeprefix(_OB_CONTEXTS) for url in listed if url.startswith(_OB_CONTEXTS)]
    if not found:
        return [Violation("ob3_context", "@context", "no Open Badges 3.0 context")]
    # The earlier contexts belong to VC 1.1.
    if listed[0] == _VC2 and not _OB_FOR_VC2 & set(found):
        return [Violation("ob3_context", "@context", "a context of Open Badges that belongs to VC 1.1")]
    return []


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the specification: its type (``None``: none needed), required members, and rules by member."""

    type: str | None
    needs: tuple[str, ...]
    rules: Mapping[str, Rule]


def _check(value: JsonObject, path: str, kind: Class) -> list[Violation]:
    found: list[Violation] = []
    if kind.type is not None and kind.type not in _listed(value.get("type")):
        found.append(Violation("ob3_class", _at(path, "type"), f"{kind.type} is missing"))
    found += [Violation("ob3_missing", _at(path, name), "is missing") for name in kind.needs if name not in value]
    for name, rule in kind.rules.items():
        if name in value:
            found += rule(value[name], _at(path, name))
    return found


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _scalar(test: Callable[[JsonValue], bool], message: str) -> Rule:
    def rule(value: JsonValue, path: str) -> list[Violation]:
        return [] if test(value) else [Violation("ob3_value", path, message)]

    return rule


def _of(kind: Callable[[], Class], *, uri: bool = False, many: bool = False) -> Rule:
    """An object of a class (looked up late: classes refer to each other), or an address where ``uri``."""

    def rule(value: JsonValue, path: str) -> list[Violation]:
        if isinstance(value, list) and not many:
            return [Violation("ob3_value", path, "must be one, not several")]
        found: list[Violation] = []
        for number, entry in enumerate(_listed(value)):
            where = f"{path}[{number}]" if isinstance(value, list) else path
            if isinstance(entry, dict):
                found += _check(entry, where, kind())
            elif not (uri and _is_uri(entry)):
                found.append(Violation("ob3_value", where, "must be an object"))
        return found

    return rule


def _is_uri(value: JsonValue) -> bool:
    return isinstance(value, str) and _URI.fullmatch(value) is not None


def _is_moment(value: JsonValue) -> bool:
    try:
        return isinstance(value, str) and parse_datetime(value) is not None
    except Refused:
        return False


def _one_of(words: set[str], *, ext: bool = True) -> Rule:
    def test(value: JsonValue) -> bool:
        return isinstance(value, str) and (value in words or (ext and _EXT.fullmatch(value) is not None))

    return _scalar(test, "is no word of the vocabulary" + (", nor ext:…" if ext else ""))


_text = _scalar(lambda value: isinstance(value, str), "must be a text")
_uri = _scalar(_is_uri, "must be an address")
_moment = _scalar(_is_moment, "must be a moment with a time zone")
_flag = _scalar(lambda value: isinstance(value, bool), "must be true or false")
_number = _scalar(lambda value: isinstance(value, int | float) and not isinstance(value, bool), "must be a number")
_texts = _scalar(lambda value: all(isinstance(entry, str) for entry in _listed(value)), "must be texts")

_IDENTIFIER = Class(
    "IdentifierEntry",
    ("identifier", "identifierType"),
    {"identifier": _text, "identifierType": _one_of(_IDENTIFIER_TYPES)},
)
_IDENTITY = Class(
    "IdentityObject",
    ("hashed", "identityHash", "identityType"),
    {"hashed": _flag, "identityHash": _text, "identityType": _one_of(_IDENTIFIER_TYPES), "salt": _text},
)
_ALIGNMENT = Class(
    "Alignment",
    ("targetName", "targetUrl"),
    {"targetName": _text, "targetUrl": _uri, "targetType": _one_of(_TARGET_TYPES), "targetCode": _text,
     "targetDescription": _text, "targetFramework": _text},
)  # fmt: skip
_PROFILE: Class = Class(
    "Profile",
    ("id",),
    {"id": _uri, "name": _text, "url": _uri, "description": _text, "email": _text, "phone": _text,
     "otherIdentifier": _of(lambda: _IDENTIFIER, many=True), "parentOrg": _of(lambda: _PROFILE)},
)  # fmt: skip
_RUBRIC = Class("RubricCriterionLevel", ("id", "name"), {"id": _uri, "name": _text, "level": _text, "points": _text,
                                                          "description": _text,
                                                          "alignment": _of(lambda: _ALIGNMENT, many=True)})  # fmt: skip
_RESULT_DESCRIPTION = Class(
    "ResultDescription",
    ("id", "name", "resultType"),
    {"id": _uri, "name": _text, "resultType": _one_of(_RESULT_TYPES), "allowedValue": _texts, "requiredLevel": _uri,
     "requiredValue": _text, "valueMax": _text, "valueMin": _text, "alignment": _of(lambda: _ALIGNMENT, many=True),
     "rubricCriterionLevel": _of(lambda: _RUBRIC, many=True)},
)  # fmt: skip
_RESULT = Class(
    "Result",
    (),
    {"achievedLevel": _uri, "resultDescription": _uri, "status": _one_of(_STATUSES, ext=False), "value": _text,
     "alignment": _of(lambda: _ALIGNMENT, many=True)},
)  # fmt: skip
_IMAGE = Class("Image", ("id",), {"id": _uri, "caption": _text})
_RELATED = Class("Related", ("id",), {"id": _uri, "inLanguage": _text, "version": _text})
_CRITERIA = Class(None, (), {"id": _uri, "narrative": _text})
_ACHIEVEMENT = Class(
    "Achievement",
    ("id", "name", "description", "criteria"),
    {"id": _uri, "name": _text, "description": _text, "criteria": _of(lambda: _CRITERIA),
     "achievementType": _one_of(_ACHIEVEMENT_TYPES), "image": _of(lambda: _IMAGE),
     "related": _of(lambda: _RELATED, many=True),
     "creator": _of(lambda: _PROFILE), "alignment": _of(lambda: _ALIGNMENT, many=True),
     "creditsAvailable": _number, "fieldOfStudy": _text,
     "humanCode": _text, "specialization": _text, "tag": _texts, "version": _text, "inLanguage": _text,
     "otherIdentifier": _of(lambda: _IDENTIFIER, many=True),
     "resultDescription": _of(lambda: _RESULT_DESCRIPTION, many=True)},
)  # fmt: skip
_SUBJECT = Class(
    "AchievementSubject",
    ("achievement",),
    {"id": _uri, "activityStartDate": _moment, "activityEndDate": _moment, "creditsEarned": _number, "role": _text,
     "narrative": _text, "term": _text, "licenseNumber": _text, "achievement": _of(lambda: _ACHIEVEMENT),
     "identifier": _of(lambda: _IDENTITY, many=True), "result": _of(lambda: _RESULT, many=True),
     "source": _of(lambda: _PROFILE)},
)  # fmt: skip
_EVIDENCE = Class("Evidence", (), {"id": _uri, "name": _text, "description": _text, "narrative": _text, "genre": _text,
                                   "audience": _text})  # fmt: skip
_TYPED = Class(None, ("id", "type"), {"id": _uri, "type": _texts})
_NEEDS_TYPE = Class(None, ("type",), {"type": _texts})
_ENDORSEMENT_SUBJECT = Class("EndorsementSubject", ("id",), {"id": _uri, "endorsementComment": _text})
_ENVELOPE: Mapping[str, Rule] = {
    "id": _uri, "name": _text, "description": _text, "issuer": _of(lambda: _PROFILE, uri=True),
    "validFrom": _moment, "validUntil": _moment, "awardedDate": _moment,
    "credentialSchema": _of(lambda: _TYPED, many=True), "refreshService": _of(lambda: _TYPED, many=True),
    "termsOfUse": _of(lambda: _NEEDS_TYPE, many=True), "credentialStatus": _of(lambda: _NEEDS_TYPE, many=True),
}  # fmt: skip
_CREDENTIAL = Class(
    "VerifiableCredential",
    ("@context", "id", "issuer", "validFrom", "credentialSubject"),
    {**_ENVELOPE, "name": _text, "credentialSubject": _of(lambda: _SUBJECT),
     "evidence": _of(lambda: _EVIDENCE, many=True), "endorsement": _of(lambda: _ENDORSEMENT, many=True)},
)  # fmt: skip
_ENDORSEMENT: Class = Class(
    "VerifiableCredential",
    ("@context", "id", "issuer", "validFrom", "name", "credentialSubject"),
    {**_ENVELOPE, "credentialSubject": _of(lambda: _ENDORSEMENT_SUBJECT)},
)  # fmt: skip
