"""What goes out: the list, its documents, signed metadata over them, and the zip that holds it all.

The layout is a TUF repository without consistent snapshots (TUF specification §7; a zip is consistent by itself):
``metadata/N.root.json`` for every N, ``metadata/timestamp.json``, ``snapshot.json``, ``targets.json``, and
``targets/<path>``. The same content gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from dsp_vc.errors import TrustError
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.publishing.root import PUBLISHING_ROLES
from dsp_vc.publishing.signing import RoleSigner
from dsp_vc.publishing.state import State, StoredFile
from dsp_vc.trust.issuer_list import build
from dsp_vc.words import Moment

LIST, LIST_PATH, DIGESTS = "issuer-list", "issuers.json", "digests"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
_LEVEL = 6
_PATH_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Release:
    """One publication: the file, its version, when it was issued and when it runs out, and the state after it."""

    data: bytes
    version: int
    issued: datetime
    expires: datetime
    root_expires: datetime
    state: State


def make_release(
    folder: BundleFolder,
    signers: Mapping[str, RoleSigner],
    now: datetime,
    lives: Mapping[str, int],
) -> Release:
    """The next publication, signed at ``now`` (whole seconds, UTC); nothing in the folder counts until its state is
    committed. ``lives`` are days by role.

    Raises :class:`TrustError`: ``bundle_root_pending`` (no root that counts), ``bundle_root_expired``,
    ``bundle_time_back`` (the last one was issued later), ``bundle_keys_missing``.
    """
    state, root = folder.state, folder.root()
    if root is None:
        raise TrustError("bundle_root_pending", path=folder.path)
    if root.signed.is_expired(now):
        raise TrustError("bundle_root_expired", moment=root.signed.expires)
    if state.issued is not None and now < state.issued:
        raise TrustError("bundle_time_back", moment=Moment(state.issued))
    version = state.version + 1
    expiries = {role: now + timedelta(days=lives[role]) for role in PUBLISHING_ROLES}
    contents: dict[str, bytes] = {}
    targets = Targets(version, expires=expiries["targets"])
    issuer_list = build(
        (issuer.to_json(state.language, state.territory) for issuer in folder.issuers()),
        operator=state.name,
        sequence=version,
        issued=now,
        next_update=min(expiries.values()),
        language=state.language,
        territory=state.territory,
    )
    _add(targets, contents, LIST_PATH, issuer_list, LIST, state.name)
    for file in state.files:
        _add(targets, contents, target_path(file), folder.get(file.digest), file.kind, file.url)
    digests: dict[str, str] = {}
    for issuer in state.digests:
        record = folder.digest_record(issuer).listed(now)
        digests[issuer] = folder.put(record.to_bytes())
        path = target_path(StoredFile(DIGESTS, issuer, "", 0, "json"))
        _add(targets, contents, path, record.target(), DIGESTS, issuer)
    targets_file = _signed(targets, root.signed, signers)
    snapshot = Snapshot(version, expires=expiries["snapshot"], meta={"targets.json": _meta(version, targets_file)})
    snapshot_file = _signed(snapshot, root.signed, signers)
    timestamp = Timestamp(version, expires=expiries["timestamp"], snapshot_meta=_meta(version, snapshot_file))
    members = {f"metadata/{number}.root.json": data for number, data in enumerate(folder.chain(), 1)}
    members["metadata/targets.json"] = targets_file
    members["metadata/snapshot.json"] = snapshot_file
    members["metadata/timestamp.json"] = _signed(timestamp, root.signed, signers)
    members.update({f"targets/{path}": data for path, data in contents.items()})
    return Release(
        data=pack(members),
        version=version,
        issued=now,
        expires=min(*expiries.values(), root.signed.expires),
        root_expires=root.signed.expires,
        state=replace(state, version=version, issued=now, digests=digests, edited=False),
    )


def target_path(file: StoredFile) -> str:
    """Where a document stands in the repository: by what it stands for, so an update takes the place of the old one."""
    return f"{file.kind}/{sha256(file.url.encode()).hexdigest()[:_PATH_DIGITS]}.{file.extension}"


def pack(members: Mapping[str, bytes]) -> bytes:
    """A zip of ``members``: sorted, at one fixed date, so that the same content gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, data in sorted(members.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same on every system
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def _add(targets: Targets, contents: dict[str, bytes], path: str, data: bytes, kind: str, url: str) -> None:
    custom = {"custom": {"kind": kind, "url": url}}
    targets.targets[path] = TargetFile(len(data), {"sha256": sha256(data).hexdigest()}, path, custom)
    contents[path] = data


def _signed(signed: Targets | Snapshot | Timestamp, root: Root, signers: Mapping[str, RoleSigner]) -> bytes:
    """The metadata with as many signatures as its role needs."""
    metadata: Metadata[Any] = Metadata(signed)
    role = root.roles[signed.type]
    held = [signers[keyid] for keyid in role.keyids if keyid in signers]
    if len(held) < role.threshold:
        raise TrustError("bundle_keys_missing", name=signed.type)
    for signer in held:
        metadata.sign(signer, append=True)
    return metadata.to_bytes(JSONSerializer(compact=True))


def _meta(version: int, data: bytes) -> MetaFile:
    return MetaFile(version, len(data), {"sha256": sha256(data).hexdigest()})
