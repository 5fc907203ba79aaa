"""What an issuer says of what it issued, for who uses the library: how it stands, and giving it another status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from dsp_vc.errors import InputError, IssuanceError
from dsp_vc.issuing.register import statuses
from dsp_vc.issuing.register.statuses import Entry
from dsp_vc.issuing.register.tables import Status

if TYPE_CHECKING:
    from dsp_vc.issuing.issuer import Issuer
    from dsp_vc.issuing.register.register import Register


@dataclass(frozen=True, slots=True)
class CredentialStatus:
    """How one credential stands, by the register; both its renderings share it.

    ``credential_id`` is the ``id`` of the Open Badge and the ``jti`` of the token; ``external_id`` is the record's own,
    ``None`` where it has none; ``part`` says which skill it is of where a record was split, else it is empty.
    ``status`` is ``valid``, ``suspended`` or ``revoked``, as the lists say that are published next (Bitstring Status
    List §2.2, Token Status List §7.1). ``issued`` and ``valid_until`` are aware, in UTC; ``None`` where that is not
    known, or there is no end. ``superseded``: another took its place. ``in_lists``: it has places in status lists;
    without them it can't be revoked. ``forgotten``: whom it was for is not known any more. ``adopted``: it was taken in
    by its file after a backup was restored, and what it says is not known.
    """

    credential_id: str
    external_id: str | None
    part: str
    status: Status
    issued: datetime | None
    valid_until: datetime | None
    superseded: bool
    in_lists: bool
    forgotten: bool
    adopted: bool


@dataclass(frozen=True, slots=True)
class StatusChange:
    """What became of what was named: ``changed`` had another status before, ``unchanged`` had this one already. All
    are shown as they stand now. Others learn of it once the issuer publishes."""

    changed: tuple[CredentialStatus, ...]
    unchanged: tuple[CredentialStatus, ...]


def show(issuer: Issuer, names: Sequence[str]) -> tuple[CredentialStatus, ...]:
    """How all stand that go by ``names``, each once, oldest first; also those that were replaced.

    Raises :class:`InputError` ``status_which``, :class:`IssuanceError` ``status_not_found``,
    ``issuer_missing_folder``, :class:`dsp_vc.errors.RegisterError`.
    """
    return tuple(_told(entry) for entry in _find(_register(issuer), names))


def change(issuer: Issuer, names: Sequence[str], to: Status, *, reason: str | None, now: datetime) -> StatusChange:
    """Give all that go by ``names`` the status ``to``, all or none; not what was replaced and revoked already.

    Raises as :func:`show`, and :class:`IssuanceError` ``status_revoked_for_good``, ``status_without_list``,
    ``external_id_busy`` (one was replaced at this moment).
    """
    register = _register(issuer)
    found = statuses.without_replaced(_find(register, names))
    changing = {entry.key for entry in statuses.pending(found, to)}
    shown = [entry.key for entry in found if not entry.superseded]
    statuses.change(register, [entry.key for entry in found], to, now=now, reason=reason, in_force=shown)
    return StatusChange(
        tuple(_told(replace(entry, status=to)) for entry in found if entry.key in changing),
        tuple(_told(entry) for entry in found if entry.key not in changing),
    )


def _register(issuer: Issuer) -> Register:
    register = issuer.register()
    if register is None:
        raise IssuanceError("issuer_missing_folder", path=issuer.profile.id)
    return register


def _find(register: Register, names: Sequence[str]) -> list[Entry]:
    if not names:
        raise InputError("status_which")
    found = {entry.key: entry for name in names for entry in statuses.find(register, name)}
    return [found[key] for key in sorted(found)]


def _told(entry: Entry) -> CredentialStatus:
    return CredentialStatus(
        entry.credential_id,
        entry.external_id,
        entry.part,
        entry.status,
        entry.issued,
        entry.valid_until,
        entry.superseded,
        entry.in_lists,
        entry.forgotten,
        entry.adopted,
    )
