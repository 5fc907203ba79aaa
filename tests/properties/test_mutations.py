"""Thousands of changes to signed credentials and presentations: none is accepted unless it reads the same.

What a signature over RDF does not cover, by its nature, is written down in :func:`meaning`: the order of members, the
order of a set, and the difference between a value and an array of one. Everything else that a reader could see must
make the verdict something else than accepted, and nothing may crash. ``DSP_VC_MUTATIONS`` asks for more of them.
"""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.did.key import did_key
from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model.records import load_records
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.verification.report import Verdict
from dsp_vc.verification.verifier import Verifier

from ..attacks import forge
from ..attacks.forge import Party, badge, present, sign

NUMBER = int(os.environ.get("DSP_VC_MUTATIONS", "500"))
AT = datetime(2026, 11, 20, 9, 10, tzinfo=UTC)
RECORDS = Path(__file__).resolve().parents[2] / "examples" / "records"
KEYWORDS = ("@graph", "@included", "@reverse", "@nest", "@id", "@type", "@context", "@index", "@value", "@list", "@set",
            "@language", "@none", "@json", "@import", "@protected")  # fmt: skip
WORDS = ("name", "id", "type", "issuer", "evidence", "proof", "holder", "validUntil", "credentialStatus", "Achievement",
         "credentialSubject", "alignment", "result", "termsOfUse", "nonce", "x", "ext:x", "https://example.org/x")  # fmt: skip
VALUES: tuple[Any, ...] = (None, [], {}, "", " ", "x", 0, 1, 1.5, -0.0, 2**60, True, ["x", "x"], [[]], {"id": "x"},
                           {"@value": "x"}, {"@id": "urn:x:y"}, "urn:uuid:00000000-0000-4000-8000-000000000000", "\u202e",
                           "https://www.w3.org/ns/credentials/v2", "https://w3id.org/security/data-integrity/v2",
                           "2099-01-01T00:00:00Z", "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")  # fmt: skip


def meaning(value: Any) -> Any:
    """What a reader sees, without what a signature over RDF can't cover."""
    if isinstance(value, dict):
        return {name: meaning(member) for name, member in value.items()}
    if isinstance(value, list):
        entries = sorted((meaning(entry) for entry in value), key=lambda entry: json.dumps(entry, sort_keys=True))
        return entries[0] if len(entries) == 1 else entries
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield (*path, key)
        yield from places(member, (*path, key))


def at(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        document = document[key]
    return document


def mutate(document: Any, pick: random.Random) -> Any:
    """One to three random changes."""
    changed = copy.deepcopy(document)
    for _ in range(pick.choice((1, 1, 1, 2, 3))):
        path = pick.choice(list(places(changed)))
        parent, key = at(changed, path[:-1]), path[-1]
        kind = pick.randrange(12)
        if kind == 0:
            del parent[key]
        elif kind == 1:
            parent[key] = copy.deepcopy(pick.choice(VALUES))
        elif kind == 2 and isinstance(parent, dict):
            parent[pick.choice(WORDS + KEYWORDS)] = parent.pop(key)
        elif kind == 3 and isinstance(parent, dict):
            parent[pick.choice(WORDS + KEYWORDS)] = copy.deepcopy(pick.choice(VALUES))
        elif kind == 4:
            parent[key] = {pick.choice(KEYWORDS): parent[key]}
        elif kind == 5:
            parent[key] = [parent[key], copy.deepcopy(parent[key])]
        elif kind == 6:
            other = pick.choice(list(places(changed)))
            if other[: len(path)] != path and path[: len(other)] != other:
                holder = at(changed, other[:-1])
                parent[key], holder[other[-1]] = holder[other[-1]], parent[key]
        elif kind == 7 and isinstance(parent[key], str) and parent[key]:
            text, spot = parent[key], pick.randrange(len(parent[key]))
            parent[key] = text[:spot] + pick.choice(("a", "Z", "1", " ", "é", "\u0000", "")) + text[spot + 1 :]
        elif kind == 8 and isinstance(parent[key], list):
            parent[key].append(copy.deepcopy(pick.choice((*VALUES, *parent[key]))))
        elif kind == 9 and isinstance(parent[key], str):
            parent[key] = pick.choice((parent[key].upper(), parent[key].lower(), parent[key] + " ", f" {parent[key]}"))
        elif kind == 10 and isinstance(parent[key], dict):
            inner = parent.pop(key) if isinstance(parent, dict) else parent[key]
            if isinstance(parent, dict):
                parent.update({name: member for name, member in inner.items() if name not in parent})
        elif kind == 11 and isinstance(parent, dict):
            target = at(changed, pick.choice(list(places(changed))))
            if isinstance(target, dict) and not _inside(target, parent[key]):
                target[key] = parent.pop(key)
        # A piece may stand in two places now, or in itself: cut it loose, or leave it be.
        try:
            changed = json.loads(json.dumps(changed))
        except (ValueError, RecursionError):
            return copy.deepcopy(document)
        if not isinstance(changed, dict) or not changed:
            return copy.deepcopy(document)
    return changed


def _inside(target: Any, value: Any) -> bool:
    return any(entry is target for entry in [value, *(at(value, path) for path in places(value))])


def _ours(suite: str) -> tuple[dict[str, Any], TrustBundle]:
    signer = MemorySigner.generate(KeyType.ED25519)
    school = Party("Voorbeeldschool")
    issuer = Issuer.of_key(school.signer, school.did, "Voorbeeldschool")
    (record,) = load_records((RECORDS / "side-job.yaml").read_bytes(), "side-job.yaml")
    raw = issuer.issue([record], to=did_key(signer.public_key), mechanism=suite, now=datetime(2026, 11, 19, tzinfo=UTC))
    return json.loads(raw), forge.trust_in(school)


def _peers(suite: str) -> tuple[dict[str, Any], TrustBundle]:
    school, worker = Party("Voorbeeldschool"), Party("Sam")
    return sign(badge(school.did, worker.did), school, suite=suite), forge.trust_in(school)


def _shown() -> tuple[dict[str, Any], TrustBundle]:
    school, worker = Party("Voorbeeldschool"), Party("Sam")
    good = sign(badge(school.did, worker.did), school)
    return present(worker, [good], challenge="c" * 22, domain="Bouwbedrijf"), forge.trust_in(school)


KINDS = {
    "ours rdfc": lambda: _ours("eddsa-rdfc-2022"),
    "ours jcs": lambda: _ours("eddsa-jcs-2022"),
    "another's rdfc": lambda: _peers("eddsa-rdfc-2022"),
    "another's jcs": lambda: _peers("eddsa-jcs-2022"),
    "presentation": _shown,
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_change_that_a_reader_sees_is_accepted(kind: str, record_cases) -> None:
    document, trust = KINDS[kind]()
    verifier = Verifier(trust, clock=lambda: AT)
    asked = {"challenge": "c" * 22, "domain": "Bouwbedrijf"} if kind == "presentation" else {}
    original = verifier.verify(dumps(document).encode(), **asked)
    assert original.verdict is Verdict.ACCEPTED, original.to_json()
    expected = meaning(document)
    pick = random.Random(kind)
    for _ in range(NUMBER):
        changed = mutate(document, pick)
        try:
            raw = json.dumps(changed, allow_nan=False).encode()
            report = verifier.verify(raw, **asked)
        except InputError:
            continue
        if report:
            assert meaning(changed) == expected, _difference(document, changed)
    record_cases("mutations", NUMBER)


def _difference(before: Any, after: Any) -> str:
    one, other = dict(_flat(before)), dict(_flat(after))
    return str(
        {
            path: (one.get(path), other.get(path))
            for path in one.keys() | other.keys()
            if one.get(path) != other.get(path)
        }
    )


def _flat(value: Any) -> Iterator[tuple[str, str]]:
    for path in places(value):
        found = at(value, path)
        if not isinstance(found, dict | list) or not found:
            yield ".".join(map(str, path)), repr(found)
