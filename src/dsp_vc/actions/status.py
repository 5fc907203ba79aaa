"""What an issuer says of what it issued before: revoked, suspended, or valid again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from dsp_vc.actions import foundlings
from dsp_vc.actions.material import read_input, read_messages
from dsp_vc.errors import InputError, IssuanceError, naming
from dsp_vc.issuing import recognise
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.rebinding import told
from dsp_vc.issuing.register import adopting, statuses
from dsp_vc.issuing.register.adopting import Foundling
from dsp_vc.issuing.register.kept import sealed_of
from dsp_vc.issuing.register.register import Register
from dsp_vc.issuing.register.statuses import Entry
from dsp_vc.issuing.register.tables import Status
from dsp_vc.model.records import MAX_BYTES, load_records
from dsp_vc.words import Phrase

#: Of how many it is told what they say; what is kept of each has to be unlocked.
_TOLD = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What goes by the names that were given, with the register that it stands in; ``foundlings`` stand there only once
    their status was changed. ``titles`` are what all say of whom, by the id of the credential, where that is known;
    ``partly`` the files that hold one of the two forms only."""

    register: Register
    entries: tuple[Entry, ...]
    foundlings: tuple[Foundling, ...] = ()
    titles: Mapping[str, str | Phrase] = field(default_factory=dict, repr=False)
    partly: tuple[str, ...] = ()


def find(issuer: str, passphrase: str, names: list[str], now: datetime) -> Found:
    """What goes by ``names``, each credential once. A name is the id of a credential, an external id, the DID of a
    holder, a digest or a place in a list (:func:`statuses.find`), or else the file of a credential, of a delivery or of
    a record with an external id. A credential that the register does not know, issued after the backup that it came
    from, goes by its file where this issuer signed it.

    Raises :class:`IssuanceError` ``status_not_found``, ``adopt_*``, ``status_without_list``, ``issuer_*``,
    :class:`dsp_vc.errors.InputError` ``passphrase_wrong``, :class:`dsp_vc.errors.RegisterError`.
    """
    opened = Issuer.open(issuer, passphrase)
    register = open_register(opened, issuer)
    found: dict[int, Entry] = {}
    new: list[tuple[Foundling, str]] = []
    for name in names:
        try:
            found |= {entry.key: entry for entry in named(register, name)}
        except IssuanceError:
            if not Path(name).is_file() or not is_signed(name):
                raise
            new += foundlings.read(name, opened, now)
    taken = adopting.together(one for one, _ in new)
    known = adopting.look(register, taken)
    found |= {one.entry.key: one.entry for one in known if one.entry.key}
    kept = sealed_of(register, sorted(found)[:_TOLD])
    return Found(
        register,
        (*(found[key] for key in sorted(found)), *(one.entry for one in known if not one.entry.key)),
        tuple(taken),
        {
            **{one.credential_id: title for one, title in new},
            **{found[key].credential_id: told(sealed.record) for key, sealed in kept.items()},
        },
        tuple(one.source for one, seen in zip(taken, known, strict=True) if not seen.whole),
    )


def in_question(found: Found) -> Found:
    """What a change of status is about: of what goes by the same name, not what was replaced and revoked already."""
    return replace(found, entries=tuple(statuses.without_replaced(found.entries)))


def pending(found: Found, to: Status) -> int:
    """How many of them are changed: those with another status than ``to``, and foundlings, of which a form may not be
    known here yet. Raises as :func:`change`."""
    return max(len(statuses.pending(found.entries, to)), len(found.foundlings))


def change(found: Found, to: Status, *, now: datetime, reason: str | None) -> int:
    """Give all of them the status ``to``; how many had another.

    Raises :class:`IssuanceError` ``status_*``, ``adopt_*``, ``external_id_busy``.
    """
    keys = [entry.key for entry in found.entries if entry.key]
    shown = [entry.key for entry in found.entries if entry.key and not entry.superseded]
    if not found.foundlings:
        return statuses.change(found.register, keys, to, now=now, reason=reason, in_force=shown)
    return adopting.change(found.register, keys, found.foundlings, to, now=now, reason=reason, in_force=shown)


def open_register(issuer: Issuer, folder: str) -> Register:
    """The register of ``issuer``. Raises :class:`IssuanceError` ``issuer_missing_folder``."""
    register = issuer.register()
    if register is None:
        raise IssuanceError("issuer_missing_folder", path=folder)
    return register


def named(register: Register, name: str) -> list[Entry]:
    """What goes by ``name``; see :func:`find`."""
    try:
        return statuses.find(register, name)
    except IssuanceError:
        if not Path(name).is_file():
            raise
    with naming(name):
        if is_signed(name):
            signed = [digest for message in read_messages(name) for digest in recognise.digests(message.raw)]
            return statuses.find_signed(register, signed, name)
        known = [record.external_id for record in load_records(read_input(name, MAX_BYTES), name)]
    if None in known:
        raise IssuanceError("status_not_found", name=name)
    return [entry for external_id in known for entry in statuses.find(register, str(external_id))]


def is_signed(name: str) -> bool:
    """Whether the file ``name`` holds something signed: a credential, a delivery, a presentation, and no record."""
    try:
        return all(recognise.is_signed(message.raw) for message in read_messages(name))
    except InputError:
        return False
