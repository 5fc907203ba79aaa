"""What the members of a record are called by people, and what is said of a record that is signed or replaced."""

from __future__ import annotations

#: By the name of the member in the file; empty where it only holds others.
_MEMBERS = {
    "title": ("what it was", "wat het was"),
    "description": ("what was done", "wat er gedaan is"),
    "basis": ("basis", "basis"),
    "context": ("where", "waar"),
    "skills": ("skill", "vaardigheid"),
    "subject": ("", ""),
    "id": ("key", "sleutel"),
    "given_name": ("first name", "voornaam"),
    "family_name": ("last name", "achternaam"),
    "birthdate": ("born", "geboren"),
    "uri": ("address", "adres"),
    "url": ("address", "adres"),
    "name": ("name", "naam"),
    "framework": ("list", "lijst"),
    "code": ("code", "code"),
    "level": ("level", "niveau"),
    "value": ("", ""),
    "scale": ("scale", "schaal"),
    "sentence": ("in words", "in woorden"),
    "narrative": ("explanation", "toelichting"),
    "assessor": ("assessor", "beoordelaar"),
    "role": ("role", "rol"),
    "organisation": ("organisation", "organisatie"),
    "evidence": ("evidence", "bewijsstuk"),
    "kind": ("kind", "soort"),
    "volume": ("how much", "hoeveel"),
    "period": ("", ""),
    "start": ("from", "vanaf"),
    "end": ("until", "tot en met"),
    "last_demonstrated": ("last shown", "laatst laten zien"),
    "criteria": ("asked for it", "wat ervoor nodig was"),
    "valid_from": ("valid from", "geldig vanaf"),
    "valid_until": ("valid until", "geldig tot"),
    "language": ("language", "taal"),
    "external_id": ("your number", "uw nummer"),
}

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    **{f"member_{name}": {"en": (english, ""), "nl": (dutch, "")} for name, (english, dutch) in _MEMBERS.items()},
    "member_in_en": {"en": ("in English", ""), "nl": ("in het Engels", "")},
    "member_in_nl": {"en": ("in Dutch", ""), "nl": ("in het Nederlands", "")},
    "record_of_person": {"en": ("{title} ({person})", ""), "nl": ("{title} ({person})", "")},
    "person_born": {"en": ("{name}, born {birth}", ""), "nl": ("{name}, geboren {birth}", "")},
    "person_only_born": {"en": ("born {birth}", ""), "nl": ("geboren {birth}", "")},
    "reissue_record": {
        "en": ("this takes the place of {name}{person}:", ""),
        "nl": ("dit komt in de plaats van {name}{person}:", ""),
    },
    "reissue_same": {
        "en": ("it says the same as before: only the signature becomes another", ""),
        "nl": ("de inhoud is dezelfde als eerst: alleen de handtekening wordt anders", ""),
    },
    "reissue_ask": {
        "en": ("replace what was issued as {names}? The old one is revoked, for good", ""),
        "nl": ("vervangen wat is uitgegeven als {names}? Het oude wordt voorgoed ingetrokken", ""),
    },
    "reissue_ask_stays": {
        "en": (
            "sign this beside what was issued as {names}? The old one stands in no status list: it can't be revoked,"
            " and stays valid until it ends",
            "",
        ),
        "nl": (
            "dit ondertekenen naast wat is uitgegeven als {names}? Het oude staat in geen lijst: intrekken kan niet,"
            " en het blijft geldig tot het verloopt",
            "",
        ),
    },
    "reissue_remove_old": {
        "en": ("ask the person to remove the old one: dsp-vc wallet remove", ""),
        "nl": ("vraag de persoon om het oude weg te halen: dsp-vc wallet remove", ""),
    },
}
