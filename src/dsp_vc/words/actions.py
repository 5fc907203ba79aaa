"""Words of the verbs verify, trust, inspect and formats."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "image_without_code": {
        "en": ("no code was found in {path}", "take the picture closer, straighter and with more light"),
        "nl": ("in {path} is geen code gevonden", "maak de foto dichterbij, rechter en met meer licht"),
    },
    "image_is_drawing": {
        "en": (
            "{path} is a drawing (SVG), which can't be read here",
            "open it and take a picture of the screen, or ask for a PNG",
        ),
        "nl": (
            "{path} is een tekening (SVG); die is hier niet te lezen",
            "open hem en maak er een schermafdruk van, of vraag om een PNG",
        ),
    },
    "file_without_credential": {
        "en": ("there is no credential in {path}", "give the file that the issuer or the holder made"),
        "nl": ("er zit geen bewijs in {path}", "geef het bestand van de uitgever of de persoon"),
    },
    "request_contradicted": {
        "en": (
            "the challenge or domain is not that of the request",
            "leave out --challenge and --domain beside --request",
        ),
        "nl": ("de opgegeven woorden passen niet bij de vraag", "laat --challenge en --domain weg naast --request"),
    },
    "trust_name_ambiguous": {
        "en": ("several issuers are called {name}", "name it by its DID; see: dsp-vc trust show"),
        "nl": ("meer dan één uitgever heet {name}", "noem het kenmerk; zie: dsp-vc trust show"),
    },
    "evidence_skipped": {
        "en": ("not recognised and left out: {path}", ""),
        "nl": ("niet herkend en weggelaten: {path}", ""),
    },
    "trust_added": {
        "en": ("{name} is now among those you trust", ""),
        "nl": ("{name} staat nu bij de uitgevers die u vertrouwt", ""),
    },
    "trust_known_already": {
        "en": ("{name} is among those you trust already; nothing was changed", ""),
        "nl": ("{name} staat al bij de uitgevers die u vertrouwt; er is niets veranderd", ""),
    },
    "trust_lists_kept": {
        "en": ("what {name} revoked is known here as of {moment}; take the newer folder every month", ""),
        "nl": ("wat {name} heeft ingetrokken, is hier bekend tot {moment}; neem elke maand de nieuwe map", ""),
    },
    "trust_lists_of": {
        "en": ("what it revoked is known as of {moment}", ""),
        "nl": ("wat die heeft ingetrokken, is bekend tot {moment}", ""),
    },
    "trust_replaces": {
        "en": ("you trust another card of {name} already; this one replaces it", ""),
        "nl": ("u vertrouwt al een andere kaart van {name}; deze komt in de plaats", ""),
    },
    "trust_removed": {
        "en": ("{name} is no longer among those you trust", ""),
        "nl": ("{name} staat niet meer bij de uitgevers die u vertrouwt", ""),
    },
    "trust_none": {
        "en": ("you trust no issuer yet; add one with: dsp-vc trust add CARD", ""),
        "nl": ("u vertrouwt nog geen uitgever; voeg er een toe met: dsp-vc trust add KAART", ""),
    },
    "trust_not_added": {
        "en": ("not added", "compare the numbers with the issuer by telephone, then add the card again"),
        "nl": (
            "niet toegevoegd",
            "vergelijk de cijfers met de uitgever aan de telefoon en voeg de kaart dan opnieuw toe",
        ),
    },
    "trust_compare": {
        "en": (
            "Compare these numbers with the issuer, by telephone or on paper (not by the mail that brought the card):",
            "",
        ),
        "nl": (
            "Vergelijk deze cijfers met de uitgever, aan de telefoon of op papier (niet via de mail waar de kaart bij zat):",
            "",
        ),
    },
    "trust_ask": {
        "en": ("Are they the same, and do you want to trust {name}?", ""),
        "nl": ("Zijn ze gelijk, en wilt u {name} vertrouwen?", ""),
    },
    "inspect_stamp": {
        "en": ("UNVERIFIED: nothing below was checked", ""),
        "nl": ("NIET GECONTROLEERD: niets hieronder is nagekeken", ""),
    },
    "report_accepted_limits": {
        "en": ("It does not prove who is standing before you, nor that the skill is still there.", ""),
        "nl": ("Dit bewijst niet wie er voor u staat, en niet dat de persoon het nog steeds kan.", ""),
    },
    "report_issuer": {"en": ("signed by", ""), "nl": ("ondertekend door", "")},
    "report_person": {"en": ("person", ""), "nl": ("persoon", "")},
    "report_born": {"en": ("born", ""), "nl": ("geboren", "")},
    "report_skills": {"en": ("can do", ""), "nl": ("kan", "")},
    "report_level": {"en": ("level {value}", ""), "nl": ("niveau {value}", "")},
    "report_about": {"en": ("what", ""), "nl": ("wat", "")},
    "report_period": {"en": ("when", ""), "nl": ("wanneer", "")},
    "report_presence": {"en": ("shown", ""), "nl": ("getoond", "")},
    "report_because": {"en": ("because of: {name}", ""), "nl": ("door: {name}", "")},
    "report_other_form": {
        "en": ("this and {name} are two forms of the same credential", ""),
        "nl": ("dit en {name} zijn twee vormen van hetzelfde bewijs", ""),
    },
    "basis_selfAsserted": {"en": ("self-asserted", ""), "nl": ("zelf gezegd", "")},
    "basis_attested": {"en": ("seen", ""), "nl": ("gezien en bevestigd", "")},
    "basis_assessed": {"en": ("tested", ""), "nl": ("getoetst", "")},
    "basis_validated": {"en": ("validated", ""), "nl": ("erkend", "")},
    "check_format": {"en": ("form", ""), "nl": ("vorm", "")},
    "check_context": {"en": ("words", ""), "nl": ("woorden", "")},
    "check_bundle": {"en": ("list of issuers", ""), "nl": ("lijst van uitgevers", "")},
    "check_issuer-key": {"en": ("key", ""), "nl": ("sleutel", "")},
    "check_proof": {"en": ("signature", ""), "nl": ("handtekening", "")},
    "check_issuer-trust": {"en": ("issuer", ""), "nl": ("uitgever", "")},
    "check_validity": {"en": ("dates", ""), "nl": ("datums", "")},
    "check_status": {"en": ("revoked?", ""), "nl": ("ingetrokken?", "")},
    "check_schema": {"en": ("rules", ""), "nl": ("regels", "")},
    "check_holder-binding": {"en": ("holder", ""), "nl": ("persoon", "")},
    "check_request": {"en": ("request", ""), "nl": ("vraag", "")},
}
