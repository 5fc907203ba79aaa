"""The ST-lines of the catalogue of attacks, with fresh keys, and lists made by hand: gzip, zlib, base64, a signature."""

from __future__ import annotations

import base64
import gzip
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dsp_vc.trust.bundle import TrustBundle

from . import forge, sd_cases
from .forge import Document, Party, badge, sign

NOW = datetime(2026, 11, 24, 10, 0, 0, tzinfo=UTC)
LIST = "https://school.example/status/1"
TOKEN_LIST = "https://school.example/status/tokens-1"
ENTRIES = 131_072
INDEX = 94_567


def at(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def bits(entries: int = ENTRIES, *, set_at: tuple[int, ...] = ()) -> bytes:
    """Most significant bit first."""
    data = bytearray(entries // 8)
    for index in set_at:
        data[index // 8] |= 0x80 >> index % 8
    return bytes(data)


def encoded(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(gzip.compress(data, mtime=0)).decode().rstrip("=")


def list_document(issuer: str, encoded_list: str | None = None, **changes: Any) -> Document:
    """A list of yesterday that is fresh for two days and ends in a week; ``changes`` by name, ``None`` leaves out."""
    ends = {"validFrom": at(NOW - timedelta(days=1)), "validUntil": at(NOW + timedelta(days=7))}
    subject = {
        "id": f"{LIST}#list",
        "type": "BitstringStatusList",
        "statusPurpose": changes.pop("purpose", "revocation"),
        "encodedList": encoded_list if encoded_list is not None else encoded(bits()),
        "ttl": changes.pop("ttl", 2 * 86_400_000),
    }
    document = {
        "@context": [forge.V2],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        **ends,
        "credentialSubject": {name: value for name, value in subject.items() if value is not None},
    }
    document.update(changes)
    return {name: value for name, value in document.items() if value is not None}


def status(**changes: Any) -> Document:
    entry = {
        "id": f"{LIST}#{INDEX}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(INDEX),
        "statusListCredential": LIST,
    }
    return {name: value for name, value in {**entry, **changes}.items() if value is not None}


def token_claims(values: dict[int, int] | None = None, size: int = 2, **changes: Any) -> Document:
    """Least significant bit first."""
    data = bytearray(ENTRIES * size // 8)
    for index, value in (values or {}).items():
        data[index * size // 8] |= value << index * size % 8
    lst = base64.urlsafe_b64encode(zlib.compress(bytes(data), 9)).decode().rstrip("=")
    claims = {
        "sub": TOKEN_LIST,
        "iat": int((NOW - timedelta(days=1)).timestamp()),
        "exp": int((NOW + timedelta(days=7)).timestamp()),
        "ttl": 2 * 86_400,
        "status_list": {"bits": size, "lst": lst},
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def list_token(by: Party, claims: Document | None = None, **header: Any) -> bytes:
    algorithm = {"alg": by.signer.algorithm, "typ": "statuslist+jwt", "kid": by.method}
    return sd_cases.jws({**algorithm, **header}, claims if claims is not None else token_claims(), by).encode()


@dataclass(frozen=True)
class Attack:
    """``raw`` with ``lists`` must end in ``outcome`` with ``code`` (and ``reason``); ``control`` with ``good`` passes."""

    name: str
    raw: bytes
    lists: dict[str, bytes]
    outcome: str
    code: str
    reason: str | None
    last_known: str | None
    control: bytes
    good: dict[str, bytes]
    trust: TrustBundle


class Scene:
    """A school that revokes, a worker, a stranger; credentials that point to its lists."""

    def __init__(self) -> None:
        self.school, self.worker, self.stranger = Party("Voorbeeldschool"), Party("Sam"), Party("Vreemde")
        self.trust = forge.trust_in(self.school)

    def credential(self, *entries: Document) -> bytes:
        listed = list(entries) or [status()]
        document = {**badge(self.school.did, self.worker.did), "credentialStatus": listed if entries[1:] else listed[0]}
        return forge.raw(sign(document, self.school))

    def token(self, index: Any = INDEX, url: Any = TOKEN_LIST, **others: Any) -> bytes:
        plan = sd_cases.plan()
        payload = {**plan.payload, "iss": self.school.did, "cnf": {"jwk": self.worker.signer.public_key.to_jwk()},
                   "status": {"status_list": {"idx": index, "uri": url}, **others}}  # fmt: skip
        header = {**plan.header, "kid": self.school.method}
        shown = replace(plan, school=self.school, payload=payload, header=header, kb=None, signed_by=self.school)
        return shown.text().encode()

    def list(self, *arguments: Any, by: Party | None = None, suite: str = "eddsa-rdfc-2022", **changes: Any) -> bytes:
        document = list_document(changes.pop("issuer", self.school.did), *arguments, **changes)
        return forge.raw(sign(document, by or self.school, suite=suite))

    def attack(self, name: str, code: str, **more: Any) -> Attack:
        good = {LIST: self.list()}
        lists = more.get("lists", {LIST: more["list"]} if "list" in more else good)
        return Attack(
            name=name,
            raw=more.get("raw", self.credential()),
            lists=lists,
            outcome="indeterminate" if code == "status_unknown" else "failed",
            code=code,
            reason=more.get("reason"),
            last_known=more.get("last_known"),
            control=self.credential(),
            good=good,
            trust=self.trust,
        )


def _tampered(scene: Scene) -> bytes:
    """The revoked place cleared in a list that was signed with it set."""
    signed = sign(list_document(scene.school.did, encoded(bits(set_at=(INDEX,)))), scene.school)
    return forge.raw({**signed, "credentialSubject": {**signed["credentialSubject"], "encodedList": encoded(bits())}})


def cases() -> list[Attack]:
    scene = Scene()
    a = scene.attack

    def entry(name: str, code: str, **changes: Any) -> Attack:
        return a(name, code, raw=scene.credential(status(**changes)))

    def bad_list(name: str, reason: str, *arguments: Any, **changes: Any) -> Attack:
        return a(name, "status_unknown", list=scene.list(*arguments, **changes), reason=reason)

    zlib_list = "u" + base64.urlsafe_b64encode(zlib.compress(bits())).decode().rstrip("=")
    bomb = encoded(bytes(200_000_000))
    assert len(bomb) < 300_000
    return [
        a("ST-01", "revoked", list=scene.list(encoded(bits(set_at=(INDEX,))))),
        entry("ST-02", "status_index_range", statusListIndex=str(ENTRIES)),
        entry("ST-03", "status_index", statusListIndex="-1"),
        entry("ST-04", "status_index", statusListIndex="1e3"),
        entry("ST-05", "status_index", statusListIndex="0x7"),
        entry("ST-06", "status_index", statusListIndex=" 7"),
        bad_list("ST-07", "status_list_short", encoded(bits(ENTRIES - 8))),
        bad_list("ST-08", "status_list_purpose", purpose="suspension"),
        bad_list("ST-09", "status_list_stranger", by=scene.stranger, issuer=scene.stranger.did),
        bad_list("ST-09 in the school's name", "key_not_issuers", by=scene.stranger),
        a("ST-10", "status_unknown", list=_tampered(scene), reason="proof_signature"),
        a(
            "ST-11",
            "status_unknown",
            list=scene.list(validUntil=at(NOW - timedelta(minutes=1))),
            reason="status_list_expired",
            last_known="valid",
        ),
        a(
            "ST-11 revoked",
            "status_unknown",
            list=scene.list(encoded(bits(set_at=(INDEX,))), validUntil=at(NOW)),
            reason="status_list_expired",
            last_known="revoked",
        ),
        bad_list("ST-12", "status_list_type", type=["VerifiableCredential"]),
        bad_list("ST-13", "status_list_encoding", encoded(bits())[1:]),
        bad_list("ST-14", "status_list_compression", zlib_list),
        bad_list("ST-15", "status_list_size", bomb),
        a("ST-16", "status_unknown", lists={}, reason="status_list_missing"),
        entry("ST-17", "status_url", statusListCredential="file:///etc/passwd"),
        entry("ST-18", "status_url", statusListCredential="https://169.254.169.254/latest/meta-data"),
        entry("ST-18 http", "status_url", statusListCredential="http://school.example/status/1"),
    ]
