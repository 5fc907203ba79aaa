"""The zip of a bundle, read within bounds: names and sizes first, then one entry after the other, never to the disk.

Only what a publisher of ours writes is taken (APPNOTE.TXT 4.3 and 4.4): entries one after the other from the first byte
to the directory at the end, stored or deflated, with plain names. Whatever else a zip may be is refused, each for its
own reason, since two readers of such a file may see two contents.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dsp_vc.errors import Refused
from dsp_vc.trust.repository.known import MAX_FILE

MAX_ENTRIES = 65_000
MAX_TOTAL = 1024 * 1024 * 1024
MAX_NAME = 120
#: What deflates better than this is no document of anybody; below the size it does no harm.
MAX_RATIO, RATIO_FROM = 200, 1024 * 1024

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x0001, 0x0800
_LARGE = 0xFFFFFFFF
_PIECE = 64 * 1024
_NAME = re.compile(
    r"metadata/(?:[1-9][0-9]{0,8}\.root|timestamp|snapshot|targets)\.json|targets/[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)?"
)
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the zip: where its header begins, its bytes there and unpacked, and their CRC-32."""

    name: str
    offset: int
    method: int
    flags: int
    packed: int
    size: int
    crc: int


class Archive:
    """The entries of a zip by name. Raises :class:`Refused` with a code that begins with ``archive_``."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.entries: dict[str, Entry] = {entry.name: entry for entry in _directory(stream)}

    def read(self, name: str, limit: int) -> bytes:
        """The content of ``name``, at most ``limit`` bytes. Raises also ``archive_missing``, ``archive_large``."""
        entry = self.entries.get(name)
        if entry is None:
            raise Refused("archive_missing", name=name)
        if entry.size > limit:
            raise Refused("archive_large", name=name, limit=limit)
        return b"".join(self._unpacked(entry))

    def _unpacked(self, entry: Entry) -> Iterator[bytes]:
        """The content in pieces; not a byte more than the entry says is ever unpacked."""
        self._stream.seek(entry.offset)
        header = _LOCAL.unpack(_exactly(self._stream, _LOCAL.size))
        name = _exactly(self._stream, header[9])
        said = (header[0], header[2], header[3], header[6], header[7], header[8], header[10], name)
        expected = (entry.flags, entry.method, entry.crc, entry.packed, entry.size, 0, entry.name.encode())
        if said != (b"PK\x03\x04", *expected):
            raise Refused("archive_form", name=entry.name)
        left, made, crc = entry.packed, 0, 0
        inflater = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == _DEFLATED else None
        while left:
            piece = _exactly(self._stream, min(left, _PIECE))
            left -= len(piece)
            while piece:
                if inflater is None:
                    out, piece = piece, b""
                else:
                    out, piece = _inflate(inflater, piece, entry.size - made + 1, entry.name)
                made += len(out)
                if made > entry.size:
                    raise Refused("archive_bomb", name=entry.name)
                crc = zlib.crc32(out, crc)
                yield out
        if made != entry.size or crc != entry.crc or (inflater is not None and not inflater.eof):
            raise Refused("archive_damaged", name=entry.name)


def _inflate(inflater: zlib._Decompress, piece: bytes, limit: int, name: str) -> tuple[bytes, bytes]:
    try:
        out = inflater.decompress(piece, limit)
    except zlib.error:
        raise Refused("archive_damaged", name=name) from None
    if inflater.unused_data:
        raise Refused("archive_damaged", name=name)
    return out, inflater.unconsumed_tail


def _directory(stream: BinaryIO) -> Iterator[Entry]:
    """The entries in order; each begins where the one before it ends, and the directory follows the last."""
    size = stream.seek(0, os.SEEK_END)
    if size > MAX_FILE:
        raise Refused("archive_large", name="zip", limit=MAX_FILE)
    count, length, start = _end(stream, size)
    stream.seek(start)
    directory = memoryview(_exactly(stream, length))
    position = total = expected = 0
    seen: set[str] = set()
    folded: set[str] = set()
    for _ in range(count):
        if position + _CENTRAL.size > length:
            raise Refused("archive_form", name="directory")
        fields = _CENTRAL.unpack_from(directory, position)
        position += _CENTRAL.size
        name_length, extra, comment = fields[10:13]
        if fields[0] != b"PK\x01\x02" or position + name_length > length:
            raise Refused("archive_form", name="directory")
        name = _name(bytes(directory[position : position + name_length]))
        position += name_length
        entry = Entry(name, fields[16], fields[4], fields[3], fields[8], fields[9], fields[7])
        _plain(entry, extra, comment, fields[15])
        if name in seen:
            raise Refused("archive_duplicate", name=name)
        if name.casefold() in folded:
            raise Refused("archive_case", name=name)
        if not _NAME.fullmatch(name):
            raise Refused("archive_unknown", name=name)
        seen.add(name)
        folded.add(name.casefold())
        total += entry.size
        if total > MAX_TOTAL or (entry.size > RATIO_FROM and entry.size > entry.packed * MAX_RATIO):
            raise Refused("archive_bomb", name=name)
        if entry.offset != expected:
            raise Refused("archive_junk", name=name)
        expected += _LOCAL.size + name_length + entry.packed
        yield entry
    if position != length:
        raise Refused("archive_form", name="directory")
    if expected != start:
        raise Refused("archive_junk", name="directory")


def _end(stream: BinaryIO, size: int) -> tuple[int, int, int]:
    """Number of entries, length and place of the directory, as the record at the very end says."""
    stream.seek(0)
    if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
        raise Refused("archive_junk" if _has_end(stream, size) else "archive_no_zip")
    stream.seek(max(0, size - _END.size))
    tail = stream.read(_END.size)
    if len(tail) != _END.size or tail[:4] != b"PK\x05\x06":
        raise Refused("archive_junk" if _has_end(stream, size) else "archive_cut_short")
    _, disk, first_disk, here, count, length, start, comment = _END.unpack(tail)
    if comment:
        raise Refused("archive_cut_short")
    if count == 0xFFFF or _LARGE in (length, start) or _large(stream, size):
        raise Refused("archive_zip64")
    if disk or first_disk or here != count:
        raise Refused("archive_form", name="directory")
    if count > MAX_ENTRIES or length > count * (_CENTRAL.size + MAX_NAME * 4):
        raise Refused("archive_large", name="directory", limit=MAX_ENTRIES)
    end = size - _END.size
    if start + length != end:
        raise Refused("archive_junk" if start + length < end else "archive_cut_short", name="directory")
    return count, length, start


def _has_end(stream: BinaryIO, size: int) -> bool:
    """Whether a whole end record stands somewhere else than at the very end."""
    stream.seek(max(0, size - _END.size - 0xFFFF))
    tail = stream.read(_END.size + 0xFFFF)
    place = tail.rfind(b"PK\x05\x06")
    return 0 <= place <= len(tail) - _END.size


def _large(stream: BinaryIO, size: int) -> bool:
    """Whether the locator of a zip64 directory stands before the end record (4.3.15)."""
    if size < _END.size + 20:
        return False
    stream.seek(size - _END.size - 20)
    return stream.read(4) == b"PK\x06\x07"


def _name(raw: bytes) -> str:
    """The name, refused for what it would do to who unpacks the file."""
    name = raw.decode("utf-8", "replace")
    shown = name[:MAX_NAME]
    if "\\" in name:
        raise Refused("archive_backslash", name=shown)
    if name.startswith("/"):
        raise Refused("archive_absolute", name=shown)
    if _DRIVE.match(name):
        raise Refused("archive_drive", name=shown)
    if ".." in name.split("/") or "." in name.split("/"):
        raise Refused("archive_climbing", name=shown)
    if name.endswith("/"):
        raise Refused("archive_folder", name=shown)
    if len(name) > MAX_NAME:
        raise Refused("archive_unknown", name=shown)
    return name


def _plain(entry: Entry, extra: int, comment: int, attributes: int) -> None:
    mode = attributes >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise Refused("archive_link", name=entry.name)
    if entry.flags & _ENCRYPTED:
        raise Refused("archive_encrypted", name=entry.name)
    if _LARGE in (entry.packed, entry.size, entry.offset):
        raise Refused("archive_zip64", name=entry.name)
    if entry.method not in (_STORED, _DEFLATED):
        raise Refused("archive_method", name=entry.name)
    stored = entry.method == _STORED and entry.packed != entry.size
    if entry.flags & ~_UTF8 or extra or comment or stored:
        raise Refused("archive_form", name=entry.name)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) != length:
        raise Refused("archive_cut_short")
    return data
