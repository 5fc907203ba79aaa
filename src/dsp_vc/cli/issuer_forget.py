"""``dsp-vc issuer forget``: forget persons for whom something was issued."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dsp_vc import words
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.options import At, IssuerFolder, Lang, PassphraseFile, Yes
from dsp_vc.errors import InputError

if TYPE_CHECKING:
    from dsp_vc.issuing.forgetting import Persons

_SHOWN = 200


def forget(
    folder: IssuerFolder,
    holder: Annotated[
        list[str] | None,
        typer.Option(
            "--holder",
            metavar="NAME",
            help="Whom: by their DID, or the id or external_id of something that they have; again for more.",
        ),
    ] = None,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", metavar="AGE", help="All issued longer ago: 90d, 18m, 7y, or before a date."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would go, and change nothing.")] = False,
    passphrase_file: PassphraseFile = None,
    at: At = None,
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """Forget persons for good: their keys, external ids and records. Index, digest and status of what they have stay,
    so that it can be revoked still."""
    from dsp_vc.actions import forget as action

    language, now = terminal.language(lang), moment(at)
    if bool(holder) == (older_than is not None):
        raise InputError("forget_which")
    before = None if older_than is None else action.before(older_than, now)
    issuer = action.open_issuer(folder, terminal.ask_passphrase(passphrase_file, what=folder))
    if not dry_run and action.finish(issuer):
        terminal.say(words.message("forget_finished", language))
    persons = action.find(issuer, holder or [], before)
    lines = list(_lines(persons, language))
    number = len(persons.entries)
    if dry_run:
        terminal.emit("".join(f"{line}\n" for line in lines))
        if number == 0:
            terminal.say(words.message("forget_none", language))
        return
    for line in lines:
        terminal.say(line)
    if number == 0:
        terminal.say(words.message("forget_none", language))
        return
    if not terminal.confirm(words.message("forget_ask", language, number=number), yes=yes):
        raise InputError("status_declined")
    action.forget(issuer, persons, now)
    terminal.say(words.message("forget_done", language, number=number))


def _lines(persons: Persons, language: str) -> Iterator[str]:
    from dsp_vc.cli.entries import line

    for entry in persons.entries[:_SHOWN]:
        yield line(entry, language, persons.about.get(entry.key, ""))
    if len(persons.entries) > _SHOWN:
        yield words.message("forget_more", language, number=len(persons.entries) - _SHOWN)
    for code, paths in (
        ("forget_file", persons.files),
        ("forget_naming", persons.naming),
        ("forget_elsewhere", persons.elsewhere),
    ):
        for path in paths:
            yield words.message(code, language, path=path)
