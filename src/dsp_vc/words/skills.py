"""Words about the list of skills and occupations: reading it, searching it."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "catalogue_damaged": {
        "en": ("the list of skills at {path} is damaged", "import the files anew: dsp-vc skills import FILE --anew"),
        "nl": (
            "de lijst van vaardigheden in {path} is beschadigd",
            "lees de bestanden opnieuw in: dsp-vc skills import BESTAND --anew",
        ),
    },
    "catalogue_version": {
        "en": (
            "the list of skills at {path} was made by another version of this program ({version})",
            "import the files anew: dsp-vc skills import FILE --anew",
        ),
        "nl": (
            "de lijst van vaardigheden in {path} is gemaakt door een andere versie van dit programma ({version})",
            "lees de bestanden opnieuw in: dsp-vc skills import BESTAND --anew",
        ),
    },
    "catalogue_zip": {
        "en": (
            "{path} can't be read as a ZIP ({detail})",
            "download it again; nothing was changed",
        ),
        "nl": (
            "{path} is niet te lezen als ZIP ({detail})",
            "download het bestand opnieuw; er is niets veranderd",
        ),
    },
    "catalogue_zip_twice": {
        "en": (
            "{path} holds two tables called {name}",
            "put one version and one table of each kind in a ZIP",
        ),
        "nl": (
            "in {path} staan twee tabellen met de naam {name}",
            "zet één versie en van elke soort één tabel in een ZIP",
        ),
    },
    "catalogue_too_large": {
        "en": (
            "{name} in {path} is larger than {limit} bytes when unpacked",
            "this is no list of skills; download the file again from its publisher",
        ),
        "nl": (
            "{name} in {path} is uitgepakt groter dan {limit} bytes",
            "dit is geen lijst van vaardigheden; download het bestand opnieuw bij de maker",
        ),
    },
    "catalogue_encrypted": {
        "en": ("{name} in {path} is locked with a password", "unpack it with the password and make a new ZIP without"),
        "nl": (
            "{name} in {path} is gesloten met een wachtwoord",
            "pak het uit met het wachtwoord en maak een nieuwe ZIP zonder wachtwoord",
        ),
    },
    "catalogue_columns": {
        "en": (
            "{place}: these columns are missing: {name}",
            "download the CSV version again, or restore the names in the first line; nothing was changed",
        ),
        "nl": (
            "{place}: deze kolommen ontbreken: {name}",
            "download de CSV-versie opnieuw, of herstel de namen in de eerste regel; er is niets veranderd",
        ),
    },
    "catalogue_row": {
        "en": (
            "{place}: this line can't be read ({detail})",
            "mend that line, or download the file again; nothing was changed",
        ),
        "nl": (
            "{place}: deze regel is niet te lezen ({detail})",
            "herstel die regel, of download het bestand opnieuw; er is niets veranderd",
        ),
    },
    "catalogue_rows": {
        "en": ("{place}: more than {limit} lines", "this is no list of skills; check which file it is"),
        "nl": (
            "{place}: meer dan {limit} regels",
            "dit is geen lijst van vaardigheden; controleer welk bestand het is",
        ),
    },
    "catalogue_encoding": {
        "en": ("{place}: this is not text in UTF-8", "save the table as CSV in UTF-8; nothing was changed"),
        "nl": ("{place}: dit is geen tekst in UTF-8", "bewaar de tabel als CSV in UTF-8; er is niets veranderd"),
    },
    "catalogue_rdf": {
        "en": (
            "{place}: this can't be read as RDF ({detail})",
            "download the file again, as Turtle (.ttl) or JSON-LD (.jsonld); nothing was changed",
        ),
        "nl": (
            "{place}: dit is niet te lezen als RDF ({detail})",
            "download het bestand opnieuw, als Turtle (.ttl) of JSON-LD (.jsonld); er is niets veranderd",
        ),
    },
    "catalogue_statements": {
        "en": ("{place}: more than {limit} statements", "this is no list of skills; check which file it is"),
        "nl": (
            "{place}: meer dan {limit} uitspraken",
            "dit is geen lijst van vaardigheden; controleer welk bestand het is",
        ),
    },
    "catalogue_context": {
        "en": (
            "{path} uses a word list that is not in the file: {name}",
            "nothing is fetched here; save it with its context inside, or as Turtle (.ttl)",
        ),
        "nl": (
            "{path} gebruikt een woordenlijst die niet in het bestand staat: {name}",
            "hier wordt niets opgehaald; bewaar het met de context erin, of als Turtle (.ttl)",
        ),
    },
    "catalogue_contexts": {
        "en": (
            "{place} holds more than {limit} contexts",
            "save it with one context for the whole file, or as Turtle (.ttl)",
        ),
        "nl": (
            "in {place} staan meer dan {limit} contexten",
            "bewaar het met één context voor het hele bestand, of als Turtle (.ttl)",
        ),
    },
    "rdf_missing": {
        "en": ("what Turtle files need is not installed", "install it: pip install 'dsp-vc[rdf]'"),
        "nl": ("wat Turtle-bestanden nodig hebben is niet geïnstalleerd", "installeer het: pip install 'dsp-vc[rdf]'"),
    },
    "catalogue_cycle": {
        "en": (
            "{place}: {name} stands above itself, by way of others",
            "take one of these relations out; nothing was changed",
        ),
        "nl": (
            "{place}: {name} staat via andere regels boven zichzelf",
            "haal een van die regels weg; er is niets veranderd",
        ),
    },
    "catalogue_unknown_uri": {
        "en": (
            "{place}: {name} is not in any of the tables, and more than 1 in 100 lines of that file are so",
            "take all tables from one version; a list of your own goes in together with what it builds on",
        ),
        "nl": (
            "{place}: {name} staat in geen van de tabellen, en dat geldt voor meer dan 1 op de 100 regels van dat bestand",
            "neem alle tabellen van één versie; lees een eigen lijst in samen met de lijst waarop die verder gaat",
        ),
    },
    "catalogue_versions": {
        "en": (
            "{path} is version {version} of {name}, but version {there} was imported",
            "take only its names with --names-only, begin again with --anew, or say the right version with --as-version",
        ),
        "nl": (
            "{path} is versie {version} van {name}, maar versie {there} is al ingelezen",
            "neem alleen de namen met --names-only, begin opnieuw met --anew, of noem de juiste versie met --as-version",
        ),
    },
    "catalogue_incomplete": {
        "en": (
            "{path} has no table {name}",
            "download the whole set as CSV, or take only its names with --names-only",
        ),
        "nl": (
            "in {path} zit geen tabel {name}",
            "download de hele set als CSV, of neem alleen de namen met --names-only",
        ),
    },
    "catalogue_not_recognised": {
        "en": (
            "{path} is neither the CSV download of ESCO (a ZIP), CompetentNL (.ttl, .jsonld) nor a list of your own (.csv)",
            "see: docs/how-to/skills.md, or dsp-vc skills import --help",
        ),
        "nl": (
            "{path} is niet de CSV-download van ESCO (een ZIP), CompetentNL (.ttl, .jsonld) of een eigen lijst (.csv)",
            "zie: dsp-vc skills import --help",
        ),
    },
    "catalogue_names_first": {
        "en": (
            "names alone need a list to belong to",
            "import a whole one first, without --names-only and --anew",
        ),
        "nl": (
            "namen alleen kunnen niet: er is nog geen lijst waar ze bij horen",
            "lees eerst een hele lijst in, zonder --names-only en --anew",
        ),
    },
    "catalogue_no_names": {
        "en": (
            "{path} has no name for anything in your list",
            "check that it is a download of the same classification, as CSV",
        ),
        "nl": (
            "{path} heeft geen naam voor iets uit uw lijst",
            "controleer of het een download van dezelfde indeling is, als CSV",
        ),
    },
    "catalogue_twice": {
        "en": ("there are two lists called {name}", "give {path} another name"),
        "nl": ("er zijn twee lijsten met de naam {name}", "geef {path} een andere naam"),
    },
    "skills_unofficial": {"en": ("unofficial", ""), "nl": ("onofficieel", "")},
    "skills_found_as": {"en": ("found as: {name}", ""), "nl": ("gevonden als: {name}", "")},
    "credit_esco": {
        "en": ("This product uses the ESCO classification of the European Commission.", ""),
        "nl": ("Dit product gebruikt de ESCO-classificatie van de Europese Commissie.", ""),
    },
    "credit_extract": {
        "en": (
            "This product uses the ESCO classification of the European Commission. Dutch names marked as unofficial are "
            "ours.",
            "",
        ),
        "nl": (
            "Dit product gebruikt de ESCO-classificatie van de Europese Commissie. Nederlandse namen waar “onofficieel” "
            "bij staat, zijn van ons.",
            "",
        ),
    },
    "credit_competentnl": {
        "en": ("This product uses CompetentNL (competentnl.nl).", ""),
        "nl": ("Dit product gebruikt CompetentNL (competentnl.nl).", ""),
    },
    "credit_extract_name": {"en": ("ESCO, an extract", ""), "nl": ("ESCO, een deel", "")},
    "skills_none": {
        "en": ("nothing found for {name}; try another word, or look for occupations with --occupations", ""),
        "nl": ("niets gevonden voor {name}; probeer een ander woord, of zoek met --occupations naar beroepen", ""),
    },
    "skills_none_occupation": {
        "en": ("no occupation found for {name}; try another word", ""),
        "nl": ("geen beroep gevonden voor {name}; probeer een ander woord", ""),
    },
    "skills_none_but_occupation": {
        "en": ("no skill found for {name}, but an occupation: {found}. What it asks: {command}", ""),
        "nl": ("geen vaardigheid gevonden voor {name}, wel een beroep: {found}. Wat dat vraagt: {command}", ""),
    },
    "skill_unknown": {
        "en": (
            "{name} is no skill of the list of skills in use",
            "look for it with: dsp-vc skills search TEXT; or give its address and name: --skill URI=NAME",
        ),
        "nl": (
            "{name} is geen vaardigheid uit de lijst die in gebruik is",
            "zoek haar met: dsp-vc skills search TEKST; of geef het adres en de naam: --skill URI=NAAM",
        ),
    },
    "skill_ambiguous": {
        "en": (
            "no skill is called {name}; it may mean: {detail}",
            "give the whole name, or the address by: dsp-vc skills search {name}",
        ),
        "nl": (
            "zo heet geen vaardigheid: {name}; misschien bedoelt u: {detail}",
            "geef de hele naam, of het adres met: dsp-vc skills search {name}",
        ),
    },
    "skills_imported": {
        "en": ("{path}: {name}: {skills} skills, {occupations} occupations", ""),
        "nl": ("{path}: {name}: {skills} vaardigheden, {occupations} beroepen", ""),
    },
    "skills_imported_names": {
        "en": ("{path}: names of {name} for {count} entries ({langs})", ""),
        "nl": ("{path}: namen van {name} bij {count} regels ({langs})", ""),
    },
    "skills_passed": {
        "en": ("left out, as they name something that is not there: {count} relations, the first at {place}", ""),
        "nl": ("overgeslagen, omdat ze iets noemen dat er niet is: {count} regels, de eerste: {place}", ""),
    },
    "skills_shipped": {
        "en": ("the list that came with this program; for all skills and occupations: dsp-vc skills import FILE", ""),
        "nl": (
            "de lijst die bij dit programma hoort; voor alle vaardigheden en beroepen: dsp-vc skills import BESTAND",
            "",
        ),
    },
    "skills_counts": {
        "en": ("{skills} skills, {occupations} occupations", ""),
        "nl": ("{skills} vaardigheden, {occupations} beroepen", ""),
    },
    "skills_languages": {"en": ("languages: {langs}", ""), "nl": ("talen: {langs}", "")},
    "skills_licence": {"en": ("licence: {name}", ""), "nl": ("licentie: {name}", "")},
}
