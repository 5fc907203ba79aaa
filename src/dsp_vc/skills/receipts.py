"""What a wallet received, as far as a passport may use it: judged when received, unless today's trust says otherwise.

A record that was accepted when it came in stays what it was. It stops counting when the trust of today knows better:
revoked, suspended, expired, its key or its issuer no longer recognised. That today something can't be found out (a list
of issuers ran out, a status is not to be had) changes nothing, and is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.verification.report import Check, CheckResult, Outcome, Verdict, VerificationReport

SELF_ASSERTED = "self_asserted"
OTHER_PERSON = "other_person"
UNREADABLE = "receipt_unreadable"
_REJECTED = "rejected"
#: What an issuer took back; a revocation is for good, a suspension can be lifted.
_REVOKED, _SUSPENDED = "revoked", "suspended"
_DECIDING = {Verdict.REJECTED: Outcome.FAILED, Verdict.INDETERMINATE: Outcome.INDETERMINATE}


class Standing(StrEnum):
    """Whether a record counts: as a proof, as the person's own word, or not."""

    COUNTS = "counts"
    SELF = "self"
    LEFT_OUT = "left-out"


class Whose(StrEnum):
    """Whom a rendering is about: a key of the wallet, a key or person that is another, or nobody that it names."""

    OWN = "own"
    OTHER = "other"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Rendering:
    """One stored form of a record: what was found when it was checked last (``verdict``, ``reason``, ``checked``), when
    it was last ``accepted`` (RFC 3339; empty: never), and the report of ``today``; ``None`` where it can't be read.
    ``by_holder``: a key of the wallet signed it."""

    verdict: str
    reason: str
    checked: str
    accepted: str
    today: VerificationReport | None
    whose: Whose = Whose.OWN
    by_holder: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of a record. ``code`` with ``params`` says why it is left out, or what could not be found out today;
    empty where there is nothing to say. ``accepted`` is when it was last accepted, ``which`` the place of the rendering
    that is to be read."""

    standing: Standing
    code: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    accepted: str = ""
    which: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """One record of the wallet, its renderings together.

    ``id`` is the credential's own, ``short`` what the wallet's list calls it. ``issuer`` is one value for one issuer,
    by whatever identifier it signed. ``record`` is what it says, ``None`` where it says nothing of skills; ``signed``
    from when it is valid. ``bound`` is false for a record that names nobody's key.
    """

    id: str
    short: str
    title: str
    issuer: str
    issuer_name: str
    judgement: Judgement
    record: SkillAttestation | None = None
    signed: datetime | None = None
    bound: bool = True


def judge(renderings: Sequence[Rendering]) -> Judgement:
    """Whether a record counts, by its renderings.

    A rendering that its issuer once stood for, and no longer, speaks for the record: both are one statement. One that
    was never right can't speak against the other: somebody else may have made it.
    """
    for number, one in enumerate(renderings):
        against = _against(one)
        if against is not None:
            return Judgement(Standing.LEFT_OUT, *against, one.accepted, number)
    for number, one in enumerate(renderings):
        if one.today is not None and one.today and one.whose is not Whose.OTHER:
            return Judgement(Standing.COUNTS, accepted=format_datetime(one.today.at), which=number)
    for number, one in enumerate(renderings):
        code, params = _why(one)
        if one.by_holder and code == SELF_ASSERTED:
            return Judgement(Standing.SELF, SELF_ASSERTED, which=number)
        if one.accepted and one.whose is not Whose.OTHER:
            return Judgement(Standing.COUNTS, code, params, one.accepted, number)
    for number, one in enumerate(renderings):
        if one.accepted or one.today:
            return Judgement(Standing.LEFT_OUT, OTHER_PERSON, which=number)
    return Judgement(Standing.LEFT_OUT, *_why(renderings[0]))


def _against(one: Rendering) -> tuple[str, Mapping[str, object]] | None:
    """Why a rendering counts no more that counted once, or whose signature is right at least."""
    today = one.today
    if not one.accepted and (today is None or today.verified is None):
        return None
    if today is not None and today.verdict is Verdict.REJECTED:
        return _why(one)
    if today is not None and not today:
        status, issuer = today.check(Check.STATUS), today.check(Check.ISSUER_TRUST)
        if status.params.get("last_known") in (_REVOKED, _SUSPENDED):
            return f"last_known_{status.params['last_known']}", status.params
        if issuer.code == "issuer_last_withdrawn":
            return issuer.code, issuer.params
    if one.verdict == _REJECTED and (today is None or not today or not _newer(one, today)):
        return one.reason, {}
    return None


def _newer(one: Rendering, today: VerificationReport) -> bool:
    """Whether the acceptance of today outweighs that it was rejected when it was checked last, by what was handed over
    then: a revocation is for good, a suspension lifted only by a list of later."""
    if one.reason != _SUSPENDED:
        return one.reason != _REVOKED
    as_of = today.check(Check.STATUS).params.get("as_of")
    return isinstance(as_of, str) and bool(one.checked) and parse_datetime(as_of) > parse_datetime(one.checked)


def _why(one: Rendering) -> tuple[str, Mapping[str, object]]:
    """The code of the check that decides today, with what fills its words."""
    result = None if one.today is None else _deciding(one.today)
    return (one.reason or UNREADABLE, {}) if result is None else (result.code, result.params)


def _deciding(report: VerificationReport) -> CheckResult | None:
    wanted = _DECIDING.get(report.verdict)
    return next((result for result in report.checks if result.outcome is wanted), None)
