"""``dsp-vc passport match``: what fits, for the person's own eyes."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import passport as action
from dsp_vc.cli import terminal
from dsp_vc.cli.options import At, Json, Lang, PassphraseFile
from dsp_vc.cli.passport_wallet import GOAL_OPTIONS, Evidence, Job, Occupation, Trust, Weight, goal_of, receipts
from dsp_vc.cli.wallet_file import IdentityFile, WalletFile
from dsp_vc.encoding.strict_json import dumps


def command(
    vacancies: Annotated[
        list[str] | None, typer.Option("--vacancies", metavar="PATH", help="Vacancies: a file, a feed or a folder.")
    ] = None,
    trainings: Annotated[
        list[str] | None, typer.Option("--trainings", metavar="FILE", help="Trainings, in the form of the template.")
    ] = None,
    examples: Annotated[
        bool, typer.Option("--examples", help="Also the made-up vacancies and trainings that come along.")
    ] = False,
    occupation: Occupation = None,
    job: Job = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="How many in each list.")] = 5,
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
    """What fits what you show: occupations, vacancies, what other work accepts, and what a training would add towards
    the occupation or vacancy that is named."""
    from dsp_vc.actions import passport_match as matching
    from dsp_vc.cli.match_told import match_lines

    language = terminal.language(lang)
    weights = action.weights(weight or ())
    with action.catalogue() as using:
        goal = goal_of(occupation, job, using, language, GOAL_OPTIONS)
        offers, left_out = matching.offers(
            using, language, vacancies=vacancies or (), trainings=trainings or (), examples=examples, goal=goal
        )
        opened = receipts(wallet, passphrase_file, identity, trust=trust, evidence=evidence, at=at)
        shown = action.profile(opened.receipts, using, opened.now)
        found = matching.match(shown, offers, using, limit, weights)
    for left in left_out:
        terminal.say(words.message("vacancy_left_out", language, problem=left.error.message(language)))
    if json:
        terminal.emit(dumps(found.to_json(language), indent=2) + "\n")
        return
    terminal.emit("".join(f"{line}\n" for line in match_lines(found, language)))
