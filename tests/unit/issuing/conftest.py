"""What tests of issuing share."""

from __future__ import annotations

from pathlib import Path

import pytest

import schools
from dsp_vc.issuing.issuer import Issuer


@pytest.fixture
def open_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key files lie unencrypted."""
    schools.open_keys(monkeypatch)


@pytest.fixture
def school(tmp_path: Path, open_keys: None) -> Issuer:
    """An issuer with status lists, whose keys lie unencrypted."""
    return schools.with_lists(tmp_path / "school")
