"""The key-binding JWT: the holder signs for an audience and a nonce (RFC 9901 §4.3, §7.3)."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from dsp_vc.encoding.base import b64url_encode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse_object
from dsp_vc.errors import Refused
from dsp_vc.keys.public import PublicKey
from dsp_vc.keys.signer import Signer
from dsp_vc.securing.jose import ALGORITHMS, check_signature, check_type, parse_compact, sign_compact
from dsp_vc.securing.sd_jwt import HASHES, SdJwt, parse_sd_jwt

TYPE = "kb+jwt"
_LATEST = 253402300799  # the end of the year 9999


@dataclass(frozen=True, slots=True)
class KeyBinding:
    """What the holder signed. Whether audience, nonce and time fit is for the verifier to judge."""

    audience: str
    nonce: str
    issued_at: datetime
    expires: datetime | None


def bind(
    presentation: str,
    signer: Signer,
    *,
    audience: str,
    nonce: str,
    issued_at: datetime,
    expires: datetime | None = None,
) -> str:
    """``presentation`` (ending in a tilde) with a key-binding JWT by ``signer``. ``expires`` is our own bound.

    Its digest is by the algorithm of the disclosures (§4.3.1). Raises :class:`Refused` ``sd_format`` where there is a
    key-binding JWT already, ``sd_*``, ``jws_*``.
    """
    token = parse_sd_jwt(presentation)
    if token.key_binding_jwt is not None:
        raise Refused("sd_format", detail="it is bound already")
    claims: JsonObject = {
        "iat": int(issued_at.timestamp()),
        "aud": audience,
        "nonce": nonce,
        "sd_hash": b64url_encode(HASHES[token.algorithm](presentation.encode()).digest()),
    }
    if expires is not None:
        claims["exp"] = int(expires.timestamp())
    return presentation + sign_compact({"typ": TYPE}, dumps(claims).encode(), signer)


def confirmation_key(claims: JsonObject) -> PublicKey | None:
    """The holder's key in verified claims (RFC 7800 §3.2); ``None`` where there is no ``cnf``.

    Raises :class:`Refused` ``kb_confirmation_unsupported`` for another way of naming a key, ``key_*``.
    """
    if "cnf" not in claims:
        return None
    confirmation = claims["cnf"]
    key = confirmation.get("jwk") if isinstance(confirmation, dict) else None
    if not isinstance(key, dict):
        raise Refused("kb_confirmation_unsupported")
    return PublicKey.from_jwk(key)


def check(token: SdJwt, key: PublicKey | None, allowed: Iterable[str] = ALGORITHMS) -> KeyBinding:
    """Check the key-binding JWT of ``token`` by the key of its verified claims (§7.3 step 5, without 5.5 and 5.6).

    Raises :class:`Refused` ``kb_no_confirmation_key``, ``kb_hash``, ``kb_claims``, ``numeric_date``, ``jws_*``.
    """
    if key is None:
        raise Refused("kb_no_confirmation_key")
    jws = parse_compact(token.key_binding_jwt or "")
    check_type(jws, (TYPE,))
    check_signature(jws, key, allowed)
    try:
        claims = parse_object(jws.payload)
    except Refused as error:
        raise Refused("kb_claims", detail=str(error)) from error
    audience, nonce, digest = (claims.get(name) for name in ("aud", "nonce", "sd_hash"))
    if not isinstance(audience, str) or not isinstance(nonce, str) or not isinstance(digest, str):
        raise Refused("kb_claims", detail="aud, nonce or sd_hash")
    expected = b64url_encode(HASHES[token.algorithm](token.without_key_binding().encode()).digest())
    if not hmac.compare_digest(digest.encode(), expected.encode()):
        raise Refused("kb_hash")
    made = moment(claims.get("iat"))
    if "nbf" in claims and moment(claims["nbf"]) > made:
        # Not valid yet when it was made (RFC 7519 §4.1.5); nothing needs such a postponed presentation.
        raise Refused("kb_claims", detail="nbf after iat")
    return KeyBinding(audience, nonce, made, moment(claims["exp"]) if "exp" in claims else None)


def moment(value: JsonValue) -> datetime:
    """A NumericDate (RFC 7519 §2). Raises :class:`Refused` ``numeric_date``."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LATEST:
        raise Refused("numeric_date")
    return datetime.fromtimestamp(value, UTC)
