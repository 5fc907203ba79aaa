"""Published lists of issuers that the user believes: pin a root, use, check and show a bundle, fetch one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import TrustError
from dsp_vc.files import write_atomic
from dsp_vc.trust.bundle import IssuerEntry
from dsp_vc.trust.store import stored_lists

if TYPE_CHECKING:
    from dsp_vc.trust.repository.metadata import Examination, Release
    from dsp_vc.trust.repository.pinned import PinnedRoot, Stored


@dataclass(frozen=True, slots=True)
class InUse:
    """The list that is in use after :func:`use` or :func:`fetch`."""

    name: str
    version: int
    number: int
    issued: datetime
    expires: datetime


def read_root(name: str) -> PinnedRoot:
    """The root in a file, to be compared. Raises :class:`dsp_vc.errors.InputError`."""
    from dsp_vc.trust.repository.pinned import read_root_file

    return read_root_file(Path(name))


def is_pinned(root: PinnedRoot) -> bool:
    """Whether this root counts already."""
    return stored_lists().pinned(root)


def pin(root: PinnedRoot) -> None:
    """Believe ``root``; the caller has shown its fingerprint and was told that it is right."""
    stored_lists().pin(root)


def use(name: str, now: datetime) -> InUse:
    """Check the bundle in a file and make it the default of ``verify``.

    Raises :class:`TrustError` with the code of the step that refused it, or ``trust_stale``.
    """
    found = stored_lists().use(Path(name), now)
    if found.code or found.release is None:
        raise TrustError(found.code, **found.params)
    return _in_use(found.release)


def check(name: str, now: datetime, *, fixed: bool) -> Examination:
    """Check the bundle in a file step by step; nothing is changed."""
    return stored_lists().check(Path(name), now, fixed=fixed)


def fetch(url: str, now: datetime, *, allow_private: bool, ca_file: str | None, output: str | None) -> InUse:
    """Fetch a bundle and use it; the only thing that connects out. ``output`` keeps the file once it was found right.

    Raises :class:`dsp_vc.errors.NetworkError`, and what :func:`use` does.
    """
    from dsp_vc.net import fetch as get

    data = get(url, allow_private=allow_private, ca_file=None if ca_file is None else Path(ca_file))
    with tempfile.TemporaryDirectory(prefix="dsp-vc-") as folder:
        path = Path(folder) / "bundle.zip"
        write_atomic(path, data, private=True)
        used = use(str(path), now)
    if output is not None:
        write_atomic(Path(output), data)
    return used


def remove(name: str) -> str | None:
    """Believe the list with this name or fingerprint no longer; its name, or ``None`` where none has it."""
    return stored_lists().remove(name)


def stored(now: datetime) -> list[Stored]:
    """Every pinned list, with what is in use of it."""
    return stored_lists().stored(now)


def entries(listed: Stored) -> Iterator[tuple[IssuerEntry, JsonObject]]:
    """Who is on the list in use, also where it ran out."""
    refusal = listed.refusal
    if listed.index is not None and (refusal is None or refusal.last_known is not None):
        yield from listed.index.entries()


def entry_json(entry: IssuerEntry, may: JsonObject) -> JsonObject:
    """An entry for programs."""
    value: JsonObject = {"name": entry.name, "ids": [*sorted(entry.ids)], "may": may}
    for name, moment in (("from", entry.valid_from), ("until", entry.valid_until), ("withdrawn", entry.withdrawn)):
        if moment is not None:
            value[name] = format_datetime(moment)
    return value


def list_json(listed: Stored) -> JsonObject:
    """A pinned list for programs; ``refusal`` is the code that says why it does not count."""
    value: JsonObject = {"name": listed.name, "fingerprint": listed.fingerprint, "bundle": None}
    if listed.index is not None:
        summary = listed.index.summary
        value["bundle"] = {
            "version": summary.version,
            "issued": format_datetime(summary.issued),
            "expires": format_datetime(summary.expires),
            "uncounted": [*listed.index.uncounted],
            "issuers": [entry_json(*pair) for pair in entries(listed)],
        }
    value["refusal"] = None if listed.refusal is None else listed.refusal.code
    return value


def _in_use(release: Release) -> InUse:
    return InUse(release.name, release.version, len(release.issuers.issuers), release.issued, release.expires)
