"""age files for a passphrase: as pyrage reads and writes them, and with the same work on every machine."""

from __future__ import annotations

import pyrage
import pytest

from dsp_vc.errors import InputError
from dsp_vc.keys import age
from dsp_vc.keys.age_passphrase import seal_file

WORDS = "een paar woorden"
CHUNK = 64 * 1024
TAG = 16


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 200_000])
def test_pyrage_opens_what_is_closed_here(size: int) -> None:
    data = bytes(range(256)) * (size // 256) + bytes(size % 256)
    sealed = seal_file(data, WORDS, work_factor=4)
    assert pyrage.passphrase.decrypt(sealed, WORDS) == data
    assert age.decrypt(sealed, passphrase=WORDS) == data


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 1, CHUNK, 3 * CHUNK - 5])
def test_what_pyrage_closes_is_opened_here(size: int) -> None:
    data = b"x" * size
    assert age.decrypt(pyrage.passphrase.encrypt(data, WORDS), passphrase=WORDS) == data


def test_the_work_does_not_depend_on_how_busy_the_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert age.read_header(age.encrypt_with_passphrase(b"x", WORDS)).work_factor == 18
    # pyrage would measure, and on a slow machine refuse its own file.
    monkeypatch.delattr(pyrage, "passphrase")
    assert age.decrypt(seal_file(b"x", WORDS, work_factor=16), passphrase=WORDS) == b"x"


def _chunks(sealed: bytes) -> tuple[bytes, list[bytes]]:
    start = age.read_header(sealed).size + 16
    body = sealed[start:]
    return sealed[:start], [body[at : at + CHUNK + TAG] for at in range(0, len(body), CHUNK + TAG)]


def test_chunks_left_out_moved_or_doubled_are_told() -> None:
    head, (first, second, last) = _chunks(seal_file(b"y" * (2 * CHUNK + 9), WORDS, work_factor=1))
    assert len(age.decrypt(head + first + second + last, passphrase=WORDS)) == 2 * CHUNK + 9
    for order in ([first, second], [second, first, last], [first, last], [first, first, second, last], [last], []):
        with pytest.raises(InputError) as refused:
            age.decrypt(head + b"".join(order), passphrase=WORDS)
        assert refused.value.code == "age_damaged"


@pytest.mark.parametrize("position", range(0, 160, 3))
def test_every_changed_byte_of_the_header_is_told(position: int) -> None:
    sealed = bytearray(seal_file(b"y", WORDS, work_factor=1))
    sealed[position] ^= 1
    with pytest.raises(InputError) as refused:
        age.decrypt(bytes(sealed), passphrase=WORDS)
    assert refused.value.code.startswith(("age_", "passphrase_wrong"))
