"""Answer a lost wallet from the register: what was issued, bound to the key in the person's new request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dsp_vc.actions.status import named, open_register
from dsp_vc.issuing.ask import Ask
from dsp_vc.issuing.issuance import Done
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.rebinding import Rebinding, choose
from dsp_vc.keys.pkcs11 import Tokens


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
