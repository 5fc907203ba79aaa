"""Each thing that the guard refuses, by its code; and what it lets pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dsp_vc.errors import Refused
from dsp_vc.rdf.canonicalization import canonical_document
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.rdf.guard import MAX_STATEMENTS, guard

from .badges import OB, V2, Document, rich_badge

CONTEXTS = ContextSet.pinned()
CRED = "https://www.w3.org/2018/credentials#"
OB_TERM = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
OTHER = "https://words.example/v1"


def refusal(document: Document, contexts: ContextSet = CONTEXTS) -> str:
    with pytest.raises(Refused) as raised:
        canonical_document(document, contexts)
    return raised.value.code


def badge(change: Callable[[Document], Any]) -> Document:
    document = rich_badge()
    change(document)
    return document


def rename(parent: Document, name: str, other: str) -> None:
    parent[other] = parent.pop(name)


def achievement(document: Document) -> Document:
    found: Document = document["credentialSubject"]["achievement"]
    return found


REFUSED: dict[str, tuple[str, Callable[[Document], Any]]] = {
    "no context": ("context_missing", lambda d: d.pop("@context")),
    "empty context": ("context_inline", lambda d: d.update({"@context": []})),
    "null context": ("context_inline", lambda d: d.update({"@context": [V2, None, OB]})),
    "inline context": ("context_inline", lambda d: d["@context"].append({"name": "https://schema.org/description"})),
    "unknown context": ("context_unknown", lambda d: d["@context"].append("https://attacker.example/v1")),
    "base context second": ("context_base_not_first", lambda d: d["@context"].reverse()),
    "context twice": ("context_repeated", lambda d: d["@context"].append(OB)),
    "context inside": ("context_nested", lambda d: d["credentialSubject"].update({"@context": [V2, OB]})),
    "both data models": ("document_not_expandable", lambda d: d["@context"].append(
        "https://www.w3.org/2018/credentials/v1")),
    "unknown term": ("term_undefined", lambda d: d.update(level=5)),
    "unknown type": ("type_undefined", lambda d: d["type"].append("Diploma")),
    "empty type": ("type_undefined", lambda d: d.update(type=[])),
    "type twice": ("type_undefined", lambda d: d["type"].append("VerifiableCredential")),
    "type no text": ("type_undefined", lambda d: d["type"].append(5)),
    "type with a space": ("type_undefined", lambda d: d["type"].append("https://school.example/a b")),
    "type by its IRI": ("type_undefined", lambda d: d["type"].append(f"{CRED}VerifiablePresentation")),
    "member by its IRI hides the status": ("term_undefined", lambda d: rename(
        d, "credentialStatus", f"{CRED}credentialStatus")),
    "member by prefix": ("term_undefined", lambda d: rename(d, "credentialStatus", "cred:credentialStatus")),
    "member by any IRI": ("term_undefined", lambda d: d.update({"https://school.example/x": "y"})),
    "statements in the name of a member": ("term_undefined", lambda d: d.update({"urn:x> <urn:y> .\n<urn:z": "y"})),
    "type in place of the member": ("word_doubled", lambda d: rename(achievement(d), "criteria", "Criteria")),
    "graph": ("keyword_forbidden", lambda d: d.update({"@graph": [{"id": "urn:x", "name": "x"}]})),
    "included": ("keyword_forbidden", lambda d: d.update({"@included": [d["credentialSubject"].pop("achievement")]})),
    "reverse": ("keyword_forbidden", lambda d: d.update({"@reverse": {"issuer": {"id": "urn:x"}}})),
    "nest": ("keyword_forbidden", lambda d: d.update({"@nest": {"description": "x"}})),
    "index": ("keyword_forbidden", lambda d: d["credentialSubject"].update({"@index": "x"})),
    "keyword id": ("keyword_forbidden", lambda d: rename(d, "id", "@id")),
    "keyword type": ("keyword_forbidden", lambda d: d.update(issuer={"id": "urn:x", "@type": ["Profile"]})),
    "no keyword": ("keyword_forbidden", lambda d: d.update({"@level": "5"})),
    "set": ("keyword_forbidden", lambda d: achievement(d).update(tag={"@set": ["hout"]})),
    "list": ("keyword_forbidden", lambda d: achievement(d).update(tag={"@list": ["hout"]})),
    "typed value": ("keyword_forbidden", lambda d: d.update(name={"@value": "x", "@type": "http://www.w3.org/1#x"})),
    "relative id": ("iri_not_absolute", lambda d: d.update(id="credential/4")),
    "id with a space": ("iri_not_absolute", lambda d: d["credentialSubject"].update(id="did:example:a b")),
    "blank id": ("iri_not_absolute", lambda d: d["credentialSubject"].update(id="_:b0")),
    "id with a quote": ("iri_not_absolute", lambda d: d["credentialSubject"].update(id='urn:x"y')),
    "id null": ("iri_not_absolute", lambda d: d.update(id=None)),
    "two ids": ("iri_not_absolute", lambda d: d.update(id=["urn:a", "urn:b"])),
    "relative link": ("iri_not_absolute", lambda d: d.update(issuer="school")),
    "number for a link": ("iri_not_absolute", lambda d: d.update(issuer=5)),
    "language with statements": ("language_invalid", lambda d: d["name"].update({"@language": "nl .\n<urn:x"})),
    "language with underscore": ("language_invalid", lambda d: d["name"].update({"@language": "nl_NL"})),
    "language null": ("language_invalid", lambda d: d["name"].update({"@language": None})),
    "wrapped text": ("language_invalid", lambda d: d.update(description={"@value": "x"})),
    "direction": ("direction_unsigned", lambda d: d["name"].update({"@direction": "rtl"})),
    "null": ("value_null", lambda d: d.update(description=None)),
    "null in a list": ("value_null", lambda d: achievement(d).update(tag=["hout", None])),
    "empty array": ("array_empty", lambda d: achievement(d).update(tag=[])),
    "same value twice": ("array_repeats", lambda d: achievement(d).update(tag=["hout", "hout"])),
    "same link as text and object": ("array_repeats", lambda d: d.update(issuer=["urn:a", {"id": "urn:a"}])),
    "array in an array": ("array_nested", lambda d: achievement(d).update(tag=[["hout"]])),
    "array in a list": ("array_nested", lambda d: achievement(d)["resultDescription"][0].update(allowedValue=[["a"]])),
    "text for a boolean": ("value_other_type", lambda d: d["credentialSubject"]["identifier"][0].update(
        hashed="false")),
    "number for a boolean": ("value_other_type", lambda d: d["credentialSubject"]["identifier"][0].update(hashed=0)),
    "text for a number": ("value_other_type", lambda d: d["credentialSubject"].update(creditsEarned="4.5E0")),
    "boolean for a number": ("value_other_type", lambda d: d["credentialSubject"].update(creditsEarned=True)),
    "number for a date": ("value_other_type", lambda d: d.update(validFrom=2026)),
    "number too large": ("number_inexact", lambda d: d["credentialSubject"].update(creditsEarned=2**53)),
    "number with too many decimals": ("number_inexact", lambda d: d["credentialSubject"].update(
        creditsEarned=0.1 + 0.2)),
    "minus nothing": ("number_inexact", lambda d: d["credentialSubject"].update(creditsEarned=-0.0)),
    "one id, two descriptions": ("node_split", lambda d: achievement(d).update(
        creator={"id": "did:web:school.example", "type": ["Profile"], "url": "https://school.example"})),
    "credential is its own subject": ("node_split", lambda d: d["credentialSubject"].update(id=d["id"])),
    "endorsed elsewhere": ("node_split", lambda d: d.update(
        issuer={"id": "did:web:school.example", "type": ["EndorsementSubject"], "endorsementComment": "x"})),
    "endorsed and more": ("node_split", lambda d: d.update(
        credentialSubject={"id": "urn:x", "type": ["EndorsementSubject"], "name": "x"})),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    code, change = REFUSED[name]
    assert refusal(badge(change)) == code


@pytest.mark.parametrize("text", ["\ud800", "x\udfff"])
def test_half_a_character_is_refused(text: str) -> None:
    assert refusal(badge(lambda d: d.update(description=text))) in ("string_lone_surrogate", "jcs_string")


@pytest.mark.parametrize("change", [
    lambda d: d["credentialSubject"].update(id="words:x"),
    lambda d: d["type"].append("words:Diploma"),
    lambda d: d.update(issuer="words:school"),
    lambda d: d.update({"words:x": "y"}),
])  # fmt: skip
def test_what_a_prefix_would_turn_into_another_iri_is_refused(change: Callable[[Document], Any]) -> None:
    contexts = CONTEXTS.with_extra({OTHER: {"@context": {"words": "https://words.example/v1#"}}})
    code = refusal(badge(lambda d: (d["@context"].append(OTHER), change(d))), contexts)
    assert code in ("iri_not_absolute", "type_undefined", "term_undefined")


def test_depth_is_bounded() -> None:
    document = rich_badge()
    inner: Any = {"type": "Profile", "name": "x"}
    for _ in range(200):
        inner = {"type": "Profile", "name": "x", "parentOrg": inner}
    document["issuer"]["parentOrg"] = inner
    assert refusal(document) in ("document_depth", "jcs_value")


def test_the_number_of_statements_is_bounded() -> None:
    document = rich_badge()
    achievement(document)["resultDescription"][0]["allowedValue"] = [str(number) for number in range(MAX_STATEMENTS)]
    assert refusal(document) == "document_statements"


@pytest.mark.parametrize("change", [
    lambda d: achievement(d).update(tag=[f"t{number}" for number in range(1500)]),
    lambda d: d["type"].extend(f"urn:type:{number}" for number in range(1500)),
    lambda d: d.update(evidence=[{"type": "Evidence", "name": str(number)} for number in range(1500)]),
    lambda d: achievement(d).update(tag=[str(n) for n in range(1000)], inLanguage=[str(n) for n in range(1000)],
                                    otherIdentifier=[{"type": "IdentifierEntry"} for n in range(1000)]),
])  # fmt: skip
def test_large_sets_cost_the_square_of_their_size_and_are_bounded(change: Callable[[Document], Any]) -> None:
    assert refusal(badge(change)) == "document_statements"


def test_a_context_of_another_may_not_change_a_word() -> None:
    """Protected words can't be changed; others of the pinned contexts are set again by their types."""
    changed = CONTEXTS.with_extra({OTHER: {"@context": {"name": "https://words.example/other"}}})
    assert refusal(badge(lambda d: d["@context"].append(OTHER)), changed) == "document_not_expandable"
    hidden = CONTEXTS.with_extra({OTHER: {"@context": {"issuer": "https://words.example/other"}}})
    document = badge(lambda d: d["@context"].append(OTHER))
    assert canonical_document(document, hidden) == canonical_document(rich_badge(), CONTEXTS)


@pytest.mark.parametrize("word", ["valid", "aStatus", "zStatus"])
def test_a_context_of_another_may_not_give_a_word_a_double(word: str) -> None:
    doubled = CONTEXTS.with_extra({OTHER: {"@context": {word: {"@id": f"{CRED}credentialStatus", "@type": "@id"}}}})
    document = badge(lambda d: (d["@context"].append(OTHER), rename(d, "credentialStatus", word)))
    assert refusal(document, doubled) == "word_doubled"
    both = badge(lambda d: d["@context"].append(OTHER))
    assert canonical_document(both, doubled) == canonical_document(rich_badge(), CONTEXTS)


def test_a_word_that_stands_for_nothing_is_refused() -> None:
    nulled = CONTEXTS.with_extra({OTHER: {"@context": {"level": None}}})
    assert refusal(badge(lambda d: (d["@context"].append(OTHER), d.update(level="5"))), nulled) == "term_undefined"


def test_a_context_that_gives_every_word_a_meaning() -> None:
    """Nothing of this sort is pinned; handed over by the operator it works, but no IRI may stand for a word of it."""
    every = CONTEXTS.with_extra({OTHER: {"@context": {"@vocab": "https://words.example/v1#"}}})
    listed = badge(lambda d: (d["@context"].append(OTHER), d.update(level="5")))
    assert b"https://words.example/v1#level" in canonical_document(listed, every)
    for change in (
        lambda d: d["type"].append("https://words.example/v1#Diploma"),
        lambda d: d.update({"le vel": "5"}),
        lambda d: d.update({"x> <y": "5"}),
        lambda d: d["type"].append("x> <y"),
    ):
        assert refusal(badge(lambda d, change=change: (d["@context"].append(OTHER), change(d))), every) in (
            "type_undefined",
            "term_undefined",
        )


@pytest.mark.parametrize("member", ["@base", "@language", "@import", "@direction", "@propagate"])
def test_a_context_of_another_with_unusual_members_is_not_used(member: str) -> None:
    odd = CONTEXTS.with_extra({OTHER: {"@context": {member: "https://words.example/"}}})
    assert refusal(badge(lambda d: d["@context"].append(OTHER)), odd) == "context_unusable"


def test_a_context_that_names_itself_is_not_used() -> None:
    circle = CONTEXTS.with_extra({OTHER: {"@context": [OTHER]}})
    assert refusal(badge(lambda d: d["@context"].append(OTHER)), circle) == "context_unusable"


PASSES: dict[str, Callable[[Document], Any]] = {
    "as it is": lambda d: None,
    "a type that only has an IRI": lambda d: d["type"].append("https://school.example/types#Stage"),
    "a name in two languages": lambda d: d.update(
        name=[{"@value": "Stage", "@language": "nl"}, {"@value": "Internship", "@language": "en"}]
    ),
    "a number without a fraction": lambda d: d["credentialSubject"].update(creditsEarned=4.0),
    "the issuer described twice in the same words": lambda d: achievement(d).update(creator=d["issuer"]),
    "the issuer described twice, with a part that has no id": lambda d: (
        d["issuer"].update(otherIdentifier=[
            {"type": "IdentifierEntry", "identifier": "12345678", "identifierType": "ext:KVK"}]),
        achievement(d).update(creator=d["issuer"]),
    ),
    "an empty list": lambda d: achievement(d)["resultDescription"][0].update(allowedValue=[]),
    "characters that N-Quads escapes": lambda d: d.update(description='a\tb\nc"d\\e\u0001\u007f\ufffe\U0001f600'),
    "two subjects": lambda d: d.update(
        credentialSubject=[d["credentialSubject"], {**d["credentialSubject"], "id": "did:example:other"}]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PASSES)
def test_passes(name: str) -> None:
    document = badge(PASSES[name])
    lines = canonical_document(document, CONTEXTS).decode().splitlines()
    assert len(lines) == guard(document, CONTEXTS)


def presentation(credential: Any) -> Document:
    return {"@context": [V2], "type": ["VerifiablePresentation"], "verifiableCredential": [credential]}


def test_a_credential_in_a_presentation_brings_its_contexts() -> None:
    assert canonical_document(presentation(rich_badge()), CONTEXTS)


@pytest.mark.parametrize("credential", ["urn:uuid:1", {"id": "urn:uuid:1"}, {}, {"@value": "x"}, 5], ids=repr)
def test_what_a_presentation_only_names_is_refused(credential: Any) -> None:
    # The graph of the credential would be empty, and any other name would give the same statements.
    assert refusal(presentation(credential)) == "graph_empty"


def test_an_endorsement_of_what_stands_in_the_badge_passes_and_is_covered() -> None:
    def endorsed(comment: str) -> Document:
        return badge(lambda d: d["issuer"].update(endorsement=[{
            "@context": [V2, OB], "id": "urn:uuid:e", "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": "did:web:inspectie.example", "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {
                "id": "did:web:school.example", "type": ["EndorsementSubject"], "endorsementComment": comment,
            },
        }]))  # fmt: skip

    assert canonical_document(endorsed("goed"), CONTEXTS) != canonical_document(endorsed("slecht"), CONTEXTS)
