"""The user's stored trust: cards that were compared and added, in a folder of the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dsp_vc.encoding import jcs
from dsp_vc.encoding.strict_json import dumps, parse
from dsp_vc.errors import InputError, TrustError
from dsp_vc.files import make_folder, open_bounded, read_bounded, write_atomic
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.card import IssuerCard
from dsp_vc.trust.documents import Documents
from dsp_vc.trust.repository.known import MAX_FILE
from dsp_vc.trust.site import PROFILE, read_site

if TYPE_CHECKING:
    from dsp_vc.trust.repository.lists import Lists

MAX_CARD = 1024 * 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def data_folder() -> Path:
    """Where the user's data lies: ``DSP_VC_HOME``, else the place that the system names for it."""
    home = os.environ.get("DSP_VC_HOME")
    if home:
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("dsp-vc", appauthor=False)


class TrustStore:
    """Cards in ``folder``, one file each, named by the digest of the DID."""

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

    def remove(self, did: str) -> None:
        """Forget the card of ``did``. Raises :class:`TrustError` ``trust_unknown``."""
        path = self._path(did)
        if not path.exists():
            raise TrustError("trust_unknown", name=did)
        try:
            path.unlink()
        except OSError as error:
            raise TrustError("trust_unwritable", path=path, reason=error.strerror) from error

    def cards(self) -> Iterator[IssuerCard]:
        """All cards, by name of file. A damaged one is said (:class:`TrustError`), never skipped."""
        if self.folder.is_dir():
            for path in sorted(self.folder.glob("*.json")):
                yield _read(path)

    def bundle(self) -> TrustBundle:
        """Trust in all stored cards."""
        return TrustBundle.of_cards(self.cards(), "stored card")

    def _path(self, did: str) -> Path:
        return self.folder / f"{sha256(did.encode()).hexdigest()[:32]}.json"


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


def card_digest(card: IssuerCard) -> str:
    """SHA-256 of the card in JCS, hexadecimal, to tell whether two cards are the same."""
    return sha256(jcs.canonicalize(card.value)).hexdigest()
