"""The reference in the docs is what the code says."""

from __future__ import annotations

import re
import subprocess
import sys

import dsp_vc
from vectors_dir import ROOT


def test_the_reference_is_current() -> None:
    """Where it fails: ``make docs``."""
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_page_for_python_has_every_public_name_and_no_markup_of_the_code() -> None:
    text = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    headings = [line.partition(" ")[2] for line in text.splitlines() if line.startswith("### ")]
    assert sorted(headings) == sorted(dsp_vc.__all__)
    assert not re.search(r":(class|meth|func|attr|mod):|(?<!`)``\w| at 0x|<[A-Z]\w+\.|\b_\w+:", text)
    members = {line.removeprefix("#### ") for line in text.splitlines() if line.startswith("#### ")}
    assert {
        "Issuer.issue_many",
        "Issuer.revoke",
        "Wallet.did",
        "VerificationReport.check",
        "Verifier.verify",
    } <= members
