"""Words of the command line itself; each verb's own stand in its area."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "prefix_error": {"en": ("error", ""), "nl": ("fout", "")},
    "prefix_hint": {"en": ("hint", ""), "nl": ("tip", "")},
    "general": {
        "en": ("", "see: dsp-vc --help"),
        "nl": ("", "zie: dsp-vc --help"),
    },
    "usage_wrong": {
        "en": ("{detail}", "see: {command} --help"),
        "nl": ("de opdracht klopt niet: {detail}", "zie: {command} --help"),
    },
    "usage_missing": {
        "en": ("{name} is missing", "see: {command} --help"),
        "nl": ("{name} ontbreekt in de opdracht", "zie: {command} --help"),
    },
    "usage_option_unknown": {
        "en": ("there is no option {name}", "see: {command} --help"),
        "nl": ("de optie {name} bestaat niet", "zie: {command} --help"),
    },
    "usage_verb_missing": {
        "en": ("{command} needs to be told what to do: {choices}", "see: {command} --help"),
        "nl": ("zeg erbij wat {command} moet doen: {choices}", "zie: {command} --help"),
    },
    "usage_verb_unknown": {
        "en": ("there is no command {name}", "see: dsp-vc --help"),
        "nl": ("de opdracht {name} bestaat niet", "zie: dsp-vc --help"),
    },
    "usage_verb_similar": {
        "en": ("there is no command {name}", "did you mean: dsp-vc {similar}"),
        "nl": ("de opdracht {name} bestaat niet", "bedoelt u: dsp-vc {similar}"),
    },
    "usage_verb_among": {
        "en": ("there is no command {name}", "there are: {choices}"),
        "nl": ("de opdracht {name} bestaat niet", "deze zijn er: {choices}"),
    },
    "usage_verb_absent": {
        "en": ("this version does not have the command {name} yet", "install a newer version"),
        "nl": ("deze versie heeft de opdracht {name} nog niet", "installeer een nieuwere versie"),
    },
    "interrupted": {
        "en": ("interrupted", "nothing was written by halves; run it again"),
        "nl": ("afgebroken", "er is niets half geschreven; voer de opdracht opnieuw uit"),
    },
    "internal_fault": {
        "en": (
            "a fault in the program itself ({kind} at {place})",
            "nothing was written by halves; report this, and run it with DSP_VC_DEBUG=1 to see more",
        ),
        "nl": (
            "een fout in het programma zelf ({kind} bij {place})",
            "er is niets half geschreven; meld dit, en gebruik DSP_VC_DEBUG=1 om meer te zien",
        ),
    },
    "system_refused": {
        "en": ("the system refused: {reason}", "make room or check your rights, then run it again"),
        "nl": ("het systeem weigert: {reason}", "maak ruimte of controleer uw rechten, en probeer het opnieuw"),
    },
    "memory_full": {
        "en": ("there is not enough memory for this", "close other programs, or give it less at once"),
        "nl": ("er is te weinig geheugen", "sluit andere programma's, of geef minder tegelijk"),
    },
    "confirmation_needed": {
        "en": ("this asks a question, and there is nobody to answer it", "run it at a terminal, or say --yes"),
        "nl": ("hier hoort een vraag bij, en niemand kan antwoorden", "gebruik een terminal, of zeg --yes"),
    },
    "confirm_choices": {"en": ("y/N", ""), "nl": ("j/N", "")},
    "passphrase_prompt": {"en": ("Passphrase{what}: ", ""), "nl": ("Wachtwoord{what}: ", "")},
    "passphrase_again": {"en": ("The same again: ", ""), "nl": ("Nog een keer: ", "")},
    "passphrase_short": {
        "en": (
            "this passphrase is short: whoever has the file can try all of that length; four words that don't belong"
            " together are better",
            "",
        ),
        "nl": (
            "dit wachtwoord is kort: wie het bestand heeft, kan ze allemaal proberen; vier woorden die niet bij elkaar"
            " horen zijn beter",
            "",
        ),
    },
    "passphrase_differs": {
        "en": ("the two passphrases are not the same", "type the same passphrase twice"),
        "nl": ("de twee wachtwoorden zijn niet gelijk", "typ twee keer hetzelfde wachtwoord"),
    },
    "progress": {
        "en": ("{percent} %, about {left} left", ""),
        "nl": ("{percent} %, nog ongeveer {left}", ""),
    },
    "progress_checked": {
        "en": ("checked: {done} of {total}, {pace}, about {left} left", ""),
        "nl": ("gecontroleerd: {done} van {total}, {pace}, nog ongeveer {left}", ""),
    },
    "progress_signed": {
        "en": ("signed: {done} of {total}, {pace}, about {left} left", ""),
        "nl": ("ondertekend: {done} van {total}, {pace}, nog ongeveer {left}", ""),
    },
    "progress_seconds": {"en": ("{number} s", ""), "nl": ("{number} s", "")},
    "progress_minutes": {"en": ("{number} min", ""), "nl": ("{number} min", "")},
    "progress_per_second": {"en": ("{number} a second", ""), "nl": ("{number} per seconde", "")},
    "progress_per_minute": {"en": ("{number} a minute", ""), "nl": ("{number} per minuut", "")},
    "progress_end": {"en": ("nearly done", ""), "nl": ("bijna klaar", "")},
}
