"""eddsa-jcs-2022: JSON canonicalisation and Ed25519 (vc-di-eddsa §3.3)."""

from __future__ import annotations

from hashlib import sha256

from dsp_vc.encoding import jcs
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.rdf.contexts import ContextSet

NAME = "eddsa-jcs-2022"
KEY_TYPES = frozenset({KeyType.ED25519})


def hash_data(document: JsonObject, options: JsonObject, contexts: ContextSet) -> bytes:
    """64 bytes: SHA-256 of the proof configuration in JCS, then of the document in JCS (§3.3.4, §3.3.5).

    Where the proof carries ``@context``, the document's must begin with it, value for value, and the proof's is the
    one that is hashed (§3.3.2 step 4); otherwise ``proof_context``.
    """
    if "@context" in options:
        mine, outer = _listed(options["@context"]), _listed(document.get("@context"))
        if outer[: len(mine)] != mine:
            raise Refused("proof_context")
        document = {**document, "@context": options["@context"]}
    return sha256(jcs.canonicalize(options)).digest() + sha256(jcs.canonicalize(document)).digest()


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]
