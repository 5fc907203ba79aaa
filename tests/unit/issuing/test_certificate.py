"""An issuer with a certificate: asking for one, what is kept and what is refused, and what it then signs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from dsp_vc.actions import certificate as action
from dsp_vc.errors import DspVcError, IssuanceError
from dsp_vc.issuing import certificate, rotation
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys.certificate import read_certificates
from dsp_vc.securing.jose import parse_compact
from dsp_vc.trust.bundle import IssuerEntry, TrustBundle
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.report import Verdict
from dsp_vc.verification.verifier import Verifier
from schools import PASSPHRASE, SAWING
from small_ca import NOW, YEAR, Authority, p256, pem

ISS = "https://school.example/college"

pytestmark = pytest.mark.usefixtures("open_keys")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    profile = {"name": "Voorbeeldcollege"}
    Issuer.create(tmp_path / "school", PASSPHRASE, did="web:school.example:college", profile=profile, status=False)
    return tmp_path / "school"


@pytest.fixture(scope="module")
def root() -> Authority:
    return Authority.root(key=rsa.generate_private_key(65537, 2048))


def request(school: Path) -> x509.CertificateSigningRequest:
    return x509.load_pem_x509_csr(action.request(str(school), PASSPHRASE))


def given(by: Authority, asked: x509.CertificateSigningRequest, **options: object) -> x509.Certificate:
    """What an authority gives for a request: its key and its names."""
    also = [(entry.value, entry.critical) for entry in asked.extensions]
    return by.give("Voorbeeldcollege", asked.public_key(), extensions=also, **options)


def put(school: Path, data: bytes) -> action.Held:
    path = school.parent / "chain.pem"
    path.write_bytes(data)
    return action.keep(str(school), str(path), NOW)


def test_a_request_says_who_and_is_signed_by_the_key_of_tokens(school: Path) -> None:
    asked = request(school)
    assert asked.is_signature_valid
    assert [entry.value for entry in asked.subject] == ["Voorbeeldcollege", "Voorbeeldcollege"]
    names = asked.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.UniformResourceIdentifier) == [ISS]
    assert names.get_values_for_type(x509.DNSName) == ["school.example"]
    assert asked.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
    token = Issuer.open(school, PASSPHRASE).token
    assert asked.public_key().public_bytes(Encoding.X962, _compressed()) == token.public_key.raw


def _compressed() -> object:
    from cryptography.hazmat.primitives.serialization import PublicFormat

    return PublicFormat.CompressedPoint


def test_a_long_name_is_cut_where_certificates_end_it(tmp_path: Path) -> None:
    Issuer.create(tmp_path / "s", PASSPHRASE, did="web:school.example", profile={"name": "x" + "Ĳ" * 80})
    name = request(tmp_path / "s").subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    assert name == "x" + "Ĳ" * 31


def test_what_is_signed_carries_the_certificate_and_verifies_by_anchor_and_by_card(
    school: Path, root: Authority
) -> None:
    between = root.authority()
    leaf = given(between, request(school))
    # Whatever the order, and with the anchor, as authorities send them.
    held = put(school, pem(root.certificate, between.certificate, leaf))
    assert (held.holder, held.given_by) == ("Voorbeeldcollege", "Voorbeeld CA")
    issuer = Issuer.open(school, PASSPHRASE)
    token = issuer.issue(SAWING, mechanism="dc+sd-jwt", now=NOW)
    header = parse_compact(token.decode().split("~")[0]).header
    assert len(header["x5c"]) == 2
    assert header["kid"] == "key-2"
    listed = TrustBundle((IssuerEntry("School", frozenset({ISS}), {}, "list"),), Documents(anchors=(root.anchor,)))
    for trust, code in ((listed, "key_certified"), (TrustBundle.of_cards([issuer.card()]), "key_from_trust")):
        report = Verifier(trust, clock=lambda: NOW).verify(token)
        assert (report.verdict, report.check("issuer-key").code) == (Verdict.ACCEPTED, code)
    assert "x5c" not in str(issuer.card().value)
    assert issuer.issue(SAWING, mechanism="eddsa-rdfc-2022", now=NOW).startswith(b"{")


def test_of_an_old_and_a_new_certificate_the_one_that_lasts_is_kept(school: Path, root: Authority) -> None:
    asked = request(school)
    old, new = given(root, asked, days=400), given(root, asked, days=700)
    put(school, pem(old, new))
    assert [entry.parsed for entry in certificate.read_chain(school)] == [new]


def test_a_certificate_in_der(school: Path, root: Authority) -> None:
    leaf = given(root, request(school))
    put(school, leaf.public_bytes(Encoding.DER))
    assert read_certificates((school / "certificate.pem").read_bytes())[0].parsed == leaf


def test_what_is_not_kept(school: Path, root: Authority) -> None:
    asked = request(school)
    leaf, stranger = given(root, asked), root.authority("Stranger")
    own = Authority.root("Voorbeeldcollege", p256())
    private = p256().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    elsewhere = root.signer(asked.public_key(), "https://school.example")
    for data, code in (
        (pem(root.signer(p256(), ISS)), "certificate_not_ours"),
        (pem(root.certificate), "certificate_not_ours"),
        (pem(own.certificate), "certificate_not_ours"),
        (pem(leaf, stranger.certificate), "certificate_chain"),
        (pem(elsewhere), "certificate_other_name"),
        (pem(given(root, asked, days=360)), "certificate_over"),
        (pem(given(root, asked, start=NOW + timedelta(days=1))), "certificate_not_yet_valid"),
        (pem(root.signer(asked.public_key(), ISS, usage=None, extensions=[(x509.BasicConstraints(True, None), True)])), "certificate_usage"),
        (pem(leaf) + private, "key_private"),
        (asked.public_bytes(Encoding.PEM), "certificate_file"),
        (b"", "certificate_file"),
        (b"0\x82", "certificate_malformed"),
    ):  # fmt: skip
        with pytest.raises(DspVcError) as caught:
            put(school, data)
        assert caught.value.code == code
        assert caught.value.hint("nl")
    assert certificate.read_chain(school) == ()


def test_a_chain_runs_out_with_its_first_certificate(school: Path, root: Authority) -> None:
    between = root.authority(days=400)
    put(school, pem(given(between, request(school)), between.certificate))
    held = action.held(str(school))
    assert held is not None
    assert held.until == NOW - YEAR + timedelta(days=400)
    issuer = Issuer.open(school, PASSPHRASE)
    with pytest.raises(IssuanceError, match="certificate_over"):
        issuer.issue(SAWING, now=held.until + timedelta(seconds=1))
    assert issuer.issue(SAWING, now=held.until)


def test_new_keys_need_a_new_certificate(school: Path, root: Authority) -> None:
    put(school, pem(given(root, request(school))))
    rotation.rotate(school, PASSPHRASE)
    issuer = Issuer.open(school, PASSPHRASE)
    with pytest.raises(IssuanceError, match="certificate_not_ours"):
        issuer.issue(SAWING, now=NOW)
    put(school, pem(given(root, request(school))))
    assert Issuer.open(school, PASSPHRASE).issue(SAWING, now=NOW)
    action.forget(str(school))
    assert action.held(str(school)) is None
    token = Issuer.open(school, PASSPHRASE).issue(SAWING, mechanism="dc+sd-jwt", now=NOW)
    assert "x5c" not in parse_compact(token.decode().split("~")[0]).header
    with pytest.raises(IssuanceError, match="certificate_none"):
        action.forget(str(school))


def test_whose_key_is_the_identity_needs_none(tmp_path: Path) -> None:
    Issuer.create(tmp_path / "shop", PASSPHRASE, did="key", profile={"name": "Winkel"})
    for call in (lambda: action.request(str(tmp_path / "shop"), PASSPHRASE), lambda: put(tmp_path / "shop", b"")):
        with pytest.raises(IssuanceError, match="certificate_needs_website"):
            call()
    with pytest.raises(IssuanceError, match="issuer_missing_folder"):
        action.check(str(tmp_path / "nothing"))


def test_a_damaged_file_is_said(school: Path) -> None:
    (school / "certificate.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    with pytest.raises(IssuanceError, match="issuer_damaged"):
        Issuer.open(school, PASSPHRASE)
