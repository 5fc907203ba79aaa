"""The official suite of RDFC-1.0: canonical datasets, blank-node maps, and poison that must be stopped."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from dsp_vc.errors import Refused
from dsp_vc.rdf import canonicalization, nquads
from dsp_vc.rdf.nquads import Quad, Term

from ..vectors_dir import vectors_dir

FOLDER = vectors_dir()
ENTRIES = json.loads((FOLDER / "rdfc10" / "manifest.jsonld").read_text())["entries"] if FOLDER else []


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["id"] for entry in ENTRIES])
def test_entry(entry: dict, vectors: Path) -> None:
    folder = vectors / "rdfc10"
    quads = nquads.parse((folder / entry["action"]).read_text())
    algorithm = entry.get("hashAlgorithm", "SHA256").lower()
    if "Negative" in entry["type"]:
        with pytest.raises(Refused, match="rdf_work_exceeded"):
            canonicalization.canonicalize(quads, algorithm=algorithm)
    elif "Map" in entry["type"]:
        expected = json.loads((folder / entry["result"]).read_text())
        assert canonicalization.canonical_names(quads, algorithm=algorithm) == expected
    else:
        assert canonicalization.canonicalize(quads, algorithm=algorithm) == (folder / entry["result"]).read_text()


@pytest.mark.parametrize("size", [6, 8, 11, 20])
def test_cliques_are_stopped_within_the_work_budget(size: int) -> None:
    nodes = [Term("blank", f"n{number}") for number in range(size)]
    predicate = Term("iri", "https://example.org/p")
    quads = [Quad(one, predicate, other, None) for one in nodes for other in nodes if one != other]
    start = time.process_time()
    with pytest.raises(Refused, match="rdf_work_exceeded"):
        canonicalization.canonicalize(quads)
    # The bound is on steps; this only shows that a step is cheap enough for the promise of 100 ms, with a wide margin.
    assert time.process_time() - start < 1.0


def test_a_long_chain_of_blank_nodes_is_stopped_and_does_not_crash() -> None:
    predicate = Term("iri", "https://example.org/next")
    length = 4000
    ring = [Term("blank", f"n{number}") for number in range(length)]
    quads = [Quad(ring[number], predicate, ring[(number + 1) % length], None) for number in range(length)]
    with pytest.raises(Refused, match="rdf_work_exceeded"):
        canonicalization.canonicalize(quads)


def test_count(vectors: Path, record_cases) -> None:
    record_cases("rdfc10", len(ENTRIES))
    assert len(ENTRIES) >= 86
