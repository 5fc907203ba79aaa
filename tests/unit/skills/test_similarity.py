"""The order of occupations: the cosine held against one worked out from the requirements alone."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict

import pytest

from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.similarity import similar_occupations


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped()


@pytest.fixture(scope="module")
def essential(catalogue: Catalogue) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for job, skill, weight in catalogue.all_requirements():
        if weight is Weight.ESSENTIAL:
            found[job].add(skill)
    return found


def worked_out(essential: dict[str, set[str]], jobs: int, held: set[str], job: str) -> float:
    asked = Counter(skill for skills in essential.values() for skill in skills)
    length = {skill: math.log(jobs / number) for skill, number in asked.items()}

    def norm(skills: set[str]) -> float:
        return math.sqrt(sum(length.get(skill, 0.0) ** 2 for skill in skills))

    product = sum(length[skill] ** 2 for skill in held & essential[job])
    return product / (norm(held) * norm(essential[job]))


def test_cosine_is_that_of_the_vectors_of_rarity(catalogue: Catalogue, essential: dict[str, set[str]]) -> None:
    chance = random.Random(4)
    every = sorted(set().union(*essential.values()))
    jobs = len(list(catalogue.occupations()))
    for _ in range(20):
        held = set(chance.sample(every, 12))
        for one in similar_occupations(catalogue, held):
            assert one.cosine == pytest.approx(worked_out(essential, jobs, held, one.occupation))
            assert set(one.shared) == held & essential[one.occupation]


def test_all_essential_skills_of_one_occupation_put_it_first(
    catalogue: Catalogue, essential: dict[str, set[str]]
) -> None:
    for job, skills in essential.items():
        first = similar_occupations(catalogue, skills)[0]
        assert (first.occupation, first.cosine) == (job, pytest.approx(1.0))


def test_order_is_the_same_whatever_the_order_of_what_is_held(
    catalogue: Catalogue, essential: dict[str, set[str]]
) -> None:
    held = sorted(set().union(*essential.values()))[:60]
    shuffled = [*held, *held[:5]]
    random.Random(1).shuffle(shuffled)
    found = similar_occupations(catalogue, shuffled)
    assert found == similar_occupations(catalogue, held)
    assert list(found) == sorted(found, key=lambda one: (-one.cosine, one.occupation))


@pytest.mark.parametrize("held", [[], ["https://list.example/unknown"]])
def test_nothing_known_is_like_no_occupation(catalogue: Catalogue, held: list[str]) -> None:
    assert similar_occupations(catalogue, held) == ()
