"""Keys that are revoked and issuers that are withdrawn: nothing that they signed counts but what was on record before.

The attacker has the school's private keys. They can sign anything with any date, and a digest list too.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from dsp_vc.did.document import DidDocument, build_document, build_method, parse_document
from dsp_vc.did.issuer_metadata import build_issuer_metadata, parse_issuer_metadata
from dsp_vc.did.key import did_key, key_method
from dsp_vc.did.key_states import with_keys, with_revoked
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys.public import KeyType, PublicKey
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing import key_binding, sd_jwt_vc
from dsp_vc.securing.data_integrity.proof import read_proofs
from dsp_vc.securing.data_integrity.suite import covered_bytes, signing_digest
from dsp_vc.trust.bundle import IssuerEntry, Scope, TrustBundle
from dsp_vc.trust.digest_list import build_digest_list
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.embedded import ProofSet
from dsp_vc.verification.policy import VerificationPolicy
from dsp_vc.verification.report import CheckResult, Outcome, Verdict, VerificationReport
from dsp_vc.verification.verifier import Verifier
from dsp_vc.verification.work import Work

from . import forge
from .forge import V2, Document, badge

DID, ISS = "did:web:school.example", "https://school.example"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
REVOKED = datetime(2026, 11, 20, tzinfo=UTC)
BEFORE, AFTER = REVOKED - timedelta(seconds=1), REVOKED + timedelta(seconds=1)
PASSED, FAILED, UNKNOWN = Outcome.PASSED, Outcome.FAILED, Outcome.INDETERMINATE


class Hand:
    """Somebody who signs under a method id, as forge wants it."""

    def __init__(self, method: str, key_type: KeyType = KeyType.ED25519, signer: MemorySigner | None = None) -> None:
        self.method, self.did = method, method.partition("#")[0]
        self.signer = (signer or MemorySigner.generate(key_type)).with_method(method)

    @property
    def key(self) -> PublicKey:
        return self.signer.public_key

    def under(self, method: str) -> Hand:
        return Hand(method, signer=self.signer)


@dataclass(frozen=True, slots=True)
class Memory:
    """A list of issuers that was checked, as the trust asks it; what it says is written out here."""

    entries: tuple[IssuerEntry, ...]
    records: Mapping[tuple[str, str], datetime]
    operator: str = "Sectorraad"
    issued: datetime = NOW
    expires: datetime = NOW + timedelta(days=30)

    def find(self, identifier: str) -> IssuerEntry | None:
        return next((entry for entry in self.entries if identifier in entry.ids), None)

    def recorded(self, issuer: str, digest: str) -> datetime | None:
        return self.records.get((issuer, digest))


@dataclass
class World:
    """A school with a website, whose two keys were stolen, and what a verifier knows of it."""

    ed: Hand = field(default_factory=lambda: Hand(f"{DID}#key-1"))
    p256: Hand = field(default_factory=lambda: Hand(f"{DID}#key-2", KeyType.P256))
    ids: frozenset[str] = frozenset({DID, ISS})
    scope: Scope = field(default_factory=Scope)
    withdrawn: datetime | None = None

    def document(self) -> DidDocument:
        return parse_document(build_document(DID, [("key-1", self.ed.key), ("key-2", self.p256.key)]))

    def revoked(self, *names: str, moment: datetime = REVOKED) -> DidDocument:
        return parse_document(with_revoked(self.document(), {f"{DID}#{name}" for name in names}, moment))

    def documents(self, *documents: DidDocument, metadata: bool = True) -> Documents:
        keys = parse_issuer_metadata(build_issuer_metadata(ISS, [("key-2", self.p256.key)]))
        return Documents({document.id: document for document in documents}, {ISS: keys} if metadata else {})

    def trust(
        self, *documents: DidDocument, records: Mapping[tuple[str, str], datetime] | None = None, known: bool = True
    ) -> TrustBundle:
        entry = IssuerEntry("Voorbeeldcollege", self.ids, {}, "list", self.scope, withdrawn=self.withdrawn)
        return TrustBundle(
            documents=self.documents(*documents), lists=(Memory((entry,) if known else (), records or {}),)
        )

    def badge(self, hand: Hand | None = None, **changes: Any) -> Document:
        return forge.sign(badge(DID, None), hand or self.ed, **changes)  # type: ignore[arg-type]

    def token(self, iss: str = ISS, **claims: Any) -> str:
        content: JsonObject = {"vct": "urn:example:type", "iss": iss, "iat": 1_760_000_000, **claims}
        return sd_jwt_vc.secure(content, (), self.p256.signer, {"kid": "key-2"})


def check(
    what: Document | str, trust: TrustBundle, evidence: Documents | None = None, **more: Any
) -> VerificationReport:
    data = what.encode() if isinstance(what, str) else forge.raw(what)
    policy = more.pop("policy", None)
    return Verifier(trust, policy, evidence=evidence, clock=lambda: NOW).verify(data, **more)


def key_check(what: Document | str, trust: TrustBundle, evidence: Documents | None = None) -> tuple[Outcome, str]:
    result = check(what, trust, evidence).check("issuer-key")
    return result.outcome, result.code


def digests(what: Document | str) -> list[str]:
    """As an independent hand computes them."""
    if isinstance(what, str):
        return [sha256(what.split("~")[0].rpartition(".")[0].encode()).hexdigest()]
    unsecured = {name: value for name, value in what.items() if name != "proof"}
    proofs = what["proof"] if isinstance(what["proof"], list) else [what["proof"]]
    return [
        sha256(forge.hash_rdfc(unsecured, {n: v for n, v in proof.items() if n != "proofValue"})).hexdigest()
        for proof in proofs
    ]


def record(what: Document | str, listed: datetime, issuer: str = DID) -> dict[tuple[str, str], datetime]:
    return {(issuer, digest): listed for digest in digests(what)}


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(params=["badge", "token", "token-of-did"])
def signed(request: pytest.FixtureRequest, world: World) -> Document | str:
    """What the school signed, or the thief: no signature tells."""
    if request.param == "badge":
        return world.badge()
    return world.token() if request.param == "token" else world.token(DID)


REFUSED = (FAILED, "key_revoked")
RECORDED = (PASSED, "key_revoked_recorded")


# --- one key


def test_without_a_revocation_all_is_well(world: World, signed: Document | str) -> None:
    assert check(signed, world.trust(world.document())).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("left_in", [False, True])
def test_revoked_is_refused_whatever_date_it_states(world: World, signed: Document | str, left_in: bool) -> None:
    """Also where the document leaves the key in its relationships, as another hand may write it."""
    document = world.revoked("key-1", "key-2")
    if left_in:
        raw = copy.deepcopy(world.document().raw)
        for method in raw["verificationMethod"]:  # type: ignore[union-attr]
            method["revoked"] = "2026-11-20T00:00:00Z"  # type: ignore[index,call-overload]
        document = parse_document(raw)
    report = check(signed, world.trust(document))
    assert (report.verdict, report.check("issuer-key").code) == (Verdict.REJECTED, "key_revoked")
    assert report.check("issuer-key").params["moment"] == REVOKED
    assert report.verified is None


@pytest.mark.parametrize("left_in", [False, True])
def test_on_record_before_counts(world: World, signed: Document | str, left_in: bool) -> None:
    document = world.revoked("key-1", "key-2")
    if left_in:
        names = [f"{DID}#key-1", f"{DID}#key-2"]
        document = parse_document({**document.raw, "assertionMethod": [*names]})
    report = check(signed, world.trust(document, records=record(signed, BEFORE)))
    result = report.check("issuer-key")
    assert (report.verdict, result.outcome, result.code) == (Verdict.ACCEPTED, *RECORDED)
    assert "20 november 2026" in result.message("nl")


@pytest.mark.parametrize("listed", [REVOKED, AFTER])
def test_on_record_too_late_does_not(world: World, signed: Document | str, listed: datetime) -> None:
    document = world.revoked("key-1", "key-2")
    assert key_check(signed, world.trust(document, records=record(signed, listed))) == REFUSED


def test_the_record_of_another_issuer_does_not(world: World, signed: Document | str) -> None:
    trust = world.trust(world.revoked("key-1", "key-2"), records=record(signed, BEFORE, "did:web:other.example"))
    assert key_check(signed, trust) == REFUSED


def test_a_forgery_that_is_backdated(world: World) -> None:
    """Signed with the stolen key, dated before the theft, and in a digest list that the thief signed too."""
    genuine, forged = world.badge(), forge.sign(
        {**badge(DID, None), "id": "urn:uuid:00000000-0000-4000-8000-000000000001"}, world.ed,  # type: ignore[arg-type]
        created="2025-01-01T00:00:00Z",
    )  # fmt: skip
    trust = world.trust(world.revoked("key-1", "key-2"), records=record(genuine, BEFORE))
    assert key_check(genuine, trust) == RECORDED
    assert key_check(forged, trust) == REFUSED
    listed = build_digest_list(DID, digests(forged), world.ed.signer, BEFORE)
    for data in (listed.encode(), f'{{"issuer": "{DID}", "batches": []}}'.encode()):
        with pytest.raises(InputError):  # a digest list is no evidence: there is no way to hand one over
            Documents.from_bytes(data)


def test_a_card_records_nothing(world: World, signed: Document | str) -> None:
    from dsp_vc.trust.card import build_card

    profile: JsonObject = {"id": DID, "type": ["Profile"], "name": "Voorbeeldcollege"}
    metadata = build_issuer_metadata(ISS, [("key-2", world.p256.key)])
    card = build_card(profile, world.revoked("key-1", "key-2").raw, metadata)
    trust = TrustBundle.of_cards([card])
    assert trust.recorded(DID, digests(signed)[0]) is None
    assert key_check(signed, trust) == REFUSED


def test_what_is_on_record_must_still_be_signed(world: World) -> None:
    """The digest does not cover the signature: a record of a digest is not a signature."""
    first, second = world.badge(), world.badge(created="2026-11-19T09:00:00Z")
    broken = copy.deepcopy(first)
    broken["proof"]["proofValue"] = second["proof"]["proofValue"]
    token = world.token()
    head, _, signature = token.rstrip("~").rpartition(".")
    other = world.token(jti="x").rstrip("~").rpartition(".")[2]
    assert signature != other
    for what, trust_of in ((broken, first), (f"{head}.{other}~", token)):
        report = check(what, world.trust(world.revoked("key-1", "key-2"), records=record(trust_of, BEFORE)))
        assert report.check("issuer-key").code == "key_revoked_recorded"
        assert report.check("proof").outcome is FAILED
        assert report.verdict is Verdict.REJECTED
        assert report.verified is None


def test_changed_content_is_not_what_is_on_record(world: World) -> None:
    genuine = world.badge()
    trust = world.trust(world.revoked("key-1"), records=record(genuine, BEFORE))
    assert key_check({**genuine, "name": "Stage lassen"}, trust) == REFUSED
    unknown = copy.deepcopy(genuine)
    unknown["proof"]["cryptosuite"] = "xyz-rdfc-2099"
    assert key_check(unknown, trust) == REFUSED


def test_the_signature_must_fit_the_contents_that_are_on_record() -> None:
    """Two contents of one context give two digests: a record of the one is no record of the other."""
    url, hand = "https://school.example/context", Hand("did:key:x#y")
    contents = [{"@context": {"word": f"https://school.example/{name}"}} for name in "ab"]
    first, second = (ContextSet.pinned().with_extra({url: content}) for content in contents)
    unsigned = {"@context": [V2, url], "type": ["VerifiableCredential"], "word": "x"}
    document = forge.sign(unsigned, hand, extra={url: contents[0]})  # type: ignore[arg-type]
    (proof,) = read_proofs(document)
    of = {
        name: signing_digest(covered_bytes(document, proof, [proof], contexts))
        for name, contexts in (("a", first), ("b", second))
    }
    assert of["a"] != of["b"]
    for name, fits in (("a", True), ("b", False)):
        proofs = ProofSet(document, "assertionMethod", (proof,), (first, second))
        assert proofs._on_record(proof, Work(), lambda digest, name=name: digest == of[name])  # type: ignore[misc]
        assert proofs.allowed == ((first,) if fits else (second,))
        (contexts,) = proofs.allowed
        assert hand.key.verify(proof.signature, covered_bytes(document, proof, [proof], contexts)) is fits
    proofs = ProofSet(document, "assertionMethod", (proof,), (first, second))
    assert not proofs._on_record(proof, Work(), lambda digest: False)
    assert proofs.allowed == ()
    costly = ProofSet(document, "assertionMethod", (proof,), (first, second))
    with pytest.raises(Refused) as refused:
        costly._on_record(proof, Work(0), lambda digest: True)
    assert refused.value.code == "rdf_work_exceeded"


# --- every name of the issuer, and nobody else's


def test_the_key_set_of_an_https_address_has_no_word_for_revoked(world: World) -> None:
    """The thief signs under ``iss`` https, whose metadata still lists the key: the DID document decides by value."""
    token = world.token()
    trust = world.trust(world.revoked("key-2"))
    assert "key-2" in dict(trust.documents.issuer_metadata[ISS].keys)
    assert key_check(token, trust) == REFUSED
    # In the evidence alone, of an issuer that nobody lists, and although any issuer will do: the address is the same.
    evidence = world.documents(world.revoked("key-2"))
    report = check(token, TrustBundle(), evidence, policy=VerificationPolicy.strict().trusting_any_issuer())
    assert (report.verdict, report.check("issuer-key").code) == (Verdict.REJECTED, "key_revoked")
    # The document of the same address, where the trust knows the address by its https name alone.
    alone = World(world.ed, world.p256, frozenset({ISS}))
    assert key_check(token, alone.trust(world.revoked("key-2"))) == REFUSED


def test_a_key_that_left_the_key_set_when_it_was_revoked(world: World) -> None:
    """As ``issuer publish`` writes it after a compromise: the set is without the key, the DID document says revoked."""
    token, other = world.token(), Hand(f"{DID}#key-3", KeyType.P256)
    left = {ISS: parse_issuer_metadata(build_issuer_metadata(ISS, [("key-3", other.key)]))}

    def trust(document: DidDocument, listed: datetime | None = None) -> TrustBundle:
        known = world.trust(document, records=record(token, listed) if listed is not None else {})
        return replace(known, documents=Documents({document.id: document}, left))

    revoked = world.revoked("key-2")
    assert key_check(token, trust(revoked)) == REFUSED
    assert key_check(token, trust(revoked, AFTER)) == REFUSED
    assert key_check(token, trust(revoked, BEFORE)) == RECORDED
    assert check(token, trust(revoked, BEFORE)).verdict is Verdict.ACCEPTED
    # On record, but signed by another key under that name.
    forged = sd_jwt_vc.secure({"vct": "urn:example:type", "iss": ISS}, (), other.signer, {"kid": "key-2"})
    listed = replace(trust(revoked), lists=world.trust(revoked, records=record(forged, BEFORE)).lists)
    assert (check(forged, listed).verdict, check(forged, listed).check("proof").outcome) == (Verdict.REJECTED, FAILED)
    # In no set and not revoked: nothing says that this key is for tokens. A document handed over adds no key to the trust.
    unknown = (UNKNOWN, "key_not_in_document")
    assert key_check(token, trust(world.document(), BEFORE)) == unknown
    assert key_check(token, trust(world.document(), BEFORE), Documents({DID: revoked}, {})) == unknown
    # Nobody revokes the key of another, whatever its name.
    foreign = "did:web:thief.example"
    theirs = parse_document(build_document(foreign, [("key-2", world.p256.key)]))
    thief = parse_document(with_revoked(theirs, {f"{foreign}#key-2"}, REVOKED))
    assert key_check(token, trust(thief, BEFORE)) == unknown


def test_the_same_key_under_another_name_in_the_document(world: World) -> None:
    document = parse_document(with_keys(world.revoked("key-1"), [("key-9", world.ed.key)], ()))
    hand = world.ed.under(f"{DID}#key-9")
    assert key_check(world.badge(hand), world.trust(document)) == REFUSED
    # And with the record of what the honest name signed.
    genuine = world.badge()
    assert key_check(world.badge(hand), world.trust(document, records=record(genuine, BEFORE))) == REFUSED
    assert key_check(genuine, world.trust(document, records=record(genuine, BEFORE))) == RECORDED


def test_the_same_key_under_another_did_of_the_issuer(world: World) -> None:
    second = "did:web:college.example"
    hand = world.ed.under(f"{second}#k")
    other = parse_document(build_document(second, [("k", hand.key)]))
    own = did_key(world.ed.key)
    by_key = world.ed.under(key_method(own))
    revoked = world.revoked("key-1")
    for signed_by, name in ((hand, second), (by_key, own)):
        forged = forge.sign(badge(name, None), signed_by)  # type: ignore[arg-type]
        both = World(world.ed, world.p256, frozenset({DID, ISS, name}))
        assert key_check(forged, both.trust(world.document(), other))[0] is PASSED
        assert key_check(forged, both.trust(revoked, other)) == REFUSED
        # A record counts under whichever of the issuer's names it was made.
        kept = both.trust(revoked, other, records=record(forged, BEFORE))
        assert key_check(forged, kept) == RECORDED


def test_nobody_revokes_the_key_of_another(world: World, signed: Document | str) -> None:
    """Somebody lists the school's keys as revoked in a document of their own, in the trust and in the evidence."""
    bad = "did:web:bad.example"
    value = build_document(bad, [("a", world.ed.key), ("b", world.p256.key)])
    hostile = parse_document(with_revoked(parse_document(value), {f"{bad}#a", f"{bad}#b"}, REVOKED))
    foreign = parse_document(
        {**value, "verificationMethod": [{**build_method(DID, "key-1", world.ed.key), "revoked": "2020-01-01T00:00:00Z"}],
         "authentication": [], "assertionMethod": [], "capabilityInvocation": [], "capabilityDelegation": []}
    )  # fmt: skip
    for document in (hostile, foreign):
        assert check(signed, world.trust(world.document(), document)).verdict is Verdict.ACCEPTED
        assert check(signed, world.trust(world.document()), Documents({bad: document})).verdict is Verdict.ACCEPTED


# --- trust and evidence


def test_revoked_in_the_evidence_alone(world: World, signed: Document | str) -> None:
    evidence = world.documents(world.revoked("key-1", "key-2"), metadata=False)
    assert key_check(signed, world.trust(world.document()), evidence) == REFUSED
    trust = world.trust(world.document(), records=record(signed, BEFORE))
    assert key_check(signed, trust, evidence) == RECORDED


def test_revoked_in_the_trust_alone(world: World, signed: Document | str) -> None:
    evidence = world.documents(world.document())
    assert key_check(signed, world.trust(world.revoked("key-1", "key-2")), evidence) == REFUSED


def test_the_earliest_revocation_counts(world: World, signed: Document | str) -> None:
    early = world.revoked("key-1", "key-2", moment=REVOKED - timedelta(days=9))
    late = world.revoked("key-1", "key-2")
    records = record(signed, REVOKED - timedelta(days=5))
    for one, other in ((early, late), (late, early)):
        evidence = world.documents(other, metadata=False)
        assert key_check(signed, world.trust(one, records=records), evidence) == REFUSED
    assert key_check(signed, world.trust(late, records=records)) == RECORDED


def test_a_document_in_the_evidence_alone_and_a_record(world: World) -> None:
    """Of an issuer that the trust does not know, a record says nothing about trust."""
    signed = world.badge()
    trust = TrustBundle(lists=(Memory((), record(signed, BEFORE)),))
    report = check(signed, trust, world.documents(world.revoked("key-1")))
    assert report.check("issuer-key").code == "key_revoked_recorded"
    assert (report.verdict, report.check("issuer-trust").code) == (Verdict.INDETERMINATE, "issuer_unknown")


def test_a_record_does_not_say_whose_key_it_was(world: World) -> None:
    """The list has the issuer without its documents; a stranger's may have been handed over."""
    signed = world.badge()
    entry = IssuerEntry("Voorbeeldcollege", world.ids, {}, "list")
    trust = TrustBundle(lists=(Memory((entry,), record(signed, BEFORE)),))
    report = check(signed, trust, world.documents(world.revoked("key-1")))
    assert report.check("issuer-key").code == "key_revoked_recorded"
    assert (report.verdict, report.check("issuer-trust").code) == (Verdict.INDETERMINATE, "issuer_key_unconfirmed")


# --- several proofs


def two(world: World, first: Hand, second: Hand) -> Document:
    unsigned = badge(DID, None)
    proofs = [
        forge.sign(unsigned, hand, created=created)["proof"]  # type: ignore[arg-type]
        for hand, created in ((first, "2026-11-01T00:00:00Z"), (second, "2026-11-02T00:00:00Z"))
    ]
    return {**unsigned, "proof": proofs}


def test_every_proof_of_a_set_is_held_to_it(world: World) -> None:
    fresh = Hand(f"{DID}#key-3")
    document = parse_document(with_keys(world.revoked("key-1"), [("key-3", fresh.key)], ()))
    mixed = two(world, fresh, world.ed)
    assert key_check(mixed, world.trust(document)) == REFUSED
    of_fresh, of_stolen = digests(mixed)
    assert key_check(mixed, world.trust(document, records={(DID, of_fresh): BEFORE})) == REFUSED
    report = check(mixed, world.trust(document, records={(DID, of_stolen): BEFORE}))
    assert (report.verdict, report.check("issuer-key").code) == (Verdict.ACCEPTED, "key_revoked_recorded")
    # The same stolen key twice: each of its proofs needs a record of its own.
    twice = two(world, world.ed, world.ed)
    first, second = digests(twice)
    assert key_check(twice, world.trust(document, records={(DID, first): BEFORE})) == REFUSED
    assert key_check(twice, world.trust(document, records={(DID, second): BEFORE})) == REFUSED
    assert key_check(twice, world.trust(document, records=record(twice, BEFORE))) == RECORDED


def test_the_key_of_somebody_who_signed_beside_the_issuer(world: World) -> None:
    guest = "did:web:guest.example"
    hand = Hand(f"{guest}#key-1")
    value = parse_document(build_document(guest, [("key-1", hand.key)]))
    revoked = parse_document(with_revoked(value, {hand.method}, REVOKED))
    mixed = two(world, world.ed, hand)
    assert check(mixed, world.trust(world.document(), value)).verdict is Verdict.ACCEPTED
    assert key_check(mixed, world.trust(world.document(), revoked)) == REFUSED
    _, of_guest = digests(mixed)
    for issuer, expected in ((DID, REFUSED), (guest, RECORDED)):  # by the record of whose key it is
        trust = world.trust(world.document(), revoked, records={(issuer, of_guest): BEFORE})
        assert key_check(mixed, trust) == expected


# --- what a record does not excuse


def test_a_key_that_was_for_something_else_or_ran_out(world: World) -> None:
    signed = world.badge()
    for change, code in (
        ({"authentication": [f"{DID}#key-1"]}, "did_purpose_missing"),
        ({"verificationMethod": [{**build_method(DID, "key-1", world.ed.key), "revoked": "2026-11-20T00:00:00Z",
                                  "expires": "2026-11-01T00:00:00Z"}]}, "key_expired"),
    ):  # fmt: skip
        document = parse_document({**world.revoked("key-1").raw, **change})  # type: ignore[dict-item]
        assert key_check(signed, world.trust(document, records=record(signed, BEFORE))) == (FAILED, code)


def test_a_holder_s_key_is_never_excused(world: World) -> None:
    """A holder signs now: that what they show was on record once says nothing of who has the key today."""
    sam = "did:web:sam.example"
    hand = Hand(f"{sam}#key-1")
    document = parse_document(build_document(sam, [("key-1", hand.key)]))
    revoked = parse_document(with_revoked(document, {hand.method}, REVOKED))
    shown = forge.present(
        hand, [forge.sign(badge(DID, sam), world.ed)], challenge="n", domain="v"  # type: ignore[arg-type]
    )  # fmt: skip
    ask = {"challenge": "n", "domain": "v"}
    assert check(shown, world.trust(world.document(), document), **ask).check("issuer-key").outcome is PASSED
    records = record(shown, BEFORE, sam)
    for trust, evidence in (
        (world.trust(world.document(), revoked, records=records), None),
        (world.trust(world.document(), document, records=records), Documents({sam: revoked})),
    ):
        report = check(shown, trust, evidence, **ask)
        assert (report.verdict, report.check("issuer-key").code) == (Verdict.REJECTED, "key_revoked")


def test_a_key_binding_by_a_key_that_its_owner_revoked(world: World) -> None:
    sam = "did:web:sam.example"
    hand = Hand(f"{sam}#key-1")
    document = parse_document(build_document(sam, [("key-1", hand.key)]))
    revoked = parse_document(with_revoked(document, {hand.method}, REVOKED))
    for subject in (sam, f"{sam}#key-1"):
        token = world.token(sub=subject, cnf={"jwk": hand.key.to_jwk()})
        shown = key_binding.bind(token, hand.signer, audience="v", nonce="n", issued_at=NOW)
        ask = {"challenge": "n", "domain": "v"}

        def binding(trust: TrustBundle, evidence: Documents | None = None) -> CheckResult:
            return check(shown, trust, evidence, **ask).check("holder-binding")  # noqa: B023

        assert binding(world.trust(world.document(), document)).outcome is PASSED
        assert binding(world.trust(world.document())).outcome is PASSED
        for found in (
            binding(world.trust(world.document(), revoked, records=record(token, BEFORE, sam))),
            binding(world.trust(world.document()), Documents({sam: revoked})),
        ):
            assert (found.outcome, found.code) == REFUSED


# --- an issuer that is withdrawn


def trust_check(what: Document | str, trust: TrustBundle, **more: Any) -> tuple[Outcome, str]:
    result = check(what, trust, **more).check("issuer-trust")
    return result.outcome, result.code


def test_a_withdrawn_issuer(world: World, signed: Document | str) -> None:
    withdrawn = replace(world, withdrawn=REVOKED)
    refused = (FAILED, "issuer_withdrawn")
    assert trust_check(signed, withdrawn.trust(world.document())) == refused
    for listed in (REVOKED, AFTER):
        assert trust_check(signed, withdrawn.trust(world.document(), records=record(signed, listed))) == refused
    other = withdrawn.trust(world.document(), records=record(signed, BEFORE, "did:web:other.example"))
    assert trust_check(signed, other) == refused
    report = check(signed, withdrawn.trust(world.document(), records=record(signed, BEFORE)))
    result = report.check("issuer-trust")
    assert (report.verdict, result.code) == (Verdict.ACCEPTED, "issuer_withdrawn_recorded")
    assert "20 november 2026" in result.message("nl")


def test_a_record_widens_no_scope(world: World) -> None:
    signed = world.badge()
    narrow = replace(world, withdrawn=REVOKED, scope=Scope(types=frozenset({"SomethingElse"})))
    found = trust_check(signed, narrow.trust(world.document(), records=record(signed, BEFORE)))
    assert found == (FAILED, "outside_scope")


def test_withdrawn_and_revoked_need_a_record_from_before_both(world: World, signed: Document | str) -> None:
    both = replace(world, withdrawn=REVOKED - timedelta(days=5))
    between = both.trust(world.revoked("key-1", "key-2"), records=record(signed, REVOKED - timedelta(days=2)))
    report = check(signed, between)
    assert (report.check("issuer-key").code, report.check("issuer-trust").code) == (
        "key_revoked_recorded", "issuer_withdrawn",
    )  # fmt: skip
    before = both.trust(world.revoked("key-1", "key-2"), records=record(signed, REVOKED - timedelta(days=9)))
    assert check(signed, before).verdict is Verdict.ACCEPTED


def test_any_issuer_will_do_but_not_any_key(world: World, signed: Document | str) -> None:
    policy = VerificationPolicy.strict().trusting_any_issuer()
    withdrawn = replace(world, withdrawn=REVOKED)
    assert trust_check(signed, withdrawn.trust(world.document()), policy=policy)[1] == "any_issuer"
    assert check(signed, world.trust(world.revoked("key-1", "key-2")), policy=policy).verdict is Verdict.REJECTED
