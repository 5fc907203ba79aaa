"""Multibase vectors for the two bases in use; the others are refused by their prefix."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from dsp_vc.encoding.base import multibase_decode, multibase_encode
from dsp_vc.errors import Refused

SUPPORTED = {"base58btc": "z", "base64url": "u"}


def test_multibase(vectors: Path, vector_count: Callable[[str, int], None]) -> None:
    counted = 0
    for path in sorted((vectors / "multibase").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            (_, quoted), *rows = csv.reader(stream, skipinitialspace=True)
        data = quoted.encode().decode("unicode_escape").encode("latin-1")
        for name, text in rows:
            counted += 1
            if name in SUPPORTED:
                assert multibase_encode(data, SUPPORTED[name]) == text
                assert multibase_decode(text) == data
            else:
                with pytest.raises(Refused, match="multibase_prefix"):
                    multibase_decode(text)
    assert counted == 81
    vector_count("multibase", counted)
