"""An issuer's folder and card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dsp_vc.did.document import parse_document
from dsp_vc.did.issuer_metadata import well_known_url
from dsp_vc.did.key_states import KnownKey, known_keys
from dsp_vc.did.web import https_iss, web_url
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.errors import InputError
from dsp_vc.issuing import folder, hardware, rotation
from dsp_vc.issuing.rotation import Rotated
from dsp_vc.keys.pkcs11 import Pkcs11Signer, Tokens
from dsp_vc.keys.pkcs11_uri import KeyUri
from dsp_vc.keys.public import KeyType
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.trust.card import IssuerCard, build_card

if TYPE_CHECKING:
    from dsp_vc.actions.certificate import Held


@dataclass(frozen=True, slots=True)
class OnToken:
    """Keys in hardware to use: their addresses, how to reach them, and whether to make those that are not there."""

    addresses: tuple[KeyUri, ...]
    tokens: Tokens
    generate: bool = False

    def choose(self, wanted: Sequence[KeyType]) -> dict[KeyType, Pkcs11Signer]:
        """One key of each kind; see :func:`dsp_vc.issuing.hardware.choose`."""
        return hardware.choose(self.addresses, wanted, self.tokens, generate=self.generate)


def check_new(path: str, did: str, *, status: bool | None, register: str | None) -> None:
    """What is wrong is said before a passphrase is asked for; see :func:`init`."""
    folder.check_new(Path(path), did, folder.Settings.chosen(did, status, register))


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
    status: bool | None = None,
    register: str | None = None,
    on_token: OnToken | None = None,
) -> IssuerProfile:
    """Make an issuer's folder. ``identifiers`` are texts such as ``KVK=12345678``; ``status`` is whether what it issues
    stands in status lists (``None``: where it has a website); ``on_token`` says which keys in hardware it signs with,
    in place of keys in the folder.

    Raises :class:`dsp_vc.errors.IssuanceError`, :class:`InputError`, :class:`dsp_vc.files.FileError`.
    """
    profile: JsonObject = {"name": name, "kind": kind, "url": url, "email": email}
    if identifiers:
        profile["identifiers"] = [_identifier(text) for text in identifiers]
    settings = folder.Settings.chosen(did, status, register)
    folder.check_new(Path(path), did, settings)
    chosen = None if on_token is None else on_token.choose(folder.key_types(did))
    folder.make(Path(path), profile, did, passphrase, settings, chosen)
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


def restored(path: str) -> datetime | None:
    """When the folder came out of a backup, as long as it was not brought up to date since."""
    return folder.read_settings(Path(path)).restored


def has_website(path: str) -> bool:
    """Whether its identity is a website; else it is its key."""
    return folder.read_profile(Path(path)).id.startswith("did:web:")


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


def has_lists(path: str) -> bool:
    """Whether what the issuer signs stands in status lists."""
    return folder.read_settings(Path(path)).status


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


def rotate(
    path: str, passphrase: str, *, keep_private: bool, on_token: OnToken | None = None, in_file: bool = False
) -> Rotated:
    """New keys in good order; see :func:`dsp_vc.issuing.rotation.rotate`. They are those of ``on_token``, or ones in
    the key file, which an issuer with keys in hardware asks for by ``in_file``."""
    new_keys = _new_keys(on_token, in_file)
    return rotation.rotate(Path(path), passphrase, keep_private=keep_private, new_keys=new_keys)


def revoke(
    path: str,
    passphrase: str,
    *,
    names: list[str],
    since: datetime | None,
    now: datetime,
    on_token: OnToken | None = None,
    in_file: bool = False,
) -> Rotated:
    """The keys may be in other hands; see :func:`dsp_vc.issuing.rotation.revoke`, and for the new keys
    :func:`rotate`."""
    new_keys = _new_keys(on_token, in_file)
    return rotation.revoke(Path(path), passphrase, now=now, since=since, names=names, new_keys=new_keys)


def _new_keys(on_token: OnToken | None, in_file: bool) -> rotation.NewKeys | None:
    if on_token is not None:
        return lambda: on_token.choose(folder.WEBSITE_KEYS)
    return rotation.in_key_file if in_file else None


def _identifier(text: str) -> JsonObject:
    kind, equals, value = text.partition("=")
    if not equals or not kind or not value:
        raise InputError("identifier_form", value=text)
    return {"type": kind, "value": value}
