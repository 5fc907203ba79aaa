"""``dsp-vc wallet``: the worker's credentials and keys in one encrypted file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import wallet as action
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.options import At, Json, Lang, Output, PassphraseFile, Yes
from dsp_vc.cli.output import deliver, files_of_wallet, refuse_input
from dsp_vc.cli.wallet_file import IdentityFile, WalletFile, path_of, rechecked, unlock
from dsp_vc.cli.wallet_told import line, tell_added, tell_shown
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.errors import InputError, TrustError
from dsp_vc.model.attestation import CONTEXTS
from dsp_vc.wallet.file import Unlock

app = typer.Typer(help="Worker: credentials and keys in one encrypted file.", rich_markup_mode=None,
                  no_args_is_help=True)  # fmt: skip

Recipients = Annotated[
    list[str] | None, typer.Option("--recipient", metavar="age1…", help="Close it for this age key, not a passphrase.")
]
Trust = Annotated[
    list[str] | None,
    typer.Option(
        "--trust",
        metavar="T",
        help="Issuer card, list, folder of cards, or an issuer's website as a folder; replaces the stored trust.",
    ),
]
Evidence = Annotated[
    list[str] | None, typer.Option("--evidence", metavar="[URL=]PATH", help="File or folder to consult offline.")
]
Keep = Annotated[
    bool, typer.Option("--keep-unverified", help="Keep also what is not accepted (yet), marked with its verdict.")
]
Names = Annotated[list[str], typer.Argument(metavar="N|ID...", help="As shown by: wallet list.")]


@app.command()
def init(
    wallet: WalletFile = None,
    passphrase_file: PassphraseFile = None,
    recipient: Recipients = None,
    lang: Lang = None,
) -> None:
    """Make a new wallet, with a key of your own."""
    language = terminal.language(lang)
    path = path_of(wallet)
    action.check_new(path)
    did = action.init(path, _new_lock(path, passphrase_file, recipient))
    terminal.say(words.message("wallet_made", language, path=path))
    terminal.emit(f"{did}\n")


@app.command()
def add(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Delivery, credential, token or image, or -.")],
    wallet: WalletFile = None,
    keep_unverified: Keep = False,
    trust: Trust = None,
    evidence: Evidence = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    at: At = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Check what you were given, say what was found, and keep it."""
    from dsp_vc.cli import plan_told

    language = terminal.language(lang)
    path, now = path_of(wallet), moment(at)
    action.by_passphrase(path)  # said before the work
    found = action.examine(files, action.make_verifier(trust or (), evidence or (), now, fixed=at is not None))
    with action.using(path, unlock(path, passphrase_file, identity), write=True) as opened:
        added = action.add(opened, found, keep_unverified=keep_unverified, now=now)
        then = plan_told.settled(opened, now, language, trust=trust, evidence=evidence, fixed=at is not None)
    tell_added(added, language, json, then)


@app.command("list")
def list_(
    wallet: WalletFile = None,
    trust: Trust = None,
    evidence: Evidence = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    at: At = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """What is in the wallet; both forms of one credential are one line. With --trust or --evidence (an issuer's list of
    what it revoked) all of it is checked anew."""
    language, now = terminal.language(lang), moment(at)
    with rechecked(
        wallet,
        passphrase_file,
        identity,
        trust=trust,
        evidence=evidence,
        now=now,
        fixed=at is not None,
        language=language,
    ) as opened:
        rows = action.rows(opened)
    if json:
        terminal.emit(dumps([row.to_json() for row in rows], indent=2) + "\n")
        return
    if not rows:
        terminal.say(words.message("wallet_is_empty", language))
    terminal.emit("".join(f"{line(row, language)}\n" for row in rows))


@app.command()
def show(
    names: Names,
    wallet: WalletFile = None,
    trust: Trust = None,
    evidence: Evidence = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    at: At = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """What credentials say, what was found when they were checked last (when added, or now with --trust or
    --evidence), and whether the issuer still stands for them."""
    language, now = terminal.language(lang), moment(at)
    with rechecked(
        wallet,
        passphrase_file,
        identity,
        trust=trust,
        evidence=evidence,
        now=now,
        fixed=at is not None,
        language=language,
    ) as opened:
        chosen = action.selected(opened, names)
    try:
        verifier = action.make_verifier(trust or (), evidence or (), now)
    except TrustError as error:  # what is in the wallet can be shown all the same
        terminal.complain(error, language)
        verifier = None
    tell_shown(chosen, verifier, language, json)


@app.command()
def remove(
    names: Names,
    wallet: WalletFile = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """Take credentials out for good, out of the previous generation too."""
    from dsp_vc.cli import plan_told

    language = terminal.language(lang)
    path = path_of(wallet)
    lock = unlock(path, passphrase_file, identity)
    with action.using(path, lock, write=True) as opened:
        chosen = action.selected(opened, names)
        for row in chosen:
            terminal.say(line(row, language))
        if not terminal.confirm(words.message("wallet_remove_ask", language, number=len(chosen)), yes=yes):
            raise InputError("remove_declined")
        action.remove(opened, chosen)
        then = plan_told.settled(opened, moment(), language)
    terminal.say(words.message("wallet_removed", language, number=len(chosen)))
    for told in then:
        terminal.say(told)


@app.command()
def ask(
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="The school, employer or association that you ask.")],
    skill: Annotated[
        list[str] | None,
        typer.Option(
            "--skill", metavar="NAME|URI", help="A skill that you want signed, as: dsp-vc skills search TEXT."
        ),
    ] = None,
    step: Annotated[
        list[int] | None, typer.Option("--step", metavar="N", help="The skill of this step of your plan.")
    ] = None,
    record: Annotated[
        list[str] | None, typer.Option("--record", metavar="FILE", help="What you did, as YAML or JSON.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What it was.")] = None,
    description: Annotated[str | None, typer.Option("--description", metavar="TEXT", help="What you did.")] = None,
    context: Annotated[
        str | None, typer.Option("--context", metavar="C", help=f"Where: {', '.join(CONTEXTS)}.")
    ] = None,
    role: Annotated[str | None, typer.Option("--role", metavar="TEXT", help="Your role.")] = None,
    given_name: Annotated[
        str | None, typer.Option("--given-name", metavar="TEXT", help="Your first name, which they see and confirm.")
    ] = None,
    family_name: Annotated[
        str | None, typer.Option("--family-name", metavar="TEXT", help="Your last name, which they see and confirm.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=365, help="How long the request holds.")] = 60,
    wallet: WalletFile = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    output: Output = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Ask somebody to sign what you can do, with proof that the key is yours."""
    from dsp_vc.actions.passport_plan import wished_by
    from dsp_vc.actions.wish import wished as read_wish

    language = terminal.language(lang)
    path, now = path_of(wallet), moment(at)
    inputs = [*files_of_wallet(path), *(record or ()), *filter(None, (passphrase_file, identity))]
    refuse_input(output, inputs)
    given: JsonObject = {"title": title, "description": description, "context": context, "role": role}
    said: JsonObject = {name: text for name, text in given.items() if text is not None}
    person: JsonObject = {
        part: text for part, text in (("given_name", given_name), ("family_name", family_name)) if text is not None
    }
    if person:
        said["subject"] = person
    wished: JsonObject = read_wish(record or (), skill or (), said, lang=language)
    with action.using(path, unlock(path, passphrase_file, identity), write=False) as opened:
        if step:
            wished = wished_by(opened, wished, step, lang=language)
        request = action.ask(opened, to=to, record=wished, now=now, days=days)
    deliver(request, output, inputs, private=True)
    terminal.say(words.message("ask_made", language, name=to))
    if wished and (lacking := [name for name in ("title", "context") if name not in wished]):
        terminal.say(words.message("ask_open", language, name=to, detail=", ".join(lacking)))


@app.command()
def claim(
    records: Annotated[list[str], typer.Argument(metavar="RECORD...", help="YAML or JSON with basis: selfAsserted.")],
    name: Annotated[str | None, typer.Option("--name", metavar="N", help="Your name as the one who says it.")] = None,
    wallet: WalletFile = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    at: At = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Say something yourself, signed with your own key, and keep it."""
    language = terminal.language(lang)
    path, now = path_of(wallet), moment(at)
    action.by_passphrase(path)
    claims = action.read_claims(records)
    verifier = action.make_verifier((), (), now, fixed=at is not None)
    with action.using(path, unlock(path, passphrase_file, identity), write=True) as opened:
        made = action.claim(opened, claims, verifier, now, name)
    tell_added(made, language, json)


@app.command()
def export(
    names: Annotated[list[str] | None, typer.Argument(metavar="N|ID...", help="Else the whole wallet.")] = None,
    form: Annotated[
        str | None,
        typer.Option("--form", metavar="FORM", help="Of a credential: open-badge, dc+sd-jwt. Of all: backup, eudi."),
    ] = None,
    with_keys: Annotated[
        bool, typer.Option("--with-keys", help="With your private key, so that another wallet can take over.")
    ] = False,
    encrypt: Annotated[bool, typer.Option("--encrypt", help="Close it with a passphrase of its own (age).")] = False,
    new_passphrase_file: Annotated[
        str | None, typer.Option("--new-passphrase-file", metavar="F", help="Passphrase of what is exported.")
    ] = None,
    recipient: Recipients = None,
    wallet: WalletFile = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    output: Output = None,
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """A credential as its own file, or all as a backup that other wallets read."""
    from dsp_vc.actions import wallet_exchange as exchange

    language = terminal.language(lang)
    path = path_of(wallet)
    forms = ("open-badge", "dc+sd-jwt") if names else ("backup", "eudi")
    if form not in (None, *forms):
        raise typer.BadParameter(f"{form!r} is not one of {', '.join(forms)}", param_hint="--form")
    if with_keys and (names or form == "eudi"):
        raise typer.BadParameter("goes with the backup of all only", param_hint="--with-keys")
    inputs = [*files_of_wallet(path), *filter(None, (passphrase_file, identity, new_passphrase_file))]
    refuse_input(output, inputs)
    closed = encrypt or bool(recipient)
    if with_keys and not closed and not terminal.confirm(words.message("export_keys_ask", language), yes=yes):
        raise InputError("export_declined")
    with action.using(path, unlock(path, passphrase_file, identity), write=False) as opened:
        if names:
            chosen = [row.stored for row in action.selected(opened, names)]
            data = exchange.export_credentials(chosen, form)
        elif form == "eudi":
            secret = _new_passphrase(new_passphrase_file, "Migration Object")
            data = exchange.export_migration_object(opened, secret)
        else:
            data = exchange.export_backup(opened, with_keys=with_keys)
    if closed:
        data = (Unlock(recipients=tuple(recipient)) if recipient
                else Unlock(passphrase=_new_passphrase(new_passphrase_file, output or "-"))).seal(data)  # fmt: skip
    deliver(data, output, inputs, private=True)


@app.command("import")
def import_(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Backup (LCW), or Migration Object (EUDI).")],
    wallet: WalletFile = None,
    keep_unverified: Keep = False,
    trust: Trust = None,
    evidence: Evidence = None,
    backup_passphrase_file: Annotated[
        str | None, typer.Option("--backup-passphrase-file", metavar="F", help="Passphrase of the backup.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    at: At = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Take over the backup of another wallet: credentials, checked as by add, keys, and a plan."""
    from dsp_vc.actions import wallet_exchange as exchange
    from dsp_vc.actions.passport_plan import take_over
    from dsp_vc.cli import plan_told
    from dsp_vc.keys.age import read_identities

    language = terminal.language(lang)
    path, now = path_of(wallet), moment(at)
    action.by_passphrase(path)
    identities = tuple(read_identities(Path(identity))) if identity else ()
    backups = []
    for name in files:
        data = exchange.read_file(name)
        secret = terminal.ask_passphrase(backup_passphrase_file, what=name) if exchange.needs_password(data) else None
        backups.append((name, exchange.read_backup(data, name, Unlock(passphrase=secret, identities=identities))))
    verifier = action.make_verifier(trust or (), evidence or (), now, fixed=at is not None)
    found = [
        action.examine_raw(f"{name} ({number})", raw.encode(), verifier)
        for name, backup in backups
        for number, raw in enumerate(backup.raws, 1)
    ]
    with action.using(path, unlock(path, passphrase_file, identity), write=True) as opened:
        keys = sum(opened.add_key(signer) for _, backup in backups for signer in backup.signers)
        added = action.add(opened, found, keep_unverified=keep_unverified, now=now)
        plan = take_over(opened, (backup.plan for _, backup in backups))
        then = plan_told.settled(opened, now, language, trust=trust, evidence=evidence, fixed=at is not None)
    if plan:
        terminal.say(words.message(plan, language))
    if keys:
        terminal.say(words.message("import_keys", language, number=keys))
    missing = sum(backup.missing for _, backup in backups)
    if missing:
        terminal.say(words.message("import_missing", language, number=missing))
    tell_added(added, language, json, then)


@app.command()
def passphrase(
    wallet: WalletFile = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    new_passphrase_file: Annotated[
        str | None, typer.Option("--new-passphrase-file", metavar="F", help="File with the new passphrase; else asked.")
    ] = None,
    recipient: Recipients = None,
    lang: Lang = None,
) -> None:
    """Close the wallet by another passphrase or age key; the old one opens nothing any more."""
    language = terminal.language(lang)
    path = path_of(wallet)
    old = unlock(path, passphrase_file, identity)
    if recipient:
        new = Unlock(recipients=tuple(recipient))
    else:
        new = Unlock(passphrase=_new_passphrase(new_passphrase_file, str(path)))
    action.change_passphrase(path, old, new)
    terminal.say(words.message("wallet_passphrase_changed", language))


def _new_lock(path: Path, passphrase_file: str | None, recipients: list[str] | None) -> Unlock:
    if recipients:
        return Unlock(recipients=tuple(recipients))
    return Unlock(passphrase=terminal.ask_passphrase(passphrase_file, confirm=True, what=str(path)))


def _new_passphrase(file: str | None, what: str) -> str:
    """A new passphrase: never the one of the environment, which opens the old."""
    if file is not None:
        return terminal.ask_passphrase(file, what=what)
    return terminal.type_passphrase(what, confirm=True)
