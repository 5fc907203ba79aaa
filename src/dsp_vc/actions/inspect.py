"""Look into a message without verifying anything."""

from __future__ import annotations

from dsp_vc.actions.material import read_messages
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, parse
from dsp_vc.errors import InputError, naming
from dsp_vc.securing.jose import parse_compact
from dsp_vc.securing.sd_jwt import parse_sd_jwt, resolve_claims


def inspect(name: str) -> list[JsonObject]:
    """What each message in the file says of itself. Raises :class:`dsp_vc.errors.InputError`."""
    found: list[JsonObject] = []
    for message in read_messages(name):
        with naming(message.source):
            found.append({"source": message.source, **_look(message.raw)})
    return found


def _look(raw: bytes) -> JsonObject:
    text = raw.strip()
    if not text.startswith(b"ey"):
        value = parse(raw)
        if not isinstance(value, dict):
            raise InputError("not_recognised")
        return {"content": value}
    if b"~" not in text:
        token = parse_compact(text.decode("utf-8", "replace"))
        return {"header": token.header, "content": _parsed(token.payload)}
    parsed = parse_sd_jwt(text.decode("utf-8", "replace"))
    found: JsonObject = {"header": parsed.jws.header, "content": resolve_claims(parsed)}
    if parsed.key_binding_jwt is not None:
        binding = parse_compact(parsed.key_binding_jwt)
        found["keyBinding"] = {"header": binding.header, "content": _parsed(binding.payload)}
    return found


def _parsed(payload: bytes) -> JsonValue:
    return parse(payload)
