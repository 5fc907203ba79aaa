"""``dsp-vc trust``: whom I believe."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import trust as action
from dsp_vc.actions import trust_lists as lists
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal, trust_lists
from dsp_vc.cli.options import At, Json, Lang, Yes
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.errors import TrustError
from dsp_vc.trust.card import IssuerCard

app = typer.Typer(
    help="Whom I believe: issuer cards that were compared, and published lists.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


@app.command()
def add(
    cards: Annotated[
        list[str], typer.Argument(metavar="CARD|SITE...", help="Issuer card, or the folder of its website.")
    ],
    yes: Yes = False,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Show an issuer's fingerprint, ask whether it is right, and trust the issuer from then on; with a website's folder
    also keep what it says to be revoked."""
    language = terminal.language(lang)
    for name in cards:
        site = action.candidate(name, moment(at))
        card = site.card
        _describe(card, language)
        known = action.known_as(card)
        if known == "other":
            terminal.say(words.message("trust_replaces", language, name=card.name))
        if known != "same":
            if not terminal.confirm(words.message("trust_ask", language, name=card.name), yes=yes):
                raise TrustError("trust_not_added")
            action.add(card)
        if known != "same" or not site.status_lists:
            code = "trust_known_already" if known == "same" else "trust_added"
            terminal.say(words.message(code, language, name=card.name))
        if site.status_lists:
            action.keep_lists(site)
            terminal.say(words.message("trust_lists_kept", language, name=card.name, moment=_as_of(card)))


@app.command()
def show(json: Json = False, lang: Lang = None) -> None:
    """List whom I trust: cards with their fingerprint, and lists with who is on them, for what and until when."""
    language = terminal.language(lang)
    cards, listed = action.stored(), lists.stored(moment())
    if json:
        shown: JsonObject = {
            "version": 1,
            "cards": [_as_json(card) for card in cards],
            "lists": [lists.list_json(one) for one in listed],
        }
        terminal.emit(dumps(shown, indent=2) + "\n")
        return
    if not cards and not listed:
        terminal.say(words.message("trust_none", language))
    for card in cards:
        terminal.emit(f"{words.printable(card.name)}\n  {card.did_document.id}\n  {card.fingerprint()}\n")
        if as_of := _as_of(card):
            terminal.emit(f"  {words.message('trust_lists_of', language, moment=as_of)}\n")
    for one in listed:
        terminal.emit("\n".join(trust_lists.list_lines(one, language)) + "\n")


@app.command()
def remove(
    names: Annotated[list[str], typer.Argument(metavar="ISSUER|LIST...", help="As shown by: trust show")],
    lang: Lang = None,
) -> None:
    """Trust an issuer, or the keeper of a list, no longer."""
    language = terminal.language(lang)
    for name in names:
        known = lists.remove(name) or action.remove(name).name
        terminal.say(words.message("trust_removed", language, name=known))


app.command()(trust_lists.pin)
app.command()(trust_lists.use)
app.command()(trust_lists.check)
app.command()(trust_lists.fetch)


def _describe(card: IssuerCard, language: str) -> None:
    terminal.say(f"{words.printable(card.name)}  {card.did_document.id}")
    terminal.say(words.message("trust_compare", language))
    terminal.say(f"  {card.fingerprint()}")


def _as_of(card: IssuerCard) -> words.Moment | None:
    """Of when the oldest of its status lists is; ``None`` without any."""
    issued = min(filter(None, (published.issued for published in action.lists_of(card))), default=None)
    return None if issued is None else words.Moment(issued)


def _as_json(card: IssuerCard) -> JsonObject:
    return {
        "name": card.name,
        "did": card.did_document.id,
        "fingerprint": card.fingerprint(),
        "statusLists": [action.list_json(published) for published in action.lists_of(card)],
    }
