"""``bundle`` by the command line: keeping a list, publishing it, two key holders, and whatever can be wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dsp_vc import files
from dsp_vc.cli.main import main
from dsp_vc.trust.issuer_list import WITHDRAWN, read
from scrypt_once import light

ROOT = Path(__file__).resolve().parents[2]
NOON = ("--at", "2026-11-24T10:00:00Z")
SECRET = ("--passphrase-file", "pass")
LIST = ("--bundle", "list")
FINGERPRINT = re.compile(r"(?:[0-9]{5} ){7}[0-9]{5}")
FORBIDDEN = re.compile(r"\b(credentials?|issuers?|wallets?|DIDs?|hash(es)?)\b(?!:)", re.IGNORECASE)
COMMANDS = re.compile(r"dsp-vc [\w -]+|--[\w-]+|\b\S+\.(age|json|md|zip)\b|did:\S+|(did-document|issuer-metadata)\b")
Streams = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "pass").write_text("een zin die niemand raadt\n")
    (folder / "wrong").write_text("een andere zin\n")
    (folder / "empty").write_text("\n")
    with pytest.MonkeyPatch.context() as patch:
        light(patch)
        patch.chdir(folder)
        patch.setenv("DSP_VC_HOME", str(folder / "home"))
        for line in (
            ("bundle", "init", "list", "--name", "Voorbeeldbestuur", *SECRET, *NOON),
            ("issuer", "init", "school", "--name", "Voorbeeldschool", "--did", "web:school.example", *SECRET),
            ("issuer", "card", "school", "-o", "school.json"),
            ("issuer", "init", "club", "--name", "Voorbeeldclub", "--did", "key", *SECRET),
            ("issuer", "card", "club", "-o", "club.json"),
            ("bundle", "key", "anna.age", "--holder", "Anna", *SECRET),
            ("bundle", "key", "bert.age", "--holder", "Bert", *SECRET),
            ("bundle", "key", "carla.age", "--holder", "Carla", *SECRET),
            ("bundle", "key", "dirk.age", "--holder", "Dirk", *SECRET),
        ):
            assert main(list(line)) == 0, line
    return folder


@pytest.fixture
def work(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Path:
    light(monkeypatch)
    shutil.copytree(made, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    capsys.readouterr()
    return tmp_path / "work"


def bundle(*words: str) -> int:
    return main(["bundle", *words])


def publish(*words: str) -> int:
    return bundle("publish", "list", "-o", "bundle.zip", *SECRET, *(words or NOON))


def listed(name: str = "bundle.zip") -> dict[str, Any]:
    with zipfile.ZipFile(name) as archive:
        return {entry.name: entry for entry in read(archive.read("targets/issuers.json")).issuers}


def version(name: str = "bundle.zip") -> int:
    with zipfile.ZipFile(name) as archive:
        number: int = json.loads(archive.read("metadata/timestamp.json"))["signed"]["version"]
    return number


def test_a_list_from_the_first_day_on(work: Path, capsys: Streams) -> None:
    (work / "wood.txt").write_text("# hout\nurn:example:saw\n\nurn:example:plane\n")
    terms = ("--may", "context=internship", "--may", "group=hout:wood.txt", "--may", "basis=assessed",
             "--from", "2026-01-01", "--until", "2027-07-31")  # fmt: skip
    assert bundle("add-issuer", "school.json", *LIST, *terms, "--yes", *NOON) == 0
    said = capsys.readouterr().err
    assert FINGERPRINT.search(said)
    assert "Voorbeeldschool is on the list" in said
    assert publish() == 0
    assert "number 1, which runs out on 24 December 2026" in capsys.readouterr().err
    entry = listed()["Voorbeeldschool"]
    assert entry.may.groups == {"hout": {"urn:example:saw", "urn:example:plane"}}
    assert (entry.may.contexts, entry.may.bases) == ({"internship"}, {"assessed"})
    assert f"{entry.valid_until:%Y-%m-%dT%H}" == "2027-08-01T00"  # the last day counts whole
    assert bundle("add-issuer", "club.json", *LIST, "--yes", *NOON) == 0
    assert (
        bundle("withdraw-issuer", "Voorbeeldschool", *LIST, "--reason", "gestopt", "--yes", "--at", "2026-11-25") == 0
    )
    assert publish("--at", "2026-11-26") == 0
    assert version() == 2
    capsys.readouterr()
    assert bundle("add-issuer", "school.json", *LIST, *NOON) == 2
    assert "was withdrawn on 25 November 2026 (gestopt)" in capsys.readouterr().err
    assert bundle("add-issuer", "club.json", *LIST, "--yes", *NOON) == 0
    assert "up to date" in capsys.readouterr().err
    assert set(listed()) == {"Voorbeeldschool", "Voorbeeldclub"}
    assert (listed()["Voorbeeldschool"].standing.status, listed()["Voorbeeldschool"].standing.reason) == (
        WITHDRAWN,
        "gestopt",
    )


def test_the_same_words_in_dutch(work: Path, capsys: Streams) -> None:
    for line in (
        ("add-issuer", "school.json", *LIST, "--yes", *NOON),
        ("publish", "list", "-o", "bundle.zip", *SECRET, *NOON),
        ("withdraw-issuer", "Voorbeeldschool", *LIST, "--reason", "gestopt", "--yes", "--at", "2026-11-25"),
        ("key", "nieuw.age", "--holder", "Eva", *SECRET),
        ("rotate-root", "list", "--add", "nieuw.public.json", "--threshold", "2", *SECRET, *NOON),
        ("sign-root", "list/root-pending.json", "--key", "nieuw.age", "-o", "terug", "--yes", *SECRET),
        ("rotate-root", "list", "--signed", "terug"),
        ("show", "list"),
    ):
        assert bundle(*line, "--lang", "nl") == 0, line
        out, err = capsys.readouterr()
        for text in (err, out):
            assert not FORBIDDEN.search(COMMANDS.sub("", text)), text
    for line in (("publish", "nergens", *SECRET), ("withdraw-issuer", "Niemand", *LIST, "--reason", "x", "--yes")):
        assert bundle(*line, "--lang", "nl") == 6
        assert not FORBIDDEN.search(COMMANDS.sub("", capsys.readouterr().err))


def test_show(work: Path, capsys: Streams) -> None:
    bundle("add-issuer", "school.json", *LIST, "--may", "context=internship", "--yes", *NOON)
    capsys.readouterr()
    assert bundle("show", "list") == 0
    shown = capsys.readouterr().out
    for text in ("Voorbeeldbestuur", "not published yet", "known as did:web:school.example",
                 "only what was learned in: internship", "must sign: 1 of 1", "the list's own key",
                 "document with keys of Voorbeeldschool: did:web:school.example"):  # fmt: skip
        assert text in shown
    assert not re.search(r"\d{4}-\d\d-\d\d", shown)
    publish()
    capsys.readouterr()
    assert bundle("show", "list", "--json") == 0
    value = json.loads(capsys.readouterr().out)
    assert (value["version"], value["edited"], value["root"]["threshold"]) == (1, False, 1)
    assert FINGERPRINT.fullmatch(value["root"]["fingerprint"])
    names = value["issuers"][0]["entity"]["TrustedEntityInformation"]["TEName"]
    assert names == [{"lang": "nl", "value": "Voorbeeldschool"}]


def test_show_in_plain_dutch(work: Path, capsys: Streams) -> None:
    """Days as people write them, the end as it was given, and no word that the program alone knows."""
    (work / "wood.txt").write_text("".join(f"http://data.europa.eu/esco/skill/{number}\n" for number in range(25)))
    terms = ("--may", "context=internship", "--may", "context=priorLearning", "--may", "basis=assessed",
             "--may", "group=hout:wood.txt", "--from", "2026-09-01", "--until", "2027-07-31")  # fmt: skip
    assert bundle("add-issuer", "school.json", *LIST, *terms, "--yes", *NOON) == 0
    assert bundle("add-issuer", "club.json", *LIST, "--until", "2027-07-31T12:30:00Z", "--yes", *NOON) == 0
    publish()
    capsys.readouterr()
    assert bundle("show", "list", "--lang", "nl") == 0
    shown = capsys.readouterr().out
    for text in (
        "laatst uitgegeven: nummer 1, 24 november 2026", "tot 24 november 2027", "erkend sinds 24 november 2026",
        "alleen wat is geleerd in: stage, eerder geleerd", "alleen wat is: getoetst", "vanaf 1 september 2026",
        "tot en met 31 juli 2027", "tot 31 juli 2027 om 12:30 uur (UTC)", "voor alles",
        "alleen vaardigheden uit de groep hout: 25\n    http://data.europa.eu/esco/skill/0\n", "en nog 5",
        "document met sleutels van Voorbeeldschool: did:web:school.example",
    ):  # fmt: skip
        assert text in shown, (text, shown)
    assert not re.search(r"\d{4}-\d\d-\d\d|internship|assessed|did-document", shown)
    assert not FORBIDDEN.search(COMMANDS.sub("", shown))
    assert bundle("add-file", "school/did.json", *LIST, "--lang", "nl") == 0
    assert "gaat mee als: document met sleutels, did:web:school.example" in capsys.readouterr().err
    assert bundle("add-status", "school/did.json", *LIST, "--lang", "nl") == 5
    assert "geen statuslijst maar: document met sleutels" in capsys.readouterr().err


def test_an_earlier_withdrawal_is_shown_after_the_return(work: Path, capsys: Streams) -> None:
    bundle("add-issuer", "school.json", *LIST, "--yes", "--at", "2026-11-01")
    line = ("withdraw-issuer", "Voorbeeldschool", *LIST, "--reason", "No answer", "--yes")
    assert bundle(*line, "--since", "2026-10-31", *NOON) == 6
    assert "--since 2026-11-01T00:00:00Z" in capsys.readouterr().err
    bundle(*line, "--at", "2026-11-10")
    bundle("add-issuer", "school.json", *LIST, "--yes", "--at", "2026-11-20")
    capsys.readouterr()
    assert bundle("show", "list") == 0
    shown = [text.strip() for text in capsys.readouterr().out.splitlines()]
    place = shown.index("recognised since 20 November 2026")
    assert shown[place + 1 : place + 3] == [
        "before that withdrawn, from 10 November 2026 to 20 November 2026: No answer",
        "before that recognised, from 1 November 2026 to 10 November 2026",
    ]
    assert bundle("show", "list", "--lang", "nl") == 0
    assert "daarvoor ingetrokken, van 10 november 2026 tot 20 november 2026: No answer" in capsys.readouterr().out


def test_nothing_is_added_without_a_yes(work: Path, capsys: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bundle("add-issuer", "school.json", *LIST) == 2  # nobody to ask
    assert "--yes" in capsys.readouterr().err
    from dsp_vc.cli import terminal

    monkeypatch.setattr(terminal, "confirm", lambda question, yes=False: False)
    assert bundle("add-issuer", "school.json", *LIST) == 2
    assert bundle("withdraw-issuer", "Voorbeeldschool", *LIST, "--reason", "x") == 2
    monkeypatch.undo()
    assert '"issuers": null' in (work / "list" / "bundle.json").read_text()


def test_a_website_brings_what_was_signed(work: Path, capsys: Streams) -> None:
    shutil.copy(ROOT / "examples" / "records" / "internship.yaml", work)
    issue = ("issue", "internship.yaml", "--issuer", "school", *SECRET, "-o")
    site = ("issuer", "publish", "school", "-o", "site", *SECRET)
    assert main([*issue, "one.json"]) == 0
    assert main([*site]) == 0
    shutil.copytree("site", "before")
    assert bundle("add-issuer", "site", *LIST, "--yes") == 0
    assert "with 2 recorded signatures" in capsys.readouterr().err  # a record has two renderings
    assert bundle("publish", "list", "-o", "bundle.zip", *SECRET) == 0
    # the key is stolen, and reported
    assert main(["issuer", "rotate", "school", "--compromised", "--yes", *SECRET]) == 0
    assert main([*site]) == 0
    capsys.readouterr()
    shutil.copytree("site", "mixed")
    shutil.copy("before/digests.jwt", "mixed/digests.jwt")
    for name in ("mixed", "before"):  # a list by the stolen key; documents in which nothing was stolen
        code = bundle("add-issuer", name, *LIST, "--yes")
        assert code == (5 if name == "mixed" else 0)
        said = capsys.readouterr().err
        if code:
            assert "revoked" in said or "stolen" in said
    assert bundle("add-issuer", "site", *LIST, "--yes") == 0
    assert bundle("add-issuer", "before", *LIST, "--yes") == 5
    assert "reported stolen" in capsys.readouterr().err
    assert bundle("show", "list", "--json") == 0
    assert json.loads(capsys.readouterr().out)["issuers"][0]["recorded"] == 2


HOLDERS = ("--root-key", "anna.public.json", "--root-key", "bert.public.json", "--root-key", "carla.public.json")


def test_two_holders_on_two_computers(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams
) -> None:
    """Files alone are carried; a holder's key never leaves the holder."""
    assert bundle("init", "raad", "--name", "Sectorraad", *HOLDERS, "--threshold", "2", *SECRET, *NOON) == 0
    numbers = FINGERPRINT.search(capsys.readouterr().err)
    assert numbers
    assert not (work / "raad" / "root.json").exists()
    assert bundle("publish", "raad", "-o", "raad.zip", *SECRET, *NOON) == 6
    assert "sign-root" in capsys.readouterr().err

    berts = tmp_path / "bert"
    berts.mkdir()
    for name in ("bert.age", "pass"):
        shutil.copy(work / name, berts)
    shutil.copy(work / "raad" / "root-pending.json", berts)
    monkeypatch.chdir(berts)
    assert bundle("sign-root", "root-pending.json", "--key", "bert.age", "-o", "signed.json", "--yes", *SECRET) == 0
    said = capsys.readouterr().err
    assert numbers[0] in said
    assert all(name in said for name in ("Sectorraad", "key holder: Anna", "Bert", "Carla", "must sign: 2 of 3"))
    assert "new key holder" not in said
    monkeypatch.chdir(work)
    shutil.copy(berts / "signed.json", work)

    assert bundle("rotate-root", "raad", "--signed", "signed.json") == 0
    assert "may still sign: Anna" in capsys.readouterr().err
    assert (
        bundle(
            "sign-root", "raad/root-pending.json", "--key", "anna.age", "-o", "raad/root-pending.json", "--yes", *SECRET
        )
        == 0
    )
    assert bundle("rotate-root", "raad", "--signed", "raad/root-pending.json") == 0
    assert numbers[0] in capsys.readouterr().err
    assert bundle("publish", "raad", "-o", "raad.zip", *SECRET, *NOON) == 0

    # Carla loses her key; Anna and Bert put Dirk in her place
    change = ("rotate-root", "raad", "--drop", "Carla", "--add", "dirk.public.json", *SECRET, *NOON)
    assert bundle(*change) == 0
    for name in ("anna", "bert"):
        line = (
            "sign-root",
            "raad/root-pending.json",
            "--current",
            "raad/root.json",
            "--key",
            f"{name}.age",
            "-o",
            name,
        )
        assert bundle(*line, "--yes", *SECRET) == 0
        assert "key holder no longer: Carla" in capsys.readouterr().err
    assert bundle("rotate-root", "raad", "--signed", "anna", "--signed", "bert") == 0
    assert bundle("publish", "raad", "-o", "raad.zip", *SECRET, "--at", "2026-11-25") == 0
    with zipfile.ZipFile("raad.zip") as archive:
        assert {"metadata/1.root.json", "metadata/2.root.json"} <= set(archive.namelist())
    capsys.readouterr()
    bundle("show", "raad")
    assert "must sign: 2 of 3\n    key holder: Anna" in capsys.readouterr().out


def test_a_holder_signs_what_asks_for_their_key_alone(work: Path, capsys: Streams) -> None:
    bundle("init", "raad", "--name", "Raad", *HOLDERS, "--threshold", "1", *SECRET, *NOON)
    pending = "raad/root-pending.json"
    assert bundle("sign-root", pending, "--key", "dirk.age", "-o", "x", "--yes", *SECRET) == 6
    assert "no key in dirk.age is asked for" in capsys.readouterr().err
    assert bundle("sign-root", pending, "--key", "anna.age", "--current", pending, "-o", "x", "--yes", *SECRET) == 6
    assert bundle("sign-root", "school.json", "--key", "anna.age", "-o", "x", "--yes", *SECRET) == 5
    assert bundle("sign-root", pending, "--key", "anna.public.json", "-o", "x", "--yes", *SECRET) == 5
    assert bundle("sign-root", pending, "--key", "anna.age", "-o", "x", "--yes", "--passphrase-file", "wrong") == 6
    assert bundle("sign-root", pending, "--key", "anna.age", "-o", "anna.age", "--yes", *SECRET) == 2
    assert not (work / "x").exists()
    assert bundle("rotate-root", "raad", *SECRET) == 6  # the first one is not there yet
    assert bundle("rotate-root", "list", "--signed", pending) == 6  # nothing waits there
    bundle("rotate-root", "list", "--add", "anna.public.json", "--threshold", "2", *SECRET, *NOON)
    assert bundle("rotate-root", "list", "--signed", pending) == 6  # another list's
    assert bundle("rotate-root", "list", "--signed", pending, "--new-key") == 2


def test_a_list_of_one_person_changes_its_keys(work: Path, capsys: Streams) -> None:
    publish()
    root = (work / "list" / "root.json").read_bytes()
    for number, line in enumerate((("--new-key",), ("--new-publishing-keys",), (), ("--life", "root=700")), 2):
        assert bundle("rotate-root", "list", *line, *SECRET, *NOON) == 0
        assert f"number {number}, until" in capsys.readouterr().err
        assert publish() == 0
    assert (work / "list" / "root.json").read_bytes() != root
    with zipfile.ZipFile("bundle.zip") as archive:
        assert sum(name.endswith("root.json") for name in archive.namelist()) == 5
    # two are to sign from now on: Anna's signature comes by file
    assert bundle("rotate-root", "list", "--add", "anna.public.json", "--threshold", "2", *SECRET, *NOON) == 0
    assert bundle("sign-root", "list/root-pending.json", "--key", "anna.age", "-o", "back", "--yes", *SECRET) == 0
    assert bundle("rotate-root", "list", "--signed", "back") == 0
    assert publish() == 0


def test_who_goes_over_to_key_holders_is_told_each_step(work: Path, capsys: Streams) -> None:
    """The key that the list began with is in nobody's hands alone: that it still counts is said, and how to end it."""
    own = json.loads((work / "list" / "root.json").read_text())["signed"]["roles"]["root"]["keyids"][0][:8]
    change = ("rotate-root", "list", "--add", "anna.public.json", "--add", "bert.public.json", "--threshold", "2")
    capsys.readouterr()
    assert bundle(*change, *SECRET, *NOON) == 0
    said = capsys.readouterr().err
    assert "must sign: 2 of 3" in said
    assert f"The list's own key {own}" in said
    assert "is replaced" not in said
    assert bundle("sign-root", "list/root-pending.json", "--key", "bert.age", "--yes", *SECRET) == 0
    out, said = capsys.readouterr()
    assert out.endswith("\n")
    assert "To see only what changes, add: --current" in said
    assert "key holder: the list's own key" in said
    assert bundle(*change, "--drop", own, *SECRET, *NOON) == 0
    said = capsys.readouterr().err
    assert f"key holder no longer: the list's own key {own}" in said
    assert "is one of those that may sign" not in said
    assert "waited before is replaced" in said
    assert "sign-root root-pending.json --current root.json --key FILE.age -o signed-NAME.json" in said
    assert "rotate-root list --signed signed-NAME.json" in said
    for name in ("anna", "bert"):
        line = ("sign-root", "list/root-pending.json", "--current", "list/root.json", "--key", f"{name}.age")
        assert bundle(*line, "-o", name, "--yes", *SECRET) == 0
        assert "--current" not in capsys.readouterr().err
    assert bundle("rotate-root", "list", "--signed", "anna", "--signed", "bert") == 0
    said = capsys.readouterr().err
    assert "hand it out once" not in said
    assert "from the next publication" in said
    assert "dsp-vc bundle publish list" in said
    assert bundle("rotate-root", "list", "--drop", "anna", *SECRET) == 5
    assert "one of: Anna" in capsys.readouterr().err
    assert bundle("rotate-root", "list", "--drop", "Anna", "--threshold", "1", *SECRET, "--at", "2026-11-25") == 0
    assert "must sign: 1 of 1" in capsys.readouterr().err


def test_an_older_copy_is_told_and_goes_on(work: Path, capsys: Streams) -> None:
    publish()
    shutil.copytree("list", "copy")
    bundle("add-issuer", "school.json", *LIST, "--yes", *NOON)
    publish()
    capsys.readouterr()
    again = ("publish", "copy", "-o", "bundle.zip", *SECRET, *NOON)
    assert bundle(*again) == 6
    assert "--after bundle.zip" in capsys.readouterr().err
    assert version() == 2
    assert bundle(*again, "--after", "school.json") == 5
    assert bundle(*again, "--after", "bundle.zip") == 0
    assert version() == 3
    assert set(listed()) == {"Voorbeeldschool"}


def test_an_older_copy_with_changes_of_its_own_asks(work: Path) -> None:
    publish()
    shutil.copytree("list", "copy")
    publish()
    bundle("add-issuer", "club.json", "--bundle", "copy", "--yes", *NOON)
    again = ("publish", "copy", "-o", "bundle.zip", "--after", "bundle.zip", *SECRET, *NOON)
    assert bundle(*again) == 2
    assert bundle(*again, "--yes") == 0
    assert (version(), listed()) == (3, {})


def test_a_registry(work: Path, capsys: Streams) -> None:
    entries = {"did:web:u.example": {"name": "Universiteit", "url": "https://u.example"}, "did:key:x": {"name": "?"}}
    (work / "registry.json").write_text(json.dumps({"meta": {}, "registry": entries}))
    assert (
        bundle("import-registry", "registry.json", *LIST, "--url", "https://r.example/registry.json", "--yes", *NOON)
        == 0
    )
    said = capsys.readouterr().err
    assert "left out" in said
    assert "add-file" in said
    assert bundle("import-registry", "registry.json", *LIST, "--yes", *NOON) == 0
    assert "0 came on the list; 1" in capsys.readouterr().err
    assert bundle("import-registry", "school.json", *LIST, "--yes") == 5
    assert publish() == 0
    assert "the key of did:web:u.example is not known" in capsys.readouterr().err
    assert set(listed()) == {"Universiteit"}
    (work / "did.json").write_text((work / "school" / "did.json").read_text().replace("school.example", "u.example"))
    assert bundle("add-file", "did.json", *LIST) == 0
    capsys.readouterr()
    assert publish() == 0
    assert "is not known" not in capsys.readouterr().err


def test_documents(work: Path, capsys: Streams) -> None:
    (work / "schema.json").write_text('{"$schema": "x", "$id": "https://a.example/s"}')
    (work / "context.json").write_text('{"@context": {}}')
    (work / "status.json").write_text('{"id": "https://a.example/l", "type": ["BitstringStatusListCredential"]}')
    assert bundle("add-file", "schema.json", "school/did.json", *LIST) == 0
    assert bundle("add-status", "status.json", *LIST) == 0
    assert bundle("add-file", "context.json", *LIST, "--url", "https://a.example/v1") == 0
    capsys.readouterr()
    for line, code, text in (
        (("add-status", "schema.json"), 5, "add-file"),
        (("add-file", "context.json"), 5, "stands for"),
        (("add-file", "school.json"), 5, "add-issuer"),
        (("add-file", "pass"), 5, "hint:"),
        (("add-file", "nowhere"), 5, "no file"),
        (("add-file", "school"), 5, "folder"),
        (("add-file", "schema.json", "status.json", "--url", "https://a.example"), 2, "--url"),
    ):
        assert bundle(*line, *LIST) == code, line
        assert text in capsys.readouterr().err
    publish()
    with zipfile.ZipFile("bundle.zip") as archive:
        kinds = {name.split("/")[1] for name in archive.namelist() if name.count("/") == 2}
    assert kinds == {"schema", "did-document", "status-list", "context"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("init", "list", "--name", "N", *SECRET), 6),
        (("init", "pass", "--name", "N", *SECRET), 6),
        (("init", "new", "--name", "N", "--passphrase-file", "empty"), 6),
        (("init", "new", "--name", "N", "--passphrase-file", "nowhere"), 5),
        (("init", "new", "--name", "N", "--threshold", "2", *SECRET), 2),
        (("init", "new", "--name", "N", "--root-key", "school.json", *SECRET), 5),
        (("init", "new", "--name", "N", "--root-key", "anna.age", *SECRET), 5),
        (("init", "new", "--name", "N", "--root-key", "anna.public.json", "--root-key", "anna.public.json", *SECRET), 5),
        (("init", "new", "--name", "N", "--life", "root=0", *SECRET), 2),
        (("init", "new", "--name", "N", "--life", "root=99999", *SECRET), 2),
        (("init", "new", "--name", "N", "--life", "mirror=9", *SECRET), 2),
        (("init", "new", "--name", "N", "--at", "yesterday", *SECRET), 2),
        (("key", "anna.age", "--holder", "A", *SECRET), 6),
        (("add-issuer", "nowhere.json", *LIST, "--yes"), 5),
        (("add-issuer", "list/root.json", *LIST, "--yes"), 6),
        (("add-issuer", "pass", *LIST, "--yes"), 5),
        (("add-issuer", "school.json", "--bundle", "school", "--yes"), 6),
        (("add-issuer", "school.json", *LIST, "--may", "context=holiday", "--yes"), 2),
        (("add-issuer", "school.json", *LIST, "--may", "colour=red", "--yes"), 2),
        (("add-issuer", "school.json", *LIST, "--may", "skill", "--yes"), 2),
        (("add-issuer", "school.json", *LIST, "--may", "group=hout", "--yes"), 2),
        (("add-issuer", "school.json", *LIST, "--may", "group=hout:nowhere.txt", "--yes"), 5),
        (("add-issuer", "school.json", *LIST, "--joins", "did:web:nobody.example", "--yes"), 6),
        (("withdraw-issuer", "Nobody", *LIST, "--reason", "x", "--yes"), 6),
        (("withdraw-issuer", "Nobody", *LIST, "--reason", "x", "--since", "2030-01-01", "--yes", *NOON), 2),
        (("publish", "nowhere", *SECRET, "-o", "x.zip"), 6),
        (("publish", "school", *SECRET, "-o", "x.zip"), 6),
        (("publish", "list", "--passphrase-file", "wrong", "-o", "x.zip", *NOON), 6),
        (("publish", "list", *SECRET, "-o", "nowhere/x.zip", *NOON), 6),
        (("publish", "list", *SECRET, "-o", "school", *NOON), 6),
        (("publish", "list", *SECRET, "-o", "list/keys.age", *NOON), 2),
        (("publish", "list", *SECRET, "-o", "list/root.json", *NOON), 2),
        (("publish", "list", *SECRET, "-o", "x.zip", "--at", "2020-01-01"), 0),
        (("publish", "list", *SECRET, "-o", "x.zip", "--at", "2036-01-01"), 2),
        (("publish", "list", *SECRET, "-o", "x.zip", "--at", "2036-01-01", "--yes"), 6),
        (("rotate-root", "nowhere", *SECRET), 6),
        (("rotate-root", "list", "--drop", "Nobody", *SECRET), 5),
        (("rotate-root", "list", "--threshold", "2", *SECRET), 2),
        (("rotate-root", "list", "--add", "nowhere.json", *SECRET), 5),
        (("rotate-root", "list", "--passphrase-file", "wrong"), 6),
        (("rotate-root", "list", "--signed", "nowhere.json"), 6),
        (("show", "school"), 6),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_changes_nothing(
    work: Path, capsys: Streams, line: tuple[str, ...], code: int
) -> None:
    before = {path: path.read_bytes() for path in work.rglob("*") if path.is_file()}
    assert bundle(*line) == code
    said = capsys.readouterr().err
    if code:
        assert "dsp-vc: error:" in said or "Usage:" in said or "Error" in said, said
        assert "Traceback" not in said
        after = {path: path.read_bytes() for path in work.rglob("*") if path.is_file() and path.suffix != ".lock"}
        assert after == {path: data for path, data in before.items() if path.suffix != ".lock"}


def test_a_full_disk_leaves_the_list_as_it_was(work: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> None:
    publish()
    before = (work / "list" / "bundle.json").read_bytes(), (work / "bundle.zip").read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    for line in (
        ("add-issuer", "school.json", *LIST, "--yes", *NOON),
        ("publish", "list", "-o", "bundle.zip", *SECRET, *NOON),
        ("rotate-root", "list", "--new-key", *SECRET, *NOON),
        ("init", "new", "--name", "N", *SECRET, *NOON),
        ("key", "new.age", "--holder", "N", *SECRET),
    ):
        assert bundle(*line) == 6, line
        assert "No space left" in capsys.readouterr().err
    monkeypatch.undo()
    light(monkeypatch)
    assert ((work / "list" / "bundle.json").read_bytes(), (work / "bundle.zip").read_bytes()) == before
    assert not (work / "new").exists()
    assert not (work / "new.age").exists()


def test_a_place_where_nothing_may_be_written_uses_no_version_up(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: mode != os.W_OK and real(path, mode)
    )  # root may write anywhere
    before = (work / "list" / "bundle.json").read_bytes()
    assert publish() == 6
    assert (work / "list" / "bundle.json").read_bytes() == before


def test_the_bundle_may_go_to_standard_output(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "list", tmp_path / "list")
    shutil.copy(made / "pass", tmp_path)
    line = [sys.executable, "-m", "dsp_vc", "bundle", "publish", "list", *SECRET, *NOON]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, check=True)
    (tmp_path / "out.zip").write_bytes(done.stdout)
    assert version(str(tmp_path / "out.zip")) == 1


def test_secrets_are_for_their_owner_alone(work: Path) -> None:
    if os.name != "nt":
        for name in ("list/keys.age", "anna.age"):
            assert (work / name).stat().st_mode & 0o777 == 0o600
    assert (work / "list" / "keys.age").read_bytes().startswith(b"age-encryption.org/v1\n")
