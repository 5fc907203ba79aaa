"""A file that only grows, a lock between processes, a folder that is there whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dsp_vc.files import FileError, append_lines, locked, new_folder

WRITER = """
import sys
from pathlib import Path
from dsp_vc.files import append_lines, locked
path = Path(sys.argv[1])
for number in range(100):
    with locked(path.with_name("l")):
        append_lines(path, [f"{sys.argv[2]}-{number}"] * 3)
"""


def test_lines_are_added_and_one_that_was_cut_short_ends(tmp_path: Path) -> None:
    path = tmp_path / "f"
    append_lines(path, ["a", "b"])
    assert path.read_bytes() == b"a\nb\n"
    path.write_bytes(b"a\nb\nhal")
    append_lines(path, ["c"])
    assert path.read_bytes() == b"a\nb\nhal\nc\n"
    append_lines(path, [])
    assert path.read_bytes() == b"a\nb\nhal\nc\n"
    with pytest.raises(FileError) as refused:
        append_lines(tmp_path / "none" / "f", ["a"])
    assert refused.value.code == "file_unwritable"


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "f"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in "pq"]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    lines = path.read_text().splitlines()
    assert sorted(lines) == sorted(f"{name}-{number}" for name in "pq" for number in range(100) for _ in range(3))
    assert all(lines[at] == lines[at + 1] == lines[at + 2] for at in range(0, len(lines), 3))


def test_a_lock_that_another_process_holds(tmp_path: Path) -> None:
    program = (
        "import sys; from dsp_vc.files import locked\n"
        "with locked(sys.argv[1]):\n    print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "l")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(FileError) as refused, locked(tmp_path / "l", 0.1):
        pass
    assert refused.value.code == "file_locked"
    other.communicate("", timeout=30)
    with locked(tmp_path / "l", 0.1):
        pass
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError) as refused, locked(tmp_path / "file" / "l", 0.1):
        pass
    assert refused.value.code == "file_unwritable"


def test_a_new_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    with new_folder(tmp_path / "deep" / "new") as place:
        (place / "one").write_text("1")
        assert not (tmp_path / "deep" / "new").exists()
    assert (tmp_path / "deep" / "new" / "one").read_text() == "1"
    (tmp_path / "empty").mkdir()
    with new_folder(tmp_path / "empty") as place:
        (place / "one").write_text("1")
    assert (tmp_path / "empty" / "one").exists()
    with pytest.raises(KeyError), new_folder(tmp_path / "other") as place:
        (place / "one").write_text("1")
        raise KeyError
    with pytest.raises(FileError, match="file_exists"), new_folder(tmp_path / "empty"):
        pass
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["deep", "empty"]
