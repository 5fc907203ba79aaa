"""Skills rolled up along the hierarchy: how many of them lie below each group of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind
from dsp_vc.skills.labels import Label, label


@dataclass(frozen=True, slots=True)
class Group:
    """A group with the skills (URIs, in order) that lie below it, at whatever depth. ``depth`` is 0 for what has
    nothing above it, by the shortest way; ``parents`` are the groups one step above."""

    label: Label
    depth: int
    parents: tuple[str, ...]
    skills: tuple[str, ...]

    @property
    def uri(self) -> str:
        """Its address."""
        return self.label.uri

    def to_json(self) -> JsonObject:
        """As in ``passport.schema.json``."""
        parents: list[JsonValue] = list(self.parents)
        skills: list[JsonValue] = list(self.skills)
        return {**self.label.to_json(), "depth": self.depth, "parents": parents, "skills": skills}


def ancestors(catalogue: Catalogue, uri: str) -> dict[str, int]:
    """Everything above ``uri``, with how many steps up by the shortest way; a cycle ends where it closes."""
    found: dict[str, int] = {}
    level, steps = [uri], 0
    while level:
        steps += 1
        above = sorted({high for low in level for high in catalogue.broader(low)})
        level = [high for high in above if high != uri and high not in found]
        found.update(dict.fromkeys(level, steps))
    return found


def roll_up(catalogue: Catalogue, skills: Iterable[str]) -> tuple[Group, ...]:
    """The groups above ``skills``: by depth, then the fullest first, then by URI."""
    below: dict[str, list[str]] = {}
    for uri in sorted(set(skills)):
        for high in ancestors(catalogue, uri):
            concept = catalogue.concept(high)
            if concept is not None and concept.kind is Kind.GROUP:
                below.setdefault(high, []).append(uri)
    depths = {uri: _depth(catalogue, uri) for uri in below}
    groups = [
        Group(label(catalogue, uri), depths[uri], catalogue.broader(uri), tuple(found)) for uri, found in below.items()
    ]
    return tuple(sorted(groups, key=lambda group: (group.depth, -len(group.skills), group.uri)))


def fields(groups: Iterable[Group], skills: Iterable[str]) -> tuple[tuple[Group, tuple[str, ...]], ...]:
    """The narrowest of ``groups`` that hold two or more of ``skills``, each skill in one of them, the fullest first.
    A skill that shares no group with another is in none; the pillars of a taxonomy say nothing and are passed over."""
    left = set(skills)
    below: dict[int, list[Group]] = {}
    for group in groups:
        if group.depth > 0:
            below.setdefault(group.depth, []).append(group)
    found: list[tuple[Group, tuple[str, ...]]] = []
    for depth in sorted(below, reverse=True):
        for group in sorted(below[depth], key=lambda group: (-len(group.skills), group.uri)):
            within = tuple(uri for uri in group.skills if uri in left)
            if len(within) > 1:
                found.append((group, within))
                left.difference_update(within)
    return tuple(sorted(found, key=lambda one: (-len(one[1]), one[0].uri)))


def _depth(catalogue: Catalogue, uri: str) -> int:
    """How many steps it is to the nearest thing that has nothing above it."""
    if not catalogue.broader(uri):
        return 0
    return min(
        (steps for high, steps in ancestors(catalogue, uri).items() if not catalogue.broader(high)),
        default=0,  # in a cycle nothing is on top
    )
