"""CPU time of whole processes: what a person at a terminal waits for."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

RUNS = 15
DSP_VC = str(Path(sys.executable).with_name("dsp-vc"))
RECORD = {
    "title": "Stage logistiek",
    "basis": "assessed",
    "context": "internship",
    "skills": [
        {
            "uri": "http://data.europa.eu/esco/skill/e040fb97-ac17-4cd0-bf74-7e96c83811b6",
            "name": {"nl": "voorbeeld van een vaardigheid"},
        }
    ],
}


@dataclass(frozen=True, slots=True)
class Row:
    """One command: its median CPU time, and that over the baseline's."""

    name: str
    milliseconds: float
    ratio: float
    limit: float | None


def measure() -> list[Row]:
    """Issue a credential in a temporary folder, then measure; interleaved, so that a busy moment hits all alike."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        commands = {
            "python -c pass": ([sys.executable, "-c", "pass"], None),
            "dsp-vc --help": ([DSP_VC, "--help"], 8.0),
            "dsp-vc --version": ([DSP_VC, "--version"], 8.0),
        }
        for name, file in _credentials(Path(folder), environment).items():
            commands[f"dsp-vc verify ({name})"] = ([DSP_VC, "verify", file, "--trust", "card.json"], 40.0)
        samples: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, (command, _limit) in commands.items():
                samples[name].append(cpu_of(command, folder, environment))
    medians = {name: statistics.median(values) for name, values in samples.items()}
    base = medians["python -c pass"]
    return [Row(name, medians[name] * 1000, medians[name] / base, limit) for name, (_, limit) in commands.items()]


def _environment(folder: Path) -> dict[str, str]:
    (folder / "pass").write_text("a passphrase for measuring\n", encoding="utf-8")
    return {**os.environ, "DSP_VC_HOME": str(folder / "home"), "DSP_VC_PASSPHRASE_FILE": str(folder / "pass")}


def _credentials(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    (folder / "record.json").write_text(json.dumps(RECORD), encoding="utf-8")

    def run(*words: str) -> None:
        subprocess.run([DSP_VC, *words], cwd=folder, env=environment, check=True, stderr=subprocess.DEVNULL)

    run("issuer", "init", "school", "--name", "Voorbeeldcollege", "--kind", "school", "--did", "key")
    run("issuer", "card", "school", "-o", "card.json")
    made = {}
    for mechanism in ("eddsa-rdfc-2022", "eddsa-jcs-2022", "dc+sd-jwt"):
        made[mechanism] = f"{mechanism}.out"
        run("issue", "record.json", "--issuer", "school", "--mechanism", mechanism, "-o", made[mechanism])
    return made


def cpu_of(command: list[str], folder: str, environment: dict[str, str]) -> float:
    """Seconds of CPU that ``command`` used, its children included (POSIX)."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr.decode()}")
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
