"""The house as it stands: the direction of imports, the size of modules, who opens connections."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from vectors_dir import ROOT

SOURCE = ROOT / "src" / "dsp_vc"
MODULES = sorted(SOURCE.rglob("*.py"))
MAX_LINES = 450
CONNECTING = {
    "socket", "ssl", "http", "http.client", "http.server", "urllib.request", "ftplib", "smtplib", "xmlrpc", "asyncio",
    "socketserver", "telnetlib", "requests", "httpx", "aiohttp", "urllib3",
}  # fmt: skip
MAY_CONNECT = {"net", "pages"}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def imported(path: Path) -> set[str]:
    """Every module that ``path`` imports, at the top or in a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def test_imports_go_downwards(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from importlinter.cli import lint_imports

    monkeypatch.chdir(ROOT)
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    assert path.stem not in VAGUE
    relative = path.relative_to(SOURCE)
    if relative.parts[0].removesuffix(".py") not in MAY_CONNECT:
        assert not imported(path) & CONNECTING
    if relative.parts[0] != "words":  # what people read may say anything
        assert not re.search(r"\b(TODO|FIXME|XXX)\b", text)


def test_only_trust_fetch_connects_out() -> None:
    importers = {name_of(path) for path in MODULES if any("dsp_vc.net" in name for name in imported(path))}
    assert importers == {"actions/trust_lists.py"}
    verb = SOURCE / "cli" / "trust_lists.py"
    callers = {name_of(path) for path in MODULES if "action.fetch(" in path.read_text(encoding="utf-8")}
    assert callers == {name_of(verb)}


def test_packages_are_packages() -> None:
    """A folder without ``__init__`` would be left out by the linters without a word."""
    folders = {path.parent for path in MODULES}
    assert all((folder / "__init__.py").is_file() for folder in folders)


def test_only_faces_and_actions_read_the_clock() -> None:
    """Below them ``now`` is an argument, so that a verdict depends on its inputs alone."""
    faces = {"cli", "actions", "pages"}
    reading = [
        name_of(path)
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] not in faces
        and re.search(r"\b(datetime\.(now|utcnow|today)|time\.time|date\.today)\(", path.read_text(encoding="utf-8"))
    ]
    # Defaults for who uses the library: an argument that is left out means now.
    assert set(reading) <= {"issuing/issuer.py", "verification/verifier.py"}
