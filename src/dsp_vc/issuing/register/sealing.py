"""What the register keeps of a person: marks that only the issuer can make, records that only the issuer can open."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256

from dsp_vc.encoding import jcs
from dsp_vc.encoding.base import b64url_decode, b64url_encode
from dsp_vc.encoding.strict_json import JsonObject, dumps, parse_object
from dsp_vc.errors import InputError
from dsp_vc.keys import age

_MARK_BYTES = 32


@dataclass(frozen=True, slots=True)
class Sealed:
    """One issued credential as the register keeps it: the record (``to_dict``), the key that it was bound to, and its
    renderings by mechanism, each the text that was signed."""

    record: JsonObject
    holder: str | None
    renderings: dict[str, str]


@dataclass(frozen=True, slots=True)
class Seal:
    """The two secrets of a register: the key of its marks, and the age identity that opens what it keeps."""

    marks: bytes = field(repr=False)
    identity: str = field(repr=False)
    recipient: str

    @classmethod
    def generate(cls) -> Seal:
        """New secrets."""
        identity, recipient = age.generate_identity()
        return cls(secrets.token_bytes(_MARK_BYTES), identity, recipient)

    @classmethod
    def from_json(cls, value: JsonObject) -> Seal:
        """Read what :meth:`to_json` wrote. Raises :class:`InputError` ``key_store_invalid``."""
        marks, identity = value.get("marks"), value.get("identity")
        if not isinstance(marks, str) or not isinstance(identity, str):
            raise InputError("key_store_invalid", path="")
        raw = b64url_decode(marks)
        if len(raw) != _MARK_BYTES:
            raise InputError("key_store_invalid", path="")
        return cls(raw, identity, age.recipient_of(identity))

    def to_json(self) -> JsonObject:
        """Both secrets. Only for a file that is encrypted."""
        return {"marks": b64url_encode(self.marks), "identity": self.identity}

    def mark(self, purpose: str, value: JsonObject | str) -> str:
        """HMAC-SHA256 over ``value`` (in JCS) for ``purpose``, hexadecimal: equal for equal values, and no more."""
        return hmac.new(self.marks, purpose.encode() + b"\0" + jcs.canonicalize(value), sha256).hexdigest()

    def holder_mark(self, holder: str | None) -> str | None:
        """How the register names a holder."""
        return None if holder is None else self.mark("holder", holder)

    def content_mark(self, record: JsonObject, holder: str | None) -> str:
        """How the register tells that it is the same record, bound to the same holder."""
        return self.mark("content", {"record": record, "holder": holder})

    def close(self, sealed: Sealed) -> bytes:
        """``sealed`` as an age file."""
        value: JsonObject = {"record": sealed.record, "holder": sealed.holder, "renderings": {**sealed.renderings}}
        return age.encrypt_to(dumps(value).encode(), [self.recipient])

    def open(self, data: bytes) -> Sealed:
        """What :meth:`close` sealed. Raises :class:`InputError` ``age_*``."""
        value = parse_object(age.decrypt(data, identities=[self.identity]))
        record, holder, renderings = value.get("record"), value.get("holder"), value.get("renderings")
        if not isinstance(record, dict) or not isinstance(renderings, dict):
            raise InputError("age_damaged", detail="a record of the register")
        texts = {name: text for name, text in renderings.items() if isinstance(text, str)}
        return Sealed(record, holder if isinstance(holder, str) else None, texts)
