"""IETF Token Status List (draft-ietf-oauth-status-list): the ``status`` claim, and the list, which is a JWT."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dsp_vc.encoding.base import b64url_decode, b64url_encode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse_object
from dsp_vc.errors import Refused, ResolutionError
from dsp_vc.keys.signer import Signer
from dsp_vc.securing.jose import Jws, check_type, parse_compact, sign_compact
from dsp_vc.securing.key_binding import moment
from dsp_vc.status.bits import BitArray, BitOrder, Compression, compress, decompress
from dsp_vc.status.entry import StatusEntry, check_list_url
from dsp_vc.status.published import PublishedList

TYPE = "statuslist+jwt"
MEDIA_TYPE = f"application/{TYPE}"
SIZES = (1, 2, 4, 8)
_MAX_TTL = 100 * 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class ListToken:
    """A token that has the form of a Status List Token, unverified: ``iss`` is for finding the key alone."""

    jws: Jws
    claims: JsonObject = field(repr=False)

    @property
    def iss(self) -> str | None:
        """The issuer that it names, which it need not."""
        iss = self.claims.get("iss")
        return iss if isinstance(iss, str) else None


def read_reference(mechanism: str, reference: JsonValue) -> StatusEntry:
    """One member of the ``status`` claim (§6.1, §6.2), by its name.

    Raises :class:`ResolutionError` ``status_kind`` for another mechanism than ``status_list``, and :class:`Refused`
    ``status_index``, ``status_url``, ``status_entry`` for a wrong reference.
    """
    if mechanism != "status_list":
        raise ResolutionError("status_kind", name=mechanism[:80])
    if not isinstance(reference, dict):
        raise Refused("status_entry", detail="status_list")
    index = reference.get("idx")
    if isinstance(index, bool) or not isinstance(index, int) or index < 0:
        raise Refused("status_index", name=str(index)[:40])
    return StatusEntry(check_list_url(reference.get("uri")), index)


def build_reference(url: str, index: int) -> JsonObject:
    """A ``status`` claim (§6.2). Raises :class:`Refused` ``status_url``."""
    return {"status_list": {"idx": index, "uri": check_list_url(url)}}


def parse_token(text: str) -> ListToken:
    """Hold a token to the form (§5.1), before any signature is checked.

    Raises :class:`Refused` ``jws_*``, ``json_*``.
    """
    jws = parse_compact(text)
    check_type(jws, (TYPE,))
    return ListToken(jws, parse_object(jws.payload))


def read_list(claims: Mapping[str, JsonValue]) -> PublishedList:
    """The list in the claims of a token whose signature was checked (§4.2, §5.1, §8.3 steps 3 to 5).

    Raises :class:`Refused` ``status_list_malformed`` (with the claim in ``detail``), ``numeric_date``,
    ``status_list_encoding``, ``status_list_compression``, ``status_list_size``.
    """
    subject, content = claims.get("sub"), claims.get("status_list")
    if not isinstance(subject, str):
        raise Refused("status_list_malformed", detail="sub")
    if "iat" not in claims:
        raise Refused("status_list_malformed", detail="iat")
    if not isinstance(content, dict):
        raise Refused("status_list_malformed", detail="status_list")
    size, data = read_content(content)
    begins = [moment(claims[name]) for name in ("iat", "nbf") if name in claims]
    return PublishedList(
        url=subject,
        issued=max(begins),
        expires=moment(claims["exp"]) if "exp" in claims else None,
        ttl=_ttl(claims.get("ttl")),
        data=data,
        order=BitOrder.LSB_FIRST,
        size=size,
    )


def read_content(content: JsonObject) -> tuple[int, bytes]:
    """Bits of an entry, and the decompressed bytes, of a ``status_list`` (§4.2). Raises as :func:`read_list`."""
    size, encoded = content.get("bits"), content.get("lst")
    if isinstance(size, bool) or not isinstance(size, int) or size not in SIZES:
        raise Refused("status_list_malformed", detail="bits")
    if not isinstance(encoded, str):
        raise Refused("status_list_malformed", detail="lst")
    try:
        packed = b64url_decode(encoded)
    except Refused as error:
        raise Refused("status_list_encoding", detail=str(error)) from error
    return size, decompress(packed, Compression.ZLIB)


def new_bits(entries: int, size: int) -> BitArray:
    """A list in which everything is valid; ``size`` is 1, 2, 4 or 8 (2 to be able to suspend)."""
    return BitArray.zeros(entries, size, BitOrder.LSB_FIRST)


def encode_bits(bits: BitArray) -> JsonObject:
    """The ``status_list`` claim (§4.2)."""
    if bits.order is not BitOrder.LSB_FIRST:
        raise ValueError("this array is in the order of a Bitstring Status List")
    return {"bits": bits.size, "lst": b64url_encode(compress(bytes(bits), Compression.ZLIB))}


def build_token_status_list(
    *,
    url: str,
    bits: BitArray,
    issued: datetime,
    expires: datetime | None = None,
    ttl: timedelta | None = None,
    iss: str | None = None,
) -> JsonObject:
    """The claims of a Status List Token (§5.1). ``iss`` says whose list it is, where the key alone does not.

    Raises :class:`Refused` ``status_url``, ``ValueError`` for a ``ttl`` under a second.
    """
    if ttl is not None and ttl < timedelta(seconds=1):
        raise ValueError("a time to live is a second at least")
    claims: JsonObject = {
        **({"iss": iss} if iss is not None else {}),
        "sub": check_list_url(url),
        "iat": int(issued.timestamp()),
        **({"exp": int(expires.timestamp())} if expires is not None else {}),
        **({"ttl": ttl // timedelta(seconds=1)} if ttl is not None else {}),
        "status_list": encode_bits(bits),
    }
    return claims


def sign_token_status_list(claims: JsonObject, signer: Signer, *, kid: str | None = None) -> str:
    """The signed token (§5.1), of the type ``statuslist+jwt``."""
    header: JsonObject = {"typ": TYPE, **({"kid": kid} if kid is not None else {})}
    return sign_compact(header, dumps(claims).encode(), signer)


def _ttl(value: JsonValue) -> timedelta | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise Refused("status_list_malformed", detail="ttl")
    return timedelta(seconds=min(value, _MAX_TTL))
