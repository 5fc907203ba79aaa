"""Words about what jobs ask and trainings teach: reading vacancies, trainings, practice tasks."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "learning_form": {
        "en": ("{problem}", "compare it with the template: dsp-vc skills template {kind}"),
        "nl": ("{problem}", "vergelijk het met het voorbeeld: dsp-vc skills template {kind}"),
    },
    "learning_row": {"en": ("row {number}, column {name}", ""), "nl": ("rij {number}, kolom {name}", "")},
    "learning_empty": {"en": ("nothing is filled in", ""), "nl": ("er is niets ingevuld", "")},
    "learning_cell": {
        "en": ("{place}: {problem}", "mend that cell and try again"),
        "nl": ("{place}: {problem}", "herstel die cel en probeer het opnieuw"),
    },
    "learning_columns": {
        "en": (
            "there must be a column id, and no column that is not known: {name}",
            "known are {known}; a template: dsp-vc skills template {kind} --csv",
        ),
        "nl": (
            "er moet een kolom id zijn, en geen kolom die onbekend is: {name}",
            "bekend zijn {known}; een voorbeeld: dsp-vc skills template {kind} --csv",
        ),
    },
    "learning_json": {
        "en": (
            "line {line}, column {column}: this is not correct JSON ({detail})",
            "mend that line, or ask for the file again",
        ),
        "nl": (
            "regel {line}, teken {column}: dit is geen goede JSON ({detail})",
            "herstel die regel, of vraag het bestand opnieuw",
        ),
    },
    "record_number": {
        "en": ("{path} must be a whole number up to {limit}, not {value}", "write digits alone"),
        "nl": ("{path} moet een heel getal tot {limit} zijn, niet {value}", "schrijf alleen cijfers"),
    },
    "record_skill": {
        "en": (
            "{path}: no skill here is called {value}, or more than one is",
            "find its address: dsp-vc skills search",
        ),
        "nl": (
            "{path}: geen vaardigheid heet hier {value}, of meer dan één heet zo",
            "zoek het adres: dsp-vc skills search",
        ),
    },
    "training_twice": {
        "en": ("two trainings have the id {name}", "give each an id of its own"),
        "nl": ("twee trainingen hebben de id {name}", "geef elke training een eigen id"),
    },
    "training_none": {
        "en": ("{path} holds no training", "compare it with the template: dsp-vc skills template training"),
        "nl": ("in {path} staat geen training", "vergelijk het met het voorbeeld: dsp-vc skills template training"),
    },
    "vacancy_no_title": {
        "en": ("{place}: this job has no title", "say what the job is called, as title"),
        "nl": ("{place}: deze vacature heeft geen titel", "zet erbij hoe de baan heet, als title"),
    },
    "vacancy_not_recognised": {
        "en": (
            "{place}: this is no vacancy in a form that is known here",
            "known are schema.org JobPosting, HR Open, our own template (dsp-vc skills template vacancy) and plain text",
        ),
        "nl": (
            "{place}: dit is geen vacature in een vorm die hier bekend is",
            "bekend zijn schema.org JobPosting, HR Open, ons voorbeeld (dsp-vc skills template vacancy) en gewone tekst",
        ),
    },
    "vacancy_no_text": {
        "en": ("{place}: this is not text in UTF-8", "copy the words of the vacancy into a text file (.txt) in UTF-8"),
        "nl": (
            "{place}: dit is geen tekst in UTF-8",
            "kopieer de woorden van de vacature naar een tekstbestand (.txt) in UTF-8",
        ),
    },
    "vacancy_none": {
        "en": ("{place} holds no vacancy", "give a file or folder with vacancies; see docs/how-to/vacancies.md"),
        "nl": ("in {place} staat geen vacature", "geef een bestand of map met vacatures; zie docs/how-to/vacancies.md"),
    },
    "vacancy_confirm": {
        "en": ("there is no proposal {number}; there are {count}", "see the numbers: dsp-vc skills vacancy FILE"),
        "nl": ("er is geen voorstel {number}; het zijn er {count}", "bekijk de nummers: dsp-vc skills vacancy BESTAND"),
    },
    "vacancy_proposed": {
        "en": ("perhaps also, not counted until you confirm it:", ""),
        "nl": ("misschien ook, telt pas mee als u het bevestigt:", ""),
    },
    "vacancy_how_to_confirm": {
        "en": (
            "confirm what is meant and keep it: dsp-vc skills vacancy {path} --confirm NUMBER -o vacancy.json",
            "",
        ),
        "nl": (
            "bevestig wat bedoeld is en bewaar het: dsp-vc skills vacancy {path} --confirm NUMMER -o vacature.json",
            "",
        ),
    },
    "vacancy_unknown": {
        "en": ("asked for, but in no list here: {names}", ""),
        "nl": ("ook gevraagd, maar het staat in geen lijst hier: {names}", ""),
    },
    "vacancy_asks_nothing": {
        "en": ("no skill found in it; name them yourself with the template: dsp-vc skills template vacancy", ""),
        "nl": (
            "geen vaardigheid in gevonden; noem ze zelf met het voorbeeld: dsp-vc skills template vacancy",
            "",
        ),
    },
    "vacancy_level": {"en": ("level {value}, {scale}", ""), "nl": ("niveau {value}, {scale}", "")},
    "vacancy_left_out": {"en": ("left out: {problem}", ""), "nl": ("overgeslagen: {problem}", "")},
    "need_essential": {"en": ("essential", ""), "nl": ("nodig", "")},
    "need_important": {"en": ("important", ""), "nl": ("belangrijk", "")},
    "need_somewhat": {"en": ("somewhat important", ""), "nl": ("een beetje belangrijk", "")},
    "need_optional": {"en": ("optional", ""), "nl": ("mooi meegenomen", "")},
    "vacancy_several": {
        "en": ("{place} holds {count} vacancies, and one is needed", "put the one that is meant in a file of its own"),
        "nl": (
            "in {place} staan {count} vacatures, en er is één nodig",
            "zet de vacature die u bedoelt in een eigen bestand",
        ),
    },
    "vacancy_too_many": {
        "en": ("{place}: more than {limit} vacancies", "split the feed into several files"),
        "nl": ("{place}: meer dan {limit} vacatures", "verdeel de lijst over meer bestanden"),
    },
}
