"""An issuer's folder into a backup, and out of one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from dsp_vc.errors import InputError
from dsp_vc.files import open_bounded, spooled, writing
from dsp_vc.issuing import backup as backups
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing.archive import Manifest
from dsp_vc.issuing.backup import Made
from dsp_vc.keys import age
from dsp_vc.model.issuer_profile import IssuerProfile

MAX_BACKUP = 64 * 1024 * 1024 * 1024


def check(path: str) -> IssuerProfile:
    """Who the issuer is: what is wrong with the folder is said before a passphrase is asked for."""
    return issuer_folder.read_profile(Path(path))


def backup(path: str, output: str, *, passphrase: str | None, recipients: Sequence[str], now: datetime) -> Made:
    """Write the backup of the folder ``path`` to ``output`` (``-``: standard output), whole or not at all; see
    :func:`dsp_vc.issuing.backup.make`."""
    if output == "-":
        return backups.make(Path(path), sys.stdout.buffer, passphrase=passphrase, recipients=recipients, now=now)
    with writing(Path(output), private=True) as target:
        return backups.make(Path(path), target, passphrase=passphrase, recipients=recipients, now=now)


def restore(
    file: str,
    path: str,
    *,
    ask_passphrase: Callable[[], str],
    identity: str | None,
    register: str | None,
    now: datetime,
) -> tuple[Manifest, IssuerProfile]:
    """Make the folder ``path`` out of the backup ``file`` (``-``: standard input); see
    :func:`dsp_vc.issuing.backup.restore`. ``ask_passphrase`` is called where a passphrase opens it; else ``identity``
    is a file with age identities.

    Raises what that does, :class:`InputError` ``age_identity_needed``, ``file_*``.
    """
    backups.check_new(Path(path))
    with _opened(file) as source:
        if source.read(1) == b"":
            raise InputError("file_empty", path=file)
        source.seek(0)
        passphrase: str | None = None
        identities: tuple[str, ...] = ()
        if age.by_passphrase(source):
            passphrase = ask_passphrase()
        elif identity is None:
            raise InputError("age_identity_needed")
        else:
            identities = tuple(age.read_identities(Path(identity)))
        manifest = backups.restore(
            source, Path(path), passphrase=passphrase, identities=identities, register=register, now=now
        )
    return manifest, issuer_folder.read_profile(Path(path))


def _opened(file: str) -> AbstractContextManager[BinaryIO]:
    return spooled(sys.stdin.buffer) if file == "-" else open_bounded(Path(file), MAX_BACKUP)
