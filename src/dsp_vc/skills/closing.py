"""Which of the open requirements of a goal a training would close: the skill itself, to the level that is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.skills import levels
from dsp_vc.skills.gap import Gap, GapLine, LevelState, State
from dsp_vc.skills.training import Taught, Training


@dataclass(frozen=True, slots=True)
class Closing:
    """A training with the requirements that it would close. ``unsure`` are those that ask for a level which the
    training does not name, or on another scale: ask who gives it."""

    training: Training
    lines: tuple[GapLine, ...]
    unsure: tuple[GapLine, ...] = ()

    @property
    def weight(self) -> float:
        """Of all that it would close, together."""
        return round(sum(line.weight for line in self.lines), 3)

    def to_json(self, lang: str) -> JsonObject:
        """As in ``match.schema.json``."""
        return {
            "training": self.training.to_json(),
            "closes": [line.to_json(lang) for line in self.lines],
            "unsure": [line.to_json(lang) for line in self.unsure],
            "closesWeight": self.weight,
        }


def is_open(line: GapLine) -> bool:
    """Whether a requirement still asks for something: nothing shows it, not even by a related skill, or only at a lower
    level."""
    shown = line.state in (State.MATCHED, State.RELATED)
    return not shown or line.level is LevelState.NOT_MET


def trainings_for(gap: Gap, trainings: Iterable[Training]) -> tuple[Closing, ...]:
    """The trainings that would close something of ``gap``: the most weight first, then the fewest hours."""
    found: list[Closing] = []
    wanted = [line for line in gap.lines if line.state is not State.MATCHED or is_open(line)]
    for training in trainings:
        taught = {one.skill: one for one in training.skills}
        both = [(line, taught[line.uri]) for line in wanted if line.uri in taught]
        closes = tuple(line for line, one in both if _reaches(line, one) is True)
        unsure = tuple(line for line, one in both if _reaches(line, one) is None)
        if closes or unsure:
            found.append(Closing(training, closes, unsure))
    return tuple(sorted(found, key=_place))


def _place(one: Closing) -> tuple[float, float, str]:
    hours = one.training.hours
    return -one.weight, float("inf") if hours is None else hours, one.training.id


def _reaches(line: GapLine, taught: Taught) -> bool | None:
    """Whether the level that is asked is reached; ``None`` where that can't be said."""
    asked = line.requirement.level
    if asked is None:
        return True
    order = None if taught.level is None else levels.compare(taught.level, asked)
    return None if order is None else order >= 0
