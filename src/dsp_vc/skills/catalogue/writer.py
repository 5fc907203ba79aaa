"""Making a catalogue: concepts, names and relations in, checked as a whole at the end."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from dsp_vc.errors import Refused
from dsp_vc.skills.catalogue import gram_index, layout
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Dataset, Kind, Weight
from dsp_vc.skills.catalogue.spelling import words

#: The share of relations that may name concepts which are not there: ESCO v1.1.1 as published has 75 in 154,000.
TOLERANCE = 0.01
_PORTION = 10_000
_ORDER = (Weight.ESSENTIAL, Weight.IMPORTANT, Weight.SOMEWHAT, Weight.OPTIONAL)


class Writer:
    """Collects a catalogue. Relations may name concepts before these are added; :meth:`finish` settles them."""

    def __init__(self, path: Path | None = None) -> None:
        self.connection = layout.create(path)
        self._in_file = path is not None
        self.connection.execute("BEGIN")
        self._ids: dict[str, int] = {}
        self._kinds: dict[str, Kind] = {}
        self._datasets: dict[str, int] = {}
        self._preferred: set[tuple[int, str]] = set()
        self._names: set[tuple[int, str, str]] = set()
        self._waiting: list[tuple[int, str, str, bool, bool]] = []
        self._broader: dict[tuple[str, str], str] = {}
        self._related: dict[tuple[str, str], str] = {}
        self._matches: dict[tuple[str, str], None] = {}
        self._needs: dict[tuple[str, str], tuple[Weight, str]] = {}

    def dataset(self, dataset: Dataset) -> int:
        """Enter where what follows comes from; its key."""
        cursor = self.connection.execute(
            "INSERT INTO dataset (name, version, languages, licence, attribution) VALUES (?, ?, ?, ?, ?)",
            (dataset.name, dataset.version, " ".join(dataset.languages), dataset.licence, dataset.attribution),
        )
        key = int(cursor.lastrowid or 0)
        self._datasets[dataset.name] = key
        return key

    def take(self, catalogue: Catalogue, without: Collection[str] = ()) -> None:
        """Take over another catalogue, but for the datasets named in ``without``, and for names of our own and in
        languages that no import brought, which are added last."""
        connection = catalogue.connection
        sets = {old: dataset for old, dataset in enumerate(catalogue.datasets(), 1) if dataset.name not in without}
        keys = {old: self.dataset(dataset) for old, dataset in sets.items()}
        uris: dict[int, str] = {}
        origins: dict[int, int] = {}
        places: dict[int, str] = {}  # of the concepts that are taken: where their relations are said to come from
        for old, uri, kind, code, reuse, dataset in connection.execute(
            "SELECT id, uri, kind, code, reuse, dataset FROM concept ORDER BY id"
        ):
            uris[old], origins[old] = uri, dataset
            if dataset in keys:
                places[old] = sets[dataset].name
                self.concept(uri, Kind(kind), keys[dataset], code=code, reuse=reuse)
        brought: dict[str, set[str]] = defaultdict(set)  # "ESCO, names (nl)" brings names to ESCO
        for dataset in sets.values():
            brought[dataset.name.partition(", names (")[0]].update(dataset.languages)
        for old, lang, text, preferred in connection.execute(
            "SELECT concept, lang, text, preferred FROM name WHERE official ORDER BY id"
        ):
            if old in places and lang in brought[places[old]]:
                self.name(uris[old], lang, text, preferred=bool(preferred))
        for old, lang, text in connection.execute("SELECT concept, lang, text FROM description"):
            if old in places:
                self.description(uris[old], lang, text)
        for old, other in connection.execute("SELECT concept, broader FROM broader"):
            if old in places:
                self.broader(uris[old], uris[other], places[old])
        for old, other in connection.execute("SELECT concept, other FROM related"):
            if old in places and origins[old] == origins[other]:
                self.related(uris[old], uris[other], places[old])
            elif old in places:
                self.matches(uris[old], uris[other])
        for old, other, weight in connection.execute("SELECT occupation, skill, weight FROM needs"):
            if old in places:
                self.needs(uris[old], uris[other], Weight(weight), places[old])

    def add_languages(self, name: str, langs: Iterable[str]) -> int:
        """That the dataset ``name``, which is here already, also has names in ``langs``; its key."""
        key = self._datasets[name]
        known = self.connection.execute("SELECT languages FROM dataset WHERE id = ?", (key,)).fetchone()[0].split()
        both = " ".join(dict.fromkeys([*known, *langs]))
        self.connection.execute("UPDATE dataset SET languages = ? WHERE id = ?", (both, key))
        return key

    def version_of(self, name: str) -> str | None:
        """The version of the dataset ``name``, if it is here."""
        row = self.connection.execute("SELECT version FROM dataset WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def knows(self, uri: str) -> bool:
        """Whether a concept was added under this URI."""
        return uri in self._ids

    def has_name(self, uri: str, lang: str) -> bool:
        """Whether the concept under this URI has a preferred name in ``lang``."""
        return (self._ids[uri], lang) in self._preferred

    def concept(self, uri: str, kind: Kind, dataset: int, *, code: str | None = None, reuse: str | None = None) -> None:
        """Add a concept; the first description of a URI counts."""
        if uri in self._ids:
            return
        cursor = self.connection.execute(
            "INSERT INTO concept (uri, kind, code, reuse, dataset) VALUES (?, ?, ?, ?, ?)",
            (uri, kind, code or None, reuse or None, dataset),
        )
        self._ids[uri] = int(cursor.lastrowid or 0)
        self._kinds[uri] = kind

    def name(self, uri: str, lang: str, text: str, *, preferred: bool, official: bool = True) -> None:
        """Add a name. A second preferred one in a language becomes a synonym: the official comes first."""
        key = self._ids[uri]
        text = _clean(text)
        if not text or (key, lang, text) in self._names:
            return
        self._names.add((key, lang, text))
        preferred = preferred and (key, lang) not in self._preferred
        if preferred:
            self._preferred.add((key, lang))
        self._waiting.append((key, lang, text, preferred, official))
        if len(self._waiting) >= _PORTION:
            self._write_names()

    def _write_names(self) -> None:
        """One by one they would take most of the time of a small catalogue."""
        self.connection.executemany(
            "INSERT INTO name (concept, lang, text, preferred, official) VALUES (?, ?, ?, ?, ?)", self._waiting
        )
        self._waiting.clear()

    def description(self, uri: str, lang: str, text: str) -> None:
        """What the taxonomy says of a concept."""
        lines = [_clean(line) for line in text.splitlines()]
        if any(lines):
            self.connection.execute(
                "INSERT OR IGNORE INTO description VALUES (?, ?, ?)", (self._ids[uri], lang, "\n".join(lines).strip())
            )

    def broader(self, uri: str, broader: str, place: str = "") -> None:
        """That ``uri`` stands below ``broader``; ``place`` (file and line) is for errors."""
        if uri != broader:
            self._broader.setdefault((uri, broader), place)

    def related(self, uri: str, other: str, place: str = "") -> None:
        """That two skills have to do with each other."""
        if uri != other:
            self._related.setdefault((uri, other), place)

    def matches(self, uri: str, other: str) -> None:
        """That a skill of another taxonomy means about the same; it is passed over where that taxonomy is not here."""
        if uri != other:
            self._matches.setdefault((uri, other))

    def needs(self, occupation: str, skill: str, weight: Weight, place: str = "") -> None:
        """That ``occupation`` asks for ``skill``; of two weights the heavier counts."""
        known = self._needs.get((occupation, skill))
        if known is None or _ORDER.index(weight) < _ORDER.index(known[0]):
            self._needs[occupation, skill] = (weight, place)

    def finish(self) -> list[str]:
        """Check, write what hangs together, and index. Gives the places whose relations name unknown concepts.

        A few such relations in a file are passed over: published taxonomies have them. Raises :class:`Refused`
        ``catalogue_unknown_uri`` for more, ``catalogue_cycle``, each with a place.
        """
        passed: list[str] = []
        self._write_names()
        _acyclic(self._broader)
        for one, other in self._matches:
            if one in self._ids and other in self._ids:
                self.related(one, other)
        for table, relations in (
            ("broader", self._broader),
            ("related", self._related),
            ("needs", {pair: place for pair, (_, place) in self._needs.items()}),
        ):
            passed += self._relations(table, relations)
        for statement in layout.INDICES:
            self.connection.execute(statement)
        self.connection.execute(
            "UPDATE concept SET used_by = (SELECT count(*) FROM needs WHERE skill = concept.id AND weight = ?)",
            (Weight.ESSENTIAL,),
        )
        self._norms()
        self._index()
        self.connection.execute("COMMIT")
        self.connection.execute("ANALYZE")
        return passed

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def count(self, dataset: int, *kinds: Kind) -> int:
        """How many concepts of these kinds the dataset with this key brought."""
        query = "SELECT count(*) FROM concept WHERE dataset = ? AND kind = ?"
        return sum(self.connection.execute(query, (dataset, kind)).fetchone()[0] for kind in kinds)

    def requirements(self) -> int:
        """How many skills are asked for, over all occupations."""
        return len(self._needs)

    def _relations(self, table: str, relations: Mapping[tuple[str, str], str]) -> list[str]:
        rows: list[tuple[object, ...]] = []
        passed: list[str] = []
        unknown: dict[str, tuple[str, str]] = {}
        total: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        for (left, right), place in relations.items():
            source = place.rpartition(":")[0] or place
            total[source] += 1
            if left in self._ids and right in self._ids:
                weight = (self._needs[left, right][0],) if table == "needs" else ()
                rows.append((self._ids[left], self._ids[right], *weight))
            else:
                passed.append(place)
                missed[source] += 1
                unknown.setdefault(source, (place, right if left in self._ids else left))
        for source, (place, uri) in unknown.items():
            if missed[source] > TOLERANCE * total[source]:
                raise Refused("catalogue_unknown_uri", place=place, name=uri)
        marks = ", ".join("?" * (3 if table == "needs" else 2))
        self.connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)  # noqa: S608 - our own names
        return passed

    def _norms(self) -> None:
        """The length of each occupation's vector of essential skills, by which matches are compared: a skill weighs the
        more, the fewer occupations ask for it (inverse document frequency)."""
        jobs = sum(kind is Kind.OCCUPATION for kind in self._kinds.values())
        squares: dict[int, float] = defaultdict(float)
        for job, used_by in self.connection.execute(
            "SELECT occupation, used_by FROM needs JOIN concept ON concept.id = skill WHERE weight = ?",
            (Weight.ESSENTIAL,),
        ):
            squares[job] += rarity(used_by, jobs) ** 2
        self.connection.executemany(
            "UPDATE concept SET norm = ? WHERE id = ?", ((math.sqrt(value), job) for job, value in squares.items())
        )

    def _index(self) -> None:
        execute = self.connection.execute
        execute("INSERT INTO names(names) VALUES ('rebuild')")
        found: set[str] = set()
        for (text,) in execute("SELECT text FROM name"):
            found.update(words(text))
        ordered = sorted(found)
        self.connection.executemany("INSERT INTO word VALUES (?, ?)", enumerate(ordered))
        if self._in_file:
            gram_index.build(self.connection)


def rarity(used_by: int, occupations: int) -> float:
    """How telling a skill is that ``used_by`` of all ``occupations`` ask for: the logarithm of one in how many."""
    return math.log(occupations / used_by) if 0 < used_by < occupations else 0.0


def _clean(text: str) -> str:
    """One line, without characters that steer a terminal or turn the order of reading."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(letter for letter in line if letter.isprintable())


def _acyclic(broader: Mapping[tuple[str, str], str]) -> None:
    above: dict[str, list[str]] = {}
    for low, high in broader:
        above.setdefault(low, []).append(high)
    done: set[str] = set()
    for start in above:
        path: list[tuple[str, int]] = [(start, 0)]
        inside = {start}
        while path:
            node, position = path.pop()
            following = above.get(node, [])
            if position == 0 and node in done:
                inside.discard(node)
                continue
            if position == len(following):
                done.add(node)
                inside.discard(node)
                continue
            path.append((node, position + 1))
            other = following[position]
            if other in inside:
                raise Refused("catalogue_cycle", place=broader[node, other], name=other)
            if other not in done:
                inside.add(other)
                path.append((other, 0))
