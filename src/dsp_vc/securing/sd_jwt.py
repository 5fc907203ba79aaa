"""SD-JWT (RFC 9901): take a token apart, and put the disclosed claims back in their places, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256, sha384, sha512

from dsp_vc.encoding.base import b64url_decode, b64url_encode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, parse, parse_object
from dsp_vc.errors import Refused
from dsp_vc.securing.jose import Jws, parse_compact

HASHES = {"sha-256": sha256, "sha-384": sha384, "sha-512": sha512}
MAX_DISCLOSURES = 2_000
MAX_DEPTH = 100  # of all disclosures put together, as of one JSON text
_PAIR, _TRIPLE = 2, 3
Path = tuple[str | int, ...]
#: Names of the machinery (§4.1): "_sd_alg" stands at the top of the signed payload, never in a disclosure.
RESERVED = frozenset({"_sd", "...", "_sd_alg"})


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One disclosure: ``text`` as sent, ``name`` of the claim (``None`` for an array element), ``value``."""

    text: str
    name: str | None
    value: JsonValue = field(repr=False)

    def digest(self, algorithm: str) -> str:
        """Base64url of the hash over the text as sent (RFC 9901 §4.2.3)."""
        return b64url_encode(HASHES[algorithm](self.text.encode()).digest())


@dataclass(frozen=True, slots=True)
class SdJwt:
    """A parsed SD-JWT, unverified."""

    issuer_jwt: str
    jws: Jws
    payload: JsonObject = field(repr=False)
    disclosures: tuple[Disclosure, ...]
    key_binding_jwt: str | None

    @property
    def algorithm(self) -> str:
        """The hash algorithm of its digests and of ``sd_hash`` (§4.1.1). Raises ``sd_hash_algorithm``."""
        algorithm = self.payload.get("_sd_alg", "sha-256")
        if not isinstance(algorithm, str) or algorithm not in HASHES:
            raise Refused("sd_hash_algorithm", name=str(algorithm)[:40])
        return algorithm

    def without_key_binding(self) -> str:
        """Issuer's JWT and disclosures, each with its tilde: what a key-binding JWT is made over (§4.3.1)."""
        return "".join(f"{part}~" for part in (self.issuer_jwt, *(entry.text for entry in self.disclosures)))


def parse_sd_jwt(text: str) -> SdJwt:
    """Take a compact SD-JWT or SD-JWT+KB apart (§4).

    Raises :class:`Refused` ``sd_format`` (no tilde at the end, an empty part), ``sd_disclosure``, ``jws_*``.
    """
    parts = text.split("~")
    if len(parts) < _PAIR or len(parts) > MAX_DISCLOSURES + _PAIR:
        raise Refused("sd_format")
    issuer_jwt, *middle, last = parts
    jws = parse_compact(issuer_jwt)
    try:
        payload = parse_object(jws.payload)
    except Refused as error:
        raise Refused("sd_payload", detail=str(error)) from error
    if last and "." not in last:
        raise Refused("sd_format", detail="the last tilde is missing")
    disclosures = tuple(_disclosure(part) for part in middle)
    return SdJwt(issuer_jwt, jws, payload, disclosures, last or None)


def resolve_claims(token: SdJwt) -> JsonObject:
    """The claims with everything disclosed in place, and nothing left of the machinery (§7.1 steps 2.4 to 5).

    Says nothing of the signature. Raises :class:`Refused` ``sd_*``, each rule with its own code.
    """
    return _resolve(token).claims


def resolve(token: SdJwt) -> tuple[JsonObject, dict[str, Path]]:
    """:func:`resolve_claims` and :func:`disclosure_paths` in one go."""
    resolution = _resolve(token)
    return resolution.claims, resolution.paths


def disclosure_paths(token: SdJwt) -> dict[str, Path]:
    """Where each disclosure's claim ends up: text of the disclosure -> path in the claims."""
    return _resolve(token).paths


def present(text: str, select: Callable[[Path], bool]) -> str:
    """The token with those disclosures whose path ``select`` wants, and those that they stand in (§7.2); without a
    key-binding JWT, ending in a tilde. What was signed is passed on as it was."""
    token = parse_sd_jwt(text)
    paths = disclosure_paths(token)
    wanted = {path for path in paths.values() if select(path)}
    needed = {path[:length] for path in wanted for length in range(1, len(path) + 1)}
    kept = [entry.text for entry in token.disclosures if paths[entry.text] in needed]
    return "".join(f"{part}~" for part in (token.issuer_jwt, *kept))


def _disclosure(text: str) -> Disclosure:
    """§4.2.1, §4.2.2 and §7.1 step 3.2: an array of salt, name and value, or of salt and value."""
    if not text:
        raise Refused("sd_format", detail="an empty disclosure")
    try:
        value = parse(b64url_decode(text))
    except Refused as error:
        raise Refused("sd_disclosure", detail=str(error)) from error
    if not isinstance(value, list) or len(value) not in (_PAIR, _TRIPLE) or not isinstance(value[0], str):
        raise Refused("sd_disclosure", detail="neither two nor three members")
    if len(value) == _PAIR:
        return Disclosure(text, None, value[1])
    if not isinstance(value[1], str):
        raise Refused("sd_disclosure", detail="the claim's name is no text")
    return Disclosure(text, value[1], value[2])


def _resolve(token: SdJwt) -> _Resolution:
    algorithm = token.algorithm
    by_digest: dict[str, Disclosure] = {}
    for disclosure in token.disclosures:
        if by_digest.setdefault(disclosure.digest(algorithm), disclosure) is not disclosure:
            raise Refused("sd_disclosure_repeated")
    resolution = _Resolution(by_digest)
    payload = {name: value for name, value in token.payload.items() if name != "_sd_alg"}
    resolution.claims = resolution.map(payload, (), 0)
    if len(resolution.paths) != len(token.disclosures):
        raise Refused("sd_disclosure_unreferenced")  # step 5
    return resolution


@dataclass(slots=True)
class _Resolution:
    disclosures: dict[str, Disclosure]
    claims: JsonObject = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def value(self, value: JsonValue, path: Path, depth: int) -> JsonValue:
        if depth > MAX_DEPTH:
            raise Refused("sd_depth")
        if isinstance(value, dict):
            return self.map(value, path, depth)
        if isinstance(value, list):
            return self.array(value, path, depth)
        return value

    def map(self, value: JsonObject, path: Path, depth: int) -> JsonObject:
        """§7.1 step 3.3.2: the digests of an object."""
        if "..." in value:
            raise Refused("sd_array_digest", detail="... outside an array")
        if "_sd_alg" in value:
            raise Refused("sd_hash_algorithm", name="inside")
        found: JsonObject = {
            name: self.value(member, (*path, name), depth + 1) for name, member in value.items() if name != "_sd"
        }
        if "_sd" not in value:
            return found
        digests = value["_sd"]
        if not isinstance(digests, list):
            raise Refused("sd_digests")
        for digest in digests:
            disclosure = self._take(digest)
            if disclosure is None:
                continue
            if disclosure.name is None:
                raise Refused("sd_disclosure_kind", detail="an array element among an object's members")
            if disclosure.name in RESERVED:
                raise Refused("sd_claim_name", name=disclosure.name)
            if disclosure.name in found:
                raise Refused("sd_claim_overwritten", name=disclosure.name)
            where = (*path, disclosure.name)
            self.paths[disclosure.text] = where
            found[disclosure.name] = self.value(disclosure.value, where, depth + 1)
        return found

    def array(self, value: list[JsonValue], path: Path, depth: int) -> list[JsonValue]:
        """§7.1 step 3.3.3: the digests among an array's elements; those not disclosed are left out."""
        found: list[JsonValue] = []
        for element in value:
            if not (isinstance(element, dict) and "..." in element):
                found.append(self.value(element, (*path, len(found)), depth + 1))
                continue
            if len(element) != 1:
                raise Refused("sd_array_digest", detail="other members beside ...")
            disclosure = self._take(element["..."])
            if disclosure is None:
                continue
            if disclosure.name is not None:
                raise Refused("sd_disclosure_kind", detail="an object's member among an array's elements")
            where = (*path, len(found))
            self.paths[disclosure.text] = where
            found.append(self.value(disclosure.value, where, depth + 1))
        return found

    def _take(self, digest: JsonValue) -> Disclosure | None:
        if not isinstance(digest, str):
            raise Refused("sd_digests")
        if digest in self.seen:
            raise Refused("sd_digest_repeated")  # step 4
        self.seen.add(digest)
        return self.disclosures.get(digest)
