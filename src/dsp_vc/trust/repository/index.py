"""What a checked bundle becomes on the disk: a file in which one issuer or document is found without reading the rest.

The contents stand one after the other, a table of their names (SHA-256, sorted) behind them, and at the end what the
whole is. Each content carries an HMAC under a secret of the user's own state, over the bundle's digest, its name and
itself: what was damaged, or comes from another index, is not believed. A name that is not found is not on the list.
"""

from __future__ import annotations

import contextlib
import hmac
import io
import os
import struct
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import BinaryIO, TypeVar

from dsp_vc.did.document import parse_document
from dsp_vc.did.issuer_metadata import parse_issuer_metadata
from dsp_vc.encoding.strict_json import JsonObject, dumps, parse, parse_object
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.trust.bundle import IssuerEntry
from dsp_vc.trust.documents import Documents
from dsp_vc.trust.issuer_list import ListedIssuer, May

MAX_INDEX = 1024 * 1024 * 1024
_MAGIC = b"dsp-vc index 1\n"
_ROW = struct.Struct("<32sQI")
_END = struct.Struct("<QIQI32s")  # table, rows, summary, its length, its HMAC
_RECORD = struct.Struct("<32sq")
_MAC = 32
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ISSUER, _NAMES, _DIGESTS, _ANCHORS = "issuer", "names", "digests", "anchors"
_MAX_SUMMARY = 1024 * 1024

Content = TypeVar("Content")

# How a document of each kind is read, and by which name; what can't be read is not counted, and said.
_READERS: Mapping[str, tuple[str, Callable[[bytes], object]]] = {
    "did-document": ("did_documents", lambda data: parse_document(parse_object(data))),
    "issuer-metadata": ("issuer_metadata", lambda data: parse_issuer_metadata(parse_object(data))),
    "type-metadata": ("type_metadata", lambda data: data),
    "schema": ("schemas", parse_object),
    "context": ("contexts", parse_object),
    "status-list": ("status_lists", lambda data: (data,)),
}
_NAMED = {"did-document": "id", "issuer-metadata": "issuer"}


class IndexDamaged(TrustError):
    """The index is not what was written: it has to be made again from the bundle."""

    def __init__(self, detail: str) -> None:
        super().__init__("trust_index_damaged", detail=detail)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the index is of: the bundle by its SHA-256 (``file``), and what the check said of it. ``uncounted`` names
    what this version could not read."""

    file: str
    operator: str
    version: int
    root: str
    issued: datetime
    expires: datetime
    issuers: int
    kinds: Mapping[str, int]
    uncounted: tuple[str, ...] = ()

    def to_json(self) -> JsonObject:
        """For the end of the file."""
        return {
            "file": self.file,
            "operator": self.operator,
            "version": self.version,
            "root": self.root,
            "issued": format_datetime(self.issued),
            "expires": format_datetime(self.expires),
            "issuers": self.issuers,
            "kinds": {**self.kinds},
            "uncounted": [*self.uncounted],
        }

    @classmethod
    def from_json(cls, value: JsonObject) -> Summary:
        """Read it; its HMAC was right, so it is what :meth:`to_json` gave."""
        kinds, uncounted = value["kinds"], value["uncounted"]
        return cls(
            str(value["file"]),
            str(value["operator"]),
            int(str(value["version"])),
            str(value["root"]),
            parse_datetime(str(value["issued"])),
            parse_datetime(str(value["expires"])),
            int(str(value["issuers"])),
            {name: int(str(number)) for name, number in kinds.items()} if isinstance(kinds, dict) else {},
            tuple(str(name) for name in uncounted) if isinstance(uncounted, list) else (),
        )


class IndexWriter:
    """Takes in what the check hands over, document by document; :meth:`finish` makes it an index."""

    def __init__(self, stream: BinaryIO, secret: bytes, file: str) -> None:
        self._stream, self._secret, self._file = stream, secret, file
        self._rows: list[tuple[bytes, int, int]] = []
        self._names: dict[str, list[str]] = {}
        self._uncounted: list[str] = []
        stream.write(_MAGIC)

    def add(self, kind: str, url: str, data: bytes) -> None:
        """A document, once its digest was found right. Kinds that are not known here are left in the bundle."""
        try:
            if kind in _READERS:
                _, read = _READERS[kind]
                found = read(data)
                if kind in _NAMED and getattr(found, _NAMED[kind]) != url:
                    raise Refused("trust_document_other", name=url)
            elif kind == _DIGESTS:
                data = _pack_records(parse_object(data, max_bytes=len(data)), url)
            elif kind == _ANCHORS:
                Documents.of_anchors(data, url)
            else:
                return
        except InputError:
            self._uncounted.append(url)
            return
        self._put(kind, url, data)
        self._names.setdefault(kind, []).append(url)

    def finish(self, issuers: tuple[ListedIssuer, ...], summary: Summary) -> None:
        """Add the entities of the list, and what the whole is."""
        for issuer in issuers:
            data = dumps(_entry_json(issuer)).encode()
            for name in issuer.ids:
                self._put(_ISSUER, name, data)
            self._names.setdefault(_ISSUER, []).append(issuer.ids[0])
        kinds = {kind: len(names) for kind, names in self._names.items()}
        for kind, names in self._names.items():
            self._put(_NAMES, kind, dumps([*names]).encode())
        table = self._stream.tell()
        self._rows.sort()
        for row in self._rows:
            self._stream.write(_ROW.pack(*row))
        complete = replace(summary, kinds=kinds, uncounted=(*summary.uncounted, *self._uncounted))
        text = dumps(complete.to_json()).encode()
        place = self._stream.tell()
        mac = _mac(self._secret, self._file, "", "", struct.pack("<QI", table, len(self._rows)) + text)
        self._stream.write(text + _END.pack(table, len(self._rows), place, len(text), mac))
        self._stream.flush()

    def _put(self, kind: str, url: str, data: bytes) -> None:
        name = _name(kind, url)
        self._rows.append((name, self._stream.tell(), len(data)))
        self._stream.write(_mac(self._secret, self._file, kind, url, data) + data)


class Index:
    """A checked list, looked up entry by entry. Raises :class:`IndexDamaged` at whatever is not as it was written; its
    file at ``path`` is removed then, so that the next one to need it checks the bundle again."""

    def __init__(self, stream: BinaryIO, secret: bytes, file: str, path: Path | None = None) -> None:
        self._stream, self._secret, self._file, self._path = stream, secret, file, path
        self._turn = Lock()  # one verifier may serve several threads
        size = stream.seek(0, os.SEEK_END)
        table, rows, place, length, mac = _END.unpack(self._read(max(0, size - _END.size), _END.size))
        if length > _MAX_SUMMARY or place + length + _END.size != size or table + rows * _ROW.size != place:
            raise self._damaged("layout")
        text = self._read(place, length)
        expected = _mac(secret, file, "", "", struct.pack("<QI", table, rows) + text)
        if not hmac.compare_digest(mac, expected) or self._read(0, len(_MAGIC)) != _MAGIC:
            raise self._damaged("summary")
        self._table, self._rows = table, rows
        self.summary = Summary.from_json(parse_object(text))
        self.documents = self._documents()

    @property
    def operator(self) -> str:
        """Who keeps the list."""
        return self.summary.operator

    @property
    def issued(self) -> datetime:
        """Its ``ListIssueDateTime``."""
        return self.summary.issued

    @property
    def expires(self) -> datetime:
        """The first moment at which a part of it runs out."""
        return self.summary.expires

    def find(self, identifier: str) -> IssuerEntry | None:
        """The entry of the issuer with this DID or https ``iss``."""
        data = self.get(_ISSUER, identifier)
        return None if data is None else _read_entry(data, self.operator)

    def recorded(self, issuer: str, digest: str) -> datetime | None:
        """When ``digest`` of the issuer with this DID was first listed."""
        data = self.get(_DIGESTS, issuer)
        if data is None:
            return None
        wanted = bytes.fromhex(digest)
        rows = range(len(data) // _RECORD.size)
        place = bisect_left(rows, wanted, key=lambda row: data[row * _RECORD.size : row * _RECORD.size + 32])
        if place == len(rows):
            return None
        found, listed = _RECORD.unpack_from(data, place * _RECORD.size)
        return _EPOCH + timedelta(seconds=listed) if found == wanted else None

    def entries(self) -> Iterator[tuple[IssuerEntry, May]]:
        """Every entry, in the order of the list, with what it may attest as the keeper wrote it."""
        for name in self.names(_ISSUER):
            data = self.get(_ISSUER, name)
            if data is not None:
                yield _read_entry(data, self.operator), May.from_json(parse_object(data).get("may"))

    def names(self, kind: str) -> list[str]:
        """What there is of ``kind``, in the order of the list."""
        if not self.summary.kinds.get(kind):
            return []
        data = self.get(_NAMES, kind)
        if data is None:
            raise self._damaged("names")
        names = parse(data, max_bytes=len(data))
        return [str(name) for name in names] if isinstance(names, list) else []

    def get(self, kind: str, url: str) -> bytes | None:
        """The content under this name."""
        if kind != _NAMES and not self.summary.kinds.get(kind):
            return None
        name = _name(kind, url)
        low, high = 0, self._rows
        while low < high:
            middle = (low + high) // 2
            found, offset, length = _ROW.unpack(self._read(self._table + middle * _ROW.size, _ROW.size))
            if found == name:
                return self._content(kind, url, offset, length)
            low, high = (middle + 1, high) if found < name else (low, middle)
        return None

    def _content(self, kind: str, url: str, offset: int, length: int) -> bytes:
        if offset + _MAC + length > self._table:
            raise self._damaged("place")
        data = self._read(offset, _MAC + length)
        if not hmac.compare_digest(data[:_MAC], _mac(self._secret, self._file, kind, url, data[_MAC:])):
            raise self._damaged(url)
        return data[_MAC:]

    def _read(self, place: int, length: int) -> bytes:
        try:
            with self._turn:
                self._stream.seek(place)
                data = self._stream.read(length)
        except (OSError, ValueError) as error:
            raise self._damaged(str(error)) from error
        if len(data) != length:
            raise self._damaged("cut short")
        return data

    def _damaged(self, detail: str) -> IndexDamaged:
        self._stream.close()
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        return IndexDamaged(detail)

    def _documents(self) -> Documents:
        lazy = {member: _Lazy(self, kind, read) for kind, (member, read) in _READERS.items()}
        anchors = [Documents.of_anchors(self.get(_ANCHORS, url) or b"", url).anchors for url in self.names(_ANCHORS)]
        return Documents(**lazy, anchors=tuple(anchor for found in anchors for anchor in found))  # type: ignore[arg-type]


class _Lazy(Mapping[str, Content]):
    """Documents of one kind by what they stand for; each is read when it is asked, once."""

    __slots__ = ("_index", "_kind", "_read", "_seen")

    def __init__(self, index: Index, kind: str, read: Callable[[bytes], Content]) -> None:
        self._index, self._kind, self._read = index, kind, read
        self._seen: dict[str, Content] = {}

    def __getitem__(self, url: str) -> Content:
        if url not in self._seen:
            data = self._index.get(self._kind, url)
            if data is None:
                raise KeyError(url)
            self._seen[url] = self._read(data)
        return self._seen[url]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.names(self._kind))

    def __len__(self) -> int:
        return self._index.summary.kinds.get(self._kind, 0)


def in_memory() -> BinaryIO:
    """Where an index is written that is not to be kept."""
    return io.BytesIO()


def _name(kind: str, url: str) -> bytes:
    return sha256(f"{kind}\0{url}".encode("utf-8", "surrogatepass")).digest()


def _mac(secret: bytes, file: str, kind: str, url: str, data: bytes) -> bytes:
    code = hmac.new(secret, file.encode(), "sha256")
    code.update(_name(kind, url))
    code.update(data)
    return code.digest()


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
        moment = (parse_datetime(str(batch.get("listed"))) - _EPOCH) // timedelta(seconds=1)
        for digest in digests:
            try:
                raw = bytes.fromhex(str(digest))
            except ValueError:
                raise Refused("trust_document_other", name=url) from None
            if len(raw) != 32:
                raise Refused("trust_document_other", name=url)
            listed[raw] = min(moment, listed.get(raw, moment))
    return b"".join(_RECORD.pack(raw, moment) for raw, moment in sorted(listed.items()))


def _entry_json(issuer: ListedIssuer) -> JsonObject:
    value: JsonObject = {
        "name": issuer.name,
        "ids": [*issuer.ids],
        "profile": issuer.profile,
        "may": issuer.may.to_json(),
    }
    entry = issuer.entry("")
    for name, moment in (("from", entry.valid_from), ("until", entry.valid_until), ("withdrawn", entry.withdrawn)):
        if moment is not None:
            value[name] = format_datetime(moment)
    return value


def _read_entry(data: bytes, source: str) -> IssuerEntry:
    value = parse_object(data)
    ids, profile = value.get("ids"), value.get("profile")

    def moment(name: str) -> datetime | None:
        return parse_datetime(str(value[name])) if name in value else None

    return IssuerEntry(
        name=str(value.get("name")),
        ids=frozenset(str(name) for name in ids) if isinstance(ids, list) else frozenset(),
        profile=profile if isinstance(profile, dict) else {},
        source=source,
        scope=May.from_json(value.get("may")).scope(),
        valid_from=moment("from"),
        valid_until=moment("until"),
        withdrawn=moment("withdrawn"),
    )
