"""Cards, lists of issuers, and what several sources say together."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError, TrustError
from dsp_vc.trust.bundle import Scope, TrustBundle
from dsp_vc.trust.card import IssuerCard
from dsp_vc.trust.documents import Documents
from dsp_vc.trust.store import TrustStore, load_trust

from ...attacks.forge import Party


def test_a_fingerprint_covers_the_whole_card() -> None:
    card = Party("School").card()
    assert len(card.fingerprint().replace(" ", "")) == 40
    other = copy.deepcopy(card.value)
    other["profile"]["name"] = "School."
    assert IssuerCard.from_json(other).fingerprint() != card.fingerprint()
    assert IssuerCard.from_json(dict(reversed(list(card.value.items())))).fingerprint() == card.fingerprint()


@pytest.mark.parametrize("member", ["type", "version", "profile", "didDocument"])
def test_a_card_without_a_part_is_refused(member: str) -> None:
    value = dict(Party("School").card().value)
    del value[member]
    with pytest.raises(TrustError, match="card_invalid"):
        IssuerCard.from_json(value)


def test_a_did_key_has_no_other_key_than_itself() -> None:
    one, other = Party("School"), Party("Other")
    value = copy.deepcopy(one.card().value)
    method = value["didDocument"]["verificationMethod"][0]
    method["publicKeyMultibase"] = other.did.removeprefix("did:key:")
    with pytest.raises(TrustError, match="card_invalid"):
        IssuerCard.from_json(value)


def test_the_profile_must_be_the_dids() -> None:
    value = copy.deepcopy(Party("School").card().value)
    value["profile"]["id"] = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    with pytest.raises(TrustError, match="card_invalid"):
        IssuerCard.from_json(value)


def test_the_narrower_scope_wins() -> None:
    wide, narrow = Scope(skills=frozenset({"a", "b"})), Scope(skills=frozenset({"b"}), contexts=frozenset({"x"}))
    both = wide.narrowed(narrow)
    assert both == Scope(skills=frozenset({"b"}), contexts=frozenset({"x"}))
    assert both == narrow.narrowed(wide)
    assert both.outside(Scope(skills=frozenset({"b"}), contexts=frozenset({"x"}))) is None
    assert both.outside(Scope(skills=frozenset({"a"}), contexts=frozenset({"x"}))) == "skills"
    assert both.outside(Scope(skills=frozenset({"b"}))) == "contexts"


def test_sources_that_give_two_keys_to_one_name_are_a_conflict() -> None:
    party = Party("School")
    document = copy.deepcopy(party.card().value["didDocument"])
    web = Documents.from_bytes(dumps(_web(document, party.did)).encode())
    other = Documents.from_bytes(dumps(_web(Party("X").card().value["didDocument"], None)).encode())
    with pytest.raises(TrustError, match="trust_conflict"):
        web.merged(other)


def _web(document: dict, did: str | None) -> dict:
    did = did or document["id"]
    return {
        "id": "did:web:school.example",
        "verificationMethod": [
            {
                "id": "did:web:school.example#key-1",
                "type": "Multikey",
                "controller": "did:web:school.example",
                "publicKeyMultibase": did.removeprefix("did:key:"),
            }
        ],
        "assertionMethod": ["did:web:school.example#key-1"],
    }


def test_the_store_keeps_replaces_and_forgets(tmp_path: Path) -> None:
    store, party = TrustStore(tmp_path / "trust"), Party("School")
    card = party.card()
    store.add(card)
    assert [entry.fingerprint() for entry in store.cards()] == [card.fingerprint()]
    found = store.bundle().find(party.did)
    assert found is not None
    assert found.name == "School"
    store.remove(party.did)
    assert list(store.cards()) == []
    with pytest.raises(TrustError, match="trust_unknown"):
        store.remove(party.did)


def test_a_damaged_card_is_said_and_not_skipped(tmp_path: Path) -> None:
    store = TrustStore(tmp_path)
    path = store.add(Party("School").card())
    path.write_text("{}")
    with pytest.raises(TrustError, match="trust_damaged"):
        store.bundle()


def test_a_folder_of_cards(tmp_path: Path) -> None:
    with pytest.raises(TrustError, match="trust_folder_empty"):
        load_trust(tmp_path)
    parties = [Party("A"), Party("B")]
    for number, party in enumerate(parties):
        (tmp_path / f"{number}.json").write_text(dumps(party.card().value))
    bundle = load_trust(tmp_path)
    assert all(bundle.find(party.did) is not None for party in parties)


@pytest.mark.parametrize("data", [b"{}", b"[]", b'{"@context": {}}', b"x", b'{"keys": []}'])
def test_what_is_no_evidence_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        Documents.from_bytes(data)


def test_a_bare_key_set_stands_for_the_url_that_the_operator_gave() -> None:
    party = Party("School")
    keys = {"keys": [{**party.signer.public_key.to_jwk(), "kid": "1"}]}
    found = Documents.from_bytes(dumps(keys).encode(), url="https://school.example")
    assert found.issuer_metadata["https://school.example"].keys == (("1", party.signer.public_key),)


def test_an_unknown_file_is_no_trust() -> None:
    with pytest.raises(TrustError, match="trust_not_recognised"):
        TrustBundle.from_bytes(b'{"type": "x"}', "x.json")
