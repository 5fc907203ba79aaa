"""Small downloads of ESCO, in the layouts of its versions 1.1 and 1.2, built from a few facts."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

ESCO = "http://data.europa.eu/esco/"
LAY_BRICKS = f"{ESCO}skill/13e1c0a2-b90d-46f4-be51-11730360b38d"
MIX_CONCRETE = f"{ESCO}skill/00000000-0000-4000-8000-000000000001"
MATHEMATICS = f"{ESCO}skill/00000000-0000-4000-8000-000000000002"
BUILDING = f"{ESCO}skill/S7"
WORK = f"{ESCO}skill/S"
BRICKLAYER = f"{ESCO}occupation/05f321f8-055b-407d-bf19-e0ddabda56b7"
ISCO = f"{ESCO}isco/C7112"

LABELS = {
    "en": {
        LAY_BRICKS: ("lay bricks", ("lay brick courses", "brick laying")),
        MIX_CONCRETE: ("mix concrete", ()),
        MATHEMATICS: ("mathematics", ("maths",)),
        BUILDING: ("constructing", ()),
        WORK: ("skills", ()),
        BRICKLAYER: ("bricklayer", ("brick mason",)),
        ISCO: ("Bricklayers and related workers", ()),
    },
    "nl": {
        LAY_BRICKS: ("bakstenen leggen", ("stenen metselen",)),
        MIX_CONCRETE: ("beton maken", ()),
        MATHEMATICS: ("wiskunde", ()),
        BUILDING: ("bouwen", ()),
        WORK: ("vaardigheden", ()),
        BRICKLAYER: ("metselaar", ()),
        ISCO: ("Metselaars", ()),
    },
}

Table = tuple[str, list[str], list[list[str]]]


def tables(lang: str = "en", layout: str = "1.1") -> dict[str, tuple[list[str], list[list[str]]]]:
    """The tables of a download by name of file: header and rows."""
    label = {uri: (name, "\n".join(others)) for uri, (name, others) in LABELS[lang].items()}
    concept = ["conceptType", "conceptUri"]
    kinds = {LAY_BRICKS: "skill/competence", MIX_CONCRETE: "skill/competence", MATHEMATICS: "knowledge"}
    skills = [
        ["KnowledgeSkillCompetence", uri, kind, "sector-specific", *label[uri], "", "released", "Stack them.\nWell."]
        for uri, kind in kinds.items()
    ]
    jobs = ["iscoGroup", "preferredLabel", "altLabels", "hiddenLabels", "status", "description", "code"]
    job = ["Occupation", BRICKLAYER, "7112", *label[BRICKLAYER], "", "released", "Builds walls.", "7112.1"]
    later = layout == "1.2"
    suffix = f"_{lang}" if later else ""
    needs = [
        [
            BRICKLAYER,
            *([label[BRICKLAYER][0]] if later else []),
            weight,
            kinds[uri],
            uri,
            *([label[uri][0]] if later else []),
        ]
        for uri, weight in ((LAY_BRICKS, "essential"), (MIX_CONCRETE, "essential"), (MATHEMATICS, "optional"))
    ]
    needs_header = (
        ["occupationUri", "occupationLabel", "relationType", "skillType", "skillUri", "skillLabel"]
        if later
        else ["occupationUri", "relationType", "skillType", "skillUri"]
    )
    broader = [
        ["", low, *([label[low][0]] if later else []), "", high, *([label[high][0]] if later else [])]
        for low, high in ((LAY_BRICKS, BUILDING), (MIX_CONCRETE, BUILDING), (BUILDING, WORK))
    ]
    broader_header = (
        ["conceptType", "conceptUri", "conceptLabel", "broaderType", "broaderUri", "broaderLabel"]
        if later
        else ["conceptType", "conceptUri", "broaderType", "broaderUri"]
    )
    return {
        f"skills_{lang}.csv": (
            [
                *concept,
                "skillType",
                "reuseLevel",
                "preferredLabel",
                "altLabels",
                "hiddenLabels",
                "status",
                "description",
            ],
            skills,
        ),
        f"occupations_{lang}.csv": (
            [*concept, *jobs, *(["naceCode"] if later else [])],
            [[*job, *(["F43"] if later else [])]],
        ),
        f"skillGroups_{lang}.csv": (
            [*concept, "preferredLabel", "altLabels", "code"],
            [["SkillGroup", uri, *label[uri], uri.rpartition("/")[2]] for uri in (BUILDING, WORK)],
        ),
        f"ISCOGroups_{lang}.csv": (
            [*concept, "code", "preferredLabel", "status", "altLabels"],
            [["ISCOGroup", ISCO, "7112", label[ISCO][0], "released", ""]],
        ),
        f"occupationSkillRelations{suffix}.csv": (needs_header, needs),
        f"broaderRelationsSkillPillar{suffix}.csv": (broader_header, broader),
        f"broaderRelationsOccPillar{suffix}.csv": (
            list(broader_header),
            [["", BRICKLAYER, *(["x"] if later else []), "", ISCO, *(["x"] if later else [])]],
        ),
        f"skillSkillRelations{suffix}.csv": (
            ["originalSkillUri", "originalSkillType", "relationType", "relatedSkillType", "relatedSkillUri"],
            [[MIX_CONCRETE, "skill/competence", "optional", "knowledge", MATHEMATICS]],
        ),
    }


def as_csv(header: list[str], rows: list[list[str]]) -> bytes:
    """One table as ESCO writes it: UTF-8 with a byte order mark."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def write_zip(
    path: Path, *contents: Mapping[str, tuple[list[str], list[list[str]]]], raw: Mapping[str, bytes] = {}
) -> Path:
    """A ZIP of ``contents``; ``raw`` stands in for what the tables say."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        files = {name: as_csv(*table) for content in contents for name, table in content.items()}
        for name, data in {**files, **raw}.items():
            archive.writestr(name, data)
    return path


def download(folder: Path, lang: str = "en", layout: str = "1.1", version: str = "1.1.1") -> Path:
    """A whole download in ``folder``, named as ESCO's site names it."""
    path = folder / f"ESCO dataset - v{version} - classification - {lang} - csv.zip"
    return write_zip(path, tables(lang, layout))
