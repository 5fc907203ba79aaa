"""Forget persons for whom something was issued: some by name, or all from before a moment."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta

from dsp_vc.errors import InputError
from dsp_vc.issuing import forgetting
from dsp_vc.issuing.forgetting import Persons
from dsp_vc.issuing.issuer import Issuer

_AGE = re.compile(
    r"p?([0-9]{1,4}) ?(d|days?|dag|dagen|w|weeks?|weken|m|months?|maand|maanden|y|years?|j|jaar|jaren)", re.IGNORECASE
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12, "j": 12}


def before(age: str, now: datetime) -> datetime:
    """The moment that lies ``age`` before ``now``: ``90d``, ``18 months``, ``7y``, ``7 jaar``, ``P7Y``; or the date
    itself (``2019-09-01``, its first second in UTC). Calendar months: a day that is not there is the month's last.

    Raises :class:`InputError` ``forget_age``, also for what does not lie in the past.
    """
    found = _AGE.fullmatch(age.strip())
    try:
        if found is not None:
            moment = _ago(int(found[1]), found[2].lower(), now)
        elif _DATE.fullmatch(age):
            moment = datetime.fromisoformat(age).replace(tzinfo=UTC)
        else:
            raise InputError("forget_age", value=age)
    except (ValueError, OverflowError):
        raise InputError("forget_age", value=age) from None
    if moment >= now:
        raise InputError("forget_age", value=age)
    return moment


def open_issuer(folder: str, passphrase: str) -> Issuer:
    """The issuer of ``folder``. Raises :class:`dsp_vc.errors.IssuanceError` ``issuer_*``, :class:`InputError`
    ``passphrase_wrong``."""
    return Issuer.open(folder, passphrase)


def finish(issuer: Issuer) -> bool:
    """Do what is owed to persons who were forgotten before; see :func:`dsp_vc.issuing.forgetting.finish`."""
    return forgetting.finish(issuer)


def find(issuer: Issuer, names: list[str], moment: datetime | None) -> Persons:
    """Whom ``names`` lead to, or for whom something was issued before ``moment``; see
    :func:`dsp_vc.issuing.forgetting.find`."""
    return forgetting.find(issuer, names, moment)


def forget(issuer: Issuer, persons: Persons, now: datetime) -> None:
    """Forget them; see :func:`dsp_vc.issuing.forgetting.forget`."""
    forgetting.forget(issuer, persons, now)


def _ago(number: int, unit: str, now: datetime) -> datetime:
    if unit[0] in _DAYS:
        return now - timedelta(days=number * _DAYS[unit[0]])
    months = now.year * 12 + now.month - 1 - number * _MONTHS[unit[0]]
    year, month = divmod(months, 12)
    day = min(now.day, calendar.monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)
