"""What a class costs: both renderings of each record, with register and status, and a file for each person."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from benchmarks.processes import RECORD
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.issuing.issuance import CHUNK, Job
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.records import load_values

SIZES = (100, 1_000, 10_000)
#: How much more one credential may cost among ten times as many.
LIMIT = 1.3
SIX_SKILLS = Path(__file__).parents[1] / "examples" / "records" / "internship.yaml"
MOMENT = datetime(2026, 11, 24, 10, 0, 0, tzinfo=UTC)
_BARE = 5


@dataclass(frozen=True, slots=True)
class Issued:
    """CPU seconds for one credential; that as a multiple of one bare signature and one bare verification by each of its
    two keys; how many came in a second of the clock; and how much more one cost than among a tenth as many."""

    name: str
    seconds: float
    ratio: float
    rate: float
    growth: float | None = None

    @property
    def over(self) -> bool:
        """Whether the cost of one grows with the number."""
        return self.growth is not None and self.growth > LIMIT


def measure(sizes: tuple[int, ...] = SIZES) -> list[Issued]:
    """Issue so many records of one skill, each number by a new issuer with a register of its own; then some of six."""
    rows: list[Issued] = []
    for number in sizes:
        row = _issued(f"{number:,}", number, RECORD)
        # A hundred are too few to tell whether more of them cost more.
        rows.append(replace(row, growth=row.ratio / rows[-1].ratio) if len(rows) > 1 else row)
    (six,) = load_values(SIX_SKILLS.read_bytes(), SIX_SKILLS.name)
    assert isinstance(six, dict)
    return [*rows, _issued(f"{sizes[0]:,} of six skills", sizes[0], six)]


def _issued(name: str, number: int, record: JsonObject) -> Issued:
    seconds, bare, took = _issue(number, record)
    return Issued(name, seconds, seconds / bare, number / took)


def _issue(number: int, record: JsonObject) -> tuple[float, float, float]:
    """Seconds of CPU for one credential and for the bare operations, and seconds of the clock for all credentials.

    The bare operations are measured between the chunks, so that a busy moment hits both alike.
    """
    spent = compared = took = 0.0
    bare, rounds = _bare(), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = {"name": "Voorbeeldcollege"}
        issuer = Issuer.create(folder / "school", "om te meten", did="web:school.example", profile=profile, status=True)
        made = issuer.issue_many(_jobs(folder, record, CHUNK + number), now=MOMENT)
        list(islice(made, CHUNK))  # loads modules, reads contexts, makes the register and its lists
        while True:
            start, began = time.process_time(), time.monotonic()
            done = sum(1 for _ in islice(made, CHUNK))
            if not done:
                break
            spent += time.process_time() - start
            took += time.monotonic() - began
            start = time.process_time()
            for _ in range(_BARE):
                bare()
            compared += time.process_time() - start
            rounds += _BARE
    return spent / number, compared / rounds, took


def _jobs(folder: Path, record: JsonObject, number: int) -> Iterator[Job]:
    for position in range(number):
        one = SkillAttestation.from_dict({**record, "external_id": f"2026-{position}"})
        yield Job((one,), path=folder / f"{position:05}.json")


def _bare() -> Callable[[], None]:
    """One signature and one verification by an Ed25519 key, and by a P-256 key, by `cryptography` alone."""
    edwards, message = Ed25519PrivateKey.generate(), bytes(64)
    p256, algorithm = ec.generate_private_key(ec.SECP256R1()), ec.ECDSA(SHA256())
    known, other = edwards.public_key(), p256.public_key()

    def operations() -> None:
        known.verify(edwards.sign(message), message)
        other.verify(p256.sign(message, algorithm), message, algorithm)

    return operations
