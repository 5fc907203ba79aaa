"""``dsp-vc trust pin | use | check | fetch``: the list of issuers that somebody publishes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import trust_lists as action
from dsp_vc.actions.clock import moment
from dsp_vc.cli import listed, terminal
from dsp_vc.cli.options import At, Json, Lang, Yes
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import TrustError

if TYPE_CHECKING:
    from dsp_vc.trust.repository.metadata import Examination
    from dsp_vc.trust.repository.pinned import Stored

Bundle = Annotated[str, typer.Argument(metavar="BUNDLE", help="The list's file, bundle.zip.")]
_MARKS = {"ok": "+", "expired": "?", "refused": "x", "not_reached": "?"}


def pin(
    file: Annotated[str, typer.Argument(metavar="ROOT", help="root.json, from who keeps the list.")],
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """Show who may sign a list, ask whether the fingerprint is right, and believe that keeper's lists from then on."""
    language = terminal.language(lang)
    root = action.read_root(file)
    terminal.say(words.printable(root.name))
    if root.holders:
        terminal.say(
            words.message(
                "trust_root_holders",
                language,
                threshold=root.threshold,
                number=root.keys,
                names=", ".join(root.holders),
            )
        )
    terminal.say(words.message("trust_root_compare", language))
    terminal.say(f"  {root.fingerprint}")
    if action.is_pinned(root):
        terminal.say(words.message("trust_root_known", language, name=root.name))
        return
    if not terminal.confirm(words.message("trust_root_ask", language, name=root.name), yes=yes):
        raise TrustError("trust_not_added")
    action.pin(root)
    terminal.say(words.message("trust_root_pinned", language, name=root.name))


def use(bundle: Bundle, lang: Lang = None) -> None:
    """Check a list, and verify by it from then on."""
    _say_used(action.use(bundle, moment()), terminal.language(lang))


def check(bundle: Bundle, at: At = None, json: Json = False, lang: Lang = None) -> None:
    """Check a list step by step; nothing is changed."""
    language = terminal.language(lang)
    found = action.check(bundle, moment(at), fixed=at is not None)
    if json:
        terminal.emit(dumps(_check_json(found, language), indent=2) + "\n")
    else:
        lines = [
            f"{_MARKS[result.outcome]} {words.message(f'trust_step_{result.step.value}', language):<17} "
            f"{words.message(result.code, language, **result.params)}"
            for result in found.steps
        ]
        terminal.emit("\n".join(lines) + "\n")
    if found.code or found.release is None:
        raise TrustError(found.code, **found.params)
    terminal.say(
        words.message(
            "trust_list_right",
            language,
            name=found.release.name,
            moment=found.release.issued,
            ended=found.release.expires,
        )
    )


def fetch(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where the list stands; https only.")],
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="OUT", help="Keep the file here.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also from an address on your own network.")
    ] = False,
    ca_file: Annotated[
        str | None, typer.Option("--ca-file", metavar="PEM", help="Certificates to trust instead of the system's.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Fetch a list and use it: the only command that connects out."""
    used = action.fetch(url, moment(), allow_private=allow_private, ca_file=ca_file, output=output)
    _say_used(used, terminal.language(lang))


def list_lines(stored: Stored, language: str) -> Iterator[str]:
    """A pinned list in words: who keeps it, how old it is, who is on it and for what."""
    yield words.printable(stored.name)
    yield f"  {stored.fingerprint}"
    if stored.index is None and stored.refusal is None:
        yield "  " + words.message("trust_list_none", language)
    if stored.index is not None:
        summary = stored.index.summary
        yield "  " + words.message(
            "trust_list_of",
            language,
            name=summary.operator,
            version=summary.version,
            moment=summary.issued,
            ended=summary.expires,
        )
        if uncounted := stored.index.uncounted:
            yield "  " + words.message("trust_list_uncounted", language, names=", ".join(uncounted))
    if stored.refusal is not None:
        yield "  " + words.message(stored.refusal.code, language, **stored.refusal.params)
        yield "  " + words.hint(stored.refusal.code, language, **stored.refusal.params)
    for entry, may in action.entries(stored):
        yield ""
        yield f"  {words.printable(entry.name)}"
        lines = [*listed.known_as(sorted(entry.ids), language)]
        lines += listed.terms(may, entry.valid_from, entry.valid_until, language)
        if entry.withdrawn is not None:
            lines.append(words.message("trust_withdrawn_since", language, moment=entry.withdrawn))
        yield from (f"    {words.printable(line, 400)}" for line in lines)


def _say_used(used: action.InUse, language: str) -> None:
    terminal.say(
        words.message(
            "trust_used",
            language,
            name=used.name,
            version=used.version,
            number=used.number,
            moment=used.issued,
            ended=used.expires,
        )
    )


def _check_json(found: Examination, language: str) -> JsonObject:
    release = found.release
    return {
        "version": 1,
        "counts": not found.code,
        "code": found.code or None,
        "steps": [
            {
                "step": result.step.value,
                "outcome": result.outcome,
                "code": result.code,
                "message": words.message(result.code, language, **result.params),
            }
            for result in found.steps
        ],
        "list": None
        if release is None
        else {
            "name": release.name,
            "version": release.version,
            "root": release.root_version,
            "issued": format_datetime(release.issued),
            "expires": format_datetime(release.expires),
            "issuers": len(release.issuers.issuers),
        },
    }
