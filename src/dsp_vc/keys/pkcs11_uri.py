"""Addresses of keys on tokens: the PKCS #11 URI scheme (RFC 7512).

An address says what a token and a key must have (§2.3); what it leaves out may be anything (§2.5). An attribute of the
path that is not known here could have narrowed the choice, so it is refused; one of the query is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote_to_bytes

from dsp_vc.errors import InputError

SCHEME = "pkcs11:"
MAX_LENGTH = 4096
# §2.3: what describes the library, the slot, the token, and the object; `id` is bytes, all others text in UTF-8.
_LIBRARY = ("library-manufacturer", "library-description", "library-version")
_SLOT = ("slot-manufacturer", "slot-description", "slot-id")
_TOKEN = ("token", "manufacturer", "serial", "model")
_OBJECT = ("object", "id", "type")
_PATH = (*_LIBRARY, *_SLOT, *_TOKEN, *_OBJECT)
_QUERY = ("module-path", "pin-source")
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_RESERVED = ":[]@!$'()*+,="
_PATH_VALUE = re.compile(r"(?:[A-Za-z0-9._~:\[\]@!$'()*+,=&-]|%[0-9A-Fa-f]{2})*")
_QUERY_VALUE = re.compile(r"(?:[A-Za-z0-9._~:\[\]@!$'()*+,=/?|-]|%[0-9A-Fa-f]{2})*")
_FORMS = {
    "type": re.compile(r"public|private"),
    "slot-id": re.compile(r"[0-9]+"),
    "library-version": re.compile(r"[0-9]+(?:\.[0-9]+)?"),
}


@dataclass(frozen=True, slots=True)
class KeyUri:
    """Where a key is. ``place`` is what library, slot and token must have, by the name of the attribute; ``label`` and
    ``id`` the key. ``module_path`` is the module to load, ``pin_source`` the file that the PIN is in."""

    place: Mapping[str, str] = field(default_factory=dict)
    label: str | None = None
    id: bytes | None = None
    module_path: str | None = None
    pin_source: str | None = None

    @classmethod
    def parse(cls, text: str) -> KeyUri:
        """Read an address (§2.3).

        Raises :class:`InputError` ``pkcs11_uri`` (its parameter ``reason`` never holds a value), and
        ``pkcs11_pin_in_uri``: a PIN in an address would stand in command lines and lists of processes (§7).
        """
        if not text.startswith(SCHEME) or len(text) > MAX_LENGTH:
            raise InputError("pkcs11_uri", reason=f"{SCHEME}… expected" if len(text) <= MAX_LENGTH else "too long")
        path, _, query = text[len(SCHEME) :].partition("?")
        named = _attributes(path, ";", _PATH_VALUE)
        asked = _attributes(query, "&", _QUERY_VALUE)
        if "pin-value" in asked:
            raise InputError("pkcs11_pin_in_uri")
        if "module-name" in asked and "module-path" not in asked:
            raise InputError("pkcs11_uri", reason="module-name; give module-path, the file of the module")
        for name in named:
            if name not in _PATH:
                raise InputError("pkcs11_uri", reason=f"{name} is not known here")
        values = {name: _text(name, value) for name, value in named.items() if name != "id"}
        extra = {name: _text(name, asked[name]) for name in _QUERY if name in asked}
        for name, form in _FORMS.items():
            if name in values and form.fullmatch(values[name]) is None:
                raise InputError("pkcs11_uri", reason=f"the form of {name}")
        return cls(
            {name: values[name] for name in _PATH if name in values and name not in _OBJECT},
            values.get("object"),
            unquote_to_bytes(named["id"]) if "id" in named else None,
            extra.get("module-path"),
            extra.get("pin-source"),
        )

    def __str__(self) -> str:
        """The address as text; :meth:`parse` reads it back. All of ``id`` is percent-encoded (§2.3)."""
        path = [f"{name}={_quoted(value, '&')}" for name, value in self.place.items()]
        if self.label is not None:
            path.append(f"object={_quoted(self.label, '&')}")
        if self.id is not None:
            path.append("id=" + "".join(f"%{byte:02X}" for byte in self.id))
        query = [("module-path", self.module_path), ("pin-source", self.pin_source)]
        told = "&".join(f"{name}={_quoted(value, '/?')}" for name, value in query if value is not None)
        return SCHEME + ";".join(path) + (f"?{told}" if told else "")

    @property
    def names_key(self) -> bool:
        """Whether it says which key, and not only on which token."""
        return self.label is not None or self.id is not None

    @property
    def shown(self) -> str:
        """What a person is told: which token and which key, without the files."""
        return str(replace(self, module_path=None, pin_source=None))

    def fits(self, found: Mapping[str, str]) -> bool:
        """Whether a token for which these attributes hold is one that it means (§2.5). A version of one number is that
        number and zero (§2.3)."""
        return all(_plain(name, found.get(name, "")) == _plain(name, value) for name, value in self.place.items())


def _attributes(text: str, delimiter: str, form: re.Pattern[str]) -> dict[str, str]:
    """The attributes of a component, still encoded. None may come twice, but those of vendors in the query (§2.3)."""
    found: dict[str, str] = {}
    for part in text.split(delimiter) if text else ():
        name, equals, value = part.partition("=")
        if not equals or _NAME.fullmatch(name) is None:
            raise InputError("pkcs11_uri", reason="an attribute is NAME=VALUE")
        if form.fullmatch(value) is None:
            raise InputError("pkcs11_uri", reason=f"a character in {name} must be percent-encoded")
        if name in found and (delimiter == ";" or name in (*_QUERY, "pin-value", "module-name")):
            raise InputError("pkcs11_uri", reason=f"{name} comes twice")
        found[name] = value
    return found


def _text(name: str, value: str) -> str:
    try:
        text = unquote_to_bytes(value).decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("pkcs11_uri", reason=f"{name} is not UTF-8") from None
    if "\0" in text:
        raise InputError("pkcs11_uri", reason=f"{name} holds a zero")
    return text


def _plain(name: str, value: str) -> str:
    if name == "slot-id" and value:
        return str(int(value))
    if name == "library-version" and "." not in value:
        return f"{value}.0"
    return value


def _quoted(value: str, also: str) -> str:
    return quote(value, safe=_RESERVED + also)
