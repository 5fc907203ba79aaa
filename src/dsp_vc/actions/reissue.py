"""Issue anew: a changed record in the place of what it corrects, or what was kept for the key in a person's request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dsp_vc.actions.corrections import Change, bound, changes_between
from dsp_vc.actions.issue import Order
from dsp_vc.actions.status import named, open_register
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.issuing.ask import Ask
from dsp_vc.issuing.issuance import Done, Job
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.rebinding import Rebinding, choose
from dsp_vc.issuing.register import statuses
from dsp_vc.issuing.register.kept import Kept, in_force
from dsp_vc.issuing.register.register import Register
from dsp_vc.issuing.register.renewal import Renewal
from dsp_vc.issuing.register.statuses import Entry
from dsp_vc.keys.pkcs11 import Tokens
from dsp_vc.model.attestation import SkillAttestation


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be bound anew, by an issuer with its keys in reach."""

    issuer: Issuer
    rebinding: Rebinding


def plan(
    folder: str,
    passphrase: str,
    names: list[str],
    ask: Ask,
    *,
    revoked: bool,
    other_name: bool,
    tokens: Tokens | None = None,
) -> Plan:
    """Find what goes by ``names`` (as :func:`dsp_vc.actions.status.find` takes them) and hold it to the request.

    Raises :class:`dsp_vc.errors.IssuanceError` ``status_not_found``, ``reissue_*``, ``issuer_*``,
    :class:`dsp_vc.errors.InputError` ``passphrase_wrong``, :class:`dsp_vc.errors.RegisterError`.
    """
    issuer = Issuer.open(folder, passphrase, tokens)
    register = open_register(issuer, folder)
    found = [named(register, name) for name in names]
    return Plan(issuer, choose(register, found, ask, revoked=revoked, other_name=other_name))


def sign(planned: Plan, now: datetime, path: Path | None = None) -> Done:
    """Sign, into the file ``path`` where one is named. Raises as :meth:`Issuer.issue_many`."""
    return next(planned.issuer.issue_many([planned.rebinding.job(path)], now=now))


@dataclass(frozen=True, slots=True)
class Replacement:
    """A record with what it takes the place of. Without ``changes`` only the signature becomes another."""

    record: SkillAttestation
    old: tuple[Entry, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """What would be replaced by the records of ``order``, by an issuer with its keys in reach."""

    issuer: Issuer
    order: Order
    replacements: tuple[Replacement, ...]


def correct(folder: str, passphrase: str, order: Order, tokens: Tokens | None = None) -> Corrections:
    """Find what stands under the external id of each record of ``order``, all of which have one. A correction unties
    nobody: where neither the records nor ``order`` name a key, they stay bound to that of what they replace.

    Raises :class:`dsp_vc.errors.IssuanceError` ``status_not_found``, ``reissue_forgotten``, ``reissue_adopted``,
    ``issuer_*``, :class:`dsp_vc.errors.InputError` ``passphrase_wrong``, :class:`dsp_vc.errors.RegisterError`.
    """
    issuer = Issuer.open(folder, passphrase, tokens)
    register = open_register(issuer, folder)
    found = [_found(register, str(record.external_id)) for record in order.records]
    if order.to is None and not any(record.subject.id for record in order.records):
        keys = {one.sealed.holder for kept in found for one in kept}
        order = replace(order, to=keys.pop() if len(keys) == 1 else None)
    pairs = zip(order.records, found, strict=True)
    return Corrections(issuer, order, tuple(_replacement(record, kept, order.to) for record, kept in pairs))


def sign_corrected(planned: Corrections, now: datetime, path: Path | None = None, *, split: bool = False) -> Done:
    """Sign, into the file ``path`` where one is named. Raises as :meth:`Issuer.issue_many`."""
    order = planned.order
    seen = {entry.key: entry.status for one in planned.replacements for entry in one.old}
    job = Job(order.records, order.to, split=split, path=path, renew=Renewal.ALWAYS, seen=seen)
    return next(planned.issuer.issue_many([job], now=now))


def _found(register: Register, name: str) -> list[Kept]:
    return in_force(register, [one for one in statuses.find(register, name) if one.external_id == name])


def _replacement(record: SkillAttestation, found: list[Kept], to: str | None) -> Replacement:
    after = bound(record.to_dict(), to or record.subject.id)
    changes = changes_between(bound(_whole(found), found[0].sealed.holder), after)
    return Replacement(record, tuple(one.entry for one in found), changes)


def _whole(found: list[Kept]) -> JsonObject:
    """What was said under one external id, also where each skill was signed by itself."""
    records = [one.sealed.record for one in found]
    skills: list[JsonValue] = []
    for record in records:
        some = record.get("skills")
        skills += some if isinstance(some, list) else []
    return {**records[0], "skills": skills}
