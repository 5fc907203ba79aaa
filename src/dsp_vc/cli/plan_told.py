"""What is said of a plan: its steps, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from dsp_vc import words
from dsp_vc.actions.passport_plan import Believed, settle
from dsp_vc.cli import terminal
from dsp_vc.cli.passport_told import wrapped
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError, TrustError
from dsp_vc.skills import days
from dsp_vc.skills.plan.closing import Change
from dsp_vc.skills.plan.model import Plan
from dsp_vc.skills.plan.telling import step_lines
from dsp_vc.wallet.wallet import Wallet


def settled(
    opened: Wallet,
    now: datetime,
    language: str,
    *,
    trust: Sequence[str] | None = None,
    evidence: Sequence[str] | None = None,
    fixed: bool = False,
) -> list[str]:
    """Bring the plan up to date with what was just put in, taken out or checked; what is to be said of that. What
    hinders it is told and hinders nothing else: the plan is held against the wallet again whenever it is shown."""
    try:
        changes = settle(opened, now, Believed(trust or (), evidence or (), fixed))
    except (TrustError, InputError) as error:
        terminal.complain(error, language)
        return []
    return list(change_lines(changes, language))


def change_lines(changes: Iterable[Change], language: str) -> Iterator[str]:
    """Which steps closed, and which are open again and why."""
    for change in changes:
        code = "plan_step_reopened" if change.reopened else "plan_step_closed"
        yield words.message(
            code,
            language,
            number=change.number,
            name=change.step.label.text(language),
            title=change.proof.title,
            issuer=change.proof.issuer_name,
            why=change.why,
        )


def tell(plan: Plan, language: str, json: bool) -> None:
    """Print the plan."""
    if json:
        terminal.emit(dumps(plan.to_json(), indent=2) + "\n")
        return
    terminal.emit("".join(f"{line}\n" for line in plan_lines(plan, language)))
    following = plan.next
    if following is None:
        terminal.say(words.message("plan_all_done", language))
        return
    terminal.say(words.message("plan_proof", language))
    terminal.say(words.message("plan_ask", language, number=plan.steps.index(following) + 1))


def plan_lines(plan: Plan, language: str) -> Iterator[str]:
    """The goal, how far it is, and each step."""
    done = sum(step.proof is not None for step in plan.steps)
    made = days.told(plan.made, language)
    yield from wrapped(words.message("plan_heading", language, name=plan.goal.text(language)), 0)
    yield from wrapped(words.message("plan_made", language, moment=made, done=done, count=len(plan.steps)), 0)
    for number, step in enumerate(plan.steps, 1):
        yield ""
        mark = f"[{'x' if step.proof else ' '}] {number}. "
        yield from wrapped(step.label.text(language), 0, mark)
        for line in step_lines(step, language):
            yield from wrapped(line, 5)
    if plan.later:
        yield ""
        yield from wrapped(words.message("plan_later", language, count=plan.later), 0)
