"""JSON-LD to RDF quads, by pyld, from contexts that are here. Nothing is ever fetched."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused
from dsp_vc.rdf.contexts import ContextSet, known_contents
from dsp_vc.rdf.nquads import Quad, Term, is_absolute_iri, is_language

if TYPE_CHECKING:
    from dsp_vc.rdf.processor import Processor

_MAX_KEPT = 16


class _Kept(threading.local):
    """Processors with the contexts that they worked through, a thread its own: pyld is made for one thread."""

    def __init__(self) -> None:
        self.by_choice: dict[frozenset[tuple[str, int]], Processor] = {}


_kept = _Kept()


def to_quads(document: JsonObject, contexts: ContextSet) -> list[Quad]:
    """The RDF dataset of ``document`` (JSON-LD 1.1 API §8).

    Raises :class:`Refused` ``document_not_expandable``, ``context_unknown``.
    """
    from pyld import jsonld

    refusal: list[Refused] = []

    def load(url: str, _options: Any = None) -> dict[str, Any]:
        try:
            found = contexts.get(url)
        except Refused as error:
            refusal.append(error)
            raise jsonld.JsonLdError("unknown context", "dsp-vc.UnknownContext") from error
        return {"contextUrl": None, "documentUrl": url, "document": found, "contentType": "application/ld+json"}

    processor = _processor(document, contexts)
    # The loader of this call, whoever called first: it tells us of what is refused.
    processor.resolver.document_loader = load
    try:
        dataset = processor.to_rdf(_integers(document), {"documentLoader": load, "contextResolver": processor.resolver})
    except jsonld.JsonLdError as error:
        if refusal:
            raise refusal[0] from error
        raise Refused("document_not_expandable", detail=str(error.code or error.type)) from error
    except (ValueError, TypeError) as error:
        # What pyld raises on contexts of others that name one another by relative addresses, or ids that are keywords.
        raise Refused("document_not_expandable", detail=type(error).__name__) from error
    except RecursionError as error:
        raise Refused("document_not_expandable", detail="nested too deeply") from error
    return [_quad(name, triple) for name, triples in dataset.items() for triple in triples]


def _processor(document: JsonObject, contexts: ContextSet) -> Processor:
    """A processor that knows no other contents than ``contexts``; pyld's shared memory is keyed by URL, and of one URL
    there may be several contents.

    Where the document names pinned contexts only, the processor is kept, one for each choice among contents: what it
    holds is then the same for every document.
    """
    from dsp_vc.rdf.processor import Processor

    if contexts.extra or not _names_only(document):
        return Processor()
    choice = frozenset(contexts.chosen.items())
    if choice not in _kept.by_choice:
        if len(_kept.by_choice) >= _MAX_KEPT:
            _kept.by_choice.clear()
        _kept.by_choice[choice] = Processor()
    return _kept.by_choice[choice]


def _names_only(value: JsonValue) -> bool:
    """Whether every context in the document is named by a URL that is pinned."""
    if isinstance(value, list):
        return all(_names_only(entry) for entry in value)
    if not isinstance(value, dict):
        return True
    named = value.get("@context", [])
    named = named if isinstance(named, list) else [named]
    return all(isinstance(url, str) and known_contents(url) for url in named) and all(
        _names_only(member) for name, member in value.items() if name != "@context"
    )


def _integers(value: JsonValue) -> JsonValue:
    """With 4 for 4.0: a number without a fraction is an integer (JSON-LD 1.1 API §8.2.2 step 10); pyld writes 4.0E0."""
    if isinstance(value, dict):
        return {name: _integers(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_integers(entry) for entry in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _quad(graph: str, triple: dict[str, dict[str, str]]) -> Quad:
    name = None if graph == "@default" else _named(graph)
    return Quad(_term(triple["subject"]), _term(triple["predicate"]), _term(triple["object"]), name)


def _named(name: str) -> Term:
    return Term("blank", name[2:]) if name.startswith("_:") else _iri(name)


def _iri(text: str) -> Term:
    # Written between < and > as it stands: what could end it early would let a text pass for other statements.
    if not is_absolute_iri(text):
        raise Refused("iri_not_absolute", name=text)
    return Term("iri", text)


def _term(value: dict[str, str]) -> Term:
    if value["type"] == "IRI":
        return _iri(value["value"])
    if value["type"] == "blank node":
        return Term("blank", value["value"][2:])
    language, datatype = value.get("language", ""), value.get("datatype", "")
    if language and not is_language(language):
        raise Refused("language_invalid", name=language)
    return Term("literal", value["value"], _iri(datatype).value if datatype else "", language)
