"""Records from files: what YAML and JSON may hold."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dsp_vc.errors import DspVcError, InputError
from dsp_vc.model.records import MAX_BYTES, load_records, load_values

YAML = """\
title: Stage
basis: attested
context: internship
period: {start: 2026-02-02, end: 2026-06-26}
valid_from: 2026-07-01T09:00:00+02:00
skills:
  - uri: urn:x:y
    name: lassen
"""


def refused(text: str | bytes, name: str = "record.yaml") -> InputError:
    with pytest.raises(InputError) as caught:
        load_records(text.encode() if isinstance(text, str) else text, name)
    return caught.value


def test_dates_need_no_quotes() -> None:
    (record,) = load_records(YAML.encode(), "record.yaml")
    assert record.period is not None
    assert (record.period.start, record.period.end) == ("2026-02-02", "2026-06-26")
    assert record.valid_from == "2026-07-01T07:00:00Z"


def test_json_says_the_same() -> None:
    value = load_values(YAML.encode(), "record.yaml")[0]
    assert load_records(json.dumps(value).encode(), "record.json") == load_records(YAML.encode(), "record.yaml")


@pytest.mark.parametrize("text", [f"{YAML}---\n{YAML}", f"{YAML}---\n{YAML}---\n"])
def test_several_documents(text: str) -> None:
    assert len(load_records(text.encode(), "record.yaml")) == 2


def test_a_list() -> None:
    value = load_values(YAML.encode(), "record.yaml")[0]
    assert len(load_records(json.dumps([value, value]).encode(), "records.json")) == 2
    assert len(load_records(b"- " + YAML.replace("\n", "\n  ").encode(), "records.yaml")) == 1


def test_a_mark_at_the_beginning_of_the_file_does_no_harm() -> None:
    assert load_records(b"\xef\xbb\xbf" + YAML.encode(), "record.yaml")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (YAML + "title: Anders\n", "yaml_repeats", 9),
        ("a: &x [1]\nb: *x\n", "yaml_alias", 2),
        ("<<: {a: 1}\n", "yaml_alias", 1),
        ("a: 1\n b: 2\n", "yaml_syntax", 2),
        ("a: [1\n", "yaml_syntax", 2),
        ("a: !!int ''\n", "yaml_syntax", 1),
        ("a: 1\nb: !!bool misschien\n", "yaml_syntax", 2),
        ("a: !!timestamp gisteren\n", "yaml_syntax", 1),
        ("!!set [a]\n", "yaml_syntax", 1),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml_syntax", 1),
        ("? [a]\n: b\n", "yaml_syntax", 1),
        ("? {a: 1}\n: b\n", "yaml_syntax", 1),
        ("a: 2026-02-30\n", "yaml_syntax", "?"),
        ("a: 0001-01-01T00:00:00+23:59\n", "yaml_syntax", "?"),
        ("a: " + "[" * 5000, "yaml_syntax", "?"),
    ],
)
def test_yaml_refused(text: str, code: str, line: int | str) -> None:
    error = refused(text)
    assert (error.code, error.params["line"]) == (code, line)
    assert error.params["path"] == "record.yaml"


@pytest.mark.parametrize(
    ("line", "code", "path"),
    [
        ("language: no", "record_quote", "language"),  # YAML reads it as false
        ("volume: 640", "record_quote", "volume"),
        ("role: yes", "record_quote", "role"),
        ("external_id: 2026-02-02", None, None),
        ("external_id: 12:30:00", "record_quote", "external_id"),
        ("subject: {given_name: 111222333}", "record_bsn", "subject.given_name"),
    ],
)
def test_what_yaml_takes_for_something_else(line: str, code: str | None, path: str | None) -> None:
    text = f"{YAML}{line}\n"
    if code is None:
        assert load_records(text.encode(), "record.yaml")
    else:
        error = refused(text)
        assert (error.code, error.params["path"]) == (code, path)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"# nothing\n", "file_empty"),
        (b"---\n...\n", "file_empty"),
        (b"\xff\xfe", "file_not_utf8"),
        (b"x" * (MAX_BYTES + 1), "file_too_large"),
        (b'{"title": 1, "title": 2}', "json_duplicate_member"),
        (b"just words", "record_object"),
        (b"\x89PNG\r\n\x1a\n\x00", "file_not_utf8"),
        (b"a\x00b", "yaml_syntax"),
    ],
)
def test_no_record(data: bytes, code: str) -> None:
    assert refused(data).code == code


def test_of_several_the_place_is_named() -> None:
    assert refused(f"{YAML}---\n{YAML.replace('attested', 'seen')}").code == "record_choice"


@given(text=st.text("abc:-?!&*|>%@`'\"{}[]<,#=~ \n\t0129TZ.+", max_size=40) | st.binary(max_size=30))
@example(text="a: !!float ''")
@example(text="a: !!omap [b: 1]")
def test_any_text_is_read_or_refused(text: str | bytes) -> None:
    with suppress(DspVcError):
        load_records(text.encode() if isinstance(text, str) else text, "record.yaml")
