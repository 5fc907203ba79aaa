"""What the wallet's commands say: a line of the list, what became of what was added, one credential in full."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from dsp_vc import words
from dsp_vc.actions import wallet as action
from dsp_vc.cli import terminal
from dsp_vc.cli.exit_codes import ExitCode, code_of, worst
from dsp_vc.cli.show import record_lines, skill_name
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import InputError
from dsp_vc.skills.remedies import remedy_for
from dsp_vc.wallet.wallet import ACCEPTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dsp_vc.verification.report import CheckResult
    from dsp_vc.verification.verifier import Verifier

#: What the person can do something about before asking for another file.
_ANOTHER_STEP = ("issuer_unknown", "issuer_last_known", "key_document_missing")
_NUMBERED = re.compile(r" \([0-9]+\)$")


def line(row: action.Row, language: str) -> str:
    """One record of the list; where it is about one skill, by the name of that too."""
    view, record = row.view, action.record_of(row)
    title = (view.name if view else None) or words.message("wallet_untitled", language)
    if record is not None and len(record.skills) == 1:
        title = f"{title}: {skill_name(record.skills[0], language)}"
    issuer = (view.issuer_name or view.issuer or "") if view else ""
    if row.mark == action.SELF_MARK:
        issuer = words.message("wallet_yourself", language)
    mark = words.message(row.mark, language)
    return f"{row.number:>3}  {row.short}  {words.printable(title, 80)}  ({words.printable(issuer, 60)})  [{mark}]"


def tell_added(added: Iterable[action.Added], language: str, json: bool, then: Iterable[str] = ()) -> None:
    """Say what became of each, both forms of one record in one line, and ``then`` what follows from it; end with the
    exit code of the worst."""
    everything = list(added)
    codes: list[ExitCode] = []
    for _, forms in groupby(everything, key=_alike):
        one = next(forms)
        if one.error is not None:
            terminal.complain(one.error, language)
            codes.append(code_of(one.error))
            continue
        _tell(one, language)
        if one.outcome == "refused":
            codes.append(ExitCode.REJECTED if one.verdict == "rejected" else ExitCode.INDETERMINATE)
    if any(one.stored is not None and action.mark(one) == action.STATUS_MARK for one in everything):
        terminal.say(words.hint(action.STATUS_MARK, language))
    if any(one.outcome == "refused" for one in everything):
        terminal.say(words.hint("wallet_refused", language))
    for told in then:
        terminal.say(told)
    if json:
        terminal.emit(dumps([_json(one) for one in everything], indent=2) + "\n")
    raise typer.Exit(worst(codes))


def tell_shown(rows: Iterable[action.Row], verifier: Verifier | None, language: str, json: bool) -> None:
    """What credentials say, what was found when they were added, and what ``verifier`` says of their issuer now."""
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
            lines.append(f"  {stored.format}: {mark}, {_moment(stored.checked or stored.added, language)}")
            lines += [f"    {told}" for told in _lost_lines(result, language)]
        terminal.emit("\n".join(lines) + "\n")
    if json:
        terminal.emit(dumps(values, indent=2) + "\n")


def _tell(one: action.Added, language: str) -> None:
    outcome = one.outcome if one.outcome != "added" or one.verdict == ACCEPTED else "kept"
    mark = words.message(action.mark(one), language)
    file, title = _NUMBERED.sub("", one.source), one.view.name if one.view is not None else None
    place = file if title in (None, file) else f"{file}, {title}"
    terminal.say(words.message(f"wallet_{outcome}", language, path=place, mark=mark))
    if one.report is not None and one.verdict != ACCEPTED:
        found = (result.message(language) for result in one.report.checks if result.code == one.reason)
        terminal.say(f"  {next(found, '')}")
        for told in _lost_lines(action.lost(one.report), language)[1:]:
            terminal.say(f"  {told}")
    if one.unbound:
        terminal.say(f"  {words.message('wallet_unbound', language)}")
    if one.outcome == "refused" and one.reason in _ANOTHER_STEP:
        helps = remedy_for(one.reason)
        told = words.message("passport_remedy", language, text=words.message(helps.code, language, **helps.params))
        terminal.say(f"  {told}")


def _moment(text: str, language: str) -> str:
    try:
        return words.Moment(parse_datetime(text)).message(language)
    except InputError:
        return text  # another program's word, or none


def _alike(one: action.Added) -> object:
    """The forms of one record, as long as the same is to be said of them; anything else stands alone."""
    if one.error is not None or one.twin is None:
        return id(one)
    return one.twin, one.outcome, one.verdict, one.reason


def _lost_lines(result: CheckResult | None, language: str) -> list[str]:
    if result is None:
        return []
    again = [words.message("wallet_ask_again", language)] if result.code == "key_revoked" else []
    return [result.message(language), *again]


def _json(one: action.Added) -> JsonObject:
    return {
        "source": one.source,
        "outcome": one.outcome,
        "verdict": one.verdict,
        "digest": one.stored.digest if one.stored else None,
        "code": one.error.code if one.error else None,
    }
