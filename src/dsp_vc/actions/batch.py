"""Sign for a whole class: everything is checked before the first is signed, and what was stopped goes on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dsp_vc import words
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import DspVcError, InputError, naming
from dsp_vc.files import make_folder, read_bounded, remove_unfinished, write_atomic
from dsp_vc.issuing import cohort, issuance
from dsp_vc.issuing.ask import fill, parse_ask
from dsp_vc.issuing.cohort import Fault, Member
from dsp_vc.issuing.issuance import Done, Job
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register.renewal import Renewal
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.records import MAX_BYTES, load_values
from dsp_vc.model.table import read_table

if TYPE_CHECKING:
    from dsp_vc.actions.corrections import Correction

SUMMARY, TEXT = "summary.csv", "summary.txt"
_HEADS = {
    "en": ("row", "external_id", "file", "credential", "bound", "signed_before", "replaces", "status"),
    "nl": ("rij", "nummer", "bestand", "bewijs", "met sleutel", "eerder ondertekend", "in plaats van", "status"),
}
_MAX_REQUESTS = 20_000
#: Before what a spreadsheet takes for a formula, of either width, at the beginning of a cell or of what may become one.
_WORKED_OUT = re.compile(r"(?:^|(?<=[;,\t\r\n|]))(?=[\s\"']*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")


@dataclass(frozen=True, slots=True)
class Class:
    """A class that was read: whom to sign for, and all that is wrong with it."""

    members: tuple[Member, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A class that was held to the register: what to do for each row, what is wrong, and what would be replaced."""

    jobs: tuple[Job, ...]
    faults: tuple[Fault, ...]
    corrections: tuple[Correction, ...]


def read_class(table: str | None, requests: str | None, template: str, now: datetime) -> Class:
    """Read and check a table, or a folder of requests, against a template (one record).

    Raises :class:`InputError` ``cohort_*``, ``table_*``, ``file_*``, ``ask_*``.
    """
    said = _template(template)
    if table is not None:
        with naming(table):
            members, faults = cohort.members(read_table(Path(table)), said)
        return Class(tuple(members), tuple(faults))
    filled: list[tuple[str, SkillAttestation]] = []
    wrong: list[Fault] = []
    for number, path in enumerate(_requests(Path(str(requests))), 1):
        try:
            filled.append((path.stem, fill(parse_ask(read_bounded(path, MAX_BYTES), now), said)))
        except InputError as error:
            wrong.append(Fault(number, path.name, error))
    members, faults = cohort.from_requests(filled)
    return Class(tuple(members), (*wrong, *faults))


def check(
    issuer: Issuer, members: tuple[Member, ...], now: datetime, tick: Callable[[int], None], *, correct: bool = False
) -> Checked:
    """What is to be signed, and what can't be: each record is made in both forms, but not signed. ``tick`` hears of
    each one. ``correct``: what was issued with other content is to be replaced, where it is valid; else it is a fault.

    Raises :class:`dsp_vc.errors.RegisterError`.
    """
    from dsp_vc.actions import corrections

    faults: list[Fault] = []
    jobs = {member.row: Job((member.record,)) for member in members}
    taken: list[Member] = []
    for member, error in zip(members, issuance.check(issuer, jobs.values(), now), strict=True):
        if error is not None and error.code == "external_id_taken":
            taken.append(member)
        elif error is not None:
            faults.append(_fault(member, error))
        tick(1)
    found: list[Correction] = []
    register = issuer.register() if taken else None
    for one in corrections.find(register, taken) if register is not None else ():
        if isinstance(one, Fault):
            faults.append(one)
        elif one.same:
            jobs[one.member.row] = Job((one.member.record,), one.to)
        elif correct:
            seen = {entry.key: entry.status for entry in one.old}
            jobs[one.member.row] = Job((one.member.record,), one.to, renew=Renewal.CHANGED, seen=seen)
            found.append(one)
        else:
            name = one.member.record.external_id
            faults.append(Fault(one.member.row, "", InputError("external_id_taken", name=name)))
    again = issuance.check(issuer, [jobs[one.member.row] for one in found], now) if found else ()
    faults += [_fault(one.member, error) for one, error in zip(found, again, strict=True) if error is not None]
    return Checked(tuple(jobs[member.row] for member in members), tuple(faults), tuple(found))


def _fault(member: Member, error: DspVcError) -> Fault:
    told = error if isinstance(error, InputError) else InputError(error.code, **error.params)
    return Fault(member.row, "", told)


def check_named(members: tuple[Member, ...]) -> None:
    """Whether each row says which one it is: else nobody knows what a changed one takes the place of.

    Raises :class:`InputError` ``cohort_unnamed``.
    """
    unnamed = next((member for member in members if not member.named), None)
    if unnamed is not None:
        raise InputError("cohort_unnamed", row=unnamed.row)


def sign(
    issuer: Issuer, members: tuple[Member, ...], jobs: tuple[Job, ...], folder: str, now: datetime
) -> Iterator[Done]:
    """Sign for all, a file for each in ``folder``. Stopped at any instant, the same again goes on: who was done is
    handed over again, nobody twice. Raises as :meth:`Issuer.issue_many`."""
    place = make_folder(Path(folder))
    files = (place / member.file for member in members)
    return issuer.issue_many([replace(job, path=file) for job, file in zip(jobs, files, strict=True)], now=now)


def unbound(done: Iterable[Done]) -> int:
    """How many of what was handed over name no key of the person."""
    return sum(not _is_bound(result) for result in done)


def not_valid(done: Iterable[Done]) -> int:
    """How many of what was handed over again were revoked or suspended since."""
    return sum(any(handed.status != "valid" for handed in result.credentials) for result in done)


def write_summary(
    issuer: Issuer, members: tuple[Member, ...], done: list[Done], folder: str, told: str, lang: str = "en"
) -> None:
    """What became of each row, as CSV and as text. Raises :class:`dsp_vc.files.FileError`,
    :class:`dsp_vc.errors.RegisterError`."""
    from dsp_vc.issuing.register.kept import replaced

    register = issuer.register()
    names = [str(member.record.external_id) for member in members]
    before = replaced(register, names) if register is not None else {}
    stream = io.StringIO()
    # Where a comma divides the decimals a spreadsheet divides a line at semicolons.
    writer = csv.writer(stream, lineterminator="\n", delimiter=";" if lang == "nl" else ",")
    writer.writerow(_HEADS.get(lang, _HEADS["en"]))
    affirmed, denied = ("ja", "nee") if lang == "nl" else ("yes", "no")
    for member, result in zip(members, done, strict=True):
        handed = result.credentials[0]
        given = str(member.record.external_id) if member.named else ""
        yes = [affirmed if said else denied for said in (_is_bound(result), handed.repeated)]
        old = before.get(str(member.record.external_id), "")
        writer.writerow(
            (
                member.row,
                _inert(given),
                member.file,
                handed.credential_id,
                *yes,
                old,
                words.message(f"status_is_{handed.status}", lang),
            )
        )
    for name, text in ((SUMMARY, stream.getvalue()), (TEXT, f"{told}\n")):
        remove_unfinished(Path(folder) / name)  # by the same command, killed
        write_atomic(Path(folder) / name, text.encode())


def _is_bound(result: Done) -> bool:
    return result.job.to is not None or result.job.records[0].subject.id is not None


def _inert(text: str) -> str:
    """A cell that a spreadsheet shows, whatever it begins with, and never works out.

    Neither what it makes of a part of it: where lists are separated by semicolons, as in the Netherlands, it divides a
    line at those that stand in a cell.
    """
    return _WORKED_OUT.sub("'", text)


def _template(name: str) -> JsonObject:
    with naming(name):
        values = load_values(read_bounded(Path(name), MAX_BYTES), name)
        if len(values) != 1 or not isinstance(values[0], dict):
            raise InputError("cohort_template", path=name, number=len(values))
        return values[0]


def _requests(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InputError("file_missing", path=folder)
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".json" and path.is_file())
    if not found:
        raise InputError("cohort_requests", path=folder)
    if len(found) > _MAX_REQUESTS:
        raise InputError("file_too_many", path=folder, limit=_MAX_REQUESTS)
    return found
