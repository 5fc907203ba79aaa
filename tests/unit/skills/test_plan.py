"""A plan: which steps, in which order and by when; what closes and reopens them; how it is kept."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from dsp_vc.encoding.strict_json import dumps, parse_object
from dsp_vc.errors import InputError, WalletError
from dsp_vc.model.attestation import Level, Skill
from dsp_vc.model.schemas import read_schema
from dsp_vc.skills.catalogue.model import Kind, Name, Weight
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.days import monday
from dsp_vc.skills.gap import Gap, State
from dsp_vc.skills.goal import Goal, Requirement
from dsp_vc.skills.labels import Label, label
from dsp_vc.skills.plan.closing import hold_against
from dsp_vc.skills.plan.making import make_plan
from dsp_vc.skills.plan.model import SCHEMA, Plan, WayKind
from dsp_vc.skills.practice import practices
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.receipts import Judgement, Receipt, Standing
from dsp_vc.skills.relations import Relations
from receipts import ESCO, NOW, receipt

CARPENTER = f"{ESCO}occupation/2a22ff9e-de3b-408d-b312-5034896cc4f4"
SUPERVISOR = f"{ESCO}occupation/87580fa5-39d2-4b7e-9274-b744e684f17c"
TODAY = NOW.date()
SCALE = "Werkplek 1-5"
HELD_BY_ALL = tuple(one.skill for one in shipped().requirements(CARPENTER) if one.weight is Weight.ESSENTIAL)


def profile(*receipts: Receipt) -> Profile:
    return Profile.build(receipts, shipped(), NOW)


def gap(to: Goal | None = None, *receipts: Receipt) -> Gap:
    goal = to or Goal.of_occupation(shipped(), SUPERVISOR)
    return Gap.build(goal, profile(*(receipts or (receipt(1, *HELD_BY_ALL),))), Relations(shipped()))


def plan(**given: Any) -> Plan:
    made = make_plan(gap(), practices(), today=TODAY, **given)
    assert made is not None
    return made


def test_from_carpenter_to_supervisor_with_a_task_for_each_step() -> None:
    made = plan(most=20)
    wanted = {line.uri for line in gap().of_need(Weight.ESSENTIAL) if line.state is not State.MATCHED}
    assert {step.uri for step in made.steps} == wanted
    assert len(made.steps) >= 5
    for step in made.steps:
        task, mentor = step.way(WayKind.PRACTICE), step.way(WayKind.MENTOR)
        assert task is not None
        assert mentor is not None
        for lang in ("nl", "en"):
            assert task.told(lang).endswith((".", "?"))
            assert mentor.told(lang)
    assert made.later == 0


def test_the_nearest_comes_first_and_the_rest_is_counted() -> None:
    said = receipt(2, made_of := f"{ESCO}skill/unknown", judgement=Judgement(Standing.SELF, "self_asserted"))
    asked = (*Goal.of_occupation(shipped(), SUPERVISOR).requirements, Requirement(made_of, Weight.ESSENTIAL))
    goal = replace(Goal.of_occupation(shipped(), SUPERVISOR), requirements=asked)
    held = gap(goal, receipt(1, *HELD_BY_ALL), said)
    made = make_plan(held, practices(), today=TODAY, most=4)
    assert made is not None
    states = {line.uri: line.state for line in held.lines}
    order = [State.NOT_ASSESSED, State.RELATED, State.MISSING]
    places = [order.index(states[step.uri]) for step in made.steps]
    assert made.steps[0].uri == made_of
    assert places == sorted(places)
    wanted = [line for line in held.of_need(Weight.ESSENTIAL) if line.state is not State.MATCHED]
    assert made.later == len(wanted) - 4


def test_what_is_optional_joins_only_when_asked() -> None:
    assert {step.need for step in plan(most=20).steps} == {Weight.ESSENTIAL}
    assert plan(most=1, optional=True).later > plan(most=1).later


def test_days_lie_ahead_and_never_in_a_weekend() -> None:
    paced = plan()
    assert [step.due for step in paced.steps[:2]] == [date(2026, 12, 15), date(2027, 1, 5)]
    spread = plan(by=date(2027, 6, 1))
    days = [step.due for step in spread.steps]
    assert days == sorted(days)
    assert days[-1] == date(2027, 6, 1)
    assert all(day.weekday() < 5 and day > TODAY for day in days)
    assert {step.due for step in plan(by=date(2026, 11, 25)).steps} == {date(2026, 11, 25)}
    with pytest.raises(InputError) as error:
        plan(by=TODAY)
    assert error.value.code == "plan_day_past"


@pytest.mark.parametrize("left", [0, 1, 30])
def test_at_the_end_of_all_days_there_is_still_a_plan_and_a_monday(left: int) -> None:
    """``--at`` takes any day: the last one is no fault of the program."""
    last = date.max - timedelta(days=left)
    made = make_plan(gap(), practices(), today=last)
    assert made is not None
    assert {step.due for step in made.steps} <= {last + timedelta(days=day) for day in range(left + 1)}
    assert last <= monday(last) <= date.max


def test_nothing_missing_is_no_plan() -> None:
    every = tuple(one.skill for one in shipped().requirements(SUPERVISOR) if one.weight is Weight.ESSENTIAL)
    held = gap(None, receipt(1, *every))
    assert make_plan(held, practices(), today=TODAY) is None
    assert make_plan(held, practices(), today=TODAY, optional=True) is not None


def test_a_level_that_is_not_shown_is_a_step() -> None:
    skill = HELD_BY_ALL[0]
    goal = Goal("vacancy", label(shipped(), CARPENTER), (Requirement(skill, Weight.ESSENTIAL, Level("3", SCALE)),))
    for shown, closes in ((Level("2", SCALE), False), (None, False), (Level("3", SCALE), True)):
        one = receipt(1, Skill(skill, {"nl": "x"}, level=shown))
        made = make_plan(gap(goal, one), practices(), today=TODAY)
        assert (made is None) is closes
    made = make_plan(gap(goal, receipt(1, HELD_BY_ALL[1])), practices(), today=TODAY)
    assert made is not None
    low, high = (receipt(n, Skill(skill, {"nl": "x"}, level=Level(value, SCALE))) for n, value in ((2, "2"), (3, "4")))
    assert hold_against(made, profile(low))[1] == ()
    now, (change,) = hold_against(made, profile(low, high))
    assert change.proof.short == high.short
    assert now.next is None


def test_a_proof_closes_its_step_and_its_loss_opens_it_again() -> None:
    made = plan()
    second = made.steps[1].uri
    proof = receipt(7, second, issuer="Bouwbedrijf Voorbeeld")
    closed, (change,) = hold_against(made, profile(proof))
    assert (change.number, change.reopened, change.step.uri) == (2, False, second)
    assert (change.proof.title, change.proof.issuer_name, change.proof.day) == (
        "Record 7",
        "Bouwbedrijf Voorbeeld",
        TODAY,
    )
    assert closed.next == made.steps[0]
    assert hold_against(closed, profile(proof)) == (closed, ())

    other = receipt(6, second)  # a second proof: the one that closed it stays named, and its loss closes nothing
    assert hold_against(closed, profile(other, proof)) == (closed, ())
    moved, changes = hold_against(closed, profile(other))
    assert changes == ()
    assert moved.steps[1].proof is not None
    assert moved.steps[1].proof.short == other.short

    revoked = replace(proof, judgement=Judgement(Standing.LEFT_OUT, "revoked"))
    for now, why in ((profile(revoked), "revoked"), (profile(), "plan_proof_gone")):
        opened, (change,) = hold_against(closed, now)
        assert (change.number, change.reopened, change.why.code if change.why else "") == (2, True, why)
        assert opened == made


def test_one_s_own_word_closes_nothing() -> None:
    made = plan()
    claim = receipt(7, made.steps[0].uri, judgement=Judgement(Standing.SELF, "self_asserted"))
    passed_on = receipt(8, made.steps[0].uri, basis="selfAsserted")
    assert hold_against(made, profile(claim, passed_on)) == (made, ())


def test_notes_stay_with_their_skill() -> None:
    made = plan().noted(2, "  vraag Jan  ")
    assert made.steps[1].note == "vraag Jan"
    again = make_plan(gap(), practices(), today=TODAY, most=3, before=made)
    assert again is not None
    assert [step.note for step in again.steps] == ["", "vraag Jan", ""]
    assert made.noted(2, "").steps[1].note == ""
    for number, code in ((0, "plan_no_step"), (99, "plan_no_step")):
        with pytest.raises(InputError) as error:
            made.noted(number, "x")
        assert error.value.code == code
    with pytest.raises(InputError) as error:
        made.noted(1, "x" * 401)
    assert error.value.code == "plan_note_long"


def test_it_comes_back_out_of_its_entry() -> None:
    from jsonschema import Draft202012Validator

    made = replace(plan(by=date(2027, 6, 1)).noted(1, "vraag Jan"), later=3)
    closed, _ = hold_against(made, profile(receipt(7, made.steps[2].uri, title="T" * 6000, issuer="I" * 300)))
    back = Plan.from_entry(parse_object(dumps(closed.to_entry())))
    assert back.to_json() == closed.to_json()
    assert dumps(back.to_json()) == dumps(closed.to_json())
    Draft202012Validator(parse_object(read_schema(SCHEMA))).validate(back.to_json())


def test_a_name_of_any_length_fits_in_the_entry() -> None:
    long = Label("urn:example:long", (Name("x" * 9000, "nl"),), Kind.SKILL)
    held = gap(Goal("vacancy", long, (Requirement("urn:example:skill", Weight.ESSENTIAL),)))
    lines = tuple(replace(line, label=long) for line in held.lines)
    made = make_plan(replace(held, lines=lines), practices(), today=TODAY)
    assert made is not None
    assert Plan.from_entry(made.to_entry()).to_json() == made.to_json()


def test_what_a_vacancy_may_mean_is_no_step() -> None:
    asked = tuple(Requirement(uri, Weight.ESSENTIAL, confirmed=sure) for uri, sure in zip(HELD_BY_ALL, (True, False)))  # noqa: B905
    held = gap(Goal("vacancy", label(shipped(), CARPENTER), asked), receipt(1, "urn:example:other"))
    made = make_plan(held, practices(), today=TODAY)
    assert made is not None
    assert [step.uri for step in made.steps] == [HELD_BY_ALL[0]]
    assert made.later == 0


def _without(member: str, value: dict[str, Any]) -> None:
    del value[member]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda value: value.update(version=2), "plan_newer"),
        (lambda value: value.update(version=True), "plan_damaged"),
        (lambda value: value.update(more=1), "plan_damaged"),
        (lambda value: value.update(steps=[]), "plan_damaged"),
        (lambda value: value.update(steps=value["steps"] * 9), "plan_damaged"),
        (lambda value: value.update(made="2026-02-30"), "plan_damaged"),
        (lambda value: _without("goal", value), "plan_damaged"),
        (lambda value: value["steps"][0].update(note="x" * 401), "plan_damaged"),
        (lambda value: value["steps"][0]["skill"].update(uri=5), "plan_damaged"),
        (lambda value: value["steps"][0]["ways"][0].update(text={}), "plan_damaged"),
    ],
)
def test_what_is_no_plan_is_refused(change: Any, code: str) -> None:
    value = copy.deepcopy(plan(most=3).to_entry())
    assert Plan.from_entry(value)  # the untampered control
    change(value)
    with pytest.raises(WalletError) as error:
        Plan.from_entry(value)
    assert error.value.code == code


def test_a_training_that_reaches_what_is_asked_is_named() -> None:
    from dsp_vc.skills.training import shipped_trainings

    trainings = shipped_trainings(shipped())
    made = make_plan(gap(), practices(), today=TODAY, trainings=trainings, most=20)
    assert made is not None
    named = {step.uri: step.way(WayKind.TRAINING) for step in made.steps}
    (supervise,) = [step for step in made.steps if step.label.text("en") == "supervise staff"]
    way = named[supervise.uri]
    assert way is not None
    assert way.told("nl") == "Leidinggeven aan een bouwploeg (Vakschool Voorbeeld)"
    assert way.url == "https://vakschool.example/bouwploeg-leiden"
    for step in made.steps:
        if named[step.uri] is not None:
            assert any(one.skill == step.uri for training in trainings for one in training.skills)
    assert Plan.from_entry(parse_object(dumps(made.to_entry()))).to_json() == made.to_json()
    assert all(step.way(WayKind.TRAINING) is None for step in plan(most=20).steps)  # none is named unless it was given


def test_a_training_to_a_lower_level_is_not_named() -> None:
    from dsp_vc.skills.training import How, Taught, Training

    skill = HELD_BY_ALL[0]
    asked = (Requirement(skill, Weight.ESSENTIAL, Level("3", SCALE)),)
    held = gap(Goal("vacancy", label(shipped(), CARPENTER), asked), receipt(1, HELD_BY_ALL[1]))
    for reached, named in (("2", False), ("3", True)):
        taught = (Taught(skill, Level(reached, SCALE)),)
        training = Training("t", {"nl": "Cursus"}, "School", taught, How.PRACTICE)
        made = make_plan(held, practices(), today=TODAY, trainings=[training])
        assert made is not None
        assert (made.steps[0].way(WayKind.TRAINING) is not None) is named
