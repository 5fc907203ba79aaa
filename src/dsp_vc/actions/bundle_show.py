"""What stands in the folder of a list, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tuf.api.metadata import Metadata, Root

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.publishing import root as roots
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.trust.issuer_list import RECOGNISED, ListedIssuer
from dsp_vc.trust.repository.roles import root_fingerprint


@dataclass(frozen=True, slots=True)
class ShownRoot:
    """Who may sign: how many of whom, and the fingerprint by which the root is known."""

    version: int
    expires: str
    threshold: int
    names: tuple[str, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ShownIssuer:
    """An entry: ``code`` is that of its status in words; ``recorded`` digests are out, ``waiting`` ones not yet."""

    name: str
    ids: tuple[str, ...]
    code: str
    since: str
    reason: str
    limits: tuple[str, ...]
    recorded: int
    waiting: int
    entity: JsonObject


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole folder."""

    name: str
    version: int
    issued: str
    edited: bool
    root: ShownRoot | None
    pending: ShownRoot | None
    issuers: tuple[ShownIssuer, ...]
    files: tuple[tuple[str, str], ...]

    def to_json(self) -> JsonObject:
        """For programs; an issuer is its ETSI ``TrustedEntity``."""
        return {
            "name": self.name,
            "version": self.version,
            "issued": self.issued or None,
            "edited": self.edited,
            "root": _root_json(self.root),
            "pendingRoot": _root_json(self.pending),
            "issuers": [
                {"recorded": issuer.recorded, "waiting": issuer.waiting, "entity": issuer.entity}
                for issuer in self.issuers
            ],
            "files": [{"kind": kind, "url": url} for kind, url in self.files],
        }


def describe(path: str) -> Shown:
    """What stands in the folder; needs no passphrase. Raises :class:`dsp_vc.errors.TrustError`."""
    folder = BundleFolder.open(Path(path))
    state = folder.state
    return Shown(
        name=state.name,
        version=state.version,
        issued="" if state.issued is None else format_datetime(state.issued),
        edited=state.edited,
        root=_root(folder.root()),
        pending=_root(folder.pending()),
        issuers=tuple(_issuer(folder, entry) for entry in folder.issuers()),
        files=tuple(sorted((file.kind, file.url) for file in state.files)),
    )


def _root(metadata: Metadata[Root] | None) -> ShownRoot | None:
    if metadata is None:
        return None
    root = metadata.signed
    names = tuple(roots.describe(key) for key in roots.root_keys(root))
    expires = format_datetime(root.expires)
    return ShownRoot(root.version, expires, root.roles[roots.ROOT].threshold, names, root_fingerprint(root))


def _root_json(root: ShownRoot | None) -> JsonObject | None:
    if root is None:
        return None
    return {
        "version": root.version,
        "expires": root.expires,
        "threshold": root.threshold,
        "holders": list(root.names),
        "fingerprint": root.fingerprint,
    }


def _issuer(folder: BundleFolder, entry: ListedIssuer) -> ShownIssuer:
    records = [folder.digest_record(did) for did in entry.ids if did in folder.state.digests]
    limits = [f"{name}: {', '.join(members)}" for name, members in _sets(entry)]
    limits += [
        f"{name}: {format_datetime(moment)}"
        for name, moment in (("from", entry.valid_from), ("until", entry.valid_until))
        if moment is not None
    ]
    return ShownIssuer(
        name=entry.name,
        ids=entry.ids,
        code="bundle_show_recognised" if entry.standing.status == RECOGNISED else "bundle_show_withdrawn",
        since=format_datetime(entry.standing.since),
        reason=entry.standing.reason,
        limits=tuple(limits),
        recorded=sum(len(batch.digests) for record in records for batch in record.batches),
        waiting=sum(len(record.waiting) for record in records),
        entity=entry.to_json(folder.state.language, folder.state.territory),
    )


def _sets(entry: ListedIssuer) -> list[tuple[str, list[str]]]:
    may = entry.may
    plain = [(name, getattr(may, name)) for name in ("types", "skills", "contexts", "bases")]
    found = [(name, sorted(members)) for name, members in plain if members is not None]
    return found + [(f"group {name}", sorted(members)) for name, members in sorted(may.groups.items())]
