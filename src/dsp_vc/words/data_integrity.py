"""Words about Data Integrity proofs."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "proof_missing": {
        "en": ("there is no signature on it", "ask the issuer or the holder for the signed file"),
        "nl": ("er staat geen handtekening op", "vraag de uitgever of de persoon om het ondertekende bestand"),
    },
    "proof_malformed": {
        "en": (
            "the signature is not in the prescribed form",
            "ask for the original file; this one was damaged or altered",
        ),
        "nl": (
            "de handtekening heeft niet de juiste vorm",
            "vraag om het originele bestand; dit is beschadigd of veranderd",
        ),
    },
    "proof_type": {
        "en": (
            "the signature is of a kind that is not accepted here",
            "ask the issuer for a current kind of signature",
        ),
        "nl": (
            "dit soort handtekening wordt hier niet aangenomen",
            "vraag de uitgever om een actueel soort handtekening",
        ),
    },
    "proof_encoding": {
        "en": ("the signature is not written in the prescribed way", "ask for the original file"),
        "nl": ("de handtekening is niet op de juiste manier geschreven", "vraag om het originele bestand"),
    },
    "proof_chain": {
        "en": ("the signatures refer to each other in a way that does not fit", "ask for the original file"),
        "nl": ("de handtekeningen verwijzen niet goed naar elkaar", "vraag om het originele bestand"),
    },
    "proof_context": {
        "en": ("the signature was made for another vocabulary than the file names", "ask for the original file"),
        "nl": ("de handtekening hoort bij andere woorden dan het bestand noemt", "vraag om het originele bestand"),
    },
    "cryptosuite_unknown": {
        "en": ("the way of signing ({name}) is unknown or not accepted here", "see: dsp-vc formats"),
        "nl": (
            "deze manier van ondertekenen ({name}) is onbekend of wordt hier niet aangenomen",
            "zie: dsp-vc formats",
        ),
    },
    "cryptosuite_key_mismatch": {
        "en": ("the way of signing ({name}) does not fit the signer's key", "ask the issuer: this should never happen"),
        "nl": (
            "de manier van ondertekenen ({name}) past niet bij de sleutel",
            "vraag de uitgever: dit hoort nooit te gebeuren",
        ),
    },
}
