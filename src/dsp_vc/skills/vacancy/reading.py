"""Reading vacancies: from a file in any form that is known, a feed, or a folder of files.

One bad entry of a feed or folder is told and left out; a file that holds one vacancy raises what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import DspVcError, InputError, naming
from dsp_vc.files import read_bounded
from dsp_vc.model.table import table_of
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.json_files import load_json
from dsp_vc.skills.plain_text import plain_line, plain_text
from dsp_vc.skills.vacancy import hr_open, own, schema_org
from dsp_vc.skills.vacancy.model import UNKNOWN_LANGUAGE, Vacancy
from dsp_vc.skills.vacancy.terms import Terms

MAX_FILE = 32 * 1024 * 1024
MAX_ENTRY = 1024 * 1024  # one line of a feed
MAX_VACANCIES = 10_000
MAX_FILES = 2_000
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}  # no other letter changes its length
_TABLES = (".csv", ".xlsx")
_LINES = (".jsonl", ".ndjson")
_PAGES = (".html", ".htm", ".xhtml")
_SUFFIXES = (*_TABLES, *_LINES, *_PAGES, ".json", ".jsonld", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that can't be read: where it stands, and why."""

    place: str
    error: DspVcError


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, in the order of the source, and what was left out."""

    vacancies: tuple[Vacancy, ...]
    left_out: tuple[LeftOut, ...] = ()


def read(path: Path, catalogue: Catalogue, lang: str = "nl") -> Reading:
    """The vacancies in a file, or in the files of a folder (not below it).

    Raises :class:`InputError` ``file_*``, ``vacancy_*``, ``learning_*``, ``json_*``, ``table_*``.
    """
    if not path.is_dir():
        return read_bytes(read_bounded(path, MAX_FILE), path.name, catalogue, lang)
    files = [
        file for file in sorted(path.iterdir()) if file.suffix.lower() in _SUFFIXES and not file.name.startswith(".")
    ]
    if len(files) > MAX_FILES:
        raise InputError("file_too_many", path=path, limit=MAX_FILES)
    vacancies: list[Vacancy] = []
    left_out: list[LeftOut] = []
    for file in files:
        try:
            found = read_bytes(read_bounded(file, MAX_FILE, regular=True), file.name, catalogue, lang)
        except InputError as error:
            left_out.append(LeftOut(file.name, error))
            continue
        vacancies += found.vacancies
        left_out += found.left_out
        if len(vacancies) > MAX_VACANCIES:
            raise InputError("vacancy_too_many", place=file.name, limit=MAX_VACANCIES)
    if not vacancies:
        raise left_out[0].error if left_out else InputError("vacancy_none", place=path.name)
    return Reading(tuple(vacancies), tuple(left_out))


def read_one(data: bytes, name: str, catalogue: Catalogue, lang: str = "nl") -> Vacancy:
    """The one vacancy of a file. Raises also :class:`InputError` ``vacancy_several``."""
    found = read_bytes(data, name, catalogue, lang)
    if found.left_out:
        raise found.left_out[0].error
    if len(found.vacancies) > 1:
        raise InputError("vacancy_several", place=name, count=len(found.vacancies))
    return found.vacancies[0]


def read_bytes(data: bytes, name: str, catalogue: Catalogue, lang: str = "nl") -> Reading:
    """The vacancies in the bytes of a file called ``name``; see :func:`read`."""
    with naming(name):
        if not data.strip():
            raise InputError("file_empty", path=name)
        reading = _collect(_entries(data, name, catalogue, lang), name)
    return reading


Entry = tuple[str, Callable[[], Vacancy]]


def _collect(entries: Iterator[Entry], name: str) -> Reading:
    vacancies: list[Vacancy] = []
    left_out: list[LeftOut] = []
    for number, (place, make) in enumerate(entries):
        if number >= MAX_VACANCIES:
            raise InputError("vacancy_too_many", place=f"{name} {place}".strip(), limit=MAX_VACANCIES)
        source = f"{name}:{place}" if place else name
        try:
            with naming(source):
                vacancies.append(replace(make(), source=source))
        except InputError as error:
            left_out.append(LeftOut(source, error))
    if not vacancies:
        raise left_out[0].error if left_out else InputError("vacancy_none", place=name)
    return Reading(tuple(vacancies), tuple(left_out))


def _entries(data: bytes, name: str, catalogue: Catalogue, lang: str) -> Iterator[Entry]:
    suffix = Path(name).suffix.lower()
    first = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if suffix in _TABLES:
        for value, rows in own.in_table(table_of(data, Path(name))):
            yield str(rows[0]), _of_rows(value, rows, catalogue, lang)
    elif suffix in _LINES:
        yield from _lines(data, catalogue, lang)
    elif suffix in (".json", ".jsonld") or (first in (b"{", b"[") and suffix not in _PAGES):
        yield from _document(load_json(data, MAX_FILE), "", catalogue, lang)
    else:
        text = _decoded(data, name)
        if suffix in _PAGES or first == b"<":
            yield from _page(text, catalogue, lang)
        else:
            yield "", lambda: _text(text, catalogue, lang)


def _lines(data: bytes, catalogue: Catalogue, lang: str) -> Iterator[Entry]:
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        yield from _line(line, str(number), catalogue, lang)


def _line(line: bytes, place: str, catalogue: Catalogue, lang: str) -> Iterator[Entry]:
    try:
        value = load_json(line, MAX_ENTRY)
        found = list(_document(value, "", catalogue, lang))
    except InputError as error:
        yield place, _raising(error)
        return
    for path, make in found:
        yield f"{place} {path}".strip(), make


def _document(value: JsonValue, path: str, catalogue: Catalogue, lang: str) -> Iterator[Entry]:
    """Each vacancy in a JSON value; what is none in a list is an entry that raises."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _document(one, f"{path}[{number}]", catalogue, lang)
        return
    if own.is_own(value):
        yield path, lambda: own.read(value, catalogue, lang)
        return
    for find, read in ((schema_org.postings, schema_org.read), (hr_open.openings, hr_open.read)):
        found = list(find(value, path))
        for place, one in found:
            yield place, _reading(read, one, place, catalogue, lang)
        if found:
            return
    yield path, _raising(InputError("vacancy_not_recognised", place=path or "$"))


def _page(text: str, catalogue: Catalogue, lang: str) -> Iterator[Entry]:
    """A saved page: the postings in its JSON-LD; where it has none, its words."""
    found = False
    for block in _json_ld(text):
        try:
            value = load_json(block.encode(), MAX_ENTRY)
        except InputError:
            continue  # a page holds blocks of others too
        for place, posting in schema_org.postings(value):
            found = True
            yield place, _reading(schema_org.read, posting, place, catalogue, lang)
    if not found:
        yield "", lambda: _text(text, catalogue, lang)


def _json_ld(text: str) -> Iterator[str]:
    """What stands in the elements ``script`` of a page that hold JSON-LD. It is data: nothing in a page is run."""
    low = text.translate(_SMALL)
    position = 0
    while (start := low.find("<script", position)) >= 0:
        opened = low.find(">", start)
        closed = low.find("</script", opened)
        if opened < 0 or closed < 0:
            return
        if "ld+json" in low[start:opened]:
            yield text[opened + 1 : closed]
        position = closed + 1


def _text(text: str, catalogue: Catalogue, lang: str) -> Vacancy:
    """Words alone: the first line is the title, and every skill is a proposal."""
    plain = plain_text(text)
    title = plain_line(plain.partition("\n")[0], 200)
    if not title:
        raise InputError("vacancy_no_title", place="1")
    terms = Terms(catalogue, lang)
    terms.job(title, sentence=True)
    terms.told(plain)
    return Vacancy(
        {UNKNOWN_LANGUAGE: title}, terms.requirements(), occupations=tuple(terms.jobs), text={UNKNOWN_LANGUAGE: plain}
    )


def _decoded(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("vacancy_no_text", place=f"{name}:{line}") from None
    if "\0" in text:
        raise InputError("vacancy_no_text", place=name)
    return text


def _reading(
    read: Callable[[JsonObject, str, Catalogue, str], Vacancy],
    one: JsonObject,
    path: str,
    catalogue: Catalogue,
    lang: str,
) -> Callable[[], Vacancy]:
    return lambda: read(one, path, catalogue, lang)


def _of_rows(value: JsonValue, rows: list[int], catalogue: Catalogue, lang: str) -> Callable[[], Vacancy]:
    return lambda: own.read(value, catalogue, lang, rows)


def _raising(error: InputError) -> Callable[[], Vacancy]:
    def fail() -> Vacancy:
        raise error

    return fail
