"""The frame around every verb: one error and one hint, exit codes, languages, nothing loaded that is not needed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer

from dsp_vc import __version__, words
from dsp_vc.cli import exit_codes, main, output, terminal, verbs
from dsp_vc.cli.exit_codes import ExitCode, code_of, worst
from dsp_vc.cli.options import At, Lang
from dsp_vc.errors import InputError, NetworkError, Refused, ResolutionError, TrustError, WalletError
from dsp_vc.files import FileError

Streams = pytest.CaptureFixture[str]


def run(*words: str) -> int:
    return main.main(words)


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A verb ``try`` whose ``command`` the test sets."""
    module = ModuleType("dsp_vc.cli.try_out")
    monkeypatch.setitem(sys.modules, "dsp_vc.cli.try_out", module)
    monkeypatch.setattr(verbs, "VERBS", (*verbs.VERBS, verbs.Verb("try", "try_out", "")))
    return module


def assert_one_error(captured: pytest.CaptureResult[str]) -> None:
    lines = captured.err.splitlines()
    assert sum(line.startswith("dsp-vc: error: ") for line in lines) == 1, captured.err
    assert sum(line.startswith("hint: ") for line in lines) == 1, captured.err
    assert lines[-1].startswith("hint: ")
    assert len(lines[-1]) > len("hint: ")
    assert "Traceback" not in captured.err
    assert captured.out == ""


def test_help_names_every_verb_of_the_table(capsys: Streams) -> None:
    assert run("--help") == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {verb.name} " in shown for verb in verbs.VERBS)


def test_version(capsys: Streams) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"dsp-vc {__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from dsp_vc.cli.main import main; main(['--help']); "
        "heavy = {'typer', 'click', 'rich', 'cryptography', 'pyld', 'jsonschema', 'yaml', 'PIL', 'qrcode', 'zxingcpp',"
        " 'pyrage', 'pypdfium2', 'json'}; found = heavy & set(sys.modules); sys.exit(str(found) if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "words",
    [(), ("nonsense",), ("verfy",), ("--nonsense",), ("--lang", "fr", "verify"), ("--lang",), ("formats", "--nonsense"),
     ("formats", "surplus"), ("trust",), ("trust", "nonsense"), ("trust", "add")],
)  # fmt: skip
def test_wrong_usage(words: tuple[str, ...], capsys: Streams) -> None:
    assert run(*words) == ExitCode.USAGE
    captured = capsys.readouterr()
    if words:
        assert_one_error(captured)
    else:
        assert "Commands:" in captured.err
        assert captured.err.splitlines()[-1] == "hint: see: dsp-vc --help"


def test_what_was_meant(capsys: Streams) -> None:
    run("verfy")
    assert "did you mean: dsp-vc verify" in capsys.readouterr().err


def test_a_verb_without_module_is_said(monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> None:
    monkeypatch.setattr(verbs, "VERBS", (*verbs.VERBS, verbs.Verb("later", "not_there_yet", "")))
    assert run("later") == ExitCode.USAGE
    assert_one_error(capsys.readouterr())


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("file_missing", path="x"), ExitCode.UNREADABLE),
        (Refused("json_syntax"), ExitCode.UNREADABLE),
        (FileError("file_unwritable", path="x", reason="full"), ExitCode.UNAVAILABLE),
        (WalletError("unheard of"), ExitCode.UNAVAILABLE),
        (TrustError("trust_not_added"), ExitCode.UNAVAILABLE),
        (NetworkError("unheard of"), ExitCode.UNAVAILABLE),
        (ResolutionError("unheard of"), ExitCode.UNAVAILABLE),
        (InputError("passphrase_wrong"), ExitCode.UNAVAILABLE),
        (InputError("output_is_input", path="x"), ExitCode.USAGE),
        (OSError(28, "No space left on device"), ExitCode.UNAVAILABLE),
        (MemoryError(), ExitCode.UNAVAILABLE),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
        (ValueError("secret"), ExitCode.INTERNAL),
        (RecursionError(), ExitCode.INTERNAL),
    ],
)
def test_every_error_ends_in_one_line_and_a_hint(
    error: BaseException, code: ExitCode, verb: ModuleType, capsys: Streams
) -> None:
    def command() -> None:
        raise error

    verb.command = command  # type: ignore[attr-defined]
    assert run("try") == code
    captured = capsys.readouterr()
    assert_one_error(captured)
    assert "secret" not in captured.err


def test_debug_shows_the_traceback(verb: ModuleType, capsys: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    def command() -> None:
        raise ValueError("inside")

    verb.command = command  # type: ignore[attr-defined]
    monkeypatch.setenv("DSP_VC_DEBUG", "1")
    assert run("try") == ExitCode.INTERNAL
    assert "Traceback" in capsys.readouterr().err


def test_an_exit_code_of_a_verb_is_kept(verb: ModuleType) -> None:
    def command() -> None:
        raise typer.Exit(ExitCode.INDETERMINATE)

    verb.command = command  # type: ignore[attr-defined]
    assert run("try") == ExitCode.INDETERMINATE


@pytest.mark.parametrize(
    ("words", "environment", "expected"),
    [
        ((), {}, "en"),
        (("--lang", "nl"), {}, "nl"),
        (("--lang=nl",), {}, "nl"),
        ((), {"LANG": "nl_NL.UTF-8"}, "nl"),
        ((), {"LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, "en"),
        ((), {"LANG": "de_DE", "LC_MESSAGES": "nl_BE"}, "nl"),
        (("--lang", "en"), {"LC_ALL": "nl_NL"}, "en"),
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_language(
    words: tuple[str, ...], environment: dict[str, str], expected: str, before: bool,
    verb: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: Streams,
) -> None:  # fmt: skip
    def command(lang: Lang = None) -> None:
        terminal.emit(terminal.language(lang))

    verb.command = command  # type: ignore[attr-defined]
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run(*((*words, "try") if before else ("try", *words))) == 0
    assert capsys.readouterr().out == expected


def test_errors_in_the_options_are_told_in_the_language_too(capsys: Streams) -> None:
    assert run("formats", "--nonsense", "--lang", "nl") == ExitCode.USAGE
    assert "de optie --nonsense bestaat niet" in capsys.readouterr().err


def test_a_wrong_time_is_wrong_usage(verb: ModuleType, capsys: Streams) -> None:
    def command(at: At = None) -> None:
        terminal.emit(str(at))

    verb.command = command  # type: ignore[attr-defined]
    assert run("try", "--at", "2026-11-24") == 0
    assert capsys.readouterr().out == "2026-11-24"
    assert run("try", "--at", "yesterday") == ExitCode.USAGE
    assert_one_error(capsys.readouterr())


def test_the_worst_of_several_counts() -> None:
    order = [ExitCode.INTERNAL, ExitCode.UNAVAILABLE, ExitCode.UNREADABLE, ExitCode.REJECTED, ExitCode.INDETERMINATE]
    remaining = [*order, ExitCode.DONE]
    while remaining:
        assert worst(reversed(remaining)) is remaining[0]
        remaining.pop(0)
    assert worst([]) is ExitCode.DONE
    assert worst([ExitCode.DONE, ExitCode.USAGE]) is ExitCode.USAGE


def test_codes_that_are_mapped_have_words() -> None:
    assert set(exit_codes._BY_CODE) <= set(words.catalogue())
    assert code_of(InputError("nothing special")) is ExitCode.UNREADABLE


def test_a_question_needs_somebody(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert terminal.confirm("?", yes=True)
    with pytest.raises(InputError, match="confirmation_needed"):
        terminal.confirm("Really?")
    assert "Really?" in capsys.readouterr().err  # whoever adds --yes must know what to


@pytest.mark.parametrize(
    ("answer", "agreed"), [("y", True), ("Ja", True), ("", False), ("n", False), ("yesterday", False)]
)
def test_an_answer(answer: str, agreed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.StringIO(f"{answer}\n")
    monkeypatch.setattr(stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", stdin)
    assert terminal.confirm("?") is agreed


@pytest.mark.parametrize(
    "content", [b"one two three", b"one two three\n", b"one two three\r\nmore", "\ufeffone two three\n".encode()]
)
def test_passphrase_from_a_file(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "pass"
    file.write_bytes(content)
    assert terminal.ask_passphrase(str(file)) == "one two three"
    monkeypatch.setenv("DSP_VC_PASSPHRASE_FILE", str(file))
    assert terminal.ask_passphrase() == "one two three"


@pytest.mark.parametrize(
    ("content", "code"), [(b"\n", "passphrase_empty"), (b"\xff", "file_not_utf8"), (b"x" * 5000, "file_too_large")]
)
def test_a_file_without_passphrase(content: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "pass").write_bytes(content)
    with pytest.raises(InputError, match=code):
        terminal.ask_passphrase(str(tmp_path / "pass"))


def test_nobody_to_type_a_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "_can_ask", lambda: False)
    with pytest.raises(InputError, match="passphrase_needed"):
        terminal.ask_passphrase()


def test_a_new_passphrase_is_typed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["one", "one", "one", "two"])
    monkeypatch.setattr(terminal, "_can_ask", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert terminal.ask_passphrase(confirm=True) == "one"
    with pytest.raises(InputError, match="passphrase_differs"):
        terminal.ask_passphrase(confirm=True)


def test_output_is_never_an_input(tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    file.write_text("kept")
    (tmp_path / "link.json").symlink_to(file)
    os.link(file, tmp_path / "hard.json")
    (tmp_path / "sub").mkdir()
    other_ways = (tmp_path / "link.json", tmp_path / "hard.json", os.path.join(tmp_path, "sub", "..", "in.json"))
    for name in (file, *other_ways):
        with pytest.raises(InputError, match="output_is_input"):
            output.deliver("new", str(name), ["-", str(file)])
    assert file.read_text() == "kept"
    output.deliver("new", str(tmp_path / "out.json"), [str(file)])
    assert (tmp_path / "out.json").read_text() == "new"


def test_output_is_never_the_passphrase_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever loses that file loses the keys with it."""
    (tmp_path / "pass").write_text("four words of it")
    monkeypatch.setenv("DSP_VC_PASSPHRASE_FILE", str(tmp_path / "pass"))
    with pytest.raises(InputError, match="output_is_input"):
        output.deliver("new", str(tmp_path / "pass"))
    assert (tmp_path / "pass").read_text() == "four words of it"


def test_a_file_that_is_not_there_yet_by_two_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    assert output.same_file("new.png", str(tmp_path / "new.png"))
    assert output.same_file("new.png", os.path.join("sub", "..", "new.png"))
    assert not output.same_file("new.png", "other.png")
    assert not output.same_file("new.png", "with\0nul")


def dsp_vc(*words: str, **named: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONUTF8": "0", "LC_ALL": "C"}
    return subprocess.run([sys.executable, "-m", "dsp_vc", *words], env=environment, check=False, **named)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_standard_output() -> None:
    with open("/dev/full", "wb") as full:
        done = dsp_vc("formats", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == ExitCode.UNAVAILABLE
    assert done.stderr.count(b"dsp-vc: error: ") == 1
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_a_reader_that_goes_away() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = dsp_vc("formats", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert done.returncode == ExitCode.DONE
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("verify", "--lang", "nl"), "FILE... ontbreekt in de opdracht"),
        (("issuer", "init", "x", "--did", "key", "--lang", "nl"), "--name ontbreekt in de opdracht"),
        (("verify", "x", "--online", "--lang", "nl"), "de optie --online bestaat niet"),
    ],
)
def test_a_wrong_command_is_told_in_dutch(line: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(list(line)) == ExitCode.USAGE
    assert f"dsp-vc: fout: {said}\n" in capsys.readouterr().err
