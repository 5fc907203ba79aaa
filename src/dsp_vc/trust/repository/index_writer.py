"""Writing the index of a bundle while it is checked: see :mod:`dsp_vc.trust.repository.index`."""

from __future__ import annotations

import io
import struct
from datetime import timedelta
from typing import TYPE_CHECKING, BinaryIO

from dsp_vc.encoding.strict_json import JsonObject, dumps, parse_object
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import InputError, Refused
from dsp_vc.trust.documents import Documents
from dsp_vc.trust.issuer_list import SETS, ListedIssuer
from dsp_vc.trust.repository.index import (
    ALIAS,
    ANCHORS,
    DIGESTS,
    END,
    EPOCH,
    ISSUER,
    MAGIC,
    NAMES,
    READERS,
    RECORD,
    ROW,
    UNCOUNTED,
    Summary,
    digest_of_name,
    mac_of,
)

if TYPE_CHECKING:
    from dsp_vc.trust.repository.metadata import Release, Target

_NAMED = {"did-document": "id", "issuer-metadata": "issuer"}


class IndexWriter:
    """Takes in what the check hands over, document by document; :meth:`finish` makes it an index."""

    def __init__(self, stream: BinaryIO, secret: bytes, file: str) -> None:
        self.stream, self._secret, self._file = stream, secret, file
        self._rows: list[tuple[bytes, int, int]] = []
        self._names: dict[str, list[str]] = {}
        stream.write(MAGIC)

    def keep(self, target: Target, data: bytes) -> None:
        """A document, once its digest was found right. Kinds that are not known here are left in the bundle."""
        kind, url = target.kind, target.url
        try:
            if kind in READERS:
                _, read = READERS[kind]
                found = read(data)
                if kind in _NAMED and getattr(found, _NAMED[kind]) != url:
                    raise Refused("trust_document_other", name=url)
            elif kind == DIGESTS:
                data = _pack_records(parse_object(data, max_bytes=len(data)), url)
            elif kind == ANCHORS:
                Documents.of_anchors(data, url)
            else:
                return
        except InputError:
            self._names.setdefault(UNCOUNTED, []).append(url)
            return
        self._put(kind, url, data)
        self._names.setdefault(kind, []).append(url)

    def finish(self, release: Release) -> None:
        """Add the entities of the list, and what the whole is."""
        listed = release.issuers
        for issuer in listed.issuers:
            first, *others = dict.fromkeys(issuer.ids)
            self._put(ISSUER, first, dumps(_entry_json(issuer)).encode())
            self._names.setdefault(ISSUER, []).append(first)
            for name in others:
                self._put(ALIAS, name, first.encode())
                self._names.setdefault(ALIAS, []).append(name)
        if listed.uncounted:
            self._names.setdefault(UNCOUNTED, []).extend(listed.uncounted)
        kinds = {kind: len(names) for kind, names in self._names.items()}
        for kind, names in self._names.items():
            self._put(NAMES, kind, dumps([*names]).encode())
        table = self.stream.tell()
        self._rows.sort()
        for row in self._rows:
            self.stream.write(ROW.pack(*row))
        summary = Summary(
            file=self._file,
            operator=release.name,
            version=release.version,
            root=release.root,
            issued=release.issued,
            expires=release.expires,
            issuers=len(listed.issuers),
            kinds=kinds,
        )
        text = dumps(summary.to_json()).encode()
        place = self.stream.tell()
        mac = mac_of(self._secret, self._file, "", "", struct.pack("<QI", table, len(self._rows)) + text)
        self.stream.write(text + END.pack(table, len(self._rows), place, len(text), mac))
        self.stream.flush()

    def _put(self, kind: str, url: str, data: bytes) -> None:
        name = digest_of_name(kind, url)
        self._rows.append((name, self.stream.tell(), len(data)))
        self.stream.write(mac_of(self._secret, self._file, kind, url, data) + data)


def in_memory() -> BinaryIO:
    """Where an index is written that is not to be kept."""
    return io.BytesIO()


def _pack_records(value: JsonObject, url: str) -> bytes:
    """The digests of one issuer, sorted, each with the earliest moment at which it was listed."""
    batches = value.get("batches")
    if value.get("issuer") != url or not isinstance(batches, list):
        raise Refused("trust_document_other", name=url)
    listed: dict[bytes, int] = {}
    for batch in batches:
        digests = batch.get("digests") if isinstance(batch, dict) else None
        if not isinstance(batch, dict) or not isinstance(digests, list):
            raise Refused("trust_document_other", name=url)
        moment = (parse_datetime(str(batch.get("listed"))) - EPOCH) // timedelta(seconds=1)
        for digest in digests:
            try:
                raw = bytes.fromhex(str(digest))
            except ValueError:
                raise Refused("trust_document_other", name=url) from None
            if len(raw) != 32:
                raise Refused("trust_document_other", name=url)
            listed[raw] = min(moment, listed.get(raw, moment))
    return b"".join(RECORD.pack(raw, moment) for raw, moment in sorted(listed.items()))


def _entry_json(issuer: ListedIssuer) -> JsonObject:
    value: JsonObject = {
        "name": issuer.name,
        "ids": [*issuer.ids],
        "profile": issuer.profile,
        "may": issuer.may.to_json(),
    }
    entry = issuer.entry("")
    scope: JsonObject = {}
    for name in SETS:
        members: frozenset[str] | None = getattr(entry.scope, name)
        if members is not None:
            scope[name] = [*sorted(members)]
    value["scope"] = scope  # with the groups written out: a look-up reads this, and who shows it the rest
    for name, moment in (("from", entry.valid_from), ("until", entry.valid_until), ("withdrawn", entry.withdrawn)):
        if moment is not None:
            value[name] = format_datetime(moment)
    return value
