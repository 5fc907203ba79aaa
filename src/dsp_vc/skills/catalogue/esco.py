"""Reading the official CSV download of ESCO (layouts of v1.1 and v1.2, any language)."""

from __future__ import annotations

import re
from pathlib import Path

from dsp_vc.errors import InputError, Refused
from dsp_vc.skills.catalogue.csv_files import Archive, Progress
from dsp_vc.skills.catalogue.model import Dataset, Kind, Summary, Weight
from dsp_vc.skills.catalogue.writer import Writer

NAME = "ESCO"
LICENCE = "CC BY 4.0 (Commission Decision 2011/833/EU)"
ATTRIBUTION = "This product uses the ESCO classification of the European Commission."
_VERSION = re.compile(r"(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d.])")
_SCHEME = "http://data.europa.eu/esco/"
_LANG = re.compile(r"[a-z]{2,3}")
_GROUPS = ("skillGroups", "ISCOGroups")
_COLLECTIONS = ("transversalSkillsCollection", "digitalSkillsCollection", "greenSkillsCollection")
_WEIGHTS = {"essential": Weight.ESSENTIAL, "optional": Weight.OPTIONAL}
_KINDS = {"skill/competence": Kind.SKILL, "knowledge": Kind.KNOWLEDGE, "": Kind.SKILL}


def recognises(archive: Archive) -> bool:
    """Whether this is an ESCO download, whole or in part."""
    return bool(archive.find("occupations") or archive.find("skillsHierarchy") or archive.find("skillGroups"))


def version_of(archive: Archive) -> str:
    """The version: from the name of the file as it was downloaded, else by the layout of its tables."""
    found = _VERSION.search(archive.path.stem)
    if found is not None:
        return found.group(1)
    for name in archive.find("occupations"):
        for _, row in archive.rows(name, ("conceptUri",)):
            return "1.2" if "naceCode" in row else "1.1"
    return "1.1"


def read(writer: Writer, archive: Archive, version: str, progress: Progress | None = None) -> Summary:
    """Take a whole download into ``writer``; of a version that is there already, another language.

    Raises :class:`InputError` ``catalogue_incomplete`` where a table is missing, ``catalogue_versions`` where another
    version is there, :class:`Refused` ``catalogue_*``.
    """
    there = writer.version_of(NAME)
    if there not in (None, version):
        raise InputError("catalogue_versions", path=archive.path, name=NAME, there=there, version=version)
    for stem in ("skills", "occupations", "occupationSkillRelations"):
        if not archive.find(stem):
            raise InputError("catalogue_incomplete", path=archive.path, name=f"{stem}….csv")
    langs = tuple(_language(name) for name in archive.find("skills"))
    dataset = Dataset(NAME, version, langs, LICENCE, ATTRIBUTION)
    if there is None:
        writer.dataset(dataset)
    key = writer.add_languages(NAME, langs)
    _concepts(writer, archive, key, progress)
    _relations(writer, archive, progress)
    skills, jobs = writer.count(key, Kind.SKILL, Kind.KNOWLEDGE), writer.count(key, Kind.OCCUPATION)
    return Summary(dataset, skills, jobs, writer.requirements())


def read_names(writer: Writer, archive: Archive, version: str, progress: Progress | None = None) -> Summary:
    """Take only the names of another language or version, for concepts that are there.

    Raises :class:`InputError` ``catalogue_no_names``, ``catalogue_versions``, :class:`Refused` ``catalogue_*``.
    """
    taken = 0
    langs: set[str] = set()
    for stem in (*_GROUPS, "skills", "occupations", *_COLLECTIONS):
        for name in archive.find(stem):
            lang = _language(name)
            for place, row in archive.rows(name, ("conceptUri", "preferredLabel"), progress):
                uri = _uri(row["conceptUri"], place)
                if writer.knows(uri):
                    _names(writer, uri, lang, row)
                    langs.add(lang)
                    taken += 1
    if taken == 0:
        raise InputError("catalogue_no_names", path=archive.path)
    for lang in sorted(langs):
        name = f"{NAME}, names ({lang})"
        there = writer.version_of(name)
        if there not in (None, version):
            raise InputError("catalogue_versions", path=archive.path, name=name, there=there, version=version)
        if there is None:
            writer.dataset(Dataset(name, version, (lang,), LICENCE, ATTRIBUTION))
    return Summary(Dataset(NAME, version, tuple(sorted(langs)), LICENCE, ATTRIBUTION), names=taken)


def _concepts(writer: Writer, archive: Archive, key: int, progress: Progress | None) -> None:
    for stem in _GROUPS:
        for name in archive.find(stem):
            lang = _language(name)
            for place, row in archive.rows(name, ("conceptUri", "preferredLabel"), progress):
                uri = _uri(row["conceptUri"], place)
                writer.concept(uri, Kind.GROUP, key, code=row.get("code"))
                _names(writer, uri, lang, row)
    for name in archive.find("skills"):
        lang = _language(name)
        columns = ("conceptUri", "skillType", "preferredLabel", "altLabels")
        for place, row in archive.rows(name, columns, progress):
            uri = _uri(row["conceptUri"], place)
            kind = _KINDS.get(row["skillType"])
            if kind is None:
                raise Refused("catalogue_row", place=place, detail=f"skillType {row['skillType'][:80]!r}")
            writer.concept(uri, kind, key, reuse=row.get("reuseLevel"))
            _names(writer, uri, lang, row)
    for name in archive.find("occupations"):
        lang = _language(name)
        for place, row in archive.rows(name, ("conceptUri", "preferredLabel", "altLabels"), progress):
            uri = _uri(row["conceptUri"], place)
            writer.concept(uri, Kind.OCCUPATION, key, code=row.get("code"))
            _names(writer, uri, lang, row)


def _relations(writer: Writer, archive: Archive, progress: Progress | None) -> None:
    for name in archive.find("occupationSkillRelations"):
        for place, row in archive.rows(name, ("occupationUri", "relationType", "skillUri"), progress):
            weight = _WEIGHTS.get(row["relationType"])
            if weight is None:
                raise Refused("catalogue_row", place=place, detail=f"relationType {row['relationType'][:80]!r}")
            writer.needs(_uri(row["occupationUri"], place), _uri(row["skillUri"], place), weight, place)
    for stem in ("broaderRelationsSkillPillar", "broaderRelationsOccPillar"):
        for name in archive.find(stem):
            for place, row in archive.rows(name, ("conceptUri", "broaderUri"), progress):
                writer.broader(_uri(row["conceptUri"], place), _uri(row["broaderUri"], place), place)
    for name in archive.find("skillSkillRelations"):
        for place, row in archive.rows(name, ("originalSkillUri", "relatedSkillUri"), progress):
            writer.related(_uri(row["originalSkillUri"], place), _uri(row["relatedSkillUri"], place), place)


def _names(writer: Writer, uri: str, lang: str, row: dict[str, str]) -> None:
    preferred = " ".join(row["preferredLabel"].split())
    writer.name(uri, lang, preferred, preferred=True)
    # One a line in the tables of concepts, with bars in those of collections.
    seen = {preferred}
    for member in ("altLabels", "hiddenLabels"):
        for text in re.split(r"\n| \| ", row.get(member, "")):
            text = " ".join(text.split())
            if text and text not in seen:
                seen.add(text)
                writer.name(uri, lang, text, preferred=False)
    writer.description(uri, lang, row.get("description", ""))


def _language(name: str) -> str:
    lang = Path(name).stem.rpartition("_")[2]
    if not _LANG.fullmatch(lang):
        raise Refused("catalogue_row", place=f"{name}:1", detail="the name of the file does not say its language")
    return lang


def _uri(text: str, place: str) -> str:
    if not text.startswith(_SCHEME) or not text.isprintable() or " " in text:
        raise Refused("catalogue_row", place=place, detail=f"no URI of ESCO: {text[:80]!r}")
    return text
