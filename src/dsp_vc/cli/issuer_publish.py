"""``dsp-vc issuer publish``: what belongs on the website, and going on from it after a restoration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dsp_vc import words
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.hardware import Module, PinFile, tokens
from dsp_vc.cli.options import At, IssuerFolder, Lang, PassphraseFile, Yes
from dsp_vc.errors import IssuanceError

if TYPE_CHECKING:
    from dsp_vc.actions.issuer_publish import Before
    from dsp_vc.issuing.previous import TakenOver

_NAMES = 10


def publish(
    folder: IssuerFolder,
    output: Annotated[str, typer.Option("-o", "--output", metavar="SITE", help="Folder to write into.")],
    previous: Annotated[
        str | None,
        typer.Option("--previous", metavar="WEBSITE", help="Copy of what is on the website now, if DIR was restored."),
    ] = None,
    unpublished: Annotated[
        bool, typer.Option("--unpublished", help="After a restoration: what WEBSITE lacks was never published.")
    ] = False,
    pin_file: PinFile = None,
    module: Module = None,
    passphrase_file: PassphraseFile = None,
    at: At = None,
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """Write what belongs on your website: keys, profile, status lists, and the list of what you issued."""
    from dsp_vc.actions import issuer_publish as action

    language, now = terminal.language(lang), moment(at)
    action.check(folder, going_on=previous is not None, unpublished=unpublished)
    before = None if previous is None else action.read_previous(folder, previous, now)
    if before is not None and before.unknown:
        _ask(before, language, yes=yes)
    passphrase = terminal.ask_passphrase(passphrase_file, what=folder)
    names = [key.name for key in before.unknown] if before is not None else []
    taken = action.go_on(folder, passphrase, before, now, accepted=names, unpublished=unpublished)
    if taken is not None and not _tell(taken, language):
        terminal.say(words.message("previous_up_to_date", language, path=previous))
    for place in action.publish(folder, passphrase, output, now, tokens(pin_file, module)):
        path = Path(output) / place.path
        code = "published_by_hand" if place.url is None else "published_at"
        terminal.say(words.message(code, language, path=path, url=place.url))
    if taken is not None and taken.rotated is not None:
        terminal.say(words.message("previous_card", language))


def _ask(before: Before, language: str, *, yes: bool) -> None:
    """Whether the keys that the folder does not know are the issuer's own: nothing here could tell."""
    for key in before.unknown:
        told = f"{key.name} {key.method.public_key.key_type.value} {key.method.public_key.to_multikey()}"
        terminal.say(f"  {words.printable(told)}")
    if not terminal.confirm(words.message("previous_keys_ask", language), yes=yes):
        names = ", ".join(key.name for key in before.unknown)
        raise IssuanceError("previous_keys_unknown", path=before.previous.path, names=names)


def _tell(taken: TakenOver, language: str) -> bool:
    """What was taken over; whether there was any."""
    carried = taken.carried
    for code, number in (
        ("previous_revoked", carried.revoked),
        ("previous_suspended", carried.suspended),
        ("previous_marks", carried.marks),
        ("previous_unknown", carried.unknown),
    ):
        if number:
            terminal.say(words.message(code, language, number=number))
    some_carried = bool(carried.revoked or carried.suspended or carried.marks or carried.unknown or carried.standing)
    if carried.standing:
        some = ", ".join(carried.standing[:_NAMES]) + (", …" if len(carried.standing) > _NAMES else "")
        terminal.say(words.message("previous_standing", language, number=len(carried.standing), names=some))
    if taken.rotated is None:
        return some_carried
    for code, names in (
        ("rotate_added", taken.rotated.added),
        ("rotate_retired", taken.rotated.retired),
        ("previous_keys_revoked", taken.rotated.revoked),
        ("rotate_erased", taken.rotated.erased),
    ):
        if names:
            terminal.say(words.message(code, language, names=", ".join(names)))
    return True
