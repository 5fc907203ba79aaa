"""Documents to try the guard on, and what may differ between two documents of one meaning."""

from __future__ import annotations

from typing import Any

V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
Document = dict[str, Any]


def rich_badge() -> Document:
    """An Open Badge with every kind of value: texts, languages, numbers, booleans, dates, links, lists, nested nodes."""
    return {
        "@context": [V2, OB],
        "id": "urn:uuid:6f7f8a1e-2f0c-4a53-9d5c-0a4f2d0f6a01",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": {"id": "did:web:school.example", "type": ["Profile"], "name": "Voorbeeldschool"},
        "validFrom": "2026-09-01T00:00:00Z",
        "validUntil": "2029-09-01T00:00:00Z",
        "name": {"@value": "Stage timmeren", "@language": "nl"},
        "credentialStatus": {
            "id": "https://school.example/status/1#4",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "4",
            "statusListCredential": "https://school.example/status/1",
        },
        "evidence": [{"type": ["Evidence"], "narrative": "Gezien op de werkplek", "name": "Verslag"}],
        "credentialSubject": {
            "id": "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH",
            "type": ["AchievementSubject"],
            "role": "stagiair",
            "creditsEarned": 4.5,
            "activityStartDate": "2026-02-01T00:00:00Z",
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Sam Voorbeeld",
                    "identityType": "name",
                }
            ],
            "achievement": {
                "id": "urn:uuid:0b8d1c1c-90a1-4b5e-a6a8-52e2cf6e1d02",
                "type": ["Achievement"],
                "name": "Timmeren niveau 3",
                "description": "Kan zelfstandig een houten wand maken",
                "criteria": {"narrative": "Drie wanden onder toezicht"},
                "tag": ["hout", "bouw"],
                "creator": "did:web:school.example",
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "houtbewerking",
                        "targetUrl": "https://skills.example/houtbewerking",
                        "targetType": "ext:ESCOSkill",
                    }
                ],
                "resultDescription": [
                    {
                        "id": "urn:uuid:0b8d1c1c-90a1-4b5e-a6a8-52e2cf6e1d03",
                        "type": ["ResultDescription"],
                        "name": "Niveau",
                        "resultType": "Status",
                        "allowedValue": ["laag", "midden", "hoog"],
                    }
                ],
            },
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": "urn:uuid:0b8d1c1c-90a1-4b5e-a6a8-52e2cf6e1d03",
                    "value": "midden",
                }
            ],
        },
    }


def meaning(value: Any, name: str = "") -> Any:
    """``value`` without the differences that RDF does not know and no reader here reads a meaning into.

    An array of one for its value, the order in an array that is a set, the case of a language, ``{"id": x}`` for ``x``,
    more known contexts behind those of the document.
    """
    if isinstance(value, dict):
        if set(value) == {"id"}:
            return value["id"]
        return {key: meaning(member, key) for key, member in sorted(value.items()) if key != "@context"}
    if isinstance(value, list):
        parts = [meaning(entry) for entry in value]
        if len(parts) == 1:
            return parts[0]
        return parts if name == "allowedValue" else sorted(parts, key=repr)
    return value.lower() if name == "@language" else value
