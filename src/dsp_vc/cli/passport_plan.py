"""``dsp-vc passport plan``: the steps to a goal, kept in the wallet."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import passport_plan as action
from dsp_vc.actions import wallet as wallets
from dsp_vc.cli import terminal
from dsp_vc.cli.options import Json, Lang, PassphraseFile, Yes
from dsp_vc.cli.wallet_file import IdentityFile, WalletFile, path_of, unlock
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError
from dsp_vc.skills import days
from dsp_vc.skills.plan.model import Plan, Step
from dsp_vc.skills.plan.telling import step_lines
from dsp_vc.wallet.wallet import Wallet


def command(
    note: Annotated[
        tuple[int, str] | None, typer.Option("--note", metavar="N TEXT", help="Keep a note at a step; '' removes it.")
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Throw the plan away.")] = False,
    wallet: WalletFile = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    yes: Yes = False,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Show the plan in the wallet."""
    language = terminal.language(lang)
    path = path_of(wallet)
    lock = unlock(path, passphrase_file, identity)
    with wallets.using(path, lock, write=drop or note is not None) as opened:
        if drop:
            _drop(opened, language, yes)
            return
        plan = action.plan_in(opened) if note is None else action.noted(opened, *note)
    if plan is None:
        raise InputError("plan_none")
    tell(plan, language, json)


def tell(plan: Plan, language: str, json: bool) -> None:
    """Print the plan."""
    if json:
        terminal.emit(dumps(plan.to_json(), indent=2) + "\n")
        return
    terminal.emit(f"{words.message('plan_heading', language, name=plan.goal.text(language))}\n")
    done = sum(step.proof is not None for step in plan.steps)
    made = words.message("plan_made", language, moment=days.told(plan.made, language), done=done, count=len(plan.steps))
    terminal.emit(f"{made}\n")
    for number, step in enumerate(plan.steps, 1):
        _tell_step(number, step, language)
    if plan.later:
        terminal.emit(f"\n{words.message('plan_later', language, count=plan.later)}\n")
    following = plan.next
    if following is None:
        terminal.say(words.message("plan_all_done", language))
        return
    terminal.say(words.message("plan_proof", language))
    terminal.say(words.message("plan_ask", language, number=plan.steps.index(following) + 1))


def _tell_step(number: int, step: Step, language: str) -> None:
    mark = "x" if step.proof else " "
    terminal.emit(f"\n[{mark}] {number}. {words.printable(step.label.text(language))}\n")
    for line in step_lines(step, language):
        terminal.emit(f"     {line}\n")


def _drop(opened: Wallet, language: str, yes: bool) -> None:
    name = action.goal_of(opened)
    if not terminal.confirm(
        words.message("plan_drop_ask", language, name=name.text(language) if name else ""), yes=yes
    ):
        raise InputError("plan_kept")
    action.drop(opened)
    terminal.say(words.message("plan_dropped", language))
