"""Roots that a user pins, and what is shown of a pinned list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tuf.api.metadata import Root

from dsp_vc.files import read_bounded
from dsp_vc.trust.bundle import Refusal
from dsp_vc.trust.repository import roles
from dsp_vc.trust.repository.index import Index
from dsp_vc.trust.repository.known import Known


@dataclass(frozen=True, slots=True)
class PinnedRoot:
    """A root as the user must compare it: ``fingerprint`` is read out, ``holders`` are those who named themselves."""

    name: str
    fingerprint: str
    holders: tuple[str, ...]
    keys: int
    threshold: int
    data: bytes
    root_id: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A pinned list and the index of its bundle in use; ``refusal`` says why that does not count."""

    name: str
    fingerprint: str
    known: Known
    index: Index | None = None
    refusal: Refusal | None = None


def read_root(data: bytes) -> PinnedRoot:
    """Root metadata that signs for itself (TUF specification §5.2 leaves to the user how it came here).

    Raises :class:`Refused` ``trust_*``.
    """
    metadata = roles.read_role(data, Root, "root.json")
    roles.check_signatures(metadata.signed, metadata, "root.json")
    root = metadata.signed
    role = root.roles["root"]
    holders = [root.keys[keyid].unrecognized_fields.get("holder") for keyid in role.keyids if keyid in root.keys]
    return PinnedRoot(
        name=roles.name_of(root),
        fingerprint=roles.root_fingerprint(root),
        holders=tuple(holder for holder in holders if isinstance(holder, str) and holder),
        keys=len(role.keyids),
        threshold=role.threshold,
        data=data,
        root_id=roles.root_id(metadata),
    )


def read_root_file(path: Path) -> PinnedRoot:
    """The root in the file at ``path``. Raises :class:`InputError`."""
    return read_root(read_bounded(path, 1024 * 1024))
