"""Words about the backup of an issuer's folder, and about going on from one."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "backup_made": {
        "en": ("{path} holds all of {name}, as of {moment}", ""),
        "nl": ("in {path} zit alles van {name}, stand van {moment}", ""),
    },
    "backup_left_out": {
        "en": ("not in it, since it is not of the issuer: {names}", ""),
        "nl": ("dit zit er niet in, omdat het niet van de uitgever is: {names}", ""),
    },
    "backup_keep": {
        "en": (
            "keep it on another machine, and its passphrase apart; make a new one each time you issued, revoked or"
            " changed keys, and keep the last two",
            "",
        ),
        "nl": (
            "bewaar het op een andere computer, en het wachtwoord ergens anders; maak een nieuwe na elke keer dat u"
            " bewijzen uitgaf of introk of uw sleutels veranderde, en bewaar de laatste twee",
            "",
        ),
    },
    "restore_made": {
        "en": ("{path} is {name} again, as of {moment}", ""),
        "nl": ("{path} is weer {name}, stand van {moment}", ""),
    },
    "restore_next": {
        "en": (
            "what you did after that is not in it. Copy what is on your website now into a folder WEBSITE, and go on from"
            " there: dsp-vc issuer publish {path} -o SITE --previous WEBSITE",
            "",
        ),
        "nl": (
            "wat u daarna deed zit er niet in. Zet wat nu op uw website staat in een map WEBSITE, en ga daarmee verder:"
            " dsp-vc issuer publish {path} -o SITE --previous WEBSITE",
            "",
        ),
    },
    "restore_next_key": {
        "en": (
            "what you did after that is not in it, and may be signed a second time; what you signed stays valid. You can sign"
            " at once. If you hand in a record for a list, name the one before: dsp-vc issuer publish {path} -o NEW --previous"
            " OLD; if there never was one: --unpublished",
            "",
        ),
        "nl": (
            "wat u daarna deed zit er niet in, en kan een tweede keer worden ondertekend; wat u hebt ondertekend blijft geldig."
            " U kunt meteen verder. Levert u iets aan voor een lijst? Noem dan wat u eerder aanleverde: dsp-vc issuer publish"
            " {path} -o NIEUW --previous OUD; hebt u dat nog nooit gedaan: --unpublished",
            "",
        ),
    },
    "restored_warning_key": {
        "en": (
            "{path} came out of a backup on {moment}: what you signed after that backup is not known here, and may be signed"
            " a second time. To hear this no more: dsp-vc issuer publish {path} -o NEW --previous OLD, or --unpublished",
            "",
        ),
        "nl": (
            "{path} is op {moment} teruggezet uit een reservekopie: wat u na die reservekopie ondertekende is hier niet"
            " bekend, en kan een tweede keer worden ondertekend. Deze melding gaat weg met: dsp-vc issuer publish {path}"
            " -o NIEUW --previous OUD, of met --unpublished",
            "",
        ),
    },
    "issuer_restored_key": {
        "en": ("restored from a backup on {moment}; what was signed after that backup is not known here", ""),
        "nl": ("op {moment} teruggezet uit een reservekopie; wat daarna is ondertekend is hier niet bekend", ""),
    },
    "previous_up_to_date": {
        "en": ("up to date: {path} holds nothing that was not known here", ""),
        "nl": ("bijgewerkt: in {path} staat niets wat hier nog niet bekend was", ""),
    },
    "issuer_restored": {
        "en": ("restored from a backup on {moment}, and not brought up to date with the website yet", ""),
        "nl": ("op {moment} teruggezet uit een reservekopie, en nog niet bijgewerkt met de website", ""),
    },
    "restored_warning": {
        "en": (
            "{path} came out of a backup on {moment}: what you signed after that backup is not known here, and may be signed"
            " a second time. First: dsp-vc issuer publish {path} -o SITE --previous WEBSITE",
            "",
        ),
        "nl": (
            "{path} is op {moment} teruggezet uit een reservekopie: wat u na die reservekopie ondertekende is hier niet"
            " bekend, en kan een tweede keer worden ondertekend. Doe eerst: dsp-vc issuer publish {path} -o SITE --previous"
            " WEBSITE",
            "",
        ),
    },
    "restore_register": {
        "en": (
            "the register of this issuer is not in its folder but at {name}",
            "use --register same where it stands there still; --register folder to have the one of the backup in the folder;"
            " or --register with the address of an empty database",
        ),
        "nl": (
            "het register van deze uitgever staat niet in de map, maar op {name}",
            "gebruik --register same als het daar nog staat; --register folder om dat van de reservekopie in de map te"
            " zetten; of --register met het adres van een lege database",
        ),
    },
    "register_not_empty": {
        "en": (
            "there is a register at {path} already",
            "name an empty database; or use --register same, if that is the register of this issuer and not lost",
        ),
        "nl": (
            "op {path} staat al een register",
            "noem een lege database; of gebruik --register same, als dit het register van deze uitgever is en niet"
            " verloren",
        ),
    },
    "backup_not_recognised": {
        "en": (
            "this opens, but it is no backup of an issuer's folder",
            "name the file that this made: dsp-vc issuer backup",
        ),
        "nl": (
            "dit gaat open, maar het is geen reservekopie van een uitgever",
            "noem het bestand dat dit maakte: dsp-vc issuer backup",
        ),
    },
    "backup_newer": {
        "en": ("the backup was made by a newer version of this program", "install that version"),
        "nl": ("de reservekopie is gemaakt met een nieuwere versie van dit programma", "installeer die versie"),
    },
    "backup_damaged": {
        "en": ("the backup opens, but what is in it is not whole ({detail})", "use another backup"),
        "nl": ("de reservekopie gaat open, maar de inhoud is niet heel ({detail})", "gebruik een andere reservekopie"),
    },
    "previous_needed": {
        "en": (
            "{path} came out of a backup, which does not know what was published since",
            "copy what is on the website now into a folder WEBSITE: dsp-vc issuer publish {path} -o SITE --previous WEBSITE;"
            " was nothing ever published: --unpublished",
        ),
        "nl": (
            "{path} komt uit een reservekopie, en die weet niet wat daarna is gepubliceerd",
            "zet wat nu op de website staat in een map WEBSITE: dsp-vc issuer publish {path} -o SITE --previous WEBSITE;"
            " is er nog nooit iets gepubliceerd: --unpublished",
        ),
    },
    "previous_other_issuer": {
        "en": ("{path} is not of {name}", "copy what is on your own website"),
        "nl": ("{path} is niet van {name}", "kopieer wat op uw eigen website staat"),
    },
    "previous_older": {
        "en": (
            "{path} is older than what was published on {moment}",
            "copy what is on the website now, all files of one moment",
        ),
        "nl": (
            "{path} is ouder dan wat op {moment} is gepubliceerd",
            "kopieer wat nu op de website staat, alle bestanden van hetzelfde moment",
        ),
    },
    "previous_incomplete": {
        "en": (
            "{path} is not there: without it something that was revoked could come back to life",
            "copy all that is on the website; only if it was never published there: --unpublished",
        ),
        "nl": (
            "{path} is er niet: zonder dat bestand kan iets dat is ingetrokken weer geldig worden",
            "kopieer alles wat op de website staat; alleen als het daar nooit heeft gestaan: --unpublished",
        ),
    },
    "previous_list": {
        "en": (
            "the status list {path} is not as this issuer makes them ({detail})",
            "copy what is on the website now; if it is like that there, somebody else changed it",
        ),
        "nl": (
            "de lijst met ingetrokken bewijzen {path} is niet zoals deze uitgever ze maakt ({detail})",
            "kopieer wat nu op de website staat; ziet het er daar ook zo uit, dan heeft iemand anders het veranderd",
        ),
    },
    "previous_keys_unknown": {
        "en": (
            "in {path} are keys that your folder does not know: {names}",
            "did you make new keys after the backup? then say yes, or use --yes; if not, somebody else changed your website",
        ),
        "nl": (
            "in {path} staan sleutels die uw map niet kent: {names}",
            "hebt u na de reservekopie nieuwe sleutels gemaakt? zeg dan ja, of gebruik --yes; zo niet, dan heeft iemand"
            " anders uw website veranderd",
        ),
    },
    "previous_keys_ask": {
        "en": (
            "Your website has these keys, which the backup does not know. Did you make them yourself, after the backup?"
            " What they signed stays valid; you sign with new ones.",
            "",
        ),
        "nl": (
            "Op uw website staan deze sleutels, die niet in de reservekopie zitten. Hebt u die zelf gemaakt, na de"
            " reservekopie? Wat ermee is ondertekend blijft geldig; u ondertekent met nieuwe.",
            "",
        ),
    },
    "previous_keys_conflict": {
        "en": (
            "the website and your folder have different keys by the name {name}",
            "restore the backup again into a new folder, and begin there with: dsp-vc issuer publish --previous",
        ),
        "nl": (
            "de website en uw map hebben verschillende sleutels met de naam {name}",
            "zet de reservekopie opnieuw terug in een nieuwe map, en begin daar met: dsp-vc issuer publish --previous",
        ),
    },
    "previous_rotate": {
        "en": (
            "your keys were replaced after the backup, and the new ones are not in {path}",
            "name other keys on a token: dsp-vc issuer rotate {path} --new-key pkcs11:… (or --in-file); then publish again",
        ),
        "nl": (
            "uw sleutels zijn na de reservekopie vervangen, en de nieuwe zitten niet in {path}",
            "noem andere sleutels in een apparaat: dsp-vc issuer rotate {path} --new-key pkcs11:… (of --in-file);"
            " publiceer daarna opnieuw",
        ),
    },
    "previous_revoked": {
        "en": ("revoked since the backup, taken over: {number}", ""),
        "nl": ("sinds de reservekopie ingetrokken, overgenomen: {number}", ""),
    },
    "previous_suspended": {
        "en": ("suspended since the backup, taken over: {number}", ""),
        "nl": ("sinds de reservekopie tijdelijk opgeschort, overgenomen: {number}", ""),
    },
    "previous_marks": {
        "en": (
            "places in status lists that the register does not know, kept revoked or suspended as they were: {number}",
            "",
        ),
        "nl": (
            "plekken in lijsten die het register niet kent, ingetrokken of opgeschort gelaten zoals ze waren: {number}",
            "",
        ),
    },
    "previous_unknown": {
        "en": (
            "signatures that were made after the backup, and that the register does not know: {number}. They stay valid;"
            " to take one back, ask the person for its file: dsp-vc status revoke FILE",
            "",
        ),
        "nl": (
            "handtekeningen van na de reservekopie, die het register niet kent: {number}. Ze blijven geldig; om er een in"
            " te trekken hebt u het bestand van de persoon nodig: dsp-vc status revoke BESTAND",
            "",
        ),
    },
    "adopt_not_ours": {
        "en": (
            "nothing that was issued goes by {name}, and it is not as this issuer signed it: {reason}",
            "ask the person for the file as it was handed over",
        ),
        "nl": (
            "er is niets uitgegeven met de naam {name}, en het is niet zoals deze uitgever het ondertekende: {reason}",
            "vraag de persoon om het bestand zoals het is uitgedeeld",
        ),
    },
    "adopt_list_unknown": {
        "en": (
            "{name} is not in the register, nor is the list that it stands in: {url}",
            "take over first what is on your website: dsp-vc issuer publish DIR -o SITE --previous WEBSITE",
        ),
        "nl": (
            "{name} staat niet in het register, en de lijst waar het in staat ook niet: {url}",
            "neem eerst over wat op uw website staat: dsp-vc issuer publish MAP -o SITE --previous WEBSITE",
        ),
    },
    "adopt_past_end": {
        "en": (
            "{name} says that it stands in place {index} of a list of {number} places",
            "this program never gives out such a place: somebody else may have your key; see docs/how-to/stolen-key.md",
        ),
        "nl": (
            "{name} zegt dat het op plek {index} staat van een lijst met {number} plekken",
            "zo'n plek geeft dit programma nooit uit: misschien heeft iemand anders uw sleutel; zie"
            " docs/how-to/stolen-key.md",
        ),
    },
    "adopt_place_taken": {
        "en": (
            "{name} says that it stands in place {index} of a list, which is another's by the register",
            "to revoke it would revoke the other; find out who signed it: two copies of the folder, or somebody with your key"
            " (docs/how-to/stolen-key.md)",
        ),
        "nl": (
            "{name} zegt dat het op plek {index} van een lijst staat, maar daar staat volgens het register iets anders",
            "intrekken zou ook dat andere intrekken; zoek uit wie dit ondertekende: twee kopieën van de map, of iemand met uw"
            " sleutel (docs/how-to/stolen-key.md)",
        ),
    },
    "adopt_contradicts": {
        "en": (
            "{name} says something else of itself than the register, or than another file here",
            "find out who signed it: two copies of the folder, or somebody with your key (docs/how-to/stolen-key.md)",
        ),
        "nl": (
            "{name} zegt iets anders over zichzelf dan het register, of dan een ander bestand",
            "zoek uit wie dit ondertekende: twee kopieën van de map, of iemand met uw sleutel (docs/how-to/stolen-key.md)",
        ),
    },
    "adopt_incomplete": {
        "en": (
            "{name} is not in the register, and hides its own number",
            "ask the person for the whole file, as it was handed over",
        ),
        "nl": (
            "{name} staat niet in het register, en het eigen nummer ervan is verborgen",
            "vraag de persoon om het hele bestand, zoals het is uitgedeeld",
        ),
    },
    "adopt_form": {
        "en": (
            "{name} is signed by this issuer, but not as this program does it",
            "revoke it where it was issued",
        ),
        "nl": (
            "{name} is door deze uitgever ondertekend, maar niet zoals dit programma dat doet",
            "trek het in met het programma waarmee het is uitgegeven",
        ),
    },
    "adopt_partly": {
        "en": (
            "{name} holds one of the two forms only; the other one can be revoked once its file is here too",
            "",
        ),
        "nl": (
            "in {name} zit maar een van de twee vormen; de andere is pas in te trekken als ook dat bestand er is",
            "",
        ),
    },
    "previous_standing": {
        "en": (
            "suspended here and not in what was published, and left so: {number} ({names}). Was it lifted? dsp-vc status"
            " restore lifts it again",
            "",
        ),
        "nl": (
            "hier opgeschort en op de website niet, en zo gelaten: {number} ({names}). Was dit opgeheven? hef het dan"
            " opnieuw op met: dsp-vc status restore",
            "",
        ),
    },
    "previous_keys_revoked": {
        "en": ("revoked, as on the website: {names}", ""),
        "nl": ("ingetrokken, zoals op de website: {names}", ""),
    },
    "previous_card": {
        "en": ("your card has changed: give it to whoever keeps it (dsp-vc issuer card)", ""),
        "nl": ("uw kaart is veranderd: geef de nieuwe aan wie hem heeft (dsp-vc issuer card)", ""),
    },
}
