"""The reference in the docs is what the code says."""

from __future__ import annotations

import subprocess
import sys

from vectors_dir import ROOT


def test_the_reference_is_current() -> None:
    """Where it fails: ``make docs``."""
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
