"""``python -m dsp_vc`` is ``dsp-vc``."""

from __future__ import annotations

import sys

from dsp_vc.cli.entry import run

if __name__ == "__main__":
    sys.exit(run())
