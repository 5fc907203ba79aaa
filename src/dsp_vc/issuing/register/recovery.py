"""What a process left half way when it ended: finished where it was recorded, burnt where it was not."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from dsp_vc.files import sync_folder
from dsp_vc.issuing.register import liveness
from dsp_vc.issuing.register.database import transaction
from dsp_vc.issuing.register.register import ENDING, temporary_path
from dsp_vc.issuing.register.tables import State, credentials, seconds, sessions

if TYPE_CHECKING:
    from dsp_vc.issuing.register.register import Register


def recover(register: Register, now: datetime) -> int:
    """Finish or burn what sessions that are gone left; gives how many credentials that were.

    A recorded credential whose file is neither at its temporary name nor at its own stays as ``signed``: it is in the
    register, and handed over again by its external id or by ``issuer reissue``.
    """
    with transaction(register.engine) as connection:
        open_ones = connection.execute(select(sessions.c.id).where(sessions.c.ended.is_(None))).scalars().all()
    count = 0
    for name in open_ones:
        lock = liveness.acquire(register.engine, name)
        if lock is None:
            continue
        try:
            count += _settle(register, name, now)
        finally:
            lock.release()
    return count


def clear(register: Register, folder: Path) -> None:
    """Remove the temporary files of sessions that are gone and settled from ``folder``: of what was handed over again,
    the register does not know where."""
    left: dict[str, list[Path]] = {}
    with suppress(OSError):
        for path in folder.glob(f".*{ENDING}"):
            left.setdefault(path.name.removesuffix(ENDING).rpartition(".")[2], []).append(path)
    with transaction(register.engine) as connection:
        known = connection.execute(select(sessions.c.id).where(sessions.c.ended.is_not(None))).scalars() if left else ()
        gone = left.keys() & set(known)
    for path in (path for session in gone for path in left[session]):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _settle(register: Register, session: str, now: datetime) -> int:
    with transaction(register.engine) as connection:
        rows = connection.execute(
            select(credentials.c.id, credentials.c.state, credentials.c.path).where(
                credentials.c.session == session, credentials.c.state.in_((State.RESERVED, State.SIGNED))
            )
        ).all()
    reserved = [row for row in rows if row.state == State.RESERVED]
    signed = [row for row in rows if row.state == State.SIGNED]
    recorded = {row.path for row in signed}
    for path in {row.path for row in reserved if row.path and row.path not in recorded}:
        with suppress(OSError):
            temporary_path(Path(path), session).unlink(missing_ok=True)
    stands = {path: _rename(Path(path), session) for path in recorded if path}
    done = [row.id for row in signed if row.path is None or stands[row.path]]
    with transaction(register.engine) as connection:
        _set(connection, [row.id for row in reserved], state=State.BURNT, superseded=True)
        _set(connection, done, state=State.ISSUED)
        if None not in stands.values():
            connection.execute(update(sessions).where(sessions.c.id == session).values(ended=seconds(now)))
    return len(rows)


def _rename(path: Path, session: str) -> bool | None:
    """Whether the file stands under its own name; ``None`` where the system refuses it for now."""
    try:
        os.replace(temporary_path(path, session), path)
    except FileNotFoundError:
        return path.exists()
    except OSError:
        return None
    sync_folder(path.parent)
    return True


def _set(connection: Any, keys: list[int], **values: object) -> None:
    for start in range(0, len(keys), 500):
        connection.execute(update(credentials).where(credentials.c.id.in_(keys[start : start + 500])).values(**values))
