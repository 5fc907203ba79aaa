"""An SD-JWT VC, with or without key binding, as a candidate for verification (RFC 9901 §7; SD-JWT VC §3)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256, sha384, sha512

from dsp_vc.did.key import did_key
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused
from dsp_vc.keys.public import PublicKey
from dsp_vc.model import sd_jwt_vc as claims_model
from dsp_vc.model.credential import SD_JWT_VC, Credential
from dsp_vc.securing import key_binding, sd_jwt_vc
from dsp_vc.status.entry import StatusEntry
from dsp_vc.status.token_list import read_reference
from dsp_vc.trust.bundle import Scope
from dsp_vc.verification import schemas
from dsp_vc.verification.case import Binding, Setting
from dsp_vc.verification.issuer_keys import key_of_issuer
from dsp_vc.verification.keys import FoundKey, KeySource

_INTEGRITY = {"sha256": sha256, "sha384": sha384, "sha512": sha512}


@dataclass(slots=True)
class CompactCandidate:
    """A compact token. None of its content is handed out before the issuer's signature was checked."""

    text: str
    mechanism: str | None = None
    parsed: sd_jwt_vc.Parsed | None = None
    verified: sd_jwt_vc.Verified | None = None
    credential: Credential | None = None
    issuer_key: PublicKey | None = None

    def read(self, setting: Setting) -> None:
        """The form of an SD-JWT VC."""
        if "~" not in self.text:
            raise Refused("token_kind_not_accepted")
        self.parsed = sd_jwt_vc.parse_sd_jwt_vc(self.text)
        self.mechanism = sd_jwt_vc.NAME

    def guard(self, setting: Setting) -> str:
        """There is no JSON-LD in it."""
        return "context_none"

    def find_keys(self, setting: Setting) -> FoundKey:
        """The key of ``iss``, or of whom its certificate names (SD-JWT VC §2.5)."""
        assert self.parsed is not None
        found = key_of_issuer(self.parsed.iss, self.parsed.token.jws, setting)
        self.issuer_key = found.key
        return found

    def prove(self, setting: Setting) -> Credential:
        """The issuer's signature; the content comes out of the same parse that it covers."""
        assert self.parsed is not None
        assert self.issuer_key is not None
        if sd_jwt_vc.NAME not in setting.policy.mechanisms:
            raise Refused("mechanism_not_accepted", name=sd_jwt_vc.NAME)
        self.verified = sd_jwt_vc.verify(self.parsed, self.issuer_key, setting.policy.algorithms)
        _check_audience(self.verified.claims.get("aud"), setting.expected.audience)
        self.credential = Credential(
            raw=self.parsed.token.without_key_binding().encode(),
            media_type=sd_jwt_vc.MEDIA_TYPE,
            claims=self.verified.claims,
            format=SD_JWT_VC,
        )
        return self.credential

    def digests(self) -> tuple[str, ...]:
        """Digest of the issuer's signing input."""
        return (self.verified.digest,) if self.verified is not None else ()

    def validity(self) -> tuple[datetime | None, datetime | None]:
        """The later of ``nbf`` and ``iat``, and ``exp``."""
        claims = self._claims()
        begins = [moment for name in ("nbf", "iat") if (moment := _moment(claims.get(name))) is not None]
        return max(begins, default=None), _moment(claims.get("exp"))

    def subject_ids(self) -> tuple[str | None, ...]:
        """The holder's key as a did:key; ``None`` where none is named."""
        key = key_binding.confirmation_key(self._claims())
        return (did_key(key) if key is not None else None,)

    def subject_is_issuer(self) -> bool:
        """Whether the holder's key is the issuer's own, or ``sub`` is ``iss``."""
        claims = self._claims()
        same_name = isinstance(claims.get("sub"), str) and claims["sub"] == claims.get("iss")
        try:
            return same_name or key_binding.confirmation_key(claims) == self.issuer_key
        except Refused:
            return same_name  # a holder's key that can't be read here is a matter of holder binding alone

    def attested(self) -> tuple[Scope, bool]:
        """What the disclosed claims attest; more may be hidden."""
        claims = self._claims()
        return schemas.scope_of(self.credential, frozenset({str(claims.get("vct"))})), True

    def status_entries(self) -> tuple[Callable[[], StatusEntry], ...]:
        """The members of ``status`` (Token Status List §6.1); a claim without any is a wrong one."""
        if "status" not in self._claims():
            return ()
        status = self._claims()["status"]
        members = status if isinstance(status, dict) and status else {"status_list": None}
        return tuple(partial(read_reference, name, value) for name, value in members.items())

    def check_schema(self, setting: Setting) -> str:
        """Our own type by its rules; another type by its metadata, where that is here (SD-JWT VC §6)."""
        claims = self._claims()
        vct = str(claims["vct"])
        held = setting.trust.documents.type_metadata.get(vct) or setting.evidence.type_metadata.get(vct)
        if vct == claims_model.VCT:
            held = held or claims_model.type_metadata()
            claims_model.check_claims(claims)
        if held is None:
            return "schema_not_held"
        _check_integrity(claims.get("vct#integrity"), held)
        return "schema_ok"

    def binding(self, setting: Setting) -> Binding | None:
        """The holder's key-binding JWT, checked by the key in the verified claims."""
        assert self.parsed is not None
        if self.parsed.token.key_binding_jwt is None:
            return None
        key = key_binding.confirmation_key(self._claims())
        found = key_binding.check(self.parsed.token, key, setting.policy.algorithms)
        subject = self._claims().get("sub")
        if key is not None and isinstance(subject, str):
            # The token holds the key by value; whether its owner has revoked it, the owner's document says.
            setting.keys().in_force(FoundKey(key, subject.partition("#")[0], KeySource.DID))
        return Binding((found.audience,), found.nonce, found.issued_at, found.expires)

    def _claims(self) -> JsonObject:
        assert self.verified is not None
        return self.verified.claims


def _check_audience(value: JsonValue, own: str | None) -> None:
    """A credential that its issuer made for certain readers is for nobody else (RFC 7519 §4.1.3)."""
    if value is not None and own is not None and own not in (value if isinstance(value, list) else [value]):
        raise Refused("token_audience")


def _check_integrity(value: JsonValue, document: bytes) -> None:
    """Subresource integrity of the type metadata (``vct#integrity``, SD-JWT VC §6): of several digests those by the
    strongest algorithm count, and one of these must fit (SRI §3.3.4)."""
    if value is None:
        return
    digests: dict[str, set[str]] = {}
    for entry in str(value).split():
        name, _, digest = entry.partition("-")
        digests.setdefault(name, set()).add(digest.split("?")[0])
    strongest = next((name for name in ("sha512", "sha384", "sha256") if name in digests), None)
    if strongest is not None:
        found = base64.b64encode(_INTEGRITY[strongest](document).digest()).decode()
        if found in digests[strongest]:
            return
    raise Refused("type_metadata_integrity")


def _moment(value: JsonValue) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int | float) else None
