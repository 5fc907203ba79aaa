"""``dsp-vc issuer``: an issuer's folder and card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import issuer as action
from dsp_vc.cli import terminal
from dsp_vc.cli.hardware import Generate, Module, PinFile, on_token, tokens
from dsp_vc.cli.issuer_backup import backup, restore
from dsp_vc.cli.issuer_forget import forget
from dsp_vc.cli.issuer_keys import certificate, rotate, told_certificate
from dsp_vc.cli.issuer_publish import publish
from dsp_vc.cli.issuer_reissue import reissue
from dsp_vc.cli.options import IssuerFolder, Json, Lang, Output, PassphraseFile
from dsp_vc.cli.output import deliver, files_of_issuer
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps
from dsp_vc.encoding.timestamps import format_datetime

if TYPE_CHECKING:
    from dsp_vc.did.key_states import KnownKey

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
        bool | None,
        typer.Option(
            "--status/--no-status",
            help="What you sign stands in status lists, so that you can revoke it; so it does with a website.",
        ),
    ] = None,
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
    action.check_new(folder, did, status=status, register=register)
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
    if action.has_lists(folder):
        terminal.say(words.message("issuer_lists", language, path=folder))
    terminal.say(words.message("issuer_keep" if keys is None else "issuer_keep_token", language))


@app.command()
def show(
    folder: IssuerFolder,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Who the issuer is, and the fingerprint of its card."""
    language = terminal.language(lang)
    profile, card = action.show(folder)
    keys, certified, restored = action.key_list(folder), action.certified(folder), action.restored(folder)
    if json:
        listed: list[JsonValue] = [_key_json(key) for key in keys]
        value: JsonObject = {**profile.to_dict(), "fingerprint": card.fingerprint(), "keys": listed}
        if certified is not None:
            value["certificate"] = {
                "subject": certified.holder,
                "issuer": certified.given_by,
                "until": format_datetime(certified.until),
            }
        if restored is not None:
            value["restored"] = format_datetime(restored)
        terminal.emit(dumps(value, indent=2) + "\n")
        return
    others = [f"{kind} {value}" for kind, value in profile.identifiers]
    kind = words.message(f"issuer_kind_{profile.kind}", language) if profile.kind else None
    lines = [profile.id, kind, profile.url, profile.email, *others, card.fingerprint()]
    terminal.emit(f"{words.printable(profile.name)}\n")
    terminal.emit("".join(f"  {words.printable(line)}\n" for line in lines if line))
    for key in keys:
        method = key.method
        revoked = words.Moment(method.revoked) if method.revoked else ""
        state = words.message(f"key_state_{key.state.value}", language, moment=revoked)
        # A did:key's one key is called by the key itself.
        name = key.name if len(key.name) <= 20 else ""
        terminal.emit(f"  {' '.join(filter(None, (name, method.public_key.key_type.value)))}: {state}\n")
    if certified is not None:
        terminal.emit(f"  {told_certificate(certified, language)}\n")
    if restored is not None:
        code = "issuer_restored" if action.has_website(folder) else "issuer_restored_key"
        terminal.emit(f"  {words.message(code, language, moment=restored)}\n")


@app.command()
def card(
    folder: IssuerFolder,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Write the card by which others know you; its fingerprint is told on another way."""
    language = terminal.language(lang)
    made = action.card(folder)
    deliver(action.card_bytes(made), output, files_of_issuer(folder))
    terminal.say(words.message("card_read_out", language))
    terminal.say(f"  {made.fingerprint()}")


app.command()(rotate)


app.command()(publish)
app.command()(certificate)
app.command()(reissue)
app.command()(backup)
app.command()(restore)
app.command()(forget)


def _key_json(key: KnownKey) -> JsonObject:
    method = key.method
    return {
        "id": method.id,
        "type": method.public_key.key_type.value,
        "state": key.state.value,
        "revoked": format_datetime(method.revoked) if method.revoked else None,
    }
