"""``dsp-vc issuer``: an issuer's folder and card."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import issuer as action
from dsp_vc.cli import terminal
from dsp_vc.cli.options import Json, Lang, Output, PassphraseFile
from dsp_vc.cli.output import deliver, files_of_issuer
from dsp_vc.encoding.strict_json import dumps

app = typer.Typer(help="School, employer, volunteer organisation: keys and card.", rich_markup_mode=None,
                  no_args_is_help=True)  # fmt: skip
_KINDS = ("school", "employer", "association")


@app.command()
def init(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="New or empty folder.")],
    name: Annotated[str, typer.Option("--name", metavar="N", help="The name that people know you by.")],
    did: Annotated[str, typer.Option("--did", metavar="key|web:DOMAIN[:PATH]", help="Your identity.")],
    kind: Annotated[str | None, typer.Option("--kind", metavar="|".join(_KINDS), help="What you are.")] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="Your website.")] = None,
    email: Annotated[str | None, typer.Option("--email", metavar="ADDRESS", help="Where to reach you.")] = None,
    identifier: Annotated[
        list[str] | None, typer.Option("--identifier", metavar="TYPE=VALUE", help="KVK=12345678, BRIN=00AA, …")
    ] = None,
    passphrase_file: PassphraseFile = None,
    lang: Lang = None,
) -> None:
    """Make an issuer's folder: profile, keys, public key document."""
    language = terminal.language(lang)
    if kind is not None and kind not in _KINDS:
        raise typer.BadParameter(f"{kind!r} is not one of {', '.join(_KINDS)}", param_hint="--kind")
    passphrase = terminal.ask_passphrase(passphrase_file, confirm=True, what=folder)
    profile = action.init(
        folder, name=name, kind=kind, did=did, passphrase=passphrase, url=url, email=email, identifiers=identifier
    )
    terminal.say(words.message("issuer_made", language, path=folder, name=profile.name, did=profile.id))
    for file, address in action.publications(folder):
        terminal.say(words.message("issuer_publish", language, path=file, url=address))
    terminal.say(words.message("issuer_keep", language))


@app.command()
def show(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The issuer's folder.")],
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Who the issuer is, and the fingerprint of its card."""
    terminal.language(lang)
    profile, card = action.show(folder)
    if json:
        terminal.emit(dumps({**profile.to_dict(), "fingerprint": card.fingerprint()}, indent=2) + "\n")
        return
    others = [f"{kind} {value}" for kind, value in profile.identifiers]
    lines = [profile.id, profile.kind, profile.url, profile.email, *others, card.fingerprint()]
    terminal.emit(f"{words.printable(profile.name)}\n")
    terminal.emit("".join(f"  {words.printable(line)}\n" for line in lines if line))


@app.command()
def card(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The issuer's folder.")],
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Write the card by which others know you; its fingerprint is told on another way."""
    language = terminal.language(lang)
    made = action.card(folder)
    deliver(action.card_bytes(made), output, files_of_issuer(folder))
    terminal.say(words.message("card_read_out", language))
    terminal.say(f"  {made.fingerprint()}")
