"""``dsp-vc issue``: sign records, or what a worker asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import issue as action
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.hardware import Module, PinFile, tokens
from dsp_vc.cli.options import At, IssuerOption, Lang, Output, PassphraseFile, Split, To, Yes
from dsp_vc.cli.output import deliver, files_of_issuer, refuse_input
from dsp_vc.cli.record_told import member, value
from dsp_vc.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dsp_vc.issuing.ask import Ask
    from dsp_vc.issuing.issuance import Done

_WHOLE = 10_000


def command(
    records: Annotated[
        list[str] | None, typer.Argument(metavar="RECORD...", help="YAML or JSON, see examples/records.")
    ] = None,
    issuer: IssuerOption = "",
    to: To = None,
    from_request: Annotated[
        str | None,
        typer.Option("--from-request", metavar="ASK", help="Fill the record from the worker's request."),
    ] = None,
    basis: Annotated[
        str | None, typer.Option("--basis", metavar="BASIS", help="With --from-request: attested, assessed, validated.")
    ] = None,
    level: Annotated[
        str | None, typer.Option("--level", metavar="LEVEL", help="With --from-request: the level of each skill.")
    ] = None,
    mechanism: Annotated[
        str | None,
        typer.Option("--mechanism", metavar="NAME", help="eddsa-rdfc-2022, eddsa-jcs-2022 or dc+sd-jwt: bare."),
    ] = None,
    split: Split = False,
    passphrase_file: PassphraseFile = None,
    pin_file: PinFile = None,
    module: Module = None,
    output: Output = None,
    at: At = None,
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """Sign records; without --mechanism a delivery with both forms of each."""
    language = terminal.language(lang)
    if not issuer:
        raise InputError("issue_no_issuer")
    if to is not None and from_request is not None:
        raise typer.BadParameter("give one of --to and --from-request", param_hint="--to")
    if from_request is None and (basis is not None or level is not None):
        raise typer.BadParameter("goes with --from-request", param_hint="--basis" if basis else "--level")
    now = moment(at)
    names = records or []
    inputs = [*names, *filter(None, (to, from_request, passphrase_file, pin_file)), *files_of_issuer(issuer)]
    refuse_input(output, inputs)
    order = action.prepare(
        names, to=to, request=from_request, basis=basis, level=level, now=now, mechanism=mechanism, split=split
    )
    confirm_meant(order.ask, issuer, language, yes=yes)
    if from_request is not None:
        terminal.say(words.message("issue_filled", language))
        for place, text in action.told(order):
            line = f"{member(place, language)}: {' '.join(value(place, text, language).split())}"
            terminal.say(f"  {words.printable(line, _WHOLE)}")
    if order.unbound:
        terminal.say(words.message("issue_without_holder", language))
    if any(not (one.subject.given_name or one.subject.family_name) for one in order.records):
        terminal.say(words.message("issue_without_name", language))
    warn_restored(issuer, language)
    passphrase = terminal.ask_passphrase(passphrase_file, what=issuer)
    path = None if output in (None, "-") else Path(str(output))
    done = action.sign(
        order,
        issuer,
        passphrase,
        mechanism=mechanism,
        split=split,
        now=now,
        path=path,
        tokens=tokens(pin_file, module),
    )
    if path is None:
        deliver(done.data, output)
    for record in order.records:
        terminal.say(words.message("issue_done", language, title=record.title))
    for handed in done.credentials:
        if handed.repeated:
            terminal.say(words.message("issue_repeated", language, name=handed.external_id))
    say_new_list([done], issuer, language)


def say_new_list(done: Iterable[Done], issuer: str, language: str) -> None:
    """Say that a list must be published before anybody can check what stands in it."""
    if any(handed.new_list for one in done for handed in one.credentials):
        terminal.say(words.message("issue_new_list", language, path=issuer))


def warn_restored(issuer: str, language: str) -> None:
    """Say that the folder does not know what was signed after the backup that it came out of, until it does."""
    from dsp_vc.actions.issuer import has_website, restored

    since = restored(issuer)
    if since is not None:
        code = "restored_warning" if has_website(issuer) else "restored_warning_key"
        terminal.say(words.message(code, language, path=issuer, moment=since))


def confirm_meant(ask: Ask | None, issuer: str, language: str, *, yes: bool) -> None:
    """Ask whether to go on with a request that was made for another name than the issuer's.

    Raises :class:`InputError` ``issue_declined``.
    """
    other = action.meant_for_another(ask, issuer)
    if other is None:
        return
    terminal.say(words.message("ask_meant_for", language, name=other[0], own=other[1]))
    if not terminal.confirm(words.message("ask_meant_for_ask", language), yes=yes):
        raise InputError("issue_declined")
