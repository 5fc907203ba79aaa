"""The SD-lines of the catalogue of attacks, each built with fresh keys and without any of our guards.

Tokens are put together here by hand: base64, hashlib and a signature are all that it takes. So the control, which the
verifier accepts, was not made by the code under test either.
"""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from dsp_vc.keys.public import KeyType
from dsp_vc.trust.bundle import TrustBundle

from . import forge
from .forge import Document, Party

NONCE, AUDIENCE = "9f0d3a4c5e6b7a8990817263544f3e2d", "Bouwbedrijf Voorbeeld"
NOW = datetime(2026, 11, 24, 10, 0, 0, tzinfo=UTC)
MADE = int(NOW.timestamp()) - 30
DAY = 86_400
SKILL = "http://data.europa.eu/esco/skill/6f7f8a1e-2f0c-4a53-9d5c-0a4f2d0f6a01"


def b64(data: bytes | str) -> str:
    raw = data.encode() if isinstance(data, str) else data
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def encoded(value: Any) -> str:
    return b64(json.dumps(value))


def disclosure(*members: Any) -> str:
    """A disclosure of ``members``: name and value, or a value alone, after a salt that is each time another."""
    disclosure.count += 1  # type: ignore[attr-defined]
    return encoded([f"salt-{disclosure.count:04d}-not-random", *members])  # type: ignore[attr-defined]


disclosure.count = 0  # type: ignore[attr-defined]


def digest(text: str) -> str:
    return b64(sha256(text.encode()).digest())


def jws(header: Document, payload: Any, by: Party | None) -> str:
    """A JWS with whatever header; without ``by`` the signature is empty."""
    signing_input = f"{encoded(header)}.{encoded(payload)}"
    return f"{signing_input}.{b64(by.signer.sign(signing_input.encode())) if by else ''}"


@dataclass(frozen=True)
class Plan:
    """All that makes up one presentation; attacks change a member or two."""

    school: Party
    worker: Party
    payload: Document
    disclosures: Sequence[str]
    header: Document
    #: claims and header of the key-binding JWT; ``None``: there is no such JWT
    kb: Document | None
    kb_header: Document
    signed_by: Party | None
    kb_signed_by: Party | None

    def issued(self) -> str:
        return "".join(f"{part}~" for part in (jws(self.header, self.payload, self.signed_by), *self.disclosures))

    def text(self) -> str:
        issued = self.issued()
        if self.kb is None:
            return issued
        claims = {"sd_hash": digest(issued), **self.kb}
        claims = {name: value for name, value in claims.items() if value is not None}
        return issued + jws(self.kb_header, claims, self.kb_signed_by)


def plan() -> Plan:
    """A good presentation: a skill, a disclosed element of a list, a name inside of a disclosed part."""
    school, worker = Party("Voorbeeldschool"), Party("Sam", KeyType.P256)
    level = disclosure("level", {"value": "3", "scale": "NLQF"})
    skill = disclosure(SKILL, {"name": {"nl": "Timmeren"}, "_sd": [digest(level)]})
    title = disclosure("title", "Stage timmeren")
    element = disclosure({"type": "photo", "name": "wand"})
    hidden = digest(disclosure("given_name", "Sam"))
    payload = {
        "iss": school.did,
        "iat": MADE - 10 * DAY,
        "nbf": MADE - 10 * DAY,
        "exp": MADE + 300 * DAY,
        "vct": "urn:dsp-vc:skill-attestation:1",
        "issuer_name": "Voorbeeldschool",
        "cnf": {"jwk": worker.signer.public_key.to_jwk()},
        "skills": {"_sd": [digest(skill)]},
        "evidence": [{"...": digest(element)}, {"...": digest(disclosure({"type": "photo"}))}],
        "_sd": sorted([digest(title), hidden]),
        "_sd_alg": "sha-256",
    }
    return Plan(
        school,
        worker,
        payload,
        (skill, level, title, element),
        {"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": school.method},
        {"iat": MADE, "aud": AUDIENCE, "nonce": NONCE},
        {"alg": "ES256", "typ": "kb+jwt"},
        school,
        worker,
    )


@dataclass(frozen=True)
class Shown:
    """``text`` must be refused by ``check`` with ``code``; ``good`` is the same without the fault."""

    name: str
    text: str
    good: str
    check: str
    code: str
    trust: TrustBundle
    outcome: str = "failed"


def cases() -> list[Shown]:
    """Every SD-line."""
    good = plan()
    stranger = Party("Vreemde", KeyType.P256)
    other_school = Party("Vreemde school")
    trust = forge.trust_in(good.school)
    accepted = good.text()

    def shown(name: str, what: Plan | str, check: str, code: str) -> Shown:
        text = what if isinstance(what, str) else what.text()
        return Shown(name, text, accepted, check, code, trust)

    def payload(change: Callable[[Document], Any], *more: str) -> Plan:
        changed = copy.deepcopy(good.payload)
        change(changed)
        return replace(good, payload=changed, disclosures=(*good.disclosures, *more))

    def named(claim: str, value: Any) -> Plan:
        """``claim`` disclosed instead of standing in the token."""
        text = disclosure(claim, value)
        return payload(lambda p: (p.pop(claim, None), p["_sd"].append(digest(text))), text)

    def kb(**members: Any) -> Plan:
        return replace(good, kb={**(good.kb or {}), **members})

    def kb_header(**members: Any) -> Plan:
        return replace(good, kb_header={**good.kb_header, **members})

    skill, level, title, element = good.disclosures
    unsigned_kb = replace(good, kb_header={**good.kb_header, "alg": "none"}, kb_signed_by=None)
    loose, reserved, dots = disclosure("role", "x"), disclosure("_sd", ["x"]), disclosure("...", "x")
    iss = disclosure("iss", other_school.did)
    triple, pair = disclosure("name", "x"), disclosure("x")
    changed_value = encoded([*json.loads(base64.urlsafe_b64decode(title + "=" * (-len(title) % 4)))[:2], "Diploma"])
    issued, binding = accepted.rsplit("~", 1)
    fewer = "".join(f"{part}~" for part in accepted.split("~")[:-1] if part != title)
    second_key = payload(lambda p: p["evidence"][0].update(name="x"))
    # fmt: off
    return [
        shown("SD-01", replace(good, disclosures=(*good.disclosures, loose)), "format", "sd_disclosure_unreferenced"),
        shown("SD-02", replace(good, disclosures=(*good.disclosures, title)), "format", "sd_disclosure_repeated"),
        shown("SD-03", payload(lambda p: p["_sd"].append(digest(title))), "format", "sd_digest_repeated"),
        shown(
            "SD-04", payload(lambda p: p["evidence"].append({"_sd": [digest(title)]})), "format", "sd_digest_repeated"
        ),
        shown("SD-05", payload(lambda p: p["_sd"].append(digest(reserved)), reserved), "format", "sd_claim_name"),
        shown("SD-06", payload(lambda p: p["_sd"].append(digest(dots)), dots), "format", "sd_claim_name"),
        shown("SD-07", payload(lambda p: p["_sd"].append(digest(iss)), iss), "format", "sd_claim_overwritten"),
        shown(
            "SD-08",
            payload(lambda p: p["evidence"].append({"...": digest(triple)}), triple),
            "format",
            "sd_disclosure_kind",
        ),
        shown("SD-09", payload(lambda p: p["_sd"].append(digest(pair)), pair), "format", "sd_disclosure_kind"),
        shown("SD-10", payload(lambda p: p.update(_sd_alg="md5")), "format", "sd_hash_algorithm"),
        shown("SD-11", replace(good, kb=None).text()[:-1], "format", "sd_format"),
        shown("SD-12", replace(good, kb=None), "holder-binding", "holder_binding_missing"),
        shown("SD-13", kb(aud="Ander bedrijf"), "holder-binding", "holder_audience"),
        shown("SD-14", kb(nonce="0" * 32), "holder-binding", "holder_nonce"),
        shown("SD-15", fewer + binding, "holder-binding", "kb_hash"),
        shown("SD-16", kb_header(typ="JWT"), "holder-binding", "jws_type"),
        shown("SD-17", unsigned_kb, "holder-binding", "jws_algorithm"),
        shown("SD-18", replace(good, kb_signed_by=stranger), "holder-binding", "jws_signature"),
        shown(
            "SD-19",
            replace(kb_header(jwk=stranger.signer.public_key.to_jwk()), kb_signed_by=stranger),
            "holder-binding",
            "jws_own_key",
        ),
        shown("SD-20", kb(iat=MADE - DAY), "holder-binding", "holder_too_old"),
        shown("SD-21", kb(iat=MADE + DAY), "holder-binding", "holder_from_future"),
        shown("SD-22", kb(sd_hash=None), "holder-binding", "kb_claims"),
        shown("SD-23", payload(lambda p: p.pop("cnf")), "holder-binding", "kb_no_confirmation_key"),
        shown("SD-24", named("vct", good.payload["vct"]), "format", "sdjwtvc_disclosed"),
        shown("SD-25", named("exp", good.payload["exp"]), "format", "sdjwtvc_disclosed"),
        shown("SD-26", named("cnf", good.payload["cnf"]), "format", "sdjwtvc_disclosed"),
        shown(
            "SD-27",
            named("status", {"status_list": {"idx": 1, "uri": "https://school.example/status"}}),
            "format",
            "sdjwtvc_disclosed",
        ),
        shown("SD-28", replace(good, header={**good.header, "typ": "JWT"}), "format", "jws_type"),
        shown("SD-29", payload(lambda p: p.pop("vct")), "format", "sdjwtvc_type"),
        shown("SD-30", payload(lambda p: p.update(exp=MADE - DAY)), "validity", "expired"),
        shown(
            "SD-31",
            replace(good, disclosures=(skill, level, changed_value, element)),
            "format",
            "sd_disclosure_unreferenced",
        ),
        shown("SD-32", payload(lambda p: p.update(_sd=digest(title))), "format", "sd_digests"),
        shown("SD-33", second_key, "format", "sd_array_digest"),
        shown("SD-34", replace(good, header={**good.header, "alg": "none"}, signed_by=None), "format", "jws_algorithm"),
        shown(
            "SD-35",
            replace(good, header={**good.header, "kid": other_school.method}, signed_by=other_school),
            "issuer-key",
            "key_not_issuers",
        ),
        shown("SD-36", accepted + "~", "format", "sd_disclosure"),
        # beyond the catalogue
        shown("SD-04 in a disclosure", _repeated_inside(good), "format", "sd_digest_repeated"),
        shown("SD-05 _sd_alg", _with(good, disclosure("_sd_alg", "md5")), "format", "sd_claim_name"),
        shown("SD-10 inside", payload(lambda p: p["skills"].update(_sd_alg="sha-256")), "format", "sd_hash_algorithm"),
        shown("SD-15 added", f"{issued}~{loose}~{binding}", "format", "sd_disclosure_unreferenced"),
        shown(
            "SD-18 by the issuer",
            replace(kb_header(alg="EdDSA"), kb_signed_by=good.school),
            "holder-binding",
            "jws_key_mismatch",
        ),
        shown("SD-19 kid a number", kb_header(kid=42), "holder-binding", "jws_kid"),
        shown("SD-22 no nonce", kb(nonce=None), "holder-binding", "kb_claims"),
        shown("SD-22 aud a list", kb(aud=[AUDIENCE, "Ander bedrijf"]), "holder-binding", "kb_claims"),
        shown("SD-22 iat a text", kb(iat=str(MADE)), "holder-binding", "numeric_date"),
        shown("SD-22 no iat", kb(iat=None), "holder-binding", "numeric_date"),
        shown("SD-22 nbf", kb(nbf=MADE + DAY), "holder-binding", "kb_claims"),
        shown(
            "SD-23 by name",
            payload(lambda p: p.update(cnf={"kid": "1"})),
            "holder-binding",
            "kb_confirmation_unsupported",
        ),
        shown("SD-24 inside", _inside_cnf(good), "format", "sdjwtvc_disclosed"),
        shown("SD-28 earlier name", replace(good, header={**good.header, "typ": "vc+sd-jwt"}), "format", "jws_type"),
        shown("SD-30 not yet", payload(lambda p: p.update(nbf=MADE + DAY)), "validity", "not_yet_valid"),
        shown("SD-30 a text", payload(lambda p: p.update(exp="2030-01-01")), "format", "numeric_date"),
        shown("SD-34 changed", _resigned(good), "proof", "jws_signature"),
        shown("SD-34 other curve", replace(good, header={**good.header, "alg": "ES256"}), "proof", "jws_key_mismatch"),
        shown("SD-35 by a stranger", replace(good, signed_by=other_school), "proof", "jws_signature"),
        shown(
            "JO-04",
            replace(
                good, header={**good.header, "jwk": other_school.signer.public_key.to_jwk()}, signed_by=other_school
            ),
            "format",
            "jws_own_key",
        ),
        shown("JO-07", replace(good, header={**good.header, "crit": ["exp"]}), "format", "jws_crit"),
        shown("JO-09", replace(good, header={**good.header, "b64": False}), "format", "jws_b64"),
        shown("JO-14 kid a number", replace(good, header={**good.header, "kid": 42}), "format", "jws_kid"),
        shown("JO-11", binding, "format", "token_kind_not_accepted"),
    ]
    # fmt: on


def _with(good: Plan, text: str) -> Plan:
    payload = copy.deepcopy(good.payload)
    payload["_sd"].append(digest(text))
    return replace(good, payload=payload, disclosures=(*good.disclosures, text))


def _repeated_inside(good: Plan) -> Plan:
    title = good.disclosures[2]
    return _with(good, disclosure("criteria", {"narrative": "x", "_sd": [digest(title)]}))


def _inside_cnf(good: Plan) -> Plan:
    text = disclosure("jwk", good.payload["cnf"]["jwk"])
    payload = {**copy.deepcopy(good.payload), "cnf": {"_sd": [digest(text)]}}
    return replace(good, payload=payload, disclosures=(*good.disclosures, text))


def _resigned(good: Plan) -> str:
    """Another payload under the old signature, and a fresh key-binding JWT by the holder over it."""
    header, _, signature = good.issued().split("~")[0].split(".")
    changed = f"{header}.{encoded({**good.payload, 'issuer_name': 'Andere school'})}.{signature}"
    issued = "".join(f"{part}~" for part in (changed, *good.disclosures))
    return issued + jws(good.kb_header, {"sd_hash": digest(issued), **(good.kb or {})}, good.worker)
