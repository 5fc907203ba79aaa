"""Registries of known issuers as the Digital Credentials Consortium keeps them: ``{"meta": …, "registry": {DID: {name,
location, url}}}`` (the form "dcc-legacy" of its issuer-registry-client)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dsp_vc.did.resolver import resolve_local
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, parse_object
from dsp_vc.errors import InputError, Refused
from dsp_vc.publishing.edits import Terms
from dsp_vc.trust.issuer_list import RECOGNISED, ListedIssuer, May, Standing

MAX_REGISTRY = 16 * 1024 * 1024
_MAX_TEXT = 1000


@dataclass(frozen=True, slots=True)
class Registry:
    """Its entries, and the DIDs among them whose keys are known only from a document that is to be added
    (``need_document``), or that can't be read at all (``unreadable``)."""

    entries: tuple[ListedIssuer, ...]
    need_document: tuple[str, ...]
    unreadable: tuple[str, ...]


def read_registry(data: bytes, terms: Terms, now: datetime, name: str) -> Registry:
    """The issuers in a registry, each on ``terms``. Raises :class:`InputError` ``registry_invalid``."""
    try:
        value = parse_object(data, max_bytes=MAX_REGISTRY)
    except Refused as error:
        raise InputError("registry_invalid", path=name, detail=str(error)) from error
    registry = value.get("registry")
    if not isinstance(registry, dict) or not registry:
        raise InputError("registry_invalid", path=name, detail="registry")
    entries: list[ListedIssuer] = []
    need_document: list[str] = []
    unreadable: list[str] = []
    for did, described in registry.items():
        profile = _profile(did, described, name)
        try:
            if resolve_local(did) is None:
                need_document.append(did)
        except Refused:
            unreadable.append(did)
            continue
        entries.append(
            ListedIssuer(
                name=str(profile["name"]),
                ids=(did,),
                profile=profile,
                standing=Standing(RECOGNISED, now),
                may=terms.may or May(),
                valid_from=terms.valid_from,
                valid_until=terms.valid_until,
            )
        )
    return Registry(tuple(entries), tuple(need_document), tuple(unreadable))


def _profile(did: str, value: JsonValue, name: str) -> JsonObject:
    if not isinstance(value, dict):
        raise InputError("registry_invalid", path=name, detail=did)
    title, url = value.get("name"), value.get("url")
    if not isinstance(title, str) or not title.strip() or len(title) > _MAX_TEXT:
        raise InputError("registry_invalid", path=name, detail=f"{did}: name")
    profile: JsonObject = {"id": did, "type": ["Profile"], "name": title}
    if isinstance(url, str) and url.startswith(("https://", "http://")) and len(url) <= _MAX_TEXT:
        profile["url"] = url
    return profile
