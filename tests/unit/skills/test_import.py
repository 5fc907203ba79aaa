"""Taking taxonomies in: ESCO in both layouts and several languages, a list of one's own, and what each replaces."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import esco_zip
from data_dir import data_dir
from dsp_vc.errors import InputError
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind, Weight
from dsp_vc.skills.catalogue.search import OCCUPATIONS, search
from dsp_vc.skills.catalogue.store import FILE, catalogue_in, import_files, total_bytes
from esco_zip import BRICKLAYER, BUILDING, LAY_BRICKS, MATHEMATICS, MIX_CONCRETE, WORK

OWN = (
    "uri,kind,nl,en,synonyms_nl,broader,essential,optional\n"
    "urn:example:work,group,bouwwerk,building,,,,\n"
    f"urn:example:mortar,skill,mortel mengen op z'n Voorbeelds,,specie draaien|metselspecie,urn:example:work,,\n"
    f"urn:example:mason,occupation,voegmetselaar,,,,urn:example:mortar {LAY_BRICKS},{MATHEMATICS}\n"
)
TABLES = ("concept", "name", "broader", "related", "needs", "description", "word", "gram")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "skills"


def codes(folder: Path, *files: Path, **named: object) -> InputError:
    with pytest.raises(InputError) as caught:
        import_files(folder, files, **named)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(("layout", "version"), [("1.1", "1.1.1"), ("1.2", "1.2.1")])
def test_a_download_in_the_layout_of_a_version(folder: Path, tmp_path: Path, layout: str, version: str) -> None:
    taken = import_files(folder, [esco_zip.download(tmp_path, "en", layout, version)])
    (summary,) = taken.summaries
    assert (summary.skills, summary.occupations, summary.requirements) == (3, 1, 3)
    assert taken.passed == ()
    with catalogue_in(folder) as catalogue:
        (dataset,) = catalogue.datasets()
        assert (dataset.name, dataset.version, dataset.languages) == ("ESCO", version, ("en",))
        assert "European Commission" in dataset.attribution
        assert "CC BY 4.0" in dataset.licence
        bricks = catalogue.concept(LAY_BRICKS)
        assert bricks is not None
        assert bricks.name("en").text == "lay bricks"
        assert {name.text for name in bricks.synonyms if name.lang == "en"} == {"lay brick courses", "brick laying"}
        assert bricks.used_by == 1
        assert catalogue.description(LAY_BRICKS, "en") == "Stack them.\nWell."
        knowledge = catalogue.concept(MATHEMATICS)
        assert knowledge is not None
        assert knowledge.kind is Kind.KNOWLEDGE
        assert catalogue.broader(LAY_BRICKS) == (BUILDING,)
        assert catalogue.narrower(WORK) == (BUILDING,)
        assert catalogue.related(MATHEMATICS) == (MIX_CONCRETE,)
        weights = {need.skill: need.weight for need in catalogue.requirements(BRICKLAYER)}
        assert weights == {
            LAY_BRICKS: Weight.ESSENTIAL, MIX_CONCRETE: Weight.ESSENTIAL, MATHEMATICS: Weight.OPTIONAL,
        }  # fmt: skip
        assert catalogue.asking(MATHEMATICS) == ((BRICKLAYER, Weight.OPTIONAL),)


@pytest.mark.parametrize("at_once", [True, False])
def test_another_language_joins_the_same_catalogue(folder: Path, tmp_path: Path, at_once: bool) -> None:
    files = [esco_zip.download(tmp_path, "en"), esco_zip.download(tmp_path, "nl")]
    for batch in [files] if at_once else [[file] for file in files]:
        import_files(folder, batch)
    with catalogue_in(folder) as catalogue:
        assert [dataset.languages for dataset in catalogue.datasets()] == [("en", "nl")]
        bricks = catalogue.concept(LAY_BRICKS)
        assert bricks is not None
        # ESCO's own Dutch name comes before ours, which stays a synonym.
        assert (bricks.name("nl").text, bricks.name("nl").official) == ("bakstenen leggen", True)
        assert ("metselen", False) in {(name.text, name.official) for name in bricks.synonyms}
        assert len(catalogue.requirements(BRICKLAYER)) == 3
        assert search(catalogue, "brick mason", kinds=OCCUPATIONS)[0].concept.uri == BRICKLAYER
        assert search(catalogue, "stenen metselen")[0].concept.uri == LAY_BRICKS


def test_several_languages_in_one_zip(folder: Path, tmp_path: Path) -> None:
    path = esco_zip.write_zip(tmp_path / "esco-1.2.1.zip", esco_zip.tables("en", "1.2"), esco_zip.tables("nl", "1.2"))
    import_files(folder, [path])
    with catalogue_in(folder) as catalogue:
        assert catalogue.datasets()[0].languages == ("en", "nl")
        concept = catalogue.concept(MATHEMATICS)
        assert concept is not None
        assert (concept.name("nl").text, concept.name("en").text) == ("wiskunde", "mathematics")


def test_english_alone_still_knows_our_dutch_names(folder: Path, tmp_path: Path) -> None:
    import_files(folder, [esco_zip.download(tmp_path, "en")])
    with catalogue_in(folder) as catalogue:
        (hit,) = search(catalogue, "metselen", lang="nl")
        assert hit.concept.uri == LAY_BRICKS
        assert (hit.concept.name("nl").text, hit.concept.name("nl").official) == ("metselen", False)


@pytest.mark.parametrize(("version", "official"), [("1.1.1", True), ("1.2.1", True), ("1.2.0", False)])
def test_english_alone_still_knows_the_dutch_names_of_esco_that_came_along(
    folder: Path, tmp_path: Path, version: str, official: bool
) -> None:
    """They are ESCO's own of the versions that came along: of another they are not official."""
    import_files(folder, [esco_zip.download(tmp_path, "en", "1.1", version)])
    for _ in range(2):
        with catalogue_in(folder) as catalogue:
            (found,) = search(catalogue, "metselaar", kinds=OCCUPATIONS, lang="nl")
            assert (found.concept.uri, found.how) == (BRICKLAYER, "exact")
            assert (found.concept.name("nl").text, found.concept.name("nl").official) == ("metselaar", official)
        import_files(folder, [])  # what is taken over is no import of Dutch
    other = esco_zip.tables("nl")
    other["occupations_nl.csv"][1][0][3] = "steenzetter"
    import_files(folder, [esco_zip.write_zip(tmp_path / f"ESCO v{version} nl.zip", other)])
    with catalogue_in(folder) as catalogue:
        job = catalogue.concept(BRICKLAYER)
        assert job is not None
        assert job.name("nl").text == "steenzetter"
        assert "metselaar" not in {name.text for name in job.synonyms}


def test_the_same_import_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    held = []
    for _ in range(2):
        import_files(folder, [esco_zip.download(tmp_path, "en")])
        with catalogue_in(folder) as catalogue:
            held.append(
                [catalogue.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES]
            )
            assert [dataset.languages for dataset in catalogue.datasets()] == [("en",)]
    assert held[0] == held[1]
    assert all(held[0])


def test_names_only_of_another_version(folder: Path, tmp_path: Path) -> None:
    import_files(folder, [esco_zip.download(tmp_path, "en")])
    partial = {
        name: table
        for name, table in esco_zip.tables("nl", "1.2").items()
        if not name.startswith(("skills_", "occupationSkill"))
    }
    header, rows = partial["occupations_nl.csv"]
    gone = [value.replace("05f321f8", "99999999") for value in rows[0]]
    path = esco_zip.write_zip(
        tmp_path / "esco-1.2.1-nl.zip", {**partial, "occupations_nl.csv": (header, [*rows, gone])}
    )
    (summary,) = import_files(folder, [path], names_only=True).summaries
    assert summary.names == 4  # two groups, an ISCO group, the occupation; the unknown one is not taken
    with catalogue_in(folder) as catalogue:
        assert [(dataset.name, dataset.version) for dataset in catalogue.datasets()] == [
            ("ESCO", "1.1.1"), ("ESCO, names (nl)", "1.2.1"),
        ]  # fmt: skip
        assert catalogue.count(Kind.OCCUPATION) == 1
        job = catalogue.concept(BRICKLAYER)
        assert job is not None
        assert (job.name("nl").text, job.name("nl").official) == ("metselaar", True)
    # Names of a third version for the same language would be mixed with these.
    assert codes(folder, path, names_only=True, version="1.3.0").code == "catalogue_versions"


def test_names_only_needs_a_list(folder: Path, tmp_path: Path) -> None:
    path = esco_zip.download(tmp_path, "nl")
    assert codes(folder, path, names_only=True).code == "catalogue_names_first"
    import_files(folder, [esco_zip.download(tmp_path, "en")])
    assert codes(folder, path, names_only=True, anew=True).code == "catalogue_names_first"
    other = {"skills_nl.csv": (["conceptUri", "preferredLabel"], [[f"{esco_zip.ESCO}skill/other", "iets"]])}
    (tmp_path / "x").mkdir()
    foreign = esco_zip.write_zip(
        tmp_path / "x" / "esco.zip", {**other, "occupations_nl.csv": (other["skills_nl.csv"][0], [])}
    )
    assert codes(folder, foreign, names_only=True).code == "catalogue_no_names"


def test_two_versions_are_not_mixed(folder: Path, tmp_path: Path) -> None:
    one, two = esco_zip.download(tmp_path), esco_zip.download(tmp_path, "nl", "1.2", "1.2.1")
    error = codes(folder, one, two)
    assert error.code == "catalogue_versions"
    assert "1.2.1" in error.message()
    assert "1.1.1" in error.message()
    assert not (folder / FILE).exists()
    import_files(folder, [one])
    assert codes(folder, two).code == "catalogue_versions"
    import_files(folder, [two], anew=True)
    with catalogue_in(folder) as catalogue:
        assert [(dataset.version, dataset.languages) for dataset in catalogue.datasets()] == [("1.2.1", ("nl",))]


@pytest.mark.parametrize(("layout", "version"), [("1.1", "1.1"), ("1.2", "1.2")])
def test_the_version_of_a_file_that_does_not_say_it(folder: Path, tmp_path: Path, layout: str, version: str) -> None:
    path = esco_zip.write_zip(tmp_path / "download.zip", esco_zip.tables("en", layout))
    assert import_files(folder, [path]).summaries[0].dataset.version == version
    assert import_files(folder, [path], anew=True, version="1.9.9").summaries[0].dataset.version == "1.9.9"


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("esco-1.1.1.zip", "1.1.1"),
        ("ESCO dataset - v1.2.0 - classification - nl - csv.zip", "1.2.0"),
        ("esco_v1.2.zip", "1.2"),
        ("esco 2024.11.26.1 (1).zip", "1.1"),
    ],
)
def test_the_version_in_the_name_of_a_file(folder: Path, tmp_path: Path, name: str, version: str) -> None:
    path = esco_zip.write_zip(tmp_path / name, esco_zip.tables())
    assert import_files(folder, [path]).summaries[0].dataset.version == version


def own(folder: Path, text: str = OWN) -> Path:
    path = folder / "bouwlijst.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_of_ones_own_beside_what_came_with_the_product(folder: Path, tmp_path: Path) -> None:
    (summary,) = import_files(folder, [own(tmp_path, OWN.replace(f",{MATHEMATICS}", ","))]).summaries
    assert (summary.dataset.name, summary.dataset.languages) == ("bouwlijst", ("nl", "en"))
    assert (summary.skills, summary.occupations, summary.requirements) == (1, 1, 2)
    with catalogue_in(folder) as catalogue:
        assert [dataset.name for dataset in catalogue.datasets()] == ["bouwlijst", "ESCO, an extract"]
        assert search(catalogue, "metselspecie")[0].concept.uri == "urn:example:mortar"
        assert {need.skill for need in catalogue.requirements("urn:example:mason")} == {
            "urn:example:mortar",
            LAY_BRICKS,
        }
        assert search(catalogue, "metselen")[0].concept.uri == LAY_BRICKS


def test_a_list_of_ones_own_that_builds_on_what_is_not_there(folder: Path, tmp_path: Path) -> None:
    error = codes(folder, own(tmp_path))
    assert error.code == "catalogue_unknown_uri"
    assert "bouwlijst.csv:4" in error.message()
    assert MATHEMATICS in error.message()


def test_a_list_of_ones_own_lives_on_and_can_be_replaced(folder: Path, tmp_path: Path) -> None:
    import_files(folder, [esco_zip.download(tmp_path), own(tmp_path)])
    import_files(folder, [esco_zip.download(tmp_path, "nl")])
    with catalogue_in(folder) as catalogue:
        assert [dataset.name for dataset in catalogue.datasets()] == ["ESCO", "bouwlijst"]
        assert len(catalogue.requirements("urn:example:mason")) == 3
        assert catalogue.broader("urn:example:mortar") == ("urn:example:work",)
    import_files(folder, [own(tmp_path, "uri,kind,nl\nurn:example:mason,occupation,voeger\n")])
    with catalogue_in(folder) as catalogue:
        assert catalogue.concept("urn:example:mortar") is None
        assert catalogue.requirements("urn:example:mason") == ()
        job = catalogue.concept("urn:example:mason")
        assert job is not None
        assert job.name("nl").text == "voeger"
        assert len(catalogue.requirements(BRICKLAYER)) == 3


def test_esco_takes_the_place_of_the_extract(folder: Path, tmp_path: Path) -> None:
    import_files(folder, [own(tmp_path, "uri,kind,nl\nurn:example:mason,occupation,voeger\n")])
    import_files(folder, [esco_zip.download(tmp_path)])
    with catalogue_in(folder) as catalogue:
        assert {dataset.name for dataset in catalogue.datasets()} == {"ESCO", "bouwlijst"}
        assert catalogue.count(Kind.OCCUPATION) == 2


def test_two_lists_of_one_name(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert codes(folder, own(tmp_path), own(tmp_path / "other")).code == "catalogue_twice"


def test_progress_adds_up(folder: Path, tmp_path: Path) -> None:
    files = [esco_zip.download(tmp_path), own(tmp_path)]
    told: list[int] = []
    import_files(folder, files, progress=told.append)
    assert sum(told) == total_bytes(files)
    assert min(told) >= 0


@contextmanager
def whole(folder: Path) -> Iterator[Catalogue]:
    data = data_dir()
    if data is None or not (data / "esco-1.1.1-en.zip").is_file():
        pytest.skip("ESCO is not here: put esco-1.1.1-en.zip in ../shared/data or name its folder in DSP_VC_DATA")
    taken = import_files(folder, [data / "esco-1.1.1-en.zip"])
    assert (taken.summaries[0].skills, taken.summaries[0].occupations) == (13896, 3007)
    assert len(taken.passed) == 75
    assert import_files(folder, [data / "esco-1.2.1-nl-partial.zip"], names_only=True).summaries[0].names > 6000
    with catalogue_in(folder) as catalogue:
        yield catalogue


@pytest.mark.slow
def test_the_whole_of_esco(folder: Path) -> None:
    import time

    begun = time.process_time()
    with whole(folder) as catalogue:
        assert time.process_time() - begun < 30
        begun = time.process_time()
        (first, *_) = search(catalogue, "metselen", lang="nl")
        assert time.process_time() - begun < 0.1
        assert first.concept.uri == LAY_BRICKS
        assert search(catalogue, "lay briks", lang="en")[0].concept.uri == LAY_BRICKS
        job = catalogue.concept(BRICKLAYER)
        assert job is not None
        assert (job.name("nl").text, job.name("nl").official) == ("metselaar", True)
        assert search(catalogue, "timmerman", kinds=OCCUPATIONS, lang="nl")[0].how == "exact"
