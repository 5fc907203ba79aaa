"""The issuer card: what others need to trust an issuer offline.

A card is not signed. It is believed because somebody compared its fingerprint with the issuer over another channel:
forty decimal digits (SHA-256 over the card in JCS, 132 bits), easy to read out by telephone.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from dsp_vc.did.document import DidDocument, parse_document
from dsp_vc.did.issuer_metadata import JwtVcIssuerMetadata, parse_issuer_metadata
from dsp_vc.did.resolver import resolve_local
from dsp_vc.encoding import jcs
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused, TrustError

CARD_TYPE = "DspVcIssuerCard"
_DIGITS, _GROUP = 40, 5
_MEMBERS = {"type", "version", "profile", "didDocument", "jwtVcIssuer"}


@dataclass(frozen=True, slots=True)
class IssuerCard:
    """The issuer's Open Badges Profile, its DID document, and the keys of its https ``iss`` if it has one."""

    profile: JsonObject
    did_document: DidDocument
    issuer_metadata: JwtVcIssuerMetadata | None
    value: JsonObject

    @classmethod
    def from_json(cls, value: JsonValue) -> IssuerCard:
        """Read a card. Raises :class:`TrustError` ``card_invalid``."""
        if not isinstance(value, dict) or value.get("type") != CARD_TYPE:
            raise TrustError("card_invalid", detail="not an issuer card")
        if value.get("version") != 1 or set(value) - _MEMBERS:
            raise TrustError("card_invalid", detail="another version of the card, or members that it does not know")
        profile, document, metadata = (value.get(name) for name in ("profile", "didDocument", "jwtVcIssuer"))
        if not isinstance(profile, dict) or not isinstance(document, dict):
            raise TrustError("card_invalid", detail="profile or didDocument is missing")
        try:
            did_document = parse_document(document)
            own = resolve_local(did_document.id)
            keys = parse_issuer_metadata(metadata) if isinstance(metadata, dict) else None
        except Refused as error:
            raise TrustError("card_invalid", detail=str(error)) from error
        if own is not None and any(
            name not in own.methods or own.methods[name].public_key != method.public_key
            for name, method in did_document.methods.items()
        ):
            # A did:key *is* its key: a card that lists another one would add a key that the DID does not have.
            raise TrustError("card_invalid", detail="the keys on the card are not those of the DID")
        if metadata is not None and keys is None:
            raise TrustError("card_invalid", detail="jwtVcIssuer is no object")
        if profile.get("id") != did_document.id or not isinstance(profile.get("name"), str) or not profile["name"]:
            raise TrustError("card_invalid", detail="the profile's id is not the DID, or it has no name")
        return cls(profile, did_document, keys, value)

    @property
    def name(self) -> str:
        """The name that the issuer gave itself; believed only once the fingerprint was compared."""
        return str(self.profile["name"])

    def fingerprint(self) -> str:
        """Eight groups of five digits over the whole card."""
        return fingerprint(self.value)


def build_card(profile: JsonObject, did_document: JsonObject, issuer_metadata: JsonObject | None) -> IssuerCard:
    """A card from its parts. Raises :class:`TrustError` where they do not fit together."""
    value: JsonObject = {"type": CARD_TYPE, "version": 1, "profile": profile, "didDocument": did_document}
    if issuer_metadata is not None:
        value["jwtVcIssuer"] = issuer_metadata
    return IssuerCard.from_json(value)


def fingerprint(value: JsonObject) -> str:
    """Forty decimal digits in groups of five, from SHA-256 over ``value`` in JCS."""
    number = int.from_bytes(sha256(jcs.canonicalize(value)).digest(), "big") % 10**_DIGITS
    digits = f"{number:0{_DIGITS}d}"
    return " ".join(digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP))
