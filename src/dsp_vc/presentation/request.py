"""The request of an employer: for whom, what, until when, and the nonce that only an answer to it can hold.

A JSON object with the parameters of OpenID4VP 1.0 §5 (``client_id``, ``nonce``, ``dcql_query``), not signed: it asks,
and proves nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dsp_vc.encoding.base import b64url_encode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused
from dsp_vc.model.reading import is_iri
from dsp_vc.model.sd_jwt_vc import VCT
from dsp_vc.presentation.dcql import EXPANDED, DcqlQuery

NONCE_BYTES = 16
MIN_NONCE = 16
MAX_VALID = timedelta(days=30)
_BADGE = EXPANDED["AchievementCredential"]
_LATEST = 253402300799


@dataclass(frozen=True, slots=True)
class PresentationRequest:
    """``audience`` is whom the answer is for, ``nonce`` what it must hold, ``dcql`` what it must show."""

    audience: str
    nonce: str
    dcql: DcqlQuery
    issued_at: datetime
    expires_at: datetime

    @classmethod
    def new(cls, name: str, skills: Sequence[str], *, now: datetime, valid: timedelta) -> PresentationRequest:
        """A request by ``name`` for each of ``skills`` (URIs), or for any skill attestation where none is given.

        Either rendering can answer. Raises :class:`Refused` ``request_valid``, ``request_skill``,
        ``dcql_invalid``.
        """
        if not timedelta(0) < valid <= MAX_VALID:
            raise Refused("request_valid")
        for skill in skills:
            if not is_iri(skill):
                raise Refused("request_skill", value=skill)
        nonce = b64url_encode(secrets.token_bytes(NONCE_BYTES))
        return cls(name, nonce, DcqlQuery.from_json(_query(skills)), now, now + valid)

    def to_json(self) -> JsonObject:
        """As in the request file."""
        return {
            "response_type": "vp_token",
            "client_id": self.audience,
            "client_metadata": {"client_name": self.audience},
            "nonce": self.nonce,
            "dcql_query": self.dcql.value,
            "iat": int(self.issued_at.timestamp()),
            "exp": int(self.expires_at.timestamp()),
        }

    @classmethod
    def from_json(cls, value: JsonValue) -> PresentationRequest:
        """Read a request file. Raises :class:`Refused` ``request_invalid``, ``dcql_invalid``."""
        if not isinstance(value, dict) or value.get("response_type") != "vp_token":
            raise Refused("request_invalid", detail="response_type")
        audience, nonce = value.get("client_id"), value.get("nonce")
        if not isinstance(audience, str) or not audience.strip():
            raise Refused("request_invalid", detail="client_id")
        if not isinstance(nonce, str) or len(nonce) < MIN_NONCE:
            raise Refused("request_invalid", detail="nonce")
        issued, expires = _moment(value.get("iat"), "iat"), _moment(value.get("exp"), "exp")
        return cls(audience, nonce, DcqlQuery.from_json(value.get("dcql_query")), issued, expires)


def _query(skills: Sequence[str]) -> JsonObject:
    credentials: list[JsonValue] = []
    sets: list[JsonValue] = []
    for number, skill in enumerate(dict.fromkeys(skills)):
        token, badge = f"skill{number}", f"skill{number}_badge"
        credentials += [
            {
                "id": token,
                "format": "dc+sd-jwt",
                "meta": {"vct_values": [VCT]},
                "claims": [
                    {"id": "skill", "path": ["skills", skill]},
                    {"id": "level", "path": ["skills", skill, "level"]},
                    {"id": "basis", "path": ["basis"]},
                ],
                # A level without its basis says less than it seems to; not every skill has a level.
                "claim_sets": [["skill", "level", "basis"], ["skill", "basis"], ["skill"]],
            },
            {
                "id": badge,
                "format": "ldp_vc",
                "meta": {"type_values": [[_BADGE]]},
                "claims": [
                    {
                        "path": ["credentialSubject", "achievement", "alignment", None, "targetUrl"],
                        "values": [skill],
                    }
                ],
            },
        ]
        sets.append({"options": [[token], [badge]]})
    if not skills:
        credentials = [
            {
                "id": "any",
                "format": "dc+sd-jwt",
                "meta": {"vct_values": [VCT]},
                "claims": [{"id": "skills", "path": ["skills"]}, {"id": "basis", "path": ["basis"]}],
                "claim_sets": [["skills", "basis"], ["skills"]],
            },
            {"id": "any_badge", "format": "ldp_vc", "meta": {"type_values": [[_BADGE]]}},
        ]
        sets = [{"options": [["any"], ["any_badge"]]}]
    return {"credentials": credentials, "credential_sets": sets}


def _moment(value: JsonValue, name: str) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LATEST:
        raise Refused("request_invalid", detail=name)
    return datetime.fromtimestamp(value, UTC)
