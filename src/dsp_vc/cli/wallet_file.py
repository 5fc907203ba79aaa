"""Which wallet a verb means, and opening it: the options and the question for its passphrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import wallet as action
from dsp_vc.cli import terminal
from dsp_vc.wallet.file import Unlock
from dsp_vc.wallet.wallet import Wallet

WalletFile = Annotated[
    str | None, typer.Option("--wallet", metavar="FILE", help="The wallet; else wallet.age in your data.")
]
IdentityFile = Annotated[
    str | None, typer.Option("--identity", metavar="F", help="File with the age identity that opens the wallet.")
]


def path_of(wallet: str | None) -> Path:
    """The wallet that ``--wallet`` names, else the one in the user's data folder."""
    return action.default_path() if wallet is None else Path(wallet)


def unlock(path: Path, passphrase_file: str | None, identity: str | None) -> Unlock:
    """What opens ``path``; asks for the passphrase where the wallet has one."""
    asked = terminal.ask_passphrase(passphrase_file, what=str(path)) if action.by_passphrase(path) else None
    return action.unlock(path, passphrase=asked, identity=identity)


def unlocked(wallet: str | None, passphrase_file: str | None, identity: str | None) -> AbstractContextManager[Wallet]:
    """The wallet, opened to read. Raises :class:`dsp_vc.errors.WalletError`, :class:`dsp_vc.errors.InputError`."""
    path = path_of(wallet)
    return action.using(path, unlock(path, passphrase_file, identity), write=False)


@contextmanager
def rechecked(
    wallet: str | None,
    passphrase_file: str | None,
    identity: str | None,
    *,
    trust: Sequence[str] | None,
    evidence: Sequence[str] | None,
    now: datetime,
    fixed: bool,
    language: str,
) -> Iterator[Wallet]:
    """The wallet to be read; where ``trust`` or ``evidence`` is named, everything in it is checked anew by these, and
    what is found is kept, and what it means for the plan is said."""
    if not trust and not evidence:
        with unlocked(wallet, passphrase_file, identity) as opened:
            yield opened
        return
    from dsp_vc.cli import plan_told

    path = path_of(wallet)
    action.by_passphrase(path)  # said before the work
    verifier = action.make_verifier(trust or (), evidence or (), now, fixed=fixed)
    with action.using(path, unlock(path, passphrase_file, identity), write=True) as opened:
        for doubt in action.recheck(opened, verifier, now):
            terminal.say(words.printable(doubt.message(language)))
            if hint := doubt.hint(language):
                terminal.say(f"  {hint}")
        for told in plan_told.settled(opened, now, language, trust=trust, evidence=evidence, fixed=fixed):
            terminal.say(told)
        yield opened
