"""``dsp-vc issuer backup`` and ``restore``: an issuer's folder as one encrypted file, and back."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.options import At, IssuerFolder, Lang, PassphraseFile
from dsp_vc.cli.output import files_of_issuer, refuse_input


def backup(
    folder: IssuerFolder,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE.age", help="Where to write; - for standard output.")
    ],
    recipient: Annotated[
        list[str] | None,
        typer.Option("--recipient", metavar="age1…", help="Close it for this age key, not a passphrase."),
    ] = None,
    passphrase_file: PassphraseFile = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Write all of the folder, register and keys among it, to one encrypted file; others may issue meanwhile."""
    from dsp_vc.actions import issuer_backup as action

    language, now = terminal.language(lang), moment(at)
    profile = action.check(folder)
    refuse_input(output, [*files_of_issuer(folder), *filter(None, (passphrase_file,))])
    passphrase = None if recipient else terminal.ask_passphrase(passphrase_file, confirm=True, what=output)
    made = action.backup(folder, output, passphrase=passphrase, recipients=recipient or (), now=now)
    told = {"path": output, "name": profile.name, "moment": words.Moment(made.manifest.made)}
    terminal.say(words.message("backup_made", language, **told))
    if made.left_out:
        terminal.say(words.message("backup_left_out", language, names=", ".join(made.left_out)))
    terminal.say(words.message("backup_keep", language))


def restore(
    file: Annotated[str, typer.Argument(metavar="FILE.age", help="What issuer backup wrote, or -.")],
    folder: Annotated[str, typer.Argument(metavar="DIR", help="New or empty folder.")],
    register: Annotated[
        str | None,
        typer.Option(
            "--register",
            metavar="folder|same|URL",
            help="Where its register goes: into DIR; it stands outside and was not lost; into this empty database.",
        ),
    ] = None,
    identity: Annotated[
        str | None, typer.Option("--identity", metavar="F", help="File with the age identity that opens the backup.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Make the folder anew out of a backup; new status lists begin, since what was given out later is not known."""
    from dsp_vc.actions import issuer_backup as action

    language, now = terminal.language(lang), moment(at)
    manifest, profile = action.restore(
        file,
        folder,
        ask_passphrase=lambda: terminal.ask_passphrase(passphrase_file, what=file),
        identity=identity,
        register=register,
        now=now,
    )
    told = {"path": folder, "name": profile.name, "moment": words.Moment(manifest.made)}
    terminal.say(words.message("restore_made", language, **told))
    code = "restore_next" if profile.id.startswith("did:web:") else "restore_next_key"
    terminal.say(words.message(code, language, path=folder))
