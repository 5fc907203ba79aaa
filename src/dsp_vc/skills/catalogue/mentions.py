"""Finding the skills that a longer text mentions: the names whose words stand near each other in one of its sentences.

What is found is a proposal: that a text mentions *welding* does not say what of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind, Name
from dsp_vc.skills.catalogue.spelling import stem, words
from dsp_vc.skills.catalogue.stop_words import STOP_WORDS

SKILLS = (Kind.SKILL, Kind.KNOWLEDGE)
MAX_SENTENCES = 400
_MAX_SENTENCE = 60  # words; what is longer is cut into pieces
_MAX_WORDS = 600  # of one text that are looked up
_SPARE = 3  # other words that may stand between those of a name
_SHORTEST = 4  # letters of a name of one word
_SENTENCE = re.compile(r"[\n\r.;:!?\u2022\u00b7|()]+|,\s")


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept that a text may mean, the name by which it was found, and the sentence."""

    uri: str
    name: Name
    sentence: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    uri: str
    name: Name
    stems: tuple[str, ...]
    preferred: bool


def mentions(
    catalogue: Catalogue, text: str, *, kinds: Sequence[Kind] = SKILLS, lang: str = "nl", limit: int = 30
) -> list[Mention]:
    """What ``text`` may mention, in its own order. A name that lies within a longer one that is found counts as part of
    that; two concepts of one name are both given."""
    sentences = _sentences(text)
    asked = sorted({word for _, stems in sentences for word in stems})[:_MAX_WORDS]
    candidates = _candidates(catalogue, asked, kinds)
    found: list[Mention] = []
    seen: set[str] = set()
    for sentence, stems in sentences:
        for candidate in _within(stems, candidates, lang):
            if candidate.uri not in seen:
                seen.add(candidate.uri)
                found.append(Mention(candidate.uri, candidate.name, sentence))
    return found[:limit]


def _sentences(text: str) -> list[tuple[str, list[str]]]:
    """Each sentence, and the stems of its words that say something."""
    found: list[tuple[str, list[str]]] = []
    for sentence in _SENTENCE.split(text):
        stems = [stem(word) for word in words(sentence) if word not in STOP_WORDS]
        for start in range(0, len(stems), _MAX_SENTENCE):
            found.append((sentence.strip(), stems[start : start + _MAX_SENTENCE]))
        if len(found) >= MAX_SENTENCES:
            break
    return found


def _candidates(catalogue: Catalogue, asked: Sequence[str], kinds: Sequence[Kind]) -> Mapping[str, list[_Candidate]]:
    """The names that have all their words among the stems ``asked``, by the longest of these."""
    by_stem = _words_by_stem(catalogue)
    known = set(asked)
    forms = [form for word in asked for form in by_stem.get(word, ())]
    if not forms:
        return {}
    marks = ", ".join("?" * len(kinds))
    rows = catalogue.connection.execute(
        "SELECT concept.uri, name.lang, name.text, name.official, name.preferred "  # noqa: S608 - marks are ours
        "FROM names JOIN name ON name.id = names.rowid JOIN concept ON concept.id = name.concept "
        f"WHERE names MATCH ? AND concept.kind IN ({marks}) ORDER BY name.id",
        (" OR ".join(f'"{form}"' for form in forms), *kinds),
    )
    found: dict[str, list[_Candidate]] = defaultdict(list)
    for uri, lang, text, official, preferred in rows:
        stems = _stems_of_name(text)
        if stems and known.issuperset(stems):
            candidate = _Candidate(uri, Name(text, lang, bool(official)), stems, bool(preferred))
            found[max(stems, key=len)].append(candidate)
    return found


@lru_cache(maxsize=1 << 18)
def _stems_of_name(text: str) -> tuple[str, ...]:
    """By what a name is found; nothing, where that would be everywhere: of *work with others* one word is left."""
    own = words(text)
    stems = tuple(dict.fromkeys(stem(word) for word in own if word not in STOP_WORDS))
    return stems if len(stems) > 1 or (len(own) == 1 and len(text) >= _SHORTEST) else ()


def _within(stems: Sequence[str], candidates: Mapping[str, list[_Candidate]], lang: str) -> list[_Candidate]:
    """The candidates whose words stand near each other in one sentence, in the order of the sentence."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(stems):
        places[word].append(place)
    here: list[tuple[frozenset[int], _Candidate]] = []
    for word in places:
        for candidate in candidates.get(word, ()):
            taken = _near(candidate.stems, places)
            if taken:
                here.append((taken, candidate))
    here.sort(key=lambda item: (-len(item[0]), item[1].name.lang != lang, not item[1].preferred, item[1].uri))
    kept: list[tuple[frozenset[int], _Candidate]] = []
    for taken, candidate in here:
        if not any(taken < other for other, _ in kept):
            kept.append((taken, candidate))
    return [candidate for _, candidate in sorted(kept, key=lambda item: min(item[0]))]


def _near(stems: Sequence[str], places: Mapping[str, list[int]]) -> frozenset[int] | None:
    """Where the words of a name stand in a sentence, if they are all there with few others between them."""
    choices = [places.get(word) for word in stems]
    if not all(choices):
        return None
    reach = len(stems) - 1 + _SPARE
    first = choices[0] or []
    for start in first:
        taken = [min(choice or [], key=lambda place: abs(place - start)) for choice in choices]
        if max(taken) - min(taken) <= reach:
            return frozenset(taken)
    return None


@lru_cache(maxsize=4)
def _words_by_stem(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for (word,) in catalogue.connection.execute("SELECT text FROM word ORDER BY id"):
        if word not in STOP_WORDS:
            found[stem(word)].append(word)
    return {word: tuple(forms) for word, forms in found.items()}
