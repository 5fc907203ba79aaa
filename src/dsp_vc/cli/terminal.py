"""What goes to the person (stderr) and what is the result (stdout).

Everything for people goes to standard error, errors with the prefix ``dsp-vc:``, the same in every language, so that
scripts find them; the artefact or the report goes to standard output.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from dsp_vc import words
from dsp_vc.errors import DspVcError, InputError

if TYPE_CHECKING:
    from typing import TextIO

ENV_PASSPHRASE_FILE = "DSP_VC_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable, not a secret
MAX_PASSPHRASE_FILE = 4096
ENOUGH = 15
#: What steers a terminal or reverses the reading order, and JSON does not escape; the escape means the same there.
_STEERING = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class _Choice:
    """The language that ``--lang`` chose for this run, wherever it stood on the line."""

    lang: str | None = None


def choose_language(lang: str | None) -> None:
    """Fix the language for this run; ``None`` leaves it to the locale."""
    _Choice.lang = lang


def language(lang: str | None = None) -> str:
    """``en`` or ``nl``: what was asked for, else what the locale says (``LC_ALL``, ``LC_MESSAGES``, ``LANG``)."""
    chosen = lang or _Choice.lang
    if chosen in words.LANGUAGES:
        return chosen
    # As gettext does: the first variable that is set decides.
    locale = next((os.environ[name] for name in _LOCALE_VARIABLES if os.environ.get(name)), "")
    return "nl" if locale.lower().startswith("nl") else "en"


def open_streams() -> None:
    """Put something in the place of standard streams that are closed, before a file that is opened gets their number.

    Input is then empty, words for people go nowhere, and a result that is written fails as on a full disk.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def say(text: str) -> None:
    """One line or more for the person, on standard error. Where that takes no words, the exit code still counts."""
    try:
        _write(sys.stderr, text + "\n")
    except OSError:
        silence(sys.stderr)


def emit(data: str | bytes) -> None:
    """The result, on standard output: bytes as they are; text as UTF-8, or as the terminal wants it.

    Raises ``OSError`` where the place is full. A reader that went away is no error.
    """
    stream = sys.stdout
    try:
        if isinstance(data, str) and stream.isatty():
            _write(stream, _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", data))
        else:
            stream.flush()
            stream.buffer.write(data.encode() if isinstance(data, str) else data)
            stream.buffer.flush()
    except BrokenPipeError:
        silence(stream)


def silence(stream: TextIO) -> None:
    """Let ``stream`` write to nowhere from now on: its reader is gone, and the exit code still counts."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def complain(error: DspVcError, lang: str | None = None) -> None:
    """``error`` and its hint, one line each."""
    chosen = language(lang)
    fail(error.message(chosen), error.hint(chosen) or words.hint("general", chosen), chosen)


def fail(message: str, hint: str, lang: str) -> None:
    """One ``error:`` line and one ``hint:`` line; in Dutch ``fout:`` and ``tip:``."""
    error_word, hint_word = words.message("prefix_error", lang), words.message("prefix_hint", lang)
    say(f"dsp-vc: {error_word}: {_one_line(message)}\n{hint_word}: {_one_line(hint)}")


def confirm(question: str, yes: bool = False) -> bool:
    """Whether the person agrees; ``yes`` (from ``--yes``) answers without asking.

    Raises :class:`InputError` ``confirmation_needed`` where nobody can be asked.
    """
    if yes:
        return True
    if sys.stdin is None or not sys.stdin.isatty():
        say(question)  # whoever adds --yes must know what to
        raise InputError("confirmation_needed")
    _write(sys.stderr, f"{question} [{words.message('confirm_choices', language())}] ")
    answer = sys.stdin.readline().strip().casefold()
    return answer in ("y", "yes", "j", "ja")


def ask_passphrase(file: str | None = None, confirm: bool = False, what: str = "") -> str:
    """The passphrase: from ``file``, from the file that ``DSP_VC_PASSPHRASE_FILE`` names, or typed at the terminal.

    ``confirm`` asks twice where it is typed (a new passphrase); ``what`` names the file that it opens. Of a file the
    first line counts. Raises :class:`InputError` ``passphrase_needed``, ``passphrase_empty``, ``passphrase_differs``.
    """
    named = os.environ.get(ENV_PASSPHRASE_FILE) or None if file is None else file
    passphrase = _typed(what, twice=confirm) if named is None else _passphrase_in(named)
    if not passphrase:
        raise InputError("passphrase_empty")
    if confirm:
        _warn_short(passphrase)
    return passphrase


def type_passphrase(what: str, *, confirm: bool) -> str:
    """A passphrase typed at the terminal, whatever ``DSP_VC_PASSPHRASE_FILE`` says: a new one beside the old.

    Raises :class:`InputError` as :func:`ask_passphrase` does.
    """
    passphrase = _typed(what, twice=confirm)
    if not passphrase:
        raise InputError("passphrase_empty")
    if confirm:
        _warn_short(passphrase)
    return passphrase


def type_secret(prompt: str) -> str | None:
    """What is typed at the terminal, unseen; ``None`` where there is no terminal, or the person ended it."""
    from getpass import getpass

    if not _can_ask():
        return None
    try:
        return getpass(prompt)
    except EOFError:
        return None


def _warn_short(passphrase: str) -> None:
    """Say that a new passphrase is easy to guess, as NIST SP 800-63B counts (fewer than 15 signs). It is taken: age
    takes any too, and a file that is closed elsewhere would open here all the same."""
    if len(passphrase) < ENOUGH:
        say(words.message("passphrase_short", language()))


def _passphrase_in(name: str) -> str:
    from dsp_vc.files import read_first_line

    return read_first_line(name, MAX_PASSPHRASE_FILE)


def _typed(what: str, *, twice: bool) -> str:
    lang = language()
    passphrase = type_secret(words.message("passphrase_prompt", lang, what=f" ({what})" if what else ""))
    again = type_secret(words.message("passphrase_again", lang)) if twice and passphrase is not None else passphrase
    if passphrase is None or again is None:
        raise InputError("passphrase_needed")
    if again != passphrase:
        raise InputError("passphrase_differs")
    return passphrase


def _can_ask() -> bool:
    """Whether there is a terminal to type a secret at; getpass would fall back to echoing standard input."""
    if sys.stdin is not None and sys.stdin.isatty():
        return True
    try:
        with open("/dev/tty", "rb"):  # standard input is data (`-`), the terminal is still there
            return True
    except OSError:
        return False


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _write(stream: TextIO, text: str) -> None:
    """Write ``text``; what the terminal's encoding lacks is shown as an escape rather than fail."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()
