"""The record: what somebody can do, who saw it, on what basis. One record, whatever the format it is signed in.

Read from YAML or JSON by ``schemas/skill-attestation.schema.json``. A record read back from a credential of which only
a part was shown has ``None`` and empty tuples where something was not shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import InputError
from dsp_vc.model.credential import OPEN_BADGE, SD_JWT_VC, Credential
from dsp_vc.model.reading import MAX_ENTRIES, Reader, looks_like_bsn

BASES = ("selfAsserted", "attested", "assessed", "validated")
CONTEXTS = ("internship", "sideJob", "volunteering", "employment", "education", "training", "priorLearning")


@dataclass(frozen=True, slots=True)
class Level:
    """A level on a named scale, with the sentence that says what somebody at that level does."""

    value: str
    scale: str | None = None
    name: str | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Assessor:
    """Who saw or tested it."""

    name: str
    role: str | None = None
    organisation: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that shows it: a piece of work, a form, a test."""

    name: str
    description: str | None = None
    url: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Criteria:
    """What had to be shown for it."""

    narrative: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From and until, calendar dates, inclusive."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Whom it is about: ``id`` is the DID of the person's own key; the rest is for comparing with an ID."""

    id: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    birthdate: str | None = None


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill: the ``uri`` in its framework (ESCO, CompetentNL, your own), and ``name`` by language."""

    uri: str
    name: Mapping[str, str] = field(default_factory=dict)
    framework: str | None = None
    code: str | None = None
    level: Level | None = None
    narrative: str | None = None
    assessor: Assessor | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillAttestation:
    """The whole record. ``external_id`` stays with the issuer and is never rendered."""

    title: str | None = None
    description: str | None = None
    basis: str | None = None
    context: str | None = None
    skills: tuple[Skill, ...] = ()
    subject: Person = field(default_factory=Person)
    role: str | None = None
    volume: str | None = None
    period: Period | None = None
    last_demonstrated: str | None = None
    criteria: Criteria | None = None
    assessor: Assessor | None = None
    evidence: tuple[Evidence, ...] = ()
    valid_from: str | None = None
    valid_until: str | None = None
    language: str | None = None
    external_id: str | None = None

    @classmethod
    def from_dict(cls, value: JsonValue) -> SkillAttestation:
        """Read a record. Raises :class:`InputError` ``record_*`` with the dotted path of what is wrong."""
        return _read_record(value)

    @classmethod
    def from_credential(cls, credential: Credential) -> SkillAttestation:
        """Read the record back from either rendering. Raises :class:`InputError` ``record_not_skills`` where the
        credential is no skill attestation."""
        from dsp_vc.model.open_badge import from_open_badge
        from dsp_vc.model.sd_jwt_vc import from_claims

        if credential.format == OPEN_BADGE:
            return from_open_badge(dict(credential.claims))
        if credential.format == SD_JWT_VC:
            return from_claims(dict(credential.claims))
        raise InputError("record_not_skills")

    def to_dict(self) -> JsonObject:
        """As in the record file; what was left out is left out."""
        found = _as_json(self)
        assert isinstance(found, dict)
        return found


def _read_record(value: JsonValue) -> SkillAttestation:
    record = Reader.of(value, "", _names(SkillAttestation))
    attestation = SkillAttestation(
        title=record.need("title", record.text),
        description=record.long_text("description"),
        basis=record.need("basis", lambda name: record.choice(name, BASES)),
        context=record.need("context", lambda name: record.choice(name, CONTEXTS)),
        skills=record.need("skills", lambda name: record.many(name, _read_skill)),
        subject=record.one("subject", _read_person) or Person(),
        role=record.text("role"),
        volume=record.duration("volume"),
        period=record.one("period", _read_period),
        last_demonstrated=record.date("last_demonstrated"),
        criteria=record.one("criteria", _read_criteria),
        assessor=record.one("assessor", _read_assessor),
        evidence=record.many("evidence", _read_evidence),
        valid_from=record.moment("valid_from"),
        valid_until=record.moment("valid_until"),
        language=record.language("language"),
        external_id=record.text("external_id"),
    )
    _check_whole(attestation)
    return attestation


def _check_whole(record: SkillAttestation) -> None:
    uris = [skill.uri for skill in record.skills]
    repeated = next((number for number, uri in enumerate(uris) if uri in uris[:number]), None)
    if repeated is not None:
        raise InputError("record_repeats", path=f"skills[{repeated}].uri", value=uris[repeated])
    if len(uris) > MAX_ENTRIES:
        raise InputError("record_list", path="skills", limit=MAX_ENTRIES)
    _check_evidence(record)
    begins, ends = record.valid_from, record.valid_until
    if begins and ends and parse_datetime(ends) < parse_datetime(begins):
        raise InputError("record_order", path="valid_until")


def _check_evidence(record: SkillAttestation) -> None:
    """One address is one thing: signed, two that share it could exchange what is said of them."""
    lists = [("evidence", record.evidence)]
    lists += [(f"skills[{number}].evidence", skill.evidence) for number, skill in enumerate(record.skills)]
    seen: dict[str, Evidence] = {}
    for path, entries in lists:
        for number, entry in enumerate(entries):
            if entry in entries[:number]:
                raise InputError("record_repeats", path=f"{path}[{number}]", value=entry.name)
            if entry.url is None:
                continue
            shared = record.criteria is not None and record.criteria.url == entry.url
            if shared or seen.setdefault(entry.url, entry) != entry:
                raise InputError("record_shared", path=f"{path}[{number}].url", value=entry.url)


def _read_person(value: JsonValue, path: str) -> Person:
    reader = Reader.of(value, path, _names(Person))
    for name in reader.value:
        text = reader.value[name]
        if isinstance(text, str | int) and looks_like_bsn(str(text)):
            raise InputError("record_bsn", path=reader.at(name))
    return Person(reader.iri("id"), reader.text("given_name"), reader.text("family_name"), reader.date("birthdate"))


def _read_skill(value: JsonValue, path: str) -> Skill:
    reader = Reader.of(value, path, _names(Skill))
    names = reader.names("name")
    if not names:
        raise InputError("record_missing", path=reader.at("name"))
    return Skill(
        uri=reader.need("uri", reader.iri),
        name=names,
        framework=reader.text("framework"),
        code=reader.text("code"),
        level=reader.one("level", _read_level),
        narrative=reader.long_text("narrative"),
        assessor=reader.one("assessor", _read_assessor),
        evidence=reader.many("evidence", _read_evidence),
    )


def _read_level(value: JsonValue, path: str) -> Level:
    reader = Reader.of(value, path, _names(Level))
    return Level(
        reader.need("value", reader.text), reader.text("scale"), reader.text("name"), reader.long_text("sentence")
    )


def _read_assessor(value: JsonValue, path: str) -> Assessor:
    reader = Reader.of(value, path, _names(Assessor))
    return Assessor(
        reader.need("name", reader.text), reader.text("role"), reader.text("organisation"), reader.iri("url")
    )


def _read_evidence(value: JsonValue, path: str) -> Evidence:
    reader = Reader.of(value, path, _names(Evidence))
    return Evidence(
        reader.need("name", reader.text), reader.long_text("description"), reader.iri("url"), reader.text("kind")
    )


def _read_criteria(value: JsonValue, path: str) -> Criteria:
    if isinstance(value, str):
        return Criteria(Reader({"narrative": value}, path).long_text("narrative"))
    reader = Reader.of(value, path, _names(Criteria))
    found = Criteria(reader.long_text("narrative"), reader.iri("url"))
    if found == Criteria():
        raise InputError("record_missing", path=reader.at("narrative"))
    return found


def _read_period(value: JsonValue, path: str) -> Period:
    reader = Reader.of(value, path, _names(Period))
    found = Period(reader.date("start"), reader.date("end"))
    if found.start and found.end and found.end < found.start:
        raise InputError("record_order", path=reader.at("end"))
    return found


def _names(kind: type[Any]) -> frozenset[str]:
    return frozenset(member.name for member in fields(kind))


def _as_json(value: Any) -> JsonValue:
    if is_dataclass(value):
        members = {member.name: _as_json(getattr(value, member.name)) for member in fields(value)}
        return {name: member for name, member in members.items() if member not in (None, [], {})}
    if isinstance(value, Mapping):
        return {str(name): _as_json(member) for name, member in value.items()}
    if isinstance(value, tuple):
        return [_as_json(entry) for entry in value]
    return value  # type: ignore[no-any-return]
