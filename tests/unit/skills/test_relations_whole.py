"""The ways from one skill to another in the whole of ESCO, where groups have hundreds of skills."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data_dir import data_dir
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Weight
from dsp_vc.skills.catalogue.store import catalogue_in, import_files
from dsp_vc.skills.gap import Gap
from dsp_vc.skills.goal import Goal
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.relations import Relations
from receipts import NOW, receipt

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    data = data_dir()
    if data is None or not (data / "esco-1.1.1-en.zip").is_file():
        pytest.skip("ESCO is not here: put esco-1.1.1-en.zip in ../shared/data or name its folder in DSP_VC_DATA")
    folder = tmp_path_factory.mktemp("skills")
    import_files(folder, [data / "esco-1.1.1-en.zip"])
    with catalogue_in(folder) as catalogue:
        yield catalogue


@pytest.fixture(scope="module")
def uris(whole: Catalogue) -> dict[str, str]:
    rows = whole.connection.execute(
        "SELECT text, uri FROM name JOIN concept ON concept.id = name.concept WHERE preferred AND lang = 'en'"
    )
    return dict(rows.fetchall())


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        # ESCO has the first below the second
        ("execute vehicle maintenance", "carry out preventive airport maintenance"),
        ("test sensors", "think critically"),
        ("advise customers on types of flowers", "advise on customs regulations"),
        ("adhere to organisational guidelines", "demonstrate loyalty"),
        ("identify customer's needs", "keep an open mind"),
        # one group
        ("lubricate engines", "reinforce concrete"),
        ("prepare ready-made dishes", "prepare flambeed dishes"),
        ("monitor fish health status", "monitor pregnancy"),
        ("give massages", "provide palliative care"),
        ("plan surface slope", "install sprinkler systems"),
        ("solar energy", "nuclear energy"),
        # one word
        ("apply roll roofing", "operate road roller"),
        ("manage customer service", "apply procedures to ensure cargo complies with customs regulations"),
    ],
)
def test_no_way_where_a_person_sees_none(whole: Catalogue, uris: dict[str, str], held: str, asked: str) -> None:
    assert Relations(whole).between(uris[held], uris[asked]) is None


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("interpret technical texts", "interpret technical requirements"),
        ("analytical chemistry", "chemistry"),
        ("develop agricultural policies", "develop immigration policies"),
        ("types of pipelines", "prevent pipeline deterioration"),
        ("perform scientific research", "scientific research methodology"),
        ("inspect pipelines", "detect flaws in pipeline infrastructure"),
    ],
)
def test_a_way_far_from_what_comes_along(whole: Catalogue, uris: dict[str, str], held: str, asked: str) -> None:
    assert Relations(whole).between(uris[held], uris[asked]) is not None


def test_the_three_pairs_are_as_useful_as_with_what_comes_along(whole: Catalogue, uris: dict[str, str]) -> None:
    relations = Relations(whole)
    for held, asked in (("plumber", "heating technician"), ("home care aide", "healthcare assistant")):
        skills = [one.skill for one in whole.requirements(uris[held]) if one.weight is Weight.ESSENTIAL]
        profile = Profile.build([receipt(1, *skills)], whole, NOW)
        found = Gap.build(Goal.of_occupation(whole, uris[asked]), profile, relations)
        assert found.related_essential.count >= 7, asked
