"""``dsp-vc status``: revoke or suspend what was issued, or see how it stands."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import status as action
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.entries import as_json, line
from dsp_vc.cli.options import At, IssuerOption, Json, Lang, PassphraseFile, Yes
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError
from dsp_vc.issuing.register.tables import Status

app = typer.Typer(
    help="Revoke or suspend what you issued, or see how it stands.", rich_markup_mode=None, no_args_is_help=True
)
Names = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...",
        help="Credential id, external_id, a person's DID, the file of the credential, its digest, or LIST-URL#INDEX.",
    ),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; for your own account.")]


def _changing(name: str, to: Status, summary: str) -> None:
    """Add the verb ``name``, which gives what is named the status ``to``."""

    @app.command(name, help=summary)
    def change(
        names: Names,
        issuer: IssuerOption,
        reason: Reason = None,
        passphrase_file: PassphraseFile = None,
        yes: Yes = False,
        at: At = None,
        lang: Lang = None,
    ) -> None:
        language, now = terminal.language(lang), moment(at)
        found = action.in_question(
            action.find(issuer, terminal.ask_passphrase(passphrase_file, what=issuer), names, now)
        )
        for entry in found.entries:
            terminal.say(line(entry, language, found.titles.get(entry.credential_id, "")))
        for source in found.partly:
            terminal.say(words.message("adopt_partly", language, name=source))
        number = action.pending(found, to)
        if not number:
            terminal.say(words.message("status_unchanged", language))
            return
        question = words.message(f"status_ask_{to}", language, number=number)
        if not terminal.confirm(question, yes=yes):
            raise InputError("status_declined")
        changed = action.change(found, to, now=now, reason=reason)
        terminal.say(words.message(f"status_now_{to}", language, number=changed))
        if changed:
            terminal.say(words.message("status_publish", language))


_changing("revoke", Status.REVOKED, "Revoke for good.")
_changing("suspend", Status.SUSPENDED, "Suspend for a while; restore lifts it.")
_changing("restore", Status.VALID, "Lift a suspension. What is revoked stays revoked.")


@app.command()
def show(
    names: Names,
    issuer: IssuerOption,
    passphrase_file: PassphraseFile = None,
    json: Json = False,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Tell how it stands, by the register."""
    language, now = terminal.language(lang), moment(at)
    found = action.find(issuer, terminal.ask_passphrase(passphrase_file, what=issuer), names, now)
    if json:
        terminal.emit(dumps([as_json(entry) for entry in found.entries], indent=2) + "\n")
        return
    for entry in found.entries:
        terminal.emit(line(entry, language, found.titles.get(entry.credential_id, "")) + "\n")
