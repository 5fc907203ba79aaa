"""eddsa-rdfc-2022: RDF canonicalisation and Ed25519 (vc-di-eddsa §3.2)."""

from __future__ import annotations

from hashlib import sha256

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.rdf.canonicalization import canonical_document
from dsp_vc.rdf.contexts import ContextSet

NAME = "eddsa-rdfc-2022"
KEY_TYPES = frozenset({KeyType.ED25519})


def hash_data(document: JsonObject, options: JsonObject, contexts: ContextSet) -> bytes:
    """64 bytes: SHA-256 of the canonical proof configuration, then of the canonical document (§3.2.4, §3.2.5).

    The configuration is canonicalised under the document's own contexts (§3.2.5 step 4); one that the proof brings
    along would be read by nobody and signed by nobody: ``proof_context`` unless it is the same.
    """
    if "@context" in options and options["@context"] != document.get("@context"):
        raise Refused("proof_context")
    configuration = {**options, "@context": document.get("@context")}
    return (
        sha256(canonical_document(configuration, contexts)).digest()
        + sha256(canonical_document(document, contexts)).digest()
    )
