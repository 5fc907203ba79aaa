"""What the taxonomy does not say and a person on the shop floor would: skills that are kin, each time with a sentence
that holds for every one of them. Ours, and said to be; read pair by pair before it was written down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dsp_vc.files import open_bounded
from dsp_vc.skills.catalogue.csv_files import Row, read_rows
from dsp_vc.skills.catalogue.shipped import BASE, data_folder


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two skills are kin, in one clause a language."""

    name: str
    nl: str
    en: str

    def text(self, lang: str) -> str:
        """The clause in ``lang``."""
        return self.nl if lang == "nl" else self.en


@cache
def reasons() -> dict[tuple[str, str], tuple[Reason, int]]:
    """The reason for every ordered pair of kin, the first in the file where there are several; and the place of the
    first of the pair among those that share the reason."""
    told = {row["reason"]: Reason(row["reason"], row["nl"], row["en"]) for row in _rows("kin_reasons", ("nl", "en"))}
    sets: dict[str, list[tuple[str, str]]] = {}
    for row in _rows("kin", ("side", "uri")):
        sets.setdefault(row["reason"], []).append((row["side"], BASE + row["uri"]))
    found: dict[tuple[str, str], tuple[Reason, int]] = {}
    for name, members in sets.items():
        for place, (side, uri) in enumerate(members):
            for other_side, other in members:
                if uri != other and (not side or side != other_side):
                    found.setdefault((uri, other), (told[name], place))
    return found


@cache
def strangers() -> frozenset[tuple[str, str]]:
    """Pairs that look alike and are not, in either order. An empty one goes with a skill below which nothing belongs
    that the taxonomy puts there."""
    rows = _rows("not_kin", ("uri", "other"))
    pairs = [(BASE + row["uri"] if row["uri"] else "", BASE + row["other"]) for row in rows]
    return frozenset(pairs) | frozenset((other, uri) for uri, other in pairs)


def _rows(name: str, columns: tuple[str, ...]) -> list[Row]:
    path = data_folder("catalogue") / f"{name}.csv"
    with open_bounded(path) as stream:
        return [row for _, row in read_rows(stream, path.name, columns)]
