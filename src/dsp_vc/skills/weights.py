"""How much a requirement weighs: by need, and by how telling the skill is. Shown with every answer; yours to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind, Weight
from dsp_vc.skills.catalogue.writer import rarity

_DEFAULT = {Weight.ESSENTIAL: 1.0, Weight.IMPORTANT: 0.4, Weight.SOMEWHAT: 0.2, Weight.OPTIONAL: 0.2}


@dataclass(frozen=True, slots=True)
class Weights:
    """``by_need`` is what a requirement counts for; times the rarity of the skill where ``by_rarity``: the logarithm of
    one in how many occupations has it as essential."""

    by_need: Mapping[Weight, float] = field(default_factory=lambda: MappingProxyType(dict(_DEFAULT)))
    by_rarity: bool = True

    def of(self, catalogue: Catalogue, skill: str, need: Weight) -> float:
        """The weight of one requirement, to three decimals. A skill that no occupation has as essential counts as if
        one had."""
        base = self.by_need[need]
        if not self.by_rarity:
            return round(base, 3)
        concept, jobs = catalogue.concept(skill), catalogue.count(Kind.OCCUPATION)
        return round(base * (rarity(max(1, concept.used_by if concept else 0), jobs) if jobs > 1 else 1.0), 3)

    def to_json(self) -> JsonObject:
        """For the answer that they were used in."""
        needs: dict[str, JsonValue] = {need.value: self.by_need[need] for need in Weight}
        return {"needs": needs, "rarity": self.by_rarity}
