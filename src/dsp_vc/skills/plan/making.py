"""Making a plan out of a gap: which skills, in which order, how to learn each, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from dsp_vc import words
from dsp_vc.errors import InputError
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.closing import Closing, trainings_for
from dsp_vc.skills.days import later
from dsp_vc.skills.gap import Gap, GapLine, LevelState, State
from dsp_vc.skills.labels import Label
from dsp_vc.skills.plan.model import MAX_URL, Plan, Step, Way, WayKind
from dsp_vc.skills.practice import Practice
from dsp_vc.skills.training import Training

#: How many trainings a step names; the one that closes most of the plan first.
_TRAININGS = 2
#: Weeks for one step, where no day is named for the whole.
PACE_WEEKS = 3
STEPS = 7
_SATURDAY = 5
_NEEDS = tuple(Weight)
_ASKED = (Weight.ESSENTIAL, Weight.IMPORTANT)
#: What is nearest comes first: what only wants a proof, then a higher level, then what a related skill helps for.
_NEAREST = (State.NOT_ASSESSED, State.MATCHED, State.RELATED, State.MISSING)


def make_plan(
    gap: Gap,
    practices: Mapping[str, Practice],
    *,
    today: date,
    trainings: Iterable[Training] = (),
    by: date | None = None,
    most: int = STEPS,
    optional: bool = False,
    before: Plan | None = None,
) -> Plan | None:
    """The plan for ``gap``; ``None`` where nothing is left to show.

    Its steps are the essential and important requirements that nothing shows yet, with ``optional`` the others too, the
    nearest and then the heaviest first, ``most`` at most. Days are spread evenly up to ``by``, else three weeks apart,
    none in a weekend. A step names a training where one of ``trainings`` reaches what is asked. Notes of ``before``
    stay with their skill. Raises :class:`InputError` ``plan_day_past``.
    """
    if by is not None and by <= today:
        raise InputError("plan_day_past", moment=by)
    wanted = [line for line in gap.lines if _is_open(line) and (optional or line.need in _ASKED)]
    if not wanted:
        return None
    wanted.sort(key=_order)
    chosen = wanted[:most]
    taught = trainings_for(gap, trainings)
    notes = {step.uri: step.note for step in before.steps} if before else {}
    steps = tuple(
        Step(
            _bounded(line.label),
            line.need,
            due,
            tuple(_ways(line, practices, taught)),
            line.requirement.level,
            note=notes.get(line.uri, ""),
        )
        for line, due in zip(chosen, _days(today, by, len(chosen)), strict=True)
    )
    return Plan(_bounded(gap.goal.label), gap.goal.kind, today, steps, by, len(wanted) - len(chosen))


def _is_open(line: GapLine) -> bool:
    """Whether a proof is still wanted, of the skill or of the level; what is not confirmed to be asked is no step."""
    if not line.requirement.confirmed:
        return False
    return line.state is not State.MATCHED or line.level in (LevelState.NOT_MET, LevelState.UNKNOWN)


def _bounded(label: Label) -> Label:
    """With names as short as the entry of a wallet allows; a vacancy or a list of one's own may bring any."""
    return replace(label, names=tuple(replace(name, text=words.printable(name.text)) for name in label.names))


def _order(line: GapLine) -> tuple[int, int, float, str]:
    return _NEEDS.index(line.need), _NEAREST.index(line.state), -line.weight, line.uri


def _days(today: date, by: date | None, count: int) -> Iterator[date]:
    for number in range(1, count + 1):
        ahead = (by - today) * number / count if by else timedelta(weeks=PACE_WEEKS * number)
        day = later(today, max(1, ahead.days))
        friday = day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
        yield friday if friday > today else day


def _ways(line: GapLine, practices: Mapping[str, Practice], taught: Iterable[Closing]) -> Iterator[Way]:
    practice = practices.get(line.uri)
    if practice is not None:
        yield Way(WayKind.PRACTICE, practice.task)
        yield Way(WayKind.MENTOR, practice.mentor)
    fitting = [one.training for one in taught if any(closed.uri == line.uri for closed in one.lines)]
    for training in fitting[:_TRAININGS]:
        yield Way(WayKind.TRAINING, _named(training), training.url[:MAX_URL])


def _named(training: Training) -> dict[str, str]:
    """The name of a training by language, and who gives it."""
    return {lang: words.printable(f"{name} ({training.provider})") for lang, name in training.name.items()}
