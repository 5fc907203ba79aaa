"""What a person shows: which records count, how they come together, what is said of each skill."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations

from dsp_vc.encoding.strict_json import dumps
from dsp_vc.model.attestation import Assessor, Level, Period, Skill
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.receipts import Judgement, Receipt, Standing
from receipts import ESCO, NOW, receipt

BRICKS = f"{ESCO}skill/13e1c0a2-b90d-46f4-be51-11730360b38d"
LEVEL = "Werkplek 1-5"


def profile(*receipts: Receipt) -> Profile:
    return Profile.build(receipts, shipped(), NOW)


def test_one_record_with_all_that_it_says() -> None:
    skill = Skill(BRICKS, {"nl": "iets anders"}, level=Level("3", LEVEL), assessor=Assessor("Jan Voorbeeld"))
    (found,) = profile(receipt(1, skill, last_demonstrated="2026-11-04")).skills
    assert (found.uri, found.basis, found.issuers) == (BRICKS, "assessed", ("Voorbeeldcollege",))
    assert found.label.text("nl") == "metselen"  # by the catalogue, whatever the credential calls it
    assert (found.demonstrated, found.dated_by, found.age_days) == (date(2026, 11, 4), "demonstrated", 20)
    (source,) = found.sources
    assert (source.level, source.assessor, source.context) == (Level("3", LEVEL), "Jan Voorbeeld", "internship")


def test_the_strongest_basis_comes_first_and_issuers_are_counted_once() -> None:
    (found,) = profile(
        receipt(1, BRICKS, basis="attested", issuer="Bouwbedrijf"),
        receipt(2, BRICKS, basis="validated", issuer="Landelijk bureau"),
        receipt(3, BRICKS, basis="attested", issuer="Bouwbedrijf"),
    ).skills
    assert [source.basis for source in found.sources] == ["validated", "attested", "attested"]
    assert found.issuers == ("Landelijk bureau", "Bouwbedrijf")


def test_what_the_person_says_is_apart() -> None:
    own = Judgement(Standing.SELF, "self_asserted")
    found = profile(receipt(1, BRICKS, basis="selfAsserted", judgement=own))
    assert found.skills == ()
    assert [skill.uri for skill in found.self_asserted] == [BRICKS]
    assert not found.groups
    assert not found.strengths


def test_what_an_organisation_passes_on_counts_as_the_person_s_word() -> None:
    found = profile(receipt(1, BRICKS, basis="selfAsserted"))
    assert (found.skills, len(found.self_asserted)) == ((), 1)


def test_a_claim_can_t_name_itself_tested() -> None:
    own = Judgement(Standing.SELF, "self_asserted")
    found = profile(receipt(1, BRICKS, basis="validated", judgement=own))
    assert (found.skills, found.self_asserted[0].basis) == ((), "selfAsserted")


def test_what_does_not_count_is_said_with_the_way_out() -> None:
    revoked = Judgement(Standing.LEFT_OUT, "revoked", {"moment": "2026-10-01"})
    found = profile(receipt(1, BRICKS, judgement=revoked), receipt(2, judgement=revoked))
    assert found.skills == ()
    first, second = found.left_out
    assert (first.why.code, first.remedy.code) == ("revoked", "remedy_issuer")
    assert [skill.text("nl") for skill in first.skills] == ["metselen"]
    assert second.skills == ()


def test_a_badge_without_skills_is_left_out_without_blame() -> None:
    (found,) = profile(receipt(1)).left_out
    assert (found.why.code, found.remedy.code) == ("record_not_skills", "remedy_skills")


def test_what_could_not_be_found_out_today_is_said_and_counts() -> None:
    doubt = Judgement(Standing.COUNTS, "status_unknown", {"known": ""}, "2026-07-01T00:00:00Z")
    (found,) = profile(receipt(1, BRICKS, judgement=doubt)).skills
    assert found.sources[0].doubt is not None
    assert found.sources[0].doubt.code == "status_unknown"
    assert found.sources[0].accepted == "2026-07-01T00:00:00Z"


def test_the_date_is_the_record_s_own_else_the_period_s_else_the_signature_s() -> None:
    told = receipt(1, BRICKS, last_demonstrated="2026-05-01", period=Period("2026-01-01", "2026-06-30"))
    ended = receipt(1, BRICKS, period=Period("2026-01-01", "2026-06-30"))
    running = receipt(1, BRICKS, period=Period("2026-01-01", "2027-06-30"))
    undated = receipt(1, BRICKS, signed=None)
    found = [profile(one).skills[0] for one in (told, ended, running, undated)]
    assert [(one.demonstrated, one.dated_by) for one in found] == [
        (date(2026, 5, 1), "demonstrated"),
        (date(2026, 6, 30), "period"),
        (date(2026, 7, 1), "signed"),  # what lies ahead was not seen yet
        (None, ""),
    ]


def test_levels_of_one_scale_are_compared_and_of_two_are_not() -> None:
    def at(number: int, value: str, scale: str | None) -> Receipt:
        return receipt(number, Skill(BRICKS, {"nl": "x"}, level=Level(value, scale)))

    (found,) = profile(at(1, "2", LEVEL), at(2, "10", LEVEL), at(3, "4", "NLQF"), at(4, "goed", LEVEL)).skills
    assert {(level.value, level.scale) for level in found.levels} == {("10", LEVEL), ("4", "NLQF"), ("goed", LEVEL)}


def test_an_unknown_skill_is_shown_by_the_name_that_the_credential_gives() -> None:
    uri = "urn:example:skill:\u202eevil"
    (found,) = profile(receipt(1, Skill(uri, {"nl": "lijmen\x1b[2J"}))).skills
    assert not found.label.known
    assert found.label.kind is None
    assert "\x1b" not in found.label.text("nl")
    assert profile(receipt(1, Skill(uri, {"nl": "lijmen"}))).groups == ()


def test_skills_are_rolled_up_along_the_hierarchy_each_once() -> None:
    check = f"{ESCO}skill/16801a68-549b-4eaf-9531-f2d516a9380c"
    groups = profile(receipt(1, BRICKS, check), receipt(2, BRICKS)).groups
    assert groups
    assert all(len(set(group.skills)) == len(group.skills) for group in groups)
    top = [group for group in groups if group.depth == 0]
    assert [set(group.skills) for group in top] == [{BRICKS, check}]
    for group in groups:
        assert all(parent in {other.uri for other in groups} for parent in group.parents)


def test_a_strength_has_two_reasons() -> None:
    seen = receipt(1, BRICKS, basis="attested", issuer="Bouwbedrijf", context="employment")
    assert profile(seen).strengths == ()
    (found,) = [one for one in profile(seen, receipt(2, BRICKS)).strengths if one.label.uri == BRICKS]
    assert [reason.code for reason in found.reasons] == [
        "strength_assessed", "strength_issuers", "strength_contexts", "strength_recent",
    ]  # fmt: skip


def test_what_is_long_ago_is_no_strength_by_itself() -> None:
    old = receipt(1, BRICKS, signed=datetime(2015, 1, 1, tzinfo=UTC))
    assert profile(old).strengths == ()


def test_the_order_of_receipts_changes_nothing() -> None:
    receipts = [
        receipt(1, BRICKS),
        receipt(2, BRICKS, issuer="Bouwbedrijf", basis="attested"),
        receipt(3, f"{ESCO}skill/110d7aa3-e44e-4cce-a927-8d4de615f3d9", issuer="Bouwbedrijf"),
    ]
    shown = {dumps(profile(*order).to_json("nl")) for order in permutations(receipts)}
    assert len(shown) == 1
