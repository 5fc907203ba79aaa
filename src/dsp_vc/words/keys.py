"""Words of keys."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "key_invalid": {
        "en": ("a key is not correct, or not safe to use", "ask its owner for a correct key"),
        "nl": ("een sleutel is niet goed, of niet veilig", "vraag de eigenaar om een goede sleutel"),
    },
    "key_type_unsupported": {
        "en": ("keys of the kind {name} are not supported", "ask for a key of the kind Ed25519, P-256 or P-384"),
        "nl": (
            "sleutels van de soort {name} kunnen hier niet",
            "vraag om een sleutel van de soort Ed25519, P-256 of P-384",
        ),
    },
    "key_use": {
        "en": ("this key is not meant for this kind of signature", "ask its owner which key is for signing"),
        "nl": (
            "deze sleutel is niet bedoeld voor zo'n handtekening",
            "vraag de eigenaar welke sleutel voor handtekeningen is",
        ),
    },
    "key_private": {
        "en": (
            "a private key stands where only a public key may be",
            "tell its owner that this key is no longer secret and must be replaced",
        ),
        "nl": (
            "er staat een geheime sleutel waar alleen een openbare mag staan",
            "zeg de eigenaar dat deze sleutel niet meer geheim is en vervangen moet worden",
        ),
    },
    "key_store_invalid": {
        "en": ("{path} opens, but holds no keys that can be read", "restore it from a backup"),
        "nl": ("{path} gaat open, maar er zitten geen leesbare sleutels in", "zet een reservekopie terug"),
    },
    "passphrase_needed": {
        "en": ("this file opens with a passphrase, and none was given", "type it when asked, or use --passphrase-file"),
        "nl": (
            "dit bestand gaat open met een wachtwoord, en dat is er niet",
            "typ het als erom wordt gevraagd, of gebruik --passphrase-file",
        ),
    },
    "passphrase_empty": {
        "en": ("the passphrase is empty", "choose a passphrase of several words"),
        "nl": ("het wachtwoord is leeg", "kies een wachtwoord van een paar woorden"),
    },
    "passphrase_wrong": {
        "en": ("the passphrase is wrong", "type it again; capitals and spaces count"),
        "nl": ("het wachtwoord is niet goed", "typ het opnieuw; hoofdletters en spaties tellen mee"),
    },
    "passphrase_unreadable": {
        "en": ("the passphrase holds a character that can't be used", "check the settings of the keyboard or terminal"),
        "nl": ("in het wachtwoord staat een teken dat niet kan", "controleer de instellingen van het toetsenbord"),
    },
    "age_not_age": {
        "en": ("this is not a file encrypted with age", "check that this is the right file"),
        "nl": ("dit is geen bestand dat met age is versleuteld", "controleer of dit het goede bestand is"),
    },
    "age_version": {
        "en": ("this file was encrypted with another version of age", "encrypt it again with age v1"),
        "nl": ("dit bestand is met een andere versie van age versleuteld", "versleutel het opnieuw met age v1"),
    },
    "age_damaged": {
        "en": ("the encrypted file is cut short or damaged", "use a backup; the .bak file beside it is one"),
        "nl": (
            "het versleutelde bestand is afgekapt of beschadigd",
            "gebruik een reservekopie; het bestand met .bak is er een",
        ),
    },
    "age_work_factor": {
        "en": (
            "this file asks for too much work to open (the limit is 2^{limit})",
            "do not open it; no file of ours asks for this",
        ),
        "nl": (
            "dit bestand vraagt te veel werk om te openen (de grens is 2^{limit})",
            "open het niet; een bestand van ons vraagt dit nooit",
        ),
    },
    "age_recipient_invalid": {
        "en": ("{name} is no age recipient", "a recipient begins with age1; ask for it again"),
        "nl": ("{name} is geen ontvanger voor age", "een ontvanger begint met age1; vraag het opnieuw"),
    },
    "age_identity_needed": {
        "en": ("this file opens with a key file, and none was given", "name the file with your age identity"),
        "nl": (
            "dit bestand gaat open met een sleutelbestand, en dat is er niet",
            "noem het bestand met uw sleutel voor age",
        ),
    },
    "age_identity_invalid": {
        "en": ("the age identity can't be read", "it is a line that begins with AGE-SECRET-KEY-1"),
        "nl": ("de sleutel voor age is niet te lezen", "het is een regel die begint met AGE-SECRET-KEY-1"),
    },
    "age_identity_wrong": {
        "en": ("this key does not open the file", "name the key that the file was made for"),
        "nl": ("deze sleutel opent het bestand niet", "noem de sleutel waarvoor het bestand is gemaakt"),
    },
}
