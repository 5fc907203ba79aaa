"""The process around the verbs: interrupts at any moment, closed and full standard streams, odd names and places."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dsp_vc.cli.exit_codes import ExitCode

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and shells of POSIX")

COMMAND = (sys.executable, "-m", "dsp_vc")
#: Python as from a terminal: what stops a program does so, also where these tests run under ``nohup`` or as a job in the
#: background, which have it ignored.
STOPPABLE = (
    sys.executable,
    "-c",
    "import os, signal, sys\n"
    "for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM): signal.signal(number, signal.SIG_DFL)\n"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    (work / "any.json").write_text('{"@context": ["https://www.w3.org/ns/credentials/v2"]}', encoding="utf-8")
    monkeypatch.chdir(work)
    return work


def lines_of(text: bytes) -> tuple[int, int, int]:
    return text.count(b"dsp-vc: error: "), text.count(b"\nhint: "), text.count(b"Traceback")


def shell(words: str, redirected: str) -> subprocess.CompletedProcess[bytes]:
    line = f"{shlex.join(COMMAND)} {words} {redirected}"
    return subprocess.run(["sh", "-c", line], capture_output=True, check=False)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_stopped_at_work(name: str, folder: Path) -> None:
    """The verb reads a pipe, so that it is known where it is when it is stopped."""
    os.mkfifo(folder / "pipe")
    line = [*STOPPABLE, "-m", "dsp_vc", "verify", "pipe"]
    process = subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    writing = os.open(folder / "pipe", os.O_WRONLY)  # waits until the verb has opened it to read
    for _ in range(20):  # a signal between the end of one system call and the next is seen after that
        process.send_signal(signal.Signals[name])
        try:
            out, err = process.communicate(timeout=3)
            break
        except subprocess.TimeoutExpired:
            continue
    os.close(writing)
    assert process.returncode == ExitCode.INTERRUPTED
    assert lines_of(err) == (1, 1, 0), err
    assert out == b""


def test_stopped_while_it_loads(folder: Path) -> None:
    code = (
        "import signal, sys\n"
        "from dsp_vc.cli import entry\n"
        "class Stopping:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'dsp_vc.cli.exit_codes': signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stopping())\n"
        "sys.exit(entry.run())\n"
    )
    done = subprocess.run([*STOPPABLE, "-c", code], capture_output=True, check=False)
    assert done.returncode == ExitCode.INTERRUPTED
    assert lines_of(done.stderr) == (1, 1, 0), done.stderr


def test_what_is_to_be_ignored_is_ignored(folder: Path) -> None:
    """``nohup`` and jobs in the background."""
    os.mkfifo(folder / "pipe")
    line = f"trap '' HUP; exec {shlex.join(COMMAND)} inspect pipe"
    process = subprocess.Popen(["sh", "-c", line], stdout=subprocess.PIPE)
    writing = os.open(folder / "pipe", os.O_WRONLY)
    process.send_signal(signal.SIGHUP)
    os.write(writing, b'{"a": 1}')
    os.close(writing)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == ExitCode.DONE
    assert json.loads(out)["content"] == {"a": 1}


@pytest.mark.parametrize("words", ["formats", "--help", "inspect any.json", "verify any.json --json"])
@pytest.mark.parametrize("redirected", [">&-", ">&- <&-", pytest.param(">/dev/full", marks=pytest.mark.skipif(
    not os.path.exists("/dev/full"), reason="no /dev/full"))])  # fmt: skip
def test_nowhere_to_put_the_result(words: str, redirected: str, folder: Path) -> None:
    done = shell(words, redirected)
    assert done.returncode == ExitCode.UNAVAILABLE
    assert lines_of(done.stderr) == (1, 1, 0), done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [("nonsense", 2), ("inspect missing", 5), ("verify any.json", 3), ("trust show", 0), ("inspect any.json", 0)],
)
@pytest.mark.parametrize("redirected", ["2>&-", "2>/dev/full", "<&-"])
def test_nowhere_to_put_the_words(words: str, code: int, redirected: str, folder: Path) -> None:
    """The exit code counts all the same, and the result is not kept back."""
    done = shell(words, redirected)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr + done.stdout
    if words.endswith("any.json"):
        assert done.stdout


def test_everything_closed(folder: Path) -> None:
    assert shell("formats", "<&- >&- 2>&-").returncode == ExitCode.UNAVAILABLE
    assert shell("nonsense", "<&- >&- 2>&-").returncode == ExitCode.USAGE


@pytest.mark.parametrize(
    "name", ["sp ace", "\u00fcn\u00ef", "new\nline", "\x1b[31mred", "\u202eltr", "{0}%s", os.fsdecode(b"\xff\xfe")],
    ids=ascii,
)  # fmt: skip
@pytest.mark.parametrize("words", [("verify",), ("verify", "--json"), ("inspect",)])
def test_odd_names_of_files(name: str, words: tuple[str, ...], folder: Path) -> None:
    (folder / "any.json").rename(folder / name)
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([*COMMAND, *words, name], capture_output=True, env=environment, check=False)
    assert done.returncode == (0 if words == ("inspect",) else 3), done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    if words != ("verify",):
        said = json.loads(done.stdout.decode())["source"]
        assert said == os.fsencode(name).decode("utf-8", "replace")


def test_json_on_a_terminal_does_not_steer_it(folder: Path) -> None:
    text = "\x7f\u009b2J \u202e \u2066 \u200b \x1b[31m"
    (folder / "any.json").write_text(json.dumps({"name": text}), encoding="utf-8")
    terminal, inside = os.openpty()
    process = subprocess.Popen([*COMMAND, "inspect", "any.json"], stdout=inside, stderr=subprocess.DEVNULL)
    os.close(inside)
    shown = b""
    with contextlib.suppress(OSError):  # how the other end of a terminal says that it was closed
        while part := os.read(terminal, 65536):
            shown += part
    os.close(terminal)
    assert process.wait(60) == 0
    said = shown.decode()
    assert all(character.isprintable() or character in "\r\n" for character in said)
    assert json.loads(said)["content"]["name"] == text


@pytest.mark.parametrize(
    "words",
    ["verify -", "inspect -", "verify any.json --request -", "issue - --issuer school", "trust add - --yes",
     "issue --from-request - --issuer school", "issue any.json --to - --issuer school"],
)  # fmt: skip
def test_a_dash_is_standard_input(words: str, folder: Path) -> None:
    """Also where a file is called that."""
    (folder / "-").write_bytes(b"\xff")
    done = subprocess.run([*COMMAND, *words.split()], input=b" ", capture_output=True, check=False)
    assert done.returncode in (ExitCode.UNREADABLE, ExitCode.UNAVAILABLE)
    assert b"UTF-8" not in done.stderr, done.stderr
    assert lines_of(done.stderr) == (1, 1, 0), done.stderr
