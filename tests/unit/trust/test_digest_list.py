"""Digest lists: by a key of the issuer that is not revoked, in one form, for one issuer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dsp_vc.did.document import build_document, parse_document
from dsp_vc.did.key_states import with_keys, with_revoked
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.securing.jose import sign_compact
from dsp_vc.trust.digest_list import TYPE, build_digest_list, is_digest, read_digest_list

DID = "did:web:school.example"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
A, B = "0a" * 32, "f1" * 32
SIGNER = MemorySigner.generate(KeyType.ED25519, f"{DID}#key-1")
P256 = MemorySigner.generate(KeyType.P256, f"{DID}#key-2")
DOCUMENT = parse_document(build_document(DID, [("key-1", SIGNER.public_key), ("key-2", P256.public_key)]))


@pytest.mark.parametrize("signer", [SIGNER, P256])
def test_there_and_back(signer: MemorySigner) -> None:
    found = read_digest_list(build_digest_list(DID, [B, A, B], signer, NOW), DOCUMENT)
    assert (found.issuer, found.made, found.digests) == (DID, NOW, (A, B))
    assert read_digest_list(build_digest_list(DID, [], signer, NOW), DOCUMENT).digests == ()


def test_a_retired_key_signed_it_before_it_was_retired() -> None:
    text = build_digest_list(DID, [A], SIGNER, NOW)
    later = parse_document(with_keys(DOCUMENT, [], {f"{DID}#key-1"}))
    assert read_digest_list(text, later).digests == (A,)


def test_a_revoked_key_signs_under_no_name() -> None:
    text = build_digest_list(DID, [A], SIGNER, NOW)
    revoked = parse_document(with_revoked(DOCUMENT, {f"{DID}#key-1"}, NOW))
    with pytest.raises(Refused) as refused:
        read_digest_list(text, revoked)
    assert refused.value.code == "digests_key_revoked"
    again = parse_document(with_keys(revoked, [("key-9", SIGNER.public_key)], ()))
    with pytest.raises(Refused) as refused:
        read_digest_list(build_digest_list(DID, [A], SIGNER.with_method(f"{DID}#key-9"), NOW), again)
    assert refused.value.code == "digests_key_revoked"


def made(claims: JsonObject, signer: MemorySigner = SIGNER, **header: str) -> str:
    return sign_compact({"typ": TYPE, "kid": signer.verification_method, **header}, dumps(claims).encode(), signer)


GOOD: JsonObject = {"iss": DID, "iat": int(NOW.timestamp()), "digests": [A, B]}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"digests": [B, A]}, "digests_invalid"),
        ({"digests": [A, A]}, "digests_invalid"),
        ({"digests": [A.upper()]}, "digests_invalid"),
        ({"digests": [A[:-1]]}, "digests_invalid"),
        ({"digests": [1]}, "digests_invalid"),
        ({"digests": A}, "digests_invalid"),
        ({"more": 1}, "digests_invalid"),
        ({"iss": "did:web:other.example"}, "digests_other_issuer"),
        ({"iat": "now"}, "numeric_date"),
        ({"iat": True}, "numeric_date"),
    ],
)
def test_another_form_is_refused(change: JsonObject, code: str) -> None:
    assert read_digest_list(made(GOOD), DOCUMENT)
    with pytest.raises(Refused) as refused:
        read_digest_list(made({**GOOD, **change}), DOCUMENT)
    assert refused.value.code == code


def test_another_hand_is_refused() -> None:
    stranger = MemorySigner.generate(KeyType.ED25519, f"{DID}#key-1")
    cases = [
        (made(GOOD, stranger), "jws_signature"),
        (made(GOOD, stranger.with_method(f"{DID}#key-3")), "did_method_unknown"),
        (made(GOOD, typ="JWT"), "jws_type"),
        (made(GOOD)[:-4] + "AAAA", "jws_signature"),
        (made({name: value for name, value in GOOD.items() if name != "iat"}), "digests_invalid"),
        (sign_compact({"typ": TYPE}, dumps(GOOD).encode(), SIGNER), "digests_invalid"),
        ("{}", "jws_format"),
    ]
    for text, code in cases:
        with pytest.raises(InputError) as refused:
            read_digest_list(text, DOCUMENT)
        assert refused.value.code == code


def test_only_digests_go_in() -> None:
    assert is_digest(A)
    assert not any(is_digest(value) for value in (A + "\n", A.upper(), A[1:], "", None, 7, "٠" * 64))
    with pytest.raises(Refused) as refused:
        build_digest_list(DID, [A, "x"], SIGNER, NOW)
    assert refused.value.code == "digests_invalid"
