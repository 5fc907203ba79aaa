"""The same input gives the same bytes: of another process, whose sets stand in another order, and of a wallet into which
the same was put in another order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dsp_vc.cli.main import main
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.keys import age
from passports import BRICKLAYER, CARPENTER, essential
from scrypt_once import remember

AT = ("--at", "2026-11-24T12:00:00Z")
SECRET = ("--passphrase-file", "pass")
TRUST = ("--trust", "school.json", "--trust", "firm.json")
WALLETS = ("one.age", "other.age")
COMMANDS = {
    "show": ("passport", "show", "--json"),
    "show in words": ("passport", "show"),
    "gap": ("passport", "gap", "--occupation", "opzichter timmerwerk", "--json"),
    "match": ("passport", "match", "--examples", "--limit", "9", "--json"),
    "plan": ("passport", "plan", "--json"),
    "report": ("passport", "report"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two wallets of one key, with the same six records of two issuers, put in forwards and backwards, and a plan each."""
    folder = tmp_path_factory.mktemp("same")
    identity, recipient = age.generate_identity()
    (folder / "key.txt").write_text(identity)
    (folder / "pass").write_text("een zin die niemand raadt\n")
    own = ("--identity", "key.txt")
    with pytest.MonkeyPatch.context() as patch:
        remember(patch)
        patch.chdir(folder)
        patch.setenv("DSP_VC_HOME", str(folder / "home"))

        def run(*words: str) -> None:
            assert main(words) == 0, words

        for issuer in ("school", "firm"):
            run("issuer", "init", issuer, "--name", f"Voorbeeld {issuer}", "--did", "key", *SECRET)
            run("issuer", "card", issuer, "-o", f"{issuer}.json")
        run("wallet", "init", "--wallet", "one.age", "--recipient", recipient)
        run("wallet", "export", "--with-keys", "--yes", "-o", "keys.json", "--wallet", "one.age", *own)
        run("wallet", "init", "--wallet", "other.age", "--recipient", recipient)
        run("wallet", "import", "keys.json", "--wallet", "other.age", *own, *AT)
        run("wallet", "ask", "--to", "Voorbeeld", "-o", "ask.json", "--wallet", "one.age", *own, *AT)
        skills = [*essential(CARPENTER), *essential(BRICKLAYER)]
        files = []
        for number in range(6):
            name, level = f"record{number}", {"value": str(2 + number % 2), "scale": "Werkplek 1-5"}
            record = {
                "title": name, "basis": ("attested", "assessed")[number % 2], "context": "employment",
                "skills": [
                    {"uri": uri, "name": {"nl": "x"}, "level": level} for uri in skills[number * 3 : number * 3 + 8]
                ],
            }  # fmt: skip
            Path(f"{name}.json").write_text(dumps(record))
            issuer = ("school", "firm")[number % 3 == 0]
            files.append(f"{name}.signed")
            run("issue", f"{name}.json", "--issuer", issuer, "--to", "ask.json", "-o", files[-1], "--yes", *SECRET, *AT)
        for wallet, order in zip(WALLETS, (files, files[::-1]), strict=True):
            for file in order:
                run("wallet", "add", file, "--wallet", wallet, *own, *TRUST, *AT)
            run("passport", "plan", "--goal", "opzichter timmerwerk", "--wallet", wallet, *own, *TRUST, *AT)
    return folder


def run(folder: Path, seed: str, wallet: str, words: tuple[str, ...]) -> bytes:
    """What a process of its own prints."""
    own = ("--at", AT[1], "--wallet", wallet, "--identity", "key.txt")
    done = subprocess.run(
        [sys.executable, "-m", "dsp_vc", "--lang", "nl", *words, *TRUST, *own],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed, "DSP_VC_HOME": str(folder / "home")},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_two_processes_and_two_orders_give_the_same_bytes(made: Path, name: str) -> None:
    first = run(made, "0", WALLETS[0], COMMANDS[name])
    assert len(first) > 500
    assert run(made, "1", WALLETS[0], COMMANDS[name]) == first
    assert run(made, "4242", WALLETS[1], COMMANDS[name]) == first


def test_the_wallets_are_in_another_order(made: Path) -> None:
    """The control: what lists them as they lie tells them apart."""
    one, other = (run(made, "0", wallet, ("wallet", "list")).decode().splitlines() for wallet in WALLETS)
    assert one != other
    assert len(one) == len(other)
