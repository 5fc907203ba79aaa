"""Words about keys over time: rotating, revoking, publishing."""

from __future__ import annotations

_AGAIN = (
    "publish now: dsp-vc issuer publish; and give whoever keeps your card the new one: dsp-vc issuer card",
    "publiceer nu: dsp-vc issuer publish; en geef wie uw kaart heeft de nieuwe: dsp-vc issuer card",
)

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "rotate_did_key": {
        "en": (
            "this identity is its one key and can't change it",
            "make a new one with a website (dsp-vc issuer init --did web:…) and tell whoever trusts you; if the key may"
            " be in other hands, ask them to remove the old one now",
        ),
        "nl": (
            "dit kenmerk is zelf de sleutel en kan niet van sleutel wisselen",
            "maak een nieuw kenmerk met een website (dsp-vc issuer init --did web:…) en zeg het wie u vertrouwt; kan"
            " iemand anders de sleutel hebben, vraag dan om het oude nu te verwijderen",
        ),
    },
    "rotate_key_unknown": {
        "en": ("you have no key {name}", "one of: {known}"),
        "nl": ("u hebt geen sleutel {name}", "kies uit: {known}"),
    },
    "rotate_since_future": {
        "en": ("{moment} is still to come", "give --since the earliest moment at which somebody else may have had it"),
        "nl": (
            "{moment} moet nog komen",
            "geef bij --since het eerste moment waarop iemand anders de sleutel kan hebben gehad",
        ),
    },
    "rotate_revoked_before": {
        "en": ("{name} is revoked from an earlier moment on already", "only an even earlier moment changes that"),
        "nl": ("{name} is al ingetrokken vanaf een eerder moment", "alleen een nog eerder moment verandert dat"),
    },
    "rotate_needs_token": {
        "en": (
            "your keys are in hardware, and nothing says where the new ones are",
            "name them with --new-key pkcs11:…, or use --in-file for keys that the folder holds",
        ),
        "nl": (
            "uw sleutels zitten in een apparaat, en er staat niet waar de nieuwe zijn",
            "noem ze met --new-key pkcs11:…, of kies met --in-file voor sleutels in de map",
        ),
    },
    "rotate_same_key": {
        "en": (
            "{name} is one of these keys already",
            "name a key that was not used before, or let --generate make one",
        ),
        "nl": (
            "{name} is al een van deze sleutels",
            "noem een sleutel die nog niet is gebruikt, of laat --generate er een maken",
        ),
    },
    "rotate_let_go": {
        "en": ("no longer named in this folder, and still on the token: {names}", ""),
        "nl": ("niet meer genoemd in deze map, en nog wel in het apparaat: {names}", ""),
    },
    "rotate_declined": {
        "en": ("nothing was changed", "say yes, or use --yes, when you are sure"),
        "nl": ("er is niets veranderd", "antwoord met ja, of gebruik --yes, als u het zeker weet"),
    },
    "rotate_ask": {
        "en": (
            "Everything that these keys signed fails from now on, unless a list of issuers recorded it before {moment}."
            " This can't be undone. Go on?",
            "",
        ),
        "nl": (
            "Alles wat met deze sleutels is ondertekend klopt vanaf nu niet meer, behalve wat voor {moment} in een lijst"
            " van uitgevers stond. Dit is niet terug te draaien. Doorgaan?",
            "",
        ),
    },
    "rotate_added": {
        "en": ("from now on you sign with {names}", ""),
        "nl": ("vanaf nu ondertekent u met {names}", ""),
    },
    "rotate_retired": {
        "en": ("no longer signed with, still verified: {names}", ""),
        "nl": ("niet meer in gebruik, wel nog te controleren: {names}", ""),
    },
    "rotate_revoked": {
        "en": ("revoked from {moment} on: {names}", ""),
        "nl": ("ingetrokken vanaf {moment}: {names}", ""),
    },
    "rotate_erased": {
        "en": ("erased from the key file: {names}; your backups still hold them", ""),
        "nl": ("gewist uit het sleutelbestand: {names}; in uw reservekopieën staan ze nog", ""),
    },
    "rotate_certificate": {
        "en": (
            "your certificate is for the old key, and nothing is signed with it any more: ask for a new one with"
            " dsp-vc issuer certificate DIR --request, or go without: --remove",
            "",
        ),
        "nl": (
            "uw certificaat hoort bij de oude sleutel, en daarmee wordt niets meer ondertekend: vraag een nieuw aan met"
            " dsp-vc issuer certificate MAP --request, of ga zonder verder: --remove",
            "",
        ),
    },
    "rotate_next": {"en": (_AGAIN[0], ""), "nl": (_AGAIN[1], "")},
    "rotate_sign_again": {
        "en": ("sign again what no list of issuers recorded before {moment}", ""),
        "nl": ("onderteken opnieuw wat voor {moment} in geen lijst van uitgevers stond", ""),
    },
    "issuer_keys_changed": {
        "en": ("the keys in {path} were changed meanwhile; nothing was handed over", "do it again"),
        "nl": ("de sleutels in {path} zijn ondertussen veranderd; er is niets uitgegeven", "doe het opnieuw"),
    },
    "key_state_current": {"en": ("in use", ""), "nl": ("in gebruik", "")},
    "key_state_retired": {
        "en": ("retired: still verified", ""),
        "nl": ("niet meer in gebruik: nog te controleren", ""),
    },
    "key_state_revoked": {"en": ("revoked from {moment} on", ""), "nl": ("ingetrokken vanaf {moment}", "")},
    "key_state_other": {"en": ("not for signing", ""), "nl": ("niet om te ondertekenen", "")},
    "site_other_issuer": {
        "en": ("{path} is not of this issuer", "publish into another folder, or move that file away"),
        "nl": ("{path} is niet van deze uitgever", "publiceer in een andere map, of verplaats dat bestand"),
    },
    "site_newer": {
        "en": (
            "{path} knows more than your folder",
            "was an old backup restored? go on from what was published: --previous; or put the clock right",
        ),
        "nl": (
            "{path} weet meer dan uw map",
            "is er een oude reservekopie teruggezet? ga verder met wat is gepubliceerd: --previous; of zet de klok goed",
        ),
    },
    "site_in_folder": {
        "en": ("{path} would put your keys on the website", "publish into a folder of its own"),
        "nl": ("{path} zou uw sleutels op de website zetten", "publiceer in een eigen map"),
    },
    "site_missing": {
        "en": ("{path} holds no published issuer", "name the folder that this made: dsp-vc issuer publish"),
        "nl": ("in {path} staat geen gepubliceerde uitgever", "noem de map die dit maakte: dsp-vc issuer publish"),
    },
    "site_several": {
        "en": ("{path} holds more than one issuer", "publish each into a folder of its own"),
        "nl": ("in {path} staan meer uitgevers", "publiceer elke uitgever in een eigen map"),
    },
    "site_incomplete": {
        "en": ("{path} is missing", "publish again: dsp-vc issuer publish"),
        "nl": ("{path} ontbreekt", "publiceer opnieuw: dsp-vc issuer publish"),
    },
    "digests_invalid": {
        "en": ("the list of what was issued is not in the prescribed form", "ask the issuer to publish again"),
        "nl": (
            "de lijst van wat is uitgegeven heeft niet de juiste vorm",
            "vraag de uitgever om opnieuw te publiceren",
        ),
    },
    "digests_other_issuer": {
        "en": ("the list of what was issued is not of {name}", "ask the issuer to publish again"),
        "nl": ("de lijst van wat is uitgegeven is niet van {name}", "vraag de uitgever om opnieuw te publiceren"),
    },
    "digests_key_revoked": {
        "en": (
            "the list of what was issued is signed with {name}, which is revoked: anybody may have made it",
            "do not use it; ask the issuer to publish again with a key in force",
        ),
        "nl": (
            "de lijst van wat is uitgegeven is ondertekend met {name}, en die is ingetrokken: iedereen kan hem hebben gemaakt",
            "gebruik hem niet; vraag de uitgever om opnieuw te publiceren met een geldige sleutel",
        ),
    },
    "published_at": {
        "en": ("{path} belongs at {url}", ""),
        "nl": ("{path} hoort op {url}", ""),
    },
    "published_by_hand": {
        "en": ("hand {path} to whoever keeps the list of issuers", ""),
        "nl": ("geef {path} aan wie de lijst van uitgevers beheert", ""),
    },
}
