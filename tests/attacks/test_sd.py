"""Every SD-line of the catalogue is refused for its own reason; the presentation without the fault is accepted."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsp_vc.did.issuer_metadata import build_issuer_metadata, parse_issuer_metadata
from dsp_vc.errors import InputError
from dsp_vc.keys.public import KeyType
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.report import Outcome, Verdict, VerificationReport
from dsp_vc.verification.verifier import Verifier

from . import forge, sd_cases

CASES = sd_cases.cases()


def verify(text: str, trust: TrustBundle) -> VerificationReport:
    verifier = Verifier(trust, clock=lambda: sd_cases.NOW)
    return verifier.presentation(text.encode(), challenge=sd_cases.NONCE, domain=sd_cases.AUDIENCE)


@pytest.mark.parametrize("shown", CASES, ids=[case.name for case in CASES])
def test_attack_is_refused_for_its_own_reason(shown: sd_cases.Shown) -> None:
    control = verify(shown.good, shown.trust)
    assert control.verdict is Verdict.ACCEPTED, control.to_json()
    assert control.presence == "live"

    report = verify(shown.text, shown.trust)

    result = report.check(shown.check)
    assert (result.outcome, result.code) == (shown.outcome, shown.code), report.to_json()
    assert report.verdict is Verdict.REJECTED
    assert not report


def test_every_line_is_there(record_cases) -> None:
    assert {case.name for case in CASES} >= {f"SD-{number:02d}" for number in range(1, 37)}
    record_cases("attacks SD", len(CASES))


def test_what_is_shown_is_what_was_disclosed() -> None:
    good = sd_cases.plan()
    report = verify(good.text(), forge.trust_in(good.school))
    claims = report.credential.claims
    assert claims["skills"] == {sd_cases.SKILL: {"name": {"nl": "Timmeren"}, "level": {"value": "3", "scale": "NLQF"}}}
    assert claims["evidence"] == [{"type": "photo", "name": "wand"}]
    assert "given_name" not in claims
    assert report.audience == sd_cases.AUDIENCE
    assert report.credential.raw == good.issued().encode()


def test_without_a_request_the_presence_is_told_and_not_required() -> None:
    good = sd_cases.plan()
    verifier = Verifier(forge.trust_in(good.school), clock=lambda: sd_cases.NOW)
    bearer = verifier.verify(good.issued().encode())
    assert (bearer.verdict, bearer.presence) == (Verdict.ACCEPTED, "bearer")
    fresh = verifier.verify(good.text().encode())
    assert (fresh.verdict, fresh.presence) == (Verdict.ACCEPTED, "fresh")


def test_a_holder_key_of_an_unknown_form_matters_for_holder_binding_alone() -> None:
    good = sd_cases.plan()
    payload = {**good.payload, "cnf": {"kid": "1"}}
    report = Verifier(forge.trust_in(good.school), clock=lambda: sd_cases.NOW).verify(
        replace(good, payload=payload, kb=None).text().encode()
    )
    assert report.verdict is Verdict.ACCEPTED, report.to_json()


def test_who_signs_for_themself_is_told_apart() -> None:
    good = sd_cases.plan()
    payload = {**good.payload, "cnf": {"jwk": good.school.signer.public_key.to_jwk()}}
    shown = replace(good, payload=payload, kb_signed_by=good.school, kb_header={"alg": "EdDSA", "typ": "kb+jwt"})
    report = verify(shown.text(), forge.trust_in(good.school))
    assert report.check("issuer-trust").code == "self_asserted"
    assert report.check("holder-binding").outcome is Outcome.PASSED
    assert report.verdict is Verdict.INDETERMINATE


@pytest.mark.parametrize("kid", [None, "fragment"])
def test_the_key_may_be_named_short_or_not_at_all(kid: str | None) -> None:
    good = sd_cases.plan()
    header = {"alg": "EdDSA", "typ": "dc+sd-jwt"}
    if kid is not None:
        header["kid"] = "#" + good.school.method.split("#")[1]
    report = verify(replace(good, header=header).text(), forge.trust_in(good.school))
    assert report.verdict is Verdict.ACCEPTED, report.to_json()


@pytest.mark.parametrize(("header", "outcome", "code"), [
    ({}, Outcome.FAILED, "issuer_missing"),
    ({"x5c": ["MIIB"]}, Outcome.FAILED, "certificate_malformed"),
])  # fmt: skip
def test_without_an_issuer(header: dict[str, object], outcome: Outcome, code: str) -> None:
    good = sd_cases.plan()
    payload = {name: value for name, value in good.payload.items() if name != "iss"}
    report = verify(
        replace(good, payload=payload, header={**good.header, **header}).text(), forge.trust_in(good.school)
    )
    result = report.check("issuer-key")
    assert (result.outcome, result.code) == (outcome, code)


def test_an_issuer_by_address_without_its_metadata_is_indeterminate() -> None:
    good = sd_cases.plan()
    payload = {**good.payload, "iss": "https://school.example"}
    report = verify(replace(good, payload=payload).text(), forge.trust_in(good.school))
    assert report.verdict is Verdict.INDETERMINATE
    assert report.check("issuer-key").code == "key_document_missing"


def test_a_status_that_can_not_be_looked_up_is_indeterminate() -> None:
    good = sd_cases.plan()
    payload = {**good.payload, "status": {"status_list": {"idx": 1, "uri": "https://school.example/status"}}}
    report = verify(replace(good, payload=payload).text(), forge.trust_in(good.school))
    assert report.verdict is Verdict.INDETERMINATE
    assert report.check("status").code == "status_unknown"


@cache
def _good() -> tuple[str, TrustBundle]:
    good = sd_cases.plan()
    return good.text(), forge.trust_in(good.school)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_changed_character_is_never_accepted(data: st.DataObject) -> None:
    text, trust = _good()
    position = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.characters(codec="ascii").filter(lambda c: c != text[position]))
    changed = text[:position] + character + text[position + 1 :]
    try:
        report = verify(changed, trust)
    except InputError:
        return  # no longer recognised as anything
    assert report.verdict is Verdict.REJECTED or report.verdict is Verdict.INDETERMINATE
    assert not report


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_character_less_is_never_accepted(data: st.DataObject) -> None:
    text, trust = _good()
    position = data.draw(st.integers(0, len(text) - 1))
    try:
        report = verify(text[:position] + text[position + 1 :], trust)
    except InputError:
        return
    assert not report


OTHER_TYPE = "https://types.example/diploma"
METADATA = json.dumps({"vct": OTHER_TYPE, "name": "Diploma"}).encode()


def _sri(name: str, data: bytes = METADATA) -> str:
    return f"{name}-{base64.b64encode(hashlib.new(name, data).digest()).decode()}"


@pytest.mark.parametrize(("integrity", "code"), [
    (None, "schema_ok"),
    (_sri("sha256"), "schema_ok"),
    (_sri("sha384"), "schema_ok"),
    (f"{_sri('sha256', b'other')} {_sri('sha256')}", "schema_ok"),
    (_sri("sha256", b"other"), "type_metadata_integrity"),
    # the strongest one counts, whatever a weaker one says
    (f"{_sri('sha256')} {_sri('sha512', b'other')}", "type_metadata_integrity"),
    ("md5-AAAA", "type_metadata_integrity"),
    ("", "type_metadata_integrity"),
])  # fmt: skip
def test_metadata_of_another_type(integrity: str | None, code: str) -> None:
    good = sd_cases.plan()
    payload = {**good.payload, "vct": OTHER_TYPE}
    if integrity is not None:
        payload["vct#integrity"] = integrity
    evidence = Documents(type_metadata={OTHER_TYPE: METADATA})
    verifier = Verifier(forge.trust_in(good.school), evidence=evidence, clock=lambda: sd_cases.NOW)
    assert verifier.verify(replace(good, payload=payload).text().encode()).check("schema").code == code


def test_another_type_without_its_metadata() -> None:
    good = sd_cases.plan()
    payload = {**good.payload, "vct": OTHER_TYPE}
    report = verify(replace(good, payload=payload).text(), forge.trust_in(good.school))
    assert report.verdict is Verdict.ACCEPTED, report.to_json()
    assert report.check("schema").code == "schema_not_held"


@pytest.mark.parametrize(("kid", "proof"), [("k1", "proof_ok"), ("k2", "jws_key_mismatch"), ("k3", "not_reached")])
def test_an_issuer_by_address_with_its_metadata(kid: str, proof: str) -> None:
    good, iss = sd_cases.plan(), "https://school.example"
    school = forge.Party("Voorbeeldschool", KeyType.P256)
    keys = [("k1", school.signer.public_key), ("k2", good.school.signer.public_key)]
    metadata = parse_issuer_metadata(build_issuer_metadata(iss, keys))
    shown = replace(
        good,
        payload={**good.payload, "iss": iss},
        header={"alg": "ES256", "typ": "dc+sd-jwt", "kid": kid},
        signed_by=school,
    )
    evidence = Documents(issuer_metadata={iss: metadata})
    verifier = Verifier(forge.trust_in(good.school), evidence=evidence, clock=lambda: sd_cases.NOW)
    report = verifier.verify(shown.text().encode())
    assert report.check("proof").code == proof
    # From the evidence comes a key, never trust.
    assert report.check("issuer-trust").code == ("issuer_unknown" if proof == "proof_ok" else "not_reached")
    assert not report
