"""The entries that make a wallet's inside a backup which the Learner Credential Wallet restores.

It takes an item of the array only with a DID document, an ``Ed25519VerificationKey2020`` and an
``X25519KeyAgreementKey2020``, all of one did:key; the agreement key follows from the signing key (did:key method,
§3.1.3: the Ed25519 key mapped to Curve25519).
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha512

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from dsp_vc.did.key import did_key, key_method
from dsp_vc.encoding import multikey
from dsp_vc.encoding.base import b64url_decode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner

ED25519_KEY, _X25519 = "Ed25519VerificationKey2020", "X25519KeyAgreementKey2020"
_DID_CONTEXTS: list[JsonValue] = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/suites/ed25519-2020/v1",
    "https://w3id.org/security/suites/x25519-2020/v1",
]
PROFILE_ID = "urn:dsp-vc:profile"


def backup_entries(signer: MemorySigner, name: str) -> Iterator[JsonObject]:
    """DID document, signing key, agreement key and the profile's ``name``, for an Ed25519 ``signer``."""
    did = did_key(signer.public_key)
    method = key_method(did)
    seed = b64url_decode(str(signer.to_private_jwk()["d"]))
    agreement = X25519PrivateKey.from_private_bytes(sha512(seed).digest()[:32])  # X25519 itself clamps
    agreement_public = multikey.encode("x25519-pub", agreement.public_key().public_bytes_raw())
    agreement_id = f"{did}#{agreement_public}"
    public = signer.public_key.to_multikey()
    yield {
        "@context": _DID_CONTEXTS,
        "id": did,
        "verificationMethod": [{"id": method, "type": ED25519_KEY, "controller": did, "publicKeyMultibase": public}],
        "authentication": [method],
        "assertionMethod": [method],
        "capabilityDelegation": [method],
        "capabilityInvocation": [method],
        "keyAgreement": [
            {"id": agreement_id, "type": _X25519, "controller": did, "publicKeyMultibase": agreement_public}
        ],
    }
    yield {
        "id": method,
        "type": ED25519_KEY,
        "controller": did,
        "publicKeyMultibase": public,
        "privateKeyMultibase": multikey.encode("ed25519-priv", seed + signer.public_key.raw),
    }
    yield {
        "id": agreement_id,
        "type": _X25519,
        "controller": did,
        "publicKeyMultibase": agreement_public,
        "privateKeyMultibase": multikey.encode("x25519-priv", agreement.private_bytes_raw()),
    }
    yield {
        "@context": ["https://w3id.org/wallet/v1"],
        "id": PROFILE_ID,
        "type": "ProfileMetadata",
        "data": {"profileName": name},
    }


def read_key(entry: JsonValue) -> MemorySigner:
    """The signer of an ``Ed25519VerificationKey2020`` with its private half: 64 bytes, or the seed alone.

    Raises :class:`~dsp_vc.errors.Refused` ``key_invalid`` and the codes of multikey; never says the key.
    """
    secret = entry.get("privateKeyMultibase") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(secret, str):
        raise Refused("key_invalid", detail="no private half")
    try:
        name, raw = multikey.decode(secret)
    except Refused:
        raise Refused("key_invalid", detail="the private half can't be read") from None  # the cause would show it
    if name != "ed25519-priv" or len(raw) not in (32, 64):
        raise Refused("key_invalid", detail="the private half is of another kind")
    signer = MemorySigner.from_seed(raw[:32], key_type=KeyType.ED25519)
    public = signer.public_key
    if raw[32:] not in (b"", public.raw) or entry.get("publicKeyMultibase") != public.to_multikey():
        raise Refused("key_invalid", detail="the public half belongs to another private key")
    return signer.with_method(key_method(did_key(signer.public_key)))
