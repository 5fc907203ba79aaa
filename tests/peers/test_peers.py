"""Other implementations read what we write for every example record; we read what they write, and nothing else."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.did.document import build_document
from dsp_vc.did.issuer_metadata import build_issuer_metadata
from dsp_vc.did.key import did_key, key_method
from dsp_vc.did.resolver import resolve_local
from dsp_vc.encoding.base import b64url_decode
from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.credential import OPEN_BADGE, SD_JWT_VC, Credential
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.model.records import load_records
from dsp_vc.presentation.message import embedded_message, token_message
from dsp_vc.presentation.select import Candidate, Chosen
from dsp_vc.securing.sd_jwt import disclosure_paths, parse_sd_jwt, resolve_claims
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.card import build_card
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.policy import VerificationPolicy
from dsp_vc.verification.report import Verdict
from dsp_vc.verification.verifier import Verifier

pytestmark = pytest.mark.peer

HERE = Path(__file__).resolve().parent
RECORDS = sorted((HERE.parents[1] / "examples" / "records").glob("*.yaml"))
AUDIENCE, NONCE = "Bouwbedrijf Voorbeeld", "n-5c0e3f2a9b7d4e6f8a1b"
SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022")


@dataclass(frozen=True)
class Written:
    """What we made of one record: by mechanism, with the presentation of each; the issuer's document and token key."""

    name: str
    credentials: dict[str, dict[str, Any]]
    presentations: dict[str, dict[str, Any]]
    token: str
    issuer_jwk: dict[str, Any]
    issuer_document: dict[str, Any]

    @property
    def by_website(self) -> bool:
        """Whether a peer has to be given the issuer's document."""
        return str(self.issuer_document["id"]).startswith("did:web:")

    @property
    def documents(self) -> dict[str, Any]:
        """What a peer is given beside the message."""
        return {self.issuer_document["id"]: self.issuer_document} if self.by_website else {}


@pytest.fixture(scope="module")
def written() -> list[Written]:
    """Every example record, signed by an issuer with a did:key (EdDSA) and by one with a website (ES256), and shown."""
    return [_write(path, key_type) for path in RECORDS for key_type in (KeyType.ED25519, KeyType.P256)]


def _write(path: Path, token_key: KeyType) -> Written:
    (record,) = load_records(path.read_bytes(), path.name)
    now = datetime.now(UTC).replace(microsecond=0)
    holder = MemorySigner.generate(KeyType.ED25519)
    holder_did = did_key(holder.public_key)
    holder = holder.with_method(key_method(holder_did))
    issuer = _issuer(token_key)
    credentials, presentations = {}, {}
    for suite in SUITES:
        raw = issuer.issue([record], to=holder_did, mechanism=suite, now=now).decode()
        credentials[suite] = parse_object(raw)
        chosen = Chosen(Candidate(raw, _reading(raw, OPEN_BADGE)), ("0",), frozenset())
        for outer in SUITES:
            shown = embedded_message(
                [chosen], holder, holder_did, cryptosuite=outer, audience=AUDIENCE, nonce=NONCE, now=now, expires=None
            )
            presentations[f"{suite} in {outer}"] = parse_object(shown)
    token = issuer.issue([record], to=holder_did, mechanism="dc+sd-jwt", now=now).decode()
    everything = Chosen(
        Candidate(token, _reading(token, SD_JWT_VC)),
        ("0",),
        frozenset(disclosure_paths(parse_sd_jwt(token)).values()),
    )
    shown_token = token_message(
        [(everything, holder)], audience=AUDIENCE, nonce=NONCE, now=now, expires=None, numbered=True
    )
    return Written(
        f"{path.stem} {token_key.value}",
        credentials,
        presentations,
        shown_token.decode(),
        issuer.token.public_key.to_jwk(),
        issuer.did_document,
    )


def _issuer(token_key: KeyType) -> Issuer:
    signer = MemorySigner.generate(KeyType.ED25519)
    if token_key is KeyType.ED25519:
        did = did_key(signer.public_key)
        return Issuer.of_key(signer.with_method(key_method(did)), did, "Voorbeeldcollege")
    did, iss = "did:web:school.example", "https://school.example"
    own, other = signer.with_method(f"{did}#key-1"), MemorySigner.generate(token_key).with_method(f"{did}#key-2")
    profile = IssuerProfile(did, "Voorbeeldcollege", "school", iss, None, (("BRIN", "00AA"),))
    document = build_document(did, [("key-1", own.public_key), ("key-2", other.public_key)])
    return Issuer(profile, document, own, other, iss, build_issuer_metadata(iss, [("key-2", other.public_key)]))


def _reading(raw: str, kind: str) -> Credential:
    claims = parse_object(raw) if kind == OPEN_BADGE else resolve_claims(parse_sd_jwt(raw))
    return Credential(raw.encode(), "", claims, kind)


def test_digital_bazaar_reads_credentials_and_presentations(node, written: list[Written], record_cases) -> None:
    jobs = [
        {"peer": peer, "document": document, "documents": entry.documents, "challenge": NONCE, "domain": AUDIENCE}
        for entry in written
        for peer, made in (("credential", entry.credentials), ("presentation", entry.presentations))
        for document in made.values()
    ]
    broken = copy.deepcopy(jobs[0])
    broken["document"]["name"] = "changed"
    *results, refused = node("verify.mjs", [*jobs, broken])
    assert [result for result in results if not result["ok"]] == []
    assert not refused["ok"]
    # With the documents of other keys under the same names, nothing is right any more.
    stranger = _issuer(KeyType.P256).did_document
    jobs_by_website = [job | {"documents": {stranger["id"]: stranger}} for job in jobs if job["documents"]]
    assert {result["ok"] for result in node("verify.mjs", jobs_by_website)} == {False}
    record_cases("peer @digitalbazaar/vc reads ours", len(jobs))


def test_verifier_core_reads_credentials(node, written: list[Written], record_cases) -> None:
    # It has a loader of its own, which would fetch the document of a website.
    own = [entry for entry in written if not entry.by_website]
    jobs = [{"peer": "core", "document": entry.credentials["eddsa-rdfc-2022"]} for entry in own]
    broken = copy.deepcopy(jobs[0])
    broken["document"]["name"] = "changed"
    *results, refused = node("verify.mjs", [*jobs, broken])
    assert [result for result in results if not result["ok"]] == []
    assert not refused["ok"]
    record_cases("peer verifier-core reads ours", len(jobs))


def test_verifier_core_reads_the_credentials_in_presentations(node, written: list[Written], record_cases) -> None:
    """Not the presentation's own proof: version 1.0.0-beta.11 takes ``assertionMethod`` alone there, where VC Data
    Integrity and the others have ``authentication``."""
    jobs = [
        {"peer": "core presentation", "document": entry.presentations["eddsa-rdfc-2022 in eddsa-rdfc-2022"],
         "challenge": NONCE}
        for entry in written if not entry.by_website
    ]  # fmt: skip
    broken = copy.deepcopy(jobs[0])
    broken["document"]["verifiableCredential"][0]["name"] = "changed"
    *results, refused = node("verify.mjs", [*jobs, broken])
    assert [result for result in results if not result["ok"]] == []
    assert all("required purpose" in result["error"] for result in results)
    assert not refused["ok"]
    record_cases("peer verifier-core reads ours", len(jobs))


def test_sd_jwt_vc_of_javascript_reads_tokens(node, written: list[Written], record_cases) -> None:
    jobs = [{"peer": "token", "token": one.token, "issuer": one.issuer_jwk, "nonce": NONCE} for one in written]
    broken = {**jobs[0], "nonce": "another"}
    *results, refused = node("verify.mjs", [*jobs, broken])
    assert [result for result in results if not result["ok"] or result["audience"] != AUDIENCE] == []
    assert not refused["ok"]
    record_cases("peer @sd-jwt/sd-jwt-vc reads ours", len(jobs))


def test_reference_library_reads_tokens(python_peer, written: list[Written], record_cases) -> None:
    jobs = [
        {"do": "verify", "token": one.token, "issuer": one.issuer_jwk, "audience": AUDIENCE, "nonce": NONCE}
        for one in written
    ]
    *results, refused = python_peer([*jobs, {**jobs[0], "nonce": "another"}])
    assert [result for result in results if not result["ok"]] == []
    assert results[0]["claims"]["skills"]
    assert not refused["ok"]
    record_cases("peer sd-jwt (Python) reads ours", len(jobs))


def test_we_read_what_the_javascript_peers_write(node, record_cases) -> None:
    made = node("issue.mjs")
    for entry in made["credentials"]:
        verifier = Verifier(_trust_in(entry["issuer"]))
        report = verifier.credential(json.dumps(entry["document"]).encode())
        assert report.verdict is Verdict.ACCEPTED, (entry["name"], report.to_json())
        changed = {**entry["document"], "name": "changed"}
        assert verifier.credential(json.dumps(changed).encode()).verdict is Verdict.REJECTED
    for entry in made["presentations"]:
        verifier = Verifier(_trust_in(entry["issuer"]))
        raw = json.dumps(entry["document"]).encode()
        report = verifier.presentation(raw, challenge=made["challenge"], domain=made["domain"])
        assert report.verdict is Verdict.ACCEPTED, (entry["name"], report.to_json())
        assert not verifier.presentation(raw, challenge="another", domain=made["domain"])
    for entry in made["tokens"]:
        _check_token(entry["text"], entry["iss"], entry["key"], made["challenge"], made["domain"])
    record_cases("we read @digitalbazaar/vc", len(made["credentials"]) + len(made["presentations"]))
    record_cases("we read @sd-jwt/sd-jwt-vc", len(made["tokens"]))


def test_we_read_what_the_reference_library_writes(python_peer, record_cases) -> None:
    iss = "https://school.example"
    claims = {"iss": iss, "iat": int(datetime.now(UTC).timestamp()) - 60, "vct": "urn:example:skill"}
    (made,) = python_peer([{"do": "issue", "claims": claims, "nonce": NONCE, "audience": AUDIENCE}])
    assert made["ok"], made
    _check_token(made["token"], iss, made["key"], NONCE, AUDIENCE)
    record_cases("we read sd-jwt (Python)", 1)


def _trust_in(did: str) -> TrustBundle:
    document = resolve_local(did)
    assert document is not None
    card = build_card({"id": did, "type": ["Profile"], "name": "Peer"}, document.raw, None)
    return TrustBundle.of_cards([card])


def _check_token(text: str, iss: str, jwk: dict[str, Any], nonce: str, audience: str) -> None:
    metadata = {"issuer": iss, "jwks": {"keys": [{**jwk, "kid": "key-1"}]}}
    evidence = Documents.from_bytes(json.dumps(metadata).encode())
    # The peer has no card of ours: who signs is checked by the key that was handed over, not by trust.
    verifier = Verifier(TrustBundle(), VerificationPolicy.strict().trusting_any_issuer(), evidence=evidence)
    report = verifier.presentation(text.encode(), challenge=nonce, domain=audience)
    assert report.verdict is Verdict.ACCEPTED, report.to_json()
    assert report.presence == "live"
    assert report.credential.claims["level"] == 3
    assert "given_name" not in report.credential.claims
    head, dot, rest = text.partition(".")
    place = len(rest) // 3
    broken = f"{head}{dot}{rest[:place]}{'A' if rest[place] != 'A' else 'B'}{rest[place + 1 :]}"
    assert not verifier.presentation(broken.encode(), challenge=nonce, domain=audience)
    assert b64url_decode(head)
