"""Words of the passport on paper. Read by people without IT: short sentences, one thing at a time."""

from __future__ import annotations

Entry = dict[str, tuple[str, str]]


def _one(english: str, dutch: str) -> Entry:
    return {"en": (english, ""), "nl": (dutch, "")}


WORDS: dict[str, Entry] = {
    "paper_title": _one("Skills passport", "Skillspaspoort"),
    "paper_title_of": _one("Skills passport of {name}", "Skillspaspoort van {name}"),
    "paper_made": _one("made on {moment}", "gemaakt op {moment}"),
    "paper_for": _one("for {name}", "voor {name}"),
    "paper_goal": _one("goal: {name}", "doel: {name}"),
    "paper_owner": _one("the owner", "de eigenaar"),
    "paper_more": _one("and {count} more", "en nog {count}"),
    "paper_as_table": _one("The same as a table", "Hetzelfde als tabel"),
    # what to do on Monday
    "paper_monday": _one("Monday {moment}", "Maandag {moment}"),
    "paper_monday_watch": _one(
        "Find somebody at work who can do “{name}”. Ask to watch for an hour. Then do it yourself.",
        "Zoek iemand op het werk die dit kan: “{name}”. Vraag of u een uur mag meekijken. Doe het daarna zelf.",
    ),
    "paper_monday_who": _one(
        "Ask for help from: {text}. They also see whether it goes well.",
        "Vraag hulp aan: {text}. Die ziet ook of het goed gaat.",
    ),
    "paper_monday_why": _one(
        "So you learn: {name}. It is step {number} of your plan (goal: {goal}).",
        "Zo leert u: {name}. Dat is stap {number} van uw plan (doel: {goal}).",
    ),
    "paper_monday_then": _one(
        "Did it go well? Ask for a signed proof, before {moment}.",
        "Ging het goed? Vraag om een getekend bewijs, vóór {moment}.",
    ),
    "paper_monday_said": _one(
        "You say that you can: {name}. Show it to somebody who knows the work.",
        "U zegt dat u dit kunt: {name}. Laat het zien aan iemand die het werk kent.",
    ),
    "paper_monday_ready": _one(
        "You show all that this work asks: {goal}. Call an employer who looks for it, and show your passport.",
        "U laat alles zien wat dit werk vraagt: {goal}. Bel een werkgever die dit werk heeft, en laat uw paspoort zien.",
    ),
    "paper_monday_done": _one(
        "All steps of your plan are done. Show your passport to an employer, or make a new plan.",
        "Alle stappen van uw plan zijn klaar. Laat uw paspoort zien aan een werkgever, of maak een nieuw plan.",
    ),
    "paper_monday_choose": _one(
        "Think of the work that you want to do a year from now. Ask somebody who does it whether you may watch for an hour.",
        "Bedenk welk werk u over een jaar wilt doen. Vraag iemand die dat werk doet of u een uur mag meekijken.",
    ),
    "paper_monday_choose_then": _one(
        "Then make this overview again with that work as its goal: it says here what your first step is.",
        "Maak dit overzicht daarna opnieuw, met dat werk als doel. Dan staat hier uw eerste stap.",
    ),
    "paper_monday_first": _one(
        "Nobody has signed yet what you can do. Ask your school, your employer or your association: what did I do well, and will you sign it?",
        "Nog niemand heeft getekend wat u kunt. Vraag uw school, werkgever of vereniging: wat deed ik goed, en wilt u dat tekenen?",
    ),
    "paper_monday_first_then": _one(
        "Give them a request out of your passport. You make it with: dsp-vc wallet ask --to NAME",
        "Geef hun een verzoek uit uw paspoort. U maakt het met: dsp-vc wallet ask --to NAAM",
    ),
    # what another reader should know
    "paper_about": _one("What this is", "Wat dit is"),
    "paper_about_made": _one(
        "{name} made this overview from signed proofs that were checked.",
        "{name} maakte dit overzicht uit getekende bewijzen die gecontroleerd zijn.",
    ),
    "paper_about_no_proof": _one(
        "The overview itself is no proof. Ask to be shown the proofs, and check them yourself.",
        "Het overzicht zelf is geen bewijs. Vraag om de bewijzen te laten zien, en controleer ze zelf.",
    ),
    "paper_about_absent": _one(
        "What is not in it has not been seen by anybody yet. That does not mean that somebody can't do it.",
        "Wat er niet in staat, heeft nog niemand gezien. Dat betekent niet dat iemand het niet kan.",
    ),
    # what somebody can do
    "paper_can": _one("What you show", "Wat u laat zien"),
    "paper_can_of": _one("What {name} shows", "Wat {name} laat zien"),
    "paper_can_none": _one("No proof counts yet.", "Er telt nog geen bewijs mee."),
    "paper_by_attested": _one("Seen and confirmed by {name}", "Gezien en bevestigd door {name}"),
    "paper_by_assessed": _one("Tested by {name}", "Getoetst door {name}"),
    "paper_by_validated": _one("Validated by {name}", "Erkend door {name}"),
    "paper_by_person": _one("{issuer} ({person})", "{issuer} ({person})"),
    "paper_last_demonstrated": _one("Last shown: {moment}", "Laatst laten zien: {moment}"),
    "paper_last_period": _one("Shown until: {moment}", "Laten zien tot: {moment}"),
    "paper_last_signed": _one("Signed: {moment}", "Getekend: {moment}"),
    "paper_also_by": _one("Also by: {names}", "Ook door: {names}"),
    "paper_doubt": _one("Could not be found out today: {text}", "Vandaag niet na te gaan: {text}"),
    "paper_also_shown": _one("Also shown: {names}", "Ook aangetoond: {names}"),
    "paper_self_said": _one("You say yourself: {names}", "Zelf zegt u: {names}"),
    "paper_self_said_of": _one("Self-asserted: {names}", "Zelf gezegd: {names}"),
    # strengths
    "paper_strengths": _one("Where you are strong", "Waar u sterk in bent"),
    "paper_strengths_of": _one("Where {name} is strong", "Waar {name} sterk in is"),
    "paper_strengths_told": _one(
        "How many skills you show in each field, and how sure that is.",
        "Hoeveel vaardigheden u per vakgebied laat zien, en hoe zeker dat is.",
    ),
    "paper_strengths_told_of": _one(
        "How many skills are shown in each field, and how sure that is.",
        "Hoeveel vaardigheden er per vakgebied zijn aangetoond, en hoe zeker dat is.",
    ),
    "paper_strengths_row": _one("{name} ({count})", "{name} ({count})"),
    "paper_strengths_other": _one("and {count} in other fields", "en {count} in andere vakgebieden"),
    "paper_count_attested": _one("{count} seen and confirmed", "{count} gezien en bevestigd"),
    "paper_count_assessed": _one("{count} tested", "{count} getoetst"),
    "paper_count_validated": _one("{count} validated", "{count} erkend"),
    # what is asked
    "paper_gap": _one("What this work asks: {goal}", "Wat dit werk vraagt: {goal}"),
    "paper_gap_told": _one(
        "Nobody has seen it yet: that does not mean that you can't do it.",
        "Nog niemand zag het: dat betekent niet dat u het niet kunt.",
    ),
    "paper_gap_told_of": _one(
        "Nobody has seen it yet: that does not mean that somebody can't do it.",
        "Nog niemand zag het: dat betekent niet dat iemand het niet kan.",
    ),
    "paper_essential": _one("Essential ({count})", "Nodig ({count})"),
    "paper_optional": _one("Useful ({count})", "Handig ({count})"),
    "paper_matched": _one("shown", "aangetoond"),
    "paper_not-met": _one("shown, a higher level is asked", "aangetoond, hoger niveau gevraagd"),
    "paper_related": _one("something related shown", "iets verwants aangetoond"),
    "paper_not-assessed": _one("only a proof is wanted", "alleen nog een bewijs nodig"),
    "paper_missing": _one("nobody has seen it yet", "nog niemand zag het"),
    "paper_guessed": _one(
        "Its text may ask for more ({count}); look at that with: dsp-vc passport gap",
        "In de tekst staat misschien nog meer ({count}); bekijk dat met: dsp-vc passport gap",
    ),
    "paper_list_matched": _one("You show this already", "Dit laat u al zien"),
    "paper_list_matched_of": _one("Shown", "Aangetoond"),
    "paper_list_not-met": _one("A higher level is asked", "Er wordt een hoger niveau gevraagd"),
    "paper_list_related": _one("Here something helps that you can do", "Hier helpt iets dat u al kunt"),
    "paper_list_related_of": _one("Something related is shown", "Iets verwants is aangetoond"),
    "paper_helps": _one("you can: {text}", "u kunt: {text}"),
    "paper_helps_of": _one("shown: {text}", "aangetoond: {text}"),
    "paper_helps_knowledge": _one("you know about: {text}", "u hebt kennis van: {text}"),
    "paper_helps_knowledge_of": _one("shown: {text}", "aangetoond: {text}"),
    "paper_list_not-assessed": _one("Only a proof is wanted here", "Hier is alleen nog een bewijs nodig"),
    "paper_list_missing": _one("Nobody has seen this yet", "Dit zag nog niemand"),
    "paper_levels": _one("asked: {asked}; shown: {shown}", "gevraagd: {asked}; aangetoond: {shown}"),
    "paper_level_by": _one("{level} (says {name})", "{level} (zegt {name})"),
    "paper_level_unknown": _one("no level", "geen niveau"),
    "paper_useful": _one("useful", "handig"),
    "paper_letters": _one(
        "\N{REPLACEMENT CHARACTER} stands for a letter that this PDF has no font for; the report as .html shows it.",
        "\N{REPLACEMENT CHARACTER} staat voor een letter die deze PDF niet kan tonen; het rapport als .html toont hem.",
    ),
    # the road
    "paper_road": _one("Your road to: {goal}", "Uw weg naar: {goal}"),
    "paper_road_of": _one("The road of {name} to: {goal}", "De weg van {name} naar: {goal}"),
    "paper_road_proposal": _one(
        "This is a proposal. Keep it with: dsp-vc passport plan --goal {uri}",
        "Dit is een voorstel. Bewaar het met: dsp-vc passport plan --goal {uri}",
    ),
    "paper_road_told": _one(
        "A step is done when somebody who saw it signs a proof of it.",
        "Een stap is klaar als iemand die het zag, een bewijs tekent.",
    ),
    "paper_road_now": _one("now", "nu"),
    "paper_road_alt": _one(
        "A road with {count} steps to: {goal}. Done: {done}. The next is step {number}.",
        "Een weg met {count} stappen naar: {goal}. Klaar: {done}. De volgende is stap {number}.",
    ),
    "paper_road_alt_done": _one(
        "A road with {count} steps to: {goal}. All are done.",
        "Een weg met {count} stappen naar: {goal}. Alles is klaar.",
    ),
    "paper_road_later": _one("For later: {count}", "Voor later: {count}"),
    "paper_road_ask": _one(
        "Done with a step? The request for a proof is made by: dsp-vc wallet ask --step NUMBER --to NAME",
        "Klaar met een stap? Het verzoek om een bewijs maakt u met: dsp-vc wallet ask --step NUMMER --to NAAM",
    ),
    # the rest
    "paper_notes": _one("Room for your notes", "Ruimte voor uw notities"),
    "paper_left_out": _one(
        "Not counted ({count}): {names}. What would make them count says: dsp-vc passport show",
        "Niet meegeteld ({count}): {names}. Wat ze wel laat meetellen, zegt: dsp-vc passport show",
    ),
    "paper_left_out_one": _one("{title} ({why})", "{title} ({why})"),
    "paper_written": _one(
        "made: {path}; open it, print it or keep it with your papers",
        "gemaakt: {path}; open het, print het of bewaar het bij uw papieren",
    ),
    "paper_left_out_told": _one(
        "for {name}: without what to do on Monday, your notes, and what does not count",
        "voor {name}: zonder wat u maandag doet, uw notities, en wat niet meetelt",
    ),
    "paper_colophon": _one(
        "Computed on the owner's own machine from proofs that were checked. The overview itself is no proof.",
        "Uitgerekend op het apparaat van de eigenaar, uit bewijzen die gecontroleerd zijn. Het overzicht zelf is geen bewijs.",
    ),
    "paper_sources": _one("Names and requirements: {names}", "Namen en eisen: {names}"),
    "paper_unofficial": _one(
        "Some names of skills are ours and not official.",
        "Sommige namen van vaardigheden zijn van ons en niet officieel.",
    ),
    # errors
    "pdf_missing": {
        "en": (
            "what writes a PDF is not installed",
            'install it with: pip install "dsp-vc[pdf]"; or write HTML: -o passport.html, and print that',
        ),
        "nl": (
            "het deel dat een PDF schrijft is niet geïnstalleerd",
            'installeer het met: pip install "dsp-vc[pdf]"; of schrijf HTML: -o paspoort.html, en print dat',
        ),
    },
    "report_form": {
        "en": ("{path} is neither .html nor .pdf", "name a file that ends in one of these"),
        "nl": ("{path} eindigt niet op .html of .pdf", "noem een bestand dat zo eindigt"),
    },
}
