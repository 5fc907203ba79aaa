"""A person's own view: what fits, what is nearest, what another sector accepts."""

from __future__ import annotations

from dsp_vc.encoding.strict_json import dumps
from dsp_vc.model.attestation import Level
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.goal import Goal, Requirement
from dsp_vc.skills.match import Fit, Match, Offers, sector_code, sector_of
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.relations import Relations
from dsp_vc.skills.similarity import similar_occupations
from dsp_vc.skills.training import How, Taught, Training, shipped_trainings
from dsp_vc.skills.vacancy.model import Vacancy
from receipts import ESCO, NOW, receipt

BRICKLAYER = f"{ESCO}occupation/05f321f8-055b-407d-bf19-e0ddabda56b7"


def essential(catalogue: Catalogue, occupation: str) -> list[str]:
    return [one.skill for one in catalogue.requirements(occupation) if one.weight is Weight.ESSENTIAL]


def match(*skills: str, limit: int = 5, offers: Offers | None = None) -> Match:
    catalogue = shipped()
    receipts = [receipt(number, *skills[first : first + 20]) for number, first in enumerate(range(0, len(skills), 20))]
    profile = Profile.build(receipts, catalogue, NOW)
    return Match.build(profile, Relations(catalogue), offers or Offers(), limit=limit)


def names(fits: tuple[Fit, ...]) -> list[str]:
    return [fit.gap.goal.label.uri for fit in fits]


def test_who_shows_all_that_is_essential_fits_now() -> None:
    found = match(*essential(shipped(), BRICKLAYER))
    first = found.occupations[0]
    assert (first.gap.goal.label.uri, first.fits, first.open, first.distance) == (BRICKLAYER, True, (), (0, 0.0))
    assert names(found.nearest)[0] == BRICKLAYER


def test_occupations_stand_in_the_order_of_the_cosine() -> None:
    skills = essential(shipped(), BRICKLAYER)[:9]
    order = [one.occupation for one in similar_occupations(shipped(), skills)]
    assert names(match(*skills, limit=4).occupations) == order[:4]


def test_the_nearest_have_the_fewest_and_lightest_open_requirements_and_half_is_shown() -> None:
    skills = essential(shipped(), BRICKLAYER)
    found = match(*skills[3:], limit=10).nearest
    assert found
    assert [fit.distance for fit in found] == sorted(fit.distance for fit in found)
    for fit in found:
        asked = fit.gap.of_need(Weight.ESSENTIAL)
        assert 2 * len(fit.open) <= len(asked)
        assert fit.distance == (len(fit.open), round(sum(line.weight for line in fit.open), 3))


def test_elsewhere_holds_one_occupation_of_each_other_sector() -> None:
    catalogue = shipped()
    found = match(*essential(catalogue, BRICKLAYER)).elsewhere
    sectors = [sector_code(catalogue, uri) for uri in names(found)]
    assert found
    assert sector_code(catalogue, BRICKLAYER) == "71"
    assert "71" not in sectors
    assert len(set(sectors)) == len(sectors)
    # Each is told by the name of its group, also without an import.
    groups = [fit.sector for fit in found]
    assert [group and group.uri for group in groups] == [f"{ESCO}isco/C{code}" for code in sectors]
    for group in groups:
        assert group is not None
        assert group.text("nl") != group.text("en")


def test_every_occupation_that_comes_along_has_a_sector_with_a_name() -> None:
    for job in shipped().occupations():
        sector = sector_of(shipped(), job)
        assert sector is not None, job
        assert {name.lang for name in sector.names} == {"nl", "en"}


def test_a_single_shared_skill_is_no_bridge_to_another_sector() -> None:
    assert match(essential(shipped(), BRICKLAYER)[0]).elsewhere == ()


def test_nothing_shown_matches_nothing() -> None:
    found = match()
    assert (found.occupations, found.nearest, found.elsewhere) == ((), (), ())


def test_the_same_twice_whatever_the_order_of_the_records() -> None:
    skills = essential(shipped(), BRICKLAYER)
    assert dumps(match(*skills).to_json("nl")) == dumps(match(*reversed(skills)).to_json("nl"))


def test_trainings_are_looked_for_towards_the_nearest_work_that_still_asks_something() -> None:
    skills = essential(shipped(), BRICKLAYER)
    for shown, first in ((skills, False), (skills[:12], True)):
        found = match(*shown)
        assert found.towards is not None
        assert not found.towards.fits
        assert (found.towards.gap.goal.label.uri == BRICKLAYER) is first
        assert found.towards in found.occupations


def vacancy(name: str, *requirements: Requirement) -> Vacancy:
    return Vacancy({"nl": name}, requirements, id=name)


def test_vacancies_stand_with_what_fits_first_and_what_nobody_confirmed_last() -> None:
    first, second, third, fourth = essential(shipped(), BRICKLAYER)[:4]
    offers = (
        vacancy("two open", *(Requirement(one, Weight.ESSENTIAL) for one in (first, third, fourth))),
        vacancy("a text", Requirement(first, Weight.ESSENTIAL, found_as="metselen", confirmed=False)),
        vacancy("fits", Requirement(first, Weight.ESSENTIAL), Requirement(third, Weight.OPTIONAL)),
        vacancy("one open", *(Requirement(one, Weight.ESSENTIAL) for one in (first, second, third))),
    )
    whole = match(first, second, offers=Offers(offers))
    found = whole.openings
    assert whole.further == 0
    cut = match(first, second, offers=Offers(offers), limit=1)
    assert (cut.openings, cut.further) == (found[:1], 3)
    assert [one.vacancy.id for one in found] == ["fits", "one open", "two open", "a text"]
    assert [one.fit and one.fit.distance[0] for one in found] == [0, 1, 2, None]
    assert [one.uri for one in found[-1].proposed] == [first]


def test_a_proposal_beside_confirmed_requirements_is_not_counted() -> None:
    first, second = essential(shipped(), BRICKLAYER)[:2]
    mixed = vacancy("x", Requirement(first, Weight.ESSENTIAL), Requirement(second, Weight.ESSENTIAL, confirmed=False))
    (found,) = match(first, offers=Offers((mixed,))).openings
    assert found.fit is not None
    assert (found.fit.fits, len(found.fit.gap.lines)) == (True, 1)


def course(name: str, *taught: Taught, hours: int | None = 10) -> Training:
    return Training(name, {"nl": name}, "Vakschool Voorbeeld", taught, How.PRACTICE, hours)


def test_trainings_by_what_they_close_then_by_hours() -> None:
    held, one, other = essential(shipped(), BRICKLAYER)[:3]
    goal = Goal(
        "vacancy", vacancy("x").goal().label, tuple(Requirement(uri, Weight.ESSENTIAL) for uri in (held, one, other))
    )
    offers = Offers(
        (),
        (
            course("long", Taught(one), Taught(other), hours=80),
            course("unknown", Taught(one), Taught(other), hours=None),
            course("half", Taught(one)),
            course("known already", Taught(held)),
            course("short", Taught(one), Taught(other), hours=8),
        ),
        goal,
    )
    found = match(held, offers=offers)
    assert [one.training.id for one in found.closings] == ["short", "long", "unknown", "half"]
    assert found.towards is not None
    assert found.closings[0].weight == found.towards.distance[1]


def test_a_training_closes_a_level_only_where_it_reaches_it() -> None:
    (skill,) = essential(shipped(), BRICKLAYER)[:1]
    scale = "Werkplekniveau 1-5"
    goal = Goal("vacancy", vacancy("x").goal().label, (Requirement(skill, Weight.ESSENTIAL, Level("3", scale)),))
    trainings = (
        course("below", Taught(skill, Level("2", scale))),
        course("reaches", Taught(skill, Level("3", scale))),
        course("says nothing", Taught(skill)),
        course("other scale", Taught(skill, Level("4", "NLQF"))),
    )
    found = match(offers=Offers((), trainings, goal)).closings
    assert [(one.training.id, len(one.lines), len(one.unsure)) for one in found] == [
        ("reaches", 1, 0),
        ("other scale", 0, 1),
        ("says nothing", 0, 1),
    ]


def test_trainings_that_come_along_close_something_between_neighbouring_occupations() -> None:
    catalogue = shipped()
    carpenter = next(job for job in catalogue.occupations() if catalogue.concept(job).name("en").text == "carpenter")  # type: ignore[union-attr]
    supervisor = next(
        job
        for job in catalogue.occupations()
        if catalogue.concept(job).name("en").text == "carpenter supervisor"  # type: ignore[union-attr]
    )
    offers = Offers((), shipped_trainings(catalogue), Goal.of_occupation(catalogue, supervisor))
    found = match(*essential(catalogue, carpenter), offers=offers)
    assert found.towards is not None
    assert not found.towards.fits
    assert found.closings[0].lines
