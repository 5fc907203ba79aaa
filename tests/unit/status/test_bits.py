"""Bits in both orders, and their bounded compression."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.errors import Refused
from dsp_vc.status.bits import BitArray, BitOrder, Compression, compress, decompress

SIZES = [(size, order) for order in BitOrder for size in range(1, 9) if order is BitOrder.MSB_FIRST or 8 % size == 0]


def test_the_first_bit_is_at_the_left_or_at_the_right() -> None:
    left, right = (BitArray.zeros(16, 1, order) for order in BitOrder)
    left[0] = left[9] = 1
    right[0] = right[9] = 1
    assert bytes(left) == bytes([0b1000_0000, 0b0100_0000])
    assert bytes(right) == bytes([0b0000_0001, 0b0000_0010])


def test_an_entry_of_several_bits_has_its_highest_bit_first_from_the_left() -> None:
    array = BitArray.zeros(8, 3, BitOrder.MSB_FIRST)
    array[2] = 0b101  # bits 6 to 8: across the first two bytes
    assert bytes(array) == bytes([0b0000_0010, 0b1000_0000, 0])


@pytest.mark.parametrize(("size", "order"), SIZES)
@given(data=st.data())
def test_what_is_written_is_read_and_nothing_else_changes(size: int, order: BitOrder, data: st.DataObject) -> None:
    written = data.draw(st.dictionaries(st.integers(0, 99), st.integers(0, 2**size - 1)))
    array = BitArray.zeros(100, size, order)
    for index, value in written.items():
        array[index] = 2**size - 1  # what stood there is replaced, not added to
        array[index] = value
    assert [array[index] for index in range(100)] == [written.get(index, 0) for index in range(100)]
    # An independent reading: the whole as one row of binary digits.
    bits = "".join(f"{byte:08b}"[:: 1 if order is BitOrder.MSB_FIRST else -1] for byte in bytes(array))
    for index in range(100):
        piece = bits[index * size : (index + 1) * size]
        assert int(piece if order is BitOrder.MSB_FIRST else piece[::-1], 2) == array[index]


@pytest.mark.parametrize("index", [-1, 104, 10**18])
def test_no_index_lies_outside(index: int) -> None:
    array = BitArray.zeros(100, 1, BitOrder.MSB_FIRST)
    assert len(array) == 104
    with pytest.raises(IndexError):
        array[index]
    with pytest.raises(IndexError):
        array[index] = 1


def test_misuse() -> None:
    with pytest.raises(ValueError, match="9 bits"):
        BitArray(b"", 9, BitOrder.MSB_FIRST)
    with pytest.raises(ValueError, match="3 bits"):
        BitArray(b"", 3, BitOrder.LSB_FIRST)
    with pytest.raises(ValueError, match="does not fit"):
        BitArray.zeros(8, 2, BitOrder.LSB_FIRST)[0] = 4
    with pytest.raises(TypeError):
        BitArray(b"\0", 1, BitOrder.LSB_FIRST)[0] = 1


@given(st.binary(max_size=2000), st.sampled_from(Compression))
def test_compressed_and_back(data: bytes, compression: Compression) -> None:
    packed = compress(data, compression)
    assert decompress(packed, compression, limit=len(data)) == data
    assert compress(data, compression) == packed
    other = gzip.decompress if compression is Compression.GZIP else zlib.decompress
    assert other(packed) == data


@pytest.mark.parametrize("compression", Compression)
def test_damaged_or_of_another_kind(compression: Compression) -> None:
    data = bytes(range(256)) * 80
    good = compress(data, compression)
    (other,) = set(Compression) - {compression}
    flipped = good[:-1] + bytes([good[-1] ^ 1])
    for wrong in (b"", b"x", data, good[:-1], good[:-8], flipped, good + b"\0", good * 2, compress(data, other)):
        with pytest.raises(Refused, match="status_list_compression"):
            decompress(wrong, compression)


@pytest.mark.parametrize("compression", Compression)
def test_a_bomb_never_fills_the_memory(compression: Compression) -> None:
    bomb = compress(bytes(200_000_000), compression)
    assert len(bomb) < 200_000
    tracemalloc.start()
    with pytest.raises(Refused, match="status_list_size"):
        decompress(bomb, compression)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000
    with pytest.raises(Refused, match="status_list_size"):
        decompress(compress(bytes(1001), compression), compression, limit=1000)
