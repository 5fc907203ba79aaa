"""The page for an assessment is complete: whatever the program keeps or shows of a person has a line there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dsp_vc.issuing.register import tables
from dsp_vc.model.attestation import Person, Skill, SkillAttestation
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.model.sd_jwt_vc import DISCLOSABLE, to_claims
from vectors_dir import ROOT

PAGE = (ROOT / "docs" / "explanation" / "data-protection.md").read_text()
#: Each column of the register by the words under which it stands on the page.
COLUMNS = {
    "credentials": {
        "sealed": "what was signed, with its record and the person's key",
        "external_id": "your own number (`external_id`)",
        "path": "the path of the file",
        "part": "with `--split` the skill",
        "holder": "marks of the person's key and of the content",
        "content": "marks of the person's key and of the content",
        "credential_id": "random id",
        "status": "status",
        "superseded": "status",
        "issued": "when signed",
        "reserved": "when signed",
        "valid_from": "when signed",
        "valid_until": "until when valid",
        "replaces": "`issuer reissue DIR RECORD`: the old one is revoked",
        # Of the work, not of a person: a number of the row, and which process it was.
        "id": "", "state": "", "session": "",
    },
    "renderings": {"digest": "digests", "credential": "", "mechanism": ""},
    "slots": {"index": "places in lists", "list": "places in lists", "credential": ""},
    "events": {"reason": "reasons (`--reason`)", "at": "that and when it was forgotten", "event": "that and when", "id": "", "credential": ""},
    "carried": {"index": "places in lists", "list": "places in lists", "status": "status"},
    "carried_digests": {"digest": "digests"},
    "lists": dict.fromkeys(("id", "kind", "uri", "size", "used", "closed", "created"), ""),
    "sessions": dict.fromkeys(("id", "started", "ended"), ""),
    "settings": dict.fromkeys(("name", "value"), ""),
}  # fmt: skip
#: What an SD-JWT shows whatever the person chooses; `vct` says of what kind it is.
ALWAYS = {
    "iss": "who signed", "issuer_name": "who signed", "iat": "when", "nbf": "when", "exp": "until when",
    "cnf": "the person's public key", "status": "the place in a status list", "vct": "", "vct#integrity": "",
}  # fmt: skip


@pytest.mark.parametrize("table", sorted(tables.metadata.tables))
def test_every_column_of_the_register_is_accounted_for(table: str) -> None:
    told = COLUMNS[table]
    assert set(tables.metadata.tables[table].columns.keys()) == set(told)
    assert [words for words in told.values() if words not in PAGE] == []


def test_what_a_code_always_shows_is_accounted_for() -> None:
    now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    person = Person("did:key:z6MkholderExample", "Sam", "Voorbeeld", "2007-05-14")
    record = SkillAttestation(title="-", basis="attested", skills=(Skill("urn:x", {"nl": "-"}),), subject=person)
    profile = IssuerProfile("did:web:school.example", "Voorbeeldcollege")
    claims = to_claims(
        record, iss="https://school.example", issuer=profile, credential_id="urn:uuid:1", issued_at=now, valid_from=now,
        valid_until=now, holder_jwk={"kty": "OKP"}, status={"status_list": {"idx": 1, "uri": "https://school.example/1"}},
    )  # fmt: skip
    hidden = {path[0] for path in DISCLOSABLE if len(path) == 1} | {"skills"}
    assert set(claims) - hidden == set(ALWAYS)
    always = PAGE.split("Always: ")[1].splitlines()[0]
    assert [words for words in ALWAYS.values() if words not in always] == []
