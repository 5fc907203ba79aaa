"""A small CompetentNL in the shape that is published, with occupations that do not exist, for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HOST = "https://linkeddata.competentnl.nl/"
CAPABILITY = f"{HOST}id/human-capability/"
KNOWLEDGE = f"{HOST}id/knowledge-area/"
OCCUPATION = f"{HOST}uwv/id/occupation/"
WORK_WITH_HANDS, BUILD, LAY = f"{CAPABILITY}L1_1", f"{CAPABILITY}L2_1.1", f"{CAPABILITY}L3_1.1.1"
JOIN = f"{CAPABILITY}L3_1.1.2"
TECHNOLOGY, WOOD = f"{KNOWLEDGE}0700", f"{KNOWLEDGE}0722"
CARPENTER, FOREMAN, OLD = f"{OCCUPATION}DB6A0225B3", f"{OCCUPATION}DDAF10F2BC", f"{OCCUPATION}0000000000"

PREFIXES = """@prefix cnlo: <https://linkeddata.competentnl.nl/def/competentnl#> .
@prefix cnluwv: <https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#> .
@prefix hc: <https://linkeddata.competentnl.nl/id/human-capability/> .
@prefix ka: <https://linkeddata.competentnl.nl/id/knowledge-area/> .
@prefix occ: <https://linkeddata.competentnl.nl/uwv/id/occupation/> .
@prefix lab: <https://linkeddata.competentnl.nl/uwv/id/label/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
HEAD = """
<https://linkeddata.competentnl.nl/id/scheme/competentnl> a skos:ConceptScheme ;
    dct:title "CompetentNL"@nl ;
    owl:versionInfo "2.1.0" ;
    dct:license <https://creativecommons.org/licenses/by/4.0/> .
"""
CAPABILITIES = """
hc:L1_1 a cnlo:HumanCapability , skos:Concept ;
    skos:prefLabel "Met de handen werken"@nl ; skos:notation "1" .
hc:L2_1.1 a cnlo:HumanCapability , skos:Concept ;
    skos:prefLabel "Bouwen"@nl ; skos:notation "1.1" ; skos:broader hc:L1_1 ;
    skos:definition "Iets maken dat blijft staan."@nl .
hc:L3_1.1.1 a cnlo:HumanCapability , skos:Concept ;
    skos:prefLabel "Stenen stapelen"@nl ; skos:altLabel "Muren bouwen"@nl ; skos:prefLabel "Stacking bricks"@en ;
    skos:notation "1.1.1" ; skos:broader hc:L2_1.1 ;
    cnlo:closeMatchESCO <http://data.europa.eu/esco/skill/13e1c0a2-b90d-46f4-be51-11730360b38d> ;
    cnlo:broadMatchESCO <http://data.europa.eu/esco/skill/110d7aa3-e44e-4cce-a927-8d4de615f3d9> .
hc:L3_1.1.2 a cnlo:HumanCapability , skos:Concept ;
    skos:prefLabel \"\"\"Hout
verbinden\"\"\"@nl ; skos:notation "1.1.2" .
hc:L2_1.1 skos:narrower hc:L3_1.1.2 .
"""
AREAS = """
ka:0700 a cnlo:KnowledgeArea ; skos:prefLabel "Techniek"@nl ; skos:notation "07" .
ka:0722 a cnlo:KnowledgeArea ; skos:prefLabel "Hout en bouw"@nl ; skos:notation "0722" ; skos:broader ka:0700 .
"""
OCCUPATIONS = """
occ:DB6A0225B3 a cnlo:Occupation ;
    skosxl:prefLabel lab:1 ; skosxl:altLabel lab:2 ; cnluwv:specialization lab:3 ;
    cnluwv:hasContentStatus cnluwv:ContentStatus_Current ;
    cnlo:requiresHATEssential hc:L3_1.1.2 , ka:0722 ;
    cnlo:requiresHATImportant hc:L2_1.1 ;
    cnlo:requiresHATSomewhat hc:L3_1.1.1 ;
    cnluwv:isCharacterizedByOccupationTask_Essential <https://linkeddata.competentnl.nl/uwv/id/task/1> .
lab:1 a skosxl:Label ; skosxl:literalForm "Voorbeeldtimmerman"@nl .
lab:2 a skosxl:Label ; skosxl:literalForm "Houtvakvoorbeeld"@nl .
lab:3 a skosxl:Label ; skosxl:literalForm "Trappenvoorbeeldmaker"@nl .
occ:DDAF10F2BC a cnlo:Occupation ; skos:prefLabel "Voorbeeldvoorman"@nl ; skos:broader occ:DB6A0225B3 ;
    cnluwv:hasContentStatus cnluwv:ContentStatus_Current ;
    cnlo:requiresHATEssential hc:L2_1.1 .
occ:0000000000 a cnlo:Occupation ; skos:prefLabel "Verdwenen voorbeeld"@nl ;
    cnluwv:hasContentStatus cnluwv:ContentStatus_Archived ;
    cnlo:requiresHATEssential hc:L3_1.1.1 .
<https://linkeddata.competentnl.nl/uwv/id/task/1> a cnluwv:OccupationTask ; skos:prefLabel "Trappen zetten"@nl .
<https://linkeddata.competentnl.nl/id/educational-norm/1> a cnlo:EducationalNorm ;
    skos:prefLabel "Een opleiding"@nl ; cnlo:prescribesHATEssential hc:L3_1.1.1 .
"""
TURTLE = PREFIXES + HEAD + CAPABILITIES + AREAS + OCCUPATIONS


def write(path: Path, text: str = TURTLE) -> Path:
    """``text`` as a file."""
    path.write_text(text, encoding="utf-8")
    return path


def json_ld() -> dict[str, Any]:
    """The same as :data:`TURTLE`, with its context in the document."""
    lines = [line.split() for line in PREFIXES.splitlines()]
    context = {line[1].rstrip(":"): line[2].strip("<>") for line in lines}

    def of(name: str) -> list[dict[str, str]]:
        return [{"@id": one} for one in name.split()]

    def nl(text: str) -> dict[str, str]:
        return {"@value": text, "@language": "nl"}

    return {
        "@context": {**context, "notation": "skos:notation", "label": {"@id": "skos:prefLabel", "@language": "nl"}},
        "@graph": [
            {
                "@id": f"{HOST}id/scheme/competentnl",
                "@type": "skos:ConceptScheme",
                "owl:versionInfo": "2.1.0",
                "dct:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
            },
            {"@id": "hc:L1_1", "@type": "cnlo:HumanCapability", "label": "Met de handen werken", "notation": "1"},
            {
                "@id": "hc:L2_1.1", "@type": ["cnlo:HumanCapability", "skos:Concept"], "label": "Bouwen",
                "notation": "1.1", "skos:broader": {"@id": "hc:L1_1"}, "skos:narrower": {"@id": "hc:L3_1.1.2"},
                "skos:definition": nl("Iets maken dat blijft staan."),
            },
            {
                "@id": "hc:L3_1.1.1", "@type": "cnlo:HumanCapability", "label": "Stenen stapelen", "notation": "1.1.1",
                "skos:prefLabel": {"@value": "Stacking bricks", "@language": "en"},
                "skos:altLabel": nl("Muren bouwen"), "skos:broader": {"@id": "hc:L2_1.1"},
                "cnlo:closeMatchESCO": of("http://data.europa.eu/esco/skill/13e1c0a2-b90d-46f4-be51-11730360b38d"),
                "cnlo:broadMatchESCO": of("http://data.europa.eu/esco/skill/110d7aa3-e44e-4cce-a927-8d4de615f3d9"),
            },
            {"@id": "hc:L3_1.1.2", "@type": "cnlo:HumanCapability", "label": "Hout\nverbinden", "notation": "1.1.2"},
            {"@id": "ka:0700", "@type": "cnlo:KnowledgeArea", "label": "Techniek", "notation": "07"},
            {
                "@id": "ka:0722", "@type": "cnlo:KnowledgeArea", "label": "Hout en bouw", "notation": "0722",
                "skos:broader": of("ka:0700"),
            },
            {
                "@id": "occ:DB6A0225B3", "@type": "cnlo:Occupation",
                "skosxl:prefLabel": {"skosxl:literalForm": nl("Voorbeeldtimmerman")},
                "skosxl:altLabel": {"skosxl:literalForm": nl("Houtvakvoorbeeld")},
                "cnluwv:specialization": {"@id": "lab:3", "skosxl:literalForm": nl("Trappenvoorbeeldmaker")},
                "cnluwv:hasContentStatus": of("cnluwv:ContentStatus_Current"),
                "cnlo:requiresHATEssential": of("hc:L3_1.1.2 ka:0722"),
                "cnlo:requiresHATImportant": of("hc:L2_1.1"),
                "cnlo:requiresHATSomewhat": of("hc:L3_1.1.1"),
            },
            {
                "@id": "occ:DDAF10F2BC", "@type": "cnlo:Occupation", "label": "Voorbeeldvoorman",
                "skos:broader": of("occ:DB6A0225B3"), "cnlo:requiresHATEssential": of("hc:L2_1.1"),
                "cnluwv:hasContentStatus": of("cnluwv:ContentStatus_Current"),
            },
            {
                "@id": "occ:0000000000", "@type": "cnlo:Occupation", "label": "Verdwenen voorbeeld",
                "cnluwv:hasContentStatus": of("cnluwv:ContentStatus_Archived"),
                "cnlo:requiresHATEssential": of("hc:L3_1.1.1"),
            },
        ],
    }  # fmt: skip


def write_json(path: Path, value: Any = None) -> Path:
    """JSON-LD as a file."""
    return write(path, json.dumps(json_ld() if value is None else value, ensure_ascii=False, indent=1))
