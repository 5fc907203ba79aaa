"""Show what a request asks for, or some skills to somebody for a while."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from dsp_vc.encoding.base import b64url_encode
from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys.public import PublicKey
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.credential import OPEN_BADGE, SD_JWT_VC, Credential
from dsp_vc.presentation.message import embedded_message, token_message
from dsp_vc.presentation.request import PresentationRequest
from dsp_vc.presentation.select import Candidate, Chosen, Path, choose
from dsp_vc.securing import sd_jwt
from dsp_vc.securing.sd_jwt import disclosure_paths, parse_sd_jwt, resolve_claims
from dsp_vc.securing.sd_jwt_vc import MEDIA_TYPE, NAME
from dsp_vc.transport.code import to_code
from dsp_vc.wallet.wallet import Stored, Wallet

_ENTRY = 2
_TOLD: frozenset[Path] = frozenset(
    {("given_name",), ("family_name",), ("basis",), ("jti",), ("details",), ("details", "title")}
)
_TECHNICAL = frozenset({"iss", "iat", "nbf", "exp", "vct", "vct#integrity", "aka_vcts", "cnf", "status", "_sd_alg"})


@dataclass(frozen=True, slots=True)
class Preview:
    """What will be read of one credential: its ``issuer``, ``record`` where it is of our kind, and the names of what is
    disclosed beside the person's name, the title, the skills, their levels and the basis, so that nothing goes unsaid.
    """

    title: str
    issuer: str
    record: SkillAttestation | None
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be shown: ``chosen`` for ``request``; ``expires`` where the holder sets an end, without a request."""

    request: PresentationRequest
    requested: bool
    mechanism: str
    chosen: tuple[Chosen, ...]
    expires: datetime | None

    def previews(self) -> list[Preview]:
        """What a verifier will read of each credential."""
        return [_preview(entry) for entry in self.chosen]


def present(
    wallet: Wallet, request: PresentationRequest, *, mechanism: str = NAME, now: datetime | None = None
) -> bytes:
    """The presentation that answers ``request`` out of an opened wallet, with no more than it asks for.

    ``mechanism``: ``dc+sd-jwt`` (default), or a cryptosuite for a signed presentation of whole Open Badges. ``now``:
    aware, default the system's clock.

    Raises :class:`Refused` ``request_over``, ``present_missing`` (nothing here answers it), ``present_not_bound`` (what
    would answer it is bound to another key, or to none).
    """
    moment = now or datetime.now(UTC).replace(microsecond=0)
    made = plan(wallet, request, requested=True, mechanism=mechanism, with_name=False, now=moment)
    return message(made, wallet, now=moment)


def unrequested(name: str, skills: list[str], *, now: datetime, valid: timedelta) -> PresentationRequest:
    """What the holder asks of themself: these skills for ``name``. Raises :class:`Refused` ``request_valid``."""
    made = PresentationRequest.new(name, skills, now=now, valid=valid)
    return replace(made, nonce=b64url_encode(secrets.token_bytes(16)))


def plan(
    wallet: Wallet,
    request: PresentationRequest,
    *,
    requested: bool,
    mechanism: str,
    with_name: bool,
    now: datetime,
) -> Plan:
    """Choose what answers ``request``. Raises :class:`Refused` ``request_over``, ``present_missing``,
    ``present_not_bound``."""
    if request.expires_at <= now:
        raise Refused("request_over")
    formats = (SD_JWT_VC,) if mechanism == NAME else (OPEN_BADGE,)
    # What was accepted goes before what could not be checked; what has run out answers nothing.
    kept = sorted((stored for stored in wallet.credentials() if stored.verdict != "rejected"), key=_doubt)
    candidates = [entry for stored in kept if _in_force(entry := candidate_of(stored), now)]
    bound = [candidate for candidate in candidates if _is_bound(candidate, wallet)]
    try:
        chosen = choose(request.dcql, bound, formats=formats, with_name=with_name)
    except Refused as error:
        if len(bound) < len(candidates) and _would_answer(request, candidates, formats):
            raise Refused("present_not_bound") from error
        raise
    return Plan(request, requested, mechanism, tuple(chosen), None if requested else request.expires_at)


def message(made: Plan, wallet: Wallet, *, now: datetime) -> bytes:
    """The presentation of ``made``, signed by the wallet's key."""
    if made.mechanism == NAME:
        return token_message(
            [(entry, _signer_of(entry.candidate, wallet) or wallet.signer) for entry in made.chosen],
            audience=made.request.audience,
            nonce=made.request.nonce,
            now=now,
            expires=made.expires,
            numbered=not made.requested,
        )
    return embedded_message(
        made.chosen,
        wallet.signer,
        wallet.did,
        cryptosuite=made.mechanism,
        audience=made.request.audience,
        nonce=made.request.nonce,
        now=now,
        expires=made.expires,
    )


def picture(shown: bytes, path: str, *, paper: bool) -> bytes | str:
    """The code for a presentation: a picture for ``path``, or text for the terminal where that is ``-``.

    Raises :class:`InputError` ``code_too_large``, ``image_kind``.
    """
    from dsp_vc.transport.images import CAPACITY, terminal_qr, write_qr

    text = to_code(shown)
    level = "M" if paper and len(text) <= CAPACITY["M"] else "L"
    return terminal_qr(text) if path == "-" else write_qr(text, path, level=level)


def candidate_of(stored: Stored) -> Candidate:
    """A stored credential as one that could be shown."""
    if stored.format == OPEN_BADGE:
        credential = Credential(stored.raw.encode(), "application/vc", parse_object(stored.raw), OPEN_BADGE)
    else:
        claims = resolve_claims(parse_sd_jwt(stored.raw))
        credential = Credential(stored.raw.encode(), MEDIA_TYPE, claims, SD_JWT_VC)
    return Candidate(stored.raw, credential)


def _doubt(stored: Stored) -> bool:
    return stored.verdict != "accepted"


def _in_force(candidate: Candidate, now: datetime) -> bool:
    try:
        begins, ends = candidate.credential.valid_from, candidate.credential.valid_until
    except Refused:  # a date that is none: it could not be accepted
        return False
    return (begins is None or begins <= now) and (ends is None or ends > now)


def _is_bound(candidate: Candidate, wallet: Wallet) -> bool:
    """Whether the credential names a key of the wallet: only then can the holder answer with it. A presentation of
    badges has one holder, who is the wallet's own key."""
    if candidate.credential.format == OPEN_BADGE:
        return candidate.credential.subject_id == wallet.did
    return _signer_of(candidate, wallet) is not None


def _signer_of(candidate: Candidate, wallet: Wallet) -> MemorySigner | None:
    """The key of the wallet that a token is bound to: its own, or one that came with a backup."""
    confirmation = candidate.credential.claims.get("cnf")
    named = confirmation.get("jwk") if isinstance(confirmation, dict) else None
    if not isinstance(named, dict):
        return None
    try:
        key = PublicKey.from_jwk(named)  # an issuer may have written more with it, such as `kid`
    except Refused:
        return None
    return next((signer for signer in wallet.signers if signer.public_key == key), None)


def _would_answer(request: PresentationRequest, candidates: Sequence[Candidate], formats: Sequence[str]) -> bool:
    try:
        return bool(choose(request.dcql, candidates, formats=formats, with_name=False))
    except Refused:
        return False


def _preview(chosen: Chosen) -> Preview:
    credential = chosen.candidate.credential
    title, issuer = credential.name or "", credential.issuer_name or credential.issuer or ""
    disclosed: set[Path] = set()
    if credential.format == SD_JWT_VC:
        token = parse_sd_jwt(sd_jwt.present(chosen.candidate.raw, chosen.selects))
        credential = replace(credential, claims=resolve_claims(token))
        disclosed = set(disclosure_paths(token).values())
    try:
        record = SkillAttestation.from_credential(credential)
    except InputError:
        visible = {(name,) for name in credential.claims if name not in _TECHNICAL}
        return Preview(title or ", ".join(credential.types), issuer, None, _names(disclosed | visible))
    return Preview(title, issuer, record, _names({path for path in disclosed if not _is_told(path)}))


def _is_told(path: Path) -> bool:
    """Whether the lines about a record say it."""
    if path[0] == "skills":
        return len(path) <= _ENTRY or path[_ENTRY] == "level"
    return path in _TOLD


def _names(paths: set[Path]) -> tuple[str, ...]:
    return tuple(sorted(".".join(map(str, path)) for path in paths))
