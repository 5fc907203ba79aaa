"""The example records: what they are to show, that they render, and that their skills are ESCO's own."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from dsp_vc.model.attestation import BASES, SkillAttestation
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.model.ob3_rules import check_open_badge
from dsp_vc.model.open_badge import from_open_badge, to_open_badge
from dsp_vc.model.records import load_records, load_values
from dsp_vc.model.schemas import read_schema
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.rdf.guard import guard
from vectors_dir import ROOT

PATHS = sorted((ROOT / "examples" / "records").glob("*.yaml"))
RECORDS = {path.stem: load_records(path.read_bytes(), path.name)[0] for path in PATHS}
ISSUER = IssuerProfile("did:web:school.example", "School Voorbeeld")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_example(path: Path) -> None:
    record = RECORDS[path.stem]
    jsonschema.validate(
        load_values(path.read_bytes(), path.name)[0], json.loads(read_schema("skill-attestation.schema.json"))
    )
    assert SkillAttestation.from_dict(record.to_dict()) == record
    document = to_open_badge(
        record,
        issuer=ISSUER,
        credential_id="urn:uuid:6f1d2b8e-6a0e-4e5b-9b39-0d5c9f2b8e11",
        valid_from=datetime(2026, 11, 24, tzinfo=UTC),
    )
    assert check_open_badge(document) == []
    for contexts in ContextSet.pinned().alternatives(document):
        guard(document, contexts)
    assert from_open_badge(document).skills == record.skills


def test_they_show_every_kind() -> None:
    assert [record.context for record in RECORDS.values()] == [
        "education", "internship", "employment", "priorLearning", "training", "sideJob", "volunteering",
    ]  # fmt: skip
    assert {record.basis for record in RECORDS.values()} == set(BASES)
    numbers = [len(record.skills) for record in RECORDS.values()]
    assert (min(numbers), max(numbers)) == (1, 24)


def test_the_skills_are_those_of_esco(vectors: Path) -> None:
    published = vectors.parent / "data" / "esco-1.1.1-en.zip"
    if not published.is_file():
        pytest.skip("the ESCO classification is not here: put esco-1.1.1-en.zip in ../shared/data")
    with zipfile.ZipFile(published) as archive:
        text = io.TextIOWrapper(archive.open("skills_en.csv"), "utf-8", newline="")
        labels = {row["conceptUri"]: row["preferredLabel"] for row in csv.DictReader(text)}
    for record in RECORDS.values():
        for skill in record.skills:
            assert labels[skill.uri] == skill.name["en"]
            assert skill.name["nl"]
