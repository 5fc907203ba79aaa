"""README and tutorials do what they say: their commands are run, their links lead somewhere, their tables are true."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import softhsm
from dsp_vc.cli import exit_codes
from dsp_vc.cli.main import main
from scrypt_once import light, remember

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(page for page in [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md")] if page.is_file())
BLOCK = re.compile(r"<!-- setup: (\w+) -->|^```(sh|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SETUP = {
    # What another role has done by then.
    "school": """
        dsp-vc issuer init school --name "Voorbeeldcollege" --kind school --did key --passphrase-file school.pass
        dsp-vc issuer card school -o school.card.json
        dsp-vc wallet init --wallet sam.age --passphrase-file sam.pass
        dsp-vc wallet ask --to "Voorbeeldcollege" --wallet sam.age --passphrase-file sam.pass -o ask.json
        dsp-vc issue internship.yaml --issuer school --to ask.json --passphrase-file school.pass -o internship.json
    """,
    "list": """
        dsp-vc bundle init board --name "Scholenbestuur Voorbeelddorp" --passphrase-file board.pass
        dsp-vc bundle add-issuer school.card.json --bundle board --yes
        dsp-vc bundle publish board -o bundle.zip --passphrase-file board.pass
    """,
    "worker": """
        dsp-vc wallet add internship.json --trust school.card.json --wallet sam.age --passphrase-file sam.pass
        dsp-vc present --request request.json --wallet sam.age --passphrase-file sam.pass --yes -o shown.txt --qr card.png
    """,
    "employer": """
        dsp-vc request new --for "Bouwbedrijf Voorbeeld" --skill {skill} -o request.json
    """,
}
SKILL = "http://data.europa.eu/esco/skill/b92758d4-4591-4df1-9ceb-f907aa71ebd9"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with what the pages say is there: two passphrases, the example records."""
    (tmp_path / "school.pass").write_text("een zin die niemand raadt\n")
    (tmp_path / "sam.pass").write_text("nog een zin van vijf woorden\n")
    for name in ("board", "club", "anna", "bert", "spare", "carla"):
        (tmp_path / f"{name}.pass").write_text(f"{name} heeft een eigen zin\n")
    for record in (ROOT / "examples" / "records").glob("*.yaml"):
        shutil.copy(record, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DSP_VC_HOME", str(tmp_path / "home"))
    remember(monkeypatch)
    return tmp_path


def run(line: str) -> str:
    """One command of a page, in this process; what it prints. It must end well."""
    words = shlex.split(line)
    target = words[words.index(">") + 1] if ">" in words else None
    words = words[: words.index(">")] if ">" in words else words
    assert words[0] == "dsp-vc", f"a page runs something else: {line}"
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)  # kept: dropping it would close `raw`
    with contextlib.redirect_stdout(stream):
        code = main(words[1:])
    output = raw.getvalue().decode()
    assert code == 0, f"{line}\nexit {code}\n{output}"
    if target:
        Path(target).write_text(output)
    return output


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    for found in BLOCK.finditer(page.read_text()):
        if found[1]:
            yield "setup", SETUP[found[1]].format(skill=SKILL)
        elif "peers" not in found[3]:
            yield found[2], found[3]


def write_files(page: Path) -> dict[str, str]:
    """Put the files that a page shows where its reader would, by name."""
    shown = dict(re.findall(r"<!-- file: (\S+) -->\n```\w*\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL))
    for name, text in shown.items():
        Path(name).write_text(text)
    return shown


def _made(line: str) -> bool:
    """Whether what a command of another role makes is there: the page's own role has done it before."""
    words = shlex.split(line)
    made = (
        words[words.index("-o") + 1] if "-o" in words else "sam.age" if words[1:3] == ["wallet", "init"] else words[3]
    )
    return words[1:3] not in (["wallet", "add"], ["bundle", "add-issuer"]) and Path(made).exists()


def execute(page: Path, kind: str) -> int:
    number = 0
    for language, text in blocks(page):
        if language == "setup" and kind == "sh":
            for line in text.split("\n"):
                if line.strip() and not _made(line):
                    run(line.strip())
            continue
        if language != kind:
            continue
        if language == "python":
            exec(compile(text, str(page), "exec"), {})
            number += 1
            continue
        for line in text.splitlines():
            if line.strip():
                run(line.strip())
                number += 1
    return number


def test_readme(folder: Path) -> None:
    assert execute(ROOT / "README.md", "sh") >= 10
    assert execute(ROOT / "README.md", "python") == 2
    assert (folder / "volunteer.json").stat().st_size > 1000
    assert "KLOPT" in run("dsp-vc verify card.png --request request.json --lang nl")


@pytest.mark.parametrize("name", ["school", "worker", "employer"])
def test_tutorial(name: str, folder: Path) -> None:
    assert execute(ROOT / "docs" / "tutorial" / f"{name}.md", "sh") >= 3


def test_tutorial_of_the_integrator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One program, in an empty folder, with the public names alone."""
    light(monkeypatch)
    monkeypatch.chdir(tmp_path)
    page = ROOT / "docs" / "tutorial" / "integrator.md"
    program = "\n".join(text for kind, text in blocks(page) if kind == "python")
    assert not re.search(r"(from|import) dsp_vc\.", program)
    exec(compile(program, str(page), "exec"), names := {})
    stands = names["issuer"].show_status(*(f"2026-{number:03}" for number in range(1, 101)))
    assert [one.external_id for one in stands if one.status == "revoked"] == ["2026-002"]
    assert len(stands) == len(names["deliveries"]) == 100
    assert [len(credential.claims["skills"]) for credential in names["shown"].credentials] == [1]


def test_a_school_year(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    light(monkeypatch)
    page = ROOT / "docs" / "how-to" / "a-school-year.md"
    shown = write_files(page)
    assert set(shown) == {"stage.yaml", "class.csv", "class-2.csv"}
    assert execute(page, "sh") >= 20
    corrected = [f"out/{row:05}-2026-{number}.json" for row, number in ((3, "0102"), (4, "0103"), (5, "0104"))]
    told = run("dsp-vc status show 2026-0102 2026-0105 2026-0106 --issuer school-2 --passphrase-file school.pass")
    assert [line.strip().split("  ")[:3:2] for line in told.splitlines()] == [
        ["2026-0102", "revoked"],
        ["2026-0105", "suspended"],
        ["2026-0106", "revoked"],
        ["2026-0102", "valid"],
    ]
    with pytest.raises(AssertionError, match="exit 5"):  # forgotten
        run("dsp-vc status show 2026-0104 --issuer school-2 --passphrase-file school.pass")
    assert run(f"dsp-vc verify sam.json {' '.join(corrected)} --trust site-2").count("ACCEPTED") == 8


def test_a_school_year_in_dutch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its commands stand in sentences; those for the class are run, with the files that it shows."""
    light(monkeypatch)
    page = ROOT / "docs" / "how-to" / "a-school-year.nl.md"
    assert set(write_files(page)) == {"stage.yaml", "klas.csv", "kim.yaml"}
    shown = set(re.findall(r"`(dsp-vc [^`]*)`", page.read_text()))
    for line in (
        'dsp-vc issuer init school --name "Voorbeeldcollege" --kind school --did web:school.example --url https://school.example',
        "dsp-vc batch klas.csv --template stage.yaml --issuer school -o klaar",
        "dsp-vc issuer reissue school kim.yaml -o kim.json",
        "dsp-vc issuer publish school -o site",
        "dsp-vc status suspend 2026-0105 --issuer school",
        "dsp-vc status revoke 2026-0106 --issuer school",
    ):
        assert line in shown, line
        yes = " --yes" if " reissue " in line or " status " in line else ""
        run(f"{line} --passphrase-file school.pass{yes}")
    told = run("dsp-vc status show 2026-0102 2026-0105 --issuer school --passphrase-file school.pass --lang nl")
    assert [line.strip().split("  ")[2] for line in told.splitlines()] == [
        "ingetrokken",
        "tijdelijk opgeschort",
        "geldig",
    ]


def test_a_small_association(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    light(monkeypatch)
    page = ROOT / "docs" / "how-to" / "small-association.md"
    shown = write_files(page)
    Path("sam-2.yaml").write_text(shown["sam.yaml"].replace("role: uitgifte", "role: coördinator uitgifte"))
    assert execute(page, "sh") == 12
    verified = run("dsp-vc verify sam.json sam-2.json sam-3.json --trust club.card.json")
    assert verified.count("ACCEPTED") == 6, "nothing can be taken back"
    (end,) = set(re.findall(r"valid until \d+ \w+ (\d{4})", verified))
    assert int(end) == datetime.now(UTC).year + 3


def test_lists_that_are_made_in_python(folder: Path) -> None:
    assert execute(ROOT / "docs" / "how-to" / "revoked.md", "python") == 1


def issue_with_lists(folder: Path) -> None:
    """As the school of the other pages, with status lists; what it issues has an external id."""
    named = (folder / "internship.yaml").read_text()
    (folder / "internship.yaml").write_text(f"external_id: stage-2026-0042\n{named}")
    for line in SETUP["school"].replace("--did key", "--did web:school.example --status").split("\n"):
        if line.strip():
            run(line.strip())


def test_how_to_answer_a_lost_wallet(folder: Path) -> None:
    issue_with_lists(folder)
    page = ROOT / "docs" / "how-to" / "lost-wallet.md"
    assert execute(page, "sh") == 5
    assert execute(page, "python") == 1
    verify = ["verify", "internship.json", "--trust", "school.card.json", "--evidence", "site"]
    assert main(verify) == exit_codes.ExitCode.REJECTED
    assert main([word.replace("internship", "internship-again") for word in verify]) == 0


def test_how_to_see_what_one_can_do(folder: Path) -> None:
    assert execute(ROOT / "docs" / "how-to" / "passport.md", "sh") == 7


def test_how_to_read_vacancies(folder: Path) -> None:
    assert execute(ROOT / "docs" / "how-to" / "vacancies.md", "sh") == 6


def test_how_to_forget_somebody(folder: Path) -> None:
    issue_with_lists(folder)
    page = ROOT / "docs" / "how-to" / "forget.md"
    assert execute(page, "sh") == 6
    assert execute(page, "python") == 1
    assert b"stage-2026-0042" not in (folder / "school" / "register.sqlite").read_bytes()
    run("dsp-vc issuer publish school -o site --passphrase-file school.pass")
    verify = ["verify", "internship.json", "--trust", "school.card.json", "--evidence", "site"]
    assert main(verify) == exit_codes.ExitCode.REJECTED


@pytest.mark.parametrize("name", ["backup.md", "backup.nl.md"])
def test_how_to_go_on_from_a_backup(name: str, folder: Path) -> None:
    issue_with_lists(folder)
    page = ROOT / "docs" / "how-to" / name
    assert set(write_files(page)) == {"robin.yaml"}
    assert execute(page, "sh") == 13
    for file in ("internship.json", "robin.json"):
        verify = ["verify", file, "--trust", "school.card.json", "--evidence", "site-2"]
        assert main(verify) == exit_codes.ExitCode.REJECTED, file
    # What the tables say of what is missing.
    run("dsp-vc issuer restore school-1.age again --passphrase-file school.pass")
    shutil.rmtree("site/status")
    publish = ["issuer", "publish", "again", "-o", "site-3", "--passphrase-file", "school.pass"]
    for more in ([], ["--unpublished"], ["--previous", "site"], ["--previous", "site", "--unpublished"]):
        assert main([*publish, *more]) in (exit_codes.ExitCode.USAGE, exit_codes.ExitCode.UNAVAILABLE), more


def test_how_to_use_a_list(folder: Path) -> None:
    assert execute(ROOT / "docs" / "how-to" / "use-a-list.md", "sh") == 5


def test_how_to_publish_a_list(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    light(monkeypatch)
    run('dsp-vc issuer init school --name "Voorbeeldcollege" --did key --passphrase-file school.pass')
    run("dsp-vc issuer card school -o school.card.json")
    assert execute(ROOT / "docs" / "how-to" / "publish-a-list.md", "sh") >= 18


def test_how_to_keep_keys_in_hardware(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hsm = softhsm.make(folder / "hsm", monkeypatch)
    monkeypatch.setenv("DSP_VC_PKCS11_MODULE", str(hsm.module))
    shutil.copy(hsm.pin_file, folder / "school.pin")
    page = ROOT / "docs" / "how-to" / "keys-in-hardware.md"
    assert execute(page, "sh") == 7
    exec(compile("\n".join(text for kind, text in blocks(page) if kind == "python"), str(page), "exec"), names := {})
    passphrase = (folder / "school.pass").read_text().strip()
    assert names["open_school"](passphrase, lambda label: softhsm.PIN).profile.name == "Voorbeeldcollege"


def test_how_to_plan_and_report(folder: Path) -> None:
    page = ROOT / "docs" / "how-to" / "passport-report.md"
    assert execute(page, "sh") == 10
    assert Path("passport.pdf").read_bytes().startswith(b"%PDF")
    plan = run("dsp-vc passport plan --json --wallet sam.age --passphrase-file sam.pass --trust school.card.json")
    assert json.loads(plan)["steps"][0]["closedBy"]["issuerName"] == "Voorbeeldcollege"
    assert "ask Jan" in Path("passport.html").read_text()
    assert "ask Jan" not in Path("for-the-firm.html").read_text()


def test_the_demonstration_in_the_readme_is_what_it_prints(folder: Path) -> None:
    printed = run("dsp-vc demo story --lang en")
    shown = re.search(r"<!-- demo -->\n```text\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert shown is not None
    # The page was made on another day than the test runs on.
    lines, told = (
        [re.sub(r"\d{1,2} [A-Z][a-z]+ \d{4} at \d\d:\d\d", "DAY", line.rstrip()) for line in text.splitlines()]
        for text in (shown[1], printed)
    )
    missing = [line for line in lines if line and line not in told]
    assert missing == []


def test_links_lead_somewhere() -> None:
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text()):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_exit_codes_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text()
    assert exit_codes.table() in text
    assert f"in the order {exit_codes.order()}." in text


def test_the_number_of_example_records() -> None:
    text = (ROOT / "docs" / "reference" / "record.md").read_text()
    number = {6: "six", 7: "seven", 8: "eight", 9: "nine"}[len(list((ROOT / "examples" / "records").glob("*.yaml")))]
    assert f"[`examples/records`](../../examples/records) has {number}." in text


def test_options_in_the_pages_exist() -> None:
    reference = (ROOT / "docs" / "reference" / "cli.md").read_text()
    sections = re.split(r"^#+ dsp-vc ", reference, flags=re.MULTILINE)[1:]
    known = {part.partition("\n")[0]: set(re.findall(r"--[a-z][a-z-]+", part)) for part in sections}
    for page in PAGES:
        if "adr" in page.parts or page.name in ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"):
            continue
        for line in re.findall(r"dsp-vc [a-z][^\n`]*", page.read_text()):
            line = re.split(r" # |; |\)", line)[0]
            words = line.split()
            verb = next((verb for verb in (" ".join(words[1:3]), words[1]) if verb in known), None)
            assert verb is not None or not re.search(r"\s--[a-z]", line), (page.name, line)
            assert set(re.findall(r"(?<!\S)--[a-z][a-z-]+", line)) <= known.get(verb or "", set()), (page.name, line)


def test_pictures_are_pictures() -> None:
    from dsp_vc.transport.images import read_codes

    codes = read_codes((ROOT / "docs" / "images" / "card.png").read_bytes())
    assert [code[:5] for code in codes] == ["DSP1:"]
    for picture in (ROOT / "docs" / "images").iterdir():
        assert os.path.getsize(picture) < 100_000
        assert picture.read_bytes().startswith(b"\x89PNG")
