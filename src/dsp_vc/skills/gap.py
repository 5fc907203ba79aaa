"""What a goal asks for beside what a person shows: line by line, each with its way, its proof and its age.

No line says that somebody can't do something: what nobody has seen yet is not absent. There is no single figure: what
is covered is counted apart for essential and optional requirements, and for related skills.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.model.attestation import Level
from dsp_vc.skills import levels
from dsp_vc.skills.catalogue.model import Dataset, Kind, Weight
from dsp_vc.skills.goal import Goal, Requirement
from dsp_vc.skills.labels import Label, label
from dsp_vc.skills.profile import Profile, ProfileSkill, Source, datasets_json, level_json
from dsp_vc.skills.relations import Relation, RelationKind, Relations
from dsp_vc.skills.weights import Weights

#: How many ways to one skill are told at most: the best, and further ones.
FURTHER = 3
_NEEDS = (Weight.ESSENTIAL, Weight.IMPORTANT, Weight.SOMEWHAT, Weight.OPTIONAL)


class State(StrEnum):
    """``matched``: a proof of this very skill. ``related``: a proof of one that helps. ``not-assessed``: only the
    person says so, or a proof that does not count (any more). ``missing``: nothing shows it yet."""

    MATCHED = "matched"
    RELATED = "related"
    NOT_ASSESSED = "not-assessed"
    MISSING = "missing"


class LevelState(StrEnum):
    """Whether the level that is asked for is shown. ``not-asked``: the goal names none; ``unknown``: the proof names
    none, or one on another scale."""

    MET = "met"
    NOT_MET = "not-met"
    UNKNOWN = "unknown"
    NOT_ASKED = "not-asked"


_STATES = tuple(State)


@dataclass(frozen=True, slots=True)
class GapLine:
    """One requirement. ``sources`` are the proofs of the skill itself, of the related one, or, where it is not
    assessed, the person's own word; ``basis`` the strongest of them, ``demonstrated`` and ``age_days`` the last time,
    ``dated_by`` what says so.
    ``also`` are further related ways; ``left_out`` the short names of records that speak of it and do not count."""

    requirement: Requirement
    label: Label
    state: State
    weight: float
    level: LevelState = LevelState.NOT_ASKED
    held_level: Level | None = None
    relation: Relation | None = None
    also: tuple[Relation, ...] = ()
    basis: str | None = None
    demonstrated: date | None = None
    dated_by: str = ""
    age_days: int | None = None
    sources: tuple[Source, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def uri(self) -> str:
        """The skill that is asked for."""
        return self.requirement.skill

    @property
    def need(self) -> Weight:
        """How much it is asked for."""
        return self.requirement.need

    def to_json(self, lang: str) -> JsonObject:
        """As in ``gap.schema.json``."""
        asked = self.requirement
        left_out: list[JsonValue] = list(self.left_out)
        return {
            **self.label.to_json(),
            "need": asked.need.value,
            "state": self.state.value,
            "weight": self.weight,
            "level": {
                "state": self.level.value,
                "asked": level_json(asked.level),
                "shown": level_json(self.held_level),
            },
            "relation": self.relation.to_json(lang) if self.relation else None,
            "also": [way.to_json(lang) for way in self.also],
            "basis": self.basis,
            "demonstrated": self.demonstrated.isoformat() if self.demonstrated else None,
            "datedBy": self.dated_by or None,
            "ageDays": self.age_days,
            "sources": [source.to_json(lang) for source in self.sources],
            "leftOut": left_out,
            "foundAs": asked.found_as or None,
            "confirmed": asked.confirmed,
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """``count`` of ``of`` requirements."""

    count: int
    of: int

    def to_json(self) -> JsonObject:
        """As in ``gap.schema.json``."""
        return {"count": self.count, "of": self.of}


@dataclass(frozen=True, slots=True)
class Gap:
    """The lines of a goal in fixed order: by need, then matched, related, not assessed, missing, then the heaviest
    first. ``coverage_*`` count matched requirements, ``related_*`` those that a related skill helps for; all that is
    not essential counts as optional, and what is not confirmed to be asked counts nowhere. ``occupations`` is how many
    rarity was measured against."""

    at: datetime
    goal: Goal
    lines: tuple[GapLine, ...]
    weights: Weights
    datasets: tuple[Dataset, ...]
    occupations: int = 0

    @classmethod
    def build(cls, goal: Goal, profile: Profile, relations: Relations, weights: Weights | None = None) -> Gap:
        """Hold ``profile`` against ``goal``."""
        using = weights or Weights()
        lines = [_line(asked, profile, relations, using) for asked in goal.requirements]
        lines.sort(key=lambda one: (_NEEDS.index(one.need), _STATES.index(one.state), -one.weight, one.uri))
        catalogue = relations.catalogue
        return cls(profile.at, goal, tuple(lines), using, catalogue.datasets(), catalogue.count(Kind.OCCUPATION))

    def of_need(self, *needs: Weight) -> tuple[GapLine, ...]:
        """The lines of these needs."""
        return tuple(line for line in self.lines if line.need in needs)

    @property
    def coverage_essential(self) -> Coverage:
        """Essential requirements that a proof of the very skill covers."""
        return _count(self.of_need(Weight.ESSENTIAL), State.MATCHED)

    @property
    def coverage_optional(self) -> Coverage:
        """The same of all others."""
        return _count(self.of_need(*_NEEDS[1:]), State.MATCHED)

    @property
    def related_essential(self) -> Coverage:
        """Essential requirements without such a proof, but with a related skill."""
        return _count(self.of_need(Weight.ESSENTIAL), State.RELATED)

    @property
    def related_optional(self) -> Coverage:
        """The same of all others."""
        return _count(self.of_need(*_NEEDS[1:]), State.RELATED)

    def coverage_json(self) -> JsonObject:
        """The four counts, as in ``gap.schema.json``."""
        return {
            "essential": self.coverage_essential.to_json(),
            "essentialRelated": self.related_essential.to_json(),
            "optional": self.coverage_optional.to_json(),
            "optionalRelated": self.related_optional.to_json(),
        }

    def to_json(self, lang: str = "en") -> JsonObject:
        """As in ``gap.schema.json``, its sentences in ``lang``."""
        return {
            "version": 1,
            "at": format_datetime(self.at),
            "goal": self.goal.to_json(),
            "coverage": self.coverage_json(),
            "lines": [line.to_json(lang) for line in self.lines],
            "weights": self.weights.to_json(),
            "datasets": datasets_json(self.datasets),
        }


def _count(lines: Sequence[GapLine], state: State) -> Coverage:
    asked = [line for line in lines if line.requirement.confirmed]
    return Coverage(sum(line.state is state for line in asked), len(asked))


def _line(asked: Requirement, profile: Profile, relations: Relations, weights: Weights) -> GapLine:
    catalogue = relations.catalogue
    told = label(catalogue, asked.skill)
    weight = weights.of(catalogue, asked.skill, asked.need)
    left_out = tuple(entry.short for entry in profile.left_out if any(one.uri == asked.skill for one in entry.skills))
    exact = profile.skill(asked.skill)
    if exact is not None:
        state, level = _level(asked, exact)
        return _shown(asked, told, State.MATCHED, weight, exact, left_out, level=state, held_level=level)
    ways = [
        way
        for way in relations.towards(asked.skill, (skill.uri for skill in profile.skills))
        if way.kind is not RelationKind.EXACT
    ]
    claimed = next((one for one in profile.self_asserted if one.uri == asked.skill), None)
    level_state = LevelState.NOT_ASKED if asked.level is None else LevelState.UNKNOWN
    if ways:
        held = profile.skill(ways[0].held.uri)
        assert held is not None
        way, also = ways[0], tuple(ways[1:FURTHER])
        return _shown(asked, told, State.RELATED, weight, held, left_out, level=level_state, relation=way, also=also)
    if claimed is not None:
        return _shown(asked, told, State.NOT_ASSESSED, weight, claimed, left_out, level=level_state)
    unseen = State.NOT_ASSESSED if left_out else State.MISSING
    return GapLine(asked, told, unseen, weight, level_state, left_out=left_out)


def _shown(
    asked: Requirement,
    told: Label,
    state: State,
    weight: float,
    held: ProfileSkill,
    left_out: tuple[str, ...],
    *,
    level: LevelState,
    held_level: Level | None = None,
    relation: Relation | None = None,
    also: tuple[Relation, ...] = (),
) -> GapLine:
    return GapLine(
        asked, told, state, weight, level, held_level, relation, also, held.basis, held.demonstrated, held.dated_by,
        held.age_days, held.sources, left_out,
    )  # fmt: skip


def _level(asked: Requirement, held: ProfileSkill) -> tuple[LevelState, Level | None]:
    """Whether the level is shown, and the highest shown on the scale that is asked for, else the first."""
    shown = held.level
    if asked.level is None:
        return LevelState.NOT_ASKED, shown
    for level in held.levels:
        order = levels.compare(level, asked.level)
        if order is not None:
            return (LevelState.MET if order >= 0 else LevelState.NOT_MET), level
    return LevelState.UNKNOWN, shown
