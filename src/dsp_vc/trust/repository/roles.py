"""One file of TUF metadata: read strictly, and its signatures counted by distinct key values (TUF specification §4).

python-tuf reads, canonicalises and verifies. Around it stands what it leaves to its caller: duplicate members, the kind
of a file before anything else of it, ids of keys that are not theirs, and one key under two ids.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, TypeVar

from cryptography.hazmat.primitives import serialization
from securesystemslib.exceptions import FormatError
from securesystemslib.formats import encode_canonical
from securesystemslib.signer import Key
from tuf.api.exceptions import LengthOrHashMismatchError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization import DeserializationError, SerializationError

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, parse_object
from dsp_vc.errors import InputError, Refused
from dsp_vc.trust.card import fingerprint

ROLES = ("root", "timestamp", "snapshot", "targets")
NAME = "name"
MAX_ROOT = 512 * 1024
MAX_VERSION = 2**53 - 1
#: What signs for a list; a key of another kind never counts towards a threshold.
SCHEMES = frozenset({"ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384"})
_STRONG = frozenset({"sha256", "sha384", "sha512"})

Role = TypeVar("Role", Root, Timestamp, Snapshot, Targets)


def read_role(data: bytes, kind: type[Role], name: str) -> Metadata[Role]:
    """The metadata in ``data``, which stands under ``name``, with fields that are not known; no signature is checked.

    Raises :class:`Refused`: ``trust_role_unknown`` (a role that TUF does not have), ``trust_role_wrong`` (another role
    than belongs there), ``trust_specification`` (another major version of TUF), ``trust_signature_twice``,
    ``trust_keyid`` (a key under an id that is not its own), ``trust_metadata`` for whatever else is wrong.
    """
    try:
        value = parse_object(data, max_bytes=len(data))
    except InputError as error:
        raise Refused("trust_metadata", name=name, detail=str(error)) from error
    signed = value.get("signed")
    if not isinstance(signed, dict):
        raise Refused("trust_metadata", name=name, detail="signed")
    _check_kind(signed, kind.type, name)
    version = signed.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= MAX_VERSION:
        raise Refused("trust_metadata", name=name, detail="version")
    _check_signatures(value.get("signatures"), name)
    try:
        metadata = Metadata[Role].from_bytes(data)
        _ = metadata.signed_bytes
    except (DeserializationError, SerializationError) as error:
        raise Refused("trust_metadata", name=name, detail=f"{error.__cause__ or error}"[:200]) from error
    if isinstance(metadata.signed, Root):
        _check_root(metadata.signed, name)
    return metadata


def check_signatures(delegator: Root, metadata: Metadata[Any], name: str) -> None:
    """That enough keys of its role signed (§5.3.4 and the like): in distinct ids, and in distinct keys.

    Raises :class:`Refused` ``trust_signatures``, ``trust_key_twice``.
    """
    role = metadata.signed.type
    result = delegator.get_verification_result(role, metadata.signed_bytes, metadata.signatures)
    counted = [key for key in result.signed.values() if key.scheme in SCHEMES]
    if len(counted) < result.threshold:
        raise Refused("trust_signatures", name=name, number=len(counted), needed=result.threshold)
    distinct = {key_value(key) for key in counted}
    if len(distinct) < result.threshold:
        raise Refused("trust_key_twice", name=name, number=len(distinct), needed=result.threshold)


def role_keys(root: Root, role: str) -> frozenset[bytes]:
    """The keys of ``role``, by value."""
    return frozenset(key_value(root.keys[keyid]) for keyid in root.roles[role].keyids if keyid in root.keys)


def key_value(key: Key) -> bytes:
    """What makes the key this key, however it is written."""
    public = key.keyval.get("public")
    text = public if isinstance(public, str) else ""
    try:
        if key.scheme == "ed25519":
            return bytes.fromhex(text)
        loaded = serialization.load_pem_public_key(text.encode())
        return loaded.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    except ValueError:
        return text.encode("utf-8", "replace")


def check_content(file: MetaFile | TargetFile, data: bytes, name: str, code: str) -> None:
    """That ``data`` is what ``file`` says (§5.5.2, §5.6.2, §5.7.3). Raises :class:`Refused` ``code``."""
    if file.hashes is not None and not _STRONG & set(file.hashes):
        raise Refused(code, name=name, detail="no digest that is strong enough")
    try:
        file.verify_length_and_hashes(data)
    except LengthOrHashMismatchError as error:
        raise Refused(code, name=name, detail=str(error)[:200]) from error


def name_of(root: Root) -> str:
    """What the list is called, by a field of ours that TUF lets others ignore."""
    name = root.unrecognized_fields.get(NAME, "")
    return name if isinstance(name, str) else ""


def root_fingerprint(root: Root) -> str:
    """Forty digits over the signed part, to be read out: whoever signed it, one content has one fingerprint."""
    return fingerprint(root.to_dict())


def root_id(metadata: Metadata[Root]) -> str:
    """SHA-256 of the signed part, hexadecimal."""
    return sha256(metadata.signed_bytes).hexdigest()


def _check_kind(signed: JsonObject, wanted: str, name: str) -> None:
    kind, version = signed.get("_type"), signed.get("spec_version")
    if kind not in ROLES:
        raise Refused("trust_role_unknown", name=name, detail=str(kind)[:80])
    if kind != wanted:
        raise Refused("trust_role_wrong", name=name, detail=str(kind))
    if not isinstance(version, str) or version.partition(".")[0] != "1":
        raise Refused("trust_specification", name=name, detail=str(version)[:80])
    roles = signed.get("roles")
    if kind == "root" and isinstance(roles, dict) and set(roles) - set(ROLES):
        raise Refused("trust_role_unknown", name=name, detail=", ".join(sorted(set(roles) - set(ROLES)))[:80])
    if kind == "targets" and signed.get("delegations"):
        raise Refused("trust_role_unknown", name=name, detail="delegations")
    meta = signed.get("meta")
    if kind == "snapshot" and isinstance(meta, dict) and set(meta) - {"targets.json"}:
        raise Refused("trust_role_unknown", name=name, detail=", ".join(sorted(set(meta) - {"targets.json"}))[:80])


def _check_signatures(value: JsonValue, name: str) -> None:
    entries = value if isinstance(value, list) else [None]
    ids = [entry.get("keyid") if isinstance(entry, dict) else None for entry in entries]
    if not all(isinstance(keyid, str) for keyid in ids):
        raise Refused("trust_metadata", name=name, detail="signatures")
    if len(set(ids)) != len(ids):
        raise Refused("trust_signature_twice", name=name)


def _check_root(root: Root, name: str) -> None:
    if root.consistent_snapshot:
        raise Refused("trust_metadata", name=name, detail="consistent_snapshot")
    for keyid, key in root.keys.items():
        if keyid not in _ids(key):
            raise Refused("trust_keyid", name=name, detail=keyid[:80])
    for role in root.roles.values():
        if not isinstance(role.threshold, int) or isinstance(role.threshold, bool) or len(role.keyids) > 100:
            raise Refused("trust_metadata", name=name, detail="threshold")


def _ids(key: Key) -> set[str]:
    """What the id may be (§4.3): the digest of the key, without or with the fields that others add to it."""
    whole = key.to_dict()
    plain = {member: whole.get(member) for member in ("keytype", "scheme", "keyval")}
    try:
        texts = [encode_canonical(value) or "" for value in (plain, whole)]
    except FormatError:
        return set()
    return {sha256(text.encode()).hexdigest() for text in texts}
