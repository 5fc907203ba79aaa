"""``dsp-vc inspect``: look into a file, unverified."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import inspect as action
from dsp_vc.cli import terminal
from dsp_vc.cli.options import Lang
from dsp_vc.encoding.strict_json import dumps


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="As for verify, or -.")],
    lang: Lang = None,
) -> None:
    """Show what is in a file without checking anything; stamped UNVERIFIED."""
    language = terminal.language(lang)
    for name in files:
        for found in action.inspect(name):
            terminal.say(words.message("inspect_stamp", language))
            terminal.emit(dumps({"verified": False, **found}, indent=2) + "\n")
