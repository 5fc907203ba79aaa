"""A list for tests: made once (a passphrase costs seconds by design), copied for each test, published without asking."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dsp_vc.did.document import build_document
from dsp_vc.did.issuer_metadata import build_issuer_metadata
from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.publishing import root as roots
from dsp_vc.publishing.edits import Terms, add_issuer
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.publishing.release import Release, make_release
from dsp_vc.publishing.signing import RoleSigner
from dsp_vc.publishing.state import LIVES, State
from dsp_vc.trust.card import IssuerCard, build_card
from dsp_vc.trust.digest_list import DigestList
from dsp_vc.trust.site import Site

PASSPHRASE = "een zin die niemand raadt"
NOW = datetime(2026, 11, 24, 10, 0, 0, tzinfo=UTC)
DAY = timedelta(days=1)


class Keeper:
    """Somebody with the folder of a list and its keys at hand."""

    def __init__(self, path: Path, signers: dict[str, RoleSigner]) -> None:
        self.path, self.signers = path, signers

    @property
    def folder(self) -> BundleFolder:
        return BundleFolder.open(self.path)

    def add(
        self, card: IssuerCard, terms: Terms | None = None, *, digests: tuple[str, ...] = (), now: datetime = NOW
    ) -> str:
        listed = DigestList(card.did_document.id, now, tuple(sorted(digests))) if digests else None
        with BundleFolder.edit(self.path) as folder:
            state, outcome = add_issuer(folder, Site(card, listed), terms or Terms(), now)
            folder.commit(state)
        return outcome

    def publish(self, now: datetime = NOW, lives: dict[str, int] | None = None) -> Release:
        with BundleFolder.edit(self.path) as folder:
            release = make_release(folder, self.signers, now, {**LIVES, **(lives or {})})
            folder.commit(release.state)
        return release


def keeper(path: Path, now: datetime = NOW, holders: tuple[RoleSigner, ...] = (), threshold: int = 1) -> Keeper:
    """A new list. Its key file is written without a passphrase's work, and therefore can't be opened."""
    publishing = {role: RoleSigner.generate() for role in roots.PUBLISHING_ROLES}
    own = holders or (RoleSigner.generate(),)
    root = roots.first_root(
        "Voorbeeldbestuur",
        [signer.public_key for signer in own],
        threshold,
        {role: signer.public_key for role, signer in publishing.items()},
        now + 365 * DAY,
    )
    for signer in own[:threshold]:
        roots.sign(root, signer)
    path.mkdir(parents=True)
    folder = BundleFolder(path, State("Voorbeeldbestuur"))
    folder.set_root(root)
    return Keeper(path, {signer.keyid: signer for signer in (*publishing.values(), *own)})


class School:
    """An issuer with a website of its own."""

    def __init__(self, domain: str = "school.example", name: str = "Voorbeeldschool") -> None:
        self.did, self.iss, self.name = f"did:web:{domain}", f"https://{domain}", name
        self.signer = MemorySigner.generate(KeyType.ED25519, f"{self.did}#key-1")
        self.second = MemorySigner.generate(KeyType.P256, f"{self.did}#key-2")

    def document(self, **changes: Any) -> dict[str, Any]:
        keys = [("key-1", self.signer.public_key), ("key-2", self.second.public_key)]
        return {**build_document(self.did, keys), **changes}

    def revoked(self, moment: str = "2026-11-01T00:00:00Z") -> dict[str, Any]:
        """Its document, in which the first key is reported stolen."""
        document = self.document()
        document["verificationMethod"][0]["revoked"] = moment
        return document

    def profile(self) -> dict[str, Any]:
        return {"id": self.did, "type": ["Profile"], "name": self.name, "url": self.iss}

    def metadata(self) -> dict[str, Any]:
        return build_issuer_metadata(self.iss, [("key-2", self.second.public_key)])

    def card(self, document: dict[str, Any] | None = None) -> IssuerCard:
        return build_card(self.profile(), document or self.document(), self.metadata())


def members(data: bytes) -> dict[str, bytes]:
    """What stands in a published zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def signed(data: bytes, name: str) -> dict[str, Any]:
    """The signed part of one of its metadata files."""
    value: dict[str, Any] = json.loads(members(data)[f"metadata/{name}.json"])["signed"]
    return value


def target(data: bytes, kind: str, url: str | None = None) -> bytes:
    """The one target of this kind (and for ``url``)."""
    found = [
        path
        for path, entry in signed(data, "targets")["targets"].items()
        if entry["custom"]["kind"] == kind and url in (None, entry["custom"]["url"])
    ]
    assert len(found) == 1, (kind, found)
    return members(data)[f"targets/{found[0]}"]


def parsed(data: bytes) -> dict[str, Any]:
    value: dict[str, Any] = parse_object(data)
    return value
