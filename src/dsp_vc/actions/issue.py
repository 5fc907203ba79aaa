"""Sign records, or what a worker asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dsp_vc.actions.material import read_input
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError, naming
from dsp_vc.issuing import folder
from dsp_vc.issuing.ask import Ask, fill, parse_ask
from dsp_vc.issuing.issuance import Done, Job, check_form
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.rendering import holder_key
from dsp_vc.keys.pkcs11 import Tokens
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
    files: list[str],
    *,
    to: str | None,
    request: str | None,
    basis: str | None,
    level: str | None,
    now: datetime,
    mechanism: str | None = None,
    split: bool = False,
) -> Order:
    """Read and check everything before a passphrase is asked for.

    ``to`` is a worker's request or a DID; ``request`` the worker's request that fills the record itself, to which the
    files (a record's members, at least the signer's own) and ``basis`` and ``level`` add what the signer says.
    Raises :class:`InputError`, :class:`IssuanceError` ``issuance_*``.
    """
    order = _order(files, to, request, basis, level, now)
    check_form(sum(len(record.skills) if split else 1 for record in order.records), mechanism)
    return order


def _order(
    files: list[str], to: str | None, request: str | None, basis: str | None, level: str | None, now: datetime
) -> Order:
    if request is not None:
        ask = read_request(request, now)
        return Order((fill(ask, _said(files, ask, basis, level)),), ask.holder, ask)
    records: list[SkillAttestation] = []
    for name in files:
        with naming(name):
            records += load_records(read_input(name, MAX_BYTES), name)
    if to is not None and to.startswith("did:"):
        holder_key(to)
        return Order(tuple(records), to)
    if to is None:
        for record in records:
            if record.subject.id is not None:
                holder_key(record.subject.id)
        return Order(tuple(records), None)
    ask = read_request(to, now)
    return Order(tuple(records), ask.holder, ask)


def read_request(name: str, now: datetime) -> Ask:
    """A person's request in the file ``name``, checked: whoever made it holds the key in it.

    Raises :class:`InputError` ``ask_*``, ``file_*``, ``json_*``.
    """
    with naming(name):
        return parse_ask(read_input(name, MAX_BYTES), now)


def meant_for_another(ask: Ask | None, issuer: str) -> tuple[str, str] | None:
    """The name that the worker's request was made for, and the issuer's own, where they differ.

    Raises :class:`IssuanceError` ``issuer_missing_folder``: the folder is looked into before a passphrase is asked for.
    """
    own = folder.read_profile(Path(issuer))
    if ask is None or ask.meant_for(own):
        return None
    return ask.to, own.name


def check_persons(order: Order, *, other_name: bool) -> None:
    """Whether the request that the records are bound to is by whom they are about, unless the issuer saw that it is.

    Raises :class:`IssuanceError` ``reissue_other_name``.
    """
    from dsp_vc.issuing.rebinding import check_person

    if order.ask is not None and not other_name:
        for record in order.records:
            check_person(record.external_id or record.title or "", record.to_dict().get("subject"), order.ask)


def told(order: Order) -> Iterator[tuple[str, str]]:
    """What the records say, each member by its dotted path: what the signer is about to sign."""
    from dsp_vc.actions.corrections import members

    for record in order.records:
        yield from members(record.to_dict())


def sign(
    order: Order,
    issuer: str,
    passphrase: str,
    *,
    mechanism: str | None,
    split: bool,
    now: datetime,
    path: Path | None = None,
    tokens: Tokens | None = None,
) -> Done:
    """Sign, into the file ``path`` where one is named; one unlock for all. ``tokens`` says how to reach keys in
    hardware.

    Raises :class:`IssuanceError`, :class:`InputError`, :class:`dsp_vc.errors.RegisterError`,
    :class:`dsp_vc.errors.HardwareError`, :class:`dsp_vc.files.FileError`.
    """
    job = Job(order.records, order.to, mechanism, split, path)
    return next(Issuer.open(issuer, passphrase, tokens).issue_many([job], now=now))


def _said(files: list[str], ask: Ask, basis: str | None, level: str | None) -> JsonObject:
    said: JsonObject = {}
    for name in files:
        with naming(name):
            values = load_values(read_input(name, MAX_BYTES), name)
        if len(values) != 1 or not isinstance(values[0], dict):
            raise InputError("record_object", path=name)
        said.update(values[0])
    if basis is not None:
        said["basis"] = basis
    if level is not None:
        skills = said.get("skills", ask.record.get("skills"))
        said["skills"] = [_at_level(skill, level) for skill in (skills if isinstance(skills, list) else [])]
    return said


def _at_level(skill: JsonValue, level: str) -> JsonValue:
    """``skill`` at ``level``, on the scale that the signer named for it, if any."""
    if not isinstance(skill, dict):
        return skill
    before = skill.get("level")
    scale: JsonObject = {"scale": before["scale"]} if isinstance(before, dict) and "scale" in before else {}
    return {**skill, "level": {"value": level, **scale}}
