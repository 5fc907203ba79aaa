"""What is said while a list of issuers is kept and published."""

from __future__ import annotations


def _one(english: str, dutch: str) -> dict[str, tuple[str, str]]:
    return {"en": (english, ""), "nl": (dutch, "")}


WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "bundle_made": _one("{path} is made: the list of {name}", "{path} is gemaakt: de lijst van {name}"),
    "bundle_keep": _one(
        "Keep a copy of {path} in another place, and publish from this folder only: an older copy would publish again what "
        "was published before.",
        "Bewaar een kopie van {path} op een andere plek, en publiceer alleen vanuit deze map: een oudere kopie zou opnieuw "
        "uitgeven wat al is uitgegeven.",
    ),
    "bundle_root_counts": _one(
        "{path} says who may sign (number {version}, until {moment}); hand it out once, to everybody who uses the list",
        "{path} zegt wie mag tekenen (nummer {version}, tot {moment}); geef het één keer aan iedereen die de lijst gebruikt",
    ),
    "bundle_root_changed": _one(
        "{path} says who may sign now (number {version}, until {moment}). Whoever uses the list already learns it from the"
        " next publication; hand this file to those who begin to use it.",
        "{path} zegt wie nu mag tekenen (nummer {version}, tot {moment}). Wie de lijst al gebruikt, merkt het bij de volgende"
        " uitgave; geef dit bestand aan wie de lijst gaat gebruiken.",
    ),
    "bundle_root_replaced": _one(
        "The change that waited before is replaced: what was signed for it counts no longer.",
        "De wijziging die eerst wachtte is vervangen: wat daarvoor is getekend, telt niet meer.",
    ),
    "bundle_root_waits": _one(
        "{path} waits for the signatures of the key holders:",
        "{path} wacht op de handtekeningen van de sleutelhouders:",
    ),
    "bundle_root_needs": _one(
        "signatures that are still needed: {number}", "aantal handtekeningen dat nog nodig is: {number}"
    ),
    "bundle_root_waits_for": _one("may still sign: {name}", "kan nog tekenen: {name}"),
    "bundle_root_sign_first": _one(
        "Hand {path}/root-pending.json to the key holders. Each signs it with: dsp-vc bundle sign-root root-pending.json"
        " --key FILE.age -o signed-NAME.json",
        "Geef {path}/root-pending.json aan de sleutelhouders. Ieder tekent het met: dsp-vc bundle sign-root"
        " root-pending.json --key BESTAND.age -o signed-NAAM.json",
    ),
    "bundle_root_sign": _one(
        "Hand {path}/root-pending.json and {path}/root.json to the key holders. Each signs with: dsp-vc bundle sign-root"
        " root-pending.json --current root.json --key FILE.age -o signed-NAME.json",
        "Geef {path}/root-pending.json en {path}/root.json aan de sleutelhouders. Ieder tekent met: dsp-vc bundle sign-root"
        " root-pending.json --current root.json --key BESTAND.age -o signed-NAAM.json",
    ),
    "bundle_root_bring": _one(
        "What they hand back you bring in with: dsp-vc bundle rotate-root {path} --signed signed-NAME.json",
        "Wat zij teruggeven haalt u binnen met: dsp-vc bundle rotate-root {path} --signed signed-NAAM.json",
    ),
    "bundle_root_no_current": _one(
        "This is all that will count. To see only what changes, add: --current root.json",
        "Dit is alles wat gaat gelden. Om alleen te zien wat er verandert, geef ook: --current root.json",
    ),
    "bundle_root_key_of_list": _one(
        "The list's own key {name} is one of those that may sign: whoever has the folder and its passphrase can sign with it."
        " To leave it to the key holders alone, give the command with: --drop {name}",
        "De eigen sleutel {name} van de lijst is een van de sleutels die mogen tekenen: wie de map en het wachtwoord heeft, kan"
        " ermee tekenen. Om het alleen aan de sleutelhouders te laten, geef de opdracht met: --drop {name}",
    ),
    "bundle_root_compare": _one(
        "compare these numbers by telephone or in person:", "vergelijk deze cijfers per telefoon of in het echt:"
    ),
    "bundle_root_is": _one(
        "who may sign for the list of {name}: number {version}, until {moment}",
        "wie mag tekenen voor de lijst van {name}: nummer {version}, tot {moment}",
    ),
    "bundle_root_ask": _one(
        "Is this what you agreed on, and do the others see the same numbers?",
        "Is dit wat u samen hebt afgesproken, en zien de anderen dezelfde cijfers?",
    ),
    "bundle_root_signed": _one(
        "signed; hand the file back to who keeps the list", "getekend; geef het bestand terug aan wie de lijst beheert"
    ),
    "bundle_root_soon": _one(
        "who may sign is settled until {moment} only; renew it in time: dsp-vc bundle rotate-root {path}",
        "wie mag tekenen is maar tot {moment} vastgelegd; verleng het op tijd: dsp-vc bundle rotate-root {path}",
    ),
    "bundle_change_add": _one("new key holder: {name}", "nieuwe sleutelhouder: {name}"),
    "bundle_change_drop": _one("key holder no longer: {name}", "geen sleutelhouder meer: {name}"),
    "bundle_is_holder": _one("key holder: {name}", "sleutelhouder: {name}"),
    "bundle_is_threshold": _one(
        "of these keys must sign: {threshold} of {number}", "van deze sleutels moeten tekenen: {threshold} van {number}"
    ),
    "bundle_is_publishing": _one("key for publishing: {name}", "sleutel voor het uitgeven: {name}"),
    "bundle_key_of_list": _one("the list's own key {name}", "de eigen sleutel {name} van de lijst"),
    "bundle_change_publishing": _one("new key for publishing: {name}", "nieuwe sleutel voor het uitgeven: {name}"),
    "bundle_key_made": _one(
        "{path} is your key: keep it to yourself, with a copy in another place; {public} goes to who keeps the list",
        "{path} is uw sleutel: houd die voor uzelf, met een kopie op een andere plek; {public} gaat naar wie de lijst beheert",
    ),
    "bundle_listed": _one(
        "on the list since {moment} as {name}: this brings the entry up to date",
        "op de lijst sinds {moment} als {name}: dit werkt de vermelding bij",
    ),
    "bundle_was_withdrawn": _one(
        "{name} was withdrawn on {moment} ({reason}), and would be recognised again",
        "{name} is op {moment} ingetrokken ({reason}), en zou weer worden erkend",
    ),
    "bundle_ask": _one(
        "Are these the numbers that {name} gave you, and may they be on the list?",
        "Zijn dit de cijfers die {name} u gaf, en mag die op de lijst?",
    ),
    "bundle_issuer_added": _one(
        "{name} is on the list, with {number} recorded signatures",
        "{name} staat op de lijst, met {number} vastgelegde handtekeningen",
    ),
    "bundle_issuer_updated": _one(
        "{name} is up to date, with {number} recorded signatures",
        "{name} is bijgewerkt, met {number} vastgelegde handtekeningen",
    ),
    "bundle_issuer_again": _one(
        "{name} is recognised again, with {number} recorded signatures",
        "{name} is weer erkend, met {number} vastgelegde handtekeningen",
    ),
    "bundle_lists_added": _one(
        "its status lists come along: {number}, the oldest of {moment}",
        "de lijsten met ingetrokken bewijzen gaan mee: {number}, de oudste van {moment}",
    ),
    "bundle_types_other": _one(
        "what it says of its kind of tokens (skill-attestation.vct.json) is not what this version knows, and stays behind",
        "wat de uitgever zegt over zijn soort bewijs (skill-attestation.vct.json) is niet wat deze versie kent, en gaat niet"
        " mee",
    ),
    "bundle_withdraw_ask": _one(
        "Recognise {name} no longer from {moment} on? What was not recorded before then will be rejected.",
        "{name} niet meer erkennen vanaf {moment}? Wat daarvoor niet is vastgelegd, wordt dan afgekeurd.",
    ),
    "bundle_issuer_withdrawn": _one(
        "{name} is recognised no longer; the entry stays, with its history",
        "{name} is niet meer erkend; de vermelding blijft staan, met wat er eerder gold",
    ),
    "bundle_file_added": _one("{path} comes along as: {kind}, {url}", "{path} gaat mee als: {kind}, {url}"),
    "bundle_publish_next": _one(
        "nobody sees this before you publish: dsp-vc bundle publish {path} -o bundle.zip",
        "niemand ziet dit voordat u het uitgeeft: dsp-vc bundle publish {path} -o bundle.zip",
    ),
    "bundle_registry_unreadable": _one("left out, its name can't be read: {name}", "weggelaten, niet te lezen: {name}"),
    "bundle_registry_document": _one(
        "the key of {name} is not known: add its document (dsp-vc bundle add-file)",
        "de sleutel van {name} is niet bekend: voeg het document toe (dsp-vc bundle add-file)",
    ),
    "bundle_registry_ask": _one(
        "Put all {number} from {path} on the list? You compared no numbers with them; you believe who made the registry.",
        "Alle {number} uit {path} op de lijst zetten? U hebt geen cijfers met hen vergeleken; u gelooft wie het register maakte.",
    ),
    "bundle_registry_done": _one(
        "{number} came on the list; {kept} were on it already and stay as they are",
        "{number} kwamen op de lijst; {kept} stonden er al en blijven zoals ze zijn",
    ),
    "bundle_future_ask": _one(
        "Publish with a date in the future ({moment})? Nobody can use the list before then.",
        "Uitgeven met een datum in de toekomst ({moment})? Niemand kan de lijst eerder gebruiken.",
    ),
    "bundle_after_ask": _one(
        "This folder holds changes that are not in {path}. Give them up and go on from what was published?",
        "Deze map bevat wijzigingen die niet in {path} staan. Die opgeven en verdergaan met wat is uitgegeven?",
    ),
    "bundle_published": _one(
        "published: number {version}, which runs out on {moment}: {path}",
        "uitgegeven: nummer {version}, geldig tot {moment}: {path}",
    ),
    "bundle_show_published": _one(
        "published last: number {version}, {moment}", "laatst uitgegeven: nummer {version}, {moment}"
    ),
    "bundle_show_unpublished": _one("not published yet", "nog niet uitgegeven"),
    "bundle_show_edited": _one("changed since then", "daarna veranderd"),
    "bundle_show_root": _one(
        "who may sign (number {version}, until {moment}):", "wie mogen tekenen (nummer {version}, tot {moment}):"
    ),
    "bundle_show_pending": _one(
        "waits for signatures (number {version}, until {moment}):",
        "wacht op handtekeningen (nummer {version}, tot {moment}):",
    ),
    "bundle_show_recognised": _one("recognised since {moment}", "erkend sinds {moment}"),
    "bundle_show_withdrawn": _one("withdrawn since {moment}: {reason}", "ingetrokken sinds {moment}: {reason}"),
    "bundle_show_was_recognised": _one(
        "before that recognised, from {moment} to {ended}", "daarvoor erkend, van {moment} tot {ended}"
    ),
    "bundle_show_was_withdrawn": _one(
        "before that withdrawn, from {moment} to {ended}: {reason}",
        "daarvoor ingetrokken, van {moment} tot {ended}: {reason}",
    ),
    "bundle_show_recorded": _one(
        "{number} recorded signatures, {waiting} more with the next publication",
        "{number} vastgelegde handtekeningen, {waiting} meer bij de volgende uitgave",
    ),
    "bundle_show_files": _one("comes along:", "gaat mee:"),
    "bundle_show_file": _one("{kind}: {url}", "{kind}: {url}"),
    "bundle_show_file_of": _one("{kind} of {name}: {url}", "{kind} van {name}: {url}"),
    "bundle_kind_did-document": _one("document with keys", "document met sleutels"),
    "bundle_kind_issuer-metadata": _one("keys of a website", "sleutels van een website"),
    "bundle_kind_status-list": _one("list of what was revoked", "lijst van wat is ingetrokken"),
    "bundle_kind_anchors": _one("certificates", "certificaten"),
    "bundle_kind_registry": _one("registry", "register"),
    "bundle_kind_context": _one("list of words", "woordenlijst"),
    "bundle_kind_schema": _one("rules for content", "regels voor de inhoud"),
    "bundle_kind_type-metadata": _one("description of a kind", "beschrijving van een soort"),
}
