"""What a goal asks for beside what a person shows: states, levels, coverage, order; no line says that one can't."""

from __future__ import annotations

import pytest

import relations_golden
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError
from dsp_vc.model.attestation import Level, Skill
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.gap import FURTHER, Coverage, Gap, LevelState, State
from dsp_vc.skills.goal import VACANCY, Goal, Requirement
from dsp_vc.skills.labels import label
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.receipts import Judgement, Receipt, Standing
from dsp_vc.skills.relations import Relations
from dsp_vc.skills.weights import Weights
from receipts import ESCO, NOW, receipt

BRICKLAYER = f"{ESCO}occupation/05f321f8-055b-407d-bf19-e0ddabda56b7"
BRICKS = f"{ESCO}skill/13e1c0a2-b90d-46f4-be51-11730360b38d"
JOINTS = next(
    uri
    for (uri,) in shipped().connection.execute("SELECT uri FROM concept")
    if (found := shipped().concept(uri)) and found.name("en").text == "finish mortar joints"
)
SCALE = "Werkplek 1-5"


def gap(*receipts: Receipt, asked: tuple[Requirement, ...] | None = None, weights: Weights | None = None) -> Gap:
    catalogue = shipped()
    goal = Goal.of_occupation(catalogue, BRICKLAYER)
    if asked is not None:
        goal = Goal(VACANCY, label(catalogue, "urn:example:job", {"nl": "Metselaar gezocht"}), asked)
    return Gap.build(goal, Profile.build(receipts, catalogue, NOW), Relations(catalogue), weights)


def test_nothing_shown_is_missing_and_not_absent() -> None:
    found = gap()
    assert found.coverage_essential == Coverage(0, 18)
    assert found.coverage_optional == Coverage(0, 30)
    assert {line.state for line in found.lines} == {State.MISSING}


def test_the_four_states() -> None:
    revoked = Judgement(Standing.LEFT_OUT, "revoked", {"moment": "2026-10-01"})
    own = Judgement(Standing.SELF, "self_asserted")
    ergonomic = f"{ESCO}skill/156f8c5b-894a-4ccc-a70e-37a2726f3f00"
    waste = f"{ESCO}skill/110d7aa3-e44e-4cce-a927-8d4de615f3d9"
    found = gap(
        receipt(1, BRICKS),
        receipt(2, waste, judgement=own),
        receipt(3, ergonomic, judgement=revoked),
    )
    lines = {line.uri: line for line in found.lines}
    assert lines[BRICKS].state is State.MATCHED
    assert lines[JOINTS].state is State.RELATED
    assert lines[waste].state is State.NOT_ASSESSED
    assert lines[waste].basis == "selfAsserted"
    assert (lines[ergonomic].state, lines[ergonomic].left_out) == (State.NOT_ASSESSED, ("00000003",))
    assert found.coverage_essential == Coverage(1, 18)
    assert found.related_essential.count >= 1


def test_a_line_tells_by_what_proof_and_how_old() -> None:
    line = next(line for line in gap(receipt(1, BRICKS, last_demonstrated="2026-11-04")).lines if line.uri == BRICKS)
    assert (line.basis, line.age_days, len(line.sources)) == ("assessed", 20, 1)
    related = next(line for line in gap(receipt(1, BRICKS)).lines if line.uri == JOINTS)
    assert related.relation is not None
    assert related.relation.held.uri == BRICKS
    assert [source.credential for source in related.sources] == [line.sources[0].credential]


@pytest.mark.parametrize(
    ("shown", "asked", "state"),
    [
        (Level("4", SCALE), Level("3", SCALE), LevelState.MET),
        (Level("3", SCALE), Level("3", SCALE), LevelState.MET),
        (Level("2", SCALE), Level("3", SCALE), LevelState.NOT_MET),
        (Level("4", "NLQF"), Level("3", SCALE), LevelState.UNKNOWN),
        (Level("goed", SCALE), Level("3", SCALE), LevelState.UNKNOWN),
        (Level("goed", SCALE), Level("Goed", SCALE), LevelState.MET),
        (Level("B2", "CEFR"), Level("B1", "CEFR"), LevelState.MET),
        (None, Level("3", SCALE), LevelState.UNKNOWN),
        (Level("3", SCALE), None, LevelState.NOT_ASKED),
    ],
)
def test_levels(shown: Level | None, asked: Level | None, state: LevelState) -> None:
    found = gap(
        receipt(1, Skill(BRICKS, {"nl": "metselen"}, level=shown)),
        asked=(Requirement(BRICKS, Weight.ESSENTIAL, asked),),
    )
    (line,) = found.lines
    assert (line.state, line.level) == (State.MATCHED, state)
    assert line.held_level == shown


def test_the_level_of_the_scale_that_is_asked_counts() -> None:
    found = gap(
        receipt(1, Skill(BRICKS, {"nl": "metselen"}, level=Level("1", "NLQF")), basis="validated"),
        receipt(2, Skill(BRICKS, {"nl": "metselen"}, level=Level("4", SCALE))),
        asked=(Requirement(BRICKS, Weight.ESSENTIAL, Level("3", SCALE)),),
    )
    assert (found.lines[0].level, found.lines[0].held_level) == (LevelState.MET, Level("4", SCALE))


def test_a_related_skill_shows_no_level_of_the_one_that_is_asked() -> None:
    found = gap(
        receipt(1, Skill(BRICKS, {"nl": "metselen"}, level=Level("5", SCALE))),
        asked=(Requirement(JOINTS, Weight.ESSENTIAL, Level("3", SCALE)),),
    )
    assert (found.lines[0].state, found.lines[0].level) == (State.RELATED, LevelState.UNKNOWN)


def test_lines_are_in_order_and_weights_are_shown() -> None:
    found = gap(receipt(1, BRICKS))
    order = [(line.need, line.state) for line in found.lines]
    assert order == sorted(order, key=lambda one: (list(Weight).index(one[0]), list(State).index(one[1])))
    missing = [line.weight for line in found.of_need(Weight.ESSENTIAL) if line.state is State.MISSING]
    assert missing == sorted(missing, reverse=True)
    assert found.weights.to_json() == {
        "needs": {"essential": 1.0, "important": 0.4, "somewhat": 0.2, "optional": 0.2},
        "rarity": True,
    }
    rare, common = (next(line.weight for line in found.lines if line.uri == uri) for uri in (JOINTS, BRICKS))
    assert rare == common > max(line.weight for line in found.of_need(Weight.OPTIONAL))


def test_weights_can_be_changed() -> None:
    found = gap(weights=Weights(dict.fromkeys(Weight, 1.0), by_rarity=False))
    assert {line.weight for line in found.lines} == {1.0}


def test_other_needs_than_esco_s_count_as_optional() -> None:
    asked = (Requirement(BRICKS, Weight.IMPORTANT), Requirement(JOINTS, Weight.SOMEWHAT))
    found = gap(receipt(1, BRICKS), asked=asked)
    assert (found.coverage_essential, found.coverage_optional) == (Coverage(0, 0), Coverage(1, 2))
    assert [line.need for line in found.lines] == [Weight.IMPORTANT, Weight.SOMEWHAT]


def test_an_unknown_skill_in_a_vacancy_is_a_line_too() -> None:
    found = gap(
        asked=(Requirement("urn:example:unheard", Weight.ESSENTIAL, found_as="heel bijzonder", confirmed=False),)
    )
    (line,) = found.lines
    assert (line.state, line.label.known) == (State.MISSING, False)
    assert (line.to_json("nl")["foundAs"], line.to_json("nl")["confirmed"]) == ("heel bijzonder", False)


def test_what_is_not_confirmed_is_told_and_counts_nowhere() -> None:
    asked = (Requirement(BRICKS, Weight.ESSENTIAL), Requirement(JOINTS, Weight.ESSENTIAL, confirmed=False))
    found = gap(receipt(1, BRICKS), asked=asked)
    assert (len(found.lines), found.coverage_essential, found.related_essential.count) == (2, Coverage(1, 1), 0)


def test_no_more_ways_are_told_than_a_person_reads() -> None:
    found = relations_golden.gap("plumber", "heating technician")
    assert max(1 + len(line.also) for line in found.lines) == FURTHER


def test_exact_addresses_alone_say_little_and_related_ones_more() -> None:
    """46 %, 4 % and 0 % of the essential skills: the pairs for which the related ones were made."""
    counts = {}
    for held, asked in relations_golden.PAIRS[:3]:
        found = relations_golden.gap(held, asked)
        counts[asked] = (found.coverage_essential, found.related_essential.count >= 7)
    assert counts == {
        "carpenter": (Coverage(11, 24), False),
        "heating technician": (Coverage(1, 26), True),
        "healthcare assistant": (Coverage(0, 32), True),
    }


def test_two_runs_give_the_same_bytes() -> None:
    receipts = [receipt(1, BRICKS), receipt(2, BRICKS, issuer="Bouwbedrijf", basis="attested")]
    one, other = (dumps(gap(*order).to_json("nl")) for order in (receipts, receipts[::-1]))
    assert one == other


@pytest.mark.parametrize("uri", ["urn:example:job", BRICKS])
def test_what_is_no_occupation(uri: str) -> None:
    with pytest.raises(InputError) as caught:
        Goal.of_occupation(shipped(), uri)
    assert caught.value.code == "occupation_unknown"
