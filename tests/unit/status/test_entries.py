"""What credentials say of their status: read to the letter, and refused with the member that is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from dsp_vc.errors import Refused, ResolutionError
from dsp_vc.status import bitstring, token_list
from dsp_vc.status.entry import Meaning, StatusEntry, check_list_url, read_index

URL = "https://school.example/status/1"


def _entry(**changes: Any) -> dict[str, Any]:
    return {**bitstring.build_entry(URL, 94567, "revocation"), **changes}


def test_what_is_built_is_read() -> None:
    assert bitstring.read_entry(_entry()) == StatusEntry(URL, 94567, "revocation", 1)
    ((name, value),) = token_list.build_reference(URL, 7).items()
    assert token_list.read_reference(name, value) == StatusEntry(URL, 7)


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", "01", "00", " 7", "7 ", "7\n", "1e3", "0x7", "1.0", "١", "1_0", "9" * 19]
)
def test_an_index_is_plain_base_ten(text: str) -> None:
    with pytest.raises(Refused, match="status_index"):
        read_index(text)


@pytest.mark.parametrize("value", [7, 7.0, None, True, ["7"], {"a": 1}])
def test_an_index_in_a_bitstring_entry_is_text(value: Any) -> None:
    with pytest.raises(Refused, match="status_index"):
        bitstring.read_entry(_entry(statusListIndex=value))


@pytest.mark.parametrize("value", [-1, "7", 7.0, None, True])
def test_an_index_in_a_token_is_a_number(value: Any) -> None:
    with pytest.raises(Refused, match="status_index"):
        token_list.read_reference("status_list", {"idx": value, "uri": URL})


@pytest.mark.parametrize(
    "url",
    [
        "https://school.example/status/1",
        "https://school.example:8443/status/1?v=2",
        "https://xn--bcher-kva.example",
        "https://8.8.8.8/status",
        "https://[2001:4860:4860::8888]/status",
        "https://1.school.example/status",
    ],
)
def test_places_where_a_list_may_be(url: str) -> None:
    assert check_list_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        7,
        "",
        "status/1",
        "file:///etc/passwd",
        "http://school.example/status/1",
        "HTTPS://school.example/status/1",
        "ftp://school.example/1",
        "data:text/plain,x",
        "https:///status",
        "https://user@school.example/1",
        "https://school.example\\@evil.example/1",
        "https://school.example/a b",
        "https://school.example/1\n",
        "https://localhost/1",
        "https://LOCALHOST./1",
        "https://status.localhost/1",
        "https://127.0.0.1/1",
        "https://127.1/1",
        "https://0/1",
        "https://2852039166/1",
        "https://0xA9FEA9FE/1",
        "https://169.254.169.254/latest/meta-data",
        "https://169.254.169.254./latest/meta-data",
        "https://0251.0376.0251.0376/1",
        "https://10.0.0.1/1",
        "https://192.168.1.1/1",
        "https://[::1]/1",
        "https://[fe80::1]/1",
        "https://[::ffff:169.254.169.254]/1",
        "https://[fd00::1]/1",
        "https://[zz]/1",
        "https://school.example/" + "a" * 3000,
    ],
)
def test_places_where_no_list_may_be(url: Any) -> None:
    with pytest.raises(Refused, match="status_url"):
        check_list_url(url)


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"statusPurpose": None}, "statusPurpose"),
        ({"statusPurpose": ["revocation"]}, "statusPurpose"),
        ({"id": URL}, "id"),
        ({"statusSize": 0}, "statusSize"),
        ({"statusSize": True}, "statusSize"),
        ({"statusSize": "1"}, "statusSize"),
        ({"statusSize": 2}, "statusMessage"),
        ({"statusMessage": [{"status": "0x0", "message": "a"}]}, "statusMessage"),
        ({"statusMessage": [{"status": "0x0", "message": "a"}] * 2}, "statusMessage"),
        ({"statusMessage": [{"status": "0x0", "message": "a"}, {"status": "1", "message": "b"}]}, "statusMessage"),
        ({"statusMessage": [{"status": "0x0", "message": "a"}, {"status": "0x1"}]}, "statusMessage"),
    ],
)
def test_entries_of_a_wrong_form(changes: dict[str, Any], detail: str) -> None:
    with pytest.raises(Refused) as caught:
        bitstring.read_entry(_entry(**changes))
    assert (caught.value.code, caught.value.detail) == ("status_entry", detail)


@pytest.mark.parametrize("value", [_entry(type="StatusList2021Entry"), {"id": URL, "type": "1EdTechRevocationList"},
                                   {}, "x", _entry(statusSize=9)])  # fmt: skip
def test_kinds_of_status_that_are_not_read_here(value: Any) -> None:
    with pytest.raises(ResolutionError, match="status_kind"):
        bitstring.read_entry(value)


def test_other_mechanisms_of_a_token() -> None:
    with pytest.raises(ResolutionError, match="status_kind"):
        token_list.read_reference("status_attestation", {})
    with pytest.raises(Refused, match="status_entry"):
        token_list.read_reference("status_list", [])
    with pytest.raises(Refused, match="status_url"):
        token_list.read_reference("status_list", {"idx": 0})


@pytest.mark.parametrize(
    ("purpose", "meanings"),
    [
        (None, [Meaning.VALID, Meaning.REVOKED, Meaning.SUSPENDED, Meaning.UNKNOWN]),
        ("revocation", [Meaning.VALID, Meaning.REVOKED, Meaning.REVOKED]),
        ("suspension", [Meaning.VALID, Meaning.SUSPENDED]),
        ("refresh", [Meaning.VALID, Meaning.REFRESH]),
        ("message", [Meaning.VALID, Meaning.MESSAGE]),
        ("https://school.example/purposes/lost", [Meaning.VALID, Meaning.UNKNOWN]),
    ],
)
def test_what_values_mean(purpose: str | None, meanings: list[Meaning]) -> None:
    entry = StatusEntry(URL, 0, purpose)
    assert [entry.meaning(value) for value in range(len(meanings))] == meanings


def test_messages_of_two_bits() -> None:
    messages = [{"status": f"0x{value:X}", "message": text} for value, text in enumerate("abcd")]
    entry = bitstring.read_entry(_entry(statusPurpose="message", statusSize=2, statusMessage=messages))
    assert entry.messages == {0: "a", 1: "b", 2: "c", 3: "d"}
    assert entry.meaning(0) is Meaning.MESSAGE
