"""An issuer's website as a folder of files: what stands where, and reading one back.

Each file lies at the path that its URL promises, so that the folder can be put on a web server as it is: ``did.json``
by the did:web method ("Read (Resolve)"), the token keys by SD-JWT VC ("JWT VC Issuer Metadata"), and beside them, at
the address of the issuer itself, its Open Badges profile, its digest list and its status lists. An issuer with a
did:key has no address: its profile and digest list are handed to whoever keeps a list of issuers.

The ``vct`` of our tokens is one URN for all issuers, and promises no path (SD-JWT VC, "Retrieving Type Metadata": by
local agreement then). Its Type Metadata lies beside the profile; it is known by the digest in ``vct#integrity``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dsp_vc.did.issuer_metadata import well_known_url
from dsp_vc.did.resolver import resolve_local
from dsp_vc.did.web import https_iss, web_url
from dsp_vc.encoding.strict_json import JsonObject, parse_object
from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.files import read_bounded, read_text
from dsp_vc.model.sd_jwt_vc import TYPE_METADATA
from dsp_vc.status.reading import read_published
from dsp_vc.trust.card import IssuerCard, build_card
from dsp_vc.trust.digest_list import MAX_LIST, DigestList, read_digest_list
from dsp_vc.words import Phrase

PROFILE, DIGESTS, STATUS = "profile.json", "digests.jwt", "status"
_LISTS = (".json", ".jwt")
_MAX = 1024 * 1024
_MAX_ENTRIES, _MAX_DEPTH = 10_000, 16


@dataclass(frozen=True, slots=True)
class Place:
    """One file of a site: its path in the folder, and its address; ``None`` where it has none."""

    path: Path
    url: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the files of one issuer stand. ``did_document`` and ``metadata`` are ``None`` for a did:key."""

    profile: Place
    digests: Place
    type_metadata: Place
    did_document: Place | None = None
    metadata: Place | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """What a site says: who the issuer is and its keys; its digest list, checked by these keys, ``None`` where it has
    none; its status lists by URL, as they were signed and not looked into; the Type Metadata that came along, whatever
    it is."""

    card: IssuerCard
    digests: DigestList | None
    status_lists: Mapping[str, bytes] = field(default_factory=dict)
    type_metadata: bytes | None = field(default=None, repr=False)


def layout(did: str) -> Layout:
    """Where the files of the issuer ``did`` stand. Raises :class:`Refused` ``did_web_invalid``, ``did_invalid``."""
    if not did.startswith("did:web:"):
        return Layout(*(Place(Path(name), None) for name in (PROFILE, DIGESTS, TYPE_METADATA)))
    iss = https_iss(did)
    return Layout(
        place_of(f"{iss}/{PROFILE}"),
        place_of(f"{iss}/{DIGESTS}"),
        place_of(f"{iss}/{TYPE_METADATA}"),
        place_of(web_url(did)),
        place_of(well_known_url(iss)),
    )


def read_site(folder: Path, issuer: str | None = None) -> Site:
    """Read the site of one issuer, and check its digest list. ``issuer`` says whose (a DID), where it may be one of
    several.

    Raises :class:`TrustError` ``site_missing`` (no profile in it), ``site_several`` (more than one issuer's),
    ``site_incomplete``, ``site_list_wrong`` (a status list that can't be read, or stands elsewhere than it says),
    ``card_invalid``; :class:`Refused` ``digests_*``, ``jws_*`` where the digest list is wrong or by a revoked key.
    """
    profiles = _find(folder)
    if issuer is not None:
        profiles = [path for path in profiles if path == folder / layout(issuer).profile.path]
    if len(profiles) != 1:
        raise TrustError("site_several" if profiles else "site_missing", path=folder)
    profile = _read(profiles[0])
    did = profile.get("id")
    if not isinstance(did, str):
        raise TrustError("card_invalid", detail="the profile has no id")
    try:
        places, own = layout(did), resolve_local(did)
    except Refused as error:
        raise TrustError("card_invalid", detail=str(error)) from error
    if folder / places.profile.path != profiles[0]:
        raise TrustError("site_incomplete", path=folder / places.profile.path)
    document = own.raw if own is not None else _needed(folder, places.did_document)
    token_keys = places.metadata
    metadata = _read(folder / token_keys.path) if token_keys and (folder / token_keys.path).exists() else None
    card = build_card(profile, document, metadata)
    list_path = folder / places.digests.path
    digests = None
    if list_path.exists():
        digests = read_digest_list(read_text(list_path, MAX_LIST).strip(), card.did_document)
    lists = _status_lists(folder, places.profile.path.parent / STATUS)
    types = folder / places.type_metadata.path
    return Site(card, digests, lists, read_bounded(types, _MAX) if types.is_file() else None)


def status_url(iss: str, name: str) -> str:
    """The address of a status list of the issuer ``iss``."""
    return f"{iss}/{STATUS}/{name}"


def place_of(url: str) -> Place:
    """Where the file of ``url`` stands in the folder."""
    # A web server decodes the path before it looks for the file.
    return Place(Path(*(unquote(segment) for segment in urlsplit(url).path.strip("/").split("/"))), url)


def _find(folder: Path) -> list[Path]:
    """Every profile in ``folder``, not through links, within bounds."""
    found: list[Path] = []
    todo, seen = [(folder, 0)], 0
    while todo:
        current, depth = todo.pop()
        try:
            entries = sorted(current.iterdir())
        except OSError as error:
            raise TrustError("site_missing", path=folder, detail=str(error.strerror)) from error
        seen += len(entries)
        if seen > _MAX_ENTRIES or depth > _MAX_DEPTH:
            raise TrustError("site_missing", path=folder, detail="too many files for the site of an issuer")
        for entry in entries:
            if entry.is_symlink():
                continue
            if entry.is_dir():
                todo.append((entry, depth + 1))
            elif entry.name == PROFILE:
                found.append(entry)
    return found


def _status_lists(folder: Path, where: Path) -> dict[str, bytes]:
    """The lists in ``where``; each says itself for which address it is."""
    found: dict[str, bytes] = {}
    for path in sorted((folder / where).iterdir()) if (folder / where).is_dir() else ():
        if path.is_symlink() or path.suffix not in _LISTS or not path.is_file():
            continue
        raw = read_bounded(path)
        try:
            url = read_published(raw).url
        except InputError as error:
            raise TrustError("site_list_wrong", path=path, reason=Phrase(error.code, error.params)) from error
        if url is None or place_of(url).path != where / path.name:
            raise TrustError("site_list_wrong", path=path, reason=Phrase("status_list_other", {"name": str(url)}))
        found[url] = raw
    return found


def _needed(folder: Path, place: Place | None) -> JsonObject:
    if place is None or not (folder / place.path).exists():
        raise TrustError("site_incomplete", path=folder / (place.path if place else "did.json"))
    return _read(folder / place.path)


def _read(path: Path) -> JsonObject:
    try:
        return parse_object(read_bounded(path, _MAX))
    except InputError as error:
        raise TrustError("card_invalid", detail=f"{path.name}: {error}") from error
