"""What a person shows: the skills in the records that count, by whom, on what basis, how long ago.

Built from receipts alone, without a clock or a wallet of its own: the same receipts at the same moment give the same
profile, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from dsp_vc import words
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.model.attestation import BASES, Level, Skill
from dsp_vc.skills import levels
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Dataset
from dsp_vc.skills.groups import Group, roll_up
from dsp_vc.skills.labels import Label, label
from dsp_vc.skills.receipts import Receipt, Standing
from dsp_vc.skills.remedies import remedy_for
from dsp_vc.skills.strengths import Strength, strengths_of
from dsp_vc.words import Phrase

SELF = BASES[0]
#: What a signature by somebody else says at least, where it does not say on what basis.
_LEAST = BASES[1]
NO_SKILLS = "record_not_skills"


@dataclass(frozen=True, slots=True)
class Source:
    """What one record says of one skill.

    ``issuer`` is the same for all records of one issuer. ``basis`` is one of
    :data:`~dsp_vc.model.attestation.BASES`; ``stated`` is false where the record does not say it. ``demonstrated`` is
    when it was last seen; ``dated_by`` says whether the record says so (``demonstrated``), or the end of the period
    (``period``) or the signature (``signed``) stands for it. ``doubt`` is what could not be found out today.
    ``by_holder``: the person says it, with the wallet's own key.
    """

    credential: str
    short: str
    title: str
    issuer: str
    issuer_name: str
    basis: str
    stated: bool = True
    context: str | None = None
    level: Level | None = None
    assessor: str | None = None
    demonstrated: date | None = None
    dated_by: str = ""
    accepted: str = ""
    doubt: Phrase | None = None
    bound: bool = True
    by_holder: bool = False

    def to_json(self, lang: str) -> JsonObject:
        """As in ``passport.schema.json``."""
        return {
            "credential": self.credential,
            "short": self.short,
            "title": self.title,
            "issuer": self.issuer,
            "issuerName": self.issuer_name,
            "basis": self.basis,
            "basisStated": self.stated,
            "context": self.context,
            "level": level_json(self.level),
            "assessor": self.assessor,
            "demonstrated": self.demonstrated.isoformat() if self.demonstrated else None,
            "datedBy": self.dated_by or None,
            "accepted": self.accepted or None,
            "doubt": phrase_json(self.doubt, lang),
            "boundToKey": self.bound,
            "byHolder": self.by_holder,
        }


@dataclass(frozen=True, slots=True)
class ProfileSkill:
    """One skill with everything that speaks for it, the strongest first.

    ``levels`` is the highest on each scale; ``demonstrated`` the last time of all sources, ``age_days`` how long ago
    that was, both ``None`` where no source has a date.
    """

    label: Label
    sources: tuple[Source, ...]
    levels: tuple[Level, ...] = ()
    demonstrated: date | None = None
    dated_by: str = ""
    age_days: int | None = None

    @property
    def uri(self) -> str:
        """Its address."""
        return self.label.uri

    @property
    def level(self) -> Level | None:
        """The highest level on the first scale; ``None`` where no source names one."""
        return self.levels[0] if self.levels else None

    @property
    def basis(self) -> str:
        """The strongest basis."""
        return self.sources[0].basis

    @property
    def issuers(self) -> tuple[str, ...]:
        """The names of those who say so, each once: how many are independent of each other."""
        named = {source.issuer: source.issuer_name for source in self.sources}
        return tuple(named.values())

    def to_json(self, lang: str) -> JsonObject:
        """As in ``passport.schema.json``."""
        shown: list[JsonValue] = [level_json(level) for level in self.levels]
        named: list[JsonValue] = list(self.issuers)
        return {
            **self.label.to_json(),
            "basis": self.basis,
            "levels": shown,
            "issuers": named,
            "demonstrated": self.demonstrated.isoformat() if self.demonstrated else None,
            "datedBy": self.dated_by or None,
            "ageDays": self.age_days,
            "sources": [source.to_json(lang) for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that does not count: ``why``, and ``remedy``: what would make it count. ``skills`` are what it speaks
    of, by its own word."""

    credential: str
    short: str
    title: str
    issuer_name: str
    why: Phrase
    remedy: Phrase
    skills: tuple[Label, ...] = ()

    def to_json(self, lang: str) -> JsonObject:
        """As in ``passport.schema.json``."""
        return {
            "credential": self.credential,
            "short": self.short,
            "title": self.title,
            "issuerName": self.issuer_name,
            "why": phrase_json(self.why, lang),
            "remedy": phrase_json(self.remedy, lang),
            "skills": [skill.to_json() for skill in self.skills],
        }


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person shows at a moment. ``skills`` are those that somebody else signed for, ``self_asserted`` those that
    only the person does; a skill may be in both. All by URI, in order."""

    at: datetime
    skills: tuple[ProfileSkill, ...] = ()
    self_asserted: tuple[ProfileSkill, ...] = ()
    groups: tuple[Group, ...] = ()
    strengths: tuple[Strength, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    _by_uri: Mapping[str, ProfileSkill] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def build(cls, receipts: Iterable[Receipt], catalogue: Catalogue, now: datetime) -> Profile:
        """The profile of what was received, as of ``now``. Each receipt is one record: twins come together before."""
        proofs: dict[str, list[tuple[Skill, Source]]] = {}
        claims: dict[str, list[tuple[Skill, Source]]] = {}
        left_out: list[LeftOut] = []
        for receipt in receipts:
            if receipt.judgement.standing is Standing.LEFT_OUT or receipt.record is None or not receipt.record.skills:
                left_out.append(_left_out(receipt, catalogue))
                continue
            for skill in receipt.record.skills:
                source = _source(receipt, skill, now)
                into = claims if source.basis == SELF else proofs
                into.setdefault(skill.uri, []).append((skill, source))
        skills = _skills(proofs, catalogue, now)
        groups = roll_up(catalogue, [skill.uri for skill in skills])
        return cls(
            at=now,
            skills=skills,
            self_asserted=_skills(claims, catalogue, now),
            groups=groups,
            strengths=strengths_of(skills, groups),
            left_out=tuple(left_out),
            datasets=catalogue.datasets(),
            _by_uri={skill.uri: skill for skill in skills},
        )

    def skill(self, uri: str) -> ProfileSkill | None:
        """What is shown of one skill, by others than the person."""
        return self._by_uri.get(uri)

    def to_json(self, lang: str = "en") -> JsonObject:
        """As in ``passport.schema.json``, its sentences in ``lang``."""
        return {
            "version": 1,
            "at": format_datetime(self.at),
            "skills": [skill.to_json(lang) for skill in self.skills],
            "selfAsserted": [skill.to_json(lang) for skill in self.self_asserted],
            "groups": [group.to_json() for group in self.groups],
            "strengths": [strength.to_json(lang) for strength in self.strengths],
            "leftOut": [entry.to_json(lang) for entry in self.left_out],
            "datasets": datasets_json(self.datasets),
        }


def datasets_json(datasets: Iterable[Dataset]) -> list[JsonValue]:
    """What was used, and whom to name."""
    return [
        {"name": one.name, "version": one.version, "licence": one.licence, "attribution": one.attribution}
        for one in datasets
    ]


def level_json(level: Level | None) -> JsonValue:
    """A level as in ``passport.schema.json``."""
    if level is None:
        return None
    return {"value": level.value, "scale": level.scale, "name": level.name, "sentence": level.sentence}


def phrase_json(phrase: Phrase | None, lang: str) -> JsonValue:
    """Its code, and the sentence in ``lang``."""
    if phrase is None:
        return None
    return {"code": phrase.code, "message": words.message(phrase.code, lang, **phrase.params)}


def _source(receipt: Receipt, skill: Skill, now: datetime) -> Source:
    record, judgement = receipt.record, receipt.judgement
    assert record is not None
    said = SELF if judgement.standing is Standing.SELF else record.basis
    assessor = skill.assessor or record.assessor
    demonstrated, dated_by = _demonstrated(receipt, now)
    doubtful = judgement.code and judgement.standing is Standing.COUNTS
    return Source(
        credential=receipt.id,
        short=receipt.short,
        title=receipt.title,
        issuer=receipt.issuer,
        issuer_name=receipt.issuer_name,
        basis=said or _LEAST,
        stated=said is not None,
        context=record.context,
        level=skill.level,
        assessor=assessor.name if assessor else None,
        demonstrated=demonstrated,
        dated_by=dated_by,
        accepted=judgement.accepted,
        doubt=Phrase(judgement.code, judgement.params) if doubtful else None,
        bound=receipt.bound,
        by_holder=judgement.standing is Standing.SELF,
    )


def _demonstrated(receipt: Receipt, now: datetime) -> tuple[date | None, str]:
    """When it was last seen, as far as the record says, and by what. What lies ahead says nothing."""
    record = receipt.record
    assert record is not None
    today = now.astimezone(UTC).date()
    told = (
        (record.last_demonstrated, "demonstrated"),
        (record.period.end if record.period else None, "period"),
        (receipt.signed.astimezone(UTC).date().isoformat() if receipt.signed else None, "signed"),
    )
    for text, by in told:
        if text and (found := date.fromisoformat(text)) <= today:
            return found, by
    return None, ""


def _skills(
    found: Mapping[str, Sequence[tuple[Skill, Source]]], catalogue: Catalogue, now: datetime
) -> tuple[ProfileSkill, ...]:
    return tuple(_skill(uri, found[uri], catalogue, now) for uri in sorted(found))


def _skill(uri: str, said: Sequence[tuple[Skill, Source]], catalogue: Catalogue, now: datetime) -> ProfileSkill:
    sources = sorted((source for _, source in said), key=_strongest_first)
    names: dict[str, str] = {}
    for skill, _ in said:
        for lang, text in skill.name.items():
            names.setdefault(lang, text)
    dated = max((source for source in sources if source.demonstrated), key=_date_of, default=None)
    when = dated.demonstrated if dated else None
    return ProfileSkill(
        label=label(catalogue, uri, names),
        sources=tuple(sources),
        levels=tuple(levels.best([source.level for source in sources if source.level])),
        demonstrated=when,
        dated_by=dated.dated_by if dated else "",
        age_days=(now.astimezone(UTC).date() - when).days if when else None,
    )


def _strongest_first(source: Source) -> tuple[object, ...]:
    day = source.demonstrated.toordinal() if source.demonstrated else 0
    return -BASES.index(source.basis), -day, source.issuer, source.credential, source.short


def _date_of(source: Source) -> date:
    assert source.demonstrated is not None
    return source.demonstrated


def _left_out(receipt: Receipt, catalogue: Catalogue) -> LeftOut:
    judgement, record = receipt.judgement, receipt.record
    out = judgement.standing is Standing.LEFT_OUT
    code = judgement.code if out else NO_SKILLS
    why = Phrase(code, judgement.params if out else {})
    return LeftOut(
        credential=receipt.id,
        short=receipt.short,
        title=receipt.title,
        issuer_name=receipt.issuer_name,
        why=why,
        remedy=remedy_for(code),
        skills=tuple(label(catalogue, skill.uri, skill.name) for skill in (record.skills if record else ())),
    )
