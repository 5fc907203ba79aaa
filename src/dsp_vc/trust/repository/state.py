"""What is remembered of each pinned list, in a folder of its own: roots, versions, the bundle in use, its index.

Forgetting it would open the door to older bundles, so a damaged file is said and never begun anew. The folder is
private, and stands beside the cards: whoever can write to either decides whom the user trusts.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from dsp_vc.encoding import jcs
from dsp_vc.encoding.strict_json import JsonObject, dumps, parse_object
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import InputError, TrustError
from dsp_vc.files import make_folder, read_bounded, write_atomic
from dsp_vc.trust.repository.known import Known

STATE_TYPE = "DspVcListState"
STATE, BUNDLE, INDEX = "state.json", ".zip", ".index"
#: Indexes that are kept beside that of the bundle in use: of files that were named with ``--trust``.
MAX_INDEXES = 4
_MAX_STATE = 4 * 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FOLDER = re.compile(r"[0-9a-f]{32}", re.ASCII)
_MEMBERS = {
    "type", "version", "name", "pinned", "root", "rootId", "timestamp", "snapshot", "targets", "content", "issued",
    "secret", "inUse", "check",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListState:
    """One pinned list. ``in_use`` names the bundle that is the default of ``verify`` (:func:`bundle_id`), empty without
    one; ``secret`` protects the indexes."""

    folder: Path
    name: str
    known: Known
    in_use: str = ""
    secret: bytes = field(default_factory=lambda: os.urandom(32), repr=False)

    @property
    def bundle(self) -> Path:
        """The copy of the bundle in use."""
        return self.folder / f"{self.in_use}{BUNDLE}"

    def index(self, file: str) -> Path:
        """Where the index of the bundle with this id stands."""
        return self.folder / f"{file}{INDEX}"

    def save(self) -> None:
        """Write it, whole or not at all. Raises :class:`dsp_vc.files.FileError`."""
        make_folder(self.folder, private=True)
        known = self.known
        value: JsonObject = {
            "type": STATE_TYPE,
            "version": 1,
            "name": self.name,
            "pinned": known.pinned.decode(),
            "root": known.root.decode(),
            "rootId": known.root_id,
            "timestamp": known.timestamp,
            "snapshot": known.snapshot,
            "targets": known.targets,
            "content": known.content,
            "issued": None if known.issued is None else format_datetime(known.issued),
            "secret": self.secret.hex(),
            "inUse": self.in_use,
        }
        value["check"] = _check(value, self.folder)
        write_atomic(self.folder / STATE, (dumps(value, indent=2) + "\n").encode(), private=True)

    def tidy(self, keep: str) -> None:
        """Drop copies of bundles that are not in use, and indexes that are neither of the bundle in use nor of
        ``keep``, the oldest first, down to a few."""
        for path in self.folder.glob(f"*{BUNDLE}"):
            if path != self.bundle:
                _drop(path)
        others = [path for path in self.folder.glob(f"*{INDEX}") if path.stem not in (self.in_use, keep)]
        others.sort(key=lambda path: path.stat().st_mtime if path.exists() else 0.0, reverse=True)
        for path in others[MAX_INDEXES:]:
            _drop(path)

    def forget(self) -> None:
        """Remove the whole folder. Raises :class:`TrustError` ``trust_unwritable``."""
        import shutil

        try:
            shutil.rmtree(self.folder)
        except OSError as error:
            raise TrustError("trust_unwritable", path=self.folder, reason=error.strerror) from error


class ListFolder:
    """All pinned lists under ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def states(self) -> Iterator[ListState]:
        """Each list, by name of folder. A damaged one is said (:class:`TrustError` ``trust_state_damaged``)."""
        if self.folder.is_dir():
            for path in sorted(self.folder.iterdir()):
                if _FOLDER.fullmatch(path.name) and path.is_dir():
                    yield _load(path)

    def new(self, name: str, root: bytes, root_id: str) -> ListState:
        """The list of a root that was compared just now; nothing is written yet."""
        return ListState(self._path(root_id), name, Known(root, root, root_id))

    @property
    def lock(self) -> Path:
        """Held by who checks a bundle: what two of them saw must both be remembered."""
        return make_folder(self.folder, private=True) / "lock"

    def holds(self, root_id: str) -> bool:
        """Whether the root with this id was pinned. Raises :class:`TrustError` ``trust_state_damaged``."""
        path = self._path(root_id)
        if not path.exists():
            return False
        _load(path)
        return True

    def _path(self, root_id: str) -> Path:
        return self.folder / root_id[:32]


def _drop(path: Path) -> None:
    with contextlib.suppress(OSError):  # in use by another process, on Windows: the next one will
        path.unlink(missing_ok=True)


def _load(folder: Path) -> ListState:
    path = folder / STATE
    try:
        value = parse_object(read_bounded(path, _MAX_STATE), max_bytes=_MAX_STATE)
        if set(value) != _MEMBERS or value["type"] != STATE_TYPE or value["version"] != 1:
            raise TrustError("trust_state_damaged", path=path, detail="members")
        if value.pop("check") != _check(value, folder):
            raise TrustError("trust_state_damaged", path=path, detail="check")
        return _read(folder, value)
    except InputError as error:
        raise TrustError("trust_state_damaged", path=path, detail=str(error)) from error


def _read(folder: Path, value: JsonObject) -> ListState:
    """What :meth:`ListState.save` wrote: the digest over it was right."""
    numbers = [value["timestamp"], value["snapshot"], value["targets"]]
    issued, in_use = value["issued"], value["inUse"]
    if not all(isinstance(number, int) for number in numbers) or (in_use and not _DIGEST.fullmatch(str(in_use))):
        raise TrustError("trust_state_damaged", path=folder / STATE, detail="versions")
    timestamp, snapshot, targets = (int(str(number)) for number in numbers)
    known = Known(
        str(value["pinned"]).encode(),
        str(value["root"]).encode(),
        str(value["rootId"]),
        timestamp,
        snapshot,
        targets,
        str(value["content"]),
        None if issued is None else _moment(issued),
    )
    secret = bytes.fromhex(str(value["secret"]))
    return ListState(folder, str(value["name"]), known, str(in_use), secret)


def _moment(value: object) -> datetime:
    return parse_datetime(str(value))


def _check(value: JsonObject, folder: Path) -> str:
    """Not a signature: it tells a file that was damaged, or is of another list, from one that was written here."""
    return sha256(jcs.canonicalize({**value, "folder": folder.name})).hexdigest()
