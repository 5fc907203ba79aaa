"""dc+sd-jwt: the SD-JWT VC mechanism (draft-ietf-oauth-sd-jwt-vc §2, §3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import Refused
from dsp_vc.keys.public import PublicKey
from dsp_vc.keys.signer import Signer
from dsp_vc.securing import sd_jwt_issuance
from dsp_vc.securing.jose import ALGORITHMS, check_algorithm, check_signature, check_type
from dsp_vc.securing.key_binding import moment
from dsp_vc.securing.sd_jwt import Path, SdJwt, parse_sd_jwt, resolve
from dsp_vc.securing.sd_jwt_issuance import Frame, Unsigned

NAME = "dc+sd-jwt"
MEDIA_TYPE = "application/dc+sd-jwt"
TYPES = (NAME,)
#: Claims that must stand in the token itself, with all inside them (§2.2.2.3).
NEVER_DISCLOSED = frozenset({"iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status"})
_DATES = ("iat", "nbf", "exp")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A token that has the form of an SD-JWT VC, unverified: its ``claims`` are for finding the key alone."""

    token: SdJwt
    claims: JsonObject = field(repr=False)
    disclosed: frozenset[Path]

    @property
    def iss(self) -> str | None:
        """The issuer that it names."""
        iss = self.claims.get("iss")
        return iss if isinstance(iss, str) else None

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of the issuer's signing input: what a digest list records of a token."""
        return sha256(self.token.jws.signing_input).hexdigest()


@dataclass(frozen=True, slots=True)
class Verified:
    """Claims that the issuer's signature covers; ``digest`` as in :class:`Parsed`."""

    claims: JsonObject = field(repr=False)
    digest: str


def parse_sd_jwt_vc(text: str) -> Parsed:
    """Hold a token to the form: kind, algorithm, disclosures, required and never disclosed claims, their types.

    Raises :class:`Refused` ``jws_*``, ``sd_*``, ``sdjwtvc_*``, ``numeric_date``.
    """
    token = parse_sd_jwt(text)
    check_type(token.jws, TYPES)
    check_algorithm(token.jws)
    claims, paths = resolve(token)
    disclosed = frozenset(paths.values())
    hidden = sorted({str(path[0]) for path in disclosed} & NEVER_DISCLOSED)
    if hidden:
        raise Refused("sdjwtvc_disclosed", name=hidden[0])
    vct = claims.get("vct")
    if not isinstance(vct, str) or not vct:
        raise Refused("sdjwtvc_type")
    for name in ("iss", "sub", "vct#integrity"):
        if name in claims and not isinstance(claims[name], str):
            raise Refused("sdjwtvc_claim", name=name)
    for name in ("cnf", "status"):
        if name in claims and not isinstance(claims[name], dict):
            raise Refused("sdjwtvc_claim", name=name)
    others = claims.get("aka_vcts", [])
    if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
        raise Refused("sdjwtvc_claim", name="aka_vcts")
    for name in _DATES:
        if name in claims:
            moment(claims[name])
    return Parsed(token, claims, disclosed)


def verify(parsed: Parsed, key: PublicKey, allowed: Iterable[str] = ALGORITHMS) -> Verified:
    """Check the issuer's signature (RFC 9901 §7.1 step 2). Raises :class:`Refused` ``jws_*``."""
    check_signature(parsed.token.jws, key, allowed)
    return Verified(parsed.claims, parsed.digest)


def secure(claims: JsonObject, frame: Frame, signer: Signer, header: JsonObject | None = None) -> str:
    """Sign ``claims``; what ``frame`` names may be disclosed one by one. Raises as :func:`prepare`."""
    unsigned = prepare(claims, frame, signer.algorithm, header)
    return unsigned.signed(signer.sign(unsigned.covered))


def prepare(claims: JsonObject, frame: Frame, algorithm: str, header: JsonObject | None = None) -> Unsigned:
    """All of :func:`secure` but the signature.

    Raises :class:`Refused` ``sdjwtvc_disclosed``, ``sdjwtvc_type`` and the like for what would break the form.
    """
    hidden = sorted({str(path[0]) for path in frame} & NEVER_DISCLOSED)
    if hidden:
        raise Refused("sdjwtvc_disclosed", name=hidden[0])
    unsigned = sd_jwt_issuance.prepare(claims, frame, algorithm, {"typ": NAME, **(header or {})})
    parse_sd_jwt_vc(unsigned.signed(bytes(64)))  # its form does not depend on the signature
    return unsigned
