"""One record as what will be signed, in one rendering: everything but the signature.

No key is needed for it, only what the public documents say of the keys. So it can run in another process, and a key in
hardware signs no slower than it must.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dsp_vc.did.resolver import resolve_local
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import InputError, IssuanceError, Refused
from dsp_vc.keys.public import KeyType, PublicKey
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.model.ob3_rules import check_open_badge
from dsp_vc.model.open_badge import to_open_badge
from dsp_vc.model.sd_jwt_vc import DISCLOSABLE, to_claims
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.rdf.guard import guard
from dsp_vc.securing import sd_jwt_issuance, sd_jwt_vc
from dsp_vc.securing.data_integrity import suite
from dsp_vc.status import bitstring, token_list

RDFC = "eddsa-rdfc-2022"
DATA_INTEGRITY = (RDFC, "eddsa-jcs-2022")
SD_JWT = "dc+sd-jwt"
MECHANISMS = (*DATA_INTEGRITY, SD_JWT)
TWINS = (RDFC, SD_JWT)
_YEARS_WITHOUT_STATUS = 3


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands in a credential of its issuer: all public. ``method`` and ``key_type`` are those of embedded proofs,
    ``algorithm`` and ``header`` those of tokens under ``iss``."""

    profile: IssuerProfile
    iss: str
    method: str
    key_type: KeyType
    algorithm: str
    header: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Validity:
    """From when and until when a credential is valid."""

    begins: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class Order:
    """One rendering to make. ``places`` are URL and index of each status list by its kind (``revocation``,
    ``suspension``, ``token``); none without status."""

    record: SkillAttestation
    credential_id: str
    holder: str | None
    validity: Validity
    issued_at: datetime
    mechanism: str
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rendering that lacks its signature over ``covered``."""

    mechanism: str
    unsigned: suite.Unsigned | sd_jwt_issuance.Unsigned

    @property
    def covered(self) -> bytes:
        """The bytes to sign."""
        return self.unsigned.covered

    def signed(self, signature: bytes) -> tuple[str, str]:
        """The text to hand over, and the digest that is recorded of it."""
        digest = suite.signing_digest(self.unsigned.covered)
        if isinstance(self.unsigned, suite.Unsigned):
            return dumps(self.unsigned.signed(signature).document), digest
        return self.unsigned.signed(signature), digest


def prepare(order: Order, letterhead: Letterhead) -> Prepared:
    """Make one rendering. Raises :class:`IssuanceError` ``issuance_rules``: what would not verify is not signed."""
    if order.mechanism == SD_JWT:
        return _token(order, letterhead)
    document = to_open_badge(
        order.record,
        issuer=letterhead.profile,
        credential_id=order.credential_id,
        valid_from=order.validity.begins,
        valid_until=order.validity.ends,
        subject_id=order.holder,
        status=[
            bitstring.build_entry(*order.places[purpose], purpose)
            for purpose in ("revocation", "suspension")
            if purpose in order.places
        ],
    )
    violations = check_open_badge(document)
    if violations:
        raise IssuanceError("issuance_rules", detail=f"{violations[0].path}: {violations[0].message}")
    contexts = ContextSet.pinned()
    try:
        if order.mechanism != RDFC:  # whose canonicalisation has the guard's leave, or none
            guard(document, contexts)
        unsigned = suite.prepare_document(
            document,
            letterhead.method,
            letterhead.key_type,
            cryptosuite=order.mechanism,
            contexts=contexts,
            created=order.issued_at,
        )
    except Refused as error:
        raise IssuanceError("issuance_rules", detail=str(error)) from error
    return Prepared(order.mechanism, unsigned)


def validity(record: SkillAttestation, now: datetime, *, open_ended: bool) -> Validity:
    """From when and until when what is signed ``now`` is valid: what can't be revoked ends after three years.

    Raises :class:`IssuanceError` ``issuance_expired``.
    """
    begins = parse_datetime(record.valid_from) if record.valid_from else now
    if record.valid_until:
        ends: datetime | None = parse_datetime(record.valid_until)
    else:
        ends = None if open_ended else _years_on(max(begins, now))
    if ends is not None and (ends <= now or ends < begins):
        raise IssuanceError("issuance_expired", moment=ends)
    return Validity(begins, ends)


def holder_key(did: str) -> PublicKey:
    """The key of a holder's did:key or did:jwk. Raises :class:`InputError` ``holder_did``."""
    try:
        document = resolve_local(did) if did.startswith("did:") else None
    except Refused as error:
        raise InputError("holder_did", value=did, detail=str(error)) from error
    if document is None or not document.methods:
        raise InputError("holder_did", value=did)
    return next(iter(document.methods.values())).public_key


def _token(order: Order, letterhead: Letterhead) -> Prepared:
    claims = to_claims(
        order.record,
        iss=letterhead.iss,
        issuer=letterhead.profile,
        credential_id=order.credential_id,
        issued_at=order.issued_at,
        valid_from=order.validity.begins,
        valid_until=order.validity.ends,
        holder_jwk=holder_key(order.holder).to_jwk() if order.holder else None,
        status=token_list.build_reference(*order.places["token"]) if "token" in order.places else None,
    )
    return Prepared(SD_JWT, sd_jwt_vc.prepare(claims, DISCLOSABLE, letterhead.algorithm, letterhead.header))


def _years_on(start: datetime) -> datetime:
    try:
        return start.replace(year=start.year + _YEARS_WITHOUT_STATUS)
    except ValueError:  # 29 February
        return start.replace(year=start.year + _YEARS_WITHOUT_STATUS, day=28)
