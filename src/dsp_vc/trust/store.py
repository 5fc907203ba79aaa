"""The user's stored trust: cards that were compared and added, in a folder of the user's own; with the status lists
that came with an issuer's website."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dsp_vc.encoding import jcs
from dsp_vc.encoding.strict_json import dumps, parse
from dsp_vc.errors import InputError, TrustError
from dsp_vc.files import make_folder, open_bounded, read_bounded, write_atomic
from dsp_vc.status.published import PublishedList
from dsp_vc.status.reading import read_published
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.card import IssuerCard
from dsp_vc.trust.documents import Documents
from dsp_vc.trust.repository.known import MAX_FILE
from dsp_vc.trust.site import PROFILE, read_site
from dsp_vc.trust.status_lists import check_succeeds

if TYPE_CHECKING:
    from dsp_vc.trust.repository.lists import Lists

MAX_CARD = 1024 * 1024
_LISTS = ".status"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def data_folder() -> Path:
    """Where the user's data lies: ``DSP_VC_HOME``, else the place that the system names for it."""
    home = os.environ.get("DSP_VC_HOME")
    if home:
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("dsp-vc", appauthor=False)


class StoredLists(Mapping[str, tuple[bytes, ...]]):
    """The status lists below ``folder`` by their URL, read when they are asked for."""

    __slots__ = ("_folder",)

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, url: str) -> tuple[bytes, ...]:
        paths = sorted(self._folder.glob(f"*{_LISTS}/{_name(url)}"))
        if not paths:
            raise KeyError(url)
        return tuple(map(_content, paths))

    def __iter__(self) -> Iterator[str]:
        return iter({url for path in sorted(self._folder.glob(f"*{_LISTS}/*")) for url in [_url(path)] if url})

    def __len__(self) -> int:
        return sum(1 for _ in self)


class TrustStore:
    """Cards in ``folder``, one file each, named by the digest of the DID; an issuer's status lists beside its card."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder if folder is not None else data_folder() / "trust"

    def add(self, card: IssuerCard) -> Path:
        """Keep ``card``; an earlier card of the same DID is replaced. Raises :class:`dsp_vc.files.FileError`."""
        make_folder(self.folder, private=True)
        path = self._path(card.did_document.id)
        write_atomic(path, (dumps(card.value, indent=2) + "\n").encode(), private=True)
        return path

    def get(self, did: str) -> IssuerCard | None:
        """The card of ``did``, if there is one."""
        path = self._path(did)
        return _read(path) if path.exists() else None

    def keep_lists(self, did: str, lists: Mapping[str, bytes]) -> None:
        """Keep the status lists of ``did`` by their URL, which the caller has checked, in place of earlier ones.

        Raises :class:`TrustError` ``status_list_older``, ``status_list_unrevoked``: then nothing is changed;
        :class:`dsp_vc.files.FileError`.
        """
        folder = self._lists(did)
        for url, raw in lists.items():
            if (folder / _name(url)).exists():
                check_succeeds(read_bounded(folder / _name(url)), raw, url)
        if lists:
            make_folder(folder, private=True)
        for url, raw in lists.items():
            write_atomic(folder / _name(url), raw, private=True)

    def lists(self, did: str) -> tuple[PublishedList, ...]:
        """The status lists of ``did``, as they were signed. One that can't be read is left out."""
        folder = self._lists(did)
        read = map(_published, sorted(folder.iterdir()) if folder.is_dir() else ())
        return tuple(found for found in read if found is not None)

    def remove(self, did: str) -> None:
        """Forget the card of ``did``, and its status lists. Raises :class:`TrustError` ``trust_unknown``."""
        path = self._path(did)
        if not path.exists():
            raise TrustError("trust_unknown", name=did)
        try:
            path.unlink()
            if (lists := self._lists(did)).is_dir():
                shutil.rmtree(lists)
        except OSError as error:
            raise TrustError("trust_unwritable", path=path, reason=error.strerror) from error

    def cards(self) -> Iterator[IssuerCard]:
        """All cards, by name of file. A damaged one is said (:class:`TrustError`), never skipped."""
        if self.folder.is_dir():
            for path in sorted(self.folder.glob("*.json")):
                yield _read(path)

    def bundle(self) -> TrustBundle:
        """Trust in all stored cards, with the status lists beside them."""
        cards = TrustBundle.of_cards(self.cards(), "stored card")
        if not any(self.folder.glob(f"*{_LISTS}")):
            return cards
        return cards.merged(TrustBundle(documents=Documents(status_lists=StoredLists(self.folder))))

    def _path(self, did: str) -> Path:
        return self.folder / f"{_name(did)}.json"

    def _lists(self, did: str) -> Path:
        return self.folder / f"{_name(did)}{_LISTS}"


def stored_lists() -> Lists:
    """The lists of issuers that the user pinned."""
    from dsp_vc.trust.repository.lists import Lists

    return Lists(_lists_folder())


def has_lists() -> bool:
    """Whether a list was ever pinned; who goes by cards alone need not load the rest."""
    return _lists_folder().is_dir()


def is_bundle(path: Path) -> bool:
    """Whether the file begins as a zip does. Raises :class:`InputError`."""
    with open_bounded(path, MAX_FILE) as stream:
        return stream.read(4) in _ZIP


def _lists_folder() -> Path:
    return data_folder() / "trust" / "lists"


def load_trust(path: Path) -> TrustBundle:
    """Trust from a card, a list of issuers, anchors, or a folder of them; or from the folder of an issuer's website,
    with the status lists in it.

    Raises :class:`TrustError`, :class:`InputError`.
    """
    if not path.is_dir():
        return TrustBundle.from_bytes(read_bounded(path, 16 * MAX_CARD), path.name)
    files = sorted(entry for entry in path.iterdir() if entry.suffix in (".json", ".pem") and entry.is_file())
    if not files or (path / PROFILE).exists():
        return _of_site(path)
    bundle = TrustBundle()
    for file in files:
        bundle = bundle.merged(TrustBundle.from_bytes(read_bounded(file, 16 * MAX_CARD), file.name))
    return bundle


def _of_site(path: Path) -> TrustBundle:
    try:
        site = read_site(path)
    except TrustError as error:
        if error.code != "site_missing":
            raise
        raise TrustError("trust_folder_empty", path=path) from error
    lists = Documents(status_lists={url: (raw,) for url, raw in site.status_lists.items()})
    return TrustBundle.of_cards([site.card], path.name).merged(TrustBundle(documents=lists))


def _read(path: Path) -> IssuerCard:
    try:
        return IssuerCard.from_json(parse(read_bounded(path, MAX_CARD)))
    except (InputError, TrustError) as error:
        raise TrustError("trust_damaged", path=path, detail=str(error)) from error


def _name(identifier: str) -> str:
    return sha256(identifier.encode()).hexdigest()[:32]


def _content(path: Path) -> bytes:
    try:
        return read_bounded(path)
    except InputError as error:
        raise TrustError("trust_damaged", path=path, detail=str(error)) from error


def _published(path: Path) -> PublishedList | None:
    """What is damaged here counts for nothing, as a list that is missing: the next folder replaces it."""
    try:
        return read_published(read_bounded(path))
    except InputError:
        return None


def _url(path: Path) -> str | None:
    published = _published(path)
    return None if published is None else published.url


def card_digest(card: IssuerCard) -> str:
    """SHA-256 of the card in JCS, hexadecimal, to tell whether two cards are the same."""
    return sha256(jcs.canonicalize(card.value)).hexdigest()
