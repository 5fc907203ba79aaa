"""The pinned contexts: what they are, that they are whole, and that no two of them are mixed up."""

from __future__ import annotations

import dataclasses
import json
from hashlib import sha256
from importlib import resources

import pytest

from dsp_vc.encoding import jcs
from dsp_vc.errors import Refused
from dsp_vc.rdf import contexts as contexts_module
from dsp_vc.rdf.canonicalization import canonical_document
from dsp_vc.rdf.contexts import CREDENTIALS_V1, CREDENTIALS_V2, ContextSet, known_contents, pinned_contents
from dsp_vc.rdf.vocabulary import vocabulary

from .badges import OB, rich_badge

DATA = resources.files("dsp_vc.rdf") / "context_data"
MANIFEST = json.loads((DATA / "manifest.json").read_text())

#: SHA-256 of the files in the table of published contexts ("spec bytes" among them).
PUBLISHED = {
    "https://www.w3.org/2018/credentials/v1": "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
    "https://www.w3.org/ns/credentials/v2": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    "https://w3id.org/security/data-integrity/v1": "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554",
    "https://w3id.org/security/data-integrity/v2": "0f77743daf5b4e8fc067fc5ba5b21044283053aa717fc6b0219843bed3b00363",
    "https://w3id.org/security/multikey/v1": "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    "https://w3id.org/security/suites/ed25519-2020/v1":
        "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
    "https://www.w3.org/ns/did/v1": "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f",
    "https://www.w3.org/ns/credentials/status/v1": "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c",
}  # fmt: skip


@pytest.mark.parametrize("entry", MANIFEST, ids=[entry["file"] for entry in MANIFEST])
def test_file_is_what_the_manifest_says(entry: dict) -> None:
    data = (DATA / entry["file"]).read_bytes()
    assert sha256(data).hexdigest() == entry["sha256"]
    assert sha256(jcs.canonicalize(json.loads(data))).hexdigest() == entry["jcs_sha256"]
    assert entry["package"].count("@") >= 1
    assert entry["licence"]
    assert entry["digests"]


@pytest.mark.parametrize("url", PUBLISHED)
def test_published_bytes(url: str) -> None:
    assert known_contents(url)[0].sha256 == PUBLISHED[url]


def test_every_file_is_in_the_manifest() -> None:
    files = {entry.name for entry in DATA.iterdir() if entry.name.endswith(".json")} - {"manifest.json"}
    assert files == {entry["file"] for entry in MANIFEST}


def test_the_circulating_contents_of_open_badges() -> None:
    digests = {entry["jcs_sha256"][:8] for entry in MANIFEST if entry["url"] == OB}
    assert {"3fc20364", "c5e555a9"} <= digests


def test_a_damaged_file_is_refused() -> None:
    content = dataclasses.replace(known_contents(CREDENTIALS_V2)[0], sha256="0" * 64)
    with pytest.raises(Refused, match="context_damaged"):
        content.load()


def test_unknown_and_pinned() -> None:
    with pytest.raises(Refused, match="context_unknown"):
        ContextSet.pinned().get("https://www.w3.org/ns/credentials/v2/")
    with pytest.raises(Refused, match="context_pinned"):
        ContextSet.pinned().with_extra({CREDENTIALS_V2: {"@context": {}}})
    same = known_contents(CREDENTIALS_V2)[0].load()
    assert ContextSet.pinned().with_extra({CREDENTIALS_V2: same}).extra == {}


def test_a_document_is_tried_under_each_content_only_where_it_matters() -> None:
    assert len(list(ContextSet.pinned().alternatives({"@context": [CREDENTIALS_V2, OB], "type": "x"}))) == 1
    document = {**rich_badge(), "awardedDate": "2026-02-01T00:00:00Z"}
    sets = list(ContextSet.pinned().alternatives(document))
    assert len(sets) == len(known_contents(OB)) > 1
    outcomes = []
    for contents in sets:
        try:
            outcomes.append(canonical_document(document, contents))
        except Refused as error:
            outcomes.append(error.code)
    # No content is remembered for another of the same URL.
    assert "term_undefined" in outcomes
    assert any(isinstance(outcome, bytes) for outcome in outcomes)


def test_words_that_say_the_same_are_a_type_and_a_member() -> None:
    """The guard looks for doubles only where a member has a capital or a type has none."""
    for iri, names in vocabulary(ContextSet.pinned()).names.items():
        types = {name for name in names if name[0].isupper()}
        assert len(types) <= 1 or types == {"AchievementCredential", "OpenBadgeCredential"}, iri
        assert len(names - types) <= 1, iri


def test_two_words_for_one_type_stay_words_beside_a_context_of_another() -> None:
    extra = ContextSet.pinned().with_extra({"https://words.example/v1": {"@context": {"level": "urn:level"}}})
    for word in ("AchievementCredential", "OpenBadgeCredential"):
        document = {**rich_badge(), "type": ["VerifiableCredential", word]}
        document["@context"] = [*document["@context"], "https://words.example/v1"]
        assert canonical_document(document, extra)


def test_no_context_of_the_product_gives_a_meaning_to_any_word() -> None:
    assert vocabulary(ContextSet.pinned()).namespaces == frozenset()
    assert all(content.load() for content in pinned_contents())


@pytest.mark.parametrize("base", [CREDENTIALS_V1, CREDENTIALS_V2])
def test_the_words_of_the_data_model_mean_what_the_reader_reads(base: str) -> None:
    names = vocabulary(ContextSet.pinned()).names
    for word in ("issuer", "credentialSubject", "credentialStatus", "validFrom", "validUntil", "VerifiableCredential"):
        assert word in names[f"https://www.w3.org/2018/credentials#{word}"]
        assert sum(word in found for found in names.values()) == 1, word
    assert base in {entry["url"] for entry in MANIFEST}


def test_the_manifest_is_read_once() -> None:
    assert contexts_module.known_contents("https://nobody.example/") == ()
