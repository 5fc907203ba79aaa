"""Keys over time in a DID document: which are in use, which are retired, which are revoked (CID 1.0 §2.2, §2.3).

A **current** key stands under ``assertionMethod`` and ``authentication``: its owner signs by it. A **retired** one
stands under ``assertionMethod`` alone: what it signed is still verified, nobody logs in by it, and it has no
``expires``, which would end what it signed as well. A **revoked** one carries ``revoked`` and stands under no
relationship at all: a reader that does not know ``revoked`` refuses its proofs too (CID 1.0 §3.3).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dsp_vc.did.document import PURPOSES, SIGNING_PURPOSES, DidDocument, VerificationMethod, build_method
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.keys.public import PublicKey

_NUMBERED = re.compile(r"key-([0-9]{1,9})", re.ASCII)


class KeyState(StrEnum):
    """What a key of a document is for now. ``OTHER``: it never signed statements (somebody else put it there)."""

    CURRENT = "current"
    RETIRED = "retired"
    REVOKED = "revoked"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A verification method and its state."""

    method: VerificationMethod
    state: KeyState

    @property
    def name(self) -> str:
        """What its owner calls it: the fragment of its id."""
        return self.method.id.partition("#")[2]


def known_keys(document: DidDocument) -> tuple[KnownKey, ...]:
    """Every key of ``document`` that is supported here, in its own order."""
    return tuple(KnownKey(method, _state(document, method)) for method in document.methods.values())


def next_number(document: DidDocument) -> int:
    """The first N for which neither ``key-N`` nor a later one was ever in ``document``."""
    names = (identifier.partition("#")[2] for identifier in (*document.methods, *document.skipped))
    return max((int(match[1]) for name in names if (match := _NUMBERED.fullmatch(name))), default=0) + 1


def with_keys(document: DidDocument, added: Sequence[tuple[str, PublicKey]], retired: Collection[str]) -> JsonObject:
    """The document with new keys (fragment and key), each for signing; ``retired`` are kept for what they signed."""
    value = _without(document, retired, [purpose for purpose in PURPOSES if purpose != "assertionMethod"])
    _list(value, "verificationMethod").extend(build_method(document.id, name, key) for name, key in added)
    for purpose in SIGNING_PURPOSES:
        _list(value, purpose).extend(f"{document.id}#{name}" for name, _ in added)
    return value


def with_revoked(document: DidDocument, revoked: Collection[str], moment: datetime) -> JsonObject:
    """The document with the methods ``revoked`` marked so from ``moment`` on, and under no relationship any more."""
    value = _without(document, revoked, PURPOSES)
    for entry in _list(value, "verificationMethod"):
        if isinstance(entry, dict) and _absolute(document.id, entry.get("id")) in revoked:
            entry["revoked"] = format_datetime(moment)
    return value


def _state(document: DidDocument, method: VerificationMethod) -> KeyState:
    if method.revoked is not None:
        return KeyState.REVOKED
    if method.id not in document.purposes["assertionMethod"]:
        return KeyState.OTHER
    return KeyState.CURRENT if method.id in document.purposes["authentication"] else KeyState.RETIRED


def _without(document: DidDocument, methods: Collection[str], purposes: Sequence[str]) -> JsonObject:
    """A copy in which ``methods`` stand under none of ``purposes``; one that is written out there moves up."""
    value: JsonObject = {**document.raw}
    own: list[JsonValue] = [_copy(entry) for entry in _read(document, "verificationMethod")]
    value["verificationMethod"] = own
    for purpose in PURPOSES:
        kept: list[JsonValue] = []
        for entry in _read(document, purpose):
            name = entry.get("id") if isinstance(entry, dict) else entry
            if purpose not in purposes or _absolute(document.id, name) not in methods:
                kept.append(entry)
            elif isinstance(entry, dict):
                own.append(_copy(entry))
        if purpose in value or purpose in SIGNING_PURPOSES:
            value[purpose] = kept
    return value


def _read(document: DidDocument, name: str) -> list[JsonValue]:
    value = document.raw.get(name, [])
    assert isinstance(value, list)
    return value


def _list(value: JsonObject, name: str) -> list[JsonValue]:
    found = value[name]
    assert isinstance(found, list)
    return found


def _copy(entry: JsonValue) -> JsonValue:
    return {**entry} if isinstance(entry, dict) else entry


def _absolute(document_id: str, reference: JsonValue) -> str:
    text = str(reference)
    return document_id + text if text.startswith("#") else text
