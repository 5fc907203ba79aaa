"""What a checked bundle becomes on the disk: a file in which one issuer or document is found without reading the rest.

The contents stand one after the other, a table of their names (SHA-256, sorted) behind them, and at the end what the
whole is. Each content carries an HMAC under a secret of the user's own state, over the bundle's id, its name and
itself: what was damaged, or comes from another index, is not believed. A name that is not found is not on the list.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import struct
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import BinaryIO, TypeVar

from dsp_vc.did.document import parse_document
from dsp_vc.did.issuer_metadata import parse_issuer_metadata
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, parse, parse_object
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import InputError, TrustError
from dsp_vc.files import open_bounded
from dsp_vc.trust.bundle import IssuerEntry, Scope
from dsp_vc.trust.documents import Documents

MAX_INDEX = 1024 * 1024 * 1024
MAGIC = b"dsp-vc index 2\n"
ROW = struct.Struct("<32sQI")
END = struct.Struct("<QIQI32s")  # table, rows, summary, its length, its HMAC
RECORD = struct.Struct("<32sq")
_MAC = 32
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ISSUER, ALIAS, NAMES, DIGESTS, ANCHORS = "issuer", "alias", "names", "digests", "anchors"
UNCOUNTED = "uncounted"
_MAX_SUMMARY = 1024 * 1024

Content = TypeVar("Content")

# How a document of each kind is read, and by which name; what can't be read is not counted, and said.
READERS: Mapping[str, tuple[str, Callable[[bytes], object]]] = {
    "did-document": ("did_documents", lambda data: parse_document(parse_object(data))),
    "issuer-metadata": ("issuer_metadata", lambda data: parse_issuer_metadata(parse_object(data))),
    "type-metadata": ("type_metadata", lambda data: data),
    "schema": ("schemas", parse_object),
    "context": ("contexts", parse_object),
    "status-list": ("status_lists", lambda data: (data,)),
}


class IndexDamaged(TrustError):
    """The index is not what was written: it has to be made again from the bundle."""

    def __init__(self, detail: str) -> None:
        super().__init__("trust_index_damaged", detail=detail)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the index is of: the bundle by its id (``file``), and what the check said of it."""

    file: str
    operator: str
    version: int
    root: str
    issued: datetime
    expires: datetime
    issuers: int
    kinds: Mapping[str, int]

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
        }

    @classmethod
    def from_json(cls, value: JsonObject) -> Summary:
        """Read it; its HMAC was right, so it is what :meth:`to_json` gave."""
        kinds = value["kinds"]
        return cls(
            str(value["file"]),
            str(value["operator"]),
            int(str(value["version"])),
            str(value["root"]),
            parse_datetime(str(value["issued"])),
            parse_datetime(str(value["expires"])),
            int(str(value["issuers"])),
            {name: int(str(number)) for name, number in kinds.items()} if isinstance(kinds, dict) else {},
        )


class Index:
    """A checked list, looked up entry by entry. Raises :class:`IndexDamaged` at whatever is not as it was written; its
    file at ``path`` is removed then, so that the next one to need it checks the bundle again."""

    def __init__(self, stream: BinaryIO, secret: bytes, file: str, path: Path | None = None) -> None:
        self._stream, self._secret, self._file, self._path = stream, secret, file, path
        self._turn = Lock()  # one verifier may serve several threads
        size = stream.seek(0, os.SEEK_END)
        table, rows, place, length, mac = END.unpack(self._read(max(0, size - END.size), END.size))
        if length > _MAX_SUMMARY or place + length + END.size != size or table + rows * ROW.size != place:
            raise self._damaged("layout")
        text = self._read(place, length)
        expected = mac_of(secret, file, "", "", struct.pack("<QI", table, rows) + text)
        if not hmac.compare_digest(mac, expected) or self._read(0, len(MAGIC)) != MAGIC:
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
        data = self.get(ISSUER, identifier)
        if data is None:
            first = self.get(ALIAS, identifier)
            data = None if first is None else self.get(ISSUER, first.decode())
        return None if data is None else _read_entry(data, self.operator)

    @property
    def uncounted(self) -> list[str]:
        """What this version could not read, by name."""
        return self.names(UNCOUNTED)

    def recorded(self, issuer: str, digest: str) -> datetime | None:
        """When ``digest`` of the issuer with this DID was first listed."""
        data = self.get(DIGESTS, issuer)
        if data is None:
            return None
        wanted = bytes.fromhex(digest)
        rows = range(len(data) // RECORD.size)
        place = bisect_left(rows, wanted, key=lambda row: data[row * RECORD.size : row * RECORD.size + 32])
        if place == len(rows):
            return None
        found, listed = RECORD.unpack_from(data, place * RECORD.size)
        return EPOCH + timedelta(seconds=listed) if found == wanted else None

    def entries(self) -> Iterator[tuple[IssuerEntry, JsonObject]]:
        """Every entry, in the order of the list, with what it may attest as the keeper wrote it: sets of ``types``,
        ``skills``, ``contexts``, ``bases`` and named ``groups`` of skills."""
        for name in self.names(ISSUER):
            data = self.get(ISSUER, name)
            if data is not None:
                may = parse_object(data, max_bytes=len(data)).get("may")
                yield _read_entry(data, self.operator), may if isinstance(may, dict) else {}

    def names(self, kind: str) -> list[str]:
        """What there is of ``kind``, in the order of the list."""
        if not self.summary.kinds.get(kind):
            return []
        data = self.get(NAMES, kind)
        if data is None:
            raise self._damaged("names")
        names = parse(data, max_bytes=len(data))
        return [str(name) for name in names] if isinstance(names, list) else []

    def get(self, kind: str, url: str) -> bytes | None:
        """The content under this name."""
        if kind != NAMES and not self.summary.kinds.get(kind):
            return None
        name = digest_of_name(kind, url)
        low, high = 0, self._rows
        while low < high:
            middle = (low + high) // 2
            found, offset, length = ROW.unpack(self._read(self._table + middle * ROW.size, ROW.size))
            if found == name:
                return self._content(kind, url, offset, length)
            low, high = (middle + 1, high) if found < name else (low, middle)
        return None

    def _content(self, kind: str, url: str, offset: int, length: int) -> bytes:
        if offset + _MAC + length > self._table:
            raise self._damaged("place")
        data = self._read(offset, _MAC + length)
        if not hmac.compare_digest(data[:_MAC], mac_of(self._secret, self._file, kind, url, data[_MAC:])):
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
        lazy = {member: _Lazy(self, kind, read) for kind, (member, read) in READERS.items()}
        anchors = [Documents.of_anchors(self.get(ANCHORS, url) or b"", url).anchors for url in self.names(ANCHORS)]
        return Documents(**lazy, anchors=tuple(anchor for found in anchors for anchor in found))  # type: ignore[arg-type]


def open_index(path: Path, secret: bytes, file: str) -> Index | None:
    """The index at ``path`` of the bundle ``file``, where it is there and as it was written."""
    try:
        stream = open_bounded(path, MAX_INDEX)
    except InputError:
        return None
    try:
        return Index(stream, secret, file, path)
    except IndexDamaged:
        return None


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


def digest_of_name(kind: str, url: str) -> bytes:
    """Under which a content stands in the table."""
    return sha256(f"{kind}\0{url}".encode("utf-8", "surrogatepass")).digest()


def mac_of(secret: bytes, file: str, kind: str, url: str, data: bytes) -> bytes:
    """What protects a content: its place in this bundle, and itself."""
    code = hmac.new(secret, file.encode(), "sha256")
    code.update(digest_of_name(kind, url))
    code.update(data)
    return code.digest()


def _read_entry(data: bytes, source: str) -> IssuerEntry:
    value = parse_object(data, max_bytes=len(data))
    ids, profile = value.get("ids"), value.get("profile")

    def moment(name: str) -> datetime | None:
        return parse_datetime(str(value[name])) if name in value else None

    return IssuerEntry(
        name=str(value.get("name")),
        ids=frozenset(str(name) for name in ids) if isinstance(ids, list) else frozenset(),
        profile=profile if isinstance(profile, dict) else {},
        source=source,
        scope=_scope(value.get("scope")),
        valid_from=moment("from"),
        valid_until=moment("until"),
        withdrawn=moment("withdrawn"),
    )


def _scope(value: JsonValue) -> Scope:
    if not isinstance(value, dict) or not all(isinstance(members, list) for members in value.values()):
        raise IndexDamaged("scope")
    return Scope(**{name: frozenset(map(str, members)) for name, members in value.items() if isinstance(members, list)})
