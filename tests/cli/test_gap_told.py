"""A gap in words: what a person reads at a terminal."""

from __future__ import annotations

from dsp_vc.cli.gap_told import gap_lines
from dsp_vc.skills.catalogue.search import OCCUPATIONS, search
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.goal import Goal
from passports import essential, gap
from receipts import receipt


def test_a_reason_that_several_skills_share_is_given_once() -> None:
    plumber, heating = (
        search(shipped(), name, kinds=OCCUPATIONS, lang="en")[0].concept.uri
        for name in ("plumber", "heating technician")
    )
    found = gap(Goal.of_occupation(shipped(), heating), receipt(1, *essential(plumber)))
    lines = list(gap_lines(found, "nl"))
    assert all(len(line) <= 80 for line in lines)
    told = " ".join(" ".join(lines).split())
    part = told.split("~ radiatoren plaatsen ")[1].split(" ~ ")[0]
    assert part.count("bij allebei werkt u met leidingen en sluit u die aan") == 1
    assert "dat geldt ook voor: PVC-leidingen leggen; metalen gasleidingen aanleggen" in part
    # Another reason is a sentence of its own, and so is a way that the taxonomy gives.
    part = told.split("~ leidingen leggen ")[1].split(" ~ ")[0]
    assert "metalen gasleidingen aanleggen; dat heeft te maken met “leidingen leggen”" in part
    assert "PVC-leidingen leggen; dat helpt bij “leidingen leggen”" in part
