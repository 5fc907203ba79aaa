"""What the verbs of the passport share: the wallet that is looked at, and by what trust."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer

from dsp_vc.actions import passport as action
from dsp_vc.actions import wallet as wallet_action
from dsp_vc.actions.clock import moment
from dsp_vc.cli.wallet_file import path_of, unlock
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.goal import Goal
from dsp_vc.skills.receipts import Receipt

Trust = Annotated[
    list[str] | None,
    typer.Option("--trust", metavar="T", help="Issuer card, list, or folder of cards; replaces the stored trust."),
]
Evidence = Annotated[
    list[str] | None, typer.Option("--evidence", metavar="[URL=]PATH", help="File or folder to consult offline.")
]
Occupation = Annotated[
    str | None, typer.Option("--occupation", metavar="URI|TEXT", help="Address or name of an occupation.")
]
Job = Annotated[
    str | None, typer.Option("--job", metavar="FILE", help="A vacancy, as: dsp-vc skills vacancy FILE shows it.")
]
Weight = Annotated[
    list[str] | None,
    typer.Option("--weight", metavar="NEED=NUMBER", help="How much a need counts, as optional=0.5; or rarity=no."),
]
#: The two options that name a goal, where one of them is ``--occupation``.
GOAL_OPTIONS = "--occupation, --job"


def goal_of(
    occupation: str | None, job: str | None, using: Catalogue, language: str, names: str = "--goal, --job"
) -> Goal | None:
    """What an occupation or a vacancy asks; ``None`` where neither is named."""
    if occupation is not None and job is not None:
        raise typer.BadParameter("name one of these", param_hint=names)
    if job is not None:
        return action.vacancy(job, using, language)
    return None if occupation is None else action.occupation(occupation, using, language)


@dataclass(frozen=True, slots=True)
class Opened:
    """What was received, judged as of ``now``."""

    receipts: Sequence[Receipt]
    now: datetime


def receipts(
    wallet: str | None,
    passphrase_file: str | None,
    identity: str | None,
    *,
    trust: Sequence[str] | None,
    evidence: Sequence[str] | None,
    at: str | None,
) -> Opened:
    """Open the wallet to read, judge what is in it, and close it again."""
    path, now = path_of(wallet), moment(at)
    lock = unlock(path, passphrase_file, identity)
    with wallet_action.using(path, lock, write=False) as opened:
        found = action.receipts(opened, now, trust=trust or (), evidence=evidence or (), fixed=at is not None)
    return Opened(found, now)
