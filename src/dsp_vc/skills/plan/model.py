"""A plan as plain data, and as the entry of the wallet that it is kept in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from dsp_vc.encoding.strict_json import JsonObject, parse_object
from dsp_vc.errors import InputError, WalletError
from dsp_vc.model.attestation import Level
from dsp_vc.model.schemas import read_schema
from dsp_vc.skills.catalogue.model import Kind, Name, Weight
from dsp_vc.skills.labels import Label
from dsp_vc.skills.profile import level_json

#: The type of the entry in the wallet; other wallets pass over it.
ENTRY = "DspVcPlan"
VERSION = 1
SCHEMA = "plan.schema.json"
MAX_STEPS = 20
MAX_NOTE = 400
MAX_URL = 2_000


class WayKind(StrEnum):
    """How a skill can be learned: by a task at work, with somebody who can do it, in a training."""

    PRACTICE = "practice"
    MENTOR = "mentor"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to learn a skill. ``text`` by language is the task, the role of the mentor or the name of the training."""

    kind: WayKind
    text: Mapping[str, str]
    url: str = ""

    def told(self, lang: str) -> str:
        """The text in ``lang``, else in any language."""
        return self.text.get(lang) or next(iter(self.text.values()))

    def to_json(self) -> JsonObject:
        """As in ``plan.schema.json``."""
        return {"kind": self.kind.value, "text": dict(self.text), "url": self.url or None}


@dataclass(frozen=True, slots=True)
class Proof:
    """What closed a step: the credential by its id and by the short name of the wallet's list, and the day."""

    credential: str
    short: str
    title: str
    issuer_name: str
    day: date

    def to_json(self) -> JsonObject:
        """As in ``plan.schema.json``."""
        return {
            "credential": self.credential,
            "short": self.short,
            "title": self.title,
            "issuerName": self.issuer_name,
            "day": self.day.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Step:
    """One skill to show, with the ``level`` where the goal asks for one. It is open until a ``proof`` closes it."""

    label: Label
    need: Weight
    due: date
    ways: tuple[Way, ...]
    level: Level | None = None
    proof: Proof | None = None
    note: str = ""

    @property
    def uri(self) -> str:
        """The skill."""
        return self.label.uri

    def way(self, kind: WayKind) -> Way | None:
        """The first way of a kind."""
        return next((way for way in self.ways if way.kind is kind), None)

    def to_json(self) -> JsonObject:
        """As in ``plan.schema.json``."""
        return {
            "skill": self.label.to_json(),
            "need": self.need.value,
            "level": level_json(self.level),
            "ways": [way.to_json() for way in self.ways],
            "due": self.due.isoformat(),
            "state": "closed" if self.proof else "open",
            "closedBy": self.proof.to_json() if self.proof else None,
            "note": self.note or None,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps to a goal in their order. ``made`` is the day on which it was made, ``by`` the day that was named for
    the whole, ``later`` how many requirements more there are that it leaves for later."""

    goal: Label
    goal_kind: str
    made: date
    steps: tuple[Step, ...]
    by: date | None = None
    later: int = 0

    @property
    def next(self) -> Step | None:
        """The first step that is open."""
        return next((step for step in self.steps if step.proof is None), None)

    def step(self, number: int) -> Step:
        """The step of this number, from 1. Raises :class:`InputError` ``plan_no_step``."""
        if not 0 < number <= len(self.steps):
            raise InputError("plan_no_step", number=number, count=len(self.steps))
        return self.steps[number - 1]

    def noted(self, number: int, note: str) -> Plan:
        """With another note at a step; an empty one takes it away. Raises :class:`InputError` ``plan_no_step``,
        ``plan_note_long``."""
        step = self.step(number)
        if len(note) > MAX_NOTE:
            raise InputError("plan_note_long", limit=MAX_NOTE)
        steps = (*self.steps[: number - 1], replace(step, note=note.strip()), *self.steps[number:])
        return replace(self, steps=steps)

    def to_json(self) -> JsonObject:
        """As in ``plan.schema.json``."""
        return {
            "version": VERSION,
            "goal": {"type": self.goal_kind, **self.goal.to_json()},
            "made": self.made.isoformat(),
            "by": self.by.isoformat() if self.by else None,
            "later": self.later,
            "steps": [step.to_json() for step in self.steps],
        }

    def to_entry(self) -> JsonObject:
        """The entry of the wallet."""
        return {"type": ENTRY, **self.to_json()}

    @classmethod
    def from_entry(cls, entry: JsonObject) -> Plan:
        """Read it back. Raises :class:`WalletError` ``plan_newer``, ``plan_damaged``; the entry stays what it is."""
        value = {name: member for name, member in entry.items() if name != "type"}
        version = value.get("version")
        if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
            raise WalletError("plan_newer", version=version)
        if not _checker().is_valid(value):
            raise WalletError("plan_damaged")
        try:
            return _plan(value)
        except ValueError:
            raise WalletError("plan_damaged") from None  # a day that no calendar has


@cache
def _checker() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(parse_object(read_schema(SCHEMA)))


# What follows reads what the schema allowed.


def _plan(value: Any) -> Plan:
    return Plan(
        goal=_label(value["goal"]),
        goal_kind=value["goal"]["type"],
        made=date.fromisoformat(value["made"]),
        steps=tuple(_step(step) for step in value["steps"]),
        by=date.fromisoformat(value["by"]) if value["by"] else None,
        later=value["later"],
    )


def _step(value: Any) -> Step:
    level, proof = value["level"], value["closedBy"]
    return Step(
        label=_label(value["skill"]),
        need=Weight(value["need"]),
        due=date.fromisoformat(value["due"]),
        ways=tuple(Way(WayKind(way["kind"]), way["text"], way["url"] or "") for way in value["ways"]),
        level=Level(level["value"], level["scale"], level["name"], level["sentence"]) if level else None,
        proof=_proof(proof) if proof else None,
        note=value["note"] or "",
    )


def _proof(value: Any) -> Proof:
    day = date.fromisoformat(value["day"])
    return Proof(value["credential"], value["short"], value["title"], value["issuerName"], day)


def _label(value: Any) -> Label:
    names = tuple(Name(text, lang, lang not in value["unofficial"]) for lang, text in value["name"].items())
    return Label(value["uri"], names, Kind(value["kind"]) if value["kind"] else None)
