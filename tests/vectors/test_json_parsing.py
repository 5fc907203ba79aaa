"""JSONTestSuite: what must parse parses, what must not does not, and what is free never crashes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from dsp_vc.encoding.strict_json import parse
from dsp_vc.errors import Refused

# Valid by the grammar of RFC 8259, and refused here all the same: two readers may read them differently (RFC 7493).
STRICTER = {
    "y_object_duplicated_key.json": "json_duplicate_member",
    "y_object_duplicated_key_and_value.json": "json_duplicate_member",
}
# Free by the suite; what this parser does with them, all of it.
ACCEPTED_IF_FREE = {
    "i_number_double_huge_neg_exp.json",
    "i_number_real_underflow.json",
    "i_number_too_big_neg_int.json",
    "i_number_too_big_pos_int.json",
    "i_number_very_big_negative_int.json",
}


def outcome(data: bytes) -> str:
    try:
        parse(data)
    except Refused as error:
        return error.code
    return "parsed"


def test_json_test_suite(vectors: Path, vector_count: Callable[[str, int], None]) -> None:
    files = sorted((vectors / "json-parsing").glob("*.json"))
    outcomes = {path.name: outcome(path.read_bytes()) for path in files}
    assert len(outcomes) == 318
    must = {name: found for name, found in outcomes.items() if name.startswith("y_")}
    assert {name: found for name, found in must.items() if found != "parsed"} == STRICTER
    assert [name for name, found in outcomes.items() if name.startswith("n_") and found == "parsed"] == []
    free = {name for name, found in outcomes.items() if name.startswith("i_") and found == "parsed"}
    assert free == ACCEPTED_IF_FREE
    vector_count("json-parsing", len(files))


def test_what_parses_is_what_the_standard_parser_reads(vectors: Path) -> None:
    for path in sorted((vectors / "json-parsing").glob("y_*.json")):
        if path.name not in STRICTER:
            assert parse(path.read_bytes()) == json.loads(path.read_text("utf-8")), path.name
