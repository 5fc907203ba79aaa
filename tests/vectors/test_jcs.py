"""RFC 8785 vectors: the published inputs and outputs, Appendix B, and more doubles."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from dsp_vc.encoding import jcs
from dsp_vc.encoding.strict_json import parse
from dsp_vc.errors import Refused

Count = Callable[[str, int], None]


def test_documents(vectors: Path, vector_count: Count) -> None:
    inputs = sorted((vectors / "jcs" / "input").glob("*.json"))
    assert len(inputs) == 6
    for path in inputs:
        canonical = jcs.canonicalize(parse(path.read_bytes()))
        assert canonical == (vectors / "jcs" / "output" / path.name).read_bytes(), path.name
        digits = (vectors / "jcs" / "outhex" / f"{path.stem}.txt").read_text()
        assert canonical == bytes.fromhex(digits), path.name
        assert jcs.canonicalize(parse(canonical)) == canonical
    vector_count("jcs documents", len(inputs))


def test_appendix_b(vectors: Path, vector_count: Count) -> None:
    cases = json.loads((vectors / "jcs" / "rfc8785-appendixB-numbers.json").read_text())
    for case in cases:
        (number,) = struct.unpack(">d", bytes.fromhex(case["ieee754"]))
        if case["expected"] is None:
            with pytest.raises(Refused, match="jcs_number"):
                jcs.canonicalize(number)
        else:
            assert jcs.canonicalize(number).decode() == case["expected"], case
    vector_count("jcs Appendix B", len(cases))


def test_doubles(vectors: Path, vector_count: Count) -> None:
    data = json.loads((vectors / "jcs" / "es6-static-u64.json").read_text())
    for bits, expected in data["samples"]:
        (number,) = struct.unpack(">d", bytes.fromhex(bits.rjust(16, "0")))
        assert jcs.number(number) == expected
    for bits in data["static_inputs"]:
        (number,) = struct.unpack(">d", bytes.fromhex(bits.rjust(16, "0")))
        assert float(jcs.number(number)) == number
    vector_count("jcs doubles", len(data["samples"]) + len(data["static_inputs"]))
