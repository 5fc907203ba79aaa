"""Passports for tests of the report: an example person, an empty one, and one that is far too much for three pages."""

from __future__ import annotations

from functools import cache
from typing import Any

from dsp_vc.model.attestation import Assessor, Level, Period, Skill
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.gap import Gap
from dsp_vc.skills.goal import Goal, Requirement
from dsp_vc.skills.labels import label
from dsp_vc.skills.plan.closing import hold_against
from dsp_vc.skills.plan.making import make_plan
from dsp_vc.skills.practice import practices
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.receipts import Judgement, Receipt, Standing
from dsp_vc.skills.relations import Relations
from dsp_vc.skills.report.building import Subject
from receipts import ESCO, NOW, receipt

CARPENTER = f"{ESCO}occupation/2a22ff9e-de3b-408d-b312-5034896cc4f4"
BRICKLAYER = f"{ESCO}occupation/05f321f8-055b-407d-bf19-e0ddabda56b7"
ROOFER = f"{ESCO}occupation/b4c6d1b0-929e-48be-9f67-47bd8c30658b"
SUPERVISOR = f"{ESCO}occupation/87580fa5-39d2-4b7e-9274-b744e684f17c"
NOTE = "Jan vragen, die doet dit elke week"
SCALE = "Werkplek 1-5"
LONG_WORD = "arbeidsongeschiktheidsverzekeringsmaatschappijen"


def essential(occupation: str) -> list[str]:
    """What an occupation of the shipped list must be able to do."""
    return [one.skill for one in shipped().requirements(occupation) if one.weight is Weight.ESSENTIAL]


def example(**given: Any) -> Subject:
    """A carpenter in training who wants to lead: four records, one claim, one record that was taken back, and a plan of
    which one step is done. ``given`` are members of the subject, or ``goal=None``."""
    skills = essential(CARPENTER)
    level = Level("4", SCALE, "kan het anderen leren")
    records = [
        receipt(1, *[Skill(uri, {"nl": "x"}, level=level) for uri in skills[:5]], title="Stage timmeren",
                last_demonstrated="2026-11-04", assessor=Assessor("Jan Voorbeeld")),
        receipt(2, *skills[3:9], title="Bijbaan", basis="attested", context="employment",
                issuer="Bouwbedrijf Voorbeeld", period=Period("2026-01-01", "2026-06-30")),
        receipt(3, *skills[:2], title="Erkenning", basis="validated", context="priorLearning",
                issuer="Bureau Voorbeeld"),
        receipt(4, skills[12], judgement=Judgement(Standing.SELF, "self_asserted")),
        receipt(5, skills[13], title="Cursus", judgement=Judgement(Standing.LEFT_OUT, "expired")),
    ]  # fmt: skip
    goal = given.pop("goal", Goal.of_occupation(shipped(), SUPERVISOR))
    person = given.pop("person", "Sam Voorbeeld")
    if goal is None:
        return Subject(profile(*records), person, **given)
    made = make_plan(gap(goal, *records), practices(), today=NOW.date())
    assert made is not None
    records.append(receipt(6, made.steps[0].uri, title="Werkstuk", issuer="Bouwbedrijf Voorbeeld"))
    plan, _ = hold_against(made.noted(2, NOTE), profile(*records))
    return Subject(profile(*records), person, gap(goal, *records), plan, **given)


def working_life(number: int) -> Subject:
    """A carpenter with ``number`` records out of a working life: of six organisations, in five kinds of settings, on
    three bases, two to four skills each, some of them several times."""
    issuers = (
        ("Voorbeeldcollege", "assessed", "internship"), ("Bouwbedrijf Voorbeeld", "attested", "employment"),
        ("Voedselbank Voorbeelddorp", "attested", "volunteering"), ("Bureau Voorbeeld", "validated", "priorLearning"),
        ("Winkel Voorbeeld", "attested", "sideJob"), ("Vakschool Voorbeeld", "assessed", "training"),
    )  # fmt: skip
    known = [*essential(CARPENTER), *essential(BRICKLAYER), *essential(ROOFER)]
    records = []
    for place in range(number):
        issuer, basis, context = issuers[place % len(issuers)]
        first = place * 3 % len(known)
        records.append(
            receipt(place + 1, *dict.fromkeys(known[first : first + 2 + place % 3]), title=f"Werk {place + 1}",
                    issuer=issuer, basis=basis, context=context, last_demonstrated=f"20{26 - place % 9}-05-10")
        )  # fmt: skip
    goal = Goal.of_occupation(shipped(), SUPERVISOR)
    held = gap(goal, *records)
    return Subject(profile(*records), "Sam Voorbeeld", held, make_plan(held, practices(), today=NOW.date()))


@cache
def crowded(text: str) -> Subject:
    """Five hundred skills, each thing called ``text``, a goal with as many requirements, a note at each step."""

    def named(number: int) -> dict[str, str]:
        return {"nl": f"{number} {text}", "en": f"{number} {text}"}

    def skill(number: int) -> Skill:
        return Skill(f"urn:example:{number}", named(number), level=Level("3", SCALE, text), assessor=Assessor(text))

    bases = ("attested", "assessed", "validated")
    records = [
        receipt(number, *map(skill, range(number * 10, number * 10 + 10)), basis=bases[number % 3],
                issuer=f"{number} {text}", title=text)
        for number in range(50)
    ]  # fmt: skip
    records += [receipt(100 + number, *map(skill, range(20)), issuer=f"{number} {text}") for number in range(15)]
    out, own = Judgement(Standing.LEFT_OUT, "expired"), Judgement(Standing.SELF, "self_asserted")
    records += [receipt(200 + number, f"urn:example:out{number}", title=text, judgement=out) for number in range(30)]
    records += [receipt(300 + number, f"urn:example:own{number}", judgement=own) for number in range(30)]
    records.append(receipt(400, *essential(CARPENTER)[:6]))
    asked = [
        Requirement(uri, Weight.ESSENTIAL) for uri in dict.fromkeys([*essential(CARPENTER), *essential(SUPERVISOR)])
    ]
    asked += [
        Requirement(f"urn:example:{number}", (Weight.ESSENTIAL, Weight.OPTIONAL)[number % 2], Level("5", SCALE, text))
        for number in range(400)
    ]
    asked += [Requirement(f"urn:example:own{number}", Weight.ESSENTIAL) for number in range(10)]
    goal = Goal("vacancy", label(shipped(), "urn:example:goal", named(0)), tuple(asked))
    plan = make_plan(gap(goal, *records), practices(), today=NOW.date(), most=20)
    assert plan is not None
    for number in range(1, 21):
        plan = plan.noted(number, f"{text} "[:80] * 5)
    return Subject(profile(*records), text, gap(goal, *records), plan)


def profile(*records: Receipt) -> Profile:
    """What the records show."""
    return Profile.build(records, shipped(), NOW)


def gap(goal: Goal, *records: Receipt) -> Gap:
    """What they lack for ``goal``."""
    return Gap.build(goal, profile(*records), Relations(shipped()))
