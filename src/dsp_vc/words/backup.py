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
        "en": ("what you did after that is not in it; its status lists are closed, and new ones begin", ""),
        "nl": (
            "wat u daarna deed zit er niet in; er beginnen nieuwe lijsten met ingetrokken bewijzen",
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
}
