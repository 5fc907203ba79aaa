"""Words about one presentation beside a vacancy, and about what fits a person."""

from __future__ import annotations

Entry = dict[str, tuple[str, str]]


def _one(english: str, dutch: str) -> Entry:
    return {"en": (english, ""), "nl": (dutch, "")}


WORDS: dict[str, Entry] = {
    # the side of who asks
    "against_nothing": {
        "en": (
            "{path}: nothing in this vacancy is a requirement that somebody confirmed",
            "look at what its text may ask, and confirm it: dsp-vc skills vacancy {path}",
        ),
        "nl": (
            "{path}: in deze vacature staat geen eis die iemand heeft bevestigd",
            "kijk wat de tekst kan vragen en bevestig dat: dsp-vc skills vacancy {path}",
        ),
    },
    "against_several": {
        "en": (
            "{count} presentations are too many: one is held against a vacancy at a time",
            "people are not put beside each other here; run the command for each file",
        ),
        "nl": (
            "{count} keer laten zien is te veel: leg er één tegelijk naast een vacature",
            "mensen worden hier niet naast elkaar gezet; geef het commando voor elk bestand apart",
        ),
    },
    "against_title": _one("What is asked: {name}", "Wat er gevraagd wordt: {name}"),
    "against_not_accepted": _one(
        "what was shown was not accepted, so nothing in it counts",
        "wat is getoond is niet aanvaard; daarom telt er niets van mee",
    ),
    "against_met": _one("met", "laat zien"),
    "against_not-met": _one("not met", "nog niet genoeg"),
    "against_not-shown": _one("not shown", "niet getoond"),
    "against_level-unclear": _one("level not clear", "niveau onduidelijk"),
    "against_need_essential": _one("essential", "nodig"),
    "against_need_important": _one("important", "belangrijk"),
    "against_need_somewhat": _one("somewhat", "een beetje nodig"),
    "against_need_optional": _one("optional", "mooi meegenomen"),
    "against_level": _one("asked: {asked}, shown: {shown}", "gevraagd: {asked}, getoond: {shown}"),
    "against_level_asked": _one("asked: {asked}", "gevraagd: {asked}"),
    "against_no_level": _one("no level", "geen niveau"),
    "against_unclear_means": _one(
        "level not clear: the skill is shown, but at no level that can be compared. Ask.",
        "niveau onduidelijk: de vaardigheid is getoond, maar niet op een niveau dat te vergelijken is. Vraag ernaar.",
    ),
    "against_not_shown_means": _one(
        "not shown does not mean: can't do it. Ask.",
        "niet getoond betekent niet: kan het niet. Vraag ernaar.",
    ),
    "against_proposed": _one(
        "not asked, since nobody confirmed that the text means it: {names}",
        "niet gevraagd, want niemand heeft bevestigd dat de tekst dit bedoelt: {names}",
    ),
    # the side of the person
    "match_nothing_shown": {
        "en": (
            "nothing in this wallet counts as a proof of a skill yet, so there is nothing to compare",
            "see what is left out and why: dsp-vc passport show",
        ),
        "nl": (
            "in dit paspoort telt nog niets als bewijs van een vaardigheid, dus er valt niets te vergelijken",
            "kijk wat niet meetelt en waarom: dsp-vc passport show",
        ),
    },
    "match_title": _one("What fits what you show, on {moment}", "Wat past bij wat u laat zien, op {moment}"),
    "match_occupations": _one(
        "OCCUPATIONS MOST LIKE WHAT YOU SHOW", "BEROEPEN DIE HET MEEST LIJKEN OP WAT U LAAT ZIEN"
    ),
    "match_nearest": _one("NEAREST: THE FEWEST AND LIGHTEST STEPS", "HET DICHTSTBIJ: DE MINSTE EN LICHTSTE STAPPEN"),
    "match_elsewhere": _one(
        "ANOTHER KIND OF WORK THAT ASKS WHAT YOU SHOW", "ANDER SOORT WERK DAT VRAAGT WAT U AL LAAT ZIEN"
    ),
    "match_vacancies": _one("VACANCIES", "VACATURES"),
    "match_trainings": _one("TRAININGS TOWARDS: {name}", "CURSUSSEN OP WEG NAAR: {name}"),
    "match_sector": _one("{name} ({sector})", "{name} ({sector})"),
    "match_counts": _one(
        "essential: you show {count} of {of}",
        "nodig: u laat er {count} van de {of} zien",
    ),
    "match_counts_related": _one(
        "essential: you show {count} of {of}; for {related} more something related helps",
        "nodig: u laat er {count} van de {of} zien; bij nog {related} helpt iets verwants",
    ),
    "match_open": _one("still to show: {names}", "nog te laten zien: {names}"),
    "match_fits": _one("fits now: nothing essential is open", "past nu: alles wat nodig is, is er"),
    "match_accepts": _one("asks what you show: {names}", "vraagt wat u laat zien: {names}"),
    "match_unconfirmed": _one(
        "its text was not read by a person yet: dsp-vc skills vacancy FILE shows what it may ask",
        "de tekst is nog door niemand nagekeken: dsp-vc skills vacancy BESTAND toont wat er gevraagd kan zijn",
    ),
    "match_proposed": _one(
        "{number} more may be meant, and are not counted: {names}",
        "nog {number} kunnen bedoeld zijn en tellen niet mee: {names}",
    ),
    "match_more": _one("{names}; and {number} more", "{names}; en nog {number}"),
    "match_further": _one("and {number} more: --limit shows more of them", "en nog {number}: --limit toont er meer"),
    "match_closes": _one("teaches: {names}", "u leert er: {names}"),
    "match_unsure": _one("ask which level you reach in: {names}", "vraag welk niveau u haalt in: {names}"),
    "match_how_practice": _one("at work", "op het werk"),
    "match_how_classroom": _one("in a classroom", "in een lokaal"),
    "match_how_online": _one("online", "online"),
    "match_hours": _one("{number} hours", "{number} uur"),
    "match_means": _one(
        "This is made for you alone. It puts occupations in order, never people; what nobody has seen yet you may well "
        "be able to do.",
        "Dit is alleen voor u gemaakt. Het zet beroepen op volgorde, nooit mensen. Wat nog niemand zag, kunt u misschien "
        "wel.",
    ),
}
