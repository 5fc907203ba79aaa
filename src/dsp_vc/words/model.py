"""Words about records."""

from __future__ import annotations

_FIELDS = ("see docs/reference/record.md for all fields", "zie docs/reference/record.md voor alle velden")


def _one(english: str, dutch: str, hint: str = "", raad: str = "") -> dict[str, tuple[str, str]]:
    return {"en": (english, hint or _FIELDS[0]), "nl": (dutch, raad or _FIELDS[1])}


WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "record_object": _one("{path} must be a group of fields", "{path} moet een groep velden zijn"),
    "record_unknown": _one(
        "there is no field {path}", "er bestaat geen veld {path}", "known here: {known}", "bekend zijn hier: {known}"
    ),
    "record_missing": _one("{path} is missing", "{path} ontbreekt"),
    "record_text": _one("{path} must be a text that is not empty", "{path} moet een tekst zijn die niet leeg is"),
    "record_quote": _one(
        "{path} must be a text, not {value}",
        "{path} moet een tekst zijn, niet {value}",
        "put it between quotes",
        "zet het tussen aanhalingstekens",
    ),
    "record_long": _one(
        "{path} is longer than {limit} characters",
        "{path} is langer dan {limit} tekens",
        "shorten it",
        "maak het korter",
    ),
    "record_control": _one(
        "{path} holds characters that can't be seen",
        "{path} bevat tekens die niet te zien zijn",
        "type the text again",
        "typ de tekst opnieuw",
    ),
    "record_iri": _one(
        "{path} is no complete address: {value}",
        "{path} is geen volledig adres: {value}",
        "an address begins with https:// or did:, without spaces",
        "een adres begint met https:// of did:, zonder spaties",
    ),
    "record_date": _one(
        "{path} is no date: {value}",
        "{path} is geen datum: {value}",
        "write it as 2026-02-28",
        "schrijf het als 2026-02-28",
    ),
    "record_moment": _one(
        "{path} is no moment with a time zone: {value}",
        "{path} is geen tijdstip met tijdzone: {value}",
        "write it as 2026-02-28 or 2026-02-28T09:00:00Z",
        "schrijf het als 2026-02-28 of 2026-02-28T09:00:00Z",
    ),
    "record_duration": _one(
        "{path} is no duration: {value}",
        "{path} is geen duur: {value}",
        "write 640 hours as PT640H, six months as P6M",
        "schrijf 640 uur als PT640H, zes maanden als P6M",
    ),
    "record_choice": _one(
        "{path} can't be {value}", "{path} kan niet {value} zijn", "one of: {known}", "kies uit: {known}"
    ),
    "record_language": _one(
        "{path} is no language: {value}",
        "{path} is geen taal: {value}",
        "write nl, en or the like",
        "schrijf nl, en of iets dergelijks",
    ),
    "record_list": _one("{path} must be a list of at most {limit}", "{path} moet een lijst zijn van hoogstens {limit}"),
    "record_repeats": _one(
        "{path} stands twice: {value}",
        "{path} staat er twee keer: {value}",
        "name it once",
        "noem het één keer",
    ),
    "record_shared": _one(
        "{path} is the address of something else too: {value}",
        "{path} is ook het adres van iets anders: {value}",
        "give each thing its own address, or leave one address out",
        "geef alles een eigen adres, of laat één adres weg",
    ),
    "record_claims": _one(
        "what this credential says about skills has the wrong form",
        "wat dit bewijs over vaardigheden zegt, heeft de verkeerde vorm",
        "ask the issuer for a new one",
        "vraag de uitgever om een nieuw bewijs",
    ),
    "record_order": _one(
        "{path} lies before its beginning", "{path} ligt voor het begin", "check the dates", "controleer de datums"
    ),
    "record_bsn": _one(
        "{path} looks like a citizen service number (BSN)",
        "{path} lijkt op een BSN",
        "leave it out: a BSN may not stand in a credential",
        "laat het weg: een BSN mag niet in een bewijs staan",
    ),
    "record_not_skills": _one(
        "this credential says nothing about skills that can be read here",
        "dit bewijs zegt niets over vaardigheden dat hier te lezen is",
    ),
    "yaml_syntax": _one(
        "{path} can't be read, at line {line}",
        "{path} is niet te lezen, bij regel {line}",
        "check the indentation and the quotes",
        "controleer het inspringen en de aanhalingstekens",
    ),
    "yaml_alias": _one(
        "{path} refers back to another part of itself, at line {line}",
        "{path} verwijst naar een ander deel van zichzelf, bij regel {line}",
        "write the text out",
        "schrijf de tekst uit",
    ),
    "yaml_repeats": _one(
        "{path} holds the field {name} twice, at line {line}",
        "{path} bevat het veld {name} twee keer, bij regel {line}",
        "keep one of them",
        "houd er één",
    ),
    "type_metadata_integrity": _one(
        "the description of this kind of proof is another one than it was made with",
        "de beschrijving van dit soort bewijs is een andere dan waarmee het is gemaakt",
    ),
    "table_kind": {
        "en": ("{path} is no table", "save it as .xlsx, or as 'CSV UTF-8'"),
        "nl": ("{path} is geen tabel", "sla het op als .xlsx, of als 'CSV UTF-8'"),
    },
    "table_large": {
        "en": ("{path} is larger than {limit} MB", "split it into several files"),
        "nl": ("{path} is groter dan {limit} MB", "verdeel het over meer bestanden"),
    },
    "table_encoding": {
        "en": ("line {line} of {path} is not in UTF-8", "save it as 'CSV UTF-8', or as .xlsx"),
        "nl": ("regel {line} van {path} is niet te lezen als UTF-8", "sla het op als 'CSV UTF-8', of als .xlsx"),
    },
    "table_csv": {
        "en": ("line {line} of {path} can't be read", "look for a quote that is not closed"),
        "nl": ("regel {line} van {path} is niet te lezen", "zoek een aanhalingsteken dat niet is gesloten"),
    },
    "table_workbook": {
        "en": ("{path} is no workbook that can be read", "save it again as .xlsx, or as 'CSV UTF-8'"),
        "nl": ("{path} is geen Excel-bestand dat te lezen is", "sla het opnieuw op als .xlsx, of als 'CSV UTF-8'"),
    },
    "table_unpacked": {
        "en": (
            "{path} holds more than {limit} MB once it is unpacked",
            "save the table by itself as 'CSV UTF-8', or split it into several files",
        ),
        "nl": (
            "in {path} zit na het uitpakken meer dan {limit} MB",
            "sla alleen de tabel op als 'CSV UTF-8', of verdeel het over meer bestanden",
        ),
    },
    "table_merged": {
        "en": ("{path} has cells that are merged", "split them: every row stands for itself"),
        "nl": ("{path} heeft samengevoegde cellen", "splits ze: elke rij staat op zichzelf"),
    },
    "table_excess": {
        "en": (
            "{path} holds far more than a table of people does: millions of cells, or of formats",
            "save the table by itself as 'CSV UTF-8'",
        ),
        "nl": (
            "{path} bevat veel meer dan een tabel met mensen: miljoenen cellen of opmaak",
            "sla alleen de tabel op als 'CSV UTF-8'",
        ),
    },
    "table_hidden": {
        "en": (
            "row {row} of {path} is hidden, by a filter or by hand",
            "show all rows, and remove those that are not meant; or save what is shown as a file of its own",
        ),
        "nl": (
            "rij {row} van {path} is verborgen, met een filter of met de hand",
            "maak alle rijen zichtbaar en haal weg wat niet bedoeld is; of sla op wat u ziet als een eigen bestand",
        ),
    },
    "table_number": {
        "en": (
            "{value} is not the whole number any more: a spreadsheet keeps fifteen digits",
            "make the column text, and type the number anew",
        ),
        "nl": (
            "{value} is niet meer het hele getal: een rekenblad bewaart vijftien cijfers",
            "maak er een tekstkolom van en typ het getal opnieuw",
        ),
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
    "table_wrong": {
        "en": ("the spreadsheet shows the error {value} here", "put the value there itself"),
        "nl": ("het rekenblad toont hier de fout {value}", "zet de waarde er zelf neer"),
    },
    "table_long": {
        "en": ("this is longer than {limit} characters", "shorten it"),
        "nl": ("dit is langer dan {limit} tekens", "maak het korter"),
    },
    "table_control": {
        "en": ("there is a sign in it that can't be printed, such as a line break", "type it anew"),
        "nl": ("er staat een teken in dat niet te zien is, zoals een nieuwe regel", "typ het opnieuw"),
    },
}
