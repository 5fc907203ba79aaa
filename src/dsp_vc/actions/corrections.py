"""Records that were changed after they were issued, alone or rows of a class: what would be replaced, and by what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError, IssuanceError
from dsp_vc.issuing.cohort import Fault, Member
from dsp_vc.issuing.register import statuses
from dsp_vc.issuing.register.kept import sealed_of
from dsp_vc.issuing.register.register import Register
from dsp_vc.issuing.register.statuses import Entry
from dsp_vc.issuing.register.tables import Status
from dsp_vc.words import Phrase


@dataclass(frozen=True, slots=True)
class Change:
    """One member of a record, by its dotted path; ``None`` where it is not there."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A row with what stands under its number. ``to`` is the key that this is bound to, where the row names none: a
    correction unties nobody. Without ``changes`` and with one of ``old`` it is that very credential."""

    member: Member
    old: tuple[Entry, ...]
    changes: tuple[Change, ...]
    to: str | None

    @property
    def same(self) -> bool:
        """Whether nothing is to be replaced."""
        return not self.changes and len(self.old) == 1 and not self.old[0].part


def find(register: Register, members: Sequence[Member]) -> Iterator[Correction | Fault]:
    """What stands under the number of each of ``members``, for which something was issued that is not the same; or why
    it can't be corrected with a class: ``cohort_other_key``, ``cohort_not_valid``.

    Also what another process has in the works at this moment is a fault of its row. Raises
    :class:`dsp_vc.errors.RegisterError`.
    """
    for member in members:
        try:
            yield _correction(register, member)
        except InputError as error:
            yield Fault(member.row, "", error)
        except IssuanceError as error:
            yield Fault(member.row, "", InputError(error.code, **error.params))


def _correction(register: Register, member: Member) -> Correction:
    name = str(member.record.external_id)
    found = [one for one in statuses.find(register, name) if one.external_id == name and not one.superseded]
    sealed = sealed_of(register, [one.key for one in found])
    if len(sealed) != len(found) or not found:
        raise IssuanceError("external_id_busy", name=name)  # replaced or forgotten at this moment
    keys = {one.holder for one in sealed.values()} - {None}
    own, holder = member.record.subject.id, next(iter(keys), None)
    if len(keys) > 1 or (own is not None and holder not in (None, own)):
        raise InputError("cohort_other_key", name=name)
    before, to = bound(sealed[found[0].key].record, holder), own or holder
    changes = changes_between(before, bound(member.record.to_dict(), to))
    made = Correction(member, tuple(found), changes, holder if own is None else None)
    standing = next((one.status for one in found if one.status is not Status.VALID), None)
    if standing is not None and not made.same:
        raise InputError("cohort_not_valid", name=name, status=Phrase(f"status_is_{standing}", {}))
    return made


def bound(record: JsonObject, holder: str | None) -> JsonObject:
    """``record`` with the key that it is bound to, wherever that was named."""
    subject = record.get("subject")
    said = {key: value for key, value in subject.items() if key != "id"} if isinstance(subject, dict) else {}
    return {**record, "subject": said if holder is None else {**said, "id": holder}}


def changes_between(before: JsonObject, after: JsonObject) -> tuple[Change, ...]:
    """What the record ``after`` says otherwise than ``before``, member by member."""
    return tuple(_differences(dict(members(before)), dict(members(after))))


def members(record: JsonObject) -> Iterator[tuple[str, str]]:
    """What a record says, by the dotted path of each member."""
    yield from _members("", record)


def _differences(before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for path in dict.fromkeys((*before, *after)):
        if before.get(path) != after.get(path):
            yield Change(path, before.get(path), after.get(path))


def _members(path: str, value: JsonValue) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _members(f"{path}.{name}" if path else name, member)
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _members(f"{path}[{number}]", entry)
    else:
        yield path, str(value)
