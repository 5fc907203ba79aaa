"""A schema that the operator handed over: held to, and told where it can't be used."""

from __future__ import annotations

from typing import Any

import pytest

from dsp_vc.errors import InputError, Refused
from dsp_vc.verification.schemas import check_document

URL = "https://school.example/schema.json"
DOCUMENT: dict[str, Any] = {
    "type": ["VerifiableCredential"],
    "name": "Timmeren",
    "credentialSchema": {"id": URL, "type": "JsonSchema"},
}


@pytest.mark.parametrize(
    "dialect", [None, "https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#"]
)
def test_a_schema_is_held_to(dialect: str | None) -> None:
    schema: dict[str, Any] = {"required": ["name"], **({"$schema": dialect} if dialect else {})}
    assert check_document(DOCUMENT, {URL: schema}) == "schema_ok"
    with pytest.raises(Refused, match="schema_violated"):
        check_document(DOCUMENT, {URL: {**schema, "required": ["issuer"]}})


def test_a_schema_that_is_not_here_is_said() -> None:
    assert check_document(DOCUMENT, {}) == "schema_not_held"
    assert check_document({**DOCUMENT, "credentialSchema": []}, {}) == "schema_none"


@pytest.mark.parametrize(
    "schema",
    [
        {"$schema": []}, {"$schema": {}}, {"$schema": 7}, {"properties": 5}, {"properties": {"name": {"pattern": "("}}},
        {"$ref": "https://elsewhere.example/schema.json"}, {"$ref": "#/nowhere"}, {"$ref": "#"}, {"$ref": "http://[x"},
    ],
)  # fmt: skip
def test_a_schema_that_can_not_be_used_is_the_operators_matter(schema: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        check_document(DOCUMENT, {URL: schema})
    assert caught.value.code == "schema_unusable"
