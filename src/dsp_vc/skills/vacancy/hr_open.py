"""Vacancies as systems for personnel exchange them: HR Open Standards 4.x, ``recruiting``.

A ``PositionOpening`` with its profiles (``positionQualifications`` with ``positionCompetencies``), or a ``JobPosting``
of JDX whose skills bear an annotation. The names of HR-XML 3, with a capital first, are read too.
"""

from __future__ import annotations

from collections.abc import Iterator

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError
from dsp_vc.model.attestation import Level
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.plain_text import plain_line, plain_text
from dsp_vc.skills.vacancy.members import Members, day_of, text_of
from dsp_vc.skills.vacancy.model import UNKNOWN_LANGUAGE, Vacancy
from dsp_vc.skills.vacancy.terms import MAX_ADDRESS, Terms, address_in

_WRAPPED = ("positionOpening", "positionOpenings", "jobPosting", "jobPostings")
_PROFILES = ("positionProfiles", "positionProfile")
_JDX_TERMS = ("skills", "competencies", "knowledge", "abilities", "technologies")
_JDX_TOLD = ("qualificationSummary", "formattedDescriptions", "physicalRequirements")
_HOURS = "HUR"  # UN/CEFACT Recommendation 20
_JDX_MARKS = ("positionID", "postingID", *_JDX_TOLD, "hiringOrganization")


def openings(value: JsonValue, path: str = "") -> Iterator[tuple[str, JsonObject]]:
    """Each profile of an opening and each posting of JDX in a document, with its path; none where it is of another
    kind."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from openings(one, f"{path}[{number}]")
        return
    node = Members(value, _local)
    for name in _WRAPPED:
        if node.has(name):
            yield from openings(node.value(name), _at(path, name))
            return
    for name in _PROFILES:
        if node.has(name):
            for number, profile in enumerate(node.objects(name)):
                yield f"{_at(path, name)}[{number}]", profile
            return
    if (
        isinstance(value, dict)
        and "@type" not in value
        and any(node.has(mark) for mark in ("positionTitle", *_JDX_MARKS))
    ):
        yield path, value


def read(value: JsonObject, path: str, catalogue: Catalogue, lang: str) -> Vacancy:
    """One profile or posting. Raises :class:`InputError` ``vacancy_no_title`` with the path."""
    node = Members(value, _local)
    language = node.text("language").partition("-")[0].lower() or node.of("inLanguage").text("language")
    language = language if language.isalpha() and len(language) in (2, 3) else ""
    name = "positionTitle" if node.has("positionTitle") else "title" if node.has("title") else "name"
    title = plain_line(node.text(name))
    if not title:
        raise InputError("vacancy_no_title", place=_at(path, name))
    terms = Terms(catalogue, language if language in ("nl", "en") else lang)
    _competencies(node, terms)
    _jdx_terms(node, terms)
    terms.job(title, sentence=True)
    text = plain_text("\n".join(_told(node)))
    terms.told(text, Weight.IMPORTANT)
    return Vacancy(
        title={language or UNKNOWN_LANGUAGE: title},
        requirements=terms.requirements(),
        id=plain_line(_identifier(node)),
        organisation=plain_line(
            node.of("positionOrganizations").text("name", "legalName")
            or node.of("hiringOrganization").text("name", "legalName")
        ),
        place=_place(node),
        hours=plain_line(", ".join((*node.texts("workHours"), *_periods(node)))),
        employment=plain_line(", ".join(_employment(node))),
        url=plain_line(node.text("positionUri"), MAX_ADDRESS),
        closes=day_of(node.text("validThrough")),
        occupations=tuple(terms.jobs),
        unknown=tuple(terms.unknown),
        text={language or UNKNOWN_LANGUAGE: text} if text else {},
    )


def _competencies(node: Members, terms: Terms) -> None:
    for qualification in node.all("positionQualifications"):
        for competency in qualification.all("positionCompetencies"):
            _competency(competency, terms)
        for licence in (*qualification.texts("licences"), *qualification.texts("licenses")):
            terms.listed(plain_text(licence))
        terms.told(plain_text(qualification.text("qualificationSummary")))
    for name in ("positionCompetencies", "positionCompetency"):  # HR-XML 3 has them in the profile itself
        for competency in node.all(name):
            _competency(competency, terms)
    for category in (*node.all("jobCategories"), *node.all("occupationCategories")):
        addresses = [category.text("code"), category.text("termCode"), *_addresses(category, "id")]
        terms.job(category.text("name"), filter(None, addresses))


def _competency(node: Members, terms: Terms) -> None:
    """The minimum level makes it essential; what bears but a level that is wished for is optional."""
    required, desired = _level(node.of("requiredProficiencyLevel")), _level(node.of("desiredProficiencyLevel"))
    need = Weight.OPTIONAL if desired is not None and required is None else Weight.ESSENTIAL
    addresses = (*_addresses(node, "competencyIds"), *_addresses(node, "competencyId"))
    terms.term(node.text("competencyName"), addresses, need, required or desired)


def _jdx_terms(node: Members, terms: Terms) -> None:
    for name in _JDX_TERMS:
        for value in node.values(name):
            if not isinstance(value, dict):
                terms.listed(plain_text(text_of(value)))
                continue
            term = Members(value, _local)
            code = term.text("termCode")
            scheme = term.of("inDefinedTermSet").text("url", "name")
            addresses = (code, address_in(scheme, code))
            terms.term(term.text("name", "descriptions"), filter(None, addresses), _annotated(term.of("annotation")))


def _annotated(annotation: Members) -> Weight:
    if annotation.value("required") is True or annotation.value("requiredAtHiring") is True:
        return Weight.ESSENTIAL
    if annotation.value("preferred") is True or annotation.value("required") is False:
        return Weight.OPTIONAL
    return Weight.ESSENTIAL


def _addresses(node: Members, name: str) -> Iterator[str]:
    """Of each ``IdentifierType``: its value, and what its scheme makes of that."""
    for value in node.values(name):
        identifier = Members(value, _local)
        code = text_of(value) or identifier.text("value")
        scheme = " ".join(identifier.text(part) for part in ("schemeId", "schemeLink", "schemeAgencyId"))
        yield from filter(None, (code, address_in(scheme, code)))


def _level(score: Members) -> Level | None:
    """Of a ``BaseScoreType``: its first score; a range of numbers is the scale."""
    text = score.of("scoresText")
    if value := plain_line(text.text("value"), 80):
        return Level(value, plain_line(text.text("scoreTextCode"), 80) or None)
    number = score.of("scoresNumeric")
    if value := plain_line(number.text("value"), 80):
        ends = (number.text("minimum"), number.text("maximum"))
        scale = f"{ends[0]}-{ends[1]}" if all(ends) else number.text("scoreCode")
        return Level(value, plain_line(scale, 80) or None)
    return None


def _told(node: Members) -> Iterator[str]:
    for description in node.all("positionFormattedDescriptions"):
        yield description.text("content")
    for name in _JDX_TOLD:
        yield from node.texts(name)
    for term in (*node.all("responsibilities"), *node.all("tasks")):
        yield from (term.text("name"), *term.texts("descriptions"))


def _identifier(node: Members) -> str:
    said = node.text("postingID", "positionID")
    return said or next(
        (text for name in ("positionId", "profileId", "identifiers") if (text := node.of(name).text("value"))), ""
    )


def _place(node: Members) -> str:
    places: list[str] = []
    for place in (*node.all("positionLocation"), *node.all("jobLocation")):
        parts = (place.text("name"), place.text("city"), place.of("address").text("city", "formattedAddress"))
        places.append(", ".join(dict.fromkeys(filter(None, parts))))
    return plain_line("; ".join(dict.fromkeys(filter(None, places))))


def _periods(node: Members) -> Iterator[str]:
    for period in node.all("workingPeriods"):
        duration = period.of("workDuration")
        unit = duration.text("unitCode")
        yield " ".join(filter(None, (duration.text("value"), "" if unit == _HOURS else unit)))


def _employment(node: Members) -> Iterator[str]:
    for name in ("positionScheduleTypeCodes", "positionOfferingTypes"):
        yield from node.texts(name)
    for name in ("jobSchedules", "jobTerms", "jobAgreements"):
        yield from (term.text("name") for term in node.all(name))


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _local(name: str) -> str:
    """As HR Open writes it: HR-XML has a capital first. Names of capitals alone (``ID``) are as they are."""
    return name[:1].lower() + name[1:]
