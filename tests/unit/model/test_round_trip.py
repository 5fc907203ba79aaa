"""Everything a record says comes back from either rendering, save what docs/reference/renderings.md lists."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dsp_vc.encoding.strict_json import JsonObject, dumps, parse_object
from dsp_vc.errors import InputError
from dsp_vc.model.attestation import BASES, CONTEXTS, Assessor, Criteria, Level, Skill, SkillAttestation
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.model.ob3_rules import check_open_badge
from dsp_vc.model.open_badge import from_open_badge, to_open_badge
from dsp_vc.model.reading import check_text
from dsp_vc.model.sd_jwt_vc import check_claims, from_claims, to_claims
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.rdf.guard import guard

ISSUER = IssuerProfile(
    "did:web:school.example", "School Voorbeeld", "school", "https://school.example", None, (("KVK", "12345678"),)
)
CREDENTIAL_ID = "urn:uuid:6f1d2b8e-6a0e-4e5b-9b39-0d5c9f2b8e11"
BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
CONTEXT_SET = ContextSet.pinned()


def fits(text: str) -> bool:
    try:
        check_text(text, "", 5_000)
    except InputError:
        return False
    return True


words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(fits)
texts = words | st.sampled_from(["@type", "true", "3", "urn:x:y", "nl", "a\nb", "Sam Voorbeeld", " x "])
urls = st.text(string.ascii_letters + string.digits + "-._~/?#%é", max_size=10).map("https://a.example/".__add__)
days = st.dates(datetime(1950, 1, 1).date(), datetime(2050, 1, 1).date()).map(str)
moments = st.datetimes(datetime(1970, 1, 2), datetime(2090, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0).isoformat() + "Z"
)


def members(must: dict[str, st.SearchStrategy], may: dict[str, st.SearchStrategy]) -> st.SearchStrategy:
    return st.fixed_dictionaries(must, optional=may)


assessors = members({"name": texts}, {"role": texts, "organisation": texts, "url": urls})
pieces = st.lists(
    members({"name": texts}, {"description": texts, "url": urls, "kind": texts}),
    max_size=3,
    unique_by=(lambda piece: piece.get("url") or dumps(piece)),
)
skills = members(
    {"uri": urls, "name": st.dictionaries(st.sampled_from(["nl", "en", "de", "pt-BR"]), texts, min_size=1)},
    {
        "framework": st.sampled_from(["ESCO", "CompetentNL", "Eigen lijst"]),
        "code": texts,
        "level": members({"value": texts}, {"scale": texts, "name": texts, "sentence": texts}),
        "narrative": texts,
        "assessor": assessors,
        "evidence": pieces,
    },
)
values = members(
    {
        "title": texts,
        "basis": st.sampled_from(BASES),
        "context": st.sampled_from(CONTEXTS),
        "skills": st.lists(skills, min_size=1, max_size=4, unique_by=lambda skill: skill["uri"]),
    },
    {
        "description": texts,
        "subject": members({}, {"given_name": texts, "family_name": texts, "birthdate": days}),
        "role": texts,
        "volume": st.sampled_from(["PT640H", "P6M", "P10W"]),
        "period": st.tuples(days, days).map(lambda two: dict(zip(("start", "end"), sorted(two), strict=True)))
        | members({"start": days}, {})
        | members({"end": days}, {}),
        "last_demonstrated": days,
        "criteria": texts | members({"narrative": texts}, {"url": urls}) | members({"url": urls}, {}),
        "assessor": assessors,
        "evidence": pieces,
        "language": st.sampled_from(["nl", "en", "nl-BE"]),
        "external_id": texts,
    },
)


@st.composite
def records(draw: st.DrawFn) -> SkillAttestation:
    """Any record that is accepted; sometimes a piece of evidence of the whole is that of a skill too."""
    value: JsonObject = draw(values)
    if draw(st.booleans()) and value.get("evidence"):
        value["skills"][-1]["evidence"] = draw(st.permutations(value["evidence"]))  # type: ignore[index,call-overload]
    try:
        return SkillAttestation.from_dict(value)
    except InputError as error:
        # A random text may hold a BSN, and two random pieces of evidence may share an address; nothing else is wrong.
        assume(error.code not in ("record_bsn", "record_shared"))
        raise


def badge(record: SkillAttestation, **named: object) -> JsonObject:
    given = {"issuer": ISSUER, "credential_id": CREDENTIAL_ID, "valid_from": BEGINS, "subject_id": record.subject.id}
    return to_open_badge(record, **(given | named))  # type: ignore[arg-type]


def claims(record: SkillAttestation, **named: object) -> JsonObject:
    given = {"iss": ISSUER.id, "issuer": ISSUER, "credential_id": CREDENTIAL_ID, "issued_at": BEGINS,
             "valid_from": BEGINS}  # fmt: skip
    return to_claims(record, **(given | named))  # type: ignore[arg-type]


def without_listed_losses(record: SkillAttestation) -> SkillAttestation:
    """What docs/reference/renderings.md says does not come back from an Open Badge."""

    def level(given: Level | None) -> Level | None:
        if given is None:
            return None
        name = None if given.name == given.value else given.name
        return replace(given, name=name, scale=None if given.scale == "Niveau" else given.scale)

    told = record.description or record.title
    criteria = None if record.criteria == Criteria(told) else record.criteria
    return replace(
        record,
        external_id=None,
        description=None if record.description == record.title else record.description,
        criteria=criteria,
        skills=tuple(replace(skill, level=level(skill.level)) for skill in record.skills),
        valid_from="2026-01-01T00:00:00Z",
    )


def told_apart(record: SkillAttestation) -> bool:
    """Whether evidence without an address differs in its words, however they are divided over its fields."""
    every = {*record.evidence, *(piece for skill in record.skills for piece in skill.evidence)}
    keys = [piece.url or ": ".join(filter(None, (piece.name, piece.description, piece.kind))) for piece in every]
    return len(set(keys)) == len(keys)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(record=records())
def test_dictionary(record: SkillAttestation) -> None:
    assert SkillAttestation.from_dict(parse_object(dumps(record.to_dict()))) == record


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(record=records())
def test_open_badge(record: SkillAttestation) -> None:
    document = badge(record)
    guard(document, CONTEXT_SET)
    assert check_open_badge(document) == []
    if told_apart(record):
        assert from_open_badge(parse_object(dumps(document))) == without_listed_losses(record)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(record=records())
def test_sd_jwt_vc(record: SkillAttestation) -> None:
    document = claims(record)
    check_claims(document)
    back = from_claims(parse_object(dumps(document)))
    assert back == replace(record, external_id=None, valid_from="2026-01-01T00:00:00Z")


@given(begins=moments, length=st.integers(0, 10**9))
def test_validity(begins: str, length: int) -> None:
    start = datetime.fromisoformat(begins)
    end = start + timedelta(seconds=length)
    record = SkillAttestation(title="x", skills=(Skill("urn:x:y", {"nl": "x"}),))
    for back in (
        from_open_badge(badge(record, valid_from=start, valid_until=end)),
        from_claims(claims(record, valid_from=start, valid_until=end)),
    ):
        assert (back.valid_from, back.valid_until) == (begins, end.isoformat().replace("+00:00", "Z"))


def test_the_assessor_of_a_skill_comes_back_whole() -> None:
    assessor = Assessor("B. Voorbeeld", "monteur", "Bedrijf Voorbeeld", "https://bedrijf.example")
    record = SkillAttestation(title="x", skills=(Skill("urn:x:y", {"nl": "x"}, assessor=assessor),))
    assert from_open_badge(badge(record)).skills[0].assessor == assessor


def test_languages_with_the_same_name_both_come_back() -> None:
    for name in ({"nl": "Scrum", "en": "Scrum"}, {"en": "Scrum"}, {"de": "a", "en": "b"}, {"nl": "a", "en": "b"}):
        record = SkillAttestation(title="x", skills=(Skill("urn:x:y", name),))
        assert from_open_badge(badge(record)).skills[0].name == name


def test_the_number_of_the_issuer_is_in_neither() -> None:
    record = SkillAttestation(title="x", skills=(Skill("urn:x:y", {"nl": "x"}),), external_id="dossier-4711")
    assert "4711" not in dumps(badge(record)) + dumps(claims(record))
