"""What a class costs: both renderings of each record, with register and status, and a file for each person."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from dsp_vc.issuing.issuance import CHUNK, Job
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.records import load_values

SIZES = (100, 1_000, 10_000)
#: How much more one credential may cost among ten times as many.
LIMIT = 1.3
RECORD = Path(__file__).parents[1] / "examples" / "records" / "internship.yaml"
MOMENT = datetime(2026, 11, 24, 10, 0, 0, tzinfo=UTC)
_BARE = 5


@dataclass(frozen=True, slots=True)
class Issued:
    """CPU seconds for one credential; that as a multiple of one bare signature and one bare verification by each of its
    two keys; how many came in a second of the clock; and how much more one cost than among a tenth as many."""

    number: int
    seconds: float
    ratio: float
    rate: float
    growth: float | None = None

    @property
    def over(self) -> bool:
        """Whether the cost of one grows with the number. A hundred are too few to tell."""
        return self.growth is not None and self.growth > LIMIT


def measure(sizes: tuple[int, ...] = SIZES) -> list[Issued]:
    """Issue so many, each number by a new issuer with a register of its own."""
    rows: list[Issued] = []
    for number in sizes:
        seconds, bare, took = _issue(number)
        before = rows[-1] if number > SIZES[1] else None
        ratio = seconds / bare
        rows.append(Issued(number, seconds, ratio, number / took, ratio / before.ratio if before else None))
    return rows


def _issue(number: int) -> tuple[float, float, float]:
    """Seconds of CPU for one credential and for the bare operations, and seconds of the clock for all credentials.

    The bare operations are measured between the chunks, so that a busy moment hits both alike.
    """
    spent = compared = took = 0.0
    bare, rounds = _bare(), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = {"name": "Voorbeeldcollege"}
        issuer = Issuer.create(folder / "school", "om te meten", did="web:school.example", profile=profile, status=True)
        made = issuer.issue_many(_jobs(folder, CHUNK + number), now=MOMENT)
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


def _jobs(folder: Path, number: int) -> Iterator[Job]:
    (template,) = load_values(RECORD.read_bytes(), RECORD.name)
    assert isinstance(template, dict)
    for position in range(number):
        record = SkillAttestation.from_dict({**template, "external_id": f"2026-{position}"})
        yield Job((record,), path=folder / f"{position:05}.json")


def _bare() -> Callable[[], None]:
    """One signature and one verification by an Ed25519 key, and by a P-256 key, by `cryptography` alone."""
    edwards, message = Ed25519PrivateKey.generate(), bytes(64)
    p256, algorithm = ec.generate_private_key(ec.SECP256R1()), ec.ECDSA(SHA256())
    known, other = edwards.public_key(), p256.public_key()

    def operations() -> None:
        known.verify(edwards.sign(message), message)
        other.verify(p256.sign(message, algorithm), message, algorithm)

    return operations
