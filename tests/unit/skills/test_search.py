"""Finding by words, with typing errors; the arithmetic below it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.skills.catalogue.model import Kind
from dsp_vc.skills.catalogue.search import OCCUPATIONS, SKILLS, meant, search
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.catalogue.spelling import distance, fold, grams, nearest, tolerated, words
from dsp_vc.skills.catalogue.store import catalogue_in, import_files
from dsp_vc.skills.catalogue.writer import rarity


@pytest.mark.parametrize(
    ("text", "kinds", "found"),
    [
        ("metselen", SKILLS, "lay bricks"),
        ("METSELEN ", SKILLS, "lay bricks"),
        ("metsellen", SKILLS, "lay bricks"),
        ("metseln", SKILLS, "lay bricks"),
        ("lay briks", SKILLS, "lay bricks"),
        ("bricks lay", SKILLS, "lay bricks"),
        ("EHBO", SKILLS, "provide first aid"),
        ("heftruk rijden", SKILLS, "operate forklift"),
        ("timmerman", OCCUPATIONS, "carpenter"),
        ("loodgeiter", OCCUPATIONS, "plumber"),
    ],
)
def test_finds(text: str, kinds: tuple[Kind, ...], found: str) -> None:
    hits = search(shipped(), text, kinds=kinds)
    assert hits[0].concept.name("en").text == found
    assert hits[0].concept.kind in kinds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "!?",
        '"',
        "NEAR(",
        "a* OR b",
        "') DROP TABLE name; --",
        "xyzzyxyzzy",
        "\x00",
        "😀",
        "\ud800",
        "a " * 5000,
    ],
)
def test_nothing_in_a_question_is_a_command(text: str) -> None:
    before = shipped().count(Kind.SKILL)
    assert len(search(shipped(), text)) <= 10
    assert shipped().count(Kind.SKILL) == before


def test_how_it_was_found_and_how_many() -> None:
    assert search(shipped(), "metselen")[0].how == "exact"
    assert search(shipped(), "metsellen")[0].how == "spelling"
    assert search(shipped(), "eerste hulp")[0].how == "words"
    assert len(search(shipped(), "onderhouden", limit=3)) == 3
    assert search(shipped(), "onderhouden", limit=0) == []


def test_the_same_question_gets_the_same_answer() -> None:
    first = [(hit.concept.uri, hit.found, hit.how) for hit in search(shipped(), "werken", limit=50)]
    assert first == [(hit.concept.uri, hit.found, hit.how) for hit in search(shipped(), "werken", limit=50)]
    assert len({uri for uri, _, _ in first}) == len(first)


def test_folding() -> None:
    assert fold("Élektra") == "elektra"
    assert words("P.V.C.-buis, 2x") == ["p", "v", "c", "buis", "2x"]
    assert grams("ab") == {"^ab", "ab$"}
    assert grams("") == {"^$"}


@pytest.mark.parametrize(
    ("left", "right", "far"),
    [
        ("metselen", "metselen", 0),
        ("metselen", "metslen", 1),
        ("metselen", "metsleen", 1),
        ("abcd", "abdd", 1),
        ("ab", "cd", 2),
    ],
)
def test_distance(left: str, right: str, far: int) -> None:
    assert distance(left, right, 3) == far
    assert distance(right, left, 3) == far


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 4))
def test_distance_is_symmetric_and_stops_at_its_limit(left: str, right: str, limit: int) -> None:
    far = distance(left, right, limit)
    assert far == distance(right, left, limit)
    assert far == min(distance(left, right, 99), limit + 1)
    assert (far == 0) == (left == right)


def test_the_nearest_words_are_within_reach() -> None:
    assert nearest("metsellen", ["metselen", "metselaar", "lassen"]) == ["metselen"]
    assert nearest("las", ["los"]) == []  # short words are not guessed
    assert [tolerated(word) for word in ("abc", "abcd", "abcdefgh")] == [0, 1, 2]


def test_rarity() -> None:
    assert rarity(1, 100) > rarity(10, 100) > rarity(100, 100) == 0.0
    assert rarity(0, 100) == 0.0


def test_the_name_that_something_goes_by_is_meant_before_a_synonym_of_another(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(
        "uri,kind,nl,synonyms_nl\n"
        "urn:example:1,occupation,voegzetter,\n"
        "urn:example:2,occupation,decorvoegzetter,voegzetter|kitter\n"
        "urn:example:3,occupation,dekvoegzetter,kitter\n"
    )
    import_files(tmp_path / "skills", [tmp_path / "own.csv"])
    with catalogue_in(tmp_path / "skills") as catalogue:

        def found(text: str) -> list[str]:
            return [hit.concept.uri for hit in meant(catalogue, text, kinds=OCCUPATIONS, lang="nl", most=8)]

        assert found("Voegzetter") == ["urn:example:1"]
        assert sorted(found("kitter")) == ["urn:example:2", "urn:example:3"]
        assert found("decorvoegzetter") == ["urn:example:2"]
        assert len(found("voegz")) > 1
        assert found("zzzzzzz") == []
