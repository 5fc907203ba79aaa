"""The IRIs behind the words of all contexts at hand, to refuse a second way of saying what a word says.

A signature over RDF covers IRIs. Whoever writes ``https://www.w3.org/2018/credentials#credentialStatus`` where
``credentialStatus`` stood, or uses another word for the same IRI, leaves the signature right and hides the member from
every reader of the JSON. All pinned contexts count, not only those that a document names: its list of contexts can be
changed without touching a statement.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.rdf.contexts import ContextSet, pinned_contents

_MAX_STEPS = 32


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names by IRI and IRIs by name, and the namespaces in which every name is a word."""

    names: Mapping[str, frozenset[str]]
    iris: Mapping[str, tuple[str, ...]]
    namespaces: frozenset[str] = frozenset()
    #: the same of the pinned contexts alone, where these come first
    pinned: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def says(self, iri: str) -> bool:
        """Whether some word stands for ``iri``."""
        return iri in self.names or any(iri.startswith(namespace) for namespace in self.namespaces)

    def is_double(self, name: str, in_force: Container[str], *, of_type: bool) -> bool:
        """Whether another word in force stands for the same IRI and is the one to use. Scopes are not told apart.

        That is a pinned one before one of an extra context; a word with a capital for a type, one without for a member.
        Two words for one type stay (``AchievementCredential`` is ``OpenBadgeCredential``), of members the last counts.
        """
        for iri in self.iris.get(name, ()):
            group = {word for word in self.names[iri] if word in in_force}
            group = group & self.pinned.get(iri, frozenset()) or group
            fitting = {word for word in group if word[:1].isupper() == of_type} or group
            if group and name not in (fitting if of_type else {max(fitting)}):
                return True
        return False


def vocabulary(contexts: ContextSet) -> Vocabulary:
    """The words of all pinned contexts, in every content, and of the extra ones of ``contexts``."""
    pinned = _pinned()
    if not contexts.extra:
        return pinned
    return _collect(tuple(contexts.extra.values()), pinned)


@cache
def _pinned() -> Vocabulary:
    return _collect(tuple(content.load() for content in pinned_contents()), Vocabulary({}, {}))


def _collect(documents: tuple[JsonObject, ...], known: Vocabulary) -> Vocabulary:
    names = {iri: set(found) for iri, found in known.names.items()}
    namespaces = set(known.namespaces)
    for document in documents:
        for name, iri in _words(document.get("@context"), ()):
            if not name:
                namespaces.add(iri)
            elif not iri.startswith("@"):
                names.setdefault(iri, set()).add(name)
    frozen = {iri: frozenset(found) for iri, found in names.items()}
    iris: dict[str, tuple[str, ...]] = {}
    for iri, found in frozen.items():
        iris.update({name: (*iris.get(name, ()), iri) for name in found})
    return Vocabulary(frozen, iris, frozenset(namespaces), known.names or frozen)


def _words(context: JsonValue, outer: tuple[JsonObject, ...]) -> Iterator[tuple[str, str]]:
    """Every term with its IRI; a ``@vocab`` as the term without a name. Contexts named by URL stand for themselves."""
    for entry in context if isinstance(context, list) else [context]:
        if not isinstance(entry, dict):
            continue
        scopes = (*outer, entry)
        if isinstance(entry.get("@vocab"), str):
            yield "", _iri(str(entry["@vocab"]), scopes)
        for name, definition in entry.items():
            if name.startswith("@"):
                continue
            iri = _identifier(name, definition)
            if iri is not None:
                yield name, _iri(iri, scopes)
            if isinstance(definition, dict):
                yield from _words(definition.get("@context"), scopes)
        # A list of contexts: a later one sees the terms of those before it.
        outer = scopes


def _identifier(name: str, definition: JsonValue) -> str | None:
    found = definition.get("@id", name) if isinstance(definition, dict) else definition
    return found if isinstance(found, str) else None


def _iri(text: str, scopes: tuple[JsonObject, ...]) -> str:
    """``text`` with its prefix, or the word that it is, replaced by what that stands for."""
    for _ in range(_MAX_STEPS):
        prefix, colon, rest = text.partition(":")
        if text.startswith("@") or rest.startswith("//"):
            break
        found = _lookup(prefix if colon else text, scopes)
        if found is None or found == prefix:
            vocab = next((scope["@vocab"] for scope in reversed(scopes) if isinstance(scope.get("@vocab"), str)), None)
            return text if colon or vocab is None else f"{vocab}{text}"
        text = f"{found}{rest}"
    return text


def _lookup(name: str, scopes: tuple[JsonObject, ...]) -> str | None:
    for scope in reversed(scopes):
        if name in scope:
            return _identifier(name, scope[name])
    return None
