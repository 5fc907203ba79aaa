"""Whatever is changed in a document, either the guard refuses it or its canonical form, hence its signature, differs."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsp_vc.errors import Refused
from dsp_vc.rdf.canonicalization import canonical_document
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.rdf.guard import guard
from dsp_vc.rdf.vocabulary import vocabulary

from .badges import OB, V2, Document, meaning, rich_badge

CONTEXTS = ContextSet.pinned()
Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every member and entry, but for the contexts."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in entries:
        if key != "@context":
            yield (*path, key)
            yield from places(member, (*path, key))


def at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


def changed(path: Path, change: Callable[[Any, Any], None]) -> Document:
    document = rich_badge()
    change(at(document, path[:-1]), path[-1])
    return document


def renames(name: str) -> Iterator[str]:
    yield from (iri for iri, names in vocabulary(CONTEXTS).names.items() if name in names)
    yield from (other for names in vocabulary(CONTEXTS).names.values() if name in names for other in names - {name})
    yield from (f"@{name}", name.upper(), name.capitalize(), f"{name} ", f"x:{name}", f"cred:{name}", f"_:{name}", "")
    yield from ("@graph", "@included", "@reverse", "@nest", "@id", "@type", "@index", "@value", "description", "image")


def values(value: Any) -> Iterator[Any]:
    yield from (None, [], {}, [value, value], [[value]], {"@value": value}, {"@list": [value]}, {"@set": [value]})
    yield from ({"@id": value}, {"@value": value, "@language": "nl"}, {"@json": value}, {"@graph": value})
    yield {"@value": value, "@type": "http://www.w3.org/2001/XMLSchema#string"}
    if isinstance(value, str):
        yield from (f"{value}x", f" {value}", value.upper(), [value], {"id": value}, 0, True, f"{value}\u0000")
        yield f'{value}" .\n<urn:x> <urn:y> "z'
        yield from (name for iri, name in ((iri, n) for iri, ns in vocabulary(CONTEXTS).names.items() for n in ns)
                    if iri == value)  # fmt: skip
        yield from (iri for iri, names in vocabulary(CONTEXTS).names.items() if value in names)
    elif isinstance(value, bool):
        yield from (not value, str(value).lower(), int(value))
    elif isinstance(value, float):
        yield from (value + 1, int(value), str(value), f"{value:.15E}", "4.5E0", -value, 1e300)
    elif isinstance(value, dict):
        yield from (
            [value],
            {**value, "@index": "x"},
            {**value, "extra": "x"},
            {**value, "id": "did:web:school.example"},
        )
        yield {**value, "@context": V2}
        yield from (value.get("id"), {"id": value.get("id", "urn:x")}, list(value.values()))
    elif isinstance(value, list):
        yield from (value[::-1], value[:-1], [*value, "x"], {"@list": value}, value[0])


def judge(document: Document) -> str:
    """``refused``, ``differs``, or ``same``."""
    try:
        found = canonical_document(document, CONTEXTS)
    except Refused:
        return "refused"
    return "same" if found == ORIGINAL else "differs"


ORIGINAL = canonical_document(rich_badge(), CONTEXTS)
ALL = list(places(rich_badge()))
MEMBERS = [path for path in ALL if isinstance(path[-1], str)]


def check(document: Document, why: str) -> None:
    if judge(document) == "same":
        assert meaning(document) == meaning(rich_badge()), why


@pytest.mark.parametrize("path", MEMBERS, ids=lambda path: ".".join(map(str, path)))
def test_no_member_can_be_renamed(path: Path) -> None:
    for name in renames(str(path[-1])):
        if name not in at(rich_badge(), path[:-1]):
            document = changed(path, lambda parent, key, name=name: parent.update({name: parent.pop(key)}))
            assert judge(document) != "same", name


@pytest.mark.parametrize("path", ALL, ids=lambda path: ".".join(map(str, path)))
def test_no_value_can_be_changed_or_removed(path: Path) -> None:
    assert judge(changed(path, lambda parent, key: parent.pop(key))) != "same"
    for value in values(at(rich_badge(), path)):
        document = changed(path, lambda parent, key, value=value: parent.__setitem__(key, value))
        check(document, repr(value))


ADDED = ("@graph", "@included", "@reverse", "@nest", "@index", "@language", "@value", "@list", "@foo", "unknown", "cred",
         "xsd", "description", "Image", "https://schema.org/name", "http://x y", "_:b0", "ext:x", "", "proof")  # fmt: skip


@pytest.mark.parametrize("path", [(), *(path for path in ALL if isinstance(at(rich_badge(), path), dict))], ids=str)
def test_nothing_can_be_added(path: Path) -> None:
    for name in ADDED:
        for value in (None, [], {}, "x", {"id": "urn:x"}, 1):
            document = rich_badge()
            at(document, path)[name] = value
            assert judge(document) != "same", (name, value)


NODES = [path for path in ALL if isinstance(at(rich_badge(), path), dict)]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(MEMBERS), st.sampled_from([(), *NODES]), st.sampled_from(["", "@graph", "@included", "@nest"]))
def test_no_member_can_be_moved(source: Path, target: Path, under: str) -> None:
    if source[-1] == "id" or source[:-1] == target or target[: len(source)] == source:
        return
    document = rich_badge()
    destination = at(document, target)
    value = at(document, source[:-1]).pop(source[-1])
    if under:
        destination.setdefault(under, {})[source[-1]] = value
    elif source[-1] not in destination:
        destination[source[-1]] = value
    else:
        return
    check(document, f"{source} to {target} {under}")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_no_two_values_can_be_exchanged(one: Path, other: Path) -> None:
    if one[: len(other)] == other or other[: len(one)] == one or at(rich_badge(), one) == at(rich_badge(), other):
        return
    document = rich_badge()
    first, second = copy.deepcopy(at(document, one)), copy.deepcopy(at(document, other))
    at(document, one[:-1])[one[-1]] = second
    at(document, other[:-1])[other[-1]] = first
    check(document, f"{one} with {other}")


@pytest.mark.parametrize("url", ["https://www.w3.org/2018/credentials/v1", V2, OB])
def test_contexts_in_another_order_or_number_are_refused_or_differ(url: str) -> None:
    for listed in ([url], [OB, V2], [url, OB], [url, V2], [V2, OB, url], [V2, V2, OB]):
        if listed != [V2, OB]:
            document = {**rich_badge(), "@context": listed}
            assert judge(document) != "same", listed


def test_the_badge_itself_passes_and_the_guard_counts_its_statements() -> None:
    assert guard(rich_badge(), CONTEXTS) == len(ORIGINAL.decode().splitlines())
    assert judge(rich_badge()) == "same"
