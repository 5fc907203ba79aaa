"""Words about a published list of issuers as its reader sees it: the file, the check, what is in use, fetching it."""

from __future__ import annotations

_AGAIN_EN, _AGAIN_NL = (
    "get the file anew from who keeps the list",
    "haal het bestand opnieuw bij de beheerder van de lijst",
)
_KEEPER_EN = "don't use it; ask who keeps the list, at a number that you know already"
_KEEPER_NL = "gebruik het niet; vraag het de beheerder van de lijst, op een nummer dat u al kent"


def _one(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    return {"en": (english, ""), "nl": (dutch, "")}


def _file(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    return {"en": (english, _AGAIN_EN), "nl": (dutch, _AGAIN_NL)}


def _keeper(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    return {"en": (english, _KEEPER_EN), "nl": (dutch, _KEEPER_NL)}


WORDS: dict[str, dict[str, tuple[str, str]]] = {
    # the file
    "archive_no_zip": _file(
        "this is no list of issuers that was published (no zip file)",
        "dit is geen uitgegeven lijst van uitgevers (geen zip-bestand)",
    ),
    "archive_cut_short": _file("the file is cut short", "het bestand is niet compleet"),
    "archive_damaged": _file("the file is damaged at {name}", "het bestand is beschadigd bij {name}"),
    "archive_missing": _file("{name} is missing in the file", "{name} ontbreekt in het bestand"),
    "archive_junk": _keeper(
        "there is something in the file beside its entries", "er zit iets in het bestand dat er niet hoort"
    ),
    "archive_form": _keeper(
        "the file is put together in a way that is not allowed ({name})",
        "het bestand is gemaakt op een manier die niet mag ({name})",
    ),
    "archive_zip64": _keeper(
        "the file uses a form for very large files, which is not allowed",
        "het bestand gebruikt een vorm voor heel grote bestanden, en dat mag niet",
    ),
    "archive_method": _keeper(
        "{name} is packed in a way that is not allowed", "{name} is ingepakt op een manier die niet mag"
    ),
    "archive_encrypted": _keeper(
        "{name} is encrypted, and a list never is", "{name} is versleuteld, en dat is een lijst nooit"
    ),
    "archive_large": _keeper("{name} is too large (the limit is {limit})", "{name} is te groot (de grens is {limit})"),
    "archive_bomb": _keeper(
        "{name} would grow out of all proportion when unpacked", "{name} zou bij het uitpakken veel te groot worden"
    ),
    "archive_climbing": _keeper("the name {name} points outside the file", "de naam {name} wijst buiten het bestand"),
    "archive_absolute": _keeper(
        "the name {name} points to a place on your disk", "de naam {name} wijst naar een plek op uw schijf"
    ),
    "archive_drive": _keeper("the name {name} points to a drive", "de naam {name} wijst naar een schijf"),
    "archive_backslash": _keeper("the name {name} has a backslash", "in de naam {name} staat een backslash"),
    "archive_folder": _keeper(
        "{name} is a folder, and a list has none", "{name} is een map, en die heeft een lijst niet"
    ),
    "archive_link": _keeper(
        "{name} is a link, and a list has none", "{name} is een verwijzing, en die heeft een lijst niet"
    ),
    "archive_duplicate": _keeper("{name} is in it twice", "{name} zit er twee keer in"),
    "archive_case": _keeper(
        "two names differ by capitals only: {name}", "twee namen verschillen alleen in hoofdletters: {name}"
    ),
    "archive_unknown": _keeper("{name} does not belong in a list", "{name} hoort niet in een lijst"),
    # who signed, and in which order
    "root_not_pinned": {
        "en": (
            "you have not said yet that you trust the keeper of this list",
            "get root.json from the keeper, compare its numbers, and: dsp-vc trust pin root.json",
        ),
        "nl": (
            "u hebt nog niet gezegd dat u de beheerder van deze lijst vertrouwt",
            "vraag de beheerder om root.json, vergelijk de cijfers, en geef: dsp-vc trust pin root.json",
        ),
    },
    "trust_metadata": _keeper("{name} is not in order", "{name} is niet in orde"),
    "trust_specification": {
        "en": ("{name} is made for another version of this program", "use a newer version of dsp-vc"),
        "nl": ("{name} is gemaakt voor een andere versie van dit programma", "gebruik een nieuwere versie van dsp-vc"),
    },
    "trust_role_unknown": _keeper(
        "{name} is signed in a role that is not known", "{name} is ondertekend in een rol die niet bekend is"
    ),
    "trust_role_wrong": _keeper(
        "{name} holds something else than belongs there", "in {name} zit iets anders dan er hoort"
    ),
    "trust_signatures": _keeper(
        "too few of those who may sign have signed {name}: {number} of {needed}",
        "te weinig mensen die mogen tekenen hebben {name} getekend: {number} van {needed}",
    ),
    "trust_signature_twice": _keeper("{name} names one signature twice", "{name} noemt één handtekening twee keer"),
    "trust_key_twice": _keeper(
        "one key signed {name} under several names: {number} of {needed} keys",
        "één sleutel heeft {name} onder meer namen getekend: {number} van {needed} sleutels",
    ),
    "trust_keyid": _keeper(
        "{name} names a key by an id that is not its own",
        "{name} noemt een sleutel met een kenmerk dat niet van die sleutel is",
    ),
    "trust_root_gap": _file(
        "number {number} of who may sign is missing, so the file can't be followed from what you trust",
        "nummer {number} van wie mag tekenen ontbreekt, dus het bestand is niet te volgen vanaf wat u vertrouwt",
    ),
    "trust_root_version": _keeper(
        "what stands as number {number} of who may sign is number {found}",
        "wat als nummer {number} van wie mag tekenen is gegeven, is nummer {found}",
    ),
    "trust_root_conflict": _keeper(
        "number {number} of who may sign is not the one that you have seen before",
        "nummer {number} van wie mag tekenen is niet wat u eerder hebt gezien",
    ),
    "trust_rollback": {
        "en": (
            "this list is older than one that you have used: number {number}, and you have seen {known}",
            "use the newest file of the keeper: dsp-vc trust use FILE",
        ),
        "nl": (
            "deze lijst is ouder dan een die u al hebt gebruikt: nummer {number}, en u hebt {known} gezien",
            "gebruik het nieuwste bestand van de beheerder: dsp-vc trust use BESTAND",
        ),
    },
    "trust_version_reused": _keeper(
        "there are two different lists with number {number}", "er zijn twee verschillende lijsten met nummer {number}"
    ),
    "trust_mixed": _keeper(
        "{name} is not the one that belongs to this list: two lists were mixed",
        "{name} hoort niet bij deze lijst: er zijn twee lijsten door elkaar gehaald",
    ),
    "trust_hash": _file("{name} is not what was signed", "{name} is niet wat er is ondertekend"),
    "trust_target_missing": _file("{name} is missing in the list", "{name} ontbreekt in de lijst"),
    "trust_target_unlisted": _keeper(
        "{name} is in the file, but nobody signed for it",
        "{name} zit in het bestand, maar niemand heeft ervoor getekend",
    ),
    "trust_target_twice": _keeper(
        "two documents stand for one thing: {name}", "twee documenten staan voor hetzelfde: {name}"
    ),
    "trust_list_missing": _keeper("there is no list of issuers in it", "er zit geen lijst van uitgevers in"),
    "trust_document_other": _keeper("a document is not of {name}", "een document is niet van {name}"),
    "trust_expired": _one("ran out on {moment}", "verlopen op {moment}"),
    "trust_stale": {
        "en": (
            "the list of {name} of {moment} ran out on {ended}; it is {days} days old",
            "get the newest file of the keeper, and: dsp-vc trust use FILE",
        ),
        "nl": (
            "de lijst van {name} van {moment} gold tot {ended}; die is {days} dagen oud",
            "haal het nieuwste bestand bij de beheerder, en geef: dsp-vc trust use BESTAND",
        ),
    },
    "clock_behind": {
        "en": (
            "the clock of this computer says {moment}, but a list was issued at {issued}",
            "set the clock right, or judge as of a moment with --at",
        ),
        "nl": (
            "de klok van deze computer staat op {moment}, maar er is een lijst van {issued}",
            "zet de klok goed, of controleer voor een moment met --at",
        ),
    },
    # what is remembered
    "trust_state_damaged": {
        "en": (
            "what is remembered of a list is damaged: {path}",
            "take the folder from a backup; or delete it and pin the list again, which forgets which newer lists you saw",
        ),
        "nl": (
            "wat er van een lijst is onthouden, is beschadigd: {path}",
            "haal de map uit een reservekopie; of wis die en leg de lijst opnieuw vast, maar dan is vergeten welke nieuwere lijsten u zag",
        ),
    },
    "trust_index_damaged": {
        "en": (
            "what was stored of a checked list is damaged, and is not used",
            "run the command again: the list will be checked anew",
        ),
        "nl": (
            "wat er van een gecontroleerde lijst is bewaard, is beschadigd en wordt niet gebruikt",
            "geef de opdracht nog eens: de lijst wordt dan opnieuw gecontroleerd",
        ),
    },
    "trust_bundle_lost": {
        "en": (
            "the copy of the list of {name} that you use is gone or damaged",
            "give it again: dsp-vc trust use FILE",
        ),
        "nl": (
            "de kopie van de lijst van {name} die u gebruikt is weg of beschadigd",
            "geef die opnieuw: dsp-vc trust use BESTAND",
        ),
    },
    # steps of the check
    "trust_step_archive": _one("file", "bestand"),
    "trust_step_root": _one("who may sign", "wie mag tekenen"),
    "trust_step_timestamp": _one("newest", "nieuwste"),
    "trust_step_snapshot": _one("belongs together", "hoort bij elkaar"),
    "trust_step_targets": _one("what is in it", "wat erin zit"),
    "trust_step_contents": _one("documents", "documenten"),
    "trust_step_list": _one("issuers", "uitgevers"),
    "trust_step_clock": _one("clock", "klok"),
    "trust_ok_archive": _one(
        "a file of the right form, parts: {number}", "een bestand met de juiste vorm, onderdelen: {number}"
    ),
    "trust_ok_root": _one(
        "the keeper that you trust: {name}, number {number}", "de beheerder die u vertrouwt: {name}, nummer {number}"
    ),
    "trust_ok_timestamp": _one(
        "signed, and not older than what you have seen: number {number}",
        "ondertekend, en niet ouder dan wat u al zag: nummer {number}",
    ),
    "trust_ok_snapshot": _one(
        "signed, and of this list: number {number}", "ondertekend, en van deze lijst: nummer {number}"
    ),
    "trust_ok_targets": _one(
        "signed, and of this list: number {number}", "ondertekend, en van deze lijst: nummer {number}"
    ),
    "trust_ok_contents": _one(
        "documents that are what was signed: {number}", "documenten die zijn wat er is ondertekend: {number}"
    ),
    "trust_ok_list": _one("issuers on the list of {moment}: {number}", "uitgevers op de lijst van {moment}: {number}"),
    "trust_ok_clock": _one("judged as of {moment}", "beoordeeld voor {moment}"),
    # what is said
    "trust_root_compare": _one(
        "Compare these numbers with the keeper of the list, by telephone or on paper (not by the mail that brought the file):",
        "Vergelijk deze cijfers met de beheerder van de lijst, aan de telefoon of op papier (niet via de mail met het bestand):",
    ),
    "trust_root_holders": _one(
        "{threshold} of {number} key holders sign: {names}", "{threshold} van {number} sleutelhouders tekenen: {names}"
    ),
    "trust_root_ask": _one(
        "Are they the same, and do you want to use the lists of {name}?",
        "Zijn ze gelijk, en wilt u de lijsten van {name} gebruiken?",
    ),
    "trust_root_pinned": _one(
        "the lists of {name} count from now on; use one with: dsp-vc trust use FILE",
        "de lijsten van {name} gelden vanaf nu; gebruik er een met: dsp-vc trust use BESTAND",
    ),
    "trust_root_known": _one(
        "the lists of {name} count already; nothing was changed",
        "de lijsten van {name} gelden al; er is niets veranderd",
    ),
    "trust_used": _one(
        "in use: the list of {name} of {moment}, number {version}, issuers on it: {number}; good until {ended}",
        "in gebruik: de lijst van {name} van {moment}, nummer {version}, uitgevers erop: {number}; geldig tot {ended}",
    ),
    "trust_list_right": _one(
        "the list of {name} of {moment} counts, until {ended}", "de lijst van {name} van {moment} geldt, tot {ended}"
    ),
    "trust_list_none": _one(
        "no list in use yet: dsp-vc trust use FILE", "nog geen lijst in gebruik: dsp-vc trust use BESTAND"
    ),
    "trust_list_of": _one(
        "list of {name}, number {version}, of {moment}; good until {ended}",
        "lijst van {name}, nummer {version}, van {moment}; geldig tot {ended}",
    ),
    "trust_list_uncounted": _one(
        "not counted, as this version can't read it: {names}",
        "telt niet mee, omdat deze versie het niet kan lezen: {names}",
    ),
    # an entry
    "listed_known_as": _one("known as {name}", "bekend als {name}"),
    "listed_for_all": _one("for everything", "voor alles"),
    "listed_only": _one("only {what}: {values}", "alleen {what}: {values}"),
    "listed_none": _one("for nothing at all", "voor helemaal niets"),
    "listed_more": _one("and {number} more; all of them: --json", "en nog {number}; allemaal: --json"),
    "listed_types": _one("these kinds", "deze soorten"),
    "listed_skills": _one("these skills", "deze vaardigheden"),
    "listed_group": _one("skills of the group {name}", "vaardigheden uit de groep {name}"),
    "listed_contexts": _one("what was learned in", "wat is geleerd in"),
    "listed_bases": _one("what was", "wat is"),
    "listed_context_internship": _one("internship", "stage"),
    "listed_context_sideJob": _one("side job", "bijbaan"),
    "listed_context_volunteering": _one("volunteer work", "vrijwilligerswerk"),
    "listed_context_employment": _one("work", "werk"),
    "listed_context_education": _one("school or study", "school of studie"),
    "listed_context_training": _one("training", "cursus of training"),
    "listed_context_priorLearning": _one("learned before", "eerder geleerd"),
    "listed_from": _one("for what was issued from {moment} on", "voor wat is uitgegeven vanaf {moment}"),
    "listed_until": _one("for what was issued until {moment}", "voor wat is uitgegeven tot {moment}"),
    "listed_through": _one(
        "for what was issued up to and including {moment}", "voor wat is uitgegeven tot en met {moment}"
    ),
    "trust_withdrawn_since": _one("NO LONGER RECOGNISED since {moment}", "NIET MEER ERKEND sinds {moment}"),
    # fetching
    "fetch_url": {
        "en": (
            "{url} is no address that is fetched: {reason}",
            "give an address that begins with https://, without a name and password in it",
        ),
        "nl": (
            "{url} is geen adres dat wordt opgehaald: {reason}",
            "geef een adres dat begint met https://, zonder naam en wachtwoord erin",
        ),
    },
    "fetch_private": {
        "en": ("{name} is an address on your own network ({address})", "if you mean that one: --allow-private"),
        "nl": ("{name} is een adres op uw eigen netwerk ({address})", "als u dat bedoelt: --allow-private"),
    },
    "fetch_unknown_host": {
        "en": ("{name} was not found", "check the address and your connection"),
        "nl": ("{name} is niet gevonden", "controleer het adres en uw verbinding"),
    },
    "fetch_failed": {
        "en": (
            "{name} could not be reached: {reason}",
            "check the address and your connection, or carry the file by stick or mail",
        ),
        "nl": (
            "{name} is niet te bereiken: {reason}",
            "controleer het adres en uw verbinding, of neem het bestand mee op een stick of per mail",
        ),
    },
    "fetch_certificate": {
        "en": (
            "{name} does not show that it is who it says: {reason}",
            "don't go on; for a server of your own: --ca-file",
        ),
        "nl": (
            "{name} laat niet zien dat het is wie het zegt: {reason}",
            "ga niet verder; voor een eigen server: --ca-file",
        ),
    },
    "fetch_answer": {
        "en": ("{name} answers {status}", "check the address with who keeps the list"),
        "nl": ("{name} antwoordt {status}", "controleer het adres bij de beheerder van de lijst"),
    },
    "fetch_redirects": {
        "en": ("{name} passes on too often", "ask the keeper of the list for the right address"),
        "nl": ("{name} stuurt te vaak door", "vraag de beheerder van de lijst om het juiste adres"),
    },
    "fetch_large": {
        "en": (
            "what {name} sends is too large (the limit is {limit} bytes)",
            "check the address with who keeps the list",
        ),
        "nl": (
            "wat {name} stuurt is te groot (de grens is {limit} bytes)",
            "controleer het adres bij de beheerder van de lijst",
        ),
    },
    "fetch_slow": {
        "en": ("{name} takes too long", "try again later, or carry the file by stick or mail"),
        "nl": ("{name} doet er te lang over", "probeer het later, of neem het bestand mee op een stick of per mail"),
    },
    "fetch_ca_file": {
        "en": ("{path} holds no certificate that can be used", "give a file with certificates (PEM)"),
        "nl": ("in {path} staat geen certificaat dat te gebruiken is", "geef een bestand met certificaten (PEM)"),
    },
}
