"""RDF terms, quads, and canonical N-Quads (rdf-canon §4.2 "Canonical N-Quads"; RDF 1.1 N-Quads for reading)."""

from __future__ import annotations

import re
from typing import NamedTuple

from dsp_vc.errors import Refused

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
RDF_LANGSTRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_NAMED = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_ESCAPES = {
    # The last two match no Char of XML 1.1, nor do surrogates, which no text here holds.
    **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)},
    **_NAMED,
}
_TO_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]')
_UNNAMED = {short[1]: character for character, short in _NAMED.items()} | {"'": "'"}
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)

_IRI = r"<([^\x00-\x20<>\"{}|^`]*)>"
_BLANK = r"_:([^\s<>\"]+)"
_LITERAL = r'"((?:[^"\\\n\r]|\\.)*)"(?:\^\^' + _IRI + r"|@([A-Za-z]+(?:-[A-Za-z0-9]+)*))?"
_LINE = re.compile(
    rf"[ \t]*(?:{_IRI}|{_BLANK})[ \t]*{_IRI}[ \t]*(?:{_IRI}|{_BLANK}|{_LITERAL})[ \t]*(?:{_IRI}|{_BLANK})?"
    r"[ \t]*\.[ \t]*(?:#.*)?"
)

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f-\xa0<>\"{}|\\^`\ud800-\udfff]+")
# BCP 47: a primary subtag, then subtags of one to eight letters or digits.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def is_absolute_iri(text: str) -> bool:
    """Whether ``text`` is an absolute IRI that N-Quads can hold as it stands."""
    return _ABSOLUTE.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Whether ``text`` has the form of a language tag (BCP 47) that N-Quads can hold."""
    return _LANGUAGE.fullmatch(text) is not None


class Term(NamedTuple):
    """An RDF term: ``kind`` is ``iri``, ``blank`` (``value`` without ``_:``) or ``literal``."""

    kind: str
    value: str
    datatype: str = ""
    language: str = ""


class Quad(NamedTuple):
    """A statement; ``graph`` is ``None`` in the default graph."""

    subject: Term
    predicate: Term
    object: Term
    graph: Term | None


def term_text(term: Term) -> str:
    """A term in canonical N-Quads."""
    if term.kind == "iri":
        return f"<{term.value}>"
    if term.kind == "blank":
        return f"_:{term.value}"
    text = f'"{_TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], term.value)}"'
    if term.language:
        return f"{text}@{term.language}"
    if term.datatype in ("", XSD_STRING):
        return text
    return f"{text}^^<{term.datatype}>"


def quad_text(quad: Quad) -> str:
    """A quad in canonical N-Quads, with its line feed."""
    graph = "" if quad.graph is None else f" {term_text(quad.graph)}"
    return f"{term_text(quad.subject)} {term_text(quad.predicate)} {term_text(quad.object)}{graph} .\n"


def parse(text: str) -> list[Quad]:
    """Read N-Quads. Raises :class:`Refused` ``nquads_syntax``."""
    quads = []
    for line in re.split(r"[\r\n]+", text):
        if line.strip(" \t") and not line.lstrip(" \t").startswith("#"):
            quads.append(_quad(line))
    return quads


def _quad(line: str) -> Quad:
    found = _LINE.fullmatch(line)
    if found is None:
        raise Refused("nquads_syntax", detail=line[:80])
    s_iri, s_blank, predicate, o_iri, o_blank, lexical, datatype, language, g_iri, g_blank = found.groups()
    subject = _node(s_iri, s_blank)
    if lexical is None:
        target = _node(o_iri, o_blank)
    else:
        kind = RDF_LANGSTRING if language else _unescape(datatype) if datatype else XSD_STRING
        target = Term("literal", _unescape(lexical), kind, language or "")
    graph = None if g_iri is None and g_blank is None else _node(g_iri, g_blank)
    return Quad(subject, Term("iri", _unescape(predicate)), target, graph)


def _node(iri: str | None, blank: str | None) -> Term:
    return Term("blank", blank) if blank is not None else Term("iri", _unescape(iri or ""))


def _unescape(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        if code:
            return chr(int(code, 16))
        if found[3] not in _UNNAMED:
            raise Refused("nquads_syntax", detail=found[0])
        return _UNNAMED[found[3]]

    return _ESCAPED.sub(one, text) if "\\" in text else text
