"""Vacancies as pages publish them: ``JobPosting`` of schema.org, as JSON-LD.

Its members are read by their names, as search engines do: no context is fetched and none is applied, but for the
prefixes that are common. ``skills`` and ``qualifications`` may be text or defined terms; schema.org does not say which
of them are essential, so they are taken to be; what the description mentions is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.plain_text import plain_line, plain_text
from dsp_vc.skills.vacancy.members import Members, day_of, text_of
from dsp_vc.skills.vacancy.model import UNKNOWN_LANGUAGE, Vacancy
from dsp_vc.skills.vacancy.terms import MAX_ADDRESS, Terms, address_in

_PREFIXES = ("schema:", "https://schema.org/", "http://schema.org/")
_LANGUAGES = {"dutch": "nl", "nederlands": "nl", "english": "en", "engels": "en"}


def postings(value: JsonValue, path: str = "") -> Iterator[tuple[str, JsonObject]]:
    """Each ``JobPosting`` in a JSON-LD document with its path: alone, in a list, in ``@graph``, within another node."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from postings(one, f"{path}[{number}]")
    elif isinstance(value, dict):
        if "JobPosting" in _types(value):
            yield path, value
            return
        for name, one in value.items():
            if name != "@context" and isinstance(one, dict | list):
                yield from postings(one, f"{path}.{name}" if path else name)


def read(posting: JsonObject, path: str, catalogue: Catalogue, lang: str) -> Vacancy:
    """One posting. Raises :class:`InputError` ``vacancy_no_title`` with the path."""
    node = Members(posting, _local)
    language = _language(node)
    title = plain_line(node.text("title", "name"))
    if not title:
        raise InputError("vacancy_no_title", place=f"{path}.title" if path else "title")
    terms = Terms(catalogue, language if language in ("nl", "en") else lang)
    _terms(node, terms)
    terms.job(title, sentence=True)
    text = plain_text("\n".join((node.text("description"), *node.texts("responsibilities"))))
    terms.told(text, Weight.IMPORTANT)
    return Vacancy(
        title={language or UNKNOWN_LANGUAGE: title},
        requirements=terms.requirements(),
        id=plain_line(text_of(node.value("identifier")) or node.of("identifier").text("value", "@id", "name")),
        organisation=plain_line(_named(node, "hiringOrganization", "name", "legalName")),
        place=_place(node),
        hours=plain_line(node.text("workHours")),
        employment=plain_line(", ".join(node.texts("employmentType"))),
        url=plain_line(node.text("url", "@id"), MAX_ADDRESS),
        closes=day_of(node.text("validThrough")),
        occupations=tuple(terms.jobs),
        unknown=tuple(terms.unknown),
        text={language or UNKNOWN_LANGUAGE: text} if text else {},
    )


def _terms(node: Members, terms: Terms) -> None:
    for name in ("skills", "qualifications"):
        for value in node.values(name):
            _skill(value, terms)
    for name in ("experienceRequirements", "educationRequirements"):
        for value in node.values(name):
            inner = Members(value, _local)
            terms.told(plain_text(text_of(value) or inner.text("description", "name")), Weight.IMPORTANT)
    for value in node.values("occupationalCategory"):
        inner = Members(value, _local)
        terms.job(text_of(value) or inner.text("name"), (*_addresses(inner), text_of(value)))
    for inner in node.all("relevantOccupation"):
        terms.job(inner.text("name"), _addresses(inner))
        _terms(inner, terms)


def _skill(value: JsonValue, terms: Terms) -> None:
    """Text, a ``DefinedTerm``, or a credential with the competences that it asks for."""
    if not isinstance(value, dict) or text_of(value):
        terms.listed(plain_text(text_of(value)))
        return
    inner = Members(value, _local)
    if inner.has("competencyRequired") or "EducationalOccupationalCredential" in _types(value):
        for one in inner.values("competencyRequired"):
            _skill(one, terms)
        terms.told(plain_text(inner.text("name", "description")), Weight.IMPORTANT)
        return
    terms.term(inner.text("name", "termCode"), _addresses(inner))


def _addresses(node: Members) -> tuple[str, ...]:
    """What may be the address of a concept, the likeliest first."""
    found = [
        text for name in ("@id", "url", "sameAs", "termCode", "codeValue", "identifier") for text in node.texts(name)
    ]
    for name in ("inDefinedTermSet", "inCodeSet"):
        scheme = _named(node, name, "@id", "url", "name")
        found += [address_in(scheme, code) for code in (*node.texts("termCode"), *node.texts("codeValue"))]
    return tuple(filter(None, found))


def _place(node: Members) -> str:
    places: list[str] = []
    for value in node.values("jobLocation"):
        place = Members(value, _local)
        town = text_of(place.value("address")) or place.of("address").text("addressLocality")
        places.append(text_of(value) or ", ".join(dict.fromkeys(filter(None, (place.text("name"), town)))))
    kinds = node.texts("jobLocationType")
    places += ["online" if kind.upper() == "TELECOMMUTE" else kind for kind in kinds]
    return plain_line("; ".join(dict.fromkeys(filter(None, places))))


def _language(node: Members) -> str:
    said = _named(node, "inLanguage", "alternateName", "name")
    title = node.value("title")
    if not said and isinstance(title, dict):
        said = text_of(title.get("@language"))
    said = said.strip().casefold()
    said = _LANGUAGES.get(said, said).partition("-")[0]
    return said if said.isascii() and said.isalpha() and len(said) in (2, 3) else ""


def _named(node: Members, name: str, *inner: str) -> str:
    """A member that is text, or the first of these members of it."""
    return node.text(name) or node.of(name).text(*inner)


def _types(value: JsonObject) -> set[str]:
    said = next((value[name] for name in ("@type", "type") if name in value), None)
    return {_local(one) for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)}


def _local(name: str) -> str:
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name
