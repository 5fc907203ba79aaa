"""``dsp-vc passport``: what somebody shows, what a goal still asks, and the way there."""

from __future__ import annotations

import typer

from dsp_vc.cli import passport_gap, passport_match, passport_plan, passport_report, passport_show

app = typer.Typer(
    help="Worker: what you show, what a goal still asks, the way there.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
app.command("show")(passport_show.command)
app.command("gap")(passport_gap.command)
app.command("match")(passport_match.command)
app.command("plan")(passport_plan.command)
app.command("report")(passport_report.command)
