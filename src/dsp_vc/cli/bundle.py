"""``dsp-vc bundle``: keep a list of issuers and publish it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import bundle as action
from dsp_vc.actions.clock import moment
from dsp_vc.actions.site import oldest
from dsp_vc.cli import terminal
from dsp_vc.cli.bundle_root import key, rotate_root, say_root, sign_root
from dsp_vc.cli.bundle_show import show
from dsp_vc.cli.options import At, Lang, Output, PassphraseFile, Yes
from dsp_vc.cli.output import deliver, refuse_input
from dsp_vc.errors import TrustError
from dsp_vc.publishing.edits import STATUS_LIST, takes_types
from dsp_vc.trust.issuer_list import RECOGNISED

app = typer.Typer(help="Keep a list of recognised issuers, and publish it as one file.", rich_markup_mode=None,
                  no_args_is_help=True)  # fmt: skip
app.command("key")(key)

Dir = Annotated[str, typer.Argument(metavar="DIR", help="The list's folder.")]
Bundle = Annotated[str, typer.Option("--bundle", metavar="DIR", help="The list's folder.")]
May = Annotated[
    list[str] | None,
    typer.Option(
        "--may", metavar="WHAT=VALUE",
        help="What may be attested, no more: skill=URI, group=NAME:FILE (URIs, one a line), context=internship, "
        "basis=assessed, type=…; again for more; anything.",
    ),
]  # fmt: skip
From = Annotated[str | None, typer.Option("--from", metavar="TIME", help="Recognised for what is issued from then.")]
Until = Annotated[str | None, typer.Option("--until", metavar="TIME", help="… and no later than this.")]
Life = Annotated[
    list[str] | None,
    typer.Option(
        "--life", metavar="ROLE=DAYS", help="root=365, targets=90, snapshot=30, timestamp=30; again for more."
    ),
]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="What it stands for, if it does not say.")]


@app.command()
def init(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="New or empty folder.")],
    name: Annotated[str, typer.Option("--name", metavar="N", help="Who keeps the list, as people know you.")],
    root_key: Annotated[
        list[str] | None,
        typer.Option("--root-key", metavar="PUBLIC", help="A key holder's public file; again for more."),
    ] = None,
    threshold: Annotated[
        int | None, typer.Option("--threshold", metavar="N", help="How many key holders must sign; else all of them.")
    ] = None,
    life: Life = None,
    territory: Annotated[str, typer.Option("--territory", metavar="CC", help="Country, two letters.")] = "NL",
    language: Annotated[
        str, typer.Option("--language", metavar="LL", help="Language of the names on the list.")
    ] = "nl",
    passphrase_file: PassphraseFile = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Make the folder of a list, with the keys that sign it."""
    chosen = terminal.language(lang)
    passphrase = terminal.ask_passphrase(passphrase_file, confirm=True, what=folder)
    made, _ = action.init(
        folder,
        name=name,
        passphrase=passphrase,
        now=_clock(at),
        root_keys=root_key or [],
        threshold=threshold,
        lives=life or [],
        language=language,
        territory=territory,
    )
    terminal.say(words.message("bundle_made", chosen, path=folder, name=name))
    say_root(folder, action.root_state(made), chosen)
    terminal.say(words.message("bundle_keep", chosen, path=folder))


@app.command("add-issuer")
def add_issuer(
    cards: Annotated[list[str], typer.Argument(metavar="CARD|SITE...", help="Issuer card, or its website's folder.")],
    bundle: Bundle,
    may: May = None,
    begins: From = None,
    ends: Until = None,
    joins: Annotated[
        str | None, typer.Option("--joins", metavar="ISSUER", help="Another identity of who is listed already.")
    ] = None,
    yes: Yes = False,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Show an issuer's fingerprint, ask whether it is right, and put it on the list; or bring its entry up to date."""
    language = terminal.language(lang)
    terms = action.read_terms(may or [], begins, ends, joins)
    for name in cards:
        now = _clock(at)
        site = action.candidate(name, now)
        card = site.card
        terminal.say(f"{words.printable(card.name)}  {words.printable(card.did_document.id)}")
        entry = action.listed_as(bundle, site)
        if entry is not None:
            code = "bundle_listed" if entry.standing.status == RECOGNISED else "bundle_was_withdrawn"
            terminal.say(
                words.message(
                    code,
                    language,
                    name=entry.name,
                    moment=entry.standing.since,
                    reason=entry.standing.reason,
                )
            )
        terminal.say(words.message("trust_compare", language))
        terminal.say(f"  {card.fingerprint()}")
        if not terminal.confirm(words.message("bundle_ask", language, name=card.name), yes=yes):
            raise TrustError("bundle_not_added")
        outcome = action.add_issuer(bundle, site, terms, now)
        terminal.say(
            words.message(
                f"bundle_issuer_{outcome}",
                language,
                name=card.name,
                number=0 if site.digests is None else len(site.digests.digests),
            )
        )
        if site.status_lists:
            made = oldest(site.status_lists)
            told = {"number": len(site.status_lists), "moment": words.Moment(made) if made else ""}
            terminal.say(words.message("bundle_lists_added", language, **told))
        if site.type_metadata is not None and not takes_types(site):
            terminal.say(words.message("bundle_types_other", language))
    terminal.say(words.message("bundle_publish_next", language, path=bundle))


@app.command("withdraw-issuer")
def withdraw_issuer(
    issuer: Annotated[str, typer.Argument(metavar="ISSUER", help="DID, https address or name, as in: bundle show")],
    bundle: Bundle,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stands on the list.")],
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="Since when; nothing recorded from then on counts.")
    ] = None,
    yes: Yes = False,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Recognise an issuer no longer; the entry stays, with its history."""
    language = terminal.language(lang)
    now = _clock(at)
    moment_of = now if since is None else moment(since).replace(microsecond=0)
    if moment_of > now:
        raise typer.BadParameter(f"{since!r} is yet to come", param_hint="--since")
    question = words.message("bundle_withdraw_ask", language, name=issuer, moment=moment_of)
    if not terminal.confirm(question, yes=yes):
        raise TrustError("bundle_not_added")
    withdrawn = action.withdraw_issuer(bundle, issuer, reason, moment_of)
    terminal.say(words.message("bundle_issuer_withdrawn", language, name=withdrawn.name))
    terminal.say(words.message("bundle_publish_next", language, path=bundle))


@app.command("add-status")
def add_status(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Status list, as its issuer signed it.")],
    bundle: Bundle,
    url: Url = None,
    lang: Lang = None,
) -> None:
    """Take status lists along, byte for byte; a newer one replaces the one before."""
    _add_files(files, bundle, url, STATUS_LIST, terminal.language(lang))


@app.command("add-file")
def add_file(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="DID document, schema, context, type metadata, certificates.")
    ],
    bundle: Bundle,
    url: Url = None,
    lang: Lang = None,
) -> None:
    """Take other documents along, byte for byte."""
    _add_files(files, bundle, url, None, terminal.language(lang))


@app.command("import-registry")
def import_registry(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Registry of the Digital Credentials Consortium (JSON).")],
    bundle: Bundle,
    url: Url = None,
    may: May = None,
    begins: From = None,
    ends: Until = None,
    yes: Yes = False,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Put everybody in a registry on the list; the registry comes along as it was."""
    language = terminal.language(lang)
    registry, data = action.registry(file, action.read_terms(may or [], begins, ends), _clock(at))
    for did in registry.unreadable:
        terminal.say(words.message("bundle_registry_unreadable", language, name=did))
    for did in registry.need_document:
        terminal.say(words.message("bundle_registry_document", language, name=did))
    number = len(registry.entries)
    if not terminal.confirm(words.message("bundle_registry_ask", language, number=number, path=file), yes=yes):
        raise TrustError("bundle_not_added")
    added, kept = action.import_registry(bundle, registry, data, url)
    terminal.say(words.message("bundle_registry_done", language, number=added, kept=kept))
    terminal.say(words.message("bundle_publish_next", language, path=bundle))


@app.command()
def publish(
    folder: Dir,
    output: Output = None,
    life: Life = None,
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="PUBLISHED", help="The last file that went out, if DIR is an older copy."),
    ] = None,
    yes: Yes = False,
    passphrase_file: PassphraseFile = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Sign the list and write it as one file, which may be handed on in any way."""
    language = terminal.language(lang)
    place = None if output in (None, "-") else output
    if place is not None:
        refuse_input(place, action.files_of_bundle(folder))
    now = _clock(at)
    if now > moment() + timedelta(days=1):
        question = words.message("bundle_future_ask", language, moment=now)
        if not terminal.confirm(question, yes=yes):
            raise TrustError("bundle_not_added")
    if after is not None and action.is_behind(folder, after, now):
        question = words.message("bundle_after_ask", language, path=after)
        if not terminal.confirm(question, yes=yes):
            raise TrustError("bundle_not_added")
    passphrase = terminal.ask_passphrase(passphrase_file, what=folder)
    release = action.publish(folder, passphrase, now, lives=life or [], output=place, after=after)
    deliver(release.data, output, action.files_of_bundle(folder))
    terminal.say(
        words.message(
            "bundle_published", language, version=release.version, moment=release.expires,
            path=output or "-",
        )
    )  # fmt: skip
    for identifier in action.without_keys(folder):
        terminal.say(words.message("bundle_registry_document", language, name=identifier))
    if release.root_expires < now + timedelta(days=60):
        terminal.say(words.message("bundle_root_soon", language, moment=release.root_expires, path=folder))


app.command("rotate-root")(rotate_root)
app.command("sign-root")(sign_root)
app.command("show")(show)


def _add_files(files: list[str], bundle: str, url: str | None, only: str | None, language: str) -> None:
    if url is not None and len(files) > 1:
        raise typer.BadParameter("one URL stands for one file", param_hint="--url")
    for name in files:
        file = action.add_file(bundle, name, url=url, only=only)
        kind = words.Phrase(f"bundle_kind_{file.kind}")
        terminal.say(words.message("bundle_file_added", language, path=name, kind=kind, url=file.url))
    terminal.say(words.message("bundle_publish_next", language, path=bundle))


def _clock(at: str | None) -> datetime:
    """The moment in whole seconds, which is what TUF and ETSI write."""
    return moment(at).replace(microsecond=0)
