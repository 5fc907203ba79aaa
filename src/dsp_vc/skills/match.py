"""A person's own view over occupations and vacancies: what fits, what is nearest, what another sector already accepts.

Made for the person alone, from their own profile. Occupations stand in the order of :mod:`dsp_vc.skills.similarity`;
the nearest are those with the fewest and lightest open requirements. No line is a figure for a person, and nothing is
cut off because of one: with each stands what it asks for, counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Dataset, Kind, Weight
from dsp_vc.skills.closing import Closing, is_open, trainings_for
from dsp_vc.skills.gap import Gap, GapLine, State
from dsp_vc.skills.goal import OCCUPATION, Goal
from dsp_vc.skills.labels import Label, label
from dsp_vc.skills.profile import Profile, datasets_json
from dsp_vc.skills.relations import Relations
from dsp_vc.skills.similarity import Similar, similar_occupations
from dsp_vc.skills.training import Training
from dsp_vc.skills.vacancy.model import Vacancy
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
    def accepted(self) -> tuple[GapLine, ...]:
        """The requirements that a proof of the very skill covers, the heaviest first."""
        matched = (line for line in self.gap.lines if line.state is State.MATCHED and not is_open(line))
        return tuple(sorted(matched, key=lambda line: (-line.weight, line.uri)))

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
            "accepted": [line.to_json(lang) for line in self.accepted],
        }


@dataclass(frozen=True, slots=True)
class Opening:
    """A vacancy beside what a person shows. ``fit`` is ``None`` where nobody has confirmed yet what its text asks; what
    it may ask stands in ``proposed``, and is not counted."""

    vacancy: Vacancy
    fit: Fit | None
    proposed: tuple[Label, ...] = ()

    @property
    def place(self) -> tuple[int, int, float, str]:
        """What fits first, then the nearest; what nobody has confirmed last."""
        if self.fit is None:
            return 1, 0, 0.0, self.vacancy.goal().label.uri
        return 0, *self.fit.distance, self.vacancy.goal().label.uri

    def to_json(self, lang: str) -> JsonObject:
        """As in ``match.schema.json``."""
        vacancy = self.vacancy
        return {
            "title": dict(vacancy.title),
            "id": vacancy.id or None,
            "organisation": vacancy.organisation or None,
            "place": vacancy.place or None,
            "hours": vacancy.hours or None,
            "url": vacancy.url or None,
            "closes": vacancy.closes or None,
            "fit": self.fit.to_json(lang) if self.fit else None,
            "proposed": [one.to_json() for one in self.proposed],
        }


@dataclass(frozen=True, slots=True)
class Offers:
    """What is held beside a profile: ``vacancies`` and ``trainings``. Trainings are looked for towards ``goal``;
    without one, towards the first occupation in the order that still asks for something essential."""

    vacancies: tuple[Vacancy, ...] = ()
    trainings: tuple[Training, ...] = ()
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """``occupations`` in the order of the cosine; ``nearest`` those of them, and of the next ones, with the fewest and
    lightest open requirements, at least half of the essential ones being shown; ``elsewhere`` the most similar ones of
    another sector than the first occupation's; ``openings`` the vacancies, those that fit first, and ``further`` how
    many more there are; ``closings`` the trainings that would close something of ``towards``. ``among`` is how many
    occupations there are."""

    at: datetime
    occupations: tuple[Fit, ...]
    nearest: tuple[Fit, ...]
    elsewhere: tuple[Fit, ...]
    openings: tuple[Opening, ...]
    further: int
    towards: Fit | None
    closings: tuple[Closing, ...]
    weights: Weights
    among: int
    datasets: tuple[Dataset, ...]

    @classmethod
    def build(
        cls,
        profile: Profile,
        relations: Relations,
        offers: Offers = Offers(),
        weights: Weights | None = None,
        *,
        limit: int = 5,
    ) -> Match:
        """What ``profile`` fits, at most ``limit`` in each list."""
        view = _View(profile, relations, weights or Weights())
        order = similar_occupations(relations.catalogue, (skill.uri for skill in profile.skills))
        first = tuple(view.occupation(one.occupation) for one in order[:limit])
        ahead = next((fit for fit in first if not fit.fits), next(iter(first), None))
        towards = view.fit(offers.goal) if offers.goal is not None else ahead
        openings = tuple(sorted(map(view.opening, offers.vacancies), key=lambda one: one.place))
        closings = trainings_for(towards.gap, offers.trainings) if towards else ()
        return cls(
            at=profile.at,
            occupations=first,
            nearest=view.nearest(order[:CANDIDATES], limit),
            elsewhere=view.elsewhere(order, limit),
            openings=openings[:limit],
            further=max(0, len(openings) - limit),
            towards=towards,
            closings=closings[:limit],
            weights=view.weights,
            among=relations.catalogue.count(Kind.OCCUPATION),
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
            "vacancies": [opening.to_json(lang) for opening in self.openings],
            "furtherVacancies": self.further,
            "towards": self.towards.to_json(lang) if self.towards else None,
            "trainings": [closing.to_json(lang) for closing in self.closings],
            "weights": self.weights.to_json(),
            "among": self.among,
            "datasets": datasets_json(self.datasets),
        }


class _View:
    """What one profile is held against; each occupation is worked out once."""

    def __init__(self, profile: Profile, relations: Relations, weights: Weights) -> None:
        self.profile, self.relations, self.weights = profile, relations, weights
        self.catalogue = relations.catalogue
        self.held = frozenset(skill.uri for skill in profile.skills)
        self._fits: dict[str, Fit] = {}

    def occupation(self, uri: str) -> Fit:
        if uri not in self._fits:
            self._fits[uri] = self.fit(Goal.of_occupation(self.catalogue, uri))
        return self._fits[uri]

    def fit(self, goal: Goal) -> Fit:
        gap = Gap.build(goal, self.profile, self.relations, self.weights)
        return Fit(gap, sector_of(self.catalogue, goal.label.uri) if goal.kind == OCCUPATION else None)

    def opening(self, vacancy: Vacancy) -> Opening:
        proposed = tuple(label(self.catalogue, one.skill) for one in vacancy.proposed)
        if not vacancy.counted:
            return Opening(vacancy, None, proposed)
        return Opening(vacancy, self.fit(replace(vacancy.goal(), requirements=vacancy.counted)), proposed)

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
