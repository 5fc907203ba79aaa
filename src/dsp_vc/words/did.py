"""Words of did."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "did_invalid": {
        "en": ("{name} is not a correct identifier", "ask the sender for a correct one"),
        "nl": ("{name} is geen goede aanduiding van iemand", "vraag de afzender om een goede"),
    },
    "did_web_invalid": {
        "en": ("{name} does not name a place on the web", "use a domain name in small letters, such as school.example"),
        "nl": (
            "{name} wijst geen plek op het web aan",
            "gebruik een domeinnaam in kleine letters, zoals school.example",
        ),
    },
    "did_key_type_unsupported": {
        "en": (
            "the signer uses a key of the kind {name}, which is not supported",
            "ask for one of the kind Ed25519, P-256 or P-384",
        ),
        "nl": (
            "de ondertekenaar gebruikt een sleutel van de soort {name}; die kan hier niet",
            "vraag om een van de soort Ed25519, P-256 of P-384",
        ),
    },
    "did_document_invalid": {
        "en": ("the key document of {name} is not correct", "ask its owner for a correct one"),
        "nl": ("het sleuteldocument van {name} is niet goed", "vraag de eigenaar om een goed document"),
    },
    "did_secret_member": {
        "en": (
            "the key document of {name} gives a private key away",
            "tell its owner that this key is no longer secret and must be replaced",
        ),
        "nl": (
            "in het sleuteldocument van {name} staat een geheime sleutel",
            "zeg de eigenaar dat deze sleutel niet meer geheim is en vervangen moet worden",
        ),
    },
    "did_method_unknown": {
        "en": ("the signature names the key {name}, which its owner does not have", "do not accept it"),
        "nl": ("de handtekening noemt de sleutel {name}, en die heeft de eigenaar niet", "neem het niet aan"),
    },
    "did_method_unusable": {
        "en": (
            "the key {name} is of a kind that can't be used here, or belongs to another",
            "ask for another signature",
        ),
        "nl": ("de sleutel {name} kan hier niet, of is van een ander", "vraag om een andere handtekening"),
    },
    "did_purpose_missing": {
        "en": ("the key {name} may not be used for this ({purpose})", "do not accept it"),
        "nl": ("de sleutel {name} mag hier niet voor worden gebruikt ({purpose})", "neem het niet aan"),
    },
    "iss_invalid": {
        "en": ("{name} is not an https address of an issuer", "it looks like https://school.example"),
        "nl": ("{name} is geen https-adres van een uitgever", "het ziet eruit als https://school.example"),
    },
    "issuer_metadata_invalid": {
        "en": ("the list of keys of {name} is not correct", "ask its owner for a correct one"),
        "nl": ("de lijst met sleutels van {name} is niet goed", "vraag de eigenaar om een goede lijst"),
    },
}
