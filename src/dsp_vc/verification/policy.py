"""What a verifier demands: frozen data, strict by default; laxer ones have names that frighten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from dsp_vc.verification.report import Check, Presence

MECHANISMS = frozenset({"eddsa-rdfc-2022", "eddsa-jcs-2022", "dc+sd-jwt"})


@dataclass(frozen=True, slots=True)
class VerificationPolicy:
    """``mechanisms`` and ``algorithms`` are allow-lists; ``required`` the checks that must be satisfied.

    ``skew`` is how far another clock may be ahead; ``max_age`` how old a presentation may be that names no end of its
    own; ``max_window`` the longest end that it may name. ``presence`` is the least that satisfies a request.
    ``refuse_stale_status``: a status list past its time to live counts as not found out, even before its end;
    ``status_freshness`` is the time to live of a list that names neither that nor an end.
    """

    mechanisms: frozenset[str] = MECHANISMS
    algorithms: frozenset[str] = frozenset({"EdDSA", "ES256", "ES384"})
    required: frozenset[Check] = frozenset(Check)
    presence: Presence = Presence.LIVE
    any_issuer: bool = False
    skew: timedelta = timedelta(seconds=60)
    max_age: timedelta = timedelta(hours=1)
    max_window: timedelta = timedelta(days=30)
    max_credentials: int = 50
    refuse_stale_status: bool = False
    status_freshness: timedelta = timedelta(days=1)

    @classmethod
    def strict(cls) -> VerificationPolicy:
        """Every check is required; this is the default."""
        return cls()

    def trusting_any_issuer(self) -> VerificationPolicy:
        """Whoever signed will do: only that the content is unchanged is established."""
        return replace(self, any_issuer=True)

    def accepting_presence(self, least: Presence) -> VerificationPolicy:
        """A request is satisfied by ``least``: ``fresh`` may be replayed within its window, ``bearer`` for ever."""
        return replace(self, presence=least)

    def refusing_stale_status(self) -> VerificationPolicy:
        """A status list counts only as long as its issuer says that it is fresh."""
        return replace(self, refuse_stale_status=True)
