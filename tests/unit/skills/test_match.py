"""A person's own view: what fits, what is nearest, what another sector accepts."""

from __future__ import annotations

from dsp_vc.encoding.strict_json import dumps
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.match import Fit, Match, sector_code
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.relations import Relations
from dsp_vc.skills.similarity import similar_occupations
from receipts import ESCO, NOW, receipt

BRICKLAYER = f"{ESCO}occupation/05f321f8-055b-407d-bf19-e0ddabda56b7"


def essential(catalogue: Catalogue, occupation: str) -> list[str]:
    return [one.skill for one in catalogue.requirements(occupation) if one.weight is Weight.ESSENTIAL]


def match(*skills: str, limit: int = 5) -> Match:
    catalogue = shipped()
    receipts = [receipt(number, *skills[first : first + 20]) for number, first in enumerate(range(0, len(skills), 20))]
    return Match.build(Profile.build(receipts, catalogue, NOW), Relations(catalogue), limit=limit)


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


def test_a_single_shared_skill_is_no_bridge_to_another_sector() -> None:
    assert match(essential(shipped(), BRICKLAYER)[0]).elsewhere == ()


def test_nothing_shown_matches_nothing() -> None:
    found = match()
    assert (found.occupations, found.nearest, found.elsewhere) == ((), (), ())


def test_the_same_twice_whatever_the_order_of_the_records() -> None:
    skills = essential(shipped(), BRICKLAYER)
    assert dumps(match(*skills).to_json("nl")) == dumps(match(*reversed(skills)).to_json("nl"))
