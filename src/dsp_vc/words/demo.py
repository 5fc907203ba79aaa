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
        "A school, a shop and a food bank each make a folder with their keys, and a card by which others know them.",
        "Een school, een winkel en een voedselbank maken elk een map met hun sleutels, en een kaart waaraan anderen hen herkennen.",
    ),
    "demo_wallet": _one(
        "Sam makes a wallet: one encrypted file. The request holds Sam's key and proves that Sam has it.",
        "Sam maakt een paspoort: één bestand met een slot. Het verzoek bevat Sams sleutel en bewijst dat Sam die heeft.",
    ),
    "demo_sign": _one(
        "They sign what Sam can do: an internship, prior learning, a side job, volunteer work.",
        "Zij ondertekenen wat Sam kan: een stage, eerder geleerd werk, een bijbaan, vrijwilligerswerk.",
    ),
    "demo_carry": _one(
        "Sam checks them and puts them in the wallet, with one thing that Sam says of themself: {number} in all.",
        "Sam controleert ze en stopt ze in het paspoort, met één ding dat Sam zelf zegt: samen {number}.",
    ),
    "demo_list": _one(
        "A school board puts the three on its list (after comparing their numbers by telephone), signs it and hands it out as one file.",
        "Een schoolbestuur zet de drie op zijn lijst (na het vergelijken van de cijfers aan de telefoon), tekent die en geeft die uit als één bestand.",
    ),
    "demo_request": _one(
        "A building firm asks for one skill. The request holds a number that only an answer to it can hold.",
        "Een bouwbedrijf vraagt om één vaardigheid. In de vraag staat een getal dat alleen in het antwoord kan staan.",
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
        "A firm that does not know the school checks it: the signature is right, but whose is it?",
        "Een bedrijf dat de school niet kent, controleert het: de handtekening klopt, maar van wie is die?",
    ),
    "demo_end": _one(
        "All files are in {path}, to play with. In that folder:",
        "Alle bestanden staan in {path}, om mee te spelen. In die map:",
    ),
}
