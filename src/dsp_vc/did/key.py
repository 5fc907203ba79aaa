"""did:key: a DID that is a public key (did:key method, W3C CCG)."""

from __future__ import annotations

from dsp_vc.did.document import DidDocument, build_document, parse_document
from dsp_vc.did.syntax import check_did
from dsp_vc.errors import Refused
from dsp_vc.keys.public import PublicKey

_PREFIX = "did:key:"


def did_key(public_key: PublicKey) -> str:
    """The did:key of ``public_key``."""
    return _PREFIX + public_key.to_multikey()


def key_method(did: str) -> str:
    """The one signing method of a did:key: the DID, and the same key again as fragment. Raises ``did_invalid``."""
    return f"{did}#{_multikey(did)}"


def resolve_did_key(did: str) -> DidDocument:
    """The document that follows from a did:key, with its key for every signing purpose.

    No key agreement key is derived from it. Raises :class:`~dsp_vc.errors.Refused`: ``did_invalid``,
    ``did_key_type_unsupported`` for a kind of key that is known but not supported.
    """
    multikey = _multikey(did)
    try:
        public_key = PublicKey.from_multikey(multikey)
    except Refused as error:
        if error.code == "key_type_unsupported":
            raise Refused("did_key_type_unsupported", name=error.params["name"]) from error
        raise Refused("did_invalid", name=did, detail=f"{error.code} {error.detail}") from error
    return parse_document(build_document(did, [(multikey, public_key)]))


def _multikey(did: str) -> str:
    check_did(did)
    multikey = did.removeprefix(_PREFIX)
    if multikey == did or ":" in multikey:
        raise Refused("did_invalid", name=did, detail="no did:key")
    return multikey
