"""The array of wallets: whatever was signed comes back byte for byte, and others' entries are kept."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError, Refused
from dsp_vc.model import universal_wallet
from dsp_vc.model.universal_wallet import MAX_DEPTH, build, build_delivery, check_credential, read_entries

ODD = '{ "credentialSubject" : {"n":1.0,"e":1e2, "u":"\\u00e9\\/", "t":"]},[{\\"contents\\":["},\r\n\t"z":[ ] }'
TOKEN = "eyJhbGciOiJFZERTQSJ9.e30.AA~WyJhIl0~"

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_what_was_signed_comes_back_byte_for_byte() -> None:
    entries = read_entries(build_delivery([ODD, TOKEN, ODD.replace("1.0", "1.00")]))
    assert [(entry.kind, entry.raw) for entry in entries] == [
        ("credential", ODD),
        ("credential", TOKEN),
        ("credential", ODD.replace("1.0", "1.00")),
    ]


def test_the_text_stands_in_the_file_as_it_is() -> None:
    assert ODD.encode() in build_delivery([ODD])


def test_the_same_entries_give_the_same_file() -> None:
    assert build([ODD, TOKEN]) == build([ODD, TOKEN])
    assert json.loads(build([ODD, TOKEN]))[0]["id"] != json.loads(build([TOKEN, ODD]))[0]["id"]


@given(value=json_values, indent=st.sampled_from([None, 0, 3]), ascii_only=st.booleans())
def test_any_layout_of_json_comes_back(value: object, indent: int | None, ascii_only: bool) -> None:
    try:
        raw = json.dumps({"credentialSubject": value}, indent=indent, ensure_ascii=ascii_only)
        raw.encode()
    except UnicodeEncodeError:
        return
    assert [entry.raw for entry in read_entries(build([raw, TOKEN, raw]))] == [raw, TOKEN, raw]


def test_entries_of_others_are_kept_as_they_are() -> None:
    foreign = '{"type" : "Ed25519VerificationKey2020","x":1.50}'
    entries = read_entries(build(["[7 ,1]", foreign, '"a word"', ODD]))
    assert [(entry.kind, entry.raw) for entry in entries] == [
        ("other", "[7 ,1]"),
        ("other", foreign),
        ("other", '"a word"'),
        ("credential", ODD),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"[{ODD}]",
        ODD,
        f'{{"contents": [{ODD}], "type":"UniversalWallet2020"}}',
        f'[{{"contents":[]}} , {{"x":{{"contents":[1]}},"contents" :[{ODD}]}}]',
    ],
)
def test_one_wallet_many_or_none_around_it(text: str) -> None:
    assert [entry.raw for entry in read_entries(text.encode())] == [ODD]


def test_a_bare_token_in_an_array() -> None:
    assert [entry.raw for entry in read_entries(dumps([TOKEN]).encode())] == [TOKEN]


@pytest.mark.parametrize("text", ["7", '"a"', "null"])
def test_what_is_no_array_of_wallets(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_entries(text.encode())
    assert caught.value.code == "entries_not_recognised"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"a":1,"a":2}]', "json_duplicate_member"),
        ("[" * 200 + "]" * 200, "json_depth"),
        ('[{"contents":[', "json_syntax"),
        ("\ufeff[]", "json_encoding"),
    ],
)
def test_the_whole_is_strict_json(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_entries(text.encode())
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["[%s]", '[{"contents":[%s]}]', '[{"contents":[]},{"contents":[%s]}]'])
def test_the_number_of_entries_is_bounded(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(universal_wallet, "MAX_ENTRIES", 10)
    inside = text.count("{")
    assert len(read_entries((text % ",".join("0" * (10 - inside))).encode())) == 10 - inside
    with pytest.raises(InputError) as caught:
        read_entries((text % ",".join("0" * (11 - inside))).encode())
    assert caught.value.code == "entries_too_many"


def test_millions_of_empty_entries_are_refused_in_seconds() -> None:
    begun = time.process_time()
    with pytest.raises(InputError):
        read_entries(b"[" + b"[]," * 3_000_000 + b"[]]")
    assert time.process_time() - begun < 20


def test_a_credential_of_a_hundred_levels_fits() -> None:
    raw = '{"credentialSubject":' + "[" * 99 + "]" * 99 + "}"
    check_credential(raw)
    assert [entry.raw for entry in read_entries(build([raw]))] == [raw]
    assert MAX_DEPTH >= 103


@pytest.mark.parametrize("raw", ["", "x", "ey", '{"a":1}', '"ey.a"', "[1]", "eyJ .a", "eyJ.a\n"])
def test_what_can_not_stand_in_the_array_is_refused(raw: str) -> None:
    with pytest.raises(InputError):
        check_credential(raw)


@pytest.mark.parametrize(
    "raw",
    [
        '{"credentialSubject":{}},{"credentialSubject":{}}',
        '{"credentialSubject":{}}]',
        '{"credentialSubject":1,"credentialSubject":2}',
    ],
)
def test_a_credential_can_not_break_out_of_its_place(raw: str) -> None:
    with pytest.raises(InputError):
        check_credential(raw)
