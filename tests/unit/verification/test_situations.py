"""What the operator believes, hands over and asks, against what a message says: each row of the rules, with fresh keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from attacks import forge
from attacks.forge import Document, Party, badge, present, raw, sign, trust_in
from dsp_vc.did.document import build_document
from dsp_vc.did.issuer_metadata import build_issuer_metadata, parse_issuer_metadata
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.presentation.dcql import DcqlQuery
from dsp_vc.presentation.request import PresentationRequest
from dsp_vc.securing.jose import sign_compact
from dsp_vc.trust.bundle import IssuerEntry, Scope, TrustBundle
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.policy import VerificationPolicy
from dsp_vc.verification.report import Presence, Verdict, VerificationReport
from dsp_vc.verification.verifier import Verifier

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NONCE, NAME = "9f0d3a4c5e6b7a8990817263544f3e2d", "Bouwbedrijf Voorbeeld"
MADE = "2026-11-24T09:59:00Z"
WEB = "did:web:school.example"
ISS = "https://school.example"
STRICT = VerificationPolicy.strict()


class Web(Party):
    """An issuer by a website, with one key."""

    def __init__(self, name: str = "Voorbeeldschool") -> None:
        super().__init__(name)
        self.did, self.method = WEB, f"{WEB}#key-1"
        self.signer = self.signer.with_method(self.method)

    def document(self, **members: Any) -> Document:
        document: Document = build_document(WEB, [("key-1", self.signer.public_key)])
        document["verificationMethod"][0].update(members)
        return document


def verify(
    message: Document | str,
    trust: TrustBundle | None = None,
    policy: VerificationPolicy = STRICT,
    evidence: Documents | None = None,
    **asked: Any,
) -> VerificationReport:
    verifier = Verifier(trust or TrustBundle(), policy, evidence=evidence, clock=lambda: NOW)
    return verifier.verify(message.encode() if isinstance(message, str) else raw(message), **asked)


def found(report: VerificationReport, check: str) -> tuple[str, str]:
    result = report.check(check)
    return result.outcome.value, result.code


def held(document: Document) -> Documents:
    return Documents.from_bytes(dumps(document).encode())


def token(issuer: Party, *, key: str | None = None, **members: Any) -> str:
    """An SD-JWT VC without disclosures, by ``issuer``; a member that is ``None`` is left out."""
    claims = {"iss": issuer.did, "iat": int(NOW.timestamp()) - 60, "vct": "urn:example:skill", **members}
    header = {"typ": "dc+sd-jwt", **({} if key is None else {"kid": key})}
    payload = {name: value for name, value in claims.items() if value is not None}
    return sign_compact(header, dumps(payload).encode(), issuer.signer) + "~"


# --- whom the operator believes


def test_who_signs_for_themself_is_told_unless_any_issuer_will_do() -> None:
    worker = Party("Sam")
    claim = sign(badge(worker.did, worker.did), worker)
    for trust in (TrustBundle(), trust_in(worker)):
        report = verify(claim, trust)
        assert found(report, "issuer-trust") == ("indeterminate", "self_asserted")
        assert report.verdict is Verdict.INDETERMINATE
    report = verify(claim, policy=STRICT.trusting_any_issuer())
    assert found(report, "issuer-trust") == ("not-applicable", "any_issuer")
    assert report


def test_of_several_sources_the_narrower_scope_and_the_withdrawal_win() -> None:
    school, worker = Party("Voorbeeldschool"), Party("Sam")
    good = sign(badge(school.did, worker.did), school)
    wide = trust_in(school)
    (entry,) = wide.entries

    def with_(**members: Any) -> TrustBundle:
        other: IssuerEntry = replace(entry, source="list", **members)
        return TrustBundle((other,), wide.documents)

    inside, outside = frozenset({"VerifiableCredential", "AchievementCredential"}), frozenset({"VerifiableCredential"})
    for first, second in ((0, 1), (1, 0)):
        pair = (wide, with_(scope=Scope(types=outside)))
        assert found(verify(good, pair[first].merged(pair[second])), "issuer-trust") == ("failed", "outside_scope")
        pair = (wide, with_(scope=Scope(types=inside)))
        assert verify(good, pair[first].merged(pair[second]))
        pair = (wide, with_(withdrawn=True))
        assert found(verify(good, pair[first].merged(pair[second])), "issuer-trust") == ("failed", "issuer_withdrawn")


def test_a_withdrawn_issuer_does_not_come_back_by_signing_for_itself() -> None:
    school = Party("Voorbeeldschool")
    (entry,) = trust_in(school).entries
    trust = TrustBundle((replace(entry, withdrawn=True),))
    report = verify(sign(badge(school.did, school.did), school), trust)
    assert found(report, "issuer-trust") == ("failed", "issuer_withdrawn")


# --- whose key it is


def test_a_key_of_the_evidence_adds_nothing_to_a_document_of_the_trust() -> None:
    school, other = Web(), MemorySigner.generate(KeyType.ED25519)
    trust = TrustBundle(documents=held(school.document()))
    more = build_document(WEB, [("key-1", school.signer.public_key), ("key-2", other.public_key)])
    good = sign(badge(WEB, Party("Sam").did), school)
    assert found(verify(good, trust, evidence=held(more)), "issuer-key") == ("passed", "key_from_trust")

    stranger = Web()
    stranger.method, stranger.signer = f"{WEB}#key-2", other
    report = verify(sign(badge(WEB, Party("Sam").did), stranger), trust, evidence=held(more))
    assert found(report, "issuer-key") == ("indeterminate", "key_not_in_document")
    alone = verify(sign(badge(WEB, Party("Sam").did), stranger), evidence=held(more))
    assert found(alone, "issuer-key") == ("passed", "key_from_evidence")
    assert found(alone, "issuer-trust") == ("indeterminate", "issuer_unknown")


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"revoked": "2026-11-23T00:00:00Z"}, "key_revoked"),
        ({"revoked": "2030-01-01T00:00:00Z"}, "key_revoked"),
        ({"expires": "2026-11-23T00:00:00Z"}, "key_expired"),
        ({"expires": "2030-01-01T00:00:00Z"}, "key_from_trust"),
    ],
)
def test_a_key_that_was_revoked_or_has_expired(members: dict[str, str], code: str) -> None:
    school = Web()
    trust = TrustBundle(documents=held(school.document(**members)))
    report = verify(sign(badge(WEB, Party("Sam").did), school), trust)
    assert report.check("issuer-key").code == code
    assert (report.verdict is Verdict.REJECTED) == (code != "key_from_trust")


def test_among_several_keys_one_must_be_named() -> None:
    school = Web()
    keys = [("a", school.signer.public_key), ("b", MemorySigner.generate(KeyType.P256).public_key)]

    def metadata(*some: Any) -> Documents:
        return Documents(issuer_metadata={ISS: parse_issuer_metadata(build_issuer_metadata(ISS, some))})

    assert found(verify(token(school, iss=ISS), evidence=metadata(*keys)), "issuer-key") == ("failed", "key_ambiguous")
    for text, some in ((token(school, iss=ISS), keys[:1]), (token(school, iss=ISS, key="a"), keys)):
        assert found(verify(text, evidence=metadata(*some)), "issuer-key") == ("passed", "key_from_evidence")
    report = verify(token(school, iss=ISS, key="c"), evidence=metadata(*keys))
    assert found(report, "issuer-key") == ("indeterminate", "key_not_in_document")


# --- what is recognised


def test_a_file_name_that_is_no_text_does_not_spoil_the_report() -> None:
    school = Party("Voorbeeldschool")
    report = verify(sign(badge(school.did, None), school), trust_in(school))
    assert '"source":"a?.json"' in dumps(report.to_json(source="a\udcff.json"))


@pytest.mark.parametrize(
    "data", [b"", b"x", b"[]", b"12", b'{"a": 1}', b'{"type": "x"}', b"eyJ", b"\xff\xfe", b'"ey.a.b~"']
)
def test_what_is_no_message_at_all_is_an_error(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        Verifier(TrustBundle(), clock=lambda: NOW).verify(data)
    assert caught.value.code in {"not_recognised", "json_syntax"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"type": "VerifiableCredential"}', "credential_malformed"),
        (b'{"type": "VerifiableCredential", "type": "x"}', "json_duplicate_member"),
        (b'{"proof": ' + b"[" * 200 + b"]" * 200 + b"}", "json_depth"),
        (b'{"@context": ["https://www.w3.org/2018/credentials/v1"], "type": ["VerifiableCredential"]}', "data_model_1_1"),
        (b"eyJhIjoxfQ.e30.AA", "token_kind_not_accepted"),
        (b"eyJhIjoxfQ.e30.AA~", "jws_type"),
    ],
)  # fmt: skip
def test_what_is_recognised_and_malformed_is_rejected(data: bytes, code: str) -> None:
    report = Verifier(TrustBundle(), clock=lambda: NOW).verify(data)
    assert found(report, "format") == ("failed", code)
    assert report.verdict is Verdict.REJECTED
    assert [result.code for result in report.checks if result.check not in {"format", "bundle"}] == ["not_reached"] * 9


def test_a_mechanism_that_the_policy_leaves_out_is_refused() -> None:
    school = Party("Voorbeeldschool")
    badge_only = replace(STRICT, mechanisms=frozenset({"eddsa-rdfc-2022"}))
    assert found(verify(token(school), trust_in(school), badge_only), "proof") == ("failed", "mechanism_not_accepted")
    other = sign(badge(school.did, None), school, suite="eddsa-jcs-2022")
    assert found(verify(other, trust_in(school), badge_only), "proof") == ("failed", "cryptosuite_unknown")


# --- what is shown, to whom and when


class Shown:
    """A school's credential shown by the worker, with one member of the proof changed."""

    def __init__(self) -> None:
        self.school, self.worker = Party("Voorbeeldschool"), Party("Sam")
        self.good = sign(badge(self.school.did, self.worker.did), self.school)
        self.trust = trust_in(self.school)

    def presentation(self, *credentials: Document, **members: Any) -> Document:
        options = {"challenge": NONCE, "domain": NAME, "created": MADE, **members}
        return present(self.worker, list(credentials) or [self.good], **options)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({}, "holder_fresh"),
        ({"created": "2026-11-24T08:59:59Z"}, "holder_too_old"),
        ({"created": "2026-11-24T10:01:01Z"}, "holder_from_future"),
        ({"created": "2026-11-24T10:00:59Z"}, "holder_fresh"),
        ({"created": None}, "holder_undated"),
        ({"created": None, "expires": "2026-11-25T00:00:00Z"}, "holder_window"),
        ({"created": "2026-11-20T00:00:00Z", "expires": "2026-11-25T00:00:00Z"}, "holder_fresh"),
        ({"created": "2026-11-24T00:00:00Z", "expires": "2026-12-24T00:00:01Z"}, "holder_window"),
        ({"created": "2026-11-24T00:00:00Z", "expires": "2026-12-24T00:00:00Z"}, "holder_fresh"),
    ],
)
def test_the_window_of_a_presentation(members: dict[str, Any], code: str) -> None:
    scene = Shown()
    report = verify(scene.presentation(**members), scene.trust)
    assert report.check("holder-binding").code == code
    assert bool(report) == (code == "holder_fresh")


@pytest.mark.parametrize(
    ("members", "asked", "accept", "code"),
    [
        ({}, {"challenge": NONCE, "domain": NAME}, Presence.LIVE, "holder_live"),
        ({}, {"challenge": NONCE}, Presence.LIVE, "holder_live"),
        ({}, {"domain": NAME}, Presence.LIVE, "presence_too_weak"),
        ({}, {"domain": NAME}, Presence.FRESH, "holder_fresh"),
        ({"challenge": "0" * 32}, {"challenge": NONCE, "domain": NAME}, Presence.LIVE, "holder_nonce"),
        ({"challenge": "0" * 32}, {"challenge": NONCE, "domain": NAME}, Presence.FRESH, "holder_fresh"),
        ({"domain": "Ander"}, {"challenge": NONCE, "domain": NAME}, Presence.BEARER, "holder_audience"),
        ({"domain": None}, {"challenge": NONCE, "domain": NAME}, Presence.FRESH, "holder_audience_missing"),
    ],
)
def test_presence(members: dict[str, Any], asked: dict[str, str], accept: Presence, code: str) -> None:
    scene = Shown()
    report = verify(scene.presentation(**members), scene.trust, STRICT.accepting_presence(accept), **asked)
    assert report.check("holder-binding").code == code
    assert bool(report) == (code in {"holder_live", "holder_fresh"})


def test_an_envelope_without_a_signature_proves_nothing_about_now() -> None:
    scene = Shown()
    envelope = {
        "@context": [forge.V2],
        "type": ["VerifiablePresentation"],
        "holder": scene.worker.did,
        "verifiableCredential": [scene.good],
    }
    report = verify(envelope, scene.trust, STRICT.accepting_presence(Presence.BEARER), challenge=NONCE)
    assert found(report, "proof") == ("not-applicable", "proof_unsigned")
    assert (report.verdict, report.presence) == (Verdict.ACCEPTED, Presence.BEARER)
    assert verify(envelope, scene.trust).check("issuer-key").code == "proof_missing"


def test_a_credential_that_names_no_key_is_a_bearers_in_whosever_envelope() -> None:
    scene = Shown()
    unbound = sign(badge(scene.school.did, None), scene.school)
    report = verify(scene.presentation(unbound), scene.trust)
    assert found(report.children[0], "holder-binding") == ("failed", "holder_unbound")
    report = verify(scene.presentation(unbound), scene.trust, STRICT.accepting_presence(Presence.BEARER))
    assert report
    assert report.children[0].presence is Presence.BEARER


def test_too_many_credentials() -> None:
    scene = Shown()
    policy = replace(STRICT, max_credentials=1)
    other = sign(
        {**badge(scene.school.did, scene.worker.did), "id": "urn:uuid:6f7f8a1e-2f0c-4a53-9d5c-0a4f2d0f6a02"},
        scene.school,
    )
    report = verify(scene.presentation(scene.good, other), scene.trust, policy)
    assert found(report, "format") == ("failed", "too_many_credentials")
    assert report.children == ()
    assert verify(scene.presentation(scene.good, other), scene.trust)


def test_a_token_for_certain_readers_is_for_nobody_else() -> None:
    school = Party("Voorbeeldschool")
    bearer = STRICT.accepting_presence(Presence.BEARER)
    for audience, fits in ((NAME, True), ([NAME, "Ander"], True), ("Ander", False), ([], False), (7, False)):
        report = verify(token(school, aud=audience), trust_in(school), bearer, domain=NAME)
        assert bool(report) == fits
        assert fits or found(report, "proof") == ("failed", "token_audience")


# --- what is asked


def request(*types: str, valid: timedelta = timedelta(minutes=5)) -> PresentationRequest:
    credentials = [
        {"id": f"q{number}", "format": "ldp_vc", "meta": {"type_values": [[name]]}} for number, name in enumerate(types)
    ]
    return PresentationRequest(NAME, NONCE, DcqlQuery.from_json({"credentials": credentials}), NOW, NOW + valid)


def test_what_was_asked_for_must_be_there() -> None:
    scene = Shown()
    shown = scene.presentation()
    assert found(verify(shown, scene.trust, request=request("AchievementCredential")), "request") == (
        "passed",
        "request_ok",
    )
    report = verify(shown, scene.trust, request=request("AchievementCredential", "OtherCredential"))
    assert found(report, "request") == ("failed", "request_unanswered")
    report = verify(shown, scene.trust, request=request("AchievementCredential", valid=timedelta(0)))
    assert found(report, "request") == ("failed", "request_expired")


def test_what_could_not_be_checked_may_have_been_the_answer() -> None:
    scene = Shown()
    unknown = sign(badge(WEB, scene.worker.did), Web())
    report = verify(scene.presentation(unknown), scene.trust, request=request("AchievementCredential"))
    assert found(report.children[0], "issuer-key") == ("indeterminate", "key_document_missing")
    assert found(report, "request") == ("indeterminate", "request_not_certain")
    assert report.verdict is Verdict.INDETERMINATE


def test_a_request_and_another_nonce_contradict_each_other() -> None:
    scene = Shown()
    with pytest.raises(InputError) as caught:
        verify(scene.presentation(), scene.trust, request=request("AchievementCredential"), challenge="another")
    assert caught.value.code == "request_contradicted"


# --- proofs that build upon each other


def chain(scene: Shown, **second: Any) -> Document:
    first = sign(scene.good, scene.school, id="urn:uuid:6f7f8a1e-2f0c-4a53-9d5c-0a4f2d0f6b01")["proof"]
    unsigned = {name: value for name, value in scene.good.items() if name != "proof"}
    options = forge.options_of(scene.school, previousProof=first["id"], created="2026-11-21T09:00:00Z")
    data = forge.hash_rdfc({**unsigned, "proof": [first]}, options)
    value = "z" + forge.base58btc_encode(scene.school.signer.sign(data))
    return {**unsigned, "proof": [first, {**options, "proofValue": value, **second}]}


def test_a_chain_of_proofs() -> None:
    scene = Shown()
    scene.good = {name: value for name, value in scene.good.items() if name != "proof"}
    good = chain(scene)
    assert verify(good, scene.trust)
    assert verify({**good, "proof": good["proof"][::-1]}, scene.trust)
    for proofs, check, code in (
        (good["proof"][1:], "issuer-key", "proof_chain"),
        ([{**good["proof"][0], "created": "2026-11-19T09:00:00Z"}, good["proof"][1]], "proof", "proof_signature"),
        ([good["proof"][0], {**good["proof"][1], "previousProof": "urn:uuid:nowhere"}], "issuer-key", "proof_chain"),
        (
            [{**good["proof"][0], "previousProof": good["proof"][0]["id"]}, good["proof"][1]],
            "issuer-key",
            "proof_chain",
        ),
    ):
        report = verify({**good, "proof": proofs}, scene.trust)
        assert found(report, check) == ("failed", code)
