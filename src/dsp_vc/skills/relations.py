"""How a skill that somebody has helps for one that is asked: the way from one to the other, told in words.

A way that a person would call nonsense is worse than none. So the taxonomy alone is not believed: what it puts above or
beside a skill counts where the names say so too (ESCO has *execute vehicle maintenance* below *preventive airport
maintenance*). What it connects with a piece of knowledge is right as it is. Ours are the kin, which say that they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from dsp_vc import words
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.skills import kin
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind
from dsp_vc.skills.labels import Label, label
from dsp_vc.skills.likeness import Likeness
from dsp_vc.words import Phrase


class RelationKind(StrEnum):
    """``exact``: the same skill. ``narrower``: what you can stands below what is asked. ``broader``: what is asked
    stands below what you can. ``sibling``: both stand below the same. ``related``: the taxonomy connects them, itself
    or by a piece of knowledge that both need. ``kin``: we say so, and why."""

    EXACT = "exact"
    NARROWER = "narrower"
    BROADER = "broader"
    SIBLING = "sibling"
    RELATED = "related"
    KIN = "kin"


#: From here on names count as being about the same. More is asked of knowledge, whose groups are wide, and of skills
#: that only share a piece of knowledge.
ALIKE, KNOWLEDGE, SHARED = 0.4, 0.45, 0.6


@dataclass(frozen=True, slots=True)
class Relation:
    """A way from ``held`` to ``asked``, by way of ``via`` (a group, a skill, a piece of knowledge) or for a ``reason``
    of ours. ``strength`` is between 0 and 1 and orders the ways to one skill; it is no measure of a person. ``close``
    says of ``narrower`` and ``broader`` that the narrow one is no kind of the broad one, but near to it."""

    kind: RelationKind
    held: Label
    asked: Label
    via: Label | None = None
    reason: kin.Reason | None = None
    strength: float = 0.0
    close: bool = False

    def message(self, lang: str = "en") -> str:
        """The way in one sentence."""
        known = self.held.kind is Kind.KNOWLEDGE
        have = Phrase("have_knowledge" if known else "have_skill", {"name": self.held.text(lang)})
        code = f"relation_{self.kind.value}"
        if self.close:
            code = "relation_close"
        elif self.kind is RelationKind.RELATED and self.via is not None:
            code = "relation_shared"
        return words.message(
            code,
            lang,
            have=have,
            asked=self.asked.text(lang),
            via=self.via.text(lang) if self.via else "",
            reason=self.reason.text(lang) if self.reason else "",
        )

    def to_json(self, lang: str) -> JsonObject:
        """As in ``gap.schema.json``."""
        via: JsonValue = self.via.to_json() if self.via else None
        return {
            "kind": self.kind.value,
            "by": "us" if self.kind is RelationKind.KIN else "taxonomy",
            "held": self.held.to_json(),
            "via": via,
            "reason": self.reason.name if self.reason else None,
            "strength": self.strength,
            "message": self.message(lang),
        }


class Relations:
    """The ways of one catalogue. The same question gets the same answer, in the same order."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._above: Callable[[str], frozenset[str]] = lru_cache(8192)(lambda uri: frozenset(catalogue.broader(uri)))
        self._related: Callable[[str], frozenset[str]] = lru_cache(8192)(lambda uri: frozenset(catalogue.related(uri)))

    @cached_property
    def likeness(self) -> Likeness:
        """The names of the catalogue, taken apart when they are first needed."""
        return Likeness(self.catalogue)

    def towards(self, asked: str, held: Iterable[str]) -> tuple[Relation, ...]:
        """The best way from each of the skills in ``held`` to ``asked``, the strongest first; ``exact`` among them."""
        found = [way for uri in sorted(set(held)) if (way := self.between(uri, asked)) is not None]
        return tuple(sorted(found, key=lambda way: (-way.strength, way.held.uri)))

    def between(self, held: str, asked: str) -> Relation | None:
        """The best way from ``held`` to ``asked``, or ``None``."""
        if (held, asked) in kin.strangers():
            return None
        return max(self._ways(held, asked), key=lambda way: way.strength, default=None)

    def _ways(self, held: str, asked: str) -> Iterator[Relation]:
        if held == asked:
            yield self._way(RelationKind.EXACT, held, asked, 1.0)
            return
        yield from self._upwards(held, asked)
        common = self._above(held) & self._above(asked)
        if common:
            yield from self._sideways(held, asked, common)
        if asked in self._related(held):
            yield self._way(RelationKind.RELATED, held, asked, 0.5)
        shared = [uri for uri in self._related(held) & self._related(asked) if self._kind(uri) is Kind.KNOWLEDGE]
        if shared and self.likeness.of(held, asked) >= SHARED:
            yield self._way(RelationKind.RELATED, held, asked, 0.45, via=min(shared))
        if (held, asked) in kin.reasons():
            reason, place = kin.reasons()[held, asked]
            strength = 0.4 + 0.2 * self.likeness.of(held, asked) + (0.05 if common else 0.0) - place / 1000
            yield self._way(RelationKind.KIN, held, asked, strength, reason=reason)

    def _upwards(self, held: str, asked: str) -> Iterator[Relation]:
        for kind, low, high in ((RelationKind.NARROWER, held, asked), (RelationKind.BROADER, asked, held)):
            if high not in self._above(low) or ("", high) in kin.strangers():
                continue
            if self.likeness.is_kind_of(low, high):
                yield self._way(kind, held, asked, 0.9 if kind is RelationKind.NARROWER else 0.8)
            elif self._says_so(low, high):
                yield self._way(kind, held, asked, 0.6, close=True)

    def _says_so(self, low: str, high: str) -> bool:
        """Whether a second witness has ``low`` below ``high``: their names, or a group that both are in."""
        if self.likeness.of(low, high) >= ALIKE:
            return True
        return any(self._names_both(group, low, high) for group in self._above(low) & self._above(high))

    def _sideways(self, held: str, asked: str, common: frozenset[str]) -> Iterator[Relation]:
        """By a group or a skill that stands above both."""
        alike = self.likeness.of(held, asked)
        known = Kind.KNOWLEDGE in (self._kind(held), self._kind(asked))
        if alike < (KNOWLEDGE if known else ALIKE):
            return
        named = [high for high in sorted(common) if self._names_both(high, held, asked)]
        if named:
            yield self._way(RelationKind.SIBLING, held, asked, 0.4 + 0.35 * alike, via=named[0])

    def _names_both(self, high: str, held: str, asked: str) -> bool:
        """Whether what stands above two skills is called as they are: a group by a word of one of them, a broader skill
        by the verb of both."""
        like = self.likeness
        if self._kind(high) is Kind.GROUP:
            return like.named_by(high, held) or like.named_by(high, asked)
        return like.same_verb(high, held) and like.same_verb(high, asked)

    def _kind(self, uri: str) -> Kind | None:
        concept = self.catalogue.concept(uri)
        return concept.kind if concept is not None else None

    def _way(
        self,
        kind: RelationKind,
        held: str,
        asked: str,
        strength: float,
        *,
        via: str | None = None,
        reason: kin.Reason | None = None,
        close: bool = False,
    ) -> Relation:
        between = label(self.catalogue, via) if via else None
        one, other = label(self.catalogue, held), label(self.catalogue, asked)
        return Relation(kind, one, other, between, reason, round(strength, 3), close)
