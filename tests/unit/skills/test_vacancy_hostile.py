"""Vacancies that are broken, huge, or meant to harm: told with file and place, nothing run, nothing that steers a
screen; the same vacancy untouched is read."""

from __future__ import annotations

import contextlib
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsp_vc.errors import DspVcError, InputError
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.vacancy import reading
from dsp_vc.skills.vacancy.model import Vacancy
from dsp_vc.skills.vacancy.reading import read, read_bytes, read_one
from vacancies import JDX_POSTING, JOB_POSTING, LAY_BRICKS, OWN, OWN_TABLE, POSITION_OPENING

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "\x1b]0;owned\x07\x1b[2J",
    "\u202egnp.exe\u2066",
    "a\x00b\x9b31m",
    "=HYPERLINK(\"https://evil.example\")",
    "{{7*7}}${7*7}",
    "javascript:alert(1)",
    "' OR 1=1; DROP TABLE name; --",
)  # fmt: skip


def failing(data: bytes, name: str) -> DspVcError:
    with pytest.raises(InputError) as caught:
        read_bytes(data, name, shipped())
    for lang in ("en", "nl"):
        assert "\n" not in caught.value.message(lang)
        assert name in caught.value.message(lang)
        assert caught.value.hint(lang)
    return caught.value


def texts(vacancy: Vacancy) -> str:
    """All that may be shown of it."""
    return json.dumps(vacancy.to_json(), ensure_ascii=False)


def sprinkled(value: Any, payload: str) -> Any:
    """``payload`` in every text of a document, but for what says of which form it is."""
    if isinstance(value, dict):
        return {
            name: one if name in ("@type", "@context", "version", "kind") else sprinkled(one, payload)
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [sprinkled(one, payload) for one in value]
    return f"{payload}{value}{payload}" if isinstance(value, str) else value


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("value", [JOB_POSTING, POSITION_OPENING, JDX_POSTING], ids=["schema", "hr", "jdx"])
def test_markup_and_characters_that_steer(value: Any, payload: str) -> None:
    (control,) = read_bytes(json.dumps(value).encode(), "a.json", shipped()).vacancies
    assert control.counted
    (vacancy,) = read_bytes(json.dumps(sprinkled(value, payload)).encode(), "a.json", shipped()).vacancies
    shown = texts(vacancy)
    assert not re.search(r"<\s*/?\s*(script|img|iframe)", shown, re.IGNORECASE)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_text_and_in_pages(payload: str) -> None:
    for name in ("a.txt", "a.html"):
        data = f"Metselaar\nJe metselt. {payload} Einde.".replace("\x00", "").encode()
        (vacancy,) = read_bytes(data, name, shipped()).vacancies
        assert [requirement.skill for requirement in vacancy.proposed] == [LAY_BRICKS]
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", texts(vacancy))


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("value", [JOB_POSTING, POSITION_OPENING, OWN], ids=["schema", "hr", "own"])
def test_half_a_file(value: Any, kept: float) -> None:
    whole = json.dumps(value, indent=1).encode()
    error = failing(whole[: int(len(whole) * kept)], "a.json")
    assert error.code == "learning_json"
    assert re.search(r"line [0-9]+, column [0-9]+", error.message("en"))


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.json", "file_empty"),
        (b"  \n", "a.txt", "file_empty"),
        (b"{}", "a.json", "vacancy_not_recognised"),
        (b"[]", "a.json", "vacancy_none"),
        (b"\n\n", "a.jsonl", "file_empty"),
        (b'"x"', "a.json", "vacancy_not_recognised"),
        (b'{"@type": "Recipe", "title": "x"}', "a.json", "vacancy_not_recognised"),
        (b'{"@type": "JobPosting"}', "a.json", "vacancy_no_title"),
        (b'{"@type": "JobPosting", "title": "<b></b>"}', "a.json", "vacancy_no_title"),
        (b'{"positionProfiles": [{"positionUri": "x"}]}', "a.json", "vacancy_no_title"),
        (b'{"a": 1, "a": 2}', "a.json", "json_duplicate_member"),
        (b'{"a": NaN}', "a.json", "json_number"),
        (b"[" * 5000, "a.json", "json_depth"),
        (b'{"@graph": ' * 200 + b"1" + b"}" * 200, "a.json", "json_depth"),
        ('{"title": "é"}'.encode("utf-16"), "a.json", "json_encoding"),
        ("Timmerman één".encode("cp1252"), "a.txt", "vacancy_no_text"),
        (b"%PDF-1.7\n\xff\xfe", "a.pdf", "vacancy_no_text"),
        (b"a\x00b", "a.txt", "vacancy_no_text"),
        (b"PK\x03\x04\xff\xff", "a.docx", "vacancy_no_text"),
        (b"<script>alert(1)</script>", "a.html", "vacancy_no_title"),
        (b"id,title_nl\n", "a.csv", "vacancy_none"),
        (b"title_nl,skill\nx,y\n", "a.csv", "learning_columns"),
        (b"id,title_nl,salary\n1,x,9\n", "a.csv", "learning_columns"),
        (b"id,title_nl\n,x\n", "a.csv", "learning_cell"),
        (b"id,title_nl\n1,=1+1\n", "a.csv", "learning_cell"),
        (b"id,title_nl\n1,\"x\n", "a.csv", "table_csv"),
        (b"id,title_nl\n1,caf\xe9\n", "a.csv", "table_encoding"),
        (b"not a workbook", "a.xlsx", "table_workbook"),
    ],
)  # fmt: skip
def test_what_can_not_be_read(data: bytes, name: str, code: str) -> None:
    assert failing(data, name).code == code


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"version": 2}, "version"),
        ({"version": True}, "version"),
        ({"title": None}, "title"),
        ({"title": ""}, "title"),
        ({"title": {"nederlands": "x"}}, "title.nederlands"),
        ({"title": 5}, "title"),
        ({"salary": 1}, "salary"),
        ({"closes": "soon"}, "closes"),
        ({"occupations": "x"}, "occupations"),
        ({"occupations": ["x"]}, "occupations"),
        ({"skills": {}}, "skills"),
        ({"skills": [{}]}, "skills[0].name"),
        ({"skills": [{"skill": "no address"}]}, "skills[0].skill"),
        ({"skills": [{"skill": LAY_BRICKS}, {"skill": LAY_BRICKS, "need": "vital"}]}, "skills[1].need"),
        ({"skills": [{"skill": LAY_BRICKS, "level": "3"}]}, "skills[0].level"),
        ({"skills": [{"skill": LAY_BRICKS, "level": {"scale": "x"}}]}, "skills[0].level.value"),
        ({"skills": [{"skill": LAY_BRICKS, "confirmed": "yes"}]}, "skills[0].confirmed"),
        ({"skills": [{"skill": LAY_BRICKS, "weight": 1}]}, "skills[0].weight"),
        ({"skills": [{"skill": LAY_BRICKS}] * 101}, "skills"),
        ({"organisation": "x\u202ey"}, "organisation"),
        ({"organisation": "x\x1by"}, "organisation"),
        ({"text": {"nl": "x" * 20_001}}, "text.nl"),
    ],
)
def test_our_own_form_tells_the_path(change: dict[str, Any], place: str) -> None:
    assert read_one(json.dumps(OWN).encode(), "a.json", shipped()).counted  # the control
    error = failing(json.dumps({**OWN, **change}).encode(), "a.json")
    assert error.code == "learning_form"
    assert place in error.message("en")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (";essential;3;", ";vital;3;", "row 2, column need"),
        (";optional;", ";maybe;", "row 3, column need"),
        ("2026-11-30", "november", "row 2, column closes"),
        (f";{LAY_BRICKS};", ";no address;", "row 2, column skill"),
        ("17;Metselaar;Bricklayer", "17;;", "row 2, column title"),
    ],
)
def test_our_own_table_tells_row_and_column(old: str, new: str, place: str) -> None:
    table = "".join(OWN_TABLE.splitlines(keepends=True)[:3])
    error = failing(table.replace(old, new, 1).encode(), "a.csv")
    assert place in error.message("en")
    assert place.replace("row", "rij").replace("column", "kolom") in error.message("nl")


def test_one_bad_entry_of_a_feed_is_left_out_and_told() -> None:
    values = [JOB_POSTING, {"@type": "JobPosting"}, 5, {**OWN, "closes": "soon"}, OWN]
    found = read_bytes(json.dumps(values).encode(), "feed.json", shipped())
    assert [vacancy.source for vacancy in found.vacancies] == ["feed.json:[0]", "feed.json:[4]"]
    assert [(left.place, left.error.code) for left in found.left_out] == [
        ("feed.json:[1]", "vacancy_no_title"),
        ("feed.json:[2]", "vacancy_not_recognised"),
        ("feed.json:[3]", "learning_form"),
    ]
    lines = b"\n".join([json.dumps(JOB_POSTING).encode(), b"{", b"\xff", json.dumps(OWN).encode()])
    found = read_bytes(lines, "feed.jsonl", shipped())
    assert len(found.vacancies) == 2
    assert [(left.place, left.error.code) for left in found.left_out] == [
        ("feed.jsonl:2", "learning_json"), ("feed.jsonl:3", "json_encoding"),
    ]  # fmt: skip
    assert all(left.place in left.error.message() for left in found.left_out)


def test_one_is_asked_for_and_several_are_there() -> None:
    with pytest.raises(InputError, match="vacancy_several"):
        read_one(json.dumps([OWN, JOB_POSTING]).encode(), "a.json", shipped())
    with pytest.raises(InputError, match="vacancy_no_title"):
        read_one(json.dumps([OWN, {"@type": "JobPosting"}]).encode(), "a.json", shipped())


def test_how_much_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reading, "MAX_VACANCIES", 2)
    assert failing(json.dumps([OWN] * 3).encode(), "a.json").code == "vacancy_too_many"
    (tmp_path / "a.json").write_text(json.dumps([OWN] * 2))
    (tmp_path / "b.json").write_text(json.dumps(OWN))
    with pytest.raises(InputError, match="vacancy_too_many"):
        read(tmp_path, shipped())
    monkeypatch.setattr(reading, "MAX_FILES", 1)
    with pytest.raises(InputError, match="file_too_many"):
        read(tmp_path, shipped())
    monkeypatch.setattr(reading, "MAX_FILE", 100)
    with pytest.raises(InputError, match="file_too_large"):
        read(tmp_path / "a.json", shipped())
    assert failing(json.dumps(OWN).encode(), "a.json").code == "json_size"


def test_a_folder_without_a_vacancy(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="vacancy_none"):
        read(tmp_path, shipped())
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(InputError, match="learning_json"):
        read(tmp_path, shipped())
    with pytest.raises(InputError, match="file_missing"):
        read(tmp_path / "nowhere.json", shipped())


def test_a_pipe_in_a_folder_is_left_out_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(OWN))
    os.mkfifo(tmp_path / "b.json")
    reading = read(tmp_path, shipped())
    assert len(reading.vacancies) == 1
    assert [(one.place, one.error.code) for one in reading.left_out] == [("b.json", "file_unreadable")]


def test_a_vacancy_of_thousands_of_skills_is_bounded() -> None:
    skills = [f"skill number {number}" for number in range(5000)]
    (vacancy,) = read_bytes(
        json.dumps(
            {"@type": "JobPosting", "title": "x", "skills": skills, "description": "metselen. " * 50_000}
        ).encode(),
        "a.json",
        shipped(),
    ).vacancies
    assert len(vacancy.requirements) <= 100
    assert len(vacancy.unknown) <= 50
    assert all(len(text) <= 20_000 for text in vacancy.text.values())
    assert read_one(json.dumps(vacancy.to_json()).encode(), "a.json", shipped()).requirements == vacancy.requirements


MEMBERS = [
    "@type", "title", "name", "skills", "qualifications", "url", "jobLocation", "address", "positionTitle",
    "value", "positionProfiles", "positionQualifications", "positionCompetencies", "competencyName", "kind",
    "version", "identifier", "occupationalCategory", "inLanguage", "requiredProficiencyLevel", "scoresText",
    "text",
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(MEMBERS),
            inner | st.sampled_from(["JobPosting", "vacancy", "nl", "metselen"]),
            max_size=6,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200)
@given(JSON, st.sampled_from([JOB_POSTING, POSITION_OPENING, JDX_POSTING, OWN]), st.integers(0, 50))
def test_whatever_stands_in_a_member(inner: Any, value: dict[str, Any], number: int) -> None:
    """A vacancy or an error of ours, never a fault of the program; and what was read can be written and read."""
    changed = json.loads(json.dumps(value))
    target = changed
    while True:
        names = [name for name in target if name not in ("version", "kind", "@type")]
        name = names[number % len(names)]
        if isinstance(target[name], dict) and target[name] and number % 2:
            target = target[name]
        elif isinstance(target[name], list) and target[name] and isinstance(target[name][0], dict) and number % 3:
            target = target[name][0]
        else:
            target[name] = inner
            break
    for document in (changed, inner):
        try:
            found = read_bytes(json.dumps(document).encode(), "a.json", shipped())
        except InputError:
            continue
        for vacancy in found.vacancies:
            again = read_one(json.dumps(vacancy.to_json()).encode(), "a.json", shipped())
            assert again.requirements == vacancy.requirements


@settings(max_examples=100)
@given(st.binary(max_size=300), st.sampled_from(["a.json", "a.jsonl", "a.csv", "a.xlsx", "a.txt", "a.html", "a"]))
def test_any_bytes(data: bytes, name: str) -> None:
    """A vacancy, or an error of ours; hypothesis shows any other."""
    with contextlib.suppress(InputError):
        assert read_bytes(data, name, shipped()).vacancies
