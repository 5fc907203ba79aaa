"""What `import dsp_vc` gives: the names a user needs, documented, typed, and loaded when they are used."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources

import pytest

import dsp_vc

PUBLIC = tuple(getattr(dsp_vc, "__all__", ()))
NEEDED = {
    "Credential", "CredentialStatus", "Done", "FileError", "HardwareError", "Issuer", "Job", "Place",
    "PresentationRequest", "RegisterError", "SkillAttestation", "Status", "StatusChange", "TrustBundle", "Unlock",
    "VerificationPolicy", "VerificationReport", "Verifier", "Wallet", "present", "read_delivery",
}  # fmt: skip


def test_the_names_a_user_needs() -> None:
    assert set(PUBLIC) >= NEEDED


@pytest.mark.parametrize("name", PUBLIC)
def test_name(name: str) -> None:
    value = getattr(dsp_vc, name)
    if callable(value):
        assert (value.__doc__ or "").strip(), name
        assert not value.__doc__.startswith(f"{name}("), f"{name} has only the docstring that dataclass writes"


def test_every_error_can_be_named() -> None:
    """Who catches an error by its kind needs its name: none hides below, but one that is a kind of a public one and that
    a caller has no other answer to."""
    kinds, todo = set(), [dsp_vc.DspVcError]
    while todo:
        kind = todo.pop()
        kinds.add(kind.__name__)
        todo += [each for each in kind.__subclasses__() if each.__module__.startswith("dsp_vc.")]
    assert kinds - {"IndexDamaged"} <= set(PUBLIC)


def test_dir_lists_them() -> None:
    assert set(PUBLIC) <= set(dir(dsp_vc))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        _ = dsp_vc.NotThere


def test_importing_loads_nothing() -> None:
    code = "import sys, dsp_vc; sys.exit(str([m for m in sys.modules if m.startswith('dsp_vc.')] or 0))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() in ("", "0"), done.stderr


def test_it_is_typed() -> None:
    assert (resources.files("dsp_vc") / "py.typed").is_file()
