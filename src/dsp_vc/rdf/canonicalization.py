"""RDFC-1.0, RDF dataset canonicalisation (W3C rdf-canon), with SHA-256 or SHA-384 and a bound on the work.

The bound is what makes it safe on hostile input: telling apart blank nodes that look alike costs factorial time in the
worst case (§7 "Security Considerations", dataset poisoning). Work is counted in hashes and in steps of permutations, so
the same input is refused on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import permutations

from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import Refused
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.rdf.nquads import Quad, Term, quad_text, term_text

#: Steps allowed: three times what the most demanding graph of the official suite takes.
BUDGET = 20_000
ALGORITHMS = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}


def canonicalize(quads: Iterable[Quad], *, algorithm: str = "sha256", budget: int = BUDGET) -> str:
    """The canonical N-Quads of a dataset (§4.4): sorted lines, blank nodes named ``c14n0``, ``c14n1``, ….

    Raises :class:`Refused` ``rdf_work_exceeded`` where ``budget`` steps do not suffice.
    """
    canonicaliser = _Canonicaliser(quads, algorithm, budget)
    names = canonicaliser.name_all()
    return "".join(sorted({quad_text(_renamed(quad, names)) for quad in canonicaliser.quads}))


def canonical_names(quads: Iterable[Quad], *, algorithm: str = "sha256", budget: int = BUDGET) -> dict[str, str]:
    """Blank node of the input -> its canonical name, both without ``_:`` (§4.4, "issued identifiers map")."""
    return _Canonicaliser(quads, algorithm, budget).name_all()


def canonical_document(document: JsonObject, contexts: ContextSet, *, algorithm: str = "sha256") -> bytes:
    """The canonical N-Quads of a JSON-LD document, UTF-8, after the guard has let it pass."""
    from dsp_vc.rdf.expansion import to_quads
    from dsp_vc.rdf.guard import guard

    expected = guard(document, contexts)
    quads = to_quads(document, contexts)
    if len(set(quads)) != expected:
        # Something was dropped, merged or read otherwise than the guard reads it.
        raise Refused("statements_lost", detail=f"{expected} expected, {len(set(quads))} found")
    return canonicalize(quads, algorithm=algorithm).encode()


class _Issuer:
    """Hands out names in order (§4.3 "Identifier Issuer")."""

    __slots__ = ("issued", "prefix")

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued: dict[str, str] = issued if issued is not None else {}

    def name(self, blank: str) -> str:
        known = self.issued.get(blank)
        if known is None:
            known = self.issued[blank] = f"{self.prefix}{len(self.issued)}"
        return known

    def copy(self) -> _Issuer:
        return _Issuer(self.prefix, dict(self.issued))


class _Canonicaliser:
    """The canonicalisation state (§4.2)."""

    def __init__(self, quads: Iterable[Quad], algorithm: str, budget: int) -> None:
        self.quads = tuple(dict.fromkeys(quads))
        self._digest = ALGORITHMS[algorithm]
        self._left = budget
        self._canonical = _Issuer("c14n")
        self._first: dict[str, str] = {}
        self._mentions: dict[str, list[Quad]] = {}
        for quad in self.quads:
            for blank in dict.fromkeys(term.value for term in _nodes(quad) if term.kind == "blank"):
                self._mentions.setdefault(blank, []).append(quad)

    def name_all(self) -> dict[str, str]:
        """§4.4.3, steps 3 to 5."""
        try:
            return self._name_all()
        except RecursionError:
            raise Refused("rdf_work_exceeded", detail="a chain of blank nodes is too long") from None

    def _name_all(self) -> dict[str, str]:
        by_hash: dict[str, list[str]] = {}
        for blank in self._mentions:
            by_hash.setdefault(self._first_degree(blank), []).append(blank)
        shared: list[list[str]] = []
        for _, blanks in sorted(by_hash.items()):
            if len(blanks) == 1:
                self._canonical.name(blanks[0])
            else:
                shared.append(blanks)
        for blanks in shared:
            found: list[tuple[str, _Issuer]] = []
            for blank in blanks:
                if blank not in self._canonical.issued:
                    issuer = _Issuer("b")
                    issuer.name(blank)
                    found.append(self._n_degree(blank, issuer))
            for _, issuer in sorted(found, key=lambda entry: entry[0]):
                for blank in issuer.issued:
                    self._canonical.name(blank)
        return self._canonical.issued

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise Refused("rdf_work_exceeded")

    def _hash(self, text: str) -> str:
        return self._digest(text.encode()).hexdigest()

    def _first_degree(self, blank: str) -> str:
        """§4.6.3: the statements that mention a blank node, with it as ``_:a`` and all others as ``_:z``."""
        known = self._first.get(blank)
        if known is None:
            lines = sorted(quad_text(_anonymous(quad, blank)) for quad in self._mentions[blank])
            known = self._first[blank] = self._hash("".join(lines))
        return known

    def _related(self, related: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """§4.7.3: the hash of a blank node as it stands to another one."""
        name = self._canonical.issued.get(related) or issuer.issued.get(related)
        predicate = "" if position == "g" else term_text(quad.predicate)
        return self._hash(f"{position}{predicate}{f'_:{name}' if name else self._first_degree(related)}")

    def _n_degree(self, blank: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """§4.8.3: the hash of a blank node by all paths to its neighbours, and the names that the best path gave."""
        neighbours: dict[str, list[str]] = {}
        for quad in self._mentions[blank]:
            self._spend(1)
            for position, term in (("s", quad.subject), ("o", quad.object), ("g", quad.graph)):
                if term is not None and term.kind == "blank" and term.value != blank:
                    neighbours.setdefault(self._related(term.value, quad, issuer, position), []).append(term.value)
        data: list[str] = []
        for related_hash, blanks in sorted(neighbours.items()):
            path, issuer = self._best_path(blanks, issuer)
            data += (related_hash, path)
        return self._hash("".join(data)), issuer

    def _best_path(self, blanks: list[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        """§4.8.3 step 5.4: the least path over all orders of ``blanks``."""
        best: tuple[str, _Issuer] | None = None
        for order in _orders(blanks):
            # Each order starts from a copy of the names given so far.
            self._spend(len(order) + len(issuer.issued) // 16)
            found = self._path(order, issuer.copy(), best[0] if best else "")
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        # There is always one: a first order is never given up for a lesser path.
        return best if best is not None else ("", issuer)

    def _path(self, order: tuple[str, ...], issuer: _Issuer, least: str) -> tuple[str, _Issuer] | None:
        path, unnamed = "", []
        for related in order:
            if (canonical := self._canonical.issued.get(related)) is not None:
                path += f"_:{canonical}"
            else:
                if related not in issuer.issued:
                    unnamed.append(related)
                path += f"_:{issuer.name(related)}"
            if _worse(path, least):
                return None
        for related in unnamed:
            digest, found = self._n_degree(related, issuer)
            path += f"_:{issuer.name(related)}<{digest}>"
            issuer = found
            if _worse(path, least):
                return None
        return path, issuer


def _orders(blanks: list[str]) -> Iterator[tuple[str, ...]]:
    """All different orders. One node may stand there several times (a graph is related to a node by each statement in
    it): orders that only exchange it with itself give the same path."""
    if len(set(blanks)) == len(blanks):
        yield from permutations(blanks)
        return
    order = sorted(blanks)
    yield tuple(order)
    while (turn := next((at for at in range(len(order) - 2, -1, -1) if order[at] < order[at + 1]), None)) is not None:
        other = next(at for at in range(len(order) - 1, turn, -1) if order[at] > order[turn])
        order[turn], order[other] = order[other], order[turn]
        order[turn + 1 :] = reversed(order[turn + 1 :])
        yield tuple(order)


def _worse(path: str, least: str) -> bool:
    return bool(least) and len(path) >= len(least) and path > least


def _nodes(quad: Quad) -> tuple[Term, ...]:
    ends = (quad.subject, quad.object)
    return ends if quad.graph is None else (*ends, quad.graph)


def _anonymous(quad: Quad, blank: str) -> Quad:
    def mask(term: Term) -> Term:
        return term if term.kind != "blank" else Term("blank", "a" if term.value == blank else "z")

    return Quad(mask(quad.subject), quad.predicate, mask(quad.object), None if quad.graph is None else mask(quad.graph))


def _renamed(quad: Quad, names: dict[str, str]) -> Quad:
    def named(term: Term) -> Term:
        return term if term.kind != "blank" else Term("blank", names[term.value])

    return Quad(
        named(quad.subject), quad.predicate, named(quad.object), None if quad.graph is None else named(quad.graph)
    )
