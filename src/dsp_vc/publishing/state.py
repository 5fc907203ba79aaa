"""What a list's folder holds, as one value that is written whole, so that every change is whole or not at all.

Contents lie beside it in files named by their SHA-256; here stand the names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse_object
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import Refused

FOLDER_TYPE = "DspVcBundleFolder"
LIVES: Mapping[str, int] = {"root": 365, "targets": 90, "snapshot": 30, "timestamp": 30}
MAX_STATE = 64 * 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A document of the bundle: what it is (``kind``), what it stands for (``url``), its bytes by digest."""

    kind: str
    url: str
    digest: str
    length: int
    extension: str


@dataclass(frozen=True, slots=True)
class State:
    """``roots`` are the digests of all root metadata, the first first; ``pending`` the one that waits for signatures.

    ``issuers`` is the digest of the entities, ``digests`` maps an issuer to its digest record, ``revoked`` an issuer to
    the keys (multikey) that any document of it ever called revoked, and from when on. ``version`` and
    ``issued`` are of what was published last; ``edited`` says whether something was changed since.
    """

    name: str
    language: str = "nl"
    territory: str = "NL"
    lives: Mapping[str, int] = field(default_factory=lambda: LIVES)
    roots: tuple[str, ...] = ()
    pending: str | None = None
    issuers: str | None = None
    files: tuple[StoredFile, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    revoked: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    version: int = 0
    issued: datetime | None = None
    edited: bool = False

    def with_file(self, new: StoredFile) -> tuple[StoredFile, ...]:
        """The files with ``new`` in place of what stood for the same."""
        kept = [file for file in self.files if (file.kind, file.url) != (new.kind, new.url)]
        return (*kept, new)

    def find(self, kind: str, url: str) -> StoredFile | None:
        """The document of this kind that stands for ``url``."""
        return next((file for file in self.files if (file.kind, file.url) == (kind, url)), None)

    def referenced(self) -> set[str]:
        """The digests of everything that is needed."""
        single = (digest for digest in (self.pending, self.issuers) if digest is not None)
        return {*self.roots, *single, *self.digests.values(), *(file.digest for file in self.files)}

    def to_bytes(self) -> bytes:
        """As ``bundle.json``."""
        value: JsonObject = {
            "type": FOLDER_TYPE,
            "version": 1,
            "name": self.name,
            "language": self.language,
            "territory": self.territory,
            "lives": dict(self.lives),
            "published": self.version,
            "issued": None if self.issued is None else format_datetime(self.issued),
            "edited": self.edited,
            "roots": list(self.roots),
            "pendingRoot": self.pending,
            "issuers": self.issuers,
            "digests": dict(sorted(self.digests.items())),
            "revoked": {
                did: {key: format_datetime(moment) for key, moment in sorted(keys.items())}
                for did, keys in sorted(self.revoked.items())
            },
            "files": [
                {"kind": file.kind, "url": file.url, "sha256": file.digest, "length": file.length, "as": file.extension}
                for file in sorted(self.files, key=lambda file: (file.kind, file.url))
            ],
        }
        return (dumps(value, indent=1) + "\n").encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> State:
        """Read ``bundle.json``. Raises :class:`Refused` ``bundle_state`` or ``json_*``: it is damaged, or from a later
        version."""
        value = parse_object(data, max_bytes=MAX_STATE)
        lives, files, digests = value.get("lives"), value.get("files"), value.get("digests")
        if value.get("type") != FOLDER_TYPE or value.get("version") != 1:
            raise Refused("bundle_state", detail="type, version")
        if not isinstance(lives, dict) or not isinstance(files, list) or not isinstance(digests, dict):
            raise Refused("bundle_state", detail="lives, files, digests")
        if set(lives) != set(LIVES):
            raise Refused("bundle_state", detail="lives")
        issued = value.get("issued")
        return cls(
            name=_text(value, "name"),
            language=_text(value, "language"),
            territory=_text(value, "territory"),
            lives={role: _number(lives, role) for role in LIVES},
            roots=tuple(_digest(entry) for entry in _list(value, "roots")),
            pending=None if value.get("pendingRoot") is None else _digest(value["pendingRoot"]),
            issuers=None if value.get("issuers") is None else _digest(value["issuers"]),
            files=tuple(_file(entry) for entry in files),
            digests={did: _digest(entry) for did, entry in digests.items()},
            revoked=_revoked(value.get("revoked")),
            version=_number(value, "published"),
            issued=None if issued is None else parse_datetime(str(issued)),
            edited=value.get("edited") is True,
        )


def _file(value: JsonValue) -> StoredFile:
    if not isinstance(value, dict):
        raise Refused("bundle_state", detail="files")
    texts = (_text(value, "kind"), _text(value, "url"), _digest(value.get("sha256")))
    return StoredFile(*texts, _number(value, "length"), _text(value, "as"))


def _revoked(value: JsonValue) -> Mapping[str, Mapping[str, datetime]]:
    if not isinstance(value, dict) or not all(isinstance(keys, dict) for keys in value.values()):
        raise Refused("bundle_state", detail="revoked")
    return {
        did: {key: parse_datetime(str(moment)) for key, moment in keys.items()}
        for did, keys in value.items()
        if isinstance(keys, dict)
    }


def _text(value: JsonObject, name: str) -> str:
    text = value.get(name)
    if not isinstance(text, str) or not text:
        raise Refused("bundle_state", detail=name)
    return text


def _number(value: JsonObject, name: str) -> int:
    number = value.get(name)
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise Refused("bundle_state", detail=name)
    return number


def _list(value: JsonObject, name: str) -> list[JsonValue]:
    entries = value.get(name)
    if not isinstance(entries, list):
        raise Refused("bundle_state", detail=name)
    return entries


def _digest(value: JsonValue) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise Refused("bundle_state", detail="a digest")
    return value
