"""An employer's request."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError
from dsp_vc.presentation.request import PresentationRequest

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def new(name: str, skills: list[str], *, valid: str, now: datetime) -> PresentationRequest:
    """A request by ``name``. Raises :class:`InputError` ``duration_form``, ``request_valid``."""
    return PresentationRequest.new(name, skills, now=now, valid=duration(valid))


def request_bytes(request: PresentationRequest) -> bytes:
    """The request as a file."""
    return (dumps(request.to_json(), indent=2) + "\n").encode()


def duration(text: str) -> timedelta:
    """``15m``, ``24h``, ``7d``. Raises :class:`InputError` ``duration_form``."""
    found = re.fullmatch(r"([0-9]{1,5})([mhd])", text.strip())
    if found is None or int(found[1]) == 0:
        raise InputError("duration_form", value=text)
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
