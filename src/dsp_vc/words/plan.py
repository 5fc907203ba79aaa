"""Words of the plan: its steps, how to learn each, what closed it."""

from __future__ import annotations

Entry = dict[str, tuple[str, str]]


def _one(english: str, dutch: str) -> Entry:
    return {"en": (english, ""), "nl": (dutch, "")}


WORDS: dict[str, Entry] = {
    # what became of a step
    "plan_proof_gone": _one(
        "the proof is no longer in your wallet, or no longer shows it",
        "het bewijs zit niet meer in uw paspoort, of laat dit niet meer zien",
    ),
    "plan_step_closed": _one(
        "step {number} of your plan is done: {name} (proof: {title}, by {issuer})",
        "stap {number} van uw plan is klaar: {name} (bewijs: {title}, van {issuer})",
    ),
    "plan_step_reopened": _one(
        "step {number} of your plan is open again: {name} ({why})",
        "stap {number} van uw plan is weer open: {name} ({why})",
    ),
    # the plan
    "plan_heading": _one("Plan: {name}", "Plan: {name}"),
    "plan_made": _one(
        "made on {moment}; done: {done} of {count} steps", "gemaakt op {moment}; klaar: {done} van {count} stappen"
    ),
    "plan_done": _one("Done: {title}, by {issuer}", "Klaar: {title}, van {issuer}"),
    "plan_task": _one("Do: {text}", "Doe: {text}"),
    "plan_no_task": _one(
        "Do: find somebody at work who can do this. Watch first, then do it yourself, three times.",
        "Doe: zoek iemand op het werk die dit kan. Kijk eerst mee en doe het daarna drie keer zelf.",
    ),
    "plan_mentor": _one("Ask for help from: {text}.", "Vraag hulp aan: {text}."),
    "plan_training": _one("Or learn it in: {text}.", "Of leer het bij: {text}."),
    "plan_due": _one("Done before: {moment}.", "Klaar vóór: {moment}."),
    "plan_due_level": _one("At {level} or higher, before: {moment}.", "Op {level} of hoger, vóór: {moment}."),
    "plan_proof": _one(
        "A step is done when somebody who saw it signs a proof of it: then add that to your wallet.",
        "Een stap is klaar als iemand die het zag, een bewijs tekent: voeg dat dan toe aan uw paspoort.",
    ),
    "plan_note": _one("Note: {text}", "Notitie: {text}"),
    "plan_later": _one(
        "left for later: {count}; make a new plan when these steps are done",
        "voor later: {count}; maak een nieuw plan als deze stappen klaar zijn",
    ),
    "plan_ask": _one(
        "Done with a step? Make the request for who must sign it: dsp-vc wallet ask --step {number} --to NAME --context employment -o ask.json",
        "Klaar met een stap? Maak het verzoek voor wie moet tekenen: dsp-vc wallet ask --step {number} --to NAAM --context employment -o verzoek.json",
    ),
    "plan_dropped": _one(
        "the plan is gone, from the previous generation of the file too",
        "het plan is weg, ook uit de vorige versie van het bestand",
    ),
    "plan_taken": _one("the plan in the backup was taken over", "het plan uit de reservekopie is overgenomen"),
    "plan_not_taken": _one(
        "the backup holds a plan too; it was not taken over, since there is one here already",
        "in de reservekopie zit ook een plan; dat is niet overgenomen, want hier is er al een",
    ),
    "plan_nothing_missing": _one(
        "your wallet shows all that {name} must be able to do; no plan is needed",
        "uw paspoort laat alles zien wat {name} moet kunnen; een plan is niet nodig",
    ),
    "plan_replace_ask": _one(
        "Make a new plan in the place of the one for {name}? Notes stay with their skill.",
        "Een nieuw plan maken in plaats van dat voor {name}? Notities blijven bij hun vaardigheid.",
    ),
    "plan_drop_ask": _one(
        "Throw the plan for {name} away, with its notes?", "Het plan voor {name} weggooien, met de notities?"
    ),
    "plan_all_done": _one(
        "all steps are done: make a new plan, or show your wallet for this work",
        "alle stappen zijn klaar: maak een nieuw plan, of laat uw paspoort zien voor dit werk",
    ),
    # errors
    "plan_kept": {
        "en": ("the plan stays as it was", "look at it first, with: dsp-vc passport plan"),
        "nl": ("het plan blijft zoals het was", "bekijk het eerst, met: dsp-vc passport plan"),
    },
    "plan_none": {
        "en": ("there is no plan in the wallet", "make one with: dsp-vc passport plan --goal OCCUPATION"),
        "nl": ("er zit geen plan in het paspoort", "maak er een met: dsp-vc passport plan --goal BEROEP"),
    },
    "plan_no_step": {
        "en": ("the plan has no step {number}; it has {count}", "see the numbers with: dsp-vc passport plan"),
        "nl": ("het plan heeft geen stap {number}; het heeft er {count}", "zie de nummers met: dsp-vc passport plan"),
    },
    "plan_note_long": {
        "en": ("a note has at most {limit} characters", "make it shorter"),
        "nl": ("een notitie heeft hoogstens {limit} tekens", "maak hem korter"),
    },
    "plan_day_past": {
        "en": ("{moment} is not after today", "name a day that is still to come"),
        "nl": ("{moment} ligt niet na vandaag", "noem een dag die nog komt"),
    },
    "plan_newer": {
        "en": (
            "the plan in the wallet was made by a newer version of this program; it was not touched",
            "install the newest version",
        ),
        "nl": (
            "het plan in het paspoort is gemaakt door een nieuwere versie van dit programma; er is niets aan veranderd",
            "installeer de nieuwste versie",
        ),
    },
    "plan_damaged": {
        "en": (
            "the plan in the wallet can't be read; it was not touched, and your credentials are fine",
            "throw it away with: dsp-vc passport plan --drop; then make a new one",
        ),
        "nl": (
            "het plan in het paspoort is niet te lezen; er is niets aan veranderd, en uw bewijzen zijn in orde",
            "gooi het weg met: dsp-vc passport plan --drop; maak dan een nieuw plan",
        ),
    },
}
