"""Paths that openssl and Node follow as well; tokens with certificates, written and read by @sd-jwt/sd-jwt-vc."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ObjectIdentifier

from dsp_vc.errors import Refused, ResolutionError
from dsp_vc.keys.certificate import Certificate
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.securing import key_binding, sd_jwt_vc
from dsp_vc.trust.bundle import IssuerEntry, TrustBundle
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.certificates import find_path
from dsp_vc.verification.report import Verdict
from dsp_vc.verification.verifier import Verifier
from small_ca import NOW, Authority, p256, pem, usage, x5c

pytestmark = pytest.mark.peer
HERE = Path(__file__).resolve().parent
ISS, NONCE, AUDIENCE = "https://school.example", "9f0d3a4c5e6b7a8990817263544f3e2d", "Bouwbedrijf Voorbeeld"
CA, NO_CA = x509.BasicConstraints(True, None), x509.BasicConstraints(False, None)
Chain = tuple[Authority, list[x509.Certificate]]


def _below(root: Authority, leaf: dict[str, Any] | None = None, **between: Any) -> Chain:
    middle = root.authority(**between)
    return root, [middle.signer(p256(), ISS, **(leaf or {})), middle.certificate]


def _long(length: int | None) -> Chain:
    root = Authority.root()
    first = root.authority("One", length=length)
    second = first.authority("Two", length=None)
    return root, [second.signer(p256(), ISS), second.certificate, first.certificate]


def _named(limits: x509.NameConstraints) -> Chain:
    middle = Authority.root("R")
    below = middle.authority(also=[(limits, True)])
    return middle, [below.signer(p256(), hosts=["school.example"]), below.certificate]


PSS = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
#: name -> the chain, whether it holds here, whether it does for openssl. Where they differ we are the stricter.
CHAINS: dict[str, tuple[Any, bool, bool]] = {
    "plain": (lambda: _below(Authority.root()), True, True),
    "RSA with PSS": (lambda: _below(Authority.root(key=rsa.generate_private_key(65537, 3072)), padding=PSS), True, True),
    "P-521 and P-384": (
        lambda: _below(Authority.root(key=ec.generate_private_key(ec.SECP521R1())), key=ec.generate_private_key(ec.SECP384R1())),
        True,
        True,
    ),
    "two between": (lambda: _long(1), True, True),
    "one too many between": (lambda: _long(0), False, False),
    "no authority": (lambda: _below(Authority.root(), extensions=[(NO_CA, True)]), False, False),
    "no constraints at all": (lambda: _below(Authority.root(), extensions=[]), False, False),
    "not for certificates": (lambda: _below(Authority.root(), extensions=[(CA, True), (usage(signature=True), True)]), False, False),
    "ran out": (lambda: _below(Authority.root(), {"days": 300}), False, False),
    "authority ran out": (lambda: _below(Authority.root(), days=300), False, False),
    "root ran out": (lambda: _below(Authority.root(days=300)), False, False),
    "not yet": (lambda: _below(Authority.root(), {"start": NOW + timedelta(days=1)}), False, False),
    "unknown condition": (
        lambda: _below(Authority.root(), {"also": [(x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\5\0"), True)]}),
        False,
        False,
    ),
    "RSA too small": (lambda: _below(Authority.root(), key=rsa.generate_private_key(65537, 1024)), False, False),
    "name allowed": (lambda: _named(x509.NameConstraints([x509.DNSName("example")], None)), True, True),
    "name not allowed": (lambda: _named(x509.NameConstraints([x509.DNSName("other.example")], None)), False, False),
    "name excluded": (lambda: _named(x509.NameConstraints(None, [x509.DNSName("school.example")])), False, False),
    "signer is an authority": (lambda: _below(Authority.root(), {"extensions": [(CA, True)]}), False, True),
}  # fmt: skip


@pytest.mark.parametrize("name", CHAINS)
def test_openssl_judges_paths_alike(name: str, tmp_path: Path, record_cases) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    build, ours, theirs = CHAINS[name]
    root, chain = build()
    try:
        holds = find_path([Certificate(entry) for entry in chain], (root.anchor,), (), NOW).ends >= NOW
    except (Refused, ResolutionError):
        holds = False
    assert holds == ours
    for file, content in (("root", pem(root.certificate)), ("between", pem(*chain[1:])), ("leaf", pem(chain[0]))):
        (tmp_path / file).write_bytes(content)
    command = ["openssl", "verify", "-CAfile", "root", "-untrusted", "between", "-no-CApath", "-no-CAstore",
               "-purpose", "any", "-auth_level", "2", "-attime", str(int(NOW.timestamp())), "leaf"]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == theirs, done.stderr + done.stdout
    record_cases("openssl judges our paths", 1)


def _node(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if shutil.which("node") is None or not (HERE / "node_modules").is_dir():
        pytest.skip("the peers are not installed: run `make peers`")
    command = ["node", str(HERE / "certificates.mjs")]
    done = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def _school() -> tuple[Authority, MemorySigner, list[x509.Certificate]]:
    root, signer = Authority.root(days=36500), MemorySigner.generate(KeyType.P256)
    between = root.authority(days=36500)
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), signer.public_key.raw)
    return root, signer, [between.signer(public, ISS, days=36500), between.certificate]


def test_node_and_sd_jwt_vc_read_our_tokens(record_cases) -> None:
    root, signer, chain = _school()
    holder, now = MemorySigner.generate(KeyType.P256), datetime.now(UTC).replace(microsecond=0)
    claims = {
        "iss": ISS,
        "vct": "urn:example:type",
        "iat": int(now.timestamp()),
        "cnf": {"jwk": holder.public_key.to_jwk()},
    }
    token = sd_jwt_vc.secure(claims, (), signer, {"x5c": x5c(*chain)})
    shown = key_binding.bind(token, holder, audience=AUDIENCE, nonce=NONCE, issued_at=now)
    job = {
        "work": "verify",
        "token": shown,
        "anchor": pem(root.certificate).decode(),
        "iss": ISS,
        "nonce": NONCE,
    }
    stranger = pem(Authority.root().certificate).decode()
    read, by_other, of_other = _node([job, {**job, "anchor": stranger}, {**job, "iss": "https://other.example"}])
    assert read["ok"], read
    assert not by_other["ok"]
    assert not of_other["ok"]
    record_cases("peer @sd-jwt/sd-jwt-vc reads ours with certificates", 1)


def test_we_read_what_sd_jwt_vc_writes_with_certificates(record_cases) -> None:
    root, signer, chain = _school()
    holder = MemorySigner.generate(KeyType.P256)
    claims = {"vct": "urn:example:type", "iat": int(datetime.now(UTC).timestamp()) - 60, "given_name": "Sam",
              "cnf": {"jwk": holder.public_key.to_jwk()}}  # fmt: skip
    job = {"work": "issue", "issuer": signer.to_private_jwk(), "holder": holder.to_private_jwk(),
           "frame": {"_sd": ["given_name"]}, "presentation": {"given_name": True}, "audience": AUDIENCE,
           "nonce": NONCE, "header": {"x5c": x5c(*chain)}}  # fmt: skip
    named, unnamed, other = _node([
        {**job, "claims": {**claims, "iss": ISS}}, {**job, "claims": claims},
        {**job, "claims": {**claims, "iss": "https://other.example"}},
    ])  # fmt: skip
    entry = IssuerEntry("School", frozenset({ISS}), {}, "list")
    verifier = Verifier(TrustBundle((entry,), Documents(anchors=(root.anchor,))))
    for made in (named, unnamed):
        report = verifier.verify(made["token"].encode(), challenge=NONCE, domain=AUDIENCE)
        assert (report.verdict, report.issuer_name) == (Verdict.ACCEPTED, "School"), report.to_json()
    report = verifier.verify(other["token"].encode(), challenge=NONCE, domain=AUDIENCE)
    assert report.check("issuer-key").code == "certificate_holder"
    record_cases("we read @sd-jwt/sd-jwt-vc with certificates", 2)
