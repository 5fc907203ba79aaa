"""How much two names are about the same thing: by the telling words they share, a word weighing the more the fewer
names of the catalogue have it. Only ever one of two witnesses: by words alone a road roller goes with roll roofing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind
from dsp_vc.skills.catalogue.spelling import words

_SMALL = {
    "en": frozenset(words("a an and as at by for from in into its of on or other out related the their to up with")),
    "nl": frozenset(words("aan als bij de dat die door een en het in met naar of om op te tot uit van voor")),
}
#: Endings that make other forms of one word; the longest first.
_ENDINGS = {
    "en": ("ements", "ement", "ments", "ment", "ings", "ing", "ers", "ies", "ed", "en", "es", "er", "ly", "s", "e"),
    "nl": ("ingen", "ing", "en", "s", "e"),
}
#: Words that are not the plural of what they would become.
_WHOLE = ("customs", "goods")
_KINDS = ("types", "soorten")
_STEM = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: the stem of the ``verb`` that an English skill begins with (empty where there is none), and
    the stems of its other telling words."""

    verb: str
    stems: frozenset[str]


class Likeness:
    """The names of one catalogue, compared in one language at a time: in English where both have it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names: dict[str, dict[str, Name]] = {}
        self._weights: dict[str, dict[str, float]] = {}
        self._verbs: dict[str, dict[str, float]] = {}
        for lang in _SMALL:
            rows = catalogue.connection.execute(
                "SELECT uri, kind, text FROM name JOIN concept ON concept.id = name.concept "
                "WHERE preferred AND lang = ? AND kind != ?",
                (lang, Kind.OCCUPATION),
            )
            names = {uri: take_apart(text, lang, Kind(kind)) for uri, kind, text in rows}
            self._names[lang] = names
            self._weights[lang] = _weights([name.stems for name in names.values()])
            self._verbs[lang] = _weights([{name.verb} for name in names.values() if name.verb])

    def of(self, left: str, right: str) -> float:
        """Between 0 (no telling word in common) and 1 (the same telling words): the cosine of the two names; where both
        begin with the same verb, with that among the words if it brings them nearer."""
        for lang, names in self._names.items():
            if left in names and right in names:
                return self._compare(names[left], names[right], lang)
        return 0.0

    def same_verb(self, left: str, right: str) -> bool:
        """Whether both names begin with the same verb."""
        english = self._names["en"]
        return (
            left in english
            and right in english
            and bool(english[left].verb)
            and (english[left].verb == english[right].verb)
        )

    def named_by(self, group: str, uri: str) -> bool:
        """Whether the name of a group has a word of the skill: else it lies there by accident."""
        for names in self._names.values():
            if group in names and uri in names:
                one, other = names[group], names[uri]
                return bool((one.stems | {one.verb} - {""}) & (other.stems | {other.verb} - {""}))
        return False

    def is_kind_of(self, narrow: str, broad: str) -> bool:
        """Whether the name ``narrow`` says the same as ``broad`` and more: ``order construction supplies`` beside
        ``order supplies``."""
        for names in self._names.values():
            if narrow in names and broad in names:
                one, other = names[narrow], names[broad]
                return one.verb == other.verb and bool(other.stems) and other.stems < one.stems
        return False

    def _compare(self, left: Name, right: Name, lang: str) -> float:
        weights = self._weights[lang]
        plain = _cosine({part: weights[part] for part in left.stems}, {part: weights[part] for part in right.stems})
        if not left.verb or left.verb != right.verb:
            return plain
        verb = {f"{left.verb} ": self._verbs[lang][left.verb]}  # a verb is not the noun that is spelled like it
        with_verb = _cosine(
            {part: weights[part] for part in left.stems} | verb, {part: weights[part] for part in right.stems} | verb
        )
        return max(plain, with_verb)


def take_apart(text: str, lang: str, kind: Kind) -> Name:
    """The verb and the telling words of a name."""
    found = [stem(word, lang) for word in words(text) if word not in _SMALL[lang] and word not in _KINDS]
    verb = ""
    if lang == "en" and kind is not Kind.KNOWLEDGE and len(found) > 1:
        verb, *found = found
    return Name(verb, frozenset(found))


@lru_cache(maxsize=32768)
def stem(word: str, lang: str) -> str:
    """The part that the forms of a word have in common, roughly: enough to compare, not to show."""
    if word in _WHOLE:
        return word
    for ending in _ENDINGS[lang]:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > _STEM and word[-1] == word[-2] else word


def _weights(names: list[frozenset[str]] | list[set[str]]) -> dict[str, float]:
    counts = Counter(part for name in names for part in name)
    return {part: math.log(1 + len(names) / count) for part, count in counts.items()}


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    shared = math.fsum(left[part] ** 2 for part in left if part in right)
    lengths = [math.sqrt(math.fsum(weight**2 for weight in side.values())) for side in (left, right)]
    return shared / (lengths[0] * lengths[1]) if all(lengths) else 0.0
