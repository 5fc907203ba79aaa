"""Holder binding and presence: what a presentation proves about now.

RFC 9901 §7.3 for a key-binding JWT, VC-DATA-INTEGRITY 1.0 §4.4 (challenge, domain) for a signed presentation; the
windows are the policy's.
"""

from __future__ import annotations

import hmac
from datetime import datetime

from dsp_vc.errors import Refused
from dsp_vc.verification.case import Binding, Case, Results, Setting, ShownBy
from dsp_vc.verification.report import PRESENCE_ORDER, Check, Outcome, Presence


def check_holder_binding(case: Case) -> None:
    """What the holder's signature proves, against what was asked for."""
    if case.shown_by is not None:
        _check_subject(case, case.shown_by)
        return
    binding = case.candidate.binding(case.setting)
    case.presence = presence_of(binding, case.setting)
    case.audience = binding.audience[0] if binding and binding.audience else None
    require_presence(case.presence, case.setting)
    record_presence(case, bound=binding is not None)


def record_presence(case: Results, *, bound: bool) -> None:
    """Record what the presence is, where it satisfies."""
    if bound:
        case.record(Check.HOLDER_BINDING, Outcome.PASSED, f"holder_{case.presence.value}", name=case.audience or "")
    else:
        case.record(Check.HOLDER_BINDING, Outcome.NOT_APPLICABLE, "holder_bearer")


def _check_subject(case: Case, shown_by: ShownBy) -> None:
    # VCDM 2.0 §4.13 leaves it to the verifier whether the holder must be the subject; here always: a passport is
    # shown by the person whom it is about.
    if shown_by.holder is None:
        record_presence(case, bound=False)
        return
    subjects = case.candidate.subject_ids()
    if any(subject not in (None, shown_by.holder) for subject in subjects):
        raise Refused("holder_not_subject")
    if None in subjects:
        # It names nobody's key: whoever has the file can wrap it, so the wrapping proves nothing.
        if case.setting.policy.presence is not Presence.BEARER:
            raise Refused("holder_unbound")
        record_presence(case, bound=False)
        return
    case.presence = shown_by.presence
    case.record(Check.HOLDER_BINDING, Outcome.PASSED, "holder_in_presentation")


def presence_of(binding: Binding | None, setting: Setting) -> Presence:
    """The presence that ``binding`` proves.

    Raises :class:`Refused` where the holder's signature is meant for somebody else, answers another nonce, is too old
    or comes from the future: such a presentation is a replay, not merely a weaker one.
    """
    if binding is None:
        return Presence.BEARER
    expected = setting.expected
    _check_window(binding, setting)
    # The same strings to the letter (VC-DATA-INTEGRITY §4.4): what was signed for others as well could be passed on.
    if expected.audience is not None and set(binding.audience) != {expected.audience}:
        raise Refused("holder_audience" if binding.audience else "holder_audience_missing")
    if expected.nonce is None:
        return Presence.FRESH
    if binding.nonce is not None and hmac.compare_digest(_octets(binding.nonce), _octets(expected.nonce)):
        return Presence.LIVE
    if setting.policy.presence is Presence.LIVE:
        raise Refused("holder_nonce" if binding.nonce is not None else "holder_nonce_missing")
    return Presence.FRESH


def _octets(text: str) -> bytes:
    """What was typed as a nonce may be no text at all; then nothing equals it."""
    return text.encode(errors="surrogatepass")


def require_presence(presence: Presence, setting: Setting) -> None:
    """Where something was asked, refuse less than the policy wants.

    Raises :class:`Refused` ``holder_binding_missing``, ``presence_too_weak``.
    """
    if setting.expected.given and PRESENCE_ORDER.index(presence) < PRESENCE_ORDER.index(setting.policy.presence):
        raise Refused("holder_binding_missing" if presence is Presence.BEARER else "presence_too_weak")


def _check_window(binding: Binding, setting: Setting) -> None:
    policy, now = setting.policy, setting.now
    # Differences, never sums: the operator's clock may stand at either end of the calendar.
    if binding.made is not None and binding.made - now > policy.skew:
        raise Refused("holder_from_future")
    if binding.ends is not None:
        _check_end(binding.made, binding.ends, setting)
    elif binding.made is not None:
        if now - binding.made > policy.max_age:
            raise Refused("holder_too_old")
    elif setting.expected.nonce is None:
        # Without a time and without our nonce nothing says when it was made.
        raise Refused("holder_undated")


def _check_end(made: datetime | None, ends: datetime, setting: Setting) -> None:
    if ends <= setting.now:
        raise Refused("holder_expired")
    if made is None or ends - made > setting.policy.max_window:
        raise Refused("holder_window")
