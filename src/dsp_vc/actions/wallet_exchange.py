"""Out of the wallet and into it: a file of its own for a credential, a backup that other wallets read, and theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dsp_vc.actions.material import read_input
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys import age
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.model import universal_wallet
from dsp_vc.skills.plan.model import ENTRY as PLAN_ENTRY
from dsp_vc.wallet import lcw
from dsp_vc.wallet.file import MAX_WALLET, Unlock
from dsp_vc.wallet.migration_object import build_migration_object, is_migration_object, read_migration_object
from dsp_vc.wallet.wallet import KEY_ENTRY, Stored, Wallet

PROFILE = "dsp-vc"


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a backup of another wallet holds: credentials as they are, keys, how much must be asked for again, and the
    entry of a plan."""

    raws: tuple[str, ...]
    signers: tuple[MemorySigner, ...] = ()
    missing: int = 0
    plan: JsonObject | None = None


def export_credentials(chosen: Iterable[Sequence[Stored]], only: str | None) -> bytes:
    """One credential as its own file, byte for byte; more than one, or both renderings, as a delivery.

    ``only`` is ``open-badge`` or ``dc+sd-jwt``. Raises :class:`InputError` ``export_nothing``.
    """
    raws = [stored.raw for group in chosen for stored in group if only in (None, stored.format)]
    if not raws:
        raise InputError("export_nothing")
    return raws[0].encode() if len(raws) == 1 else universal_wallet.build_delivery(raws)


def export_backup(wallet: Wallet, *, with_keys: bool) -> bytes:
    """The backup of the Learner Credential Wallet, not encrypted. It restores only one ``with_keys``."""
    entries = [stored.raw for stored in wallet.credentials()]
    if with_keys:
        entries += [dumps(entry) for entry in lcw.backup_entries(wallet.signer, PROFILE)]
    return universal_wallet.build([*entries, *wallet.others])


def export_migration_object(wallet: Wallet, password: str) -> bytes:
    """The Migration Object of the EUDI wallets: the credentials, without keys."""
    return build_migration_object((stored.raw for stored in wallet.credentials()), password).encode()


def read_file(name: str) -> bytes:
    """The backup in a file, or in standard input for ``-``. Raises :class:`InputError` ``file_*``."""
    data = read_input(name, MAX_WALLET)
    if not data.strip():
        raise InputError("file_empty", path=name)
    return data


def needs_password(data: bytes) -> bool:
    """Whether a backup opens by a passphrase."""
    return is_migration_object(data) or (data[:4] in (b"age-", b"----") and age.read_header(data).by_passphrase)


def read_backup(data: bytes, name: str, lock: Unlock) -> Foreign:
    """What a backup, called ``name`` in errors, holds: an array of wallets (LCW), the same inside age, or a Migration
    Object.

    Raises :class:`InputError`: ``passphrase_*``, ``import_nothing``, ``entries_*``, ``json_*``.
    """
    if is_migration_object(data):
        raws, missing = read_migration_object(data, lock.passphrase or "")
        return _some(Foreign(tuple(raws), missing=missing), name)
    if data[:4] in (b"age-", b"----"):
        data = lock.unseal(data)
    entries = universal_wallet.read_entries(data)
    raws = [entry.raw for entry in entries if entry.kind == "credential"]
    signers = [signer for entry in entries if (signer := _signer(entry)) is not None]
    plan = next((entry.value for entry in entries if entry.value.get("type") == PLAN_ENTRY), None)
    return _some(Foreign(tuple(raws), tuple(signers), plan=plan), name)


def _signer(entry: universal_wallet.Entry) -> MemorySigner | None:
    kind, value = entry.value.get("type"), entry.value.get("value")
    try:
        if kind == lcw.ED25519_KEY and "privateKeyMultibase" in entry.value:
            return lcw.read_key(entry.value)
        if kind == KEY_ENTRY and isinstance(value, dict):
            return MemorySigner.from_private_jwk(value)
    except Refused as error:
        raise InputError("import_key", detail=error.code) from None  # the cause could show the key
    return None


def _some(found: Foreign, name: str) -> Foreign:
    if not (found.raws or found.signers or found.missing or found.plan):
        raise InputError("import_nothing", path=name)
    return found
