"""An issuer's folder and card."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dsp_vc.did.document import parse_document
from dsp_vc.did.issuer_metadata import well_known_url
from dsp_vc.did.key_states import KnownKey, known_keys
from dsp_vc.did.web import https_iss, web_url
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.errors import InputError
from dsp_vc.issuing import folder, publication, rotation
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.rotation import Rotated
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.trust.card import IssuerCard, build_card
from dsp_vc.trust.site import Place

if TYPE_CHECKING:
    from dsp_vc.actions.certificate import Held


def init(
    path: str,
    *,
    name: str,
    kind: str | None,
    did: str,
    passphrase: str,
    url: str | None = None,
    email: str | None = None,
    identifiers: list[str] | None = None,
    status: bool = False,
    register: str | None = None,
) -> IssuerProfile:
    """Make an issuer's folder. ``identifiers`` are texts such as ``KVK=12345678``.

    Raises :class:`dsp_vc.errors.IssuanceError`, :class:`InputError`, :class:`dsp_vc.files.FileError`.
    """
    profile: JsonObject = {"name": name, "kind": kind, "url": url, "email": email}
    if identifiers:
        profile["identifiers"] = [_identifier(text) for text in identifiers]
    folder.make(Path(path), profile, did, passphrase, folder.Settings(status, register))
    return folder.read_profile(Path(path))


def card(path: str) -> IssuerCard:
    """The card of an issuer's folder; needs no passphrase, since nothing on it is secret."""
    where = Path(path)
    profile = folder.read_profile(where)
    return build_card(profile.to_open_badge(), folder.read_document(where), folder.read_metadata(where))


def card_bytes(made: IssuerCard) -> bytes:
    """The card as a file."""
    return (dumps(made.value, indent=2) + "\n").encode()


def show(path: str) -> tuple[IssuerProfile, IssuerCard]:
    """Who the issuer is, and its card."""
    return folder.read_profile(Path(path)), card(path)


def publications(path: str) -> list[tuple[str, str]]:
    """Which files of the folder go where on the issuer's website; none for an issuer with a did:key."""
    where = Path(path)
    metadata = folder.read_metadata(where)
    if metadata is None:
        return []
    did = folder.read_profile(where).id
    return [
        (str(where / folder.DID), web_url(did)),
        (str(where / folder.METADATA), well_known_url(https_iss(did))),
    ]


def key_list(path: str) -> tuple[KnownKey, ...]:
    """The issuer's keys and what each is for now, as its DID document says."""
    return known_keys(parse_document(folder.read_document(Path(path))))


def certified(path: str) -> Held | None:
    """The issuer's certificate, if it has one."""
    if not (Path(path) / folder.CERTIFICATE).exists():
        return None
    from dsp_vc.actions import certificate  # loaded for the few issuers that have one

    return certificate.held(path)


def check_rotation(path: str) -> None:
    """Raise what can be said before a passphrase is asked for: ``rotate_did_key``, ``issuer_missing_folder``."""
    rotation.check(Path(path))


def rotate(path: str, passphrase: str, *, keep_private: bool) -> Rotated:
    """New keys in good order; see :func:`dsp_vc.issuing.rotation.rotate`."""
    return rotation.rotate(Path(path), passphrase, keep_private=keep_private)


def revoke(path: str, passphrase: str, *, names: list[str], since: datetime | None, now: datetime) -> Rotated:
    """The keys may be in other hands; see :func:`dsp_vc.issuing.rotation.revoke`."""
    return rotation.revoke(Path(path), passphrase, now=now, since=since, names=names)


def publish(path: str, passphrase: str, site: str, now: datetime) -> tuple[Place, ...]:
    """Write what goes on the website into the folder ``site``; see :func:`dsp_vc.issuing.publication.publish`."""
    return publication.publish(Issuer.open(path, passphrase), Path(site), now)


def _identifier(text: str) -> JsonObject:
    kind, equals, value = text.partition("=")
    if not equals or not kind or not value:
        raise InputError("identifier_form", value=text)
    return {"type": kind, "value": value}
