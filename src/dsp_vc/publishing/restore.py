"""Going on from what was published, where the folder is an older copy: its versions, its list, its records, its roots.

A folder from a backup does not know what went out since. Publishing from it would use versions again that others have
seen with other content, bring back who was withdrawn, and lose digests that were on record.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tuf.api.metadata import Root

from dsp_vc.did.document import parse_document
from dsp_vc.encoding.strict_json import dumps, parse_object
from dsp_vc.errors import InputError, TrustError
from dsp_vc.publishing.digests import DigestRecord
from dsp_vc.publishing.edits import DID_DOCUMENT, revocations
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.publishing.release import DIGESTS
from dsp_vc.publishing.state import State, StoredFile
from dsp_vc.trust.issuer_list import IssuerList
from dsp_vc.trust.repository.archive import Archive
from dsp_vc.trust.repository.known import Known
from dsp_vc.trust.repository.metadata import Target, examine
from dsp_vc.trust.repository.roles import MAX_ROOT, read_role, root_id

_SIGNED_BY_OTHERS = ("root_not_pinned", "trust_root", "trust_signatures", "trust_key")


@dataclass(frozen=True, slots=True)
class Published:
    """A file that this list published: it passed the check that every verifier makes, but for its dates."""

    version: int
    chain: tuple[bytes, ...]
    issuers: IssuerList
    documents: Sequence[tuple[Target, bytes]]


def read_published(data: bytes, folder: BundleFolder, path: str, now: datetime) -> Published:
    """Check that ``data`` was published from this list, from this folder or a copy of it.

    Raises :class:`InputError` ``bundle_not_published`` (damaged, or no such file), :class:`TrustError`
    ``bundle_other_list`` (signed by others), ``bundle_root_pending``.
    """
    own = folder.chain()
    if not own:
        raise TrustError("bundle_root_pending", path=folder.path)
    documents: list[tuple[Target, bytes]] = []
    found = examine(
        io.BytesIO(data),
        [Known(own[0], own[0], root_id(read_role(own[0], Root, path)))],
        now,
        fixed_clock=True,
        keeper=lambda _place: lambda target, content: documents.append((target, content)),
    )
    if found.release is None:
        if found.code.startswith(_SIGNED_BY_OTHERS):
            raise TrustError("bundle_other_list", path=path)
        raise InputError("bundle_not_published", path=path, detail=found.code)
    archive = Archive(io.BytesIO(data))
    there = [
        archive.read(f"metadata/{number}.root.json", MAX_ROOT) for number in range(1, found.release.root_version + 1)
    ]
    if there[: len(own)] != own[: len(there)]:
        raise TrustError("bundle_other_list", path=path)
    chain = tuple(there if len(there) > len(own) else own)
    return Published(found.release.version, chain, found.release.issuers, documents)


def restored(folder: BundleFolder, published: Published) -> State:
    """The state that goes on from ``published``: what it holds takes the place of what the folder holds. Digests that
    wait in the folder go on waiting. Raises :class:`TrustError` ``bundle_damaged`` (of a later version of dsp-vc)."""
    listed = published.issuers
    if listed.uncounted:
        raise TrustError("bundle_damaged", path=folder.path, detail=", ".join(listed.uncounted))
    files, records, revoked = [], {}, folder.state.revoked
    for target, data in published.documents:
        if target.kind == DIGESTS:
            record = DigestRecord.from_bytes(data)
            records[record.issuer] = record.with_digests(folder.digest_record(record.issuer).waiting)
            continue
        if target.kind == DID_DOCUMENT:
            revoked = revocations(revoked, parse_document(parse_object(data)))
        extension = target.path.rpartition(".")[2]
        files.append(StoredFile(target.kind, target.url, folder.put(data), len(data), extension))
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
