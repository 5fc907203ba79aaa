"""``dsp-vc demo``: the whole story, told step by step with the commands that do the same."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import demo as action
from dsp_vc.actions.clock import moment
from dsp_vc.cli import terminal
from dsp_vc.cli.gap_told import coverage_lines
from dsp_vc.cli.match_told import offer_lines
from dsp_vc.cli.options import Lang
from dsp_vc.cli.plan_told import plan_lines
from dsp_vc.cli.show import check_line, headline


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="New or empty folder.")] = "dsp-vc-demo",
    lang: Lang = None,
) -> None:
    """Sign, carry, show, check; a changed byte, a replay, a signer nobody knows, a revocation; then the passport."""
    language = terminal.language(lang)
    for number, step in enumerate(action.run(Path(folder), moment()), 1):
        heading = words.message(step.code, language, **step.params)
        terminal.emit(f"{number}. {heading}\n" if number > 1 else f"\n{number}. {heading}\n")
        for line in step.commands:
            terminal.emit(f"   $ {line}\n")
        for name, report in step.reports:
            told = [*headline(report, name, language)]
            told += [f"  {check_line(report.check(check), language)}" for check in step.checks]
            terminal.emit("".join(f"     {line}\n" for line in told))
        shown = [*coverage_lines(step.gap, language)] if step.gap else []
        shown += [*offer_lines(step.match, language)][1:] if step.match else []
        shown += plan_lines(step.plan, language) if step.plan else []
        terminal.emit("".join(f"     {line}".rstrip() + "\n" for line in shown))
        terminal.emit("\n")
