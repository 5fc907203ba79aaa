"""An issuer's folder as one file and back: whole or not at all, whoever made the file and wherever it was cut."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import registers
from dsp_vc.errors import DspVcError, InputError, IssuanceError, RegisterError
from dsp_vc.files import FileError, writing
from dsp_vc.issuing import archive, backup
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register import copying, database, statuses
from dsp_vc.issuing.register.register import Draft, Register
from dsp_vc.issuing.register.tables import State, Status, credentials, lists, sessions, slots
from dsp_vc.keys import age
from dsp_vc.model.attestation import SkillAttestation
from registers import NOW, address_of_list, signed
from scrypt_once import light

PHRASE = "een zin die niemand raadt"
IDENTITY, RECIPIENT = age.generate_identity()
RECORD: dict[str, Any] = {
    "title": "Stage",
    "basis": "attested",
    "context": "internship",
    "skills": [{"uri": "https://school.example/s/1", "name": {"nl": "zagen"}}],
}
LATER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    light(monkeypatch)


def make(path: Path, register: str | None = None) -> Issuer:
    profile = {"name": "Voorbeeldcollege", "kind": "school"}
    return Issuer.create(path, PHRASE, did="web:school.example", profile=profile, status=True, register=register)


def issue(issuer: Issuer, name: str) -> bytes:
    return issuer.issue(SkillAttestation.from_dict({**RECORD, "external_id": name}), now=NOW)


@pytest.fixture
def school(tmp_path: Path) -> Issuer:
    issuer = make(tmp_path / "school")
    for name in ("a", "b", "c"):
        issue(issuer, name)
    return issuer


@pytest.fixture
def postgres() -> str:
    if registers.POSTGRES is None:
        pytest.skip("no PostgreSQL here: name one in DSP_VC_POSTGRES")
    return registers.postgres_database()


def saved(folder: Path, **how: Any) -> bytes:
    target = io.BytesIO()
    backup.make(folder, target, now=NOW, **(how or {"recipients": [RECIPIENT]}))
    return target.getvalue()


def restored(data: bytes, folder: Path, register: str | None = None, **how: Any) -> Issuer:
    opens = how or {"identities": [IDENTITY]}
    backup.restore(io.BytesIO(data), folder, register=register, now=LATER, **opens)
    return Issuer.open(folder, PHRASE)


def register_of(issuer: Issuer) -> Register:
    found = issuer.register()
    assert found is not None
    return found


def rows(issuer: Issuer, statement: Any) -> list[Any]:
    with register_of(issuer).engine.begin() as connection:
        return list(connection.execute(statement).all())


def taken(issuer: Issuer) -> set[tuple[str, int]]:
    statement = select(lists.c.uri, slots.c.index).join_from(slots, lists, slots.c.list == lists.c.id)
    return {(uri, index) for uri, index in rows(issuer, statement)}


def contents(folder: Path) -> dict[str, bytes]:
    own = set(issuer_folder.FILES) - {issuer_folder.REGISTER, issuer_folder.SETTINGS}
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name in own}


@pytest.mark.parametrize("mode", ["passphrase", "recipient"])
def test_what_went_in_comes_out(mode: str, school: Issuer, tmp_path: Path) -> None:
    folder = tmp_path / "school"
    closed, opens = (
        ({"passphrase": "nog een zin"}, {"passphrase": "nog een zin"})
        if mode == "passphrase"
        else ({"recipients": [RECIPIENT]}, {"identities": [IDENTITY]})
    )
    data = saved(folder, **closed)
    back = restored(data, tmp_path / "back", **opens)
    assert contents(tmp_path / "back") == contents(folder)
    assert back.did_document == school.did_document
    assert back.status
    settings = issuer_folder.read_settings(tmp_path / "back")
    assert settings == issuer_folder.Settings(True, None, LATER)
    assert taken(back) == taken(school)
    assert register_of(back).digests() == register_of(school).digests()
    assert register_of(back).seal == register_of(school).seal
    if os.name != "nt":
        assert (tmp_path / "back").stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in (tmp_path / "back").iterdir()} == {0o600}
    assert not list(tmp_path.glob(".*")), "nothing half made is left"
    assert {path.name for path in folder.iterdir()} - set(issuer_folder.FILES) <= {".lock", ".backup.lock"}


def test_old_lists_give_out_no_index_and_what_stands_in_them_is_still_revoked(school: Issuer, tmp_path: Path) -> None:
    data = saved(tmp_path / "school")
    lost = [json.loads(issue(school, f"later-{n}")) for n in range(5)]
    assert len(lost) == 5
    back = restored(data, tmp_path / "back")
    before = taken(school)
    for n in range(20):
        issue(back, f"new-{n}")
    fresh = taken(back) - before
    assert len(fresh) == 60
    assert not {uri for uri, _ in fresh} & {uri for uri, _ in before}
    [again], [once] = json.loads(issue(back, "a")), json.loads(issue(school, "a"))
    assert again["contents"] == once["contents"], "the same id is the same credential still"
    register = register_of(back)
    for name, to in (("a", Status.REVOKED), ("b", Status.SUSPENDED)):
        [entry] = statuses.find(register, name)
        assert statuses.change(register, [entry.key], to, now=LATER) == 1
    states = {state.uri: state for state in statuses.list_states(register)}
    old = [states[uri] for uri in {uri for uri, _ in before}]
    assert sorted((state.kind, len(state.revoked), len(state.suspended)) for state in old) == [
        ("revocation", 1, 1),
        ("suspension", 1, 1),
        ("token", 1, 1),
    ]


def test_age_and_tar_open_it_without_us(school: Issuer, tmp_path: Path) -> None:
    data = saved(tmp_path / "school", passphrase=PHRASE)
    with tarfile.open(fileobj=io.BytesIO(age.decrypt(data, passphrase=PHRASE))) as tar:
        names = tar.getnames()
        found = tar.extractfile("keys.age")
        assert found is not None
        assert found.read() == (tmp_path / "school" / "keys.age").read_bytes()
    assert names[0] == "backup.json"
    assert set(names[1:]) == {
        "did.json", "jwt-vc-issuer.json", "keys.age", "profile.json", "register.sqlite", "settings.json"
    }  # fmt: skip


@pytest.mark.parametrize("mode", ["passphrase", "recipient"])
def test_cut_short_anywhere_nothing_is_made_of_it(mode: str, school: Issuer, tmp_path: Path) -> None:
    closed, opens = (
        ({"passphrase": PHRASE}, {"passphrase": PHRASE})
        if mode == "passphrase"
        else ({"recipients": [RECIPIENT]}, {"identities": [IDENTITY]})
    )
    data = saved(tmp_path / "school", **closed)
    codes = set()
    for cut in (*range(0, len(data), 1000), len(data) - 1):
        with pytest.raises(InputError) as refused:
            restored(data[:cut], tmp_path / "back", **opens)
        codes.add(refused.value.code)
        assert not (tmp_path / "back").exists()
    assert codes == {"age_not_age", "age_damaged"}
    with pytest.raises(InputError, match="age_damaged"):
        restored(data[:5000] + bytes([data[5000] ^ 1]) + data[5001:], tmp_path / "back", **opens)
    assert not list(tmp_path.glob(".*"))
    restored(data, tmp_path / "back", **opens)


def test_never_over_a_folder_and_only_by_what_opens_it(school: Issuer, tmp_path: Path) -> None:
    data = saved(tmp_path / "school", passphrase=PHRASE)
    before = contents(tmp_path / "school")
    for place in (tmp_path / "school", tmp_path):
        with pytest.raises(IssuanceError, match="issuer_exists"):
            restored(data, place, passphrase=PHRASE)
    (tmp_path / "file").write_text("x")
    with pytest.raises(IssuanceError, match="issuer_exists"):
        restored(data, tmp_path / "file", passphrase=PHRASE)
    with pytest.raises(InputError, match="passphrase_wrong"):
        restored(data, tmp_path / "back", passphrase="een andere zin")
    with pytest.raises(InputError, match="passphrase_needed"):
        restored(data, tmp_path / "back", identities=[IDENTITY])
    assert contents(tmp_path / "school") == before
    (tmp_path / "back").mkdir()
    restored(data, tmp_path / "back", passphrase=PHRASE)


def test_what_is_wrong_with_the_folder_is_said_now(school: Issuer, tmp_path: Path) -> None:
    folder = tmp_path / "school"
    for name, content in (
        ("profile.json", b"{"), ("did.json", b'{"id": "did:web:x.example"}'), ("settings.json", b"[]"),
        ("jwt-vc-issuer.json", b"{}"), ("keys.age", b"not age"), ("certificate.pem", b"no certificate"),
        ("published.json", b"{"),
    ):  # fmt: skip
        before = (folder / name).read_bytes() if (folder / name).exists() else None
        (folder / name).write_bytes(content)
        with pytest.raises(IssuanceError, match="issuer_damaged"):
            saved(folder)
        (folder / name).unlink() if before is None else (folder / name).write_bytes(before)
    for name in ("did.json", "keys.age", "settings.json", "profile.json"):
        (folder / name).rename(tmp_path / name)
        with pytest.raises(IssuanceError, match="issuer_missing_folder"):
            saved(folder)
        (tmp_path / name).rename(folder / name)
    (folder / "jwt-vc-issuer.json").rename(tmp_path / "away")
    with pytest.raises(IssuanceError, match="issuer_damaged"):
        saved(folder)
    (tmp_path / "away").rename(folder / "jwt-vc-issuer.json")
    whole = (folder / "register.sqlite").read_bytes()
    for content in (
        b"no register, but long enough to be looked at" * 40,
        whole[:20_480] + bytes(40_960) + whole[61_440:],
    ):
        (folder / "register.sqlite").write_bytes(content)
        with pytest.raises(RegisterError, match="register_damaged"):
            saved(folder)
    (folder / "register.sqlite").write_bytes(whole)
    assert {path.name for path in folder.iterdir()} - set(issuer_folder.FILES) == {".lock", ".backup.lock"}
    restored(saved(folder), tmp_path / "back")


@pytest.mark.skipif(os.name == "nt", reason="links are for administrators there")
def test_links_in_the_folder(school: Issuer, tmp_path: Path) -> None:
    """What the issuer itself reads through a link is in the backup as a file; what else is linked is not."""
    folder, disk = tmp_path / "school", tmp_path / "disk"
    disk.mkdir()
    (folder / "register.sqlite").rename(disk / "register.sqlite")
    (folder / "register.sqlite").symlink_to(disk / "register.sqlite")
    (tmp_path / "secret").write_text("of somebody else")
    (folder / "notes").symlink_to(tmp_path / "secret")
    (folder / "elsewhere").symlink_to("/etc")
    target = io.BytesIO()
    made = backup.make(folder, target, recipients=[RECIPIENT], now=NOW)
    assert made.left_out == ("elsewhere", "notes")
    back = restored(target.getvalue(), tmp_path / "back")
    assert not any(path.is_symlink() for path in (tmp_path / "back").iterdir())
    assert taken(back) == taken(school)
    assert b"of somebody else" not in age.decrypt(target.getvalue(), identities=[IDENTITY])
    (folder / "certificate.pem").symlink_to(tmp_path / "secret")
    with pytest.raises(IssuanceError, match="issuer_damaged"):
        saved(folder)


# A backup for an age recipient says nothing of who wrote it: anybody can make one.


def parts(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(age.decrypt(data, identities=[IDENTITY]))) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}  # type: ignore[union-attr]


def manifest_of(files: Mapping[str, bytes], /, **changed: Any) -> bytes:
    listed = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
        if name != "backup.json"
    }
    value = {
        "type": archive.TYPE, "version": 1, "made": "2026-11-24T10:00:00Z", "issuer": "did:web:school.example",
        "files": listed,
    }  # fmt: skip
    return json.dumps({**value, **changed}).encode()


def packed(files: Mapping[str, bytes], first: bytes | None = None, *more: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """An age file with these; ``first`` is the manifest, if another than fits them; ``more`` come at the end."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        entries = {"backup.json": manifest_of(files) if first is None else first}
        entries |= {name: files[name] for name in sorted(files) if name != "backup.json"}
        for name, data in entries.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
        for entry, data in more:
            tar.addfile(entry, io.BytesIO(data))
    return age.encrypt_to(target.getvalue(), [RECIPIENT])


def other_entry(name: str, data: bytes = b"", **members: Any) -> tuple[tarfile.TarInfo, bytes]:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    for member, value in members.items():
        setattr(entry, member, value)
    return entry, data


def refused(data: bytes, tmp_path: Path) -> str:
    with pytest.raises(DspVcError) as error:
        restored(data, tmp_path / "back")
    assert not (tmp_path / "back").exists()
    assert not list(tmp_path.glob(".*"))
    return error.value.code


def test_a_backup_that_somebody_made_up(school: Issuer, tmp_path: Path) -> None:
    files = parts(saved(tmp_path / "school"))
    del files["backup.json"]
    outside = tmp_path / "outside"

    def without(name: str) -> dict[str, bytes]:
        return {other: data for other, data in files.items() if other != name}

    slips = ("../outside", str(outside), "a/b", "./did.json", "..", "keys.age/x", "C:\\x", "register.sqlite-journal")
    for name in slips:
        assert refused(packed(files, None, other_entry(name, b"x")), tmp_path) == "backup_damaged", name
        named = {**files, name: b"x"}
        assert refused(packed(named), tmp_path) == "backup_damaged", name
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
        assert refused(packed(files, None, other_entry("x", type=kind, linkname="/etc/passwd")), tmp_path) == (
            "backup_damaged"
        )
        last = packed(without("settings.json"), manifest_of(files),
                      other_entry("settings.json", type=kind, linkname=str(outside)))  # fmt: skip
        assert refused(last, tmp_path) == "backup_damaged"
    twice = packed(files, None, other_entry("settings.json", files["settings.json"]))
    assert refused(twice, tmp_path) == "backup_damaged"
    for name in ("register.sqlite", "keys.age", "did.json", "profile.json", "settings.json", "jwt-vc-issuer.json"):
        assert refused(packed(without(name)), tmp_path) == "backup_damaged", name
        assert refused(packed(without(name), manifest_of(files)), tmp_path) == "backup_damaged", name
        assert refused(packed({**files, name: files[name] + b" "}, manifest_of(files)), tmp_path) == "backup_damaged"
        turned = files[name][:-1] + bytes([files[name][-1] ^ 1])
        assert refused(packed({**files, name: turned}, manifest_of(files)), tmp_path) == "backup_damaged"
    for changed in (
        {"files": []}, {"files": {"did.json": 1}}, {"files": {"did.json": {"size": -1, "sha256": "0" * 64}}},
        {"files": {"did.json": {"size": 10**9, "sha256": "0" * 64}}}, {"issuer": "did:web:other.example"},
        {"issuer": None}, {"made": "yesterday"}, {"made": 7}, {"version": "1"}, {"version": 0}, {"version": True},
    ):  # fmt: skip
        assert refused(packed(files, manifest_of(files, **changed)), tmp_path) == "backup_damaged", changed
    assert refused(packed(files, manifest_of(files, version=2)), tmp_path) == "backup_newer"
    assert refused(packed(files, manifest_of(files, type="a thing")), tmp_path) == "backup_not_recognised"
    assert refused(packed(files, b"{"), tmp_path) == "backup_damaged"
    assert refused(packed(files, b"[]" + b" " * 70_000), tmp_path) == "backup_not_recognised"
    assert not outside.exists()
    restored(packed(files), tmp_path / "back")  # the control: made in the same way, it is taken


@pytest.mark.parametrize("inside", [b"", b"x", b"[]", bytes(10_240), b'[{"type": "UniversalWallet2020"}]' * 100])
def test_something_else_that_age_opens(inside: bytes, tmp_path: Path) -> None:
    assert refused(age.encrypt_to(inside, [RECIPIENT]), tmp_path) == "backup_not_recognised"


def test_registers_that_do_not_belong(school: Issuer, tmp_path: Path) -> None:
    files = parts(saved(tmp_path / "school"))
    del files["backup.json"]

    def with_register(change: Callable[[Any], None]) -> bytes:
        import sqlite3

        place = tmp_path / "changed.sqlite"
        place.write_bytes(files["register.sqlite"])
        with sqlite3.connect(place) as connection:
            change(connection)
        connection.close()
        data = place.read_bytes()
        place.unlink()
        return packed({**files, "register.sqlite": data})

    assert refused(packed({**files, "register.sqlite": b"x" * 5000}), tmp_path) == "register_damaged"
    newer = with_register(lambda c: c.execute("UPDATE settings SET value = '99' WHERE name = 'version'"))
    assert refused(newer, tmp_path) == "register_newer"
    other = with_register(lambda c: c.execute("UPDATE settings SET value = 'did:web:x.example' WHERE name = 'issuer'"))
    assert refused(other, tmp_path) == "register_of_another"
    twice = with_register(
        lambda c: c.executescript(
            "PRAGMA foreign_keys=OFF; DROP TABLE slots; CREATE TABLE slots (list, \"index\", credential);"
            "INSERT INTO slots VALUES (1, 5, 1), (1, 5, 2);"
        )
    )  # fmt: skip
    assert refused(twice, tmp_path) == "register_damaged"
    missing = with_register(lambda c: c.executescript("PRAGMA foreign_keys=OFF; DROP TABLE events;"))
    assert refused(missing, tmp_path) in ("register_damaged", "register_unavailable")
    # What is no row is not taken along: the new register is made here.
    trigger = with_register(
        lambda c: c.execute("CREATE TRIGGER t AFTER UPDATE ON lists BEGIN UPDATE lists SET closed = 0; END")
    )
    back = restored(trigger, tmp_path / "back")
    assert {row.closed for row in rows(back, select(lists))} == {True}


def test_a_register_of_an_earlier_version_is_brought_up_to_date(school: Issuer, tmp_path: Path) -> None:
    files = parts(saved(tmp_path / "school"))
    del files["backup.json"]
    old = tmp_path / "old.sqlite"
    seal = register_of(school).seal
    registers.first_version(f"sqlite:///{old}", seal, Draft({"n": 1}, None, "x"))
    back = restored(packed({**files, "register.sqlite": old.read_bytes()}), tmp_path / "back")
    assert [entry.external_id for entry in statuses.find(register_of(back), "x")] == ["x"]
    with register_of(back).engine.begin() as connection:
        assert database.has_tables(connection)


# In the middle of a batch


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_taken_while_others_issue_it_is_of_one_moment(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder, out = tmp_path / "school", tmp_path / "out"
    school = make(folder, request.getfixturevalue("postgres") if kind == "postgresql" else None)
    out.mkdir()
    seal = register_of(school).seal.to_json()
    code = (
        "import sys, json; from pathlib import Path; import registers; from dsp_vc.issuing.register.sealing import Seal\n"
        "registers.issue_files(sys.argv[1], Seal.from_json(json.loads(sys.argv[2])), Path(sys.argv[3]), 'p', 120)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    address = issuer_folder.register_address(folder)
    worker = subprocess.Popen([sys.executable, "-c", code, address, json.dumps(seal), str(out)], env=environment)
    try:
        counts = []
        for number in range(4):
            data = saved(folder)
            back = restored(data, tmp_path / f"back-{number}", "folder")
            found = rows(back, select(credentials.c.state, credentials.c.superseded))
            assert {row.state for row in found} <= {State.ISSUED, State.SIGNED, State.BURNT}
            assert all(row.superseded for row in found if row.state == State.BURNT)
            assert None not in {row.ended for row in rows(back, select(sessions))}
            assert len(taken(back)) == 3 * len(found)
            issue(back, "new")  # what it looks after first is its own, never what the other process has at work
            counts.append(len(found))
        assert worker.wait(300) == 0
    finally:
        worker.kill()
        worker.wait()
    assert counts == sorted(counts)
    files = sorted(path.name for path in out.iterdir())
    assert files == sorted(f"p-{n}.json" for n in range(120)), "none was lost, none was left half written"


def test_what_was_recorded_and_not_renamed_is_handed_over_again(school: Issuer, tmp_path: Path) -> None:
    register = register_of(school)
    with register.session(NOW) as session:
        reserved = session.reserve(
            [Draft({"n": n}, None, f"p-{n}", path=tmp_path / f"p-{n}") for n in (1, 2)],
            now=NOW,
            address=address_of_list,
        )
        session.record([signed(reserved[0])], now=NOW)
        for n in (1, 2):
            session.temporary_path(tmp_path / f"p-{n}").write_text("the work of somebody else")
        data = saved(tmp_path / "school")
        back = restored(data, tmp_path / "back")
        with register_of(back).session(NOW) as other:
            [again] = other.reserve([Draft({"n": 1}, None, "p-1")], now=NOW, address=address_of_list)
            [anew] = other.reserve([Draft({"n": 2}, None, "p-2")], now=NOW, address=address_of_list)
        assert again.before is not None
        assert anew.before is None
        assert {session.temporary_path(tmp_path / f"p-{n}").exists() for n in (1, 2)} == {True}
        assert not (tmp_path / "p-1").exists()


# A full disk


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="needs a POSIX system")
@pytest.mark.parametrize("limit", [0, 1_000, 60_000, 120_000, 150_000])
def test_a_disk_that_is_full_leaves_the_old_backup_and_no_folder(limit: int, school: Issuer, tmp_path: Path) -> None:
    folder, file = tmp_path / "school", tmp_path / "school.age"
    for n in range(10):
        issue(school, f"x-{n}")
    file.write_bytes(saved(folder))
    before, listed = file.read_bytes(), {path.name for path in folder.iterdir()}
    assert len(before) > limit
    code = f"""
import io, resource, signal, sys
from pathlib import Path
from dsp_vc.errors import DspVcError
from dsp_vc.files import writing
from dsp_vc.issuing import backup
from registers import NOW
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
for work in sys.argv[1:]:
    try:
        if work == "backup":
            with writing(Path({str(file)!r}), private=True) as target:
                backup.make(Path({str(folder)!r}), target, recipients=[{RECIPIENT!r}], now=NOW)
        else:
            with open({str(file)!r}, "rb") as source:
                backup.restore(source, Path({str(tmp_path / "back")!r}), identities=[{IDENTITY!r}], now=NOW)
    except DspVcError as error:
        print(error.code)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code, "backup", "restore"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    said = ran.stdout.split()
    assert len(said) == 2, ran
    assert set(said) <= {"file_unwritable", "register_unavailable"}, ran
    assert file.read_bytes() == before
    assert not (tmp_path / "back").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"school", "school.age"}
    assert {path.name for path in folder.iterdir()} == listed
    restored(before, tmp_path / "back")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_device_without_room(school: Issuer, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="file_unwritable"), writing("/dev/full") as target:
        backup.make(tmp_path / "school", target, recipients=[RECIPIENT], now=NOW)


def test_what_a_killed_backup_left_is_swept(school: Issuer, tmp_path: Path) -> None:
    left = [tmp_path / "school" / f".{name}.{'0123456789abcdef'}.tmp" for name in ("register.sqlite", "backup.json")]
    for path in left:
        path.write_bytes(b"half")
    saved(tmp_path / "school")
    assert not any(path.exists() for path in left)


# PostgreSQL


def test_from_one_database_into_the_other(postgres: str, tmp_path: Path) -> None:
    school = make(tmp_path / "school", postgres)
    for n in range(3):
        issue(school, f"x-{n}")
    [first] = statuses.find(register_of(school), "x-0")
    statuses.change(register_of(school), [first.key], Status.SUSPENDED, now=NOW)
    data = saved(tmp_path / "school")
    assert "register.sqlite" in parts(data)
    with pytest.raises(IssuanceError, match="restore_register"):
        restored(data, tmp_path / "back")
    with pytest.raises(RegisterError, match="register_not_empty"):
        restored(data, tmp_path / "back", postgres)
    assert not (tmp_path / "back").exists()
    inside = restored(data, tmp_path / "inside", "folder")
    assert issuer_folder.read_settings(tmp_path / "inside").register is None
    other = registers.postgres_database()
    outside = restored(data, tmp_path / "outside", other)
    assert issuer_folder.read_settings(tmp_path / "outside").register == other
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    apart = restored(saved(tmp_path / "inside"), tmp_path / "apart", elsewhere)
    back_again = restored(saved(tmp_path / "apart"), tmp_path / "again", registers.postgres_database())
    for back in (inside, outside, apart, back_again):
        assert taken(back) == taken(school)
        assert register_of(back).digests() == register_of(school).digests()
        [entry] = statuses.find(register_of(back), "x-0")
        assert entry.status is Status.SUSPENDED
        assert len(rows(back, select(credentials))) == 3
        # Its own count goes on behind the rows that came, and in lists of its own.
        issue(back, "new")
        assert len({uri for uri, _ in taken(back)}) == 6
        statuses.change(register_of(back), [entry.key], Status.VALID, now=LATER)


def test_a_register_that_was_not_lost_stays_as_it_is(postgres: str, tmp_path: Path) -> None:
    school = make(tmp_path / "school", postgres)
    issue(school, "a")
    data = saved(tmp_path / "school")
    issue(school, "b")
    back = restored(data, tmp_path / "back", "same")
    assert issuer_folder.read_settings(tmp_path / "back").restored == LATER
    assert len(taken(back)) == 6
    issue(back, "c")
    assert len({uri for uri, _ in taken(back)}) == 3, "its lists are known, and go on"
    gone = make(tmp_path / "gone", registers.postgres_database())
    data = saved(tmp_path / "gone")
    copying.remove(issuer_folder.register_address(tmp_path / "gone"))
    assert gone.status
    with pytest.raises(RegisterError, match="register_unavailable"):
        restored(data, tmp_path / "none", "same")
    assert not (tmp_path / "none").exists()


def test_same_and_folder_mean_the_folder_where_it_stood_there(school: Issuer, tmp_path: Path) -> None:
    data = saved(tmp_path / "school")
    for register in ("same", "folder"):
        assert taken(restored(data, tmp_path / register, register)) == taken(school)
        assert issuer_folder.read_settings(tmp_path / register).register is None
    for address in ("mysql://x/y", "nonsense", "sqlite://"):
        with pytest.raises(InputError, match="register_address"):
            restored(data, tmp_path / "back", address)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_where_the_folder_can_not_be_made_the_database_is_empty_again(
    kind: str, school: Issuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    data = saved(tmp_path / "school")
    place = tmp_path / "elsewhere.sqlite"
    address = f"sqlite:///{place}" if kind == "sqlite" else request.getfixturevalue("postgres")
    write = issuer_folder.write

    def full(*args: Any, **kwargs: Any) -> None:
        raise FileError("file_unwritable", path="x", reason="full")

    monkeypatch.setattr(issuer_folder, "write", full)
    with pytest.raises(FileError):
        restored(data, tmp_path / "back", address)
    assert not (tmp_path / "back").exists()
    assert not place.exists()
    monkeypatch.setattr(issuer_folder, "write", write)
    assert taken(restored(data, tmp_path / "back", address)) == taken(school)
