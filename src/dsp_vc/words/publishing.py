"""Words about keeping a list of issuers and publishing it: what goes wrong. What is said on the way: ``bundle.py``."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "bundle_exists": {
        "en": ("there is something in {path} already", "choose a new or empty folder"),
        "nl": ("er staat al iets in {path}", "kies een nieuwe of lege map"),
    },
    "bundle_missing_folder": {
        "en": ("{path} is not the folder of a list", "make one with: dsp-vc bundle init"),
        "nl": ("{path} is niet de map van een lijst", "maak er een met: dsp-vc bundle init"),
    },
    "bundle_damaged": {
        "en": (
            "{path} is damaged",
            "take the folder from your backup, and publish with --after and the last file that went out",
        ),
        "nl": (
            "{path} is beschadigd",
            "haal de map uit uw reservekopie, en publiceer met --after en het laatste bestand dat is uitgegeven",
        ),
    },
    "bundle_state": {
        "en": ("the folder of the list can't be read", "take it from your backup, or use a newer version of dsp-vc"),
        "nl": ("de map van de lijst is niet te lezen", "haal die uit uw reservekopie, of gebruik een nieuwere dsp-vc"),
    },
    "bundle_key_unreadable": {
        "en": ("{path} is not the public part of a key", "give the .public.json file that: dsp-vc bundle key, made"),
        "nl": (
            "{path} is niet het openbare deel van een sleutel",
            "geef het .public.json-bestand dat gemaakt is met: dsp-vc bundle key",
        ),
    },
    "bundle_key_twice": {
        "en": ("the key {name} stands there already", "every key holder makes a key of their own: dsp-vc bundle key"),
        "nl": ("de sleutel {name} staat er al", "iedere sleutelhouder maakt een eigen sleutel: dsp-vc bundle key"),
    },
    "bundle_key_unknown": {
        "en": ("{name} is no key holder of this list", "one of: {known}"),
        "nl": ("{name} is geen sleutelhouder van deze lijst", "kies uit: {known}"),
    },
    "bundle_key_ambiguous": {
        "en": ("{name} has more than one key", "name the key by the beginning of its number: dsp-vc bundle show"),
        "nl": ("{name} heeft meer dan één sleutel", "noem het begin van het nummer van de sleutel: dsp-vc bundle show"),
    },
    "bundle_key_unrevoked": {
        "en": (
            "the key {name} was reported stolen, and these documents say nothing of that any more",
            "call the issuer: whoever stole the key may have made them",
        ),
        "nl": (
            "de sleutel {name} is als gestolen gemeld, en dat staat niet meer in deze documenten",
            "bel de uitgever: misschien komen ze van wie de sleutel stal",
        ),
    },
    "bundle_keys_missing": {
        "en": (
            "the key for {name} is not in the key file of this folder",
            "publish from the folder in which the keys were made last",
        ),
        "nl": (
            "de sleutel voor {name} staat niet in het sleutelbestand van deze map",
            "publiceer vanuit de map waarin de sleutels het laatst zijn gemaakt",
        ),
    },
    "bundle_no_own_key": {
        "en": (
            "the root keys are with the key holders, not in this folder",
            "let the holder make a new one (dsp-vc bundle key), then: --add and --drop",
        ),
        "nl": (
            "de hoofdsleutels zijn bij de sleutelhouders, niet in deze map",
            "laat de houder een nieuwe maken (dsp-vc bundle key), en gebruik dan: --add en --drop",
        ),
    },
    "bundle_threshold": {
        "en": ("{threshold} of {number} key holders can't be asked to sign", "choose from 1 to the number of holders"),
        "nl": (
            "{threshold} van de {number} sleutelhouders laten tekenen kan niet",
            "kies een getal van 1 tot het aantal sleutelhouders",
        ),
    },
    "bundle_life": {
        "en": (
            "{value} is no life of a part of the list",
            "for example root=365, targets=90, snapshot=30 or timestamp=30; {limit} days at most",
        ),
        "nl": (
            "{value} is geen geldigheid van een deel van de lijst",
            "bijvoorbeeld root=365, targets=90, snapshot=30 of timestamp=30; hooguit {limit} dagen",
        ),
    },
    "bundle_may": {
        "en": ("{value} does not say what an issuer may attest", "use WHAT=VALUE with: {known}"),
        "nl": ("{value} zegt niet wat een uitgever mag bevestigen", "gebruik WAT=WAARDE met: {known}"),
    },
    "bundle_root_unreadable": {
        "en": ("{path} does not say who may sign a list", "give root.json or root-pending.json"),
        "nl": ("{path} zegt niet wie een lijst mag ondertekenen", "geef root.json of root-pending.json"),
    },
    "bundle_root_pending": {
        "en": (
            "{path} waits for the signatures of the key holders",
            "let each of them sign it (dsp-vc bundle sign-root); then: dsp-vc bundle rotate-root --signed",
        ),
        "nl": (
            "{path} wacht op de handtekeningen van de sleutelhouders",
            "laat ieder van hen tekenen (dsp-vc bundle sign-root); daarna: dsp-vc bundle rotate-root --signed",
        ),
    },
    "bundle_nothing_pending": {
        "en": ("nothing in {path} waits for signatures", "propose a change first: dsp-vc bundle rotate-root"),
        "nl": ("in {path} wacht niets op handtekeningen", "stel eerst een wijziging voor: dsp-vc bundle rotate-root"),
    },
    "bundle_root_other": {
        "en": (
            "{path} is another change than the one that waits here",
            "sign the root-pending.json of this folder; if nobody changed it, find out who did",
        ),
        "nl": (
            "{path} is een andere wijziging dan die hier wacht",
            "teken root-pending.json uit deze map; heeft niemand die veranderd, zoek dan uit wie het deed",
        ),
    },
    "bundle_root_order": {
        "en": (
            "{path} is number {version}, which does not follow on {before}",
            "give the root.json that counts now, from the folder of the list",
        ),
        "nl": (
            "{path} is nummer {version}, en dat volgt niet op {before}",
            "geef de root.json die nu geldt, uit de map van de lijst",
        ),
    },
    "bundle_root_not_yours": {
        "en": (
            "no key in {path} is asked for here",
            "give your own key file; if yours is being replaced, add --current root.json",
        ),
        "nl": (
            "geen sleutel in {path} wordt hier gevraagd",
            "geef uw eigen sleutelbestand; wordt uw sleutel vervangen, geef dan ook --current root.json",
        ),
    },
    "bundle_root_expired": {
        "en": (
            "who may sign was settled until {moment} and no longer",
            "let the key holders settle it anew: dsp-vc bundle rotate-root",
        ),
        "nl": (
            "wie mag tekenen was vastgelegd tot {moment}",
            "laat de sleutelhouders het opnieuw vastleggen: dsp-vc bundle rotate-root",
        ),
    },
    "bundle_older_copy": {
        "en": (
            "{path} is number {version}, and this folder published no further than {known}: it is an older copy",
            "go on from that file: dsp-vc bundle publish --after {path}",
        ),
        "nl": (
            "{path} is nummer {version}, en deze map ging tot {known}: het is een oudere kopie",
            "ga verder vanaf dat bestand: dsp-vc bundle publish --after {path}",
        ),
    },
    "bundle_not_published": {
        "en": ("{path} is no published list, or it is damaged", "give the last bundle.zip that went out"),
        "nl": ("{path} is geen uitgegeven lijst, of is beschadigd", "geef de laatste bundle.zip die is uitgegeven"),
    },
    "bundle_other_list": {
        "en": ("{path} was published by another list than this one", "give a file that went out from this list"),
        "nl": ("{path} is van een andere lijst dan deze", "geef een bestand dat van deze lijst is uitgegeven"),
    },
    "bundle_time_back": {
        "en": (
            "the last publication is of {moment}, which is later than now",
            "check the clock of this computer, and --at",
        ),
        "nl": (
            "de laatste uitgave is van {moment}, en dat is later dan nu",
            "controleer de klok van deze computer, en --at",
        ),
    },
    "bundle_unknown_issuer": {
        "en": ("{name} is not on the list", "see who is: dsp-vc bundle show"),
        "nl": ("{name} staat niet op de lijst", "zie wie er op staan: dsp-vc bundle show"),
    },
    "bundle_ambiguous_issuer": {
        "en": ("more than one on the list is called {name}", "name the one by its did: dsp-vc bundle show"),
        "nl": ("meer dan één op de lijst heet {name}", "noem het kenmerk (did:…): dsp-vc bundle show"),
    },
    "bundle_ids_conflict": {
        "en": ("{name} shares an identity with {other}, a different entry", "find out who owns it before you go on"),
        "nl": ("{name} deelt een kenmerk met {other}, die apart op de lijst staat", "zoek eerst uit van wie het is"),
    },
    "bundle_withdrawn_already": {
        "en": ("{name} was withdrawn already", "nothing needs to be done; see: dsp-vc bundle show"),
        "nl": ("{name} was al ingetrokken", "er hoeft niets te gebeuren; zie: dsp-vc bundle show"),
    },
    "bundle_withdrawn_before": {
        "en": (
            "{name} came on the list on {moment}, which is later",
            "the earliest that can be given: --since {since}",
        ),
        "nl": (
            "{name} kwam op {moment} op de lijst, en dat is later",
            "het vroegste dat u kunt geven: --since {since}",
        ),
    },
    "bundle_file_is_card": {
        "en": ("{path} is an issuer's card", "use: dsp-vc bundle add-issuer"),
        "nl": ("{path} is een kaart van een uitgever", "gebruik: dsp-vc bundle add-issuer"),
    },
    "bundle_file_kind": {
        "en": ("{path} is no status list but: {name}", "use: dsp-vc bundle add-file"),
        "nl": ("{path} is geen statuslijst maar: {name}", "gebruik: dsp-vc bundle add-file"),
    },
    "bundle_file_url": {
        "en": ("{path} says itself what it stands for: {name}", "leave out --url"),
        "nl": ("{path} zegt zelf waar het voor staat: {name}", "laat --url weg"),
    },
    "registry_invalid": {
        "en": ("{path} is no registry of issuers", 'the form is {{"registry": {{"did:…": {{"name": "…"}}}}}}'),
        "nl": ("{path} is geen register van uitgevers", 'de vorm is {{"registry": {{"did:…": {{"name": "…"}}}}}}'),
    },
    "bundle_not_added": {
        "en": ("nothing was changed", "when you are sure, run the command again"),
        "nl": ("er is niets veranderd", "weet u het zeker, geef de opdracht dan opnieuw"),
    },
    "bundle_not_signed": {
        "en": ("nothing was signed", "when the numbers agree, run the command again"),
        "nl": ("er is niets ondertekend", "komen de cijfers overeen, geef de opdracht dan opnieuw"),
    },
}
