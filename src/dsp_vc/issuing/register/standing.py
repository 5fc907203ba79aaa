"""What stands in the register already, where something is to be issued: the same again, or what is replaced.

What is replaced stays in force until the new one is recorded, and gives way in that same transaction: whatever instant
the process ends at, one of the two is in force, and never both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, false, insert, select, update

from dsp_vc.errors import IssuanceError
from dsp_vc.issuing.register.sealing import Seal
from dsp_vc.issuing.register.tables import State, Status, credentials, events, seconds, slots

if TYPE_CHECKING:
    from dsp_vc.issuing.register.register import Draft

_HANDED_OVER = (State.SIGNED, State.ISSUED)


def same_again(connection: Connection, draft: Draft, seal: Seal) -> Row[Any] | None:
    """What was issued under the external id of ``draft`` with the same content, if anything was issued under it.

    Raises :class:`IssuanceError` ``external_id_taken``, ``external_id_busy``.
    """
    rows = _in_force(connection, draft.external_id)
    row = next((row for row in rows if row.part == draft.part), None)
    if any(other.state == State.RESERVED for other in rows):
        raise IssuanceError("external_id_busy", name=draft.external_id)
    # The whole and its parts under one id would be two statements of the same.
    if row is None and not any((other.part == "") != (draft.part == "") for other in rows):
        return None
    if row is None or row.content != seal.content_mark(draft.record, draft.holder):
        raise IssuanceError("external_id_taken", name=draft.external_id)
    return row


def to_replace(connection: Connection, draft: Draft, *, valid: bool = False) -> dict[int, Status]:
    """All that ``draft``, which has other content, takes the place of: what was issued under its external id, with the
    status that it has. ``valid``: only what is valid is replaced.

    Raises :class:`IssuanceError` ``external_id_busy`` (it is in the works, or not as it was when somebody was shown
    it), ``external_id_taken`` (it is not ``valid``).
    """
    rows = _in_force(connection, draft.external_id)
    found = {row.id: Status(row.status) for row in rows}
    if any(row.state == State.RESERVED for row in rows) or not _as_seen(draft, found):
        raise IssuanceError("external_id_busy", name=draft.external_id)
    if valid and any(status is not Status.VALID for status in found.values()):
        raise IssuanceError("external_id_taken", name=draft.external_id)
    return found


def to_rebind(connection: Connection, draft: Draft) -> Row[Any]:
    """The credential that ``draft`` takes the place of with the same content, bound to another key.

    Raises :class:`IssuanceError` ``external_id_busy``: it is not as it was when the person was shown it.
    """
    row = connection.execute(select(credentials).where(credentials.c.id == draft.replaces)).one()
    as_seen = _as_seen(draft, {row.id: Status(row.status)})
    if row.superseded or row.sealed is None or row.state not in _HANDED_OVER or not as_seen:
        raise IssuanceError("external_id_busy", name=row.external_id or row.credential_id)
    return row


def _as_seen(draft: Draft, found: Mapping[int, Status]) -> bool:
    """Whether what is to give way is what somebody was shown, with the status that it had then."""
    seen = draft.seen
    return seen is None or all(seen.get(key) is status for key, status in found.items())


def give_way(connection: Connection, replaced: Mapping[int, Status], now: datetime) -> None:
    """The credentials are replaced by what is recorded in the same transaction, and revoked where they stand in a list;
    a revocation is for good. ``replaced`` has the status that each had when its place was taken: one that was revoked
    since must not come back as a new one.

    Raises :class:`IssuanceError` ``external_id_busy``: another process replaced one of them or changed its status, or
    the person was forgotten meanwhile.
    """
    for key, status in sorted(replaced.items()):
        changed = connection.execute(
            update(credentials)
            .where(credentials.c.id == key, credentials.c.superseded.is_(False), credentials.c.sealed.is_not(None))
            .where(credentials.c.status == status)
            .values(superseded=True)
            .returning(credentials.c.credential_id, credentials.c.external_id, credentials.c.status)
        ).one_or_none()
        if changed is None:
            name = connection.execute(select(credentials.c.credential_id).where(credentials.c.id == key)).scalar_one()
            raise IssuanceError("external_id_busy", name=name)
        listed = connection.execute(select(slots.c.index).where(slots.c.credential == key).limit(1)).one_or_none()
        if listed is not None and changed.status != Status.REVOKED:
            connection.execute(update(credentials).where(credentials.c.id == key).values(status=Status.REVOKED))
        connection.execute(insert(events).values(credential=key, at=seconds(now), event="reissued"))


def _in_force(connection: Connection, external_id: str | None) -> list[Row[Any]]:
    if external_id is None:
        return []
    return list(connection.execute(in_force(external_id)))


def in_force(external_id: str) -> Select[Any]:
    """What stands under ``external_id``. The condition is that of the index, word for word: told otherwise (``IS``),
    each look is at the whole table."""
    return select(credentials).where(credentials.c.external_id == external_id, credentials.c.superseded == false())
