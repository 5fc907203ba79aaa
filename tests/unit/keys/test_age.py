"""age files: bounded before anything is computed, and told apart when they do not open."""

from __future__ import annotations

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
