"""The demonstration tells the truth: its verdicts, its commands, and the files that it leaves."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from dsp_vc.cli.main import main


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder and what was printed; made once, since it takes some seconds."""
    import contextlib
    import io

    folder = tmp_path_factory.mktemp("demo") / "story"
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(stream):
        assert main(["demo", str(folder), "--lang", "en"]) == 0
    return folder, raw.getvalue().decode()


def test_verdicts_in_order(story: tuple[Path, str]) -> None:
    verdicts = re.findall(r"^ {5}(ACCEPTED|REJECTED|NOT CERTAIN) ", story[1], re.MULTILINE)
    assert verdicts == ["ACCEPTED", "REJECTED", "REJECTED", "NOT CERTAIN"]


def test_its_verify_commands_give_the_same_verdicts(story: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, printed = story
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DSP_VC_HOME", "home")
    commands = [line.strip().removeprefix("$ ") for line in printed.splitlines() if "$ dsp-vc verify" in line]
    codes = [main(shlex.split(command)[1:]) for command in commands]
    assert codes == [0, 3, 3, 4]


def test_its_folder_holds_what_it_names(story: tuple[Path, str]) -> None:
    folder, printed = story
    for name in re.findall(r"-o (\S+)", printed):
        assert (folder / name).exists(), name
    assert (folder / "sam.age").read_bytes().startswith(b"age-encryption.org/v1")
    assert "wallet list" in printed


def test_a_folder_in_use_is_left_alone(story: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(path.name for path in story[0].iterdir())
    assert main(["demo", str(story[0]), "--lang", "nl"]) == 2
    said = capsys.readouterr().err
    assert said.count("error:") == 1
    assert said.count("hint:") == 1
    assert sorted(path.name for path in story[0].iterdir()) == before
