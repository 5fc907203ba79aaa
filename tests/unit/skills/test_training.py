"""Trainings and the data for learning that comes along: whole, plain, fictional, and of use between neighbouring jobs."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter

import pytest
from jsonschema import Draft202012Validator

from dsp_vc.errors import InputError
from dsp_vc.model.attestation import Level
from dsp_vc.model.schemas import read_schema
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.catalogue.shipped import data_folder, shipped
from dsp_vc.skills.templates import KINDS, template
from dsp_vc.skills.training import How, Taught, read, read_bytes, shipped_trainings
from dsp_vc.skills.vacancy.reading import read as read_vacancies
from dsp_vc.skills.vacancy.reading import read_bytes as read_vacancy_bytes
from vacancies import LAY_BRICKS, SORT_WASTE

OWN = {
    "version": 1, "kind": "training", "id": "metselen", "name": {"nl": "Metselen", "en": "Bricklaying"},
    "provider": "Vakschool Voorbeeld", "hours": 80, "place": "Voorbeeldstad", "form": "practice",
    "url": "https://vakschool.example/metselen",
    "skills": [{"name": "metselen", "level": {"value": "3", "scale": "Werkplekniveau 1-5"}}, {"skill": SORT_WASTE}],
    "text": "Elke dag een muur.",
}  # fmt: skip
OWN_TABLE = (
    "id,name_nl,name_en,provider,hours,place,form,url,text_nl,skill,skill_name,level,scale\n"
    "metselen,Metselen,Bricklaying,Vakschool Voorbeeld,80,Voorbeeldstad,practice,https://vakschool.example/metselen,"
    "Elke dag een muur.,,metselen,3,Werkplekniveau 1-5\n"
    f"metselen,,,,,,,,,{SORT_WASTE},,,\n"
)
#: From one job to the next, that a person may go: what the issue of the passport names, and what else is near.
NEIGHBOURS = [
    ("carpenter", "carpenter supervisor"),
    ("bricklayer", "carpenter"),
    ("plumber", "heating technician"),
    ("home care aide", "healthcare assistant"),
    ("carpenter", "bricklayer"),
    ("roofer", "bricklayer"),
    ("carpenter", "roofer"),
    ("solar energy technician", "building electrician"),
    ("roofer", "solar energy technician"),
]


def missing(one: str, other: str) -> set[str]:
    """The essential skills of ``other`` that ``one`` does not ask for as well."""
    by_name = {}
    for uri in shipped().occupations():
        concept = shipped().concept(uri)
        assert concept is not None
        by_name[concept.name("en").text] = {
            need.skill for need in shipped().requirements(uri) if need.weight is Weight.ESSENTIAL
        }
    return by_name[other] - by_name[one]


def test_as_json_and_as_a_table() -> None:
    (training,) = read_bytes(json.dumps(OWN).encode(), "a.json", shipped())
    assert training.skills == (Taught(LAY_BRICKS, Level("3", "Werkplekniveau 1-5")), Taught(SORT_WASTE))
    assert (training.how, training.hours, training.place) == (How.PRACTICE, 80, "Voorbeeldstad")
    assert (training.told("nl"), training.told("en"), training.told("fr")) == ("Metselen", "Bricklaying", "Bricklaying")
    assert training.text == {"nl": "Elke dag een muur."}
    assert read_bytes(OWN_TABLE.encode(), "a.csv", shipped()) == (training,)
    assert read_bytes(json.dumps([training.to_json()]).encode(), "a.json", shipped()) == (training,)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"version": 2}, "version"),
        ({"kind": "vacancy"}, "kind"),
        ({"id": ""}, "id"),
        ({"name": None}, "name"),
        ({"provider": None}, "provider"),
        ({"form": "workshop"}, "form"),
        ({"form": None}, "form"),
        ({"hours": -1}, "hours"),
        ({"hours": "80"}, "hours"),
        ({"hours": True}, "hours"),
        ({"hours": 10**9}, "hours"),
        ({"url": "no address"}, "url"),
        ({"skills": []}, "skills"),
        ({"skills": [{"name": "vliegen"}]}, "skills[0].name"),
        ({"skills": [{"skill": LAY_BRICKS, "need": "essential"}]}, "skills[0].need"),
        ({"price": 5}, "price"),
    ],
)
def test_what_is_wrong_is_told_by_its_path(change: dict[str, object], place: str) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(json.dumps({**OWN, **change}).encode(), "a.json", shipped())
    assert caught.value.code == "learning_form"
    assert place in caught.value.message()
    assert "a.json" in caught.value.message("nl")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (",practice,", ",workshop,", "row 2, column form"),
        (",80,", ",many,", "row 2, column hours"),
        (",metselen,3,", ",vliegen,3,", "row 2, column skill_name"),
        (SORT_WASTE, "nowhere", "row 3, column skill"),
    ],
)
def test_a_table_tells_row_and_column(old: str, new: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(OWN_TABLE.replace(old, new).encode(), "a.csv", shipped())
    assert place in caught.value.message()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"[]", "training_none"),
        (b"{", "learning_json"),
        (json.dumps([OWN, OWN]).encode(), "training_twice"),
        (b'"x"', "learning_form"),
    ],
)
def test_what_is_no_training(data: bytes, code: str) -> None:
    with pytest.raises(InputError, match=code):
        read_bytes(data, "a.json", shipped())


def test_twenty_trainings_that_close_gaps() -> None:
    trainings = shipped_trainings(shipped())
    assert len(trainings) == 20
    assert {training.how for training in trainings} == set(How)
    taught = {one.skill for training in trainings for one in training.skills}
    for one, other in NEIGHBOURS:
        lacking = missing(one, other)
        closed = lacking & taught
        assert len(closed) >= max(3, len(lacking) // 3), (one, other, len(closed), len(lacking))
    for one, other in NEIGHBOURS[:4]:
        assert len(missing(one, other) & taught) >= len(missing(one, other)) * 2 // 3, (one, other)


def test_trainings_are_plain_fictional_and_complete() -> None:
    used = {skill for _, skill, _ in shipped().all_requirements()}
    for training in shipped_trainings(shipped()):
        assert set(training.name) == set(training.text) == {"nl", "en"}
        assert training.hours is not None
        assert 8 <= training.hours <= 400
        assert bool(training.place) == (training.how is not How.ONLINE)
        assert re.fullmatch(r"https://[a-z]+\.example/[a-z-]+", training.url)
        assert len(training.text["nl"]) < 160
        assert not re.search(r"\b(je|jij|jouw)\b", training.text["nl"])
        for one in training.skills:
            assert one.skill in used
            assert one.level is not None
            assert one.level.scale == "Werkplekniveau 1-5"


def test_ten_vacancies_of_ten_jobs() -> None:
    reading = read_vacancies(data_folder("learning") / "vacancies", shipped())
    assert reading.left_out == ()
    assert len(reading.vacancies) == 10
    assert len({occupation for vacancy in reading.vacancies for occupation in vacancy.occupations}) == 10
    for vacancy in reading.vacancies:
        assert set(vacancy.title) == set(vacancy.text) == {"nl", "en"}
        assert re.fullmatch(r"https://[a-z]+\.example/[a-z/-]+", vacancy.url)
        assert not re.search(r"\b(je|jij|jouw)\b", vacancy.text["nl"])
        assert vacancy.proposed == ()
        weights = Counter(requirement.need for requirement in vacancy.counted)
        assert weights[Weight.ESSENTIAL] >= 5
        assert weights[Weight.OPTIONAL] >= 2
        asked = {need.skill for need in shipped().requirements(vacancy.occupations[0])}
        # One may be of another job: the cook in a care home knows diets.
        assert len({requirement.skill for requirement in vacancy.counted} - asked) <= 1, vacancy.id


def schema(kind: str) -> Draft202012Validator:
    loaded = json.loads(read_schema(f"{kind}.schema.json"))
    Draft202012Validator.check_schema(loaded)
    return Draft202012Validator(loaded)


def test_what_comes_along_and_what_is_written_holds_to_the_schemas() -> None:
    for path in sorted((data_folder("learning") / "vacancies").iterdir()):
        schema("vacancy").validate(json.loads(path.read_text(encoding="utf-8")))
    for vacancy in read_vacancies(data_folder("learning") / "vacancies", shipped()).vacancies:
        schema("vacancy").validate(vacancy.to_json())
    for training in shipped_trainings(shipped()):
        schema("training").validate(training.to_json())
    schema("training").validate(OWN)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("table", [False, True])
def test_a_template_is_read_as_it_is(kind: str, table: bool) -> None:
    text = template(kind, table=table)
    if table:
        assert text.startswith("\ufeffid;")  # a spreadsheet opens it as it should
        assert len({len(row) for row in csv.reader(text.splitlines(), delimiter=";")}) == 1
    else:
        schema(kind).validate(json.loads(text))
    name = "template.csv" if table else "template.json"
    if kind == "training":
        assert read_bytes(text.encode(), name, shipped()) == (shipped_trainings(shipped())[0],)
    else:
        (vacancy,) = read_vacancy_bytes(text.encode(), name, shipped()).vacancies
        assert (vacancy.id, len(vacancy.counted), vacancy.proposed) == ("timmerman", 10, ())
        assert vacancy.closes == ""


def test_the_file_that_comes_along_is_one_like_any() -> None:
    path = data_folder("learning") / "trainings.csv"
    assert read(path, shipped()) == shipped_trainings(shipped())
