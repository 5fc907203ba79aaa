"""Digests of related resources (VCDM 2.0 §5.3), held against the contexts that are here."""

from __future__ import annotations

import base64

from dsp_vc.encoding.base import multibase_decode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused
from dsp_vc.rdf.contexts import ContextSet

#: Multihash header (code, length) -> name of the algorithm in a subresource-integrity digest.
_MULTIHASH = {b"\x12\x20": "sha256", b"\x20\x30": "sha384", b"\x13\x40": "sha512"}
_STRENGTH = ("sha256", "sha384", "sha512")


def check_related_resources(document: JsonObject, contexts: ContextSet) -> list[str]:
    """Compare the digests of related resources with what is here; gives the ids of those not held.

    Raises :class:`Refused` ``related_resource_digest`` where one does not match, or is of no known form.
    """
    missing: list[str] = []
    value = document.get("relatedResource")
    for entry in value if isinstance(value, list) else [] if value is None else [value]:
        if not isinstance(entry, dict):
            continue
        identifier = str(entry.get("id"))
        known = contexts.digests(identifier)
        if known is None:
            missing.append(identifier)
            continue
        # Where both members are there, both must match.
        stated = [read(entry) for name, read in (("digestSRI", _sri), ("digestMultibase", _multibase)) if name in entry]
        if not all(digests & known for digests in stated):
            raise Refused("related_resource_digest", name=identifier)
    return missing


def _sri(entry: JsonObject) -> set[str]:
    """The digests that count: those of the strongest algorithm (SRI §3.3.4), options left out."""
    stated = [text.partition("?")[0] for value in _texts(entry.get("digestSRI")) for text in value.split()]
    for algorithm in reversed(_STRENGTH):
        found = {text for text in stated if text.startswith(f"{algorithm}-")}
        if found:
            return found
    return set()


def _multibase(entry: JsonObject) -> set[str]:
    """Multibase of a multihash (CID 1.0 §2.4, §2.5), as a subresource-integrity digest."""
    found = set()
    for text in _texts(entry.get("digestMultibase")):
        try:
            data = multibase_decode(text)
        except Refused as error:
            raise Refused("related_resource_digest", name=str(entry.get("id"))) from error
        algorithm = _MULTIHASH.get(data[:2])
        if algorithm is not None:
            found.add(f"{algorithm}-{base64.b64encode(data[2:]).decode()}")
    return found


def _texts(value: JsonValue) -> list[str]:
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, str)]
