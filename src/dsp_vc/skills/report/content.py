"""What stands on the passport on paper, in words, before anybody lays it out.

All texts are final: in one language, cut to a length, without characters that steer. Three pages hold it whatever the
wallet holds: each list has room for so many lines, and says how many more there are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from dsp_vc import words

#: In letters of usual width. What is longer is no name of a skill or of work, and would push the rest off the page.
LONGEST = 90
#: The same of a person or a school, and where several stand in a line.
NAME = 60


@dataclass(frozen=True, slots=True)
class Voice:
    """In which language, and to whom: the owner (``reader`` is empty), or somebody else about the owner."""

    lang: str
    reader: str = ""
    person: str = ""

    @property
    def owner(self) -> str:
        """What the owner is called."""
        return self.person or words.message("paper_owner", self.lang)

    def say(self, code: str, **params: object) -> str:
        """The sentence; where somebody else reads it, the one about the owner (``…_of``), if there is one."""
        if self.reader and f"{code}_of" in words.catalogue():
            return words.message(f"{code}_of", self.lang, name=self.owner, **params)
        return words.message(code, self.lang, **params)

    def listed(self, names: Iterable[str], most: int) -> str:
        """Names with commas between them, ``most`` at most, and how many more there are."""
        found = list(names)
        told = [clipped(name, NAME) for name in found[:most]]
        if len(found) > most:
            told.append(words.message("paper_more", self.lang, count=len(found) - most))
        return ", ".join(told)


def clipped(text: str, limit: int = LONGEST) -> str:
    """``text`` of a stranger: one line, no steering characters, no wider than ``limit`` letters."""
    text = words.printable(" ".join(text.split()), 4 * limit)
    if width(text) <= limit:
        return text
    shown, taken = "", 1.0
    for character in text:
        taken += _width_of(character)
        if taken > limit:
            break
        shown += character
    return f"{shown.rstrip()}\N{HORIZONTAL ELLIPSIS}"


def width(text: str) -> float:
    """How wide ``text`` is, in letters of usual width: capitals and the like take more, marks above letters nothing."""
    return sum(map(_width_of, text))


def _width_of(character: str) -> float:
    if character in "iljft.,;:'!|()[] ":
        return 0.65
    if unicodedata.east_asian_width(character) in "WF":
        return 2.0
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0.0
    if character in "mw@%MW":
        return 1.75
    return 1.4 if character.isupper() else 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """What the reader must not miss: a heading and a few sentences, the first of them the one that counts."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One skill: what, ``level`` (may be empty), by whom, when, and remarks."""

    name: str
    level: str
    by: str
    when: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a chart: ``counts`` by kind in the order of the legend."""

    name: str
    counts: tuple[tuple[str, int], ...]

    def told(self, legend: tuple[tuple[str, str], ...]) -> str:
        """The counts in words: ``3 shown, 2 missing``."""
        names = dict(legend)
        return ", ".join(f"{count} {names[kind]}" for kind, count in self.counts if count)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its legend (kind and text), a sentence on how to read it, and remarks below it."""

    title: str
    told: str
    rows: tuple[Row, ...]
    legend: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Requirements of one state: ``kind``, a heading, each name with a remark that may be empty, and how many more."""

    kind: str
    title: str
    items: tuple[tuple[str, str], ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A step on the road. ``state`` is ``closed``, ``next`` or ``open``; ``lines`` is what to do and to know."""

    number: int
    state: str
    name: str
    short_day: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Road:
    """The plan: ``alt`` says in a sentence what the picture shows."""

    title: str
    told: str
    alt: str
    now: str
    stops: tuple[Stop, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All of it. What a reader does not need is empty; ``spilled`` says that the first page runs into the second."""

    lang: str
    title: str
    about: str
    box: Box
    cards_title: str
    cards: tuple[Card, ...]
    remarks: tuple[str, ...] = ()
    strengths: Chart | None = None
    gap: Chart | None = None
    listings: tuple[Listing, ...] = ()
    road: Road | None = None
    notes: str = ""
    note_lines: int = 0
    spilled: bool = False
    footer: tuple[str, ...] = field(default=())
    as_table: str = ""
