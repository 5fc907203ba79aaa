"""What people read: every code in both languages, with the same names to fill in, and in words they know."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime, timedelta, timezone
from string import Formatter

import pytest

from dsp_vc import words
from dsp_vc.errors import DspVcError, InputError
from vectors_dir import ROOT

CATALOGUE = words.catalogue()
SOURCE = ROOT / "src" / "dsp_vc"
ERRORS = {
    "DspVcError", "InputError", "Refused", "IssuanceError", "WalletError", "TrustError", "ResolutionError",
    "NetworkError", "FileError", "HardwareError", "RegisterError", "VerificationFailed",
}  # fmt: skip
NEVER_IN_DUTCH = re.compile(r"\b(credentials?|issuers?|wallets?|DIDs?|hash(es)?)\b(?!:)", re.IGNORECASE)
# A command, an option or the name of a file may be called what it is called.
COMMANDS = re.compile(r"\{\w+\}|dsp-vc [\w -]+|--[\w-]+|\b\S+\.(age|json|md)\b")


def raised() -> dict[str, str]:
    """Each code that the sources raise as a literal, with where."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ERRORS and isinstance(node.args[0].value, str):
                found[node.args[0].value] = f"{path.relative_to(SOURCE)}:{node.lineno}"
    return found


RAISED = raised()


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_area_is_read() -> None:
    assert {path.stem for path in (SOURCE / "words").glob("*.py")} - {"__init__"} == set(words.AREAS)


@pytest.mark.parametrize("code", sorted(RAISED))
def test_every_error_has_words_and_a_hint(code: str) -> None:
    assert code in CATALOGUE, RAISED[code]
    for lang in words.LANGUAGES:
        message, hint = CATALOGUE[code][lang]
        assert message, code
        # What becomes a check of a report is told without a hint; everything else ends at the person.
        assert hint or RAISED[code].startswith(("verification/", "securing/")), code


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_entry(code: str) -> None:
    entry = CATALOGUE[code]
    assert set(entry) == set(words.LANGUAGES)
    assert re.fullmatch(r"[a-z][a-zA-Z0-9_-]*", code)
    (message_en, hint_en), (message_nl, hint_nl) = entry["en"], entry["nl"]
    assert names(message_en) == names(message_nl)
    assert names(hint_en) == names(hint_nl)
    assert bool(hint_en) == bool(hint_nl)
    for text in (message_nl, hint_nl):
        assert not NEVER_IN_DUTCH.search(COMMANDS.sub("", text)), text
    for text in (message_en, hint_en, message_nl, hint_nl):
        assert "\n" not in text
        assert not names(text) & {"0", "", "1"}


def test_a_stranger_s_text_steers_no_terminal() -> None:
    error = InputError("file_missing", path="a\x1b[2Jb\u202ec")
    assert "\x1b" not in error.message()
    assert "\u202e" not in error.message("nl")
    assert len(words.printable("x" * 1000)) == 200


def test_days_and_moments_as_people_write_them() -> None:
    late = datetime(2027, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert (words.day(date(2027, 7, 31)), words.day(date(2027, 7, 31), "nl")) == ("31 July 2027", "31 juli 2027")
    assert words.day(late) == "28 February 2027"  # in UTC
    error = InputError(
        "clock_behind", moment=words.Moment(late), issued=words.Moment(datetime(2027, 5, 4, 9, 5, tzinfo=UTC))
    )
    assert "28 February 2027 at 23:30 (UTC)" in error.message()
    assert "28 februari 2027 om 23:30 uur (UTC)" in error.message("nl")
    assert "4 mei 2027 om 09:05 uur (UTC)" in error.message("nl")
    assert words.Phrase("expired", {"moment": late}).message("nl") == "verlopen op 28 februari 2027"


def test_an_unknown_code_is_shown_as_it_is() -> None:
    error = DspVcError("not_a_code_of_ours")
    assert error.message("nl") == "not_a_code_of_ours"
    assert error.hint() == ""
    assert "not_a_code_of_ours" in str(error)
