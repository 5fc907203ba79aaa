"""Files that come with the package: the published schemas and the example records."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def read_schema(name: str) -> bytes:
    """The bytes of a file of ``schemas/``."""
    return _read("schemas", "schemas", name)


def read_example(name: str) -> bytes:
    """The bytes of a file of ``examples/records/``."""
    return _read("examples", "examples/records", name)


def _read(packaged: str, source: str, name: str) -> bytes:
    """A file inside the installed package, or beside the source in a checkout."""
    found = resources.files("dsp_vc") / packaged / name
    if found.is_file():
        return found.read_bytes()
    return (Path(__file__).resolve().parents[3] / source / name).read_bytes()
