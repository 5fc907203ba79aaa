"""A credential as a reader sees it: the same questions, whatever the format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dsp_vc.encoding.strict_json import JsonValue
from dsp_vc.encoding.timestamps import from_epoch, parse_datetime

OPEN_BADGE = "open-badge"
SD_JWT_VC = "dc+sd-jwt"


@dataclass(frozen=True, slots=True)
class Credential:
    """A read-only view. ``raw`` are the bytes as received, ``claims`` their content, unknown members kept.

    Whether it is verified depends on where it comes from: a report hands one out only when its proof passed.
    ``format`` is ``open-badge`` (any JSON credential of VC 2.0) or ``dc+sd-jwt``.
    """

    raw: bytes = field(repr=False)
    media_type: str
    claims: Mapping[str, JsonValue] = field(repr=False)
    format: str

    @property
    def id(self) -> str | None:
        """The credential's own id: the same in both renderings of one record."""
        return _text(self.claims.get("id" if self.format == OPEN_BADGE else "jti"))

    @property
    def types(self) -> tuple[str, ...]:
        """``type`` of a JSON credential, ``vct`` of an SD-JWT VC."""
        value = self.claims.get("type" if self.format == OPEN_BADGE else "vct")
        return tuple(entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, str))

    @property
    def issuer(self) -> str | None:
        """The issuer's identifier: a DID or an https address."""
        if self.format != OPEN_BADGE:
            return _text(self.claims.get("iss"))
        issuer = self.claims.get("issuer")
        return _text(issuer.get("id") if isinstance(issuer, dict) else issuer)

    @property
    def issuer_name(self) -> str | None:
        """The name that the issuer gives itself; whether to believe it, the trust says."""
        if self.format != OPEN_BADGE:
            return _text(self.claims.get("issuer_name"))
        issuer = self.claims.get("issuer")
        return _text(issuer.get("name")) if isinstance(issuer, dict) else None

    @property
    def name(self) -> str | None:
        """The title."""
        details = self.claims.get("details")
        value = self.claims.get("name")
        if self.format != OPEN_BADGE:
            value = details.get("title") if isinstance(details, dict) else None
        return _text(value.get("@value") if isinstance(value, dict) else value)

    @property
    def subject_id(self) -> str | None:
        """The identifier of the person, where one is named."""
        if self.format != OPEN_BADGE:
            return _text(self.claims.get("sub"))
        subject = self.claims.get("credentialSubject")
        first = subject[0] if isinstance(subject, list) and subject else subject
        return _text(first.get("id")) if isinstance(first, dict) else None

    @property
    def valid_from(self) -> datetime | None:
        """From when it is valid. Raises :class:`~dsp_vc.errors.Refused` where that is no moment."""
        return _moment(self.claims.get("validFrom")) or _moment(self.claims.get("nbf"))

    @property
    def valid_until(self) -> datetime | None:
        """Until when it is valid; ``None`` for no end. Raises as :attr:`valid_from` does."""
        return _moment(self.claims.get("validUntil")) or _moment(self.claims.get("exp"))


def _text(value: JsonValue) -> str | None:
    return value if isinstance(value, str) else None


def _moment(value: JsonValue) -> datetime | None:
    if isinstance(value, str):
        return parse_datetime(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return from_epoch(value)
    return None
