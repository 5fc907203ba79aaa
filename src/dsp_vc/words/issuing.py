"""Words about issuers and issuing."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "issuer_exists": {
        "en": ("there is something in {path} already", "choose a new or empty folder"),
        "nl": ("er staat al iets in {path}", "kies een nieuwe of lege map"),
    },
    "issuer_did_kind": {
        "en": ("{value} is no kind of identity that can be made here", "use --did key, or --did web:school.example"),
        "nl": ("{value} is geen soort kenmerk dat hier te maken is", "gebruik --did key, of --did web:school.example"),
    },
    "issuer_status_place": {
        "en": (
            "status lists need a website to stand on, and {value} has none",
            "use --did web:school.example, or leave out --status: what you issue then ends after three years",
        ),
        "nl": (
            "lijsten met ingetrokken bewijzen hebben een website nodig, en {value} heeft er geen",
            "gebruik --did web:school.example, of laat --status weg: uw bewijzen verlopen dan na drie jaar",
        ),
    },
    "issuer_missing_folder": {
        "en": ("{path} is no issuer's folder", "make one with: dsp-vc issuer init"),
        "nl": ("{path} is geen map van een uitgever", "maak er een met: dsp-vc issuer init"),
    },
    "issuer_damaged": {
        "en": ("{path} is damaged", "take it from your backup"),
        "nl": ("{path} is beschadigd", "haal het uit uw reservekopie"),
    },
    "issuance_mechanism": {
        "en": ("{value} is no way of signing that is known here", "one of: {known}"),
        "nl": ("{value} is geen manier van ondertekenen die hier bekend is", "kies uit: {known}"),
    },
    "issuance_one_only": {
        "en": ("{number} credentials don't fit in one bare file", "leave out --mechanism: a delivery holds many"),
        "nl": (
            "{number} bewijzen passen niet in één los bestand",
            "laat --mechanism weg: dan passen er veel in één bestand",
        ),
    },
    "issuance_expired": {
        "en": ("valid_until ({moment}) is over", "choose a later date, or leave it out"),
        "nl": ("valid_until ({moment}) is voorbij", "kies een latere datum, of laat het weg"),
    },
    "issuance_rules": {
        "en": (
            "signed like this, the record could not be verified: {detail}",
            "change the record; see docs/reference/record.md and docs/reference/renderings.md",
        ),
        "nl": (
            "zo ondertekend is het bewijs niet te controleren: {detail}",
            "verander het bestand; zie docs/reference/record.md en docs/reference/renderings.md",
        ),
    },
    "issuance_nothing": {
        "en": ("there is nothing to sign", "name a record, or use --from-request"),
        "nl": ("er is niets om te ondertekenen", "noem een bestand, of gebruik --from-request"),
    },
    "issuer_profile": {
        "en": ("{place} can't stand in a badge: {detail}", "a type of number is letters and digits, such as KVK"),
        "nl": ("{place} kan niet in een bewijs staan: {detail}", "een soort nummer is letters en cijfers, zoals KVK"),
    },
    "holder_did": {
        "en": ("{value} is no key of a person", "give the person's request (ask.json), or their did:key"),
        "nl": ("{value} is geen sleutel van een persoon", "geef het verzoek van de persoon (ask.json)"),
    },
    "ask_not_recognised": {
        "en": ("this is no request for an attestation", "ask the person for the file that: dsp-vc wallet ask, made"),
        "nl": ("dit is geen verzoek om een bewijs", "vraag de persoon om het bestand van: dsp-vc wallet ask"),
    },
    "ask_invalid": {
        "en": ("the request for an attestation is not in the prescribed form", "ask the person to make it again"),
        "nl": ("het verzoek om een bewijs heeft niet de juiste vorm", "vraag de persoon om het opnieuw te maken"),
    },
    "ask_expired": {
        "en": ("the request for an attestation has run out", "ask the person to make it again"),
        "nl": ("het verzoek om een bewijs is verlopen", "vraag de persoon om het opnieuw te maken"),
    },
    "ask_proof": {
        "en": ("the request was not made by whoever holds the key in it", "do not sign; ask the person for a new one"),
        "nl": (
            "het verzoek is niet gemaakt door wie de sleutel heeft",
            "onderteken niet; vraag de persoon om een nieuw verzoek",
        ),
    },
    "ask_for_another": {
        "en": (
            "the request was made for {name}, and you are {own}",
            "ask the person for one that is made for you: dsp-vc wallet ask --to NAME",
        ),
        "nl": (
            "het verzoek is gemaakt voor {name}, en u bent {own}",
            "vraag de persoon om een verzoek dat voor u is: dsp-vc wallet ask --to NAAM",
        ),
    },
    "ask_meant_for": {
        "en": ("the request was made for {name}, and you are {own}", ""),
        "nl": ("het verzoek is gemaakt voor {name}, en u bent {own}", ""),
    },
    "ask_meant_for_ask": {"en": ("Sign all the same?", ""), "nl": ("Toch ondertekenen?", "")},
    "issuer_kind_school": {"en": ("school", ""), "nl": ("school", "")},
    "issuer_kind_employer": {"en": ("employer", ""), "nl": ("werkgever", "")},
    "issuer_kind_association": {"en": ("association", ""), "nl": ("vereniging", "")},
    "issue_no_issuer": {
        "en": ("it was not said who signs", "name the issuer's folder: --issuer DIR"),
        "nl": ("er is niet gezegd wie ondertekent", "noem de map van de uitgever: --issuer MAP"),
    },
    "ask_left_open": {
        "en": (
            "{path} is missing: the request does not say it, nor do you",
            "write it in a file beside --from-request (also as --basis: attested for seen, assessed for tested, validated for recognised; and --level), or ask for a request that says it",
        ),
        "nl": (
            "{path} ontbreekt: het verzoek zegt het niet, en u ook niet",
            "zet het in een bestand naast --from-request (kan ook met --basis: attested is gezien, assessed is getoetst, validated is erkend; en --level), of vraag om een verzoek waar het in staat",
        ),
    },
    "issue_declined": {
        "en": ("nothing was signed", "ask the person for a request that is meant for you"),
        "nl": ("er is niets ondertekend", "vraag de persoon om een verzoek dat voor u bedoeld is"),
    },
    "issue_filled": {
        "en": ("this is what you sign, from the request and from you:", ""),
        "nl": ("dit ondertekent u, uit het verzoek en van uzelf:", ""),
    },
    "issue_without_name": {
        "en": (
            "no name of the person: nobody can compare it with an ID; put it in the record (subject: given_name,"
            " family_name), or let them ask with --given-name and --family-name",
            "",
        ),
        "nl": (
            "geen naam van de persoon: niemand kan het met een identiteitsbewijs vergelijken; zet de naam in het bestand"
            " (subject: given_name, family_name), of laat de persoon vragen met --given-name en --family-name",
            "",
        ),
    },
    "issue_without_holder": {
        "en": ("no key of the person: whoever has the file can show it, and it can never be tied to them", ""),
        "nl": (
            "geen sleutel van de persoon: wie het bestand heeft kan het laten zien, en het is nooit aan de persoon te koppelen",
            "",
        ),
    },
    "identifier_form": {
        "en": ("{value} is no identifier", "write it as KVK=12345678"),
        "nl": ("{value} is geen nummer met soort", "schrijf het als KVK=12345678"),
    },
    "issue_repeated": {
        "en": ("{name} was issued before: this is the same credential again", ""),
        "nl": ("{name} was al uitgegeven: dit is hetzelfde bewijs nog een keer", ""),
    },
    "issue_done": {"en": ("signed: {title}", ""), "nl": ("ondertekend: {title}", "")},
    "issuer_made": {
        "en": ("made {path} for {name}: {did}", ""),
        "nl": ("{path} is gemaakt voor {name}: {did}", ""),
    },
    "issuer_publish": {
        "en": ("publish {path} at {url}", ""),
        "nl": ("zet {path} op {url}", ""),
    },
    "issuer_lists": {
        "en": (
            "what you sign can be revoked; put on your website what this writes, and again every month: dsp-vc issuer publish {path} -o SITE",
            "",
        ),
        "nl": (
            "u kunt intrekken wat u ondertekent; zet op uw website wat dit maakt, en doe dat elke maand: dsp-vc issuer publish {path} -o WEBSITE",
            "",
        ),
    },
    "issue_new_list": {
        "en": (
            "this begins a new list of what you revoke; put it on your website before you hand anything over: dsp-vc issuer publish {path} -o SITE",
            "",
        ),
        "nl": (
            "hiermee begint een nieuwe lijst van wat u intrekt; zet die op uw website voordat u iets uitdeelt: dsp-vc issuer publish {path} -o WEBSITE",
            "",
        ),
    },
    "issuer_keep": {
        "en": ("keep two copies of this folder and of its passphrase, apart: whoever has both can sign as you", ""),
        "nl": (
            "bewaar twee kopieën van deze map en van het wachtwoord, apart van elkaar: wie beide heeft kan namens u ondertekenen",
            "",
        ),
    },
    "issuer_keep_token": {
        "en": (
            "keep two copies of this folder and of its passphrase, apart; the keys are on the token alone: if it is lost, so"
            " are they, unless the tool of its maker made a copy",
            "",
        ),
        "nl": (
            "bewaar twee kopieën van deze map en van het wachtwoord, apart van elkaar; de sleutels zitten alleen in het"
            " apparaat: bent u dat kwijt, dan bent u ze kwijt, behalve als u met het programma van de maker een kopie hebt",
            "",
        ),
    },
    "card_read_out": {
        "en": ("read these numbers out when somebody asks; they are in no file:", ""),
        "nl": ("lees deze cijfers voor als iemand erom vraagt; ze staan in geen bestand:", ""),
    },
}
