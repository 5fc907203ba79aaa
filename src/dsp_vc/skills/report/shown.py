"""What a person shows: cards, the chart of strengths, what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from dsp_vc.model.attestation import BASES
from dsp_vc.skills import days, levels
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.gap import Gap
from dsp_vc.skills.groups import fields
from dsp_vc.skills.labels import Label
from dsp_vc.skills.profile import Profile, ProfileSkill, Source
from dsp_vc.skills.report.content import NAME, Card, Chart, Row, Voice, clipped, width
from dsp_vc.skills.report.room import card_lines, fitting, row_lines
from dsp_vc.skills.strengths import Strength
from dsp_vc.words import Phrase

CARDS, ROWS, NAMES, REASONS, LEFT_OUT = 6, 10, 9, 2, 3
_PERSON, _REASON, _REMARK, _NAMES = 40, 150, 110, 150
#: Printed lines for the cards, and for the chart where it has a page of its own to share.
_CARD_LINES, _ROW_LINES = 26, 12
#: Strongest first; what the person says is no proof, and no block.
PROVEN = tuple(reversed(BASES[1:]))


def ordered(profile: Profile) -> list[ProfileSkill]:
    """The skills, those that most speaks for first: by the profile's strengths, then by basis, then the latest."""
    place = {strength.label.uri: number for number, strength in enumerate(profile.strengths)}
    return sorted(
        profile.skills,
        key=lambda skill: (
            place.get(skill.uri, len(place)),
            -BASES.index(skill.basis),
            -(skill.demonstrated.toordinal() if skill.demonstrated else 0),
            skill.uri,
        ),
    )


def for_goal(skills: Sequence[ProfileSkill], gap: Gap | None) -> list[ProfileSkill]:
    """The same with those first that the goal must have, then those that it can use or that help for it."""
    if gap is None:
        return list(skills)
    needed = {line.uri for line in gap.lines if line.need is Weight.ESSENTIAL}
    useful = {line.uri for line in gap.lines} | {line.relation.held.uri for line in gap.lines if line.relation}
    return sorted(skills, key=lambda skill: (skill.uri not in needed, skill.uri not in useful))


def cards(skills: Sequence[ProfileSkill], voice: Voice) -> tuple[Card, ...]:
    """The first of ``skills``: as many as find room."""
    made = [_card(skill, voice) for skill in skills[:CARDS]]
    costs = (card_lines((card.name, card.level, card.by, card.when, *card.remarks)) for card in made)
    return tuple(made[: fitting(costs, _CARD_LINES)])


def remarks(further: Sequence[ProfileSkill], profile: Profile, voice: Voice) -> Iterator[str]:
    """What no card shows: ``further`` skills, and what only the person says."""
    if further:
        yield voice.say("paper_also_shown", names=_names(further, voice))
    claims = [skill for skill in profile.self_asserted if profile.skill(skill.uri) is None]
    if claims:
        yield voice.say("paper_self_said", names=_names(claims, voice))


def _names(skills: Sequence[ProfileSkill], voice: Voice) -> str:
    """Their names, as many as find room in a few lines."""
    told = [skill.label.text(voice.lang) for skill in skills]
    return voice.listed(told, min(NAMES, fitting((min(width(name), NAME) + 2 for name in told), _NAMES)))


def strengths(skills: Sequence[ProfileSkill], profile: Profile, voice: Voice, lines: float) -> Chart | None:
    """Skills by field and by the strongest basis of each, in as many rows as fit in ``lines``; nothing where no two of
    them are in one field and the cards say as much."""
    parts = _fields(skills, profile)
    if len(parts) == len(skills) <= CARDS:
        return None
    made = [_row(name.text(voice.lang), members, voice) for name, members in parts]
    rows = tuple(made[: min(ROWS, fitting((row_lines(row.name) for row in made), max(lines, _ROW_LINES)))])
    used = {kind for row in rows for kind, count in row.counts if count}
    legend = tuple((basis, voice.say(f"basis_{basis}")) for basis in PROVEN if basis in used)
    further = sum(len(members) for _, members in parts[len(rows) :])
    remarks = [voice.say("paper_strengths_other", count=further)] if further else []
    remarks += [_reasons(one, voice) for one in profile.strengths[:REASONS]]
    return Chart(voice.say("paper_strengths"), voice.say("paper_strengths_told"), rows, legend, tuple(remarks))


def left_out(profile: Profile, voice: Voice) -> Iterator[str]:
    """What was not counted and why, in one line: as many as find room in it."""
    if not profile.left_out:
        return
    told = [
        voice.say(
            "paper_left_out_one", title=clipped(entry.title, NAME), why=voice.say(entry.why.code, **entry.why.params)
        )
        for entry in profile.left_out[:LEFT_OUT]
    ]
    told = told[: fitting((width(one) + 2 for one in told), _NAMES)]
    if len(profile.left_out) > len(told):
        told.append(voice.say("paper_more", count=len(profile.left_out) - len(told)))
    yield voice.say("paper_left_out", count=len(profile.left_out), names="; ".join(told))


def _card(skill: ProfileSkill, voice: Voice) -> Card:
    first = skill.sources[0]
    others = [name for name in skill.issuers if name != first.issuer_name]
    remarks = [voice.say("paper_also_by", names=voice.listed(others, 3))] if others else []
    if first.doubt is not None:
        remarks.append(voice.say("paper_doubt", text=voice.say(first.doubt.code, **first.doubt.params)))
    return Card(
        name=clipped(skill.label.text(voice.lang)),
        level=_level(skill, voice),
        by=voice.say(f"paper_by_{first.basis}", name=_who(first, voice)),
        when=_when(skill, voice),
        remarks=tuple(clipped(remark, _REMARK) for remark in remarks),
    )


def _level(skill: ProfileSkill, voice: Voice) -> str:
    """The level, and who says it where that is not the one whom the card names first."""
    if skill.level is None:
        return ""
    told = clipped(levels.told(skill.level, voice.lang), NAME)
    said_by = [source for source in skill.sources if source.level == skill.level]
    if said_by and said_by[0].issuer != skill.sources[0].issuer:
        return voice.say("paper_level_by", level=told, name=clipped(said_by[0].issuer_name, _PERSON))
    return told


def _reasons(strength: Strength, voice: Voice) -> str:
    """Why somebody is strong in something: as many of the reasons as find room in two lines."""
    told = [clipped(_why(reason, voice), _REASON) for reason in strength.reasons]
    told = told[: fitting((width(one) + 2 for one in told), _REASON)]
    return f"{clipped(strength.label.text(voice.lang), NAME)}: {'; '.join(told)}."


def _why(reason: Phrase, voice: Voice) -> str:
    """A reason, with its day as people write it."""
    params = dict(reason.params)
    if isinstance(moment := params.get("moment"), str):
        params["moment"] = days.told(date.fromisoformat(moment), voice.lang)
    return voice.say(reason.code, **params)


def _who(source: Source, voice: Voice) -> str:
    name = clipped(source.issuer_name, NAME)
    if source.assessor and source.assessor != source.issuer_name:
        return voice.say("paper_by_person", issuer=name, person=clipped(source.assessor, _PERSON))
    return name


def _when(skill: ProfileSkill, voice: Voice) -> str:
    if skill.demonstrated is None:
        return ""
    return voice.say(f"paper_last_{skill.dated_by}", moment=days.told(skill.demonstrated, voice.lang))


def _fields(skills: Sequence[ProfileSkill], profile: Profile) -> list[tuple[Label, list[ProfileSkill]]]:
    """The fields, the fullest first, then each skill that is in none."""
    left = {skill.uri: skill for skill in skills}
    found = [(group.label, [left.pop(uri) for uri in uris]) for group, uris in fields(profile.groups, list(left))]
    return [*found, *((skill.label, [skill]) for skill in left.values())]


def _row(name: str, skills: Sequence[ProfileSkill], voice: Voice) -> Row:
    counts = Counter(skill.basis for skill in skills)
    told = clipped(name)
    if len(skills) > 1:
        told = voice.say("paper_strengths_row", name=told, count=len(skills))
    return Row(told, tuple((basis, counts[basis]) for basis in PROVEN))
