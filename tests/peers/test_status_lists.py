"""Status lists in both directions: the peers agree with us on every index of lists with 1,000 random revocations."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dsp_vc.did.key import did_key, key_method
from dsp_vc.did.resolver import resolve_local
from dsp_vc.encoding.base import b64url_encode
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing import sd_jwt_vc
from dsp_vc.securing.data_integrity.suite import add_proof
from dsp_vc.status import bitstring, token_list
from dsp_vc.status.bits import MINIMUM_ENTRIES, BitArray, BitOrder
from dsp_vc.status.entry import StatusEntry
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.card import build_card
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.verifier import Verifier

pytestmark = pytest.mark.peer

URL, TOKEN_URL = "https://school.example/status/1", "https://school.example/status/tokens-1"
REVOKED = sorted(random.Random(131_072).sample(range(MINIMUM_ENTRIES), 1000))
VALUES = {index: 1 + number % 3 for number, index in enumerate(REVOKED)}
CLEAR = next(index for index in range(MINIMUM_ENTRIES) if index not in VALUES)
SEED = bytes(range(32))


def _signer() -> tuple[MemorySigner, str]:
    signer = MemorySigner.from_seed(SEED, key_type=KeyType.ED25519)
    did = did_key(signer.public_key)
    return signer.with_method(key_method(did)), did


def _trust(*dids: str) -> TrustBundle:
    cards = []
    for did in dids:
        document = resolve_local(did)
        assert document is not None
        cards.append(build_card({"id": did, "type": ["Profile"], "name": did}, document.raw, None))
    return TrustBundle.of_cards(cards)


def _credential(signer: MemorySigner, issuer: str, index: int) -> JsonObject:
    document: JsonObject = {
        "@context": [bitstring.CONTEXT],
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "credentialStatus": bitstring.build_entry(URL, index, "revocation"),
        "credentialSubject": {"name": "Sam Voorbeeld"},
    }
    now = datetime.now(UTC)
    return add_proof(document, signer, cryptosuite="eddsa-rdfc-2022", contexts=ContextSet.pinned(), created=now)


def _token(signer: MemorySigner, issuer: str, index: int) -> str:
    claims: JsonObject = {
        "iss": issuer,
        "vct": "https://types.example/diploma",
        "status": token_list.build_reference(TOKEN_URL, index),
    }
    return sd_jwt_vc.secure(claims, (), signer)


def test_digital_bazaar_reads_our_list(node, record_cases) -> None:
    signer, did = _signer()
    bits = bitstring.new_bits()
    for index in REVOKED:
        bits[index] = 1
    now = datetime.now(UTC)
    unsigned = bitstring.build_bitstring_credential(
        url=URL, issuer=did, purposes=["revocation"], bits=bits, valid_from=now, ttl=timedelta(days=1)
    )
    made = add_proof(unsigned, signer, cryptosuite="eddsa-rdfc-2022", contexts=ContextSet.pinned(), created=now)
    tampered = {**made, "validFrom": "2020-01-01T00:00:00Z"}
    jobs = [
        {"task": "readBitstring", "credential": _credential(signer, did, index), "list": published}
        for index, published in ((REVOKED[0], made), (CLEAR, made), (CLEAR, tampered))
    ]
    revoked, clear, refused = node("status.mjs", jobs)
    assert (revoked["verified"], revoked["status"], revoked["index"]) == (True, True, str(REVOKED[0])), revoked
    assert (clear["verified"], clear["status"]) == (True, False), clear
    assert (revoked["length"], revoked["set"]) == (MINIMUM_ENTRIES, REVOKED)
    assert refused["verified"] is False
    record_cases("peers: status lists", MINIMUM_ENTRIES)


def test_we_read_the_list_of_digital_bazaar(node, record_cases) -> None:
    (made,) = node("status.mjs", [{"task": "writeBitstring", "url": URL, "length": MINIMUM_ENTRIES, "set": REVOKED}])
    published = bitstring.read_list(made["credential"])
    array = BitArray(published.data, 1, BitOrder.MSB_FIRST)
    assert [index for index in range(len(array)) if array[index]] == REVOKED

    signer, did = _signer()
    raw = json.dumps(made["credential"]).encode()
    evidence = Documents.from_bytes(raw)
    # Theirs is the list of another: it serves where the trust says that both are one issuer.
    for trust, codes in (
        (_one_issuer(did, made["did"]), ("revoked", "status_ok")),
        (_trust(did, made["did"]), ("status_unknown", "status_unknown")),
    ):
        verifier = Verifier(trust, evidence=evidence)
        found = [
            verifier.verify(dumps(_credential(signer, did, index)).encode()).check("status")
            for index in (REVOKED[-1], CLEAR)
        ]
        assert tuple(result.code for result in found) == codes, found
    record_cases("peers: status lists", MINIMUM_ENTRIES)


def _one_issuer(*dids: str) -> TrustBundle:
    trust = _trust(*dids)
    return replace(trust, entries=tuple(replace(entry, ids=frozenset(dids)) for entry in trust.entries))


@pytest.mark.parametrize("size", [1, 2, 4, 8])
def test_sd_jwt_status_list_of_javascript(node, size: int, record_cases) -> None:
    signer, did = _signer()
    values = {index: min(value, 2**size - 1) for index, value in VALUES.items()}
    bits = token_list.new_bits(MINIMUM_ENTRIES, size)
    for index, value in values.items():
        bits[index] = value
    now = datetime.now(UTC)
    claims = token_list.build_token_status_list(url=TOKEN_URL, bits=bits, issued=now, ttl=timedelta(days=1))
    ours = token_list.sign_token_status_list(claims, signer, kid=signer.verification_method)
    jwk = {**signer.public_key.to_jwk(), "d": b64url_encode(SEED)}
    read, theirs = node(
        "status.mjs",
        [
            {"task": "readToken", "credential": _token(signer, did, REVOKED[0]), "list": ours},
            {
                "task": "writeToken",
                "url": TOKEN_URL,
                "length": MINIMUM_ENTRIES,
                "values": [[index, value] for index, value in values.items()],
                "bits": size,
                "jwk": jwk,
                "kid": signer.verification_method,
            },
        ],
    )
    assert (read["length"], read["uri"], read["status"]) == (MINIMUM_ENTRIES, TOKEN_URL, values[REVOKED[0]])
    assert dict(read["values"]) == values

    published = token_list.read_list(token_list.parse_token(theirs).claims)
    assert published.size == size
    found = {index: published.value(StatusEntry(TOKEN_URL, index)) for index in range(MINIMUM_ENTRIES)}
    assert {index: value for index, value in found.items() if value} == values
    codes = {0: "status_ok", 1: "revoked", 2: "suspended", 3: "status_unknown"}
    for text in (ours, theirs):
        verifier = Verifier(_trust(did), evidence=Documents.from_bytes(text.encode()))
        for index in (*REVOKED[:3], CLEAR):
            report = verifier.verify(_token(signer, did, index).encode())
            assert report.check("status").code == codes[values.get(index, 0)], report.to_json()
    record_cases("peers: status lists", 2 * MINIMUM_ENTRIES)
