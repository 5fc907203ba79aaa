"""What ``dsp-vc skills search`` costs after start-up: the CPU time of the process, less that of one that loads the same
and does nothing. With the list that comes along (the first time, when it is built, and from then on), and with the
whole of ESCO where that is here; a word as it is, and misspelt."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matching import esco
from benchmarks.processes import DSP_VC, cpu_of
from dsp_vc.skills.catalogue import kept, store

RUNS = 9
LIMIT = 100.0
_NOTHING = [sys.executable, "-c", "import dsp_vc.cli.main, dsp_vc.cli.skills, dsp_vc.actions.skills"]


@dataclass(frozen=True, slots=True)
class Searched:
    """One search: its CPU time in milliseconds after start-up, the median of several; the first one has no limit."""

    name: str
    milliseconds: float
    limit: float | None = LIMIT

    @property
    def over(self) -> bool:
        """Whether it takes longer than it may."""
        return self.limit is not None and self.milliseconds > self.limit


def measure() -> list[Searched]:
    """Search in new homes; each search among runs of what does nothing, so that a busy moment hits both."""
    found: list[Searched] = []
    with tempfile.TemporaryDirectory() as folder:
        homes = {"the shipped list": Path(folder) / "shipped"}
        archive = esco()
        if archive is not None:
            homes["the whole of ESCO"] = Path(folder) / "whole"
            store.import_files(homes["the whole of ESCO"] / "skills", [archive])
        shipped = homes["the shipped list"]
        once = _after_start(shipped, "metselen", without=shipped / "skills" / kept.FILE)
        found.append(Searched("metselen, the shipped list, the first time", once, None))
        for name, home in homes.items():
            for text in ("metselen", "metsellen"):
                found.append(Searched(f"{text}, {name}", _after_start(home, text)))
    return found


def _after_start(home: Path, text: str, *, without: Path | None = None) -> float:
    """``without`` is a file that is taken away before each run."""
    environment = {**os.environ, "DSP_VC_HOME": str(home)}
    folder = str(home.parent)
    samples: list[float] = []
    for _ in range(RUNS):
        if without is not None:
            without.unlink(missing_ok=True)
        nothing = cpu_of(_NOTHING, folder, environment)
        samples.append(cpu_of([DSP_VC, "skills", "search", text], folder, environment) - nothing)
    return statistics.median(samples) * 1000
