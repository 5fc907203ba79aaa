"""Words about trust: cards, lists of issuers, evidence."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "card_invalid": {
        "en": ("this is not a valid issuer card", "ask the issuer for a new card (dsp-vc issuer card)"),
        "nl": ("dit is geen geldige kaart van een uitgever", "vraag de uitgever om een nieuwe kaart"),
    },
    "trust_not_recognised": {
        "en": (
            "{path} is no issuer card and no list of issuers",
            "give the file that the issuer or the list's keeper made",
        ),
        "nl": (
            "{path} is geen kaart van een uitgever en geen lijst van uitgevers",
            "geef het bestand van de uitgever of van de beheerder van de lijst",
        ),
    },
    "trust_list_invalid": {
        "en": ("{path} is not a valid list of issuers", "ask the list's keeper for a new one"),
        "nl": ("{path} is geen geldige lijst van uitgevers", "vraag de beheerder van de lijst om een nieuwe"),
    },
    "issuer_list_invalid": {
        "en": ("the list of issuers is not in order", "ask the list's keeper for a new one"),
        "nl": ("de lijst van uitgevers is niet in orde", "vraag de beheerder van de lijst om een nieuwe"),
    },
    "trust_conflict": {
        "en": ("two sources give different content for {name}", "remove the one that is out of date"),
        "nl": ("twee bronnen geven verschillende inhoud voor {name}", "verwijder de bron die verouderd is"),
    },
    "trust_unknown": {
        "en": ("{name} is not among those you trust", "see: dsp-vc trust show"),
        "nl": ("{name} staat niet bij de uitgevers die u vertrouwt", "zie: dsp-vc trust show"),
    },
    "trust_unwritable": {
        "en": ("{path} can't be changed: {reason}", "check that you may write there"),
        "nl": ("{path} kan niet worden veranderd: {reason}", "controleer of u daar mag schrijven"),
    },
    "trust_damaged": {
        "en": ("the stored card {path} is damaged", "remove that file and add the card again: dsp-vc trust add CARD"),
        "nl": (
            "de bewaarde kaart {path} is beschadigd",
            "verwijder dat bestand en voeg de kaart opnieuw toe: dsp-vc trust add KAART",
        ),
    },
    "trust_folder_empty": {
        "en": (
            "there is no issuer card in {path}",
            "put the cards (.json) into that folder, or name the folder of an issuer's website",
        ),
        "nl": (
            "er staat geen kaart van een uitgever in {path}",
            "zet de kaarten (.json) in die map, of noem de map van de website van een uitgever",
        ),
    },
    "evidence_not_recognised": {
        "en": (
            "{path} is no document that can serve as evidence",
            "give a DID document, key set, context, schema, type metadata, status list or certificate",
        ),
        "nl": (
            "{path} is geen document dat als bewijsstuk kan dienen",
            "geef een document met sleutels, woorden, een schema, een lijst of een certificaat",
        ),
    },
    "evidence_needs_url": {
        "en": ("{path} does not say what it stands for", "give it as URL={path}"),
        "nl": ("{path} zegt niet waar het voor staat", "geef het als URL={path}"),
    },
}
