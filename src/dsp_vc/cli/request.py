"""``dsp-vc request``: ask somebody for credentials."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import request as action
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.options import At, Lang, Output
from dsp_vc.cli.output import deliver

app = typer.Typer(help="Ask somebody for credentials.", rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Ask somebody for credentials."""


@app.command()
def new(
    name: Annotated[str, typer.Option("--for", metavar="NAME", help="Your name: whom the answer is for.")],
    skill: Annotated[
        list[str] | None, typer.Option("--skill", metavar="NAME|URI", help="A skill that you ask for; none: any.")
    ] = None,
    valid: Annotated[
        str, typer.Option("--valid", metavar="15m", help="How long the request is good: m, h or d.")
    ] = "15m",
    output: Output = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Make a request with a number that only an answer to it can hold."""
    from dsp_vc.actions.wish import addresses

    language = terminal.language(lang)
    request = action.new(name, addresses(skill or [], lang=language), valid=valid, now=moment(at))
    deliver(action.request_bytes(request), output)
    if output not in (None, "-"):
        terminal.say(words.message("present_written", language, path=output))
