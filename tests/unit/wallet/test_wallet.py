"""The wallet file: kept whole, locked, and opened by nobody else."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dsp_vc.errors import DspVcError, InputError, WalletError
from dsp_vc.files import FileError
from dsp_vc.keys import age
from dsp_vc.model import universal_wallet
from dsp_vc.wallet import file
from dsp_vc.wallet.file import Unlock, backup_of
from dsp_vc.wallet.wallet import BOOK_ENTRY, VERSION, Wallet, change_lock, create, migrated, opened

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 10, tzinfo=UTC)
TOKEN = "eyJhbGciOiJFZERTQSJ9.e30.AA~"


def raw(number: int) -> str:
    return f'{{"credentialSubject": {{"n": {number}.0}} }}'


def put(
    wallet: Wallet, text: str, *, identifier: str | None = None, verdict: str = "accepted", now: datetime = NOW
) -> None:
    wallet.add(text, identifier=identifier, verdict=verdict, reason="", now=now)


@pytest.fixture
def identity() -> tuple[str, str]:
    return age.generate_identity()


@pytest.fixture
def lock(identity: tuple[str, str]) -> Unlock:
    return Unlock(recipients=(identity[1],), identities=(identity[0],))


@pytest.fixture
def path(tmp_path: Path, lock: Unlock) -> Path:
    place = tmp_path / "wallet.age"
    create(place, lock)
    return place


def texts(path: Path, lock: Unlock) -> list[str]:
    with opened(path, lock, write=False) as wallet:
        return [stored.raw for stored in wallet.credentials()]


def code_of(caught: pytest.ExceptionInfo[DspVcError]) -> str:
    return caught.value.code


def test_what_goes_in_comes_out_in_its_order(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        did = wallet.did
        for number in (3, 1, 2):
            put(wallet, f"\n {raw(number)}\r\n")
        put(wallet, TOKEN)
    assert texts(path, lock) == [raw(3), raw(1), raw(2), TOKEN]
    with opened(path, lock, write=False) as wallet:
        assert wallet.did == did
        assert wallet.signer.verification_method.startswith(did + "#")


def test_the_same_again_is_not_doubled_and_its_mark_is_renewed(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        put(wallet, raw(1), verdict="indeterminate")
        assert wallet.get(raw(1) + "\n") is not None
        put(wallet, raw(1) + "\n", verdict="accepted", now=LATER)
    with opened(path, lock, write=False) as wallet:
        (stored,) = wallet.credentials()
        assert (stored.verdict, stored.added, stored.checked) == (
            "accepted",
            "2026-11-24T10:00:00Z",
            "2026-11-25T10:00:00Z",
        )


def test_that_it_was_accepted_once_is_kept_whatever_is_found_later(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        put(wallet, raw(1), verdict="accepted")
        put(wallet, raw(1), verdict="indeterminate", now=LATER)
        put(wallet, raw(2), verdict="indeterminate")
    with opened(path, lock, write=False) as wallet:
        once, never = wallet.credentials()
        assert (once.verdict, once.checked, once.accepted) == (
            "indeterminate",
            "2026-11-25T10:00:00Z",
            "2026-11-24T10:00:00Z",
        )
        assert never.accepted == ""


def test_a_wallet_from_before_that_was_kept_says_it_too(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        put(wallet, raw(1), verdict="accepted")
        put(wallet, raw(2), verdict="rejected")
        for note in wallet._book.values():
            del note["accepted"]
    with opened(path, lock, write=False) as wallet:
        assert [stored.accepted for stored in wallet.credentials()] == ["2026-11-24T10:00:00Z", ""]


def test_twins_are_one_group_and_are_found_by_number_digest_and_id(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        put(wallet, raw(1), identifier="urn:uuid:0000abcd-1 did:key:a")
        put(wallet, raw(2))
        put(wallet, TOKEN, identifier="urn:uuid:0000abcd-1 did:key:a")
    with opened(path, lock, write=False) as wallet:
        groups = wallet.groups()
        assert [[stored.raw for stored in group] for group in groups] == [[raw(1), TOKEN], [raw(2)]]
        twins = groups[0]
        for name in ("1", twins[0].digest, twins[1].short, "urn:uuid:0000abcd-1", "0000abcd"):
            assert wallet.find(name) == twins
        for name in ("", "3", "0", "-1", "zz", "urn:nothing", twins[0].digest[:3]):
            with pytest.raises(InputError) as caught:
                wallet.find(name)
            assert code_of(caught) == "wallet_entry_unknown"
        with pytest.raises(InputError) as caught:
            put(wallet, "nothing")
        assert code_of(caught) == "credential_form"


def test_ambiguous_names_are_refused(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        put(wallet, raw(1), identifier="urn:uuid:0000abcd-1 did:key:a")
        put(wallet, raw(2), identifier="urn:uuid:0000abcd-2 did:key:a")
        with pytest.raises(InputError) as caught:
            wallet.find("0000abcd")
    assert code_of(caught) == "wallet_entry_ambiguous"


def test_nothing_is_written_when_the_work_fails(path: Path, lock: Unlock) -> None:
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), opened(path, lock) as wallet:
        put(wallet, raw(1), identifier=str(1 // len(wallet.others)))
    assert path.read_bytes() == before
    assert not backup_of(path).exists()


def test_nothing_is_written_when_nothing_changed(path: Path, lock: Unlock) -> None:
    before = path.read_bytes()
    with opened(path, lock):
        pass
    assert path.read_bytes() == before


def test_the_generation_before_is_kept(path: Path, lock: Unlock) -> None:
    for number in (1, 2):
        with opened(path, lock) as wallet:
            put(wallet, raw(number))
    assert texts(backup_of(path), lock) == [raw(1)]
    assert texts(path, lock) == [raw(1), raw(2)]


def test_what_is_removed_is_gone_from_the_generation_before_too(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        put(wallet, raw(1))
        put(wallet, raw(2))
    with opened(path, lock) as wallet:
        wallet.remove(wallet.find("1"))
    assert texts(path, lock) == texts(backup_of(path), lock) == [raw(2)]
    inside = age.decrypt(path.read_bytes(), identities=lock.identities).decode()
    assert raw(1) not in inside
    assert wallet.credentials()[0].digest in inside


def test_files_are_for_the_owner_alone(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        put(wallet, raw(1))
    if os.name == "posix":
        assert {entry.stat().st_mode & 0o077 for entry in (path, backup_of(path))} == {0}
    assert sorted(entry.name for entry in path.parent.iterdir() if entry.name != "dsp-vc-home") == [
        "wallet.age",
        "wallet.age.bak",
        "wallet.age.lock",
    ]


def test_what_killed_writers_left_is_swept(path: Path, lock: Unlock) -> None:
    left = path.parent / ".wallet.age.0123456789abcdef.tmp"
    other = path.parent / ".other.age.0123456789abcdef.tmp"
    left.write_bytes(b"x")
    other.write_bytes(b"x")
    with opened(path, lock) as wallet:
        put(wallet, raw(1))
    assert not left.exists()
    assert other.exists()


def test_a_link_stays_a_link(path: Path, lock: Unlock, tmp_path: Path) -> None:
    link = tmp_path / "link.age"
    link.symlink_to(path)
    with opened(link, lock) as wallet:
        put(wallet, raw(1))
    assert link.is_symlink()
    assert texts(path, lock) == [raw(1)]


def test_the_recipients_are_remembered(path: Path, identity: tuple[str, str], tmp_path: Path) -> None:
    second = age.generate_identity()
    both = tmp_path / "both.age"
    create(both, Unlock(recipients=(identity[1], second[1])))
    with opened(both, Unlock(identities=(identity[0],))) as wallet:
        put(wallet, raw(1))
    assert texts(both, Unlock(identities=(second[0],))) == [raw(1)]


def test_another_key_closes_it_for_the_old_one(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        put(wallet, raw(1))
    other = age.generate_identity()
    change_lock(path, lock, Unlock(recipients=(other[1],)))
    for place in (path, backup_of(path)):
        assert texts(place, Unlock(identities=(other[0],))) == [raw(1)]
        with pytest.raises(InputError) as caught:
            texts(place, lock)
        assert code_of(caught) == "age_identity_wrong"


@pytest.mark.slow
def test_by_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "wallet.age"
    create(path, Unlock(passphrase="correct horse"))
    with pytest.raises(InputError) as caught:
        texts(path, Unlock(passphrase="Correct horse"))
    assert code_of(caught) == "passphrase_wrong"
    assert texts(path, Unlock(passphrase="correct horse")) == []


def test_no_secret_in_the_repr(identity: tuple[str, str], path: Path, lock: Unlock) -> None:
    assert identity[0] not in repr(lock)
    assert "geheim" not in repr(Unlock(passphrase="geheim"))
    with opened(path, lock, write=False) as wallet:
        secret = str(wallet.signer.to_private_jwk()["d"])
        assert secret not in repr(wallet.signers)
        assert secret not in wallet.to_bytes(keys=False).decode()


def test_a_wallet_is_never_made_over_something(path: Path, lock: Unlock) -> None:
    before = path.read_bytes()
    with pytest.raises(WalletError) as caught:
        create(path, lock)
    assert code_of(caught) == "wallet_exists"
    assert path.read_bytes() == before


def seal(path: Path, lock: Unlock, inside: bytes) -> bytes:
    sealed = age.encrypt_to(inside, lock.recipients)
    path.write_bytes(sealed)
    return sealed


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (b"", "wallet_damaged"),
        (b"[", "wallet_damaged"),
        (b"\xff\xfe", "wallet_damaged"),
        (b"7", "wallet_damaged"),
        (b"[]", "wallet_other_kind"),
        (universal_wallet.build([raw(1)]), "wallet_other_kind"),
        (universal_wallet.build([json.dumps({"type": BOOK_ENTRY, "version": VERSION + 1})]), "wallet_newer"),
        (universal_wallet.build([json.dumps({"type": BOOK_ENTRY, "version": 0})]), "wallet_damaged"),
        (universal_wallet.build([json.dumps({"type": BOOK_ENTRY, "version": "1"})]), "wallet_damaged"),
        (universal_wallet.build(['{"type":"DspVcKey","value":{"kty":"OKP","d":"AA"}}']), "wallet_damaged"),
    ],
)
def test_an_inside_that_can_not_be_read_is_said_and_not_touched(
    path: Path, lock: Unlock, inside: bytes, code: str
) -> None:
    sealed = seal(path, lock, inside)
    with pytest.raises(WalletError) as caught, opened(path, lock):
        pass
    assert code_of(caught) == code
    assert path.read_bytes() == sealed


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\0\1\2" * 100, "age_not_age"),
        (b"PK\x03\x04", "age_not_age"),
        (b'[{"contents":[]}]', "age_not_age"),
        (
            b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 21\n"
            + b"A" * 43
            + b"\n--- "
            + b"A" * 43
            + b"\n"
            + b"\0" * 64,
            "age_work_factor",
        ),
    ],
)
def test_a_file_of_another_kind_is_said(path: Path, lock: Unlock, data: bytes, code: str) -> None:
    path.write_bytes(data)
    with pytest.raises(InputError) as caught, opened(path, lock):
        pass
    assert code_of(caught) == code
    assert path.read_bytes() == data


def test_cut_short_anywhere_it_is_said(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        put(wallet, raw(1))
    whole = path.read_bytes()
    for size in [*range(0, len(whole), 37), len(whole) - 1]:
        path.write_bytes(whole[:size])
        with pytest.raises(InputError):
            texts(path, lock)


def test_a_changed_byte_is_said(path: Path, lock: Unlock) -> None:
    whole = bytearray(path.read_bytes())
    whole[-5] ^= 1
    path.write_bytes(whole)
    with pytest.raises(InputError) as caught:
        texts(path, lock)
    assert code_of(caught) == "age_damaged"


def test_missing_folder_and_too_large(
    path: Path, lock: Unlock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WalletError) as missing:
        texts(tmp_path / "no" / "wallet.age", lock)
    assert code_of(missing) == "wallet_missing"
    with pytest.raises(InputError) as folder:
        texts(tmp_path, lock)
    assert code_of(folder) == "file_is_folder"
    monkeypatch.setattr(file, "MAX_WALLET", 200)
    with pytest.raises(InputError) as large:
        texts(path, lock)
    assert code_of(large) == "file_too_large"


def test_a_wallet_never_grows_beyond_what_can_be_read_again(
    path: Path, lock: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(file, "MAX_WALLET", len(before) + 100)
    with pytest.raises(WalletError) as caught, opened(path, lock) as wallet:
        put(wallet, raw(1)[:-1] + ',"x":"' + "a" * 200 + '"}')
    assert code_of(caught) == "wallet_full"
    assert path.read_bytes() == before


def test_a_full_disk_leaves_the_old(path: Path, lock: Unlock, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(path, lock) as wallet:
        put(wallet, raw(1))
    before = {entry.name: entry.read_bytes() for entry in path.parent.iterdir() if entry.is_file()}

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError) as caught, opened(path, lock) as wallet:
        put(wallet, raw(2))
    assert code_of(caught) == "file_unwritable"
    assert {entry.name: entry.read_bytes() for entry in path.parent.iterdir() if entry.is_file()} == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")
@pytest.mark.parametrize("limit", [1, 200, 700])
def test_a_file_that_may_not_grow_leaves_the_old(path: Path, lock: Unlock, limit: int) -> None:
    """RLIMIT_FSIZE, as a full disk: the writer is told in the middle of writing."""
    with opened(path, lock) as wallet:
        put(wallet, raw(1))
    code = (
        "import resource, signal, sys; from pathlib import Path; from datetime import *\n"
        "from dsp_vc.wallet.wallet import *; from dsp_vc.files import FileError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "try:\n"
        "  with opened(Path(sys.argv[1]), Unlock(identities=(sys.stdin.read(),))) as wallet:\n"
        f"    wallet.add({raw(2)!r}, identifier=None, verdict='accepted', reason='', now=datetime.now(UTC))\n"
        "except FileError as error:\n"
        "  print(error.code, error.params['reason'])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)], input=lock.identities[0], capture_output=True, text=True, check=False
    )
    assert ran.stdout.startswith("file_unwritable"), ran
    assert texts(path, lock) == [raw(1)]
    assert not list(path.parent.glob("*.tmp"))
    assert not list(path.parent.glob(".*.tmp"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")
def test_a_folder_that_can_not_be_written_to_can_be_read(lock: Unlock) -> None:
    """In a child that is nobody in particular, since for root nothing is read-only."""
    folder = Path(tempfile.mkdtemp())
    place = folder / "wallet.age"
    try:
        create(place, lock)
        with opened(place, lock) as wallet:
            put(wallet, raw(1))
        place.with_name("wallet.age.lock").unlink()
        place.chmod(0o444)
        folder.chmod(0o555)
        before = {entry.name: entry.read_bytes() for entry in folder.iterdir()}
        child = os.fork()
        if child == 0:
            os._exit(_as_nobody(place, lock))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert {entry.name: entry.read_bytes() for entry in folder.iterdir()} == before
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


def _as_nobody(place: Path, lock: Unlock) -> int:
    """0 where it can be read and not written; never raises, for it runs in a fork of the test run."""
    try:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        if texts(place, lock) != [raw(1)]:
            return 1
        try:
            with opened(place, lock) as wallet:
                put(wallet, raw(2))
        except WalletError as error:
            return 0 if error.code == "wallet_unreachable" else 2
        return 3
    except (DspVcError, OSError, AssertionError):
        return 4


def test_no_lock_can_be_made(path: Path, lock: Unlock) -> None:
    """The same where permissions do not count: a folder stands where the lock should."""
    path.with_name("wallet.age.lock").mkdir()
    assert texts(path, lock) == []
    with pytest.raises(WalletError) as caught, opened(path, lock):
        pass
    assert code_of(caught) == "wallet_unreachable"


def test_a_second_process_is_told(path: Path, lock: Unlock, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys; from pathlib import Path; from dsp_vc.wallet.file import locked\n"
        "with locked(Path(sys.argv[1])):\n"
        "  print('held', flush=True); sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        monkeypatch.setattr(file, "LOCK_SECONDS", 0.2)
        with pytest.raises(WalletError) as caught, opened(path, lock):
            pass
        assert code_of(caught) == "wallet_locked"
        assert texts(path, lock) == []  # reading needs no lock
    finally:
        holder.stdin.close()
        holder.wait(10)
    with opened(path, lock) as wallet:
        put(wallet, raw(1))


def test_two_writers_lose_nothing(path: Path, lock: Unlock) -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import *; from dsp_vc.wallet.wallet import *\n"
        "identity = sys.stdin.read()\n"
        "for number in range(int(sys.argv[2]), int(sys.argv[2]) + 8):\n"
        "  with opened(Path(sys.argv[1]), Unlock(identities=(identity,))) as wallet:\n"
        '    text = \'{"credentialSubject": {"n": %d.0} }\' % number\n'
        "    wallet.add(text, identifier=None, verdict='accepted', reason='', now=datetime.now(UTC))\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(first)], stdin=subprocess.PIPE, text=True)
        for first in (0, 100)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(lock.identities[0])
        writer.stdin.close()
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert sorted(texts(path, lock)) == sorted(raw(first + number) for first in (0, 100) for number in range(8))


def test_entries_and_members_of_others_are_kept(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        put(wallet, raw(1))
    inside = age.decrypt(path.read_bytes(), identities=lock.identities).decode()
    inside = inside.replace('"notes":', '"plan" : {"goal":1.0},"notes":').replace(
        '"contents":[', '"contents":[{"type":"Note", "x":1.50},"words",'
    )
    seal(path, lock, inside.encode())
    with opened(path, lock) as wallet:
        put(wallet, raw(2))
    after = age.decrypt(path.read_bytes(), identities=lock.identities).decode()
    assert '{"type":"Note", "x":1.50}' in after
    assert '"words"' in after
    book = next(
        entry.value for entry in universal_wallet.read_entries(after.encode()) if entry.value.get("type") == BOOK_ENTRY
    )
    assert book["plan"] == {"goal": 1.0}
    assert texts(path, lock) == [raw(1), raw(2)]


def test_an_older_record_is_brought_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dsp_vc.wallet.wallet.VERSION", 3)
    monkeypatch.setattr(
        "dsp_vc.wallet.wallet.MIGRATIONS", {1: lambda book: {**book, "a": 1}, 2: lambda book: {**book, "b": 2}}
    )
    assert migrated({"type": BOOK_ENTRY, "version": 1}) == {"type": BOOK_ENTRY, "version": 3, "a": 1, "b": 2}


def test_age_itself_opens_it(path: Path, lock: Unlock, tmp_path: Path) -> None:
    """By ``age -d`` where the program is here, else by the library as anybody would call it."""
    from shutil import which

    import pyrage

    with opened(path, lock) as wallet:
        put(wallet, raw(1))
    if which("age"):
        key = tmp_path / "key.txt"
        key.write_text(lock.identities[0])
        inside = subprocess.run(["age", "-d", "-i", str(key), str(path)], capture_output=True, check=True).stdout
    else:
        inside = pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(lock.identities[0])])
    (wallet_item,) = json.loads(inside)
    assert wallet_item["type"] == "UniversalWallet2020"
    assert json.loads(raw(1)) in wallet_item["contents"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", ""])
def test_identities_from_a_file(tmp_path: Path, identity: tuple[str, str], ending: str) -> None:
    place = tmp_path / "key.txt"
    place.write_bytes(f"# created: today{ending or chr(10)}{ending}{identity[0]}{ending}".encode())
    assert list(age.read_identities(place)) == [identity[0]]
    place.write_text("# only words\n")
    with pytest.raises(InputError):
        age.read_identities(place)


PLAN = {"type": "DspVcPlan", "version": 1, "note": "eerst vragen"}


def test_an_entry_of_another_part_is_kept_and_stays_one(path: Path, lock: Unlock) -> None:
    with opened(path, lock) as wallet:
        assert wallet.kept("DspVcPlan") is None
        wallet.keep("DspVcPlan", dict(PLAN))
        put(wallet, raw(1))
    with opened(path, lock) as wallet:
        assert wallet.kept("DspVcPlan") == PLAN
        wallet.keep("DspVcPlan", dict(PLAN))
        assert not wallet.changed
        wallet.keep("DspVcPlan", {**PLAN, "version": 2})
    change_lock(path, lock, Unlock(passphrase="een ander slot", recipients=lock.recipients))
    with opened(path, lock, write=False) as wallet:
        assert wallet.others == [json.dumps({**PLAN, "version": 2}, separators=(",", ":"))]
        assert len(wallet.credentials()) == 1


@pytest.mark.parametrize("forget", [True, False])
def test_what_is_taken_out_of_an_entry_is_in_no_previous_generation(path: Path, lock: Unlock, forget: bool) -> None:
    def before() -> bytes:
        return lock.unseal(backup_of(path).read_bytes())

    with opened(path, lock) as wallet:
        wallet.keep("DspVcPlan", dict(PLAN))
    with opened(path, lock) as wallet:
        wallet.keep("DspVcPlan", {"type": "DspVcPlan", "version": 1}, forget=forget)
    assert (b"eerst vragen" in before()) is not forget
    with opened(path, lock) as wallet:
        wallet.keep("DspVcPlan", None)
    assert b"DspVcPlan" not in before()
