"""The PKCS #11 URI scheme (RFC 7512)."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.errors import InputError
from dsp_vc.keys.pkcs11_uri import KeyUri

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
PLACES = st.dictionaries(
    st.sampled_from(["token", "manufacturer", "serial", "model", "slot-description", "slot-manufacturer"]), TEXT
)
URIS = st.builds(
    KeyUri, PLACES, TEXT | st.none(), st.binary(max_size=20) | st.none(), TEXT | st.none(), TEXT | st.none()
)

# RFC 7512 §3, those that can mean a key pair.
EXAMPLES = {
    "pkcs11:": KeyUri(),
    "pkcs11:object=my-pubkey;type=public": KeyUri(label="my-pubkey"),
    "pkcs11:object=my-key;type=private?pin-source=file:/etc/token": KeyUri(
        label="my-key", pin_source="file:/etc/token"
    ),
    "pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;object=my-key;"
    "type=private;id=%69%95%3E%5C%F4%BD%EC%91": KeyUri(
        {"token": "The Software PKCS#11 Softtoken", "manufacturer": "Snake Oil, Inc.", "model": "1.0"},
        "my-key",
        bytes.fromhex("69953e5cf4bdec91"),
    ),
    "pkcs11:token=My%20token%25%20created%20by%20Joe;library-version=3;id=%01%02%03%Ba%dd%Ca%fe%04%05%06": KeyUri(
        {"token": "My token% created by Joe", "library-version": "3"}, id=bytes.fromhex("010203badd cafe040506")
    ),
    "pkcs11:token=A%20name%20with%20a%20substring%20%25%3B;object=my-key;type=private": KeyUri(
        {"token": "A name with a substring %;"}, "my-key"
    ),
    "pkcs11:token=Name%20with%20a%20small%20A%20with%20acute:%20%C3%A1;object=k;type=private": KeyUri(
        {"token": "Name with a small A with acute: \N{LATIN SMALL LETTER A WITH ACUTE}"}, "k"
    ),
    "pkcs11:token=my-token;object=my-key;type=private?module-path=/mnt/libmypkcs11.so.1&x-vend=1&x-vend=2": KeyUri(
        {"token": "my-token"}, "my-key", module_path="/mnt/libmypkcs11.so.1"
    ),
    "pkcs11:slot-id=327;slot-description=a%2Fb&c?pin-source=|/usr/lib/pinomatic": KeyUri(
        {"slot-description": "a/b&c", "slot-id": "327"}, pin_source="|/usr/lib/pinomatic"
    ),
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_specification(text: str) -> None:
    assert KeyUri.parse(text) == EXAMPLES[text]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("PKCS11:object=a", "expected"),
        ("file:/etc/passwd", "expected"),
        ("pkcs11:object=a;object=b", "object comes twice"),
        ("pkcs11:object=a;object=a", "object comes twice"),
        ("pkcs11:x-vendor=1;object=a", "x-vendor is not known"),
        ("pkcs11:TOKEN=a", "TOKEN is not known"),
        ("pkcs11:object", "NAME=VALUE"),
        ("pkcs11:object=a;", "NAME=VALUE"),
        ("pkcs11:;object=a", "NAME=VALUE"),
        ("pkcs11:=a", "NAME=VALUE"),
        ("pkcs11:object=a?", None),
        ("pkcs11:object=a b", "percent-encoded"),
        ("pkcs11:object=a/b", "percent-encoded"),
        ("pkcs11:object=a#b", "percent-encoded"),
        ("pkcs11:object=a\n", "percent-encoded"),
        ("pkcs11:object=%", "percent-encoded"),
        ("pkcs11:object=%4", "percent-encoded"),
        ("pkcs11:object=%zz", "percent-encoded"),
        ("pkcs11:object=caf\N{LATIN SMALL LETTER E WITH ACUTE}", "percent-encoded"),
        ("pkcs11:object=%FF", "not UTF-8"),
        ("pkcs11:token=a%00b", "zero"),
        ("pkcs11:object=a;type=cert", "form of type"),
        ("pkcs11:object=a;type=", "form of type"),
        ("pkcs11:slot-id=0x1", "form of slot-id"),
        ("pkcs11:library-version=1.2.3", "form of library-version"),
        ("pkcs11:object=a?module-name=opensc", "module-path"),
        ("pkcs11:object=a?module-path=/a&module-path=/b", "module-path comes twice"),
        ("pkcs11:object=a?pin-source=/a&pin-source=/b", "pin-source comes twice"),
        ("pkcs11:object=" + "a" * 5000, "too long"),
    ],
)
def test_what_breaks_a_rule_is_refused(text: str, reason: str | None) -> None:
    if reason is None:
        assert KeyUri.parse(text) == KeyUri(label="a")
        return
    with pytest.raises(InputError) as caught:
        KeyUri.parse(text)
    assert caught.value.code == "pkcs11_uri"
    assert reason in caught.value.params["reason"]


@pytest.mark.parametrize("rest", ["", "&pin-source=/etc/pin", "&module-path=/x.so"])
def test_a_pin_in_an_address_is_refused_and_not_repeated(rest: str) -> None:
    with pytest.raises(InputError) as caught:
        KeyUri.parse(f"pkcs11:object=a?pin-value=4826{rest}")
    assert caught.value.code == "pkcs11_pin_in_uri"
    assert "4826" not in f"{caught.value}{caught.value.hint()}{caught.value.params}"


def test_what_is_left_out_may_be_anything_and_what_is_there_narrows() -> None:
    found = {"token": "school", "serial": "12", "model": "", "library-version": "2.0", "slot-id": "7"}
    for text in ("pkcs11:", "pkcs11:token=school", "pkcs11:model=", "pkcs11:library-version=2", "pkcs11:slot-id=007"):
        assert KeyUri.parse(text).fits(found), text
    for text in ("pkcs11:token=School", "pkcs11:token=", "pkcs11:token=school;serial=13", "pkcs11:model=x",
                 "pkcs11:manufacturer=y", "pkcs11:library-version=2.1", "pkcs11:slot-id=8"):  # fmt: skip
        assert not KeyUri.parse(text).fits(found), text


def test_what_a_person_is_told_leaves_the_files_out() -> None:
    uri = KeyUri.parse("pkcs11:token=a%20b;id=%01?module-path=/m.so&pin-source=/home/p")
    assert uri.shown == "pkcs11:token=a%20b;id=%01"
    assert uri.names_key
    assert not KeyUri.parse("pkcs11:token=a").names_key


@given(URIS)
def test_what_is_written_is_read_back(uri: KeyUri) -> None:
    assert KeyUri.parse(str(uri)) == uri


@given(st.text(string.printable + "\N{LATIN SMALL LETTER E WITH ACUTE}\ud800", max_size=60))
def test_any_text_is_read_or_refused_by_a_code(text: str) -> None:
    code, uri = "", KeyUri()
    try:
        uri = KeyUri.parse(f"pkcs11:{text}")
    except InputError as error:
        code = error.code
    assert code in ("", "pkcs11_uri", "pkcs11_pin_in_uri")
    assert KeyUri.parse(str(uri)) == uri
