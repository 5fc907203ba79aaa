"""``dsp-vc passport plan``: the steps to a goal, kept in the wallet."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import passport as passports
from dsp_vc.actions import passport_plan as action
from dsp_vc.actions import wallet as wallets
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.options import At, Json, Lang, PassphraseFile, Yes
from dsp_vc.cli.passport_wallet import Evidence, Job, Trust, goal_of
from dsp_vc.cli.plan_told import change_lines, tell
from dsp_vc.cli.wallet_file import IdentityFile, WalletFile, path_of, unlock
from dsp_vc.errors import InputError
from dsp_vc.skills.plan.making import STEPS
from dsp_vc.skills.plan.model import MAX_STEPS
from dsp_vc.wallet.wallet import Wallet


def _day(value: str | None) -> str | None:
    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise typer.BadParameter(f"{value!r} is not a day such as 2027-06-30") from None
    return value


def command(
    goal: Annotated[
        str | None, typer.Option("--goal", metavar="URI|TEXT", help="Make a plan for this occupation.")
    ] = None,
    job: Job = None,
    trainings: Annotated[
        list[str] | None,
        typer.Option("--trainings", metavar="FILE", help="Trainings to name, as: dsp-vc skills template shows."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="DATE", callback=_day, help="Spread the steps up to this day; else three weeks each."
        ),
    ] = None,
    steps: Annotated[int, typer.Option("--steps", min=1, max=MAX_STEPS, help="How many steps at most.")] = STEPS,
    optional: Annotated[bool, typer.Option("--optional", help="Also what is useful, not only what is needed.")] = False,
    note: Annotated[
        tuple[int, str] | None, typer.Option("--note", metavar="N TEXT", help="Keep a note at a step; '' removes it.")
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Throw the plan away.")] = False,
    wallet: WalletFile = None,
    trust: Trust = None,
    evidence: Evidence = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    yes: Yes = False,
    at: At = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """The plan in the wallet: how to learn what a job still asks, step by step. With --goal or --job, make one."""
    if sum((goal is not None or job is not None, note is not None, drop)) > 1:
        raise typer.BadParameter("a goal, --note and --drop don't go together")
    language, now, believed = terminal.language(lang), moment(at), action.Believed.of(trust, evidence, at)
    path = path_of(wallet)
    action.check_day(day := date.fromisoformat(by) if by else None, now)
    with passports.catalogue() as using:
        wanted = goal_of(goal, job, using, language)  # said before a passphrase is asked for
        if wanted is not None and job is not None and not any(one.confirmed for one in wanted.requirements):
            raise InputError("against_nothing", path=job)  # else it would seem that nothing is lacking
        courses = action.read_trainings(trainings or (), using, language)
        lock = unlock(path, passphrase_file, identity)
        with wallets.using(path, lock, write=drop or note is not None or wanted is not None) as opened:
            if drop:
                _drop(opened, language, yes)
                return
            if note is not None:
                action.noted(opened, *note)
            if wanted is not None:
                _replace(opened, language, yes)
                shown = passports.profile(action.received(opened, now, believed), using, now)
                made = action.make(
                    opened, wanted, shown, using, by=day, most=steps, optional=optional, trainings=courses
                )
                if made is None:
                    name = wanted.label.text(language)
                    terminal.say(words.message("plan_nothing_missing", language, name=name))
                    return
            changes = action.settle(opened, now, believed)
            plan = action.plan_in(opened)
    if plan is None:
        raise InputError("plan_none")
    tell(plan, language, json)
    for told in change_lines(changes, language):
        terminal.say(told)


def _replace(opened: Wallet, language: str, yes: bool) -> None:
    """Ask before a plan is replaced."""
    if not action.has_plan(opened):
        return
    name = action.goal_of(opened)
    question = words.message("plan_replace_ask", language, name=name.text(language) if name else "?")
    if not terminal.confirm(question, yes=yes):
        raise InputError("plan_kept")


def _drop(opened: Wallet, language: str, yes: bool) -> None:
    name = action.goal_of(opened)
    if not terminal.confirm(
        words.message("plan_drop_ask", language, name=name.text(language) if name else "?"), yes=yes
    ):
        raise InputError("plan_kept")
    action.drop(opened)
    terminal.say(words.message("plan_dropped", language))
