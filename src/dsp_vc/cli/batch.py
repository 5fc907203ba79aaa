"""``dsp-vc batch``: sign for a class at once."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import batch as action
from dsp_vc.actions import issuer as issuers
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.hardware import Module, PinFile, tokens
from dsp_vc.cli.issue import say_new_list, warn_restored
from dsp_vc.cli.options import At, IssuerOption, Lang, PassphraseFile
from dsp_vc.cli.progress import Progress
from dsp_vc.errors import DspVcError, InputError
from dsp_vc.issuing.cohort import Fault
from dsp_vc.issuing.issuer import Issuer

_SHOWN = 200


def command(
    table: Annotated[
        str | None, typer.Argument(metavar="COHORT.csv|.xlsx", help="A row a person; columns are fields of the record.")
    ] = None,
    requests: Annotated[
        str | None, typer.Option("--requests", metavar="FOLDER", help="Their requests, in place of a table.")
    ] = None,
    template: Annotated[str, typer.Option("--template", metavar="RECORD", help="The record that all have alike.")] = "",
    issuer: IssuerOption = "",
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="Folder for the files.")] = "",
    pin_file: PinFile = None,
    module: Module = None,
    passphrase_file: PassphraseFile = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Sign for a class: every row is checked before the first is signed; stopped, the same command goes on."""
    language, now = terminal.language(lang), moment(at)
    for name, value in (("--template", template), ("--issuer", issuer), ("-o", output)):
        if not value:
            raise typer.BadParameter("is needed", param_hint=name)
    if (table is None) == (requests is None):
        raise InputError("cohort_source")
    found = action.read_class(table, requests, template, now)
    _refuse(list(found.faults), language)
    issuers.show(issuer)  # what is wrong with the folder is said before a passphrase is asked for
    warn_restored(issuer, language)
    passphrase = terminal.ask_passphrase(passphrase_file, what=issuer)
    opened = Issuer.open(issuer, passphrase, tokens(pin_file, module))
    opened.unlock()
    with Progress(len(found.members), language, "progress_checked") as tick:
        faults = action.check(opened, found.members, now, tick)
    _refuse(faults, language)
    done = []
    try:
        with Progress(len(found.members), language, "progress_signed") as tick:
            for result in action.sign(opened, found.members, output, now):
                done.append(result)
                tick(1)
    except DspVcError:
        if done:
            terminal.say(words.message("cohort_stopped", language, number=len(done), all=len(found.members)))
        raise
    repeated = sum(result.credentials[0].repeated for result in done)
    told = words.message(
        "cohort_done", language, number=len(done), new=len(done) - repeated, repeated=repeated, path=output
    )
    action.write_summary(found.members, done, output, told)
    terminal.say(told)
    if found.unbound:
        terminal.say(words.message("cohort_unbound", language, number=found.unbound))
    say_new_list(done, issuer, language)


def _refuse(faults: list[Fault], language: str) -> None:
    """Tell all that is wrong, a line each, and end. Raises :class:`InputError` ``cohort_faults``."""
    if not faults:
        return
    for fault in sorted(faults, key=lambda one: one.row)[:_SHOWN]:
        code = "cohort_fault" if fault.column else "cohort_fault_row"
        told, hint = fault.error.message(language), fault.error.hint(language)
        told = f"{told} ({hint})" if hint else told
        terminal.say(words.message(code, language, row=fault.row, column=fault.column, told=told))
    raise InputError("cohort_faults", number=len(faults))
