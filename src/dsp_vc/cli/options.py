"""The options that several verbs share, spelled once."""

from __future__ import annotations

from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.errors import Refused


def _language(value: str | None) -> str | None:
    if value is not None and value not in words.LANGUAGES:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(words.LANGUAGES)}")
    return value


def check_moment(value: str | None) -> str | None:
    """The callback of an option that is a moment."""
    if value is not None:
        from dsp_vc.actions.clock import moment

        try:
            moment(value)
        except Refused as error:
            raise typer.BadParameter(f"{value!r} is not a time such as 2026-11-24T10:00:00Z or 2026-11-24") from error
    return value


Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="en|nl", callback=_language, help="Language of what is said; else the locale's."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="TIME", callback=check_moment, help="Judge as of this moment (UTC), not now."),
]
PassphraseFile = Annotated[
    str | None,
    typer.Option(
        "--passphrase-file", metavar="F", help="File with the passphrase; else DSP_VC_PASSPHRASE_FILE, or asked."
    ),
]
Output = Annotated[
    str | None, typer.Option("-o", "--output", metavar="OUT", help="Where to write; - or nothing: standard output.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
IssuerFolder = Annotated[str, typer.Argument(metavar="DIR", help="The issuer's folder.")]
IssuerOption = Annotated[str, typer.Option("--issuer", metavar="DIR", help="The issuer's folder.")]
To = Annotated[
    str | None, typer.Option("--to", metavar="ASK|DID", help="Bind to the person's key: their request, or a DID.")
]
Split = Annotated[bool, typer.Option("--split", help="One credential for each skill.")]
