"""Keys over time in a DID document: what is retired still verifies, what is revoked stands under nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dsp_vc.did.document import PURPOSES, DidDocument, build_document, build_method, parse_document
from dsp_vc.did.issuer_metadata import build_issuer_metadata, parse_issuer_metadata
from dsp_vc.did.issuer_metadata import with_keys as metadata_with_keys
from dsp_vc.did.key_states import KeyState, known_keys, next_number, with_keys, with_revoked
from dsp_vc.did.web import https_iss, web_did_of
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType, PublicKey
from dsp_vc.keys.signer import MemorySigner

DID = "did:web:school.example"
MOMENT = datetime(2026, 11, 20, tzinfo=UTC)


def key(key_type: KeyType = KeyType.ED25519) -> PublicKey:
    return MemorySigner.generate(key_type).public_key


def states(document: DidDocument) -> dict[str, KeyState]:
    return {known.name: known.state for known in known_keys(document)}


def test_retired_and_then_revoked() -> None:
    first = parse_document(build_document(DID, [("key-1", key()), ("key-2", key(KeyType.P256))]))
    assert states(first) == {"key-1": KeyState.CURRENT, "key-2": KeyState.CURRENT}
    assert next_number(first) == 3
    second = parse_document(with_keys(first, [("key-3", key())], {f"{DID}#key-1"}))
    assert states(second) == {"key-1": KeyState.RETIRED, "key-2": KeyState.CURRENT, "key-3": KeyState.CURRENT}
    # What it signed is verified as before, and it has no date on which that would end.
    retired = second.method(f"{DID}#key-1", "assertionMethod")
    assert (retired.public_key, retired.revoked, retired.expires) == (
        first.methods[f"{DID}#key-1"].public_key, None, None,
    )  # fmt: skip
    for purpose in set(PURPOSES) - {"assertionMethod"}:
        with pytest.raises(Refused) as refused:
            second.method(f"{DID}#key-1", purpose)
        assert refused.value.code == "did_purpose_missing"
    third = parse_document(with_revoked(second, {f"{DID}#key-1"}, MOMENT))
    assert states(third)["key-1"] is KeyState.REVOKED
    assert third.methods[f"{DID}#key-1"].revoked == MOMENT
    assert not any(f"{DID}#key-1" in methods for methods in third.purposes.values())
    assert next_number(third) == 4
    # Nothing of what was handed in has changed.
    assert states(first)["key-1"] is KeyState.CURRENT
    assert "revoked" not in str(second.raw)


def test_a_document_that_somebody_else_wrote() -> None:
    """Relative ids, a method that is written out in a relationship, members that are not ours."""
    own, login, inside = key(), key(), key()
    value: JsonObject = {
        "id": DID,
        "service": [{"id": "#s", "type": "LinkedDomains", "serviceEndpoint": "https://school.example"}],
        "verificationMethod": [
            {**build_method(DID, "key-1", own), "id": "#key-1"},
            {**build_method(DID, "login", login), "id": "#login"},
            {"id": "#key-7", "type": "UnknownKey2099", "controller": DID},
        ],
        "assertionMethod": ["#key-1", build_method(DID, "inside", inside)],
        "authentication": ["#key-1", "#login", f"{DID}#inside"],
    }
    document = parse_document(value)
    assert states(document) == {
        "key-1": KeyState.CURRENT, "login": KeyState.OTHER, "inside": KeyState.CURRENT,
    }  # fmt: skip
    assert next_number(document) == 8
    changed = parse_document(with_keys(document, [("key-8", key())], {f"{DID}#key-1", f"{DID}#inside"}))
    assert states(changed) == {
        "key-1": KeyState.RETIRED, "login": KeyState.OTHER, "inside": KeyState.RETIRED, "key-8": KeyState.CURRENT,
    }  # fmt: skip
    assert changed.raw["service"] == value["service"]
    revoked = parse_document(with_revoked(changed, {f"{DID}#inside", f"{DID}#key-1"}, MOMENT))
    assert states(revoked)["inside"] is states(revoked)["key-1"] is KeyState.REVOKED
    assert revoked.methods[f"{DID}#inside"].public_key == inside


def test_metadata_gains_and_loses_keys_by_value() -> None:
    old, new, other = key(KeyType.P256), key(KeyType.P256), key(KeyType.P384)
    raw = {**build_issuer_metadata("https://school.example", [("key-2", old), ("extra", other)]), "display": "x"}
    both = metadata_with_keys(parse_issuer_metadata(raw), [("key-2", old), ("key-4", new)])
    assert dict(parse_issuer_metadata(both).keys) == {"key-2": old, "extra": other, "key-4": new}
    assert both["display"] == "x"
    replaced = metadata_with_keys(parse_issuer_metadata(both), [("key-4", old)])
    assert parse_issuer_metadata(replaced).keys == (("key-2", old), ("extra", other), ("key-4", old))
    left = metadata_with_keys(parse_issuer_metadata(both), [], {old})
    assert dict(parse_issuer_metadata(left).keys) == {"extra": other, "key-4": new}
    elsewhere = parse_issuer_metadata({"issuer": "https://school.example", "jwks_uri": "https://school.example/k"})
    with pytest.raises(Refused) as refused:
        metadata_with_keys(elsewhere, [("key-4", new)])
    assert refused.value.code == "issuer_metadata_invalid"


@pytest.mark.parametrize(
    ("did", "iss"),
    [
        ("did:web:school.example", "https://school.example"),
        ("did:web:school.example:a:b", "https://school.example/a/b"),
        ("did:web:school.example%3A8443", "https://school.example:8443"),
        ("did:web:school.example:caf%C3%A9", "https://school.example/caf%C3%A9"),
    ],
)
def test_one_place_has_two_names(did: str, iss: str) -> None:
    assert https_iss(did) == iss
    assert web_did_of(iss) == did


@pytest.mark.parametrize(
    "iss", ["http://school.example", "https://127.0.0.1", "https://school.example//a", "https://x", "did:web:a.example"]
)
def test_no_did_web_is_at_this_address(iss: str) -> None:
    assert web_did_of(iss) is None
