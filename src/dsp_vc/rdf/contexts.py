"""JSON-LD contexts as data of the product, each pinned by digest. An unknown context is refused, never fetched.

Of one URL several contents may be in circulation; all that are known are here, and a document is tried under each
(:meth:`ContextSet.alternatives`), for a signature tells which one its maker used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import islice, product

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse, parse_object
from dsp_vc.errors import Refused

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
#: Documents name one context of several contents; more combinations than this are nobody's honest document.
MAX_ALTERNATIVES = 8


@dataclass(frozen=True, slots=True)
class Pinned:
    """One content of a pinned URL. ``digests`` are the subresource-integrity digests of its files in circulation."""

    url: str
    file: str
    sha256: str
    digests: frozenset[str]

    def load(self) -> JsonObject:
        """The content; the file's digest is checked, so that a damaged installation can't change what words mean."""
        return _load(self)


@dataclass(frozen=True, slots=True)
class ContextSet:
    """Which contents the URLs stand for: those of the product (``chosen`` among alternatives), and ``extra`` ones."""

    chosen: Mapping[str, int] = field(default_factory=dict)
    extra: Mapping[str, JsonObject] = field(default_factory=dict)

    @classmethod
    def pinned(cls) -> ContextSet:
        """The contexts of the product, each by its preferred content."""
        return cls()

    def with_extra(self, extra: Mapping[str, JsonObject]) -> ContextSet:
        """With ``extra`` documents (whole, with their ``@context`` member) for URLs that are not pinned.

        Raises :class:`Refused` ``context_pinned`` where a URL is pinned and the content is none of those known.
        """
        added: dict[str, JsonObject] = {}
        for url, document in extra.items():
            contents = known_contents(url)
            if not contents:
                added[url] = document
            elif all(content.load() != document for content in contents):
                raise Refused("context_pinned", name=url)
        return replace(self, extra={**self.extra, **added})

    def get(self, url: str) -> JsonObject:
        """The document that ``url`` stands for. Raises :class:`Refused` ``context_unknown``."""
        contents = known_contents(url)
        if contents:
            return contents[self.chosen.get(url, 0)].load()
        found = self.extra.get(url)
        if found is None:
            raise Refused("context_unknown", name=url)
        return found

    def key(self, url: str) -> str:
        """A name for the content that ``url`` has in this set, different for different contents."""
        contents = known_contents(url)
        return f"{url}#{self.chosen.get(url, 0)}" if contents else f"{url}#extra{id(self.extra.get(url))}"

    def alternatives(self, document: JsonObject) -> Iterator[ContextSet]:
        """This set, then those with other contents of the URLs that ``document`` names anywhere, where it uses a word
        on which the contents differ: under the others it would mean the same."""
        used = _words(document)
        several = sorted(url for url in _named_urls(document) if _disputed(url) & used)
        choices = product(*(range(len(known_contents(url))) for url in several))
        for choice in islice(choices, MAX_ALTERNATIVES):
            yield replace(self, chosen={**self.chosen, **dict(zip(several, choice, strict=True))})

    def digests(self, url: str) -> frozenset[str] | None:
        """Subresource-integrity digests under which the content of ``url`` circulates; ``None`` where none is known."""
        contents = known_contents(url)
        return frozenset().union(*(content.digests for content in contents)) if contents else None


def known_contents(url: str) -> tuple[Pinned, ...]:
    """All contents that are pinned for ``url``, the preferred one first."""
    return _manifest().get(url, ())


def pinned_contents() -> tuple[Pinned, ...]:
    """Every content of every pinned URL."""
    return tuple(content for contents in _manifest().values() for content in contents)


@cache
def _disputed(url: str) -> frozenset[str]:
    """The words on which the contents of ``url`` differ."""
    contents = [_definitions(content.load().get("@context"), ()) for content in known_contents(url)]
    everywhere = set.intersection(*contents) if contents else set()
    differing = {path for content in contents for path, _ in content - everywhere}
    # The word that is defined is the last in its path that is no keyword.
    return frozenset(next((name for name in reversed(path) if not name.startswith("@")), "") for path in differing)


def _definitions(value: JsonValue, path: tuple[str, ...]) -> set[tuple[tuple[str, ...], str]]:
    """Every leaf of a context with the words that lead to it."""
    if isinstance(value, dict):
        return {leaf for name, member in value.items() for leaf in _definitions(member, (*path, name))}
    if isinstance(value, list):
        return {leaf for entry in value for leaf in _definitions(entry, path)}
    return {(path, dumps(value))}


def _words(value: JsonValue) -> set[str]:
    """Names of members and short texts of a document: whatever could be a word of a context in it."""
    if isinstance(value, dict):
        return set(value).union(*(_words(member) for member in value.values()))
    if isinstance(value, list):
        return set().union(*(_words(entry) for entry in value))
    return {value} if isinstance(value, str) else set()


@cache
def _manifest() -> Mapping[str, tuple[Pinned, ...]]:
    entries = parse(_read("manifest.json"))
    found: dict[str, tuple[Pinned, ...]] = {}
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(entry["digests"], list):
            url = str(entry["url"])
            digests = frozenset(str(digest) for digest in entry["digests"])
            pinned = Pinned(url, str(entry["file"]), str(entry["sha256"]), digests)
            found[url] = (*found.get(url, ()), pinned)
    return found


@cache
def _load(pinned: Pinned) -> JsonObject:
    data = _read(pinned.file)
    if sha256(data).hexdigest() != pinned.sha256:
        raise Refused("context_damaged", name=pinned.url)
    return parse_object(data)


def _read(name: str) -> bytes:
    return (resources.files("dsp_vc.rdf") / "context_data" / name).read_bytes()


def _named_urls(value: JsonValue) -> set[str]:
    found: set[str] = set()
    if isinstance(value, dict):
        for name, member in value.items():
            if name == "@context":
                entries = member if isinstance(member, list) else [member]
                found |= {entry for entry in entries if isinstance(entry, str)}
            else:
                found |= _named_urls(member)
    elif isinstance(value, list):
        for entry in value:
            found |= _named_urls(entry)
    return found
