"""Finding a skill or an occupation by words: names and synonyms in every language, typing errors forgiven."""

from __future__ import annotations

from collections.abc import Sequence

from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.gram_index import build_if_missing
from dsp_vc.skills.catalogue.mentions import mentions
from dsp_vc.skills.catalogue.model import Hit, Kind, Name
from dsp_vc.skills.catalogue.spelling import content_words, fold, grams, nearest, tolerated, words

_POOL = 400
_CORRECTIONS = 4
MAX_WORDS = 12
SKILLS = (Kind.SKILL, Kind.KNOWLEDGE)
OCCUPATIONS = (Kind.OCCUPATION,)


def search(
    catalogue: Catalogue, text: str, *, kinds: Sequence[Kind] = SKILLS, lang: str = "nl", limit: int = 10
) -> list[Hit]:
    """What ``text`` may mean, the likeliest first: a name exactly so, then one that holds all words, or all but those
    that say nothing (*ik kan goed metselen*); then one that does when typing errors are forgiven; of a longer sentence,
    the names within it. Names in ``lang`` come before others that are as good."""
    sentence, asked = text, words(text)[:MAX_WORDS]
    if not asked or limit < 1:
        return []
    found = _look_up(catalogue, text, [[word] for word in asked], kinds, lang, "words")
    telling = content_words(text)[:MAX_WORDS]
    if not found and telling != asked:
        text = " ".join(telling)
        found = _look_up(catalogue, text, [[word] for word in telling], kinds, lang, "words")
    if not found:
        spelled = [[word, *_corrections(catalogue, word)] for word in telling]
        if any(len(choices) > 1 for choices in spelled):
            found = _look_up(catalogue, text, spelled, kinds, lang, "spelling")
    if not found and len(telling) > 1:
        found = _mentioned(catalogue, sentence, kinds, lang)
    return found[:limit]


def meant(catalogue: Catalogue, text: str, *, kinds: Sequence[Kind], lang: str, most: int) -> list[Hit]:
    """The one that ``text`` names, by the name it goes by before any synonym; else the first ``most`` that it may
    mean."""
    hits = search(catalogue, text, kinds=kinds, lang=lang, limit=most)
    exact = [hit for hit in hits if hit.how == "exact"]
    wanted = fold(text).strip()
    first = [hit for hit in exact if any(fold(name.text) == wanted for name in hit.concept.names)]
    return next((found for found in (first, exact) if len(found) == 1), hits)


def _mentioned(catalogue: Catalogue, text: str, kinds: Sequence[Kind], lang: str) -> list[Hit]:
    hits: list[Hit] = []
    for mention in mentions(catalogue, text, kinds=kinds, lang=lang):
        concept = catalogue.concept(mention.uri)
        if concept is not None:
            hits.append(Hit(concept, mention.name, "mentioned"))
    return hits


def _look_up(
    catalogue: Catalogue, text: str, asked: list[list[str]], kinds: Sequence[Kind], lang: str, how: str
) -> list[Hit]:
    """Every word, or one of its corrections, must be the beginning of a word in the name."""
    query = " AND ".join("(" + " OR ".join(f'"{word}"*' for word in choices) + ")" for choices in asked)
    marks = ", ".join("?" * len(kinds))
    rows = catalogue.connection.execute(
        "SELECT concept.uri, name.lang, name.text, name.preferred, name.official, concept.used_by "  # noqa: S608
        "FROM names JOIN name ON name.id = names.rowid JOIN concept ON concept.id = name.concept "
        f"WHERE names MATCH ? AND concept.kind IN ({marks}) ORDER BY names.rank, name.id LIMIT {_POOL}",
        (query, *kinds),
    ).fetchall()
    wanted, first = fold(text).strip(), [choices[0] for choices in asked]
    best: dict[str, tuple[tuple[object, ...], Name, str]] = {}
    for uri, language, name, preferred, official, used_by in rows:
        own = words(name)
        exact = fold(name) == wanted
        whole = sum(any(choice in own for choice in choices) for choices in asked)
        missing = sum(word not in own for word in first) if how == "spelling" else 0
        order = (
            not exact,
            missing,
            -whole,
            language != lang,
            not preferred,
            len(own),
            -used_by,
            name,
            uri,
        )
        if uri not in best or order < best[uri][0]:
            best[uri] = (order, Name(name, language, bool(official)), "exact" if exact else how)
    hits: list[Hit] = []
    for uri, (_, name, manner) in sorted(best.items(), key=lambda item: item[1][0]):
        concept = catalogue.concept(uri)
        if concept is not None:
            hits.append(Hit(concept, name, manner))
    return hits


def _corrections(catalogue: Catalogue, word: str) -> list[str]:
    """Words of the catalogue within the typing errors that are forgiven."""
    if not tolerated(word):
        return []
    build_if_missing(catalogue.connection)
    parts = sorted(grams(word))
    marks = ", ".join("?" * len(parts))
    rows = catalogue.connection.execute(
        f"SELECT word.text FROM gram JOIN word ON word.id = gram.word WHERE gram.gram IN ({marks}) "  # noqa: S608
        "GROUP BY word.id ORDER BY count(*) DESC, word.text LIMIT 60",
        parts,
    )
    return [found for found in nearest(word, (row[0] for row in rows)) if found != word][:_CORRECTIONS]
