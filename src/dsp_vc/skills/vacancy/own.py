"""Vacancies in our own form: JSON by ``schemas/vacancy.schema.json``, or a table with a row for each skill."""

from __future__ import annotations

from collections.abc import Iterator

from dsp_vc.encoding.strict_json import JsonValue
from dsp_vc.errors import InputError
from dsp_vc.model.reading import Reader
from dsp_vc.model.table import Table
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.goal import Requirement
from dsp_vc.skills.own_form import (
    SKILL_COLUMNS,
    Form,
    level,
    line,
    lines,
    long_texts,
    objects,
    own_version,
    read_as,
    titles,
)
from dsp_vc.skills.vacancy.model import Vacancy
from dsp_vc.skills.vacancy.terms import MAX_ADDRESS, Terms, address_of

_LINES = ("organisation", "place", "hours", "employment", "url", "closes")
FORM = Form(
    "vacancy",
    ("id", "title_nl", "title_en", *_LINES, "occupations", "text_nl", "text_en"),
    tuple(SKILL_COLUMNS),
    lists=frozenset({"occupations"}),
)
_KNOWN = frozenset({"version", "kind", "id", "title", *_LINES, "occupations", "skills", "unknown", "text"})
_SKILL = frozenset({"skill", "name", "need", "level", "found_as", "confirmed"})
_NEEDS = tuple(weight.value for weight in Weight)


def is_own(value: JsonValue) -> bool:
    """Whether a document says that it is in this form."""
    return isinstance(value, dict) and value.get("kind") == FORM.kind


def read(value: JsonValue, catalogue: Catalogue, lang: str, rows: list[int] | None = None) -> Vacancy:
    """One vacancy; ``rows`` of the table that it came from, if any. Raises :class:`InputError` ``learning_form``."""
    return read_as(FORM, value, lambda one: _read(one, catalogue, lang), rows or ())


def in_table(table: Table) -> Iterator[tuple[JsonValue, list[int]]]:
    """Each vacancy of a table, to be read, with its rows. Raises :class:`InputError` ``learning_*``."""
    yield from objects(FORM, table)


def _read(value: JsonValue, catalogue: Catalogue, lang: str) -> Vacancy:
    reader = Reader.of(value, "", _KNOWN)
    own_version(reader, FORM)
    title = titles(reader, "title")
    if not title:
        raise InputError("record_missing", path="title")
    language = "nl" if lang not in title and "nl" in title else lang
    terms = Terms(catalogue, language)
    reader.many("skills", lambda skill, path: _skill(skill, path, terms))
    for occupation in lines(reader, "occupations"):
        if not address_of(occupation):
            raise InputError("record_iri", path="occupations", value=occupation)
        terms.jobs.setdefault(address_of(occupation))
    for text in lines(reader, "unknown"):
        terms.unknown.setdefault(text)
    return Vacancy(
        title=title,
        requirements=terms.requirements(),
        closes=reader.date("closes") or "",
        occupations=tuple(terms.jobs),
        unknown=tuple(terms.unknown),
        text=long_texts(reader, "text"),
        id=line(reader, "id"),
        organisation=line(reader, "organisation"),
        place=line(reader, "place"),
        hours=line(reader, "hours"),
        employment=line(reader, "employment"),
        url=line(reader, "url", MAX_ADDRESS),
    )


def _skill(value: JsonValue, path: str, terms: Terms) -> None:
    reader = Reader.of(value, path, _SKILL)
    need = Weight(reader.choice("need", _NEEDS) or Weight.ESSENTIAL)
    asked = reader.one("level", level)
    confirmed = reader.value.get("confirmed", True)
    if not isinstance(confirmed, bool):
        raise InputError("record_choice", path=reader.at("confirmed"), value=str(confirmed), known="true, false")
    uri = reader.iri("skill")
    if uri is not None:
        found_as = line(reader, "found_as", MAX_ADDRESS) or line(reader, "name") or uri
        terms.add(Requirement(address_of(uri), need, asked, found_as, confirmed))
    else:
        terms.term(reader.need("name", reader.text), (), need, asked)
