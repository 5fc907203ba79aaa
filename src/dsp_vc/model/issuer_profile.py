"""Who an issuer says it is: the Open Badges Profile, and what stands in an issuer's folder."""

from __future__ import annotations

from dataclasses import dataclass

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.model.reading import Reader

KINDS = ("school", "employer", "association")


@dataclass(frozen=True, slots=True)
class IssuerProfile:
    """``id`` is the DID; ``identifiers`` are pairs such as ``("KVK", "12345678")``."""

    id: str
    name: str
    kind: str | None = None
    url: str | None = None
    email: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()

    def to_open_badge(self) -> JsonObject:
        """The Profile of Open Badges 3.0 (§B.1.17), with other identifiers as IdentifierEntry."""
        profile: JsonObject = {"id": self.id, "type": ["Profile"], "name": self.name}
        if self.url:
            profile["url"] = self.url
        if self.email:
            profile["email"] = self.email
        entries: list[JsonValue] = [
            {"type": "IdentifierEntry", "identifier": value, "identifierType": f"ext:{kind}"}
            for kind, value in self.identifiers
        ]
        if entries:
            profile["otherIdentifier"] = entries
        return profile

    def to_dict(self) -> JsonObject:
        """As in ``profile.json``."""
        value: JsonObject = {"id": self.id, "name": self.name}
        optional: JsonObject = {"kind": self.kind, "url": self.url, "email": self.email}
        value.update({name: member for name, member in optional.items() if member is not None})
        if self.identifiers:
            value["identifiers"] = [{"type": kind, "value": entry} for kind, entry in self.identifiers]
        return value

    @classmethod
    def from_dict(cls, value: JsonValue) -> IssuerProfile:
        """Read ``profile.json``. Raises :class:`dsp_vc.errors.InputError` ``record_*``."""
        reader = Reader.of(value, "", frozenset({"id", "name", "kind", "url", "email", "identifiers"}))
        return cls(
            id=reader.need("id", reader.iri),
            name=reader.need("name", reader.text),
            kind=reader.choice("kind", KINDS),
            url=reader.iri("url"),
            email=reader.text("email"),
            identifiers=reader.many("identifiers", _identifier),
        )


def _identifier(value: JsonValue, path: str) -> tuple[str, str]:
    reader = Reader.of(value, path, frozenset({"type", "value"}))
    return reader.need("type", reader.text), reader.need("value", reader.text)
