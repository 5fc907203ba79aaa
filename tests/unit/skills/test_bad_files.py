"""What can be wrong with a file: told with file and line, and the catalogue that was there stays as it was."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

import esco_zip
from dsp_vc.errors import DspVcError, InputError
from dsp_vc.files import FileError
from dsp_vc.skills.catalogue import csv_files
from dsp_vc.skills.catalogue.store import FILE, catalogue_in, import_files
from esco_zip import BRICKLAYER, BUILDING, ESCO, LAY_BRICKS, MIX_CONCRETE, WORK

Tables = dict[str, tuple[list[str], list[list[str]]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a catalogue in it, which no bad file may touch."""
    path = tmp_path / "skills"
    import_files(path, [esco_zip.download(tmp_path)])
    return path


def refused(folder: Path, file: Path, **named: bool) -> DspVcError:
    """The error of an import that must fail; the old catalogue is byte for byte in place, and nothing lies beside it."""
    before = sha256((folder / FILE).read_bytes()).digest()
    with pytest.raises(DspVcError) as caught:
        import_files(folder, [file], **named)
    assert sha256((folder / FILE).read_bytes()).digest() == before
    assert {path.name for path in folder.iterdir()} <= {FILE, f"{FILE}.lock"}
    for lang in ("en", "nl"):
        assert "\n" not in caught.value.message(lang)
        assert caught.value.hint(lang)
    return caught.value


def changed(folder: Path, change: Callable[[Tables], None], raw: dict[str, bytes] | None = None) -> Path:
    """A download with one thing changed."""
    tables = esco_zip.tables()
    change(tables)
    return esco_zip.write_zip(folder.parent / "esco-1.1.1-en.zip", tables, raw=raw or {})


@pytest.mark.parametrize("kept", [2, 10, 500, 0.5, 0.9, 0.99])
def test_half_a_zip(folder: Path, tmp_path: Path, kept: float) -> None:
    whole = esco_zip.download(tmp_path).read_bytes()
    path = tmp_path / "half.zip"
    path.write_bytes(whole[: int(kept * len(whole)) if isinstance(kept, float) else kept])
    assert refused(folder, path).code == "catalogue_zip"


def test_a_zip_whose_bytes_were_damaged(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(esco_zip.download(tmp_path)) as archive:
        start = archive.getinfo("occupations_en.csv").header_offset
    data = bytearray(esco_zip.download(tmp_path).read_bytes())
    data[start + 60] ^= 0xFF
    path = tmp_path / "esco-1.1.1.zip"
    path.write_bytes(data)
    error = refused(folder, path)
    assert error.code in ("catalogue_zip", "catalogue_encoding")
    assert "occupations_en.csv" in error.message()


def test_every_single_changed_byte_is_told(folder: Path, tmp_path: Path) -> None:
    """Or changes nothing that is read; never a fault of the program, never a half catalogue."""
    data = esco_zip.download(tmp_path).read_bytes()
    path = tmp_path / "esco-1.1.1.zip"
    faults = 0
    for place in range(0, len(data), 37):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        try:
            import_files(tmp_path / "again", [path], anew=True)
        except DspVcError:
            faults += 1
    assert faults > 20


def test_no_zip_at_all(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "esco.ttl").write_text("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n")
    assert refused(folder, tmp_path / "esco.ttl").code == "catalogue_not_recognised"
    (tmp_path / "empty.zip").write_bytes(b"")
    assert refused(folder, tmp_path / "empty.zip").code == "catalogue_not_recognised"
    assert refused(folder, tmp_path / "nowhere.zip").code == "file_missing"
    assert refused(folder, tmp_path / "nowhere.csv").code == "file_missing"
    assert refused(folder, tmp_path).code == "file_is_folder"
    other = esco_zip.write_zip(tmp_path / "other.zip", raw={"readme.csv": b"a,b\n"})
    assert refused(folder, other).code == "catalogue_not_recognised"


@pytest.mark.parametrize("missing", ["skills_en.csv", "occupations_en.csv", "occupationSkillRelations.csv"])
def test_a_table_that_is_missing(folder: Path, missing: str) -> None:
    error = refused(folder, changed(folder, lambda tables: tables.pop(missing) and None))
    assert error.code == "catalogue_incomplete"
    assert missing.partition("_")[0].removesuffix(".csv") in error.message()


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_another_encoding(folder: Path, encoding: str) -> None:
    header, rows = esco_zip.tables()["occupations_en.csv"]
    rows[0][3] = "maçon"
    text = esco_zip.as_csv(header, rows).decode("utf-8-sig").encode(encoding)
    error = refused(folder, changed(folder, lambda tables: None, {"occupations_en.csv": text}))
    assert error.code == "catalogue_encoding"
    assert "occupations_en.csv:" in error.message()


def test_the_line_of_what_is_no_utf8(folder: Path) -> None:
    header, rows = esco_zip.tables()["skillGroups_en.csv"]
    data = esco_zip.as_csv(header, rows) + b"SkillGroup," + BUILDING.encode() + b",b\xff,,S7\n"
    error = refused(folder, changed(folder, lambda tables: None, {"skillGroups_en.csv": data}))
    assert (error.code, "skillGroups_en.csv:" in error.message()) == ("catalogue_encoding", True)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("skills_en.csv", "conceptUri"),
        ("skills_en.csv", "preferredLabel"),
        ("skills_en.csv", "skillType"),
        ("occupations_en.csv", "altLabels"),
        ("occupationSkillRelations.csv", "relationType"),
        ("broaderRelationsSkillPillar.csv", "broaderUri"),
        ("skillSkillRelations.csv", "relatedSkillUri"),
    ],
)
def test_changed_columns(folder: Path, table: str, column: str) -> None:
    def rename(tables: Tables) -> None:
        header = tables[table][0]
        header[header.index(column)] = f"{column}2"

    error = refused(folder, changed(folder, rename))
    assert error.code == "catalogue_columns"
    assert f"{table}:1" in error.message()
    assert column in error.message()


def test_columns_in_another_order_are_the_same(folder: Path) -> None:
    def turn(tables: Tables) -> None:
        for header, rows in tables.values():
            header.reverse()
            for row in rows:
                row.reverse()

    import_files(folder, [changed(folder, turn)], anew=True)
    with catalogue_in(folder) as catalogue:
        assert len(catalogue.requirements(BRICKLAYER)) == 3


def test_rows_that_do_not_fit(folder: Path) -> None:
    error = refused(folder, changed(folder, lambda tables: tables["skillGroups_en.csv"][1][1].pop()))  # type: ignore[arg-type,return-value]
    assert (error.code, "skillGroups_en.csv:3" in error.message()) == ("catalogue_row", True)

    def kind(tables: Tables) -> None:
        tables["skills_en.csv"][1][1][2] = "attitude"

    assert "attitude" in refused(folder, changed(folder, kind)).message()

    def weight(tables: Tables) -> None:
        tables["occupationSkillRelations.csv"][1][2][1] = "vital"

    error = refused(folder, changed(folder, weight))
    assert "occupationSkillRelations.csv:4" in error.message()
    assert "vital" in error.message()


@pytest.mark.parametrize(
    "uri", ["", "x", "javascript:alert(1)", "http://evil.example/skill", f"{ESCO}skill/a b", f"{ESCO}\x1b[2J"]
)
def test_what_is_no_address_of_esco(folder: Path, uri: str) -> None:
    def replace(tables: Tables) -> None:
        tables["skills_en.csv"][1][0][1] = uri

    error = refused(folder, changed(folder, replace))
    assert (error.code, "skills_en.csv:" in error.message()) == ("catalogue_row", True)
    assert "\x1b" not in error.message()


def test_too_many_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound itself is tried with the real number below; here, that it is told with the line."""
    monkeypatch.setattr(csv_files, "MAX_ROWS", 2)
    error = refused(folder, esco_zip.download(folder.parent))
    assert error.code == "catalogue_rows"
    assert "skills_en.csv:" in error.message()


@pytest.mark.slow
def test_ten_million_rows(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    row = b"urn:x,skill,x\n"
    with path.open("wb") as stream:
        stream.write(b"uri,kind,nl\n")
        for _ in range(100):
            stream.write(row * 100_000)
    error = refused(folder, path)
    assert error.code == "catalogue_rows"
    assert f"list.csv:{csv_files.MAX_ROWS + 2}" in error.message()


def test_a_bomb(folder: Path, tmp_path: Path) -> None:
    """A table that is small when packed and large when not is refused by its directory entry."""
    path = tmp_path / "esco-1.1.1-en.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in esco_zip.tables().items():
            archive.writestr(name, esco_zip.as_csv(*table))
        with archive.open("greenSkillsCollection_en.csv", "w", force_zip64=True) as stream:
            for _ in range(csv_files.MAX_BYTES // 2**24 + 1):
                stream.write(b"\n" * 2**24)
    assert path.stat().st_size < 2 * 2**20
    error = refused(folder, path)
    assert (error.code, "greenSkillsCollection_en.csv" in error.message()) == ("catalogue_too_large", True)


def test_a_zip_of_ever_so_many_files_is_refused_before_they_are_counted(folder: Path, tmp_path: Path) -> None:
    def filled(number: int) -> Path:
        path = esco_zip.download(tmp_path)
        with zipfile.ZipFile(path, "a") as archive:
            for one in range(number):
                archive.writestr(f"{one}.txt", b"")
        return path

    error = refused(folder, filled(csv_files._MAX_READ // 50))
    assert (error.code, "directory" in error.message()) == ("catalogue_zip", True)
    import_files(folder, [filled(1000)])


@pytest.mark.parametrize(
    "body",
    [b"x" * 2**21, b'"' + b"x\n" * 2**20, b'"a\n",' * 2**19, b"," * 2**21],
    ids=["one word", "a quote that never ends", "a row of many lines", "many fields"],
)
def test_a_row_that_never_ends(folder: Path, body: bytes) -> None:
    error = refused(folder, changed(folder, lambda tables: None, {"skills_en.csv": b"conceptUri\n" + body}))
    assert error.code in ("catalogue_columns", "catalogue_row")
    header = b"conceptUri,skillType,preferredLabel,altLabels\n"
    error = refused(folder, changed(folder, lambda tables: None, {"skills_en.csv": header + body}))
    assert (error.code, "skills_en.csv:" in error.message()) == ("catalogue_row", True)


def test_a_locked_zip(folder: Path) -> None:
    path = changed(folder, lambda tables: None)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.start_dir
    data[start + 8] |= 1  # the flag of the first entry in the directory
    path.write_bytes(data)
    error = refused(folder, path)
    assert (error.code, "skills_en.csv" in error.message()) == ("catalogue_encrypted", True)


def test_two_tables_of_one_name(folder: Path, tmp_path: Path) -> None:
    """Two versions side by side in one ZIP."""
    tables = {**{f"v1.1/{name}": table for name, table in esco_zip.tables().items()},
              **{f"v1.2/{name}": table for name, table in esco_zip.tables(layout="1.2").items()}}  # fmt: skip
    assert refused(folder, esco_zip.write_zip(tmp_path / "both.zip", tables)).code == "catalogue_zip_twice"


def test_names_of_files_that_lead_elsewhere_are_only_names(folder: Path, tmp_path: Path) -> None:
    tables = {f"../../{name}": table for name, table in esco_zip.tables().items()}
    import_files(folder, [esco_zip.write_zip(tmp_path / "esco-1.1.1.zip", tables)], anew=True)
    assert {path.name for path in folder.iterdir()} <= {FILE, f"{FILE}.lock"}


def test_a_cycle(folder: Path) -> None:
    def close(tables: Tables) -> None:
        tables["broaderRelationsSkillPillar.csv"][1].append(["", WORK, "", LAY_BRICKS])

    error = refused(folder, changed(folder, close))
    assert error.code == "catalogue_cycle"
    assert "broaderRelationsSkillPillar.csv:" in error.message()
    assert ESCO in error.message()


def test_a_deep_hierarchy_is_no_cycle(folder: Path) -> None:
    def deepen(tables: Tables) -> None:
        steps = [f"{ESCO}skill/deep{number}" for number in range(5000)]
        tables["skillGroups_en.csv"][1].extend(["SkillGroup", uri, "deep", "", ""] for uri in steps)
        tables["broaderRelationsSkillPillar.csv"][1].extend(["", low, "", high] for low, high in pairwise(steps))

    import_files(folder, [changed(folder, deepen)], anew=True)
    with catalogue_in(folder) as catalogue:
        assert catalogue.broader(f"{ESCO}skill/deep0") == (f"{ESCO}skill/deep1",)


def test_addresses_that_no_table_has(folder: Path) -> None:
    def add(tables: Tables) -> None:
        tables["occupationSkillRelations.csv"][1].append(
            [BRICKLAYER, "essential", "skill/competence", f"{ESCO}skill/gone"]
        )

    error = refused(folder, changed(folder, add))
    assert error.code == "catalogue_unknown_uri"
    assert "occupationSkillRelations.csv:5" in error.message()
    assert f"{ESCO}skill/gone" in error.message()


def test_a_few_among_many_are_passed_over(folder: Path) -> None:
    def add(tables: Tables) -> None:
        header_rows = tables["skills_en.csv"][1]
        for number in range(200):
            uri = f"{ESCO}skill/{number}"
            header_rows.append([*header_rows[0][:1], uri, *header_rows[0][2:4], f"skill {number}", *header_rows[0][5:]])
            tables["occupationSkillRelations.csv"][1].append([BRICKLAYER, "optional", "", uri])
        tables["occupationSkillRelations.csv"][1].insert(1, [BRICKLAYER, "optional", "", f"{ESCO}skill/gone"])

    assert import_files(folder, [changed(folder, add)], anew=True).passed == ("occupationSkillRelations.csv:3",)


def test_formulas_and_control_characters_in_names(folder: Path) -> None:
    def write(tables: Tables) -> None:
        tables["skills_en.csv"][1][0][4] = '=HYPERLINK("http://evil.example")\x1b]0;owned\x07 \u202egnp\x00.\x9b31m'
        tables["skills_en.csv"][1][0][-1] = "first\x1b[2J\nsecond\r\nthird"

    import_files(folder, [changed(folder, write)], anew=True)
    with catalogue_in(folder) as catalogue:
        concept = catalogue.concept(LAY_BRICKS)
        assert concept is not None
        assert all(name.text.isprintable() for name in (*concept.names, *concept.synonyms))
        assert concept.name("en").text.startswith("=HYPERLINK(")  # text; nothing here computes it
        assert catalogue.description(LAY_BRICKS, "en") == "first[2J\nsecond\nthird"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("uri,kind\nurn:x,skill\n", 1),
        ("uri,kind,nl\nurn:x,gift,x\n", 2),
        ("uri,kind,nl\nurn:x,skill,x\nurn:y,skill,\n", 3),
        ("uri,kind,nl\nno address,skill,x\n", 2),
        ("uri,kind,nl,broader\nurn:x,skill,x,<a>\n", 2),
        ("uri,kind,nl,nl\nurn:x,skill,x,y\n", 1),
        ("uri,kind,nl\nurn:x,skill,\"x\n", 2),
        ("uri;kind;nl\nurn:x;skill;x\n", 1),
        ("", 1),
    ],
)  # fmt: skip
def test_a_list_of_ones_own(folder: Path, tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    error = refused(folder, path)
    assert error.code in ("catalogue_row", "catalogue_columns")
    assert f"own.csv:{line}:" in error.message()


def test_the_catalogue_itself_is_damaged(folder: Path, tmp_path: Path) -> None:
    path = folder / FILE
    whole = path.read_bytes()
    for damaged in (b"", b"nothing of ours", whole[:5000], whole[:100] + bytes(len(whole) - 100)):
        path.write_bytes(damaged)
        with pytest.raises(InputError) as caught, catalogue_in(folder) as catalogue:
            list(catalogue.all_requirements())
        assert caught.value.code in ("catalogue_damaged", "catalogue_version")
        with pytest.raises(InputError):  # nothing is taken over from it
            import_files(folder, [esco_zip.download(tmp_path, "nl")])
        assert path.read_bytes() == damaged
    import_files(folder, [esco_zip.download(tmp_path, "nl")], anew=True)
    with catalogue_in(folder) as catalogue:
        assert catalogue.concept(MIX_CONCRETE) is not None


def test_of_another_version_of_the_program(folder: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(folder / FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(InputError) as caught, catalogue_in(folder):
        pass
    assert caught.value.code == "catalogue_version"


def test_where_nothing_may_be_written(tmp_path: Path) -> None:
    """A file stands where the folder should be: for everyone the same, also for who may do anything."""
    (tmp_path / "skills").write_text("in the way")
    with pytest.raises(FileError) as caught:
        import_files(tmp_path / "skills", [esco_zip.download(tmp_path)])
    assert caught.value.code == "file_unwritable"


def test_what_a_killed_import_left_is_removed(folder: Path, tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path\n"
        "from dsp_vc.skills.catalogue.store import import_files\n"
        "import_files(Path(sys.argv[1]), [Path(sys.argv[2])], progress=lambda read: os._exit(9))\n"
    )
    before = (folder / FILE).read_bytes()
    path = esco_zip.download(tmp_path)
    done = subprocess.run([sys.executable, "-c", code, folder, path], check=False)
    assert done.returncode == 9
    assert (folder / FILE).read_bytes() == before
    assert len(list(folder.glob(".*.tmp"))) == 1
    import_files(folder, [path])
    assert {entry.name for entry in folder.iterdir()} <= {FILE, f"{FILE}.lock"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file to test a full disk with")
@pytest.mark.parametrize("limit", [1000, 200_000])
def test_a_full_disk(folder: Path, tmp_path: Path, limit: int) -> None:
    before = (folder / FILE).read_bytes()
    wide = esco_zip.tables()
    header, rows = wide["skills_en.csv"]
    rows += [
        ["", f"{ESCO}skill/n{number}", *rows[0][2:4], f"name {number} " * 20, *rows[0][5:]] for number in range(3000)
    ]
    path = esco_zip.write_zip(tmp_path / "esco-1.1.1.zip", {**wide, "skills_en.csv": (header, rows)})
    code = (
        "import resource, sys; from pathlib import Path\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "from dsp_vc.files import FileError; from dsp_vc.skills.catalogue.store import import_files\n"
        "try: import_files(Path(sys.argv[1]), [Path(sys.argv[2])])\n"
        "except FileError as error: print(error.code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, folder, path], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("file_unwritable\n", "")
    assert (folder / FILE).read_bytes() == before
    assert {entry.name for entry in folder.iterdir()} == {FILE, f"{FILE}.lock"}
