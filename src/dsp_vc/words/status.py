"""Words about status: what a list says of a credential, and what can be wrong with the list."""

from __future__ import annotations


def _one(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    return {"en": (english, ""), "nl": (dutch, "")}


def _of_list(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    """The fault is in the list."""
    return {
        "en": (
            english,
            "take the newest list of issuers; or the folder of this issuer's website, with: dsp-vc trust add FOLDER",
        ),
        "nl": (
            dutch,
            "neem de nieuwste lijst van uitgevers; of de map van de website van deze uitgever, met: dsp-vc trust add MAP",
        ),
    }


def _of_credential(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    """The fault is in what the credential itself says."""
    return {
        "en": (english, "ask the issuer for a credential without this fault"),
        "nl": (dutch, "vraag de uitgever om een bewijs zonder deze fout"),
    }


WORDS: dict[str, dict[str, tuple[str, str]]] = {
    # what the check says
    "status_none": _one(
        "this credential can't be revoked, so there is nothing to look up",
        "dit bewijs kan niet worden ingetrokken, dus er is niets op te zoeken",
    ),
    "status_ok": _one("not revoked: status as of {moment}", "niet ingetrokken: stand van {moment}"),
    "status_stale": _one(
        "not revoked: status as of {moment}, {age_words} ago; a newer list should be there by now",
        "niet ingetrokken: stand van {moment}, {age_words} geleden; er hoort al een nieuwere lijst te zijn",
    ),
    "status_message": _one(
        "not revoked: status as of {moment}; the issuer added a note for those who process it",
        "niet ingetrokken: stand van {moment}; de uitgever gaf een opmerking mee voor wie het verwerkt",
    ),
    "status_refresh": _one(
        "not revoked: status as of {moment}; the issuer has a newer edition of it",
        "niet ingetrokken: stand van {moment}; de uitgever heeft er een nieuwere versie van",
    ),
    "revoked": _one("revoked by its issuer: status as of {moment}", "ingetrokken door de uitgever: stand van {moment}"),
    "suspended": _one(
        "suspended by its issuer for the time being: status as of {moment}",
        "tijdelijk opgeschort door de uitgever: stand van {moment}",
    ),
    "status_unknown": _of_list(
        "whether it was revoked could not be found out: {reason}{known}",
        "of het is ingetrokken, is niet na te gaan: {reason}{known}",
    ),
    "status_known_valid": _one(
        " (last known: not revoked, as of {moment})", " (laatst bekend: niet ingetrokken, stand van {moment})"
    ),
    "status_known_revoked": _one(
        " (last known: revoked, as of {moment})", " (laatst bekend: ingetrokken, stand van {moment})"
    ),
    "status_known_suspended": _one(
        " (last known: suspended, as of {moment})", " (laatst bekend: tijdelijk opgeschort, stand van {moment})"
    ),
    "status_age_days": _one("{number} days", "{number} dagen"),
    "status_age_hours": _one("{number} hours", "{number} uur"),
    "status_age_minutes": _one("{number} minutes", "{number} minuten"),
    "status_age_moments": _one("less than two minutes", "minder dan twee minuten"),
    # what is wrong with what the credential says
    "status_index": _of_credential(
        "it does not say properly which place in the list is its own ({name})",
        "er staat niet goed in welke plek in de lijst de zijne is ({name})",
    ),
    "status_index_range": _of_credential(
        "the place that it names is past the end of the list", "de plek die het noemt bestaat niet in de lijst"
    ),
    "status_url": _of_credential(
        "the list is said to be at a place where no list may be: {name}",
        "de lijst zou op een plek staan waar geen lijst mag staan: {name}",
    ),
    "status_entry": _of_credential(
        "what it says of its status does not have the prescribed form",
        "wat het over intrekken zegt, heeft niet de voorgeschreven vorm",
    ),
    "status_kind": _of_credential(
        "it tells its status in a way that is not read here ({name})",
        "het zegt op een manier of het is ingetrokken die hier niet wordt gelezen ({name})",
    ),
    # what is wrong with the list
    "status_list_missing": _of_list("the list {name} is not here", "de lijst {name} is hier niet"),
    "status_list_expired": _of_list("the list ended on {moment}", "de lijst gold tot {moment}"),
    "status_list_stale": _of_list(
        "the list is of {moment}, {age_words} ago", "de lijst is van {moment}, {age_words} geleden"
    ),
    "status_list_future": _of_list(
        "the list is dated in the future ({moment})", "de datum van de lijst is nog niet geweest ({moment})"
    ),
    "status_list_undated": _of_list(
        "the list does not say when it was made", "er staat niet in wanneer de lijst is gemaakt"
    ),
    "status_list_stranger": _of_list("the list is by somebody else ({name})", "de lijst is van iemand anders ({name})"),
    "status_list_key": _of_list(
        "the key of the list was handed over, and does not come from those you trust",
        "de sleutel van de lijst zat erbij, en komt niet van wie u vertrouwt",
    ),
    "status_list_other": _of_list(
        "the list says to be another one ({name})", "de lijst zegt een andere te zijn ({name})"
    ),
    "status_list_kind": _of_list(
        "the list is of another kind than the one named", "de lijst is van een andere soort dan genoemd"
    ),
    "status_list_type": _of_list(
        "it is no status list (it lacks the type {name})",
        "het is geen lijst van intrekkingen (het type {name} ontbreekt)",
    ),
    "status_list_purpose": _of_list("the list is not about this ({name})", "de lijst gaat niet hierover ({name})"),
    "status_list_short": _of_list(
        "the list is too short ({number} places of at least {limit})",
        "de lijst is te kort ({number} plekken van minstens {limit})",
    ),
    "status_list_encoding": _of_list("the list is written in a wrong way", "de lijst is verkeerd geschreven"),
    "status_list_compression": _of_list(
        "the list is not packed as {name}, or is damaged", "de lijst is niet ingepakt als {name}, of beschadigd"
    ),
    "status_list_size": _of_list(
        "the list would become larger than {limit} bytes", "de lijst zou groter worden dan {limit} bytes"
    ),
    "status_list_malformed": _of_list(
        "the list does not have the prescribed form ({detail})", "de lijst heeft niet de voorgeschreven vorm ({detail})"
    ),
    "status_value": _of_list(
        "the list gives a value that nothing here explains ({name})",
        "de lijst geeft een waarde die hier niet bekend is ({name})",
    ),
    # who keeps lists of others, or hands them on
    "site_list_wrong": {
        "en": (
            "the status list {path} can't be used: {reason}",
            "ask the issuer to publish again, and take the whole folder",
        ),
        "nl": (
            "de lijst met ingetrokken bewijzen {path} is niet te gebruiken: {reason}",
            "vraag de uitgever om opnieuw te publiceren, en neem de hele map",
        ),
    },
    "status_list_older": {
        "en": (
            "a list of {moment} is here already, and this one for {name} is older",
            "take what the issuer published last",
        ),
        "nl": (
            "er is hier al een lijst van {moment}, en deze voor {name} is ouder",
            "neem wat de uitgever het laatst publiceerde",
        ),
    },
    "status_list_unrevoked": {
        "en": (
            "the list for {name} no longer revokes {number} credentials that it revoked before; that can't be taken back",
            "call the issuer: an old backup was used, or somebody else made this list",
        ),
        "nl": (
            "in de lijst voor {name} zijn {number} bewijzen niet meer ingetrokken die dat wel waren; dat kan niet",
            "bel de uitgever: er is een oude reservekopie gebruikt, of iemand anders maakte deze lijst",
        ),
    },
}
