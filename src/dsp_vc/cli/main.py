"""``dsp-vc``: find the verb, run it, and end with its exit code.

Whatever goes wrong ends with one ``error:`` and one ``hint:`` line on standard error and no traceback. The top level
parses its three options by itself, so that ``--help`` and ``--version`` load nothing but this.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from dsp_vc import __version__, words
from dsp_vc.cli import terminal
from dsp_vc.cli.exit_codes import ExitCode, code_of
from dsp_vc.cli.verbs import VERBS, Verb, find, load
from dsp_vc.errors import DspVcError, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The framework says only in words which command of a verb there is not.
_NO_COMMAND = re.compile(r"No such command '(.+?)'\..*", re.DOTALL)
#: What is meant where another verb has it by another name.
_ALIKE = {"list": ("show",), "ls": ("list", "show"), "show": ("list",), "delete": ("remove",), "new": ("init",)}


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``dsp-vc`` with ``argv`` (default: the process's own) and return its exit code. Never raises."""
    terminal.open_streams()
    arguments = list(sys.argv[1:] if argv is None else argv)
    terminal.choose_language(_language_in(arguments))
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = interrupted()
    except DspVcError as error:
        _trace()
        terminal.complain(error)
        code = code_of(error)
    except BrokenPipeError:
        terminal.silence(sys.stdout)
        code = ExitCode.DONE
    except OSError as error:
        _trace()
        code = _failed("system_refused", ExitCode.UNAVAILABLE, reason=error.strerror or type(error).__name__)
        _drop_output()
    except MemoryError:
        code = _failed("memory_full", ExitCode.UNAVAILABLE)
    except Exception as error:  # noqa: BLE001 - the one place where a fault of our own ends; never a verdict
        _trace()
        code = _failed("internal_fault", ExitCode.INTERNAL, kind=type(error).__name__, place=_place(error))
    return int(code)


def interrupted() -> ExitCode:
    """Say that the run was interrupted; the exit code for it."""
    return _failed("interrupted", ExitCode.INTERRUPTED)


def help_text() -> str:
    """What ``dsp-vc --help`` prints."""
    width = max(len(verb.name) for verb in VERBS) + 2
    rows = "\n".join(f"  {verb.name:<{width}}{verb.summary}" for verb in VERBS)
    return (
        "Usage: dsp-vc [--lang en|nl] COMMAND ...\n\n"
        "Signed skill credentials: attest, carry, present, verify offline.\n\n"
        f"Commands:\n{rows}\n\n"
        "Options:\n"
        "  --lang en|nl  Language of what is said; else the locale's.\n"
        "  --version     Show the version.\n"
        "  -h, --help    Show this; after a command, what it takes.\n"
    )


def _run(arguments: list[str]) -> int:
    while arguments and arguments[0].startswith("-"):
        option = arguments.pop(0)
        if option in ("--help", "-h"):
            terminal.emit(help_text())
            return ExitCode.DONE
        if option == "--version":
            terminal.emit(f"dsp-vc {__version__}\n")
            return ExitCode.DONE
        value = option.removeprefix("--lang=") if option.startswith("--lang=") else None
        if option == "--lang":
            value = arguments.pop(0) if arguments else ""
        if value is None:
            return _usage(f"No such option: {option}", "dsp-vc")
        if value not in words.LANGUAGES:
            return _usage(f"Invalid value for '--lang': {value!r} is not one of {', '.join(words.LANGUAGES)}", "dsp-vc")
    if not arguments:
        terminal.say(help_text())
        choices = ", ".join(verb.name for verb in VERBS)
        return _failed("usage_verb_missing", ExitCode.USAGE, command="dsp-vc", choices=choices)
    name = arguments.pop(0)
    verb = find(name)
    if verb is None:
        return _unknown(name)
    return _call(verb, arguments)


def _call(verb: Verb, arguments: list[str]) -> int:
    try:
        command = load(verb)
    except ModuleNotFoundError as error:
        if error.name != f"dsp_vc.cli.{verb.module}":
            raise
        return _failed("usage_verb_absent", ExitCode.USAGE, name=verb.name)
    import typer

    try:
        with command.make_context(f"dsp-vc {verb.name}", arguments) as context:
            result = command.invoke(context)
        return int(result) if isinstance(result, int) else ExitCode.DONE
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        return _misused(error, f"dsp-vc {verb.name}")


def _misused(error: Any, command: str) -> int:
    """A usage error that typer found."""
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context is not None else command
    if type(error).__name__ == "NoArgsIsHelpError":
        choices = ", ".join(context.command.list_commands(context)) if hasattr(context.command, "list_commands") else ""
        return _failed("usage_verb_missing", ExitCode.USAGE, command=path, choices=choices)
    kind = type(error).__name__
    if kind == "MissingParameter":
        parameter = getattr(error, "param", None)
        named = (
            parameter.make_metavar(context) if parameter is not None and parameter.param_type_name == "argument" else ""
        )
        options = " / ".join(parameter.opts) if parameter is not None else ""
        return _failed("usage_missing", ExitCode.USAGE, name=named.strip("{}[]") or options, command=path)
    if kind == "NoSuchOption":
        return _failed("usage_option_unknown", ExitCode.USAGE, name=error.option_name, command=path)
    group, unknown = getattr(context, "command", None), _NO_COMMAND.fullmatch(error.format_message())
    if unknown is not None and group is not None and hasattr(group, "list_commands"):
        return _unknown_within(path, unknown[1], group.list_commands(context))
    return _usage(error.format_message(), path)


def _usage(detail: str, command: str) -> int:
    return _failed("usage_wrong", ExitCode.USAGE, detail=" ".join(detail.split()).removesuffix("."), command=command)


def _unknown(name: str) -> int:
    similar = _similar(name, [verb.name for verb in VERBS])
    if similar:
        return _failed("usage_verb_similar", ExitCode.USAGE, name=name, similar=similar)
    return _failed("usage_verb_unknown", ExitCode.USAGE, name=name)


def _unknown_within(path: str, name: str, known: list[str]) -> int:
    """As :func:`_unknown`, for a command of a verb: some have few, which are all told."""
    similar = next((verb for verb in _ALIKE.get(name, ()) if verb in known), None) or _similar(name, known)
    verb = path.removeprefix("dsp-vc ")
    if similar:
        return _failed("usage_verb_similar", ExitCode.USAGE, name=f"{verb} {name}", similar=f"{verb} {similar}")
    return _failed("usage_verb_among", ExitCode.USAGE, name=f"{verb} {name}", choices=", ".join(known))


def _similar(name: str, known: list[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, n=1)), None)


def _failed(code: str, exit_code: ExitCode, **params: object) -> ExitCode:
    terminal.complain(InputError(code, **params))
    return exit_code


def _language_in(arguments: Sequence[str]) -> str | None:
    """``--lang`` wherever it stands, so that also an error in the options themselves is told in it."""
    found = None
    for position, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--lang" and position + 1 < len(arguments):
            found = arguments[position + 1]
        elif word.startswith("--lang="):
            found = word.removeprefix("--lang=")
    return found if found in words.LANGUAGES else None


def _place(error: BaseException) -> str:
    """Where in our own code it went wrong: names and a line, never a value, which could be a secret."""
    trace, place = error.__traceback__, "?"
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("dsp_vc"):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _trace() -> None:
    if os.environ.get("DSP_VC_DEBUG") == "1":
        import traceback

        traceback.print_exc()


def _drop_output() -> None:
    """What standard output could not take must not fail once more when the process ends."""
    try:
        sys.stdout.flush()
    except OSError:
        terminal.silence(sys.stdout)
