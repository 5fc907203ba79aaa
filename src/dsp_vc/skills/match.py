"""A person's own view over occupations and vacancies: what fits, what is nearest, what another sector already accepts.

Made for the person alone, from their own profile. Occupations stand in the order of :mod:`dsp_vc.skills.similarity`;
the nearest are those with the fewest and lightest open requirements. No line is a figure for a person, and nothing is
cut off because of one: with each stands what it asks for, counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Dataset, Kind, Weight
from dsp_vc.skills.gap import Gap, GapLine, LevelState, State
from dsp_vc.skills.goal import Goal
from dsp_vc.skills.labels import Label, label
from dsp_vc.skills.profile import Profile, datasets_json
from dsp_vc.skills.relations import Relations
from dsp_vc.skills.similarity import Similar, similar_occupations
from dsp_vc.skills.weights import Weights

#: How many of the most similar occupations are looked at for the nearest, and for those of another sector.
CANDIDATES = 100
#: An occupation of another sector is only shown where it asks for this many of the skills as essential.
LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """One occupation or vacancy beside what a person shows. ``sector`` is the group of occupations that it belongs to,
    where the catalogue has it."""

    gap: Gap
    sector: Label | None = None

    @property
    def open(self) -> tuple[GapLine, ...]:
        """The essential requirements that still ask for something, the heaviest first: nothing shows them, not even by
        a related skill, or only at a lower level."""
        return tuple(line for line in self.gap.of_need(Weight.ESSENTIAL) if is_open(line))

    @property
    def fits(self) -> bool:
        """Whether no essential requirement is open."""
        return not self.open

    @property
    def distance(self) -> tuple[int, float]:
        """Fewest, then lightest: how many essential requirements are open, and their weight."""
        return len(self.open), round(sum(line.weight for line in self.open), 3)

    def to_json(self, lang: str) -> JsonObject:
        """As in ``match.schema.json``."""
        gap = self.gap
        return {
            "goal": gap.goal.to_json(),
            "sector": self.sector.to_json() if self.sector else None,
            "fits": self.fits,
            "coverage": gap.coverage_json(),
            "open": [line.to_json(lang) for line in self.open],
            "openWeight": self.distance[1],
            "accepted": [line.to_json(lang) for line in accepted(gap)],
        }


@dataclass(frozen=True, slots=True)
class Match:
    """``occupations`` in the order of the cosine; ``nearest`` those of them, and of the next ones, with the fewest and
    lightest open requirements, at least half of the essential ones being shown; ``elsewhere`` the most similar ones of
    another sector than the first occupation's."""

    at: datetime
    occupations: tuple[Fit, ...]
    nearest: tuple[Fit, ...]
    elsewhere: tuple[Fit, ...]
    weights: Weights
    datasets: tuple[Dataset, ...]

    @classmethod
    def build(cls, profile: Profile, relations: Relations, weights: Weights | None = None, *, limit: int = 5) -> Match:
        """What ``profile`` fits, at most ``limit`` in each list."""
        view = _View(profile, relations, weights or Weights())
        order = similar_occupations(relations.catalogue, (skill.uri for skill in profile.skills))
        first = tuple(view.occupation(one.occupation) for one in order[:limit])
        return cls(
            at=profile.at,
            occupations=first,
            nearest=view.nearest(order[:CANDIDATES], limit),
            elsewhere=view.elsewhere(order, limit),
            weights=view.weights,
            datasets=relations.catalogue.datasets(),
        )

    def to_json(self, lang: str = "en") -> JsonObject:
        """As in ``match.schema.json``, its sentences in ``lang``."""
        return {
            "version": 1,
            "at": format_datetime(self.at),
            "occupations": [fit.to_json(lang) for fit in self.occupations],
            "nearest": [fit.to_json(lang) for fit in self.nearest],
            "elsewhere": [fit.to_json(lang) for fit in self.elsewhere],
            "weights": self.weights.to_json(),
            "datasets": datasets_json(self.datasets),
        }


def is_open(line: GapLine) -> bool:
    """Whether a requirement still asks for something."""
    shown = line.state in (State.MATCHED, State.RELATED)
    return not shown or line.level is LevelState.NOT_MET


def accepted(gap: Gap) -> tuple[GapLine, ...]:
    """The requirements that a proof of the very skill covers, the heaviest first."""
    matched = (line for line in gap.lines if line.state is State.MATCHED and not is_open(line))
    return tuple(sorted(matched, key=lambda line: (-line.weight, line.uri)))


class _View:
    """What one profile is held against; each occupation is worked out once."""

    def __init__(self, profile: Profile, relations: Relations, weights: Weights) -> None:
        self.profile, self.relations, self.weights = profile, relations, weights
        self.catalogue = relations.catalogue
        self.held = frozenset(skill.uri for skill in profile.skills)
        self._fits: dict[str, Fit] = {}

    def occupation(self, uri: str) -> Fit:
        if uri not in self._fits:
            gap = Gap.build(Goal.of_occupation(self.catalogue, uri), self.profile, self.relations, self.weights)
            self._fits[uri] = Fit(gap, sector_of(self.catalogue, uri))
        return self._fits[uri]

    def nearest(self, order: Sequence[Similar], limit: int) -> tuple[Fit, ...]:
        """Related skills are only looked for where few of the very skills lack: that is what takes time."""
        quick = sorted((self._missing(one.occupation), one.occupation) for one in order)
        fits = [self.occupation(uri) for _, uri in quick[: 3 * limit]]
        near = [fit for fit in fits if 2 * len(fit.open) <= len(fit.gap.of_need(Weight.ESSENTIAL))]
        return tuple(sorted(near, key=lambda fit: (*fit.distance, fit.gap.goal.label.uri)))[:limit]

    def elsewhere(self, order: Sequence[Similar], limit: int) -> tuple[Fit, ...]:
        """The first of each sector other than that of the most similar occupation."""
        home = {sector_code(self.catalogue, one.occupation) for one in order[:1]} | {""}
        found: list[Fit] = []
        for one in order:
            sector = sector_code(self.catalogue, one.occupation)
            if len(found) < limit and sector not in home and len(one.shared) >= LEAST_SHARED:
                home.add(sector)
                found.append(self.occupation(one.occupation))
        return tuple(found)

    def _missing(self, occupation: str) -> tuple[int, float]:
        lacking = [
            self.weights.of(self.catalogue, one.skill, one.weight)
            for one in self.catalogue.requirements(occupation)
            if one.weight is Weight.ESSENTIAL and one.skill not in self.held
        ]
        return len(lacking), round(sum(lacking), 3)


def sector_code(catalogue: Catalogue, occupation: str) -> str:
    """The first two digits of the occupation's code: the sub-major group of ISCO-08. Empty where it has no such."""
    concept = catalogue.concept(occupation)
    code = concept.code or "" if concept else ""
    return code[:2] if code[:2].isdigit() and len(code[:2]) == 2 else ""


def sector_of(catalogue: Catalogue, occupation: str) -> Label | None:
    """The group of occupations above ``occupation`` with that code, where the catalogue has it."""
    wanted, level = sector_code(catalogue, occupation), [occupation]
    while wanted and level:
        level = sorted({high for uri in level for high in catalogue.broader(uri)})
        for uri in level:
            concept = catalogue.concept(uri)
            if concept is not None and concept.kind is Kind.GROUP and concept.code == wanted:
                return label(catalogue, uri)
    return None
