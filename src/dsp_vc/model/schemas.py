"""The published schemas, as package data."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def read_schema(name: str) -> bytes:
    """The bytes of a file of ``schemas/``: inside the installed package, or beside the source in a checkout."""
    packaged = resources.files("dsp_vc") / "schemas" / name
    if packaged.is_file():
        return packaged.read_bytes()
    return (Path(__file__).resolve().parents[3] / "schemas" / name).read_bytes()
