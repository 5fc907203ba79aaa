"""The whole life of a list, by the commands alone: made, published, pinned, used; replayed, run out; an issuer's keys
rotated and stolen, the issuer withdrawn; the keys of the list handed to two holders, one of them lost and replaced."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.actions import clock
from dsp_vc.cli.main import main
from scrypt_once import light

ROOT = Path(__file__).resolve().parents[2]
SECRET = ("--passphrase-file", "pass")
Streams = pytest.CaptureFixture[str]


class Story:
    """A keeper, a school and an employer in one folder, and the day on which they all are."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> None:
        self.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.capsys = capsys
        story = self

        class Clock(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return story.now

        monkeypatch.setattr(clock, "datetime", Clock)

    def days(self, number: int) -> None:
        self.now += timedelta(days=number)

    def run(self, line: str, expect: int = 0) -> str:
        """One command; what it said."""
        self.now += timedelta(minutes=1)
        self.capsys.readouterr()
        code = main(line.split())
        streams = self.capsys.readouterr()
        assert code == expect, f"{line}\n{streams.err}{streams.out}"
        return streams.err + streams.out

    def publish(self, name: str) -> None:
        self.run(f"bundle publish list -o {name} --passphrase-file pass")

    def site(self) -> None:
        """The school publishes its website, and the keeper takes it over."""
        self.run("issuer publish school -o site --passphrase-file pass")
        self.run("bundle add-issuer site --bundle list --yes")

    def issue(self, name: str, folder: str = "school", mechanism: str = "eddsa-rdfc-2022") -> None:
        self.run(f"issue internship.yaml --issuer {folder} --mechanism {mechanism} --passphrase-file pass -o {name}")

    def verdict(self, name: str, *words: str) -> tuple[str, dict[str, str]]:
        """The verdict, and the code of each check."""
        self.capsys.readouterr()
        main(["verify", name, "--json", *words])
        report = json.loads(self.capsys.readouterr().out)
        return report["verdict"], {entry["check"]: entry["code"] for entry in report["checks"]}


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Story:
    light(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DSP_VC_HOME", str(tmp_path / "home"))
    (tmp_path / "pass").write_text("een zin die niemand raadt\n")
    shutil.copy(ROOT / "examples" / "records" / "internship.yaml", tmp_path)
    return Story(monkeypatch, capsys)


def test_the_whole_life(story: Story, tmp_path: Path) -> None:
    # The keeper makes a list, the school comes on it, the employer pins its root and uses it.
    story.run("bundle init list --name Voorbeeldbestuur --passphrase-file pass")
    story.run("issuer init school --name Voorbeeldcollege --did web:school.example --passphrase-file pass")
    story.issue("first.json")
    story.site()
    story.publish("1.zip")
    story.run("trust pin list/root.json --yes")
    story.run("trust use 1.zip")
    verdict, codes = story.verdict("first.json")
    assert (verdict, codes["issuer-trust"]) == ("accepted", "issuer_trusted")

    # A newer one is taken, the older one refused from then on.
    story.days(20)
    story.publish("2.zip")
    story.run("trust use 2.zip")
    assert "trust_rollback" in story.run("trust check 1.zip --json", expect=6)
    story.run("trust use 1.zip", expect=6)
    assert story.verdict("first.json")[0] == "accepted"

    # It runs out: not certain, with what it last knew; a new one makes it right again.
    story.days(31)
    verdict, codes = story.verdict("first.json")
    assert (verdict, codes["bundle"]) == ("indeterminate", "trust_stale")
    said = story.run("verify first.json", expect=4)
    assert "22 March" in said or "2026-03-22" in said
    story.publish("3.zip")
    story.run("trust use 3.zip")
    assert story.verdict("first.json")[0] == "accepted"

    # The school rotates its keys in good order: what was signed before and after verifies.
    story.days(5)
    story.run("issuer rotate school --passphrase-file pass")
    story.issue("second.json")
    story.issue("second.txt", mechanism="dc+sd-jwt")
    story.site()
    story.publish("4.zip")
    story.run("trust use 4.zip")
    assert [story.verdict(name)[0] for name in ("first.json", "second.json")] == ["accepted"] * 2

    # A thief copies the folder; the school finds out. What was on record stays, what the thief signs does not count.
    story.days(5)
    shutil.copytree(tmp_path / "school", tmp_path / "stolen")
    story.run("issuer rotate school --compromised --yes --passphrase-file pass")
    story.issue("forged.json", "stolen")
    story.issue("forged.txt", "stolen", "dc+sd-jwt")
    story.site()
    story.publish("5.zip")
    story.run("trust use 5.zip")
    for name in ("second.json", "second.txt"):
        verdict, codes = story.verdict(name)
        assert (verdict, codes["issuer-key"]) == ("accepted", "key_revoked_recorded")
    assert story.verdict("first.json")[0] == "accepted"
    for name in ("forged.json", "forged.txt"):
        verdict, codes = story.verdict(name)
        assert (verdict, codes["issuer-key"]) == ("rejected", "key_revoked")

    # The school is withdrawn: what was on record stays, what comes after does not.
    story.days(5)
    story.issue("third.json")
    story.run("bundle withdraw-issuer Voorbeeldcollege --bundle list --reason closed --yes")
    story.publish("6.zip")
    story.run("trust use 6.zip")
    verdict, codes = story.verdict("second.json")
    assert (verdict, codes["issuer-trust"]) == ("accepted", "issuer_withdrawn_recorded")
    verdict, codes = story.verdict("third.json")
    assert (verdict, codes["issuer-trust"]) == ("rejected", "issuer_withdrawn")

    # Two of three holders must sign from now on; the employer notices nothing.
    for name in ("Anna", "Bert", "Carla", "Dirk"):
        story.run(f"bundle key {name}.age --holder {name} --passphrase-file pass")
    add = " ".join(f"--add {name}.public.json" for name in ("Anna", "Bert", "Carla"))
    shown = json.loads(story.run("bundle show list --json"))
    own = shown["root"]["holders"][0]
    story.run(f"bundle rotate-root list {add} --drop {own} --threshold 2 --passphrase-file pass")
    sign(story, "Anna", "Bert")
    story.publish("7.zip")
    story.run("trust use 7.zip")
    assert story.verdict("second.json")[0] == "accepted"

    # Bert loses his key; the other two put Dirk in his place.
    story.run("bundle rotate-root list --drop Bert --add Dirk.public.json --passphrase-file pass")
    sign(story, "Anna", "Carla")
    story.publish("8.zip")
    story.run("trust use 8.zip")
    assert story.verdict("second.json")[0] == "accepted"
    shown = json.loads(story.run("bundle show list --json"))
    assert (shown["root"]["version"], shown["root"]["threshold"]) == (3, 2)
    story.run("trust use 6.zip", expect=6)
    # Whoever pinned the very first root, and saw nothing since, comes to the last one all the same.
    shutil.rmtree(tmp_path / "home")
    (tmp_path / "first-root.json").write_bytes(first_root(tmp_path / "8.zip"))
    story.run("trust pin first-root.json --yes")
    story.run("trust use 8.zip")
    assert story.verdict("second.json")[0] == "accepted"


def sign(story: Story, *names: str) -> None:
    for name in names:
        story.run(
            f"bundle sign-root list/root-pending.json --current list/root.json --key {name}.age -o {name}.signed --yes "
            "--passphrase-file pass"
        )
    story.run("bundle rotate-root list " + " ".join(f"--signed {name}.signed" for name in names))


def first_root(path: Path) -> bytes:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return archive.read("metadata/1.root.json")
