"""``dsp-vc issuer``: an issuer's folder and card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import issuer as action
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.hardware import Generate, Module, PinFile, on_token, tokens
from dsp_vc.cli.options import At, Json, Lang, Output, PassphraseFile, Yes, check_moment
from dsp_vc.cli.output import deliver, files_of_issuer, refuse_input
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import InputError, IssuanceError

if TYPE_CHECKING:
    from dsp_vc.actions.certificate import Held
    from dsp_vc.did.key_states import KnownKey
    from dsp_vc.issuing.rotation import Rotated

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
    status: Annotated[
        bool, typer.Option("--status", help="Credentials stand in status lists, so that they can be revoked.")
    ] = False,
    register: Annotated[
        str | None, typer.Option("--register", metavar="URL", help="Register of what is issued; else in the folder.")
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option("--key", metavar="pkcs11:…", help="A key in hardware (RFC 7512); a website's issuer has two."),
    ] = None,
    generate: Generate = False,
    pin_file: PinFile = None,
    module: Module = None,
    passphrase_file: PassphraseFile = None,
    lang: Lang = None,
) -> None:
    """Make an issuer's folder: profile, keys, public key document."""
    language = terminal.language(lang)
    if kind is not None and kind not in _KINDS:
        raise typer.BadParameter(f"{kind!r} is not one of {', '.join(_KINDS)}", param_hint="--kind")
    keys = on_token(key, tokens(pin_file, module), generate=generate, option="--key")
    passphrase = terminal.ask_passphrase(passphrase_file, confirm=True, what=folder)
    profile = action.init(
        folder,
        name=name,
        kind=kind,
        did=did,
        passphrase=passphrase,
        url=url,
        email=email,
        identifiers=identifier,
        status=status,
        register=register,
        on_token=keys,
    )
    terminal.say(words.message("issuer_made", language, path=folder, name=profile.name, did=profile.id))
    for file, address in action.publications(folder):
        terminal.say(words.message("issuer_publish", language, path=file, url=address))
    terminal.say(words.message("issuer_keep" if keys is None else "issuer_keep_token", language))


@app.command()
def show(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The issuer's folder.")],
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Who the issuer is, and the fingerprint of its card."""
    language = terminal.language(lang)
    profile, card = action.show(folder)
    keys, certified = action.key_list(folder), action.certified(folder)
    if json:
        listed: list[JsonValue] = [_key_json(key) for key in keys]
        value: JsonObject = {**profile.to_dict(), "fingerprint": card.fingerprint(), "keys": listed}
        if certified is not None:
            value["certificate"] = {
                "subject": certified.holder,
                "issuer": certified.given_by,
                "until": format_datetime(certified.until),
            }
        terminal.emit(dumps(value, indent=2) + "\n")
        return
    others = [f"{kind} {value}" for kind, value in profile.identifiers]
    kind = words.message(f"issuer_kind_{profile.kind}", language) if profile.kind else None
    lines = [profile.id, kind, profile.url, profile.email, *others, card.fingerprint()]
    terminal.emit(f"{words.printable(profile.name)}\n")
    terminal.emit("".join(f"  {words.printable(line)}\n" for line in lines if line))
    for key in keys:
        method = key.method
        moment = format_datetime(method.revoked) if method.revoked else ""
        state = words.message(f"key_state_{key.state.value}", language, moment=moment)
        # A did:key's one key is called by the key itself.
        name = key.name if len(key.name) <= 20 else ""
        terminal.emit(f"  {' '.join(filter(None, (name, method.public_key.key_type.value)))}: {state}\n")
    if certified is not None:
        terminal.emit(f"  {_told_certificate(certified, language)}\n")


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


@app.command()
def rotate(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The issuer's folder.")],
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
        _tell_rotated(done, language)
        terminal.say(words.message("rotate_next", language))
        return
    from_when = now if since is None else moment(since)
    told = format_datetime(from_when)
    if not terminal.confirm(words.message("rotate_ask", language, moment=told), yes=yes):
        raise IssuanceError("rotate_declined")
    passphrase = terminal.ask_passphrase(passphrase_file, what=folder)
    done = action.revoke(folder, passphrase, names=key or [], since=from_when, now=now, on_token=keys, in_file=in_file)
    _tell_rotated(done, language, told)
    terminal.say(words.message("rotate_next", language))
    terminal.say(words.message("rotate_sign_again", language, moment=told))


@app.command()
def publish(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The issuer's folder.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="SITE", help="Folder to write into.")],
    pin_file: PinFile = None,
    module: Module = None,
    passphrase_file: PassphraseFile = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Write what belongs on your website: keys, profile, and the list of what you issued."""
    language = terminal.language(lang)
    now = moment(at)
    action.show(folder)  # what is wrong with the folder is said before a passphrase is asked for
    passphrase = terminal.ask_passphrase(passphrase_file, what=folder)
    for place in action.publish(folder, passphrase, output, now, tokens(pin_file, module)):
        path = Path(output) / place.path
        code = "published_by_hand" if place.url is None else "published_at"
        terminal.say(words.message(code, language, path=path, url=place.url))


@app.command()
def certificate(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The issuer's folder.")],
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
        terminal.say(_told_certificate(own.keep(folder, chain, moment(at)), language))
        terminal.say(words.message("certificate_kept", language))


def _told_certificate(held: Held, language: str) -> str:
    until = format_datetime(held.until)[:10]
    text = words.message("certificate_shown", language, name=held.holder, anchor=held.given_by, moment=until)
    return words.printable(text, 300)


@app.command()
def reissue(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The issuer's folder.")],
    records: Annotated[list[str], typer.Argument(metavar="RECORD...", help="With the external_id of the old one.")],
    to: Annotated[
        str | None, typer.Option("--to", metavar="ASK|DID", help="Bind to the person's key: their request, or a DID.")
    ] = None,
    split: Annotated[bool, typer.Option("--split", help="One credential for each skill.")] = False,
    pin_file: PinFile = None,
    module: Module = None,
    passphrase_file: PassphraseFile = None,
    output: Output = None,
    at: At = None,
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """Issue anew what was issued before; the old one is revoked, where it stands in a list."""
    from dsp_vc.actions import issue as issuing

    language, now = terminal.language(lang), moment(at)
    inputs = [*records, *filter(None, (to, passphrase_file, pin_file)), *files_of_issuer(folder)]
    if output not in (None, "-"):
        refuse_input(str(output), inputs)
    order = issuing.prepare(records, to=to, request=None, basis=None, level=None, now=now, split=split)
    names = [record.external_id for record in order.records]
    if None in names:
        raise InputError("reissue_unnamed", title=next(r.title for r in order.records if r.external_id is None))
    question = words.message("reissue_ask", language, names=", ".join(str(name) for name in names))
    if not terminal.confirm(question, yes=yes):
        raise InputError("issue_declined")
    passphrase = terminal.ask_passphrase(passphrase_file, what=folder)
    path = None if output in (None, "-") else Path(str(output))
    done = issuing.sign(
        order,
        folder,
        passphrase,
        mechanism=None,
        split=split,
        now=now,
        path=path,
        renew=True,
        tokens=tokens(pin_file, module),
    )
    if path is None:
        deliver(done.data, output)
    for record in order.records:
        terminal.say(words.message("issue_done", language, title=record.title))
    terminal.say(words.message("status_publish", language))


def _tell_rotated(done: Rotated, language: str, told: str = "") -> None:
    for code, names in (
        ("rotate_added", done.added),
        ("rotate_retired", done.retired),
        ("rotate_revoked", done.revoked),
        ("rotate_erased", done.erased),
        ("rotate_let_go", done.let_go),
    ):
        if names:
            terminal.say(words.message(code, language, names=", ".join(names), moment=told))


def _key_json(key: KnownKey) -> JsonObject:
    method = key.method
    return {
        "id": method.id,
        "type": method.public_key.key_type.value,
        "state": key.state.value,
        "revoked": format_datetime(method.revoked) if method.revoked else None,
    }
