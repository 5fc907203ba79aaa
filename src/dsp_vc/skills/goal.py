"""What somebody wants to become, as a list of requirements: an occupation of the catalogue, or a vacancy."""

from __future__ import annotations

from dataclasses import dataclass

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import InputError
from dsp_vc.model.attestation import Level
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind, Weight
from dsp_vc.skills.labels import Label, label

OCCUPATION, VACANCY = "occupation", "vacancy"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A skill that is asked for, and how much. ``found_as`` is the text of a vacancy that it was read from;
    ``confirmed`` is false where that reading is a guess that nobody has looked at."""

    skill: str
    need: Weight
    level: Level | None = None
    found_as: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Goal:
    """An occupation or a vacancy (``kind``), what it is called, and what it asks for."""

    kind: str
    label: Label
    requirements: tuple[Requirement, ...]

    @classmethod
    def of_occupation(cls, catalogue: Catalogue, uri: str) -> Goal:
        """An occupation of the catalogue. Raises :class:`InputError` ``occupation_unknown``, ``occupation_empty``."""
        concept = catalogue.concept(uri)
        if concept is None or concept.kind is not Kind.OCCUPATION:
            raise InputError("occupation_unknown", name=uri)
        asked = tuple(Requirement(one.skill, one.weight) for one in catalogue.requirements(uri))
        if not asked:
            raise InputError("occupation_empty", name=uri)
        return cls(OCCUPATION, label(catalogue, uri), asked)

    def to_json(self) -> JsonObject:
        """As in ``gap.schema.json``."""
        return {"type": self.kind, **self.label.to_json()}
