"""How a skill that somebody has helps for one that is asked: the way from one to the other, told in words.

A way that a person would call nonsense is worse than none. So only what the taxonomy itself says counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dsp_vc import words
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind
from dsp_vc.skills.groups import ancestors
from dsp_vc.skills.labels import Label, label
from dsp_vc.words import Phrase


class RelationKind(StrEnum):
    """``exact``: the same skill. ``narrower``: what you can is a kind of what is asked. ``broader``: what is asked is a
    kind of what you can. ``sibling``: both are a kind of the same. ``related``: the taxonomy connects them."""

    EXACT = "exact"
    NARROWER = "narrower"
    BROADER = "broader"
    SIBLING = "sibling"
    RELATED = "related"


_STRENGTH = {
    RelationKind.EXACT: 1.0,
    RelationKind.NARROWER: 0.8,
    RelationKind.BROADER: 0.6,
    RelationKind.SIBLING: 0.5,
    RelationKind.RELATED: 0.4,
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A way from ``held`` to ``asked``, by way of ``via`` where something stands between. ``strength`` is between 0 and
    1 and orders the ways to one skill; it is no measure of a person."""

    kind: RelationKind
    held: Label
    asked: Label
    via: Label | None = None
    strength: float = 0.0

    def message(self, lang: str = "en") -> str:
        """The way in one sentence."""
        known = self.held.kind is Kind.KNOWLEDGE
        have = Phrase("have_knowledge" if known else "have_skill", {"name": self.held.text(lang)})
        return words.message(
            f"relation_{self.kind.value}",
            lang,
            have=have,
            asked=self.asked.text(lang),
            via=self.via.text(lang) if self.via else "",
        )

    def to_json(self, lang: str) -> JsonObject:
        """As in ``gap.schema.json``."""
        via: JsonValue = self.via.to_json() if self.via else None
        return {
            "kind": self.kind.value,
            "held": self.held.to_json(),
            "via": via,
            "strength": self.strength,
            "message": self.message(lang),
        }


class Relations:
    """The ways of one catalogue. The same question gets the same answer, in the same order."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def towards(self, asked: str, held: Iterable[str]) -> tuple[Relation, ...]:
        """All ways from the skills in ``held`` to ``asked``, the strongest first; ``exact`` among them."""
        found: list[Relation] = []
        for uri in sorted(set(held)):
            ways = sorted(self._between(uri, asked), key=lambda way: -way.strength)
            found += ways[:1]
        return tuple(sorted(found, key=lambda way: (-way.strength, way.held.uri)))

    def _between(self, held: str, asked: str) -> Iterator[Relation]:
        if held == asked:
            yield self._way(RelationKind.EXACT, held, asked)
            return
        if asked in self._skills_above(held):
            yield self._way(RelationKind.NARROWER, held, asked)
        if held in self._skills_above(asked):
            yield self._way(RelationKind.BROADER, held, asked)
        if asked in self.catalogue.related(held):
            yield self._way(RelationKind.RELATED, held, asked)

    def _skills_above(self, uri: str) -> frozenset[str]:
        """The skills, not groups, above ``uri``."""
        found = (self.catalogue.concept(high) for high in ancestors(self.catalogue, uri))
        return frozenset(one.uri for one in found if one is not None and one.kind is not Kind.GROUP)

    def _way(self, kind: RelationKind, held: str, asked: str, via: str | None = None) -> Relation:
        between = label(self.catalogue, via) if via else None
        return Relation(kind, label(self.catalogue, held), label(self.catalogue, asked), between, _STRENGTH[kind])
