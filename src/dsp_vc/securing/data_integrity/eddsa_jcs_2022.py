"""eddsa-jcs-2022: JSON canonicalisation and Ed25519 (vc-di-eddsa §3.3)."""

from __future__ import annotations

from hashlib import sha256

from dsp_vc.encoding import jcs
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.rdf.contexts import ContextSet

NAME = "eddsa-jcs-2022"
KEY_TYPES = frozenset({KeyType.ED25519})


def hash_data(document: JsonObject, options: JsonObject, contexts: ContextSet) -> bytes:
    """64 bytes: SHA-256 of the proof configuration in JCS, then of the document in JCS (§3.3.4, §3.3.5).

    A context in the proof must be the document's (``proof_context`` otherwise). The specification lets a document have
    more contexts than its proof (§3.3.2 step 4); those would be read and not signed, so that is refused here.
    """
    if "@context" in options and options["@context"] != document.get("@context"):
        raise Refused("proof_context")
    return sha256(jcs.canonicalize(options)).digest() + sha256(jcs.canonicalize(document)).digest()
