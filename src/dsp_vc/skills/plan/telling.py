"""A step of a plan in words: what to do, whom to ask, what closes it, by when."""

from __future__ import annotations

from collections.abc import Iterator

from dsp_vc import words
from dsp_vc.skills import days, levels
from dsp_vc.skills.plan.model import Step, WayKind


def step_lines(step: Step, lang: str, *, note: bool = True) -> Iterator[str]:
    """The lines below the name of a step; ``note`` says whether the person's own note is among them."""
    if step.proof is not None:
        yield words.message("plan_done", lang, title=step.proof.title, issuer=step.proof.issuer_name)
    else:
        yield from _open_lines(step, lang)
    if note and step.note:
        yield words.message("plan_note", lang, text=words.printable(" ".join(step.note.split()), len(step.note)))


def _open_lines(step: Step, lang: str) -> Iterator[str]:
    task = step.way(WayKind.PRACTICE)
    yield words.message("plan_task", lang, text=task.told(lang)) if task else words.message("plan_no_task", lang)
    yield " ".join(_help(step, lang))


def _help(step: Step, lang: str) -> Iterator[str]:
    mentor, training = step.way(WayKind.MENTOR), step.way(WayKind.TRAINING)
    if mentor is not None:
        yield words.message("plan_mentor", lang, text=mentor.told(lang))
    if training is not None:
        yield words.message("plan_training", lang, text=training.told(lang))
    level = levels.told(step.level, lang) if step.level else ""
    code = "plan_due_level" if level else "plan_due"
    yield words.message(code, lang, level=level, moment=days.told(step.due, lang))
