"""The relations between occupations of the shipped catalogue, as text that a person has read.

``python tests/relations_golden.py`` writes it anew; whoever does reads every line that changed: a way that is nonsense
is mended in ``data/catalogue/kin.csv``, ``not_kin.csv`` or the rules of ``skills/relations.py``, never here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.gap import Coverage, Gap
from dsp_vc.skills.goal import Goal
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.relations import Relations
from receipts import NOW, receipt

FOLDER = Path(__file__).parent / "unit" / "skills"
PAIRS = (
    ("bricklayer", "carpenter"),
    ("plumber", "heating technician"),
    ("home care aide", "healthcare assistant"),
    ("carpenter", "carpenter supervisor"),
    ("roofer", "carpenter"),
    ("electrician", "solar energy technician"),
    ("vehicle technician", "heating technician"),
    ("warehouse worker", "mobile crane operator"),
    ("cook", "home care aide"),
    ("heating technician", "plumber"),
    ("carpenter", "bricklayer"),
    ("carpenter supervisor", "construction general supervisor"),
)


def gap(held: str, asked: str) -> Gap:
    """From somebody with a proof of all essential skills of one occupation to another, by their English names."""
    catalogue = shipped()
    uris = {found.name("en").text: uri for uri in catalogue.occupations() if (found := catalogue.concept(uri))}
    skills = [one.skill for one in catalogue.requirements(uris[held]) if one.weight is Weight.ESSENTIAL]
    profile = Profile.build([receipt(1, *skills)], catalogue, NOW)
    return Gap.build(Goal.of_occupation(catalogue, uris[asked]), profile, Relations(catalogue))


def text(lang: str) -> str:
    """All ways of all pairs, in ``lang``."""
    return "\n".join(_lines(lang)) + "\n"


def _lines(lang: str) -> Iterator[str]:
    for held, asked in PAIRS:
        found = gap(held, asked)
        yield f"## {held} -> {asked}"
        yield f"essential: {_of(found.coverage_essential)}, related {found.related_essential.count}"
        yield f"optional: {_of(found.coverage_optional)}, related {found.related_optional.count}"
        for line in found.lines:
            if line.relation is not None:
                yield f"- {line.relation.message(lang)}"
                for way in line.also:
                    yield f"  - {way.message(lang)}"
        yield ""


def _of(found: Coverage) -> str:
    return f"{found.count} of {found.of}"


def main() -> None:
    """Write the files anew."""
    for lang in ("en", "nl"):
        (FOLDER / f"relations.{lang}.txt").write_text(text(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
