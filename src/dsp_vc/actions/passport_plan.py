"""The plan in the wallet: making it, closing its steps, asking for the proof of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dsp_vc.actions.passport import catalogue, gap, profile, receipts
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError, WalletError
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.gap import Gap
from dsp_vc.skills.goal import Goal
from dsp_vc.skills.labels import Label
from dsp_vc.skills.plan.closing import Change, hold_against
from dsp_vc.skills.plan.making import STEPS, make_plan
from dsp_vc.skills.plan.model import ENTRY, Plan, Step
from dsp_vc.skills.practice import practices
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.receipts import Receipt
from dsp_vc.skills.training import Training
from dsp_vc.wallet.wallet import Wallet


@dataclass(frozen=True, slots=True)
class Believed:
    """By what records are judged: ``trust`` and ``evidence`` as they were named, nothing for the user's own; ``fixed``
    where the user chose the moment."""

    trust: Sequence[str] = ()
    evidence: Sequence[str] = ()
    fixed: bool = False

    @classmethod
    def of(cls, trust: Sequence[str] | None, evidence: Sequence[str] | None, at: str | None) -> Believed:
        """By the options of a command."""
        return cls(tuple(trust or ()), tuple(evidence or ()), at is not None)


def received(wallet: Wallet, now: datetime, by: Believed) -> list[Receipt]:
    """The records in the wallet; see :func:`~dsp_vc.actions.passport.receipts`."""
    return receipts(wallet, now, trust=by.trust, evidence=by.evidence, fixed=by.fixed)


def plan_in(wallet: Wallet) -> Plan | None:
    """The plan that the wallet holds. Raises :class:`~dsp_vc.errors.WalletError` ``plan_newer``, ``plan_damaged``."""
    entry = wallet.kept(ENTRY)
    return None if entry is None else Plan.from_entry(entry)


def make(
    wallet: Wallet,
    goal: Goal,
    shown: Profile,
    using: Catalogue,
    *,
    by: date | None = None,
    most: int = STEPS,
    optional: bool = False,
    trainings: Sequence[Training] = (),
) -> Plan | None:
    """Keep a plan for ``goal`` in the place of the one before; ``None``, and nothing changes, where nothing is left to
    show. A plan that can't be read gives way too. Raises :class:`InputError` ``plan_day_past``."""
    try:
        before = plan_in(wallet)
    except WalletError:
        before = None
    found, today = gap(goal, shown, using), shown.at.date()
    plan = make_plan(
        found, practices(), today=today, trainings=trainings, by=by, most=most, optional=optional, before=before
    )
    if plan is not None:
        wallet.keep(ENTRY, plan.to_entry(), forget=True)
    return plan


def proposed(held: Gap) -> Plan | None:
    """What a plan for what is lacking could be, kept nowhere."""
    return make_plan(held, practices(), today=held.at.date())


def read_trainings(files: Iterable[str], using: Catalogue, lang: str) -> list[Training]:
    """The trainings in ``files``, in the program's own form. Raises :class:`InputError` ``training_*``, ``file_*``."""
    from dsp_vc.skills.training import read

    return [training for name in files for training in read(Path(name), using, lang)]


def check_day(by: date | None, now: datetime) -> None:
    """Raise :class:`InputError` ``plan_day_past`` before a passphrase is asked for."""
    if by is not None and by <= now.date():
        raise InputError("plan_day_past", moment=by)


def settle(wallet: Wallet, now: datetime, by: Believed) -> tuple[Change, ...]:
    """Close the steps of the plan that something in the wallet proves now, open again those that nothing proves any
    more, and say which. A plan that can't be read is left alone. Raises as :func:`received`."""
    try:
        plan = plan_in(wallet)
    except WalletError:
        return ()
    if plan is None:
        return ()
    found = received(wallet, now, by)
    with catalogue() as using:
        held, changes = hold_against(plan, profile(found, using, now))
    wallet.keep(ENTRY, held.to_entry())
    return changes


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


def has_plan(wallet: Wallet) -> bool:
    """Whether there is one, readable or not."""
    return wallet.kept(ENTRY) is not None


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


def wished_by(wallet: Wallet, record: JsonObject, steps: Iterable[int], *, lang: str) -> JsonObject:
    """``record``, which a worker asks to be signed, with the skills of ``steps`` of the plan; it is called after the
    first of them where it has no title.

    Raises :class:`InputError` ``plan_none``, ``plan_no_step``, ``record_*``.
    """
    from dsp_vc.issuing.ask import check_wish

    plan = plan_in(wallet)
    if plan is None:
        raise InputError("plan_none")
    before = record.get("skills")
    wanted = [plan.step(number) for number in dict.fromkeys(steps)]
    named: list[JsonValue] = [_named(step) for step in wanted]
    titled: JsonObject = {"title": wanted[0].label.text(lang)} if wanted else {}
    wish: JsonObject = {**titled, **record, "skills": [*(before if isinstance(before, list) else []), *named]}
    check_wish(wish)
    return wish


def _named(step: Step) -> JsonObject:
    names: JsonObject = {name.lang: name.text for name in step.label.names if name.lang}
    return {"uri": step.uri, "name": names} if names else {"uri": step.uri}
