"""What a list of 10, 1,000 and 20,000 issuers costs its reader: the full check once, and each ``verify`` after it."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import DSP_VC, RECORD, cpu_of

SIZES = (10, 1_000, 20_000)
#: Rounds, each with one verify of every kind. The median of so many differences settles within a millisecond or two
#: where single runs differ by ten.
ROUNDS = 41
#: What a checked list may add to a verify, whatever its size.
LIMIT = 20.0

# In a process of its own. Arguments: the list's folder, how many, then where zip, root and the issuer's card are.
_MAKE = """
import json, os, sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from benchmarks.publishing import make_list
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.publishing.release import make_release
from dsp_vc.publishing.state import LIVES
from dsp_vc.trust.issuer_list import RECOGNISED, ListedIssuer, Standing

os.fsync = lambda handle: None
path, now = Path(sys.argv[1]), datetime.now(UTC).replace(microsecond=0)
profile = json.loads(Path(sys.argv[5]).read_text())["profile"]
signers = make_list(path, int(sys.argv[2]) - 1)
with BundleFolder.edit(path) as folder:
    mine = ListedIssuer("Voorbeeldcollege", (profile["id"],), profile, Standing(RECOGNISED, now))
    folder.commit(folder.with_issuers([*folder.issuers(), mine]))
with BundleFolder.edit(path) as folder:
    Path(sys.argv[3]).write_bytes(make_release(folder, signers, now, LIVES).data)
    Path(sys.argv[4]).write_bytes(folder.chain()[0])
"""

_CHECK = """
import json, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from dsp_vc.trust.repository import metadata
from dsp_vc.trust.store import stored_lists

lists = stored_lists()
before = resource.getrusage(resource.RUSAGE_SELF)
found = lists.use(Path(sys.argv[1]), datetime.now(UTC))
after = resource.getrusage(resource.RUSAGE_SELF)
assert not found.code, found
print(json.dumps([after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss]))
"""


@dataclass(frozen=True, slots=True)
class Extra:
    """Milliseconds of CPU that a verify costs more than one by a card of the same round: the median of all rounds, and
    between which the middle half of them lies."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, costs: Sequence[float], base: Sequence[float]) -> Extra:
        """Of seconds that belong together two by two."""
        low, median, high = statistics.quantiles(
            ((cost - least) * 1000 for cost, least in zip(costs, base, strict=True)), n=4, method="inclusive"
        )
        return cls(median, low, high)

    def __str__(self) -> str:
        return f"{self.median:5.1f} ms ({self.low:4.1f} to {self.high:4.1f})"


@dataclass(frozen=True, slots=True)
class Read:
    """Bytes of the file and of its index; seconds of CPU and peak memory in bytes of the full check; what a verify
    costs more than one by a card: by the list in use, and by the file named with ``--trust``."""

    issuers: int
    size: int
    index: int
    seconds: float
    peak: int
    in_use: Extra
    named: Extra

    @property
    def over(self) -> bool:
        """Whether a verify costs more than it may."""
        return max(self.in_use.median, self.named.median) > LIMIT


def measure(sizes: tuple[int, ...] = SIZES) -> list[Read]:
    """Make, check and use a list of each size."""
    return [_read(number) for number in sizes]


def _read(number: int) -> Read:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {
            **os.environ,
            "DSP_VC_HOME": str(folder / "home"),
            "DSP_VC_PASSPHRASE_FILE": str(folder / "pass"),
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }
        (folder / "pass").write_text("a passphrase for measuring\n", encoding="utf-8")
        (folder / "record.json").write_text(json.dumps(RECORD), encoding="utf-8")

        def run(*words: str) -> str:
            done = subprocess.run(words, cwd=folder, env=environment, check=True, capture_output=True, text=True)
            return done.stdout

        run(DSP_VC, "issuer", "init", "school", "--name", "Voorbeeldcollege", "--kind", "school", "--did", "key")
        run(DSP_VC, "issuer", "card", "school", "-o", "card.json")
        run(DSP_VC, "issue", "record.json", "--issuer", "school", "--mechanism", "eddsa-jcs-2022", "-o", "a.json")
        run(sys.executable, "-c", _MAKE, "list", str(number), "bundle.zip", "root.json", "card.json")
        run(DSP_VC, "trust", "pin", "root.json", "--yes")
        seconds, peak = json.loads(run(sys.executable, "-c", _CHECK, "bundle.zip"))
        commands = {
            "card": [DSP_VC, "verify", "a.json", "--trust", "card.json"],
            "in_use": [DSP_VC, "verify", "a.json"],
            "named": [DSP_VC, "verify", "a.json", "--trust", "bundle.zip"],
        }
        samples: dict[str, list[float]] = {kind: [] for kind in commands}
        # What else the machine does comes and goes, so only runs beside each other are compared; each kind comes first,
        # second and last equally often. The first round warms what the system keeps of the files.
        for round_number in range(ROUNDS + 1):
            order = [*commands][round_number % len(commands) :] + [*commands][: round_number % len(commands)]
            for kind in order:
                seconds_used = cpu_of(commands[kind], name, environment)
                if round_number:
                    samples[kind].append(seconds_used)
        (index,) = folder.glob("home/trust/lists/*/*.index")
        return Read(
            issuers=number,
            size=(folder / "bundle.zip").stat().st_size,
            index=index.stat().st_size,
            seconds=seconds,
            peak=peak * (1 if sys.platform == "darwin" else 1024),
            in_use=Extra.of(samples["in_use"], samples["card"]),
            named=Extra.of(samples["named"], samples["card"]),
        )
