"""Words about what a person shows, and what a goal still asks."""

from __future__ import annotations

Entry = dict[str, tuple[str, str]]


def _one(english: str, dutch: str) -> Entry:
    return {"en": (english, ""), "nl": (dutch, "")}


WORDS: dict[str, Entry] = {
    # what keeps a record from counting; the words of a check serve where a check decides
    "other_person": _one(
        "it is about another key than the one in this wallet",
        "het hoort bij een andere sleutel dan die in dit paspoort",
    ),
    "receipt_unreadable": _one("it can't be read any more", "het is niet meer te lezen"),
    "last_known_revoked": _one(
        "a list of its issuer that has run out said: revoked",
        "een verlopen lijst van de uitgever zei: ingetrokken",
    ),
    "last_known_suspended": _one(
        "a list of its issuer that has run out said: suspended",
        "een verlopen lijst van de uitgever zei: tijdelijk opgeschort",
    ),
    # what would make it count
    "remedy_issuer": _one(
        "ask the issuer why, and for a new one if the reason is gone",
        "vraag de uitgever waarom, en om een nieuw bewijs als de reden weg is",
    ),
    "remedy_wait": _one(
        "ask the issuer to lift it; then get its new list of what it took back",
        "vraag de uitgever om het weer te laten gelden; haal daarna de nieuwe lijst van de uitgever op",
    ),
    "remedy_renew": _one("ask the issuer for a new one", "vraag de uitgever om een nieuw bewijs"),
    "remedy_later": _one("wait until that day", "wacht tot die dag"),
    "remedy_sign_again": _one(
        "ask the issuer to sign it again with a key in force",
        "vraag de uitgever om het opnieuw te ondertekenen met een geldige sleutel",
    ),
    "remedy_other_issuer": _one(
        "ask somebody to sign it who is recognised for this",
        "vraag het aan iemand die hiervoor erkend is",
    ),
    "remedy_trust": _one(
        "get the issuer's card from the issuer, compare it, then: dsp-vc trust add CARD",
        "vraag de uitgever om zijn kaart, vergelijk die, en dan: dsp-vc trust add KAART",
    ),
    "remedy_list": _one(
        "get the newest list of issuers, then: dsp-vc trust use LIST",
        "haal de nieuwste lijst van uitgevers op, en dan: dsp-vc trust use LIJST",
    ),
    "remedy_status": _one(
        "get the issuer's list of what it took back, then: dsp-vc wallet list --evidence FILE",
        "haal op wat de uitgever heeft ingetrokken, en dan: dsp-vc wallet list --evidence BESTAND",
    ),
    "remedy_own_claim": _one(
        "ask somebody who saw it to sign it: dsp-vc wallet ask",
        "vraag iemand die het zag om het te ondertekenen: dsp-vc wallet ask",
    ),
    "remedy_own_key": _one(
        "if it is yours, take over the other wallet with its key: dsp-vc wallet import FILE; else take it out",
        "is het van u, neem dan het andere paspoort over met de sleutel: dsp-vc wallet import BESTAND; haal het anders weg",
    ),
    "remedy_skills": _one(
        "nothing is wrong with it; ask the issuer which skills it shows",
        "er is niets mis mee; vraag de uitgever welke vaardigheden het laat zien",
    ),
    "remedy_again": _one(
        "ask the issuer for a new copy, and add that",
        "vraag de uitgever om een nieuw exemplaar, en voeg dat toe",
    ),
    # why somebody is strong in something
    "strength_assessed": _one("tested by {name}", "getoetst door {name}"),
    "strength_validated": _one("validated by {name}", "erkend door {name}"),
    "strength_issuers": _one("{number} issuers say so: {names}", "{number} uitgevers bevestigen het: {names}"),
    "strength_contexts": _one("shown in {number} kinds of settings", "op {number} soorten plekken laten zien"),
    "strength_recent": _one("shown not long ago ({moment})", "kort geleden laten zien ({moment})"),
    "strength_group": _one(
        "{number} skills with a proof, {tested} of them tested", "{number} vaardigheden met bewijs, {tested} getoetst"
    ),
    # how a skill helps for another
    "have_skill": _one("you can: {name}", "u kunt: {name}"),
    "have_knowledge": _one("you know about: {name}", "u hebt kennis van: {name}"),
    "relation_exact": _one("{have}; that is what is asked", "{have}; dat is wat er gevraagd wordt"),
    "relation_narrower": _one(
        "{have}; that is a kind of “{asked}”, which this job asks",
        "{have}; dat is een soort “{asked}”, en dat vraagt deze baan",
    ),
    "relation_broader": _one(
        "{have}; “{asked}”, which this job asks, is a kind of that",
        "{have}; “{asked}” is daar een soort van, en dat vraagt deze baan",
    ),
    "relation_close": _one(
        "{have}; that is close to “{asked}”, which this job asks",
        "{have}; dat sluit aan bij “{asked}”, en dat vraagt deze baan",
    ),
    "relation_sibling": _one(
        "{have}; “{asked}”, which this job asks, belongs with it: both come under “{via}”",
        "{have}; “{asked}”, wat deze baan vraagt, lijkt daarop: het valt allebei onder “{via}”",
    ),
    "relation_related": _one(
        "{have}; that goes with “{asked}”, which this job asks",
        "{have}; dat hangt samen met “{asked}”, en dat vraagt deze baan",
    ),
    "relation_shared": _one(
        "{have}; for that and for “{asked}”, which this job asks, you need to know about “{via}”",
        "{have}; daarvoor en voor “{asked}”, wat deze baan vraagt, moet u iets weten van “{via}”",
    ),
    "relation_kin": _one(
        "{have}; that helps for “{asked}”, which this job asks: {reason}",
        "{have}; dat helpt bij “{asked}”, wat deze baan vraagt: {reason}",
    ),
    # errors
    "occupation_unknown": {
        "en": (
            "{name} is no occupation of the list of skills in use",
            "look for it with: dsp-vc skills search --occupations TEXT; or import the whole list: dsp-vc skills import FILE",
        ),
        "nl": (
            "{name} is geen beroep uit de lijst van vaardigheden die in gebruik is",
            "zoek het met: dsp-vc skills search --occupations TEKST; of lees de hele lijst in: dsp-vc skills import BESTAND",
        ),
    },
    "occupation_ambiguous": {
        "en": (
            "{name} can be several occupations: {detail}",
            "name the one that you mean by its whole name or its address",
        ),
        "nl": (
            "{name} kan meer dan één beroep zijn: {detail}",
            "noem het beroep dat u bedoelt met de hele naam of het adres",
        ),
    },
    "occupation_empty": {
        "en": ("the list of skills does not say what {name} asks for", "choose another occupation that is near to it"),
        "nl": ("de lijst zegt niet welke vaardigheden {name} vraagt", "kies een ander beroep dat erop lijkt"),
    },
}
