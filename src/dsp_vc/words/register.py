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
        "en": ("the register {path} can't be used: {reason}", "check that it is there and that you may write to it"),
        "nl": (
            "het register {path} is niet te gebruiken: {reason}",
            "controleer of het er is en of u erin mag schrijven",
        ),
    },
    "register_damaged": {
        "en": ("the register {path} is damaged or is no register", "restore it: dsp-vc issuer restore"),
        "nl": ("het register {path} is beschadigd of is geen register", "zet het terug: dsp-vc issuer restore"),
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
            "to replace it (the old one is revoked): dsp-vc issuer reissue RECORD",
        ),
        "nl": (
            "{name} is al uitgegeven, met een andere inhoud",
            "om het te vervangen (het oude wordt ingetrokken): dsp-vc issuer reissue BESTAND",
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
    "external_id_forgotten": {
        "en": (
            "{name} was issued, and the person was forgotten since",
            "to issue it anew: dsp-vc issuer reissue RECORD",
        ),
        "nl": (
            "{name} is uitgegeven en de persoon is daarna vergeten",
            "om het opnieuw uit te geven: dsp-vc issuer reissue BESTAND",
        ),
    },
}
