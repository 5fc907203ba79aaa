"""Going on from what was published, where the folder is an older copy: its versions, its list, its records, its roots.

A folder from a backup does not know what went out since. Publishing from it would use versions again that others have
seen with other content, bring back who was withdrawn, and lose digests that were on record.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from dsp_vc.did.document import parse_document
from dsp_vc.encoding.strict_json import dumps, parse_object
from dsp_vc.errors import InputError, TrustError
from dsp_vc.publishing import root as roots
from dsp_vc.publishing.digests import DigestRecord
from dsp_vc.publishing.edits import DID_DOCUMENT, revocations
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.publishing.release import DIGESTS, LIST_PATH
from dsp_vc.publishing.state import State, StoredFile
from dsp_vc.trust.issuer_list import MAX_BYTES, read

MAX_MEMBERS = 500_000
MAX_TOTAL = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Published:
    """A file that this list published: every signature and digest in it was checked, its dates were not."""

    version: int
    chain: tuple[bytes, ...]
    targets: Mapping[str, TargetFile]
    contents: Mapping[str, bytes]


def read_published(data: bytes, folder: BundleFolder, path: str) -> Published:
    """Check that ``data`` was published from this list, from this folder or a copy of it.

    Raises :class:`InputError` ``bundle_not_published`` (damaged, or no such file), :class:`TrustError`
    ``bundle_other_list`` (signed by others).
    """
    members = _members(data, path)
    chain = _chain(members, folder, path)
    root = roots.read_root(chain[-1], path).signed
    try:
        timestamp: Timestamp = _signed(members, "timestamp", root, path)
        snapshot_file, targets_file = members["metadata/snapshot.json"], members["metadata/targets.json"]
        timestamp.snapshot_meta.verify_length_and_hashes(snapshot_file)
        snapshot: Snapshot = _signed(members, "snapshot", root, path)
        snapshot.meta["targets.json"].verify_length_and_hashes(targets_file)
        targets: Targets = _signed(members, "targets", root, path)
        contents = {name: members[f"targets/{name}"] for name in targets.targets}
        for name, entry in targets.targets.items():
            entry.verify_length_and_hashes(contents[name])
    except (RepositoryError, KeyError) as error:
        raise InputError("bundle_not_published", path=path, detail=str(error)) from error
    return Published(timestamp.version, tuple(chain), targets.targets, contents)


def restored(folder: BundleFolder, published: Published) -> State:
    """The state that goes on from ``published``: what it holds takes the place of what the folder holds. Digests that
    wait in the folder go on waiting. Raises :class:`TrustError` ``bundle_damaged`` (of a later version of dsp-vc)."""
    listed = read(published.contents[LIST_PATH])
    if listed.uncounted:
        raise TrustError("bundle_damaged", path=LIST_PATH, detail=", ".join(listed.uncounted))
    files, records, revoked = [], {}, folder.state.revoked
    for name, entry in published.targets.items():
        kind, url = str(entry.custom["kind"]), str(entry.custom["url"])
        data = published.contents[name]
        if kind == DIGESTS:
            record = DigestRecord.from_bytes(data)
            records[record.issuer] = record.with_digests(folder.digest_record(record.issuer).waiting)
        elif name != LIST_PATH:
            if kind == DID_DOCUMENT:
                revoked = revocations(revoked, parse_document(parse_object(data)))
            files.append(StoredFile(kind, url, folder.put(data), len(data), name.rpartition(".")[2]))
    for issuer in set(folder.state.digests) - set(records):
        records[issuer] = folder.digest_record(issuer)
    language, territory = folder.state.language, folder.state.territory
    entities = [issuer.to_json(language, territory) for issuer in listed.issuers]
    return replace(
        folder.state,
        roots=tuple(folder.put(root) for root in published.chain),
        pending=None,
        issuers=folder.put(dumps(entities).encode()),
        files=tuple(files),
        revoked=revoked,
        digests={issuer: folder.put(record.to_bytes()) for issuer, record in records.items()},
        version=published.version,
        issued=listed.issued,
        edited=False,
    )


def _members(data: bytes, path: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_MEMBERS or sum(entry.file_size for entry in entries) > MAX_TOTAL:
                raise InputError("bundle_not_published", path=path, detail="too large")
            members: dict[str, bytes] = {}
            for entry in entries:
                with archive.open(entry) as stream:  # never more than it says
                    members[entry.filename] = stream.read(min(entry.file_size, MAX_BYTES) + 1)[: entry.file_size]
            return members
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise InputError("bundle_not_published", path=path, detail=str(error)) from error


def _chain(members: Mapping[str, bytes], folder: BundleFolder, path: str) -> list[bytes]:
    """The roots of the folder and those that follow on them in the file."""
    chain = folder.chain()
    if not chain or members.get("metadata/1.root.json") != chain[0]:
        raise TrustError("bundle_other_list", path=path)
    number = 1
    while (data := members.get(f"metadata/{number}.root.json")) is not None:
        if number <= len(chain):
            if data != chain[number - 1]:
                raise TrustError("bundle_other_list", path=path)
        else:
            following, before = roots.read_root(data, path), roots.read_root(chain[-1], path).signed
            if following.signed.version != before.version + 1 or roots.wanted(following, before):
                raise TrustError("bundle_other_list", path=path)
            chain.append(data)
        number += 1
    return chain


def _signed(members: Mapping[str, bytes], role: str, root: Root, path: str) -> Any:
    """The signed part of a role's metadata; what it is stands in it and is checked by who reads it."""
    try:
        metadata: Metadata[Any] = Metadata.from_bytes(members[f"metadata/{role}.json"])
        if metadata.signed.type != role:
            raise InputError("bundle_not_published", path=path, detail=role)
        root.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
    except DeserializationError as error:
        raise InputError("bundle_not_published", path=path, detail=str(error)) from error
    except RepositoryError as error:
        raise TrustError("bundle_other_list", path=path) from error
    return metadata.signed
