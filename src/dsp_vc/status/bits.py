"""An array of small numbers in bytes, and its compressed form: what both kinds of status list are made of.

The two standards order bits differently. A Bitstring Status List counts from the left-most, most significant bit
(Bitstring Status List 1.0 §2.2, §7.1); a Token Status List from the least significant bit of each byte (Token Status
List §4.1).
"""

from __future__ import annotations

import zlib
from enum import StrEnum

from dsp_vc.errors import Refused

#: Fewer entries than these would tell which person is looked up (Bitstring Status List 1.0 §6.1).
MINIMUM_ENTRIES = 131_072
#: 16,777,216 entries of eight bits. What would become larger is a bomb, or not meant for one file.
MAX_BYTES = 16 * 1024 * 1024
_CHUNK = 64 * 1024


class BitOrder(StrEnum):
    """Which bit of a byte comes first."""

    MSB_FIRST = "msb"
    LSB_FIRST = "lsb"


class Compression(StrEnum):
    """The container around the deflated bytes (RFC 1952, RFC 1950)."""

    GZIP = "gzip"
    ZLIB = "zlib"


_WINDOW = {Compression.GZIP: 16 + zlib.MAX_WBITS, Compression.ZLIB: zlib.MAX_WBITS}


class BitArray:
    """``len(array)`` numbers of ``size`` bits (1 to 8) over ``data``, which is used as it is, not copied.

    Where an entry straddles bytes (sizes that do not divide 8), its first bit is its most significant one; such sizes
    exist in the order ``MSB_FIRST`` only.
    """

    __slots__ = ("_data", "_order", "_size")

    def __init__(self, data: bytes | bytearray, size: int, order: BitOrder) -> None:
        if not 1 <= size <= 8 or (order is BitOrder.LSB_FIRST and 8 % size):
            raise ValueError(f"no list has entries of {size} bits in the order {order.value}")
        self._data, self._size, self._order = data, size, order

    @classmethod
    def zeros(cls, entries: int, size: int, order: BitOrder) -> BitArray:
        """A writable array of at least ``entries`` zeros: the bytes are filled up."""
        return cls(bytearray((entries * size + 7) // 8), size, order)

    def __len__(self) -> int:
        return len(self._data) * 8 // self._size

    @property
    def size(self) -> int:
        """Bits of an entry."""
        return self._size

    @property
    def order(self) -> BitOrder:
        """Which bit of a byte comes first."""
        return self._order

    def __bytes__(self) -> bytes:
        return bytes(self._data)

    def __getitem__(self, index: int) -> int:
        """The number at ``index``. Raises ``IndexError`` beyond either end: no index counts from the back."""
        first, last, shift = self._place(index)
        return (int.from_bytes(self._data[first:last], "big") >> shift) & ((1 << self._size) - 1)

    def __setitem__(self, index: int, value: int) -> None:
        """Write ``value``. Raises ``IndexError``, ``ValueError`` where it needs more bits than there are."""
        mask = (1 << self._size) - 1
        if not 0 <= value <= mask:
            raise ValueError(f"{value} does not fit in {self._size} bits")
        if not isinstance(self._data, bytearray):
            raise TypeError("this array is for reading")
        first, last, shift = self._place(index)
        window = int.from_bytes(self._data[first:last], "big") & ~(mask << shift)
        self._data[first:last] = (window | value << shift).to_bytes(last - first, "big")

    def _place(self, index: int) -> tuple[int, int, int]:
        """The bytes in which the entry lies, as a slice, and how far from their right end."""
        if not 0 <= index < len(self):
            raise IndexError(index)
        start = index * self._size
        first, last = start >> 3, (start + self._size + 7) >> 3
        if self._order is BitOrder.LSB_FIRST:
            return first, last, start & 7
        return first, last, last * 8 - start - self._size


def compress(data: bytes, compression: Compression) -> bytes:
    """``data`` deflated as far as it goes, without a time of its own in it: equal lists give equal bytes."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, _WINDOW[compression])
    return deflater.compress(data) + deflater.flush()


def decompress(data: bytes, compression: Compression, limit: int = MAX_BYTES) -> bytes:
    """The bytes inside, read piece by piece so that no more than ``limit`` of them are ever held.

    Raises :class:`Refused` ``status_list_size`` (larger than ``limit``), ``status_list_compression`` (another
    container, damaged, cut short, or followed by something else).
    """
    inflater = zlib.decompressobj(_WINDOW[compression])
    found = bytearray()
    try:
        while data and not inflater.eof:
            found += inflater.decompress(data, min(_CHUNK, limit + 1 - len(found)))
            if len(found) > limit:
                raise Refused("status_list_size", limit=limit)
            data = inflater.unconsumed_tail
    except zlib.error as error:
        raise Refused("status_list_compression", name=compression.value, detail=str(error)) from error
    if not inflater.eof or inflater.unused_data:
        raise Refused("status_list_compression", name=compression.value, detail="cut short, or followed by more")
    return bytes(found)
