"""Vacancies in each form that is known: what is sure, what is proposed, how much it is needed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.model.attestation import Level
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.goal import Requirement
from dsp_vc.skills.vacancy.model import Vacancy
from dsp_vc.skills.vacancy.reading import Reading, read, read_bytes, read_one
from vacancies import (
    BRICKLAYER,
    CARPENTER,
    INSTALL_ELEMENTS,
    JDX_POSTING,
    JOB_POSTING,
    LAY_BRICKS,
    OWN,
    OWN_TABLE,
    POSITION_OPENING,
    READ_BLUEPRINTS,
    SORT_WASTE,
    TYPES_OF_WOOD,
)


def parsed(value: Any, name: str = "vacancy.json", lang: str = "nl") -> Reading:
    data = (
        value if isinstance(value, bytes) else value.encode() if isinstance(value, str) else json.dumps(value).encode()
    )
    return read_bytes(data, name, shipped(), lang)


def one(value: Any, name: str = "vacancy.json", lang: str = "nl") -> Vacancy:
    reading = parsed(value, name, lang)
    assert reading.left_out == ()
    (vacancy,) = reading.vacancies
    return vacancy


def needs(requirements: tuple[Requirement, ...]) -> dict[str, str]:
    return {requirement.skill: requirement.need.value for requirement in requirements}


def test_schema_org() -> None:
    vacancy = one(JOB_POSTING)
    assert vacancy.title == {"nl": "Timmerman (m/v/x)"}
    assert (vacancy.organisation, vacancy.place, vacancy.hours) == (
        "Bouwbedrijf Voorbeeld",
        "Voorbeeldstad",
        "32-40 uur",
    )
    assert (vacancy.employment, vacancy.id, vacancy.closes) == ("FULL_TIME, PART_TIME", "2026-17", "2026-11-30")
    assert vacancy.url == "https://bouw.example/werk/17"
    assert vacancy.occupations == (CARPENTER,)
    assert needs(vacancy.counted) == dict.fromkeys(
        (TYPES_OF_WOOD, LAY_BRICKS, INSTALL_ELEMENTS, SORT_WASTE), "essential"
    )
    proposed = {requirement.skill: requirement for requirement in vacancy.proposed}
    assert proposed[READ_BLUEPRINTS].need is Weight.ESSENTIAL  # by the qualifications
    assert proposed[READ_BLUEPRINTS].found_as == "U kunt bouwtekeningen lezen"
    by_name = {}
    for uri, requirement in proposed.items():
        concept = shipped().concept(uri)
        assert concept is not None
        by_name[concept.name("en").text] = requirement
    assert by_name["use welding equipment"].need is Weight.OPTIONAL  # "is een pré"
    assert by_name["finish mortar joints"].need is Weight.IMPORTANT  # by the description
    assert vacancy.text == {"nl": "U werkt in een ploeg en voegt muren."}


@pytest.mark.parametrize("where", ["list", "graph", "item", "prefix"])
def test_where_a_job_posting_may_stand(where: str) -> None:
    wrapped: Any = {
        "list": [JOB_POSTING],
        "graph": {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, JOB_POSTING]},
        "item": {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": JOB_POSTING}]},
        "prefix": {
            (name if name.startswith("@") else f"schema:{name}"): value
            for name, value in {**JOB_POSTING, "@type": "schema:JobPosting"}.items()
        },
    }[where]
    assert one(wrapped).requirements == one(JOB_POSTING).requirements


def test_schema_org_in_other_words() -> None:
    """Texts with a language, a place that is text, work from home, an occupation with skills, a required credential."""
    vacancy = one(
        {
            "@type": ["JobPosting", "Thing"],
            "title": {"@value": "Bricklayer", "@language": "en"},
            "hiringOrganization": "Builder Example",
            "jobLocation": "Exampletown",
            "jobLocationType": "TELECOMMUTE",
            "relevantOccupation": {"@type": "Occupation", "name": "bricklayer", "skills": ["lay bricks"]},
            "qualifications": {
                "@type": "EducationalOccupationalCredential",
                "name": "Certificate",
                "competencyRequired": [{"@type": "DefinedTerm", "@id": SORT_WASTE}, "types of wood"],
            },
        },
        lang="en",
    )
    assert vacancy.title == {"en": "Bricklayer"}
    assert (vacancy.organisation, vacancy.place) == ("Builder Example", "Exampletown; online")
    assert vacancy.occupations == (BRICKLAYER,)
    assert set(needs(vacancy.counted)) == {LAY_BRICKS, SORT_WASTE, TYPES_OF_WOOD}


def test_hr_open_position_opening() -> None:
    vacancy = one(POSITION_OPENING)
    assert vacancy.title == {"en": "Carpenter"}
    assert (vacancy.organisation, vacancy.place, vacancy.hours) == ("Builder Example", "Exampletown", "36")
    assert (vacancy.employment, vacancy.id) == ("FullTime", "17")
    assert vacancy.occupations == (CARPENTER,)
    assert vacancy.counted == (
        Requirement(TYPES_OF_WOOD, Weight.ESSENTIAL, Level("3", "1-5"), "types of wood"),
        Requirement(SORT_WASTE, Weight.OPTIONAL, Level("good"), SORT_WASTE),
        Requirement(LAY_BRICKS, Weight.ESSENTIAL, None, "lay bricks"),
    )
    assert vacancy.unknown == ("basket weaving under water",)
    assert READ_BLUEPRINTS in needs(vacancy.proposed)
    assert vacancy.text == {"en": "You install wood elements."}


def test_hr_xml_has_a_capital_first() -> None:
    def capital(value: Any) -> Any:
        if isinstance(value, dict):
            return {name[0].upper() + name[1:]: capital(one) for name, one in value.items()}
        return [capital(one) for one in value] if isinstance(value, list) else value

    assert one(capital(POSITION_OPENING)).requirements == one(POSITION_OPENING).requirements


def test_hr_open_job_posting_of_jdx() -> None:
    for value in (JDX_POSTING, {"jobPosting": JDX_POSTING}, {"jobPostings": [JDX_POSTING]}):
        vacancy = one(value)
        assert (vacancy.organisation, vacancy.place) == ("Builder Example Ltd", "Yard, Exampletown")
        assert (vacancy.id, vacancy.closes, vacancy.employment) == ("JDX-17", "2026-12-01", "full-time")
        assert needs(vacancy.counted) == {LAY_BRICKS: "essential", SORT_WASTE: "optional", TYPES_OF_WOOD: "optional"}
        assert vacancy.occupations == (BRICKLAYER,)


def test_our_own_form() -> None:
    vacancy = one(OWN)
    assert vacancy.counted == (
        Requirement(LAY_BRICKS, Weight.ESSENTIAL, Level("3", "Werkplekniveau 1-5"), LAY_BRICKS),
        Requirement(TYPES_OF_WOOD, Weight.OPTIONAL, None, "soorten hout"),
    )
    assert vacancy.proposed == (Requirement(SORT_WASTE, Weight.IMPORTANT, None, "U ruimt op", confirmed=False),)
    assert vacancy.occupations == (BRICKLAYER,)
    assert (vacancy.name("en"), vacancy.name("nl"), vacancy.name("fr")) == ("Bricklayer", "Metselaar", "Bricklayer")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_our_own_table(separator: str) -> None:
    reading = parsed("\ufeff" + OWN_TABLE.replace(";", separator), "vacancies.csv")
    first, second = reading.vacancies
    assert first.counted == one(OWN).counted
    assert (first.id, first.title, first.occupations) == ("17", {"nl": "Metselaar", "en": "Bricklayer"}, (BRICKLAYER,))
    assert needs(second.counted) == {TYPES_OF_WOOD: "essential"}
    assert [vacancy.source for vacancy in reading.vacancies] == ["vacancies.csv:2", "vacancies.csv:4"]


def test_plain_text_gives_proposals_alone() -> None:
    text = "Metselaar gezocht\n\nJe metselt en je leest bouwtekeningen. Ervaring met lassen is niet nodig.\n"
    vacancy = one(text, "vacature.txt")
    assert vacancy.title == {"und": "Metselaar gezocht"}
    assert vacancy.counted == ()
    assert set(needs(vacancy.proposed)) == {LAY_BRICKS, READ_BLUEPRINTS}  # what is not needed is not proposed
    assert vacancy.occupations == (BRICKLAYER,)


def test_a_saved_page() -> None:
    data = json.dumps(JOB_POSTING).replace("</", "<\\/")
    page = (
        "<!DOCTYPE html><html><head><title>x</title><script>broken(</script>"
        '<SCRIPT Type="application/ld+json">{"@type": "WebPage"}</SCRIPT>'
        '<script type="application/ld+json">not json</script>'
        f'<script id="a" type="application/ld+json">{data}</script></head><body><p>Lassen</p></body></html>'
    )
    for name in ("page.html", "page.htm", "page"):
        assert one(page, name).requirements == one(JOB_POSTING).requirements
    words = one("<html><body><h1>Metselaar</h1><p>Je metselt.</p><script>je_last()</script></body></html>", "page.html")
    assert (words.title, words.text) == ({"und": "Metselaar"}, {"und": "Metselaar\nJe metselt."})
    assert needs(words.proposed) == {LAY_BRICKS: "essential"}


def test_names_are_sure_only_where_one_skill_has_them() -> None:
    """A name that is near is proposed, one that is nowhere is told."""
    vacancy = one(
        {"@type": "JobPosting", "title": "x", "skills": ["metselen", "oude muren metselen", "vliegen naar de maan"]}
    )
    assert needs(vacancy.counted) == {LAY_BRICKS: "essential"}
    assert vacancy.unknown == ("vliegen naar de maan",)
    vacancy = one({"@type": "JobPosting", "title": "x", "skills": "geen metselen"})
    assert vacancy.counted == ()


def test_an_address_of_a_skill_that_is_not_in_the_list_counts() -> None:
    """The list that comes along has a part of ESCO; other pages are no skills."""
    uri = "http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000000"
    term = {"@type": "DefinedTerm", "name": "iets anders", "url": uri}
    assert one({"@type": "JobPosting", "title": "x", "skills": term}).counted == (
        Requirement(uri, Weight.ESSENTIAL, None, "iets anders"),
    )
    page = {**term, "url": "https://bouw.example/iets"}
    vacancy = one({"@type": "JobPosting", "title": "x", "skills": [page]})
    assert (vacancy.counted, vacancy.unknown) == ((), ("iets anders",))


def test_of_two_needs_the_heavier_counts() -> None:
    value = {**OWN, "skills": [{"skill": LAY_BRICKS, "need": "optional"}, {"skill": LAY_BRICKS, "need": "essential"}]}
    assert needs(one(value).counted) == {LAY_BRICKS: "essential"}


@pytest.mark.parametrize("value", [JOB_POSTING, POSITION_OPENING, JDX_POSTING, OWN], ids=["schema", "hr", "jdx", "own"])
def test_what_was_read_is_written_in_our_form_and_read_back(value: Any) -> None:
    vacancy = one(value)
    again = one(vacancy.to_json())
    assert replace(again, source=vacancy.source) == vacancy
    assert json.dumps(again.to_json()) == json.dumps(vacancy.to_json())


def test_what_a_person_confirms() -> None:
    vacancy = one("Metselaar\nJe metselt en je leest bouwtekeningen", "a.txt")
    sure = vacancy.confirming({LAY_BRICKS})
    assert needs(sure.counted) == {LAY_BRICKS: "essential"}
    assert needs(sure.proposed) == {READ_BLUEPRINTS: "essential"}
    assert one(sure.to_json()).counted == sure.counted


def test_a_feed_as_a_list_and_as_lines() -> None:
    values = [JOB_POSTING, POSITION_OPENING, OWN]
    reading = parsed(values, "feed.json")
    assert [vacancy.source for vacancy in reading.vacancies] == [
        "feed.json:[0]", "feed.json:[1].positionOpening.positionProfiles[0]", "feed.json:[2]",
    ]  # fmt: skip
    lines = parsed("\n\n".join(json.dumps(value) for value in values) + "\n", "feed.jsonl")
    assert [vacancy.requirements for vacancy in lines.vacancies] == [
        vacancy.requirements for vacancy in reading.vacancies
    ]
    assert [vacancy.source.partition(" ")[0] for vacancy in lines.vacancies] == [
        "feed.jsonl:1",
        "feed.jsonl:3",
        "feed.jsonl:5",
    ]


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(json.dumps(JOB_POSTING))
    (tmp_path / "a.csv").write_text(OWN_TABLE)
    (tmp_path / "c.txt").write_text("Metselaar\nJe metselt.")
    (tmp_path / "d.json").write_text("{")
    (tmp_path / ".hidden.json").write_text("{")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "below").mkdir()
    reading = read(tmp_path, shipped())
    assert [vacancy.source for vacancy in reading.vacancies] == ["a.csv:2", "a.csv:4", "b.json", "c.txt"]
    assert [(left.place, left.error.code) for left in reading.left_out] == [("d.json", "learning_json")]


def test_the_one_vacancy_of_a_file() -> None:
    assert read_one(json.dumps(OWN).encode(), "a.json", shipped()).id == "17"


def test_a_vacancy_as_a_goal() -> None:
    vacancy = one(OWN)
    goal = vacancy.goal()
    assert (goal.kind, goal.label.text("nl"), goal.label.text("en")) == ("vacancy", "Metselaar", "Bricklayer")
    assert goal.label.uri == "17"
    assert goal.requirements == vacancy.requirements
    assert one({**OWN, "url": "https://bouw.example/17"}).goal().label.uri == "https://bouw.example/17"
