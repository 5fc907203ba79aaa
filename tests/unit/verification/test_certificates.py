"""Paths from a signer's certificate to an anchor: what holds, and every way in which one breaks, by its code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from dsp_vc.did.document import build_document, parse_document
from dsp_vc.did.issuer_metadata import build_issuer_metadata, parse_issuer_metadata
from dsp_vc.did.key import did_key, key_method
from dsp_vc.did.key_states import with_revoked
from dsp_vc.keys.certificate import Certificate
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.securing import sd_jwt_vc
from dsp_vc.trust.bundle import IssuerEntry, TrustBundle
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.report import CheckResult, Outcome, Verdict, VerificationReport
from dsp_vc.verification.verifier import Verifier
from small_ca import NOW, YEAR, Authority, alternative, p256, pem, usage, x5c

ISS, HOST = "https://school.example/college", "school.example"
PASSED, FAILED, UNKNOWN = Outcome.PASSED, Outcome.FAILED, Outcome.INDETERMINATE


def public(signer: MemorySigner) -> Any:
    raw = signer.public_key.raw
    if signer.public_key.key_type is KeyType.ED25519:
        return ed25519.Ed25519PublicKey.from_public_bytes(raw)
    curve = ec.SECP256R1() if signer.public_key.key_type is KeyType.P256 else ec.SECP384R1()
    return ec.EllipticCurvePublicKey.from_encoded_point(curve, raw)


@dataclass
class School:
    """A school whose key a small authority certifies, and what a verifier knows."""

    root: Authority = field(default_factory=Authority.root)
    signer: MemorySigner = field(default_factory=lambda: MemorySigner.generate(KeyType.P256))
    ids: frozenset[str] = frozenset({ISS})

    def token(self, header: dict[str, Any], iss: str | None = ISS, **claims: Any) -> bytes:
        content = {"vct": "urn:example:type", "iat": int(NOW.timestamp()) - 86400, **claims}
        if iss is not None:
            content["iss"] = iss
        return sd_jwt_vc.secure(content, (), self.signer, header).encode()

    def trust(self, *anchors: Authority, metadata: MemorySigner | None = None, kid: str = "key-2") -> TrustBundle:
        documents = Documents(anchors=tuple(entry.anchor for entry in anchors))
        if metadata is not None:
            parsed = parse_issuer_metadata(build_issuer_metadata(ISS, [(kid, metadata.public_key)]))
            documents = documents.merged(Documents(issuer_metadata={ISS: parsed}))
        return TrustBundle((IssuerEntry("Voorbeeldcollege", self.ids, {}, "list"),), documents)

    def check(
        self,
        *chain: x509.Certificate,
        iss: str | None = ISS,
        trust: TrustBundle | None = None,
        evidence: Documents | None = None,
        now: datetime = NOW,
        **header: Any,
    ) -> VerificationReport:
        header = {"x5c": x5c(*chain), **header}
        verifier = Verifier(trust or self.trust(self.root), evidence=evidence, clock=lambda: now)
        return verifier.verify(self.token(header, iss))


def key_of(report: VerificationReport) -> CheckResult:
    return report.check("issuer-key")


def expect(report: VerificationReport, outcome: Outcome, code: str) -> None:
    found = key_of(report)
    assert (found.outcome, found.code) == (outcome, code), found.params
    if outcome is not PASSED:
        assert report.verdict is (Verdict.REJECTED if outcome is FAILED else Verdict.INDETERMINATE)
        assert report.verified is None


@pytest.fixture
def school() -> School:
    return School()


# --- what holds


def test_a_certificate_by_the_anchor_itself(school: School) -> None:
    report = school.check(school.root.signer(public(school.signer), ISS))
    expect(report, PASSED, "key_certified")
    assert report.verdict is Verdict.ACCEPTED
    assert report.issuer_name == "Voorbeeldcollege"
    assert key_of(report).params["anchor"] == "Voorbeeld Root"
    assert "Voorbeeldcollege" in key_of(report).message("nl")
    assert "Voorbeeld Root" in key_of(report).message("nl")


@pytest.mark.parametrize("kind", list(KeyType))
def test_each_kind_of_key_that_signs(kind: KeyType) -> None:
    school = School(signer=MemorySigner.generate(kind))
    expect(school.check(school.root.signer(public(school.signer), ISS)), PASSED, "key_certified")


@pytest.mark.parametrize("names", [{"hosts": [HOST]}, {"hosts": ["SCHOOL.example", "other.example"]}])
def test_the_host_of_the_issuer_is_enough(school: School, names: dict[str, Any]) -> None:
    expect(school.check(school.root.signer(public(school.signer), **names)), PASSED, "key_certified")


def test_two_authorities_between_with_rsa_of_both_paddings(school: School) -> None:
    school.root = Authority.root(key=rsa.generate_private_key(65537, 2048))
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
    first = school.root.authority("One", rsa.generate_private_key(65537, 3072), length=1, padding=pss)
    second = first.authority("Two", ec.generate_private_key(ec.SECP384R1()), algorithm=hashes.SHA384())
    leaf = second.signer(public(school.signer), ISS, algorithm=hashes.SHA512())
    expect(school.check(leaf, second.certificate, first.certificate), PASSED, "key_certified")
    # An anchor in the message is one too many (HAIP 1.0), and adds nothing: only the trust's own copy counts.
    expect(school.check(leaf, second.certificate, first.certificate, school.root.certificate), PASSED, "key_certified")


def test_evidence_and_trust_complete_a_path(school: School) -> None:
    between = school.root.authority()
    leaf = between.signer(public(school.signer), ISS)
    expect(school.check(leaf), UNKNOWN, "certificate_anchor_unknown")
    handed = Documents.from_bytes(pem(between.certificate))
    assert handed.anchors == ()
    expect(school.check(leaf, evidence=handed), PASSED, "key_certified")


def test_an_authority_in_the_middle_can_be_the_anchor(school: School) -> None:
    between = school.root.authority()
    trust = school.trust(between)
    expect(school.check(between.signer(public(school.signer), ISS), trust=trust), PASSED, "key_certified")


def test_a_renewed_authority_with_the_same_name_and_another_key(school: School) -> None:
    old, new = Authority.root(), Authority.root()
    leaf = new.signer(public(school.signer), ISS)
    expect(school.check(leaf, trust=school.trust(old, new)), PASSED, "key_certified")
    expect(school.check(leaf, trust=school.trust(old)), FAILED, "certificate_signature")


def test_of_two_paths_the_one_that_holds_counts(school: School) -> None:
    key, other = p256(), Authority.root("Other Root")
    expired = school.root.authority("CA", key, days=366)
    valid = other.authority("CA", key)
    leaf = valid.signer(public(school.signer), ISS)
    at = NOW + timedelta(days=30)
    both = school.trust(school.root, other)
    assert expired.certificate.subject == valid.certificate.subject
    handed = Documents.from_bytes(pem(valid.certificate))
    expect(school.check(leaf, expired.certificate, trust=both, now=at), UNKNOWN, "certificate_expired")
    expect(school.check(leaf, expired.certificate, trust=both, now=at, evidence=handed), PASSED, "key_certified")


# --- whose it is


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("https://school.example",),
        ("https://school.example/college/",),
        ("https://other.example/college",),
        ("http://school.example/college",),
    ],
)
def test_a_certificate_of_somebody_else(school: School, names: tuple[str, ...]) -> None:
    expect(school.check(school.root.signer(public(school.signer), *names)), FAILED, "certificate_holder")


@pytest.mark.parametrize("host", ["*.example", "*.school.example", "example", "evil-school.example", "xschool.example"])
def test_host_names_count_to_the_letter(school: School, host: str) -> None:
    expect(school.check(school.root.signer(public(school.signer), hosts=[host])), FAILED, "certificate_holder")


def test_the_common_name_names_nobody(school: School) -> None:
    leaf = school.root.signer(public(school.signer), name=HOST)
    expect(school.check(leaf), FAILED, "certificate_holder")


def test_without_iss_the_certificate_names_the_issuer(school: School) -> None:
    report = school.check(school.root.signer(public(school.signer), "urn:x", ISS), iss=None)
    assert report.verdict is Verdict.ACCEPTED
    assert report.issuer_name == "Voorbeeldcollege"


def test_without_iss_a_host_or_the_certificate_itself_may_be_on_the_list() -> None:
    school = School(ids=frozenset({"https://school.example"}))
    assert school.check(school.root.signer(public(school.signer), hosts=[HOST]), iss=None)
    leaf = school.root.signer(public(school.signer))
    school.ids = frozenset({Certificate(leaf).identities()[-1]})
    assert next(iter(school.ids)).startswith("x509_hash:")
    assert school.check(leaf, iss=None)


def test_without_iss_somebody_unknown_stays_unknown(school: School) -> None:
    report = school.check(school.root.signer(public(school.signer), "https://other.example"), iss=None)
    expect(report, PASSED, "key_certified")
    assert report.check("issuer-trust").code == "issuer_unknown"
    assert report.verdict is Verdict.INDETERMINATE


def test_without_iss_a_certificate_for_two_issuers_is_for_neither(school: School) -> None:
    other = IssuerEntry("Other", frozenset({"https://other.example"}), {}, "list")
    known = school.trust(school.root)
    trust = TrustBundle((*known.entries, other), known.documents)
    leaf = school.root.signer(public(school.signer), ISS, "https://other.example")
    expect(school.check(leaf, iss=None, trust=trust), FAILED, "certificate_ambiguous")


def test_an_anchor_vouches_for_a_name_and_the_list_for_the_issuer(school: School) -> None:
    trust = TrustBundle((), school.trust(school.root).documents)
    report = school.check(school.root.signer(public(school.signer), ISS), trust=trust)
    expect(report, PASSED, "key_certified")
    assert report.check("issuer-trust").code == "issuer_unknown"


# --- where a path may end


def test_no_anchors_at_all(school: School) -> None:
    leaf = school.root.signer(public(school.signer), ISS)
    expect(school.check(leaf, trust=school.trust()), UNKNOWN, "certificate_no_anchor")


def test_an_anchor_never_comes_with_the_message_or_the_evidence(school: School) -> None:
    forged = Authority.root()
    leaf = forged.signer(public(school.signer), ISS)
    handed = Documents.from_bytes(pem(forged.certificate))
    no_anchor = school.trust()
    expect(school.check(leaf, forged.certificate, trust=no_anchor, evidence=handed), UNKNOWN, "certificate_no_anchor")
    # With the name of an anchor, and with a name of its own.
    expect(school.check(leaf, forged.certificate, evidence=handed), FAILED, "certificate_signature")
    own = Authority.root("Eve Root")
    leaf = own.signer(public(school.signer), ISS)
    expect(
        school.check(leaf, own.certificate, evidence=Documents.from_bytes(pem(own.certificate))),
        UNKNOWN,
        "certificate_anchor_unknown",
    )


def test_a_signer_is_no_anchor_and_does_not_certify_itself(school: School) -> None:
    alone = Authority.root("Voorbeeldcollege", extensions=[(usage(signature=True), True), (alternative(ISS), False)])
    school.signer = MemorySigner(alone.key, Certificate(alone.certificate).public_key())
    expect(school.check(alone.certificate), FAILED, "certificate_self_signed")
    expect(school.check(alone.certificate, trust=school.trust(alone)), FAILED, "certificate_self_signed")
    school = School()
    leaf = school.root.signer(public(school.signer), ISS)
    trust = school.trust(school.root, Authority(leaf, None))
    expect(school.check(leaf, trust=trust), FAILED, "certificate_is_anchor")


# --- when


def test_a_certificate_holds_to_its_last_second(school: School) -> None:
    leaf = school.root.signer(public(school.signer), ISS, start=NOW - YEAR, days=365)
    assert Certificate(leaf).not_after == NOW
    expect(school.check(leaf), PASSED, "key_certified")
    late = school.check(leaf, now=NOW + timedelta(seconds=1))
    expect(late, UNKNOWN, "certificate_expired")
    assert "24 November 2026" in key_of(late).message()


@pytest.mark.parametrize("which", ["root", "between"])
def test_an_authority_that_ran_out_takes_all_below_with_it(school: School, which: str) -> None:
    if which == "root":
        school.root = Authority.root(days=360)
    between = school.root.authority(days=360 if which == "between" else 730)
    leaf = between.signer(public(school.signer), ISS)
    expect(school.check(leaf, between.certificate), UNKNOWN, "certificate_expired")


@pytest.mark.parametrize("which", ["leaf", "between"])
def test_what_is_not_valid_yet(school: School, which: str) -> None:
    later = {"start": NOW + timedelta(seconds=1)}
    between = school.root.authority(**(later if which == "between" else {}))
    leaf = between.signer(public(school.signer), ISS, **(later if which == "leaf" else {}))
    expect(school.check(leaf, between.certificate), FAILED, "certificate_not_yet_valid")


def test_what_was_never_valid_all_at_once(school: School) -> None:
    between = school.root.authority(start=NOW - 3 * YEAR, days=30)
    leaf = between.signer(public(school.signer), ISS)
    expect(school.check(leaf, between.certificate), FAILED, "certificate_path")


def test_what_ran_out_must_have_held_before(school: School) -> None:
    between = school.root.authority(extensions=[(x509.BasicConstraints(False, None), True)])
    leaf = between.signer(public(school.signer), ISS, days=360)
    expect(school.check(leaf, between.certificate), FAILED, "certificate_not_authority")


@dataclass(frozen=True)
class Recorded:
    """A list that was checked, and once recorded every digest of the school's DID."""

    listed: datetime
    operator: str = "Sector"
    issued: datetime = NOW
    expires: datetime = NOW + YEAR

    def find(self, identifier: str) -> IssuerEntry | None:
        return None

    def recorded(self, issuer: str, digest: str) -> datetime | None:
        return self.listed if issuer == "did:web:school.example" and len(digest) == 64 else None


@pytest.mark.parametrize(("earlier", "code"), [(1, "certificate_expired_recorded"), (0, "certificate_expired")])
def test_what_a_bundle_listed_before_the_end_still_counts(earlier: int, code: str) -> None:
    school = School(ids=frozenset({ISS, "did:web:school.example"}))
    leaf = school.root.signer(public(school.signer), ISS, days=360)
    listed = Recorded(Certificate(leaf).not_after - timedelta(seconds=earlier))
    report = school.check(leaf, trust=replace(school.trust(school.root), lists=(listed,)))
    expect(report, PASSED if earlier else UNKNOWN, code)
    assert report.verdict is (Verdict.ACCEPTED if earlier else Verdict.INDETERMINATE)


def test_a_certificate_revives_no_key_that_the_issuer_revoked() -> None:
    """The thief still has the certificate, and the authority knows of nothing: the issuer's own document decides."""
    did = "did:web:school.example:college"
    school = School(ids=frozenset({ISS, did}))
    leaf = school.root.signer(public(school.signer), ISS)
    known = parse_document(build_document(did, [("key-2", school.signer.public_key)]))
    revoked = parse_document(with_revoked(known, {f"{did}#key-2"}, NOW))
    for document, outcome, code in ((known, PASSED, "key_certified"), (revoked, FAILED, "key_revoked")):
        trust = school.trust(school.root).merged(TrustBundle(documents=Documents({did: document})))
        expect(school.check(leaf, trust=trust), outcome, code)


# --- rules of the path


@pytest.mark.parametrize(
    ("extensions", "code"),
    [
        ([], "certificate_not_authority"),
        ([(x509.BasicConstraints(False, None), True)], "certificate_not_authority"),
        ([(x509.BasicConstraints(True, 0), True), (usage(signature=True), True)], "certificate_not_authority"),
        ([(x509.BasicConstraints(True, 0), True)], "key_certified"),
        (
            [(x509.BasicConstraints(True, 0), True), (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)],
            "certificate_usage",
        ),
        (
            [
                (x509.BasicConstraints(True, 0), True),
                (x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\5\0"), True),
            ],
            "certificate_extension",
        ),
        (
            [
                (x509.BasicConstraints(True, 0), True),
                (x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\5\0"), False),
            ],
            "key_certified",
        ),
        ([(x509.BasicConstraints(True, 0), True), (x509.PolicyConstraints(0, None), True)], "certificate_extension"),
    ],
)
def test_who_may_give_certificates(school: School, extensions: Any, code: str) -> None:
    between = school.root.authority(extensions=extensions)
    report = school.check(between.signer(public(school.signer), ISS), between.certificate)
    expect(report, PASSED if code == "key_certified" else FAILED, code)


def test_somebody_with_a_certificate_gives_none(school: School) -> None:
    eve = p256()
    holder = Authority(school.root.signer(eve, "https://eve.example", name="Eve"), eve)
    leaf = holder.signer(public(school.signer), ISS)
    expect(school.check(leaf, holder.certificate), FAILED, "certificate_not_authority")


@pytest.mark.parametrize(
    ("length", "code"), [(0, "certificate_path_length"), (1, "key_certified"), (None, "key_certified")]
)
def test_how_many_may_stand_between(school: School, length: int | None, code: str) -> None:
    first = school.root.authority("One", length=length)
    second = first.authority("Two", length=None)
    leaf = second.signer(public(school.signer), ISS)
    expect(
        school.check(leaf, second.certificate, first.certificate), PASSED if code == "key_certified" else FAILED, code
    )


def test_the_anchors_own_limit_counts_too() -> None:
    limited = Authority.root(extensions=[(x509.BasicConstraints(True, 0), True), (usage(certificates=True), True)])
    school = School(root=limited)
    between = limited.authority()
    leaf = between.signer(public(school.signer), ISS)
    expect(school.check(leaf, between.certificate), FAILED, "certificate_path_length")


Subtrees = Sequence[x509.GeneralName] | None


@pytest.mark.parametrize(
    ("permitted", "excluded", "code"),
    [
        ([x509.DNSName("school.example")], None, "key_certified"),
        ([x509.DNSName("example")], None, "key_certified"),
        ([x509.DNSName("other.example")], None, "certificate_names"),
        ([x509.DNSName("l.example")], None, "certificate_names"),
        (None, [x509.DNSName("school.example")], "certificate_names"),
        (None, [x509.DNSName("example")], "certificate_names"),
        (None, [x509.DNSName("other.example")], "key_certified"),
        # Limits of a kind that can't be judged here break the path rather than be passed over.
        ([x509.UniformResourceIdentifier("school.example")], None, "certificate_names"),
        ([x509.DirectoryName(x509.Name([]))], None, "certificate_names"),
    ],
)
@pytest.mark.parametrize("names", [{"hosts": [HOST]}, {"uri": ISS}, {"hosts": [HOST], "uri": ISS}])
def test_names_that_an_authority_may_speak_for(
    school: School, names: dict[str, Any], permitted: Subtrees, excluded: Subtrees, code: str
) -> None:
    limits = x509.NameConstraints(permitted, excluded)
    between = school.root.authority(also=[(limits, True)])
    uris = [names["uri"]] if "uri" in names else []
    leaf = between.signer(public(school.signer), *uris, hosts=names.get("hosts", ()))
    report = school.check(leaf, between.certificate)
    if permitted and isinstance(permitted[0], x509.UniformResourceIdentifier) and not uris:
        code = "key_certified"  # a limit to a kind of name that is not used
    expect(report, PASSED if code == "key_certified" else FAILED, code)


def test_a_limit_to_hosts_is_no_way_around_for_a_did(school: School) -> None:
    between = school.root.authority(also=[(x509.NameConstraints([x509.DNSName("other.example")], None), True)])
    school.ids = frozenset({"did:web:school.example:college"})
    leaf = between.signer(public(school.signer), "did:web:school.example:college")
    expect(school.check(leaf, between.certificate, iss=None), FAILED, "certificate_names")


@pytest.mark.parametrize(
    ("root", "between", "code"),
    [
        (lambda: rsa.generate_private_key(65537, 1024), p256, "certificate_algorithm"),
        (p256, lambda: rsa.generate_private_key(65537, 1024), "certificate_algorithm"),
        (p256, lambda: ec.generate_private_key(ec.SECP256K1()), "certificate_algorithm"),
        (p256, lambda: ec.generate_private_key(ec.SECP224R1()), "certificate_algorithm"),
        (p256, ed25519.Ed25519PrivateKey.generate, "certificate_algorithm"),
        (p256, lambda: ec.generate_private_key(ec.SECP521R1()), "key_certified"),
    ],
)
def test_keys_of_authorities(root: Any, between: Any, code: str) -> None:
    school = School(root=Authority.root(key=root()))
    middle = school.root.authority(key=between())
    leaf = middle.signer(public(school.signer), ISS)
    expect(school.check(leaf, middle.certificate), PASSED if code == "key_certified" else FAILED, code)


def test_a_signature_with_a_weak_hash(school: School) -> None:
    school.root = Authority.root(key=rsa.generate_private_key(65537, 2048))
    leaf = school.root.signer(public(school.signer), ISS, algorithm=hashes.SHA224())
    expect(school.check(leaf), FAILED, "certificate_algorithm")


# --- rules of the signer's certificate


def _purpose(*purposes: ObjectIdentifier) -> x509.ExtendedKeyUsage:
    return x509.ExtendedKeyUsage(list(purposes))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"usage": None}, "key_certified"),
        ({"usage": usage(commitment=True)}, "key_certified"),
        ({"usage": usage()}, "certificate_usage"),
        ({"usage": usage(certificates=True)}, "certificate_usage"),
        ({"also": [(_purpose(ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH), False)]}, "certificate_usage"),
        ({"also": [(_purpose(ExtendedKeyUsageOID.CODE_SIGNING), True)]}, "certificate_usage"),
        ({"also": [(_purpose(ExtendedKeyUsageOID.SERVER_AUTH, ObjectIdentifier("1.0.18013.5.1.2")), True)]}, "key_certified"),
        ({"also": [(_purpose(ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE), False)]}, "key_certified"),
        ({"also": [(x509.BasicConstraints(True, None), True)]}, "certificate_usage"),
        ({"also": [(x509.BasicConstraints(False, None), True)]}, "key_certified"),
        ({"also": [(x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\5\0"), True)]}, "certificate_extension"),
        ({"also": [(x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\5\0"), False)]}, "key_certified"),
        ({"also": [(x509.CertificatePolicies([x509.PolicyInformation(ObjectIdentifier("1.2.3"), None)]), True)]}, "certificate_extension"),
        ({"also": [(x509.CertificatePolicies([x509.PolicyInformation(ObjectIdentifier("1.2.3"), None)]), False)]}, "key_certified"),
    ],
)  # fmt: skip
def test_what_a_signers_certificate_is_for(school: School, options: dict[str, Any], code: str) -> None:
    report = school.check(school.root.signer(public(school.signer), ISS, **options))
    expect(report, PASSED if code == "key_certified" else FAILED, code)


@pytest.mark.parametrize(
    "key",
    [
        rsa.generate_private_key(65537, 2048),
        ec.generate_private_key(ec.SECP256K1()),
        ec.generate_private_key(ec.SECP521R1()),
    ],
)
def test_keys_that_do_not_sign_credentials(school: School, key: Any) -> None:
    expect(school.check(school.root.signer(key, ISS)), FAILED, "certificate_key")


def test_somebody_elses_certificate_does_not_make_a_signature(school: School) -> None:
    report = school.check(school.root.signer(p256(), ISS))
    expect(report, PASSED, "key_certified")
    assert (report.verdict, report.check("proof").code) == (Verdict.REJECTED, "jws_signature")


# --- the header


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([], "x5c_malformed"),
        ("MIIB", "x5c_malformed"),
        (None, "x5c_malformed"),
        ({}, "x5c_malformed"),
        ([1], "x5c_malformed"),
        (["é"], "x5c_malformed"),
        (["MIIB-_"], "x5c_malformed"),
        (["MIIB\n"], "x5c_malformed"),
        (["MIIB====MIIB"], "x5c_malformed"),
        (["MIIB"], "certificate_malformed"),
        ([""], "certificate_malformed"),
        (["A" * 40_000], "x5c_malformed"),
        (["A" * 24_000], "certificate_malformed"),
        (["MIIB"] * 9, "x5c_too_long"),
        (["MIIB"] * 50_000, "x5c_too_long"),
    ],
)
@pytest.mark.parametrize("iss", [ISS, None, "did"])
def test_rubbish_in_place_of_certificates(school: School, value: Any, code: str, iss: str | None) -> None:
    """JO-06: it is refused, whichever other way to the key there is; never passed over, and never in place of `kid`."""
    trust = school.trust(school.root, metadata=school.signer)
    if iss == "did":
        iss = did_key(school.signer.public_key)
    report = Verifier(trust, clock=lambda: NOW).verify(school.token({"x5c": value, "kid": "key-2"}, iss))
    expect(report, FAILED, code)


def test_the_order_of_certificates(school: School) -> None:
    first = school.root.authority("One", length=1)
    second = first.authority("Two")
    leaf = second.signer(public(school.signer), ISS)
    one, two, root = first.certificate, second.certificate, school.root.certificate
    for chain in ([leaf, one, two], [leaf, two, two], [leaf, two, leaf], [leaf, two, one, root, root], [two, leaf]):
        assert key_of(school.check(*chain)).code in ("x5c_order", "certificate_usage"), chain
    expect(school.check(leaf, two, one, root, root), FAILED, "x5c_order")


def test_a_circle_of_authorities_ends(school: School) -> None:
    one, two = p256(), p256()
    a = Authority(Authority(school.root.certificate, two).give("A", one, issuer="B", extensions=[(x509.BasicConstraints(True, None), True)]), one)  # fmt: skip
    b = Authority(a.give("B", two, extensions=[(x509.BasicConstraints(True, None), True)]), two)
    leaf = a.signer(public(school.signer), ISS)
    expect(school.check(leaf, a.certificate, b.certificate), UNKNOWN, "certificate_anchor_unknown")
    expect(
        school.check(leaf, evidence=Documents.from_bytes(pem(a.certificate, b.certificate))),
        UNKNOWN,
        "certificate_anchor_unknown",
    )


def test_a_web_of_authorities_costs_a_bounded_number_of_signatures(school: School) -> None:
    extensions = [(x509.BasicConstraints(True, None), True)]
    keys = [p256() for _ in range(6)]
    web = [
        Authority(school.root.certificate, by).give("A", key, issuer="A", extensions=[*extensions, (alternative(f"urn:{n}"), False)])
        for n, by in enumerate(keys)
        for key in keys
    ]  # fmt: skip
    leaf = Authority(web[0], keys[0]).signer(public(school.signer), ISS)
    report = school.check(leaf, evidence=Documents.from_bytes(pem(*web)))
    expect(report, FAILED, "x5c_too_long")


# --- beside other ways to a key


def test_keys_of_the_trust_come_before_certificates(school: School) -> None:
    leaf = school.root.signer(public(school.signer), ISS, days=10)
    trust = school.trust(school.root, metadata=school.signer)
    expect(school.check(leaf, trust=trust, kid="key-2"), PASSED, "key_from_trust")
    expect(school.check(leaf, trust=trust), PASSED, "key_from_trust")
    expect(school.check(leaf, trust=school.trust(metadata=school.signer)), PASSED, "key_from_trust")


def test_a_certificate_for_a_newer_key_than_the_trust_knows(school: School) -> None:
    leaf = school.root.signer(public(school.signer), ISS)
    trust = school.trust(school.root, metadata=MemorySigner.generate(KeyType.P256), kid="key-1")
    expect(school.check(leaf, trust=trust, kid="key-2"), PASSED, "key_certified")
    expect(school.check(leaf, trust=trust), PASSED, "key_certified")


def test_a_certificate_never_replaces_the_key_that_the_trust_has(school: School) -> None:
    leaf = school.root.signer(public(school.signer), ISS)
    trust = school.trust(school.root, metadata=MemorySigner.generate(KeyType.P256))
    expect(school.check(leaf, trust=trust, kid="key-2"), FAILED, "key_conflict")


def test_a_certificate_beside_a_did_may_only_repeat_its_key(school: School) -> None:
    did = did_key(school.signer.public_key)
    school.ids = frozenset({did})
    mine = school.root.signer(public(school.signer), ISS)
    expect(school.check(mine, iss=did, kid=key_method(did)), PASSED, "key_in_did")
    expect(school.check(school.root.signer(p256(), did), iss=did), FAILED, "key_conflict")


def test_metadata_that_was_handed_over_serves_who_has_no_anchors(school: School) -> None:
    leaf = school.root.signer(public(school.signer), ISS)
    handed = school.trust(metadata=school.signer).documents
    by_evidence = school.check(leaf, trust=school.trust(), evidence=handed)
    expect(by_evidence, PASSED, "key_from_evidence")
    # The school is on the list; that this is its key, only the evidence says.
    assert by_evidence.check("issuer-trust").code == "issuer_key_unconfirmed"
    assert by_evidence.verdict is Verdict.INDETERMINATE
    expect(school.check(leaf, evidence=handed), PASSED, "key_certified")
    # Where anchors say no, what was handed over does not say yes.
    expired = school.root.signer(public(school.signer), ISS, days=10)
    expect(school.check(expired, evidence=handed), UNKNOWN, "certificate_expired")
    other = school.trust(metadata=MemorySigner.generate(KeyType.P256)).documents
    expect(school.check(leaf, trust=school.trust(), evidence=other), FAILED, "key_conflict")
