"""``dsp-vc passport gap``: what a job asks beside what the wallet's credentials show."""

from __future__ import annotations

import typer

from dsp_vc.actions import passport as action
from dsp_vc.cli import terminal
from dsp_vc.cli.options import At, Json, Lang, PassphraseFile
from dsp_vc.cli.passport_wallet import GOAL_OPTIONS, Evidence, Job, Occupation, Trust, Weight, goal_of, receipts
from dsp_vc.cli.wallet_file import IdentityFile, WalletFile
from dsp_vc.encoding.strict_json import dumps


def command(
    occupation: Occupation = None,
    job: Job = None,
    weight: Weight = None,
    wallet: WalletFile = None,
    trust: Trust = None,
    evidence: Evidence = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    at: At = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """What a job asks beside what you show: line by line, with what helps, and what nobody has seen yet."""
    from dsp_vc.cli.gap_told import gap_lines

    language = terminal.language(lang)
    weights = action.weights(weight or ())
    with action.catalogue() as using:  # what is wrong with the goal is said before a passphrase is asked for
        goal = goal_of(occupation, job, using, language, GOAL_OPTIONS)
        if goal is None:
            raise typer.BadParameter("name one of these", param_hint=GOAL_OPTIONS)
        opened = receipts(wallet, passphrase_file, identity, trust=trust, evidence=evidence, at=at)
        found = action.gap(goal, action.profile(opened.receipts, using, opened.now), using, weights)
    if json:
        terminal.emit(dumps(found.to_json(language), indent=2) + "\n")
        return
    terminal.emit("".join(f"{line}\n" for line in gap_lines(found, language)))
