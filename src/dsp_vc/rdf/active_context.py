"""The active context, as far as the guard needs it: which terms are defined, and what kind of value each takes.

A small part of JSON-LD 1.1 API §4 (context processing): contexts by URL or embedded in a known context, scoped to a
type or a property. It never decides what a term *means*; expansion does, and must agree with the guard's count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused
from dsp_vc.rdf.contexts import ContextSet

MAX_NESTING = 16
#: The gen-delims of RFC 3986: a word for an IRI that ends so can stand before a colon (JSON-LD 1.1 API §4.2.2 step 14).
_ENDS_PREFIX = (":", "/", "?", "#", "[", "]", "@")


@dataclass(frozen=True, slots=True)
class Definition:
    """A term: its coercion (``@id``, ``@vocab``, ``@json``, a datatype or nothing), containers and scoped context."""

    type: str | None = None
    containers: frozenset[str] = frozenset()
    has_context: bool = False
    context: JsonValue = None
    keyword: str | None = None
    reverse: bool = False
    nest: bool = False
    prefix: bool = False


PLAIN = Definition()
_MAX_KNOWN = 512
_known: dict[int, tuple[JsonObject, Mapping[str, Definition | None]]] = {}


@dataclass(frozen=True, slots=True)
class Active:
    """Terms in force; ``None`` for a term that is defined as nothing. ``previous`` is what a type-scoped context hides
    until the next node."""

    terms: Mapping[str, Definition | None] = field(default_factory=dict)
    vocab: bool = False
    previous: Active | None = None

    def keyword(self, name: str) -> str | None:
        """The keyword that ``name`` is, or is another word for."""
        if name.startswith("@"):
            return name
        definition = self.terms.get(name)
        return definition.keyword if definition is not None else None

    def define(self, name: str) -> Definition | None:
        """What ``name`` is as a property; ``None`` where a processor would drop it."""
        if name in self.terms:
            return self.terms[name]
        # No IRI in place of a word: it would say what some word says, under a name that no reader looks for.
        return PLAIN if self.vocab and ":" not in name else None

    def has_prefix(self, text: str) -> bool:
        """Whether ``text`` is an IRI shortened by a prefix, so that a processor reads another one."""
        prefix, _, rest = text.partition(":")
        definition = self.terms.get(prefix)
        return definition is not None and definition.prefix and not rest.startswith("//")

    def defines_type(self, name: str) -> bool:
        """Whether ``name`` is a word for an IRI where types and ``@vocab`` values stand."""
        if name in self.terms:
            definition = self.terms[name]
            return definition is not None and definition.keyword is None
        return self.vocab and ":" not in name and not name.startswith("@")

    def reverted(self, node: JsonObject) -> Active:
        """What holds inside ``node``: a type-scoped context ends there (JSON-LD 1.1 API §5.1.2 step 7)."""
        if self.previous is None or list(node) == ["id"]:
            return self
        return self.previous


def empty() -> Active:
    """No terms at all."""
    return Active()


def apply(
    active: Active,
    local: JsonValue,
    contexts: ContextSet,
    *,
    propagate: bool = True,
    depth: int = 0,
) -> Active:
    """``active`` with the context ``local``: a URL, a map from a known context, null (start anew), or a list.

    Raises :class:`Refused` ``context_unknown``, ``context_unusable``.
    """
    if depth > MAX_NESTING:
        raise Refused("context_unusable", detail="nested too deeply")
    before = active
    for entry in local if isinstance(local, list) else [local]:
        if entry is None:
            active = Active(previous=active.previous)
        elif isinstance(entry, str):
            inner = contexts.get(entry).get("@context")
            active = apply(active, inner, contexts, depth=depth + 1)
        elif isinstance(entry, dict):
            active = _with_map(active, entry)
        else:
            raise Refused("context_unusable", detail="neither URL nor map")
    if not propagate and active is not before:
        active = replace(active, previous=before.previous or before)
    return active


def _with_map(active: Active, local: JsonObject) -> Active:
    unusable = {"@import", "@base", "@language", "@direction", "@propagate", "@reverse"} & local.keys()
    if unusable:
        raise Refused("context_unusable", detail=sorted(unusable)[0])
    terms = {**active.terms, **_terms(local)}
    vocab = bool(local["@vocab"]) if "@vocab" in local else active.vocab
    return Active(terms, vocab, active.previous)


def _terms(local: JsonObject) -> Mapping[str, Definition | None]:
    """The terms of one map. Known contexts stay the same objects as long as the program runs, and every document meets
    them again; what is kept holds on to its map, so that no other can come to have its identity."""
    kept = _known.get(id(local))
    if kept is not None and kept[0] is local:
        return kept[1]
    found = {name: _definition(value) for name, value in local.items() if not name.startswith("@")}
    if len(_known) >= _MAX_KNOWN:
        _known.clear()
    _known[id(local)] = (local, found)
    return found


def _definition(value: JsonValue) -> Definition | None:
    if value is None:
        return None
    if isinstance(value, str):
        if value.startswith("@"):
            return Definition(keyword=value)
        return Definition(prefix=True) if value.endswith(_ENDS_PREFIX) else PLAIN
    if not isinstance(value, dict):
        raise Refused("context_unusable", detail="a term is neither text nor map")
    identifier = value.get("@id")
    if "@id" in value and identifier is None:
        return None
    containers = value.get("@container")
    listed = containers if isinstance(containers, list) else [containers]
    kind = value.get("@type")
    return Definition(
        type=kind if isinstance(kind, str) else None,
        containers=frozenset(str(entry) for entry in listed if entry),
        has_context="@context" in value,
        context=value.get("@context"),
        keyword=identifier if isinstance(identifier, str) and identifier.startswith("@") else None,
        reverse="@reverse" in value,
        prefix=bool(value.get("@prefix")),
        nest="@nest" in value or "@index" in value or "@language" in value or "@direction" in value,
    )
