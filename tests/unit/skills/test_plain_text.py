"""Text out of markup: the words stay, nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp_vc.skills.plain_text import MAX_TEXT, plain_line, plain_text


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("Timmerman", "Timmerman"),
        ("<p>Wij <b>zoeken</b> een timmerman.</p><p>Bel ons.</p>", "Wij zoeken een timmerman.\nBel ons."),
        ("<ul><li>metselen<li>voegen</ul>", "metselen\nvoegen"),
        ("zagen<br>schaven<BR/>schuren", "zagen\nschaven\nschuren"),
        ("hout &amp; steen &eacute;&#233;n", "hout & steen één"),
        ("&lt;p&gt;Wij zoeken&lt;/p&gt;", "Wij zoeken"),
        ("&amp;lt;b&amp;gt;vet&amp;lt;/b&amp;gt;", "vet"),
        ("voor<script>alert('x')</script>na", "voorna"),
        ("voor<SCRIPT type='a'>if (1 < 2) {}</ScRiPt >na", "voorna"),
        ("voor<script>alert(1)", "voor"),
        ("voor<style>p {color: red}</style>na", "voorna"),
        ("voor<script/>na", "voorna"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;tekst", "tekst"),
        ("<!-- niet dit -->wel dit", "wel dit"),
        ("<!-- nooit dicht", ""),
        ("<![CDATA[x]]>na", "na"),
        ("loon < 3000 en > 2000", "loon < 3000 en > 2000"),
        ("5<6", "5<6"),
        ("een <img src=x onerror=alert(1)>plaatje", "een plaatje"),
        ("half <img src=", "half"),
        ("a\u202eb\u200bc\x00d\x1be\x9bf", "abcdef"),
        ("zelf\xadstandig  werken\t\tnu", "zelfstandig werken nu"),
        ("cafe\u0301", "café"),
    ],
)
def test_words_stay(markup: str, words: str) -> None:
    assert plain_text(markup) == words


def test_what_is_long_is_cut() -> None:
    assert len(plain_text("woord " * 100_000)) == MAX_TEXT
    assert plain_line("a\nb  c") == "a b c"
    assert plain_line("x" * 500) == "x" * 399 + "…"


@pytest.mark.parametrize(
    "unit", ["<", "<a", "<!--", "<script>", "</", "&lt;", "&", "<p", '<a b="', "<!", "]]>", "&amp;lt;"]
)
def test_a_tag_that_never_ends_is_looked_at_once(unit: str) -> None:
    """Work that grew with the square of the length would not end here."""
    assert len(plain_text(unit * 100_000)) <= MAX_TEXT


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["<p>", "<script>", "</script>", "&lt;", "&gt;", "x", "<!--", "-->", "\u202e"])).map(
        "".join
    )
)
def test_nothing_that_steers_is_left(markup: str) -> None:
    found = plain_text(markup)
    assert all(letter.isprintable() or letter == "\n" for letter in found)
    assert "<script>" not in found.lower()
