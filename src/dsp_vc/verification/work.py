"""A bound on the work for one message. Each document in it is bounded already; a message can hold many, with many
proofs each, and under each of several contents of a context every proof means canonicalising all of it again."""

from __future__ import annotations

from dataclasses import dataclass

from dsp_vc.encoding.strict_json import JsonValue
from dsp_vc.errors import Refused

#: In values of JSON that are canonicalised. Three times the largest presentation that the guard lets through, which is
#: some seconds; a credential of six skills has about 300.
BUDGET = 30_000
#: The guard reads a value so many times faster than a canonicaliser.
GUARD_SHARE = 10


@dataclass(slots=True)
class Work:
    """What is left to spend. One for each message; the same message is refused on every machine."""

    left: int = BUDGET

    def spend(self, steps: int) -> None:
        """Raises :class:`Refused` ``rdf_work_exceeded`` where the bound is reached."""
        self.left -= steps
        if self.left < 0:
            raise Refused("rdf_work_exceeded")


def size(value: JsonValue) -> int:
    """How many values ``value`` consists of, itself included."""
    if isinstance(value, dict):
        return 1 + sum(map(size, value.values()))
    if isinstance(value, list):
        return 1 + sum(map(size, value))
    return 1
