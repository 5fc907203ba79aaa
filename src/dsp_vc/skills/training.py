"""Trainings: which skills they teach, to which level, and how, where and for how long.

Read in our own form: JSON by ``schemas/training.schema.json``, or a table with a row for each skill. Some come with the
product; they are examples, of organisations that do not exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError, naming
from dsp_vc.files import read_bounded
from dsp_vc.model.attestation import Level
from dsp_vc.model.reading import Reader
from dsp_vc.model.table import table_of
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.search import search
from dsp_vc.skills.catalogue.shipped import data_folder
from dsp_vc.skills.catalogue.spelling import fold
from dsp_vc.skills.json_files import load_json
from dsp_vc.skills.own_form import (
    Form,
    level,
    level_json,
    line,
    long_texts,
    objects,
    own_version,
    read_as,
    titles,
    whole_number,
)
from dsp_vc.skills.texts import in_language

MAX_FILE = 16 * 1024 * 1024
MAX_HOURS = 10_000
FORM = Form(
    "training",
    ("id", "name_nl", "name_en", "provider", "hours", "place", "form", "url", "text_nl", "text_en"),
    ("skill", "skill_name", "level", "scale"),
    numbers=frozenset({"hours"}),
)
_KNOWN = frozenset({"version", "kind", "id", "name", "provider", "hours", "place", "form", "url", "skills", "text"})
_SKILL = frozenset({"skill", "name", "level", "found_as"})


class How(StrEnum):
    """How a training is given: at work, in a classroom, or over the network."""

    PRACTICE = "practice"
    CLASSROOM = "classroom"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Taught:
    """A skill that is taught, and the level that is reached."""

    skill: str
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Training:
    """A training. ``name`` and ``text`` by language; ``hours`` in all, ``None`` where it is not said."""

    id: str
    name: Mapping[str, str]
    provider: str
    skills: tuple[Taught, ...]
    how: How
    hours: int | None = None
    place: str = ""
    url: str = ""
    text: Mapping[str, str] = field(default_factory=dict)
    source: str = ""

    def told(self, lang: str) -> str:
        """The name in ``lang``, else in English, else in any language."""
        return in_language(self.name, lang)

    def to_json(self) -> JsonObject:
        """In our own form, in a fixed order."""
        shown: JsonObject = {"version": 1, "kind": "training", "id": self.id, "name": dict(self.name)}
        shown["provider"] = self.provider
        if self.hours is not None:
            shown["hours"] = self.hours
        if self.place:
            shown["place"] = self.place
        shown["form"] = self.how.value
        if self.url:
            shown["url"] = self.url
        shown["skills"] = [
            {"skill": one.skill, **({"level": level_json(one.level)} if one.level else {})} for one in self.skills
        ]
        if self.text:
            shown["text"] = dict(self.text)
        return shown


def shipped_trainings(catalogue: Catalogue) -> tuple[Training, ...]:
    """The trainings that come with the product."""
    path = data_folder("learning") / "trainings.csv"
    return read_bytes(read_bounded(path), path.name, catalogue)


def read(path: Path, catalogue: Catalogue, lang: str = "nl") -> tuple[Training, ...]:
    """The trainings in a file: one or a list as JSON, or a table.

    Raises :class:`InputError` ``file_*``, ``learning_*``, ``training_*``, ``json_*``, ``table_*``.
    """
    return read_bytes(read_bounded(path, MAX_FILE), path.name, catalogue, lang)


def read_bytes(data: bytes, name: str, catalogue: Catalogue, lang: str = "nl") -> tuple[Training, ...]:
    """Like :func:`read`, of bytes that came from a file called ``name``."""
    found: list[Training] = []
    seen: set[str] = set()
    with naming(name):
        if not data.strip():
            raise InputError("file_empty", path=name)
        for value, rows in _values(data, name):
            training = read_as(FORM, value, lambda one: _read(one, catalogue, lang), rows)
            if training.id in seen:
                raise InputError("training_twice", name=training.id)
            seen.add(training.id)
            found.append(training)
        if not found:
            raise InputError("training_none", path=name)
    return tuple(found)


def _values(data: bytes, name: str) -> Iterator[tuple[JsonValue, list[int]]]:
    if Path(name).suffix.lower() in (".csv", ".xlsx"):
        yield from objects(FORM, table_of(data, Path(name)))
        return
    value = load_json(data, MAX_FILE)
    for one in value if isinstance(value, list) else [value]:
        yield one, []


def _read(value: JsonValue, catalogue: Catalogue, lang: str) -> Training:
    reader = Reader.of(value, "", _KNOWN)
    own_version(reader, FORM)
    name = titles(reader, "name")
    if not name:
        raise InputError("record_missing", path="name")
    skills = reader.many("skills", lambda skill, path: _skill(skill, path, catalogue, lang))
    if not skills:
        raise InputError("record_missing", path="skills")
    return Training(
        id=reader.need("id", reader.text),
        name=name,
        provider=line(reader, "provider") or reader.need("provider", reader.text),
        skills=tuple({one.skill: one for one in skills}.values()),
        how=How(reader.need("form", lambda member: reader.choice(member, tuple(how.value for how in How)))),
        hours=whole_number(reader, "hours", MAX_HOURS),
        place=line(reader, "place"),
        url=reader.iri("url") or "",
        text=long_texts(reader, "text"),
    )


def _skill(value: JsonValue, path: str, catalogue: Catalogue, lang: str) -> Taught:
    reader = Reader.of(value, path, _SKILL)
    uri = reader.iri("skill")
    if uri is None:
        name = reader.need("name", reader.text)
        hits = search(catalogue, name, lang=lang, limit=3)
        exact = [hit.concept.uri for hit in hits if fold(hit.found.text) == fold(name)]
        if len(exact) != 1:
            raise InputError("record_skill", path=reader.at("name"), value=name)
        uri = exact[0]
    return Taught(uri, reader.one("level", level))
