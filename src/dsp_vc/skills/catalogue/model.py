"""What a catalogue holds, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a concept is."""

    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    GROUP = "group"
    OCCUPATION = "occupation"


class Weight(StrEnum):
    """How much an occupation asks for a skill. ESCO says essential or optional; CompetentNL essential, important or
    somewhat."""

    ESSENTIAL = "essential"
    IMPORTANT = "important"
    SOMEWHAT = "somewhat"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called in one language. ``official``: by the taxonomy itself; else by us, in plain words."""

    text: str
    lang: str
    official: bool = True


@dataclass(frozen=True, slots=True)
class Concept:
    """A skill, a piece of knowledge, a group of these, or an occupation. ``names`` is the preferred one by language,
    ``used_by`` the number of occupations for which it is essential."""

    uri: str
    kind: Kind
    names: tuple[Name, ...]
    synonyms: tuple[Name, ...] = ()
    code: str | None = None
    reuse: str | None = None
    dataset: str = ""
    used_by: int = 0

    def name(self, lang: str) -> Name:
        """The name in ``lang``; else in English, else in any language, else the URI."""
        for wanted in (lang, "en"):
            for name in self.names:
                if name.lang == wanted:
                    return name
        return self.names[0] if self.names else Name(self.uri, "", official=False)


@dataclass(frozen=True, slots=True)
class Requirement:
    """That an occupation asks for a skill, and how much."""

    skill: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class Dataset:
    """Where concepts come from. ``version`` as its publisher counts; ``attribution`` is to be shown with what is made
    of it."""

    name: str
    version: str
    languages: tuple[str, ...]
    licence: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search: the concept, the name by which it was found, and how (``exact``, ``words``,
    ``spelling``; ``mentioned`` in a longer sentence)."""

    concept: Concept
    found: Name
    how: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What was taken from one file. ``names`` is counted where nothing else was asked for."""

    dataset: Dataset
    skills: int = 0
    occupations: int = 0
    requirements: int = 0
    names: int = 0
