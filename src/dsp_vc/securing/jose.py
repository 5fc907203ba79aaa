"""Compact JWS (RFC 7515), strict: one form, an allow-list of algorithms, never a key from the message (RFC 8725)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dsp_vc.encoding.base import b64url_decode, b64url_encode
from dsp_vc.encoding.strict_json import JsonObject, dumps, parse_object
from dsp_vc.errors import Refused
from dsp_vc.keys.public import PublicKey
from dsp_vc.keys.signer import Signer

ALGORITHMS = ("EdDSA", "ES256", "ES384")
MAX_TOKEN = 4 * 1024 * 1024
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
# Header members that bring a key along or point to one: whoever sends them wants to be believed by their own key.
_OWN_KEYS = ("jwk", "jku", "x5u")


@dataclass(frozen=True, slots=True)
class Jws:
    """A parsed token, unverified. ``signing_input`` are the bytes that the signature covers."""

    header: JsonObject
    payload: bytes
    signature: bytes
    signing_input: bytes

    @property
    def kid(self) -> str | None:
        """The key that the header names."""
        kid = self.header.get("kid")
        return kid if isinstance(kid, str) else None


def parse_compact(text: str, *, limit: int = MAX_TOKEN) -> Jws:
    """Take a token of at most ``limit`` characters apart (RFC 7515 §3.1, §7.1).

    Raises :class:`Refused` ``jws_format`` (other than three parts of canonical base64url without padding),
    ``jws_header`` (no object, a repeated member), ``jws_crit`` (any: none is understood here), ``jws_b64``,
    ``jws_own_key`` (``jwk``, ``jku``, ``x5u``). What ``typ`` and ``kid`` hold is for the profile: :func:`check_type`.
    """
    if len(text) > limit or _COMPACT.fullmatch(text) is None:
        raise Refused("jws_format")
    encoded_header, encoded_payload, encoded_signature = text.split(".")
    try:
        raw_header = b64url_decode(encoded_header)
        payload, signature = b64url_decode(encoded_payload), b64url_decode(encoded_signature)
    except Refused as error:
        raise Refused("jws_format", detail=str(error)) from error
    try:
        header = parse_object(raw_header)
    except Refused as error:
        raise Refused("jws_header", detail=str(error)) from error
    if "crit" in header:
        raise Refused("jws_crit")
    if "b64" in header:
        raise Refused("jws_b64")
    if any(name in header for name in _OWN_KEYS):
        raise Refused("jws_own_key")
    return Jws(header, payload, signature, f"{encoded_header}.{encoded_payload}".encode())


def sign_compact(header: JsonObject, payload: bytes, signer: Signer) -> str:
    """A token by ``signer``, whose algorithm goes into the header (RFC 7515 §5.1)."""
    covered = signing_input(header, payload, signer.algorithm)
    return complete(covered, signer.sign(covered))


def signing_input(header: JsonObject, payload: bytes, algorithm: str) -> bytes:
    """What a signature by ``algorithm`` covers (RFC 7515 §5.1 step 5)."""
    whole: JsonObject = {"alg": algorithm, **{name: value for name, value in header.items() if name != "alg"}}
    return f"{b64url_encode(dumps(whole).encode())}.{b64url_encode(payload)}".encode()


def complete(covered: bytes, signature: bytes) -> str:
    """The token of a signing input and the signature over it (RFC 7515 §7.1)."""
    return f"{covered.decode()}.{b64url_encode(signature)}"


def check_type(jws: Jws, allowed: Iterable[str]) -> None:
    """The kind of token, to the letter (RFC 8725 §3.11), and a ``kid`` that is a text (RFC 7515 §4.1.4), as
    published examples of plain SD-JWTs do not always have it. Raises :class:`Refused` ``jws_type``, ``jws_kid``."""
    kind = jws.header.get("typ")
    if not isinstance(kind, str) or kind not in allowed:
        raise Refused("jws_type", name=str(kind)[:60])
    if not isinstance(jws.header.get("kid", ""), str):
        raise Refused("jws_kid")


def check_algorithm(jws: Jws, allowed: Iterable[str] = ALGORITHMS) -> str:
    """The algorithm, from the allow-list and in its exact spelling. Raises :class:`Refused` ``jws_algorithm``."""
    algorithm = jws.header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in allowed:
        raise Refused("jws_algorithm", name=str(algorithm)[:60])
    return algorithm


def check_signature(jws: Jws, key: PublicKey, allowed: Iterable[str] = ALGORITHMS) -> None:
    """The signature by ``key``; the algorithm must be the key's own (RFC 8725 §3.1).

    Raises :class:`Refused` ``jws_algorithm``, ``jws_key_mismatch``, ``jws_signature``.
    """
    if check_algorithm(jws, allowed) != key.algorithm:
        raise Refused("jws_key_mismatch", name=str(jws.header.get("alg")))
    if not key.verify(jws.signature, jws.signing_input):
        raise Refused("jws_signature")
