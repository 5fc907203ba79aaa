"""A vacancy as plain data, whatever it was written in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.skills.catalogue.model import Name
from dsp_vc.skills.goal import VACANCY, Goal, Requirement
from dsp_vc.skills.labels import Label
from dsp_vc.skills.own_form import level_json
from dsp_vc.skills.texts import in_language

#: The language of a text that does not say its own (BCP 47).
UNKNOWN_LANGUAGE = "und"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A job that is offered. Texts are without markup; ``title`` and ``text`` by language (``und`` where it is not
    said). ``occupations`` are URIs of what the job is called, ``unknown`` the terms that are in no catalogue here."""

    title: Mapping[str, str]
    requirements: tuple[Requirement, ...] = ()
    id: str = ""
    organisation: str = ""
    place: str = ""
    hours: str = ""
    employment: str = ""
    url: str = ""
    closes: str = ""
    occupations: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    text: Mapping[str, str] = field(default_factory=dict)
    source: str = ""

    def goal(self) -> Goal:
        """The vacancy as what somebody wants to become: its requirements, and the proposals that are not counted."""
        names = tuple(Name(text, lang) for lang, text in self.title.items())
        return Goal(VACANCY, Label(self.url or self.id or self.source, names), self.requirements)

    @property
    def counted(self) -> tuple[Requirement, ...]:
        """What is confirmed: the requirements that a comparison may use."""
        return tuple(requirement for requirement in self.requirements if requirement.confirmed)

    @property
    def proposed(self) -> tuple[Requirement, ...]:
        """What a person must confirm first."""
        return tuple(requirement for requirement in self.requirements if not requirement.confirmed)

    def confirming(self, skills: Collection[str]) -> Vacancy:
        """The same, where a person says that these of the proposed skills are meant."""
        return replace(
            self,
            requirements=tuple(
                replace(one, confirmed=True) if one.skill in skills else one for one in self.requirements
            ),
        )

    def name(self, lang: str) -> str:
        """The title in ``lang``, else in English, else in any language."""
        return in_language(self.title, lang)

    def to_json(self) -> JsonObject:
        """In our own form, in a fixed order: what :mod:`dsp_vc.skills.vacancy.own` reads back."""
        shown: JsonObject = {"version": 1, "kind": "vacancy", "title": dict(self.title)}
        for name in ("id", "organisation", "place", "hours", "employment", "url", "closes"):
            if value := getattr(self, name):
                shown[name] = value
        if self.occupations:
            shown["occupations"] = list(self.occupations)
        shown["skills"] = [_in_own_form(requirement) for requirement in self.requirements]
        if self.unknown:
            shown["unknown"] = list(self.unknown)
        if self.text:
            shown["text"] = dict(self.text)
        return shown


def _in_own_form(requirement: Requirement) -> JsonObject:
    shown: JsonObject = {"skill": requirement.skill, "need": requirement.need.value}
    if requirement.level is not None:
        shown["level"] = level_json(requirement.level)
    if requirement.found_as and requirement.found_as != requirement.skill:
        shown["found_as"] = requirement.found_as
    if not requirement.confirmed:
        shown["confirmed"] = False
    return shown
