"""Words about signed tokens: JWS, SD-JWT, key binding."""

from __future__ import annotations

_ORIGINAL = ("ask the issuer or the holder for the original", "vraag de uitgever of de persoon om het origineel")


def _one(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    return {"en": (english, _ORIGINAL[0]), "nl": (dutch, _ORIGINAL[1])}


WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "jws_format": _one("the signed text is damaged or cut short", "de ondertekende tekst is beschadigd of afgekapt"),
    "jws_header": _one(
        "the head of the signed text can't be read", "het begin van de ondertekende tekst is niet te lezen"
    ),
    "jws_crit": _one("it demands something that is not known here", "het vraagt iets wat hier niet bekend is"),
    "jws_b64": _one(
        "it is written in a way that is not accepted", "het is geschreven op een manier die niet wordt aangenomen"
    ),
    "jws_own_key": _one(
        "it brings its own key along; such a key proves nothing",
        "het neemt zijn eigen sleutel mee; zo'n sleutel bewijst niets",
    ),
    "jws_kid": _one("the name of the key is no text", "de naam van de sleutel is geen tekst"),
    "jws_type": _one(
        "this is another kind of signed text ({name})", "dit is een ander soort ondertekende tekst ({name})"
    ),
    "jws_algorithm": _one(
        "the way of signing ({name}) is not accepted", "de manier van ondertekenen ({name}) wordt niet aangenomen"
    ),
    "jws_key_mismatch": _one(
        "the way of signing ({name}) does not fit the key",
        "de manier van ondertekenen ({name}) past niet bij de sleutel",
    ),
    "jws_signature": _one(
        "the signature does not fit: something was changed", "de handtekening past niet: er is iets veranderd"
    ),
    "sd_format": _one("the parts of it are not put together as prescribed", "de delen zijn niet goed aan elkaar gezet"),
    "sd_payload": _one("the signed content can't be read", "de ondertekende inhoud is niet te lezen"),
    "sd_disclosure": _one("a part that was shown is damaged", "een deel dat getoond is, is beschadigd"),
    "sd_disclosure_repeated": _one("a part was shown twice", "een deel is twee keer getoond"),
    "sd_disclosure_unreferenced": _one(
        "a part was added or changed that the issuer did not sign",
        "er is een deel toegevoegd of veranderd dat de uitgever niet heeft ondertekend",
    ),
    "sd_disclosure_kind": _one("a part stands in the wrong place", "een deel staat op de verkeerde plek"),
    "sd_claim_name": _one(
        "a part has a name that is not allowed: {name}", "een deel heeft een naam die niet mag: {name}"
    ),
    "sd_claim_overwritten": _one(
        "a part would take the place of another: {name}", "een deel zou de plaats innemen van een ander: {name}"
    ),
    "sd_hash_algorithm": _one(
        "it is protected in a way that is not accepted ({name})",
        "het is beveiligd op een manier die niet wordt aangenomen ({name})",
    ),
    "sd_digests": _one(
        "the list of hidden parts is not in the prescribed form",
        "de lijst van verborgen delen heeft niet de juiste vorm",
    ),
    "sd_digest_repeated": _one("a hidden part is named twice", "een verborgen deel wordt twee keer genoemd"),
    "sd_array_digest": _one(
        "a hidden part of a list is not in the prescribed form",
        "een verborgen deel van een lijst heeft niet de juiste vorm",
    ),
    "sd_depth": _one("it is nested too deeply", "het zit te diep in elkaar"),
    "sdjwtvc_disclosed": _one(
        "a part that everybody must see was hidden: {name}", "een deel dat iedereen moet zien, was verborgen: {name}"
    ),
    "sdjwtvc_type": _one("it does not say what kind of proof it is", "er staat niet in wat voor bewijs het is"),
    "sdjwtvc_claim": _one("a part is not in the prescribed form: {name}", "een deel heeft niet de juiste vorm: {name}"),
    "numeric_date": _one("a date in it is not in the prescribed form", "een datum erin heeft niet de juiste vorm"),
    "kb_no_confirmation_key": _one(
        "somebody signed as holder, but the issuer named no holder",
        "iemand tekende als eigenaar, maar de uitgever noemde geen eigenaar",
    ),
    "kb_confirmation_unsupported": _one(
        "the holder's key is named in a way that is not accepted",
        "de sleutel van de persoon is genoemd op een manier die niet wordt aangenomen",
    ),
    "kb_hash": _one(
        "the holder signed something else than what is shown",
        "de persoon heeft iets anders ondertekend dan wat er getoond wordt",
    ),
    "kb_claims": _one(
        "the holder's signature does not say all that it must",
        "de handtekening van de persoon zegt niet alles wat moet",
    ),
}
