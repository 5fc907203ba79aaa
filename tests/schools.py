"""What tests of issuers share: keys that lie open, a record, an issuer with status lists, a desk for the command line."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys import store
from dsp_vc.model.attestation import SkillAttestation

ROOT = Path(__file__).resolve().parents[1]
PASSPHRASE = "een zin die niemand raadt"
#: The options by which a command on a :func:`desk` gets the passphrase.
SECRET = ("--passphrase-file", "pass")
SAWING = SkillAttestation.from_dict(
    {
        "title": "Stage",
        "basis": "attested",
        "context": "internship",
        "skills": [{"uri": "https://school.example/s/1", "name": {"nl": "zagen"}}],
    }
)


def open_keys(patch: pytest.MonkeyPatch) -> None:
    """Key files lie unencrypted as long as ``patch`` holds: a passphrase costs seconds, and is tested elsewhere."""
    decrypt = store.age.decrypt

    def opened(data: bytes, passphrase: str | None = None, **named: Any) -> bytes:
        return decrypt(data, **named) if passphrase is None else data

    patch.setattr(store.age, "encrypt_with_passphrase", lambda data, passphrase: data)
    patch.setattr(store.age, "decrypt", opened)


def with_lists(folder: Path) -> Issuer:
    """A new school with status lists."""
    return Issuer.create(
        folder, PASSPHRASE, did="web:school.example", profile={"name": "Voorbeeldcollege"}, status=True
    )


def desk(folder: Path, patch: pytest.MonkeyPatch, *names: str) -> Path:
    """``folder``, to work in as long as ``patch`` holds: a home, the passphrase in ``pass``, and for each of ``names``
    the record of an internship by that external id, in ``NAME.yaml``; without names ``stage-42`` in
    ``internship.yaml``."""
    patch.chdir(folder)
    patch.setenv("DSP_VC_HOME", str(folder / "home"))
    (folder / "pass").write_text(f"{PASSPHRASE}\n")
    text = (ROOT / "examples" / "records" / "internship.yaml").read_text()
    for name, file in [(name, name) for name in names] or [("stage-42", "internship")]:
        (folder / f"{file}.yaml").write_text(f"external_id: {name}\n{text}")
    return folder


def at_desk(made: Path, folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """A copy of the desk ``made`` at ``folder``, to work in as long as ``patch`` holds."""
    shutil.copytree(made, folder)
    patch.chdir(folder)
    patch.setenv("DSP_VC_HOME", str(folder / "home"))
    return folder
