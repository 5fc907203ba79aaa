"""The guard: what a JSON-LD processor would drop, resolve, merge or reinterpret is refused before one sees it.

A signature over RDF covers what the processor made of the document; the reader reads the document. The guard makes the
two one: every member has a defined term, every identifier is absolute, every value becomes exactly one statement. It
reads the contexts by itself and counts the statements; expansion must arrive at the same number, so that a
misunderstanding between the two is a refusal too. (VC-DATA-INTEGRITY 1.0 §4.8 "Securing Data Losslessly", §2.4.1.)
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dsp_vc.encoding import jcs
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused
from dsp_vc.rdf.active_context import Active, Definition, apply, empty
from dsp_vc.rdf.contexts import CREDENTIALS_V1, CREDENTIALS_V2, ContextSet
from dsp_vc.rdf.nquads import is_absolute_iri, is_language
from dsp_vc.rdf.vocabulary import Vocabulary, vocabulary

MAX_DEPTH = 100
MAX_CONTEXTS = 20
#: Expansion costs time for each statement; a hundred skills with levels are some 6,500.
MAX_STATEMENTS = 10_000
#: Expansion compares the values of a set in pairs: one of 1,400, or some smaller ones; half a second in the worst case.
MAX_PAIRS = 1_000_000
MAX_INTEGER = 2**53 - 1
_BASES = (CREDENTIALS_V2, CREDENTIALS_V1)
#: What may bring contexts along inside a document: a credential in a presentation, and a proof over JSON (which must
#: then have those of its document; the cryptosuites see to that).
_WITH_CONTEXT = {"VerifiableCredential", "DataIntegrityProof"}
_SELF_SIGNED = {"issuer", "credentialSubject"}
_CONTAINERS = {"@set", "@graph", "@list", "@language"}
_ENDORSED = "EndorsementSubject"
_BOOLEAN = "boolean"
_NUMBERS = {
    "byte", "decimal", "double", "float", "int", "integer", "long", "negativeInteger", "nonNegativeInteger",
    "nonPositiveInteger", "positiveInteger", "short", "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort",
}  # fmt: skip


def guard(document: JsonObject, contexts: ContextSet) -> int:
    """Refuse ``document`` unless a signature over its RDF covers all that a reader of its JSON sees.

    Returns how many statements it must expand to. Raises :class:`Refused` with a code that says what is wrong.
    """
    walk = _Walk(contexts)
    if "@context" not in document:
        raise Refused("context_missing")
    listed = walk.urls(document["@context"])
    if listed[0] not in _BASES:
        raise Refused("context_base_not_first", name=listed[0])
    walk.node(document, empty(), "", 0)
    if walk.statements > MAX_STATEMENTS:
        raise Refused("document_statements", limit=MAX_STATEMENTS)
    return walk.statements


@dataclass(slots=True)
class _Walk:
    contexts: ContextSet
    statements: int = 0
    pairs: int = 0
    seen: dict[tuple[str, str], tuple[JsonObject, str]] = field(default_factory=dict)
    #: inside a node whose statements were counted before: only what has no identifier becomes a new statement
    again: bool = False
    _words: Vocabulary | None = None

    @property
    def words(self) -> Vocabulary:
        """The words of all contexts at hand, looked up when first needed."""
        if self._words is None:
            self._words = vocabulary(self.contexts)
        return self._words

    def urls(self, value: JsonValue) -> list[str]:
        """The URLs of a ``@context`` member; inline contexts and null are refused."""
        entries = value if isinstance(value, list) else [value]
        found = [entry for entry in entries if isinstance(entry, str)]
        if not entries or len(found) != len(entries):
            raise Refused("context_inline")
        if len(set(found)) != len(found) or len(found) > MAX_CONTEXTS:
            raise Refused("context_repeated")
        for url in found:
            self.contexts.get(url)
        return found

    def node(self, value: JsonObject, active: Active, path: str, depth: int, via: Definition | None = None) -> None:
        """One node object."""
        if depth > MAX_DEPTH:
            raise Refused("document_depth")
        if self.statements > MAX_STATEMENTS:
            raise Refused("document_statements", limit=MAX_STATEMENTS)
        active = active.reverted(value)
        if via is not None and via.has_context:
            active = apply(active, via.context, self.contexts)
        if "@context" in value:
            if path and not _WITH_CONTEXT & set(_texts(value.get("type"))):
                raise Refused("context_nested", name=path)
            listed = self.urls(value["@context"])
            if listed[0] not in _BASES:
                raise Refused("context_base_not_first", name=listed[0])
            active = apply(active, list(listed), self.contexts)
        types = self._types(value, active, path)
        scoped = active
        for name in sorted(types):
            definition = active.terms.get(name)
            if definition is not None and definition.has_context:
                scoped = apply(scoped, definition.context, self.contexts, propagate=False)
        outer, self.again = self.again, self._repeated(value, active, path)
        self._count(len(types))
        for name, member in value.items():
            if name != "@context":
                self._member(name, member, scoped, path, depth)
        self.again = outer

    def _count(self, number: int = 1) -> None:
        if not self.again:
            self.statements += number

    def _compare(self, number: int) -> None:
        self.pairs += number * number // 2
        if self.pairs > MAX_PAIRS:
            raise Refused("document_statements", limit=MAX_STATEMENTS)

    def _types(self, value: JsonObject, active: Active, path: str) -> list[str]:
        names: list[str] = []
        for key, member in value.items():
            if active.keyword(key) != "@type" or key.startswith("@"):
                continue
            entries = member if isinstance(member, list) else [member]
            names = [entry for entry in entries if isinstance(entry, str)]
            if not names or len(names) != len(entries) or len(set(names)) != len(names):
                raise Refused("type_undefined", name=_at(path, key))
            self._compare(len(names))
            for name in names:
                if not self._names_type(name, active):
                    raise Refused("type_undefined", name=name)
                if self._is_double(name, active, of_type=True):
                    raise Refused("word_doubled", name=name)
        return names

    def _names_type(self, name: str, active: Active) -> bool:
        """A word, or an IRI for which there is no word: with a word for it the reader would look for that."""
        if active.defines_type(name):
            return name in active.terms or is_absolute_iri(f"x:{name}")
        return self._is_identifier(name, active) and not self.words.says(name)

    def _is_identifier(self, text: str, active: Active) -> bool:
        """An absolute IRI that no prefix turns into another."""
        return is_absolute_iri(text) and not active.has_prefix(text)

    def _is_double(self, name: str, active: Active, *, of_type: bool) -> bool:
        """Whether another word says the same and is the one to use.

        In the pinned contexts such pairs are a type and a member (``Criteria``, ``criteria``), so that only a member
        with a capital and a type without one need the look-up; in contexts of others any pair is possible.
        """
        if name[:1].isupper() == of_type and not self.contexts.extra:
            return False
        in_force = {word for word, definition in active.terms.items() if definition is not None}
        return self.words.is_double(name, in_force, of_type=of_type)

    def _repeated(self, value: JsonObject, active: Active, path: str) -> bool:
        """Two objects with one id are one node: what stands in one could be moved to the other unseen by a signature.

        So either all but one are bare references, or they are equal to the letter.
        """
        key = next((name for name in value if active.keyword(name) == "@id"), None)
        identifier = value[key] if key is not None else None
        if not isinstance(identifier, str) or len(value) == 1:
            return False
        kind = ""
        if _ENDORSED in _texts(value.get("type")):
            # What an endorsement says of something stands apart from what that says of itself: neither can move to the
            # other's place, if this kind of node holds nothing else and stands nowhere else.
            if not _is_endorsed(value, path):
                raise Refused("node_split", name=path, detail=identifier)
            kind = _ENDORSED
        place = path.rpartition(".")[2]
        known = self.seen.get((identifier, kind))
        if known is not None and {place, known[1]} == _SELF_SIGNED and not _is_same(value, known[0]):
            # Who signs for themself is named in both places. That is reported as self-asserted, never as accepted.
            kind = place
            known = self.seen.get((identifier, kind))
        if known is None:
            self.seen[identifier, kind] = value, place
        elif not _is_same(value, known[0]):
            raise Refused("node_split", name=_at(path, "id"), detail=identifier)
        return known is not None

    def _member(self, name: str, value: JsonValue, active: Active, path: str, depth: int) -> None:
        where = _at(path, name)
        keyword = active.keyword(name)
        if keyword == "@id" and not name.startswith("@"):
            if not isinstance(value, str) or not self._is_identifier(value, active):
                raise Refused("iri_not_absolute", name=where)
            return
        if keyword == "@type" and not name.startswith("@"):
            return
        if keyword is not None or name.startswith("@"):
            raise Refused("keyword_forbidden", name=where)
        definition = active.define(name)
        if definition is None or (name not in active.terms and not is_absolute_iri(f"x:{name}")):
            raise Refused("term_undefined", name=where)
        if definition.reverse or definition.nest or definition.containers - _CONTAINERS:
            raise Refused("keyword_forbidden", name=where)
        if self._is_double(name, active, of_type=False):
            raise Refused("word_doubled", name=where)
        self._values(value, definition, active, where, depth)

    def _values(self, value: JsonValue, definition: Definition, active: Active, where: str, depth: int) -> None:
        if definition.type == "@json":
            self._json(value, where)
        elif "@language" in definition.containers:
            self._language_map(value, where)
        elif "@list" in definition.containers:
            self._list(value, definition, active, where, depth)
        elif isinstance(value, list):
            if not value:
                raise Refused("array_empty", name=where)
            self._compare(len(value))
            nodes = all(isinstance(entry, dict) for entry in value)
            if not nodes and len({jcs.canonicalize(entry) for entry in value}) != len(value):
                # A set holds a value once: the second would not be covered.
                raise Refused("array_repeats", name=where)
            self._refuse_twins(value, where)
            for entry in value:
                if isinstance(entry, list):
                    raise Refused("array_nested", name=where)
                self._value(entry, definition, active, where, depth + 1)
        else:
            self._value(value, definition, active, where, depth + 1)

    def _refuse_twins(self, value: list[JsonValue], where: str) -> None:
        named = [entry["id"] for entry in value if isinstance(entry, dict) and isinstance(entry.get("id"), str)]
        named += [entry for entry in value if isinstance(entry, str)]
        if len(set(map(str, named))) != len(named):
            raise Refused("array_repeats", name=where)

    def _value(self, value: JsonValue, definition: Definition, active: Active, where: str, depth: int) -> None:
        if value is None:
            raise Refused("value_null", name=where)
        if "@graph" in definition.containers:
            self._graph(value, active, where, depth, definition)
        elif isinstance(value, dict) and ("@value" in value or "@language" in value):
            self._count()
            self._value_object(value, where)
        elif isinstance(value, dict):
            # A node without identifier is a new one each time, and so is the statement that leads to it.
            fresh = all(active.keyword(name) != "@id" for name in value)
            self.statements += fresh or not self.again
            self.node(value, active, where, depth, definition)
        elif isinstance(value, str):
            self._count()
            self._text(value, definition, active, where)
        elif isinstance(value, bool | int | float):
            self._count()
            _check_native(value, definition, where)
        else:
            raise Refused("array_nested", name=where)

    def _graph(self, value: JsonValue, active: Active, where: str, depth: int, definition: Definition) -> None:
        # A bare reference alone in a graph states nothing, so nothing would be signed.
        if not isinstance(value, dict) or "@value" in value or not set(value) - {"id", "@context"}:
            raise Refused("graph_empty", name=where)
        self.statements += 1
        # The members stand in a graph of their own: a node there is not the one of the same id outside.
        outer = self.seen, self.again
        self.seen, self.again = {}, False
        self.node(value, active, where, depth, definition)
        self.seen, self.again = outer

    def _text(self, value: str, definition: Definition, active: Active, where: str) -> None:
        _check_text(value, where)
        if definition.type == "@id":
            if not self._is_identifier(value, active):
                raise Refused("iri_not_absolute", name=where)
        elif definition.type == "@vocab":
            if definition.has_context:
                active = apply(active, definition.context, self.contexts)
            if not self._names_type(value, active):
                raise Refused("iri_not_absolute", name=where)
        elif _native(definition) in (_BOOLEAN, *_NUMBERS):
            # The text "false" and the value false are one literal in RDF, and opposites to a reader.
            raise Refused("value_other_type", name=where)

    def _value_object(self, value: JsonObject, where: str) -> None:
        """A text with its language (VCDM 2.0 §11.1). One without is the same in RDF as the plain text."""
        text, language, direction = value.get("@value"), value.get("@language"), value.get("@direction")
        if set(value) - {"@value", "@language", "@direction"} or not isinstance(text, str):
            raise Refused("keyword_forbidden", name=where)
        _check_text(text, where)
        if not isinstance(language, str) or not is_language(language):
            raise Refused("language_invalid", name=where)
        if "@direction" in value:
            # Expansion to RDF leaves the direction out, so nothing would sign it.
            raise Refused("direction_unsigned", name=where, detail=str(direction))

    def _language_map(self, value: JsonValue, where: str) -> None:
        if not isinstance(value, dict) or not value:
            raise Refused("language_invalid", name=where)
        for language, member in value.items():
            entries = member if isinstance(member, list) else [member]
            if not is_language(language) or not entries:
                raise Refused("language_invalid", name=where)
            for entry in entries:
                if not isinstance(entry, str):
                    raise Refused("value_null", name=where)
                _check_text(entry, where)
            self._compare(len(entries))
            self._count(len(entries))

    def _list(self, value: JsonValue, definition: Definition, active: Active, where: str, depth: int) -> None:
        entries = value if isinstance(value, list) else [value]
        # The cells of a list are new nodes each time.
        self.statements += bool(entries) or not self.again
        outer, self.again = self.again, False
        for entry in entries:
            if isinstance(entry, list):
                raise Refused("array_nested", name=where)
            self._value(entry, definition, active, where, depth + 1)
            self.statements += 1
        self.again = outer

    def _json(self, value: JsonValue, where: str) -> None:
        # One literal, signed whole, in JCS; an array as well (JSON-LD 1.1 API §5.1.2 step 13.6).
        if value is None:
            raise Refused("value_null", name=where)
        jcs.canonicalize(value)
        self._count()


def _texts(value: JsonValue) -> list[str]:
    entries = value if isinstance(value, list) else [value]
    return [entry for entry in entries if isinstance(entry, str)]


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _is_same(one: JsonObject, other: JsonObject) -> bool:
    return jcs.canonicalize(one) == jcs.canonicalize(other)


def _is_endorsed(value: JsonObject, path: str) -> bool:
    pure = _texts(value["type"]) == [_ENDORSED] and set(value) <= {"id", "type", "endorsementComment"}
    return pure and path.rpartition(".")[2] == "credentialSubject"


def _check_text(value: str, where: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Refused("string_lone_surrogate", name=where) from None


def _native(definition: Definition) -> str:
    """The name of the datatype that values are given, without its namespace."""
    kind = definition.type
    return "" if kind in (None, "@none") else str(kind).replace("#", ":").rpartition(":")[2]


def _check_native(value: bool | int | float, definition: Definition, where: str) -> None:
    """A boolean or number becomes one literal, which no text and no other number becomes too.

    A double has 15 decimals; one without a fraction is an integer (JSON-LD 1.1 API §8.2.2 step 10), see expansion.
    """
    if definition.type in ("@id", "@vocab"):
        raise Refused("iri_not_absolute", name=where)
    kind = _native(definition)
    if kind and not (kind == _BOOLEAN if isinstance(value, bool) else kind in _NUMBERS):
        raise Refused("value_other_type", name=where)
    if isinstance(value, bool):
        return
    if abs(value) > MAX_INTEGER:
        raise Refused("number_inexact", name=where)
    if isinstance(value, float) and (float(f"{value:.15E}") != value or str(value) == "-0.0"):
        raise Refused("number_inexact", name=where)
