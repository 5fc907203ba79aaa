"""The file shape that deliveries and wallets share: an array of Universal Wallet 2020 entries, as the Learner
Credential Wallet backs up.

A JSON credential stands among the ``contents`` as the very text that was signed, never written anew; an SD-JWT in an
entry of ours, which other wallets skip. Entries that we do not know are kept as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID, uuid5

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse, parse_object
from dsp_vc.errors import InputError

CONTEXTS: list[JsonValue] = ["https://www.w3.org/2018/credentials/v1", "https://w3id.org/wallet/v1"]
SD_JWT_ENTRY = "DspVcSdJwt"
MAX_BYTES = 64 * 1024 * 1024
MAX_ENTRIES = 100_000  # each is parsed by itself: millions of empty ones would take minutes
_NAMES = UUID("91376602-b757-4a01-a3da-6c39b1fc0a9e")  # drawn once
_TOKEN = re.compile(r"ey[A-Za-z0-9_~.=-]+")
MAX_DEPTH = 106  # a credential of 100 levels stands three levels down


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``kind`` is ``credential`` (``raw`` is the credential: JSON text or compact token), or ``other``
    (``raw`` is the entry itself)."""

    kind: str
    raw: str
    value: JsonObject


def build(entries: Iterable[str]) -> bytes:
    """The file for ``entries``: each the text of a JSON credential or entry, or a compact token; verbatim. The same
    entries give the same file."""
    texts = ",\n".join(entry if entry.lstrip().startswith(("{", "[", '"')) else _wrap(entry) for entry in entries)
    head = dumps(
        {"@context": CONTEXTS, "id": uuid5(_NAMES, texts).urn, "type": "UniversalWallet2020", "status": "UNLOCKED"}
    )
    return f'[{head[:-1]},"contents":[\n{texts}\n]}}]\n'.encode()


def build_delivery(artefacts: Iterable[str]) -> bytes:
    """What an issuer hands over: the renderings of its records, each as it was signed."""
    return build(artefacts)


def read_delivery(data: bytes) -> tuple[bytes, ...]:
    """The credentials in a delivery or a backup, in order, each in the very bytes that were signed: what a verifier or
    a wallet takes. Raises :class:`InputError` as :func:`read_entries`."""
    return tuple(entry.raw.encode() for entry in read_entries(data) if entry.kind == "credential")


def read_entries(data: bytes) -> list[Entry]:
    """The entries of a delivery, a wallet's inside or a backup, in order.

    Takes an array of wallets, one wallet, or a bare array of credentials and tokens. Raises :class:`InputError`
    ``entries_not_recognised``, ``entries_too_many``, ``json_*``.
    """
    parse(data, max_bytes=MAX_BYTES, max_depth=MAX_DEPTH)
    text = data.decode()
    start = _skip(text, 0)
    found: list[Entry] = []
    elements: Iterable[tuple[int, int]]
    if text[start] == "{":
        elements = [(start, _end(text, start))]
    elif text[start] == "[":
        elements = _elements(text, start)
    else:
        raise InputError("entries_not_recognised")
    bound = _Bound()
    for begin, end in bound.counted(elements):
        contents = _member(text, begin, "contents") if text[begin] == "{" else None
        if contents is not None and text[contents] == "[":
            found += (_entry(text[first:last]) for first, last in bound.counted(_elements(text, contents)))
        else:
            found.append(_entry(text[begin:end]))
    return found


class _Bound:
    """Counts the elements of all arrays of a file together."""

    def __init__(self) -> None:
        self._left = MAX_ENTRIES

    def counted(self, elements: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        for element in elements:
            self._left -= 1
            if self._left < 0:
                raise InputError("entries_too_many", limit=MAX_ENTRIES)
            yield element


def check_credential(raw: str) -> None:
    """Whether ``raw`` can stand in the array: a strict JSON object, or a compact token.

    Raises :class:`InputError` ``credential_form``, ``json_*``.
    """
    if raw.startswith("{"):
        if "credentialSubject" not in parse_object(raw):
            raise InputError("credential_form")
    elif not _TOKEN.fullmatch(raw):
        raise InputError("credential_form")


def _wrap(token: str) -> str:
    return dumps({"type": SD_JWT_ENTRY, "value": token})


def _entry(text: str) -> Entry:
    value = parse(text, max_bytes=MAX_BYTES, max_depth=MAX_DEPTH)
    if isinstance(value, str) and _TOKEN.fullmatch(value):
        return Entry("credential", value, {"type": SD_JWT_ENTRY, "value": value})
    if not isinstance(value, dict):
        return Entry("other", text, {})
    token = value.get("value")
    if value.get("type") == SD_JWT_ENTRY and isinstance(token, str) and _TOKEN.fullmatch(token):
        return Entry("credential", token, value)
    if "credentialSubject" in value:
        return Entry("credential", text, value)
    return Entry("other", text, value)


# The text was parsed strictly before: from here on it only has to be cut at the right places.
_DECODER = json.JSONDecoder()


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t\r\n":
        position += 1
    return position


def _end(text: str, position: int) -> int:
    return _DECODER.raw_decode(text, position)[1]


def _elements(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Begin and end of each element of the array at ``position``."""
    position = _skip(text, position + 1)
    while text[position] != "]":
        end = _end(text, position)
        yield position, end
        position = _skip(text, end)
        if text[position] == ",":
            position = _skip(text, position + 1)


def _member(text: str, position: int, name: str) -> int | None:
    """Where the value of ``name`` begins in the object at ``position``."""
    position = _skip(text, position + 1)
    while text[position] != "}":
        key, end = _DECODER.raw_decode(text, position)
        value = _skip(text, _skip(text, end) + 1)
        if key == name:
            return value
        position = _skip(text, _end(text, value))
        if text[position] == ",":
            position = _skip(text, position + 1)
    return None


def as_entry(value: dict[str, JsonValue]) -> str:
    """The text of an entry of ours."""
    return dumps(value)
