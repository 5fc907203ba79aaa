"""``wallet add`` killed at a hundred random instants: the wallet opens each time, with the old or the new content.

Run as a program, this file is the process that is killed: it loads everything once and then forks, so that a hundred
runs of the verb take seconds.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

RUNS = 100
BADGE = (
    '{"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:uuid:0000-%d", "type": ["VerifiableCredential"],'
    ' "issuer": "did:example:a", "credentialSubject": {"n": %d.0}}'
)


def _run(folder: Path, number: int) -> int:
    from dsp_vc.cli.main import main

    words = ["wallet", "add", str(folder / f"{number}.json"), "--keep-unverified", "--at", "2026-11-24T10:00:00Z"]
    return main([*words, "--wallet", str(folder / "wallet.age"), "--identity", str(folder / "key.txt")])


def _killed(folder: Path, number: int, delay: float | None) -> bool:
    """Run the verb in a child of its own; kill it after ``delay`` seconds. Whether it was still at work."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os._exit(_run(folder, number))
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _content(path: Path, identity: str) -> list[str]:
    from dsp_vc.wallet.wallet import Unlock, opened

    with opened(path, Unlock(identities=(identity,)), write=False) as wallet:
        return [stored.raw for stored in wallet.credentials()]


def _main(folder: Path) -> None:
    from dsp_vc.keys import age
    from dsp_vc.wallet.wallet import Unlock, create

    identity, recipient = age.generate_identity()
    path, choose = folder / "wallet.age", random.Random(sys.argv[2])
    (folder / "key.txt").write_text(identity)
    create(path, Unlock(recipients=(recipient,)))
    for number in range(RUNS + 4):
        (folder / f"{number}.json").write_text(BADGE % (number, number))
    assert _run(folder, RUNS) == 0  # loads everything
    took = []
    for number in range(RUNS + 1, RUNS + 4):
        begun = time.perf_counter()
        assert not _killed(folder, number, None)
        took.append(time.perf_counter() - begun)
    longest, before = max(took), _content(path, identity)
    killed = kept = 0
    for number in range(RUNS):
        # Half of them anywhere, half where the work ends and the file is written.
        share = choose.random() if number % 2 else 0.5 + choose.random() * 0.6
        ended = not _killed(folder, number, longest * share)
        killed += not ended
        now = _content(path, identity)
        assert now in (before, [*before, BADGE % (number, number)]), f"after run {number}"
        backup = _content(path.with_name("wallet.age.bak"), identity)
        assert backup in (now, now[:-1], before[:-1]), f"the generation before, after run {number}"
        kept += now != before
        # How long it takes changes with what else the machine does: stay where the file is written.
        longest *= 0.9 if ended else 1.1 if now == before else 1.0
        before = now
    assert not _killed(folder, RUNS + 1, None)  # no lock of a dead process is in the way
    assert _content(path, identity) == before
    print(killed, kept)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")
@pytest.mark.slow
def test_killed_at_a_hundred_random_instants(tmp_path: Path, record_cases: Callable[[str, int], None]) -> None:
    seed = str(random.randrange(10**6))
    ran = subprocess.run(
        [sys.executable, __file__, str(tmp_path), seed], capture_output=True, text=True, check=False, timeout=300
    )
    assert ran.returncode == 0, f"seed {seed}: {ran.stdout}{ran.stderr}"
    killed, kept = map(int, ran.stdout.split()[-2:])
    assert killed > RUNS / 4, f"seed {seed}: the instants lay too late"
    assert 0 < kept < RUNS, f"seed {seed}: all instants lay on one side"
    record_cases("wallet add killed at a random instant", RUNS)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
