"""Forget a person: what the register holds of them goes; what verifiers are told of the credential stays.

A row keeps its id, its digests, its places in lists, its status and its moments. Holder, external id, content mark, the
sealed record, the path of the file, what it replaced and the reasons of events go, in one transaction. What a database
leaves of deleted bytes in its files goes with :func:`scrub`; that it is owed stands in the register until it is done.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from dsp_vc.errors import IssuanceError
from dsp_vc.issuing.register.database import compact, transaction
from dsp_vc.issuing.register.register import Register
from dsp_vc.issuing.register.statuses import HANDED_OVER, Entry, entries, named
from dsp_vc.issuing.register.tables import (
    ADOPTED,
    State,
    credentials,
    events,
    renderings,
    seconds,
    sessions,
    settings,
)

_OWED = "scrub"
_CHUNK = 500
_FORGOTTEN = and_(HANDED_OVER, credentials.c.sealed.is_(None), credentials.c.content != ADOPTED)
#: Something of a person stands in the row; what is being issued at this moment aside.
_KNOWN = and_(
    credentials.c.state != State.RESERVED,
    or_(
        credentials.c.sealed.is_not(None),
        credentials.c.external_id.is_not(None),
        credentials.c.holder.is_not(None),
        credentials.c.path.is_not(None),
        credentials.c.content != "",
    ),
)


def of_persons(register: Register, names: Sequence[str]) -> list[Entry]:
    """All that is known of the persons that ``names`` lead to (:func:`statuses.find`): what goes by the name, whatever
    is bound to the same key, what replaced it or was replaced by it with the same content, and what was issued under
    the same external ids. What was given up half way counts too.

    Raises :class:`IssuanceError` ``forget_unknown``.
    """
    found: dict[int, Entry] = {}
    with transaction(register.engine) as connection:
        for name in names:
            own = entries(connection, named(register, name) & _KNOWN)
            if not own:
                raise IssuanceError("forget_unknown", name=name)
            found |= {entry.key: entry for entry in _person(connection, own)}
    return [found[key] for key in sorted(found)]


def issued_before(register: Register, moment: datetime) -> list[Entry]:
    """All that was issued before ``moment``, of whomever something is known still."""
    with transaction(register.engine) as connection:
        begun = func.coalesce(credentials.c.issued, credentials.c.reserved)
        return entries(connection, _KNOWN & (begun < seconds(moment)))


def forget(register: Register, keys: Sequence[int], now: datetime) -> None:
    """Forget whom the rows are about, all in one transaction; then :func:`scrub` is owed.

    Raises :class:`IssuanceError` ``external_id_busy``: one of them is being issued at this moment.
    """
    with transaction(register.engine) as connection:
        for some in _chunks(keys):
            mine = credentials.c.id.in_(some)
            _check_idle(connection, some)
            connection.execute(delete(events).where(events.c.credential.in_(some)))
            rows = connection.execute(select(credentials.c.id).where(mine & HANDED_OVER)).scalars().all()
            if rows:
                at = seconds(now)
                connection.execute(
                    insert(events), [{"credential": key, "at": at, "event": "forgotten"} for key in rows]
                )
            connection.execute(
                update(credentials)
                .where(mine)
                .values(external_id=None, part="", content="", holder=None, sealed=None, path=None, replaces=None)
            )
            connection.execute(update(credentials).where(credentials.c.replaces.in_(some)).values(replaces=None))
        connection.execute(delete(settings).where(settings.c.name == _OWED))
        connection.execute(insert(settings).values(name=_OWED, value=secrets.token_hex(8)))


def owed(register: Register) -> str | None:
    """A mark of what was forgotten but not yet scrubbed; ``None`` where nothing is owed."""
    with transaction(register.engine) as connection:
        return connection.execute(select(settings.c.value).where(settings.c.name == _OWED)).scalar_one_or_none()


def scrub(register: Register, mark: str) -> None:
    """Leave nothing of what was forgotten in the files of the database, as far as the database can (ADR 17). ``mark``
    is what :func:`owed` gave: what another process forgot meanwhile stays owed.

    Raises :class:`dsp_vc.errors.RegisterError`; then it stays owed.
    """
    compact(register.engine, (credentials.name, events.name))
    with transaction(register.engine) as connection:
        connection.execute(delete(settings).where(settings.c.name == _OWED, settings.c.value == mark))


def forgotten_digests(register: Register) -> frozenset[str]:
    """The digests of all that was handed over to somebody who was forgotten since."""
    with transaction(register.engine) as connection:
        found = connection.execute(
            select(renderings.c.digest)
            .join_from(renderings, credentials, renderings.c.credential == credentials.c.id)
            .where(_FORGOTTEN)
        )
        return frozenset(found.scalars())


def digests_of(register: Register, keys: Sequence[int]) -> frozenset[str]:
    """The digests of what was signed for the rows."""
    with transaction(register.engine) as connection:
        return frozenset(
            digest
            for some in _chunks(keys)
            for digest in connection.execute(
                select(renderings.c.digest).where(renderings.c.credential.in_(some))
            ).scalars()
        )


def paths_of(register: Register, keys: Sequence[int]) -> list[Path]:
    """Where the files of the rows were written."""
    with transaction(register.engine) as connection:
        found = {
            path
            for some in _chunks(keys)
            for path in connection.execute(select(credentials.c.path).where(credentials.c.id.in_(some))).scalars()
            if path is not None
        }
    return [Path(path) for path in sorted(found)]


def _person(connection: Connection, own: Sequence[Entry]) -> list[Entry]:
    """``own`` with all else of the same persons.

    Somebody is the same person by a key, or where a credential was bound anew with the same content. Under an external
    id that is in force, rows before it may be of somebody else, by a mistake that was corrected: they are cleared of
    that id, which is this person's, but lead no further.
    """
    found = {entry.key: entry for entry in own}
    reached = {entry.key: entry for entry in own if not entry.superseded} or dict(found)
    while True:
        marks = {entry.holder for entry in reached.values() if entry.holder is not None}
        numbers = {entry.external_id for entry in reached.values() if entry.external_id and not entry.superseded}
        before = {entry.replaces for entry in reached.values() if entry.replaces is not None}
        same = or_(
            credentials.c.holder.in_(marks), credentials.c.replaces.in_(list(reached)), credentials.c.id.in_(before)
        )
        linked = entries(connection, same & _KNOWN)
        found |= {entry.key: entry for entry in linked}
        found |= {entry.key: entry for entry in entries(connection, credentials.c.external_id.in_(numbers) & _KNOWN)}
        if all(entry.key in reached for entry in linked):
            return list(found.values())
        reached |= {entry.key: entry for entry in linked}


def _check_idle(connection: Connection, keys: Sequence[int]) -> None:
    busy = connection.execute(
        select(credentials.c.credential_id)
        .join_from(credentials, sessions, credentials.c.session == sessions.c.id)
        .where(
            credentials.c.id.in_(keys),
            or_(
                credentials.c.state == State.RESERVED,
                and_(credentials.c.state == State.SIGNED, sessions.c.ended.is_(None)),
            ),
        )
        .limit(1)
    ).scalar_one_or_none()
    if busy is not None:
        raise IssuanceError("external_id_busy", name=busy)


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    listed = list(keys)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]
