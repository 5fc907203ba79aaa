"""How much a requirement weighs: by need, and by how telling the skill is. Shown with every answer; yours to change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind, Weight
from dsp_vc.skills.catalogue.writer import rarity

_DEFAULT = {Weight.ESSENTIAL: 1.0, Weight.IMPORTANT: 0.4, Weight.SOMEWHAT: 0.2, Weight.OPTIONAL: 0.2}
_RARITY = "rarity"
_NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Weights:
    """``by_need`` is what a requirement counts for; times the rarity of the skill where ``by_rarity``: the logarithm of
    one in how many occupations has it as essential."""

    by_need: Mapping[Weight, float] = field(default_factory=lambda: MappingProxyType(dict(_DEFAULT)))
    by_rarity: bool = True

    @classmethod
    def read(cls, texts: Iterable[str]) -> Weights:
        """The usual weights but for what ``texts`` say: ``optional=0.5``, a need and a number below 1,000; or
        ``rarity=no`` to leave out how rare a skill is. Raises :class:`InputError` ``weight_unknown``."""
        by_need, by_rarity = dict(_DEFAULT), True
        for text in texts:
            name, _, value = text.partition("=")
            if name == _RARITY and value in ("yes", "no"):
                by_rarity = value == "yes"
            elif name in set(Weight) and _NUMBER.fullmatch(value):
                by_need[Weight(name)] = float(value.replace(",", "."))
            else:
                raise InputError("weight_unknown", text=text)
        return cls(MappingProxyType(by_need), by_rarity)

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
