"""What the tests themselves rest on: no network, a home of its own, counts that arrive."""

from __future__ import annotations

import os
import socket
import urllib.request
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]


def test_no_connection_goes_out() -> None:
    with socket.socket() as connection, pytest.raises(AssertionError, match="connection to"):
        connection.connect(("192.0.2.1", 80))
    with socket.socket() as connection, pytest.raises(AssertionError, match="connection to"):
        connection.connect(("127.0.0.1", 80))
    with pytest.raises(AssertionError, match="look-up of"):
        socket.getaddrinfo("school.example", 443)
    with pytest.raises(AssertionError, match="look-up of"):
        urllib.request.urlopen("https://school.example/did.json")


@pytest.mark.loopback
def test_the_marker_opens_this_machine_only() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
    with socket.socket() as connection, pytest.raises(AssertionError, match="connection to"):
        connection.connect(("192.0.2.1", 80))


def test_nothing_of_the_user_s_counts(home: Path) -> None:
    assert os.environ["DSP_VC_HOME"] == str(home)
    assert not home.exists()
    assert "DSP_VC_PASSPHRASE_FILE" not in os.environ


@pytest.mark.parametrize("workers", ["0", "2"])
def test_cases_are_counted_and_skips_fail_where_all_is_required(
    pytester: pytest.Pytester, workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Path(__file__).parent
    pytester.makeconftest((here / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(vectors_dir=(here / "vectors_dir.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\npythonpath = .\nmarkers = loopback: opens 127.0.0.1\n")
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("number", [3, 4])
        def test_counted(record_cases, number):
            record_cases("a set", number)

        def test_skipped():
            pytest.skip("a word on why")
        """
    )
    monkeypatch.delenv("DSP_VC_REQUIRE_ALL", raising=False)
    plain = pytester.runpytest_subprocess("-n", workers)
    plain.assert_outcomes(passed=2, skipped=1)
    plain.stdout.fnmatch_lines(["*cases per set*", "a set *7", "together *7"])
    monkeypatch.setenv("DSP_VC_REQUIRE_ALL", "1")
    strict = pytester.runpytest_subprocess("-n", workers)
    strict.assert_outcomes(passed=2, failed=1)
    strict.stdout.fnmatch_lines(["*skipped where nothing may be skipped*a word on why*"])
