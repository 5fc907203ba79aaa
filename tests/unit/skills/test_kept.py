"""The copy of the shipped catalogue: the same answers, and never a stale or damaged one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from dsp_vc.skills.catalogue import kept as module
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.kept import FILE, kept
from dsp_vc.skills.catalogue.search import search
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.catalogue.store import catalogue_in

TABLES = ("dataset", "concept", "name", "broader", "related", "needs", "description", "word", "gram")


class Maker:
    """Makes the shipped catalogue as in a new process, and counts how often."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.times = 0
        self._patch = patch
        self.new_process()

    def new_process(self) -> None:
        @cache
        def made() -> Catalogue:
            self.times += 1
            return shipped()

        module._kept.cache_clear()
        self._patch.setattr(module, "shipped", made)


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Maker]:
    yield Maker(monkeypatch)
    module._kept.cache_clear()


def rows(catalogue: Catalogue) -> list[list[tuple[object, ...]]]:
    return [catalogue.connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]


def test_it_is_made_once_and_answers_the_same(maker: Maker, tmp_path: Path) -> None:
    folder = tmp_path / "skills"
    assert kept(folder) is shipped()
    maker.new_process()
    again = kept(folder)
    assert maker.times == 1
    assert again is not shipped()
    assert rows(again) == rows(shipped())
    for text in ("metselen", "metsellen", "ik kan goed metselen"):
        assert search(again, text) == search(shipped(), text)
    assert kept(folder) is again  # read once in a process
    with catalogue_in(folder) as catalogue:
        assert catalogue is again


def test_a_process_that_has_made_it_reads_no_copy(maker: Maker, tmp_path: Path) -> None:
    module.shipped()
    assert kept(tmp_path) is shipped()
    assert list(tmp_path.iterdir()) == []


def flipped(position: int) -> Callable[[bytes], bytes]:
    def flip(data: bytes) -> bytes:
        place = position if position >= 0 else len(data) + position
        return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]

    return flip


@pytest.mark.parametrize(
    "damage",
    [
        flipped(0), flipped(31), flipped(32), flipped(700_000), flipped(-1),
        lambda data: data[:-1], lambda data: data[:20], lambda data: b"", lambda data: data + b"\0",
    ],
)  # fmt: skip
def test_a_damaged_copy_is_made_anew(maker: Maker, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    kept(tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(damage(whole))
    maker.new_process()
    assert kept(tmp_path) is shipped()
    assert maker.times == 2
    assert (tmp_path / FILE).read_bytes() == whole
    maker.new_process()
    kept(tmp_path)
    assert maker.times == 2


@pytest.mark.parametrize("changed", ["table", "code", "version"])
def test_a_copy_of_another_origin_is_made_anew(
    maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    code, tables = tmp_path / "code", tmp_path / "tables"
    for folder, name in ((code, "writer.py"), (tables, "names.csv")):
        folder.mkdir()
        (folder / name).write_text("one")
    monkeypatch.setattr(module, "__file__", str(code / "kept.py"))
    monkeypatch.setattr(module, "data_folder", lambda name: tables)
    kept(tmp_path / "skills")
    maker.new_process()
    kept(tmp_path / "skills")
    assert maker.times == 1
    if changed == "table":
        (tables / "names.csv").write_text("two")
    elif changed == "code":
        (code / "writer.py").write_text("two")
    else:
        monkeypatch.setattr(module, "__version__", "0.0.0")
    maker.new_process()
    assert kept(tmp_path / "skills") is shipped()
    assert maker.times == 2


def test_where_nothing_can_be_written_it_is_made_each_time(maker: Maker, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for times in (1, 2):
        assert kept(tmp_path / "file" / "skills") is shipped()
        assert maker.times == times
        maker.new_process()
    assert (tmp_path / "file").read_text() == "no folder"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_left_and_not_waited_for(maker: Maker, tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / FILE)
    for times in (1, 2):
        assert kept(tmp_path) is shipped()
        assert maker.times == times
        maker.new_process()
    assert not (tmp_path / FILE).is_file()
