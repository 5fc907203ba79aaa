"""Status lists of an issuer's published folder, taken along by who keeps a list of issuers: newer ones only, and only its own."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dsp_vc.cli.main import main
from dsp_vc.model.sd_jwt_vc import TYPE_METADATA, VCT, type_metadata
from schools import SECRET, at_desk, desk
from scrypt_once import light

ROOT = Path(__file__).resolve().parents[2]
Streams = pytest.CaptureFixture[str]


def at(day: int, hour: int = 10) -> tuple[str, str]:
    return "--at", f"2026-11-{day}T{hour}:00:00Z"


def run(*words: str, code: int = 0) -> None:
    assert main(list(words)) == code, words


def publish(day: int, site: str = "site", school: str = "school") -> None:
    run("issuer", "publish", school, "-o", site, *SECRET, *at(day))


def take(day: int, site: str = "site", code: int = 0) -> None:
    run("bundle", "add-issuer", site, "--bundle", "list", "--yes", *at(day), code=code)


def hand_out(day: int) -> None:
    run("bundle", "publish", "list", "-o", f"bundle-{day}.zip", *SECRET, *at(day))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        light(patch)
        desk(folder, patch)
        run(
            "issuer",
            "init",
            "school",
            "--name",
            "Voorbeeldcollege",
            "--did",
            "web:school.example:vmbo",
            *SECRET,
        )
        run("issue", "internship.yaml", "--issuer", "school", "-o", "a.json", *SECRET, *at(10))
        publish(10)
        run("bundle", "init", "list", "--name", "Voorbeeldbestuur", *SECRET, *at(10))
    return folder


@pytest.fixture
def work(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams) -> Path:
    light(monkeypatch)
    capsys.readouterr()
    return at_desk(made, tmp_path / "work", monkeypatch)


def found(capsys: Streams, day: int, *words: str) -> list[tuple[str, str]]:
    capsys.readouterr()
    main(["verify", "a.json", "--json", *words, *at(day)])
    reports: Any = json.loads(capsys.readouterr().out)
    return [(one["verdict"], next(c["code"] for c in one["checks"] if c["check"] == "status")) for one in reports]


def lists(site: Path) -> list[Path]:
    return sorted((site / "vmbo" / "status").iterdir())


def test_they_come_along_and_tell_who_uses_the_list(work: Path, capsys: Streams) -> None:
    take(11)
    assert "status lists come along: 3, the oldest of 10 November 2026 at 10:00 (UTC)" in capsys.readouterr().err
    hand_out(11)
    run("trust", "pin", "list/root.json", "--yes")
    assert found(capsys, 12, "--trust", "bundle-11.zip") == [("accepted", "status_ok")] * 2
    run("status", "revoke", "stage-42", "--issuer", "school", "--yes", *SECRET, *at(12))
    publish(12)
    take(12)
    hand_out(12)
    assert found(capsys, 12, "--trust", "bundle-11.zip") == [("accepted", "status_ok")] * 2
    assert found(capsys, 12, "--trust", "bundle-12.zip") == [("rejected", "revoked")] * 2
    with zipfile.ZipFile("bundle-12.zip") as archive:
        stored = {archive.read(name) for name in archive.namelist() if "/status-list/" in name}
    assert stored == {path.read_bytes() for path in lists(work / "site")}, "byte for byte"


def test_the_type_of_its_tokens_comes_along_unless_it_is_another(work: Path, capsys: Streams) -> None:
    place = work / "site" / "vmbo" / TYPE_METADATA
    assert place.read_bytes() == type_metadata()
    place.write_bytes(type_metadata().replace(b"Vaardigheid", b"Diploma"))
    take(11)
    assert TYPE_METADATA in capsys.readouterr().err
    run("bundle", "show", "list")
    assert VCT not in capsys.readouterr().out
    place.write_bytes(type_metadata())
    take(11)
    assert TYPE_METADATA not in capsys.readouterr().err
    hand_out(11)
    with zipfile.ZipFile("bundle-11.zip") as archive:
        stored = [archive.read(name) for name in archive.namelist() if "/type-metadata/" in name]
    assert stored == [type_metadata()]
    run("trust", "pin", "list/root.json", "--yes")
    assert found(capsys, 12, "--trust", "bundle-11.zip") == [("accepted", "status_ok")] * 2


def test_an_older_copy_of_the_site_is_not_taken(work: Path, capsys: Streams) -> None:
    shutil.copytree("site", "before")
    publish(12)
    take(12)
    state = (work / "list" / "bundle.json").read_bytes()
    capsys.readouterr()
    take(13, "before", code=6)
    assert "a list of 12 November 2026 at 10:00 (UTC) is here already" in capsys.readouterr().err
    run("bundle", "add-status", str(lists(work / "before")[0]), "--bundle", "list", code=6)
    assert (work / "list" / "bundle.json").read_bytes() == state
    take(13)  # the same again is no harm


def test_a_revocation_is_not_taken_back(work: Path, capsys: Streams) -> None:
    """By an old backup of the folder, or by who stole it."""
    shutil.copytree("school", "old")
    run("status", "revoke", "stage-42", "--issuer", "school", "--yes", *SECRET, *at(12))
    publish(12)
    take(12)
    publish(13, "elsewhere", "old")
    capsys.readouterr()
    take(13, "elsewhere", code=6)
    said = capsys.readouterr().err
    assert "no longer revokes 1 credentials" in said
    assert "call the issuer" in said


def test_a_suspension_is_lifted(work: Path, capsys: Streams) -> None:
    run("trust", "pin", "list/root.json", "--yes")
    for day, verb, verdict in ((12, "suspend", ("rejected", "suspended")), (13, "restore", ("accepted", "status_ok"))):
        run("status", verb, "stage-42", "--issuer", "school", "--yes", *SECRET, *at(day))
        publish(day)
        take(day)
        hand_out(day)
        assert found(capsys, day, "--trust", f"bundle-{day}.zip") == [verdict] * 2


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("tampered", "something was changed"),
        ("other", "the signature does not fit"),
        ("moved", "says to be another one"),
        ("junk", "can't be used"),
        ("ended", "the list ended on 8 February 2027"),
    ],
)
def test_a_wrong_list_is_refused_before_anything_is_changed(harm: str, told: str, work: Path, capsys: Streams) -> None:
    badge = next(path for path in lists(work / "site") if path.name.startswith("revocation"))
    day = ("--at", "2026-11-11T10:00:00Z")
    if harm == "tampered":
        text = badge.read_text()
        changed = re.sub(r'"validUntil":"2027', '"validUntil":"2028', text)
        assert changed != text
        badge.write_text(changed)
    elif harm == "other":
        run("issuer", "init", "thief", "--name", "Dief", "--did", "web:school.example:vmbo", *SECRET)
        run("issue", "internship.yaml", "--issuer", "thief", "-o", "b.json", *SECRET, *at(10))
        publish(10, "thief-site", "thief")
        shutil.copy(next(path for path in lists(work / "thief-site") if "revocation" in path.name), badge.parent)
    elif harm == "moved":
        badge.rename(badge.with_name("elsewhere.json"))
    elif harm == "junk":
        badge.write_text("{}")
    else:
        day = ("--at", "2027-03-01T10:00:00Z")
    before = (work / "list" / "bundle.json").read_bytes()
    run("bundle", "add-issuer", "site", "--bundle", "list", "--yes", *day, code=6)
    said = capsys.readouterr().err
    assert "the status list site" in said.replace("\\", "/")
    assert told in said, said
    assert (work / "list" / "bundle.json").read_bytes() == before


def test_other_files_on_the_website_are_none_of_ours(work: Path) -> None:
    (work / "site" / "vmbo" / "status" / "index.html").write_text("<h1>Lijsten</h1>")
    (work / "site" / "vmbo" / "status" / "archief").mkdir()
    take(11)


def test_the_folder_is_named_as_trust(work: Path, capsys: Streams) -> None:
    assert found(capsys, 11, "--trust", "site") == [("accepted", "status_ok")] * 2
    run("issuer", "init", "club", "--name", "Voorbeeldclub", "--did", "key", *SECRET)
    run("issue", "internship.yaml", "--issuer", "club", "-o", "a.json", *SECRET, *at(10))
    publish(10, "club-site", "club")
    assert found(capsys, 11, "--trust", "site") == [("indeterminate", "status_none")] * 2
    assert found(capsys, 11, "--trust", "club-site") == [("accepted", "status_none")] * 2
    run("verify", "a.json", "--trust", "list", *at(11), code=6)
    assert "bundle.json is no issuer card" in capsys.readouterr().err
    (work / "empty" / "inside").mkdir(parents=True)
    run("verify", "a.json", "--trust", "empty", *at(11), code=6)
    assert "there is no issuer card in empty" in capsys.readouterr().err


def test_the_folder_is_added_to_what_is_trusted(work: Path, capsys: Streams) -> None:
    """A card alone leaves open what was revoked; the folder says so, and a newer one replaces it without a question."""
    run("issuer", "card", "school", "-o", "card.json")
    run("trust", "add", "card.json", "--yes")
    assert found(capsys, 11) == [("indeterminate", "status_unknown")] * 2
    run("trust", "add", "site", *at(11))
    said = capsys.readouterr().err
    assert "what Voorbeeldcollege revoked is known here as of 10 November 2026 at 10:00 (UTC)" in said
    assert found(capsys, 11) == [("accepted", "status_ok")] * 2
    shutil.copytree("site", "before")
    run("status", "revoke", "stage-42", "--issuer", "school", "--yes", *SECRET, *at(12))
    publish(12)
    run("trust", "add", "site", *at(12))
    assert found(capsys, 12) == [("rejected", "revoked")] * 2
    run("trust", "show")
    assert "what it revoked is known as of 12 November 2026 at 10:00 (UTC)" in capsys.readouterr().out
    run("trust", "show", "--json")
    value = json.loads(capsys.readouterr().out)
    jsonschema.validate(value, json.loads((ROOT / "schemas" / "trust-show.schema.json").read_text()))
    assert {one["issued"] for one in value["cards"][0]["statusLists"]} == {"2026-11-12T10:00:00Z"}
    run("trust", "add", "before", *at(13), code=6)
    assert "is here already" in capsys.readouterr().err
    assert found(capsys, 13) == [("rejected", "revoked")] * 2
    run("trust", "remove", "Voorbeeldcollege")
    assert not list((work / "home" / "trust").rglob("*.*"))


def test_a_folder_that_nobody_compared_asks(work: Path, capsys: Streams) -> None:
    run("trust", "add", "site", *at(11), code=2)
    assert not (work / "home" / "trust").exists()
    run("trust", "add", "site", "--yes", *at(11))
    assert found(capsys, 11) == [("accepted", "status_ok")] * 2


def test_what_was_stored_and_damaged_is_not_found_out(work: Path, capsys: Streams) -> None:
    run("trust", "add", "site", "--yes", *at(11))
    stored = [path for path in (work / "home" / "trust").rglob("*") if path.is_file() and path.suffix != ".json"]
    assert len(stored) == 3
    for path in stored:
        path.write_bytes(path.read_bytes()[:-40])
    assert found(capsys, 11) == [("indeterminate", "status_unknown")] * 2
    run("trust", "show")
    assert "Voorbeeldcollege" in capsys.readouterr().out
    run("trust", "add", "site", *at(11))
    assert found(capsys, 11) == [("accepted", "status_ok")] * 2


def test_without_lists_by_choice(work: Path, capsys: Streams) -> None:
    """Then nothing can be revoked, and it ends after three years."""
    run("issuer", "init", "plain", "--name", "Voorbeeld", "--did", "web:plain.example", "--no-status", *SECRET)
    assert "what you sign can be revoked" not in capsys.readouterr().err
    run("issue", "internship.yaml", "--issuer", "plain", "-o", "a.json", *SECRET, *at(10))
    assert "new list" not in capsys.readouterr().err
    run("issuer", "card", "plain", "-o", "plain.json")
    assert found(capsys, 11, "--trust", "plain.json") == [("accepted", "status_none")] * 2
    run("verify", "a.json", "--trust", "plain.json", *at(11))
    assert "valid until 10 November 2029" in capsys.readouterr().out


def test_a_new_list_is_said_once(work: Path, capsys: Streams) -> None:
    run("issuer", "init", "new", "--name", "Nieuw", "--did", "web:new.example", *SECRET)
    assert "what you sign can be revoked" in capsys.readouterr().err
    (work / "class.csv").write_text("external_id,subject.given_name\n2026-1,Sam\n2026-2,Kim\n")
    run("batch", "class.csv", "--template", "internship.yaml", "--issuer", "new", "-o", "out", *SECRET, *at(10))
    assert capsys.readouterr().err.count("dsp-vc issuer publish new -o SITE") == 1
    run("issue", "internship.yaml", "--issuer", "new", "-o", "b.json", *SECRET, *at(10))
    assert "dsp-vc issuer publish" not in capsys.readouterr().err
