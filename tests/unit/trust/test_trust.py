"""Cards, lists of issuers, and what several sources say together."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dsp_vc.did.issuer_metadata import build_issuer_metadata, parse_issuer_metadata
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError, TrustError
from dsp_vc.keys.public import KeyType, PublicKey
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.trust.bundle import IssuerEntry, Refusal, Scope, TrustBundle
from dsp_vc.trust.card import IssuerCard
from dsp_vc.trust.documents import Documents
from dsp_vc.trust.store import TrustStore, load_trust
from dsp_vc.verification.verifier import Verifier

from ...attacks import forge
from ...attacks.forge import Party

ISSUED = datetime(2026, 10, 3, 9, tzinfo=UTC)


@dataclass
class Listing:
    """A checked list in memory."""

    entries: list[IssuerEntry]
    operator: str = "Voorbeeldbestuur"
    issued: datetime = ISSUED
    expires: datetime = ISSUED + timedelta(days=30)
    records: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def find(self, identifier: str) -> IssuerEntry | None:
        return next((entry for entry in self.entries if identifier in entry.ids), None)

    def recorded(self, issuer: str, digest: str) -> datetime | None:
        return self.records.get((issuer, digest))


def entry(*ids: str, **members: object) -> IssuerEntry:
    return IssuerEntry("School", frozenset(ids), {}, "list", **members)  # type: ignore[arg-type]


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


def test_sources_that_know_an_issuer_by_different_names_all_count() -> None:
    early, late = ISSUED - timedelta(days=9), ISSUED - timedelta(days=2)
    one = Listing([entry("did:web:a.example", "https://a.example", scope=Scope(skills=frozenset({"x", "y"})))])
    two = Listing([entry("did:web:a.example", "did:web:old.example", withdrawn=late)])
    three = Listing([entry("did:web:old.example", withdrawn=early, scope=Scope(skills=frozenset({"y", "z"})))])
    trust = TrustBundle(lists=(one,)).merged(TrustBundle(lists=(two, three)))
    for name in ("https://a.example", "did:web:a.example", "did:web:old.example"):
        found = trust.find(name)
        assert found is not None
        assert found.withdrawn == early
        assert found.scope.skills == {"y"}
    assert trust.find("did:web:b.example") is None


def test_the_earliest_record_counts() -> None:
    early = Listing([], records={("did:web:a.example", "00"): ISSUED})
    late = Listing([], records={("did:web:a.example", "00"): ISSUED + timedelta(days=9)})
    trust = TrustBundle(lists=(late, early, Listing([])))
    assert trust.recorded("did:web:a.example", "00") == ISSUED
    assert trust.recorded("did:web:a.example", "01") is None
    assert TrustBundle.of_cards([Party("School").card()]).recorded("did:web:a.example", "00") is None


def test_the_report_says_how_old_the_list_is(now: datetime) -> None:
    party = Party("School")
    raw = forge.raw(forge.sign(forge.badge(party.did, None), party))
    trust = TrustBundle(lists=(Listing([entry(party.did)]), Listing([], issued=now)))
    report = Verifier(trust, clock=lambda: now).verify(raw)
    assert report
    told = report.check("bundle").to_json()
    assert (told["outcome"], told["code"], told["asOf"]) == ("passed", "bundle_ok", "2026-10-03T09:00:00Z")
    assert told["age"] == (now - ISSUED).total_seconds()
    assert "3 October 2026" in str(told["message"])
    assert "52 days" in str(told["message"])
    between = Verifier(trust, clock=lambda: now - timedelta(days=9)).verify(raw).check("bundle")
    assert (between.code, between.params["as_of"]) == ("bundle_later", "2026-11-24T10:00:00Z")
    slightly = Verifier(trust, clock=lambda: now - timedelta(seconds=30)).verify(raw).check("bundle")
    assert slightly.code == "bundle_ok"


@pytest.mark.parametrize(
    ("did", "withdrawn", "check", "code"),
    [
        (None, None, "issuer-trust", "issuer_last_known"),
        (None, ISSUED, "issuer-trust", "issuer_last_withdrawn"),
        ("did:web:a.example", None, "issuer-key", "key_last_known"),
    ],
)
def test_of_a_list_that_ran_out_it_is_told_what_it_last_knew(
    now: datetime, did: str | None, withdrawn: datetime | None, check: str, code: str
) -> None:
    party = Party("Somebody")
    signed = forge.sign(
        forge.badge(did or party.did, None), party, **({"verificationMethod": f"{did}#key-1"} if did else {})
    )
    listing = Listing([entry(did or party.did, withdrawn=withdrawn)])
    trust = TrustBundle(refusals=(Refusal("trust_stale", {}, listing),))
    report = Verifier(trust, clock=lambda: now).verify(forge.raw(signed))
    assert report.verdict == "indeterminate"
    assert report.check("bundle").code == "trust_stale"
    told = report.check(check)
    assert told.code == code
    for lang, days in (("en", ("3 October 2026", "2 November 2026")), ("nl", ("3 oktober 2026", "2 november 2026"))):
        assert all(text in told.message(lang) for text in ("School", *days))


def test_of_two_documents_of_one_name_the_limits_of_both_count() -> None:
    older, newer = Party("School"), Party("School")
    did = "did:web:school.example"

    def document(*methods: tuple[str, Party], **members: str) -> Documents:
        listed = [
            {
                "id": f"{did}#{name}",
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": party.did.removeprefix("did:key:"),
                **members,
            }
            for name, party in methods
        ]
        value = {"id": did, "verificationMethod": listed, "assertionMethod": [method["id"] for method in listed]}
        return Documents.from_bytes(dumps(value).encode())

    card = document(("key-1", older))
    listed = document(("key-1", older), ("key-2", newer), revoked="2026-10-01T00:00:00Z")
    for both in (card.merged(listed), listed.merged(card)):
        (found,) = both.did_documents.values()
        assert found.methods[f"{did}#key-1"].revoked == datetime(2026, 10, 1, tzinfo=UTC)
        assert found.purposes["assertionMethod"] == {f"{did}#key-1", f"{did}#key-2"}


def test_an_old_card_beside_a_new_one_of_an_issuer_that_rotated_its_keys() -> None:
    """The old card does not hide the new keys, in whichever order they come; one name for two keys is a conflict."""
    iss = "https://school.example"
    old, new, other = (MemorySigner.generate(KeyType.P256).public_key for _ in range(3))

    def keys(*named: tuple[str | None, PublicKey]) -> Documents:
        return Documents(issuer_metadata={iss: parse_issuer_metadata(build_issuer_metadata(iss, named))})

    before, after = keys(("key-2", old)), keys(("key-2", old), ("key-4", new), (None, other))
    for merged in (before.merged(after), after.merged(before)):
        assert set(merged.issuer_metadata[iss].keys) == {("key-2", old), ("key-4", new), (None, other)}
    with pytest.raises(TrustError) as refused:
        before.merged(keys(("key-2", new)))
    assert refused.value.code == "trust_conflict"
