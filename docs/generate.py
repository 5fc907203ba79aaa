"""Write the reference that comes out of the code: the command line, the exit codes, the errors, the names for
Python.

``python docs/generate.py`` writes, ``--check`` only says what is not current (and ends with 1).
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_reference

from dsp_vc import words
from dsp_vc.cli import exit_codes
from dsp_vc.cli.main import help_text
from dsp_vc.cli.verbs import VERBS, load

REFERENCE = Path(__file__).resolve().parent / "reference"
WIDTH = 100


def command_line() -> str:
    """``docs/reference/cli.md``."""
    parts = [
        "# Command line\n\nWritten by `make docs` from the program itself.\n\n"
        "The artefact or the report goes to standard output, words for people to standard error. What goes wrong ends "
        "with one line `dsp-vc: error: …` and one line `hint: …`; in Dutch `fout:` and `tip:`. "
        "[Exit codes](exit-codes.md), [errors](errors.md).\n\n"
        "Variables: `DSP_VC_HOME` (where trust and wallet lie), `DSP_VC_PASSPHRASE_FILE` (like `--passphrase-file`), "
        "`DSP_VC_DEBUG=1` (show where a fault in the program arose).\n\n"
        f"```\n{help_text()}```\n"
    ]
    for verb in VERBS:
        if importlib.util.find_spec(f"dsp_vc.cli.{verb.module}") is not None:
            parts.extend(_pages(load(verb), f"dsp-vc {verb.name}", 2))
    return "\n".join(parts)


def _pages(command: Any, path: str, level: int) -> Iterator[str]:
    context = command.context_class(command, info_name=path, max_content_width=WIDTH, terminal_width=WIDTH)
    text = "\n".join(line.rstrip() for line in command.get_help(context).strip().splitlines())
    yield f"{'#' * level} {path}\n\n```\n{text}\n```\n"
    for name in getattr(command, "list_commands", lambda _context: [])(context):
        yield from _pages(command.get_command(context, name), f"{path} {name}", level + 1)


def exit_code_table() -> str:
    """``docs/reference/exit-codes.md``."""
    return (
        "# Exit codes\n\nWritten by `make docs` from `dsp_vc.cli.exit_codes`.\n\n"
        f"{exit_codes.table()}\n"
        f"Of several files the worst counts, in the order {exit_codes.order()}.\n"
    )


def errors() -> str:
    """``docs/reference/errors.md``."""
    parts = [
        "# Errors and codes\n\nWritten by `make docs` from `dsp_vc.words`. The code is stable: programs act on it, "
        "people read the words. Codes of reports (`--json`: `checks[].code`) and of exceptions (`DspVcError.code`) "
        "are one list. Words in braces are filled in.\n"
    ]
    for area in words.AREAS:
        entries = importlib.import_module(f"dsp_vc.words.{area}").WORDS
        if entries:
            rows = [
                f"| `{code}` | {_cell(entry, 'en')} | {_cell(entry, 'nl')} |" for code, entry in sorted(entries.items())
            ]
            parts.append("\n".join([f"## {area}\n", "| Code | English | Dutch |", "|---|---|---|", *rows, ""]))
    return "\n".join(parts)


def _cell(entry: words.Entry, lang: str) -> str:
    message, hint = entry[lang]
    return (f"{message} *({hint})*" if hint and message else message or hint).replace("|", "\\|").replace("<", "&lt;")


PAGES = {
    "cli.md": command_line,
    "exit-codes.md": exit_code_table,
    "errors.md": errors,
    "python.md": python_reference.page,
}


def stale() -> list[str]:
    """The pages that are not what the code says."""
    return [
        name
        for name, make in PAGES.items()
        if not (REFERENCE / name).is_file() or (REFERENCE / name).read_text(encoding="utf-8") != make()
    ]


def main(arguments: list[str]) -> int:
    """Write or, with ``--check``, compare."""
    old = stale()
    if "--check" in arguments:
        if old:
            sys.stderr.write(f"not current: {', '.join(old)}; run: make docs\n")
        return 1 if old else 0
    REFERENCE.mkdir(exist_ok=True)
    for name in old:
        (REFERENCE / name).write_text(PAGES[name](), encoding="utf-8", newline="\n")
        sys.stderr.write(f"written: docs/reference/{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
