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

from benchmarks.processes import DSP_VC, RECORD

SIZES = (10, 1_000, 20_000)
#: Rounds, each with one verify of every kind.
ROUNDS = 101
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

# Each verify in a process of its own, which begins as a copy of one that has verified by a card: what both kinds load
# is there already, and its cost, which on a busy machine moves by more than the difference, is in neither. What else
# the machine does comes and goes, so only runs beside each other are compared, and each kind comes first, second and
# last equally often. Arguments: the words of each kind as JSON, and how many rounds; gives seconds of CPU.
_VERIFY = """
import gc, json, os, sys
from dsp_vc.cli.main import main

kinds, rounds = json.loads(sys.argv[1]), int(sys.argv[2])
names, nowhere, result = [*kinds], os.open(os.devnull, os.O_WRONLY), os.dup(1)
os.dup2(nowhere, 1)
if main(kinds["card"]) or "dsp_vc.trust.repository.lists" in sys.modules:
    raise SystemExit("a verify by a card fails, or loads what only a list needs")
gc.collect()
gc.freeze()

def cpu(words):
    child = os.fork()
    if child == 0:
        os.dup2(nowhere, 2)
        os._exit(main(words))
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{words} ended with {status}")
    return used.ru_utime + used.ru_stime

samples = {name: [] for name in names}
for number in range(rounds + 1):
    for place in range(len(names)):
        name = names[(number + place) % len(names)]
        used = cpu(kinds[name])
        if number:  # the first round warms what the system keeps of the files
            samples[name].append(used)
os.write(result, json.dumps(samples).encode())
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
            "card": ["verify", "a.json", "--trust", "card.json"],
            "in_use": ["verify", "a.json"],
            "named": ["verify", "a.json", "--trust", "bundle.zip"],
        }
        samples = json.loads(run(sys.executable, "-c", _VERIFY, json.dumps(commands), str(ROUNDS)))
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
