"""CompetentNL: its layers, names, weights and matches; in Turtle and JSON-LD, whole or by graph; and what is broken."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import competentnl
import esco_zip
from competentnl import (
    AREAS,
    BUILD,
    CAPABILITIES,
    CARPENTER,
    FOREMAN,
    HEAD,
    HOST,
    JOIN,
    LAY,
    OCCUPATIONS,
    OLD,
    PREFIXES,
    TECHNOLOGY,
    TURTLE,
    WOOD,
    WORK_WITH_HANDS,
    json_ld,
    write,
    write_json,
)
from dsp_vc.errors import DspVcError, InputError
from dsp_vc.skills.catalogue import rdf_files
from dsp_vc.skills.catalogue.model import Kind, Weight
from dsp_vc.skills.catalogue.search import OCCUPATIONS as JOBS
from dsp_vc.skills.catalogue.search import search
from dsp_vc.skills.catalogue.store import FILE, catalogue_in, import_files, total_bytes
from esco_zip import LAY_BRICKS

TABLES = ("concept", "name", "broader", "related", "needs", "description", "word", "gram")


def everything(folder: Path) -> list[list[Any]]:
    with catalogue_in(folder) as catalogue:
        read = catalogue.connection.execute
        rows = [
            "SELECT uri, kind, code FROM concept",
            "SELECT uri, lang, text, preferred, official FROM name JOIN concept ON concept.id = concept",
            "SELECT uri, lang, text FROM description JOIN concept ON concept.id = concept",
            "SELECT low.uri, high.uri FROM broader JOIN concept AS low ON low.id = concept JOIN concept AS high ON high.id = broader",
            "SELECT job.uri, skill.uri, weight FROM needs JOIN concept AS job ON job.id = occupation JOIN concept AS skill ON skill.id = skill",
            "SELECT one.uri, two.uri FROM related JOIN concept AS one ON one.id = concept JOIN concept AS two ON two.id = other",
            "SELECT name, version, languages, licence FROM dataset",
        ]
        return [sorted(read(query).fetchall()) for query in rows]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "skills"


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld"])
def test_everything_of_it(folder: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"competentnl.{form}"
    (summary,) = import_files(folder, [write_json(path) if form == "jsonld" else write(path)]).summaries
    assert (summary.skills, summary.occupations, summary.requirements) == (4, 2, 5)
    dataset = summary.dataset
    assert (dataset.name, dataset.version, set(dataset.languages)) == ("CompetentNL", "2.1.0", {"nl", "en"})
    assert dataset.licence == "https://creativecommons.org/licenses/by/4.0/"
    with catalogue_in(folder) as catalogue:
        kinds = {uri: catalogue.concept(uri).kind for uri in (WORK_WITH_HANDS, BUILD, LAY, JOIN, TECHNOLOGY, WOOD)}  # type: ignore[union-attr]
        assert kinds == {
            WORK_WITH_HANDS: Kind.GROUP, BUILD: Kind.SKILL, LAY: Kind.SKILL, JOIN: Kind.SKILL,
            TECHNOLOGY: Kind.GROUP, WOOD: Kind.KNOWLEDGE,
        }  # fmt: skip
        assert (catalogue.broader(LAY), catalogue.broader(JOIN)) == ((BUILD,), (BUILD,))
        assert (catalogue.broader(BUILD), catalogue.broader(FOREMAN)) == ((WORK_WITH_HANDS,), (CARPENTER,))
        lay = catalogue.concept(LAY)
        assert lay is not None
        assert (lay.name("nl").text, lay.name("en").text, lay.code) == ("Stenen stapelen", "Stacking bricks", "1.1.1")
        assert lay.name("nl").official
        assert [name.text for name in lay.synonyms] == ["Muren bouwen"]
        assert catalogue.concept(JOIN).name("nl").text == "Hout verbinden"  # type: ignore[union-attr]
        job = catalogue.concept(CARPENTER)
        assert job is not None
        assert job.name("nl").text == "Voorbeeldtimmerman"
        assert {name.text for name in job.synonyms} == {"Houtvakvoorbeeld", "Trappenvoorbeeldmaker"}
        assert catalogue.description(BUILD, "nl") == "Iets maken dat blijft staan."
        assert {need.skill: need.weight for need in catalogue.requirements(CARPENTER)} == {
            JOIN: Weight.ESSENTIAL, WOOD: Weight.ESSENTIAL, BUILD: Weight.IMPORTANT, LAY: Weight.SOMEWHAT,
        }  # fmt: skip
        assert catalogue.related(LAY) == (LAY_BRICKS,)  # of ESCO, by what came with the product; broader ones are not
        assert catalogue.concept(OLD) is None
        assert search(catalogue, "trappenvoorbeeldmaker", kinds=JOBS)[0].concept.uri == CARPENTER
        assert search(catalogue, "hout verbinden")[0].concept.uri == JOIN


def test_turtle_and_json_ld_say_the_same(tmp_path: Path) -> None:
    import_files(tmp_path / "a", [write(tmp_path / "x.ttl")])
    import_files(tmp_path / "b", [write_json(tmp_path / "x.jsonld")])
    import_files(tmp_path / "c", [write_json(tmp_path / "y.jsonld", [json_ld()])])
    assert everything(tmp_path / "a") == everything(tmp_path / "b") == everything(tmp_path / "c")


def test_by_graph_in_any_order_and_twice(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    import_files(whole, [write(tmp_path / "all.ttl")])
    parts = [
        write(tmp_path / "human-capabilities.ttl", PREFIXES + HEAD + CAPABILITIES),
        write(tmp_path / "knowledge-areas.ttl", PREFIXES + AREAS),
        write(tmp_path / "occupations.ttl", PREFIXES + OCCUPATIONS),
    ]
    import_files(tmp_path / "parts", parts)
    assert everything(tmp_path / "parts") == everything(whole)
    import_files(tmp_path / "one by one", parts[:2])
    import_files(tmp_path / "one by one", parts[2:])
    assert everything(tmp_path / "one by one") == everything(whole)
    import_files(whole, [tmp_path / "all.ttl"])
    assert everything(whole) == everything(tmp_path / "parts")


def test_beside_esco(folder: Path, tmp_path: Path) -> None:
    import_files(folder, [esco_zip.download(tmp_path, "en")])
    import_files(folder, [write(tmp_path / "competentnl.ttl")])
    with catalogue_in(folder) as catalogue:
        assert [dataset.name for dataset in catalogue.datasets()] == ["ESCO", "CompetentNL"]
        assert catalogue.related(LAY_BRICKS) == (LAY,)
        assert catalogue.count(Kind.OCCUPATION) == 3
    import_files(folder, [esco_zip.download(tmp_path, "nl")])  # another language keeps what stands beside it
    with catalogue_in(folder) as catalogue:
        assert catalogue.related(LAY_BRICKS) == (LAY,)
        assert len(catalogue.requirements(CARPENTER)) == 4


def test_a_match_to_what_is_not_here_is_no_fault(folder: Path, tmp_path: Path) -> None:
    """Another version of ESCO, or a part of it, may lack a skill that CompetentNL names."""
    gone = TURTLE.replace("13e1c0a2-b90d-46f4-be51-11730360b38d", "00000000-0000-4000-8000-000000000000")
    assert import_files(folder, [write(tmp_path / "competentnl.ttl", gone)]).passed == ()
    with catalogue_in(folder) as catalogue:
        assert catalogue.related(LAY) == ()
    import_files(folder, [write(tmp_path / "competentnl.ttl")])
    rows = esco_zip.tables()
    rows["skills_en.csv"] = (
        rows["skills_en.csv"][0],
        [row for row in rows["skills_en.csv"][1] if LAY_BRICKS not in row],
    )
    rows["occupationSkillRelations.csv"] = (rows["occupationSkillRelations.csv"][0], [])
    rows["broaderRelationsSkillPillar.csv"] = (rows["broaderRelationsSkillPillar.csv"][0], [])
    import_files(folder, [esco_zip.write_zip(tmp_path / "esco-1.1.1.zip", rows)])
    with catalogue_in(folder) as catalogue:
        assert catalogue.concept(LAY_BRICKS) is None
        assert catalogue.concept(LAY) is not None


def test_the_other_namespace_of_the_employment_service(tmp_path: Path) -> None:
    text = TURTLE.replace("uwv/def/competentnl_uwv#", "def/uwv-ontology#")
    import_files(tmp_path / "a", [write(tmp_path / "a.ttl")])
    import_files(tmp_path / "b", [write(tmp_path / "b.ttl", text)])
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def test_versions(folder: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "competentnl.ttl")
    newer = write(tmp_path / "newer.ttl", TURTLE.replace('"2.1.0"', '"2.2.0"'))
    import_files(folder, [path])
    with pytest.raises(InputError) as caught:
        import_files(folder, [newer])
    assert caught.value.code == "catalogue_versions"
    import_files(folder, [newer], anew=True)
    bare = TURTLE.replace('owl:versionInfo "2.1.0" ;', "")
    assert (
        import_files(tmp_path / "a", [write(tmp_path / "cnl-v1.4.2.ttl", bare)]).summaries[0].dataset.version == "1.4.2"
    )
    said = import_files(tmp_path / "b", [write(tmp_path / "cnl.ttl", bare)], version="3.0")
    assert said.summaries[0].dataset.version == "3.0"


def test_what_is_deprecated_or_has_no_name_is_left_out(folder: Path, tmp_path: Path) -> None:
    text = TURTLE + 'hc:L3_1.1.1 owl:deprecated true .\nhc:L3_9 a cnlo:HumanCapability ; skos:prefLabel " "@nl .\n'
    import_files(folder, [write(tmp_path / "a.ttl", text)])
    with catalogue_in(folder) as catalogue:
        assert catalogue.concept(LAY) is None
        assert catalogue.concept(f"{competentnl.CAPABILITY}L3_9") is None
        assert {need.skill for need in catalogue.requirements(CARPENTER)} == {JOIN, WOOD, BUILD}


def test_progress_ends_at_the_size_of_the_files(folder: Path, tmp_path: Path) -> None:
    files = [write(tmp_path / "a.ttl"), write_json(tmp_path / "a.jsonld")]
    read: list[int] = []
    import_files(folder, files, progress=read.append)
    assert sum(read) == total_bytes(files) == sum(path.stat().st_size for path in files)


# What is broken. The catalogue that was there stays byte for byte.


@pytest.fixture
def refused(folder: Path, tmp_path: Path) -> Callable[[Path], DspVcError]:
    import_files(folder, [write(tmp_path / "good.ttl")])

    def check(path: Path) -> DspVcError:
        before = sha256((folder / FILE).read_bytes()).digest()
        with pytest.raises(DspVcError) as caught:
            import_files(folder, [path], anew=True)
        assert sha256((folder / FILE).read_bytes()).digest() == before
        assert {left.name for left in folder.iterdir()} <= {FILE, f"{FILE}.lock"}
        for lang in ("en", "nl"):
            assert "\n" not in caught.value.message(lang)
            assert caught.value.hint(lang)
        return caught.value

    return check


Check = Callable[[Path], DspVcError]


@pytest.mark.parametrize("kept", [0.1, 0.3, 0.5, 0.77, 0.99])
def test_half_a_file(refused: Check, tmp_path: Path, kept: float) -> None:
    error = refused(write(tmp_path / "half.ttl", TURTLE[: int(len(TURTLE) * kept)]))
    assert error.code in ("catalogue_rdf", "catalogue_not_recognised", "catalogue_unknown_uri")
    if error.code == "catalogue_rdf":
        assert re.search(r"half\.ttl:\d+", error.message())
    text = json.dumps(json_ld(), indent=1)
    error = refused(write(tmp_path / "half.jsonld", text[: int(len(text) * kept)]))
    assert error.code == "learning_json"
    assert re.search(r"half\.jsonld: line \d+", error.message())


def test_the_line_of_a_fault(refused: Check, tmp_path: Path) -> None:
    lines = TURTLE.splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith("ka:0722"))
    lines[number] = lines[number].replace("skos:broader ka:0700", "skos:broader ka:0700 what?")
    error = refused(write(tmp_path / "a.ttl", "\n".join(lines)))
    assert (error.code, f"a.ttl:{number + 1}" in error.message()) == ("catalogue_rdf", True)


def test_a_cycle(refused: Check, tmp_path: Path) -> None:
    text = TURTLE + "hc:L1_1 skos:broader hc:L3_1.1.1 .\n"
    error = refused(write(tmp_path / "a.ttl", text))
    assert error.code == "catalogue_cycle"
    assert re.search(r"a\.ttl:\d+", error.message())
    value = json_ld()
    value["@graph"][1]["skos:broader"] = {"@id": LAY}
    assert refused(write_json(tmp_path / "a.jsonld", value)).code == "catalogue_cycle"


@pytest.mark.parametrize(
    "statement",
    [
        "occ:DB6A0225B3 cnlo:requiresHATEssential hc:L3_gone .",
        "hc:L3_1.1.2 skos:broader hc:L2_gone .",
        "ka:0722 skos:broader ka:gone .",
    ],
)
def test_addresses_that_are_nowhere(refused: Check, tmp_path: Path, statement: str) -> None:
    text = TURTLE + statement + "\n"
    error = refused(write(tmp_path / "a.ttl", text))
    assert error.code == "catalogue_unknown_uri"
    assert f"a.ttl:{text.count(chr(10))}" in error.message()
    assert "gone" in error.message()


def test_occupations_without_the_graphs_that_they_name(refused: Check, tmp_path: Path) -> None:
    assert refused(write(tmp_path / "a.ttl", PREFIXES + OCCUPATIONS)).code == "catalogue_unknown_uri"


@pytest.mark.parametrize(
    "uri", ["relative", "javascript:alert(1)", "urn:x", "https://a.example/a\\u0000b", "https://a.example/\\u202e"]
)
def test_what_is_no_address(refused: Check, tmp_path: Path, uri: str) -> None:
    text = TURTLE + f'<{uri}> a cnlo:HumanCapability ; skos:prefLabel "x"@nl .\n'
    error = refused(write(tmp_path / "a.ttl", text))
    assert error.code in ("catalogue_row", "catalogue_rdf")
    assert "a.ttl:" in error.message()
    assert "\u202e" not in error.message()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "catalogue_not_recognised"),
        ("# nothing\n", "catalogue_not_recognised"),
        ("<urn:a> <urn:b> <urn:c> .\n", "catalogue_not_recognised"),
        ("PK\x03\x04 something", "catalogue_rdf"),
        ("<html><body>404</body></html>", "catalogue_rdf"),
        ("<urn:a> <urn:b> \"x\n", "catalogue_rdf"),
        ("<urn:a> <urn:b> " + "(" * 50_000, "catalogue_rdf"),
        ("<urn:a> <urn:b> " + "[ <urn:c> " * 50_000, "catalogue_rdf"),
        ("{ <urn:a> <urn:b> <urn:c> } => { <urn:a> <urn:d> <urn:c> } .", "catalogue_rdf"),
        ("@forAll :x .\n:x :p :y .", "catalogue_rdf"),
        ("a:b a:c a:d .", "catalogue_rdf"),
        ("[] <urn:b> <urn:c> . 5 <urn:b> <urn:c> .", None),
    ],
)  # fmt: skip
def test_what_is_no_turtle_of_ours(refused: Check, tmp_path: Path, text: str, code: str | None) -> None:
    error = refused(write(tmp_path / "a.ttl", text))
    assert error.code == code or code is None


def test_another_encoding(refused: Check, tmp_path: Path) -> None:
    for encoding in ("utf-16", "cp1252"):
        path = tmp_path / "a.ttl"
        path.write_bytes(TURTLE.replace("Bouwen", "Bouwén").encode(encoding))
        error = refused(path)
        assert error.code == "catalogue_encoding"
        assert "a.ttl:" in error.message()
    write(tmp_path / "b.ttl", "\ufeff" + TURTLE)
    import_files(tmp_path / "b", [tmp_path / "b.ttl"])


@pytest.mark.parametrize("shape", ["side by side", "in terms", "in nodes"])
def test_json_ld_of_thousands_of_contexts(refused: Check, shape: str, tmp_path: Path) -> None:
    """The processor carries each context along: 20,000 of them in a megabyte took five gigabytes."""
    own: Any = json_ld()

    def file(number: int) -> Path:
        terms = {f"t{n}": {"@id": f"urn:t{n}", "@context": {"x": f"urn:x{n}"}} for n in range(number)}
        value = {
            "side by side": {**own, "@context": [own["@context"], *({f"t{n}": f"urn:t{n}"} for n in range(number))]},
            "in terms": {**own, "@context": {**own["@context"], **terms}},
            "in nodes": {**own, "@graph": [*own["@graph"], *({"@context": {}} for _ in range(number))]},
        }[shape]
        return write_json(tmp_path / f"{number}.jsonld", value)

    assert refused(file(3000)).code == "catalogue_contexts"
    import_files(tmp_path / "few", [file(rdf_files.MAX_CONTEXTS - 1)])


@pytest.mark.parametrize(
    "context", ["https://competentnl.example/context.jsonld", ["https://evil.example/c", {}], "c.jsonld"]
)
def test_a_context_is_never_fetched(refused: Check, tmp_path: Path, context: Any) -> None:
    """The tests open no connection; what would need one is refused and named."""
    error = refused(write_json(tmp_path / "a.jsonld", {**json_ld(), "@context": context}))
    assert error.code in ("catalogue_context", "catalogue_rdf")
    if error.code == "catalogue_context":
        assert "example" in error.message()
    inside = json_ld()
    inside["@graph"][2]["@context"] = "https://evil.example/context"
    assert refused(write_json(tmp_path / "b.jsonld", inside)).code == "catalogue_context"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({}, "catalogue_not_recognised"),
        ([], "catalogue_not_recognised"),
        (5, "catalogue_rdf"),
        ("x", "catalogue_rdf"),
        ({"@graph": 5}, "catalogue_rdf"),
        ({"@context": {"a": {"@id": "b:c", "@type": "@vocab", "@container": 7}}, "@graph": []}, "catalogue_rdf"),
    ],
)
def test_json_that_is_no_json_ld_of_ours(refused: Check, tmp_path: Path, value: Any, code: str) -> None:
    path = write(tmp_path / "a.jsonld", json.dumps(value))
    assert refused(path).code in (code, "catalogue_not_recognised")


def test_how_much_is_read(refused: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdf_files, "MAX_STATEMENTS", 20)
    error = refused(write(tmp_path / "a.ttl"))
    assert (error.code, bool(re.search(r"a\.ttl:\d+", error.message()))) == ("catalogue_statements", True)
    assert refused(write_json(tmp_path / "a.jsonld")).code == "catalogue_statements"
    monkeypatch.setattr(rdf_files, "MAX_FILE", 1000)
    assert refused(tmp_path / "a.ttl").code == "file_too_large"
    monkeypatch.setattr(rdf_files, "MAX_JSON", 1000)
    assert refused(tmp_path / "a.jsonld").code == "file_too_large"


@pytest.mark.slow
def test_ten_million_statements(refused: Check, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    with path.open("w") as stream:
        stream.write("@prefix : <urn:x:> .\n")
        for number in range(1000):
            stream.write(f":s{number} :p " + ",".join("1" * 10_000) + " .\n")
    error = refused(path)
    assert error.code == "catalogue_statements"
    assert "a.ttl:" in error.message()


def test_without_the_library_the_rest_still_works(tmp_path: Path) -> None:
    """The extra is named; JSON-LD needs nothing more."""
    code = (
        "import sys; sys.modules['rdflib'] = None\n"
        "from pathlib import Path\n"
        "from dsp_vc.errors import InputError\n"
        "from dsp_vc.skills.catalogue.store import import_files\n"
        f"folder = Path({str(tmp_path / 'skills')!r})\n"
        f"import_files(folder, [Path({str(write_json(tmp_path / 'a.jsonld'))!r})])\n"
        "try:\n"
        f"    import_files(folder, [Path({str(write(tmp_path / 'a.ttl'))!r})])\n"
        "except InputError as error:\n"
        "    print(error.code, error.hint('nl'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "rdf_missing installeer het: pip install 'dsp-vc[rdf]'\n", done.stderr


PIECES = st.lists(
    st.sampled_from(
        [
            *TURTLE.split("\n"),
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            ".",
            ";",
            ",",
            '"',
            '"""',
            "<",
            ">",
            "a",
            "@prefix",
            "^^",
            "\\",
            "_:x",
        ]
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(PIECES | st.lists(st.text(max_size=8), max_size=10))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    path = tmp_path_factory.mktemp("x") / "a.ttl"
    path.write_text(PREFIXES + "\n".join(pieces), encoding="utf-8", errors="replace")
    with contextlib.suppress(DspVcError):
        rdf_files.read_statements(path, lambda statement: None)


def test_names_alone_are_not_taken_from_it(folder: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl")
    import_files(folder, [path])
    with pytest.raises(InputError, match="catalogue_not_recognised"):
        import_files(folder, [path], names_only=True)
    assert HOST in CARPENTER
