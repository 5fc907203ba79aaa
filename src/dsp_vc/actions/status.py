"""What an issuer says of what it issued before: revoked, suspended, or valid again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dsp_vc.errors import IssuanceError
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register import statuses
from dsp_vc.issuing.register.register import Register
from dsp_vc.issuing.register.statuses import Entry
from dsp_vc.issuing.register.tables import Status


@dataclass(frozen=True, slots=True)
class Found:
    """What goes by the names that were given, with the register that it stands in."""

    register: Register
    entries: tuple[Entry, ...]


def find(issuer: str, passphrase: str, names: list[str]) -> Found:
    """What goes by ``names``: ids of credentials, external ids, DIDs of holders. Each credential once.

    Raises :class:`IssuanceError` ``status_not_found``, ``issuer_*``, :class:`dsp_vc.errors.InputError`
    ``passphrase_wrong``, :class:`dsp_vc.errors.RegisterError`.
    """
    register = Issuer.open(issuer, passphrase).register()
    if register is None:
        raise IssuanceError("issuer_missing_folder", path=issuer)
    found = {entry.key: entry for name in names for entry in statuses.find(register, name)}
    return Found(register, tuple(found[key] for key in sorted(found)))


def change(found: Found, to: Status, *, now: datetime, reason: str | None) -> int:
    """Give all of them the status ``to``; how many had another. Raises :class:`IssuanceError` ``status_*``."""
    return statuses.change(found.register, [entry.key for entry in found.entries], to, now=now, reason=reason)
