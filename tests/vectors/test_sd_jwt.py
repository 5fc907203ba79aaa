"""The official examples of RFC 9901, of the SD-JWT VC draft, and the reference library's cases.

They run at the layer of SD-JWT itself: most are no SD-JWT VC (another ``typ``, no ``vct``), which the strict policy
refuses. Signatures of ES256 are not deterministic: they are verified; payloads, digests and results are reproduced.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from dsp_vc.encoding.base import b64url_decode
from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.errors import Refused
from dsp_vc.keys.public import PublicKey
from dsp_vc.securing import key_binding, sd_jwt_vc
from dsp_vc.securing.jose import check_signature
from dsp_vc.securing.sd_jwt import SdJwt, parse_sd_jwt, present, resolve_claims

from ..vectors_dir import vectors_dir

SETS = {
    "sd-jwt-rfc-examples": "RFC 9901",
    "sd-jwt-vc-examples": "SD-JWT VC",
    "sd-jwt-python-vectors": "reference cases",
}
FOLDER = vectors_dir()
CASES = sorted(
    path.parent for name in SETS for path in (FOLDER / name).glob("*/sd_jwt_payload.json")
) if FOLDER else []  # fmt: skip


def compact(case: Path, name: str) -> str:
    """The token in compact form; JSON serialisation (RFC 9901 §8) is put together first."""
    text = case / f"{name}.txt"
    if text.exists():
        return text.read_text().strip()
    value = json.loads((case / f"{name}.json").read_text())
    signed = value["signatures"][0] if "signatures" in value else value
    header = signed["header"]
    jwt = f"{signed['protected']}.{value['payload']}.{signed['signature']}"
    return "".join(f"{part}~" for part in (jwt, *header["disclosures"])) + header.get("kb_jwt", "")


def jwk_of(settings: dict, name: str) -> PublicKey:
    keys = settings["key_settings"]
    value = keys[name][0] if isinstance(keys[name], list) else keys[name]
    return PublicKey.from_jwk({member: value[member] for member in ("kty", "crv", "x", "y") if member in value})


class Loader(yaml.SafeLoader):
    """The specifications mark what is disclosable by a tag of their own, which does not matter here."""


Loader.add_multi_constructor("!", lambda loader, _suffix, _node: None)


def settings_of(case: Path) -> dict:
    own = yaml.load((case / "specification.yml").read_text(), Loader)
    shared = yaml.safe_load((case.parent / "settings.yml").read_text())
    return own if "key_settings" in own else shared


@pytest.mark.parametrize("case", CASES, ids=[f"{case.parent.name}/{case.name}" for case in CASES])
def test_case(case: Path) -> None:
    settings = settings_of(case)
    issuer = jwk_of(settings, "issuer_keys" if "issuer_keys" in settings["key_settings"] else "issuer_key")
    payload = json.loads((case / "sd_jwt_payload.json").read_text())

    issuance = parse_sd_jwt(compact(case, "sd_jwt_issuance"))
    check_signature(issuance.jws, issuer)
    assert parse_object(issuance.jws.payload) == payload
    everything = resolve_claims(issuance)
    assert {"_sd", "_sd_alg", "..."}.isdisjoint(_names(everything))

    text = compact(case, "sd_jwt_presentation")
    presentation = parse_sd_jwt(text)
    check_signature(presentation.jws, issuer)
    assert resolve_claims(presentation) == json.loads((case / "verified_contents.json").read_text())
    _check_binding(case, presentation)
    _check_printed_digests(case, issuance)
    # Cutting the issued token down to what was presented gives the presentation.
    shown = {entry.text for entry in presentation.disclosures}
    assert set(re.findall(r"~([^~.]+)", present(compact(case, "sd_jwt_issuance"), lambda _: True))) >= shown


def _check_binding(case: Path, presentation: SdJwt) -> None:
    if not (case / "kb_jwt_payload.json").exists():
        assert presentation.key_binding_jwt is None
        return
    expected = json.loads((case / "kb_jwt_payload.json").read_text())
    bound = key_binding.check(presentation, key_binding.confirmation_key(resolve_claims(presentation)))
    assert (bound.audience, bound.nonce) == (expected["aud"], expected["nonce"])
    assert int(bound.issued_at.timestamp()) == expected["iat"]


def _check_printed_digests(case: Path, issuance: SdJwt) -> None:
    """The digests that the specification prints beside each disclosure."""
    page = case / "disclosures.md"
    if not page.exists():
        return
    printed = re.findall(r"SHA-256 Hash[^`]*`([A-Za-z0-9_-]{43})`", page.read_text())
    computed = {entry.digest(issuance.algorithm) for entry in issuance.disclosures}
    assert printed
    assert set(printed) <= computed


def _names(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for member in value.values() for name in _names(member)}
    if isinstance(value, list):
        return {name for entry in value for name in _names(entry)}
    return set()


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.parent.name == "sd-jwt-vc-examples"], ids=lambda c: c.name
)
def test_examples_of_the_draft_are_sd_jwt_vcs(case: Path) -> None:
    parsed = sd_jwt_vc.parse_sd_jwt_vc(compact(case, "sd_jwt_presentation"))
    settings = settings_of(case)
    issuer = jwk_of(settings, "issuer_keys" if "issuer_keys" in settings["key_settings"] else "issuer_key")
    assert sd_jwt_vc.verify(parsed, issuer).claims["vct"]


def test_a_bit_in_any_issuer_signature_matters(vectors: Path) -> None:
    for case in CASES[:5]:
        settings = settings_of(case)
        name = "issuer_keys" if "issuer_keys" in settings["key_settings"] else "issuer_key"
        token = parse_sd_jwt(compact(case, "sd_jwt_issuance"))
        signature = b64url_decode(token.issuer_jwt.rpartition(".")[2])
        broken = type(token.jws)(
            token.jws.header, token.jws.payload, bytes([signature[0] ^ 1]) + signature[1:], token.jws.signing_input
        )
        with pytest.raises(Refused):
            check_signature(broken, jwk_of(settings, name))


def test_count(vectors: Path, record_cases) -> None:
    for name in SETS:
        record_cases(name, sum(case.parent.name == name for case in CASES))
    assert len(CASES) >= 30
