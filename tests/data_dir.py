"""Where published taxonomies lie: beside the project, or where ``DSP_VC_DATA`` says."""

from __future__ import annotations

import os
from pathlib import Path

from vectors_dir import ROOT


def data_dir() -> Path | None:
    """The folder of data, if it is there."""
    named = os.environ.get("DSP_VC_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else None
