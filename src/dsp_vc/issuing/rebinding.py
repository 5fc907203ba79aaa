"""Bind what was issued before to another key of the same person: a wallet was lost, or there was no key yet.

The record is the one that the register kept. What the person hands over is a request (:mod:`dsp_vc.issuing.ask`), which
proves that they hold the new key; that they are the same person, the issuer must see.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import IssuanceError
from dsp_vc.issuing.ask import Ask
from dsp_vc.issuing.issuance import Job
from dsp_vc.issuing.register.tables import Status
from dsp_vc.words import Phrase

if TYPE_CHECKING:
    from dsp_vc.issuing.register.kept import Kept
    from dsp_vc.issuing.register.register import Register
    from dsp_vc.issuing.register.statuses import Entry

_NAMES = ("given_name", "family_name")
_COMPARED = (*_NAMES, "birthdate")


@dataclass(frozen=True, slots=True)
class Rebinding:
    """What is to be bound to the key of ``ask``: ``kept``; ``left_out`` was revoked before, and is not."""

    ask: Ask
    kept: tuple[Kept, ...]
    left_out: tuple[Kept, ...]

    @property
    def replaced(self) -> tuple[Kept, ...]:
        """Those for which a new credential is signed; the others are bound to that key already."""
        return tuple(one for one in self.kept if _needs_new(one, self.ask.holder))

    def job(self, path: Path | None = None) -> Job:
        """One delivery with all of them."""
        return Job((), self.ask.holder, path=path, kept=self.kept)


def choose(
    register: Register,
    named: Sequence[Sequence[Entry]],
    ask: Ask,
    *,
    revoked: bool = False,
    other_name: bool = False,
) -> Rebinding:
    """What is to be bound anew, of what goes by each of the names that were given (:func:`statuses.find`).

    What was revoked is left out, unless ``revoked``. ``other_name``: the issuer saw that the person is the same, though
    the request names them otherwise than the record.

    Raises :class:`IssuanceError` ``reissue_other_name``, ``reissue_revoked`` (nothing else goes by that name),
    ``reissue_superseded``, ``reissue_forgotten``.
    """
    from dsp_vc.issuing.register.kept import in_force

    chosen: dict[int, Kept] = {}
    left_out: dict[int, Kept] = {}
    for entries in named:
        found = in_force(register, entries)
        usable = [one for one in found if revoked or one.entry.status is not Status.REVOKED]
        if not usable:
            first = found[0].entry
            raise IssuanceError("reissue_revoked", name=first.external_id or first.credential_id)
        chosen |= {one.entry.key: one for one in usable}
        left_out |= {one.entry.key: one for one in found if one not in usable}
    kept = tuple(chosen[key] for key in sorted(chosen))
    if not other_name:
        for one in kept:
            check_person(one.entry.external_id or one.entry.credential_id, one.sealed.record.get("subject"), ask)
    return Rebinding(ask, kept, tuple(left_out[key] for key in sorted(left_out) if key not in chosen))


def check_person(name: str, subject: JsonValue, ask: Ask) -> None:
    """Whether the request is by the ``subject`` of the record that goes by ``name``, as far as both say who it is:
    names by their letters, whatever their case, and the date of birth.

    Raises :class:`IssuanceError` ``reissue_other_name``.
    """
    asked = ask.record.get("subject")
    if not isinstance(asked, dict) or not isinstance(subject, dict):
        return
    both = [part for part in _COMPARED if asked.get(part) is not None and subject.get(part) is not None]
    if any(_same_form(asked[part]) != _same_form(subject[part]) for part in both):
        raise IssuanceError("reissue_other_name", name=name, asked=person_of(asked), known=person_of(subject))


def person_of(subject: JsonValue) -> str | Phrase:
    """Whom a record or a request names, for people; empty where it names nobody."""
    if not isinstance(subject, dict):
        return ""
    name = " ".join(str(subject[part]) for part in _NAMES if subject.get(part))
    try:
        birth = date.fromisoformat(str(subject.get("birthdate", "")))
    except ValueError:  # a request may say anything; so may nothing
        return name
    return (
        Phrase("person_born", {"name": name, "birth": birth}) if name else Phrase("person_only_born", {"birth": birth})
    )


def told(record: JsonObject) -> str | Phrase:
    """What a record says, of whom, in a line for people."""
    title, person = str(record.get("title", "")), person_of(record.get("subject"))
    if isinstance(person, Phrase):
        return Phrase("record_of_person", {"title": title, "person": person})
    return f"{title} ({person})" if person else title


def _needs_new(kept: Kept, holder: str) -> bool:
    return kept.sealed.holder != holder or kept.entry.status is Status.REVOKED


def _same_form(value: JsonValue) -> str:
    return " ".join(unicodedata.normalize("NFKC", str(value)).casefold().split())
