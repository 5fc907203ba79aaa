"""What an issuer hands over: both forms of one statement, for the right key and time, and only what verifies."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.did.key import did_key, key_method
from dsp_vc.did.resolver import resolve_local
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import InputError, IssuanceError
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.rendering import MECHANISMS
from dsp_vc.keys import store
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.attestation import Person, SkillAttestation
from dsp_vc.model.records import load_records
from dsp_vc.model.universal_wallet import read_entries
from dsp_vc.securing.sd_jwt import parse_sd_jwt, resolve_claims
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.verification.report import Verdict
from dsp_vc.verification.verifier import Verifier
from registers import lists_of

EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples" / "records").glob("*.yaml"))
SKILL = {"uri": "https://school.example/skill/1", "name": {"nl": "timmeren"}}
MINIMAL: JsonObject = {"title": "Stage", "basis": "attested", "context": "internship", "skills": [SKILL]}


def key_issuer() -> Issuer:
    signer = MemorySigner.generate(KeyType.ED25519)
    did = did_key(signer.public_key)
    return Issuer.of_key(signer.with_method(key_method(did)), did, "Voorbeeldcollege")


@pytest.fixture(scope="module")
def website(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store.age, "encrypt_with_passphrase", lambda data, passphrase: data)
        profile = {"name": "Winkel Voorbeeld", "kind": "employer", "url": "https://shop.example",
                   "identifiers": [{"type": "KVK", "value": "12345678"}]}  # fmt: skip
        return Issuer.create(tmp_path_factory.mktemp("it") / "shop", "x", did="web:shop.example:hr", profile=profile)


@pytest.fixture(params=["did:key", "did:web"])
def issuer(request: pytest.FixtureRequest, website: Issuer) -> Issuer:
    return key_issuer() if request.param == "did:key" else website


def holder(key_type: KeyType = KeyType.ED25519) -> str:
    return did_key(MemorySigner.generate(key_type).public_key)


def record(**members: Any) -> SkillAttestation:
    return SkillAttestation.from_dict({**MINIMAL, **members})


def raws(delivery: bytes) -> list[str]:
    return [entry.raw for entry in read_entries(delivery)]


def verdict(issuer: Issuer, raw: str, at: datetime) -> Verdict:
    trust, lists = TrustBundle.of_cards([issuer.card()]), lists_of(issuer, at)
    return Verifier(trust, evidence=lists, clock=lambda: at).credential(raw.encode()).verdict


def claims_of(token: bytes | str) -> JsonObject:
    return resolve_claims(parse_sd_jwt(token if isinstance(token, str) else token.decode()))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_in_both_forms(path: Path, issuer: Issuer, now: datetime) -> None:
    (example,) = load_records(path.read_bytes(), path.name)
    person = holder()
    badge, token = raws(issuer.issue([example], to=person, now=now))
    assert verdict(issuer, badge, now) is verdict(issuer, token, now) is Verdict.ACCEPTED
    document, claims = json.loads(badge), claims_of(token)
    assert document["id"] == claims["jti"]
    assert document["credentialSubject"]["id"] == person
    key = resolve_local(person)
    assert key is not None
    assert claims["cnf"] == {"jwk": next(iter(key.methods.values())).public_key.to_jwk()}
    assert example.external_id is None or example.external_id not in badge + token + json.dumps(claims)
    assert SkillAttestation.from_dict(example.to_dict()) == example


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_one_form_alone(mechanism: str, issuer: Issuer, now: datetime) -> None:
    made = issuer.issue(record(), to=holder(), mechanism=mechanism, now=now).decode()
    assert verdict(issuer, made, now) is Verdict.ACCEPTED
    if mechanism == "dc+sd-jwt":
        header = parse_sd_jwt(made).jws.header
        by_website = issuer.iss.startswith("https:")
        assert header == {"typ": "dc+sd-jwt", **({"kid": "key-2"} if by_website else {}),
                          "alg": "ES256" if by_website else "EdDSA"}  # fmt: skip
        assert claims_of(made)["iss"] == ("https://shop.example/hr" if by_website else issuer.profile.id)
    else:
        (proof,) = json.loads(made)["proof"]
        assert proof["cryptosuite"] == mechanism
        assert proof["verificationMethod"] == issuer.data_integrity.verification_method
        assert proof["created"] == "2026-11-24T10:00:00Z"


def test_its_time(website: Issuer, now: datetime) -> None:
    own = key_issuer()
    cases: list[tuple[Issuer, dict[str, str], str, str | None]] = [
        (own, {}, "2026-11-24T10:00:00Z", "2029-11-24T10:00:00Z"),
        (own, {"valid_from": "2027-01-01"}, "2027-01-01T00:00:00Z", "2030-01-01T00:00:00Z"),
        # Three years from now, not from a day long past: it would have run out before it was signed.
        (own, {"valid_from": "2020-01-01"}, "2020-01-01T00:00:00Z", "2029-11-24T10:00:00Z"),
        (own, {"valid_until": "2027-01-01T12:00:00+02:00"}, "2026-11-24T10:00:00Z", "2027-01-01T10:00:00Z"),
        (website, {}, "2026-11-24T10:00:00Z", None),
        (website, {"valid_until": "2027-01-01"}, "2026-11-24T10:00:00Z", "2027-01-01T00:00:00Z"),
    ]
    for issuer, members, begins, ends in cases:
        badge, token = raws(issuer.issue(record(**members), now=now))
        document, claims = json.loads(badge), claims_of(token)
        assert (document["validFrom"], document.get("validUntil")) == (begins, ends)
        for name, text in (("nbf", begins), ("exp", ends)):
            expected = None if text is None else int(datetime.fromisoformat(text).timestamp())
            assert claims.get(name) == expected
        assert claims["iat"] == int(now.timestamp())


def test_whole_seconds_and_leap_days(now: datetime) -> None:
    badge, token = raws(key_issuer().issue(record(), now=now + timedelta(microseconds=999_999)))
    assert json.loads(badge)["validFrom"] == "2026-11-24T10:00:00Z"
    assert claims_of(token)["nbf"] == int(now.timestamp())
    leap = datetime(2028, 2, 29, 9, tzinfo=UTC)
    (badge, _) = raws(key_issuer().issue(record(), now=leap))
    assert json.loads(badge)["validUntil"] == "2031-02-28T09:00:00Z"


@pytest.mark.parametrize(
    ("ends", "told"), [("2026-11-24T10:00:00Z", "24 November 2026"), ("2020-01-01", "1 January 2020")]
)
def test_what_is_over_is_not_signed(ends: str, told: str, now: datetime) -> None:
    with pytest.raises(IssuanceError) as refused:
        key_issuer().issue(record(valid_until=ends), now=now)
    assert refused.value.code == "issuance_expired"
    assert told in refused.value.message()


@pytest.mark.parametrize("key_type", list(KeyType))
@pytest.mark.parametrize("said", ["to", "record"])
def test_the_holder(said: str, key_type: KeyType, issuer: Issuer, now: datetime) -> None:
    person = holder(key_type)
    one = record(subject={"id": holder() if said == "to" else person, "given_name": "Sam"})
    badge, token = raws(issuer.issue(one, to=person if said == "to" else None, now=now))
    assert json.loads(badge)["credentialSubject"]["id"] == person
    assert claims_of(token)["cnf"]["jwk"]["crv"] == key_type.value  # type: ignore[index,call-overload]
    assert claims_of(token)["given_name"] == "Sam"


def test_without_a_key(issuer: Issuer, now: datetime) -> None:
    badge, token = raws(issuer.issue(record(subject={"given_name": "Sam"}), now=now))
    assert "id" not in json.loads(badge)["credentialSubject"]
    assert "cnf" not in claims_of(token)


@pytest.mark.parametrize("mechanism", [None, *MECHANISMS])
@pytest.mark.parametrize(
    "person", ["did:web:sam.example", "did:key:z6Mk", "did:key:", "sam", "https://sam.example", "did:ion:abc",
               # an X25519 key: one can't sign with it
               "did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc"],
)  # fmt: skip
def test_no_key_of_a_person(person: str, mechanism: str | None, now: datetime) -> None:
    with pytest.raises(InputError) as refused:
        key_issuer().issue(record(), to=person, mechanism=mechanism, now=now)
    assert refused.value.code == "holder_did"
    if ":" in person:
        with pytest.raises(InputError):
            key_issuer().issue(replace(record(), subject=replace(record().subject, id=person)), now=now)


def test_split(issuer: Issuer, now: datetime) -> None:
    skills = [{"uri": f"https://school.example/skill/{number}", "name": {"nl": f"n{number}"}} for number in range(3)]
    delivered = raws(issuer.issue(record(skills=skills), split=True, now=now))
    assert len(delivered) == 6
    badges, tokens = delivered[::2], delivered[1::2]
    assert [list(claims_of(token)["skills"]) for token in tokens] == [[skill["uri"]] for skill in skills]  # type: ignore[arg-type]
    identifiers = [json.loads(badge)["id"] for badge in badges]
    assert identifiers == [claims_of(token)["jti"] for token in tokens]
    assert len(set(identifiers)) == 3
    assert {verdict(issuer, raw, now) for raw in delivered} == {Verdict.ACCEPTED}
    assert issuer.issue(record(), split=True, mechanism="dc+sd-jwt", now=now)


def test_numbers_and_names_of_forms(now: datetime) -> None:
    own = key_issuer()
    cases: list[tuple[list[SkillAttestation], dict[str, Any], str]] = [
        ([], {}, "issuance_nothing"),
        ([], {"mechanism": "dc+sd-jwt"}, "issuance_nothing"),
        ([record(), record()], {"mechanism": "dc+sd-jwt"}, "issuance_one_only"),
        ([record()], {"mechanism": "vc+jwt"}, "issuance_mechanism"),
        ([record()], {"mechanism": ""}, "issuance_mechanism"),
    ]
    for records, options, code in cases:
        with pytest.raises(IssuanceError) as refused:
            own.issue(records, now=now, **options)
        assert refused.value.code == code
    assert len(raws(own.issue([record(), record()], now=now))) == 4


def test_the_same_record_is_never_the_same_credential(now: datetime) -> None:
    own = key_issuer()
    assert len({json.loads(raws(own.issue(record(), now=now))[0])["id"] for _ in range(20)}) == 20


def test_self_asserted_is_passed_on_as_such(now: datetime) -> None:
    own = key_issuer()
    badge, token = raws(own.issue(record(basis="selfAsserted"), to=holder(), now=now))
    assert claims_of(token)["basis"] == "selfAsserted"
    assert '"value": "selfAsserted"' in badge or '"value":"selfAsserted"' in badge
    assert verdict(own, badge, now) is Verdict.ACCEPTED


def test_the_largest_record_is_signed_or_refused_in_words(issuer: Issuer, now: datetime) -> None:
    def large(skills: int, full: bool) -> SkillAttestation:
        told = {"narrative": "ë" * 5000, "evidence": [{"name": f"stuk {one}"} for one in range(20)]} if full else {}
        return record(
            skills=[
                {"uri": f"https://school.example/skill/{number}", "name": {"nl": f"n{number}"},
                 "level": {"value": "3", "scale": "Niveau 1-5", "name": "zelfstandig"}, **told}
                for number in range(skills)
            ]
        )  # fmt: skip

    for raw in raws(issuer.issue(large(100, full=False), to=holder(), now=now)):
        assert verdict(issuer, raw, now) is Verdict.ACCEPTED
    token = issuer.issue(large(100, full=True), mechanism="dc+sd-jwt", now=now).decode()
    assert verdict(issuer, token, now) is Verdict.ACCEPTED
    with pytest.raises(IssuanceError) as refused:
        issuer.issue(large(100, full=True), now=now)
    assert refused.value.code == "issuance_rules"
    assert refused.value.params["detail"]


def test_a_broken_rule_is_refused_before_signing(now: datetime) -> None:
    own = key_issuer()
    broken = replace(record(), skills=(replace(record().skills[0], uri="not an address"),))
    numbered = replace(record(), subject=Person(given_name="123456782"))
    for mechanism in (None, *MECHANISMS):
        for one, code in ((broken, "record_iri"), (numbered, "record_bsn"), (SkillAttestation(), "record_missing")):
            with pytest.raises(InputError) as refused:
                own.issue(one, mechanism=mechanism, now=now)
            assert refused.value.code == code


def test_the_folders_files_hold_what_the_card_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.age, "encrypt_with_passphrase", lambda data, passphrase: data)
    profile = {"name": "Voorbeeldcollege", "kind": "school", "identifiers": [{"type": "BRIN", "value": "00AA"}]}
    issuer = Issuer.create(tmp_path / "school", "x", did="web:school.example", profile=profile)
    card = issuer.card()
    assert card.value["didDocument"] == json.loads((tmp_path / "school" / "did.json").read_text())
    assert card.value["jwtVcIssuer"] == json.loads((tmp_path / "school" / "jwt-vc-issuer.json").read_text())
    assert issuer_folder.read_profile(tmp_path / "school") == issuer.profile
    assert card.profile["otherIdentifier"] == [
        {"type": "IdentifierEntry", "identifier": "00AA", "identifierType": "ext:BRIN"}
    ]
