"""Reading a catalogue."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import lru_cache

from dsp_vc.skills.catalogue.model import Concept, Dataset, Kind, Name, Requirement, Weight


class Catalogue:
    """Skills and occupations by URI, and how they hang together. Read-only; the same questions get the same answers in
    the same order."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._concept = lru_cache(maxsize=8192)(self._load)
        self._relatives = lru_cache(maxsize=65536)(self._related)
        self._count = lru_cache(maxsize=len(Kind))(self._counted)

    def datasets(self) -> tuple[Dataset, ...]:
        """Where the content comes from."""
        rows = self.connection.execute(
            "SELECT name, version, languages, licence, attribution FROM dataset ORDER BY id"
        ).fetchall()
        return tuple(Dataset(row[0], row[1], tuple(row[2].split()), row[3], row[4]) for row in rows)

    def concept(self, uri: str) -> Concept | None:
        """What stands under ``uri``."""
        return self._concept(uri)

    def occupations(self) -> Iterator[str]:
        """The URIs of all occupations, in order."""
        for (uri,) in self.connection.execute(
            "SELECT uri FROM concept WHERE kind = ? ORDER BY uri", (Kind.OCCUPATION,)
        ):
            yield uri

    def requirements(self, occupation: str) -> tuple[Requirement, ...]:
        """What an occupation asks for, by URI."""
        rows = self.connection.execute(
            "SELECT skill.uri, needs.weight FROM concept AS job JOIN needs ON needs.occupation = job.id "
            "JOIN concept AS skill ON skill.id = needs.skill WHERE job.uri = ? ORDER BY skill.uri",
            (occupation,),
        )
        return tuple(Requirement(uri, Weight(weight)) for uri, weight in rows)

    def all_requirements(self) -> Iterator[tuple[str, str, Weight]]:
        """Occupation, skill and weight of every requirement; for looking at all occupations at once."""
        for job, skill, weight in self.connection.execute(
            "SELECT job.uri, skill.uri, needs.weight FROM needs JOIN concept AS job ON job.id = needs.occupation "
            "JOIN concept AS skill ON skill.id = needs.skill ORDER BY job.uri, skill.uri"
        ):
            yield job, skill, Weight(weight)

    def asking(self, skill: str) -> tuple[tuple[str, Weight], ...]:
        """Which occupations ask for a skill."""
        rows = self.connection.execute(
            "SELECT job.uri, needs.weight FROM concept AS skill JOIN needs ON needs.skill = skill.id "
            "JOIN concept AS job ON job.id = needs.occupation WHERE skill.uri = ? ORDER BY job.uri",
            (skill,),
        )
        return tuple((uri, Weight(weight)) for uri, weight in rows)

    def essential_for(self, skill: str) -> tuple[tuple[str, float], ...]:
        """For which occupations a skill is essential, each with the length of its vector of essential skills."""
        rows = self.connection.execute(
            "SELECT job.uri, job.norm FROM concept AS skill JOIN needs ON needs.skill = skill.id "
            "JOIN concept AS job ON job.id = needs.occupation WHERE skill.uri = ? AND needs.weight = ? "
            "ORDER BY job.uri",
            (skill, Weight.ESSENTIAL),
        )
        return tuple((uri, float(norm)) for uri, norm in rows)

    def broader(self, uri: str) -> tuple[str, ...]:
        """What stands one step above."""
        return self._relatives(
            "SELECT high.uri FROM concept AS low JOIN broader ON broader.concept = low.id "
            "JOIN concept AS high ON high.id = broader.broader WHERE low.uri = ? ORDER BY high.uri",
            uri,
        )

    def narrower(self, uri: str) -> tuple[str, ...]:
        """What stands one step below."""
        return self._relatives(
            "SELECT low.uri FROM concept AS high JOIN broader ON broader.broader = high.id "
            "JOIN concept AS low ON low.id = broader.concept WHERE high.uri = ? ORDER BY low.uri",
            uri,
        )

    def related(self, uri: str) -> tuple[str, ...]:
        """What the taxonomy itself connects with a skill, in either direction."""
        rows = self._relatives(
            "SELECT other.uri FROM concept AS one JOIN related ON related.concept = one.id "
            "JOIN concept AS other ON other.id = related.other WHERE one.uri = ?1 "
            "UNION SELECT one.uri FROM concept AS other JOIN related ON related.other = other.id "
            "JOIN concept AS one ON one.id = related.concept WHERE other.uri = ?1 ORDER BY 1",
            uri,
        )
        return rows

    def description(self, uri: str, lang: str) -> str | None:
        """What the taxonomy says of a concept, in ``lang``."""
        row = self.connection.execute(
            "SELECT text FROM description JOIN concept ON concept.id = description.concept WHERE uri = ? AND lang = ?",
            (uri, lang),
        ).fetchone()
        return None if row is None else str(row[0])

    def count(self, *kinds: Kind) -> int:
        """How many concepts of these kinds there are; of occupations, what rarity is measured against."""
        return sum(self._count(kind) for kind in kinds)

    def _related(self, query: str, uri: str) -> tuple[str, ...]:
        return tuple(row[0] for row in self.connection.execute(query, (uri,)))

    def _counted(self, kind: Kind) -> int:
        counted = self.connection.execute("SELECT count(*) FROM concept WHERE kind = ?", (kind,)).fetchone()
        return int(counted[0])

    def _load(self, uri: str) -> Concept | None:
        row = self.connection.execute(
            "SELECT concept.id, kind, code, reuse, used_by, dataset.name FROM concept "
            "JOIN dataset ON dataset.id = concept.dataset WHERE uri = ?",
            (uri,),
        ).fetchone()
        if row is None:
            return None
        preferred: list[Name] = []
        others: list[Name] = []
        for lang, text, first, official in self.connection.execute(
            "SELECT lang, text, preferred, official FROM name WHERE concept = ? ORDER BY id", (row[0],)
        ):
            (preferred if first else others).append(Name(text, lang, bool(official)))
        return Concept(
            uri, Kind(row[1]), tuple(preferred), tuple(others), row[2], row[3], dataset=row[5], used_by=row[4]
        )
