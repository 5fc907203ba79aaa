"""Vacancies as others write them, for tests; in the shapes that are published, of employers that do not exist."""

from __future__ import annotations

from typing import Any

ESCO = "http://data.europa.eu/esco/skill/"
LAY_BRICKS = f"{ESCO}13e1c0a2-b90d-46f4-be51-11730360b38d"
SORT_WASTE = f"{ESCO}110d7aa3-e44e-4cce-a927-8d4de615f3d9"
TYPES_OF_WOOD = f"{ESCO}cf2005ee-c788-4283-81d9-b443dfdf2c2e"
INSTALL_ELEMENTS = f"{ESCO}11c0bfec-6bc8-4ec0-a535-91bd65be92c5"
READ_BLUEPRINTS = f"{ESCO}68b6ef08-d823-489d-a95c-752ae6f6e6a7"
CARPENTER = "http://data.europa.eu/esco/occupation/2a22ff9e-de3b-408d-b312-5034896cc4f4"
BRICKLAYER = "http://data.europa.eu/esco/occupation/05f321f8-055b-407d-bf19-e0ddabda56b7"

JOB_POSTING: dict[str, Any] = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "Timmerman (m/v/x)",
    "inLanguage": "nl-NL",
    "identifier": {"@type": "PropertyValue", "name": "Bouwbedrijf Voorbeeld", "value": "2026-17"},
    "hiringOrganization": {"@type": "Organization", "name": "Bouwbedrijf Voorbeeld", "sameAs": "https://bouw.example"},
    "jobLocation": {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "addressLocality": "Voorbeeldstad", "addressCountry": "NL"},
    },
    "employmentType": ["FULL_TIME", "PART_TIME"],
    "workHours": "32-40 uur",
    "validThrough": "2026-11-30T23:59:00+01:00",
    "url": "https://bouw.example/werk/17",
    "occupationalCategory": {"@type": "CategoryCode", "codeValue": "7115.1", "name": "timmerman", "inCodeSet": "ESCO"},
    "skills": [
        "soorten hout, metselen",
        {
            "@type": "DefinedTerm",
            "name": "houten delen inbouwen",
            "url": "https://data.europa.eu/esco/skill/11c0bfec-6bc8-4ec0-a535-91bd65be92c5",
        },
        {
            "@type": "DefinedTerm",
            "name": "afval sorteren",
            "termCode": "110d7aa3-e44e-4cce-a927-8d4de615f3d9",
            "inDefinedTermSet": {"@type": "DefinedTermSet", "name": "ESCO"},
        },
    ],
    "qualifications": "U kunt bouwtekeningen lezen. Lassen is een pré.",
    "description": "<p>U werkt in een ploeg en <b>voegt</b> muren.</p>",
}

POSITION_OPENING: dict[str, Any] = {
    "positionOpening": {
        "documentId": {"value": "PO-17"},
        "statusCode": "Active",
        "positionProfiles": [
            {
                "language": "en-GB",
                "positionId": {"value": "17", "schemeId": "Builder Example"},
                "positionTitle": "Carpenter",
                "positionUri": "https://builder.example/jobs/17",
                "positionOrganizations": [{"name": "Builder Example"}],
                "positionLocation": [{"city": "Exampletown", "countryCode": "NL"}],
                "positionScheduleTypeCodes": ["FullTime"],
                "jobCategories": [{"name": "carpenter", "code": "7115"}],
                "workingPeriods": [
                    {
                        "workDuration": {"value": 36, "unitCode": "HUR"},
                        "baseDuration": {"value": 1, "unitCode": "WEE"},
                    }
                ],
                "positionQualifications": [
                    {
                        "qualificationSummary": "You read standard blueprints.",
                        "positionCompetencies": [
                            {
                                "competencyIds": [{"value": TYPES_OF_WOOD, "schemeId": "ESCO"}],
                                "competencyName": "types of wood",
                                "requiredProficiencyLevel": {
                                    "scoresNumeric": [{"value": 3, "minimum": 1, "maximum": 5}]
                                },
                            },
                            {
                                "competencyIds": [
                                    {"value": "110d7aa3-e44e-4cce-a927-8d4de615f3d9", "schemeId": "ESCO"}
                                ],
                                "desiredProficiencyLevel": {"scoresText": [{"value": "good"}]},
                            },
                            {"competencyName": "lay bricks"},
                            {"competencyName": "basket weaving under water"},
                        ],
                    }
                ],
                "positionFormattedDescriptions": [{"title": "Job", "content": "<p>You install wood elements.</p>"}],
            }
        ],
    }
}

JDX_POSTING: dict[str, Any] = {
    "title": "Bricklayer",
    "postingID": "JDX-17",
    "hiringOrganization": {"legalName": "Builder Example Ltd"},
    "jobLocation": {"name": "Yard", "address": {"city": "Exampletown"}},
    "jobSchedules": [{"name": "full-time"}],
    "validThrough": "2026-12-01",
    "skills": [
        {"name": "lay bricks", "annotation": {"required": True, "requiredAtHiring": True}},
        {"name": "sort waste", "annotation": {"preferred": True}},
        {
            "name": "wood",
            "termCode": "cf2005ee-c788-4283-81d9-b443dfdf2c2e",
            "inDefinedTermSet": {"name": "ESCO v1.2", "url": "http://data.europa.eu/esco/concept-scheme/skills"},
            "annotation": {"required": False},
        },
    ],
    "occupationCategories": [{"name": "bricklayer"}],
    "formattedDescriptions": ["<p>A wall a day.</p>"],
}

OWN: dict[str, Any] = {
    "version": 1,
    "kind": "vacancy",
    "title": {"nl": "Metselaar", "en": "Bricklayer"},
    "id": "17",
    "organisation": "Bouwbedrijf Voorbeeld",
    "closes": "2026-11-30",
    "occupations": [BRICKLAYER],
    "skills": [
        {"skill": LAY_BRICKS, "need": "essential", "level": {"value": "3", "scale": "Werkplekniveau 1-5"}},
        {"name": "soorten hout", "need": "optional"},
        {"skill": SORT_WASTE, "need": "important", "found_as": "U ruimt op", "confirmed": False},
    ],
    "text": {"nl": "Elke dag een muur."},
}
OWN_TABLE = (
    "id;title_nl;title_en;organisation;closes;occupations;skill;skill_name;need;level;scale\n"
    f"17;Metselaar;Bricklayer;Bouwbedrijf Voorbeeld;2026-11-30;{BRICKLAYER};{LAY_BRICKS};;essential;3;Werkplekniveau 1-5\n"
    "17;;;;;;;soorten hout;optional;;\n"
    f"18;Timmerman;;;;;{TYPES_OF_WOOD};;;;\n"
)
