"""What was issued: the digest of each signature, a line each, in a file of the issuer's folder that only grows.

A line is on the disk before the credential is handed over; so a credential that somebody holds is always in the file.
Who publishes the list early keeps these credentials valid if the key is ever stolen (DESIGN: compromise).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from dsp_vc.errors import IssuanceError
from dsp_vc.files import append_lines, read_bounded
from dsp_vc.trust.digest_list import MAX_LIST, is_digest

ISSUED = "issued.digests"
_CUT_SHORT = re.compile(rb"[0-9a-f]{0,63}")


def add(folder: Path, digests: Sequence[str]) -> None:
    """Write ``digests`` down. The caller holds the folder's lock. Raises :class:`dsp_vc.files.FileError`."""
    append_lines(folder / ISSUED, digests)


def read(folder: Path) -> tuple[str, ...]:
    """All digests, sorted, each once. A line that a killed writer left cut short stands for nothing that anybody has.

    Raises :class:`IssuanceError` ``issuer_damaged`` where a line is anything else.
    """
    path = folder / ISSUED
    if not path.exists():
        return ()
    found: set[str] = set()
    for number, line in enumerate(read_bounded(path, MAX_LIST).splitlines(), 1):
        text = line.decode("ascii", "replace")
        if is_digest(text):
            found.add(text)
        elif not _CUT_SHORT.fullmatch(line):
            raise IssuanceError("issuer_damaged", path=path, detail=f"line {number} is no digest")
    return tuple(sorted(found))
