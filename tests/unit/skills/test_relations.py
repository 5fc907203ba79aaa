"""The ways from one skill to another: what the taxonomy and the names say together, what we add, and no nonsense."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

import relations_golden
from dsp_vc.skills import kin
from dsp_vc.skills.catalogue.csv_files import read_rows
from dsp_vc.skills.catalogue.model import Kind
from dsp_vc.skills.catalogue.shipped import BASE, data_folder, shipped
from dsp_vc.skills.catalogue.store import catalogue_in, import_files
from dsp_vc.skills.likeness import Likeness, stem, take_apart
from dsp_vc.skills.relations import Relation, RelationKind, Relations

RELATIONS = Relations(shipped())
URIS = {
    found.name("en").text: uri
    for (uri,) in shipped().connection.execute("SELECT uri FROM concept WHERE kind IN ('skill', 'knowledge')")
    if (found := shipped().concept(uri))
}


def way(held: str, asked: str) -> Relation | None:
    return RELATIONS.between(URIS[held], URIS[asked])


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_relations_of_ten_pairs_are_those_that_were_read(lang: str) -> None:
    read = (Path(__file__).parent / f"relations.{lang}.txt").read_text(encoding="utf-8")
    assert relations_golden.text(lang) == read, "read what changed: python tests/relations_golden.py"


@pytest.mark.parametrize(
    ("held", "asked", "kind"),
    [
        ("lay bricks", "lay bricks", RelationKind.EXACT),
        ("order construction supplies", "order supplies", RelationKind.NARROWER),
        ("dispose waste", "dispose of hazardous waste", RelationKind.BROADER),
        ("use welding equipment", "operate welding equipment", RelationKind.SIBLING),
        ("types of piping", "install PVC piping", RelationKind.RELATED),
        ("install plumbing systems", "install radtors", RelationKind.KIN),
    ],
)
def test_each_kind_of_way(held: str, asked: str, kind: RelationKind) -> None:
    found = way(held, asked)
    assert found is not None
    assert found.kind is kind
    for lang in ("en", "nl"):
        assert found.held.text(lang) in found.message(lang)
        assert kind is RelationKind.EXACT or found.asked.text(lang) in found.message(lang)


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("execute vehicle maintenance", "carry out preventive airport maintenance"),  # as ESCO's hierarchy has it
        ("test sensors", "think critically"),
        ("identify wood warp", "install wood hardware"),
        ("advise customers on seafood choices", "advise on customs regulations"),  # customers are no customs
        ("lubricate engines", "reinforce concrete"),  # one group: installing wooden and metal components
        ("test soil load bearing capacity", "work ergonomically"),  # one group: health and safety procedures
        ("use safety equipment in construction", "ensure safety of healthcare users"),  # one group and a word
        ("apply roll roofing", "operate road roller"),  # one word
        ("create cutting plan", "use food cutting tools"),  # one group and a word, and yet
        ("control systems", "maintain stock control systems"),
        ("solar energy", "nuclear energy"),
        ("remove dust", "lay bricks"),
    ],
)
def test_what_has_nothing_to_do_with_the_other(held: str, asked: str) -> None:
    assert way(held, asked) is None
    assert way(asked, held) is None


def test_a_way_by_a_broad_skill_needs_a_second_witness_and_says_so() -> None:
    found = way("assess risks for the elderly", "tend to elderly people")
    assert found is not None
    assert found.close
    assert "is a kind of" not in found.message("en")
    kind = way("order construction supplies", "order supplies")
    assert kind is not None
    assert "that is a kind of" in kind.message("en")
    assert "dat is een soort" in kind.message("nl")


def test_ways_come_strongest_first_and_the_order_of_what_is_held_changes_nothing() -> None:
    held = [URIS[name] for name in ("types of piping", "install PVC piping", "install metal gas piping", "lay bricks")]
    asked = URIS["lay pipe installation"]
    orders = {RELATIONS.towards(asked, order) for order in permutations(held)}
    (found,) = orders
    assert found[0].held.uri == URIS["install metal gas piping"]
    strengths = [found_way.strength for found_way in found]
    assert strengths == sorted(strengths, reverse=True)
    assert len(found) == 3


def test_our_kin_are_in_the_catalogue_under_the_names_that_the_file_gives_them() -> None:
    for name, pairs in (("kin", [("uri", "name")]), ("not_kin", [("uri", "name"), ("other", "other_name")])):
        path = data_folder("catalogue") / f"{name}.csv"
        with path.open("rb") as stream:
            for place, row in read_rows(stream, path.name, ("uri",)):
                for uri, told in pairs:
                    if not row[uri]:
                        continue
                    concept = shipped().concept(BASE + row[uri])
                    assert concept is not None, place
                    assert concept.name("en").text == row[told], place


def test_every_reason_has_words_and_is_used_from_both_sides() -> None:
    used = {reason.name for reason, _ in kin.reasons().values()}
    path = data_folder("catalogue") / "kin_reasons.csv"
    with path.open("rb") as stream:
        rows = [row for _, row in read_rows(stream, path.name, ("reason", "nl", "en"))]
    assert {row["reason"] for row in rows} == used
    assert all(row["nl"] and row["en"] for row in rows)
    assert all((other, uri) in kin.reasons() for uri, other in kin.reasons())


def test_ours_are_said_to_be_ours() -> None:
    found = way("install plumbing systems", "install radtors")
    assert found is not None
    assert found.to_json("en")["by"] == "us"
    taxonomy = way("types of piping", "install PVC piping")
    assert taxonomy is not None
    assert taxonomy.to_json("en")["by"] == "taxonomy"


def test_unknown_addresses_have_no_ways() -> None:
    assert RELATIONS.towards("urn:example:x", ["urn:example:y", URIS["lay bricks"]]) == ()
    assert RELATIONS.towards(URIS["lay bricks"], ["urn:example:y"]) == ()


def test_a_list_of_one_s_own_hangs_together_by_its_names(tmp_path: Path) -> None:
    own = tmp_path / "bouwlijst.csv"
    own.write_text(
        "uri,kind,nl,broader\n"
        "urn:example:roof,group,dakbedekking leggen,\n"
        "urn:example:zinc,skill,zinken dakbedekking leggen,urn:example:roof\n"
        "urn:example:reed,skill,rieten dakbedekking leggen,urn:example:roof\n"
        "urn:example:tea,skill,thee zetten,urn:example:roof\n",
        encoding="utf-8",
    )
    import_files(tmp_path / "skills", [own])
    with catalogue_in(tmp_path / "skills") as catalogue:
        relations = Relations(catalogue)
        found = relations.between("urn:example:zinc", "urn:example:reed")
        assert found is not None
        assert found.via is not None
        assert found.via.uri == "urn:example:roof"
        assert relations.between("urn:example:tea", "urn:example:reed") is None


def test_names_are_taken_apart() -> None:
    found = take_apart("install heating, ventilation and air conditioning ducts", "en", Kind.SKILL)
    assert (found.verb, found.stems) == ("instal", {"heat", "ventilation", "air", "condition", "duct"})
    assert take_apart("types of heat pumps", "en", Kind.KNOWLEDGE).stems == {"heat", "pump"}
    assert take_apart("solder", "en", Kind.SKILL).stems == {"sold"}
    assert {stem(word, "en") for word in ("weld", "welds", "welding", "welded", "welder")} == {"weld"}


def test_likeness_is_the_same_from_both_sides_and_within_bounds() -> None:
    like = Likeness(shipped())
    uris = sorted(URIS.values())[:60]
    for left in uris:
        assert like.of(left, left) == pytest.approx(1.0)
        for right in uris:
            assert like.of(left, right) == like.of(right, left)
            assert -1e-9 <= like.of(left, right) <= 1 + 1e-9
