"""Reading CompetentNL: skills in three layers, knowledge areas, occupations and what these ask for, as RDF.

By its ontology (``https://linkeddata.competentnl.nl/def/competentnl#``): ``HumanCapability`` and ``KnowledgeArea``
below one another by ``skos:broader``, ``Occupation`` with ``requiresHATEssential``, ``requiresHATImportant`` and
``requiresHATSomewhat``. Names are those of SKOS or, as texts of their own, of SKOS-XL; specialisations of an occupation
are taken as its synonyms. It is published in several graphs: files of one version join. What a school prescribes
(``EducationalNorm``) and the tasks of occupations are not taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dsp_vc.errors import InputError, Refused
from dsp_vc.skills.catalogue.csv_files import Progress
from dsp_vc.skills.catalogue.model import Dataset, Kind, Summary, Weight
from dsp_vc.skills.catalogue.rdf_files import Statement, read_statements
from dsp_vc.skills.catalogue.writer import Writer

NAME = "CompetentNL"
ATTRIBUTION = "This product uses CompetentNL (competentnl.nl)."
HOST = "https://linkeddata.competentnl.nl/"
_CNLO = f"{HOST}def/competentnl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XL = "http://www.w3.org/2008/05/skos-xl#"
_OWL = "http://www.w3.org/2002/07/owl#"
_LICENCES = ("http://purl.org/dc/terms/license", "http://creativecommons.org/ns#license")
_ESCO = "http://data.europa.eu/esco/"

_CLASSES = {
    f"{_CNLO}HumanCapability": Kind.SKILL,
    f"{_CNLO}KnowledgeArea": Kind.KNOWLEDGE,
    f"{_CNLO}Occupation": Kind.OCCUPATION,
}
_WEIGHTS = {
    f"{_CNLO}requiresHATEssential": Weight.ESSENTIAL,
    f"{_CNLO}requiresHATImportant": Weight.IMPORTANT,
    f"{_CNLO}requiresHATSomewhat": Weight.SOMEWHAT,
}
#: Which mean the same skill of ESCO, or one near to it; what is only broader or narrower says too little of a person.
_SAME = {f"{_CNLO}exactMatchESCO", f"{_CNLO}closeMatchESCO", f"{_SKOS}exactMatch", f"{_SKOS}closeMatch"}
_PREFERRED = {f"{_SKOS}prefLabel", f"{_XL}prefLabel"}
_OTHERS = {f"{_SKOS}altLabel", f"{_SKOS}hiddenLabel", f"{_XL}altLabel", f"{_XL}hiddenLabel"}
#: Of the part that the employment service publishes, under either of its two namespaces.
_SPECIALISATION, _STATUS = "specialization", "hasContentStatus"
_CURRENT = "ContentStatus_Current"

_LANG = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z0-9-]+)?")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_VERSION = re.compile(r"(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d.])")


@dataclass(slots=True)
class _Concept:
    kind: Kind
    place: str
    names: list[tuple[bool, str, str]] = field(default_factory=list)  # preferred, text or its node, language
    definitions: list[tuple[str, str]] = field(default_factory=list)
    code: str = ""
    statuses: set[str] = field(default_factory=set)
    dropped: bool = False

    @property
    def current(self) -> bool:
        return not self.dropped and (not self.statuses or _CURRENT in self.statuses)


def read(writer: Writer, path: Path, version: str | None, progress: Progress | None = None) -> Summary:
    """Take a file into ``writer``, beside other files of the same version. ``version`` is said of one that does not say
    its own.

    Raises :class:`InputError` ``catalogue_not_recognised`` (nothing of CompetentNL in it), ``catalogue_versions``, and
    as :func:`dsp_vc.skills.catalogue.rdf_files.read_statements` does.
    """
    found = _Collected()
    read_statements(path, found.take, progress)
    if not found.classes:
        raise InputError("catalogue_not_recognised", path=path)
    concepts = found.concepts()
    key, dataset = _dataset(writer, path, found, version)
    before = writer.requirements()
    counted = dict.fromkeys(Kind, 0)
    langs: dict[str, None] = {}
    for uri, concept in concepts.items():
        if not concept.current:
            continue
        names = list(_names(concept, found.texts))
        if not names:
            continue  # nobody could be shown it; what asks for it is counted as unknown
        kind = found.kind(uri, concept)
        counted[kind] += 1
        writer.concept(uri, kind, key, code=concept.code)
        for preferred, text, lang in names:
            writer.name(uri, lang, text, preferred=preferred)
            langs.setdefault(lang)
        for text, lang in concept.definitions:
            writer.description(uri, lang, text)
    found.relations(writer, concepts)
    writer.add_languages(NAME, langs)
    shown = Dataset(NAME, dataset.version, tuple(langs), dataset.licence, ATTRIBUTION)
    skills = counted[Kind.SKILL] + counted[Kind.KNOWLEDGE]
    return Summary(shown, skills, counted[Kind.OCCUPATION], writer.requirements() - before)


class _Collected:
    """What a file says that concerns us, in any order."""

    def __init__(self) -> None:
        self.classes: dict[str, tuple[Kind, str]] = {}
        self.described: set[str] = set()
        self.texts: dict[str, tuple[str, str]] = {}
        self.version = self.licence = ""
        self._members: dict[str, list[Statement]] = defaultdict(list)
        self._needs: list[tuple[str, str, Weight, str]] = []
        self._broader: list[tuple[str, str, str]] = []
        self._same: list[tuple[str, str]] = []
        self._parents: set[str] = set()
        self._children: set[str] = set()

    def take(self, said: Statement) -> None:
        """One statement."""
        subject, predicate, value, place = said.subject, said.predicate, said.value, said.place
        self.described.add(subject)
        if (weight := _WEIGHTS.get(predicate)) is not None:
            self._needs.append((subject, value, weight, place))
        elif predicate == f"{_RDF}type":
            if value in _CLASSES and subject not in self.classes:
                self.classes[_address(subject, place)] = (_CLASSES[value], place)
        elif predicate == f"{_SKOS}broader":
            self._above(subject, value, place)
        elif predicate == f"{_SKOS}narrower":
            self._above(value, subject, place)
        elif predicate == f"{_XL}literalForm":
            self.texts[subject] = (value, said.lang)
        elif predicate in _SAME:
            self._same.append((subject, value))
        elif predicate == f"{_OWL}versionInfo":
            self.version = self.version or value.strip()[:30]
        elif predicate in _LICENCES:
            self.licence = self.licence or value.strip()[:200]
        elif _local(predicate) in _KEPT:
            self._members[subject].append(said)

    def concepts(self) -> dict[str, _Concept]:
        """Everything of our classes, with what is said of it."""
        found: dict[str, _Concept] = {}
        for uri, (kind, place) in self.classes.items():
            concept = found[uri] = _Concept(kind, place)
            for said in self._members.pop(uri, ()):
                _describe(concept, said)
        self._members.clear()
        return found

    def kind(self, uri: str, concept: _Concept) -> Kind:
        """What is at the top of a hierarchy stands for what is below it: nobody has it, or is asked for it."""
        top = uri in self._parents and uri not in self._children
        return Kind.GROUP if top and concept.kind is not Kind.OCCUPATION else concept.kind

    def relations(self, writer: Writer, concepts: dict[str, _Concept]) -> None:
        """Hand the relations over; what ends at something that this file describes as another kind is passed over."""
        left = {uri for uri, concept in concepts.items() if not concept.current}
        for job, skill, weight, place in self._needs:
            if job in concepts and job not in left and skill not in left:
                writer.needs(job, _address(skill, place), weight, place)
        for low, high, place in self._broader:
            if low not in concepts or low in left or high in left:
                continue
            elsewhere = high not in concepts and (high in self.described or concepts[low].kind is Kind.OCCUPATION)
            if not elsewhere or writer.knows(high):
                writer.broader(low, _address(high, place), place)
        for one, other in self._same:
            if one in concepts and one not in left and other.startswith(_ESCO):
                writer.matches(one, other)

    def _above(self, low: str, high: str, place: str) -> None:
        self._broader.append((low, high, place))
        self._parents.add(high)
        self._children.add(low)


_KEPT = {"prefLabel", "altLabel", "hiddenLabel", "definition", "notation", "deprecated", _SPECIALISATION, _STATUS}


def _describe(concept: _Concept, said: Statement) -> None:
    local = _local(said.predicate)
    if said.predicate in _PREFERRED:
        concept.names.append((True, said.value if said.literal else f"\0{said.value}", said.lang))
    elif said.predicate in _OTHERS or (local == _SPECIALISATION and said.predicate.startswith(HOST)):
        concept.names.append((False, said.value if said.literal else f"\0{said.value}", said.lang))
    elif said.predicate == f"{_SKOS}definition" and said.literal:
        concept.definitions.append((said.value, _language(said.lang)))
    elif said.predicate == f"{_SKOS}notation" and said.literal:
        concept.code = concept.code or said.value.strip()[:80]
    elif local == _STATUS and said.predicate.startswith(HOST):
        concept.statuses.add(_local(said.value))
    elif said.predicate == f"{_OWL}deprecated":
        concept.dropped = concept.dropped or said.value.strip().casefold() in ("true", "1")


def _names(concept: _Concept, texts: dict[str, tuple[str, str]]) -> Iterator[tuple[bool, str, str]]:
    """Preferred ones first, each with its language; one that is a node of SKOS-XL by the text of that."""
    for preferred, text, lang in sorted(concept.names, key=lambda name: not name[0]):
        if text.startswith("\0"):
            text, lang = texts.get(text[1:], ("", ""))
        code = _language(lang)
        if text.strip() and code:
            yield preferred, text, code


def _dataset(writer: Writer, path: Path, found: _Collected, version: str | None) -> tuple[int, Dataset]:
    named = _VERSION.search(path.stem)
    said = version or found.version or (named.group(1) if named else "")
    there = writer.version_of(NAME)
    if there is None:
        dataset = Dataset(NAME, said, (), found.licence, ATTRIBUTION)
        return writer.dataset(dataset), dataset
    # A graph that does not say its version belongs to the others.
    if there and said and there != said:
        raise InputError("catalogue_versions", path=path, name=NAME, there=there, version=said)
    return writer.add_languages(NAME, ()), Dataset(NAME, there, (), found.licence, ATTRIBUTION)


def _language(tag: str) -> str:
    """The language of a text: Dutch where it is not said, as most of it is; empty for what is no language."""
    found = _LANG.fullmatch(tag) if tag else None
    return found[1].lower() if found else "" if tag else "nl"


def _local(name: str) -> str:
    return re.split(r"[#/]", name)[-1]


def _address(text: str, place: str) -> str:
    if not _ADDRESS.fullmatch(text) or not text.isprintable():
        raise Refused("catalogue_row", place=place, detail=f"no address: {text[:80]!r}")
    return text
