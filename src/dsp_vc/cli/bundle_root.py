"""``dsp-vc bundle key``, ``rotate-root`` and ``sign-root``: who may sign for a list."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import bundle as action
from dsp_vc.actions import bundle_root
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.options import At, Lang, Output, PassphraseFile, Yes
from dsp_vc.cli.output import deliver
from dsp_vc.errors import TrustError
from dsp_vc.publishing.folder import CURRENT_ROOT, PENDING_ROOT
from dsp_vc.words import Phrase


def key(
    file: Annotated[str, typer.Argument(metavar="FILE.age", help="New encrypted key file, which never leaves you.")],
    holder: Annotated[str, typer.Option("--holder", metavar="NAME", help="Whose key it is; it stands on the list.")],
    passphrase_file: PassphraseFile = None,
    lang: Lang = None,
) -> None:
    """Key holder: make a key of your own, and the public part that goes to who keeps the list."""
    language = terminal.language(lang)
    passphrase = terminal.ask_passphrase(passphrase_file, confirm=True, what=file)
    public = bundle_root.make_key(file, holder, passphrase)
    terminal.say(words.message("bundle_key_made", language, path=file, public=public))


def rotate_root(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The list's folder.")],
    new_key: Annotated[bool, typer.Option("--new-key", help="Replace the root key in the folder.")] = False,
    new_publishing_keys: Annotated[
        bool, typer.Option("--new-publishing-keys", help="Replace the keys that sign each publication.")
    ] = False,
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="PUBLIC", help="A key holder's public file; again for more.")
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="HOLDER|ID", help="Whose root key counts no longer.")
    ] = None,
    threshold: Annotated[
        int | None, typer.Option("--threshold", metavar="N", help="How many holders must sign.")
    ] = None,
    signed: Annotated[
        list[str] | None,
        typer.Option("--signed", metavar="FILE", help="The change, signed by a holder; again for more."),
    ] = None,
    life: Annotated[
        list[str] | None, typer.Option("--life", metavar="root=DAYS", help="How long the root counts.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Change who may sign, or give the root another year; without options: the same keys, a new date."""
    language = terminal.language(lang)
    if signed:
        if new_key or new_publishing_keys or add or drop or threshold is not None or life:
            raise typer.BadParameter("bring signatures back first, change more afterwards", param_hint="--signed")
        state = bundle_root.bring_back(folder, signed)
    else:
        wish = bundle_root.Wish(
            add=tuple(add or ()),
            drop=tuple(drop or ()),
            threshold=threshold,
            new_key=new_key,
            new_publishing_keys=new_publishing_keys,
            days=action.read_lives(life or [], {}).get("root"),
        )
        passphrase = terminal.ask_passphrase(passphrase_file, what=folder)
        state = bundle_root.rotate(folder, wish, passphrase, moment(at).replace(microsecond=0))
    say_root(folder, state, language)


def sign_root(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The change that waits (root-pending.json).")],
    key_file: Annotated[str, typer.Option("--key", metavar="FILE.age", help="Your key file.")],
    current: Annotated[
        str | None,
        typer.Option("--current", metavar="ROOT", help="The root.json that counts now, to see what changes."),
    ] = None,
    output: Output = None,
    yes: Yes = False,
    passphrase_file: PassphraseFile = None,
    lang: Lang = None,
) -> None:
    """Key holder: see what changes, compare the fingerprint with the others, and sign."""
    language = terminal.language(lang)
    proposal = bundle_root.read_proposal(file, current)
    root = proposal.metadata.signed
    terminal.say(
        words.message("bundle_root_is", language, name=proposal.name, version=root.version, moment=root.expires)
    )
    if proposal.current is None and root.version > 1:
        terminal.say(words.message("bundle_root_no_current", language))
    _say_changes(proposal.changes, language)
    terminal.say(words.message("bundle_root_compare", language))
    terminal.say(f"  {proposal.fingerprint}")
    if not terminal.confirm(words.message("bundle_root_ask", language), yes=yes):
        raise TrustError("bundle_not_signed")
    passphrase = terminal.ask_passphrase(passphrase_file, what=key_file)
    deliver(bundle_root.sign_proposal(proposal, key_file, passphrase), output, [key_file])
    terminal.say(words.message("bundle_root_signed", language))


def say_root(folder: str, state: action.RootState, language: str) -> None:
    """The root that counts and its fingerprint, or for whose signature it waits."""
    if state.replaces:
        terminal.say(words.message("bundle_root_replaced", language))
    if not state.adopted:
        terminal.say(words.message("bundle_root_waits", language, path=f"{folder}/{PENDING_ROOT}"))
        _say_changes(state.changes, language)
        terminal.say("  " + words.message("bundle_root_needs", language, number=state.needed))
        for holder in state.waiting:
            terminal.say("  " + words.message("bundle_root_waits_for", language, name=holder))
    else:
        terminal.say(
            words.message(
                "bundle_root_counts" if state.version == 1 else "bundle_root_changed", language,
                path=f"{folder}/{CURRENT_ROOT}", version=state.version, moment=state.expires,
            )
        )  # fmt: skip
    if state.key_of_list:
        terminal.say(words.message("bundle_root_key_of_list", language, name=state.key_of_list))
    terminal.say(words.message("bundle_root_compare", language))
    terminal.say(f"  {state.fingerprint}")
    if not state.adopted:
        code = "bundle_root_sign_first" if state.version == 1 else "bundle_root_sign"
        terminal.say(words.message(code, language, path=folder))
        terminal.say(words.message("bundle_root_bring", language, path=folder))
    elif state.version > 1:
        terminal.say(words.message("bundle_publish_next", language, path=folder))


def _say_changes(changes: tuple[Phrase, ...], language: str) -> None:
    for change in changes:
        terminal.say(f"  {change.message(language)}")
