"""The SD-lines of the catalogue of attacks, each built with fresh keys and without our issuing code."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dsp_vc.trust.bundle import TrustBundle

from . import forge
from .forge import Party

AUDIENCE, NONCE = "Bouwbedrijf Voorbeeld", "n-5c0e3f2a9b7d4e6f8a1b"
NOW = 1_795_514_400  # 2026-11-24T10:00:00Z
VCT = "https://types.example/skill"
Claims = dict[str, Any]


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def encoded(value: Any) -> str:
    return b64(json.dumps(value).encode())


def disclosure(*members: Any) -> str:
    return encoded(list(members))


def digest(text: str) -> str:
    return b64(hashlib.sha256(text.encode()).digest())


def jwt(header: Claims, payload: Claims, party: Party | None) -> str:
    signing_input = f"{encoded(header)}.{encoded(payload)}"
    return f"{signing_input}.{b64(party.signer.sign(signing_input.encode())) if party else ''}"


@dataclass(frozen=True)
class Token:
    """A token that must be refused by ``check`` with ``code``."""

    name: str
    text: str
    check: str
    code: str
    trust: TrustBundle


@dataclass
class Scene:
    school: Party = field(default_factory=lambda: Party("Voorbeeldschool"))
    worker: Party = field(default_factory=lambda: Party("Sam"))
    stranger: Party = field(default_factory=lambda: Party("Vreemde"))

    def __post_init__(self) -> None:
        self.trust = forge.trust_in(self.school)
        self.title = disclosure("salt-title-00000", "title", "Timmeren niveau 3")
        self.level = disclosure("salt-level-00000", "level", 3)
        self.element = disclosure("salt-element-000", "hout")

    def payload(self, **changes: Any) -> Claims:
        claims: Claims = {
            "iss": self.school.did,
            "iat": NOW - 86400,
            "nbf": NOW - 86400,
            "exp": NOW + 86400,
            "vct": VCT,
            "cnf": {"jwk": self.worker.signer.public_key.to_jwk()},
            "_sd_alg": "sha-256",
            "_sd": [digest(self.title), digest(self.level)],
            "materials": [{"...": digest(self.element)}],
            **changes,
        }
        return {name: value for name, value in claims.items() if value is not None}

    def issued(
        self,
        disclosures: list[str] | None = None,
        *,
        by: Party | None = None,
        header: Claims | None = None,
        **changes: Any,
    ) -> str:
        """A presentation without key binding, ending in a tilde."""
        head = {"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": self.school.method, **(header or {})}
        shown = [self.title, self.level, self.element] if disclosures is None else disclosures
        return "".join(f"{part}~" for part in (jwt(head, self.payload(**changes), by or self.school), *shown))

    def bound(
        self,
        presentation: str | None = None,
        *,
        by: Party | None = None,
        header: Claims | None = None,
        unsigned: bool = False,
        **changes: Any,
    ) -> str:
        text = self.issued() if presentation is None else presentation
        claims: Claims = {"iat": NOW - 5, "aud": AUDIENCE, "nonce": NONCE, "sd_hash": digest(text), **changes}
        claims = {name: value for name, value in claims.items() if value is not None}
        head = {"alg": "EdDSA", "typ": "kb+jwt", **(header or {})}
        return text + jwt(head, claims, None if unsigned else by or self.worker)


def control() -> tuple[str, TrustBundle]:
    """A token without a fault."""
    scene = Scene()
    return scene.bound(), scene.trust


def cases() -> list[Token]:
    """Every SD-line."""
    s = Scene()
    extra = disclosure("salt-extra-00000", "grade", "A")
    sd_named = disclosure("salt-sd-00000000", "_sd", ["x"])
    dots_named = disclosure("salt-dots-000000", "...", "x")
    iss_named = disclosure("salt-iss-0000000", "iss", s.stranger.did)
    changed = disclosure("salt-level-00000", "level", 5)
    base = [digest(s.title), digest(s.level)]

    def hidden(name: str) -> str:
        """A claim that must stand in the token, moved into a disclosure."""
        value = s.payload(status={"status_list": {"idx": 1, "uri": "https://x.example/1"}})[name]
        moved = disclosure(f"salt-{name}-0000000", name, value)
        changes: Claims = {name: None, "_sd": [*base, digest(moved)]}
        return s.bound(s.issued([s.title, s.level, s.element, moved], **changes))

    def token(name: str, text: str, check: str, code: str) -> Token:
        return Token(name, text, check, code, s.trust)

    def fmt(name: str, text: str, code: str) -> Token:
        return token(name, text, "format", code)

    def holder(name: str, text: str, code: str) -> Token:
        return token(name, text, "holder-binding", code)

    all_shown = [s.title, s.level, s.element]
    both: Callable[[str], str] = lambda text: s.bound(text)  # noqa: E731
    return [
        fmt("SD-01", both(s.issued([*all_shown, extra])), "sd_disclosure_unreferenced"),
        fmt("SD-02", both(s.issued([*all_shown, s.title])), "sd_disclosure_repeated"),
        fmt("SD-03", both(s.issued(_sd=[*base, base[0]])), "sd_digest_repeated"),
        fmt("SD-04", both(s.issued(inner={"_sd": [base[0]]})), "sd_digest_repeated"),
        fmt("SD-05", both(s.issued([*all_shown, sd_named], _sd=[*base, digest(sd_named)])), "sd_claim_name"),
        fmt("SD-06", both(s.issued([*all_shown, dots_named], _sd=[*base, digest(dots_named)])), "sd_claim_name"),
        fmt("SD-07", both(s.issued([*all_shown, iss_named], _sd=[*base, digest(iss_named)])), "sd_claim_overwritten"),
        fmt("SD-08", both(s.issued([s.title], materials=[{"...": base[0]}], _sd=[base[1]])), "sd_disclosure_kind"),
        fmt("SD-09", both(s.issued([s.element], _sd=[*base, digest(s.element)], materials=None)), "sd_disclosure_kind"),
        fmt("SD-10", both(s.issued(_sd_alg="md5")), "sd_hash_algorithm"),
        fmt("SD-11", s.issued().removesuffix("~"), "sd_format"),
        holder("SD-12", s.issued(), "holder_binding_missing"),
        holder("SD-13", s.bound(aud="Ander bedrijf"), "holder_audience"),
        holder("SD-14", s.bound(nonce="n-0000000000000000000000"), "holder_nonce"),
        holder("SD-15", s.issued([s.title]) + s.bound().rpartition("~")[2], "kb_hash"),
        holder("SD-16", s.bound(header={"typ": "jwt"}), "jws_type"),
        holder("SD-17", s.bound(header={"alg": "none"}, unsigned=True), "jws_algorithm"),
        holder("SD-18", s.bound(by=s.stranger), "jws_signature"),
        holder("SD-19", s.bound(by=s.stranger, header={"jwk": s.stranger.signer.public_key.to_jwk()}), "jws_own_key"),
        holder("SD-20", s.bound(iat=NOW - 4000), "holder_too_old"),
        holder("SD-21", s.bound(iat=NOW + 4000), "holder_from_future"),
        holder("SD-22", s.bound(sd_hash=None), "kb_claims"),
        holder("SD-23", both(s.issued(cnf=None)), "kb_no_confirmation_key"),
        fmt("SD-24", hidden("vct"), "sdjwtvc_disclosed"),
        fmt("SD-25", hidden("exp"), "sdjwtvc_disclosed"),
        fmt("SD-26", hidden("cnf"), "sdjwtvc_disclosed"),
        fmt("SD-27", hidden("status"), "sdjwtvc_disclosed"),
        fmt("SD-28", both(s.issued(header={"typ": "JWT"})), "jws_type"),
        fmt("SD-29", both(s.issued(vct=None)), "sdjwtvc_type"),
        token("SD-30", both(s.issued(exp=NOW - 10)), "validity", "expired"),
        fmt("SD-31", both(s.issued([s.title, changed, s.element])), "sd_disclosure_unreferenced"),
        fmt("SD-32", both(s.issued(_sd={"0": base[0]})), "sd_digests"),
        fmt("SD-33", both(s.issued(materials=[{"...": digest(s.element), "x": 1}])), "sd_array_digest"),
        fmt("SD-34", both(s.issued(header={"alg": "none"})), "jws_algorithm"),
        token("SD-35", both(s.issued(by=s.stranger, header={"kid": s.stranger.method})), "issuer-key", "key_not_issuers"),
        fmt("SD-36", s.bound() + "~", "sd_disclosure"),
    ]
