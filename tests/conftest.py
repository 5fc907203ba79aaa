"""What every test gets: no network, a home of its own, a fixed clock, the official vectors, a count of their cases."""

from __future__ import annotations

import os
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from vectors_dir import vectors_dir

# How fast a busy machine is says nothing about the code; where time is a promise, the test measures CPU time itself.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

REQUIRE_ALL = os.environ.get("DSP_VC_REQUIRE_ALL") == "1"
COUNTS = pytest.StashKey[Counter[str]]()
_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class SocketUsed(AssertionError):
    """A test, or what it called, wanted to go out on the network."""


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection and no name look-up; the marker ``loopback`` opens 127.0.0.1."""
    loopback = request.node.get_closest_marker("loopback") is not None

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        def connect(self: socket.socket, address: Any) -> Any:
            local = self.family == getattr(socket, "AF_UNIX", None)
            if local or (loopback and isinstance(address, tuple) and address[0] in _LOOPBACK):
                return original(self, address)
            raise SocketUsed(f"connection to {address!r}")

        return connect

    def look_up(host: Any, *arguments: Any, **named: Any) -> Any:
        if loopback and host in (*_LOOPBACK, None, ""):
            return real_look_up(host, *arguments, **named)
        raise SocketUsed(f"look-up of {host!r}")

    real_look_up = socket.getaddrinfo
    monkeypatch.setattr(socket.socket, "connect", guarded(_connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(_connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own where trust and wallet lie; nothing of the user's settings counts."""
    folder = tmp_path / "dsp-vc-home"
    monkeypatch.setenv("DSP_VC_HOME", str(folder))
    for name in (
        "DSP_VC_PASSPHRASE_FILE",
        "DSP_VC_PIN_FILE",
        "DSP_VC_PKCS11_MODULE",
        "DSP_VC_DEBUG",
        "LC_ALL",
        "LC_MESSAGES",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return folder


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of official vectors."""
    folder = vectors_dir()
    if folder is None:
        pytest.skip("the official vectors are not here: put them in ../shared/vectors or name them in DSP_VC_VECTORS")
    return folder


@pytest.fixture
def now() -> datetime:
    """The moment at which tests judge."""
    return datetime(2026, 11, 24, 10, 0, 0, tzinfo=UTC)


@pytest.fixture
def record_cases(request: pytest.FixtureRequest) -> Callable[[str, int], None]:
    """``record_cases(name of the set, how many)``: adds to the table at the end of the run."""

    def record(name: str, number: int) -> None:
        request.node.user_properties.append(("cases", (name, number)))

    return record


@pytest.fixture
def vector_count(record_cases: Callable[[str, int], None]) -> Callable[[str, int], None]:
    """The same as ``record_cases``."""
    return record_cases


def pytest_configure(config: pytest.Config) -> None:
    config.stash[COUNTS] = Counter()
    config.pluginmanager.register(_Collector(config), "count of cases")


class _Collector:
    """Adds up what passed tests counted. Properties travel with the reports, so it holds under xdist too."""

    def __init__(self, config: pytest.Config) -> None:
        self._counts = config.stash[COUNTS]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            for name, value in report.user_properties:
                if name == "cases":
                    self._counts[value[0]] += value[1]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    counts = config.stash[COUNTS]
    if not counts:
        return
    terminalreporter.section("cases per set")
    width = max(map(len, counts))
    for name in sorted(counts, key=str.casefold):
        terminalreporter.line(f"{name:<{width}}  {counts[name]:>7}")
    terminalreporter.line(f"{'together':<{width}}  {counts.total():>7}")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """With ``DSP_VC_REQUIRE_ALL=1`` a skip is a failure: the machine lacks what the run should show."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {reason} ({item.nodeid})"
