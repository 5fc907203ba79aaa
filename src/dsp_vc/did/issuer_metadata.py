"""JWT VC Issuer Metadata: the keys of an https ``iss`` (SD-JWT VC, "JWT VC Issuer Metadata")."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from dsp_vc.did.syntax import is_port
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused
from dsp_vc.keys.public import PublicKey

MAX_KEYS = 200
_WELL_KNOWN = "/.well-known/jwt-vc-issuer"
# RFC 3986 §3.3: path-abempty. Query and fragment are not allowed, nor is a user before the host.
_ISS = re.compile(
    r"https://(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::(?P<port>[0-9]+))?"
    r"(?P<path>(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*)",
    re.ASCII,
)
_UNUSED_KEYS = {"key_type_unsupported", "key_use"}


@dataclass(frozen=True, slots=True)
class JwtVcIssuerMetadata:
    """The signature keys of ``issuer``, each with its ``kid`` if it has one.

    Where the issuer publishes its keys elsewhere, ``keys`` is empty and ``jwks_uri`` says where.
    """

    issuer: str
    keys: tuple[tuple[str | None, PublicKey], ...]
    raw: JsonObject = field(repr=False)
    jwks_uri: str | None = None


def parse_issuer_metadata(value: JsonObject) -> JwtVcIssuerMetadata:
    """Read the metadata. Keys of unsupported kinds or for another use are left out (RFC 7517 §5).

    Whether ``issuer`` equals the ``iss`` of a token is for the caller, who looks it up by it. Raises
    :class:`~dsp_vc.errors.Refused`: ``issuer_metadata_invalid`` (``detail`` says what), ``iss_invalid``,
    ``key_private`` where a private key is in it.
    """
    issuer = value.get("issuer")
    if not isinstance(issuer, str):
        raise _invalid("", "no issuer")
    check_iss(issuer)
    if ("jwks" in value) == ("jwks_uri" in value):
        raise _invalid(issuer, "exactly one of jwks and jwks_uri is required")
    if "jwks_uri" in value:
        uri = value["jwks_uri"]
        if not isinstance(uri, str) or not uri.startswith("https://"):
            raise _invalid(issuer, "jwks_uri is no https URL")
        return JwtVcIssuerMetadata(issuer, (), value, uri)
    jwks = value["jwks"]
    entries = jwks.get("keys") if isinstance(jwks, dict) else None
    if not isinstance(entries, list) or len(entries) > MAX_KEYS:
        raise _invalid(issuer, "jwks is no JWK set")
    keys = [key for key in (_key(issuer, entry) for entry in entries) if key is not None]
    return JwtVcIssuerMetadata(issuer, tuple(keys), value)


def build_issuer_metadata(iss: str, keys: Sequence[tuple[str | None, PublicKey]]) -> JsonObject:
    """The metadata of ``iss`` with ``keys`` by value. Raises ``iss_invalid``."""
    check_iss(iss)
    return {"issuer": iss, "jwks": {"keys": [_entry(kid, public_key) for kid, public_key in keys]}}


def with_keys(
    metadata: JwtVcIssuerMetadata, added: Sequence[tuple[str, PublicKey]], removed: Collection[PublicKey] = ()
) -> JsonObject:
    """The metadata with the keys ``added`` (one a ``kid``: another under that name goes), without the keys ``removed``.

    Raises :class:`~dsp_vc.errors.Refused` ``issuer_metadata_invalid`` where the keys are published elsewhere.
    """
    jwks = metadata.raw.get("jwks")
    entries = jwks.get("keys") if isinstance(jwks, dict) else None
    if not isinstance(jwks, dict) or not isinstance(entries, list):
        raise _invalid(metadata.issuer, "the keys are published elsewhere")
    names = dict(added)
    kept: list[JsonValue] = []
    for entry in entries:
        known = _key(metadata.issuer, entry)
        if known is None or (known[1] not in removed and names.get(known[0] or "", known[1]) == known[1]):
            kept.append(entry)
    kept += [_entry(kid, key) for kid, key in added if (kid, key) not in metadata.keys]
    return {**metadata.raw, "jwks": {**jwks, "keys": kept}}


def well_known_url(iss: str) -> str:
    """Where the metadata of ``iss`` is published: the well-known part goes between host and path.

    Raises :class:`~dsp_vc.errors.Refused` ``iss_invalid``.
    """
    path = check_iss(iss)
    return iss[: len(iss) - len(path)] + _WELL_KNOWN + path.rstrip("/")


def check_iss(iss: str) -> str:
    """The path of an https ``iss``. Raises ``iss_invalid`` where it has another scheme, a user, query or fragment."""
    match = _ISS.fullmatch(iss) if len(iss) <= 2048 else None
    if match is None or not is_port(match["port"] or "443"):
        raise Refused("iss_invalid", name=iss)
    path = match["path"]
    if any(segment.lower().replace("%2e", ".") in (".", "..") for segment in path.split("/")):
        raise Refused("iss_invalid", name=iss)
    return path


def _key(issuer: str, entry: JsonValue) -> tuple[str | None, PublicKey] | None:
    if not isinstance(entry, dict):
        raise _invalid(issuer, "a key is no object")
    kid = entry.get("kid")
    if kid is not None and not isinstance(kid, str):
        raise _invalid(issuer, "a kid is no text")
    try:
        return kid, PublicKey.from_jwk(entry)
    except Refused as error:
        if error.code in _UNUSED_KEYS:
            return None
        if error.code == "key_private":
            raise
        raise _invalid(issuer, f"the key {kid or ''}: {error.code} {error.detail}") from error


def _entry(kid: str | None, public_key: PublicKey) -> JsonObject:
    name: JsonObject = {} if kid is None else {"kid": kid}
    return {**name, **public_key.to_jwk(), "use": "sig", "alg": public_key.algorithm}


def _invalid(issuer: str, detail: str) -> Refused:
    return Refused("issuer_metadata_invalid", name=issuer, detail=detail)
