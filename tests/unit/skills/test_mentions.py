"""Skills that a longer text mentions, and questions in whole sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.skills.catalogue.mentions import MAX_SENTENCES, mentions
from dsp_vc.skills.catalogue.search import OCCUPATIONS, search
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.catalogue.spelling import content_words, stem
from dsp_vc.skills.catalogue.stop_words import STOP_WORDS


def found(text: str, lang: str = "en", **named: object) -> list[str]:
    names = []
    for mention in mentions(shipped(), text, lang=lang, **named):  # type: ignore[arg-type]
        concept = shipped().concept(mention.uri)
        assert concept is not None
        names.append(concept.name("en").text)
    return names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("metselt", "metselen"),
        ("gemetseld", "metselen"),
        ("muur", "muren"),
        ("bricks", "brick"),
        ("lees", "lezen"),
        ("graaf", "graven"),
        ("gelast", "lassen"),
        ("werkt", "werken"),
        ("schoen", "schoenen"),
        ("plates", "plate"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("metselen", "meten"), ("zagen", "zoeken"), ("hout", "huis"), ("lassen", "lezen")]
)
def test_other_words_have_another(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_in_the_order_of_the_text_with_its_sentence() -> None:
    text = "Je leest bouwtekeningen. Je metselt muren en voegt die.\nWerken met soorten hout is mooi meegenomen"
    got = mentions(shipped(), text, lang="nl")
    assert [mention.name.text for mention in got] == [
        "bouwtekeningen lezen",
        "muren metselen",
        "voegen",
        "soorten hout",
    ]
    assert got[1].sentence == "Je metselt muren en voegt die"


def test_in_either_language() -> None:
    assert found("You can lay bricks and snap chalk lines.") == ["lay bricks", "snap chalk line"]
    assert found("Je kunt metselen", lang="nl") == ["lay bricks"]
    assert found("Ervaren timmerman gezocht", kinds=OCCUPATIONS) == ["carpenter"]


def test_words_of_a_name_stand_near_each_other() -> None:
    assert found("types of wood") == ["types of wood"]
    assert found("various types of fine old wood") == ["types of wood"]
    assert "types of wood" not in found("there are many types among our people who live far away from any wood")
    assert "types of wood" not in found("We know all types. And our wood is dry.")


def test_the_longer_name_counts() -> None:
    """Not also *clean* within *clean wood surface*."""
    assert found("clean wood surface") == ["clean wood surface"]


def test_a_name_that_is_everywhere_is_no_mention() -> None:
    assert found("Je werkt graag met ons, en je kunt het goed", lang="nl") == []


@pytest.mark.parametrize(
    "text", ["", "   ", "!?", '"', "NEAR(", "a* OR b", "') DROP TABLE name; --", "\x00", "\ud800", "😀"]
)
def test_nothing_in_a_text_is_a_command(text: str) -> None:
    assert mentions(shipped(), text) == []


def test_much_text_is_bounded() -> None:
    text = "You lay bricks. " * (MAX_SENTENCES * 3)
    assert found(text) == ["lay bricks"]
    assert found("xyzzy. " * MAX_SENTENCES + " lay bricks") == []  # beyond what is looked at
    assert len(found("lay bricks; types of wood; sort waste", limit=2)) == 2
    assert found("lay bricks", limit=0) == []
    assert found("woord " * 100_000) == []


@given(st.text(max_size=300))
def test_any_text_gives_concepts_of_the_kind_asked_for(text: str) -> None:
    for mention in mentions(shipped(), text, kinds=OCCUPATIONS):
        concept = shipped().concept(mention.uri)
        assert concept is not None
        assert concept.kind in OCCUPATIONS


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("ik kan goed metselen", "metselen"),
        ("Ik heb veel ervaring met metselen.", "metselen"),
        ("I am able to lay bricks", "lay bricks"),
        ("what do you do with woodworking tools", "woodworking tools"),
    ],
)
def test_a_sentence_finds_what_its_telling_words_find(sentence: str, word: str) -> None:
    asked = [(hit.concept.uri, hit.how) for hit in search(shipped(), word)]
    assert asked
    assert [(hit.concept.uri, hit.how) for hit in search(shipped(), sentence)][: len(asked)] == asked


def test_a_sentence_with_a_typing_error() -> None:
    assert search(shipped(), "ik kan goed metsellen")[0].found.text == "metselen"


def test_a_sentence_of_several_skills() -> None:
    hits = search(shipped(), "ik heb jaren muren gemetseld en daarna veel geleerd over soorten hout")
    assert [hit.how for hit in hits] == ["mentioned", "mentioned"]
    assert {hit.found.text for hit in hits} == {"muren metselen", "soorten hout"}


def test_all_words_count_where_none_tells() -> None:
    assert content_words("ik kan dat") == ["ik", "kan", "dat"]
    assert search(shipped(), "ik kan dat") == []


def test_what_denies_is_no_stop_word() -> None:
    assert not STOP_WORDS & {"geen", "niet", "niets", "zonder", "no", "not", "never", "without"}


def test_words_inside_a_name_still_count() -> None:
    """*team* alone is not *in een team*: all words are tried first."""
    assert search(shipped(), "werken in een team")[0].how == "exact"
