"""How peers are run: each a process of its own, with jobs on its standard input."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def node() -> Callable[[str, Any], Any]:
    """Run a script of this folder with jobs on standard input."""
    if shutil.which("node") is None or not (HERE / "node_modules").is_dir():
        pytest.skip("the peers are not installed: run `make peers`")

    def run(script: str, jobs: Any = None) -> Any:
        return _run(["node", str(HERE / script)], jobs)

    return run


@pytest.fixture(scope="module")
def python_peer() -> Callable[[Any], Any]:
    """Run the reference library in its own environment."""
    binary = HERE / ".venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not binary.exists():
        pytest.skip("the reference library is not installed: run `make peers`")
    return lambda jobs: _run([str(binary), str(HERE / "sd_jwt_peer.py")], jobs)


def _run(command: list[str], jobs: Any) -> Any:
    done = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
