"""Expansion by pyld from contexts that are here."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from typing import Any

import pytest

from dsp_vc.errors import Refused
from dsp_vc.rdf.contexts import CREDENTIALS_V2, ContextSet, known_contents, pinned_contents
from dsp_vc.rdf.expansion import to_quads
from dsp_vc.rdf.nquads import Quad, quad_text

URL = "https://words.example/v1"


def lines(document: dict[str, Any], context: dict[str, Any]) -> list[str]:
    contexts = ContextSet.pinned().with_extra({URL: {"@context": context}})
    return sorted(map(quad_text, to_quads({"@context": URL, **document}, contexts)))


def test_contents_of_one_url_are_never_mixed_up() -> None:
    one = lines({"@id": "urn:x", "level": "5"}, {"level": "urn:level"})
    other = lines({"@id": "urn:x", "level": "5"}, {"level": "urn:other"})
    assert one == ['<urn:x> <urn:level> "5" .\n']
    assert other == ['<urn:x> <urn:other> "5" .\n']
    assert lines({"@id": "urn:x", "level": "5"}, {"level": "urn:level"}) == one


def test_an_unknown_context_is_refused_and_nothing_is_fetched() -> None:
    with pytest.raises(Refused, match="context_unknown"):
        to_quads({"@context": "https://nobody.example/v1", "@id": "urn:x"}, ContextSet.pinned())


@pytest.mark.parametrize(("number", "written"), [
    (4, '"4"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    (4.0, '"4"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    (4.5, '"4.5E0"^^<http://www.w3.org/2001/XMLSchema#double>'),
    (True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
])  # fmt: skip
def test_numbers(number: Any, written: str) -> None:
    assert lines({"@id": "urn:x", "n": number}, {"n": "urn:n"}) == [f"<urn:x> <urn:n> {written} .\n"]


@pytest.mark.parametrize("document", [
    {"@id": "urn:x> <urn:y", "level": "5"},
    {"@id": "urn:x", "level": {"@id": "urn:x> <urn:y"}},
    {"@id": "urn:x", "urn:x> <urn:y": "5"},
    {"@id": "urn:x", "level": {"@value": "5", "@type": "urn:x> <urn:y"}},
    {"@id": "urn:x", "level": {"@value": "5", "@language": "nl .\n<urn:x> <urn:y>"}},
    {"@id": "urn:x", "@type": "urn:x> <urn:y"},
    {"@id": "urn:x> <urn:y", "@graph": {"@id": "urn:x", "level": "5"}},
])  # fmt: skip
def test_no_statement_can_be_smuggled_in_even_without_the_guard(document: dict[str, Any]) -> None:
    """Either it is refused or dropped by the processor (which the guard's count would notice)."""
    found: list[str] = []
    with contextlib.suppress(Refused):
        found = lines(document, {"level": "urn:level"})
    assert not any("urn:y" in line for line in found)


def test_deep_documents_do_not_crash() -> None:
    document: dict[str, Any] = {"level": "5"}
    for _ in range(3000):
        document = {"level": document}
    with pytest.raises(Refused, match="document_not_expandable"):
        lines(document, {"level": "urn:level"})


def test_a_quad_has_a_graph_only_where_named() -> None:
    contexts = ContextSet.pinned().with_extra({URL: {"@context": {"g": {"@id": "urn:g", "@container": "@graph"},
                                                                  "n": "urn:n"}}})  # fmt: skip
    quads = to_quads({"@context": URL, "@id": "urn:x", "g": {"@id": "urn:y", "n": "5"}}, contexts)
    assert sorted(quad.graph is None for quad in quads) == [False, True]
    assert all(isinstance(quad, Quad) for quad in quads)


def test_pyld_brings_no_client_of_the_network() -> None:
    code = "import dsp_vc.rdf.guard, sys; assert 'pyld' not in sys.modules; from pyld import jsonld; " \
           "sys.exit(any(name in sys.modules for name in ('requests', 'aiohttp')))"  # fmt: skip
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_contexts_that_were_processed_before_make_no_difference() -> None:
    """What is kept between documents is bound to the choice among contents, and gives what a fresh start gives."""
    from dsp_vc.rdf import expansion

    url = next(content.url for content in pinned_contents() if len(known_contents(content.url)) > 1)
    document = {"@context": [CREDENTIALS_V2, url], "id": "urn:x", "type": ["VerifiableCredential"], "name": "x"}
    sets = [ContextSet(chosen={url: number}) for number in range(len(known_contents(url)))]

    def quads(contexts: ContextSet) -> list[str]:
        return sorted(map(quad_text, to_quads(document, contexts)))

    fresh = []
    for contexts in sets:
        expansion._kept.by_choice.clear()
        fresh.append(quads(contexts))
    assert [quads(contexts) for contexts in sets * 2] == fresh * 2
    assert set(expansion._kept.by_choice) == {frozenset(contexts.chosen.items()) for contexts in sets}


def test_nothing_is_kept_of_contexts_that_are_not_pinned() -> None:
    from dsp_vc.rdf import expansion

    expansion._kept.by_choice.clear()
    lines({"@id": "urn:x", "level": "5"}, {"level": "urn:level"})
    to_quads({"@context": {"level": "urn:level"}, "@id": "urn:x", "level": "5"}, ContextSet.pinned())
    nested = {"@context": CREDENTIALS_V2, "id": "urn:x", "name": {"@context": {"a": "urn:a"}, "a": "b"}}
    with contextlib.suppress(Refused):
        to_quads(nested, ContextSet.pinned())
    with pytest.raises(Refused, match="context_unknown"):
        to_quads({"@context": [CREDENTIALS_V2, "https://nobody.example/v1"], "id": "urn:x"}, ContextSet.pinned())
    assert not expansion._kept.by_choice


def badge(number: int) -> dict[str, Any]:
    """A credential with contexts scoped to types and to words, and no two of them alike."""
    level = {"type": ["ResultDescription"], "id": f"urn:level:{number}", "name": "Niveau", "resultType": "Status"}
    achievement = {"id": f"urn:a:{number}", "type": ["Achievement"], "name": "Meten", "resultDescription": [level]}
    subject = {"type": ["AchievementSubject"], "achievement": achievement}
    return {
        "@context": [CREDENTIALS_V2, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": f"urn:x:{number}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": subject,
    }


def test_a_second_document_works_through_no_context_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from pyld import jsonld

    from dsp_vc.rdf import expansion

    expansion._kept.by_choice.clear()
    first = to_quads(badge(1), ContextSet.pinned())
    monkeypatch.setattr(jsonld.JsonLdProcessor, "_create_term_definition", None)  # what defines a word
    again = to_quads(badge(2), ContextSet.pinned())
    assert len(again) == len(first) > 10
    with pytest.raises(TypeError):
        jsonld.to_rdf({"@context": {"a": "urn:a"}, "a": "b"})  # the control: it is what a new context needs


def test_what_is_remembered_is_bounded_and_forgetting_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    from dsp_vc.rdf import expansion, processor

    expected = sorted(map(quad_text, to_quads(badge(1), ContextSet.pinned())))
    expansion._kept.by_choice.clear()
    monkeypatch.setattr(processor, "_MAX_KNOWN", 2)
    for _ in range(3):
        assert sorted(map(quad_text, to_quads(badge(1), ContextSet.pinned()))) == expected
    assert [len(kept._known) <= 2 for kept in expansion._kept.by_choice.values()] == [True]
