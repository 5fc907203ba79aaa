"""One presentation held against what a job asks: for each requirement met, not met or not shown, and nothing else.

This is the side of who asks. It looks at one presentation, once, and gives no figure: people can't be put in an order
by it, and that something is not shown says nothing of whether somebody can do it. ``docs/explanation/fair-use.md`` says
why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError
from dsp_vc.model.attestation import BASES, Level, Skill, SkillAttestation
from dsp_vc.skills import levels
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.goal import Goal, Requirement
from dsp_vc.skills.labels import Label, label
from dsp_vc.skills.profile import level_json
from dsp_vc.verification.report import VerificationReport

_NEEDS = (Weight.ESSENTIAL, Weight.IMPORTANT, Weight.SOMEWHAT, Weight.OPTIONAL)


class Answer(StrEnum):
    """``met``: an accepted credential shows the skill, at the level that is asked or above. ``not-met``: it shows a
    lower level. ``not-shown``: no accepted credential shows it, or none shows a level that can be compared, or it is
    the person's own word that somebody passed on (its ``basis`` then says so)."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_SHOWN = "not-shown"


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement with its answer; ``level`` is what was shown, ``issuers`` who signed for it, ``basis`` the
    strongest basis that they name, ``demonstrated`` the last time that was said."""

    requirement: Requirement
    label: Label
    answer: Answer
    level: Level | None = None
    basis: str | None = None
    issuers: tuple[str, ...] = ()
    demonstrated: date | None = None

    def to_json(self) -> JsonObject:
        """As in ``against.schema.json``."""
        issuers: list[JsonValue] = list(self.issuers)
        return {
            **self.label.to_json(),
            "need": self.requirement.need.value,
            "answer": self.answer.value,
            "level": {"asked": level_json(self.requirement.level), "shown": level_json(self.level)},
            "basis": self.basis,
            "issuers": issuers,
            "demonstrated": self.demonstrated.isoformat() if self.demonstrated else None,
        }


@dataclass(frozen=True, slots=True)
class Against:
    """The answers, by need and in the order of the job's own list; there is no total, and none is to be made.
    ``proposed`` are skills that the text of the job may mean: nobody confirmed them, so they are not asked."""

    goal: Goal
    lines: tuple[Line, ...]
    proposed: tuple[Label, ...] = ()

    @classmethod
    def build(cls, report: VerificationReport, goal: Goal, catalogue: Catalogue) -> Against:
        """What ``report``, of one credential or presentation, shows of ``goal``. Only what was accepted counts; where
        the whole was not, nothing does."""
        shown = _shown(report)
        asked = sorted((one for one in goal.requirements if one.confirmed), key=lambda one: _NEEDS.index(one.need))
        lines = tuple(_line(one, shown.get(one.skill, ()), catalogue) for one in asked)
        return cls(goal, lines, tuple(label(catalogue, one.skill) for one in goal.requirements if not one.confirmed))

    def to_json(self) -> JsonObject:
        """As in ``against.schema.json``."""
        return {
            "goal": self.goal.to_json(),
            "lines": [line.to_json() for line in self.lines],
            "proposed": [one.to_json() for one in self.proposed],
        }


_Statement = tuple[str, SkillAttestation, Skill]


def _shown(report: VerificationReport) -> dict[str, tuple[_Statement, ...]]:
    """By skill: who says it, in which record. Never a child of what was not accepted as a whole."""
    found: dict[str, list[_Statement]] = {}
    accepted = report.children if report.kind == "presentation" else (report,)
    for child in accepted if report else ():
        if not child or child.verified is None:
            continue
        try:
            record = SkillAttestation.from_credential(child.verified)
        except InputError:
            continue
        for skill in record.skills:
            found.setdefault(skill.uri, []).append((child.issuer_name or "", record, skill))
    return {uri: tuple(statements) for uri, statements in found.items()}


def _line(asked: Requirement, shown: Sequence[_Statement], catalogue: Catalogue) -> Line:
    told = label(catalogue, asked.skill)
    proofs = [one for one in shown if one[1].basis != BASES[0]]
    if not proofs:
        return Line(asked, told, Answer.NOT_SHOWN, basis=BASES[0] if shown else None)
    shown = proofs
    answer, level = _answer(asked, [skill.level for _, _, skill in shown if skill.level is not None])
    bases = [record.basis for _, record, _ in shown if record.basis in BASES]
    days = [date.fromisoformat(record.last_demonstrated) for _, record, _ in shown if record.last_demonstrated]
    issuers = tuple(sorted({name for name, _, _ in shown if name}))
    basis = max(bases, key=BASES.index) if bases else None
    return Line(asked, told, answer, level, basis, issuers, max(days) if days else None)


def _answer(asked: Requirement, shown: list[Level]) -> tuple[Answer, Level | None]:
    best = levels.best(shown)
    if asked.level is None:
        return Answer.MET, best[0] if best else None
    for level in best:
        order = levels.compare(level, asked.level)
        if order is not None:
            return (Answer.MET if order >= 0 else Answer.NOT_MET), level
    return Answer.NOT_SHOWN, best[0] if best else None
