"""What the wallet's commands say: a line of the list, what became of what was added, one credential in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dsp_vc import words
from dsp_vc.actions import wallet as action
from dsp_vc.cli import terminal
from dsp_vc.cli.exit_codes import ExitCode, code_of, worst
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dsp_vc.verification.report import CheckResult
    from dsp_vc.verification.verifier import Verifier


def line(row: action.Row, language: str) -> str:
    """One line of the list."""
    view = row.view
    title = words.printable((view.name if view else None) or words.message("wallet_untitled", language), 60)
    issuer = words.printable((view.issuer_name or view.issuer or "" if view else ""), 60)
    mark = words.message(row.mark, language)
    return f"{row.number:>3}  {row.short}  {title}  ({issuer})  [{mark}]"


def tell_added(added: Iterable[action.Added], language: str, json: bool) -> None:
    """What became of each message; ends the command with the exit code of the worst."""
    codes: list[ExitCode] = []
    values: list[JsonObject] = []
    for one in added:
        verdict = one.report.verdict.value if one.report is not None else None
        values.append(_added_json(one))
        if one.error is not None:
            terminal.complain(one.error, language)
            codes.append(code_of(one.error))
            continue
        outcome = one.outcome if one.outcome != "added" or verdict == action.ACCEPTED else "kept"
        reasons = {action.reason(one.report)} if one.report is not None else set()
        mark = words.message(action.mark_of(verdict, reasons), language)
        terminal.say(words.message(f"wallet_{outcome}", language, path=one.source, mark=mark))
        if one.report is not None and verdict != action.ACCEPTED:
            because = [
                result.message(language) for result in one.report.checks if result.code == action.reason(one.report)
            ]
            terminal.say("  " + next(iter(because), ""))
            for told in _lost_lines(action.lost(one.report), language)[1:]:
                terminal.say("  " + told)
        if one.outcome == "refused":
            terminal.say(words.hint("wallet_refused", language))
            codes.append(ExitCode.REJECTED if verdict == "rejected" else ExitCode.INDETERMINATE)
    if json:
        terminal.emit(dumps(values, indent=2) + "\n")
    raise typer.Exit(worst(codes))


def tell_shown(rows: Iterable[action.Row], verifier: Verifier | None, language: str, json: bool) -> None:
    """What credentials say, what was found when they were added, and what ``verifier`` says of their issuer now."""
    from dsp_vc.cli.show import record_lines

    values: list[JsonObject] = []
    for row in rows:
        lost = [None if verifier is None else action.lost_since(stored, verifier) for stored in row.stored]
        codes: list[JsonValue] = [None if result is None else result.code for result in lost]
        claims = dict(row.view.claims) if row.view else None
        values.append({**row.to_json(), "lost": codes, "claims": claims})
        if json:
            continue
        record = action.record_of(row)
        lines = [line(row, language), *(record_lines(record, "  ", language) if record else ())]
        for stored, result in zip(row.stored, lost, strict=True):
            mark = words.message(action.mark_of(stored.verdict, {stored.reason}), language)
            lines.append(f"  {stored.format}: {mark}, {stored.checked or stored.added}")
            lines += [f"    {told}" for told in _lost_lines(result, language)]
        terminal.emit("\n".join(lines) + "\n")
    if json:
        terminal.emit(dumps(values, indent=2) + "\n")


def _lost_lines(result: CheckResult | None, language: str) -> list[str]:
    if result is None:
        return []
    again = [words.message("wallet_ask_again", language)] if result.code == "key_revoked" else []
    return [result.message(language), *again]


def _added_json(one: action.Added) -> JsonObject:
    return {
        "source": one.source,
        "outcome": one.outcome,
        "verdict": one.report.verdict.value if one.report is not None else None,
        "digest": one.stored.digest if one.stored else None,
        "code": one.error.code if one.error else None,
    }
