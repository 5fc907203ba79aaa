"""Templates of our own form, to fill in: an example that comes with the product, as JSON or as a table."""

from __future__ import annotations

import csv
import io

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps
from dsp_vc.files import read_bounded
from dsp_vc.skills import training
from dsp_vc.skills.catalogue.shipped import data_folder, shipped
from dsp_vc.skills.json_files import load_json
from dsp_vc.skills.own_form import SKILL_COLUMNS, Form
from dsp_vc.skills.vacancy import own

KINDS = ("vacancy", "training")
_EXAMPLE = "timmerman.json"
_MAX = 1024 * 1024
_BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know UTF-8


def template(kind: str, *, table: bool = False) -> str:
    """The example for ``kind`` (one of :data:`KINDS`): JSON, or CSV with semicolons, as spreadsheets here open it."""
    form, value = _example(kind)
    return _BYTE_ORDER_MARK + _as_table(form, value) if table else dumps(value, indent=2) + "\n"


def _example(kind: str) -> tuple[Form, JsonObject]:
    if kind == training.FORM.kind:
        return training.FORM, training.shipped_trainings(shipped())[0].to_json()
    value = load_json(read_bounded(data_folder("learning") / "vacancies" / _EXAMPLE), _MAX)
    return own.FORM, value if isinstance(value, dict) else {}


def _as_table(form: Form, value: JsonObject) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerow([*form.columns, *form.skill_columns])
    whole = [_whole(value, column) for column in form.columns]
    skills = value.get("skills")
    for number, skill in enumerate(skills if isinstance(skills, list) else []):
        if isinstance(skill, dict):
            # What is empty in a later row is as in the first.
            told = whole if number == 0 else [whole[0], *[""] * (len(whole) - 1)]
            writer.writerow([*told, *(_part(skill, column) for column in form.skill_columns)])
    return stream.getvalue()


def _whole(value: JsonObject, column: str) -> str:
    name, _, lang = column.rpartition("_")
    texts = value.get(name) if name else None
    found: JsonValue = texts.get(lang) if isinstance(texts, dict) else value.get(column)
    if isinstance(found, list):
        return " ".join(str(one) for one in found)
    return "" if found is None else str(found)


def _part(skill: JsonObject, column: str) -> str:
    found: JsonValue = skill
    for step in SKILL_COLUMNS[column]:
        found = found.get(step) if isinstance(found, dict) else None
    if found is None and column == "skill_name":
        found = skill.get("found_as")
    return "" if found is None else str(found)
