"""Sign records, or what a worker asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dsp_vc.encoding.strict_json import JsonObject, parse
from dsp_vc.errors import InputError, IssuanceError
from dsp_vc.files import read_bounded
from dsp_vc.issuing import folder
from dsp_vc.issuing.ask import Ask, fill, read_ask
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.records import MAX_BYTES, load_records, load_values


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be signed: ``records`` as the signer has them, bound ``to`` a key; ``ask`` where a worker asked."""

    records: tuple[SkillAttestation, ...]
    to: str | None
    ask: Ask | None = None

    @property
    def unbound(self) -> bool:
        """Whether any of them names no key of the person."""
        return self.to is None and any(record.subject.id is None for record in self.records)


def prepare(
    files: list[str], *, to: str | None, request: str | None, basis: str | None, level: str | None, now: datetime
) -> Order:
    """Read and check everything before a passphrase is asked for.

    ``to`` is a worker's request or a DID; ``request`` the worker's request that fills the record itself, to which the
    files (a record's members, at least the signer's own) and ``basis`` and ``level`` add what the signer says.
    Raises :class:`InputError`, :class:`IssuanceError` ``issuance_nothing``.
    """
    if request is not None:
        ask = _ask(request, now)
        return Order((fill(ask, _said(files, ask, basis, level)),), ask.holder, ask)
    records = [record for name in files for record in load_records(read_bounded(Path(name), MAX_BYTES), name)]
    if not records:
        raise IssuanceError("issuance_nothing")
    if to is None or to.startswith("did:"):
        return Order(tuple(records), to)
    ask = _ask(to, now)
    return Order(tuple(records), ask.holder, ask)


def meant_for_another(order: Order, issuer: str) -> tuple[str, str] | None:
    """The name that the worker's request was made for, and the issuer's own, where they differ.

    Raises :class:`IssuanceError` ``issuer_missing_folder``: the folder is looked into before a passphrase is asked for.
    """
    own = folder.read_profile(Path(issuer))
    if order.ask is None or order.ask.to in (own.name, own.id):
        return None
    return order.ask.to, own.name


def sign(order: Order, issuer: str, passphrase: str, *, mechanism: str | None, split: bool, now: datetime) -> bytes:
    """Sign; one unlock for all. Raises :class:`IssuanceError`, :class:`InputError`."""
    opened = Issuer.open(issuer, passphrase)
    return opened.issue(order.records, to=order.to, mechanism=mechanism, split=split, now=now)


def _ask(name: str, now: datetime) -> Ask:
    value = parse(read_bounded(Path(name), MAX_BYTES))
    if not isinstance(value, dict):
        raise InputError("ask_not_recognised")
    return read_ask(value, now)


def _said(files: list[str], ask: Ask, basis: str | None, level: str | None) -> JsonObject:
    said: JsonObject = {}
    for name in files:
        values = load_values(read_bounded(Path(name), MAX_BYTES), name)
        if len(values) != 1 or not isinstance(values[0], dict):
            raise InputError("record_object", path=name)
        said.update(values[0])
    if basis is not None:
        said["basis"] = basis
    if level is not None:
        skills = said.get("skills", ask.record.get("skills"))
        said["skills"] = [
            {**_named(skill), "level": {"value": level}} for skill in (skills if isinstance(skills, list) else [])
        ]
    return said


def _named(skill: object) -> JsonObject:
    return dict(skill) if isinstance(skill, dict) else {}
