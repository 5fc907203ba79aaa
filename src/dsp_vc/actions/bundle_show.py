"""What stands in the folder of a list, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuf.api.metadata import Metadata, Root

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.publishing import root as roots
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.trust.issuer_list import ListedIssuer, Standing
from dsp_vc.trust.repository.roles import root_fingerprint
from dsp_vc.words import Phrase


@dataclass(frozen=True, slots=True)
class ShownRoot:
    """Who may sign: how many of whom, and the fingerprint by which the root is known. ``names`` are for programs,
    ``told`` for people."""

    version: int
    expires: datetime
    threshold: int
    names: tuple[str, ...]
    told: tuple[str | Phrase, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ShownIssuer:
    """An entry: how it stands and stood before, the newest first; ``recorded`` digests are out, ``waiting`` ones not
    yet."""

    listed: ListedIssuer
    recorded: int
    waiting: int
    entity: JsonObject

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Now, and before."""
        return (self.listed.standing, *self.listed.history)


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A document that comes along; ``owner`` is the name of the issuer on the list that it is of, or empty."""

    kind: str
    url: str
    owner: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole folder."""

    name: str
    version: int
    issued: datetime | None
    edited: bool
    root: ShownRoot | None
    pending: ShownRoot | None
    issuers: tuple[ShownIssuer, ...]
    files: tuple[ShownFile, ...]

    def to_json(self) -> JsonObject:
        """For programs; an issuer is its ETSI ``TrustedEntity``."""
        return {
            "name": self.name,
            "version": self.version,
            "issued": None if self.issued is None else format_datetime(self.issued),
            "edited": self.edited,
            "root": _root_json(self.root),
            "pendingRoot": _root_json(self.pending),
            "issuers": [
                {"recorded": issuer.recorded, "waiting": issuer.waiting, "entity": issuer.entity}
                for issuer in self.issuers
            ],
            "files": [{"kind": file.kind, "url": file.url} for file in self.files],
        }


def describe(path: str) -> Shown:
    """What stands in the folder; needs no passphrase. Raises :class:`dsp_vc.errors.TrustError`."""
    folder = BundleFolder.open(Path(path))
    state, issuers = folder.state, folder.issuers()
    owners = {identifier: issuer.name for issuer in issuers for identifier in issuer.ids}
    return Shown(
        name=state.name,
        version=state.version,
        issued=state.issued,
        edited=state.edited,
        root=_root(folder.root()),
        pending=_root(folder.pending()),
        issuers=tuple(_issuer(folder, entry) for entry in issuers),
        files=tuple(
            ShownFile(file.kind, file.url, owners.get(file.url, ""))
            for file in sorted(state.files, key=lambda file: (file.kind, file.url))
        ),
    )


def _root(metadata: Metadata[Root] | None) -> ShownRoot | None:
    if metadata is None:
        return None
    root = metadata.signed
    keys = roots.root_keys(root)
    return ShownRoot(
        version=root.version,
        expires=root.expires,
        threshold=root.roles[roots.ROOT].threshold,
        names=tuple(roots.describe(key) for key in keys),
        told=tuple(roots.told_holder(key) for key in keys),
        fingerprint=root_fingerprint(root),
    )


def _root_json(root: ShownRoot | None) -> JsonObject | None:
    if root is None:
        return None
    return {
        "version": root.version,
        "expires": format_datetime(root.expires),
        "threshold": root.threshold,
        "holders": list(root.names),
        "fingerprint": root.fingerprint,
    }


def _issuer(folder: BundleFolder, entry: ListedIssuer) -> ShownIssuer:
    records = [folder.digest_record(did) for did in entry.ids if did in folder.state.digests]
    return ShownIssuer(
        listed=entry,
        recorded=sum(len(batch.digests) for record in records for batch in record.batches),
        waiting=sum(len(record.waiting) for record in records),
        entity=entry.to_json(folder.state.language, folder.state.territory),
    )
