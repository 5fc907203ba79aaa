"""The guard: what a JSON-LD processor would drop, resolve, merge or reinterpret is refused before one sees it.

A signature over RDF covers what the processor made of the document; the reader reads the document. The guard makes the
two one: every member has a defined term, every identifier is absolute, every value becomes exactly one statement. It
reads the contexts by itself and counts the statements; expansion must arrive at the same number, so that a
misunderstanding between the two is a refusal too. (VC-DATA-INTEGRITY 1.0 §4.8 "Securing Data Losslessly", §2.4.1.)
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field

from dsp_vc.encoding import jcs
from dsp_vc.encoding.base import multibase_decode
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused
from dsp_vc.rdf.active_context import Active, Definition, apply, empty
from dsp_vc.rdf.contexts import CREDENTIALS_V1, CREDENTIALS_V2, ContextSet

MAX_DEPTH = 100
MAX_CONTEXTS = 20
#: Expansion costs time for each statement; a hundred skills with levels are some 6,500.
MAX_STATEMENTS = 10_000
MAX_INTEGER = 2**53 - 1
_BASES = (CREDENTIALS_V2, CREDENTIALS_V1)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f-\xa0<>\"{}|\\^`\ud800-\udfff]+")
# BCP 47: a primary subtag, then subtags of one to eight letters or digits.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# Multihash codes with lengths: sha2-256, sha2-384, sha2-512.
_MULTIHASH = {"sha256": b"\x12\x20", "sha384": b"\x20\x30", "sha512": b"\x13\x40"}
#: What may bring contexts along inside a document: a credential in a presentation, and a proof over JSON (which must
#: then have those of its document; the cryptosuites see to that).
_WITH_CONTEXT = {"VerifiableCredential", "DataIntegrityProof"}
_CONTAINERS = {"@set", "@graph", "@list", "@language"}


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


def is_absolute_iri(text: str) -> bool:
    """Whether ``text`` is an absolute IRI that N-Quads can hold as it stands."""
    return _IRI.fullmatch(text) is not None


@dataclass(slots=True)
class _Walk:
    contexts: ContextSet
    statements: int = 0
    seen: dict[str, bytes] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)

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

    def node(self, value: JsonObject, active: Active, path: str, depth: int, via: Definition | None = None) -> bool:
        """One node object; gives whether its content was counted already (the same object under the same id)."""
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
        if self._repeated(value, path):
            return True
        self.statements += len(types)
        for name, member in value.items():
            if name != "@context":
                self._member(name, member, scoped, path, depth)
        return False

    def _types(self, value: JsonObject, active: Active, path: str) -> list[str]:
        names: list[str] = []
        for key, member in value.items():
            if active.keyword(key) != "@type" or key.startswith("@"):
                continue
            entries = member if isinstance(member, list) else [member]
            names = [entry for entry in entries if isinstance(entry, str)]
            if not names or len(names) != len(entries) or len(set(names)) != len(names):
                raise Refused("type_undefined", name=_at(path, key))
            for name in names:
                if not active.defines_type(name) and not is_absolute_iri(name):
                    raise Refused("type_undefined", name=name)
        return names

    def _repeated(self, value: JsonObject, path: str) -> bool:
        """Two objects with one id are one node: what stands in one could be moved to the other unseen by a signature.

        So either all but one are bare references, or they are equal to the letter.
        """
        identifier = value.get("id")
        if not isinstance(identifier, str) or len(value) == 1:
            return False
        form = jcs.canonicalize(value)
        known = self.seen.setdefault(identifier, form)
        if known != form:
            raise Refused("node_split", name=_at(path, "id"), detail=identifier)
        if identifier in self.counted:
            return True
        self.counted.add(identifier)
        return False

    def _member(self, name: str, value: JsonValue, active: Active, path: str, depth: int) -> None:
        where = _at(path, name)
        keyword = active.keyword(name)
        if keyword == "@id" and not name.startswith("@"):
            if not isinstance(value, str) or not is_absolute_iri(value):
                raise Refused("iri_not_absolute", name=where)
            return
        if keyword == "@type" and not name.startswith("@"):
            return
        if keyword is not None or name.startswith("@"):
            raise Refused("keyword_forbidden", name=where)
        definition = active.define(name)
        if definition is None:
            raise Refused("term_undefined", name=where)
        if definition.reverse or definition.nest or definition.containers - _CONTAINERS:
            raise Refused("keyword_forbidden", name=where)
        self._values(value, definition, active, where, depth)

    def _values(self, value: JsonValue, definition: Definition, active: Active, where: str, depth: int) -> None:
        if definition.type == "@json":
            self._json(value, where, depth)
        elif "@language" in definition.containers and isinstance(value, dict):
            self._language_map(value, where)
        elif "@list" in definition.containers:
            self._list(value, definition, active, where, depth)
        elif isinstance(value, list):
            if not value:
                raise Refused("array_empty", name=where)
            forms = [_form(entry) for entry in value]
            if len(set(forms)) != len(forms) and not all(isinstance(entry, dict) for entry in value):
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
        self.statements += 1
        if value is None:
            raise Refused("value_null", name=where)
        if isinstance(value, dict):
            if "@value" in value or "@language" in value:
                self._value_object(value, definition, where)
            elif "@graph" in definition.containers:
                self._graph(value, active, where, depth, definition)
            else:
                self.node(value, active, where, depth, definition)
        elif isinstance(value, str):
            self._text(value, definition, active, where)
        elif isinstance(value, bool | int | float):
            if definition.type in ("@id", "@vocab"):
                raise Refused("iri_not_absolute", name=where)
            _check_number(value, where)
        else:
            raise Refused("array_nested", name=where)

    def _graph(self, value: JsonObject, active: Active, where: str, depth: int, definition: Definition) -> None:
        # The members stand in a graph of their own: a node there is not the one of the same id outside.
        outer, self.seen, counted, self.counted = self.seen, {}, self.counted, set()
        self.node(value, active, where, depth, definition)
        self.seen, self.counted = outer, counted

    def _text(self, value: str, definition: Definition, active: Active, where: str) -> None:
        _check_text(value, where)
        if definition.type == "@id" and not is_absolute_iri(value):
            raise Refused("iri_not_absolute", name=where)
        if definition.type == "@vocab":
            if definition.has_context:
                active = apply(active, definition.context, self.contexts)
            if not active.defines_type(value) and not is_absolute_iri(value):
                raise Refused("iri_not_absolute", name=where)

    def _value_object(self, value: JsonObject, definition: Definition, where: str) -> None:
        """A text with its language (VCDM 2.0 §11.1)."""
        text, language, direction = value.get("@value"), value.get("@language"), value.get("@direction")
        if set(value) - {"@value", "@language", "@direction"} or not isinstance(text, str):
            raise Refused("keyword_forbidden", name=where)
        _check_text(text, where)
        if "@language" in value and not (isinstance(language, str) and _LANGUAGE.fullmatch(language)):
            raise Refused("language_invalid", name=where)
        if "@direction" in value:
            # Expansion to RDF leaves the direction out, so nothing would sign it.
            raise Refused("direction_unsigned", name=where, detail=str(direction))

    def _language_map(self, value: JsonObject, where: str) -> None:
        for language, member in value.items():
            entries = member if isinstance(member, list) else [member]
            if _LANGUAGE.fullmatch(language) is None or not entries:
                raise Refused("language_invalid", name=where)
            for entry in entries:
                if not isinstance(entry, str):
                    raise Refused("value_null", name=where)
                _check_text(entry, where)
            self.statements += len(entries)

    def _list(self, value: JsonValue, definition: Definition, active: Active, where: str, depth: int) -> None:
        self.statements += 1
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, list):
                raise Refused("array_nested", name=where)
            self._value(entry, definition, active, where, depth + 1)
            self.statements += 1

    def _json(self, value: JsonValue, where: str, depth: int) -> None:
        # A JSON literal is signed whole, in JCS; an array is still a list of such literals.
        if isinstance(value, list):
            if not value:
                raise Refused("array_empty", name=where)
            if len({_form(entry) for entry in value}) != len(value):
                raise Refused("array_repeats", name=where)
        for entry in value if isinstance(value, list) else [value]:
            if entry is None:
                raise Refused("value_null", name=where)
            _form(entry)
            self.statements += 1
        if depth > MAX_DEPTH:
            raise Refused("document_depth")


def _form(value: JsonValue) -> bytes:
    return jcs.canonicalize(value)


def _texts(value: JsonValue) -> list[str]:
    entries = value if isinstance(value, list) else [value]
    return [entry for entry in entries if isinstance(entry, str)]


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _check_text(value: str, where: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Refused("string_lone_surrogate", name=where) from None


def _check_number(value: bool | int | float, where: str) -> None:
    """JSON numbers become xsd:integer or xsd:double; the latter in 15 decimals. Others are refused (DESIGN: exact)."""
    if isinstance(value, bool):
        return
    if abs(value) > MAX_INTEGER:
        raise Refused("number_inexact", name=where)
    if isinstance(value, float) and (float(f"{value:.15E}") != value or str(value) == "-0.0"):
        raise Refused("number_inexact", name=where)


def check_related_resources(document: JsonObject, contexts: ContextSet) -> list[str]:
    """Compare the digests of related resources with what is here (VCDM 2.0 §5.3); gives the ids of those not held.

    Raises :class:`Refused` ``related_resource_digest`` where one does not match.
    """
    missing: list[str] = []
    value = document.get("relatedResource")
    for entry in value if isinstance(value, list) else [] if value is None else [value]:
        if not isinstance(entry, dict):
            continue
        identifier = str(entry.get("id"))
        known = contexts.digests(identifier)
        if known is None:
            missing.append(identifier)
            continue
        listed = set(str(entry["digestSRI"]).split()) if "digestSRI" in entry else known
        if not listed & known or ("digestMultibase" in entry and not _is_multihash(entry["digestMultibase"], known)):
            raise Refused("related_resource_digest", name=identifier)
    return missing


def _is_multihash(value: JsonValue, known: frozenset[str]) -> bool:
    """Whether a ``digestMultibase`` (multibase of a multihash, CID 1.0 §2.4, §2.5) is one of the ``known`` digests."""
    try:
        found = multibase_decode(value) if isinstance(value, str) else b""
    except Refused:
        return False
    return any(
        found == _MULTIHASH[name] + base64.b64decode(digest)
        for name, _, digest in (entry.partition("-") for entry in known)
    )
