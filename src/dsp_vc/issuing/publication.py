"""What an issuer puts on its website, as files at the paths that their URLs promise (:mod:`dsp_vc.trust.site`).

Each file is written whole or not at all, the DID document first: a revocation must not wait for the rest. What stands
there of another issuer, or newer than the folder (an old backup was restored, say), is never written over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from dsp_vc.did.document import DidDocument, parse_document
from dsp_vc.did.issuer_metadata import parse_issuer_metadata, with_keys
from dsp_vc.did.key_states import KeyState, known_keys
from dsp_vc.encoding.strict_json import JsonObject, dumps, parse_object
from dsp_vc.errors import InputError, IssuanceError, Refused
from dsp_vc.files import make_folder, read_bounded, read_text, write_atomic
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing import status_lists
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.previous import note_published
from dsp_vc.model.sd_jwt_vc import type_metadata
from dsp_vc.trust.digest_list import MAX_LIST, build_digest_list, read_digest_list
from dsp_vc.trust.site import Place, layout, place_of

_MAX = 1024 * 1024


def publish(
    issuer: Issuer,
    site: Path,
    now: datetime,
    *,
    ttl: timedelta = status_lists.TTL,
    life: timedelta = status_lists.LIFE,
) -> tuple[Place, ...]:
    """Write the issuer's files into ``site``, and say which of them goes where; a second run brings them up to date.

    ``ttl`` is how long a status list is as good as new, ``life`` how long it says anything at all.

    Raises :class:`IssuanceError` ``site_other_issuer``, ``site_newer``, ``site_in_folder``, ``site_revocation_lost``
    (something is revoked there that is not revoked here), ``previous_needed`` (the folder came out of a backup, and
    was not brought up to date: :mod:`dsp_vc.issuing.previous`), ``issuer_missing_folder``
    (an issuer without a folder has nothing to publish), ``issuer_damaged``, ``issuer_keys_changed`` (by another
    process, meanwhile), :class:`dsp_vc.files.FileError`.
    """
    if issuer.folder is None:
        raise IssuanceError("issuer_missing_folder", path=issuer.profile.id)
    if issuer.folder.resolve().is_relative_to(site.resolve()):
        # The keys would stand on the website.
        raise IssuanceError("site_in_folder", path=site)
    if issuer_folder.read_settings(issuer.folder).restored is not None:
        raise IssuanceError("previous_needed", path=issuer.folder)
    # From what is read to what is written: an older list must not come after a newer one of another process.
    with issuer_folder.held(issuer.folder):
        if issuer_folder.read_document(issuer.folder) != issuer.did_document:
            raise IssuanceError("issuer_keys_changed", path=issuer.folder)
        return _write(issuer, issuer.folder, site, now, ttl, life)


def _write(
    issuer: Issuer, folder: Path, site: Path, now: datetime, ttl: timedelta, life: timedelta
) -> tuple[Place, ...]:
    places = layout(issuer.profile.id)
    document = parse_document(issuer.did_document)
    register = issuer.register()
    digests = register.digests() if register is not None else ()
    _check_same_issuer(site / places.profile.path, "id", issuer.profile.id)
    _check_list(site / places.digests.path, document, digests, now)
    files: list[tuple[Place, str]] = []
    if places.did_document is not None and places.metadata is not None:
        _check_same_issuer(site / places.did_document.path, "id", document.id)
        _check_same_issuer(site / places.metadata.path, "issuer", issuer.iss)
        _check_document(site / places.did_document.path, document)
        files.append((places.did_document, _text(issuer.did_document)))
        files.append((places.metadata, _text(_in_force(issuer, document))))
    files.append((places.profile, _text(issuer.profile.to_open_badge())))
    lists = status_lists.build(issuer, register, now, ttl=ttl, life=life) if register is not None else []
    for url, text in lists:
        place = place_of(url)
        status_lists.check_kept(site / place.path, text)
        files.append((place, text + "\n"))
    files.append((places.type_metadata, type_metadata().decode()))
    signed = build_digest_list(document.id, digests, issuer.data_integrity, now)
    files.append((places.digests, signed + "\n"))
    for place, _ in files:
        make_folder((site / place.path).parent)
    for place, text in files:
        write_atomic(site / place.path, text.encode())
    note_published(folder, now, [url for url, _ in lists])
    return tuple(place for place, _ in files)


def _in_force(issuer: Issuer, document: DidDocument) -> JsonObject:
    """The metadata without keys that the DID document revokes: it has no word for "revoked" of its own."""
    revoked = {key.method.public_key for key in known_keys(document) if key.state is KeyState.REVOKED}
    return with_keys(parse_issuer_metadata(issuer.metadata or {}), (), revoked)


def _check_same_issuer(path: Path, member: str, name: str) -> None:
    if path.exists() and _read(path).get(member) != name:
        raise IssuanceError("site_other_issuer", path=path)


def _check_document(path: Path, own: DidDocument) -> None:
    """Every key that is published, and every revocation, must be known to the folder."""
    if not path.exists():
        return
    try:
        there = parse_document(_read(path))
    except Refused as error:
        raise IssuanceError("site_other_issuer", path=path, detail=str(error)) from error
    for name, method in there.methods.items():
        mine = own.methods.get(name)
        if mine is None or mine.public_key != method.public_key:
            raise IssuanceError("site_newer", path=path, detail=f"the key {name}")
        if method.revoked is not None and (mine.revoked is None or mine.revoked > method.revoked):
            raise IssuanceError("site_newer", path=path, detail=f"{name} is revoked there")


def _check_list(path: Path, document: DidDocument, own: tuple[str, ...], now: datetime) -> None:
    if not path.exists():
        return
    try:
        there = read_digest_list(read_text(path, MAX_LIST).strip(), document)
    except InputError as error:
        if error.code == "digests_key_revoked":
            return  # who stole the key may have made it: it says nothing, and is replaced
        if error.code == "did_method_unknown":
            raise IssuanceError("site_newer", path=path, detail=str(error)) from error
        raise IssuanceError("site_other_issuer", path=path, detail=str(error)) from error
    if there.made > now or not set(there.digests) <= set(own):
        raise IssuanceError("site_newer", path=path)


def _read(path: Path) -> JsonObject:
    try:
        return parse_object(read_bounded(path, _MAX))
    except InputError as error:
        raise IssuanceError("site_other_issuer", path=path, detail=str(error)) from error


def _text(value: JsonObject) -> str:
    return dumps(value, indent=2) + "\n"
