"""A token in software, of the test's own: SoftHSM2 with its objects in a temporary folder."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

PIN, SO_PIN, LABEL = "482615", "73218264", "school"
_MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)


@dataclass(frozen=True, slots=True)
class SoftHsm:
    """Where its settings, its module and a file with its PIN are."""

    folder: Path
    module: Path

    @property
    def settings(self) -> Path:
        return self.folder / "softhsm2.conf"

    @property
    def pin_file(self) -> Path:
        return self.folder / "pin.txt"

    def uri(self, name: str, **more: str) -> str:
        """The address of the key ``name``."""
        path = {"token": LABEL, "object": name, **more}
        return "pkcs11:" + ";".join(f"{key}={value}" for key, value in path.items()) + f"?module-path={self.module}"

    def add_token(self, label: str) -> None:
        """One more token, with the same PIN."""
        command = ["softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", SO_PIN, "--pin", PIN]
        subprocess.run(command, check=True, capture_output=True)


def make(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SoftHsm:
    """A new token in ``folder``; skips where SoftHSM2 or its Python side is missing."""
    pytest.importorskip("pkcs11", reason="python-pkcs11 is missing: pip install 'dsp-vc[hsm]'")
    module = next((Path(name) for name in _MODULES if Path(name).is_file()), None)
    if module is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM2 is missing (Debian, Ubuntu: apt-get install softhsm2)")
    # The module reads its settings when it is initialised: a test before this one has left it with its own.
    import pkcs11

    pkcs11.unload(str(module))
    made = SoftHsm(folder, module)
    (folder / "tokens").mkdir(parents=True)
    made.settings.write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    made.pin_file.write_text(f"{PIN}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(made.settings))
    made.add_token(LABEL)
    return made
