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
    "against_need_essential": _one("essential", "nodig"),
    "against_need_important": _one("important", "belangrijk"),
    "against_need_somewhat": _one("somewhat", "een beetje nodig"),
    "against_need_optional": _one("optional", "mooi meegenomen"),
    "against_level": _one("asked: {asked}, shown: {shown}", "gevraagd: {asked}, getoond: {shown}"),
    "against_no_level": _one("no level", "geen niveau"),
    "against_not_shown_means": _one(
        "not shown does not mean: can't do it. Ask.",
        "niet getoond betekent niet: kan het niet. Vraag ernaar.",
    ),
    "against_proposed": _one(
        "not asked, since nobody confirmed that the text means it: {names}",
        "niet gevraagd, want niemand heeft bevestigd dat de tekst dit bedoelt: {names}",
    ),
}
