"""What a published list says to be revoked, found without looking at every place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.status import bitstring, token_list
from dsp_vc.status.bits import BitArray, BitOrder
from dsp_vc.status.published import PublishedList
from dsp_vc.status.reading import read_published, revoked

URL = "https://school.example/status/1"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SIZES = [(size, BitOrder.MSB_FIRST) for size in range(1, 9)] + [(size, BitOrder.LSB_FIRST) for size in (1, 2, 4, 8)]


def _published(data: bytes, size: int, order: BitOrder, purposes: frozenset[str] | None = None) -> PublishedList:
    return PublishedList(URL, NOW, None, None, data, order, size, purposes)


@given(data=st.binary(min_size=1, max_size=40), kind=st.sampled_from(SIZES))
def test_the_same_as_by_looking_at_every_place(data: bytes, kind: tuple[int, BitOrder]) -> None:
    size, order = kind
    bits = BitArray(data, size, order)
    assert revoked(_published(data, size, order)) == {index for index in range(len(bits)) if bits[index] == 1}


def test_a_list_of_suspensions_revokes_nobody() -> None:
    data = b"\xff" * 20
    assert revoked(_published(data, 1, BitOrder.MSB_FIRST, frozenset({"suspension"}))) == frozenset()
    assert len(revoked(_published(data, 1, BitOrder.MSB_FIRST, frozenset({"suspension", "revocation"})))) == 160


def test_either_kind_is_read_by_what_it_is() -> None:
    bits, tokens = bitstring.new_bits(), token_list.new_bits(131_072, 2)
    bits[94567] = 1
    tokens[40961], tokens[40962] = 1, 2
    badge = bitstring.build_bitstring_credential(
        url=URL, issuer="did:web:school.example", purposes=["revocation"], bits=bits, valid_from=NOW
    )
    claims = token_list.build_token_status_list(url=URL, bits=tokens, issued=NOW)
    signed = token_list.sign_token_status_list(claims, MemorySigner.generate(KeyType.P256, "did:web:school.example#k"))
    assert revoked(read_published(dumps(badge).encode())) == {94567}
    assert revoked(read_published(signed.encode() + b"\n")) == {40961}


@pytest.mark.parametrize("raw", [b"", b"{", b"eyJ.x.y", b"\xff\xfe", b'{"type": "VerifiableCredential"}', b"[1]"])
def test_what_is_no_list_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError):
        read_published(raw)
