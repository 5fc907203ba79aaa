"""Words about a class that is signed at once."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "table_kind": {
        "en": ("{path} is no table", "give a .csv or .xlsx file"),
        "nl": ("{path} is geen tabel", "geef een bestand dat eindigt op .csv of .xlsx"),
    },
    "table_encoding": {
        "en": ("line {line} of {path} is not in UTF-8", "save it as 'CSV UTF-8', or as .xlsx"),
        "nl": ("regel {line} van {path} is niet leesbaar", "sla het op als 'CSV UTF-8', of als .xlsx"),
    },
    "table_csv": {
        "en": ("line {line} of {path} can't be read", "look for a quote that is not closed"),
        "nl": ("regel {line} van {path} is niet te lezen", "zoek een aanhalingsteken dat niet is gesloten"),
    },
    "table_workbook": {
        "en": ("{path} is no workbook that can be read", "save it again as .xlsx, or as 'CSV UTF-8'"),
        "nl": ("{path} is geen leesbaar werkblad", "sla het opnieuw op als .xlsx, of als 'CSV UTF-8'"),
    },
    "table_merged": {
        "en": ("{path} has cells that are merged", "split them: every row is one person"),
        "nl": ("{path} heeft samengevoegde cellen", "splits ze: elke rij is één persoon"),
    },
    "table_rows": {
        "en": ("{path} has more than {limit} rows", "split it into several files"),
        "nl": ("{path} heeft meer dan {limit} rijen", "verdeel het over meer bestanden"),
    },
    "table_columns": {
        "en": ("{path} has more than {limit} columns", "leave out what is not needed"),
        "nl": ("{path} heeft meer dan {limit} kolommen", "laat weg wat niet nodig is"),
    },
    "table_headings": {
        "en": ("the first row of {path} does not name every column", "put the names of the columns in row 1"),
        "nl": ("de eerste rij van {path} noemt niet elke kolom", "zet de namen van de kolommen in rij 1"),
    },
    "table_extra": {
        "en": ("there are more cells in this row than columns", "look for a comma or semicolon too many"),
        "nl": ("deze rij heeft meer cellen dan er kolommen zijn", "zoek een komma of puntkomma te veel"),
    },
    "table_formula": {
        "en": ("this is a formula; nothing is calculated here", "put the value there itself"),
        "nl": ("dit is een formule; hier wordt niets berekend", "zet de waarde er zelf neer"),
    },
    "table_long": {
        "en": ("this is longer than {limit} characters", "shorten it"),
        "nl": ("dit is langer dan {limit} tekens", "maak het korter"),
    },
    "table_control": {
        "en": ("there is a sign in it that can't be printed, such as a line break", "type it anew"),
        "nl": ("er staat een teken in dat niet te zien is, zoals een nieuwe regel", "typ het opnieuw"),
    },
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
        "en": ("the column {name} holds citizen service numbers, which have no place here", "remove the column"),
        "nl": ("de kolom {name} bevat burgerservicenummers, en die horen hier niet", "verwijder de kolom"),
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
    "cohort_template": {
        "en": ("{path} holds {number} records", "a template is one record"),
        "nl": ("in {path} staan {number} bewijzen", "een voorbeeldbestand is één bewijs"),
    },
    "cohort_faults": {
        "en": ("{number} things are wrong, so nothing was signed", "mend what the lines above name, then do it again"),
        "nl": (
            "er zijn {number} dingen fout, dus er is niets ondertekend",
            "verbeter wat hierboven staat en doe het dan opnieuw",
        ),
    },
    "cohort_fault": {"en": ("row {row}, {column}: {told}", ""), "nl": ("rij {row}, {column}: {told}", "")},
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
