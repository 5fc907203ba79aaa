"""The fixtures of 1EdTech's validator against our rules for what stands in a badge.

Beside each file stands what our rules must find: nothing, or a violation at a path. Where upstream rejects for a reason
of another layer (a proof, a date, a status, a schema that it fetches), the rules must find nothing, and the reason is
named. Files of VC 1.1 lack ``validFrom``, which our rules (for VC 2.0) report; that alone is then all they may find.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dsp_vc.model.ob3_rules import check_open_badge

FINE: tuple[str, ...] = ()
OLD = ("validFrom",)
#: file -> paths of the violations, in order
DOCUMENTS: dict[str, tuple[str, ...]] = {
    "complete.json": FINE,  # upstream: an inline JSON schema
    "endorsement-valid.json": FINE,
    "sd/derivedcredential.json": FINE,
    "simple-context-alias.json": FINE,
    "simple-did-key-method.json": FINE,
    "simple-did-web-method.json": FINE,
    "simple.json": FINE,
    "simple-multiple-proofs.json": FINE,  # upstream: JSON-LD, in the proofs
    "simple-err-expired.json": FINE,  # a date: validity
    "simple-err-proof-method.json": FINE,  # a proof, here and below
    "simple-err-proof-method-no-scheme.json": FINE,
    "simple-err-proof-method-unknown-did-method.json": FINE,
    "simple-err-proof-method-unknown-scheme.json": FINE,
    "simple-err-proof-value.json": FINE,
    "bit-string-list/credential-status-revoked.json": FINE,  # a status
    "bit-string-list/credential-status-revoked-blank-nodes.json": FINE,
    "credential-status-revoked.json": OLD,
    "endorsement-err-schema-status-refresh.json": OLD,  # upstream: addresses that it can't fetch
    "simple-eddsa-2022.json": OLD,
    "simple_v1.json": OLD,
    "complete_v1.json": (
        "validFrom",
        "credentialSubject.identifier[0].identityType",
        "credentialSubject.identifier[1].identityType",
        "endorsement[0].id",
        "endorsement[0].validFrom",
    ),
    "simple-noproof.json": ("validFrom", "credentialSubject.achievement"),
    "simple-context-version.json": ("@context",),
    "simple-err-context.json": ("validFrom", "credentialSubject.achievement"),  # its context is refused by the guard
    "simple-err-credential-subject-achievement-result-description-type.json": (
        "credentialSubject.achievement.resultDescription[2].type",
    ),
    "simple-err-credential-subject-identifier-type.json": ("credentialSubject.identifier[0].type",),
    "simple-err-credential-subject-profile-type.json": ("credentialSubject.source.type",),
    "simple-err-credential-subject-result-type.json": ("credentialSubject.result[1].type",),
    "simple-err-credential-subject-type.json": ("credentialSubject.type",),
    "simple-err-evidence-type.json": ("evidence[1].type",),
    "simple-err-issued.json": ("credentialSubject.achievement",),  # upstream: not yet valid
    "simple-err-issuer.json": ("issuer", "credentialSubject.achievement"),
    "simple-err-issuer-otheridentifier-type.json": ("issuer.otherIdentifier[1].type",),
    "simple-err-issuer-parentorg-type.json": ("issuer.parentOrg.type",),
    "simple-err-issuer-type.json": ("issuer.type",),
    "simple-err-type.json": ("type", "credentialSubject.achievement"),
}
#: Badges inside pictures, badges as tokens, and a status list: other layers.
ELSEWHERE = {"simple-json.png", "simple-json.svg", "simple-jwt.png", "simple-jwt.svg", "simple-jwt_v1.png",
             "simple-jwt_v1.svg", "simple.1ob", "simple.jwt", "velocity.jwt", "bit-string-list/testlist"}  # fmt: skip


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_fixture(name: str, vectors: Path) -> None:
    document = json.loads((vectors / "ob3-1edtech-validator" / "ob30" / name).read_text())
    assert tuple(violation.path for violation in check_open_badge(document)) == DOCUMENTS[name]


def test_every_fixture_is_named(vectors: Path, record_cases) -> None:
    folder = vectors / "ob3-1edtech-validator" / "ob30"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == set(DOCUMENTS) | ELSEWHERE
    record_cases("ob3-1edtech-validator", len(DOCUMENTS))


def test_what_upstream_rejects_for_its_content_is_rejected(vectors: Path) -> None:
    content = {"CredentialSubjectProbe", "IssuerProbe", "EvidenceProbe", "TypePropertyProbe", "ContextPropertyProbe",
               "JsonSchemaProbe"}  # fmt: skip
    lines = (vectors / "manifest.jsonl").read_text().splitlines()
    for entry in map(json.loads, lines):
        if entry["suite"] == "ob3-1edtech-validator":
            verdict, _, probe = entry["expect"].partition(":")
            name = entry["file"].removeprefix("ob30/")
            if verdict == "reject" and probe in content:
                assert DOCUMENTS[name], name
            if verdict == "accept" and name in DOCUMENTS:
                assert DOCUMENTS[name] == FINE, name


def test_official_examples_can_be_read(vectors: Path, record_cases) -> None:
    from dsp_vc.errors import InputError
    from dsp_vc.model.attestation import SkillAttestation
    from dsp_vc.model.credential import OPEN_BADGE, Credential

    number = 0
    for path in sorted((vectors / "ob3-spec").rglob("*.json")):
        document = json.loads(path.read_text())
        if isinstance(document, dict) and "credentialSubject" in document:
            number += 1
            check_open_badge(document)
            try:
                SkillAttestation.from_credential(Credential(b"", "application/vc", document, OPEN_BADGE))
            except InputError:
                continue  # an endorsement, or a CLR: nothing about one achievement
    assert number >= 10
    record_cases("ob3-spec examples read", number)
