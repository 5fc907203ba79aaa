"""Every ST-line of the catalogue is refused for its own reason, and the table of freshness holds to the second."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsp_vc.did.document import build_document, parse_document
from dsp_vc.did.issuer_metadata import build_issuer_metadata, parse_issuer_metadata
from dsp_vc.errors import Refused
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.schemas import read_schema
from dsp_vc.status.bits import BitOrder
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.card import build_card
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.list_cache import ListCache, RefusedList, SignedList
from dsp_vc.verification.policy import VerificationPolicy
from dsp_vc.verification.report import Verdict, VerificationReport
from dsp_vc.verification.verifier import Verifier

from . import forge, st_cases
from .st_cases import INDEX, LIST, NOW, TOKEN_LIST, Scene, at, bits, encoded, list_token, status, token_claims

CASES = st_cases.cases()
DAY = timedelta(days=1)
REVOKED = encoded(bits(set_at=(INDEX,)))


def verify(raw: bytes, trust: TrustBundle, lists: dict[str, bytes], now: datetime = NOW) -> VerificationReport:
    return Verifier(
        trust, evidence=Documents(status_lists={url: (data,) for url, data in lists.items()}), clock=lambda: now
    ).verify(raw)


@pytest.mark.parametrize("attack", CASES, ids=[case.name for case in CASES])
def test_attack_is_refused_for_its_own_reason(attack: st_cases.Attack) -> None:
    control = verify(attack.control, attack.trust, attack.good)
    assert control.verdict is Verdict.ACCEPTED, control.to_json()
    assert control.check("status").code == "status_ok"

    report = verify(attack.raw, attack.trust, attack.lists)

    told = report.check("status").to_json()
    assert (told["outcome"], told["code"], told.get("reason")) == (attack.outcome, attack.code, attack.reason), told
    assert told.get("lastKnown") == attack.last_known
    assert report.verdict is (Verdict.REJECTED if attack.outcome == "failed" else Verdict.INDETERMINATE)
    assert all(result.satisfied for result in report.checks if result.check != "status"), report.to_json()
    for lang in ("en", "nl"):
        assert "{" not in report.check("status").message(lang)
        jsonschema.validate(report.to_json(lang), json.loads(read_schema("verification-report.schema.json")))


def test_every_line_is_there(record_cases) -> None:
    assert {case.name for case in CASES} >= {f"ST-{number:02d}" for number in range(1, 19)}
    record_cases("attacks ST", len(CASES))


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Scene()


class TestFreshness:
    """DESIGN §6, row by row. The list is of yesterday 10:00, fresh for two days, and ends in a week."""

    @pytest.mark.parametrize(
        ("now", "encoded_list", "outcome", "code", "last_known"),
        [
            (NOW, None, "passed", "status_ok", None),
            (NOW + DAY, None, "passed", "status_ok", None),
            (NOW + DAY + timedelta(seconds=1), None, "passed", "status_stale", None),
            (NOW + 7 * DAY - timedelta(seconds=1), None, "passed", "status_stale", None),
            (NOW + 7 * DAY, None, "indeterminate", "status_unknown", "valid"),
            (NOW, REVOKED, "failed", "revoked", None),
            (NOW + 6 * DAY, REVOKED, "failed", "revoked", None),
            (NOW + 7 * DAY, REVOKED, "indeterminate", "status_unknown", "revoked"),
            (NOW - DAY - timedelta(seconds=60), None, "passed", "status_ok", None),
            (NOW - DAY - timedelta(seconds=61), None, "indeterminate", "status_unknown", None),
        ],
    )
    def test_bitstring(
        self,
        scene: Scene,
        now: datetime,
        encoded_list: str | None,
        outcome: str,
        code: str,
        last_known: str | None,
    ) -> None:
        report = verify(scene.credential(), scene.trust, {LIST: scene.list(encoded_list)}, now)
        self._compare(report, now, outcome, code, last_known)

    @pytest.mark.parametrize(
        ("now", "value", "outcome", "code", "last_known"),
        [
            (NOW, 0, "passed", "status_ok", None),
            (NOW + DAY + timedelta(seconds=1), 0, "passed", "status_stale", None),
            (NOW + 7 * DAY, 0, "indeterminate", "status_unknown", "valid"),
            (NOW, 1, "failed", "revoked", None),
            (NOW, 2, "failed", "suspended", None),
            (NOW + 2 * DAY, 2, "failed", "suspended", None),
            (NOW + 7 * DAY, 2, "indeterminate", "status_unknown", "suspended"),
            (NOW, 3, "indeterminate", "status_unknown", None),
            (NOW - DAY - timedelta(seconds=61), 0, "indeterminate", "status_unknown", None),
        ],
    )
    def test_token(
        self, scene: Scene, now: datetime, value: int, outcome: str, code: str, last_known: str | None
    ) -> None:
        lists = {TOKEN_LIST: list_token(scene.school, token_claims({INDEX: value}))}
        self._compare(verify(scene.token(), scene.trust, lists, now), now, outcome, code, last_known)

    def _compare(
        self, report: VerificationReport, now: datetime, outcome: str, code: str, last_known: str | None
    ) -> None:
        told = report.check("status").to_json()
        assert (told["outcome"], told["code"], told.get("lastKnown")) == (outcome, code, last_known), told
        if told.get("reason") != "status_list_future":
            assert told["asOf"] == at(NOW - DAY)
            assert told["age"] == max(0, int((now - NOW + DAY).total_seconds()))
            assert code == "status_unknown" or "23 November 2026 at 10:00 (UTC)" in str(told["message"])

    def test_a_policy_may_refuse_what_is_stale(self, scene: Scene) -> None:
        evidence = Documents(status_lists={LIST: (scene.list(),)})
        policy = VerificationPolicy.strict().refusing_stale_status()
        now = NOW + DAY
        verifier = Verifier(scene.trust, policy, evidence=evidence, clock=lambda: now)
        assert verifier.verify(scene.credential())
        now += timedelta(seconds=1)
        told = verifier.verify(scene.credential()).check("status").to_json()
        assert (told["outcome"], told["code"]) == ("indeterminate", "status_unknown")
        assert (told["reason"], told["lastKnown"]) == ("status_list_stale", "valid")

    @pytest.mark.parametrize(
        ("changes", "after", "code"),
        [
            # Until its end where it names one, else for a day.
            ({"ttl": None}, 6 * DAY, "status_ok"),
            ({"ttl": None, "validUntil": None}, timedelta(0), "status_ok"),
            ({"ttl": None, "validUntil": None}, timedelta(seconds=1), "status_stale"),
            ({"validUntil": None}, 400 * DAY, "status_stale"),
        ],
    )
    def test_without_a_time_to_live(self, scene: Scene, changes: dict[str, Any], after: timedelta, code: str) -> None:
        report = verify(scene.credential(), scene.trust, {LIST: scene.list(**changes)}, NOW + after)
        assert report.check("status").code == code

    def test_without_a_start_the_signature_dates_it(self, scene: Scene) -> None:
        report = verify(scene.credential(), scene.trust, {LIST: scene.list(validFrom=None)})
        assert report.check("status").to_json()["asOf"] == forge.CREATED
        undated = forge.sign(st_cases.list_document(scene.school.did, validFrom=None), scene.school, created=None)
        told = verify(scene.credential(), scene.trust, {LIST: forge.raw(undated)}).check("status").to_json()
        assert told["reason"] == "status_list_undated"


class TestTrustAndEvidence:
    """Two contents of one list: the newer counts, and nothing un-revokes."""

    def _verify(self, scene: Scene, trusted: bytes, handed: bytes, now: datetime = NOW) -> dict[str, Any]:
        documents = Documents(status_lists={LIST: (trusted,)})
        trust = scene.trust.merged(TrustBundle(documents=documents))
        both = [verify(scene.credential(), trust, {LIST: handed}, now).check("status").to_json()]
        # Which of the two lies where makes no difference.
        trust = scene.trust.merged(TrustBundle(documents=Documents(status_lists={LIST: (handed,)})))
        both.append(verify(scene.credential(), trust, {LIST: trusted}, now).check("status").to_json())
        # Nor whether one source holds both.
        evidence = documents.merged(Documents(status_lists={LIST: (handed,)}))
        verifier = Verifier(scene.trust, evidence=evidence, clock=lambda: now)
        both.append(verifier.verify(scene.credential()).check("status").to_json())
        assert both[0] == both[1] == both[2]
        return both[0]

    def test_the_newer_counts(self, scene: Scene) -> None:
        told = self._verify(scene, scene.list(validFrom=at(NOW - 3 * DAY)), scene.list())
        assert (told["code"], told["asOf"]) == ("status_ok", at(NOW - DAY))

    def test_a_suspension_is_lifted_by_the_newer(self, scene: Scene) -> None:
        old = scene.list(REVOKED, purpose="suspension", validFrom=at(NOW - 2 * DAY))
        new = scene.list(purpose="suspension")
        entry = status(statusPurpose="suspension")
        for lists, code in (((old,), "suspended"), ((old, new), "status_ok")):
            evidence = Documents()
            for raw in lists:
                evidence = evidence.merged(Documents(status_lists={LIST: (raw,)}))
            verifier = Verifier(scene.trust, evidence=evidence, clock=lambda: NOW)
            assert verifier.verify(scene.credential(entry)).check("status").code == code

    @pytest.mark.parametrize("older_revokes", [True, False])
    def test_a_revocation_in_either_wins(self, scene: Scene, older_revokes: bool) -> None:
        older = scene.list(REVOKED if older_revokes else None, validFrom=at(NOW - 3 * DAY))
        newer = scene.list(None if older_revokes else REVOKED)
        told = self._verify(scene, older, newer)
        assert (told["outcome"], told["code"]) == ("failed", "revoked")
        assert told["asOf"] == at(NOW - (3 * DAY if older_revokes else DAY))

    def test_a_strangers_revocation_does_not_reject_and_a_strangers_list_does_not_clear(self, scene: Scene) -> None:
        theirs = scene.list(REVOKED, by=scene.stranger, issuer=scene.stranger.did, validFrom=at(NOW))
        assert self._verify(scene, scene.list(), theirs)["code"] == "status_ok"
        clear = scene.list(by=scene.stranger, issuer=scene.stranger.did, validFrom=at(NOW))
        assert self._verify(scene, scene.list(REVOKED), clear)["code"] == "revoked"

    def test_the_newer_has_ended(self, scene: Scene) -> None:
        newer = scene.list(REVOKED, validUntil=at(NOW - timedelta(hours=1)))
        told = self._verify(scene, scene.list(validFrom=at(NOW - 3 * DAY)), newer)
        assert (told["code"], told["lastKnown"]) == ("status_unknown", "revoked")


class TestEntries:
    """Several entries, other purposes, other kinds."""

    def _check(self, scene: Scene, entries: list[dict[str, Any]], lists: dict[str, bytes]) -> dict[str, Any]:
        return verify(scene.credential(*entries), scene.trust, lists).check("status").to_json()

    def test_every_entry_counts(self, scene: Scene) -> None:
        second = "https://school.example/status/2"
        entries = [status(), status(id=f"{second}#5", statusPurpose="suspension", statusListIndex="5",
                                    statusListCredential=second)]  # fmt: skip
        revocations = scene.list()
        clear = scene.list(id=second, purpose="suspension", validFrom=at(NOW - 2 * DAY))
        assert self._check(scene, entries, {LIST: revocations, second: clear})["asOf"] == at(NOW - 2 * DAY)
        suspended = scene.list(encoded(bits(set_at=(5,))), id=second, purpose="suspension")
        assert self._check(scene, entries, {LIST: revocations, second: suspended})["code"] == "suspended"
        revoked = scene.list(REVOKED)
        assert self._check(scene, entries, {LIST: revoked, second: suspended})["code"] == "revoked"
        assert self._check(scene, entries, {LIST: revoked})["code"] == "revoked"
        assert self._check(scene, entries, {LIST: revocations})["reason"] == "status_list_missing"

    def test_a_kind_that_is_not_read_leaves_it_open(self, scene: Scene) -> None:
        other = status(id="urn:uuid:0b8d1c1c-90a1-4b5e-a6a8-52e2cf6e1d09", statusSize=9)
        told = self._check(scene, [status(), other], {LIST: scene.list()})
        assert (told["code"], told.get("reason")) == ("status_unknown", "status_kind")
        assert self._check(scene, [status(), other], {LIST: scene.list(REVOKED)})["code"] == "revoked"

    def test_no_more_entries_than_anybody_needs(self, scene: Scene) -> None:
        entries = [status(id=f"{LIST}#{number}") for number in range(17)]
        assert self._check(scene, entries[1:], {LIST: scene.list()})["code"] == "status_ok"
        told = self._check(scene, entries, {LIST: scene.list()})
        assert (told["outcome"], told["code"]) == ("failed", "status_entry")

    def test_a_message_and_a_newer_edition_do_not_reject(self, scene: Scene) -> None:
        messages = [{"status": f"0x{value}", "message": text} for value, text in enumerate(["a", "b", "moved", "d"])]
        entry = status(statusPurpose="message", statusSize=2, statusListIndex="1", statusMessage=messages)
        long = scene.list(encoded(bits(2 * st_cases.ENTRIES, set_at=(2,))), purpose="message")
        told = self._check(scene, [entry], {LIST: long})
        assert (told["outcome"], told["code"], told["note"]) == ("passed", "status_message", "moved")
        refresh = scene.list(REVOKED, purpose="refresh")
        told = self._check(scene, [status(statusPurpose="refresh")], {LIST: refresh})
        assert (told["outcome"], told["code"]) == ("passed", "status_refresh")

    def test_a_purpose_that_nobody_explains_leaves_it_open(self, scene: Scene) -> None:
        entry = status(statusPurpose="lost")
        assert self._check(scene, [entry], {LIST: scene.list(purpose="lost")})["code"] == "status_ok"
        told = self._check(scene, [entry], {LIST: scene.list(REVOKED, purpose="lost")})
        assert (told["code"], told["reason"]) == ("status_unknown", "status_value")

    def test_another_list_of_the_same_issuer_does_not_serve(self, scene: Scene) -> None:
        told = self._check(scene, [status()], {LIST: scene.list(id="https://school.example/status/2")})
        assert told["reason"] == "status_list_other"

    def test_a_list_of_the_other_kind_does_not_serve(self, scene: Scene) -> None:
        token = list_token(scene.school, token_claims(sub=LIST))
        assert self._check(scene, [status()], {LIST: token})["reason"] == "status_list_kind"
        report = verify(scene.token(url=LIST), scene.trust, {LIST: scene.list()})
        assert report.check("status").to_json()["reason"] == "status_list_kind"

    def test_a_list_with_other_words_is_not_read(self, scene: Scene) -> None:
        told = self._check(scene, [status()], {LIST: scene.list(note="clear")})
        assert told["reason"] == "term_undefined"

    @pytest.mark.parametrize("index", [-1, "7", 1.5, None, True])
    def test_an_index_in_a_token(self, scene: Scene, index: Any) -> None:
        report = verify(scene.token(index), scene.trust, {TOKEN_LIST: list_token(scene.school)})
        assert report.check("status").code == "status_index"

    def test_a_token_past_the_end_and_at_a_forbidden_place(self, scene: Scene) -> None:
        lists = {TOKEN_LIST: list_token(scene.school)}
        assert verify(scene.token(st_cases.ENTRIES), scene.trust, lists).check("status").code == "status_index_range"
        assert verify(scene.token(url="file:///x"), scene.trust, lists).check("status").code == "status_url"
        told = verify(scene.token(other_mechanism={}), scene.trust, lists).check("status").to_json()
        assert told["reason"] == "status_kind"

    @pytest.mark.parametrize(
        ("changes", "header", "reason"),
        [
            ({"sub": TOKEN_LIST + "0"}, {}, "status_list_other"),
            ({"sub": None}, {}, "status_list_malformed"),
            ({"iat": None}, {}, "status_list_malformed"),
            ({}, {"typ": "JWT"}, "jws_type"),
            ({}, {"alg": "none"}, "jws_algorithm"),
            ({}, {"alg": "ES256"}, "jws_key_mismatch"),
            ({}, {"crit": ["exp"]}, "jws_crit"),
        ],
    )  # fmt: skip
    def test_wrong_tokens(self, scene: Scene, changes: dict[str, Any], header: dict[str, Any], reason: str) -> None:
        lists = {TOKEN_LIST: list_token(scene.school, token_claims(**changes), **header)}
        assert verify(scene.token(), scene.trust, lists).check("status").to_json()["reason"] == reason

    def test_a_token_by_a_stranger(self, scene: Scene) -> None:
        stranger = scene.stranger
        for raw, reason in (
            (list_token(stranger), "status_list_stranger"),
            (list_token(stranger, token_claims(iss=stranger.did)), "status_list_stranger"),
            (list_token(stranger, token_claims(iss=scene.school.did)), "key_not_issuers"),
            (list_token(stranger, kid=scene.school.method), "jws_signature"),
            (list_token(stranger, kid="#x"), "did_method_unknown"),
        ):
            told = verify(scene.token(), scene.trust, {TOKEN_LIST: raw}).check("status").to_json()
            assert (told["outcome"], told["reason"]) == ("indeterminate", reason)


class TestOneIssuerTwoNames:
    """An issuer with a website signs badges by its DID and tokens by its https address; the trust says both are one."""

    DID, ISS = "did:web:school.example", "https://school.example"

    def _school(self) -> tuple[Any, MemorySigner, TrustBundle]:
        own = MemorySigner.generate(KeyType.ED25519).with_method(f"{self.DID}#key-1")
        other = MemorySigner.generate(KeyType.P256).with_method(f"{self.DID}#key-2")
        document = build_document(self.DID, [("key-1", own.public_key), ("key-2", other.public_key)])
        metadata = build_issuer_metadata(self.ISS, [("key-2", other.public_key)])
        profile = {"id": self.DID, "type": ["Profile"], "name": "Voorbeeldschool"}
        party = forge.Party("Voorbeeldschool")
        party.did, party.method, party.signer = self.DID, f"{self.DID}#key-1", own
        return party, other, TrustBundle.of_cards([build_card(profile, document, metadata)])

    @pytest.mark.parametrize(
        ("claims", "header"),
        [({}, {"kid": "key-2"}), ({"iss": ISS}, {"kid": "key-2"}), ({}, {"kid": f"{DID}#key-2"}),
         ({"iss": DID}, {"kid": "#key-2"})],
    )  # fmt: skip
    def test_a_token_list_by_either_name(self, claims: dict[str, Any], header: dict[str, Any]) -> None:
        _, other, trust = self._school()
        p256 = forge.Party("Voorbeeldschool", KeyType.P256)
        p256.signer = other
        plan = st_cases.sd_cases.plan()
        payload = {**plan.payload, "iss": self.ISS, "status": {"status_list": {"idx": 7, "uri": TOKEN_LIST}}}
        text = st_cases.replace(
            plan, payload=payload, header={"alg": "ES256", "typ": "dc+sd-jwt", "kid": "key-2"}, signed_by=p256, kb=None
        ).text()
        for values, code in (({}, "status_ok"), ({7: 1}, "revoked")):
            raw = list_token(p256, token_claims(values, **claims), **header)
            told = verify(text.encode(), trust, {TOKEN_LIST: raw}).check("status").to_json()
            assert told["code"] == code, told

    def test_evidence_gives_no_key_for_another_name_of_the_issuer(self) -> None:
        """The trust knows the DID's key, and of the https address that it is the same issuer's, but no key."""
        party, _, trust = self._school()
        trust = TrustBundle(trust.entries, Documents(did_documents=trust.documents.did_documents))
        stranger = forge.Party("Vreemde")
        metadata = parse_issuer_metadata(build_issuer_metadata(self.ISS, [("k", stranger.signer.public_key)]))
        plan = st_cases.sd_cases.plan()
        payload = {**plan.payload, "iss": self.DID, "status": {"status_list": {"idx": 7, "uri": TOKEN_LIST}}}
        header = {"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": party.method}
        text = st_cases.replace(plan, payload=payload, header=header, signed_by=party, kb=None).text()
        for values in ({}, {7: 1}):
            raw = list_token(stranger, token_claims(values, iss=self.ISS), kid="k")
            evidence = Documents(issuer_metadata={self.ISS: metadata}, status_lists={TOKEN_LIST: (raw,)})
            report = Verifier(trust, evidence=evidence, clock=lambda: NOW).verify(text.encode())
            assert report.check("status").to_json()["reason"] == "status_list_key", report.to_json()

    def test_a_key_that_was_handed_over_serves_both_or_none(self) -> None:
        party, _, trust = self._school()
        raw = forge.raw(forge.sign({**forge.badge(self.DID, None), "credentialStatus": status()}, party))
        handed = Documents(
            did_documents=trust.documents.did_documents,
            status_lists={LIST: (forge.raw(forge.sign(st_cases.list_document(self.DID), party)),)},
        )
        report = Verifier(TrustBundle(), evidence=handed, clock=lambda: NOW).verify(raw)
        assert report.check("status").code == "status_ok"
        assert report.verdict is Verdict.INDETERMINATE

    def test_a_key_that_runs_out_ends_what_it_signed(self) -> None:
        party, _, trust = self._school()
        ends = NOW + timedelta(hours=1)
        value = {**trust.documents.did_documents[self.DID].raw}
        value["verificationMethod"] = [
            {**method, **({"expires": at(ends)} if method["id"].endswith("key-2") else {})}
            for method in value["verificationMethod"]
        ]
        documents = Documents(did_documents={self.DID: parse_document(value)})
        trust = TrustBundle(trust.entries, documents)
        raw = forge.raw(forge.sign({**forge.badge(self.DID, None), "credentialStatus": status()}, party))
        signed = forge.sign(st_cases.list_document(self.DID), party)
        proof_ends = forge.sign(st_cases.list_document(self.DID), party, expires=at(ends))
        for document, reason in ((signed, None), (proof_ends, "proof_expired")):
            evidence = Documents(status_lists={LIST: (forge.raw(document),)})
            moments = [NOW, NOW, ends]
            verifier = Verifier(trust, evidence=evidence, clock=partial(moments.pop, 0))
            assert verifier.verify(raw)
            assert verifier.verify(raw)
            assert verifier.verify(raw).check("status").to_json().get("reason") == reason


def test_a_list_that_was_checked_is_not_checked_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    from dsp_vc.verification import status as module

    calls: list[str] = []
    original = module.EmbeddedCandidate.prove

    def counted(self: Any, setting: Any) -> Any:
        calls.append(str(self.document["type"]))
        return original(self, setting)

    monkeypatch.setattr(module.EmbeddedCandidate, "prove", counted)
    good, changed = scene.list(), scene.list(REVOKED)
    verifier = Verifier(scene.trust, evidence=Documents(status_lists={LIST: (good,)}), clock=lambda: NOW)
    assert verifier.verify(scene.credential())
    assert verifier.verify(scene.credential())
    assert sum("Bitstring" in name for name in calls) == 1
    # Another content under the same URL is another list, and another verifier has its own memory.
    other = Verifier(scene.trust, evidence=Documents(status_lists={LIST: (changed,)}), clock=lambda: NOW)
    assert other.verify(scene.credential()).check("status").code == "revoked"


def test_the_report_says_how_old_the_knowledge_is(scene: Scene) -> None:
    report = verify(scene.credential(), scene.trust, {LIST: scene.list()}, NOW + 3 * DAY)
    told = json.loads(json.dumps(report.check("status").to_json("nl")))
    assert told == {
        "check": "status",
        "outcome": "passed",
        "code": "status_stale",
        "message": "niet ingetrokken: stand van 23 november 2026 om 10:00 uur (UTC), 4 dagen geleden;"
        " er hoort al een nieuwere lijst te zijn",
        "list": LIST,
        "asOf": "2026-11-23T10:00:00Z",
        "age": 4 * 86_400,
    }


@cache
def _signed() -> tuple[bytes, dict[str, bytes], TrustBundle]:
    scene = Scene()
    lists = {LIST: scene.list(suite="eddsa-jcs-2022"), TOKEN_LIST: list_token(scene.school)}
    document = {**forge.badge(scene.school.did, None), "credentialStatus": status()}
    return forge.raw(forge.sign(document, scene.school, suite="eddsa-jcs-2022")), lists, scene.trust


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_changed_byte_in_a_list_never_says_anything(data: st.DataObject) -> None:
    raw, lists, trust = _signed()
    good = lists[LIST]
    position = data.draw(st.integers(0, len(good) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != good[position]))
    changed = good[:position] + bytes([byte]) + good[position + 1 :]
    result = verify(raw, trust, {LIST: changed}).check("status")
    assert (result.outcome, result.code) == ("indeterminate", "status_unknown"), result


def test_what_is_kept_is_bounded() -> None:
    from dsp_vc.status.published import PublishedList

    cache = ListCache(limit=1000)  # of decompressed bytes
    for number in range(5):
        published = PublishedList(None, NOW, None, None, bytes(400), BitOrder.MSB_FIRST)
        cache.put(b"%d" % number, "x", SignedList(published, False, NOW, NOW + DAY))
    assert [cache.get(b"%d" % number, "x", NOW) is not None for number in range(5)] == [False, False, False, True, True]
    assert cache.get(b"4", "y", NOW) is None
    assert cache.get(b"4", "x", NOW + DAY) is None
    assert cache.get(b"4", "x", NOW - timedelta(seconds=1)) is None
    large = PublishedList(None, NOW, None, None, bytes(1001), BitOrder.MSB_FIRST)
    cache.put(b"large", "x", SignedList(large, False, NOW, None))
    assert cache.get(b"large", "x", NOW) is None


def test_what_does_not_count_is_looked_at_once_in_a_message(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else one message with many entries keeps the checker busy with one bad list."""
    from dsp_vc.verification import status as module

    calls: list[bytes] = []
    original = module._check_credential
    monkeypatch.setattr(module, "_check_credential", lambda raw, setting: calls.append(raw) or original(raw, setting))
    entries = [status(id=f"{LIST}#{number}", statusListIndex=str(number)) for number in range(16)]
    bomb = scene.list(encoded(bytes(200_000_000)))
    moments = iter([NOW, NOW, NOW + DAY])
    verifier = Verifier(scene.trust, evidence=Documents(status_lists={LIST: (bomb,)}), clock=lambda: next(moments))
    for expected in (1, 1, 2):
        told = verifier.verify(scene.credential(*entries)).check("status").to_json()
        assert told["reason"] == "status_list_size"
        assert len(calls) == expected


def test_no_number_of_refused_lists_fills_the_memory() -> None:
    cache = ListCache()
    for number in range(1000):
        cache.put(b"%d" % number, "x", RefusedList(Refused("status_list_size"), NOW))
    assert len(cache._held) == 256
    assert cache.get(b"999", "x", NOW) is not None
    assert cache.get(b"999", "x", NOW + DAY) is None
