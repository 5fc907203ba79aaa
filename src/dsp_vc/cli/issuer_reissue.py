"""``dsp-vc issuer reissue``: issue anew what was issued before."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import issue as action
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.hardware import Module, PinFile, tokens
from dsp_vc.cli.options import At, IssuerFolder, Lang, Output, PassphraseFile, Split, To, Yes
from dsp_vc.cli.output import deliver, files_of_issuer, refuse_input
from dsp_vc.errors import InputError


def reissue(
    folder: IssuerFolder,
    records: Annotated[list[str], typer.Argument(metavar="RECORD...", help="With the external_id of the old one.")],
    to: To = None,
    split: Split = False,
    pin_file: PinFile = None,
    module: Module = None,
    passphrase_file: PassphraseFile = None,
    output: Output = None,
    at: At = None,
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """Issue anew what was issued before; the old one is revoked, where it stands in a list."""
    language, now = terminal.language(lang), moment(at)
    inputs = [*records, *filter(None, (to, passphrase_file, pin_file)), *files_of_issuer(folder)]
    if output not in (None, "-"):
        refuse_input(str(output), inputs)
    order = action.prepare(records, to=to, request=None, basis=None, level=None, now=now, split=split)
    names = [record.external_id for record in order.records]
    if None in names:
        raise InputError("reissue_unnamed", title=next(r.title for r in order.records if r.external_id is None))
    question = words.message("reissue_ask", language, names=", ".join(str(name) for name in names))
    if not terminal.confirm(question, yes=yes):
        raise InputError("issue_declined")
    passphrase = terminal.ask_passphrase(passphrase_file, what=folder)
    path = None if output in (None, "-") else Path(str(output))
    done = action.sign(
        order,
        folder,
        passphrase,
        mechanism=None,
        split=split,
        now=now,
        path=path,
        renew=True,
        tokens=tokens(pin_file, module),
    )
    if path is None:
        deliver(done.data, output)
    for record in order.records:
        terminal.say(words.message("issue_done", language, title=record.title))
    terminal.say(words.message("status_publish", language))
