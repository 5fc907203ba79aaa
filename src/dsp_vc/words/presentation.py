"""Words about requests and presentations."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "dcql_invalid": {
        "en": ("what is asked for is not in the prescribed form", "ask for the request again"),
        "nl": ("wat gevraagd wordt heeft niet de juiste vorm", "vraag om een nieuwe vraag"),
    },
    "request_invalid": {
        "en": ("this is no request that can be read", "ask for the file that: dsp-vc request new, made"),
        "nl": ("dit is geen vraag die te lezen is", "vraag om het bestand van: dsp-vc request new"),
    },
    "request_valid": {
        "en": ("30 days is the longest that this can be good for", "choose a shorter time, such as --valid 24h"),
        "nl": ("langer dan 30 dagen kan niet", "kies een kortere tijd, zoals --valid 24h"),
    },
    "request_skill": {
        "en": (
            "{value} is no complete address of a skill",
            "find the address, which begins with https:// or http://, by its name: dsp-vc skills search TEXT",
        ),
        "nl": (
            "{value} is geen volledig adres van een vaardigheid",
            "zoek het adres, dat begint met https:// of http://, bij de naam: dsp-vc skills search TEKST",
        ),
    },
    "request_over": {
        "en": ("the request has run out", "ask for a new one"),
        "nl": ("de vraag is verlopen", "vraag om een nieuwe"),
    },
    "present_missing": {
        "en": (
            "nothing in the wallet answers what is asked: {detail}",
            "see what is there: dsp-vc wallet list; or ask an issuer: dsp-vc wallet ask",
        ),
        "nl": (
            "niets in het paspoort geeft antwoord op wat gevraagd is: {detail}",
            "zie wat er is: dsp-vc wallet list; of vraag een uitgever: dsp-vc wallet ask",
        ),
    },
    "present_not_bound": {
        "en": (
            "this credential names no key or another key than the wallet's, so it can only be shown as a file",
            "ask the issuer to sign it for your key: dsp-vc wallet ask",
        ),
        "nl": (
            "dit bewijs noemt geen sleutel of een andere dan die van het paspoort; het kan alleen als bestand worden getoond",
            "vraag de uitgever om het voor uw sleutel te ondertekenen: dsp-vc wallet ask",
        ),
    },
    "present_declined": {
        "en": ("nothing was shared", "nothing was written"),
        "nl": ("er is niets gedeeld", "er is niets geschreven"),
    },
    "present_will_share": {"en": ("This will be shared with {name}:", ""), "nl": ("Dit wordt gedeeld met {name}:", "")},
    "present_always": {
        "en": ("always with it: the dates, and your key, by which it can be seen that it is you again", ""),
        "nl": ("altijd erbij: de datums en uw sleutel; daaraan kan men zien dat u het weer bent", ""),
    },
    "present_ask": {"en": ("Share it?", ""), "nl": ("Delen?", "")},
    "present_whole": {
        "en": ("the whole credential, with the name and all that is in it", ""),
        "nl": ("het hele bewijs, met de naam en alles wat erin staat", ""),
    },
    "present_more": {"en": ("and also: {names}", ""), "nl": ("en ook: {names}", "")},
    "present_written": {"en": ("written: {path}", ""), "nl": ("geschreven: {path}", "")},
    "duration_form": {
        "en": ("{value} is no length of time", "write 15m, 24h or 7d"),
        "nl": ("{value} is geen tijdsduur", "schrijf 15m, 24h of 7d"),
    },
}
