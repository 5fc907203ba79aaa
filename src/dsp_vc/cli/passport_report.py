"""``dsp-vc passport report``: the passport on paper."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import passport as passports
from dsp_vc.actions import passport_report as action
from dsp_vc.actions import wallet as wallets
from dsp_vc.actions.clock import moment
from dsp_vc.actions.passport_plan import plan_in
from dsp_vc.cli import terminal
from dsp_vc.cli.options import At, Lang, Output, PassphraseFile
from dsp_vc.cli.output import deliver, files_of_wallet, refuse_input
from dsp_vc.cli.passport_wallet import Evidence, Job, Trust, goal_of
from dsp_vc.cli.wallet_file import IdentityFile, WalletFile, path_of, unlock


def command(
    goal: Annotated[
        str | None,
        typer.Option("--goal", metavar="URI|TEXT", help="Occupation to hold it against; else that of your plan."),
    ] = None,
    job: Job = None,
    reader: Annotated[
        str | None,
        typer.Option("--for", metavar="NAME", help="For somebody else: leaves out what is yours alone."),
    ] = None,
    wallet: WalletFile = None,
    trust: Trust = None,
    evidence: Evidence = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    output: Output = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Your passport on three pages at most, as HTML or PDF by the name of OUT: what to do on Monday, what you show,
    what a job still asks, the plan as a road."""
    if reader is not None and not reader.strip():
        raise typer.BadParameter("needs a name: without one it is the report for yourself", param_hint="--for")
    language = terminal.language(lang)
    path, now, form = path_of(wallet), moment(at), action.form_of(output)
    action.check_form(form)
    inputs = [*files_of_wallet(path), *filter(None, (passphrase_file, identity))]
    refuse_input(output, inputs)
    with passports.catalogue() as using:
        wanted = goal_of(goal, job, using, language)  # said before a passphrase is asked for
        with wallets.using(path, unlock(path, passphrase_file, identity), write=False) as opened:
            found = passports.receipts(opened, now, trust=trust or (), evidence=evidence or (), fixed=at is not None)
            kept = plan_in(opened)
        made = action.render(action.subject(found, kept, using, now, goal=wanted), form, language, reader=reader or "")
    deliver(made, output, inputs, private=True)
    if output not in (None, "-"):
        terminal.say(words.message("paper_written", language, path=output))
    if reader:
        terminal.say(words.message("paper_left_out_told", language, name=reader))
