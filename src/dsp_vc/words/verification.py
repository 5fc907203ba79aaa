"""Words of a report: one entry for every code that a check can give."""

from __future__ import annotations


def _one(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    return {"en": (english, ""), "nl": (dutch, "")}


WORDS: dict[str, dict[str, tuple[str, str]]] = {
    # verdicts and the first lines
    "verdict_accepted": _one("ACCEPTED", "KLOPT"),
    "verdict_rejected": _one("REJECTED", "KLOPT NIET"),
    "verdict_indeterminate": _one("NOT CERTAIN", "NIET ZEKER"),
    "presence_bearer": _one(
        "whoever has this file or code can show it: compare the name with an ID",
        "wie dit bestand of deze code heeft, kan het laten zien: vergelijk de naam met een identiteitsbewijs",
    ),
    "presence_fresh": _one(
        "signed by the holder for {name}, within the stated time; compare the name with an ID",
        "door de persoon ondertekend voor {name}, binnen de gegeven tijd; vergelijk de naam met een identiteitsbewijs",
    ),
    "presence_bearer_unnamed": _one(
        "whoever has this file or code can show it, and no name is shown: ask for one (dsp-vc present --with-name)",
        "wie dit bestand of deze code heeft, kan het laten zien, en er staat geen naam bij: vraag erom (dsp-vc present"
        " --with-name)",
    ),
    "presence_fresh_unnamed": _one(
        "signed by the holder for {name}, within the stated time; no name is shown: ask for one (dsp-vc present --with-name)",
        "door de persoon ondertekend voor {name}, binnen de gegeven tijd; er staat geen naam bij: vraag erom (dsp-vc present"
        " --with-name)",
    ),
    "presence_live": _one(
        "the holder answered your own request just now",
        "de persoon heeft zojuist op uw eigen vraag geantwoord",
    ),
    "verification_failed": {
        "en": ("the verdict is: {verdict}", "see the report for the reason"),
        "nl": ("de uitkomst is: {verdict}", "zie het verslag voor de reden"),
    },
    "content_not_verified": {
        "en": ("the content was not verified, so it is not shown", "see the report for the reason"),
        "nl": ("de inhoud is niet gecontroleerd, dus die wordt niet getoond", "zie het verslag voor de reden"),
    },
    "not_recognised": {
        "en": ("this is no credential and no presentation", "give the file or code that the issuer or the holder made"),
        "nl": (
            "dit is geen bewijs en geen bestand om te laten zien",
            "geef het bestand of de code van de uitgever of de persoon",
        ),
    },
    "schema_unusable": {
        "en": ("a schema that you gave can't be used", "give another copy of it, or leave it out"),
        "nl": ("een schema dat u gaf is niet te gebruiken", "geef een andere kopie, of laat het weg"),
    },
    # any check
    "not_reached": _one(
        "not checked, because an earlier check did not hold",
        "niet gecontroleerd, omdat een eerdere controle niet klopte",
    ),
    "in_children": _one("checked for each of the proofs inside", "gecontroleerd voor elk bewijs dat erin zit"),
    # format
    "format_ok": _one("the file has the right form", "het bestand heeft de juiste vorm"),
    "credential_malformed": _one(
        "the file does not have the prescribed form", "het bestand heeft niet de voorgeschreven vorm"
    ),
    "presentation_not_credential": _one(
        "this is a presentation, not a single credential", "hier laat iemand bewijzen zien; dit is niet één bewijs"
    ),
    "credential_not_presentation": _one(
        "this is a credential, not a presentation by its holder",
        "dit is een bewijs, niet iets wat een persoon laat zien",
    ),
    "data_model_1_1": _one(
        "this uses the older data model (VC 1.1), which is not accepted here",
        "dit gebruikt het oudere model (VC 1.1), dat hier niet wordt aangenomen",
    ),
    "token_kind_not_accepted": _one(
        "this kind of signed token is not accepted here", "dit soort ondertekend bericht wordt hier niet aangenomen"
    ),
    "mechanism_not_accepted": _one(
        "this way of signing ({name}) is not accepted here",
        "deze manier van ondertekenen ({name}) wordt hier niet aangenomen",
    ),
    "too_many_credentials": _one("there are too many credentials in it", "er zitten te veel bewijzen in"),
    # context
    "context_ok": _one("all words in it are known", "alle woorden erin zijn bekend"),
    "context_none": _one("this format needs no word list", "deze vorm heeft geen woordenlijst nodig"),
    # bundle
    "bundle_none": _one("no list of issuers is in use", "er is geen lijst van uitgevers in gebruik"),
    "bundle_ok": _one(
        "the list of issuers of {name} of {moment} is in order, and {age_words} old",
        "de lijst van uitgevers van {name} van {moment} is in orde, en {age_words} oud",
    ),
    "bundle_later": _one(
        "the list of issuers of {name} is in order, but was made on {moment}: later than the moment that you ask about",
        "de lijst van uitgevers van {name} is in orde, maar gemaakt op {moment}: later dan het moment waar u naar vraagt",
    ),
    # issuer-key
    "key_in_did": _one("the key is part of the signer's own identity", "de sleutel hoort bij de ondertekenaar zelf"),
    "key_from_trust": _one("the key comes from those you trust", "de sleutel komt van wie u vertrouwt"),
    "key_from_evidence": _one(
        "the key comes from a document that was handed over, not from those you trust",
        "de sleutel komt uit een document dat erbij zat, niet van wie u vertrouwt",
    ),
    "key_last_known": _one(
        "{name} was on the list of {moment}, which ran out on {ended}: the signature can't be checked by it any more",
        "{name} stond op de lijst van {moment}, maar die gold tot {ended}: de handtekening is er niet meer mee te controleren",
    ),
    "key_document_missing": {
        "en": (
            "the key of {name} is not here, so the signature can't be checked offline",
            "ask the signer for its card (dsp-vc trust add CARD), or take a list that it is on (dsp-vc trust use FILE)",
        ),
        "nl": (
            "de sleutel van {name} is hier niet, dus de handtekening kan zonder internet niet worden gecontroleerd",
            "vraag de ondertekenaar om de kaart (dsp-vc trust add KAART), of neem een lijst waar die op staat"
            " (dsp-vc trust use BESTAND)",
        ),
    },
    "key_not_in_document": {
        "en": (
            "the document that we have does not know the key {name} (it may be older than the key)",
            "ask the signer for its newer card, or take the newer list that it is on",
        ),
        "nl": (
            "het document dat we hebben kent de sleutel {name} niet (het kan ouder zijn dan de sleutel)",
            "vraag de ondertekenaar om de nieuwe kaart, of neem de nieuwe lijst waar die op staat",
        ),
    },
    "key_not_issuers": _one(
        "the signature is by somebody else than the issuer named",
        "de handtekening is van iemand anders dan de genoemde uitgever",
    ),
    "key_conflict": _one(
        "two documents give different keys for {name}", "twee documenten geven verschillende sleutels voor {name}"
    ),
    "key_ambiguous": _one(
        "it does not say which of the issuer's keys was used",
        "er staat niet bij welke sleutel van de uitgever is gebruikt",
    ),
    "key_revoked": _one(
        "the key was revoked by its owner; it may be in other hands",
        "de sleutel is door de eigenaar ingetrokken; iemand anders kan hem hebben",
    ),
    "key_revoked_recorded": _one(
        "the key was revoked on {moment}; this was on a list of issuers before that",
        "de sleutel is op {moment} ingetrokken; dit stond daarvoor al in een lijst van uitgevers",
    ),
    "issuer_withdrawn_recorded": _one(
        "{name} is no longer recognised as an issuer since {moment}; this was on a list of issuers before that",
        "{name} wordt sinds {moment} niet meer erkend als uitgever; dit stond daarvoor al in een lijst van uitgevers",
    ),
    "key_expired": _one("the key may no longer be used", "de sleutel mag niet meer worden gebruikt"),
    "issuer_missing": _one("it does not say who issued it", "er staat niet in wie het heeft uitgegeven"),
    # proof
    "proof_ok": _one("the signature is right: nothing was changed", "de handtekening klopt: er is niets veranderd"),
    "proof_signature": _one(
        "the signature does not fit: something was changed", "de handtekening past niet: er is iets veranderd"
    ),
    "proof_purpose": _one("the signature was made for another purpose", "de handtekening is voor een ander doel gezet"),
    "token_audience": _one(
        "the issuer made it for somebody else to read", "de uitgever heeft het voor iemand anders gemaakt"
    ),
    "proof_expired": _one(
        "the signature was valid only until an earlier time", "de handtekening was maar tot een eerder moment geldig"
    ),
    "proof_unsigned": _one("the presentation itself is not signed", "het geheel is niet ondertekend door de persoon"),
    # issuer-trust
    "issuer_trusted": _one("{name} is among those you trust", "{name} staat bij de uitgevers die u vertrouwt"),
    "issuer_unknown": {
        "en": (
            "the signature is right, but you don't know the signer ({name})",
            "find out whether it is who it says it is; then trust its card (dsp-vc trust add CARD), or take a list that"
            " it is on (dsp-vc trust use FILE)",
        ),
        "nl": (
            "de handtekening klopt, maar u kent de ondertekenaar niet ({name})",
            "zoek uit of het is wie het zegt te zijn; vertrouw dan de kaart (dsp-vc trust add KAART), of neem een lijst"
            " waar die op staat (dsp-vc trust use BESTAND)",
        ),
    },
    "issuer_last_known": _one(
        "the signature is right; {name} was on the list of {moment}, which ran out on {ended}",
        "de handtekening klopt; {name} stond op de lijst van {moment}, maar die gold tot {ended}",
    ),
    "issuer_last_withdrawn": _one(
        "{name} was no longer recognised on the list of {moment}, which ran out on {ended}",
        "{name} werd al niet meer erkend op de lijst van {moment}, die gold tot {ended}",
    ),
    "issuer_key_unconfirmed": {
        "en": (
            "{name} is among those you trust, but that this is their key comes from a document that was handed over",
            "get the issuer's card, or a list that holds its keys",
        ),
        "nl": (
            "{name} staat bij wie u vertrouwt, maar dat dit hun sleutel is komt uit een document dat erbij zat",
            "vraag de kaart van de uitgever, of een lijst met de sleutels erbij",
        ),
    },
    "issuer_withdrawn": _one(
        "{name} is no longer recognised as an issuer", "{name} wordt niet meer erkend als uitgever"
    ),
    "outside_scope": _one("{name} is not recognised for this", "{name} is hiervoor niet erkend"),
    "scope_not_shown": _one(
        "what is shown does not tell whether {name} is recognised for it",
        "uit wat er getoond wordt blijkt niet of {name} hiervoor is erkend",
    ),
    "self_asserted": _one(
        "the person says this of themself; nobody else signed",
        "de persoon zegt dit zelf; niemand anders heeft ondertekend",
    ),
    "any_issuer": _one(
        "you said that any issuer will do; who {name} is was not checked",
        "u zei dat elke uitgever goed is; wie {name} is, is niet gecontroleerd",
    ),
    # validity
    "validity_ok": _one("valid until {moment}", "geldig tot {moment}"),
    "validity_open": _one("valid without an end", "geldig zonder einddatum"),
    "validity_inverted": _one("it ends before it begins", "de einddatum ligt voor de begindatum"),
    "not_yet_valid": _one("not valid before {moment}", "nog niet geldig voor {moment}"),
    "expired": _one("expired on {moment}", "verlopen op {moment}"),
    # schema
    "schema_ok": _one("the content follows the rules of its kind", "de inhoud volgt de regels voor dit soort bewijs"),
    "schema_none": _one("there are no rules for this kind of content", "voor dit soort inhoud zijn er geen regels"),
    "schema_not_held": _one("the rules that it names are not here", "de regels die het noemt zijn hier niet"),
    "schema_violated": _one(
        "the content breaks the rules of its kind", "de inhoud volgt de regels voor dit soort bewijs niet"
    ),
    # holder-binding
    "holder_bearer": _one("not tied to the person who shows it", "niet gekoppeld aan wie het laat zien"),
    "holder_fresh": _one("signed by the holder for {name}", "door de persoon ondertekend voor {name}"),
    "holder_live": _one(
        "signed by the holder in answer to your request", "door de persoon ondertekend als antwoord op uw vraag"
    ),
    "holder_in_presentation": _one(
        "it belongs to the person who shows it", "het hoort bij de persoon die het laat zien"
    ),
    "holder_not_subject": _one(
        "it is about somebody else than the person who shows it", "het gaat over iemand anders dan wie het laat zien"
    ),
    "holder_unbound": _one(
        "it names no key of the person, so it can't be tied to who shows it",
        "er staat geen sleutel van de persoon in, dus het is niet te koppelen aan wie het laat zien",
    ),
    "holder_binding_missing": _one(
        "you asked for an answer of the holder, and there is none",
        "u vroeg om een antwoord van de persoon, en dat is er niet",
    ),
    "presence_too_weak": _one("it does not answer your own request", "het is geen antwoord op uw eigen vraag"),
    "holder_audience": _one("it was made for somebody else", "het is voor iemand anders gemaakt"),
    "holder_audience_missing": _one("it does not say for whom it was made", "er staat niet in voor wie het is gemaakt"),
    "holder_nonce": _one(
        "it answers another request than yours (shown before?)",
        "het antwoordt op een andere vraag dan de uwe (eerder getoond?)",
    ),
    "holder_nonce_missing": _one("it does not answer your request", "het antwoordt niet op uw vraag"),
    "holder_from_future": _one(
        "it was made in the future: check the clocks", "het is in de toekomst gemaakt: controleer de klokken"
    ),
    "holder_too_old": _one("it was made too long ago", "het is te lang geleden gemaakt"),
    "holder_expired": _one(
        "it was meant to be shown until an earlier time", "het mocht tot een eerder moment worden getoond"
    ),
    "holder_window": _one(
        "it claims to be good for longer than is accepted", "het zegt langer geldig te zijn dan wordt aangenomen"
    ),
    "holder_undated": _one("it does not say when it was made", "er staat niet in wanneer het is gemaakt"),
    # request
    "request_none": _one("there was no request", "er was geen vraag"),
    "request_of_whole": _one("checked for all that is shown together", "gecontroleerd voor alles samen"),
    "request_ok": _one("it answers what was asked", "het geeft antwoord op wat er gevraagd is"),
    "request_expired": _one("the request has run out", "de vraag is verlopen"),
    "request_not_certain": _one(
        "part of it could not be checked, so whether it shows all that was asked is not known",
        "een deel is niet na te gaan, dus of het alles laat zien wat gevraagd is, is niet bekend",
    ),
    "request_unanswered": _one("it does not show all that was asked", "het laat niet alles zien wat gevraagd is"),
}
