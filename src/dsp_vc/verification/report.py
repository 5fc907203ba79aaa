"""What a verification found: a verdict of three values, and every check by name with the reason for its outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dsp_vc import words
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import InputError, VerificationFailed
from dsp_vc.model.credential import Credential


class Verdict(StrEnum):
    """Accepted, rejected, or "could not find out"."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    INDETERMINATE = "indeterminate"


class Outcome(StrEnum):
    """How one check ended."""

    PASSED = "passed"
    FAILED = "failed"
    INDETERMINATE = "indeterminate"
    NOT_APPLICABLE = "not-applicable"


class Check(StrEnum):
    """All checks, in the order in which they are done; every report lists every one."""

    FORMAT = "format"
    CONTEXT = "context"
    BUNDLE = "bundle"
    ISSUER_KEY = "issuer-key"
    PROOF = "proof"
    ISSUER_TRUST = "issuer-trust"
    VALIDITY = "validity"
    STATUS = "status"
    SCHEMA = "schema"
    HOLDER_BINDING = "holder-binding"
    REQUEST = "request"


class Presence(StrEnum):
    """What was shown proves about now: nothing (``bearer``), signed for a named use within its window (``fresh``), or
    an answer to this verifier's own nonce (``live``)."""

    BEARER = "bearer"
    FRESH = "fresh"
    LIVE = "live"


PRESENCE_ORDER = (Presence.BEARER, Presence.FRESH, Presence.LIVE)


#: Parameters of the checks status and bundle that stand in the report's JSON, and under which names.
_STATUS_MEMBERS = {"list": "list", "as_of": "asOf", "age": "age", "last_known": "lastKnown", "note": "note"}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: its outcome, a stable ``code``, and ``because`` where another check is the reason.

    ``params`` fill the words of ``code``. For the status check they hold ``list`` (its URL), ``as_of`` (when it was
    issued, RFC 3339), ``age`` (whole seconds), and where these exist ``reason`` (a phrase: why it could not be found
    out), ``last_known`` (``valid``, ``revoked``, ``suspended``) and ``note`` (what the issuer tells who processes it).
    For the check of the bundle: ``as_of`` and ``age`` of the oldest list of issuers in use.
    """

    check: Check
    outcome: Outcome
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    because: Check | None = None

    def message(self, lang: str = "en") -> str:
        """One sentence in ``lang`` for the person who must decide."""
        return words.message(self.code, lang, **self.params)

    def hint(self, lang: str = "en") -> str:
        """What to do about it, in ``lang``; empty where there is nothing to say."""
        return words.hint(self.code, lang, **self.params)

    @property
    def satisfied(self) -> bool:
        """Whether a policy that requires this check is content."""
        return self.outcome in (Outcome.PASSED, Outcome.NOT_APPLICABLE)

    def to_json(self, lang: str = "en") -> JsonObject:
        """As in ``verification-report.schema.json``."""
        value: JsonObject = {
            "check": self.check.value,
            "outcome": self.outcome.value,
            "code": self.code,
            "message": self.message(lang),
        }
        if self.because is not None:
            value["because"] = self.because.value
        if detail := self.params.get("detail"):
            value["detail"] = words.printable(str(detail), 400)
        if isinstance(reason := self.params.get("reason"), words.Phrase):
            value["reason"] = reason.code
        for name, member in _STATUS_MEMBERS.items():
            found = self.params.get(name)
            if isinstance(found, str | int):
                value[member] = found
        return value


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The result for one credential or one presentation; truthy only when accepted.

    ``kind`` is ``credential`` or ``presentation``; ``children`` are the reports of a presentation's credentials.
    """

    verdict: Verdict
    at: datetime
    kind: str
    checks: tuple[CheckResult, ...]
    presence: Presence
    mechanism: str | None = None
    issuer_name: str | None = None
    audience: str | None = None
    children: tuple[VerificationReport, ...] = ()
    digests: tuple[str, ...] = ()
    verified: Credential | None = None

    def __bool__(self) -> bool:
        return self.verdict is Verdict.ACCEPTED

    @property
    def credential(self) -> Credential:
        """The verified content. Raises :class:`InputError` ``content_not_verified`` unless the proof passed."""
        if self.verified is None:
            raise InputError("content_not_verified")
        return self.verified

    @property
    def credentials(self) -> tuple[Credential, ...]:
        """All verified contents: this report's own and its children's."""
        own = () if self.verified is None else (self.verified,)
        return own + tuple(found for child in self.children for found in child.credentials)

    def check(self, check: Check | str) -> CheckResult:
        """The result of one check."""
        return next(result for result in self.checks if result.check == check)

    def raise_for_verdict(self) -> None:
        """Raise :class:`VerificationFailed` unless accepted."""
        if not self:
            raise VerificationFailed(self)

    def to_json(self, lang: str = "en", source: str | None = None) -> JsonObject:
        """As in ``verification-report.schema.json``, in ``lang``. Content appears only where it was verified."""
        credential: JsonValue = None
        if self.verified is not None:
            credential = {"format": self.verified.format, "claims": dict(self.verified.claims)}
        return {
            "version": 1,
            # The name of a file need not be text in UTF-8; JSON must be.
            "source": None if source is None else source.encode(errors="replace").decode(),
            "kind": self.kind,
            "verdict": self.verdict.value,
            "at": format_datetime(self.at),
            "presence": self.presence.value,
            "mechanism": self.mechanism,
            "issuer": self.issuer_name,
            "audience": self.audience,
            "checks": [result.to_json(lang) for result in self.checks],
            "digests": list(self.digests),
            "credential": credential,
            "children": [child.to_json(lang) for child in self.children],
        }


def conclude(results: Iterable[CheckResult], required: frozenset[Check], children: Iterable[Verdict] = ()) -> Verdict:
    """The verdict: any required check failed, or any child rejected → rejected; else any indeterminate →
    indeterminate; else accepted. With nothing required there is no verdict to give: indeterminate."""
    results, children = tuple(results), tuple(children)
    counted = [result for result in results if result.check in required]
    if any(result.outcome is Outcome.FAILED for result in counted) or Verdict.REJECTED in children:
        return Verdict.REJECTED
    if not counted or not all(result.satisfied for result in counted) or Verdict.INDETERMINATE in children:
        return Verdict.INDETERMINATE
    return Verdict.ACCEPTED
