"""From the words of a vacancy to skills of the catalogue: sure where it gives an address or a name that only one skill
has, else a proposal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dsp_vc.model.attestation import Level
from dsp_vc.model.reading import MAX_ENTRIES, is_iri
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.mentions import mentions
from dsp_vc.skills.catalogue.model import Kind, Weight
from dsp_vc.skills.catalogue.search import OCCUPATIONS, SKILLS, search
from dsp_vc.skills.catalogue.spelling import fold, words
from dsp_vc.skills.goal import Requirement
from dsp_vc.skills.plain_text import plain_characters, plain_line

MAX_PROPOSALS = 40
MAX_UNKNOWN = 50
MAX_ADDRESS = 2_000
_ESCO = "http://data.europa.eu/esco/"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\n;\u2022\u00b7|]+|,\s+|(?<=[.!?])\s+")
_LONGEST_TERM = 90  # characters; what is longer is a sentence
_WISHED = re.compile(
    r"\b(pr[eé]|pluspunt|een plus|wenselijk|mooi meegenomen|nice to have|preferred|a plus|bonus)\b", re.I
)
_DENIED = re.compile(
    r"\b(hoef(t|ft)? (je )?niet|niet (nodig|vereist)|geen (ervaring|eis)|not (required|needed)|no experience)\b", re.I
)
_ASIDE = re.compile(r"\([^)]*\)|\b[mvxfwd](?:/[mvxfwd])+\b", re.IGNORECASE)


@dataclass(slots=True)
class Terms:
    """Collects what one vacancy asks for. What is sure comes before proposals; the first mention of a skill counts, but
    for a heavier need."""

    catalogue: Catalogue
    lang: str
    sure: dict[str, Requirement] = field(default_factory=dict)
    proposals: dict[str, Requirement] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)
    jobs: dict[str, None] = field(default_factory=dict)

    def term(
        self, name: str = "", addresses: Iterable[str] = (), need: Weight = Weight.ESSENTIAL, level: Level | None = None
    ) -> None:
        """A skill as a field of its own: by one of ``addresses`` that is a skill's, else by ``name``."""
        for address in addresses:
            uri = address_of(address)
            if uri and self._by_address(uri, plain_line(name) or uri, need, level):
                return
        text = plain_line(name)
        if not text:
            return
        hits = [
            hit for hit in search(self.catalogue, text, lang=self.lang, limit=3) if fold(hit.found.text) == fold(text)
        ]
        if len(hits) == 1:
            self.add(Requirement(hits[0].concept.uri, need, level, text, confirmed=True))
            return
        proposed = [hit.concept.uri for hit in hits] or self._near(text)
        for uri in proposed:
            self.add(Requirement(uri, need, level, text, confirmed=False))
        if not proposed and len(text) <= _LONGEST_TERM and len(self.unknown) < MAX_UNKNOWN:
            self.unknown.setdefault(text)

    def listed(self, text: str, need: Weight = Weight.ESSENTIAL) -> None:
        """Text that lists skills, with commas, semicolons, bullets or line ends between them; or tells of them."""
        for part in _SEPARATOR.split(text):
            part = plain_characters(part).strip(" .-*\u2013")
            if part and is_iri(part):
                self.term("", (part,), need)
            elif part and len(part) <= _LONGEST_TERM and not part.endswith(":"):
                self.term(part, (), self._need(part, need))
            elif part:
                self.told(part, need)

    def told(self, text: str, need: Weight = Weight.ESSENTIAL) -> None:
        """Text that may mention skills: what is found is proposed."""
        for mention in mentions(self.catalogue, text, lang=self.lang):
            if _DENIED.search(mention.sentence):
                continue
            said = plain_line(mention.sentence)
            self.add(Requirement(mention.uri, self._need(said, need), None, said, confirmed=False))

    def job(self, name: str = "", addresses: Iterable[str] = (), *, sentence: bool = False) -> None:
        """What the job is called: an occupation of the catalogue, if it is one. ``sentence``: more words than that."""
        for address in addresses:
            uri = address_of(address)
            concept = self.catalogue.concept(uri) if uri else None
            if concept is not None and concept.kind is Kind.OCCUPATION:
                self.jobs.setdefault(uri)
                return
        text = plain_line(_ASIDE.sub(" ", name)).strip(" -\u2013,/")
        hits = search(self.catalogue, text, kinds=OCCUPATIONS, lang=self.lang, limit=3)
        exact = [hit.concept.uri for hit in hits if hit.how == "exact"]
        if not exact and sentence:
            exact = [one.uri for one in mentions(self.catalogue, text, kinds=OCCUPATIONS, lang=self.lang, limit=2)]
        if len(exact) == 1:
            self.jobs.setdefault(exact[0])

    def requirements(self) -> tuple[Requirement, ...]:
        """All of them, at most 100: the sure ones, then the proposals."""
        proposals = [one for uri, one in self.proposals.items() if uri not in self.sure]
        return tuple([*self.sure.values(), *proposals[:MAX_PROPOSALS]][:MAX_ENTRIES])

    def _by_address(self, uri: str, found_as: str, need: Weight, level: Level | None) -> bool:
        concept = self.catalogue.concept(uri)
        if concept is not None and concept.kind is Kind.OCCUPATION:
            self.jobs.setdefault(uri)
            return True
        if concept is None and not uri.startswith((_ESCO + "skill/", "urn:", "https://linkeddata.competentnl.nl/")):
            return False  # a page about it, more likely than the skill
        self.add(Requirement(uri, need, level, found_as, confirmed=True))
        return True

    def add(self, requirement: Requirement) -> None:
        """Take a requirement; of two for one skill the heavier counts."""
        place = self.sure if requirement.confirmed else self.proposals
        known = place.get(requirement.skill)
        if known is None or _ORDER.index(requirement.need) < _ORDER.index(known.need):
            place[requirement.skill] = requirement

    def _near(self, text: str) -> list[str]:
        """What a term may mean that is no name: the names within it, else those that hold all its words; of one word
        also those that differ by a typing error."""
        within = [mention.uri for mention in mentions(self.catalogue, text, lang=self.lang, limit=3)]
        if within:
            return within
        hits = search(self.catalogue, text, kinds=SKILLS, lang=self.lang, limit=3)
        return [hit.concept.uri for hit in hits if hit.how != "spelling" or len(words(text)) == 1]

    @staticmethod
    def _need(sentence: str, need: Weight) -> Weight:
        return Weight.OPTIONAL if _WISHED.search(sentence) else need


_ORDER = (Weight.ESSENTIAL, Weight.IMPORTANT, Weight.SOMEWHAT, Weight.OPTIONAL)


def address_of(text: str) -> str:
    """``text`` as an address of a concept, as the catalogue writes it; empty where it is none."""
    text = text.strip()[:MAX_ADDRESS]
    if text.startswith(("https://data.europa.eu/esco/", "http://ec.europa.eu/esco/", "https://ec.europa.eu/esco/")):
        text = _ESCO + text.partition("/esco/")[2]
    return text if is_iri(text) else ""


def address_in(scheme: str, code: str) -> str:
    """The address of ``code`` in a scheme that is named, where the scheme makes one: ESCO does, of the UUID."""
    if "esco" in scheme.casefold() and _UUID.fullmatch(code.strip()):
        return f"{_ESCO}skill/{code.strip().lower()}"
    return ""
