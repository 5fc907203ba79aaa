"""Published lists by the command line: pin, use, check, show, fetch, verify; as an employer types it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import bundles
from bundles import Keeper, issuer
from dsp_vc.actions import clock
from dsp_vc.cli.main import main
from dsp_vc.words import day
from tls_server import gives, serving
from vectors_dir import ROOT

from ..attacks import forge
from ..attacks.forge import Party

Run = Callable[..., tuple[int, str, str]]
ISSUED = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)


class Scene:
    """A school on a list, a badge of the school, and an employer in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.school = Party("Voorbeeldschool")
        self.keeper = Keeper(start=ISSUED, entities=[issuer("Voorbeeldschool", self.school.did)])
        (folder / "root.json").write_bytes(self.keeper.root)
        self.badge()
        self.publish()

    def badge(self, party: Party | None = None) -> None:
        party = party or self.school
        (self.folder / "badge.json").write_bytes(forge.raw(forge.sign(forge.badge(party.did, None), party)))

    def publish(self, name: str = "bundle.zip", **options: Any) -> None:
        (self.folder / name).write_bytes(self.keeper.bundle(**{"issued": ISSUED, **options}))


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.chdir(tmp_path)
    return Scene(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        code = int(main(list(words)))
        out, err = capsys.readouterr()
        return code, out, err

    return call


def held(out: str, name: str) -> dict[str, Any]:
    """The one JSON document in ``out``, held to its published schema."""
    value = json.loads(out)
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(value)
    return dict(value)


def check_of(out: str, name: str) -> dict[str, Any]:
    (found,) = [check for check in json.loads(out)["checks"] if check["check"] == name]
    return dict(found)


def test_an_employer_pins_uses_and_verifies(scene: Scene, run: Run) -> None:
    code, out, _ = run("verify", "badge.json", "--trust", "bundle.zip", "--json")
    assert code == 4
    assert (check_of(out, "bundle")["outcome"], check_of(out, "bundle")["code"]) == ("indeterminate", "root_not_pinned")
    code, _, err = run("trust", "use", "bundle.zip")
    assert code == 6
    assert "trust pin root.json" in err
    code, _, err = run("trust", "pin", "root.json", "--yes")
    assert code == 0
    assert "Voorbeeldbestuur" in err
    code, _, err = run("trust", "use", "bundle.zip")
    assert (code, "Voorbeeldbestuur" in err, "issuers on it: 1" in err) == (0, True, True)
    code, out, _ = run("verify", "badge.json", "--json")
    assert code == 0
    assert (check_of(out, "bundle")["code"], check_of(out, "issuer-trust")["code"]) == ("bundle_ok", "issuer_trusted")
    assert check_of(out, "bundle")["asOf"] == bundles.moment(ISSUED)
    assert 3 * 86400 <= check_of(out, "bundle")["age"] <= (datetime.now(UTC) - ISSUED).total_seconds()
    code, out, _ = run("verify", "badge.json", "--trust", "bundle.zip")
    assert code == 0
    assert "3 days old" in out


def test_nobody_agrees_for_the_employer(scene: Scene, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("trust", "pin", "root.json")[0] == 2  # nobody to ask
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdin, "readline", lambda: "n\n", raising=False)
    assert run("trust", "pin", "root.json")[0] == 6
    assert run("trust", "use", "bundle.zip")[0] == 6
    monkeypatch.setattr(sys.stdin, "readline", lambda: "y\n", raising=False)
    assert run("trust", "pin", "root.json")[0] == 0
    code, _, err = run("trust", "pin", "root.json")
    assert code == 0
    assert "nothing was changed" in err


@pytest.mark.parametrize("name", ["bundle.zip", "badge.json", "nothing.json"])
def test_what_is_no_root_is_not_pinned(scene: Scene, run: Run, name: str) -> None:
    assert run("trust", "pin", name, "--yes")[0] == 5


def test_the_check_names_its_steps(scene: Scene, run: Run) -> None:
    code, out, err = run("trust", "check", "bundle.zip", "--json")
    assert (code, held(out, "trust-check")["code"]) == (6, "root_not_pinned")
    code, out, err = run("trust", "check", "bundle.zip")
    assert code == 6
    assert out.splitlines()[1].startswith("x who may sign")
    assert "hint: get root.json" in err
    run("trust", "pin", "root.json", "--yes")
    code, out, err = run("trust", "check", "bundle.zip", "--json")
    assert code == 0
    value = held(out, "trust-check")
    assert value["counts"] is True
    assert [step["step"] for step in value["steps"]] == [
        "archive", "root", "timestamp", "snapshot", "targets", "contents", "list", "clock"]  # fmt: skip
    assert value["list"]["issuers"] == 1
    code, out, err = run("trust", "check", "bundle.zip", "--at", "2030-01-01")
    assert code == 6
    assert "ran out on" in out
    code, out, err = run("trust", "check", "bundle.zip", "--lang", "nl")
    assert code == 0
    assert "geldt, tot" in err
    assert out.count("+ ") == 8


def test_a_replay_after_a_newer_one(scene: Scene, run: Run) -> None:
    run("trust", "pin", "root.json", "--yes")
    assert run("trust", "use", "bundle.zip")[0] == 0
    scene.publish("newer.zip")
    assert run("trust", "use", "newer.zip")[0] == 0
    code, _, err = run("trust", "use", "bundle.zip")
    assert (code, "older than one that you have used" in err) == (6, True)
    code, out, _ = run("verify", "badge.json", "--trust", "bundle.zip", "--json")
    assert (code, check_of(out, "bundle")["code"]) == (4, "trust_rollback")
    assert run("verify", "badge.json")[0] == 0


@pytest.mark.parametrize("words", [(), ("--trust", "bundle.zip")])
def test_a_list_that_ran_out(scene: Scene, run: Run, words: tuple[str, ...]) -> None:
    run("trust", "pin", "root.json", "--yes")
    assert run("trust", "use", "bundle.zip")[0] == 0
    late = bundles.moment(ISSUED + timedelta(days=31))
    code, out, _ = run("verify", "badge.json", *words, "--at", late, "--json")
    assert code == 4
    assert check_of(out, "bundle")["code"] == "trust_stale"
    assert check_of(out, "issuer-trust")["code"] == "issuer_last_known"
    end = ISSUED + timedelta(days=30)
    told = f"was on the list of {day(ISSUED)}, which ran out on {day(end)}"
    assert told in check_of(out, "issuer-trust")["message"]
    _, out, _ = run("verify", "badge.json", *words, "--at", late, "--lang", "nl")
    assert f"stond op de lijst van {day(ISSUED, 'nl')}, maar die gold tot {day(end, 'nl')}" in out


def test_a_clock_set_back(scene: Scene, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("trust", "pin", "root.json", "--yes")
    assert run("trust", "use", "bundle.zip")[0] == 0
    back = ISSUED - timedelta(days=9)
    at = bundles.moment(back)
    code, out, _ = run("verify", "badge.json", "--at", at, "--json")
    found = check_of(out, "bundle")
    assert (found["outcome"], found["code"]) == ("passed", "bundle_later")  # a moment that was chosen is no clock
    assert (found["asOf"], "age" in found) == (bundles.moment(ISSUED), False)
    held(out, "verification-report")
    _, out, _ = run("verify", "badge.json", "--at", at)
    assert "later than the moment that you ask about" in out
    assert "0 days" not in out
    _, out, _ = run("verify", "badge.json", "--at", bundles.moment(ISSUED), "--json")
    assert (check_of(out, "bundle")["code"], check_of(out, "bundle")["age"]) == ("bundle_ok", 0)

    class Behind(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return back

    monkeypatch.setattr(clock, "datetime", Behind)
    code, out, _ = run("verify", "badge.json", "--json")
    assert (code, check_of(out, "bundle")["code"]) == (4, "clock_behind")
    code, _, err = run("trust", "use", "bundle.zip")
    assert (code, "set the clock right" in err) == (6, True)
    _, out, _ = run("verify", "badge.json", "--lang", "nl")
    assert (
        f"staat op {day(back, 'nl')} om {back:%H:%M} uur (UTC), maar er is een lijst van {day(ISSUED, 'nl')} om" in out
    )


@pytest.mark.parametrize(
    ("entry", "expected", "code"),
    [
        ({"may": {"contexts": ["volunteering"]}}, "outside_scope", 3),
        ({"may": {"types": ["SomethingElse"]}}, "outside_scope", 3),
        ({"may": {"skills": ["urn:example:other"]}}, "outside_scope", 3),
        ({"may": {"groups": {"wood": ["urn:example:other"]}}}, "outside_scope", 3),
        ({"may": {"bases": ["assessed"]}}, "outside_scope", 3),
        ({"may": {"types": ["AchievementCredential", "VerifiableCredential"]}}, "issuer_trusted", 0),
        ({"status": "withdrawn"}, "issuer_withdrawn", 3),
    ],
)
def test_what_an_issuer_on_the_list_may_attest(
    scene: Scene, run: Run, entry: dict[str, Any], expected: str, code: int
) -> None:
    scene.keeper.entities = [issuer("Voorbeeldschool", scene.school.did, **entry)]
    scene.publish()
    run("trust", "pin", "root.json", "--yes")
    run("trust", "use", "bundle.zip")
    found, out, _ = run("verify", "badge.json", "--json")
    assert (found, check_of(out, "issuer-trust")["code"]) == (code, expected)


def test_several_sources_narrow_each_other(scene: Scene, run: Run) -> None:
    (scene.folder / "school.card.json").write_text(json.dumps(scene.school.card().value))
    run("trust", "pin", "root.json", "--yes")
    both = ("--trust", "school.card.json", "--trust", "bundle.zip")
    assert run("verify", "badge.json", *both)[0] == 0
    scene.keeper.entities = [issuer("Voorbeeldschool", scene.school.did, status="withdrawn")]
    scene.publish()
    code, out, _ = run("verify", "badge.json", *both, "--json")
    assert (code, check_of(out, "issuer-trust")["code"]) == (3, "issuer_withdrawn")
    scene.publish("other.zip", by={"targets": [bundles.Key()]})
    code, out, _ = run("verify", "badge.json", "--trust", "school.card.json", "--trust", "other.zip", "--json")
    assert code == 4  # the card is right, but what the operator named does not count
    assert check_of(out, "bundle")["code"] == "trust_signatures"
    assert check_of(out, "issuer-trust")["code"] == "issuer_trusted"


def test_the_stored_list_stands_beside_the_stored_cards(scene: Scene, run: Run) -> None:
    run("trust", "pin", "root.json", "--yes")
    run("trust", "use", "bundle.zip")
    other = Party("Ander")
    (scene.folder / "other.card.json").write_text(json.dumps(other.card().value))
    assert run("trust", "add", "other.card.json", "--yes")[0] == 0
    assert run("verify", "badge.json")[0] == 0
    scene.badge(other)
    assert run("verify", "badge.json")[0] == 0


def test_show_says_who_for_what_until_when(scene: Scene, run: Run) -> None:
    may = {"contexts": ["internship"], "groups": {"wood": ["urn:example:saw"]}, "bases": []}
    scene.keeper.entities = [
        issuer("Voorbeeldschool", scene.school.did, may=may),
        issuer("Oude school", "did:web:old.example", status="withdrawn", since=ISSUED),
    ]
    scene.publish()
    assert "you trust no issuer yet" in run("trust", "show")[2]
    run("trust", "pin", "root.json", "--yes")
    assert "no list in use yet" in run("trust", "show")[1]
    assert held(run("trust", "show", "--json")[1], "trust-show")["lists"][0]["bundle"] is None
    run("trust", "use", "bundle.zip")
    code, out, _ = run("trust", "show")
    assert code == 0
    for text in (
        "Voorbeeldschool", f"known as {scene.school.did}", "only what was learned in: internship",
        "only skills of the group wood: urn:example:saw", "for nothing at all",
        f"NO LONGER RECOGNISED since {day(ISSUED)}", "for everything",
    ):  # fmt: skip
        assert text in out
    _, out, _ = run("trust", "show", "--lang", "nl")
    for text in ("alleen wat is geleerd in: stage", f"NIET MEER ERKEND sinds {day(ISSUED, 'nl')}", "bekend als did:"):
        assert text in out
    assert "internship" not in out
    value = held(run("trust", "show", "--json")[1], "trust-show")
    assert [one["name"] for one in value["lists"][0]["bundle"]["issuers"]] == ["Voorbeeldschool", "Oude school"]
    assert value["lists"][0]["bundle"]["issuers"][0]["may"] == may
    assert value["lists"][0]["refusal"] is None
    assert run("trust", "remove", "Voorbeeldbestuur")[0] == 0
    assert json.loads(run("trust", "show", "--json")[1])["lists"] == []
    code, out, _ = run("verify", "badge.json", "--json")
    assert (code, check_of(out, "bundle")["code"]) == (4, "bundle_none")


def test_damaged_state_is_said(scene: Scene, run: Run, home: Path) -> None:
    run("trust", "pin", "root.json", "--yes")
    run("trust", "use", "bundle.zip")
    (state,) = home.glob("trust/lists/*/state.json")
    state.write_text("{")
    code, _, err = run("verify", "badge.json")
    assert code == 6
    assert str(state) in err
    assert run("verify", "badge.json", "--trust-any-issuer")[0] == 6
    code, _, err = run("trust", "pin", "root.json", "--yes")
    assert (code, "count already" in err, str(state) in err) == (6, False, True)
    state.unlink()
    assert run("trust", "pin", "root.json", "--yes")[0] == 6


def test_a_damaged_index_is_made_again(scene: Scene, run: Run, home: Path) -> None:
    run("trust", "pin", "root.json", "--yes")
    run("trust", "use", "bundle.zip")
    (index,) = home.glob("trust/lists/*/*.index")
    data = index.read_bytes()
    index.write_bytes(data.replace(b"Voorbeeldschool", b"Voorbeeldfraude"))
    code, _, err = run("verify", "badge.json")
    assert code == 6
    assert "run the command again" in err
    code, out, _ = run("verify", "badge.json")
    assert code == 0
    assert "Voorbeeldschool" in out
    assert index.read_bytes() == data


@pytest.fixture
def served(scene: Scene) -> Iterator[Any]:
    with serving(scene.folder) as server:
        server.answers["/bundle.zip"] = gives((scene.folder / "bundle.zip").read_bytes())
        yield server


@pytest.mark.loopback
def test_fetch_then_as_use(scene: Scene, run: Run, served: Any) -> None:
    words = ("trust", "fetch", served.url("/bundle.zip"))
    private = ("--allow-private", "--ca-file", str(served.ca_file))
    code, _, err = run(*words, *private)
    assert (code, "trust pin root.json" in err) == (6, True)
    run("trust", "pin", "root.json", "--yes")
    code, _, err = run(*words)
    assert (code, "--allow-private" in err) == (6, True)
    code, _, err = run(*words, *private, "-o", "kept.zip")
    assert (code, "in use" in err) == (0, True)
    assert (scene.folder / "kept.zip").read_bytes() == (scene.folder / "bundle.zip").read_bytes()
    assert run("verify", "badge.json")[0] == 0
    scene.publish()
    served.answers["/bundle.zip"] = gives((scene.folder / "bundle.zip").read_bytes())
    older = (scene.folder / "kept.zip").read_bytes()
    assert run(*words, *private, "-o", "kept.zip")[0] == 0
    served.answers["/bundle.zip"] = gives(older)
    code, _, err = run(*words, *private, "-o", "kept.zip")
    assert (code, "older than one" in err) == (6, True)
    assert (scene.folder / "kept.zip").read_bytes() == (scene.folder / "bundle.zip").read_bytes() != older
    assert run("trust", "fetch", served.url("/gone"), *private)[0] == 6


def test_fetch_takes_https_alone(scene: Scene, run: Run) -> None:
    code, _, err = run("trust", "fetch", "http://list.example/bundle.zip")
    assert (code, "https://" in err) == (6, True)
