"""Lists that we build, and lists that are wrong."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dsp_vc.encoding.base import b64url_encode
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.rdf.guard import guard
from dsp_vc.securing.jose import check_signature
from dsp_vc.status import bitstring, token_list
from dsp_vc.status.bits import MINIMUM_ENTRIES
from dsp_vc.status.entry import StatusEntry

URL = "https://school.example/status/1"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def _credential(**changes: Any) -> dict[str, Any]:
    bits = bitstring.new_bits()
    bits[94567] = 1
    settings = {"url": URL, "issuer": "did:web:school.example", "purposes": ["revocation"], "bits": bits,
                "valid_from": NOW, "valid_until": NOW + 7 * DAY, "ttl": DAY, **changes}  # fmt: skip
    return bitstring.build_bitstring_credential(**settings)


def _subject(**changes: Any) -> dict[str, Any]:
    document = _credential()
    return {**document, "credentialSubject": {**document["credentialSubject"], **changes}}


def _claims(**changes: Any) -> dict[str, Any]:
    bits = token_list.new_bits(MINIMUM_ENTRIES, 2)
    bits[7], bits[8] = 1, 2
    return token_list.build_token_status_list(
        **{"url": URL, "bits": bits, "issued": NOW, "expires": NOW + 7 * DAY, "ttl": DAY, **changes}
    )


def test_a_credential_that_we_build() -> None:
    document = _credential()
    guard(document, ContextSet.pinned())
    assert document["credentialSubject"]["ttl"] == 86_400_000
    published = bitstring.read_list(document)
    assert (published.issued, published.expires, published.ttl) == (NOW, NOW + 7 * DAY, DAY)
    entry = bitstring.read_entry(bitstring.build_entry(URL, 94567, "revocation"))
    assert published.value(entry) == 1
    assert published.value(StatusEntry(URL, 94566, "revocation", 1)) == 0


def test_several_purposes_in_one_list() -> None:
    published = bitstring.read_list(_credential(purposes=["revocation", "suspension"]))
    assert published.purposes == {"revocation", "suspension"}
    assert published.value(StatusEntry(URL, 94567, "suspension", 1)) == 1


def test_entries_of_two_bits_need_a_list_twice_as_long() -> None:
    entry = StatusEntry(URL, 3, "message", 2)
    with pytest.raises(Refused, match="status_list_short"):
        bitstring.read_list(_credential(purposes=["message"])).value(entry)
    bits = bitstring.new_bits(2 * MINIMUM_ENTRIES)
    bits[6] = 1
    assert bitstring.read_list(_credential(purposes=["message"], bits=bits)).value(entry) == 0b10


def test_a_token_that_we_build() -> None:
    signer = MemorySigner.generate(KeyType.P256)
    text = token_list.sign_token_status_list(_claims(iss="https://school.example"), signer, kid="key-2")
    token = token_list.parse_token(text)
    check_signature(token.jws, signer.public_key)
    assert token.jws.header == {"alg": "ES256", "typ": "statuslist+jwt", "kid": "key-2"}
    assert (token.iss, token.claims["ttl"]) == ("https://school.example", 86_400)
    published = token_list.read_list(token.claims)
    assert (published.issued, published.expires, published.ttl, published.size) == (NOW, NOW + 7 * DAY, DAY, 2)
    assert [published.value(StatusEntry(URL, index)) for index in (6, 7, 8)] == [0, 1, 2]
    assert published.value(StatusEntry(URL, MINIMUM_ENTRIES)) is None
    with pytest.raises(Refused, match="status_list_other"):
        published.value(StatusEntry(URL + "0", 7))


def test_what_is_not_built() -> None:
    with pytest.raises(ValueError, match="at least"):
        bitstring.new_bits(MINIMUM_ENTRIES - 1)
    with pytest.raises(ValueError, match="at least"):
        _credential(bits=token_list.new_bits(8, 1))
    with pytest.raises(ValueError, match="order"):
        _credential(bits=token_list.new_bits(MINIMUM_ENTRIES, 1))
    with pytest.raises(ValueError, match="order"):
        token_list.encode_bits(bitstring.new_bits())
    with pytest.raises(ValueError, match="purpose"):
        _credential(purposes=[])
    with pytest.raises(ValueError, match="time to live"):
        _credential(ttl=timedelta(0))
    with pytest.raises(ValueError, match="time to live"):
        _claims(ttl=timedelta(milliseconds=5))
    with pytest.raises(Refused, match="status_url"):
        _credential(url="http://school.example/status/1")
    with pytest.raises(Refused, match="status_url"):
        _claims(url="file:///status")


@pytest.mark.parametrize(
    ("document", "code", "detail"),
    [
        ({**_credential(), "type": ["VerifiableCredential"]}, "status_list_type", ""),
        (_subject(type="StatusList2021"), "status_list_type", ""),
        ({**_credential(), "credentialSubject": []}, "status_list_type", ""),
        ({**_credential(), "credentialStatus": {}}, "status_list_malformed", "credentialStatus"),
        (_subject(statusPurpose=[]), "status_list_malformed", "statusPurpose"),
        (_subject(encodedList=None), "status_list_malformed", "encodedList"),
        (_subject(ttl=0), "status_list_malformed", "ttl"),
        (_subject(ttl=-5), "status_list_malformed", "ttl"),
        (_subject(ttl="86400"), "status_list_malformed", "ttl"),
        (_subject(ttl=True), "status_list_malformed", "ttl"),
        (_subject(encodedList=_subject()["credentialSubject"]["encodedList"][1:]), "status_list_encoding", None),
        (_subject(encodedList="z3x"), "status_list_encoding", None),
        (_subject(encodedList="uH4s="), "status_list_encoding", None),
        (_subject(encodedList="uAAAA"), "status_list_compression", None),
    ],
)  # fmt: skip
def test_wrong_credentials(document: dict[str, Any], code: str, detail: str | None) -> None:
    with pytest.raises(Refused) as caught:
        bitstring.read_list(document)
    assert caught.value.code == code
    assert detail is None or caught.value.detail == detail


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sub": None}, "status_list_malformed"),
        ({"iat": None}, "numeric_date"),
        ({"iat": "today"}, "numeric_date"),
        ({"exp": True}, "numeric_date"),
        ({"ttl": 0}, "status_list_malformed"),
        ({"ttl": "1"}, "status_list_malformed"),
        ({"status_list": None}, "status_list_malformed"),
        ({"status_list": {"bits": 3, "lst": "eNrbuRgAAhcBXQ"}}, "status_list_malformed"),
        ({"status_list": {"bits": True, "lst": "eNrbuRgAAhcBXQ"}}, "status_list_malformed"),
        ({"status_list": {"bits": 1.0, "lst": "eNrbuRgAAhcBXQ"}}, "status_list_malformed"),
        ({"status_list": {"bits": 1}}, "status_list_malformed"),
        ({"status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ=="}}, "status_list_encoding"),
        ({"status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXR"}}, "status_list_encoding"),
        ({"status_list": {"bits": 1, "lst": b64url_encode(gzip.compress(b"x"))}}, "status_list_compression"),
    ],
)
def test_wrong_claims(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        token_list.read_list({**_claims(), **changes})


def test_a_token_needs_its_time() -> None:
    claims = {name: value for name, value in _claims().items() if name != "iat"}
    with pytest.raises(Refused, match="status_list_malformed"):
        token_list.read_list(claims)


@pytest.mark.parametrize("kind", ["JWT", "StatusList+jwt", "application/statuslist+jwt", "dc+sd-jwt", None])
def test_a_token_of_another_kind(kind: str | None) -> None:
    from dsp_vc.securing.jose import sign_compact

    text = sign_compact({"typ": kind} if kind else {}, b"{}", MemorySigner.generate(KeyType.ED25519))
    with pytest.raises(Refused, match="jws_type"):
        token_list.parse_token(text)


def test_a_time_to_live_beyond_the_calendar_is_as_good_as_for_ever() -> None:
    assert token_list.read_list({**_claims(), "ttl": 10**300}).ttl == timedelta(days=36_500)
    assert bitstring.read_list(_subject(ttl=10**300)).ttl == timedelta(days=36_500)
