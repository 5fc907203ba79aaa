"""``dsp-vc batch``: sign for a class at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import batch as action
from dsp_vc.actions import issuer as issuers
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.hardware import Module, PinFile, tokens
from dsp_vc.cli.issue import say_new_list, warn_restored
from dsp_vc.cli.options import At, IssuerOption, Lang, PassphraseFile, Yes
from dsp_vc.cli.progress import Progress
from dsp_vc.cli.record_told import changes, in_brackets
from dsp_vc.errors import DspVcError, InputError
from dsp_vc.issuing.cohort import Fault
from dsp_vc.issuing.issuer import Issuer

if TYPE_CHECKING:
    from dsp_vc.actions.corrections import Correction

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
    reissue_changed: Annotated[
        bool,
        typer.Option("--reissue-changed", help="Rows that were changed since: show them, issue anew, revoke the old."),
    ] = False,
    at: At = None,
    yes: Yes = False,
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
    if reissue_changed:
        action.check_named(found.members)
    issuers.show(issuer)  # what is wrong with the folder is said before a passphrase is asked for
    warn_restored(issuer, language)
    passphrase = terminal.ask_passphrase(passphrase_file, what=issuer)
    opened = Issuer.open(issuer, passphrase, tokens(pin_file, module))
    opened.unlock()
    with Progress(len(found.members), language, "progress_checked") as tick:
        checked = action.check(opened, found.members, now, tick, correct=reissue_changed)
    _refuse(list(checked.faults), language)
    if checked.corrections:
        _confirm(checked.corrections, language, yes=yes)
    done = []
    try:
        with Progress(len(found.members), language, "progress_signed") as tick:
            for result in action.sign(opened, found.members, checked.jobs, output, now):
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
    action.write_summary(opened, found.members, done, output, told, language)
    terminal.say(told)
    unbound = action.unbound(done)
    if unbound:
        terminal.say(words.message("cohort_unbound", language, number=unbound))
    if gone := action.not_valid(done):
        terminal.say(words.message("cohort_handed_not_valid", language, number=gone))
    if checked.corrections:
        _tell(checked.corrections, language)
    say_new_list(done, issuer, language)


def _confirm(found: tuple[Correction, ...], language: str, *, yes: bool) -> None:
    """Show what is about to be replaced, and ask. Raises :class:`InputError` ``issue_declined``."""
    from dsp_vc.issuing.rebinding import person_of

    for one in found[:_SHOWN]:
        name, row = one.member.record.external_id, one.member.row
        person = person_of(one.member.record.to_dict().get("subject"))
        told = words.message("cohort_correction", language, row=row, name=name, person=in_brackets(person, language))
        terminal.say("\n    ".join((told, *changes(one.changes, language))))
    if len(found) > _SHOWN:
        terminal.say(words.message("cohort_more_changes", language, number=len(found) - _SHOWN))
    if not terminal.confirm(words.message("cohort_correct_ask", language, number=len(found)), yes=yes):
        raise InputError("issue_declined")


def _tell(found: tuple[Correction, ...], language: str) -> None:
    """What became of the old ones."""
    old = [entry for one in found for entry in one.old]
    terminal.say(words.message("cohort_corrected", language, number=len(found)))
    stay = sum(not entry.in_lists for entry in old)
    if stay:
        terminal.say(words.message("cohort_old_stay", language, number=stay))
    if stay < len(old):
        terminal.say(words.message("status_publish", language))


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
