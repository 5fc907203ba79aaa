"""Words about codes and pictures."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "code_prefix": {
        "en": ("this code is of another kind", "scan the code that the person shows"),
        "nl": ("dit is een ander soort code", "scan de code die de persoon laat zien"),
    },
    "code_damaged": {
        "en": ("the code is damaged or incomplete", "scan it again"),
        "nl": ("de code is beschadigd of niet volledig", "scan hem opnieuw"),
    },
    "code_version": {
        "en": ("the code was made by a newer version ({name})", "update this program"),
        "nl": ("de code is gemaakt met een nieuwere versie ({name})", "werk dit programma bij"),
    },
    "code_too_large": {
        "en": ("this does not fit in one code ({size} characters, {limit} at most)", "send the file instead"),
        "nl": ("dit past niet in één code ({size} tekens, hoogstens {limit})", "stuur het bestand"),
    },
    "image_kind": {
        "en": ("{path} must end in .png or .svg", "choose another name for the picture"),
        "nl": ("{path} moet eindigen op .png of .svg", "kies een andere naam voor de afbeelding"),
    },
    "image_unreadable": {
        "en": ("the picture can't be read", "save it as PNG or JPEG"),
        "nl": ("de afbeelding is niet te lezen", "bewaar hem als PNG of JPEG"),
    },
    "image_too_large": {
        "en": ("the picture is larger than {limit} million points", "make it smaller"),
        "nl": ("de afbeelding is groter dan {limit} miljoen punten", "maak hem kleiner"),
    },
}
