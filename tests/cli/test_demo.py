"""The demonstration tells the truth: its verdicts, its commands, and the files that it leaves."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from dsp_vc.cli.main import main
from dsp_vc.encoding.base import b64url_decode, b64url_encode
from scrypt_once import remember


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder and what was printed; made once, since it takes some seconds."""
    import contextlib
    import io

    folder = tmp_path_factory.mktemp("demo") / "story"
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(stream):
        assert main(["demo", str(folder), "--lang", "en"]) == 0
    return folder, raw.getvalue().decode()


def _verdicts(printed: str) -> list[str]:
    return re.findall(r"^ *(ACCEPTED|REJECTED|NOT CERTAIN) ", printed, re.MULTILINE)


def _commands(printed: str) -> list[str]:
    return [line.strip().removeprefix("$ ") for line in printed.splitlines() if line.startswith("   $ dsp-vc ")]


def test_verdicts_in_order(story: tuple[Path, str]) -> None:
    expected = ["ACCEPTED", "REJECTED", "REJECTED", "NOT CERTAIN", "ACCEPTED", "REJECTED"]
    assert _verdicts(story[1]) == expected


def test_what_was_revoked_is_accepted_with_its_age_until_the_newer_list_is_there(story: tuple[Path, str]) -> None:
    before, after = story[1].split("\n13. ")[1].split("\n14. ")
    assert re.search(
        r"\+ revoked\? +not revoked: status as of \S+ \S+ \S+ at 00:00 \(UTC\), 10 days ago; a newer list should",
        before,
    )
    assert re.search(
        r"\$ dsp-vc trust use bundle-2.zip\n.*\n +REJECTED .*\n +revoked by its issuer: status as of", after
    )


def test_its_commands_tell_the_same_story(story: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                          capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """Typed one by one in an empty folder, by people who answer yes; only the forger works by hand."""
    remember(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DSP_VC_HOME", "home")
    folder, printed = story
    for file in (*folder.glob("*.pass"), *folder.glob("*.yaml")):
        shutil.copy(file, tmp_path)
    told, holder = "", re.findall(r"--to (did:key:\S+)", printed)[0]
    own = ""
    for command in _commands(printed):
        words = shlex.split(command.replace(holder, own or holder))[1:]
        if words[:2] in (["bundle", "add-issuer"], ["trust", "pin"], ["status", "revoke"]) or words[0] == "present":
            words.append("--yes")
        if "changed.txt" in words:
            Path("changed.txt").write_text("~".join(map(_forged, Path("shown.txt").read_text().split("~"))))
        tells = words[0] in ("verify", "passport") and "--lang" not in words
        code = main([*words, "--lang", "en"] if tells else words)
        said = capsys.readouterr()
        assert code == 0 or words[0] == "verify", (command, said.err)
        if words[:2] == ["wallet", "init"]:
            own = said.out.strip()
        told += said.out if tells else ""
    assert own.startswith("did:key:")
    assert _verdicts(told) == _verdicts(printed)
    reasons = [line.strip() for line in printed.splitlines() if line.startswith("       ") and "  " not in line.strip()]
    assert len(reasons) >= 4
    assert (folder / "passport.html").stat().st_size == Path("passport.html").stat().st_size
    as_of = re.compile(r"\d\d:\d\d \(?UTC\)?")
    assert {as_of.sub("", line) for line in reasons} <= {as_of.sub("", line.strip()) for line in told.splitlines()}


def _forged(part: str) -> str:
    if not part or "." in part:
        return part
    return b64url_encode(b64url_decode(part).replace(b'"value":"4"', b'"value":"5"'))


def test_it_ends_with_the_passport(story: tuple[Path, str]) -> None:
    """A gap, a plan with at least five tasks at work, and the report in Dutch that says what to do on Monday."""
    folder, printed = story
    gap, match, plan, report = (printed.split(f"\n{number}. ")[1] for number in (16, 17, 18, 19))
    assert re.search(r"Essential: \d+ of 26 shown; for \d+ more something helps", gap)
    assert "building electrician (Electrical and electronic trades workers)" in match
    assert "fits now: nothing essential is open" in match
    assert "TRAININGS TOWARDS: carpenter supervisor" in match
    assert "Plan: carpenter supervisor" in plan
    assert len(re.findall(r"^ +\[ \] \d\. ", plan, re.MULTILINE)) == 7
    assert len(re.findall(r"^ +Do: (?!find somebody)", plan, re.MULTILINE)) >= 5
    assert "-o passport.html --lang nl" in report
    page = (folder / "passport.html").read_text()
    assert re.search(r"<h2>Maandag \d+ \w+ 20\d\d</h2>", page)
    assert "Skillspaspoort van Sam Voorbeeld" in page
    assert "Uw weg naar: opzichter timmerwerk" in page
    assert re.search(r"Niet meegeteld \(1\): Stage timmeren bij Bouwbedrijf Voorbeeld \(ingetrokken", page)


def test_its_folder_holds_what_it_names(story: tuple[Path, str]) -> None:
    folder, printed = story
    for name in re.findall(r"-o (\S+)", printed):
        assert (folder / name).exists(), name
    assert (folder / "sam.age").read_bytes().startswith(b"age-encryption.org/v1")
    assert "wallet list" in printed


def test_a_folder_in_use_is_left_alone(story: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(path.name for path in story[0].iterdir())
    assert main(["demo", str(story[0]), "--lang", "nl"]) == 2
    said = capsys.readouterr().err
    assert said.count("fout:") == 1
    assert said.count("tip:") == 1
    assert sorted(path.name for path in story[0].iterdir()) == before
