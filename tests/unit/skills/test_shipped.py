"""The data that comes with the product: of ESCO's form, whole, in plain Dutch, and marked where it is ours."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from data_dir import data_dir
from dsp_vc.skills.catalogue import competentnl, esco
from dsp_vc.skills.catalogue import shipped as shipped_list
from dsp_vc.skills.catalogue.credit import credit, title
from dsp_vc.skills.catalogue.model import Dataset, Kind, Weight
from dsp_vc.skills.catalogue.shipped import data_folder, shipped

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# Skills and occupations by UUID; groups by ESCO's codes (S1.2, A, K, T1), ISCO's and ISCED-F's.
URI = re.compile(
    rf"http://data\.europa\.eu/esco/((skill|occupation)/{UUID}|skill/[ASTLK][0-9.]*|isco/C\d{{1,4}}|isced-f/\d{{2,4}})"
)


def concepts(*kinds: Kind) -> list[str]:
    marks = ", ".join("?" * len(kinds))
    query = f"SELECT uri FROM concept WHERE kind IN ({marks}) ORDER BY uri"
    return [uri for (uri,) in shipped().connection.execute(query, kinds)]


def table(name: str, folder: str = "catalogue") -> list[dict[str, str]]:
    with (data_folder(folder) / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def by_name(name: str) -> str:
    (found,) = [uri for uri in concepts(Kind.OCCUPATION) if _name(uri, "en") == name]
    return found


def _name(uri: str, lang: str) -> str:
    concept = shipped().concept(uri)
    assert concept is not None
    return concept.name(lang).text


def test_every_address_is_one_of_esco() -> None:
    found = concepts(*Kind)
    assert len(found) == 1112
    assert not [uri for uri in found if not URI.fullmatch(uri)]


def test_no_relation_names_what_is_not_there() -> None:
    """Of others' taxonomies a few are passed over; of ours none."""
    known = {row["uri"] for row in table("concepts")}
    for name, left, right in (
        ("broader", "uri", "broader"),
        ("related", "uri", "other"),
        ("needs", "occupation", "skill"),
    ):
        rows = table(name)
        assert rows
        assert not [row for row in rows if row[left] not in known or row[right] not in known], name
    assert {row["uri"] for row in table("names")} == known


def test_every_occupation_has_its_skills() -> None:
    jobs = concepts(Kind.OCCUPATION)
    assert len(jobs) == 17
    for job in jobs:
        weights = Counter(need.weight for need in shipped().requirements(job))
        assert weights[Weight.ESSENTIAL] >= 5, _name(job, "en")
        assert set(weights) <= {Weight.ESSENTIAL, Weight.OPTIONAL}
    # What else there is stands above what a job asks for.
    reached = level = {skill for _, skill, _ in shipped().all_requirements()}
    while level:
        level = {high for low in level for high in shipped().broader(low)} - reached
        reached = reached | level
    assert set(concepts(Kind.SKILL, Kind.KNOWLEDGE)) <= reached


def test_the_sample_agrees() -> None:
    """Sixteen occupations joined by others, with the same skills."""
    data = data_dir()
    if data is None or not (data / "esco_sample.json").is_file():
        pytest.skip("the sample is not here: put esco_sample.json in ../shared/data or name its folder in DSP_VC_DATA")
    sample = json.loads((data / "esco_sample.json").read_text(encoding="utf-8"))["occupations"]
    assert len(sample) == 16
    for job in sample:
        for weight in (Weight.ESSENTIAL, Weight.OPTIONAL):
            ours = {need.skill for need in shipped().requirements(job["uri"]) if need.weight is weight}
            assert ours == set(job[weight.value]), job["uri"]


def test_everything_has_a_name_in_both_languages() -> None:
    for uri in concepts(Kind.SKILL, Kind.KNOWLEDGE, Kind.OCCUPATION):
        concept = shipped().concept(uri)
        assert concept is not None
        assert {name.lang for name in concept.names} == {"nl", "en"}, uri
        assert concept.name("en").official
    assert all(_name(uri, "en") for uri in concepts(Kind.GROUP))


def test_no_two_skills_have_one_dutch_name() -> None:
    """Within one occupation a person could not tell them apart; nor elsewhere."""
    for job in concepts(Kind.OCCUPATION):
        names = Counter(fold(_name(need.skill, "nl")) for need in shipped().requirements(job))
        assert not [name for name, count in names.items() if count > 1], _name(job, "nl")


def fold(text: str) -> str:
    return " ".join(text.casefold().split())


def test_names_are_clean() -> None:
    for row in table("names"):
        name = row["name"]
        assert name == " ".join(name.split())
        assert name.isprintable()
        assert row["lang"] in ("nl", "en")
        assert row["official"] == "1" or row["lang"] == "nl"  # ours are Dutch alone
        assert not name.startswith(("=", "+", "-", "@")), name
        if row["official"] == "0":
            assert not name.endswith(".")
            assert len(name) <= 70, name


def test_every_practice_task_belongs_to_a_skill() -> None:
    rows = table("practice", "learning")
    skills = {uri.removeprefix("http://data.europa.eu/esco/") for uri in concepts(Kind.SKILL, Kind.KNOWLEDGE)}
    assert len({row["skill"] for row in rows}) == len(rows) >= 280
    for row in rows:
        assert row["skill"] in skills
        for column in ("task_nl", "task_en"):
            assert row[column].endswith("."), row[column]
            assert 20 < len(row[column]) < 200, row[column]
        assert row["mentor_nl"]
        assert row["mentor_en"]
        assert not re.search(r"\b(je|jij|jouw)\b", row["task_nl"]), row["task_nl"]  # "u" throughout


def test_every_essential_skill_has_a_practice_task() -> None:
    """So that from any of the occupations to any other each missing skill can be learned at work: from carpenter to
    carpenter supervisor, bricklayer to carpenter, plumber to heating technician, home care aide to healthcare
    assistant, and wherever else somebody wants to go."""
    tasks = {f"http://data.europa.eu/esco/{row['skill']}" for row in table("practice", "learning")}
    for job in concepts(Kind.OCCUPATION):
        asked = {need.skill for need in shipped().requirements(job) if need.weight is Weight.ESSENTIAL}
        assert {_name(uri, "en") for uri in asked - tasks} == set(), _name(job, "en")


def test_practice_tasks_are_one_plain_sentence() -> None:
    """No abbreviations or jargon that a beginner would not know; one sentence, which says what to do."""
    seen = Counter(row["task_nl"] for row in table("practice", "learning"))
    assert not [task for task, count in seen.items() if count > 1]
    for row in table("practice", "learning"):
        for column in ("task_nl", "task_en"):
            text = row[column]
            assert text.count(". ") <= 1, text
            assert text[0].isupper(), text
            assert not re.search(r"[A-Z]{3,}|[<>{}|/]|  ", re.sub("EHBO|GPS", "x", text)), text
        assert not re.search(r"\b(middels|teneinde|dient|conform|ten behoeve van|aangaande)\b", row["task_nl"]), row[
            "task_nl"
        ]
        assert max(len(word) for word in re.findall(r"\w+", row["task_nl"])) <= 26, row["task_nl"]


def test_the_files_end_in_one_line_feed() -> None:
    for path in (*data_folder("catalogue").glob("*.csv"), *data_folder("learning").glob("*.csv")):
        data = Path(path).read_bytes()
        assert data.endswith(b"\n"), path.name
        assert b"\r" not in data, path.name


def test_who_is_to_be_named_is_told_in_the_language_of_who_reads_and_in_english_as_it_is_kept() -> None:
    for kept in (esco.ATTRIBUTION, shipped_list.ATTRIBUTION, competentnl.ATTRIBUTION):
        dataset = Dataset("X", "1", ("en",), "", kept)
        assert credit(dataset, "en") == kept
        assert credit(dataset, "nl").startswith("Dit product gebruikt ")
    own = Dataset("bouwlijst", "2", ("nl",), "", "By the board\x1b[2J.")
    assert credit(own, "nl").startswith("By the board")
    assert "\x1b" not in credit(own, "nl")
    assert title(own, "nl") == "bouwlijst 2"
    assert title(Dataset(shipped_list.NAME, "1.1.1", ("en",), "", ""), "en") == f"{shipped_list.NAME} 1.1.1"
