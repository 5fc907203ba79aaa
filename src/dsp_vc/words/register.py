"""Words about the register of what an issuer issued."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "register_address": {
        "en": (
            "this is no address of a register",
            "use sqlite:///PATH, or postgresql://NAME@MACHINE/DATABASE with the password in your .pgpass",
        ),
        "nl": (
            "dit is geen adres van een register",
            "gebruik sqlite:///PAD, of postgresql://NAAM@COMPUTER/DATABASE met het wachtwoord in uw .pgpass",
        ),
    },
    "register_unavailable": {
        "en": (
            "the register {path} can't be used: {reason}",
            "check that it is there, that you may write to it, and that the disk has room",
        ),
        "nl": (
            "het register {path} is niet te gebruiken: {reason}",
            "controleer of het er is, of u erin mag schrijven en of er ruimte is op de schijf",
        ),
    },
    "register_missing": {
        "en": (
            "the register {path} is gone; what was signed and revoked stands in it, so nothing is signed without it",
            "put it back where it was, or take your newest backup: dsp-vc issuer restore BACKUP NEW-FOLDER",
        ),
        "nl": (
            "het register {path} is weg; daarin staat wat ondertekend en ingetrokken is, dus zonder wordt niets ondertekend",
            "zet het terug, of neem uw nieuwste reservekopie: dsp-vc issuer restore RESERVEKOPIE NIEUWE-MAP",
        ),
    },
    "register_busy": {
        "en": (
            "another program holds the register {path}, and does nothing with it",
            "close what has it open, such as a viewer of databases or a program that stands still; then do it again",
        ),
        "nl": (
            "een ander programma houdt het register {path} vast en doet er niets mee",
            "sluit wat het open heeft, zoals een programma voor databases of een dat stilstaat; doe het dan opnieuw",
        ),
    },
    "register_damaged": {
        "en": ("the register {path} is damaged or is no register", "take it from your backup"),
        "nl": ("het register {path} is beschadigd of is geen register", "haal het uit uw reservekopie"),
    },
    "register_newer": {
        "en": ("the register was made by a newer version ({version}) of this program", "install that version"),
        "nl": (
            "het register is gemaakt met een nieuwere versie ({version}) van dit programma",
            "installeer die versie",
        ),
    },
    "register_of_another": {
        "en": ("this is the register of {name}", "name the register that belongs to this issuer"),
        "nl": ("dit is het register van {name}", "noem het register dat bij deze uitgever hoort"),
    },
    "register_no_driver": {
        "en": ("a register in {name} needs a part that is not installed", "install it: pip install dsp-vc[postgres]"),
        "nl": (
            "een register in {name} heeft een deel nodig dat er niet is",
            "installeer het: pip install dsp-vc[postgres]",
        ),
    },
    "external_id_taken": {
        "en": (
            "{name} was issued already, with other content",
            "to replace it (the old one is revoked): dsp-vc issuer reissue DIR RECORD; of a class: dsp-vc batch with"
            " --reissue-changed",
        ),
        "nl": (
            "{name} is al uitgegeven, met een andere inhoud",
            "om het te vervangen (het oude wordt ingetrokken): dsp-vc issuer reissue MAP BESTAND; van een klas: dsp-vc batch"
            " met --reissue-changed",
        ),
    },
    "external_id_busy": {
        "en": ("{name} is being issued by another process at this moment", "wait for it, then do the same again"),
        "nl": (
            "{name} wordt op dit moment al door een ander programma uitgegeven",
            "wacht even en doe het dan opnieuw",
        ),
    },
    "external_id_twice": {
        "en": ("{name} occurs twice in what is to be issued", "give each record an external_id of its own"),
        "nl": ("{name} komt twee keer voor in wat uitgegeven wordt", "geef elk bestand een eigen external_id"),
    },
    "status_not_found": {
        "en": (
            "nothing that was issued goes by {name}",
            "give the id of a credential, its file, an external_id or a person's DID",
        ),
        "nl": (
            "er is niets uitgegeven met de naam {name}",
            "geef het nummer van een bewijs, het bestand ervan, een external_id of de sleutel van een persoon",
        ),
    },
    "status_revoked_for_good": {
        "en": ("{name} was revoked, and that is for good", "issue it anew: dsp-vc issuer reissue DIR RECORD"),
        "nl": ("{name} is ingetrokken, en dat is voorgoed", "geef het opnieuw uit: dsp-vc issuer reissue MAP BESTAND"),
    },
    "status_without_list": {
        "en": (
            "{name} stands in no status list, so nobody can be told",
            "it ends by itself; tell who relies on it, and issue it anew: dsp-vc issuer reissue DIR RECORD",
        ),
        "nl": (
            "{name} staat in geen lijst, dus het is aan niemand te laten weten",
            "het verloopt vanzelf; vertel het wie erop vertrouwt, en geef het opnieuw uit: dsp-vc issuer reissue MAP BESTAND",
        ),
    },
    "site_revocation_lost": {
        "en": (
            "in {path} {number} credentials are revoked that are not revoked here",
            "this register does not know of them: go on from what was published, with --previous",
        ),
        "nl": (
            "in {path} zijn {number} bewijzen ingetrokken die hier niet zijn ingetrokken",
            "dit register weet er niet van: ga verder met wat is gepubliceerd, met --previous",
        ),
    },
    "status_is_valid": {"en": ("valid", ""), "nl": ("geldig", "")},
    "status_is_suspended": {"en": ("suspended", ""), "nl": ("tijdelijk opgeschort", "")},
    "status_is_revoked": {"en": ("revoked", ""), "nl": ("ingetrokken", "")},
    "status_is_forgotten": {"en": ("person forgotten", ""), "nl": ("persoon vergeten", "")},
    "status_is_adopted": {
        "en": ("issued after the backup, known by its file alone", ""),
        "nl": ("uitgegeven na de reservekopie, alleen bekend door het bestand", ""),
    },
    "status_is_burnt": {"en": ("never finished", ""), "nl": ("nooit afgemaakt", "")},
    "status_ask_revoked": {
        "en": ("revoke {number} of them, for good?", ""),
        "nl": ("voorgoed intrekken? Aantal bewijzen: {number}", ""),
    },
    "status_ask_suspended": {
        "en": ("suspend {number} of them?", ""),
        "nl": ("tijdelijk opschorten? Aantal bewijzen: {number}", ""),
    },
    "status_ask_valid": {
        "en": ("lift the suspension of {number} of them?", ""),
        "nl": ("de opschorting opheffen? Aantal bewijzen: {number}", ""),
    },
    "status_now_revoked": {"en": ("revoked: {number}", ""), "nl": ("ingetrokken: {number}", "")},
    "status_now_suspended": {"en": ("suspended: {number}", ""), "nl": ("tijdelijk opgeschort: {number}", "")},
    "status_now_valid": {"en": ("valid again: {number}", ""), "nl": ("weer geldig: {number}", "")},
    "status_unchanged": {
        "en": ("so it stands already: nothing was changed", ""),
        "nl": ("zo staat het al: er is niets veranderd", ""),
    },
    "status_publish": {
        "en": ("nobody sees it until you publish: dsp-vc issuer publish DIR -o SITE", ""),
        "nl": ("niemand ziet dit voordat u publiceert: dsp-vc issuer publish MAP -o WEBSITE", ""),
    },
    "status_declined": {
        "en": ("nothing was changed", "say yes, or use --yes"),
        "nl": ("er is niets veranderd", "zeg ja, of gebruik --yes"),
    },
    "reissue_unnamed": {
        "en": (
            "{title} has no external_id, so it is not known what it replaces",
            "give it the external_id of the old one",
        ),
        "nl": (
            "{title} heeft geen external_id, dus niet bekend is wat het vervangt",
            "geef het de external_id van het oude",
        ),
    },
    "reissue_mixed": {
        "en": (
            "{name} is no file, but others are",
            "give either changed records, or ids of what is to be bound to another key",
        ),
        "nl": (
            "{name} is geen bestand, maar andere wel",
            "geef of veranderde bestanden, of nummers van wat aan een andere sleutel gebonden wordt",
        ),
    },
    "reissue_needs_request": {
        "en": (
            "what is kept is bound only to a key that the person proves to hold",
            "ask them for a request (dsp-vc wallet ask), and name it: --to ask.json",
        ),
        "nl": (
            "een bewaard bewijs wordt alleen gebonden aan een sleutel die de persoon laat zien",
            "vraag om een verzoek (dsp-vc wallet ask), en noem het: --to ask.json",
        ),
    },
    "reissue_other_name": {
        "en": (
            "the request is by {asked}, and {name} is about {known}",
            "see who it is: the same person: --other-name; a new name: change the record, and reissue that",
        ),
        "nl": (
            "het verzoek is van {asked}, en {name} gaat over {known}",
            "kijk wie het is: dezelfde persoon: --other-name; een nieuwe naam: verander het bestand en geef dat uit",
        ),
    },
    "reissue_not_valid": {
        "en": ("look out: {name} is {status} now; the new one will be valid", ""),
        "nl": ("let op: {name} is nu {status}; het nieuwe wordt geldig", ""),
    },
    "reissue_revoked": {
        "en": (
            "{name} was revoked",
            "only because the wallet was lost: --revoked; else correct the record: dsp-vc issuer reissue DIR RECORD",
        ),
        "nl": (
            "{name} is ingetrokken",
            "was dat alleen omdat het paspoort weg was: --revoked; anders: dsp-vc issuer reissue MAP BESTAND",
        ),
    },
    "reissue_superseded": {
        "en": ("another took the place of {name}", "name the new one: its external_id, or the person's DID"),
        "nl": ("in plaats van {name} kwam een ander bewijs", "noem het nieuwe: de external_id, of de sleutel"),
    },
    "reissue_adopted": {
        "en": (
            "what {name} says was never in this register: it was issued after the backup",
            "issue it anew from a record (dsp-vc issue RECORD --issuer DIR --to ASK), and revoke this one",
        ),
        "nl": (
            "wat er in {name} staat is hier niet bekend: het is uitgegeven na de reservekopie",
            "geef het opnieuw uit (dsp-vc issue BESTAND --issuer MAP --to VERZOEK), en trek dit in",
        ),
    },
    "reissue_forgotten": {
        "en": (
            "the person of {name} was forgotten, and nothing is kept of it",
            "issue it anew from a record: dsp-vc issue RECORD --issuer DIR --to ASK",
        ),
        "nl": (
            "de persoon van {name} is vergeten, en er is niets van bewaard",
            "geef het opnieuw uit: dsp-vc issue BESTAND --issuer MAP --to VERZOEK",
        ),
    },
    "reissue_bind_ask": {
        "en": (
            "bind {number} of them to the key in the request? The old ones are revoked, where they stand in a list",
            "",
        ),
        "nl": (
            "{number} bewijzen binden aan de sleutel in het verzoek? De oude worden ingetrokken, als ze in een lijst staan",
            "",
        ),
    },
    "reissue_compare": {
        "en": ("the request names {name}; it proves a key, not a name: see that it is this person", ""),
        "nl": ("het verzoek noemt {name}; het bewijst een sleutel, geen naam: kijk of dit de persoon is", ""),
    },
    "reissue_compare_unnamed": {
        "en": ("the request proves a key and names nobody: see that it is this person", ""),
        "nl": ("het verzoek bewijst een sleutel en noemt niemand: kijk of dit de persoon is", ""),
    },
    "reissue_left_out": {
        "en": ("left out, since it was revoked: {name} (--revoked binds it too)", ""),
        "nl": ("overgeslagen, want ingetrokken: {name} (--revoked bindt het ook)", ""),
    },
    "reissue_old_stays": {
        "en": ("the old {name} stands in no status list: it stays valid", ""),
        "nl": ("het oude {name} staat in geen lijst: het blijft geldig", ""),
    },
    "reissue_old_stays_until": {
        "en": ("the old {name} stands in no status list: it stays valid until {moment}", ""),
        "nl": ("het oude {name} staat in geen lijst: het blijft geldig tot {moment}", ""),
    },
    "forget_which": {
        "en": ("it was not said who is to be forgotten", "give --holder NAME, or --older-than 7y"),
        "nl": ("er is niet gezegd wie vergeten moet worden", "geef --holder NAAM, of --older-than 7j"),
    },
    "status_which": {
        "en": ("it was not said which credentials are meant", "name them: by id, external_id or the person's DID"),
        "nl": (
            "er is niet gezegd om welke bewijzen het gaat",
            "noem ze: met hun id, hun external_id of de sleutel van de persoon (did:…)",
        ),
    },
    "forget_age": {
        "en": ("{value} is no age", "write it as 90d, 18m or 7y (days, months, years), or as a date: 2019-09-01"),
        "nl": ("{value} is geen leeftijd", "schrijf 90d, 18m of 7j (dagen, maanden, jaren), of een datum: 2019-09-01"),
    },
    "forget_unknown": {
        "en": (
            "nothing is known of a person by {name}",
            "give the id of a credential, an external_id or the person's DID; or they were forgotten already",
        ),
        "nl": (
            "er is niets bekend van een persoon met {name}",
            "geef het nummer van een bewijs, een external_id of de sleutel; of de persoon is al vergeten",
        ),
    },
    "forget_owed": {
        "en": (
            "they are forgotten, but the register could not be written anew without them: {reason}",
            "run the same again when nobody else uses it and the disk has room; the next issue does it too",
        ),
        "nl": (
            "ze zijn vergeten, maar het register kon niet opnieuw geschreven worden zonder hen: {reason}",
            "doe het nog eens als niemand het gebruikt en er ruimte is; het volgende ondertekenen doet het ook",
        ),
    },
    "forget_finished": {
        "en": ("what was left to do for persons who were forgotten before is done", ""),
        "nl": ("wat nog te doen was voor mensen die eerder vergeten zijn, is gedaan", ""),
    },
    "forget_none": {"en": ("nobody is to be forgotten", ""), "nl": ("er is niemand te vergeten", "")},
    "forget_more": {"en": ("  … and {number} more", ""), "nl": ("  … en nog {number}", "")},
    "forget_file": {"en": ("will be removed: {path}", ""), "nl": ("wordt verwijderd: {path}", "")},
    "forget_naming": {
        "en": ("they are named here too; look at it yourself: {path}", ""),
        "nl": ("hier staan ze ook in; kijk zelf wat ermee moet: {path}", ""),
    },
    "forget_elsewhere": {
        "en": ("written for them, outside the issuer's folder; remove it yourself: {path}", ""),
        "nl": ("voor hen geschreven, buiten uw map; verwijder het zelf: {path}", ""),
    },
    "forget_ask": {
        "en": (
            "forget these people for good ({number} credentials)? You can still revoke what they have, but not issue it anew",
            "",
        ),
        "nl": (
            "deze mensen voorgoed vergeten ({number} bewijzen)? Intrekken kan daarna nog, opnieuw uitgeven niet",
            "",
        ),
    },
    "forget_done": {
        "en": ("forgotten: {number}; copies and backups that were made before still hold them", ""),
        "nl": ("vergeten: {number}; in kopieën van eerder staan ze nog", ""),
    },
}
