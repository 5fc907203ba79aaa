"""The catalogue that comes with the product: facts of ESCO for seventeen occupations, and plain Dutch names of our own
where ESCO has no Dutch one here. Those are marked as ours; an import of the whole taxonomy keeps them as synonyms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dsp_vc.files import open_bounded
from dsp_vc.skills.catalogue import esco
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.csv_files import Row, read_rows
from dsp_vc.skills.catalogue.model import Dataset, Kind, Weight
from dsp_vc.skills.catalogue.writer import Writer

VERSION = "1.1.1"
_DUTCH = "1.2.1"  # the version that its Dutch names are of
BASE = "http://data.europa.eu/esco/"
NAME = f"{esco.NAME}, an extract"
ATTRIBUTION = f"{esco.ATTRIBUTION} Dutch names marked as unofficial are ours."


def data_folder(name: str) -> Path:
    """A folder of data that comes with the product: in the wheel beside the code, in a checkout at its top."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "data" / name
    return inside if inside.is_dir() else package.parents[1] / "data" / name


@cache
def shipped() -> Catalogue:
    """The shipped catalogue, in memory."""
    writer = Writer()
    add_extract(writer)
    add_our_names(writer)
    writer.finish()
    return Catalogue(writer.connection)


def add_extract(writer: Writer) -> None:
    """What comes with the product, but for our own names."""
    dataset = writer.dataset(Dataset(NAME, VERSION, ("nl", "en"), esco.LICENCE, ATTRIBUTION))
    for row in _rows("concepts", ("uri", "kind", "code", "reuse")):
        writer.concept(BASE + row["uri"], Kind(row["kind"]), dataset, code=row["code"], reuse=row["reuse"])
    for uri, lang, name, preferred, official in names():
        if official:
            writer.name(uri, lang, name, preferred=preferred)
    for row in _rows("broader", ("uri", "broader")):
        writer.broader(BASE + row["uri"], BASE + row["broader"])
    for row in _rows("related", ("uri", "other")):
        writer.related(BASE + row["uri"], BASE + row["other"])
    for row in _rows("needs", ("occupation", "skill", "weight")):
        writer.needs(BASE + row["occupation"], BASE + row["skill"], Weight(row["weight"]))


@cache
def names() -> tuple[tuple[str, str, str, bool, bool], ...]:
    """URI, language, name, whether it is the preferred one, whether it is official; of all shipped names."""
    return tuple(
        (BASE + row["uri"], row["lang"], row["name"], row["preferred"] == "1", row["official"] == "1")
        for row in _rows("names", ("uri", "lang", "name", "preferred", "official"))
    )


def add_our_names(writer: Writer) -> None:
    """Names of the shipped catalogue for concepts that ``writer`` has. Our own Dutch ones come after an official one;
    those of ESCO stand in where ``writer`` has no other of that language (as after an import of ESCO in English), and
    are official where it has one of the versions that came along."""
    same = writer.version_of(esco.NAME) in (VERSION, _DUTCH)
    for uri, lang in dict.fromkeys((uri, lang) for uri, lang, *_ in names() if writer.knows(uri)):
        lacking = not writer.has_name(uri, lang)
        for name, preferred, official in _by_concept()[uri, lang]:
            if not official or lacking:
                writer.name(uri, lang, name, preferred=preferred, official=official and same)


@cache
def _by_concept() -> dict[tuple[str, str], list[tuple[str, bool, bool]]]:
    found: dict[tuple[str, str], list[tuple[str, bool, bool]]] = {}
    for uri, lang, name, preferred, official in names():
        found.setdefault((uri, lang), []).append((name, preferred, official))
    return found


def _rows(name: str, columns: tuple[str, ...]) -> Iterator[Row]:
    path = data_folder("catalogue") / f"{name}.csv"
    with open_bounded(path) as stream:
        for _, row in read_rows(stream, path.name, columns):
            yield row
