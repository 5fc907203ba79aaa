"""How a skill is learned at work: one task for it in a plain sentence, and whom to ask. Comes with the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dsp_vc.files import open_bounded
from dsp_vc.skills.catalogue.csv_files import read_rows
from dsp_vc.skills.catalogue.shipped import data_folder

_ESCO = "http://data.europa.eu/esco/"
_COLUMNS = ("skill", "task_nl", "task_en", "mentor_nl", "mentor_en")


@dataclass(frozen=True, slots=True)
class Practice:
    """What to do to learn ``skill``, and the role of who can help with it and saw it; both by language."""

    skill: str
    task: Mapping[str, str]
    mentor: Mapping[str, str]


@cache
def practices() -> Mapping[str, Practice]:
    """All of them, by the address of the skill."""
    path = data_folder("learning") / "practice.csv"
    with open_bounded(path) as stream:
        rows = [row for _, row in read_rows(stream, path.name, _COLUMNS)]
    found = {
        _ESCO + row["skill"]: Practice(
            _ESCO + row["skill"],
            {"nl": row["task_nl"], "en": row["task_en"]},
            {"nl": row["mentor_nl"], "en": row["mentor_en"]},
        )
        for row in rows
    }
    return MappingProxyType(found)
