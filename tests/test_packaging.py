"""The wheel holds what the program needs, and works where only the wheel is installed."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from vectors_dir import ROOT

LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_every_module_and_data_file(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "src"
    wanted = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    wanted |= {f"dsp_vc/schemas/{path.name}" for path in (ROOT / "schemas").iterdir()}
    data = ROOT / "data"
    wanted |= {f"dsp_vc/data/{path.relative_to(data).as_posix()}" for path in data.rglob("*") if path.is_file()}
    assert {"dsp_vc/data/catalogue/names.csv", "dsp_vc/data/learning/vacancies/timmerman.json"} <= wanted
    assert not wanted - held
    assert "dsp_vc/py.typed" in held
    assert any(name.endswith("licenses/LICENSE") for name in held)
    assert any(name.endswith("licenses/NOTICE") for name in held)
    assert not [name for name in held if not name.startswith(("dsp_vc/", "dsp_vc-"))]


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()
    assert "\nLicense-Expression: Apache-2.0\n" in metadata
    assert "\nRequires-Python: >=3.11\n" in metadata


def test_it_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """Unpacked in an environment that sees the libraries but not the source."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    libraries = [entry for entry in sys.path if entry.endswith("site-packages")]
    code = (
        "import dsp_vc, sys; from pathlib import Path; assert 'site' in Path(dsp_vc.__file__).parts;"
        "from dsp_vc.rdf.contexts import ContextSet; ContextSet.pinned();"
        "from dsp_vc.model.schemas import read_schema; read_schema('verification-report.schema.json');"
        "from dsp_vc.cli.main import main; sys.exit(main(['formats']) or main(['skills', 'search', 'metselen'])"
        " or main(['skills', 'template', 'vacancy']) or main(['skills', 'template', 'training', '--csv']))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *libraries])}
    done = subprocess.run(
        [python, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "eddsa-rdfc-2022" in done.stdout
    assert "http://data.europa.eu/esco/skill/13e1c0a2-b90d-46f4-be51-11730360b38d" in done.stdout
    assert '"kind": "vacancy"' in done.stdout
    assert "skill;skill_name;level;scale" in done.stdout


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_the_lock_names_no_place_and_hashes_everything(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|--trusted-host| @ ", text)
    entries = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert entries
    assert all(re.match(r"[\w.\[\]-]+==\S+", entry) and "--hash=sha256:" in entry for entry in entries)


def test_both_locks_agree_and_hold_the_build_backend() -> None:
    run, develop = (
        dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)) for lock in LOCKS
    )
    assert run.items() <= develop.items()
    assert {"hatchling", "editables"} <= set(run)


def test_every_context_is_named_in_the_notice() -> None:
    """With the digest of the very file that is here."""
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    contexts = ROOT / "src" / "dsp_vc" / "rdf" / "context_data"
    files = [path for path in contexts.iterdir() if path.name != "manifest.json"]
    assert files
    for path in files:
        assert path.name in notice
        assert hashlib.sha256(path.read_bytes()).hexdigest() in notice, path.name


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = set(re.findall(r"^([a-z0-9._-]+)==", LOCKS[0].read_text(encoding="utf-8"), re.MULTILINE))
    for dependency in project["dependencies"]:
        assert re.split(r"[^\w.-]", dependency)[0].lower() in locked, dependency
