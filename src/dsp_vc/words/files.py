"""Words about files: reading and writing them."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "file_missing": {
        "en": ("there is no file {path}", "check the name, or the folder you are in"),
        "nl": ("het bestand {path} is er niet", "controleer de naam, of de map waarin u bent"),
    },
    "file_is_folder": {
        "en": ("{path} is a folder, not a file", "name a file inside it"),
        "nl": ("{path} is een map, geen bestand", "noem een bestand uit die map"),
    },
    "file_unreadable": {
        "en": ("{path} can't be read: {reason}", "check that you may open it"),
        "nl": ("{path} kan niet worden gelezen: {reason}", "controleer of u het mag openen"),
    },
    "file_too_large": {
        "en": ("{path} is larger than {limit} bytes", "this can't be a file that we made; check the name"),
        "nl": ("{path} is groter dan {limit} bytes", "dit kan geen bestand van ons zijn; controleer de naam"),
    },
    "file_empty": {
        "en": ("{path} is empty", "ask for the file again"),
        "nl": ("{path} is leeg", "vraag het bestand opnieuw"),
    },
    "file_unwritable": {
        "en": ("{path} can't be written: {reason}", "what stood there is as it was; choose another place or make room"),
        "nl": (
            "{path} kan niet worden geschreven: {reason}",
            "wat daar stond, is zoals het was; kies een andere plek of maak ruimte",
        ),
    },
    "file_locked": {
        "en": ("another program is using {path}", "wait until it is done, then try again"),
        "nl": ("een ander programma gebruikt {path}", "wacht tot het klaar is en probeer het dan opnieuw"),
    },
    "file_exists": {
        "en": ("{path} is there already", "choose another name, or remove it first"),
        "nl": ("{path} bestaat al", "kies een andere naam, of verwijder het eerst"),
    },
    "output_is_input": {
        "en": ("{path} is also the input", "choose another name for -o"),
        "nl": ("{path} is ook de invoer", "kies een andere naam voor -o"),
    },
    "file_not_utf8": {
        "en": ("{path} is not text in UTF-8", "save it as UTF-8, or name another file"),
        "nl": ("{path} is geen tekst in UTF-8", "bewaar het als UTF-8, of noem een ander bestand"),
    },
    "file_too_many": {
        "en": ("there are more than {limit} files in {path}", "name the folder that holds what is meant"),
        "nl": ("er staan meer dan {limit} bestanden in {path}", "noem de map waar het om gaat"),
    },
}
