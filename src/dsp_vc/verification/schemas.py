"""Holding verified content to schemas: the rules of Open Badges 3.0, our own claims, and any schema that is here."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import InputError, Refused
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.credential import Credential
from dsp_vc.trust.bundle import Scope
from dsp_vc.verification import vcdm

OPEN_BADGE_TYPES = {"OpenBadgeCredential", "AchievementCredential"}


def check_document(document: JsonObject, held: Mapping[str, JsonObject]) -> str:
    """The code to report for a JSON credential: ``schema_ok``, ``schema_none`` or ``schema_not_held``.

    Raises :class:`Refused` ``schema_violated`` with the first rule that is broken in ``detail``.
    """
    checked = False
    if OPEN_BADGE_TYPES & set(vcdm.types_of(document)):
        from dsp_vc.model.ob3_rules import check_open_badge

        violations = check_open_badge(document)
        if violations:
            raise Refused("schema_violated", detail=f"{violations[0].path}: {violations[0].message}")
        checked = True
    missing = False
    for entry in vcdm.listed(document.get("credentialSchema")):
        schema = held.get(str(entry.get("id"))) if isinstance(entry, dict) else None
        if schema is None or not isinstance(entry, dict) or "JsonSchema" not in vcdm.types_of(entry):
            missing = True
        else:
            _validate(document, schema)
            checked = True
    return "schema_not_held" if missing else "schema_ok" if checked else "schema_none"


def _validate(document: JsonObject, schema: JsonObject) -> None:
    # VC JSON Schema §3.1. References to other documents are not followed: nothing is ever fetched.
    import jsonschema
    from referencing import Registry
    from referencing.exceptions import Unresolvable

    if not isinstance(schema.get("$schema", ""), str):
        raise InputError("schema_unusable", detail="$schema is no text")
    try:
        validator = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)
        validator.check_schema(schema)
        error = jsonschema.exceptions.best_match(validator(schema, registry=Registry()).iter_errors(document))
    except (jsonschema.SchemaError, Unresolvable, RecursionError, re.error) as fault:
        raise InputError("schema_unusable", detail=str(fault)[:200]) from fault
    if error is not None:
        raise Refused("schema_violated", detail=f"{error.json_path}: {error.message}"[:300])


def scope_of(credential: Credential | None, types: frozenset[str]) -> Scope:
    """What the verified content attests, by the dimensions of an issuer's scope."""
    if credential is None:
        return Scope(types=types)
    try:
        record = SkillAttestation.from_credential(credential)
    except InputError:
        return Scope(types=types)  # not a skill attestation: it says nothing in the other dimensions
    return Scope(
        types=types,
        skills=frozenset(skill.uri for skill in record.skills),
        contexts=frozenset({str(record.context)} if record.context else ()),
        bases=frozenset({str(record.basis)} if record.basis else ()),
    )
