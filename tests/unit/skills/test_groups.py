"""Rolling up along a hierarchy, also along one that no import would take."""

from __future__ import annotations

from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Dataset, Kind
from dsp_vc.skills.catalogue.writer import Writer
from dsp_vc.skills.groups import Group, ancestors, fields, roll_up
from dsp_vc.skills.labels import Label
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.relations import Relations
from receipts import NOW, receipt

SKILL, LOW, HIGH, TOP = (f"urn:example:{name}" for name in ("skill", "low", "high", "top"))


def catalogue(*broader: tuple[str, str], after: tuple[tuple[str, str], ...] = ()) -> Catalogue:
    """A list with one skill and three groups; ``after`` is written past the checks, as somebody might in the file."""
    writer = Writer()
    key = writer.dataset(Dataset("test", "1", ("en",), "", ""))
    for uri in (SKILL, LOW, HIGH, TOP):
        writer.concept(uri, Kind.SKILL if uri == SKILL else Kind.GROUP, key)
        writer.name(uri, "en", f"name of {uri[12:]}", preferred=True)
    for pair in broader:
        writer.broader(*pair)
    writer.finish()
    for pair in after:
        writer.connection.execute(
            "INSERT INTO broader SELECT low.id, high.id FROM concept low, concept high WHERE low.uri = ? AND high.uri = ?",
            pair,
        )
    return Catalogue(writer.connection)


def test_depth_and_steps_by_the_shortest_way() -> None:
    found = catalogue((SKILL, LOW), (LOW, HIGH), (HIGH, TOP), (LOW, TOP))
    assert ancestors(found, SKILL) == {LOW: 1, HIGH: 2, TOP: 2}
    assert [(group.uri, group.depth, group.parents) for group in roll_up(found, [SKILL, SKILL])] == [
        (TOP, 0, ()),
        (HIGH, 1, (TOP,)),
        (LOW, 1, (HIGH, TOP)),
    ]


def test_a_skill_below_nothing_and_an_unknown_one() -> None:
    assert roll_up(catalogue(), [SKILL, "urn:example:unknown"]) == ()


def test_a_cycle_ends_where_it_closes() -> None:
    found = catalogue((SKILL, LOW), (LOW, HIGH), after=((HIGH, LOW), (HIGH, SKILL)))
    assert ancestors(found, SKILL) == {LOW: 1, HIGH: 2}
    profile = Profile.build([receipt(1, SKILL)], found, NOW)
    assert {group.uri: group.skills for group in profile.groups} == {LOW: (SKILL,), HIGH: (SKILL,)}
    assert Relations(found).between(SKILL, LOW) is None  # and ends


def group(name: str, depth: int, *skills: str) -> Group:
    return Group(Label(f"urn:example:{name}", ()), depth, (), skills)


def test_fields_are_the_narrowest_groups_that_two_skills_share() -> None:
    groups = (
        group("pillar", 0, "a", "b", "c", "d", "e", "f"),
        group("wide", 1, "a", "b", "c", "d", "e"),
        group("wood", 2, "a", "b", "c"),
        group("stone", 2, "c", "d"),
        group("alone", 2, "e"),
    )
    found = fields(groups, ["e", "d", "c", "b", "a", "f"])
    # c is counted once, with the fuller group; what it leaves alone goes to the wider one; f is in no field.
    assert [(one.uri[12:], skills) for one, skills in found] == [("wood", ("a", "b", "c")), ("wide", ("d", "e"))]
    assert fields(groups, ["e", "f"]) == ()
    assert fields((), ["a", "b"]) == ()
    assert fields(tuple(reversed(groups)), ["a", "b", "c", "d", "e", "f"]) == found
