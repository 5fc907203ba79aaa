"""Where the official vectors lie: beside the project, or where ``DSP_VC_VECTORS`` says."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def vectors_dir() -> Path | None:
    """The folder of vectors, if it is there."""
    named = os.environ.get("DSP_VC_VECTORS")
    folder = Path(named) if named else ROOT.parent / "shared" / "vectors"
    return folder if folder.is_dir() else None
