"""The data model of W3C Verifiable Credentials 2.0, as far as a verifier must hold a document to it (VCDM 2.0 §4).

What JSON-LD decides (which terms and types exist) is the guard's work; here are the rules of shape.
"""

from __future__ import annotations

import re

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import Refused

V1_CONTEXT = "https://www.w3.org/2018/credentials/v1"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_TYPED = ("credentialStatus", "credentialSchema", "termsOfUse", "evidence", "refreshService")
_WITH_ID = ("credentialSchema",)


def types_of(document: JsonObject) -> tuple[str, ...]:
    """The ``type`` of an object as texts; what is no text is left out."""
    value = document.get("type")
    return tuple(entry for entry in listed(value) if isinstance(entry, str))


def listed(value: JsonValue) -> list[JsonValue]:
    """One or many, as a list; nothing is an empty list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def identifier_of(value: JsonValue) -> str | None:
    """The id of an issuer or holder, given as text or as an object with ``id``."""
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else None


def check_credential(document: JsonObject) -> None:
    """Raise :class:`Refused` (``credential_malformed`` with the member in ``detail``) unless the shape is right.

    ``presentation_not_credential`` where a presentation stands in its place, ``data_model_1_1`` for VC 1.1.
    """
    types = types_of(document)
    if "VerifiablePresentation" in types or "verifiableCredential" in document:
        raise Refused("presentation_not_credential")
    if V1_CONTEXT in listed(document.get("@context"))[:1]:
        raise Refused("data_model_1_1")
    _check_types(document, "VerifiableCredential")
    _check_id(document)
    _check_party(document.get("issuer"), "issuer")
    subjects = listed(document.get("credentialSubject"))
    # Something must be said of a subject, not only who it is (§4.8).
    if not subjects or not all(isinstance(subject, dict) and subject.keys() - {"id"} for subject in subjects):
        raise _malformed("credentialSubject")
    for subject in subjects:
        if isinstance(subject, dict) and "id" in subject and not _is_url(subject["id"]):
            raise _malformed("credentialSubject.id")
    for name in ("validFrom", "validUntil"):
        _check_moment(document, name)
    for name in _TYPED:
        for entry in listed(document.get(name)):
            if not isinstance(entry, dict) or not types_of(entry):
                raise _malformed(name)
            if (name in _WITH_ID or "id" in entry) and not _is_url(entry.get("id")):
                raise _malformed(f"{name}.id")
    for name in ("name", "description"):
        if name in document and not _is_text(document[name]):
            raise _malformed(name)
    _check_related(document)


def check_presentation(document: JsonObject) -> None:
    """The same for a presentation (§4.13); ``credential_not_presentation`` where a credential stands in its place, or
    the document is both: the holder's signature must not pass for the issuer's."""
    if "VerifiableCredential" in types_of(document) or "credentialSubject" in document:
        raise Refused("credential_not_presentation")
    _check_types(document, "VerifiablePresentation")
    _check_id(document)
    if "holder" in document:
        _check_party(document["holder"], "holder")
    credentials = listed(document.get("verifiableCredential"))
    if not credentials or not all(isinstance(entry, dict) for entry in credentials):
        raise _malformed("verifiableCredential")


def _check_types(document: JsonObject, needed: str) -> None:
    value = document.get("type")
    if not all(isinstance(entry, str) and entry for entry in listed(value)) or needed not in types_of(document):
        raise _malformed("type")


def _check_id(document: JsonObject) -> None:
    if "id" in document and not _is_url(document["id"]):
        raise _malformed("id")


def _check_party(value: JsonValue, name: str) -> None:
    if not _is_url(identifier_of(value)):
        raise _malformed(name)


def _check_moment(document: JsonObject, name: str) -> None:
    if name not in document:
        return
    value = document[name]
    if not isinstance(value, str):
        raise _malformed(name)
    try:
        parse_datetime(value)
    except Refused as error:
        raise _malformed(name) from error


def _check_related(document: JsonObject) -> None:
    seen: set[str] = set()
    for entry in listed(document.get("relatedResource")):
        identifier = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(identifier, str) or not _is_url(identifier):
            raise _malformed("relatedResource")
        if identifier in seen or not ({"digestSRI", "digestMultibase"} & set(entry)):
            raise _malformed("relatedResource")
        seen.add(identifier)


def _is_url(value: JsonValue) -> bool:
    return isinstance(value, str) and _URL.fullmatch(value) is not None


def _is_text(value: JsonValue) -> bool:
    """Text, or a language value object, or several of these (§11.1)."""
    return all(
        isinstance(entry, str) or (isinstance(entry, dict) and isinstance(entry.get("@value"), str))
        for entry in listed(value)
    )


def _malformed(member: str) -> Refused:
    return Refused("credential_malformed", detail=member)
