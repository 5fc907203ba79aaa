"""``dsp-vc bundle show``: what stands in the folder of a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import bundle_show as action
from dsp_vc.cli import listed, terminal
from dsp_vc.cli.options import Json, Lang
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.trust.issuer_list import RECOGNISED


def show(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The list's folder.")],
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Who is on the list and for what, what comes along, who may sign, and what was published last."""
    language = terminal.language(lang)
    shown = action.describe(folder)
    if json:
        terminal.emit(dumps(shown.to_json(), indent=2) + "\n")
        return
    terminal.emit("\n".join(_lines(shown, language)) + "\n")


def _lines(shown: action.Shown, language: str) -> Iterator[str]:
    yield words.printable(shown.name)
    if shown.version:
        yield "  " + words.message("bundle_show_published", language, version=shown.version, moment=shown.issued)
    else:
        yield "  " + words.message("bundle_show_unpublished", language)
    if shown.edited and shown.version:
        yield "  " + words.message("bundle_show_edited", language)
    for root, code in ((shown.root, "bundle_show_root"), (shown.pending, "bundle_show_pending")):
        if root is not None:
            yield "  " + words.message(code, language, version=root.version, moment=root.expires)
            yield "    " + words.message(
                "bundle_is_threshold", language, threshold=root.threshold, number=len(root.told)
            )
            for holder in root.told:
                yield "    " + words.message("bundle_is_holder", language, name=holder)
            yield f"    {root.fingerprint}"
    for issuer in shown.issuers:
        yield ""
        yield words.printable(issuer.listed.name)
        yield from (f"  {words.printable(line, 400)}" for line in _issuer(issuer, language))
    if shown.files:
        yield ""
        yield words.message("bundle_show_files", language)
    for file in shown.files:
        code = "bundle_show_file_of" if file.owner else "bundle_show_file"
        kind = words.Phrase(f"bundle_kind_{file.kind}")
        yield "  " + words.message(code, language, kind=kind, url=file.url, name=file.owner)


def _issuer(issuer: action.ShownIssuer, language: str) -> Iterator[str]:
    entry = issuer.listed
    yield from listed.known_as(entry.ids, language)
    yield from listed.terms(entry.may.to_json(), entry.valid_from, entry.valid_until, language)
    until: datetime | None = None
    for standing in issuer.standings:
        code = "recognised" if standing.status == RECOGNISED else "withdrawn"
        code = f"bundle_show_{code}" if until is None else f"bundle_show_was_{code}"
        yield words.message(code, language, moment=standing.since, ended=until, reason=standing.reason)
        until = standing.since
    if issuer.recorded or issuer.waiting:
        yield words.message("bundle_show_recorded", language, number=issuer.recorded, waiting=issuer.waiting)
