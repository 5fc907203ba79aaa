"""DID documents: strict about keys, lenient about the rest."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.did.document import PURPOSES, build_document, parse_document
from dsp_vc.encoding import multikey
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner

DID = "did:web:school.example"
ED = MemorySigner.from_seed(b"\1" * 32).public_key
EC = MemorySigner.from_seed(b"\2" * 32, key_type=KeyType.P256).public_key


def method(**changes: Any) -> dict[str, Any]:
    value = {
        "id": f"{DID}#key-1",
        "type": "Multikey",
        "controller": DID,
        "publicKeyMultibase": ED.to_multikey(),
        **changes,
    }
    return {name: member for name, member in value.items() if member is not None}


def document(*methods: Any, **changes: Any) -> dict[str, Any]:
    return {"id": DID, "verificationMethod": list(methods), "assertionMethod": ["#key-1"], **changes}


def refused(value: dict[str, Any]) -> Refused:
    with pytest.raises(Refused) as caught:
        parse_document(value)
    return caught.value


def test_build_and_parse() -> None:
    built = build_document(DID, [("key-1", ED), ("key-2", EC)], also_known_as=["https://school.example"])
    parsed = parse_document(built)
    assert parsed.id == DID
    assert parsed.method(f"{DID}#key-1", "assertionMethod").public_key == ED
    assert parsed.method(f"{DID}#key-2", "authentication").public_key == EC
    assert parsed.also_known_as == ("https://school.example",)
    assert parsed == parse_document(built)
    with pytest.raises(Refused, match="did_purpose_missing"):
        parsed.method(f"{DID}#key-1", "keyAgreement")
    with pytest.raises(Refused, match="did_purpose_missing"):
        parsed.method(f"{DID}#key-1", "verificationMethod")
    with pytest.raises(Refused, match="did_method_unknown"):
        parsed.method(f"{DID}#key-3", "assertionMethod")
    with pytest.raises(TypeError):
        parsed.methods["x"] = parsed.methods[f"{DID}#key-1"]  # type: ignore[index]


@pytest.mark.parametrize(
    "entry",
    [
        method(),
        method(id="#key-1"),
        method(type="Ed25519VerificationKey2020"),
        method(type="JsonWebKey", publicKeyMultibase=None, publicKeyJwk=ED.to_jwk()),
        method(type="JsonWebKey2020", publicKeyMultibase=None, publicKeyJwk={**ED.to_jwk(), "kid": "1", "use": "sig"}),
    ],
)
def test_forms_of_a_method(entry: dict[str, Any]) -> None:
    for value in (document(entry), document(assertionMethod=[entry])):
        assert parse_document(value).method(f"{DID}#key-1", "assertionMethod").public_key == ED


def test_embedded_method_is_for_its_own_purpose_alone() -> None:
    parsed = parse_document({"id": DID, "authentication": [method()]})
    assert parsed.method(f"{DID}#key-1", "authentication").public_key == ED
    with pytest.raises(Refused, match="did_purpose_missing"):
        parsed.method(f"{DID}#key-1", "assertionMethod")


def test_method_without_purpose() -> None:
    parsed = parse_document({"id": DID, "verificationMethod": [method()]})
    with pytest.raises(Refused, match="did_purpose_missing"):
        parsed.method(f"{DID}#key-1", "assertionMethod")


def test_revoked_and_expires() -> None:
    parsed = parse_document(document(method(revoked="2026-01-01T00:00:00Z", expires="2027-01-01T01:00:00+01:00")))
    found = parsed.method(f"{DID}#key-1", "assertionMethod")
    assert found.revoked == datetime(2026, 1, 1, tzinfo=UTC)
    assert found.expires == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "entry",
    [
        method(publicKeyMultibase=multikey.encode("x25519-pub", b"\1" * 32)),
        method(publicKeyMultibase=multikey.encode("secp256k1-pub", b"\2" * 33)),
        method(publicKeyMultibase="z2"),  # code 1: no key of the table
        method(type="Ed25519VerificationKey2018", publicKeyMultibase=None, publicKeyBase58="x"),
        method(type="EcdsaSecp256k1RecoveryMethod2020", publicKeyMultibase=None),
        method(type="JsonWebKey", publicKeyMultibase=None, publicKeyJwk={"kty": "RSA", "n": "AQAB", "e": "AQAB"}),
        method(type="JsonWebKey", publicKeyMultibase=None, publicKeyJwk={**ED.to_jwk(), "use": "enc"}),
        method(controller="did:web:other.example"),
        method(id="did:web:other.example#key-1"),
    ],
)
def test_methods_that_are_skipped_but_remembered(entry: dict[str, Any]) -> None:
    other = method(id="#key-2")
    parsed = parse_document(document(entry, other, assertionMethod=[entry["id"], "#key-2"]))
    assert parsed.method(f"{DID}#key-2", "assertionMethod").public_key == ED
    with pytest.raises(Refused, match="did_method_unusable"):
        parsed.method(entry["id"], "assertionMethod")
    assert entry["id"] in parsed.skipped


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"id": None},
        {"id": "school.example"},
        {"id": "did:web"},
        {"id": "http://school.example"},
        {"id": DID + "#key-1"},
        document(verificationMethod={}),
        document(verificationMethod=None),
        document(method(), assertionMethod="#key-1"),
        document(method(), assertionMethod=[1]),
        document(method(), assertionMethod=["key-1"]),
        document(method(), assertionMethod=["#"]),
        document(method(), assertionMethod=["#a#b"]),
        document(method(), assertionMethod=["#a b"]),
        document("#key-1"),
        document(method(id=None)),
        document(method(id="key-1")),
        document(method(id=DID)),
        document(method(type=None)),
        document(method(type=["Multikey"])),
        document(method(controller=None)),
        document(method(controller=[DID])),
        document(method(), method()),
        document(method(), method(id="#key-1")),
        document(method(), assertionMethod=[method()]),
        document(method(), assertionMethod=[method()], authentication=[method()]),
        document(method(type="X"), method(id="#key-1")),
        document(method(publicKeyJwk=ED.to_jwk())),
        document(method(publicKeyJwk=EC.to_jwk(), type="JsonWebKey")),
        document(method(publicKeyMultibase=None)),
        document(method(publicKeyMultibase=5)),
        document(method(publicKeyMultibase="")),
        document(method(publicKeyMultibase="u" + ED.to_multikey()[1:])),
        document(method(publicKeyMultibase=multikey.encode("ed25519-pub", b"\1" + bytes(31)))),
        document(method(type="JsonWebKey")),
        document(method(type="JsonWebKey", publicKeyMultibase=None, publicKeyJwk="x")),
        document(method(type="JsonWebKey", publicKeyMultibase=None, publicKeyJwk={**ED.to_jwk(), "x": "AA"})),
        document(method(type="Ed25519VerificationKey2020", publicKeyMultibase=EC.to_multikey())),
        document(method(revoked="yesterday")),
        document(method(revoked=0)),
        document(method(expires="2026-01-01")),
        document(*[method(id=f"#key-{number}") for number in range(201)]),
    ],
)
def test_documents_refused(value: dict[str, Any]) -> None:
    assert refused(value).code == "did_document_invalid"


@pytest.mark.parametrize(
    "entry",
    [
        method(secretKeyMultibase="z3u2geheim"),
        method(privateKeyJwk={"d": "geheim"}),
        method(privateKeyBase58="geheim"),
        method(type="JsonWebKey", publicKeyMultibase=None, publicKeyJwk={**ED.to_jwk(), "d": "geheim"}),
        method(type="Unknown", privateKeyPem="geheim"),
        method(publicKeyMultibase=multikey.encode("ed25519-priv", b"\1" * 32)),
    ],
)
def test_secrets_refused(entry: dict[str, Any]) -> None:
    error = refused(document(entry))
    assert error.code == "did_secret_member"
    assert "geheim" not in str(error) + repr(error.params)


def test_reference_to_a_method_elsewhere() -> None:
    elsewhere = "https://external.example/xyz#key-789"
    parsed = parse_document({"id": "https://controller.example/123", "assertionMethod": [elsewhere]})
    assert elsewhere in parsed.purposes["assertionMethod"]
    with pytest.raises(Refused, match="did_method_unknown"):
        parsed.method(elsewhere, "assertionMethod")


JUNK = st.recursive(
    st.none() | st.integers() | st.sampled_from(["#key-1", DID, f"{DID}#key-1", "Multikey", ED.to_multikey(), ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "type", "controller", "publicKeyMultibase", "publicKeyJwk", "revoked", "kty"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["verificationMethod", "alsoKnownAs", *PURPOSES]), JUNK, max_size=4))
def test_never_anything_but_refused(members: dict[str, Any]) -> None:
    with contextlib.suppress(InputError):
        parse_document({"id": DID, **members})
