"""``dsp-vc present``: show what a request asks for, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import present as action
from dsp_vc.actions.clock import moment
from dsp_vc.actions.request import duration
from dsp_vc.actions.verify import read_request
from dsp_vc.cli import terminal
from dsp_vc.cli.options import At, Lang, Output, PassphraseFile, Yes
from dsp_vc.cli.output import deliver, files_of_wallet, refuse_input, same_file
from dsp_vc.cli.show import record_lines, row
from dsp_vc.cli.wallet_file import IdentityFile, WalletFile, path_of, unlocked
from dsp_vc.errors import InputError
from dsp_vc.files import write_atomic

_MECHANISMS = ("dc+sd-jwt", "eddsa-rdfc-2022", "eddsa-jcs-2022")


def command(
    request: Annotated[str | None, typer.Option("--request", metavar="R.json", help="The request to answer.")] = None,
    skill: Annotated[
        list[str] | None, typer.Option("--skill", metavar="NAME|URI", help="Without a request: a skill.")
    ] = None,
    name: Annotated[str | None, typer.Option("--for", metavar="NAME", help="Without a request: for whom.")] = None,
    valid: Annotated[str, typer.Option("--valid", metavar="24h", help="Without a request: for how long.")] = "24h",
    qr: Annotated[
        str | None,
        typer.Option("--qr", metavar="IMAGE|-", help="A picture of the code (.png, .svg), - for the screen."),
    ] = None,
    with_name: Annotated[
        bool | None,
        typer.Option(
            "--with-name/--without-name", help="Disclose the name; without a request and with --qr by itself."
        ),
    ] = None,
    mechanism: Annotated[str, typer.Option("--mechanism", metavar="NAME", help=" or ".join(_MECHANISMS))] = _MECHANISMS[
        0
    ],
    wallet: WalletFile = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    output: Output = None,
    at: At = None,
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """Show credentials: what will be shared is told first."""
    language = terminal.language(lang)
    if (request is None) == (name is None):
        raise typer.BadParameter("give --request, or --for with a name", param_hint="--request")
    if mechanism not in _MECHANISMS:
        raise typer.BadParameter(f"{mechanism!r} is not one of {', '.join(_MECHANISMS)}", param_hint="--mechanism")
    if qr not in (None, "-") and Path(qr).suffix.lower() not in (".png", ".svg"):
        raise InputError("image_kind", path=qr)
    now = moment(at)
    inputs = [entry for entry in (request, passphrase_file, identity) if entry] + files_of_wallet(path_of(wallet))
    for target in (output, qr):
        refuse_input(target, inputs)
    if qr is not None and qr != "-" and output is not None and same_file(qr, output):
        raise typer.BadParameter("must be another file than that of --output", param_hint="--qr")
    if request is not None:
        asked = read_request(request)
    else:
        from dsp_vc.actions.wish import addresses

        asked = action.unrequested(name or "", addresses(skill or [], lang=language), now=now, valid=duration(valid))
    with_name = with_name if with_name is not None else request is None and qr is not None
    with unlocked(wallet, passphrase_file, identity) as opened:
        made = action.plan(
            opened, asked, requested=request is not None, mechanism=mechanism, with_name=with_name, now=now
        )
        _tell(made, language)
        if not terminal.confirm(words.message("present_ask", language), yes=yes):
            raise InputError("present_declined")
        shown = action.message(made, opened, now=now)
    # The file first: what does not fit in a code is still written, to be sent.
    if output is not None or qr is None:
        deliver(shown, output)
        if output not in (None, "-"):
            terminal.say(words.message("present_written", language, path=output))
    if qr is not None:
        try:
            made_picture = action.picture(shown, qr, paper=request is None)
        except InputError:
            if output is None:
                terminal.emit(shown)  # the hint says to send the file: here it is
            raise
        if isinstance(made_picture, str):
            terminal.emit(made_picture)
        else:
            write_atomic(Path(qr), made_picture)
            terminal.say(words.message("present_written", language, path=qr))


def _tell(made: action.Plan, language: str) -> None:
    """What will be shared and with whom, all of it, before it is."""
    terminal.say(words.message("present_will_share", language, name=made.request.audience))
    for preview in made.previews():
        if made.mechanism != _MECHANISMS[0]:
            terminal.say(f"  {words.printable(preview.title)}: {words.message('present_whole', language)}")
        terminal.say(row("  ", words.message("report_issuer", language), preview.issuer))
        if preview.record is not None:
            terminal.say("\n".join(record_lines(preview.record, "  ", language)))
        elif made.mechanism == _MECHANISMS[0]:
            terminal.say(f"  {words.printable(preview.title)}")
        if preview.more:
            named = words.printable(", ".join(preview.more), 2000)
            terminal.say(f"  {words.message('present_more', language, names=named)}")
    terminal.say(f"  {words.message('present_always', language)}")
