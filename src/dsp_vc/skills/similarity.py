"""Which occupations a set of skills looks like: the order in which a person's own view shows them.

An occupation is a vector of its essential skills, each as long as it is rare (inverse document frequency); so is what a
person shows; occupations are ordered by the cosine between the two. The cosine orders and does nothing else: it is no
measure of a person, and what is shown with each occupation are the requirements themselves, counted.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind
from dsp_vc.skills.catalogue.writer import rarity


@dataclass(frozen=True, slots=True)
class Similar:
    """An occupation that asks for at least one of the skills as essential. ``cosine`` is above 0 and at most 1;
    ``shared`` are those skills, in order."""

    occupation: str
    cosine: float
    shared: tuple[str, ...]


def similar_occupations(catalogue: Catalogue, held: Iterable[str]) -> tuple[Similar, ...]:
    """All occupations that share an essential skill with ``held``, the most similar first; equal ones by address."""
    jobs = catalogue.count(Kind.OCCUPATION)
    own = 0.0
    products: dict[str, float] = defaultdict(float)
    norms: dict[str, float] = {}
    shared: dict[str, list[str]] = defaultdict(list)
    for skill in sorted(set(held)):
        asking = catalogue.essential_for(skill)
        square = rarity(len(asking), jobs) ** 2
        own += square
        for occupation, norm in asking:
            products[occupation] += square
            norms[occupation] = norm
            shared[occupation].append(skill)
    found = [
        Similar(occupation, min(1.0, product / (norms[occupation] * math.sqrt(own))), tuple(shared[occupation]))
        for occupation, product in products.items()
        if product > 0.0
    ]
    return tuple(sorted(found, key=lambda one: (-one.cosine, one.occupation)))
