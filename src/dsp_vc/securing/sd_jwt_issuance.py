"""Making an SD-JWT: which claims become disclosures, and their digests (RFC 9901 §4.2, §6.1)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from dsp_vc.encoding.base import b64url_encode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps
from dsp_vc.errors import Refused
from dsp_vc.keys.signer import Signer
from dsp_vc.securing.jose import complete, signing_input
from dsp_vc.securing.sd_jwt import RESERVED

#: A place in the claims: names and numbers; ``None`` stands for every member or element.
Frame = Sequence[tuple[str | int | None, ...]]
SALT_BYTES = 16


def new_salt() -> str:
    """128 random bits in base64url (§9.3)."""
    return b64url_encode(secrets.token_bytes(SALT_BYTES))


@dataclass(frozen=True, slots=True)
class Unsigned:
    """An SD-JWT that only lacks the issuer's signature over ``covered``: made without a key."""

    covered: bytes
    disclosures: tuple[str, ...]

    def signed(self, signature: bytes) -> str:
        """The SD-JWT with all its disclosures, ending in a tilde."""
        return "".join(f"{part}~" for part in (complete(self.covered, signature), *self.disclosures))


def issue(
    claims: JsonObject, frame: Frame, signer: Signer, header: JsonObject, *, salt: Callable[[], str] = new_salt
) -> str:
    """A signed SD-JWT with all its disclosures, ending in a tilde. Raises as :func:`prepare`."""
    unsigned = prepare(claims, frame, signer.algorithm, header, salt=salt)
    return unsigned.signed(signer.sign(unsigned.covered))


def prepare(
    claims: JsonObject, frame: Frame, algorithm: str, header: JsonObject, *, salt: Callable[[], str] = new_salt
) -> Unsigned:
    """All of an SD-JWT but the signature. What ``frame`` names becomes disclosable, and what it names inside of that
    again.

    Raises :class:`Refused` ``sd_claim_name`` for a claim with a name of the machinery (§4.1 step 7).
    """
    maker = _Maker(frame, salt)
    payload = maker.map(claims, ())
    if maker.disclosures:
        payload["_sd_alg"] = "sha-256"
    return Unsigned(signing_input(header, dumps(payload).encode(), algorithm), tuple(maker.disclosures))


class _Maker:
    def __init__(self, frame: Frame, salt: Callable[[], str]) -> None:
        self._frame = frame
        self._salt = salt
        self.disclosures: list[str] = []

    def map(self, value: JsonObject, path: tuple[str | int, ...]) -> JsonObject:
        found: JsonObject = {}
        digests: list[str] = []
        for name, member in value.items():
            if name in RESERVED:
                raise Refused("sd_claim_name", name=name)
            inner = self._value(member, (*path, name))
            if self._named((*path, name)):
                digests.append(self._disclose([self._salt(), name, inner]))
            else:
                found[name] = inner
        if digests:
            # Sorted, so that their order says nothing of the claims' (§4.2.4.1).
            found["_sd"] = [*sorted(digests)]
        return found

    def _value(self, value: JsonValue, path: tuple[str | int, ...]) -> JsonValue:
        if isinstance(value, dict):
            return self.map(value, path)
        if not isinstance(value, list):
            return value
        found: list[JsonValue] = []
        for number, element in enumerate(value):
            inner = self._value(element, (*path, number))
            named = self._named((*path, number))
            found.append({"...": self._disclose([self._salt(), inner])} if named else inner)
        return found

    def _disclose(self, members: list[JsonValue]) -> str:
        text = b64url_encode(dumps(members).encode())
        self.disclosures.append(text)
        return b64url_encode(sha256(text.encode()).digest())

    def _named(self, path: tuple[str | int, ...]) -> bool:
        return any(
            len(entry) == len(path) and all(wanted in (None, found) for wanted, found in zip(entry, path, strict=True))
            for entry in self._frame
        )
