"""What the register keeps of a credential: the record and the key that it was bound to, to answer a lost wallet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dsp_vc.errors import IssuanceError
from dsp_vc.issuing.register import statuses
from dsp_vc.issuing.register.database import transaction
from dsp_vc.issuing.register.register import Register
from dsp_vc.issuing.register.sealing import Sealed
from dsp_vc.issuing.register.statuses import Entry
from dsp_vc.issuing.register.tables import credentials

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """A credential in force, with what is kept of it."""

    entry: Entry
    sealed: Sealed


def in_force(register: Register, entries: Sequence[Entry]) -> list[Kept]:
    """What is in force of ``entries``: each itself, or what took its place with the same content; in order, once each.

    Raises :class:`IssuanceError`, where nothing is: ``reissue_forgotten``, ``reissue_superseded`` (by other content),
    ``reissue_adopted`` (what it says was never known here).
    """
    found: dict[int, Entry] = {}
    with transaction(register.engine) as connection:
        for entry in entries:
            last = _last(connection, entry)
            if not last.superseded:
                found[last.key] = last
    sealed = sealed_of(register, list(found))
    if not sealed:
        forgotten = next((entry for entry in (*found.values(), *entries) if not entry.sealed), None)
        name = forgotten or entries[0]
        code = "reissue_superseded" if forgotten is None else "reissue_forgotten"
        code = "reissue_adopted" if name.adopted else code
        raise IssuanceError(code, name=name.external_id or name.credential_id)
    return [Kept(found[key], sealed[key]) for key in sorted(sealed)]


def sealed_of(register: Register, keys: Sequence[int]) -> dict[int, Sealed]:
    """What is kept of each of the rows, by their keys; none of what was forgotten, or never signed."""
    with transaction(register.engine) as connection:
        found = [
            tuple(row)
            for start in range(0, len(keys), _CHUNK)
            for row in connection.execute(
                select(credentials.c.id, credentials.c.sealed).where(
                    credentials.c.id.in_(keys[start : start + _CHUNK]), credentials.c.sealed.is_not(None)
                )
            )
        ]
    return {key: register.seal.open(data) for key, data in found}


def replaced(register: Register, names: Sequence[str]) -> dict[str, str]:
    """By external id the id of the credential that gave way last, of those that were replaced."""
    found: dict[str, str] = {}
    with transaction(register.engine) as connection:
        for start in range(0, len(names), _CHUNK):
            rows = connection.execute(
                select(credentials.c.external_id, credentials.c.credential_id)
                .where(
                    credentials.c.external_id.in_(names[start : start + _CHUNK]),
                    credentials.c.superseded.is_(True),
                    statuses.HANDED_OVER,
                )
                .order_by(credentials.c.id)
            )
            found |= {row.external_id: row.credential_id for row in rows}
    return found


def _last(connection: Connection, entry: Entry) -> Entry:
    """``entry``, or the last of those that took its place one after the other."""
    while entry.superseded:
        following = statuses.entries(connection, (credentials.c.replaces == entry.key) & statuses.HANDED_OVER)
        if not following:
            return entry
        entry = following[-1]
    return entry
