"""The plan in the wallet: what it holds, and asking for the proof of a step."""

from __future__ import annotations

from collections.abc import Iterable

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError, WalletError
from dsp_vc.skills.labels import Label
from dsp_vc.skills.plan.model import ENTRY, Plan, Step
from dsp_vc.wallet.wallet import Wallet


def plan_in(wallet: Wallet) -> Plan | None:
    """The plan that the wallet holds. Raises :class:`~dsp_vc.errors.WalletError` ``plan_newer``, ``plan_damaged``."""
    entry = wallet.kept(ENTRY)
    return None if entry is None else Plan.from_entry(entry)


def noted(wallet: Wallet, number: int, text: str) -> Plan:
    """The plan with another note at a step, an empty one for none; the old note is in no previous generation either.

    Raises :class:`InputError` ``plan_none``, ``plan_no_step``, ``plan_note_long``.
    """
    plan = plan_in(wallet)
    if plan is None:
        raise InputError("plan_none")
    changed = plan.noted(number, text)
    wallet.keep(ENTRY, changed.to_entry(), forget=True)
    return changed


def goal_of(wallet: Wallet) -> Label | None:
    """What the plan is for; ``None`` where that can't be read. Raises :class:`InputError` ``plan_none``."""
    if wallet.kept(ENTRY) is None:
        raise InputError("plan_none")
    try:
        plan = plan_in(wallet)
    except WalletError:
        return None
    return plan.goal if plan else None


def drop(wallet: Wallet) -> None:
    """Take the plan out, whatever its state; the previous generation of the file loses it too."""
    wallet.keep(ENTRY, None)


def take_over(wallet: Wallet, entries: Iterable[JsonObject | None]) -> str | None:
    """Keep the plan of a backup. The code of what to say of it: ``plan_taken``, ``plan_not_taken`` (there is one here
    already), ``plan_damaged``, ``plan_newer``; ``None`` where no backup has one or it is the same."""
    entry = next(filter(None, entries), None)
    if entry is None or entry == wallet.kept(ENTRY):
        return None
    if wallet.kept(ENTRY) is not None:
        return "plan_not_taken"
    try:
        Plan.from_entry(entry)
    except WalletError as error:
        return error.code
    wallet.keep(ENTRY, entry)
    return "plan_taken"


def wished_by(wallet: Wallet, record: JsonObject, steps: Iterable[int]) -> JsonObject:
    """``record``, which a worker asks to be signed, with the skills of ``steps`` of the plan.

    Raises :class:`InputError` ``plan_none``, ``plan_no_step``, ``record_*``.
    """
    from dsp_vc.issuing.ask import check_wish

    plan = plan_in(wallet)
    if plan is None:
        raise InputError("plan_none")
    before = record.get("skills")
    named: list[JsonValue] = [_named(plan.step(number)) for number in dict.fromkeys(steps)]
    wish: JsonObject = {**record, "skills": [*(before if isinstance(before, list) else []), *named]}
    check_wish(wish)
    return wish


def _named(step: Step) -> JsonObject:
    names: JsonObject = {name.lang: name.text for name in step.label.names if name.lang}
    return {"uri": step.uri, "name": names} if names else {"uri": step.uri}
