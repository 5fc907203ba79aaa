"""The way of a carpenter's apprentice and a school, typed as they would on their own machines: each with a folder of
their own, own trust and own list of skills, and nothing between them but the files they send."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from data_dir import data_dir
from dsp_vc.cli.main import main
from scrypt_once import remember

Streams = pytest.CaptureFixture[str]
# Words that people outside IT never see in Dutch.
FORBIDDEN = re.compile(r"\b(credentials?|issuers?|wallets?|hash(es)?|skills?)\b", re.IGNORECASE)
COMMAND = re.compile(r"dsp-vc [^;.“”\n]*|--[a-z]+|(https?:/)?/\S+")
SAID = {
    "en": {
        "skills": ("lay bricks", "install wood elements in structures", "types of wood", "apply wood finishes"),
        "carpenter": "carpenter",
        "supervisor": "carpenter supervisor",
        "added": "added, checked and right",
        "strong": "Where you are strong",
        "shown": "What you show: 4 skills; issuers: 1",
        "gap": "What this occupation asks: carpenter",
        "nobody": "Nobody has seen this yet",
        "done": "step 1 of your plan is done",
        "vacancies": "VACANCIES",
        "towards": "TRAININGS TOWARDS: carpenter supervisor",
        "monday": "Monday",
        "open": "still has to fill in: title, context",
    },
    "nl": {
        "skills": ("metselen", "houten delen inbouwen", "soorten hout", "hout afwerken"),
        "carpenter": "timmerman",
        "supervisor": "opzichter timmerwerk",
        "added": "toegevoegd, gecontroleerd en klopt",
        "strong": "Waar u sterk in bent",
        "shown": "Wat u laat zien: 4 vaardigheden; uitgevers: 1",
        "gap": "Wat dit beroep vraagt: timmerman",
        "nobody": "Dit zag nog niemand",
        "done": "stap 1 van uw plan is klaar",
        "vacancies": "VACATURES",
        "towards": "CURSUSSEN OP WEG NAAR: opzichter timmerwerk",
        "monday": "Maandag",
        "open": "moet nog invullen: title, context",
    },
}


@dataclass(slots=True)
class Person:
    """Somebody at a machine of their own, in an empty folder. What was said last stands in ``out`` and ``err``."""

    home: Path
    lang: str
    patch: pytest.MonkeyPatch
    streams: Streams
    out: str = ""
    err: str = ""

    def types(self, line: str, code: int = 0) -> str:
        """Type a command, without the name of the program."""
        self.patch.chdir(self.home)
        self.patch.setenv("DSP_VC_HOME", str(self.home / "data"))
        self.patch.setenv("DSP_VC_PASSPHRASE_FILE", str(self.home / "sentence.txt"))
        got = main(["--lang", self.lang, *shlex.split(line)])
        captured = self.streams.readouterr()
        self.out, self.err = captured.out, captured.err
        assert got == code, (line, self.out, self.err)
        return self.out + self.err

    def sends(self, name: str, to: Person) -> None:
        """Hand a file over."""
        shutil.copy(self.home / name, to.home / name)

    def json(self, line: str) -> Any:
        self.types(f"{line} --json")
        return json.loads(self.out)


def person(name: str, lang: str, folder: Path, patch: pytest.MonkeyPatch, streams: Streams) -> Person:
    home = folder / name
    home.mkdir()
    (home / "sentence.txt").write_text(f"een lange zin van {name} alleen\n")
    return Person(home, lang, patch, streams)


def whole_esco() -> Path | None:
    """The whole of ESCO, where it is here; else the journey goes with the list that comes with the product."""
    data = data_dir()
    archive = data / "esco-1.1.1-en.zip" if data is not None else None
    return archive if archive is not None and archive.is_file() else None


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "whole"), [("en", True), ("nl", True), ("nl", False)])
def test_from_an_empty_folder_to_a_passport_on_paper(
    lang: str, whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams
) -> None:
    remember(monkeypatch)
    said = SAID[lang]
    sam, school = (person(name, lang, tmp_path, monkeypatch, capsys) for name in ("sam", "school"))
    if whole:
        archive = whole_esco()
        if archive is None:
            pytest.skip("ESCO is not here: put esco-1.1.1-en.zip in ../shared/data or name its folder in DSP_VC_DATA")
        assert "13896" in sam.types(f"skills import {shlex.quote(str(archive))}")
    told = []

    def types(line: str, code: int = 0) -> str:
        told.append(sam.types(line, code))
        return told[-1]

    # The school has its keys and gives its card.
    school.types('issuer init school --name "Voorbeeldcollege" --did key')
    school.types("issuer card school -o card.json")
    school.sends("card.json", sam)

    # Sam has a wallet with nothing in it; each command says what comes first.
    types("wallet init")
    assert "dsp-vc wallet ask" in types("passport show")
    assert "dsp-vc passport plan --goal" in types("passport plan", code=5)
    types("passport match", code=5)

    # Skills by the names that the search shows.
    first, *others = said["skills"]
    assert first in types(f'skills search "{first}"').splitlines()[0]
    named = " ".join(f'--skill "{skill}"' for skill in said["skills"])
    assert said["open"] in types(f"wallet ask --to Voorbeeldcollege {named} -o ask.json")
    assert said["open"] not in types(
        f'wallet ask --to Voorbeeldcollege {named} --title "Stage timmeren" --context internship -o ask.json'
    )
    sam.sends("ask.json", school)
    assert "--basis" in school.types("issue --from-request ask.json --issuer school -o internship.json", code=5)
    school.types("issue --from-request ask.json --basis assessed --issuer school -o internship.json --yes")
    school.sends("internship.json", sam)
    assert "dsp-vc trust add" in types("wallet add internship.json", code=4)  # who says so?
    types("trust add card.json --yes")
    assert said["added"] in types("wallet add internship.json")

    # What Sam shows, and what a carpenter must show.
    shown = types("passport show")
    assert said["strong"] in shown
    assert said["shown"] in shown
    assert all(skill in shown for skill in others)
    gap = types(f"passport gap --occupation {said['carpenter']}")
    assert said["gap"] in gap
    assert said["nobody"] in gap
    asked = sam.json("passport gap --occupation carpenter")["lines"]
    lines = {line["name"].get(lang): line["state"] for line in asked}
    assert {lines[name] for name in others} == {"matched"}

    # A plan, a request from its first step, by the command that the plan itself gives.
    plan = types(f'passport plan --goal "{said["supervisor"]}"')
    assert all(len(line) <= 80 for line in sam.out.splitlines()), plan
    (line,) = re.findall(r"dsp-vc (wallet ask --step 1 .*)$", plan, re.MULTILINE)
    line = line.replace("NAME", "Voorbeeldcollege").replace("NAAM", "Voorbeeldcollege")
    step = sam.json("passport plan")["steps"][0]["skill"]["name"][lang]
    assert said["open"].split(":")[0] not in types(line)
    written = line.split(" -o ")[1]
    sam.sends(written, school)
    assert step in school.types(f"issue --from-request {written} --basis assessed --issuer school -o step.json --yes")
    school.sends("step.json", sam)
    added = types("wallet add step.json")
    assert f"{said['done']}: {step}" in added
    assert "[x] 1. " in types("passport plan")
    assert types("wallet add step.json").count(said["done"]) == 0

    # What fits.
    match = types(f'passport match --examples --occupation "{said["supervisor"]}"')
    assert said["carpenter"] in match.splitlines()[3]
    assert said["vacancies"] in match
    assert said["towards"] in match
    found = sam.json("passport match --examples")
    assert found["among"] == (3007 if whole else 17)
    assert found["vacancies"][0]["fit"]["accepted"]
    assert found["trainings"][0]["closes"]

    # On paper.
    assert "passport.html" in types("passport report -o passport.html")
    page = (sam.home / "passport.html").read_text(encoding="utf-8")
    assert said["monday"] in page
    assert said["supervisor"] in page
    assert step in page
    types("passport report -o passport.pdf")
    assert (sam.home / "passport.pdf").read_bytes().startswith(b"%PDF-")

    if lang == "nl":
        words = COMMAND.sub("", "\n".join(told))
        assert not FORBIDDEN.findall(words.replace("Skillspaspoort", ""))
