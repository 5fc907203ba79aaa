"""Building signed documents as an attacker or a careless peer would: without any of our guards.

Canonicalisation is pyld's and hashing is the standard library's, so that a control that our verifier accepts was also
signed by an independent implementation of the cryptosuite.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import rfc8785
from pyld import jsonld

from dsp_vc.did.key import did_key, key_method
from dsp_vc.encoding.base import base58btc_encode
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.card import build_card

Document = dict[str, Any]
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CREATED = "2026-11-20T09:00:00Z"


class Party:
    """Somebody with a fresh Ed25519 key and its did:key."""

    def __init__(self, name: str, key_type: KeyType = KeyType.ED25519) -> None:
        signer = MemorySigner.generate(key_type)
        self.name = name
        self.did = did_key(signer.public_key)
        self.method = key_method(self.did)
        self.signer = signer.with_method(self.method)

    def card(self) -> Any:
        from dsp_vc.did.resolver import resolve_local

        document = resolve_local(self.did)
        assert document is not None
        profile = {"id": self.did, "type": ["Profile"], "name": self.name}
        return build_card(profile, document.raw, None)


def trust_in(*parties: Party) -> TrustBundle:
    return TrustBundle.of_cards([party.card() for party in parties])


def badge(issuer: str, subject: str | None) -> Document:
    """A small Open Badge with two claims that an attacker would like to exchange."""
    return {
        "@context": [V2, OB],
        "id": "urn:uuid:6f7f8a1e-2f0c-4a53-9d5c-0a4f2d0f6a01",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Voorbeeldschool"},
        "validFrom": "2026-09-01T00:00:00Z",
        "name": "Stage timmeren",
        "credentialSubject": {
            **({"id": subject} if subject else {}),
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:0b8d1c1c-90a1-4b5e-a6a8-52e2cf6e1d02",
                "type": ["Achievement"],
                "name": "Timmeren niveau 3",
                "description": "Kan zelfstandig een houten wand maken",
                "criteria": {"narrative": "Gezien op de werkplek"},
            },
        },
    }


def offline_loader(extra: dict[str, Document] | None = None) -> Callable[[str, Any], Any]:
    contexts = ContextSet.pinned()

    def load(url: str, _options: Any = None) -> Any:
        document = (extra or {}).get(url) or contexts.get(url)
        return {"contextUrl": None, "documentUrl": url, "document": document, "contentType": "application/ld+json"}

    return load


def canonical(document: Document, extra: dict[str, Document] | None = None) -> bytes:
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": offline_loader(extra),
    }
    text: str = jsonld.normalize(copy.deepcopy(document), options)
    return text.encode()


def options_of(party: Party, **changes: Any) -> Document:
    options: Document = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": CREATED,
        "verificationMethod": party.method,
        "proofPurpose": "assertionMethod",
        **changes,
    }
    return {name: value for name, value in options.items() if value is not None}


def hash_rdfc(document: Document, options: Document, extra: dict[str, Document] | None = None) -> bytes:
    configuration = {**options, "@context": document.get("@context")}
    return sha256(canonical(configuration, extra)).digest() + sha256(canonical(document, extra)).digest()


def hash_jcs(document: Document, options: Document) -> bytes:
    return sha256(rfc8785.dumps(options)).digest() + sha256(rfc8785.dumps(document)).digest()


def sign(
    document: Document,
    party: Party,
    *,
    suite: str = "eddsa-rdfc-2022",
    extra: dict[str, Document] | None = None,
    **changes: Any,
) -> Document:
    """``document`` with a right signature by ``party`` over whatever the options say."""
    options = options_of(party, **{"cryptosuite": suite, **changes})
    if suite == "eddsa-jcs-2022":
        options = {"@context": document["@context"], **options}
        data = hash_jcs(document, options)
    else:
        data = hash_rdfc(document, options, extra)
    return {**document, "proof": {**options, "proofValue": "z" + base58btc_encode(party.signer.sign(data))}}


def present(signer: Party, credentials: list[Document], **changes: Any) -> Document:
    """A presentation by ``signer``, who is also its holder unless ``holder`` is given."""
    unsigned: Document = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": signer.did,
        "verifiableCredential": credentials,
    }
    unsigned.update({name: changes.pop(name) for name in ("holder",) if name in changes})
    return sign(unsigned, signer, **{"proofPurpose": "authentication", **changes})


def raw(document: Document) -> bytes:
    return dumps(document).encode()
