"""Words of encoding."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "json_syntax": {
        "en": ("this is not correct JSON", "ask for the file again; it may be cut short or changed"),
        "nl": ("dit is geen goede JSON", "vraag het bestand opnieuw; misschien is het afgekapt of veranderd"),
    },
    "json_duplicate_member": {
        "en": ("the part {name} is in it twice", "do not use this file; two programs could read it differently"),
        "nl": (
            "het onderdeel {name} staat er twee keer in",
            "gebruik dit bestand niet; het is op twee manieren te lezen",
        ),
    },
    "json_lone_surrogate": {
        "en": ("there is half a character in the text", "ask the sender for a correct file"),
        "nl": ("er staat een half teken in de tekst", "vraag de afzender om een goed bestand"),
    },
    "json_number": {
        "en": ("there is a number in it that can't be read", "ask the sender for a correct file"),
        "nl": ("er staat een getal in dat niet te lezen is", "vraag de afzender om een goed bestand"),
    },
    "json_depth": {
        "en": ("it is nested more than {limit} levels deep", "a file of ours never is; do not use it"),
        "nl": ("het zit meer dan {limit} lagen diep in elkaar", "een bestand van ons doet dat nooit; gebruik het niet"),
    },
    "json_size": {
        "en": ("the text is longer than {limit} bytes", "this can't be a file that we made; check the name"),
        "nl": ("de tekst is langer dan {limit} bytes", "dit kan geen bestand van ons zijn; controleer de naam"),
    },
    "json_encoding": {
        "en": ("the text is not plain UTF-8", "save it as UTF-8 without a byte order mark"),
        "nl": ("de tekst is geen gewone UTF-8", "bewaar het als UTF-8, zonder BOM"),
    },
    "json_not_object": {
        "en": ("the JSON is no object", "check that this is the right file"),
        "nl": ("de JSON is geen object", "controleer of dit het goede bestand is"),
    },
    "jcs_number": {
        "en": ("there is a number in it that can't be signed", "use whole numbers below 2^53, or write it as text"),
        "nl": (
            "er staat een getal in waar geen handtekening over kan",
            "neem een kleiner getal, of schrijf het als tekst",
        ),
    },
    "jcs_string": {
        "en": ("there is half a character in the text", "ask the sender for a correct file"),
        "nl": ("er staat een half teken in de tekst", "vraag de afzender om een goed bestand"),
    },
    "jcs_value": {
        "en": ("there is something in it that can't be signed", "use only text, numbers, lists and objects"),
        "nl": (
            "er staat iets in waar geen handtekening over kan",
            "gebruik alleen tekst, getallen, lijsten en objecten",
        ),
    },
    "base_encoding": {
        "en": ("a part that should be {name} is not", "ask for it again; it may be cut short or changed"),
        "nl": (
            "een deel dat {name} moet zijn, is dat niet",
            "vraag het opnieuw; misschien is het afgekapt of veranderd",
        ),
    },
    "multibase_prefix": {
        "en": ("a value begins with {name}, which is not allowed here", "ask the sender for a correct file"),
        "nl": ("een waarde begint met {name}, en dat mag hier niet", "vraag de afzender om een goed bestand"),
    },
    "multikey_invalid": {
        "en": ("a public key is written wrongly", "ask the sender for a correct file"),
        "nl": ("een openbare sleutel is verkeerd geschreven", "vraag de afzender om een goed bestand"),
    },
    "multikey_unknown": {
        "en": ("a public key is of a kind that is not known here ({name})", "ask for another kind of key"),
        "nl": (
            "een openbare sleutel is van een soort die hier niet bekend is ({name})",
            "vraag om een andere soort sleutel",
        ),
    },
    "timestamp_invalid": {
        "en": ("{value} is no date with time and time zone", "write it as 2026-11-24T10:00:00Z"),
        "nl": ("{value} is geen datum met tijd en tijdzone", "schrijf het als 2026-11-24T10:00:00Z"),
    },
    "duration_invalid": {
        "en": ("{value} is no duration", "write it as PT120H (120 hours) or P3M (three months)"),
        "nl": ("{value} is geen duur", "schrijf het als PT120H (120 uur) of P3M (drie maanden)"),
    },
}
