"""``dsp-vc bundle show``: what stands in the folder of a list."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import bundle_show as action
from dsp_vc.cli import terminal
from dsp_vc.cli.options import Json, Lang
from dsp_vc.encoding.strict_json import dumps


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
    lines = [words.printable(shown.name)]
    if shown.version:
        lines.append(
            "  " + words.message("bundle_show_published", language, version=shown.version, moment=shown.issued)
        )
    else:
        lines.append("  " + words.message("bundle_show_unpublished", language))
    if shown.edited and shown.version:
        lines.append("  " + words.message("bundle_show_edited", language))
    for holders, code in ((shown.root, "bundle_show_root"), (shown.pending, "bundle_show_pending")):
        if holders is not None:
            lines.append(
                "  " + words.message(
                    code, language, version=holders.version, moment=holders.expires, threshold=holders.threshold,
                    names=", ".join(holders.names),
                )
            )  # fmt: skip
            lines.append(f"  {holders.fingerprint}")
    for issuer in shown.issuers:
        lines += ["", words.printable(issuer.name), *(f"  {words.printable(identifier)}" for identifier in issuer.ids)]
        lines.append("  " + words.message(issuer.code, language, moment=issuer.since, reason=issuer.reason))
        lines += [f"  {words.printable(limit, 400)}" for limit in issuer.limits]
        if issuer.recorded or issuer.waiting:
            lines.append(
                "  " + words.message("bundle_show_recorded", language, number=issuer.recorded, waiting=issuer.waiting)
            )
    if shown.files:
        lines += ["", words.message("bundle_show_files", language)]
        lines += [f"  {words.printable(f'{kind}  {url}')}" for kind, url in shown.files]
    terminal.emit("\n".join(lines) + "\n")
