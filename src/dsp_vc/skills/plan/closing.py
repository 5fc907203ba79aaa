"""Holding a plan against what a person shows now: which steps close, which open again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dsp_vc import words
from dsp_vc.skills import levels
from dsp_vc.skills.plan.model import Plan, Proof, Step
from dsp_vc.skills.profile import Profile, Source
from dsp_vc.words import Phrase

GONE = "plan_proof_gone"


@dataclass(frozen=True, slots=True)
class Change:
    """That a step closed, or (``reopened``) opened again and ``why``. ``step`` is the step as it is now, ``proof`` what
    closed it or closed it before."""

    number: int
    step: Step
    proof: Proof
    reopened: bool = False
    why: Phrase | None = None


def hold_against(plan: Plan, profile: Profile) -> tuple[Plan, tuple[Change, ...]]:
    """The plan as of ``profile``, and what changed by it. A step is closed as long as somebody else's proof of the very
    skill counts, at the level that is asked for; of several, the one that closed it stays named."""
    steps: list[Step] = []
    changes: list[Change] = []
    for number, step in enumerate(plan.steps, 1):
        now = replace(step, proof=_proof_of(step, profile))
        steps.append(now)
        if now.proof is not None and step.proof is None:
            changes.append(Change(number, now, now.proof))
        elif now.proof is None and step.proof is not None:
            changes.append(Change(number, now, step.proof, reopened=True, why=_why(step.proof, profile)))
    return replace(plan, steps=tuple(steps)), tuple(changes)


def _proof_of(step: Step, profile: Profile) -> Proof | None:
    held = profile.skill(step.uri)
    fitting = [source for source in (held.sources if held else ()) if _fits(source, step)]
    for source in fitting:
        if step.proof is not None and source.credential == step.proof.credential:
            return step.proof
    return _proof(fitting[0], profile) if fitting else None


def _fits(source: Source, step: Step) -> bool:
    if step.level is None:
        return True
    order = levels.compare(source.level, step.level) if source.level else None
    return order is not None and order >= 0


def _proof(source: Source, profile: Profile) -> Proof:
    title, issuer = words.printable(source.title), words.printable(source.issuer_name)
    return Proof(source.credential, source.short, title, issuer, profile.at.date())


def _why(proof: Proof, profile: Profile) -> Phrase:
    """What keeps the proof from counting, where it is still in the wallet."""
    return next((out.why for out in profile.left_out if out.credential == proof.credential), Phrase(GONE))
