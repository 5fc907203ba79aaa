"""did:jwk: a DID that is a JSON Web Key (did:jwk method specification)."""

from __future__ import annotations

from dsp_vc.did.document import SIGNING_PURPOSES, DidDocument, parse_document
from dsp_vc.did.syntax import check_did
from dsp_vc.encoding import jcs
from dsp_vc.encoding.base import b64url_decode, b64url_encode
from dsp_vc.encoding.strict_json import JsonObject, parse_object
from dsp_vc.errors import Refused
from dsp_vc.keys.public import PublicKey

_PREFIX = "did:jwk:"
_CONTEXT = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1")


def did_jwk(public_key: PublicKey) -> str:
    """The did:jwk of ``public_key``, over its required members in canonical order."""
    return _PREFIX + b64url_encode(jcs.canonicalize(public_key.to_jwk()))


def jwk_method(did: str) -> str:
    """The one method of a did:jwk."""
    return f"{did}#0"


def resolve_did_jwk(did: str) -> DidDocument:
    """The document that follows from a did:jwk; its key is for every signing purpose.

    Raises :class:`~dsp_vc.errors.Refused`: ``did_invalid`` (also for a key that is only for encryption, or private),
    ``did_key_type_unsupported``.
    """
    check_did(did)
    encoded = did.removeprefix(_PREFIX)
    if encoded == did:
        raise Refused("did_invalid", name=did, detail="no did:jwk")
    try:
        value = parse_object(b64url_decode(encoded))
        PublicKey.from_jwk(value)
    except Refused as error:
        if error.code == "key_type_unsupported":
            raise Refused("did_key_type_unsupported", name=error.params["name"]) from error
        raise Refused("did_invalid", name=did, detail=f"{error.code} {error.detail}") from error
    method_id = jwk_method(did)
    document: JsonObject = {
        "@context": list(_CONTEXT),
        "id": did,
        "verificationMethod": [
            {"id": method_id, "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": value},
        ],
    }
    for purpose in SIGNING_PURPOSES:
        document[purpose] = [method_id]
    return parse_document(document)
