"""Keys of an issuer: new ones, and the certificate for one (``issuer rotate``, ``issuer certificate``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import issuer as action
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.hardware import Generate, Module, PinFile, on_token, tokens
from dsp_vc.cli.options import At, IssuerFolder, Lang, Output, PassphraseFile, Yes, check_moment
from dsp_vc.cli.output import deliver, files_of_issuer, refuse_input
from dsp_vc.errors import IssuanceError

if TYPE_CHECKING:
    from dsp_vc.actions.certificate import Held
    from dsp_vc.issuing.rotation import Rotated


def rotate(
    folder: IssuerFolder,
    compromised: Annotated[
        bool, typer.Option("--compromised", help="The keys may be in other hands: revoke them.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="TIME", callback=check_moment, help="With --compromised: from when on; now if left out."
        ),
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option("--key", metavar="NAME", help="With --compromised: which (see show); else all in the folder."),
    ] = None,
    keep_private: Annotated[
        bool, typer.Option("--keep-private", help="Leave the old private keys in the key file.")
    ] = False,
    new_key: Annotated[
        list[str] | None,
        typer.Option("--new-key", metavar="pkcs11:…", help="A new key in hardware (RFC 7512); two of them."),
    ] = None,
    generate: Generate = False,
    in_file: Annotated[
        bool, typer.Option("--in-file", help="New keys in the key file, though the old ones are in hardware.")
    ] = False,
    pin_file: PinFile = None,
    module: Module = None,
    passphrase_file: PassphraseFile = None,
    at: At = None,
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """New keys for an issuer with a website; the old ones are retired, or revoked."""
    language = terminal.language(lang)
    if not compromised and (since is not None or key):
        raise typer.BadParameter("goes with --compromised", param_hint="--since" if since else "--key")
    if compromised and keep_private:
        raise typer.BadParameter("a key that may be in other hands is not kept", param_hint="--keep-private")
    if new_key and in_file:
        raise typer.BadParameter("give one of --new-key and --in-file", param_hint="--in-file")
    keys = on_token(new_key, tokens(pin_file, module), generate=generate, option="--new-key")
    now = moment(at)
    action.check_rotation(folder)
    if not compromised:
        passphrase = terminal.ask_passphrase(passphrase_file, what=folder)
        done = action.rotate(folder, passphrase, keep_private=keep_private, on_token=keys, in_file=in_file)
        _tell_rotated(folder, done, language)
        terminal.say(words.message("rotate_next", language))
        return
    from_when = now if since is None else moment(since)
    told = words.Moment(from_when)
    if not terminal.confirm(words.message("rotate_ask", language, moment=told), yes=yes):
        raise IssuanceError("rotate_declined")
    passphrase = terminal.ask_passphrase(passphrase_file, what=folder)
    done = action.revoke(folder, passphrase, names=key or [], since=from_when, now=now, on_token=keys, in_file=in_file)
    _tell_rotated(folder, done, language, told)
    terminal.say(words.message("rotate_next", language))
    terminal.say(words.message("rotate_sign_again", language, moment=told))


def certificate(
    folder: IssuerFolder,
    chain: Annotated[
        str | None, typer.Argument(metavar="[CHAIN]", help="PEM file: your certificate, and those above it.")
    ] = None,
    request: Annotated[bool, typer.Option("--request", help="Write a request (PKCS#10) for a certificate.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Sign without a certificate from now on.")] = False,
    output: Output = None,
    pin_file: PinFile = None,
    module: Module = None,
    passphrase_file: PassphraseFile = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Have a certificate (X.509) for the key of your SD-JWTs, which then carry it."""
    from dsp_vc.actions import certificate as own

    language = terminal.language(lang)
    if sum((chain is not None, request, remove)) != 1:
        raise typer.BadParameter("give CHAIN, --request or --remove", param_hint="CHAIN")
    if output is not None and not request:
        raise typer.BadParameter("goes with --request", param_hint="--output")
    if request:
        own.check(folder)
        if output is not None:
            refuse_input(output, files_of_issuer(folder))
        made = own.request(folder, terminal.ask_passphrase(passphrase_file, what=folder), tokens(pin_file, module))
        deliver(made, output, files_of_issuer(folder))
        terminal.say(words.message("certificate_send", language))
    elif remove:
        own.forget(folder)
        terminal.say(words.message("certificate_forgotten", language))
    else:
        assert chain is not None
        terminal.say(told_certificate(own.keep(folder, chain, moment(at)), language))
        terminal.say(words.message("certificate_kept", language))


def told_certificate(held: Held, language: str) -> str:
    text = words.message("certificate_shown", language, name=held.holder, anchor=held.given_by, moment=held.until)
    return words.printable(text, 300)


def _tell_rotated(folder: str, done: Rotated, language: str, told: words.Moment | None = None) -> None:
    from dsp_vc.actions.certificate import outlived

    for code, names in (
        ("rotate_added", done.added),
        ("rotate_retired", done.retired),
        ("rotate_revoked", done.revoked),
        ("rotate_erased", done.erased),
        ("rotate_let_go", done.let_go),
    ):
        if names:
            terminal.say(words.message(code, language, names=", ".join(names), moment=told))
    if outlived(folder):
        terminal.say(words.message("rotate_certificate", language))
