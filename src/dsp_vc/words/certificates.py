"""Words about certificates (X.509)."""

from __future__ import annotations


def _one(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    return {"en": (english, ""), "nl": (dutch, "")}


WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "key_certified": _one(
        "the key is in a certificate of {name}, vouched for by {anchor}",
        "de sleutel staat in een certificaat van {name}, en {anchor} staat daarvoor in",
    ),
    "certificate_expired": {
        "en": (
            "the certificate of {name} ran out on {moment}, and when it was signed is not known",
            "ask the issuer for a new one, or use a list of issuers from before that day",
        ),
        "nl": (
            "het certificaat van {name} liep af op {moment}, en wanneer er is ondertekend is niet bekend",
            "vraag de uitgever om een nieuw bewijs, of gebruik een lijst van uitgevers van voor die dag",
        ),
    },
    "certificate_expired_recorded": _one(
        "the certificate of {name} ran out on {moment}, but a list of issuers knew this proof before",
        "het certificaat van {name} liep af op {moment}, maar een lijst van uitgevers kende dit bewijs al eerder",
    ),
    "certificate_no_anchor": {
        "en": (
            "it is signed with a certificate of {name}, and you have told nobody's certificates to believe",
            "give the anchors of those you trust: --trust anchors.pem",
        ),
        "nl": (
            "het is ondertekend met een certificaat van {name}, en u hebt niet gezegd wiens certificaten u gelooft",
            "geef de certificaten van wie u vertrouwt: --trust anchors.pem",
        ),
    },
    "certificate_anchor_unknown": {
        "en": (
            "the certificate was given by {name}, who is not among those you trust",
            "find out who that is; give its anchor with --trust, or a missing link with --evidence",
        ),
        "nl": (
            "het certificaat is gegeven door {name}, en die staat niet bij wie u vertrouwt",
            "ga na wie dat is; geef het certificaat met --trust, of een schakel die ontbreekt met --evidence",
        ),
    },
    "certificate_holder": {
        "en": ("the certificate is of {name}, not of the issuer named", "do not accept it"),
        "nl": ("het certificaat is van {name}, niet van de genoemde uitgever", "neem het niet aan"),
    },
    "certificate_ambiguous": {
        "en": (
            "the certificate of {name} names more than one issuer of your list",
            "ask the issuer for a certificate that names it alone",
        ),
        "nl": (
            "het certificaat van {name} noemt meer dan een uitgever van uw lijst",
            "vraag de uitgever om een certificaat voor zichzelf alleen",
        ),
    },
    "certificate_self_signed": {
        "en": ("{name} gave itself the certificate", "ask for one that somebody else gave"),
        "nl": ("{name} heeft zichzelf het certificaat gegeven", "vraag om een certificaat dat een ander heeft gegeven"),
    },
    "certificate_is_anchor": {
        "en": (
            "the certificate of {name} is itself among those that you believe, and may not sign proofs",
            "ask the issuer to sign with a certificate given by this one",
        ),
        "nl": (
            "het certificaat van {name} hoort zelf bij wie u gelooft, en mag geen bewijzen ondertekenen",
            "vraag de uitgever te ondertekenen met een certificaat dat hierdoor is gegeven",
        ),
    },
    "certificate_usage": {
        "en": ("the certificate of {name} is not made for signing this", "ask the issuer for one that is"),
        "nl": (
            "het certificaat van {name} is niet gemaakt om hiermee te ondertekenen",
            "vraag de uitgever om een dat dat wel is",
        ),
    },
    "certificate_extension": {
        "en": ("the certificate of {name} sets a condition that is not known here", "ask the issuer for another one"),
        "nl": (
            "het certificaat van {name} stelt een voorwaarde die hier niet bekend is",
            "vraag de uitgever om een ander",
        ),
    },
    "certificate_key": {
        "en": (
            "the certificate holds a kind of key that can't sign credentials here",
            "ask for one with a key of the kind P-256, P-384 or Ed25519",
        ),
        "nl": (
            "in het certificaat staat een soort sleutel die hier niet kan",
            "vraag om een met een sleutel van de soort P-256, P-384 of Ed25519",
        ),
    },
    "certificate_algorithm": {
        "en": ("the certificate of {name} is too weak to rely on", "ask the issuer for a newer one"),
        "nl": ("het certificaat van {name} is te zwak om op te vertrouwen", "vraag de uitgever om een nieuwer"),
    },
    "certificate_signature": {
        "en": ("the certificate of {name} was not signed by whom it says", "do not accept it"),
        "nl": ("het certificaat van {name} is niet ondertekend door wie het zegt", "neem het niet aan"),
    },
    "certificate_not_authority": {
        "en": ("{name} may not give certificates", "do not accept it"),
        "nl": ("{name} mag geen certificaten geven", "neem het niet aan"),
    },
    "certificate_path_length": {
        "en": ("{name} allows no more than {limit} others between itself and a signer", "do not accept it"),
        "nl": ("{name} staat hooguit {limit} anderen toe tussen zichzelf en wie ondertekent", "neem het niet aan"),
    },
    "certificate_names": {
        "en": ("a certificate was given for a name that its giver may not speak for ({name})", "do not accept it"),
        "nl": (
            "een certificaat is gegeven voor een naam waar de gever niet over gaat ({name})",
            "neem het niet aan",
        ),
    },
    "certificate_path": {
        "en": ("the certificates do not hold together", "ask the issuer for others"),
        "nl": ("de certificaten passen niet bij elkaar", "vraag de uitgever om andere"),
    },
    "certificate_not_yet_valid": {
        "en": ("the certificate of {name} is not valid before {moment}", "check the clock; else ask the issuer"),
        "nl": (
            "het certificaat van {name} is niet geldig voor {moment}",
            "controleer de klok; vraag anders de uitgever",
        ),
    },
    "certificate_malformed": {
        "en": ("a certificate can't be read", "ask for it again"),
        "nl": ("een certificaat is niet te lezen", "vraag er opnieuw om"),
    },
    "certificate_file": {
        "en": ("{path} does not hold certificates alone", "give a PEM file with certificates and nothing else"),
        "nl": ("in {path} staan niet alleen certificaten", "geef een PEM-bestand met certificaten en niets anders"),
    },
    "x5c_malformed": {
        "en": ("the certificates in the message are not in the right form", "ask the sender for a correct one"),
        "nl": ("de certificaten in het bericht hebben niet de juiste vorm", "vraag de afzender om een goed bericht"),
    },
    "x5c_too_long": {
        "en": ("there are too many certificates ({limit} at most)", "ask the sender for a correct one"),
        "nl": ("er zijn te veel certificaten (hooguit {limit})", "vraag de afzender om een goed bericht"),
    },
    "x5c_order": {
        "en": (
            "the certificates in the message do not follow one from the other ({name})",
            "ask the sender for a correct one",
        ),
        "nl": (
            "de certificaten in het bericht volgen niet op elkaar ({name})",
            "vraag de afzender om een goed bericht",
        ),
    },
    # an issuer's own certificate
    "certificate_not_ours": {
        "en": (
            "the certificate in {path} is not for the key that you sign with now",
            "ask for one with the request of: dsp-vc issuer certificate DIR --request; or go without: --remove",
        ),
        "nl": (
            "het certificaat in {path} is niet voor de sleutel waarmee u nu ondertekent",
            "vraag er een aan met: dsp-vc issuer certificate MAP --request; of ga zonder verder: --remove",
        ),
    },
    "certificate_other_name": {
        "en": (
            "the certificate does not name {name}",
            "ask for one with the request of: dsp-vc issuer certificate DIR --request",
        ),
        "nl": (
            "het certificaat noemt {name} niet",
            "vraag er een aan met: dsp-vc issuer certificate MAP --request",
        ),
    },
    "certificate_over": {
        "en": (
            "your certificate ran out on {moment}",
            "get a new one (dsp-vc issuer certificate DIR --request), or go without: --remove",
        ),
        "nl": (
            "uw certificaat liep af op {moment}",
            "vraag een nieuw aan (dsp-vc issuer certificate MAP --request), of ga zonder verder: --remove",
        ),
    },
    "certificate_chain": {
        "en": (
            "the certificates in {path} do not all follow from yours, or are too many",
            "give your own certificate and those between it and the anchor, and no others",
        ),
        "nl": (
            "de certificaten in {path} volgen niet allemaal uit het uwe, of het zijn er te veel",
            "geef uw eigen certificaat en wat daarboven komt, en geen andere",
        ),
    },
    "certificate_needs_website": {
        "en": ("{path} is an issuer without a website, whose key is its identity", "a certificate needs --did web:…"),
        "nl": (
            "{path} is een uitgever zonder website, en heeft geen certificaat nodig",
            "voor een certificaat is een uitgever nodig die gemaakt is met --did web:…",
        ),
    },
    "certificate_none": {
        "en": ("there is no certificate in {path}", "ask for one with: dsp-vc issuer certificate DIR --request"),
        "nl": (
            "er staat geen certificaat in {path}",
            "vraag er een aan met: dsp-vc issuer certificate MAP --request",
        ),
    },
    "certificate_kept": _one(
        "what you sign as SD-JWT from now on carries this certificate",
        "wat u vanaf nu als SD-JWT ondertekent, draagt dit certificaat",
    ),
    "certificate_shown": _one(
        "certificate of {name}, given by {anchor}, until {moment}",
        "certificaat van {name}, gegeven door {anchor}, tot {moment}",
    ),
    "certificate_send": _one(
        "send this request to who gives certificates; it holds no secret",
        "stuur deze aanvraag naar wie certificaten geeft; er staat geen geheim in",
    ),
    "certificate_forgotten": _one(
        "what you sign from now on carries no certificate", "wat u vanaf nu ondertekent, draagt geen certificaat"
    ),
}
