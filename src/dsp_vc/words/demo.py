"""Words of the demonstration."""

from __future__ import annotations


def _one(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    return {"en": (english, ""), "nl": (dutch, "")}


WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "demo_folder": {
        "en": ("there is something in {path} already", "name a new folder: dsp-vc demo FOLDER"),
        "nl": ("er staat al iets in {path}", "noem een nieuwe map: dsp-vc demo MAP"),
    },
    "demo_issuers": _one(
        "Ten days ago a school, a shop and a food bank each made a folder with their keys. The school has a website; the others have a card.",
        "Tien dagen geleden maakten een school, een winkel en een voedselbank elk een map met hun sleutels. De school heeft een website, de anderen een kaart.",
    ),
    "demo_wallet": _one(
        "Sam makes a wallet: one encrypted file. The request holds Sam's key and proves that Sam has it.",
        "Sam maakt een paspoort: één bestand met een slot. Het verzoek bevat Sams sleutel en bewijst dat Sam die heeft.",
    ),
    "demo_sign": _one(
        "They sign what Sam can do: an internship, prior learning, a side job, volunteer work. The school publishes what it revoked: nothing yet.",
        "Zij ondertekenen wat Sam kan: een stage, eerder geleerd werk, een bijbaan, vrijwilligerswerk. De school publiceert wat zij heeft ingetrokken: nog niets.",
    ),
    "demo_carry": _one(
        "Sam checks them and puts them in the wallet, with one thing that Sam says of themself: {number} in all.",
        "Sam controleert ze en stopt ze in het paspoort, met één ding dat Sam zelf zegt: samen {number}.",
    ),
    "demo_list": _one(
        "A school board puts the three on its list (after comparing their numbers by telephone), with what the school revoked, signs it and hands it out as one file.",
        "Een schoolbestuur zet de drie op zijn lijst (na het vergelijken van de cijfers aan de telefoon), met wat de school heeft ingetrokken, tekent die en geeft die uit als één bestand.",
    ),
    "demo_request": _one(
        "Today a building firm asks for one skill. The request holds a number that only an answer to it can hold.",
        "Vandaag vraagt een bouwbedrijf om één vaardigheid. In de vraag staat een getal dat alleen in het antwoord kan staan.",
    ),
    "demo_show": _one(
        "Sam shows that skill of the six, its level, and the name, as a QR code.",
        "Sam laat die ene van de zes vaardigheden zien, met het niveau en de naam, als QR-code.",
    ),
    "demo_check": _one(
        "The firm believes the board (it compared one row of numbers, once), uses its list and checks the code. No network.",
        "Het bedrijf gelooft het bestuur (het vergeleek één keer één rij cijfers), gebruikt de lijst en controleert de code. Zonder internet.",
    ),
    "demo_changed": _one(
        "Somebody changes one character: level 4 becomes 5.", "Iemand verandert één teken: niveau 4 wordt 5."
    ),
    "demo_replayed": _one(
        "Somebody shows the same code again to a new request.",
        "Iemand laat dezelfde code nog eens zien bij een nieuwe vraag.",
    ),
    "demo_unknown": _one(
        "Sam shows the volunteer work to a firm that does not know the food bank: the signature is right, but whose is it?",
        "Sam laat het vrijwilligerswerk zien aan een bedrijf dat de voedselbank niet kent: de handtekening klopt, maar van wie is die?",
    ),
    "demo_revoke": _one(
        "The school finds a mistake in the internship: it revokes that, publishes, and the board hands out a new file.",
        "De school vindt een fout in de stage: zij trekt die in, publiceert dat, en het bestuur geeft een nieuw bestand uit.",
    ),
    "demo_not_yet": _one(
        "The firm can't know that yet, and is told how old its knowledge is.",
        "Het bedrijf kan dat nog niet weten, en ziet hoe oud is wat het weet.",
    ),
    "demo_revoked": _one("It takes the new file.", "Het neemt het nieuwe bestand."),
    "demo_diploma": _one(
        "Sam gets a diploma as a carpenter. The school signs it; it goes into the wallet.",
        "Sam haalt het diploma timmerman. De school ondertekent het, en het gaat in het paspoort.",
    ),
    "demo_gap": _one(
        "Sam wants to lead a crew: what does a carpenter supervisor have to show that Sam does not yet?",
        "Sam wil een ploeg leiden: wat moet een opzichter timmerwerk laten zien dat Sam nog niet laat zien?",
    ),
    "demo_match": _one(
        "What else fits, for Sam's eyes alone: other work that asks the same, vacancies, and trainings on the way.",
        "Wat er nog meer past, alleen voor Sam: ander werk dat hetzelfde vraagt, vacatures, en cursussen op weg.",
    ),
    "demo_plan": _one(
        "A plan, kept in the wallet: each step a task at work, a day, and a proof that closes it.",
        "Een plan, in het paspoort: elke stap een opdracht op het werk, een dag, en een bewijs dat hem afsluit.",
    ),
    "demo_report": _one(
        "And all of it on three pages in plain Dutch, with what to do on Monday: open {path}",
        "En dat alles op drie bladzijden in gewoon Nederlands, met wat Sam maandag doet: open {path}",
    ),
    "demo_end": _one(
        "All files are in {path}, to play with. In that folder:",
        "Alle bestanden staan in {path}, om mee te spelen. In die map:",
    ),
}
