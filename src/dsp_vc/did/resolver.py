"""From an identifier to its document, as far as that goes without asking anybody."""

from __future__ import annotations

from dsp_vc.did.document import DidDocument
from dsp_vc.did.jwk import resolve_did_jwk
from dsp_vc.did.key import resolve_did_key
from dsp_vc.did.syntax import check_did
from dsp_vc.did.web import check_did_web


def resolve_local(did: str) -> DidDocument | None:
    """The document of a did:key or did:jwk; ``None`` for another DID, which needs a document.

    Raises :class:`~dsp_vc.errors.Refused`: ``did_invalid``, ``did_web_invalid``, ``did_key_type_unsupported``.
    """
    check_did(did)
    if did.startswith("did:key:"):
        return resolve_did_key(did)
    if did.startswith("did:jwk:"):
        return resolve_did_jwk(did)
    if did.startswith("did:web:"):
        check_did_web(did)
    return None


def did_of(url: str) -> str:
    """The DID of a DID URL: without path, query and fragment (DID Core §3.2). Raises ``did_invalid``."""
    end = min((position for position in (url.find(mark) for mark in "/?#") if position >= 0), default=len(url))
    did = url[:end]
    check_did(did)
    return did
