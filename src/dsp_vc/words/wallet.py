"""Words of the wallet."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "wallet_ask_again": {
        "en": ("ask the issuer to sign it again with a key in force", ""),
        "nl": ("vraag de uitgever om het opnieuw te ondertekenen met een geldige sleutel", ""),
    },
    "wallet_missing": {
        "en": ("there is no wallet at {path}", "make one with: dsp-vc wallet init; or name yours with --wallet"),
        "nl": ("er is geen paspoort in {path}", "maak er een met: dsp-vc wallet init; of noem het met --wallet"),
    },
    "wallet_exists": {
        "en": ("there is something at {path} already", "choose another place with --wallet"),
        "nl": ("er staat al iets in {path}", "kies een andere plek met --wallet"),
    },
    "wallet_locked": {
        "en": ("another program is writing to the wallet {path}", "wait until it is done, then run it again"),
        "nl": ("een ander programma schrijft in het paspoort {path}", "wacht tot het klaar is en probeer het opnieuw"),
    },
    "wallet_unreachable": {
        "en": ("the wallet {path} can't be locked: {reason}", "check your rights on its folder"),
        "nl": ("het paspoort {path} is niet vast te houden: {reason}", "controleer uw rechten op de map"),
    },
    "wallet_full": {
        "en": ("the wallet would be larger than {limit} bytes; nothing was changed", "remove what you no longer need"),
        "nl": (
            "het paspoort zou groter worden dan {limit} bytes; er is niets veranderd",
            "verwijder wat u niet meer nodig hebt",
        ),
    },
    "wallet_damaged": {
        "en": (
            "what is inside the wallet can't be read; it was not touched",
            "use the generation before it: the file that ends in .bak",
        ),
        "nl": (
            "wat in het paspoort staat is niet te lezen; er is niets aan veranderd",
            "gebruik de versie ervoor: het bestand dat eindigt op .bak",
        ),
    },
    "wallet_newer": {
        "en": (
            "the wallet was written by a newer version of this program; it was not touched",
            "install the newest version",
        ),
        "nl": (
            "het paspoort is geschreven door een nieuwere versie van dit programma; er is niets aan veranderd",
            "installeer de nieuwste versie",
        ),
    },
    "wallet_other_kind": {
        "en": (
            "this file opens, but it is no wallet of this program",
            "make a wallet, then: dsp-vc wallet import FILE",
        ),
        "nl": (
            "dit bestand gaat open, maar is geen paspoort van dit programma",
            "maak een paspoort en dan: dsp-vc wallet import BESTAND",
        ),
    },
    "wallet_no_key": {
        "en": (
            "there is neither a passphrase nor an age key to close the wallet with",
            "give a passphrase, or --recipient",
        ),
        "nl": (
            "er is geen wachtwoord en geen sleutel om het paspoort te sluiten",
            "geef een wachtwoord, of --recipient",
        ),
    },
    "wallet_no_holder_key": {
        "en": ("the wallet holds no key of its own", "make a new wallet and import this one into it"),
        "nl": ("in het paspoort zit geen eigen sleutel", "maak een nieuw paspoort en neem dit erin over"),
    },
    "wallet_entry_unknown": {
        "en": ("there is no {name} in the wallet", "see the numbers with: dsp-vc wallet list"),
        "nl": ("er is geen {name} in het paspoort", "zie de nummers met: dsp-vc wallet list"),
    },
    "wallet_entry_ambiguous": {
        "en": ("{name} means more than one credential", "give more of its name, or the number: dsp-vc wallet list"),
        "nl": ("{name} past op meer dan één bewijs", "geef meer van de naam, of het nummer: dsp-vc wallet list"),
    },
    "wallet_presentation": {
        "en": ("this was shown to somebody; it is no credential to keep", "ask the issuer for the credential itself"),
        "nl": ("dit is al aan iemand getoond en is geen bewijs om te bewaren", "vraag de uitgever om het bewijs zelf"),
    },
    "credential_form": {
        "en": ("this has the form of no credential", "give the file that the issuer made"),
        "nl": ("dit heeft niet de vorm van een bewijs", "geef het bestand dat de uitgever maakte"),
    },
    "entries_too_many": {
        "en": ("this holds more than {limit} entries", "divide it over several files"),
        "nl": ("hier zit meer dan {limit} keer iets in", "verdeel het over meer bestanden"),
    },
    "remove_declined": {
        "en": ("nothing was removed", "look at what is there first, with: dsp-vc wallet show"),
        "nl": ("er is niets weggehaald", "kijk eerst wat er is, met: dsp-vc wallet show"),
    },
    "export_declined": {
        "en": ("nothing was exported", "close it with a passphrase (--encrypt), or leave your key out"),
        "nl": ("er is niets uitgevoerd", "sluit het met een wachtwoord (--encrypt), of laat uw sleutel eruit"),
    },
    "entries_not_recognised": {
        "en": ("this holds no credentials in a form that is known here", "give a delivery, or the backup of a wallet"),
        "nl": (
            "hier zitten geen bewijzen in die te herkennen zijn",
            "geef het bestand van de uitgever, of een reservekopie",
        ),
    },
    "claim_basis": {
        "en": (
            "{path} has another basis than selfAsserted",
            "only say of yourself what nobody else confirms: basis: selfAsserted",
        ),
        "nl": (
            "{path} heeft een andere grond dan selfAsserted",
            "hier kan alleen wat u zelf zegt: basis: selfAsserted",
        ),
    },
    "export_nothing": {
        "en": ("there is nothing of that form to export", "leave out --form"),
        "nl": ("er is niets van die vorm om mee te nemen", "laat --form weg"),
    },
    "import_nothing": {
        "en": ("there is nothing in {path} that can be taken over", "make the backup again in the other wallet"),
        "nl": ("in {path} zit niets om over te nemen", "maak de reservekopie opnieuw"),
    },
    "import_key": {
        "en": ("a key in the backup is damaged; nothing was taken over", "make the backup again in the other wallet"),
        "nl": ("een sleutel in de reservekopie is beschadigd; er is niets overgenomen", "maak de reservekopie opnieuw"),
    },
    "migration_object_invalid": {
        "en": ("the backup of the European wallet can't be read", "make it again in the other wallet"),
        "nl": ("de reservekopie van de Europese app is niet te lezen", "maak hem opnieuw"),
    },
    "migration_object_work": {
        "en": (
            "the backup asks for more work ({asked} rounds) than is safe",
            "do not use it unless you know who made it",
        ),
        "nl": (
            "de reservekopie vraagt meer rekenwerk ({asked} rondes) dan veilig is",
            "gebruik hem niet als u de maker niet kent",
        ),
    },
    "wallet_made": {
        "en": (
            "your wallet is at {path}; without its passphrase or key nobody can open it, nor can we. Your own key:",
            "",
        ),
        "nl": (
            "uw paspoort staat in {path}; zonder wachtwoord of sleutel kan niemand het openen, ook wij niet. Uw eigen sleutel:",
            "",
        ),
    },
    "wallet_is_empty": {
        "en": ("the wallet is empty; add what you were given with: dsp-vc wallet add FILE", ""),
        "nl": ("het paspoort is leeg; voeg toe wat u kreeg met: dsp-vc wallet add BESTAND", ""),
    },
    "wallet_added": {"en": ("{path}: added, {mark}", ""), "nl": ("{path}: toegevoegd, {mark}", "")},
    "wallet_kept": {
        "en": ("{path}: kept, marked: {mark}", ""),
        "nl": ("{path}: bewaard, met de aantekening: {mark}", ""),
    },
    "wallet_known": {
        "en": ("{path}: in the wallet already, {mark}", ""),
        "nl": ("{path}: zit al in het paspoort, {mark}", ""),
    },
    "wallet_refused": {
        "en": ("{path}: not added, {mark}", "to keep it all the same, marked as such: --keep-unverified"),
        "nl": ("{path}: niet toegevoegd, {mark}", "toch bewaren, met die aantekening: --keep-unverified"),
    },
    "wallet_mark_accepted": {"en": ("checked and right", ""), "nl": ("gecontroleerd en klopt", "")},
    "wallet_mark_rejected": {"en": ("NOT RIGHT", ""), "nl": ("KLOPT NIET", "")},
    "wallet_mark_indeterminate": {"en": ("NOT CERTAIN", ""), "nl": ("NIET ZEKER", "")},
    "wallet_mark_status_unknown": {
        "en": (
            "right; whether it was revoked is not known here",
            "whoever checks it looks that up in the issuer's list; you can too, with the folder of the issuer's website: "
            "dsp-vc wallet list --trust FOLDER",
        ),
        "nl": (
            "klopt; of het is ingetrokken, is hier niet bekend",
            "wie het controleert, zoekt dat op in de lijst van de uitgever; u kunt dat ook, met de map van de website van de "
            "uitgever: dsp-vc wallet list --trust MAP",
        ),
    },
    "wallet_mark_self": {"en": ("self-asserted", ""), "nl": ("zelf gezegd", "")},
    "wallet_yourself": {"en": ("you yourself", ""), "nl": ("u zelf", "")},
    "wallet_unbound": {
        "en": ("it names no key: whoever has the file can show it, and you can't answer a request with it", ""),
        "nl": (
            "er staat geen sleutel in: wie het bestand heeft kan het laten zien, en u kunt er geen vraag mee beantwoorden",
            "",
        ),
    },
    "wallet_mark_revoked": {"en": ("REVOKED", ""), "nl": ("INGETROKKEN", "")},
    "wallet_mark_suspended": {"en": ("SUSPENDED", ""), "nl": ("TIJDELIJK OPGESCHORT", "")},
    "wallet_untitled": {"en": ("(no title)", ""), "nl": ("(zonder titel)", "")},
    "wallet_remove_ask": {
        "en": ("Remove {number} for good?", ""),
        "nl": ("Voorgoed verwijderen ({number})?", ""),
    },
    "wallet_removed": {
        "en": ("removed: {number}; the previous generation of the file no longer has them either", ""),
        "nl": ("verwijderd: {number}; ook uit de vorige versie van het bestand", ""),
    },
    "wallet_passphrase_changed": {
        "en": ("done; the old passphrase or key opens neither the wallet nor its previous generation", ""),
        "nl": ("klaar; het oude wachtwoord opent het paspoort niet meer, en de vorige versie ook niet", ""),
    },
    "ask_open": {
        "en": (
            "{name} still has to fill in: {detail}; or say it yourself with --title and --context",
            "",
        ),
        "nl": (
            "{name} moet nog invullen: {detail}; of zeg het zelf met --title en --context",
            "",
        ),
    },
    "ask_made": {
        "en": ("send the file to {name}; it is meant for them alone", ""),
        "nl": ("stuur het bestand naar {name}; het is alleen voor hen bedoeld", ""),
    },
    "export_keys_ask": {
        "en": ("The file will hold your private key, readable for anybody who gets it (better: --encrypt). Go on?", ""),
        "nl": (
            "In het bestand komt uw geheime sleutel, leesbaar voor wie het krijgt (beter: --encrypt). Doorgaan?",
            "",
        ),
    },
    "import_keys": {
        "en": ("keys taken over: {number}", ""),
        "nl": ("sleutels overgenomen: {number}", ""),
    },
    "import_missing": {
        "en": ("listed in the backup, but to be asked for again from who issued them: {number}", ""),
        "nl": ("genoemd in de reservekopie, maar opnieuw te vragen bij de uitgever: {number}", ""),
    },
}
