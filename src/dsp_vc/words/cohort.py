"""Words about a class that is signed at once."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "cohort_column": {
        "en": (
            "the column {name} is no field of a record",
            "use a path such as subject.given_name or skills[0].level, or one of: {known}",
        ),
        "nl": (
            "de kolom {name} is geen veld van een bewijs",
            "gebruik een pad zoals subject.given_name of skills[0].level, of een van: {known}",
        ),
    },
    "cohort_twice": {
        "en": ("two columns stand for the same: {name}", "leave one of them out"),
        "nl": ("twee kolommen betekenen hetzelfde: {name}", "laat er een weg"),
    },
    "cohort_bsn": {
        "en": (
            "the column {name} holds citizen service numbers, which have no place here",
            "remove the column, or put numbers of your own in it",
        ),
        "nl": (
            "de kolom {name} bevat burgerservicenummers, en die horen hier niet",
            "verwijder de kolom, of zet er eigen nummers in",
        ),
    },
    "cohort_date": {
        "en": ("{value} is no date", "write it as 2007-05-14 or 14-05-2007"),
        "nl": ("{value} is geen datum", "schrijf het als 14-05-2007 of 2007-05-14"),
    },
    "cohort_empty": {
        "en": ("there is nobody in the table", "put one person in each row, from row 2 on"),
        "nl": ("er staat niemand in de tabel", "zet in elke rij één persoon, vanaf rij 2"),
    },
    "cohort_path": {
        "en": ("the template has no place for {path}", "add it to the template, or remove the column"),
        "nl": ("het voorbeeldbestand heeft geen plek voor {path}", "voeg die toe, of verwijder de kolom"),
    },
    "cohort_same_id": {
        "en": ("{name} stands in row {row} already", "give every person a number of their own"),
        "nl": ("{name} staat al in rij {row}", "geef elke persoon een eigen nummer"),
    },
    "cohort_same_ask": {
        "en": ("{name} asks for the same with the same key", "keep one of the two"),
        "nl": ("{name} vraagt hetzelfde met dezelfde sleutel", "bewaar een van de twee"),
    },
    "cohort_nobody": {
        "en": (
            "there is no name and no key in it: it would be of nobody",
            "fill in the name; is it there, look which sign divides the columns",
        ),
        "nl": (
            "er staat geen naam en geen sleutel in: het zou van niemand zijn",
            "vul de naam in; staat die er wel, kijk dan welk teken de kolommen scheidt",
        ),
    },
    "cohort_template": {
        "en": ("{path} holds {number} records", "a template is one record"),
        "nl": ("in {path} staan {number} bewijzen", "een voorbeeldbestand is één bewijs"),
    },
    "cohort_faults": {
        "en": ("nothing was signed; mistakes: {number}", "mend what the lines above name, then do it again"),
        "nl": (
            "er is niets ondertekend; fouten: {number}",
            "verbeter wat hierboven staat en doe het dan opnieuw",
        ),
    },
    "cohort_fault": {"en": ("row {row}, {column}: {told}", ""), "nl": ("rij {row}, {column}: {told}", "")},
    "cohort_fault_row": {"en": ("row {row}: {told}", ""), "nl": ("rij {row}: {told}", "")},
    "cohort_requests": {
        "en": ("there is no request in {path}", "put the files that: dsp-vc wallet ask, made there"),
        "nl": ("er staat geen verzoek in {path}", "zet daar de bestanden van: dsp-vc wallet ask"),
    },
    "cohort_source": {
        "en": ("give a table or --requests, not both", "dsp-vc batch class.csv …, or dsp-vc batch --requests FOLDER …"),
        "nl": (
            "geef een tabel of --requests, niet allebei",
            "dsp-vc batch klas.csv …, of dsp-vc batch --requests MAP …",
        ),
    },
    "cohort_done": {
        "en": ("{number} people: {new} signed now, {repeated} signed before; in {path}", ""),
        "nl": ("personen: {number}, nu ondertekend: {new}, al eerder: {repeated}; in {path}", ""),
    },
    "cohort_stopped": {
        "en": ("stopped: {number} of {all} were signed, which stays so; the same command goes on with the others", ""),
        "nl": (
            "gestopt: {number} van {all} zijn ondertekend en dat blijft zo; dezelfde opdracht gaat verder met de rest",
            "",
        ),
    },
    "cohort_unbound": {
        "en": (
            "{number} of them name no key: whoever has the file can show it. bind it later: dsp-vc issuer reissue DIR RECORD --to ASK",
            "",
        ),
        "nl": (
            "bij {number} daarvan staat geen sleutel: wie het bestand heeft, kan het laten zien. later koppelen: dsp-vc issuer reissue MAP BESTAND --to VERZOEK",
            "",
        ),
    },
}
