"""RDF as taxonomies are published in it: Turtle (and N-Triples, which is Turtle), or JSON-LD.

Turtle is read by rdflib's parser, statement by statement: no graph is kept, and each statement has its line. JSON-LD is
read by the processor of the product, from contexts that stand in the file or come with the product; none is fetched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError, Refused
from dsp_vc.files import read_bounded
from dsp_vc.skills.catalogue.csv_files import Progress

TURTLE = (".ttl", ".nt")
JSON_LD = (".jsonld",)
MAX_FILE = 256 * 1024**2
MAX_JSON = 48 * 1024**2  # its processor needs about ten times the time of Turtle's
MAX_CONTEXTS = 64  # one does; the processor carries each into what stands below it, and beside it in an array
MAX_STATEMENTS = 3_000_000  # CompetentNL has some 320,000 that say what an occupation asks for
_BASE = "urn:dsp-vc:base:"  # relative addresses become ones that no taxonomy has
_PORTION = 20_000


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple. ``value`` is an address, a blank node (``_:…``) or, with ``literal``, a text in ``lang``; ``place`` is
    the file with the line, or with the subject where there are no lines."""

    subject: str
    predicate: str
    value: str
    place: str
    literal: bool = False
    lang: str = ""


Take = Callable[[Statement], None]


def is_rdf(path: Path) -> bool:
    """Whether a file is RDF, by its name."""
    return path.suffix.lower() in (*TURTLE, *JSON_LD)


def read_statements(path: Path, take: Take, progress: Progress | None = None) -> None:
    """Hand every statement of a file to ``take``, in its order.

    Raises :class:`InputError` ``file_*``, ``rdf_missing`` (rdflib is not installed), :class:`Refused` ``json_*``,
    ``catalogue_rdf`` (with the line), ``catalogue_statements``, ``catalogue_encoding``, ``catalogue_context``,
    ``catalogue_contexts``.
    """
    if path.suffix.lower() in JSON_LD:
        _json_ld(path, take)
        if progress is not None:
            progress(path.stat().st_size)
        return
    data = read_bounded(path, MAX_FILE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused("catalogue_encoding", place=f"{path.name}:{line}", detail=str(error)) from None
    _turtle(path.name, text, take, _Steps(progress, len(data), text.count("\n") + 1))


class _Steps:
    """Tells how far a reader is that knows its line."""

    def __init__(self, progress: Progress | None, size: int, lines: int) -> None:
        self._progress, self._share, self._left, self._line = progress, size / lines, size, 0

    def at(self, line: int) -> None:
        if self._progress is not None:
            step = min(int((line - self._line) * self._share), self._left)
            self._left -= step
            self._progress(step)
            self._line = line

    def done(self) -> None:
        if self._progress is not None:
            self._progress(self._left)


def _turtle(name: str, text: str, take: Take, steps: _Steps) -> None:
    try:
        from rdflib.exceptions import ParserError
        from rdflib.plugins.parsers.notation3 import BadSyntax, SinkParser
    except ImportError:
        raise InputError("rdf_missing") from None
    sink = _sink(name, take, steps)
    parser = SinkParser(sink, baseURI=_BASE, turtle=True)
    sink.parser = parser
    try:
        parser.loadBuf(text)
    except BadSyntax as error:
        raise Refused("catalogue_rdf", place=f"{name}:{error.lines + 1}", detail=str(error._why)) from None
    except RecursionError:
        raise Refused("catalogue_rdf", place=f"{name}:{parser.lines + 1}", detail="nested too deeply") from None
    except (ParserError, ValueError, LookupError, AssertionError, TypeError, AttributeError) as error:
        # What its parser does with some texts that are not Turtle.
        raise Refused("catalogue_rdf", place=f"{name}:{parser.lines + 1}", detail=type(error).__name__) from None
    steps.done()


def _sink(name: str, take: Take, steps: _Steps) -> Any:
    from rdflib.plugins.parsers.notation3 import RDFSink

    class Sink(RDFSink):  # type: ignore[misc,unused-ignore]
        """What the parser makes terms and statements by: plain texts, and none is kept."""

        def __init__(self) -> None:
            self.counter = 0
            self.statements = 0
            self.parser: Any = None

        def newFormula(self) -> Any:  # noqa: N802
            return None

        def newSymbol(self, *parts: Any) -> Any:  # noqa: N802
            return parts[0]

        def newBlankNode(self, arg: Any = None, uri: Any = None, why: Any = None) -> Any:  # noqa: N802
            self.counter += 1
            return f"_:{self.counter}"

        def newLiteral(self, s: Any, dt: Any, lang: Any) -> Any:  # noqa: N802
            return _Literal(str(s), str(lang or ""))

        def makeStatement(self, quadruple: Any, why: Any = None) -> None:  # noqa: N802
            # Words of the parser's own, such as `a`, come as a pair of a number and the address.
            _, predicate, subject, value = (one[1] if isinstance(one, tuple) else one for one in quadruple)
            self.statements += 1
            line = self.parser.lines + 1
            if self.statements % _PORTION == 0:
                steps.at(line)
            if self.statements > MAX_STATEMENTS:
                raise Refused("catalogue_statements", place=f"{name}:{line}", limit=MAX_STATEMENTS)
            if not isinstance(subject, str) or not isinstance(predicate, str):
                return  # a literal cannot be one of these
            place = f"{name}:{line}"
            if isinstance(value, _Literal):
                take(Statement(subject, predicate, value.text, place, True, value.lang))
            else:
                literal = not isinstance(value, str)  # a number, true or false
                take(Statement(subject, predicate, str(value), place, literal))

    return Sink()


@dataclass(frozen=True, slots=True)
class _Literal:
    text: str
    lang: str


def _json_ld(path: Path, take: Take) -> None:
    from dsp_vc.rdf.contexts import ContextSet
    from dsp_vc.rdf.expansion import to_quads
    from dsp_vc.skills.json_files import load_json

    value = load_json(read_bounded(path, MAX_JSON), MAX_JSON)
    if _contexts(value) > MAX_CONTEXTS:
        raise Refused("catalogue_contexts", place=path.name, limit=MAX_CONTEXTS)
    document: JsonObject = value if isinstance(value, dict) else {"@graph": value}
    try:
        quads = to_quads(document, ContextSet.pinned())
    except Refused as error:
        if error.code == "context_unknown":
            raise Refused("catalogue_context", path=path, name=error.params.get("name", "")) from None
        raise Refused("catalogue_rdf", place=path.name, detail=str(error.detail or error.code)) from None
    if len(quads) > MAX_STATEMENTS:
        raise Refused("catalogue_statements", place=path.name, limit=MAX_STATEMENTS)
    for quad in quads:
        subject = quad.subject.value if quad.subject.kind == "iri" else f"_:{quad.subject.value}"
        kind = quad.object.kind
        value_ = quad.object.value if kind != "blank" else f"_:{quad.object.value}"
        place = f"{path.name}:{subject}"
        take(Statement(subject, quad.predicate.value, value_, place, kind == "literal", quad.object.language))


def _contexts(value: JsonValue) -> int:
    """How many contexts stand in a document, those in terms of others among them."""
    found, left = 0, [value]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            if "@context" in one:
                inside = one["@context"]
                found += len(inside) if isinstance(inside, list) else 1
            left += one.values()
        elif isinstance(one, list):
            left += one
    return found
