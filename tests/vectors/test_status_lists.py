"""The lists in the two specifications: each index, of 1, 2, 4 and 8 bits, and what the same bits encode to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.encoding.base import b64url_decode
from dsp_vc.errors import Refused
from dsp_vc.keys.public import PublicKey
from dsp_vc.securing.jose import check_signature
from dsp_vc.status import bitstring, token_list
from dsp_vc.status.bits import BitArray, BitOrder
from dsp_vc.status.entry import Meaning, StatusEntry

ENTRIES = 2**20
_STATUS = re.compile(r"status\[([0-9]+)\]\s*= 0b([01]+)")


def _content(folder: Path, name: str) -> dict[str, Any]:
    """The JSON of an example, with the line breaks of a printed page taken out of its strings."""
    text = (folder / name).read_text(encoding="utf-8")
    joined = re.sub(r'"lst": "[^"]*"', lambda found: re.sub(r"\n\s*", "", found[0]), text[text.index("{") :])
    return json.loads(joined)


def _expected(vectors: Path, size: int) -> dict[int, int]:
    """What the draft's Appendix C says of the list of ``size`` bits; everything else is 0."""
    text = (vectors / "sd-jwt-draft-text" / "draft-ietf-oauth-status-list.txt").read_text(encoding="utf-8")
    appendix = text[text.rindex("Appendix C.  Test vectors") :]
    section = re.split(r"\n(?=C\.[0-9]\.  [0-9]-bit)", appendix)[{1: 1, 2: 2, 4: 3, 8: 4}[size]]
    found = {int(index): int(value, 2) for index, value in _STATUS.findall(section.split("JSON encoding")[0])}
    assert len(found) >= {1: 11, 2: 11, 4: 15, 8: 200}[size]
    return found


@pytest.mark.parametrize(
    ("size", "name"),
    [
        (1, "status_list_encoding1_long_json.md"),
        (2, "status_list_encoding2_long_json.md"),
        (4, "status_list_encoding4_json.md"),
        (8, "status_list_encoding8_json.md"),
    ],
)
def test_token_status_list_appendix(
    vectors: Path, size: int, name: str, record_cases: Callable[[str, int], None]
) -> None:
    content = _content(vectors / "token-status-list", name)
    read_size, data = token_list.read_content(content)
    array, expected = BitArray(data, read_size, BitOrder.LSB_FIRST), _expected(vectors, size)
    assert (read_size, len(array)) == (size, ENTRIES)
    assert {index: array[index] for index in expected} == expected

    # The same bits and no others: every index that the draft does not name is 0.
    made = token_list.new_bits(ENTRIES, size)
    for index, value in expected.items():
        made[index] = value
    assert token_list.read_content(token_list.encode_bits(made)) == (size, data)
    record_cases("token status lists", 1)


@pytest.mark.parametrize(
    ("name", "size", "values"),
    [
        ("status_list_encoding_json.md", 1, [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]),
        ("status_list_encoding2_json.md", 2, [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]),
    ],
)
def test_token_status_list_examples(
    vectors: Path, name: str, size: int, values: list[int], record_cases: Callable[[str, int], None]
) -> None:
    content = _content(vectors / "token-status-list", name)
    read_size, data = token_list.read_content(content)
    array = BitArray(data, read_size, BitOrder.LSB_FIRST)
    assert (read_size, [array[index] for index in range(len(array))]) == (size, values)
    record_cases("token status lists", 1)


def test_token_status_list_token(vectors: Path, record_cases: Callable[[str, int], None]) -> None:
    folder = vectors / "token-status-list"
    text = "".join((folder / "status_list_jwt_raw.md").read_text(encoding="utf-8").split())
    key = PublicKey.from_jwk(json.loads((folder / "key.json").read_text(encoding="utf-8")))
    token = token_list.parse_token(text)
    check_signature(token.jws, key)
    published = token_list.read_list(token.claims)
    assert published.url == "https://example.com/statuslists/1"
    assert published.issued == datetime.fromtimestamp(1686920170, UTC)
    assert published.expires == datetime.fromtimestamp(2291720170, UTC)
    assert published.ttl == timedelta(hours=12)
    entry = StatusEntry("https://example.com/statuslists/1", 3)
    assert published.value(entry) == 1
    assert entry.meaning(1) is Meaning.REVOKED
    record_cases("token status lists", 1)


def test_referenced_token_of_the_draft(vectors: Path, record_cases: Callable[[str, int], None]) -> None:
    folder = vectors / "sd-jwt-draft-text"
    referenced = json.loads((folder / "draft-ietf-oauth-status-list.compact.json").read_text(encoding="utf-8"))[0]
    claims = json.loads(b64url_decode(referenced.split(".")[1]))
    ((mechanism, reference),) = claims["status"].items()
    assert token_list.read_reference(mechanism, reference) == StatusEntry("https://example.com/statuslists/1", 0)
    record_cases("token status lists", 1)


def _documents(vectors: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((vectors / "bitstring-spec").glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def test_bitstring_examples(vectors: Path, record_cases: Callable[[str, int], None]) -> None:
    entries = lists = 0
    for document in _documents(vectors):
        if "credentialStatus" in document:
            status = document["credentialStatus"]
            for value in status if isinstance(status, list) else [status]:
                entry = bitstring.read_entry(value)
                assert str(entry.index) == value["statusListIndex"]
                assert (entry.url, entry.purpose) == (value["statusListCredential"], value["statusPurpose"])
                entries += 1
        else:
            published = bitstring.read_list(document)
            assert (published.url, published.purposes) == (document["id"], {"revocation"})
            assert published.issued == datetime(2021, 4, 5, 14, 27, 40, tzinfo=UTC)
            assert not any(published.data)
            assert len(published.data) * 8 == 131_072
            assert published.value(StatusEntry(document["id"], 131_071, "revocation", 1)) == 0
            assert published.value(StatusEntry(document["id"], 131_072, "revocation", 1)) is None
            with pytest.raises(Refused, match="status_list_purpose"):
                published.value(StatusEntry(document["id"], 7, "suspension", 1))
            # Our own empty list holds the same bytes.
            own = bitstring.encode_bits(bitstring.new_bits())
            assert bitstring.read_list({**document, "credentialSubject": {
                **document["credentialSubject"], "encodedList": own}}).data == published.data  # fmt: skip
            lists += 1
    assert (entries, lists) == (7, 2)
    record_cases("bitstring status lists", entries + lists)
