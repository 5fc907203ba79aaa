"""A class at once: a table of people and a record as template, or a folder of their requests.

Columns are dotted paths into the record (``subject.given_name``, ``skills[0].level``), or the usual words for them.
Every row is read and held to the rules before the first is signed; all that is wrong is told in one list.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from dsp_vc.encoding import jcs
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.reading import looks_like_bsn
from dsp_vc.model.table import Cell, Table

EXTERNAL_ID = "external_id"
#: What stands before a family name (``van der``), in a column of its own; it is no field of a record.
_PREFIX = "subject.family_name.prefix"
_FAMILY = "subject.family_name"
#: What people call the columns, folded; each with its path.
WORDS = {
    "nummer": EXTERNAL_ID,
    "leerlingnummer": EXTERNAL_ID,
    "studentnummer": EXTERNAL_ID,
    "personeelsnummer": EXTERNAL_ID,
    "sleutel": "subject.id",
    "did": "subject.id",
    "voornaam": "subject.given_name",
    "roepnaam": "subject.given_name",
    "tussenvoegsel": _PREFIX,
    "tussenvoegsels": _PREFIX,
    "voorvoegsel": _PREFIX,
    "voorvoegsels": _PREFIX,
    "achternaam": "subject.family_name",
    "geboortedatum": "subject.birthdate",
    "niveau": "skills[0].level",
    "rol": "role",
    "functie": "role",
    "begindatum": "period.start",
    "einddatum": "period.end",
    "geldig tot": "valid_until",
}
_WHO = ("subject.id", "subject.given_name", "subject.family_name")
_STEP = re.compile(r"([a-z_]+)((?:\[[0-9]{1,2}\])*)", re.ASCII)
_DATES = ("birthdate", "start", "end", "last_demonstrated", "valid_from", "valid_until")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})", re.ASCII)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?", re.ASCII)
#: Citizen service numbers by all their names; schools know the same number as that of a pupil.
_FORBIDDEN = {
    "bsn", "bsnnummer", "burgerservicenummer", "burgerservicenr", "sofinummer", "sofinr", "subjectbsn", "pgn",
    "persoonsgebondennummer", "onderwijsnummer",
}  # fmt: skip
_LETTERS = re.compile(r"[^a-z]+", re.ASCII)
_SAFE = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell: the row as the spreadsheet counts, the column as it is called there (or the path in
    the record), and the error."""

    row: int
    column: str
    error: InputError


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the class: the record to sign, and the name of the file to hand over. ``named`` is whether the
    external id was given; else it is drawn from the row's content, so that the same row is issued once."""

    row: int
    record: SkillAttestation
    file: str
    named: bool


def members(table: Table, template: JsonObject) -> tuple[list[Member], list[Fault]]:
    """The people of ``table``, and everything that is wrong with it.

    Raises :class:`InputError` ``cohort_column`` (a heading that is no path), ``cohort_bsn``, ``cohort_twice`` (two
    columns for one path), ``cohort_empty``.
    """
    paths = _paths(table.columns)
    if not table.rows:
        raise InputError("cohort_empty")
    _refuse_bsn(table, paths)
    found: list[Member] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    drawn: dict[str, int] = {}
    for number, cells in table.rows:
        value, wrong = _fill(template, paths, cells, number)
        if wrong:
            faults += wrong
            continue
        named = EXTERNAL_ID in value
        if not named:
            mark = sha256(jcs.canonicalize(value)).hexdigest()[:20]
            drawn[mark] = drawn.get(mark, 0) + 1
            value[EXTERNAL_ID] = f"row:{mark}" + (f":{drawn[mark]}" if drawn[mark] > 1 else "")
        try:
            record = SkillAttestation.from_dict(value)
        except InputError as error:
            faults.append(Fault(number, _column(error, table.columns, paths), error))
            continue
        # The row itself: a name that stands in the template would be everybody's.
        if not any(cell.text for path, cell in zip(paths, cells, strict=True) if path in _WHO):
            faults.append(Fault(number, "", InputError("cohort_nobody")))
            continue
        name = str(record.external_id)
        if name in seen:
            column = next((head for head, path in zip(table.columns, paths, strict=True) if path == EXTERNAL_ID), "")
            faults.append(Fault(number, column, InputError("cohort_same_id", name=name, row=seen[name])))
            continue
        seen[name] = number
        found.append(Member(number, record, _file(number, record, named=named), named))
    return found, faults


def _paths(columns: Sequence[str]) -> list[str]:
    paths: list[str] = []
    for head in columns:
        folded = " ".join(head.split()).casefold()
        if _LETTERS.sub("", folded) in _FORBIDDEN:
            raise InputError("cohort_bsn", name=head)
        path = WORDS.get(folded, head.strip())
        if not path or not all(_STEP.fullmatch(step) for step in path.split(".")):
            raise InputError("cohort_column", name=head, known=", ".join(sorted(WORDS)))
        if path in paths:
            raise InputError("cohort_twice", name=head)
        paths.append(path)
    return paths


def _refuse_bsn(table: Table, paths: Sequence[str]) -> None:
    """Numbers of a school's own pass the test of citizen service numbers one in eleven times; most of them never do.

    Raises :class:`InputError` ``cohort_bsn``.
    """
    if EXTERNAL_ID not in paths:
        return
    column = paths.index(EXTERNAL_ID)
    given = [cells[column].text for _, cells in table.rows if cells[column].text]
    if sum(map(looks_like_bsn, given)) * 2 > len(given):
        raise InputError("cohort_bsn", name=table.columns[column])


def _fill(
    template: JsonObject, paths: Sequence[str], cells: Sequence[Cell], number: int
) -> tuple[JsonObject, list[Fault]]:
    value, wrong = copy.deepcopy(template), []
    prefix = next((cell.text for path, cell in zip(paths, cells, strict=True) if path == _PREFIX), "")
    for path, cell in zip(paths, cells, strict=True):
        if cell.fault is not None:
            wrong.append(Fault(number, cell.column, cell.fault))
        elif path == _PREFIX:
            if cell.text and not any(name.text for to, name in zip(paths, cells, strict=True) if to == _FAMILY):
                wrong.append(Fault(number, cell.column, InputError("cohort_prefix", value=cell.text)))
        elif cell.text:
            try:
                text = _read(path, cell.text)
                _put(value, path, _with_prefix(prefix, text) if path == _FAMILY else text)
            except InputError as error:
                wrong.append(Fault(number, cell.column, error))
    return value, wrong


def _with_prefix(prefix: str, name: str) -> str:
    """A family name in full; schools write ``de Vries`` beside ``de`` as well as ``Vries`` beside it."""
    given = " ".join(prefix.split())
    return name if not given or name.casefold().startswith(f"{given} ".casefold()) else f"{given} {name}"


def _read(path: str, text: str) -> str:
    """Dates as people write them (day, month, year) become dates as the record has them.

    Raises :class:`InputError` ``cohort_date``.
    """
    if path.rpartition(".")[2] not in _DATES:
        return text
    match = _DAY.fullmatch(text)
    try:
        if match is not None:
            return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
        if _ISO.fullmatch(text) is None:
            raise ValueError(text)
        date.fromisoformat(text[:10])
    except ValueError:
        raise InputError("cohort_date", value=text) from None
    return text


def _put(value: JsonObject, path: str, text: str) -> None:
    """Set one member, where the template has the object or list around it; a person's, period's or level's is made.

    Raises :class:`InputError` ``cohort_path``.
    """
    steps: list[str | int] = []
    for part in path.split("."):
        match = _STEP.fullmatch(part)
        assert match is not None
        steps.append(match[1])
        steps += [int(index) for index in re.findall(r"[0-9]+", match[2])]
    if steps[-1] == "level":
        steps.append("value")
    place: JsonValue = value
    for position, step in enumerate(steps[:-1]):
        following: JsonValue
        if isinstance(step, str) and isinstance(place, dict):
            if step in ("level",) and isinstance(place.get(step), str):
                place[step] = {"value": place[step]}
            following = place.setdefault(step, {} if isinstance(steps[position + 1], str) else [])
        elif isinstance(step, int) and isinstance(place, list) and step < len(place):
            following = place[step]
        else:
            raise InputError("cohort_path", path=path)
        place = following
    if not isinstance(place, dict) or not isinstance(steps[-1], str):
        raise InputError("cohort_path", path=path)
    place[steps[-1]] = text


def _column(error: InputError, columns: Sequence[str], paths: Sequence[str]) -> str:
    """The heading of the column that an error of the record is about; else the path itself."""
    told = str(error.params.get("path", ""))
    for head, path in zip(columns, paths, strict=True):
        if told in (path, f"{path}.value"):
            return head
    return told


def _file(number: int, record: SkillAttestation, *, named: bool) -> str:
    """A name that every file system takes; the external id where there is one, never the person's name."""
    label = _SAFE.sub("-", str(record.external_id)).strip("-")[:60] if named else ""
    return f"{number:05}-{label}.json" if label else f"{number:05}.json"


def from_requests(filled: Iterable[tuple[str, SkillAttestation]]) -> tuple[list[Member], list[Fault]]:
    """The people of a folder of requests: each file's name without its ending, and the record that answers it; and
    those that ask for what somebody asked for already."""
    found: list[Member] = []
    faults: list[Fault] = []
    seen: dict[str, str] = {}
    for number, (name, record) in enumerate(filled, 1):
        plain = record.to_dict()
        mark = sha256(jcs.canonicalize(plain)).hexdigest()[:20]
        whole = SkillAttestation.from_dict({**plain, "external_id": plain.get("external_id", f"ask:{mark}")})
        before = seen.setdefault(str(whole.external_id), name)
        if before is not name:
            faults.append(Fault(number, f"{name}.json", InputError("cohort_same_ask", name=f"{before}.json")))
            continue
        label = _SAFE.sub("-", name).strip("-")[:60]
        found.append(Member(number, whole, f"{number:05}-{label}.json", named=False))
    return found, faults
