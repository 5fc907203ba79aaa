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
        "get what is on the issuer's website as a folder, then: dsp-vc wallet list --trust FOLDER",
        "haal de bestanden van de website van de uitgever in een map, en dan: dsp-vc wallet list --trust MAP",
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
        "{have}; that has to do with “{asked}”, which this job asks",
        "{have}; dat heeft te maken met “{asked}”, en dat vraagt deze baan",
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
    # what a person shows
    "passport_title": _one("Your passport on {moment}", "Uw paspoort op {moment}"),
    "passport_strong": _one("Where you are strong", "Waar u sterk in bent"),
    "passport_strong_more": _one("and {number} more; --json shows all", "en nog {number}; --json toont alles"),
    "passport_shown": _one(
        "What you show: {number} skills; issuers: {issuers}",
        "Wat u laat zien: {number} vaardigheden; uitgevers: {issuers}",
    ),
    "passport_none": _one(
        "No proof counts yet. Add one: dsp-vc wallet add FILE; or ask for one: dsp-vc wallet ask --to NAME",
        "Er telt nog geen bewijs mee. Voeg er een toe: dsp-vc wallet add BESTAND; of vraag er een: dsp-vc wallet ask --to NAAM",
    ),
    "passport_other_group": _one("other", "overig"),
    "passport_unknown": _one("not in the list of skills in use", "niet in de lijst van vaardigheden die in gebruik is"),
    "passport_by_attested": _one("seen and confirmed by {name}", "gezien en bevestigd door {name}"),
    "passport_by_assessed": _one("tested by {name}", "getoetst door {name}"),
    "passport_by_validated": _one("validated by {name}", "erkend door {name}"),
    "passport_by_selfAsserted": _one("said by yourself", "zelf gezegd"),
    "passport_passed_on": _one("said by yourself, passed on by {name}", "zelf gezegd, doorgegeven door {name}"),
    "passport_unstated": _one("signed by {name}, who does not say how", "getekend door {name}, die niet zegt hoe"),
    "passport_last_demonstrated": _one("last shown {moment}, {age}", "laatst laten zien {moment}, {age}"),
    "passport_last_period": _one("shown until {moment}, {age}", "laten zien tot {moment}, {age}"),
    "passport_last_signed": _one("signed {moment}, {age}", "getekend {moment}, {age}"),
    "passport_undated": _one("nobody says when", "er staat niet bij wanneer"),
    "passport_doubt": _one(
        "could not be checked anew today: {text}; it was right on {moment}",
        "vandaag niet opnieuw na te gaan: {text}; het klopte op {moment}",
    ),
    "passport_unbound": _one(
        "names no key of yours: see that it is about you", "noemt geen sleutel van u: kijk of het over u gaat"
    ),
    "passport_self": _one(
        "Said by yourself, confirmed by nobody yet: {number}", "Zelf gezegd, nog niet bevestigd: {number}"
    ),
    "passport_left_out": _one("Does not count: {number}", "Telt niet mee: {number}"),
    "passport_remedy": _one("what helps: {text}", "wat helpt: {text}"),
    "passport_list": _one("List of skills: {name}", "Lijst van vaardigheden: {name}"),
    "age_today": _one("today", "vandaag"),
    "age_day": _one("1 day ago", "1 dag geleden"),
    "age_days": _one("{number} days ago", "{number} dagen geleden"),
    "age_months": _one("{number} months ago", "{number} maanden geleden"),
    "age_years": _one("{number} years ago", "{number} jaar geleden"),
    "setting_internship": _one("internship", "stage"),
    "setting_sideJob": _one("side job", "bijbaan"),
    "setting_volunteering": _one("volunteering", "vrijwilligerswerk"),
    "setting_employment": _one("work", "werk"),
    "setting_education": _one("school", "opleiding"),
    "setting_training": _one("training", "cursus"),
    "setting_priorLearning": _one("earlier experience", "eerdere ervaring"),
    # what a goal asks
    "gap_occupation": _one("What this occupation asks: {name}", "Wat dit beroep vraagt: {name}"),
    "gap_vacancy": _one("What this vacancy asks: {name}", "Wat deze vacature vraagt: {name}"),
    "gap_on": _one("Held against your passport on {moment}", "Vergeleken met uw paspoort op {moment}"),
    "gap_essential": _one("Essential", "Nodig"),
    "gap_optional": _one("Useful", "Handig"),
    "gap_coverage": _one("{need}: {count} of {of} shown", "{need}: {count} van {of} aangetoond"),
    "gap_coverage_related": _one(
        "{need}: {count} of {of} shown; for {related} more something helps that you can do",
        "{need}: {count} van {of} aangetoond; bij nog {related} helpt iets dat u al kunt",
    ),
    "gap_matched": _one("Shown", "Aangetoond"),
    "gap_related": _one("Here something helps that you can do", "Hier helpt iets dat u al kunt"),
    "gap_not-assessed": _one("Only a proof is wanted here", "Hier is alleen nog een bewijs nodig"),
    "gap_missing": _one("Nobody has seen this yet", "Dit zag nog niemand"),
    "gap_weight": _one("{name} (weighs {weight})", "{name} (weegt {weight})"),
    "gap_also": _one("so does: {names}", "dat geldt ook voor: {names}"),
    "gap_level_asked": _one("level asked: {asked}", "gevraagd niveau: {asked}"),
    "gap_scale": _one("{level} (scale: {name})", "{level} (schaal: {name})"),
    "gap_level_met": _one("level asked: {asked}; you show: {shown}", "gevraagd niveau: {asked}; u laat zien: {shown}"),
    "gap_level_not-met": _one(
        "level asked: {asked}; you show a lower one: {shown}",
        "gevraagd niveau: {asked}; u laat een lager niveau zien: {shown}",
    ),
    "gap_level_unknown": _one(
        "level asked: {asked}; no proof of yours says it", "gevraagd niveau: {asked}; geen bewijs van u zegt dit"
    ),
    "gap_level_other": _one(
        "level asked: {asked}; you show: {shown}; these can't be compared",
        "gevraagd niveau: {asked}; u laat zien: {shown}; die zijn niet te vergelijken",
    ),
    "gap_found_as": _one("in the vacancy: “{text}”", "in de vacature: “{text}”"),
    "gap_proposed": _one("Perhaps asked too", "Misschien ook gevraagd"),
    "gap_confirm": _one(
        "What is perhaps asked counts only when you say that it is meant: dsp-vc skills vacancy FILE --confirm N -o FILE",
        "Wat misschien gevraagd is, telt pas als u zegt dat het bedoeld is: dsp-vc skills vacancy BESTAND --confirm N -o BESTAND",
    ),
    "gap_left_out": _one("there is a proof that does not count: {names}", "er is een bewijs dat niet meetelt: {names}"),
    "gap_not_absent": _one(
        "That nobody has seen it yet does not mean that you can't do it.",
        "Dat nog niemand het zag, betekent niet dat u het niet kunt.",
    ),
    "weight_unknown": {
        "en": (
            "{text} is no weight",
            "say how much a need counts: essential=1, important=0.4, somewhat=0.2 or optional=0.2; or rarity=no",
        ),
        "nl": (
            "{text} is geen gewicht",
            "zeg hoeveel iets telt: essential=1, important=0.4, somewhat=0.2 of optional=0.2; of rarity=no",
        ),
    },
    "gap_weights": _one(
        "Weights: essential {essential}, important {important}, somewhat {somewhat}, useful {optional}",
        "Gewichten: nodig {essential}, belangrijk {important}, enigszins {somewhat}, handig {optional}",
    ),
    "gap_weights_rare": _one(
        "{text}; the fewer of {number} occupations ask for a skill, the more it weighs",
        "{text}; hoe minder van de {number} beroepen een vaardigheid vragen, hoe zwaarder die weegt",
    ),
    "gap_next_occupation": _one(
        "What to do now: make a plan of it, step by step: dsp-vc passport plan --goal {name}",
        "Wat u nu kunt doen: maak er een plan van, stap voor stap: dsp-vc passport plan --goal {name}",
    ),
    "gap_next_vacancy": _one(
        "What to do now: make a plan of it, step by step: dsp-vc passport plan --job FILE",
        "Wat u nu kunt doen: maak er een plan van, stap voor stap: dsp-vc passport plan --job BESTAND",
    ),
    "gap_ours": _one(
        "Where it says that one thing helps for another, the list of skills says so, or we do: --json tells which.",
        "Waar staat dat het ene bij het andere helpt, zegt de lijst dat of wij: --json vertelt welke.",
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
            "give the whole name, or the address by: dsp-vc skills search --occupations {name}",
        ),
        "nl": (
            "{name} kan meer dan één beroep zijn: {detail}",
            "geef de hele naam, of het adres met: dsp-vc skills search --occupations {name}",
        ),
    },
    "occupation_empty": {
        "en": ("the list of skills does not say what {name} asks for", "choose another occupation that is near to it"),
        "nl": ("de lijst zegt niet welke vaardigheden {name} vraagt", "kies een ander beroep dat erop lijkt"),
    },
}
