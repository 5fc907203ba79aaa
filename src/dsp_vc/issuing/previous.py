"""Bringing a restored folder up to date with what was published since its backup, so that nothing of it is lost.

The website is all that is left of what the lost folder knew: which keys there are and what became of them, what is
revoked, and the digests of what was signed. Nothing there is undone; see :mod:`dsp_vc.issuing.register.carrying` and
:func:`dsp_vc.issuing.rotation.take_over` for what counts where the two differ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from dsp_vc.did.document import DidDocument, parse_document
from dsp_vc.did.key_states import KnownKey
from dsp_vc.encoding.strict_json import JsonValue, parse_object
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import InputError, IssuanceError, Refused
from dsp_vc.files import read_bounded
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing import rotation
from dsp_vc.issuing.register import carrying
from dsp_vc.issuing.register.carrying import Carried, ListSeen
from dsp_vc.issuing.register.lists import KINDS
from dsp_vc.issuing.register.register import Register
from dsp_vc.issuing.rotation import Rotated
from dsp_vc.status.bits import BitArray
from dsp_vc.status.published import PublishedList
from dsp_vc.status.reading import revoked, suspended
from dsp_vc.trust.site import layout, place_of
from dsp_vc.words import Moment

_MAX = 4 * 1024 * 1024
_TOKEN, _TOKEN_BITS = "token", 2


@dataclass(frozen=True, slots=True)
class Previous:
    """What was published before: where it was read (a folder), the issuer's document, when the whole was made, the
    digests of what was signed, and the status lists by address. All signatures in it were checked by the document."""

    path: Path
    document: DidDocument
    made: datetime | None
    digests: Sequence[str] = field(default=(), repr=False)
    lists: Mapping[str, PublishedList] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class LastPublished:
    """What the folder knows of its last publication: when it was, and the addresses of the status lists in it."""

    at: datetime
    lists: frozenset[str]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What a folder had to learn. ``rotated`` is ``None`` where its keys were up to date."""

    carried: Carried
    rotated: Rotated | None


def check(folder: Path, previous: Previous, now: datetime) -> tuple[KnownKey, ...]:
    """Whether ``previous`` is of this issuer and not older than its last publication; gives the keys in it that the
    folder does not know, which somebody has to answer for.

    Raises :class:`IssuanceError` ``previous_other_issuer``, ``previous_older``, ``previous_incomplete`` (without the
    list of what was signed), ``previous_keys_conflict``, ``site_newer`` (it is of a moment to come).
    """
    own = parse_document(issuer_folder.read_document(folder))
    shared = any(
        name in own.methods and own.methods[name].public_key == method.public_key
        for name, method in previous.document.methods.items()
    )
    if previous.document.id != own.id or not shared:
        raise IssuanceError("previous_other_issuer", path=previous.path, name=own.id)
    if previous.made is None:
        raise IssuanceError("previous_incomplete", path=previous.path / layout(own.id).digests.path)
    if previous.made > now:
        raise IssuanceError("site_newer", path=previous.path)
    last = last_published(folder)
    made = [previous.made, *(entry.issued for entry in previous.lists.values() if entry.issued is not None)]
    if last is not None and min(made) < last.at:
        raise IssuanceError("previous_older", path=previous.path, moment=Moment(last.at))
    return rotation.unknown_keys(own, previous.document)


def take_over(
    folder: Path,
    passphrase: str,
    previous: Previous,
    now: datetime,
    *,
    accepted: Collection[str] = (),
    unpublished: bool = False,
) -> TakenOver:
    """Bring the folder up to date with ``previous``; to do it again changes nothing. ``accepted`` are names of keys
    that the folder does not know; ``unpublished``: a status list that is not in ``previous`` was never published.

    Raises as :func:`check` and :func:`rotation.take_over`, :class:`IssuanceError` ``previous_incomplete``,
    ``previous_list`` (a list is not as this issuer makes them), :class:`dsp_vc.errors.RegisterError`,
    :class:`InputError` ``passphrase_wrong``, :class:`dsp_vc.files.FileError`.
    """
    refused = [key.name for key in check(folder, previous, now) if key.name not in accepted]
    if refused:
        raise IssuanceError("previous_keys_unknown", path=previous.path, names=", ".join(refused))
    keys = issuer_folder.open_keys(folder, passphrase)
    register = Register.open(issuer_folder.register_address(folder), issuer=previous.document.id, seal=keys.seal)
    seen = [_seen(previous, url, entry) for url, entry in previous.lists.items()]
    last, restored = last_published(folder), issuer_folder.read_settings(folder).restored
    for url in sorted(carrying.lists_of(register, restored) - set(previous.lists)):
        if not unpublished or (last is not None and url in last.lists):
            raise IssuanceError("previous_incomplete", path=previous.path / place_of(url).path)
    try:
        carried = carrying.carry_over(register, seen, previous.digests, now)
    except Refused as error:
        raise IssuanceError("previous_list", path=previous.path, detail=str(error)) from error
    rotated = None
    if previous.document.id.startswith("did:web:"):
        rotated = rotation.take_over(folder, passphrase, previous.document)
    settle(folder)
    return TakenOver(carried, rotated)


def settle(folder: Path) -> None:
    """The folder is up to date: it publishes as any other. Raises :class:`dsp_vc.files.FileError`."""
    with issuer_folder.held(folder):
        settings = issuer_folder.read_settings(folder)
        if settings.restored is not None:
            issuer_folder.write(folder / issuer_folder.SETTINGS, replace(settings, restored=None).to_json())


def check_needless(folder: Path, *, unpublished: bool) -> None:
    """Whether the folder can do without what was published before: nothing was (``unpublished``), and it does not know
    better. Raises :class:`IssuanceError` ``previous_needed``."""
    if not unpublished or last_published(folder) is not None:
        raise IssuanceError("previous_needed", path=folder)


def last_published(folder: Path) -> LastPublished | None:
    """When the folder was published last, as far as it knows. Raises :class:`IssuanceError` ``issuer_damaged``."""
    path = folder / issuer_folder.PUBLISHED
    if not path.exists():
        return None
    try:
        value = parse_object(read_bounded(path, _MAX))
        at, lists = value.get("at"), value.get("lists")
        if isinstance(at, str) and isinstance(lists, list):
            return LastPublished(parse_datetime(at), frozenset(str(entry) for entry in lists))
    except InputError as error:
        raise IssuanceError("issuer_damaged", path=path, detail=str(error)) from error
    raise IssuanceError("issuer_damaged", path=path, detail="at, lists")


def note_published(folder: Path, now: datetime, lists: Sequence[str]) -> None:
    """Write down that the folder was published. Raises :class:`dsp_vc.files.FileError`."""
    named: list[JsonValue] = [*sorted(lists)]
    issuer_folder.write(folder / issuer_folder.PUBLISHED, {"at": format_datetime(now), "lists": named})


def _seen(previous: Previous, url: str, entry: PublishedList) -> ListSeen:
    """The list as the register takes it. Raises :class:`IssuanceError` ``previous_list``."""
    path = previous.path / place_of(url).path
    if entry.purposes is None:
        kind, size = _TOKEN, entry.size
    else:
        kind, size = "+".join(sorted(entry.purposes)), 1
    if kind not in KINDS or size != (_TOKEN_BITS if kind == _TOKEN else 1):
        raise IssuanceError("previous_list", path=path, detail=kind)
    places = len(BitArray(entry.data, size, entry.order))
    if places < entry.minimum:
        raise IssuanceError("previous_list", path=path, detail=f"{places} places")
    out, paused = revoked(entry), suspended(entry)
    if kind == _TOKEN and _set(entry) != len(out) + len(paused):
        raise IssuanceError("previous_list", path=path, detail="a value that is not given out here")
    return ListSeen(url, kind, places, out, paused)


def _set(entry: PublishedList) -> int:
    """How many places of a Token Status List of two bits hold something."""
    return sum(bool(byte & 3 << shift) for byte in entry.data if byte for shift in (0, 2, 4, 6))
