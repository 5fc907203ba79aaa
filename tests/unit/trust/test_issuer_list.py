"""The list of issuers: what we write is in ETSI's shape, what we read says the same, what is wrong is refused."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError, TrustError
from dsp_vc.trust.bundle import Scope
from dsp_vc.trust.issuer_list import (
    RECOGNISED,
    WITHDRAWN,
    ListedIssuer,
    May,
    Standing,
    build,
    read,
    read_entity,
)

SINCE, LATER, ISSUED, NEXT = (datetime(2026, month, 1, 12, tzinfo=UTC) for month in (1, 6, 7, 10))
DID = "did:web:school.example"

# ETSI's 1960201_json_schema.json (V1.1.1): for each object what it must and what else it may have; nothing beyond.
SHAPES: dict[str, tuple[set[str], set[str]]] = {
    "LoTE": ({"ListAndSchemeInformation"}, {"TrustedEntitiesList"}),
    "ListAndSchemeInformation": (
        {"LoTEVersionIdentifier", "LoTESequenceNumber", "SchemeOperatorName", "ListIssueDateTime", "NextUpdate"},
        {"LoTEType", "SchemeOperatorAddress", "SchemeTerritory", "HistoricalInformationPeriod", "PointersToOtherLoTE",
         "DistributionPoints", "SchemeExtensions"},
    ),
    "TrustedEntity": ({"TrustedEntityInformation", "TrustedEntityServices"}, set()),
    "TrustedEntityInformation": (
        {"TEName", "TEAddress", "TEInformationURI"}, {"TETradeName", "TEInformationExtensions"}),
    "TEAddress": ({"TEPostalAddress", "TEElectronicAddress"}, set()),
    "TEPostalAddress": ({"lang", "StreetAddress", "Country"}, {"Locality", "StateOrProvince", "PostalCode"}),
    "TEElectronicAddress": ({"lang", "uriValue"}, set()),
    "TEInformationURI": ({"lang", "uriValue"}, set()),
    "TEName": ({"lang", "value"}, set()),
    "ServiceName": ({"lang", "value"}, set()),
    "SchemeOperatorName": ({"lang", "value"}, set()),
    "TrustedEntityService": ({"ServiceInformation"}, {"ServiceHistory"}),
    "ServiceInformation": (
        {"ServiceName", "ServiceDigitalIdentity"},
        {"ServiceTypeIdentifier", "ServiceStatus", "StatusStartingTime", "SchemeServiceDefinitionURI",
         "ServiceSupplyPoints", "ServiceDefinitionURI", "ServiceInformationExtensions"},
    ),
    "ServiceHistory": (
        {"ServiceName", "ServiceDigitalIdentity", "ServiceStatus", "StatusStartingTime"},
        {"ServiceTypeIdentifier", "ServiceInformationExtensions"},
    ),
    "ServiceDigitalIdentity": (
        set(), {"X509Certificates", "X509SubjectNames", "PublicKeyValues", "X509SKIs", "OtherIds"}),
}  # fmt: skip
_ITEMS = {"TrustedEntitiesList": "TrustedEntity", "TrustedEntityServices": "TrustedEntityService"}


def assert_shape(value: Any, name: str) -> None:
    if isinstance(value, list):
        assert value, f"{name}: the schema has no empty arrays"
        for item in value:
            assert_shape(item, _ITEMS.get(name, name))
    elif isinstance(value, dict) and name in SHAPES:
        required, optional = SHAPES[name]
        assert required <= set(value) <= required | optional, name
        for member, inner in value.items():
            assert_shape(inner, member)


def issuer(**members: Any) -> ListedIssuer:
    profile = {"id": DID, "type": ["Profile"], "name": "Voorbeeldschool", "url": "https://school.example"}
    plain: dict[str, Any] = {
        "name": "Voorbeeldschool",
        "ids": (DID, "https://school.example"),
        "profile": profile,
        "standing": Standing(RECOGNISED, SINCE),
    }
    return ListedIssuer(**{**plain, **members})


def listed(*issuers: ListedIssuer) -> bytes:
    return build(
        [entry.to_json("nl", "NL") for entry in issuers],
        operator="Voorbeeldbestuur",
        sequence=3,
        issued=ISSUED,
        next_update=NEXT,
    )


EVERYTHING = issuer(
    may=May(
        skills=frozenset({"urn:example:saw"}),
        contexts=frozenset({"internship"}),
        bases=frozenset(),
        types=frozenset({"AchievementCredential"}),
        groups={"bouw": frozenset({"urn:example:build", "urn:example:paint"})},
    ),
    valid_from=SINCE,
    valid_until=NEXT,
).now(Standing(WITHDRAWN, LATER, "closed"))


@pytest.mark.parametrize("issuers", [(), (issuer(),), (EVERYTHING,), (issuer(), issuer(ids=("did:web:b.example",)))])
def test_a_list_has_the_shape_of_the_standard_and_reads_back(issuers: tuple[ListedIssuer, ...]) -> None:
    data = listed(*issuers)
    assert_shape(json.loads(data)["LoTE"], "LoTE")
    back = read(data)
    assert back.issuers == issuers
    assert (back.operator, back.sequence, back.issued, back.next_update) == ("Voorbeeldbestuur", 3, ISSUED, NEXT)
    assert back.uncounted == ()
    assert listed(*back.issuers) == data


def test_an_entry_is_what_a_verifier_needs() -> None:
    (entry,) = read(listed(EVERYTHING)).entries
    assert entry.ids == {DID, "https://school.example"}
    assert entry.profile["name"] == "Voorbeeldschool"
    assert entry.source == "Voorbeeldbestuur"
    assert entry.withdrawn
    assert (entry.valid_from, entry.valid_until) == (SINCE, NEXT)
    assert entry.scope == Scope(
        types=frozenset({"AchievementCredential"}),
        skills=frozenset({"urn:example:saw", "urn:example:build", "urn:example:paint"}),
        contexts=frozenset({"internship"}),
        bases=frozenset(),  # nothing at all, which is not the same as without limit
    )
    (plain,) = read(listed(issuer())).entries
    assert plain.scope == Scope()
    assert not plain.withdrawn


def test_a_group_alone_is_a_limit() -> None:
    assert May(groups={"bouw": frozenset({"urn:example:build"})}).scope().skills == {"urn:example:build"}
    assert May(groups={"none": frozenset()}).scope().skills == frozenset()


def test_what_an_entity_was_is_kept() -> None:
    again = EVERYTHING.now(Standing(RECOGNISED, ISSUED, "reopened"))
    (back,) = read(listed(again)).issuers
    assert [(period.status, period.since, period.reason) for period in (back.standing, *back.history)] == [
        (RECOGNISED, ISSUED, "reopened"),
        (WITHDRAWN, LATER, "closed"),
        (RECOGNISED, SINCE, ""),
    ]
    (service,) = json.loads(listed(again))["LoTE"]["TrustedEntitiesList"][0]["TrustedEntityServices"]
    assert [former["StatusStartingTime"] for former in service["ServiceHistory"]] == [
        "2026-06-01T12:00:00Z", "2026-01-01T12:00:00Z"]  # fmt: skip


def test_one_entity_may_have_several_services() -> None:
    value = json.loads(listed(issuer()))
    (entity,) = value["LoTE"]["TrustedEntitiesList"]
    second, other = (copy.deepcopy(entity["TrustedEntityServices"][0]) for _ in range(2))
    second["ServiceInformation"]["ServiceDigitalIdentity"]["OtherIds"] = ["did:web:old.school.example"]
    other["ServiceInformation"]["ServiceTypeIdentifier"] = "http://uri.etsi.org/19602/SvcType/PID/Issuance"
    del other["ServiceInformation"]["ServiceDigitalIdentity"]["OtherIds"]
    entity["TrustedEntityServices"] += [second, other]
    assert [entry.ids for entry in read(dumps(value).encode()).entries] == [
        {DID, "https://school.example"}, {"did:web:old.school.example"}]  # fmt: skip


def changed(path: list[str | int], value: Any) -> bytes:
    document = json.loads(listed(EVERYTHING))
    place = document
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return dumps(document).encode()


SCHEME: list[str | int] = ["LoTE", "ListAndSchemeInformation"]
ENTITY: list[str | int] = ["LoTE", "TrustedEntitiesList", 0]
SERVICE: list[str | int] = [*ENTITY, "TrustedEntityServices", 0, "ServiceInformation"]
LIMITS: list[str | int] = [*SERVICE, "ServiceInformationExtensions", 0]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ([*SCHEME, "SchemeTypeCommunityRules"], [{"lang": "en", "uriValue": "https://board.example/rules"}]),
        ([*SCHEME, "Novel"], {"any": [1, 2]}),
        ([*ENTITY, "Novel"], 1),
        ([*SERVICE, "Novel"], "x"),
        ([*SERVICE, "ServiceInformationExtensions", 1], {"type": "urn:other:extension", "may": 1}),
        (["LoTE", "Novel"], []),
    ],
)
def test_members_that_are_not_known_are_left_alone(path: list[str | int], value: Any) -> None:
    assert read(changed(path, value)).issuers[0].ids == EVERYTHING.ids


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ([*SERVICE, "ServiceStatus"], "urn:dsp-vc:status:suspended"),
        ([*LIMITS, "may", "regions"], ["NL-UT"]),
        ([*LIMITS, "regions"], ["NL-UT"]),
    ],
)
def test_a_status_or_limit_that_is_not_known_is_not_taken_for_none(path: list[str | int], value: Any) -> None:
    back = read(changed(path, value))
    assert back.issuers == ()
    assert back.uncounted == ("Voorbeeldschool",)


def test_what_would_be_refused_is_not_written() -> None:
    with pytest.raises(TrustError, match="issuer_list_invalid"):
        replace(EVERYTHING, name="n" * 1001).to_json("nl", "NL")


def test_nobody_is_recognised_who_stands_also_in_an_entry_that_is_not_known() -> None:
    value = json.loads(changed([*SERVICE, "ServiceStatus"], "urn:dsp-vc:status:suspended"))
    value["LoTE"]["TrustedEntitiesList"] += json.loads(listed(EVERYTHING))["LoTE"]["TrustedEntitiesList"]
    for _ in range(2):
        with pytest.raises(TrustError, match="issuer_list_invalid"):
            read(dumps(value).encode())
        value["LoTE"]["TrustedEntitiesList"].reverse()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["LoTE"], None),
        (["LoTE"], []),
        (SCHEME, None),
        ([*SCHEME, "LoTEVersionIdentifier"], 2),
        ([*SCHEME, "LoTEType"], "http://uri.etsi.org/19602/LoTEType/EUPIDProvidersList"),
        ([*SCHEME, "LoTESequenceNumber"], 0),
        ([*SCHEME, "LoTESequenceNumber"], True),
        ([*SCHEME, "LoTESequenceNumber"], "3"),
        ([*SCHEME, "SchemeOperatorName"], []),
        ([*SCHEME, "ListIssueDateTime"], "yesterday"),
        ([*SCHEME, "ListIssueDateTime"], "2026-07-01T12:00:00"),
        ([*SCHEME, "NextUpdate"], None),
        (["LoTE", "TrustedEntitiesList"], {}),
        (ENTITY, "school"),
        ([*ENTITY, "TrustedEntityInformation"], None),
        ([*ENTITY, "TrustedEntityInformation", "TEName"], [{"lang": "nl", "value": ""}]),
        ([*ENTITY, "TrustedEntityInformation", "TEName"], [{"lang": "nl", "value": "n" * 1001}]),
        ([*ENTITY, "TrustedEntityServices"], None),
        ([*SERVICE, "ServiceDigitalIdentity", "OtherIds"], None),
        ([*SERVICE, "ServiceDigitalIdentity", "OtherIds"], []),
        ([*SERVICE, "ServiceDigitalIdentity", "OtherIds"], [1]),
        ([*SERVICE, "StatusStartingTime"], None),
        ([*LIMITS, "may"], []),
        ([*LIMITS, "may", "skills"], "all"),
        ([*LIMITS, "may", "groups"], []),
        ([*LIMITS, "may", "groups", "bouw"], "all"),
        ([*LIMITS, "from"], 2026),
        ([*SERVICE, "ServiceInformationExtensions", 1], {"type": "urn:dsp-vc:scope"}),
    ],
)
def test_what_is_wrong_is_refused(path: list[str | int], value: Any) -> None:
    with pytest.raises(TrustError) as caught:
        read(changed(path, value))
    assert caught.value.code == "issuer_list_invalid"
    assert caught.value.detail


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"LoTE": {}, "LoTE": {}}', b"\xff", b"7"])
def test_what_is_no_json_object_is_refused(data: bytes) -> None:
    with pytest.raises((TrustError, InputError)):
        read(data)


def test_one_issuer_stands_on_the_list_once() -> None:
    with pytest.raises(TrustError, match="issuer_list_invalid"):
        read(listed(issuer(), issuer(ids=("did:web:b.example", DID))))


def test_an_entity_alone_reads_back() -> None:
    assert read_entity(EVERYTHING.to_json("nl", "NL")) == EVERYTHING
    with pytest.raises(TrustError, match="issuer_list_invalid"):
        read_entity({**EVERYTHING.to_json("nl", "NL"), "TrustedEntityServices": []})
