"""Bundles as a publisher or an attacker would make them: by json, zipfile and bare keys, without our publisher.

A :class:`Keeper` holds fresh keys and builds one publication after the other; every part can be changed before it is
signed (``edit``), after it was (``spoil``), or signed by others (``by``).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Value = dict[str, Any]
ISSUED = datetime(2026, 11, 1, 9, 0, 0, tzinfo=UTC)
ROLES = ("root", "targets", "snapshot", "timestamp")
DAYS = {"root": 365, "targets": 90, "snapshot": 30, "timestamp": 30}


def moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def canonical(value: Any) -> bytes:
    """OLPC canonical JSON, for what occurs here: a line feed is written as it is."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.replace("\\n", "\n").encode()


class Key:
    """A fresh Ed25519 key; ``id`` can be another than its own."""

    def __init__(
        self, private: Ed25519PrivateKey | None = None, *, upper: bool = False, extra: Value | None = None
    ) -> None:
        self.private = private or Ed25519PrivateKey.generate()
        public = self.private.public_key().public_bytes_raw().hex()
        self.value: Value = {
            "keytype": "ed25519",
            "scheme": "ed25519",
            "keyval": {"public": public.upper() if upper else public},
        }
        self.id = sha256(canonical(self.value)).hexdigest()
        self.value.update(extra or {})

    def sign(self, data: bytes) -> Value:
        return {"keyid": self.id, "sig": self.private.sign(data).hex()}


def signed(value: Value, *keys: Key) -> bytes:
    """Metadata with a right signature by each of ``keys``."""
    return json.dumps({"signatures": [key.sign(canonical(value)) for key in keys], "signed": value}).encode()


def file_of(data: bytes, **members: Any) -> Value:
    return {"length": len(data), "hashes": {"sha256": sha256(data).hexdigest()}, **members}


def issuer(
    name: str, *ids: str, may: Value | None = None, status: str = "recognised", since: datetime = ISSUED
) -> Value:
    """A TrustedEntity (ETSI TS 119 602)."""
    names = [{"lang": "nl", "value": name}]
    service = {
        "ServiceName": names,
        "ServiceDigitalIdentity": {"OtherIds": list(ids)},
        "ServiceTypeIdentifier": "urn:dsp-vc:service:skill-attestation",
        "ServiceStatus": f"urn:dsp-vc:status:{status}",
        "StatusStartingTime": moment(since),
        "ServiceInformationExtensions": [{"type": "urn:dsp-vc:scope", "may": may or {}}],
    }
    return {
        "TrustedEntityInformation": {
            "TEName": names,
            "TEAddress": {"TEPostalAddress": [], "TEElectronicAddress": []},
            "TEInformationURI": [{"lang": "nl", "uriValue": ids[0]}],
        },
        "TrustedEntityServices": [{"ServiceInformation": service}],
    }


def lote(entities: list[Value], version: int, issued: datetime, until: datetime, name: str) -> bytes:
    information = {
        "LoTEVersionIdentifier": 1,
        "LoTESequenceNumber": version,
        "LoTEType": "urn:dsp-vc:list:skill-issuers:1",
        "SchemeOperatorName": [{"lang": "nl", "value": name}],
        "SchemeTerritory": "NL",
        "HistoricalInformationPeriod": 65535,
        "ListIssueDateTime": moment(issued),
        "NextUpdate": moment(until),
    }
    value: Value = {"ListAndSchemeInformation": information}
    if entities:
        value["TrustedEntitiesList"] = entities
    return json.dumps({"LoTE": value}).encode()


Edit = Callable[[Value], None]


@dataclass
class Keeper:
    """Who keeps a list. ``documents``: (kind, url) -> bytes."""

    name: str = "Voorbeeldbestuur"
    entities: list[Value] = field(default_factory=list)
    documents: dict[tuple[str, str], bytes] = field(default_factory=dict)
    keys: dict[str, list[Key]] = field(default_factory=lambda: {role: [Key()] for role in ROLES})
    thresholds: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ROLES, 1))
    roots: list[bytes] = field(default_factory=list)
    version: int = 0
    start: datetime = ISSUED

    def __post_init__(self) -> None:
        if not self.roots:
            self.add_root()

    @property
    def root(self) -> bytes:
        return self.roots[-1]

    def root_value(self, number: int, **changes: Any) -> Value:
        return {
            "_type": "root",
            "spec_version": "1.0.31",
            "version": number,
            "expires": moment(self.start + timedelta(days=DAYS["root"])),
            "consistent_snapshot": False,
            "name": self.name,
            "keys": {key.id: key.value for keys in self.keys.values() for key in keys},
            "roles": {
                role: {"keyids": [key.id for key in keys], "threshold": self.thresholds[role]}
                for role, keys in self.keys.items()
            },
            **changes,
        }

    def add_root(self, *signers: Key, **changes: Any) -> bytes:
        """The next root, signed by the present root keys and by ``signers``."""
        value = self.root_value(len(self.roots) + 1, **changes)
        self.roots.append(signed(value, *dict.fromkeys((*self.keys["root"], *signers))))
        return self.roots[-1]

    def rotate(self, *roles: str) -> None:
        """New keys for ``roles``, by a new root that the old root keys sign as well."""
        before = list(self.keys["root"])
        for role in roles:
            self.keys[role] = [Key() for _ in self.keys[role]]
        self.add_root(*before)

    def members(
        self,
        *,
        issued: datetime = ISSUED,
        version: int | None = None,
        versions: Mapping[str, int] | None = None,
        edit: Mapping[str, Edit] | None = None,
        spoil: Mapping[str, bytes] | None = None,
        by: Mapping[str, list[Key]] | None = None,
        expires: Mapping[str, datetime] | None = None,
        sequence: int | None = None,
        until: datetime | None = None,
    ) -> dict[str, bytes]:
        """One publication by name. ``edit`` changes what is signed, ``spoil`` puts bytes in the place of a file after
        the rest was signed over the right one, ``by`` signs with other keys."""
        edit, by, versions = edit or {}, by or {}, versions or {}
        if version is None:
            self.version += 1
            version = self.version
        number = {role: versions.get(role, version) for role in ROLES}
        ends = {role: (expires or {}).get(role, issued + timedelta(days=DAYS[role])) for role in ROLES}

        def finish(value: Value) -> bytes:
            role = value["_type"]
            edit.get(role, lambda _: None)(value)
            return signed(value, *by.get(role, self.keys[role]))

        def common(role: str) -> Value:
            return {"_type": role, "spec_version": "1.0.31", "version": number[role], "expires": moment(ends[role])}

        listed = lote(
            self.entities,
            sequence or number["targets"],
            issued,
            until or min(ends["targets"], ends["snapshot"]),
            self.name,
        )
        contents = {"issuers.json": listed}
        targets = {"issuers.json": file_of(listed, custom={"kind": "issuer-list", "url": self.name})}
        for (kind, url), data in self.documents.items():
            path = f"{kind}/{sha256(url.encode()).hexdigest()[:32]}.json"
            contents[path] = data
            targets[path] = file_of(data, custom={"kind": kind, "url": url})
        targets_file = finish({**common("targets"), "targets": targets})
        snapshot_file = finish(
            {**common("snapshot"), "meta": {"targets.json": file_of(targets_file, version=number["targets"])}}
        )
        timestamp_file = finish(
            {**common("timestamp"), "meta": {"snapshot.json": file_of(snapshot_file, version=number["snapshot"])}}
        )
        members = {f"metadata/{place}.root.json": data for place, data in enumerate(self.roots, 1)}
        members["metadata/timestamp.json"] = timestamp_file
        members["metadata/snapshot.json"] = snapshot_file
        members["metadata/targets.json"] = targets_file
        members.update({f"targets/{path}": data for path, data in contents.items()})
        members.update(spoil or {})
        return members

    def bundle(self, **options: Any) -> bytes:
        return pack(self.members(**options))


def pack(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip as any tool would write it, in the order of ``members``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, compress_type=method)
    return buffer.getvalue()
