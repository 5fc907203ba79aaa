"""Whether the order of occupations finds the one that a synthetic person was made from, over the whole of ESCO.

A person is made of half of the essential skills of one occupation and five skills from anywhere. The figure is the
mean reciprocal rank of that occupation among all, equal cosines counting as the worst rank: 1 where it always comes
first. It says that the order follows the taxonomy, and nothing about people: who has half of an occupation's skills by
chance of a generator is not who applies for a job.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from dsp_vc.skills.catalogue import store
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind, Weight
from dsp_vc.skills.similarity import similar_occupations

SAMPLES, PEOPLE, OTHERS = 5, 400, 5
LIMIT = 0.95


@dataclass(frozen=True, slots=True)
class Matched:
    """``ranks`` are the mean reciprocal ranks, one for each sample of :data:`PEOPLE`; times are CPU seconds."""

    occupations: int
    skills: int
    import_seconds: float
    size: int
    ranks: tuple[float, ...]
    seconds: float

    @property
    def mean(self) -> float:
        """Over all samples."""
        return statistics.fmean(self.ranks)

    @property
    def under(self) -> bool:
        """Whether it is less than it must be."""
        return self.mean < LIMIT


def esco() -> Path | None:
    """ESCO's download, where it is here."""
    data = Path(os.environ.get("DSP_VC_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    archive = data / "esco-1.1.1-en.zip"
    return archive if archive.is_file() else None


def measure() -> Matched | None:
    """Import ESCO and order its occupations for each person. ``None`` where ESCO's download is not there."""
    archive = esco()
    if archive is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        store.import_files(Path(folder), [archive])
        importing = time.process_time() - begun
        size = (Path(folder) / store.FILE).stat().st_size
        with store.catalogue_in(Path(folder)) as catalogue:
            begun = time.process_time()
            ranks = tuple(_sample(catalogue, seed) for seed in range(SAMPLES))
            each = (time.process_time() - begun) / (SAMPLES * PEOPLE)
            skills = catalogue.count(Kind.SKILL, Kind.KNOWLEDGE)
            return Matched(catalogue.count(Kind.OCCUPATION), skills, importing, size, ranks, each)


def _sample(catalogue: Catalogue, seed: int) -> float:
    essential: dict[str, list[str]] = defaultdict(list)
    every: set[str] = set()
    for job, skill, weight in catalogue.all_requirements():
        every.add(skill)
        if weight is Weight.ESSENTIAL:
            essential[job].append(skill)
    chance = random.Random(seed)
    skills = sorted(every)
    found: list[float] = []
    for job in chance.sample(sorted(essential), PEOPLE):
        own = essential[job]
        held = [*chance.sample(own, max(1, len(own) // 2)), *chance.sample(skills, OTHERS)]
        order = similar_occupations(catalogue, held)
        reached = next(one.cosine for one in order if one.occupation == job)
        found.append(1 / sum(one.cosine >= reached - 1e-12 for one in order))
    return statistics.fmean(found)
