"""W3C Bitstring Status List 1.0: entries in credentials, and the list, which is a credential itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from dsp_vc.encoding.base import multibase_decode, multibase_encode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import Refused, ResolutionError
from dsp_vc.status.bits import MINIMUM_ENTRIES, BitArray, BitOrder, Compression, compress, decompress
from dsp_vc.status.entry import StatusEntry, check_list_url, read_index
from dsp_vc.status.published import PublishedList

CONTEXT = "https://www.w3.org/ns/credentials/v2"
CREDENTIAL_TYPE = "BitstringStatusListCredential"
LIST_TYPE = "BitstringStatusList"
ENTRY_TYPE = "BitstringStatusListEntry"
PURPOSES = ("revocation", "suspension", "refresh", "message")
MAX_SIZE = 8
_MAX_TTL = 100 * 365 * 24 * 3600 * 1000
_HEX = re.compile(r"0x[0-9A-Fa-f]{1,2}", re.ASCII)


def read_entry(value: JsonValue) -> StatusEntry:
    """One ``credentialStatus`` (§2.1).

    Raises :class:`ResolutionError` ``status_kind`` for a type of status that is not read here, and :class:`Refused`
    ``status_index``, ``status_url``, ``status_entry`` (with the member in ``detail``) for a wrong one.
    """
    types = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or ENTRY_TYPE not in (types if isinstance(types, list) else [types]):
        raise ResolutionError("status_kind", name=str(types)[:80])
    purpose = value.get("statusPurpose")
    if not isinstance(purpose, str) or not purpose:
        raise Refused("status_entry", detail="statusPurpose")
    url = check_list_url(value.get("statusListCredential"))
    if value.get("id") == url:
        raise Refused("status_entry", detail="id")
    size = value.get("statusSize", 1)
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise Refused("status_entry", detail="statusSize")
    if size > MAX_SIZE:
        raise ResolutionError("status_kind", name=f"statusSize {size}")
    return StatusEntry(
        url, read_index(value.get("statusListIndex")), purpose, size, _messages(value.get("statusMessage"), size)
    )


def build_entry(url: str, index: int, purpose: str) -> JsonObject:
    """A ``credentialStatus`` of one bit (§2.1). Raises :class:`Refused` ``status_url``."""
    return {
        "id": f"{url}#{index}",
        "type": ENTRY_TYPE,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": check_list_url(url),
    }


def read_list(document: Mapping[str, JsonValue]) -> PublishedList:
    """The list in a credential whose proof was checked (§2.2, §3.4).

    Raises :class:`Refused` ``status_list_type``, ``status_list_malformed`` (with the member in ``detail``),
    ``status_list_encoding`` (no multibase ``u``, or not base64url), ``status_list_compression``, ``status_list_size``.
    """
    subject = document.get("credentialSubject")
    if isinstance(subject, list) and len(subject) == 1:
        subject = subject[0]
    if CREDENTIAL_TYPE not in _texts(document.get("type")):
        raise Refused("status_list_type", name=CREDENTIAL_TYPE)
    if not isinstance(subject, dict) or LIST_TYPE not in _texts(subject.get("type")):
        raise Refused("status_list_type", name=LIST_TYPE)
    if "credentialStatus" in document:
        raise Refused("status_list_malformed", detail="credentialStatus")
    purposes = _texts(subject.get("statusPurpose"))
    if not purposes:
        raise Refused("status_list_malformed", detail="statusPurpose")
    encoded, url = subject.get("encodedList"), document.get("id")
    if not isinstance(encoded, str):
        raise Refused("status_list_malformed", detail="encodedList")
    try:
        packed = multibase_decode(encoded, ("u",))
    except Refused as error:
        raise Refused("status_list_encoding", detail=str(error)) from error
    return PublishedList(
        url=url if isinstance(url, str) else None,
        issued=_moment(document, "validFrom"),
        expires=_moment(document, "validUntil"),
        ttl=_ttl(subject),
        data=decompress(packed, Compression.GZIP),
        order=BitOrder.MSB_FIRST,
        purposes=frozenset(purposes),
        minimum=MINIMUM_ENTRIES,
    )


def new_bits(entries: int = MINIMUM_ENTRIES) -> BitArray:
    """A list in which nothing is set. Raises ``ValueError`` below 131,072 entries."""
    if entries < MINIMUM_ENTRIES:
        raise ValueError(f"a list has at least {MINIMUM_ENTRIES} entries")
    return BitArray.zeros(entries, 1, BitOrder.MSB_FIRST)


def encode_bits(bits: BitArray) -> str:
    """``encodedList`` (§3.3)."""
    if bits.order is not BitOrder.MSB_FIRST:
        raise ValueError("this array is in the order of a Token Status List")
    return multibase_encode(compress(bytes(bits), Compression.GZIP), "u")


def build_bitstring_credential(
    *,
    url: str,
    issuer: str | JsonObject,
    purposes: Sequence[str],
    bits: BitArray,
    valid_from: datetime,
    valid_until: datetime | None = None,
    ttl: timedelta | None = None,
) -> JsonObject:
    """The unsigned list credential of ``bits`` (§2.2, §3.1), to be secured with a Data Integrity proof.

    ``url`` is where it will be published, ``issuer`` an id or an object with ``id``. Raises :class:`Refused`
    ``status_url``, ``ValueError`` for fewer than 131,072 entries, no purpose, or a ``ttl`` under a millisecond.
    """
    if len(bits) < MINIMUM_ENTRIES:
        raise ValueError(f"a list has at least {MINIMUM_ENTRIES} entries, not {len(bits)}")
    if not purposes or (ttl is not None and ttl < timedelta(milliseconds=1)):
        raise ValueError("a list needs a purpose, and a time to live of a millisecond at least")
    subject: JsonObject = {
        "id": f"{check_list_url(url)}#list",
        "type": LIST_TYPE,
        "statusPurpose": purposes[0] if len(purposes) == 1 else [*purposes],
        "encodedList": encode_bits(bits),
    }
    if ttl is not None:
        subject["ttl"] = ttl // timedelta(milliseconds=1)
    return {
        "@context": [CONTEXT],
        "id": url,
        "type": ["VerifiableCredential", CREDENTIAL_TYPE],
        "issuer": issuer,
        "validFrom": format_datetime(valid_from),
        **({"validUntil": format_datetime(valid_until)} if valid_until is not None else {}),
        "credentialSubject": subject,
    }


def _messages(value: JsonValue, size: int) -> dict[int, str]:
    """``statusMessage``: one for each value that ``size`` bits can have; needed from two bits on."""
    if value is None and size == 1:
        return {}
    if not isinstance(value, list) or len(value) != 1 << size:
        raise Refused("status_entry", detail="statusMessage")
    messages: dict[int, str] = {}
    for one in value:
        status, text = (one.get("status"), one.get("message")) if isinstance(one, dict) else (None, None)
        if not isinstance(status, str) or _HEX.fullmatch(status) is None or not isinstance(text, str):
            raise Refused("status_entry", detail="statusMessage")
        messages[int(status, 16)] = text
    if set(messages) != set(range(1 << size)):
        raise Refused("status_entry", detail="statusMessage")
    return messages


def _ttl(subject: JsonObject) -> timedelta | None:
    ttl = subject.get("ttl")
    if ttl is None:
        return None
    if isinstance(ttl, bool) or not isinstance(ttl, int | float) or ttl <= 0:
        raise Refused("status_list_malformed", detail="ttl")
    return timedelta(milliseconds=min(ttl, _MAX_TTL))


def _moment(document: Mapping[str, JsonValue], name: str) -> datetime | None:
    value = document.get(name)
    return parse_datetime(value) if isinstance(value, str) else None


def _texts(value: JsonValue) -> list[str]:
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, str) and entry]
