"""Root metadata: who may sign for the list (TUF specification §4.3), the first one and those that follow.

A root is proposed, signed by its key holders one after the other or side by side, and adopted once enough have signed:
enough of those that the root before it names, and enough of those that it names itself (§6.1).
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from securesystemslib.exceptions import UnverifiedSignatureError
from securesystemslib.signer import Key
from tuf.api.metadata import Metadata, Root
from tuf.api.serialization.json import JSONSerializer

from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.publishing.signing import RoleSigner, holder_of, short
from dsp_vc.trust.repository.roles import MAX_ROOT, NAME, read_role
from dsp_vc.words import Phrase

ROOT = "root"
PUBLISHING_ROLES = ("targets", "snapshot", "timestamp")
MAX_HOLDERS = 50


@dataclass(frozen=True, slots=True)
class Change:
    """What the next root has other than the one before: root keys added, root keys dropped (named by holder or by the
    beginning of their id), another threshold, new keys for the roles that publish."""

    add: Sequence[Key] = ()
    drop: Sequence[str] = ()
    threshold: int | None = None
    publishing: Mapping[str, Key] = field(default_factory=dict)


def first_root(
    name: str, root_keys: Sequence[Key], threshold: int, publishing: Mapping[str, Key], expires: datetime
) -> Metadata[Root]:
    """The first root of the list called ``name``, unsigned. Raises :class:`InputError` ``bundle_threshold``,
    ``bundle_key_twice``."""
    root = Root(version=1, expires=expires, consistent_snapshot=False, unrecognized_fields={NAME: name})
    for key in root_keys:
        _add(root, key)
    for role in PUBLISHING_ROLES:
        _add(root, publishing[role], role)
    _set_threshold(root, threshold)
    return Metadata(root)


def next_root(current: Root, change: Change, expires: datetime) -> Metadata[Root]:
    """The root after ``current``, unsigned. Raises :class:`InputError` ``bundle_threshold``, ``bundle_key_twice``,
    ``bundle_key_unknown``, ``bundle_key_ambiguous``."""
    root = copy.deepcopy(current)
    root.version, root.expires = current.version + 1, expires
    for named in change.drop:
        root.revoke_key(find_key(current, named).keyid, ROOT)
    for key in change.add:
        _add(root, key)
    for role, key in change.publishing.items():
        for keyid in list(root.roles[role].keyids):
            root.revoke_key(keyid, role)
        _add(root, key, role)
    _set_threshold(root, root.roles[ROOT].threshold if change.threshold is None else change.threshold)
    return Metadata(root)


def find_key(root: Root, named: str) -> Key:
    """The root key whose id begins with ``named``, or whose holder has that name.

    Raises :class:`InputError` ``bundle_key_unknown``, ``bundle_key_ambiguous``.
    """
    keys = root_keys(root)
    found = [key for key in keys if holder_of(key) == named] or [key for key in keys if key.keyid.startswith(named)]
    if not named or not found:
        raise InputError("bundle_key_unknown", name=named, known=", ".join(map(describe, keys)))
    if len(found) > 1:
        raise InputError("bundle_key_ambiguous", name=named)
    return found[0]


def root_keys(root: Root) -> list[Key]:
    """The keys that may sign root metadata, in its own order."""
    return [root.keys[keyid] for keyid in root.roles[ROOT].keyids]


def sign(metadata: Metadata[Root], signer: RoleSigner) -> None:
    """Add the signature of ``signer``."""
    metadata.sign(signer, append=True)


def still_needed(metadata: Metadata[Root], previous: Root | None) -> int:
    """How many more signatures it takes at least."""
    result = metadata.signed.get_root_verification_result(previous, metadata.signed_bytes, metadata.signatures)
    return max(result.first.missing, result.second.missing)


def wanted(metadata: Metadata[Root], previous: Root | None) -> list[Key]:
    """Whose signature would still count: root keys, new or of the root before, that have not signed. Empty when enough
    have signed."""
    result = metadata.signed.get_root_verification_result(previous, metadata.signed_bytes, metadata.signatures)
    if result.verified:
        return []
    keys = {key.keyid: key for key in (*(root_keys(previous) if previous else ()), *root_keys(metadata.signed))}
    missing = {*result.first.unsigned, *result.second.unsigned}
    return [key for keyid, key in keys.items() if keyid in missing]


def merge(pending: Metadata[Root], previous: Root | None, data: bytes, path: str) -> None:
    """Take the signatures of the same root from a file that a key holder brought back; those that don't verify, or are
    of nobody's here, are left.

    Raises :class:`TrustError` ``bundle_root_other`` where it is another root than the one that was proposed,
    :class:`InputError` ``bundle_root_unreadable``.
    """
    brought = read_root(data, path)
    payload = pending.signed_bytes
    if brought.signed_bytes != payload:
        raise TrustError("bundle_root_other", path=path)
    holders = [*root_keys(pending.signed), *(root_keys(previous) if previous else ())]
    for key in holders:
        signature = brought.signatures.get(key.keyid)
        if signature is not None:
            with suppress(UnverifiedSignatureError):
                key.verify_signature(signature, payload)
                pending.signatures[key.keyid] = signature


def read_root(data: bytes, path: str) -> Metadata[Root]:
    """Root metadata from a file; no signature is checked. Raises :class:`InputError` ``bundle_root_unreadable``."""
    if len(data) > MAX_ROOT:
        raise InputError("bundle_root_unreadable", path=path, detail=f"more than {MAX_ROOT} bytes")
    try:
        return read_role(data, Root, path)
    except Refused as error:
        raise InputError("bundle_root_unreadable", path=path, detail=str(error)) from error


def to_bytes(metadata: Metadata[Root]) -> bytes:
    """The file of a root, the same for the same content."""
    return metadata.to_bytes(JSONSerializer(compact=True))


def changes(current: Root | None, following: Root) -> list[Phrase]:
    """What ``following`` changes; without ``current``, all that it says."""
    before = {} if current is None else {key.keyid: key for key in root_keys(current)}
    after = {key.keyid: key for key in root_keys(following)}
    added = "bundle_is_holder" if current is None else "bundle_change_add"
    told = [Phrase(added, {"name": told_holder(key)}) for keyid, key in after.items() if keyid not in before]
    told += [
        Phrase("bundle_change_drop", {"name": told_holder(key)}) for keyid, key in before.items() if keyid not in after
    ]
    threshold = following.roles[ROOT].threshold
    if current is None or (current.roles[ROOT].threshold, len(before)) != (threshold, len(after)):
        told.append(Phrase("bundle_is_threshold", {"threshold": threshold, "number": len(after)}))
    published = "bundle_is_publishing" if current is None else "bundle_change_publishing"
    for role in PUBLISHING_ROLES:
        if current is None or current.roles[role].keyids != following.roles[role].keyids:
            told.append(Phrase(published, {"name": f"{role} {short(following.roles[role].keyids[0])}"}))
    return told


def describe(key: Key) -> str:
    """A key for programs, and for who names one: whose it is, and the beginning of its id."""
    return " ".join(filter(None, (holder_of(key), short(key.keyid))))


def told_holder(key: Key) -> str | Phrase:
    """A key for people: the one that a list began with has no holder."""
    return describe(key) if holder_of(key) else Phrase("bundle_key_of_list", {"name": short(key.keyid)})


def key_of_list(root: Root) -> str:
    """The beginning of the id of the key that the list began with, where it may still sign beside key holders; empty
    where it may not, or is the only one."""
    keys = root_keys(root)
    own = [key for key in keys if not holder_of(key)]
    return short(own[0].keyid) if own and len(own) < len(keys) else ""


def _add(root: Root, key: Key, role: str = ROOT) -> None:
    """By value: a key under two names would count twice, and one key has one task."""
    if any(known.keyval == key.keyval for known in root.keys.values()):
        raise InputError("bundle_key_twice", name=describe(key))
    root.add_key(key, role)


def _set_threshold(root: Root, threshold: int) -> None:
    holders = len(root.roles[ROOT].keyids)
    if not 1 <= threshold <= holders or holders > MAX_HOLDERS:
        raise InputError("bundle_threshold", threshold=threshold, number=holders)
    root.roles[ROOT].threshold = threshold
