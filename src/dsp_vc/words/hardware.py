"""Words of keys in hardware."""

from __future__ import annotations

_LOCKED = (
    "the PIN of the token {name} is locked",
    "unlock it with the PUK or the PIN of its security officer, by the tool of its maker",
    "de pincode van het apparaat {name} is geblokkeerd",
    "hef dat op met de pukcode of de beheerderscode, met het programma van de maker",
)

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "pkcs11_uri": {
        "en": (
            "this is no address of a key on a token: {reason}",
            "an address looks like pkcs11:token=school;object=skills (RFC 7512); spaces are %20",
        ),
        "nl": (
            "dit is geen adres van een sleutel op een apparaat: {reason}",
            "een adres ziet er zo uit: pkcs11:token=school;object=skills (RFC 7512); een spatie is %20",
        ),
    },
    "pkcs11_pin_in_uri": {
        "en": (
            "a PIN does not belong in an address: other programs can read it there",
            "take pin-value out, change the PIN, and type it when asked or use --pin-file",
        ),
        "nl": (
            "een pincode hoort niet in een adres: andere programma's kunnen die daar lezen",
            "haal pin-value weg, kies een nieuwe pincode, en typ die als erom wordt gevraagd of gebruik --pin-file",
        ),
    },
    "pkcs11_not_installed": {
        "en": ("what keys in hardware need is not installed", "install it: pip install 'dsp-vc[hsm]'"),
        "nl": (
            "wat sleutels in een apparaat nodig hebben is niet geïnstalleerd",
            "installeer het: pip install 'dsp-vc[hsm]'",
        ),
    },
    "pkcs11_keys_wanted": {
        "en": (
            "this issuer needs exactly these keys on a token, each once: {kinds}",
            "give --key for each; a did:key has one, an identity with a website two",
        ),
        "nl": (
            "deze uitgever heeft precies deze sleutels in een apparaat nodig, elk één keer: {kinds}",
            "noem elk met --key; een kenmerk zonder website heeft er een, een met website twee",
        ),
    },
    "pkcs11_module_needed": {
        "en": (
            "nothing says which PKCS #11 module the token needs",
            "name the file of the maker's module with --pkcs11-module, DSP_VC_PKCS11_MODULE or module-path in the address",
        ),
        "nl": (
            "er staat nergens welke PKCS #11-module het apparaat nodig heeft",
            "noem het bestand van de maker met --pkcs11-module, DSP_VC_PKCS11_MODULE of module-path in het adres",
        ),
    },
    "pkcs11_module_missing": {
        "en": (
            "the PKCS #11 module {path} is not there, or can't be loaded",
            "install the software of the token, and name its module with --pkcs11-module",
        ),
        "nl": (
            "de PKCS #11-module {path} is er niet, of kan niet worden geladen",
            "installeer de software van het apparaat, en noem de module met --pkcs11-module",
        ),
    },
    "pkcs11_token_missing": {
        "en": ("the token is not here: {name}", "put it in or connect it, and check the address"),
        "nl": ("het apparaat is er niet: {name}", "sluit het aan, en controleer het adres"),
    },
    "pkcs11_token_several": {
        "en": ("several tokens fit: {name}", "add serial=… to the address"),
        "nl": ("er zijn meer apparaten die passen: {name}", "zet serial=… in het adres"),
    },
    "pin_prompt": {"en": ("PIN of the token {name}: ", ""), "nl": ("Pincode van het apparaat {name}: ", "")},
    "pkcs11_pin_needed": {
        "en": ("the token {name} opens with a PIN, and none was given", "type it when asked, or use --pin-file"),
        "nl": (
            "het apparaat {name} gaat open met een pincode, en die is er niet",
            "typ die als erom wordt gevraagd, of gebruik --pin-file",
        ),
    },
    "pkcs11_pin_empty": {
        "en": ("the PIN for the token {name} is empty", "type it when asked, or put it on the first line of the file"),
        "nl": (
            "de pincode voor het apparaat {name} is leeg",
            "typ die als erom wordt gevraagd, of zet die op de eerste regel van het bestand",
        ),
    },
    "pkcs11_pin_wrong": {
        "en": ("the PIN of the token {name} is wrong", "try again with care: after a few wrong ones a token locks"),
        "nl": (
            "de pincode van het apparaat {name} is niet goed",
            "probeer het rustig opnieuw: na een paar fouten blokkeert het apparaat",
        ),
    },
    "pkcs11_pin_wrong_last": {
        "en": (
            "the PIN of the token {name} is wrong, and one try is left",
            "look it up first: a wrong one locks the token",
        ),
        "nl": (
            "de pincode van het apparaat {name} is niet goed, en u hebt nog één poging",
            "zoek de code eerst op: bij nog een fout blokkeert het apparaat",
        ),
    },
    "pkcs11_pin_locked": {"en": _LOCKED[:2], "nl": _LOCKED[2:]},
    "pkcs11_pin_not_set": {
        "en": ("the token {name} has no PIN yet, or it has run out", "set one with the tool of its maker"),
        "nl": (
            "het apparaat {name} heeft nog geen pincode, of die is verlopen",
            "stel er een in met het programma van de maker",
        ),
    },
    "pkcs11_key_missing": {
        "en": ("the token has no such key: {name}", "check the address; --generate makes a key that is not there"),
        "nl": ("zo'n sleutel is er niet: {name}", "controleer het adres; met --generate maakt u een nieuwe sleutel"),
    },
    "pkcs11_key_several": {
        "en": ("several keys fit: {name}", "add id=… to the address"),
        "nl": ("er zijn meer sleutels die passen: {name}", "zet id=… in het adres"),
    },
    "pkcs11_key_exists": {
        "en": ("there is a key already: {name}", "give the new key another name or id"),
        "nl": ("er is al een sleutel: {name}", "geef de nieuwe sleutel een andere naam of id"),
    },
    "pkcs11_key_kind": {
        "en": ("this key is of another kind: {name}", "name a key of the kind Ed25519 or P-256"),
        "nl": ("deze sleutel is van een andere soort: {name}", "noem een sleutel van de soort Ed25519 of P-256"),
    },
    "pkcs11_key_other": {
        "en": (
            "the key on the token is not the one that others know you by: {name}",
            "connect the right token; sign nothing before you know why it is another key",
        ),
        "nl": (
            "de sleutel op het apparaat is niet de sleutel waaraan anderen u kennen: {name}",
            "sluit het goede apparaat aan; onderteken niets voordat u weet waarom het een andere sleutel is",
        ),
    },
    "pkcs11_key_readable": {
        "en": (
            "the token gives this private key away to whoever knows the PIN: {name}",
            "make a key that is sensitive and not extractable: --generate does",
        ),
        "nl": (
            "het apparaat geeft deze geheime sleutel aan ieder die de pincode weet: {name}",
            "maak een sleutel die het apparaat niet uit kan: dat doet --generate",
        ),
    },
    "pkcs11_public_missing": {
        "en": (
            "the token does not show the public half of the key {name}",
            "put the public key on the token too, with the same id",
        ),
        "nl": (
            "het apparaat laat het openbare deel van de sleutel niet zien: {name}",
            "zet ook de openbare sleutel op het apparaat, met dezelfde id",
        ),
    },
    "pkcs11_mechanism_missing": {
        "en": (
            "the token {name} can't make or use keys of this kind",
            "it must know Ed25519 (CKM_EDDSA) and P-256 (CKM_ECDSA); a newer version of its software may",
        ),
        "nl": (
            "het apparaat {name} kan dit soort sleutels niet maken of gebruiken",
            "het moet Ed25519 (CKM_EDDSA) en P-256 (CKM_ECDSA) kunnen; misschien kan een nieuwere versie het wel",
        ),
    },
    "pkcs11_read_only": {
        "en": ("nothing can be written on the token {name}", "make the key with the tool of its maker"),
        "nl": ("op het apparaat {name} kan niets worden opgeslagen", "maak de sleutel met het programma van de maker"),
    },
    "pkcs11_removed": {
        "en": ("the token {name} was taken out while it was working", "connect it again and repeat the command"),
        "nl": (
            "het apparaat {name} is losgemaakt terwijl het bezig was",
            "sluit het weer aan en geef de opdracht opnieuw",
        ),
    },
    "pkcs11_signature_wrong": {
        "en": (
            "the token made a signature that is not correct: {name}",
            "nothing of it was handed over; try again, and have the token checked when it happens twice",
        ),
        "nl": (
            "het apparaat maakte een handtekening die niet klopt: {name}",
            "er is niets mee gedaan; probeer het opnieuw, en laat het apparaat nakijken als het weer gebeurt",
        ),
    },
    "pkcs11_failed": {
        "en": ("the token {name} could not do it ({detail})", "connect it again; the manual of its maker says more"),
        "nl": (
            "het lukte het apparaat {name} niet ({detail})",
            "sluit het opnieuw aan; de handleiding van de maker zegt meer",
        ),
    },
}
