"""Who joins a list, who is withdrawn, what comes along; what an issuer that was robbed hands over is refused."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.publishing.edits import Terms, add_file, import_registry, withdraw_issuer
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.publishing.registry import read_registry
from dsp_vc.trust.issuer_list import RECOGNISED, WITHDRAWN, May, read
from small_ca import Authority

from ...attacks.forge import Party
from .keeping import DAY, NOW, Keeper, School, keeper, members, target

ONE, TWO = "1" * 64, "2" * 64


@pytest.fixture
def listed(tmp_path: Path) -> Keeper:
    return keeper(tmp_path / "list")


def on(listed: Keeper) -> dict[str, Any]:
    return {entry.name: entry for entry in listed.folder.issuers()}


def test_an_issuer_comes_with_its_documents(listed: Keeper) -> None:
    school = School()
    assert listed.add(school.card(), Terms(may=May(contexts=frozenset({"internship"})), valid_from=NOW)) == "added"
    entry = on(listed)["Voorbeeldschool"]
    assert entry.ids == (school.did, school.iss)
    assert entry.profile == school.profile()
    data = listed.publish().data
    assert json.loads(target(data, "did-document", school.did)) == school.document()
    assert json.loads(target(data, "issuer-metadata", school.iss)) == school.metadata()


def test_a_key_that_says_itself_needs_no_document(listed: Keeper) -> None:
    listed.add(Party("Vereniging").card())
    assert not listed.folder.state.files


def test_a_newer_card_replaces_the_one_before_and_keeps_the_terms(listed: Keeper) -> None:
    school = School()
    listed.add(school.card(), Terms(may=May(contexts=frozenset({"internship"})), valid_until=NOW + DAY))
    school.name = "Voorbeeldcollege"
    assert listed.add(school.card(school.document(alsoKnownAs=["https://school.example"]))) == "updated"
    (entry,) = listed.folder.issuers()
    assert (entry.name, entry.may.contexts, entry.valid_until) == ("Voorbeeldcollege", {"internship"}, NOW + DAY)
    assert b"alsoKnownAs" in target(listed.publish().data, "did-document")
    listed.add(school.card(), Terms(may=May()))
    assert on(listed)["Voorbeeldcollege"].may == May()


def test_one_entity_may_have_several_identities(listed: Keeper) -> None:
    school, old = School(), Party("Voorbeeldschool (oud)")
    listed.add(school.card())
    assert listed.add(old.card(), Terms(joins=school.did)) == "updated"
    (entry,) = listed.folder.issuers()
    assert entry.ids == (school.did, school.iss, old.did)
    assert entry.name == "Voorbeeldschool"
    listed.add(School("other.example", "Andere").card())
    with pytest.raises(TrustError, match="bundle_ids_conflict"):
        listed.add(old.card(), Terms(joins="did:web:other.example"))
    with pytest.raises(TrustError, match="bundle_unknown_issuer"):
        listed.add(old.card(), Terms(joins="did:web:nobody.example"))


def withdraw(listed: Keeper, named: str, days: int = 0, reason: str = "opgeheven") -> None:
    with BundleFolder.edit(listed.path) as folder:
        folder.commit(withdraw_issuer(folder, named, reason, NOW + days * DAY)[0])


def test_a_withdrawn_issuer_stays_with_its_history(listed: Keeper) -> None:
    school = School()
    listed.add(school.card(), digests=(ONE,))
    listed.publish()
    withdraw(listed, "Voorbeeldschool", 3)
    data = listed.publish(NOW + 4 * DAY).data
    (entry,) = read(target(data, "issuer-list")).issuers
    assert (entry.standing.status, entry.standing.since, entry.standing.reason) == (
        WITHDRAWN,
        NOW + 3 * DAY,
        "opgeheven",
    )
    assert [former.status for former in entry.history] == [RECOGNISED]
    assert ONE.encode() in target(data, "digests")  # what it signed before stays on record
    assert target(data, "did-document")
    with pytest.raises(TrustError, match="bundle_withdrawn_already"):
        withdraw(listed, school.did, 5)
    assert listed.add(school.card(), now=NOW + 6 * DAY) == "again"
    (entry,) = listed.folder.issuers()
    assert [period.status for period in (entry.standing, *entry.history)] == [RECOGNISED, WITHDRAWN, RECOGNISED]


def test_nobody_is_withdrawn_before_they_came_or_by_a_doubtful_name(listed: Keeper) -> None:
    listed.add(School().card())
    with pytest.raises(TrustError, match="bundle_withdrawn_before"):
        withdraw(listed, "Voorbeeldschool", -1)
    listed.add(School("other.example").card())
    with pytest.raises(TrustError, match="bundle_ambiguous_issuer"):
        withdraw(listed, "Voorbeeldschool")
    with pytest.raises(TrustError, match="bundle_unknown_issuer"):
        withdraw(listed, "did:web:nobody.example")
    withdraw(listed, "https://other.example")
    assert [entry.standing.status for entry in listed.folder.issuers()] == [RECOGNISED, WITHDRAWN]


def test_a_key_once_reported_stolen_is_never_taken_back(listed: Keeper) -> None:
    """Who stole the key and the website would hand over a document in which nothing was stolen."""
    school = School()
    listed.add(school.card(), digests=(ONE,))
    listed.add(school.card(school.revoked()))
    renamed = school.document()
    renamed["verificationMethod"][0]["id"] = f"{school.did}#key-9"
    later = school.revoked("2026-11-02T00:00:00Z")
    for document in (school.document(), renamed, later):
        with pytest.raises(Refused, match="bundle_key_unrevoked"):
            listed.add(school.card(document), digests=(TWO,))
        with BundleFolder.edit(listed.path) as folder, pytest.raises(Refused, match="bundle_key_unrevoked"):
            add_file(folder, dumps(document).encode(), "did.json")
    earlier = school.revoked("2026-10-02T00:00:00Z")
    assert listed.add(school.card(earlier)) == "updated"  # it was found out to be earlier
    assert TWO not in listed.folder.digest_record(school.did).waiting
    without = school.document()
    del without["verificationMethod"][0]
    for purpose in ("authentication", "assertionMethod", "capabilityInvocation", "capabilityDelegation"):
        without[purpose] = without[purpose][1:]
    assert listed.add(school.card(without)) == "updated"  # gone is as good as revoked
    with pytest.raises(Refused, match="bundle_key_unrevoked"):  # and does not come back by that way
        listed.add(school.card(school.document()), digests=(TWO,))


FILES: dict[str, tuple[Any, str | None, str, str, str]] = {
    "schema": ({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://a.example/s"}, None,
               "schema", "https://a.example/s", "json"),
    "context": ({"@context": {"a": "https://a.example/#a"}}, "https://a.example/v1", "context", "https://a.example/v1", "json"),
    "type metadata": ({"vct": "urn:a:1", "name": "A"}, None, "type-metadata", "urn:a:1", "json"),
    "status": ({"id": "https://a.example/l", "type": ["VerifiableCredential", "BitstringStatusListCredential"]}, None,
               "status-list", "https://a.example/l", "json"),
    "document": (School().document(), None, "did-document", "did:web:school.example", "json"),
    "metadata": (School().metadata(), None, "issuer-metadata", "https://school.example", "json"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_document_comes_along_byte_for_byte(listed: Keeper, name: str) -> None:
    value, url, kind, stands_for, extension = FILES[name]
    data = json.dumps(value, indent=3).encode()
    with BundleFolder.edit(listed.path) as folder:
        state, file = add_file(folder, data, "file", url=url)
        folder.commit(state)
    assert (file.kind, file.url, file.extension) == (kind, stands_for, extension)
    assert target(listed.publish().data, kind, stands_for) == data


def test_a_bare_key_set_becomes_metadata_of_who_it_stands_for(listed: Keeper) -> None:
    keys = School().metadata()["jwks"]
    with BundleFolder.edit(listed.path) as folder:
        folder.commit(add_file(folder, dumps(keys).encode(), "keys", url="https://a.example")[0])
    published = json.loads(target(listed.publish().data, "issuer-metadata", "https://a.example"))
    assert published == {"issuer": "https://a.example", "jwks": keys}


def test_a_newer_status_list_replaces_the_one_before(listed: Keeper) -> None:
    value, _, kind, url, _ = FILES["status"]
    for issued in ("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"):
        with BundleFolder.edit(listed.path) as folder:
            folder.commit(
                add_file(folder, dumps({**value, "validFrom": issued}).encode(), "file", only="status-list")[0]
            )
    assert b"2026-11-02" in target(listed.publish().data, kind, url)
    assert sum(name.startswith("targets/status-list/") for name in members(listed.publish().data)) == 1


def test_anchors(listed: Keeper) -> None:
    pem = Authority.root().certificate.public_bytes(Encoding.PEM)
    with BundleFolder.edit(listed.path) as folder:
        state, file = add_file(folder, pem, "ca.pem")
        folder.commit(state)
    assert file.kind == "anchors"
    assert file.url.startswith("urn:sha256:")
    assert target(listed.publish().data, "anchors") == pem
    assert any(name.endswith(".pem") for name in members(listed.publish().data))


@pytest.mark.parametrize(
    ("value", "url", "only", "code"),
    [
        (School().card().value, None, None, "bundle_file_is_card"),
        (FILES["schema"][0], None, "status-list", "bundle_file_kind"),
        (FILES["document"][0], "https://a.example", None, "bundle_file_url"),
        ({"a": 1}, None, None, "evidence_not_recognised"),
        ({"@context": {}}, None, None, "evidence_needs_url"),
        ({"id": "did:web:a.example", "verificationMethod": 7}, None, None, "did_document_invalid"),
    ],
)
def test_what_does_not_come_along(listed: Keeper, value: Any, url: str | None, only: str | None, code: str) -> None:
    with BundleFolder.edit(listed.path) as folder, pytest.raises(InputError, match=code):
        add_file(folder, dumps(value).encode(), "file", url=url, only=only)


def registry(**entries: Any) -> bytes:
    return dumps({"meta": {"created": "2020-12-02T02:32:16+0000"}, "registry": entries}).encode()


def test_a_registry_is_imported_and_kept(listed: Keeper) -> None:
    party, web = Party("Voorbeelduniversiteit"), "did:web:university.example"
    listed.add(School().card())
    data = registry(**{
        party.did: {"name": "Voorbeelduniversiteit", "location": "Utrecht", "url": "https://university.example"},
        web: {"name": "Andere universiteit", "location": "Delft"},
        "did:web:school.example": {"name": "Een andere naam", "url": "https://evil.example"},
        "did:key:nonsense": {"name": "Onleesbaar"},
    })  # fmt: skip
    found = read_registry(data, Terms(may=May(bases=frozenset({"assessed"}))), NOW, "registry.json")
    assert found.unreadable == ("did:key:nonsense",)
    assert found.need_document == (web, "did:web:school.example")
    with BundleFolder.edit(listed.path) as folder:
        state, added, kept = import_registry(folder, found.entries, data, "https://registry.example/registry.json")
        folder.commit(state)
    assert (added, kept) == (2, 1)
    entries = on(listed)
    assert set(entries) == {"Voorbeeldschool", "Voorbeelduniversiteit", "Andere universiteit"}
    assert entries["Voorbeelduniversiteit"].may.bases == {"assessed"}
    assert entries["Voorbeelduniversiteit"].profile["url"] == "https://university.example"
    published = listed.publish().data
    assert target(published, "registry", "https://registry.example/registry.json") == data
    assert read(target(published, "issuer-list")).issuers == listed.folder.issuers()


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"registry": []}', b'{"registry": {}}', b'{"registry": {"did:web:a.example": 7}}',
     b'{"registry": {"did:web:a.example": {"name": " "}}}', b'{"registry": {"did:web:a.example": {"name": 7}}}',
     b'{"registry": {"did:web:a.example": {"url": "https://a.example"}}}',
     b'{"registry": {"did:web:a.example": {"name": "A"}, "did:web:a.example": {"name": "B"}}}'],
)  # fmt: skip
def test_what_is_no_registry(data: bytes) -> None:
    with pytest.raises(InputError, match="registry_invalid"):
        read_registry(data, Terms(), NOW, "registry.json")


def test_a_listed_moment_is_whole_seconds(listed: Keeper) -> None:
    listed.add(School().card(), now=NOW + timedelta(seconds=1))
    assert b"2026-11-24T10:00:01Z" in target(listed.publish(NOW + DAY).data, "issuer-list")
