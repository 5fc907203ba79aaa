"""Files written whole, with the rights that were asked for; one that only grows; a lock; a folder made whole."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dsp_vc.files import (
    FileError,
    building,
    locked,
    new_folder,
    read_first_line,
    remove_unfinished,
    scratch,
    write_atomic,
    writing,
)

WRITER = """
import sys
from pathlib import Path
from dsp_vc.files import locked
path = Path(sys.argv[1])
for number in range(100):
    with locked(path.with_name("l")):
        for _ in range(3):
            with path.open("a") as stream:
                stream.write(f"{sys.argv[2]}-{number}\\n")
"""


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


@pytest.mark.skipif(os.name == "nt", reason="no modes and pipes on Windows")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_the_rights_of_a_new_file(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_atomic(tmp_path / "open", b"")
        write_atomic(tmp_path / "secret", b"", private=True)
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o666 & ~mask
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600 & ~mask
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(os.name == "nt", reason="no modes and pipes on Windows")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_atomic(pipe, b"all of it")
    reader.join(30)
    assert read == [b"all of it"]
    assert pipe.is_fifo()


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="no /dev/stdout here")
def test_standard_output_by_its_name_stays_what_it_is(tmp_path: Path) -> None:
    """As root, to rename a file over it would take it from the whole machine."""
    before = os.lstat("/dev/stdout").st_ino
    program = "from dsp_vc.files import write_atomic; write_atomic('/dev/stdout', b'all of it')"
    with (tmp_path / "out").open("wb") as stream:
        subprocess.run([sys.executable, "-c", program], stdout=stream, check=True)
    assert (tmp_path / "out").read_bytes() == b"all of it"
    assert os.lstat("/dev/stdout").st_ino == before


def test_only_what_writers_of_this_very_file_left_is_removed(tmp_path: Path) -> None:
    kept = ["wallet.age", ".wallet.age.bak.0123456789abcdef.tmp", ".wallet.age.tmp", ".wallet.age.mine.tmp"]
    for name in (*kept, ".wallet.age.0123456789abcdef.tmp"):
        (tmp_path / name).write_bytes(b"")
    remove_unfinished(tmp_path / "wallet.age")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


def test_what_another_library_builds_takes_the_place_of_the_old_at_once(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    with building(path) as place:
        place.write_bytes(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    with pytest.raises(ZeroDivisionError), building(path) as place:
        place.write_bytes(b"half")
        raise ZeroDivisionError
    with pytest.raises(FileError) as caught, building(path) as place:
        place.unlink()
    assert caught.value.code == "file_unwritable"
    with pytest.raises(FileError), building(tmp_path / "nowhere" / "f"):
        pass
    assert [entry.name for entry in tmp_path.iterdir()] == ["f"]
    assert path.read_bytes() == b"new"


def test_the_first_line_of_a_secret(tmp_path: Path) -> None:
    for data in (b"geheim", b"geheim\n", b"geheim\r\nnog iets\n", b"\xef\xbb\xbfgeheim\n"):
        (tmp_path / "pass").write_bytes(data)
        assert read_first_line(tmp_path / "pass", 100) == "geheim"
    (tmp_path / "pass").write_bytes(b" a b \n")
    assert read_first_line(tmp_path / "pass", 100) == " a b "


def test_a_large_file_is_written_in_pieces_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with writing(path, private=True) as file:
        file.write(b"a" * 100_000)
        file.write(b"b")
        assert not path.exists()
    assert path.read_bytes() == b"a" * 100_000 + b"b"
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(RuntimeError), writing(path) as file:
        file.write(b"c")
        raise RuntimeError
    assert path.stat().st_size == 100_001
    assert [entry.name for entry in tmp_path.iterdir()] == ["large"]
    with pytest.raises(FileError) as refused, writing(tmp_path / "none" / "x"):
        pass
    assert refused.value.code == "file_unwritable"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_device_takes_pieces_as_they_come() -> None:
    with writing("/dev/null") as file:
        file.write(b"x")
    with pytest.raises(FileError) as refused, writing("/dev/full") as file:
        file.write(b"x" * 100_000)
    assert refused.value.code == "file_unwritable"
    assert "space" in str(refused.value)


def test_a_place_for_a_while(tmp_path: Path) -> None:
    with scratch(tmp_path / "register") as place:
        place.write_bytes(b"x")
        assert os.name == "nt" or place.stat().st_mode & 0o777 == 0o600
        assert place.parent == tmp_path
        assert place.name.startswith(".register.")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(RuntimeError), scratch(tmp_path / "register"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileError), scratch(tmp_path / "none" / "register"):
        pass
