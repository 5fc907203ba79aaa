"""Where a person is strong, and why: from what others signed, never compared with other people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsp_vc import words
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.model.attestation import BASES
from dsp_vc.skills.labels import Label
from dsp_vc.words import Phrase

if TYPE_CHECKING:
    from dsp_vc.skills.groups import Group
    from dsp_vc.skills.profile import ProfileSkill

#: From here on a skill was tested, and not only seen.
_TESTED = BASES.index("assessed")
RECENT_DAYS = 730
#: A group is a strength from so many skills on, if somebody tested at least one of them.
WIDE = 3


@dataclass(frozen=True, slots=True)
class Strength:
    """A skill or a group of skills in which a person is strong, and the reasons, in words."""

    label: Label
    reasons: tuple[Phrase, ...]

    def to_json(self, lang: str) -> JsonObject:
        """As in ``passport.schema.json``."""
        return {
            **self.label.to_json(),
            "reasons": [
                {"code": reason.code, "message": words.message(reason.code, lang, **reason.params)}
                for reason in self.reasons
            ],
        }


def strengths_of(skills: Sequence[ProfileSkill], groups: Sequence[Group]) -> tuple[Strength, ...]:
    """Skills that at least two reasons speak for, those with the most first; then groups with many skills."""
    found = [(skill, tuple(_reasons(skill))) for skill in skills]
    strong = [(skill, reasons) for skill, reasons in found if len(reasons) > 1]
    strong.sort(key=lambda one: (-len(one[1]), -BASES.index(one[0].basis), one[0].uri))
    return (
        *(Strength(skill.label, reasons) for skill, reasons in strong),
        *(Strength(group.label, (reason,)) for group, reason in _wide(skills, groups)),
    )


def _reasons(skill: ProfileSkill) -> Iterator[Phrase]:
    if BASES.index(skill.basis) >= _TESTED:
        tester = skill.sources[0]
        yield Phrase(f"strength_{skill.basis}", {"name": tester.issuer_name})
    if len(skill.issuers) > 1:
        yield Phrase("strength_issuers", {"number": len(skill.issuers), "names": ", ".join(skill.issuers)})
    contexts = sorted({source.context for source in skill.sources if source.context})
    if len(contexts) > 1:
        yield Phrase("strength_contexts", {"number": len(contexts)})
    if skill.age_days is not None and skill.age_days <= RECENT_DAYS and skill.demonstrated is not None:
        yield Phrase("strength_recent", {"moment": skill.demonstrated.isoformat()})


def _wide(skills: Sequence[ProfileSkill], groups: Sequence[Group]) -> Iterator[tuple[Group, Phrase]]:
    """The narrowest groups that hold many of the skills; the pillars of a taxonomy say nothing."""
    tested = {skill.uri for skill in skills if BASES.index(skill.basis) >= _TESTED}
    below = [group for group in groups if group.depth > 0]
    wide = [group for group in below if len(group.skills) >= WIDE and tested.intersection(group.skills)]
    for group in wide:
        if not any(group.uri in other.parents and set(other.skills) == set(group.skills) for other in wide):
            number = len(tested.intersection(group.skills))
            yield group, Phrase("strength_group", {"number": len(group.skills), "tested": number})
