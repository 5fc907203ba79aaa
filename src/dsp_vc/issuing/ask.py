"""The worker's request for an attestation: what they wish and did, with a proof that they hold the keys in it.

The proof is a Data Integrity proof (eddsa-jcs-2022, ``authentication``) by each key, for the name of whom it is meant
(``domain``). Level and basis are no part of it: the signer sets them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dsp_vc.did.resolver import did_of, resolve_local
from dsp_vc.encoding.strict_json import JsonObject, JsonValue, parse
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys.signer import Signer
from dsp_vc.model.attestation import CONTEXTS, SkillAttestation
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.model.reading import Reader
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.proof import read_proofs
from dsp_vc.securing.data_integrity.suite import add_proof, check_suite, covered_bytes

ASK_TYPE = "DspVcAsk"
SUITE = "eddsa-jcs-2022"
#: What the worker may fill in of the record; what the signer alone says (basis, level, assessor, dates) is not here.
WISHED = ("title", "description", "context", "role", "volume", "period", "language")
#: What names a skill. Its level, assessor, evidence and narrative are a judgement, and that is the signer's.
_OF_SKILL = ("uri", "name", "framework", "code")
_MEMBERS = frozenset({"type", "version", "to", "holder", "created", "expires", "record", "proof"})
_SKEW = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Ask:
    """A checked request. ``holder`` is the DID to bind to; ``record`` what the worker filled in, by record field:
    ``WISHED`` ones, ``subject``, and ``skills`` by what names them. Nothing that the signer alone says is in it."""

    to: str
    holder: str
    record: JsonObject
    expires: datetime

    def meant_for(self, issuer: IssuerProfile) -> bool:
        """Whether it was made for ``issuer``: by name as people compare it, not by capitals or spaces, or by DID."""
        return _plain(self.to) in (_plain(issuer.name), _plain(issuer.id))


def build_ask(
    *, to: str, signer: Signer, holder: str, record: Mapping[str, JsonValue], now: datetime, valid: timedelta
) -> JsonObject:
    """A request to ``to``, signed by ``holder``'s key."""
    document: JsonObject = {
        "type": ASK_TYPE,
        "version": 1,
        "to": to,
        "holder": holder,
        "created": format_datetime(now),
        "expires": format_datetime(now + valid),
        "record": dict(record),
    }
    return add_proof(
        document,
        signer,
        cryptosuite=SUITE,
        contexts=ContextSet.pinned(),
        created=now,
        purpose="authentication",
        domain=to,
        expires=now + valid,
    )


def check_wish(record: JsonObject) -> None:
    """Raise :class:`InputError` ``record_*`` for a wish that no signer could sign, before it is sent.

    What the worker may leave to the signer is filled in for the check only.
    """
    skills: list[JsonValue] = [{"name": "-", **skill} for skill in _objects(record.get("skills"))]
    if record.get("skills") is None:
        skills = [{"name": "-", "uri": "urn:example:left-to-the-signer"}]
    rest = {"title": "-", "context": CONTEXTS[0], **_own_words(record)}
    SkillAttestation.from_dict({**rest, "basis": "attested", "skills": skills})


def parse_ask(data: bytes, now: datetime) -> Ask:
    """A request in a file. Raises :class:`InputError` ``json_*``, and as :func:`read_ask`."""
    value = parse(data)
    if not isinstance(value, dict):
        raise InputError("ask_not_recognised")
    return read_ask(value, now)


def read_ask(value: JsonObject, now: datetime) -> Ask:
    """Check a request and give what it says.

    Raises :class:`InputError` ``ask_not_recognised``, :class:`Refused` ``ask_invalid`` (shape), ``ask_expired``,
    ``ask_proof`` (somebody without the key made it).
    """
    if value.get("type") != ASK_TYPE:
        raise InputError("ask_not_recognised")
    try:
        reader = Reader.of(value, "", _MEMBERS)
        to, holder = reader.need("to", reader.text), reader.need("holder", reader.iri)
        expires = parse_datetime(reader.need("expires", reader.moment))
        version, record = value.get("version"), value.get("record")
        if version is True or version != 1 or not isinstance(record, dict):
            raise Refused("ask_invalid", detail="version or record")
        if set(record) - {*WISHED, "skills", "subject"}:
            raise Refused("ask_invalid", detail="members of the record that are not the worker's to fill in")
    except InputError as error:
        raise Refused("ask_invalid", detail=str(error)) from error
    if expires <= now:
        raise Refused("ask_expired")
    _check_proof(value, holder, to, now)
    return Ask(to, holder, _own_words(record), expires)


def fill(ask: Ask, said: JsonObject) -> SkillAttestation:
    """The record to sign: what the worker filled in, then what the signer says, who always wins.

    ``said`` are members of the record by the signer. A level or assessor of a skill comes from ``said`` alone; where
    ``said`` lists skills, only these are attested. Raises :class:`InputError` ``record_*``, ``ask_left_open``.
    """
    person, given = ask.record.get("subject", {}), said.get("subject") or {}
    if not isinstance(person, dict) or not isinstance(given, dict):
        raise InputError("record_object", path="subject")
    subject: JsonObject = {**person, **given, "id": ask.holder}
    try:
        return SkillAttestation.from_dict({**ask.record, **said, "subject": subject})
    except InputError as error:
        if error.code == "record_missing":
            raise InputError("ask_left_open", **error.params) from error
        raise


def _own_words(record: JsonObject) -> JsonObject:
    found: JsonObject = {name: record[name] for name in (*WISHED, "subject") if name in record}
    skills: list[JsonValue] = [
        {name: skill[name] for name in _OF_SKILL if name in skill} for skill in _objects(record.get("skills"))
    ]
    if skills:
        found["skills"] = skills
    return found


def _check_proof(value: JsonObject, holder: str, to: str, now: datetime) -> None:
    document = resolve_local(holder) if did_of(holder) == holder else None
    if document is None:
        raise Refused("ask_proof", detail="the holder is no did:key or did:jwk")
    proofs = read_proofs(value)
    for proof in proofs:
        method = document.method(proof.verification_method, "authentication")
        check_suite(proof, method.public_key, (SUITE,))
        if proof.purpose != "authentication" or proof.domains != (to,):
            raise Refused("ask_proof", detail="made for something else")
        if (proof.expires and proof.expires <= now) or (proof.created and proof.created > now + _SKEW):
            raise Refused("ask_expired")
        if not method.public_key.verify(proof.signature, covered_bytes(value, proof, proofs, ContextSet.pinned())):
            raise Refused("ask_proof", detail="the signature does not fit")


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _objects(value: JsonValue) -> Sequence[JsonObject]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
