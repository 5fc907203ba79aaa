"""A list of one's own, as CSV: skills, occupations and what these ask for, a row each.

Columns: ``uri``, ``kind`` (skill, knowledge, group, occupation), a name by language (``nl``, ``en``, …), and as wished
``synonyms_nl`` (with bars between them), ``broader`` (URI), ``essential`` and ``optional`` (URIs of skills, with spaces
between them). The name of the file without its ending is the name of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dsp_vc.errors import InputError, Refused
from dsp_vc.files import open_bounded
from dsp_vc.skills.catalogue.csv_files import MAX_FILE, Progress, Row, read_rows
from dsp_vc.skills.catalogue.model import Dataset, Kind, Summary, Weight
from dsp_vc.skills.catalogue.writer import Writer

_LANG = re.compile(r"[a-z]{2,3}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_OTHERS = {"uri", "kind", "broader", "essential", "important", "somewhat", "optional", "code"}


def read(writer: Writer, path: Path, version: str, progress: Progress | None = None) -> Summary:
    """Take the list into ``writer``. Raises :class:`InputError` ``file_*``, :class:`Refused` ``catalogue_*``."""
    name = path.stem
    if writer.version_of(name) is not None:
        raise InputError("catalogue_twice", path=path, name=name)
    langs: tuple[str, ...] = ()
    key = 0
    before = writer.requirements()
    for place, row in _rows(path, progress):
        if not langs:
            langs = _languages(row)
            if not langs:
                raise Refused("catalogue_columns", place=f"{path.name}:1", name="nl, en, …")
            key = writer.dataset(Dataset(name, version, langs, "", ""))
        _concept(writer, key, langs, place, row)
    if not langs:
        raise Refused("catalogue_row", place=f"{path.name}:1", detail="nothing below the header")
    for place, row in _rows(path):  # read twice rather than held: what it relates to may stand further down
        _relations(writer, place, row)
    skills, jobs = writer.count(key, Kind.SKILL, Kind.KNOWLEDGE), writer.count(key, Kind.OCCUPATION)
    return Summary(Dataset(name, version, langs, "", ""), skills, jobs, writer.requirements() - before)


def _rows(path: Path, progress: Progress | None = None) -> Iterator[tuple[str, Row]]:
    with open_bounded(path, MAX_FILE) as stream:
        yield from read_rows(stream, path.name, ("uri", "kind"), progress)


def _concept(writer: Writer, key: int, langs: tuple[str, ...], place: str, row: Row) -> None:
    uri = _uri(row["uri"].strip(), place)
    try:
        kind = Kind(row["kind"].strip())
    except ValueError:
        raise Refused("catalogue_row", place=place, detail=f"kind {row['kind'][:80]!r}") from None
    if not any(row[lang].strip() for lang in langs):
        raise Refused("catalogue_row", place=place, detail="no name in any language")
    writer.concept(uri, kind, key, code=row.get("code", "").strip())
    for lang in langs:
        writer.name(uri, lang, row[lang], preferred=True)
        for text in row.get(f"synonyms_{lang}", "").split("|"):
            writer.name(uri, lang, text, preferred=False)


def _relations(writer: Writer, place: str, row: Row) -> None:
    uri = row["uri"].strip()
    for broader in row.get("broader", "").split():
        writer.broader(uri, _uri(broader, place), place)
    for weight in Weight:
        for skill in row.get(weight.value, "").split():
            writer.needs(uri, _uri(skill, place), weight, place)


def _languages(row: Row) -> tuple[str, ...]:
    return tuple(name for name in row if _LANG.fullmatch(name) and name not in _OTHERS)


def _uri(text: str, place: str) -> str:
    if not _URI.fullmatch(text):
        raise Refused("catalogue_row", place=place, detail=f"no URI: {text[:80]!r}")
    return text
