"""Which of what an issuer issued a file is: by what its signatures cover, so a changed copy is not taken for it."""

from __future__ import annotations

from dsp_vc.encoding.strict_json import JsonObject, parse_object
from dsp_vc.errors import InputError
from dsp_vc.model.universal_wallet import read_entries
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.proof import read_proofs
from dsp_vc.securing.data_integrity.suite import covered_bytes, signing_digest
from dsp_vc.securing.jose import parse_compact

_SIGNED = frozenset(("proof", "verifiableCredential"))


def is_signed(raw: bytes) -> bool:
    """Whether ``raw`` looks like something signed. Raises :class:`InputError` ``json_*``."""
    text = raw.strip()
    return text.startswith(b"ey") or (text.startswith(b"{") and not _SIGNED.isdisjoint(parse_object(text)))


def credentials(data: bytes) -> list[str]:
    """The credentials in a file, each as it was signed: of a delivery all, else the one that the file is.

    Raises :class:`InputError` ``not_recognised``, ``json_*``, ``entries_*``.
    """
    text = data.strip()
    if text.startswith(b"["):
        return [entry.raw for entry in read_entries(data) if entry.kind == "credential"]
    if not is_signed(text):
        raise InputError("not_recognised")
    return [text.decode("utf-8", "replace")]


def digests(raw: bytes) -> tuple[str, ...]:
    """The digest of what each signature of a credential covers, in either rendering; of a presentation those of the
    credentials in it. Nothing is verified: who knows the digest from its own register needs no more.

    Raises :class:`InputError` ``not_recognised``, and with the code of whatever can't be read.
    """
    text = raw.strip()
    if text.startswith(b"{"):
        return _of_document(parse_object(text))
    if not text.startswith(b"ey"):
        raise InputError("not_recognised")
    # The disclosures and the key binding of an SD-JWT are no part of what its issuer signed.
    token = text.decode("ascii", "replace").partition("~")[0]
    return (signing_digest(parse_compact(token).signing_input),)


def _of_document(document: JsonObject) -> tuple[str, ...]:
    inside = document.get("verifiableCredential")
    if inside is not None:
        listed = inside if isinstance(inside, list) else [inside]
        return tuple(digest for one in listed if isinstance(one, dict) for digest in _of_credential(one))
    return _of_credential(document)


def _of_credential(document: JsonObject) -> tuple[str, ...]:
    if "credentialSubject" not in document:
        raise InputError("not_recognised")
    proofs = read_proofs(document)
    return tuple(signing_digest(covered_bytes(document, proof, proofs, ContextSet.pinned())) for proof in proofs)
