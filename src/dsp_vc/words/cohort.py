"""Words about a class that is signed at once."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "cohort_column": {
        "en": (
            "the column {name} is no field of a record",
            "remove the column from the table, or call it by one of these: {known}; or by a path such as skills[0].level",
        ),
        "nl": (
            "de kolom {name} is geen veld van een bewijs",
            "haal de kolom uit de tabel, of geef die een van deze namen: {known}; of een pad zoals skills[0].level",
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
    "cohort_prefix": {
        "en": ("{value} stands before a family name, and there is none", "fill in the family name in this row"),
        "nl": ("{value} hoort voor een achternaam, en die staat er niet", "vul de achternaam in deze rij in"),
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
    "cohort_correction": {
        "en": ("row {row}, {name}{person} was issued with other content:", ""),
        "nl": ("rij {row}, {name}{person} is uitgegeven met een andere inhoud:", ""),
    },
    "cohort_change": {"en": ("{path}: {before} -> {after}", ""), "nl": ("{path}: {before} -> {after}", "")},
    "cohort_more_changes": {"en": ("and {number} more", ""), "nl": ("en nog {number}", "")},
    "cohort_correct_ask": {
        "en": ("issue {number} anew, and revoke the old ones for good?", ""),
        "nl": ("{number} bewijzen opnieuw uitgeven, en de oude voorgoed intrekken?", ""),
    },
    "cohort_corrected": {
        "en": ("corrected: {number}; hand over the new files (summary.csv, replaces)", ""),
        "nl": ("verbeterd: {number}; deel de nieuwe bestanden uit (summary.csv, in plaats van)", ""),
    },
    "cohort_old_stay": {
        "en": ("of the old ones {number} stand in no status list: they stay valid until they end", ""),
        "nl": ("van de oude staan er {number} in geen lijst: die blijven geldig tot ze verlopen", ""),
    },
    "cohort_other_key": {
        "en": (
            "{name} is bound to another key than the row names",
            "leave the key out of the row, and it stays bound as it is; for a new key: dsp-vc issuer reissue DIR {name} --to ASK",
        ),
        "nl": (
            "{name} hoort bij een andere sleutel dan in de rij staat",
            "laat de sleutel uit de rij weg, dan blijft het zoals het is; voor een nieuwe sleutel: dsp-vc issuer reissue MAP"
            " {name} --to VERZOEK",
        ),
    },
    "cohort_not_valid": {
        "en": (
            "{name} was issued with other content, and is not valid now: {status}",
            "leave the row out; or decide about it alone: dsp-vc issuer reissue DIR RECORD",
        ),
        "nl": (
            "{name} is uitgegeven met een andere inhoud, en geldt nu niet: {status}",
            "laat de rij weg; of beslis er apart over: dsp-vc issuer reissue MAP BESTAND",
        ),
    },
    "cohort_unnamed": {
        "en": (
            "row {row} has no external_id, so it is not known what it would replace",
            "give every row the number that it was issued under",
        ),
        "nl": (
            "rij {row} heeft geen eigen nummer (external_id), dus het is niet bekend wat die rij vervangt",
            "geef elke rij het nummer waarmee die is uitgegeven",
        ),
    },
    "cohort_handed_not_valid": {
        "en": ("revoked or suspended since, and handed over as they are: {number}; which, stands in the summary", ""),
        "nl": (
            "intussen ingetrokken of opgeschort, en zo weer uitgereikt: {number}; welke, staat in het overzicht",
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
