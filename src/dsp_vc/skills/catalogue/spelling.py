"""Words as people type them: folded, cut into grams, and compared letter by letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from dsp_vc.skills.catalogue.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W_]+")
_SIZE = 3
_ENDINGS = ("en", "es", "ed", "e", "s", "t", "d")
_VOWELS = "aeiouy"
_DOUBLED = re.compile(r"([a-z])\1")
_SOFT = {"v": "f", "z": "s"}  # graven, graaf; lezen, lees


def fold(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words in ``text``, folded."""
    return _WORD.findall(fold(text))


def content_words(text: str) -> list[str]:
    """The words in ``text`` that say something, folded; all of them where none does."""
    found = words(text)
    return [word for word in found if word not in STOP_WORDS] or found


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What is left of a folded word without its commonest Dutch and English endings, so that *metselt*, *gemetseld* and
    *metselen* are one, *muur* and *muren*, *brick* and *bricks*. Rough: for proposing, not for deciding."""
    if len(word) > 5 and word.startswith("ge") and word[-1] in "dt":
        word = word[2:-1]
    else:
        for ending in _ENDINGS:
            rest = word.removesuffix(ending)
            # After a vowel it belongs to the word: lees, schoen, goed.
            if rest != word and len(rest) > 2 and (ending == "e" or rest[-1] not in _VOWELS):
                word = rest
                break
    word = _DOUBLED.sub(r"\1", word)
    return word[:-1] + _SOFT.get(word[-1:], word[-1:])


def grams(word: str) -> set[str]:
    """Runs of three letters, the ends of the word marked."""
    padded = f"^{word}$"
    return {padded[start : start + _SIZE] for start in range(max(1, len(padded) - _SIZE + 1))}


def tolerated(word: str) -> int:
    """How many typing errors are forgiven in a word of this length."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def distance(left: str, right: str, limit: int) -> int:
    """How many letters must be changed, added, left out or swapped with their neighbour; ``limit`` + 1 for more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return min(previous[-1], limit + 1)


def nearest(word: str, candidates: Iterable[str]) -> list[str]:
    """The candidates that are nearest to ``word``, where these are within reach."""
    limit = tolerated(word)
    found = [(distance(word, candidate, limit), candidate) for candidate in candidates]
    least = min((far for far, _ in found), default=limit + 1)
    return sorted(candidate for far, candidate in found if far == least <= limit)
