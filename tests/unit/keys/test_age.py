"""age files: bounded before anything is computed, and told apart when they do not open."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.errors import InputError
from dsp_vc.keys import age

IDENTITY, RECIPIENT = age.generate_identity()
DATA = b"content of the file" * 10
FILE = age.encrypt_to(DATA, [RECIPIENT])
SALT, BODY = b"ajMFur+EJLGaohv/dLRGnw", b"8SHBz/ldWnjyGFQqfjat6uNBarWqqEMDS7W8X7+Xq5Q"
END = b"--- " + b"A" * 43 + b"\n"


def header(*lines: bytes) -> bytes:
    return b"age-encryption.org/v1\n" + b"".join(line + b"\n" for line in lines) + END + bytes(64)


def code_of(data: bytes, **secrets: object) -> str:
    with pytest.raises(InputError) as caught:
        age.decrypt(data, **(secrets or {"passphrase": "pw", "identities": [IDENTITY]}))  # type: ignore[arg-type]
    return caught.value.code


def test_recipients() -> None:
    assert age.decrypt(FILE, identities=[IDENTITY]) == DATA
    other, other_recipient = age.generate_identity()
    both = age.encrypt_to(DATA, [RECIPIENT, other_recipient])
    assert age.decrypt(both, identities=[other]) == age.decrypt(both, identities=[IDENTITY + "\n"]) == DATA
    assert age.recipient_of(IDENTITY) == RECIPIENT
    assert not age.read_header(FILE).by_passphrase
    assert FILE[age.read_header(FILE).size - 1] == 0x0A


def test_passphrase(seal) -> None:  # type: ignore[no-untyped-def]
    data = seal(DATA, "een paar woorden")
    assert age.decrypt(data, passphrase="een paar woorden") == DATA
    assert code_of(data, passphrase="een paar Woorden") == "passphrase_wrong"
    assert code_of(data, passphrase="") == "passphrase_empty"
    assert code_of(data, passphrase="\ud800") == "passphrase_unreadable"
    assert code_of(data, identities=[IDENTITY]) == "passphrase_needed"
    assert age.read_header(data).work_factor == 4
    end = age.read_header(data).size
    for cut in (end, end + 8, end + 16, end + 20, len(data) - 1):
        assert code_of(data[:cut], passphrase="een paar woorden") == "age_damaged"
    assert code_of(data + b"x", passphrase="een paar woorden") == "age_damaged"


def test_identities_that_do_not_open() -> None:
    stranger, _ = age.generate_identity()
    assert code_of(FILE, identities=[stranger]) == "age_identity_wrong"
    assert code_of(FILE, passphrase="pw") == "age_identity_needed"
    with pytest.raises(InputError, match="age_identity_invalid") as caught:
        age.decrypt(FILE, identities=[IDENTITY[:-1]])
    assert IDENTITY[16:30] not in str(caught.value) + repr(caught.value.params)
    for recipients in ([], ["age1x"], [IDENTITY], ["\ud800"]):
        with pytest.raises(InputError, match="age_recipient_invalid") as caught:
            age.encrypt_to(b"", recipients)
    for passphrase in ("", "\ud800"):
        with pytest.raises(InputError, match="passphrase_"):
            age.encrypt_with_passphrase(b"", passphrase)


@pytest.mark.parametrize("factor", [b"21", b"22", b"30", b"63", b"64", b"9999"])
def test_a_work_factor_beyond_the_bound_is_refused_before_it_is_computed(factor: bytes) -> None:
    start = time.process_time()
    assert code_of(header(b"-> scrypt " + SALT + b" " + factor, BODY)) == "age_work_factor"
    assert time.process_time() - start < 0.05


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b"-> scrypt " + SALT + b" 99999", BODY],
        [b"-> scrypt " + SALT + b" 018", BODY],
        [b"-> scrypt " + SALT + b" 0", BODY],
        [b"-> scrypt " + SALT + b" +18", BODY],
        [b"-> scrypt " + SALT + b" 18.0", BODY],
        [b"-> scrypt " + SALT + b" -1", BODY],
        [b"-> scrypt " + SALT, BODY],
        [b"-> scrypt " + SALT + b" 18 1", BODY],
        [b"-> scrypt " + SALT[1:] + b" 18", BODY],
        [b"-> scrypt " + SALT + b" 4", BODY, b"-> scrypt " + SALT + b" 30", BODY],
        [b"-> X25519 " + BODY, BODY, b"-> scrypt " + SALT + b" 18", BODY],
        [b"-> scrypt " + SALT + b" 18"],
        [b"-> scrypt  " + SALT + b" 18", BODY],
        [b"->scrypt " + SALT + b" 18", BODY],
        [b"-> scrypt " + SALT + b" 18\r", BODY],
        [b"-> X25519 " + BODY, b"not base64!"],
        [b"-> X25519 " + BODY, b"A" * 65],
        [b"-> X25519 " + BODY, b"A" * 64],
        [b"-> X25519 " + BODY, BODY, b"stray"],
        [b"-> X25519 " + BODY, BODY] * 257,
        [b"-> X25519 " + BODY, *([b"A" * 64] * 2000), b""],
    ],
)
def test_headers_that_are_damaged(lines: list[bytes]) -> None:
    assert code_of(header(*lines)) == "age_damaged"


def test_what_is_no_age_file() -> None:
    for data in (b"", b"{}", b"PK\x03\x04", b"age", b" age-encryption.org/v1\n"):
        assert code_of(data) == "age_not_age"
    assert code_of(FILE.replace(b"/v1", b"/v2", 1)) == "age_version"
    assert code_of(b"age-encryption.org/v1\n") == "age_damaged"


def test_every_truncation_is_told() -> None:
    for size in range(len(FILE)):
        assert code_of(FILE[:size], identities=[IDENTITY]) in {"age_not_age", "age_version", "age_damaged"}


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_every_changed_byte_is_told(position: int, mask: int) -> None:
    changed = bytearray(FILE)
    changed[position] ^= mask
    codes = {"age_not_age", "age_version", "age_damaged", "age_identity_wrong"}
    assert code_of(bytes(changed), identities=[IDENTITY]) in codes | {"age_work_factor", "passphrase_needed"}


@given(st.binary(max_size=200))
def test_never_anything_but_an_input_error(data: bytes) -> None:
    for start in (b"", b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----\n"):
        assert code_of(start + data).startswith("age_")


def test_armour() -> None:
    import pyrage

    armoured = pyrage.encrypt(DATA, [pyrage.x25519.Recipient.from_str(RECIPIENT)], True)
    assert armoured.startswith(b"-----BEGIN AGE")
    assert age.decrypt(armoured, identities=[IDENTITY]) == DATA
    assert age.decrypt(b"\n" + armoured.replace(b"\n", b"\r\n") + b"\n", identities=[IDENTITY]) == DATA
    lines = armoured.splitlines()
    for wrong in (
        b"\n".join(lines[:-1]),
        b"\n".join(lines[:1] + lines[-1:]),
        b"\n".join([*lines[:2], b"*" * 64, *lines[2:]]),
        b"\n".join([*lines[:2], b"", *lines[2:]]),
        b"\n".join([lines[0] + b"x", *lines[1:]]),
    ):
        assert code_of(wrong, identities=[IDENTITY]) == "age_damaged"


def test_an_armoured_header_is_bounded_too() -> None:
    import base64

    text = base64.b64encode(header(b"-> scrypt " + SALT + b" 30", BODY))
    body = [text[start : start + 64] for start in range(0, len(text), 64)]
    lines = [b"-----BEGIN AGE ENCRYPTED FILE-----", *body, b"-----END AGE ENCRYPTED FILE-----", b""]
    assert code_of(b"\n".join(lines)) == "age_work_factor"


SIZES = [0, 1, 65_535, 65_536, 65_537, 200_000]
OWN, FOR = age.generate_identity()


class Trickle(io.BytesIO):
    """A pipe: it gives less than it is asked for."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(size if size is None or size < 0 else min(size, 1000))


class Full(io.BytesIO):
    """A disk on which there is room for ``room`` bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, data: object) -> int:
        assert isinstance(data, bytes | bytearray | memoryview)
        if self.tell() + len(data) > self.room:
            raise OSError(28, "No space left on device")
        return super().write(data)


def opened(data: bytes, **how: object) -> bytes:
    target = io.BytesIO()
    age.decrypt_stream(io.BytesIO(data), target, **how)  # type: ignore[arg-type]
    return target.getvalue()


@pytest.mark.parametrize("size", SIZES)
def test_a_stream_is_the_same_file(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from scrypt_once import light

    light(monkeypatch)
    data = bytes(range(256)) * (size // 256 + 1)
    data = data[:size]
    for how, opens in (
        ({"recipients": [FOR]}, {"identities": [OWN]}),
        ({"passphrase": "een zin"}, {"passphrase": "een zin"}),
    ):
        sealed = io.BytesIO()
        age.encrypt_stream(Trickle(data), sealed, **how)  # type: ignore[arg-type]
        assert age.by_passphrase(io.BytesIO(sealed.getvalue())) is ("passphrase" in how)
        assert age.decrypt(sealed.getvalue(), **opens) == opened(sealed.getvalue(), **opens) == data  # type: ignore[arg-type]
        target = io.BytesIO()
        age.decrypt_stream(Trickle(sealed.getvalue()), target, **opens)  # type: ignore[arg-type]
        assert target.getvalue() == data


def test_a_stream_in_its_armour() -> None:
    import base64

    text = base64.b64encode(age.encrypt_to(b"x" * 100_000, [FOR]))
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    begin, end = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
    armoured = b"\n".join([begin, *lines, end, b""])
    assert not age.by_passphrase(io.BytesIO(armoured))
    assert opened(armoured, identities=[OWN]) == b"x" * 100_000


def test_a_stream_that_ends_early_is_told_for_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from scrypt_once import light

    light(monkeypatch)
    data = bytes(150_000)
    for how, opens in (
        ({"recipients": [FOR]}, {"identities": [OWN]}),
        ({"passphrase": "een zin"}, {"passphrase": "een zin"}),
    ):
        sealed = io.BytesIO()
        age.encrypt_stream(io.BytesIO(data), sealed, **how)  # type: ignore[arg-type]
        whole = sealed.getvalue()
        assert opened(whole, **opens) == data
        for cut in (*range(0, len(whole), 1000), 10, 100, len(whole) - 1):
            with pytest.raises(InputError) as refused:
                opened(whole[:cut], **opens)
            assert refused.value.code in ("age_damaged", "age_not_age"), cut
        with pytest.raises(InputError) as refused:
            opened(whole[:100_000] + b"?" + whole[100_001:], **opens)
        assert refused.value.code == "age_damaged"


@pytest.mark.parametrize("room", [0, 100, 65_700, 140_000])
def test_a_full_disk_is_never_taken_for_a_damaged_file_nor_for_a_whole_one(
    room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scrypt_once import light

    light(monkeypatch)
    sealed = age.encrypt_to(bytes(150_000), [FOR])
    for work in (
        lambda target: age.encrypt_stream(io.BytesIO(bytes(150_000)), target, recipients=[FOR]),
        lambda target: age.encrypt_stream(io.BytesIO(bytes(150_000)), target, passphrase="een zin"),
        lambda target: age.decrypt_stream(io.BytesIO(sealed), target, identities=[OWN]),
    ):
        with pytest.raises(OSError, match="No space left"):
            work(Full(room))
    with pytest.raises(OSError, match="No space left"):
        age.encrypt_stream(io.BytesIO(b"abc"), Full(room if room < 200 else 150), recipients=[FOR])


def test_a_stream_needs_what_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from scrypt_once import light

    light(monkeypatch)
    sealed, by_phrase = age.encrypt_to(b"x", [FOR]), io.BytesIO()
    age.encrypt_stream(io.BytesIO(b"x"), by_phrase, passphrase="een zin")
    other, _ = age.generate_identity()
    for data, how, code in (
        (sealed, {}, "age_identity_needed"),
        (sealed, {"identities": [other]}, "age_identity_wrong"),
        (sealed, {"identities": ["x"]}, "age_identity_invalid"),
        (by_phrase.getvalue(), {}, "passphrase_needed"),
        (by_phrase.getvalue(), {"passphrase": "een zim"}, "passphrase_wrong"),
        (by_phrase.getvalue(), {"passphrase": ""}, "passphrase_empty"),
    ):
        with pytest.raises(InputError) as refused:
            opened(data, **how)
        assert refused.value.code == code
    for how, code in (({}, "passphrase_needed"), ({"recipients": ["age1x"]}, "age_recipient_invalid")):
        with pytest.raises(InputError) as refused:
            age.encrypt_stream(io.BytesIO(), io.BytesIO(), **how)  # type: ignore[arg-type]
        assert refused.value.code == code
