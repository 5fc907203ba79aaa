"""did:key, did:jwk, did:web, and what a DID URL names."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.did.document import SIGNING_PURPOSES
from dsp_vc.did.jwk import did_jwk, jwk_method, resolve_did_jwk
from dsp_vc.did.key import did_key, key_method, resolve_did_key
from dsp_vc.did.resolver import did_of, resolve_local
from dsp_vc.did.web import web_did, web_url
from dsp_vc.encoding import multikey
from dsp_vc.encoding.base import b64url_encode
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner

KEYS = [
    MemorySigner.from_seed(b"\5" * (48 if key_type is KeyType.P384 else 32), key_type=key_type).public_key
    for key_type in KeyType
]
ED = KEYS[0]


@pytest.mark.parametrize("key", KEYS)
def test_did_key(key) -> None:  # type: ignore[no-untyped-def]
    did = did_key(key)
    document = resolve_did_key(did)
    assert document.id == did
    for purpose in SIGNING_PURPOSES:
        assert document.method(key_method(did), purpose).public_key == key
    assert key_method(did) == f"{did}#{key.to_multikey()}"
    assert list(document.methods) == [key_method(did)]


def test_a_fragment_that_is_another_key() -> None:
    document = resolve_did_key(did_key(ED))
    for fragment in (KEYS[1].to_multikey(), "0", "key-1", ED.to_multikey() + "1", ""):
        with pytest.raises(Refused, match="did_method_unknown"):
            document.method(f"{did_key(ED)}#{fragment}", "assertionMethod")


@pytest.mark.parametrize("key", KEYS)
def test_did_jwk(key) -> None:  # type: ignore[no-untyped-def]
    did = did_jwk(key)
    document = resolve_did_jwk(did)
    for purpose in SIGNING_PURPOSES:
        assert document.method(jwk_method(did), purpose).public_key == key
    with pytest.raises(Refused, match="did_method_unknown"):
        document.method(f"{did}#1", "assertionMethod")


def test_example_of_the_did_jwk_specification() -> None:
    did = (
        "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAi"
        "LCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9"
    )
    key = resolve_did_jwk(did).method(f"{did}#0", "assertionMethod").public_key
    assert key.to_jwk()["x"] == "acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0"
    assert did_jwk(key) == did


def jwk_of(**changes: object) -> str:
    return "did:jwk:" + b64url_encode(dumps({**ED.to_jwk(), **changes}).encode())  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("did", "code"),
    [
        ("", "did_invalid"),
        ("did:key", "did_invalid"),
        ("did:key:", "did_invalid"),
        ("did:KEY:" + ED.to_multikey(), "did_invalid"),
        ("DID:key:" + ED.to_multikey(), "did_invalid"),
        ("did:key:1.1:" + ED.to_multikey(), "did_invalid"),
        ("did:key:u7QE", "did_invalid"),
        ("did:key:" + ED.to_multikey() + "#x", "did_invalid"),
        ("did:key:" + ED.to_multikey() + "\n", "did_invalid"),
        ("did:key:" + ED.to_multikey()[:-1], "did_invalid"),
        ("did:key:" + multikey.encode("ed25519-pub", b"\1" + bytes(31)), "did_invalid"),
        ("did:key:" + multikey.encode("ed25519-priv", b"\1" * 32), "did_invalid"),
        ("did:key:" + multikey.encode("x25519-pub", b"\1" * 32), "did_key_type_unsupported"),
        ("did:key:" + multikey.encode("rsa-pub", b"\1" * 270), "did_key_type_unsupported"),
        ("did:jwk:", "did_invalid"),
        ("did:jwk:e30", "did_invalid"),
        ("did:jwk:eyJ9", "did_invalid"),
        ("did:jwk:" + b64url_encode(b"[]"), "did_invalid"),
        (jwk_of(d="AAAA"), "did_invalid"),
        (jwk_of(use="enc"), "did_invalid"),
        (jwk_of(crv="X25519"), "did_key_type_unsupported"),
        ("did:web:127.0.0.1", "did_web_invalid"),
        ("did:web:", "did_invalid"),
        ("did:example:", "did_invalid"),
        ("did:example:%zz", "did_invalid"),
        ("did:example:a b", "did_invalid"),
        ("did:example:" + "a" * 5000, "did_invalid"),
        ("https://school.example", "did_invalid"),
    ],
)
def test_refused(did: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        resolve_local(did)


def test_what_needs_a_document() -> None:
    assert resolve_local("did:web:school.example") is None
    assert resolve_local("did:example:123") is None
    found = resolve_local(did_key(ED))
    assert found is not None
    assert found.id == did_key(ED)


@pytest.mark.parametrize("wrong", [did_key(ED), "did:web:school.example"])
def test_each_method_refuses_the_other(wrong: str) -> None:
    with pytest.raises(Refused, match="did_invalid"):
        resolve_did_jwk(wrong)
    with pytest.raises(Refused, match="did_invalid"):
        web_url("did:jwk:e30")
    with pytest.raises(Refused, match="did_invalid"):
        resolve_did_key("did:jwk:e30")


@pytest.mark.parametrize("tail", ["", "#key-1", "/path#x", "?a=b", "?a=b#/x", "/a?b#c"])
def test_did_of(tail: str) -> None:
    assert did_of("did:web:school.example%3A8443:a" + tail) == "did:web:school.example%3A8443:a"


@pytest.mark.parametrize("url", ["", "#key-1", "https://school.example#key-1", "did:web#x"])
def test_did_of_refused(url: str) -> None:
    with pytest.raises(Refused, match="did_invalid"):
        did_of(url)


@pytest.mark.parametrize(
    ("domain", "path", "did", "url"),
    [
        ("school.example", "", "did:web:school.example", "https://school.example/.well-known/did.json"),
        ("School.Example", "", "did:web:school.example", "https://school.example/.well-known/did.json"),
        (
            "school.example:8443",
            "/user/alice/",
            "did:web:school.example%3A8443:user:alice",
            "https://school.example:8443/user/alice/did.json",
        ),
        ("a-b.school.example", "x:y", "did:web:a-b.school.example:x:y", "https://a-b.school.example/x/y/did.json"),
        ("xn--80ak.example", "%C3%A9", "did:web:xn--80ak.example:%C3%A9", "https://xn--80ak.example/%C3%A9/did.json"),
    ],
)
def test_did_web(domain: str, path: str, did: str, url: str) -> None:
    assert web_did(domain, path) == did
    assert web_url(did) == url


@pytest.mark.parametrize(
    "name",
    [
        "",
        "school",
        "localhost",
        "School.example",
        "school..example",
        ".school.example",
        "school.example.",
        "-school.example",
        "school-.example",
        "sch_ool.example",
        "schöol.example",
        "a" * 64 + ".example",
        ".".join(["a" * 60] * 5),
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "1.0x7f",
        "2130706433",
        "example.0x",
        "%31%32%37.0.0.1",
        "[%3A%3A1]",
        "school.example%3A",
        "school.example%3A0",
        "school.example%3A080",
        "school.example%3A65536",
        "school.example%3A80%3A80",
        "school.example%3Aabc",
        "school.example%2Fevil.example",
        "user%40school.example",
        "user@school.example",
        "school.example:",
        "school.example::a",
        "school.example:..",
        "school.example:.",
        "school.example:%2e%2E",
        "school.example:.%2e:a",
        "school.example:a%2Fb",
        "school.example:a%5Cb",
        "school.example:a%00",
        "school.example:a%23",
        "school.example:a%3F",
        "school.example:a%25",
        "school.example:a/b",
        "school.example:a?b",
        "school.example:a b",
        "school.example\n",
    ],
)
def test_did_web_refused(name: str) -> None:
    with pytest.raises(Refused, match=r"did_web_invalid|did_invalid"):
        web_url("did:web:" + name)


@pytest.mark.parametrize(
    ("domain", "path"),
    [("localhost", ""), ("10.0.0.1", ""), ("school.example", "a//b"), ("school.example", "../x"), ("a.example:", "")],
)
def test_web_did_refused(domain: str, path: str) -> None:
    with pytest.raises(Refused, match="did_web_invalid"):
        web_did(domain, path)


@given(st.text("abz0.:-%2eEfF3A/\\@#?", max_size=30))
def test_a_web_url_stays_on_its_host(name: str) -> None:
    from urllib.parse import urlsplit

    with contextlib.suppress(Refused):
        parts = urlsplit(web_url("did:web:" + name))
        assert parts.scheme == "https"
        assert parts.path.endswith("/did.json")
        assert not parts.query + parts.fragment
        assert parts.hostname is not None
        assert name.startswith(parts.hostname)
        assert ".." not in parts.path.split("/")


@given(st.text(max_size=40) | st.text("did:keyjwkwb.%0", max_size=40))
def test_never_anything_but_an_input_error(text: str) -> None:
    for prefix in ("", "did:key:z", "did:jwk:", "did:web:", "did:"):
        for read in (resolve_local, did_of, web_url):
            with contextlib.suppress(InputError):
                read(prefix + text)
