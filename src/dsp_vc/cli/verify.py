"""``dsp-vc verify``: check a file, a code, a picture of a code."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import verify as action
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.exit_codes import ExitCode, code_of, worst
from dsp_vc.cli.options import At, Json, Lang
from dsp_vc.cli.show import report_lines
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.verification.report import Verdict
from dsp_vc.wallet.view import signed_by

_NUMBERED = re.compile(r" \([0-9]+\)$")
_CODES = {
    Verdict.ACCEPTED: ExitCode.DONE,
    Verdict.REJECTED: ExitCode.REJECTED,
    Verdict.INDETERMINATE: ExitCode.INDETERMINATE,
}


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="JSON, token, image or PDF with a code, or -.")],
    trust: Annotated[
        list[str] | None,
        typer.Option(
            "--trust",
            metavar="T",
            help="Issuer card, list, published list (bundle.zip), folder of cards, or an issuer's website as a folder; "
            "replaces the stored trust.",
        ),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="[URL=]PATH", help="File or folder to consult offline."),
    ] = None,
    request: Annotated[str | None, typer.Option("--request", metavar="R", help="The request to be answered.")] = None,
    challenge: Annotated[str | None, typer.Option("--challenge", metavar="C", help="Your nonce.")] = None,
    domain: Annotated[str | None, typer.Option("--domain", metavar="D", help="Your name as audience.")] = None,
    accept: Annotated[
        str | None, typer.Option("--accept", metavar="bearer|fresh", help="Be content with less than a live answer.")
    ] = None,
    trust_any_issuer: Annotated[
        bool, typer.Option("--trust-any-issuer", help="Check the signature only, not who signed.")
    ] = False,
    refuse_stale_status: Annotated[
        bool, typer.Option("--refuse-stale-status", help="A status list that should have been renewed does not count.")
    ] = False,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="VACANCY", help="Say of each of its requirements: met, not met, not shown."),
    ] = None,
    at: At = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Check credentials and presentations, offline."""
    language = terminal.language(lang)
    if accept not in (None, "bearer", "fresh"):
        raise typer.BadParameter("bearer or fresh", param_hint="--accept")
    demand = action.Demand(
        trust=tuple(trust or ()),
        evidence=tuple(evidence or ()),
        request=request,
        challenge=challenge,
        domain=domain,
        accept=accept,
        trust_any_issuer=trust_any_issuer,
        refuse_stale_status=refuse_stale_status,
        at=moment(at) if at is not None else None,
    )
    if against is None:
        examined, held = action.verify(files, demand, moment()), None
    else:
        from dsp_vc.actions import against as holding

        vacancy = holding.requirements(against, language)
        examined = action.verify(files, demand, moment())
        held = holding.hold(examined.checked, vacancy)
    for name in examined.skipped:
        terminal.say(words.message("evidence_skipped", language, path=name))
    reports = [checked for checked in examined.checked if checked.report is not None]
    if json:
        values = [checked.report.to_json(language, checked.source) for checked in reports if checked.report is not None]
        if held is not None:
            values[0]["against"] = held.to_json()
        many = len(examined.checked) != 1
        if many or values:
            terminal.emit(dumps(values if many else values[0], indent=2) + "\n")
    else:
        for number, checked in enumerate(reports):
            if checked.report is not None:
                lines = [*([""] if number else []), *report_lines(checked.report, checked.source, language)]
                if held is not None:
                    from dsp_vc.cli.against_told import against_lines

                    lines += ["", *against_lines(held, language, accepted=bool(checked.report))]
                if number and _same(reports[number - 1], checked):
                    lines.insert(1, words.message("report_other_form", language, name=reports[number - 1].source))
                terminal.emit("\n".join(lines) + "\n")
    codes = []
    for checked in examined.checked:
        if checked.error is not None:
            terminal.complain(checked.error, language)
            codes.append(code_of(checked.error))
        elif checked.report is not None:
            codes.append(_CODES[checked.report.verdict])
    raise typer.Exit(worst(codes))


def _same(one: action.Checked, other: action.Checked) -> bool:
    """Whether both are forms of one credential, out of one file: its two renderings share their id."""
    if one.report is None or other.report is None or _NUMBERED.sub("", one.source) != _NUMBERED.sub("", other.source):
        return False
    found, again = one.report.verified, other.report.verified
    if found is None or again is None or found.format == again.format or found.id is None:
        return False
    return found.id == again.id and signed_by(found.issuer or "") == signed_by(again.issuer or "")
