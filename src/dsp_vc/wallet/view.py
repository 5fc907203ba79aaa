"""What a stored credential says of itself, for lists and for finding twins. Nothing here is verified."""

from __future__ import annotations

from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.errors import InputError
from dsp_vc.model.credential import OPEN_BADGE, SD_JWT_VC, Credential
from dsp_vc.model.universal_wallet import check_credential
from dsp_vc.securing import sd_jwt


def look(raw: str) -> Credential:
    """The unverified view of a credential's text. Raises :class:`InputError` where it can't be read."""
    check_credential(raw)
    if raw.startswith("{"):
        return Credential(raw.encode(), "application/vc", parse_object(raw), OPEN_BADGE)
    claims = sd_jwt.resolve_claims(sd_jwt.parse_sd_jwt(raw))
    return Credential(raw.encode(), "application/dc+sd-jwt", claims, SD_JWT_VC)


def twin_of(raw: str) -> str | None:
    """What a credential has in common with its other rendering: its id and who signed it, so that a stranger's
    credential under the same id stays apart. ``None`` where it has no id or can't be read."""
    try:
        credential = look(raw)
    except InputError:
        return None
    if credential.id is None or credential.issuer is None:
        return None
    return f"{credential.id} {signed_by(credential.issuer)}"


def signed_by(issuer: str) -> str:
    """The same for a did:web and for the https address of the same place (Open Badge and SD-JWT VC of one issuer)."""
    if issuer.startswith("did:web:"):
        return issuer.removeprefix("did:web:").replace(":", "/").replace("%3A", ":").lower()
    if issuer.startswith("https://"):
        return issuer.removeprefix("https://").rstrip("/").lower()
    return issuer
