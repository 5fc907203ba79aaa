"""The worker's request: only by who holds the key, only for whom it is meant, and never a word of the signer's."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta
from typing import Any

import pytest

from dsp_vc.did.key import did_key, key_method
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import InputError, Refused
from dsp_vc.issuing.ask import build_ask, fill, read_ask
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.suite import add_proof

URI = "http://data.europa.eu/esco/skill/b92758d4-4591-4df1-9ceb-f907aa71ebd9"
WISH: JsonObject = {
    "title": "Stage timmeren",
    "context": "internship",
    "role": "leerling",
    "skills": [{"uri": URI, "name": {"nl": "meetinstrumenten gebruiken"}, "framework": "ESCO"}],
    "subject": {"given_name": "Sam", "family_name": "Voorbeeld"},
}


def holder() -> tuple[MemorySigner, str]:
    signer = MemorySigner.generate(KeyType.ED25519)
    did = did_key(signer.public_key)
    return signer.with_method(key_method(did)), did


def made(now: datetime, record: JsonObject | None = None) -> dict[str, Any]:
    signer, did = holder()
    return build_ask(
        to="Voorbeeldcollege", signer=signer, holder=did, record=record or WISH, now=now, valid=timedelta(days=60)
    )


def test_read_back(now: datetime) -> None:
    value = made(now)
    ask = read_ask(value, now)
    assert (ask.to, ask.holder, ask.record) == ("Voorbeeldcollege", value["holder"], WISH)
    assert ask.expires == now + timedelta(days=60)
    assert value["proof"][0]["proofPurpose"] == "authentication"
    assert value["proof"][0]["domain"] == "Voorbeeldcollege"


@pytest.mark.parametrize("name", ["type", "version", "to", "holder", "created", "expires", "record", "proof"])
def test_every_member_counts(name: str, now: datetime) -> None:
    value = made(now)
    del value[name]
    with pytest.raises(InputError) as refused:
        read_ask(value, now)
    assert refused.value.code in {"ask_not_recognised", "ask_invalid", "ask_proof", "proof_missing"}


def test_a_changed_request_is_refused(now: datetime) -> None:
    value = made(now)
    other = holder()[1]
    changes: list[JsonObject] = [
        {"to": "Andere School"},
        {"holder": other},
        {"expires": "2030-01-01T00:00:00Z"},
        {"created": "2026-11-23T10:00:00Z"},
        {"record": {**WISH, "title": "Iets anders"}},
        {"record": {**WISH, "basis": "validated"}},
        {"version": 2},
        {"version": True},
        {"extra": 1},
        {"proof": []},
    ]
    for change in changes:
        with pytest.raises(Refused):
            read_ask({**value, **change}, now)
    for name, change in (("domain", "Andere School"), ("proofPurpose", "assertionMethod"), ("created", None)):
        changed = copy.deepcopy(value)
        changed["proof"][0][name] = change
        with pytest.raises(Refused):
            read_ask(changed, now)
    doubled = copy.deepcopy(value)
    doubled["proof"].append(made(now)["proof"][0])
    with pytest.raises(Refused):
        read_ask(doubled, now)


def test_a_key_that_the_asker_does_not_hold(now: datetime) -> None:
    (_, victim), (thief, _) = holder(), holder()
    for method in (thief.verification_method, key_method(victim)):
        value = build_ask(
            to="N", signer=thief.with_method(method), holder=victim, record=WISH, now=now, valid=timedelta(days=1)
        )
        with pytest.raises(Refused):
            read_ask(value, now)


@pytest.mark.parametrize(
    "options",
    [{"purpose": "assertionMethod", "domain": "N"}, {"purpose": "authentication"},
     {"purpose": "authentication", "domain": "M"}],
)  # fmt: skip
def test_a_proof_that_was_made_for_something_else(options: dict[str, str], now: datetime) -> None:
    signer, did = holder()
    value = build_ask(to="N", signer=signer, holder=did, record=WISH, now=now, valid=timedelta(days=1))
    del value["proof"]
    again = add_proof(value, signer, cryptosuite="eddsa-jcs-2022", contexts=ContextSet.pinned(), created=now, **options)
    with pytest.raises(Refused) as refused:
        read_ask(again, now)
    assert refused.value.code == "ask_proof"


def test_its_time(now: datetime) -> None:
    value = made(now)
    assert read_ask(value, now + timedelta(days=59))
    for moment in (now + timedelta(days=60), now - timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            read_ask(value, moment)
        assert refused.value.code == "ask_expired"


def test_another_kind_of_file(now: datetime) -> None:
    for value in ({}, {"type": "VerifiableCredential"}, {"type": ["DspVcAsk"]}):
        with pytest.raises(InputError) as refused:
            read_ask(value, now)
        assert refused.value.code == "ask_not_recognised"


def test_only_who_holds_a_key_by_itself(now: datetime) -> None:
    signer, _ = holder()
    for did in ("did:web:sam.example", "https://sam.example/me", "urn:uuid:1"):
        value = build_ask(to="N", signer=signer, holder=did, record=WISH, now=now, valid=timedelta(days=1))
        with pytest.raises(Refused):
            read_ask(value, now)


def test_the_judgement_is_the_signers(now: datetime) -> None:
    wished = copy.deepcopy(WISH)
    wished["skills"][0] |= {  # type: ignore[index,operator,call-overload]
        "level": {"value": "5"},
        "assessor": {"name": "Prof. Ikzelf"},
        "narrative": "Uitmuntend.",
        "evidence": [{"name": "Diploma"}],
    }
    ask = read_ask(made(now, wished), now)
    assert ask.record == WISH
    with pytest.raises(InputError) as refused:
        fill(ask, {})
    assert (refused.value.code, refused.value.params["path"]) == ("ask_left_open", "basis")
    record = fill(ask, {"basis": "attested"})
    (skill,) = record.skills
    assert record.basis == "attested"
    assert (skill.level, skill.assessor, skill.narrative, skill.evidence) == (None, None, None, ())
    for name in ("basis", "assessor", "evidence", "criteria", "valid_from", "valid_until", "last_demonstrated"):
        with pytest.raises(Refused) as refused:
            read_ask(made(now, {**WISH, name: "x"}), now)
        assert refused.value.code == "ask_invalid"


def test_what_the_signer_says_wins_but_for_the_key(now: datetime) -> None:
    ask = read_ask(made(now), now)
    other = "http://data.europa.eu/esco/skill/110d7aa3-e44e-4cce-a927-8d4de615f3d9"
    said: JsonObject = {
        "basis": "assessed",
        "title": "Stage bij Bouwbedrijf Voorbeeld",
        "skills": [{"uri": other, "name": {"nl": "afval sorteren"}, "level": {"value": "2"}}],
        "subject": {"id": holder()[1], "given_name": "Samantha"},
    }
    record = fill(ask, said)
    assert record.title == "Stage bij Bouwbedrijf Voorbeeld"
    assert [skill.uri for skill in record.skills] == [other]
    assert record.role == "leerling"
    assert (record.subject.id, record.subject.given_name, record.subject.family_name) == (
        ask.holder, "Samantha", "Voorbeeld",
    )  # fmt: skip


def test_nonsense_of_the_worker_names_its_place(now: datetime) -> None:
    cases: list[tuple[str, object, str]] = [
        ("subject", "Sam", "subject"),
        ("subject", {"given_name": "123456782"}, "subject.given_name"),
        ("title", 3, "title"),
        ("skills", [{"uri": "x y", "name": "n"}], "skills[0].uri"),
        ("skills", "all", "skills"),
        ("skills", [], "skills"),
    ]
    for name, value, path in cases:
        ask = read_ask(made(now, {**WISH, name: value}), now)
        with pytest.raises(InputError) as refused:
            fill(ask, {"basis": "attested"})
        assert refused.value.params["path"] == path
