"""Words about contexts and RDF."""

from __future__ import annotations

_ORIGINAL = (
    "ask the issuer or the holder for the original file",
    "vraag de uitgever of de persoon om het originele bestand",
)


def _one(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    return {"en": (english, _ORIGINAL[0]), "nl": (dutch, _ORIGINAL[1])}


WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "context_missing": _one("it names no word list", "het noemt geen woordenlijst"),
    "context_unknown": {
        "en": (
            "it uses a word list that is not known here: {name}",
            "if you trust that list, give it with --evidence {name}=FILE",
        ),
        "nl": (
            "het gebruikt een woordenlijst die hier niet bekend is: {name}",
            "vertrouwt u die lijst, geef hem dan met --evidence {name}=BESTAND",
        ),
    },
    "context_inline": _one("it brings its own meaning of words along", "het brengt zelf een betekenis van woorden mee"),
    "context_nested": _one(
        "it changes the meaning of words inside ({name})", "het verandert binnenin de betekenis van woorden ({name})"
    ),
    "context_repeated": _one(
        "it names a word list twice, or too many", "het noemt een woordenlijst twee keer, of te veel lijsten"
    ),
    "context_base_not_first": _one(
        "its word lists are not in the prescribed order", "de woordenlijsten staan niet in de juiste volgorde"
    ),
    "context_pinned": {
        "en": ("the word list {name} is fixed; another content for it is not accepted", "leave that evidence out"),
        "nl": ("de woordenlijst {name} ligt vast; een andere inhoud wordt niet aangenomen", "laat dat bewijsstuk weg"),
    },
    "context_damaged": {
        "en": ("a word list of this program is damaged: {name}", "install the program again"),
        "nl": ("een woordenlijst van dit programma is beschadigd: {name}", "installeer het programma opnieuw"),
    },
    "context_unusable": _one("a word list can't be used", "een woordenlijst is niet te gebruiken"),
    "term_undefined": _one(
        "it holds a word without a meaning, which no signature covers: {name}",
        "er staat een woord in zonder betekenis, waar geen handtekening voor geldt: {name}",
    ),
    "type_undefined": _one(
        "it is of a kind that has no meaning: {name}", "het is van een soort zonder betekenis: {name}"
    ),
    "keyword_forbidden": _one(
        "it holds a construction that could hide or turn around what it says: {name}",
        "er zit een constructie in die kan verbergen of omdraaien wat er staat: {name}",
    ),
    "iri_not_absolute": _one(
        "an address or identifier in it is not complete: {name}", "een adres of kenmerk erin is niet volledig: {name}"
    ),
    "language_invalid": _one(
        "a language in it is not written in the prescribed way: {name}",
        "een taal is niet op de juiste manier geschreven: {name}",
    ),
    "direction_unsigned": _one(
        "a writing direction in it would not be covered by the signature: {name}",
        "voor een schrijfrichting zou de handtekening niet gelden: {name}",
    ),
    "number_inexact": _one("a number in it has no exact form: {name}", "een getal erin heeft geen exacte vorm: {name}"),
    "string_lone_surrogate": _one("a text in it is broken: {name}", "een tekst erin is kapot: {name}"),
    "array_empty": _one(
        "an empty list in it would not be covered by the signature: {name}",
        "voor een lege lijst zou de handtekening niet gelden: {name}",
    ),
    "array_repeats": _one("something stands twice in a list: {name}", "iets staat twee keer in een lijst: {name}"),
    "array_nested": _one("a list stands in a list: {name}", "een lijst staat in een lijst: {name}"),
    "value_null": _one(
        "an empty value in it would not be covered by the signature: {name}",
        "voor een lege waarde zou de handtekening niet gelden: {name}",
    ),
    "word_doubled": _one(
        "it uses an unusual word, under which a reader would not find what is said: {name}",
        "er staat een ongewoon woord in, waardoor een lezer iets over het hoofd kan zien: {name}",
    ),
    "value_other_type": _one(
        "a number, a text or a yes-or-no stands where another kind of value belongs: {name}",
        "er staat een getal, een tekst of een ja/nee waar iets anders hoort: {name}",
    ),
    "graph_empty": _one(
        "a part of it is only named and not there, so the signature would not cover it: {name}",
        "een deel wordt alleen genoemd en staat er niet, dus geldt de handtekening er niet voor: {name}",
    ),
    "node_split": _one(
        "it says different things in two places under one identifier: {name}",
        "het zegt op twee plekken iets anders onder één kenmerk: {name}",
    ),
    "statements_lost": _one(
        "not everything in it is covered by the signature", "de handtekening geldt niet voor alles wat erin staat"
    ),
    "document_statements": _one(
        "it says more than {limit} things, which no credential needs to",
        "er staan meer dan {limit} dingen in, en dat heeft geen bewijs nodig",
    ),
    "document_depth": _one("it is nested too deeply", "het zit te diep in elkaar"),
    "document_not_expandable": _one(
        "it can't be read by the rules of JSON-LD", "het is niet te lezen volgens de regels van JSON-LD"
    ),
    "related_resource_digest": _one(
        "it was made with another version of {name}", "het is gemaakt met een andere versie van {name}"
    ),
    "rdf_work_exceeded": _one(
        "it is built to keep the checker busy, so the check was stopped",
        "het is gemaakt om de controle te laten vastlopen, daarom is die gestopt",
    ),
    "nquads_syntax": _one("a line of N-Quads can't be read", "een regel N-Quads is niet te lezen"),
}
